//! Which claims are objected to, kept in memory beside the registers: an answer that rests on one says so, and asking never
//! waits for the database.

use std::collections::HashSet;
use std::sync::{PoisonError, RwLock};

use crate::incident::ClaimKey;
use crate::store::{Objected, SHARED, Store, StoreError};

/// The open objections to claims. What is objected to in one guild is disputed there only.
#[derive(Debug, Default)]
pub struct Disputes {
    open: RwLock<HashSet<Objected>>,
    /// Guild and user of each who could not be told how an objection ended.
    untold: RwLock<HashSet<(String, String)>>,
}

impl Disputes {
    /// Reads them anew; to be called when one is filed or closed, and now and then, since other processes do so too.
    ///
    /// # Errors
    /// A failure of the store; what was known stays.
    pub async fn refresh(&self, store: &Store) -> Result<(), StoreError> {
        let open = store.objected().await?.into_iter().collect();
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = open;
        let untold = store.untold().await?.into_iter().collect();
        *self.untold.write().unwrap_or_else(PoisonError::into_inner) = untold;
        Ok(())
    }

    /// Whether the claim, or without one the record as a whole, is objected to in a guild; no guild is a direct message.
    pub fn has(&self, guild: Option<&str>, incident: &str, claim: impl Into<Option<ClaimKey>>) -> bool {
        let guild = guild.unwrap_or(SHARED).to_owned();
        let objected = Objected { guild, incident: incident.to_owned(), claim: claim.into() };
        self.open.read().unwrap_or_else(PoisonError::into_inner).contains(&objected)
    }

    /// Whether somebody is still to hear how an objection ended; who asks is the one to tell it.
    pub fn take_untold(&self, guild: &str, user: &str) -> bool {
        let whom = (guild.to_owned(), user.to_owned());
        // Nearly always there is nobody, and who looks waits for nobody else who does.
        if !self.untold.read().unwrap_or_else(PoisonError::into_inner).contains(&whom) {
            return false;
        }
        self.untold.write().unwrap_or_else(PoisonError::into_inner).remove(&whom)
    }
}
