//! What of an answer that was posted some time ago is no longer so: the register as its reader saw it then beside the
//! register as that reader sees it now, and since when. A guild's own records go before shared ones of the same id then and
//! now, so that no guild is told of a change that it does not see.

use crate::incident::corrections::{Correction, corrections};
use crate::incident::{ClaimKey, Incident};
use crate::store::{PostedAnswer, Revision, SHARED, State, Store, StoreError};

/// Changes to a record that are looked at, the last ones: more only matter for since when.
const MOST: u32 = 50;

/// Something that was shown and is not so any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The title of the record, as it was.
    pub title: String,
    /// What.
    pub what: Wrong,
    /// Since when, RFC 3339.
    pub time: String,
    /// Why, in the words of who changed it.
    pub reason: String,
}

/// What is not so any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Something in the record.
    Told(Correction),
    /// The record was withdrawn.
    Withdrawn,
    /// The record was taken in by another one, with this title.
    Merged(String),
}

/// Whose eyes the register is seen with.
#[derive(Clone, Copy)]
struct Reader<'a> {
    store: &'a Store,
    guild: &'a str,
    sees_shared: bool,
}

/// Everything of a posted answer that is not so any more, for a guild that sees the shared register or not.
///
/// # Errors
/// A failure of the database.
pub async fn corrected(store: &Store, answer: &PostedAnswer, sees_shared: bool) -> Result<Vec<Corrected>, StoreError> {
    let reader = Reader { store, guild: &answer.guild, sees_shared };
    let mut all = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    for (id, _) in &answer.claims {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    for id in ids {
        let keys: Vec<ClaimKey> = answer.claims.iter().filter(|(of, _)| of == id).map(|(_, key)| *key).collect();
        all.extend(reader.since(id, answer.revision, &keys).await?);
    }
    Ok(all)
}

impl Reader<'_> {
    /// What of a record is not so any more since a revision.
    async fn since(self, id: &str, revision: i64, keys: &[ClaimKey]) -> Result<Vec<Corrected>, StoreError> {
        let Some(shown) = self.seen(id, revision).await? else { return Ok(Vec::new()) };
        let mut known: Vec<Corrected> = Vec::new();
        for change in self.changes(id, revision).await? {
            let found: Vec<Wrong> = match self.seen(id, change.sequence).await? {
                Some(now) => corrections(&shown, &now, keys).into_iter().map(Wrong::Told).collect(),
                None => vec![self.gone(id).await?],
            };
            // What was so after an earlier change already is so since then.
            let since = |what: Wrong| {
                let earlier = known.iter().find(|known| known.what == what).cloned();
                let new = || Corrected {
                    title: shown.title.clone(),
                    what: what.clone(),
                    time: change.time.clone(),
                    reason: change.reason.clone(),
                };
                earlier.unwrap_or_else(new)
            };
            known = found.into_iter().map(since).collect();
        }
        Ok(known)
    }

    /// Changes to a record after a revision, oldest first.
    async fn changes(self, id: &str, revision: i64) -> Result<Vec<Revision>, StoreError> {
        let mut changes = Vec::new();
        for guild in self.registers() {
            changes.extend(self.store.history_before(guild, id, i64::MAX, MOST).await?);
        }
        changes.retain(|change| change.sequence > revision);
        changes.sort_by_key(|change| change.sequence);
        Ok(changes)
    }

    /// The record as the reader saw it after a revision; `None` if it was not to be seen.
    async fn seen(self, id: &str, revision: i64) -> Result<Option<Incident>, StoreError> {
        for guild in self.registers() {
            let last = self.store.history_before(guild, id, revision.saturating_add(1), 1).await?.into_iter().next();
            match last {
                Some(last) if last.state == State::Current => return Ok(Some(last.incident)),
                // What a guild merged into another record is hidden from it, a shared record too.
                Some(_) if self.store.redirect(guild, id).await?.is_some() => return Ok(None),
                _ => {}
            }
        }
        Ok(None)
    }

    /// What became of a record that is no longer to be seen.
    async fn gone(self, id: &str) -> Result<Wrong, StoreError> {
        for guild in self.registers() {
            if let Some(into) = self.store.redirect(guild, id).await? {
                return Ok(Wrong::Merged(self.seen(&into, i64::MAX).await?.map_or(into, |record| record.title)));
            }
        }
        Ok(Wrong::Withdrawn)
    }

    /// The registers that the reader sees, the own one first.
    fn registers(&self) -> impl Iterator<Item = &str> {
        let shared = (self.guild != SHARED && self.sees_shared).then_some(SHARED);
        std::iter::once(self.guild).chain(shared)
    }
}
