//! Question to incidents: an index in memory, derived from the store, changed one record at a time.
//!
//! Postings by what a question says (pair of parties, party and kind, kind) propose candidates beside postings of
//! words; one score over all of it (`ranking`) decides. Set questions (list, count, first, last) do not rank but
//! select (`select`).

pub mod bytes;
mod candidates;
mod entry;
mod nearness;
mod proposals;
mod query;
mod ranking;
mod reading;
mod records;
mod select;
mod warm;
mod weights;

pub use entry::{Entry, Kinds, Texts};
pub use nearness::are_near;
pub use ranking::{Direction, Hit, Match, Time};
pub use reading::{COUNTED, Counted, Reading, Record, StemKey};
pub use select::act_together;
pub use warm::{Parts, Warming};

use std::sync::Arc;

use records::Records;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::incident::{DayNumber, How, Incident, Kind, Party};
use crate::text;
use crate::vocabulary::{Token, Vocabulary};

/// The sides of an act, named in any order.
type Pair = (Party, Party);

/// What a posting tells without a look at the entry: of a busy party thousands are read for one question.
#[derive(Debug, Clone, Copy)]
struct Posting {
    slot: u32,
    first: DayNumber,
    /// Its kinds in the low bits, then what [`Posting::ACTS`] and its neighbours say.
    facts: u64,
}

impl Posting {
    /// The first and the last day are one.
    const ONE_DAY: u64 = 1 << 60;
    /// The party of this list acts.
    const ACTS: u64 = 1 << 61;
    /// The party of this list is acted upon.
    const SUFFERS: u64 = 1 << 62;
    /// Neither side is the one that acts.
    const MUTUAL: u64 = 1 << 63;

    fn new(slot: u32, entry: &Entry) -> Self {
        let mut facts = entry.events.bits();
        if entry.first == entry.last {
            facts |= Self::ONE_DAY;
        }
        if entry.is_mutual() {
            facts |= Self::MUTUAL;
        }
        Self { slot, first: entry.first, facts }
    }

    /// The same in a list of this party.
    fn of(self, party: Party, entry: &Entry) -> Self {
        let acts = if entry.initiators().contains(&party) { Self::ACTS } else { 0 };
        let suffers = if entry.targets().contains(&party) { Self::SUFFERS } else { 0 };
        Self { facts: self.facts | acts | suffers, ..self }
    }

    const fn events(self) -> Kinds {
        Kinds::from_bits(self.facts)
    }

    const fn is(self, fact: u64) -> bool {
        self.facts & fact != 0
    }
}

/// Where a word stands. Beyond [`COMMON_FROM`] incidents only the count is kept: such a word proposes nobody.
#[derive(Debug, Clone, Default)]
struct WordPostings {
    count: u32,
    is_common: bool,
    slots: Vec<u32>,
}

/// A word of more incidents than this proposes no candidates, it only ranks them: reading 4,000 postings takes about
/// 10 µs, a fifth of the time that a question may take.
const COMMON_FROM: usize = 4_000;

/// The searchable register.
#[derive(Debug, Clone, Default)]
pub struct Index {
    numbers: FxHashMap<Box<str>, u32>,
    words: Vec<WordPostings>,
    entries: Vec<Option<Entry>>,
    incidents: Records,
    by_id: FxHashMap<Box<str>, u32>,
    by_pair: FxHashMap<Pair, Vec<Posting>>,
    by_party: FxHashMap<Party, Vec<Posting>>,
    by_party_kind: FxHashMap<(Party, Kind), Vec<Posting>>,
    by_kind: FxHashMap<Kind, Vec<Posting>>,
    related_to: FxHashMap<Box<str>, Vec<(How, u32)>>,
    /// Ids that lead to other incidents.
    redirects: FxHashMap<Box<str>, Box<str>>,
    /// Slots taken out that postings still name.
    gone: FxHashSet<u32>,
    count: usize,
}

impl Index {
    /// An index of these incidents.
    pub fn build(incidents: impl IntoIterator<Item = Incident>, vocabulary: &Vocabulary) -> Self {
        let mut index = Self::default();
        for incident in incidents {
            index.apply(incident, vocabulary);
        }
        index
    }

    /// How many incidents it holds.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether it holds none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds an incident or replaces the one with its id. Costs the same whatever the size of the register.
    pub fn apply(&mut self, incident: Incident, vocabulary: &Vocabulary) {
        let texts = Texts::read(&incident, vocabulary);
        self.put(incident, &texts);
    }

    /// The same, with its texts read before.
    pub fn put(&mut self, incident: Incident, texts: &Texts) {
        self.remove(&incident.id);
        let Ok(slot) = u32::try_from(self.entries.len()) else { return };
        let words = self.word_numbers(texts, slot);
        let aliases = texts.aliases.iter().map(|alias| self.telling(alias)).collect();
        let entry = Entry::new(&incident, texts, words, aliases);
        self.post(&entry, Posting::new(slot, &entry));
        for related in &incident.related {
            self.related_to.entry(related.id.as_str().into()).or_default().push((related.how, slot));
        }
        self.by_id.insert(incident.id.as_str().into(), slot);
        self.entries.push(Some(entry));
        self.incidents.push(incident);
        self.count += 1;
    }

    /// Takes an incident out; postings that still name its slot are passed over from now on.
    pub fn remove(&mut self, id: &str) {
        let Some(slot) = self.by_id.remove(id) else { return };
        for word in self.entries.get_mut(slot as usize).and_then(Option::take).iter().flat_map(|entry| entry.words.iter()) {
            if let Some(postings) = self.words.get_mut((word >> 1) as usize) {
                postings.count = postings.count.saturating_sub(1);
            }
        }
        self.incidents.take(slot);
        self.gone.insert(slot);
        self.count -= 1;
    }

    fn post(&mut self, entry: &Entry, posting: Posting) {
        let mut sides: Vec<Party> = entry.initiators().iter().chain(entry.targets().iter()).copied().collect();
        sides.sort_unstable();
        sides.dedup();
        // A third party makes a pair with a side too: "the US and Albania over Iran's hack".
        let mut all = sides.clone();
        all.extend(entry.others().iter().filter(|other| !sides.contains(other)));
        for (position, party) in all.iter().enumerate() {
            let own = posting.of(*party, entry);
            push(self.by_party.entry(*party).or_default(), own);
            for kind in Kind::ALL.iter().filter(|kind| entry.events.has(**kind)) {
                push(self.by_party_kind.entry((*party, *kind)).or_default(), own);
            }
            for other in all.iter().skip(position + 1) {
                push(self.by_pair.entry(pair(*party, *other)).or_default(), posting);
            }
        }
        for kind in Kind::ALL.iter().filter(|kind| entry.events.has(**kind)) {
            push(self.by_kind.entry(*kind).or_default(), posting);
        }
    }

    /// Numbers the words of an incident and posts them; sorted, the lowest bit tells whether title or aliases have it.
    fn word_numbers(&mut self, texts: &Texts, slot: u32) -> Vec<u32> {
        let mut numbers: Vec<u32> = Vec::with_capacity(texts.len());
        for token in texts.head() {
            numbers.push(self.number(&token.stem) << 1 | 1);
        }
        for token in texts.body() {
            numbers.push(self.number(&token.stem) << 1);
        }
        // Of a word in both the one in the head stays.
        numbers.sort_unstable_by_key(|word| (word >> 1, word & 1 == 0));
        numbers.dedup_by_key(|word| *word >> 1);
        for number in &numbers {
            if let Some(postings) = self.words.get_mut((number >> 1) as usize) {
                postings.count += 1;
                if postings.slots.len() == COMMON_FROM {
                    postings.is_common = true;
                    postings.slots = Vec::new();
                }
                if !postings.is_common {
                    push(&mut postings.slots, slot);
                }
            }
        }
        numbers
    }

    /// The numbers of the words of an alias that tell something.
    fn telling(&mut self, alias: &[Token]) -> Box<[u32]> {
        alias.iter().filter(|token| token.weight >= 2).map(|token| self.number(&token.stem)).collect()
    }

    fn number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.numbers.get(stem) {
            return *number;
        }
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(WordPostings::default());
        self.numbers.insert(stem.into(), next);
        next
    }

    /// Whether the incident in this slot has the word in any of its texts.
    pub fn has_word(&self, slot: u32, stem: &str) -> bool {
        self.word_number(stem).is_some_and(|number| self.entry(slot).is_some_and(|entry| entry.word(number).is_some()))
    }

    /// The incident with this id, or the one that took it in.
    pub fn incident(&self, id: &str) -> Option<Arc<Record>> {
        self.slot(id).and_then(|slot| self.incident_in(slot))
    }

    /// Ids of incidents that were merged into others, with the ids of those; all there are.
    pub fn redirect<'i>(&mut self, ids: impl IntoIterator<Item = (&'i str, &'i str)>) {
        self.redirects = ids.into_iter().map(|(from, to)| (from.into(), to.into())).collect();
    }

    /// The incident in this slot.
    pub fn incident_in(&self, slot: u32) -> Option<Arc<Record>> {
        self.incidents.get(slot)
    }

    /// What the index keeps of the incident in this slot.
    pub fn entry(&self, slot: u32) -> Option<&Entry> {
        self.entries.get(slot as usize).and_then(Option::as_ref)
    }

    /// The slot of an incident, or of the one that took it in; it changes when the incident does.
    pub fn slot(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).or_else(|| self.by_id.get(self.redirects.get(id)?)).copied()
    }

    /// The incidents whose records name this one, and how: what answers, follows or reverses it.
    pub fn related_to(&self, id: &str) -> impl Iterator<Item = (How, u32)> {
        self.related_to.get(id).into_iter().flatten().copied().filter(|(_, slot)| self.entry(*slot).is_some())
    }

    /// The incidents whose records this one names, and those that name it.
    pub fn neighbours(&self, slot: u32) -> Vec<u32> {
        let Some(incident) = self.incident_in(slot) else { return Vec::new() };
        let named = incident.related.iter().filter_map(|related| self.slot(&related.id));
        named.chain(self.related_to(&incident.id).map(|(_, slot)| slot)).filter(|other| *other != slot).collect()
    }

    /// Every incident that both parties are sides of or matter in, in the order of the register.
    pub fn between(&self, one: Party, other: Party) -> Vec<u32> {
        self.between_of(one, other, Kinds::of(Kind::ALL))
    }

    /// Those of them that have one of these kinds.
    pub fn between_of(&self, one: Party, other: Party, kinds: Kinds) -> Vec<u32> {
        let postings = self.by_pair.get(&pair(one, other)).into_iter().flatten();
        let meeting = postings.filter(|posting| posting.events().meets(kinds)).map(|posting| posting.slot);
        meeting.filter(|slot| self.entry(*slot).is_some()).collect()
    }

    /// About how many those are; records that were replaced or taken out since count too.
    pub fn count_between(&self, one: Party, other: Party) -> usize {
        self.by_pair.get(&pair(one, other)).map_or(0, Vec::len)
    }

    /// Incidents in which a party has any part, in the order they came.
    pub fn of_party(&self, party: Party) -> impl Iterator<Item = u32> {
        self.by_party.get(&party).into_iter().flatten().map(|posting| posting.slot).filter(|slot| self.entry(*slot).is_some())
    }

    /// Every incident, in the order they came.
    pub fn slots(&self) -> impl Iterator<Item = u32> {
        (0u32..).zip(&self.entries).filter(|(_, entry)| entry.is_some()).map(|(slot, _)| slot)
    }

    /// The share of incidents without this word, from 0 (all have it) to 1 (one or none has it).
    fn rarity(&self, number: Option<u32>) -> f32 {
        let count = number.and_then(|number| self.words.get(number as usize)).map_or(1, |postings| postings.count.max(1));
        let all = (self.count.max(2)) as f32;
        ((all / count as f32).ln() / all.ln()).clamp(0.0, 1.0)
    }

    /// Whether any record has the word.
    pub fn knows(&self, stem: &str) -> bool {
        self.word_number(stem).and_then(|number| self.words.get(number as usize)).is_some_and(|postings| postings.count > 0)
    }

    fn word_number(&self, stem: &str) -> Option<u32> {
        self.numbers.get(stem).copied()
    }
}

/// Adds to a list that grows by a quarter: doubling would leave a third of the memory of all postings empty.
fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 4 + 2);
    }
    list.push(item);
}

fn pair(one: Party, other: Party) -> Pair {
    (one.min(other), one.max(other))
}

/// The words of a text as stems, for comparing a claim with a question.
pub fn stems(text: &str, vocabulary: &Vocabulary) -> Vec<String> {
    text::words(text).into_iter().map(|word| vocabulary.words.stem(&word.folded)).collect()
}
