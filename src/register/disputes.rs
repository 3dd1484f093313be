//! Which claims are objected to, kept in memory beside the registers: an answer that rests on one says so, and asking never
//! waits for the database.

use std::collections::HashSet;
use std::sync::{PoisonError, RwLock};

use crate::incident::ClaimKey;
use crate::store::{Objected, SHARED, Store, StoreError};

/// The open objections to claims. What is objected to in one guild is disputed there only.
#[derive(Debug, Default)]
pub struct Disputes(RwLock<HashSet<Objected>>);

impl Disputes {
    /// Reads them anew; to be called when one is filed or closed, and now and then, since other processes do so too.
    ///
    /// # Errors
    /// A failure of the store; what was known stays.
    pub async fn refresh(&self, store: &Store) -> Result<(), StoreError> {
        let open = store.objected().await?.into_iter().collect();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = open;
        Ok(())
    }

    /// Whether the claim, or without one the record as a whole, is objected to in a guild; no guild is a direct message.
    pub fn has(&self, guild: Option<&str>, incident: &str, claim: impl Into<Option<ClaimKey>>) -> bool {
        let guild = guild.unwrap_or(SHARED).to_owned();
        let objected = Objected { guild, incident: incident.to_owned(), claim: claim.into() };
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(&objected)
    }
}
