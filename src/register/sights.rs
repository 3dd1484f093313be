//! What each guild sees: the shared register, or one of its own in which its records win over shared ones of the same id, or
//! its records alone. The records of guilds are kept, and of the registers made from them only so many as there is room for:
//! each is as large as the shared one.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::live::{AsOf, View};
use super::redirects::Redirects;
use crate::incident::Incident;
use crate::store::{Revision, SHARED, Span, State, Stored};
use crate::vocabulary::Vocabulary;

/// Bytes that the registers of guilds may take together.
const ROOM: usize = 256 << 20;
/// Bytes of the words in each of them, and of what is kept of each incident; as measured at 401 and 10,000 incidents.
const WORDS: usize = 8 << 20;
const INCIDENT: usize = 4 << 10;
/// So many at most: each change of the shared register is applied to each.
const MOST: usize = 64;

/// How many registers of guilds there is room for beside a shared one of so many incidents; one however large it is.
fn most(incidents: usize) -> usize {
    (ROOM / (WORDS + incidents * INCIDENT)).clamp(1, MOST)
}

/// The records of one guild by id, each with the number of the change that made it so.
type Own = HashMap<String, (i64, Incident)>;

/// The registers of everybody.
#[derive(Debug)]
pub(super) struct Registers {
    pub(super) shared: View,
    /// By guild; none is empty.
    own: HashMap<String, Own>,
    /// How often the shared register and each guild's records changed, and when last.
    spans: HashMap<String, Span>,
    /// Guilds that see their own records alone.
    secluded: HashSet<String>,
    /// What such a guild sees that has none.
    nothing: OnceLock<View>,
    /// Those made and held, by guild.
    held: HashMap<String, Held>,
    asks: AtomicU64,
    redirects: Redirects,
    pub(super) as_of: AsOf,
    /// The revision as of which they were read first, and the lineage of the store then; `None` if they are in step with no
    /// store, or with one that was replaced.
    pub(super) origin: Option<(i64, String)>,
}

/// The register of a guild.
#[derive(Debug)]
struct Held {
    view: View,
    /// When it was asked last, in asks.
    asked: AtomicU64,
}

impl Registers {
    pub(super) fn new(mut shared: View, stored: Vec<Stored>, as_of: AsOf, spans: Vec<Span>) -> Self {
        let spans: HashMap<String, Span> = spans.into_iter().map(|span| (span.guild.clone(), span)).collect();
        shared.as_of = (as_of.revision > 0).then(|| seen_as_of([spans.get(SHARED), None]));
        let mut own: HashMap<String, Own> = HashMap::new();
        for Stored { guild, incident, revision, .. } in stored {
            own.entry(guild).or_default().insert(incident.id.clone(), (revision, incident));
        }
        let (secluded, nothing, held) = (HashSet::new(), OnceLock::new(), HashMap::new());
        let (asks, redirects, origin) = (AtomicU64::new(0), Redirects::default(), None);
        Self { shared, own, spans, secluded, nothing, held, asks, redirects, as_of, origin }
    }

    /// Words for a register of its own.
    pub(super) fn words(&self) -> Vocabulary {
        self.shared.register.vocabulary().clone()
    }

    /// Whether the guild sees something else than the shared register.
    fn is_apart(&self, guild: &str) -> bool {
        self.secluded.contains(guild)
            || self.spans.contains_key(guild)
            || self.own.contains_key(guild)
            || self.redirects.guilds().any(|other| other == guild)
    }

    /// Whether there is nothing at all that the guild sees.
    fn sees_nothing(&self, guild: &str) -> bool {
        self.secluded.contains(guild) && !self.own.contains_key(guild) && !self.spans.contains_key(guild)
    }

    /// What a guild sees; `None` if that has to be made first.
    pub(super) fn seen_by(&self, guild: Option<&str>) -> Option<&View> {
        let Some(guild) = guild.filter(|guild| self.is_apart(guild)) else { return Some(&self.shared) };
        if self.sees_nothing(guild) {
            return Some(self.nothing());
        }
        let held = self.held.get(guild)?;
        held.asked.store(self.asks.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        Some(&held.view)
    }

    /// A register without records.
    pub(super) fn nothing(&self) -> &View {
        self.nothing.get_or_init(|| View::nothing(self.words()))
    }

    /// Makes what a guild sees of its own records and the shared register as it stands.
    pub(super) fn make(&self, guild: &str) -> View {
        let secluded = self.secluded.contains(guild);
        let mut own: Vec<&(i64, Incident)> = self.own.get(guild).into_iter().flat_map(HashMap::values).collect();
        own.sort_unstable_by_key(|(revision, _)| *revision);
        let own = own.into_iter().map(|(_, incident)| incident.clone()).filter(|own| !self.redirects.has(guild, &own.id));
        let mut view = if secluded {
            View::new(self.words(), own.collect())
        } else {
            let mut view = self.shared.clone();
            // What it merged into another record is hidden from it, a shared record too.
            self.redirects.of(guild).for_each(|id| view.remove(id));
            own.for_each(|incident| view.put(incident));
            view
        };
        view.redirect(self.redirects.seen_by(guild, !secluded));
        let shared = if secluded { None } else { self.spans.get(SHARED) };
        view.as_of = self.shared.as_of.is_some().then(|| seen_as_of([shared, self.spans.get(guild)]));
        view
    }

    /// Holds what was made for a guild; those that have to go for it are the ones not asked for longest.
    pub(super) fn hold(&mut self, guild: &str, view: View) -> Vec<View> {
        let most = most(self.shared.register.index().len());
        let mut gone = Vec::new();
        while self.held.len() >= most {
            let least = self.held.iter().min_by_key(|(_, held)| held.asked.load(Ordering::Relaxed)).map(|(guild, _)| guild.clone());
            gone.extend(least.and_then(|least| self.held.remove(&least)).map(|held| held.view));
        }
        let asked = AtomicU64::new(self.asks.fetch_add(1, Ordering::Relaxed));
        self.held.insert(guild.to_owned(), Held { view, asked });
        gone
    }

    /// How many are held.
    pub(super) fn held(&self) -> usize {
        self.held.len()
    }

    /// Words for [`Self::nothing`], if the guild would be the first to see it.
    pub(super) fn lacks_nothing(&self, guild: &str) -> Option<Vocabulary> {
        (self.nothing.get().is_none() && !self.own.contains_key(guild) && !self.spans.contains_key(guild)).then(|| self.words())
    }

    pub(super) fn seclude(&mut self, guild: &str, nothing: Option<View>) {
        if let Some(nothing) = nothing {
            // Another guild may have been first.
            let _ = self.nothing.set(nothing);
        }
        self.secluded.insert(guild.to_owned());
        self.held.remove(guild);
    }

    pub(super) fn include(&mut self, guild: &str) {
        self.secluded.remove(guild);
        self.held.remove(guild);
    }

    /// Applies one change. What a guild holds of its own hides a shared record, and uncovers it when it is withdrawn.
    pub(super) fn apply(&mut self, revision: Revision) {
        let Revision { sequence, guild, state, time, incident, .. } = revision;
        self.as_of = AsOf { revision: sequence, time: time.clone() };
        let span =
            self.spans.entry(guild.clone()).or_insert_with(|| Span { guild: guild.clone(), changes: 0, last: 0, time: String::new() });
        span.changes += 1;
        (span.last, span.time) = (sequence, time.clone());
        if guild != SHARED {
            if let Some(held) = self.held.get_mut(&guild) {
                held.view.advance(&time);
            }
            return self.apply_own(&guild, (sequence, state), incident);
        }
        self.shared.advance(&time);
        for (guild, held) in &mut self.held {
            if !self.secluded.contains(guild) {
                held.view.advance(&time);
            }
            let hidden = self.own.get(guild).is_some_and(|own| own.contains_key(&incident.id)) || self.redirects.has(guild, &incident.id);
            if hidden || self.secluded.contains(guild) {
                continue;
            }
            match state {
                State::Current => held.view.put(incident.clone()),
                State::Retracted => held.view.remove(&incident.id),
            }
        }
        match state {
            State::Current => self.shared.put(incident),
            State::Retracted => self.shared.remove(&incident.id),
        }
    }

    fn apply_own(&mut self, guild: &str, (sequence, state): (i64, State), incident: Incident) {
        let id = incident.id.clone();
        match state {
            State::Current => {
                self.own.entry(guild.to_owned()).or_default().insert(id.clone(), (sequence, incident.clone()));
            }
            State::Retracted => {
                if let Some(own) = self.own.get_mut(guild) {
                    own.remove(&id);
                }
                self.own.retain(|_, own| !own.is_empty());
            }
        }
        if self.sees_nothing(guild) || !self.is_apart(guild) {
            self.held.remove(guild);
        }
        let secluded = self.secluded.contains(guild);
        let Some(held) = self.held.get_mut(guild) else { return };
        let shared = self.shared.register.index().incident(&id).filter(|shared| !secluded && shared.id == id);
        match (state, shared) {
            _ if self.redirects.has(guild, &id) => held.view.remove(&id),
            (State::Current, _) => held.view.put(incident),
            (State::Retracted, Some(shared)) => held.view.put((**shared).clone()),
            (State::Retracted, None) => held.view.remove(&id),
        }
    }

    /// Lets ids lead where they now do.
    pub(super) fn redirect(&mut self, redirects: Redirects) {
        if redirects == self.redirects {
            return;
        }
        self.shared.redirect(redirects.seen_by(SHARED, true));
        let (before, secluded) = (&self.redirects, &self.secluded);
        self.held.retain(|guild, held| {
            // What hides other records is hidden anew, or no longer.
            if before.differs(&redirects, guild) {
                return false;
            }
            held.view.redirect(redirects.seen_by(guild, !secluded.contains(guild)));
            true
        });
        self.redirects = redirects;
    }
}

/// As of when somebody sees these registers together.
fn seen_as_of(spans: [Option<&Span>; 2]) -> AsOf {
    let spans = || spans.into_iter().flatten();
    let last = spans().max_by_key(|span| span.last);
    AsOf { revision: spans().map(|span| span.changes).sum(), time: last.map(|last| last.time.clone()).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_fewer_registers_the_larger_they_are() {
        assert_eq!([0, 401, 1_000, 10_000, 100_000, 1_000_000].map(most), [32, 26, 21, 5, 1, 1]);
    }
}
