//! Which edition of a record a keeper works on: that of the own register before the shared one, old ids followed.

use super::{Conflict, Keeping, Refusal};
use crate::incident::Incident;
use crate::incident::check::LONGEST_ID;
use crate::incident::difference::differences;
use crate::store::{Base, Proposal, Revision, SHARED, State, StoreError};

/// Most ids that lead on to others: one in the guild's register, one in the shared one, and back.
const MOST_STEPS: usize = 4;
/// Most records whose ids differ in a number only.
const MOST_ALIKE: u32 = 20;

/// A record as a keeper finds it, with what is retracted in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The record.
    pub incident: Incident,
    /// Whose and which edition it is; give it back with the change that is made from it.
    pub base: Base,
    /// Whether it counts.
    pub state: State,
}

impl Keeping<'_> {
    /// The record with this id, or the one that took it in, whether it counts or not.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn edition(&self, id: &str) -> Result<Option<Edition>, StoreError> {
        let mut id = id.to_owned();
        for _ in 0..MOST_STEPS {
            let mut withdrawn = None;
            let mut next = None;
            for guild in self.registers() {
                let stored = self.store.find(guild, &id).await?;
                let edition = stored.map(|stored| Edition {
                    base: Base { guild: stored.guild, revision: stored.revision },
                    incident: stored.incident,
                    state: stored.state,
                });
                if edition.as_ref().is_some_and(|edition| edition.state == State::Current) {
                    return Ok(edition);
                }
                withdrawn = withdrawn.or(edition);
                next = self.store.redirect(guild, &id).await?;
                if next.is_some() {
                    break;
                }
            }
            match next {
                Some(next) => id = next,
                None => return Ok(withdrawn),
            }
        }
        Ok(None)
    }

    /// Changes to a record before a sequence, the last one first: those of the own register and of the shared one. From the
    /// newest on for `i64::MAX`.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn history(&self, id: &str, before: i64, most: u32) -> Result<Vec<Revision>, StoreError> {
        let mut all = Vec::new();
        for guild in self.registers() {
            all.extend(self.store.history_before(guild, id, before, most).await?);
        }
        all.sort_by_key(|revision| -revision.sequence);
        all.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(all)
    }

    /// The registers that the keeper sees, the own one first.
    fn registers(&self) -> impl Iterator<Item = &str> {
        let shared = (self.keeper.guild != SHARED && self.keeper.sees_shared).then_some(SHARED);
        std::iter::once(self.keeper.guild).chain(shared)
    }

    pub(super) fn sees(&self, guild: &str) -> bool {
        self.registers().any(|seen| seen == guild)
    }

    /// The record to change; it must count.
    pub(super) async fn current(&self, id: &str) -> Result<Edition, Refusal> {
        match self.edition(id).await? {
            None => Err(Refusal::NoRecord { id: id.to_owned() }),
            Some(Edition { state: State::Retracted, incident, .. }) => Err(Refusal::IsRetracted { id: incident.id }),
            Some(edition) => Ok(edition),
        }
    }

    /// A new record under an id of its own: the one that it has, or the first number behind it that is free.
    pub(super) async fn under_free_id(&self, incident: Incident, proposal: &str) -> Result<Incident, Refusal> {
        if !self.is_taken(&incident.id, proposal).await? {
            return Ok(incident);
        }
        let stem: String = incident.id.chars().take(LONGEST_ID - 3).collect();
        for number in 2..=MOST_ALIKE {
            let id = format!("{}-{number}", stem.trim_end_matches('-'));
            if !self.is_taken(&id, proposal).await? {
                return Ok(Incident { id, ..incident });
            }
        }
        Err(Refusal::Taken { id: incident.id })
    }

    /// Whether a record has or had this id, in the own register or the shared one, or somebody proposes one under it, other
    /// than by this proposal.
    async fn is_taken(&self, id: &str, proposal: &str) -> Result<bool, StoreError> {
        for guild in [self.keeper.guild, SHARED] {
            if self.store.find(guild, id).await?.is_some() || self.store.redirect(guild, id).await?.is_some() {
                return Ok(true);
            }
        }
        self.store.proposes_new(self.keeper.guild, id, proposal).await
    }

    /// Refuses a change made from another edition than this.
    pub(super) async fn refuse_unseen(&self, now: &Edition, seen: Option<&Base>) -> Result<(), Refusal> {
        match seen {
            Some(seen) if *seen != now.base => Err(self.changed(&now.incident.id, seen).await),
            _ => Ok(()),
        }
    }

    /// What a failure to make a proposal's changes means to people.
    pub(super) async fn conflict(&self, error: StoreError, proposal: &Proposal) -> Refusal {
        match error {
            StoreError::Conflict { id, .. } | StoreError::Missing { id } | StoreError::Retracted { id } => match &proposal.other {
                Some((other, base)) if *other == id => self.changed(&id, base).await,
                _ => self.changed(&id, &proposal.base).await,
            },
            error => error.into(),
        }
    }

    /// The refusal of a change that was made from an edition which is no longer the last.
    async fn changed(&self, id: &str, seen: &Base) -> Refusal {
        match self.compare(id, seen).await {
            Ok(conflict) => Refusal::Conflict(Box::new(conflict)),
            Err(error) => error.into(),
        }
    }

    async fn compare(&self, id: &str, seen: &Base) -> Result<Conflict, StoreError> {
        let now = self.edition(id).await?;
        let before = self.store.revision_at(seen.revision).await?;
        let before = before.filter(|before| before.guild == seen.guild && self.sees(&before.guild));
        let differences = match (&before, &now) {
            (Some(before), Some(now)) => differences(&before.incident, &now.incident),
            _ => Vec::new(),
        };
        Ok(Conflict { id: id.to_owned(), now, differences })
    }
}
