//! How people keep the register: they add, edit, amend, merge, retract, restore and revert records. Each change is a
//! proposal first, filed under the id of the event that brought it, so that the same event twice makes one change; with
//! the two-person rule it waits for a reviewer, without it is made at once. A guild writes its own records only: editing a
//! shared one makes an edition of its own under the same id. Knows nothing of Discord; what it is told of a person it
//! believes.

mod echoes;
mod editions;
mod objections;
mod plan;
mod preview;
mod rebase;
mod refusal;
mod review;
mod soundness;

pub use self::echoes::{still_said, told_elsewhere};
pub use self::editions::Edition;
pub use self::objections::verdict;
pub use self::preview::{Line, lines_between, lines_of};
pub use self::rebase::{Made, Rebased};
pub use self::refusal::{Conflict, Refusal};

use crate::incident::Incident;
use crate::incident::amend::Amendment;
use crate::store::{Base, Change, Edit, Proposal, ProposalAct, ProposalState, SHARED, Settled, State, Store};

/// A person who keeps a register, and what that person may do there.
#[derive(Debug, Clone, Copy)]
pub struct Keeper<'a> {
    /// Whose register: [`SHARED`] for the operator, else a guild's id.
    pub guild: &'a str,
    /// The person.
    pub user: &'a str,
    /// May propose changes.
    pub is_moderator: bool,
    /// May approve and reject what others propose.
    pub is_reviewer: bool,
    /// A change needs another person than its author.
    pub two_persons: bool,
    /// The guild sees the shared register.
    pub sees_shared: bool,
}

/// What a keeper asks for.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The id of the event that brings it.
    pub id: &'a str,
    /// Why.
    pub reason: &'a str,
    /// When, RFC 3339.
    pub time: &'a str,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is made. [`super::Live::catch_up`] shows it in answers.
    Applied {
        /// The record.
        incident: String,
        /// The register's revision after it.
        revision: i64,
    },
    /// It waits: as a draft for its author, or for a reviewer.
    Filed(Box<Proposal>),
}

/// The register as one keeper works on it.
#[derive(Debug, Clone, Copy)]
pub struct Keeping<'a> {
    store: &'a Store,
    keeper: Keeper<'a>,
}

impl<'a> Keeping<'a> {
    /// The register of the keeper's guild.
    pub const fn new(store: &'a Store, keeper: Keeper<'a>) -> Self {
        Self { store, keeper }
    }

    /// Adds a record. If its id is taken, by a record or by what somebody else proposes, it gets the next number.
    ///
    /// # Errors
    /// [`Refusal`], which names everything that is wrong with the record.
    pub async fn add(&self, request: Request<'_>, incident: Incident) -> Result<Kept, Refusal> {
        self.put_new(request, incident, ProposalState::InReview).await
    }

    /// Files a new record as a draft, that [`Keeping::send_in`] sends in.
    ///
    /// # Errors
    /// As [`Keeping::add`].
    pub async fn add_draft(&self, request: Request<'_>, incident: Incident) -> Result<Kept, Refusal> {
        self.put_new(request, incident, ProposalState::Draft).await
    }

    async fn put_new(&self, request: Request<'_>, incident: Incident, state: ProposalState) -> Result<Kept, Refusal> {
        if let Some(kept) = self.again(request).await? {
            return Ok(kept);
        }
        let incident = self.under_free_id(incident, request.id).await?;
        let base = Base { guild: self.keeper.guild.to_owned(), revision: 0 };
        self.file(request, Wanted { state, ..Wanted::put(incident, base) }).await
    }

    /// Replaces a record by another edition of it, made from the edition that was seen.
    ///
    /// # Errors
    /// [`Refusal`]; [`Refusal::Conflict`] if the record was changed since.
    pub async fn edit(&self, request: Request<'_>, incident: Incident, seen: &Base) -> Result<Kept, Refusal> {
        if let Some(kept) = self.again(request).await? {
            return Ok(kept);
        }
        let edition = self.current(&incident.id).await?;
        self.refuse_unseen(&edition, Some(seen)).await?;
        self.file(request, Wanted::put(incident, edition.base)).await
    }

    /// Makes small changes to a record: to its sources and claims. If an edition is given, the record must still be that one.
    ///
    /// # Errors
    /// As [`Keeping::edit`], and [`Refusal::Amendment`] if one of the changes does not fit the record.
    pub async fn amend(&self, request: Request<'_>, id: &str, seen: Option<&Base>, changes: &[Amendment]) -> Result<Kept, Refusal> {
        if let Some(kept) = self.again(request).await? {
            return Ok(kept);
        }
        let edition = self.current(id).await?;
        self.refuse_unseen(&edition, seen).await?;
        let amended = edition.incident.amended(changes)?;
        self.file(request, Wanted::put(amended, edition.base)).await
    }

    /// Puts an earlier edition of a record in the place of the one that was seen.
    ///
    /// # Errors
    /// As [`Keeping::edit`]; [`Refusal::NoRecord`] if the revision is none of this record.
    pub async fn revert(&self, request: Request<'_>, id: &str, revision: i64, seen: Option<&Base>) -> Result<Kept, Refusal> {
        if let Some(kept) = self.again(request).await? {
            return Ok(kept);
        }
        let edition = self.current(id).await?;
        self.refuse_unseen(&edition, seen).await?;
        let earlier = self.store.revision_at(revision).await?;
        let earlier = earlier.filter(|earlier| self.sees(&earlier.guild) && earlier.incident.id == edition.incident.id);
        let Some(earlier) = earlier else { return Err(Refusal::NoRecord { id: id.to_owned() }) };
        self.file(request, Wanted::put(earlier.incident, edition.base)).await
    }

    /// Withdraws a record of the keeper's own register; a guild sees the shared one of the same id again, if there is one.
    ///
    /// # Errors
    /// [`Refusal`]; [`Refusal::Shared`] if a guild has no edition of its own.
    pub async fn retract(&self, request: Request<'_>, id: &str) -> Result<Kept, Refusal> {
        if let Some(kept) = self.again(request).await? {
            return Ok(kept);
        }
        let edition = self.current(id).await?;
        if edition.base.guild != self.keeper.guild {
            return Err(Refusal::Shared { id: edition.incident.id });
        }
        self.file(request, Wanted { act: ProposalAct::Retract, ..Wanted::put(edition.incident, edition.base) }).await
    }

    /// Takes a withdrawal back, and a merge with it; what the other record gained stays there.
    ///
    /// # Errors
    /// [`Refusal`]; [`Refusal::NotRetracted`] if it stands.
    pub async fn restore(&self, request: Request<'_>, id: &str) -> Result<Kept, Refusal> {
        if let Some(kept) = self.again(request).await? {
            return Ok(kept);
        }
        let own = self.store.find(self.keeper.guild, id).await?.ok_or_else(|| Refusal::NoRecord { id: id.to_owned() })?;
        if own.state == State::Current {
            return Err(Refusal::NotRetracted { id: id.to_owned() });
        }
        let base = Base { guild: own.guild, revision: own.revision };
        self.file(request, Wanted { act: ProposalAct::Restore, ..Wanted::put(own.incident, base) }).await
    }

    /// Lets the record `into` take in the record `from`, whose id leads there from then on.
    ///
    /// # Errors
    /// [`Refusal`]; [`Refusal::SameRecord`] if both ids lead to one record.
    pub async fn merge(&self, request: Request<'_>, from: &str, into: &str) -> Result<Kept, Refusal> {
        if let Some(kept) = self.again(request).await? {
            return Ok(kept);
        }
        let (from, into) = (self.current(from).await?, self.current(into).await?);
        if from.incident.id == into.incident.id {
            return Err(Refusal::SameRecord { id: into.incident.id });
        }
        let merged = into.incident.merged(&from.incident);
        let other = Some((from.incident.id, from.base));
        self.file(request, Wanted { act: ProposalAct::Merge, other, ..Wanted::put(merged, into.base) }).await
    }

    /// Takes a guild's record into the shared register, for the operator; the guild then sees the shared one.
    ///
    /// # Errors
    /// [`Refusal`]; [`Refusal::NotAllowed`] for anybody but a keeper of the shared register.
    pub async fn promote(&self, request: Request<'_>, guild: &str, id: &str) -> Result<Kept, Refusal> {
        self.refuse_unfit(request)?;
        if self.keeper.guild != SHARED || guild == SHARED {
            return Err(Refusal::NotAllowed);
        }
        let own = self.store.find(guild, id).await?.ok_or_else(|| Refusal::NoRecord { id: id.to_owned() })?;
        if own.state == State::Retracted {
            return Err(Refusal::IsRetracted { id: id.to_owned() });
        }
        self.refuse_unsound(&own.incident).await?;
        let shared = self.store.find(SHARED, id).await?;
        let mut changes: Vec<Change> = Vec::new();
        if let Some(shared) = shared.as_ref().filter(|shared| shared.state == State::Retracted) {
            changes.push(Change::restore(SHARED, id).over(shared.revision));
            changes.push(Change::put(SHARED, own.incident));
        } else {
            changes.push(Change::put(SHARED, own.incident).over(shared.map_or(0, |shared| shared.revision)));
        }
        changes.push(Change::retract(guild, id).over(own.revision));
        let edit = Edit { author: self.keeper.user, reason: request.reason, time: request.time };
        let applied = self.store.apply(&changes, edit).await?;
        Ok(Kept::Applied { incident: id.to_owned(), revision: applied.revision })
    }

    /// What was made of this event before; `None` if it is new. Refuses who may not change anything.
    async fn again(&self, request: Request<'_>) -> Result<Option<Kept>, Refusal> {
        self.refuse_unfit(request)?;
        let Some(known) = self.store.proposal(request.id).await? else { return Ok(None) };
        if known.author != self.keeper.user || known.guild != self.keeper.guild {
            return Err(Refusal::NoProposal);
        }
        self.pursue(known, request.time).await.map(Some)
    }

    fn refuse_unfit(&self, request: Request<'_>) -> Result<(), Refusal> {
        if !self.keeper.is_moderator {
            return Err(Refusal::NotAllowed);
        }
        if request.reason.trim().is_empty() { Err(Refusal::NoReason) } else { Ok(()) }
    }

    /// Files what is wanted, if it is sound; makes it at once where one person suffices.
    async fn file(&self, request: Request<'_>, wanted: Wanted) -> Result<Kept, Refusal> {
        if matches!(wanted.act, ProposalAct::Put | ProposalAct::Merge) {
            self.refuse_unsound(&wanted.incident).await?;
        }
        let proposal = Proposal {
            id: request.id.to_owned(),
            guild: self.keeper.guild.to_owned(),
            act: wanted.act,
            incident: wanted.incident,
            base: wanted.base,
            other: wanted.other,
            author: self.keeper.user.to_owned(),
            reason: request.reason.trim().to_owned(),
            time: request.time.to_owned(),
            state: wanted.state,
            edition: 1,
            reviewer: String::new(),
            decided_time: String::new(),
            decided_reason: String::new(),
            revision: 0,
        };
        let filed = if proposal.state == ProposalState::InReview && !self.keeper.two_persons {
            // At once and in one: whatever fails, nothing is left over that somebody would come upon in the queue.
            let changes = self.changes_of(&proposal).await?;
            let verdict = Edit { author: self.keeper.user, reason: "", time: request.time };
            match self.store.make_proposal(&proposal, &changes, verdict).await {
                Ok(Some(revision)) => return Ok(Kept::Applied { incident: proposal.incident.id, revision }),
                Ok(None) => false,
                Err(error) => return Err(self.conflict(error, &proposal).await),
            }
        } else {
            self.store.file_proposal(&proposal).await?
        };
        if filed {
            return Ok(Kept::Filed(Box::new(proposal)));
        }
        // The same event came twice at once.
        self.again(request).await?.ok_or(Refusal::NoProposal)
    }

    async fn changes_of(&self, proposal: &Proposal) -> Result<Vec<Change>, Refusal> {
        match self.changes(proposal).await {
            Err(Refusal::Store(error)) => Err(self.conflict(error, proposal).await),
            changes => changes,
        }
    }

    /// Takes a filed proposal as far as it goes without another person.
    async fn pursue(&self, proposal: Proposal, time: &str) -> Result<Kept, Refusal> {
        match proposal.state {
            ProposalState::Approved => Ok(Kept::Applied { incident: proposal.incident.id, revision: proposal.revision }),
            ProposalState::InReview if !self.keeper.two_persons => self.make(proposal, "", time).await,
            ProposalState::InReview | ProposalState::Draft => Ok(Kept::Filed(Box::new(proposal))),
            state @ (ProposalState::Rejected | ProposalState::Withdrawn) => Err(Refusal::Decided(state)),
        }
    }

    /// Makes the changes of a proposal.
    async fn make(&self, mut proposal: Proposal, words: &str, time: &str) -> Result<Kept, Refusal> {
        // Another record may have got the id since it was proposed.
        if proposal.is_new() {
            proposal.incident = self.under_free_id(proposal.incident, &proposal.id).await?;
        }
        let changes = self.changes_of(&proposal).await?;
        let verdict = Edit { author: self.keeper.user, reason: words, time };
        match self.store.approve_proposal(&proposal, &changes, verdict).await {
            Ok(Settled::Done(revision)) => Ok(Kept::Applied { incident: proposal.incident.id, revision }),
            Ok(settled) => self.unsettled(settled, &proposal.id).await,
            Err(error) => Err(self.conflict(error, &proposal).await),
        }
    }
}

/// What a proposal is to hold.
struct Wanted {
    act: ProposalAct,
    incident: Incident,
    base: Base,
    other: Option<(String, Base)>,
    state: ProposalState,
}

impl Wanted {
    const fn put(incident: Incident, base: Base) -> Self {
        Self { act: ProposalAct::Put, incident, base, other: None, state: ProposalState::InReview }
    }
}
