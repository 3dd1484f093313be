//! Ids that lead to other records, by whose register they are: a guild's own go before shared ones.

use std::collections::HashMap;

use crate::store::{Redirect, SHARED};

/// Where ids lead, for everybody.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Redirects(HashMap<String, HashMap<String, String>>);

impl Redirects {
    pub(super) fn new(all: Vec<Redirect>) -> Self {
        let mut redirects = Self::default();
        for Redirect { guild, from, to } in all {
            redirects.0.entry(guild).or_default().insert(from, to);
        }
        redirects
    }

    /// The ids that a guild merged into others of its own.
    pub(super) fn of(&self, guild: &str) -> impl Iterator<Item = &str> {
        self.0.get(guild).into_iter().flat_map(HashMap::keys).map(String::as_str)
    }

    /// Whether the guild merged this record into another one.
    pub(super) fn has(&self, guild: &str, id: &str) -> bool {
        self.0.get(guild).is_some_and(|own| own.contains_key(id))
    }

    /// Whether others are those that the guild made.
    pub(super) fn differs(&self, other: &Self, guild: &str) -> bool {
        self.0.get(guild) != other.0.get(guild)
    }

    /// The guilds with any.
    pub(super) fn guilds(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str).filter(|guild| *guild != SHARED)
    }

    /// Where ids lead for a guild, with or without those of the shared register.
    pub(super) fn seen_by(&self, guild: &str, with_shared: bool) -> HashMap<String, String> {
        let shared = self.0.get(SHARED).filter(|_| with_shared || guild == SHARED);
        let own = self.0.get(guild).filter(|_| guild != SHARED);
        shared.into_iter().chain(own).flatten().map(|(from, to)| (from.clone(), to.clone())).collect()
    }
}
