//! The registers that a running program asks: the shared one, and for each guild with records of its own one in which
//! these win over shared ones of the same id. Kept in step with the store by following its revisions.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use super::catalogue::Catalogue;
use super::{Register, starter_incidents};
use crate::incident::Incident;
use crate::store::{Change, Edit, Revision, SHARED, State, Store, StoreError};
use crate::vocabulary::Vocabulary;

/// A register with what completes a name that somebody types.
#[derive(Debug, Clone)]
pub struct View {
    /// What is asked.
    pub register: Register,
    /// The names of its incidents.
    pub catalogue: Catalogue,
}

/// How far the registers follow the store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AsOf {
    /// The number of the last change.
    pub revision: i64,
    /// When it was made, RFC 3339; empty before the first.
    pub time: String,
}

/// The registers of a running program. Readers wait only while a change is applied, which is short.
#[derive(Debug)]
pub struct Live(RwLock<Registers>);

#[derive(Debug)]
struct Registers {
    shared: View,
    guilds: HashMap<String, View>,
    as_of: AsOf,
}

impl View {
    fn new(vocabulary: Vocabulary, incidents: Vec<Incident>) -> Self {
        let catalogue = Catalogue::new(&incidents);
        Self { register: Register::new(vocabulary, incidents), catalogue }
    }

    fn put(&mut self, incident: Incident) {
        self.catalogue.put(&incident);
        self.register.apply(incident);
    }

    fn remove(&mut self, id: &str) {
        self.catalogue.remove(id);
        self.register.remove(id);
    }
}

impl Registers {
    /// Applies one change. What a guild holds of its own hides a shared record, and uncovers it when it is withdrawn.
    fn apply(&mut self, revision: Revision) {
        let Revision { sequence, guild, state, time, incident, .. } = revision;
        self.as_of = AsOf { revision: sequence, time };
        if guild != SHARED {
            let view = self.guilds.entry(guild).or_insert_with(|| self.shared.clone());
            match (state, self.shared.register.index().incident(&incident.id)) {
                (State::Current, _) => view.put(Incident { ..incident }),
                (State::Retracted, Some(shared)) => view.put((**shared).clone()),
                (State::Retracted, None) => view.remove(&incident.id),
            }
            return;
        }
        let before = self.shared.register.index().incident(&incident.id);
        for view in self.guilds.values_mut() {
            let seen = view.register.index().incident(&incident.id);
            // Whatever the guild sees that is not the shared edition is its own.
            if seen == before {
                match state {
                    State::Current => view.put(incident.clone()),
                    State::Retracted => view.remove(&incident.id),
                }
            }
        }
        match state {
            State::Current => self.shared.put(incident),
            State::Retracted => self.shared.remove(&incident.id),
        }
    }
}

impl Live {
    /// Reads the store into registers. An empty store first gets the starter register, as of `time`.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn open(store: &Store, vocabulary: Vocabulary, time: &str) -> Result<Self, StoreError> {
        if store.revision().await? == 0 {
            let changes: Vec<Change> = starter_incidents().into_iter().map(|incident| Change::put(SHARED, incident).over(0)).collect();
            let edit = Edit { author: "aide-memoire", reason: "starter register", time };
            match store.apply(&changes, edit).await {
                // Another process that started at the same moment was first.
                Ok(_) | Err(StoreError::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        // The number first: what changes while the records are read is then applied once more, never missed.
        let revision = store.revision().await?;
        let time = store.revisions_since(revision - 1).await?.into_iter().next().map(|last| last.time).unwrap_or_default();
        let mut shared: Vec<Incident> = Vec::new();
        let mut own: Vec<(String, Incident)> = Vec::new();
        for stored in store.load().await? {
            if stored.guild == SHARED { shared.push(stored.incident) } else { own.push((stored.guild, stored.incident)) }
        }
        let shared = View::new(vocabulary, shared);
        let mut guilds: HashMap<String, View> = HashMap::new();
        for (guild, incident) in own {
            guilds.entry(guild).or_insert_with(|| shared.clone()).put(incident);
        }
        Ok(Self(RwLock::new(Registers { shared, guilds, as_of: AsOf { revision, time } })))
    }

    /// Applies what changed in the store since; how many changes that were.
    ///
    /// # Errors
    /// A failure of the store; what was applied before it stays.
    pub async fn catch_up(&self, store: &Store) -> Result<usize, StoreError> {
        let mut count = 0;
        loop {
            let known = self.as_of().revision;
            if store.revision().await? == known {
                return Ok(count);
            }
            let revisions = store.revisions_since(known).await?;
            if revisions.is_empty() {
                return Ok(count);
            }
            count += revisions.len();
            for revision in revisions {
                self.0.write().unwrap_or_else(PoisonError::into_inner).apply(revision);
            }
        }
    }

    /// Works on what a guild sees; `None` is a direct message, which sees the shared register.
    pub fn with<T>(&self, guild: Option<&str>, work: impl FnOnce(&View) -> T) -> T {
        let registers = self.0.read().unwrap_or_else(PoisonError::into_inner);
        work(guild.and_then(|guild| registers.guilds.get(guild)).unwrap_or(&registers.shared))
    }

    /// How far the registers follow the store.
    pub fn as_of(&self) -> AsOf {
        self.0.read().unwrap_or_else(PoisonError::into_inner).as_of.clone()
    }
}
