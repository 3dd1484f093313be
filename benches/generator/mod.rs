//! A register of any size and questions about it, from a seed: the same on every machine, no file needed.
//!
//! Pairs of states by a Zipf law, prominent states first, so that a few pairs hold thousands of incidents; kinds as often
//! as in the starter register; dates from 1945 to 2026, most of them late, as there; names made up.

mod names;
pub(crate) mod questions;
mod random;
mod records;
mod wording;

use std::collections::HashMap;

use aide_memoire::incident::{DayNumber, Kind};
use aide_memoire::register::starter_incidents;

use names::State;
use random::{Law, Random};
use wording::{KINDS, Wording};

/// Exponent of the Zipf law of pairs: the busiest pair has 2.5 % of the incidents, in the starter register 3 % (12 of 401).
const ZIPF: f64 = 0.8;
/// The first year.
const FIRST_YEAR: i32 = 1945;
/// How many years, the last not being over.
const YEARS: f64 = 81.8;
/// Share of records with a name that people use, in per cent (starter register: 47).
const NAMED: usize = 47;

/// Makes records and questions.
pub(crate) struct Generator {
    seed: u64,
    states: Vec<State>,
    pairs: Vec<(u16, u16)>,
    pair_law: Law,
    kind_law: Law,
}

/// What decides whether a record answers a question.
#[derive(Clone, Copy)]
pub(crate) struct Fact {
    number: u32,
    initiator: u16,
    target: u16,
    wording: u8,
    day: DayNumber,
    affair: Option<Affair>,
}

/// What a record is called: "the Kestnavic affair".
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Affair {
    Person(u32),
    Place(u32),
}

impl Affair {
    fn name(self) -> String {
        match self {
            Self::Person(number) => names::surname(number as usize),
            Self::Place(number) => names::place(number as usize),
        }
    }
}

impl Fact {
    fn wording(self) -> &'static Wording {
        &KINDS[usize::from(self.wording)]
    }

    fn kind(self) -> Kind {
        self.wording().kind
    }

    /// Both states, in any order.
    fn pair(self) -> (u16, u16) {
        (self.initiator.min(self.target), self.initiator.max(self.target))
    }
}

impl Generator {
    /// A generator; the same seed gives the same records and questions.
    pub(crate) fn new(seed: u64) -> Self {
        let starter = starter_incidents();
        let mut named: HashMap<&str, usize> = HashMap::new();
        let mut kinds: HashMap<Kind, usize> = HashMap::new();
        for incident in &starter {
            *kinds.entry(incident.kind).or_default() += 1;
            for party in incident.initiators.iter().chain(&incident.targets) {
                *named.entry(party.code()).or_default() += 1;
            }
        }
        let mut states = names::states();
        let mut random = Random::new(seed, u64::MAX);
        // Prominent as in the starter register, the others in any order.
        states.sort_by_cached_key(|state| (std::cmp::Reverse(named.get(state.party.code()).copied().unwrap_or_default()), random.next()));
        let count = u16::try_from(states.len()).expect("there are some 240 states");
        let mut pairs: Vec<(u16, u16)> = (0..count).flat_map(|one| (one + 1..count).map(move |other| (one, other))).collect();
        pairs.sort_by_key(|(one, other)| ((u32::from(*one) + 1) * (u32::from(*other) + 1), *one));
        let pair_law = Law::new((1..=pairs.len()).map(|rank| (rank as f64).powf(-ZIPF)));
        let kind_law = Law::new(KINDS.iter().map(|wording| kinds.get(&wording.kind).map_or(0.5, |count| *count as f64)));
        Self { seed, states, pairs, pair_law, kind_law }
    }

    /// The facts of the first `count` records.
    pub(crate) fn facts(&self, count: u32) -> Vec<Fact> {
        (0..count).map(|number| self.fact(number, &mut self.random(number))).collect()
    }

    fn random(&self, number: u32) -> Random {
        Random::new(self.seed, u64::from(number))
    }

    fn fact(&self, number: u32, random: &mut Random) -> Fact {
        let (one, other) = self.pairs[self.pair_law.draw(random)];
        let (initiator, target) = if random.chance(50) { (one, other) } else { (other, one) };
        let wording = u8::try_from(self.kind_law.draw(random)).expect("there are some 30 kinds");
        // Half of the starter register lies after 2020: the cube root puts half after 2010.
        let years = YEARS * random.unit().cbrt();
        let month = if years.trunc() as i32 == YEARS as i32 { random.between(1, 10) } else { random.between(1, 12) };
        let day = (FIRST_YEAR + years as i32) * 10_000 + (month * 100 + random.between(1, 28)) as i32;
        let affair = random.chance(NAMED).then(|| {
            if random.chance(50) {
                Affair::Person(names::any_surname(random) as u32)
            } else {
                Affair::Place(names::any_place(random) as u32)
            }
        });
        Fact { number, initiator, target, wording, day, affair }
    }

    fn state(&self, number: u16) -> &State {
        &self.states[usize::from(number)]
    }

    /// The id of a record.
    pub(crate) fn id(&self, fact: Fact) -> String {
        let [one, other] = [fact.initiator, fact.target].map(|state| self.state(state).party.code().to_ascii_lowercase());
        format!("{one}-{other}-{}-{}-{}", fact.day / 10_000, fact.kind().name(), fact.number)
    }
}

/// Fills the places of a sentence: each `{key}` by what `word` gives for the key.
fn fill(template: &str, mut word: impl FnMut(&str) -> String) -> String {
    let mut filled = String::with_capacity(template.len() + 40);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (key, after) = after.split_once('}').unwrap_or((after, ""));
        let filling = word(key);
        // "a Russian ship", "an Albanian ship".
        if filled.ends_with(" a ") && filling.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) {
            filled.insert(filled.len() - 1, 'n');
        }
        filled.push_str(&filling);
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// With a capital letter at its beginning.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
