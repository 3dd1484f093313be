//! The index as bytes and back, so that a start need not read every text again: in parts of about the size that is asked for,
//! each of which is read by itself. Slots that no incident has any more are left out. What bytes are kept where, and whether
//! they are still those of the register, is for others to know.

use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::bytes::{Bytes, Unread, length};
use super::entry::{Entry, Kinds};
use super::records::{Kept, Records};
use super::{Index, Pair, Posting, Record, WordPostings};
use crate::incident::{How, Kind, Party};

/// What parts of an index are made of, in the order in which they are written and read.
const SECTIONS: [Section; 11] = [
    Section::Sizes,
    Section::Stems,
    Section::Words,
    Section::Entries,
    Section::Records,
    Section::Ids,
    Section::Pairs,
    Section::Parties,
    Section::PartyKinds,
    Section::Kinds,
    Section::Related,
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Sizes,
    Stems,
    Words,
    Entries,
    Records,
    Ids,
    Pairs,
    Parties,
    PartyKinds,
    Kinds,
    Related,
}

/// The parts of an index that are still to be written.
#[derive(Debug)]
pub struct Parts {
    /// The slot that each slot becomes; `None` where there is no incident.
    slots: Vec<Option<u32>>,
    section: usize,
    /// So many things of the section are written.
    written: usize,
}

/// An index that is being read from its parts.
#[derive(Debug, Default)]
pub struct Warming {
    index: Index,
    sizes: Vec<usize>,
}

impl Index {
    /// All its parts. It must not be changed until the last one is written.
    pub fn parts(&self) -> Parts {
        let mut next = 0..;
        let slots = self.entries.iter().map(|entry| entry.as_ref().and_then(|_| next.next())).collect();
        Parts { slots, section: 0, written: 0 }
    }

    /// How many things each section has, but the first.
    fn sizes(&self) -> [usize; 10] {
        let (entries, records) = (self.entries.iter().flatten().count(), self.incidents.kept.iter().flatten().count());
        let postings = [self.by_pair.len(), self.by_party.len(), self.by_party_kind.len(), self.by_kind.len()];
        let [pairs, parties, party_kinds, kinds] = postings;
        let (stems, words, ids, related) = (self.numbers.len(), self.words.len(), self.by_id.len(), self.related_to.len());
        [stems, words, entries, records, ids, pairs, parties, party_kinds, kinds, related]
    }
}

impl Parts {
    /// The next part, of about so many bytes; `None` after the last.
    pub fn next(&mut self, index: &Index, most: usize) -> Option<Vec<u8>> {
        loop {
            let section = *SECTIONS.get(self.section)?;
            let mut bytes = Bytes::default();
            bytes.u8(u8::try_from(self.section).unwrap_or(u8::MAX));
            let count = self.fill(section, index, &mut bytes, most);
            self.written += count;
            if count > 0 {
                return Some(bytes.finish());
            }
            (self.section, self.written) = (self.section + 1, 0);
        }
    }

    /// Writes the next things of a section; how many.
    fn fill(&self, section: Section, index: &Index, bytes: &mut Bytes, most: usize) -> usize {
        let at = self.written;
        let mut limited = Limited { bytes, most, from: at };
        match section {
            Section::Sizes if at > 0 => 0,
            Section::Sizes => {
                bytes.numbers(index.sizes().into_iter().map(length));
                bytes.bytes(&index.incidents.common);
                1
            }
            Section::Stems => limited.all(index.numbers.iter(), |(stem, number), bytes| {
                bytes.u32(*number);
                bytes.text(stem);
            }),
            Section::Words => limited.all(index.words.iter(), |word, bytes| self.word(word, bytes)),
            Section::Entries => limited.all(index.entries.iter().flatten(), entry),
            Section::Records => limited.all(index.incidents.kept.iter().flatten(), record),
            Section::Ids => limited.all(index.by_id.iter(), |(id, slot), bytes| {
                bytes.u32(self.slot(*slot).unwrap_or(u32::MAX));
                bytes.text(id);
            }),
            Section::Pairs => limited.all(index.by_pair.iter(), |((one, other), postings), bytes| {
                bytes.u16(one.index());
                bytes.u16(other.index());
                self.postings(postings, bytes);
            }),
            Section::Parties => limited.all(index.by_party.iter(), |(party, postings), bytes| {
                bytes.u16(party.index());
                self.postings(postings, bytes);
            }),
            Section::PartyKinds => limited.all(index.by_party_kind.iter(), |((party, kind), postings), bytes| {
                bytes.u16(party.index());
                bytes.u8(*kind as u8);
                self.postings(postings, bytes);
            }),
            Section::Kinds => limited.all(index.by_kind.iter(), |(kind, postings), bytes| {
                bytes.u8(*kind as u8);
                self.postings(postings, bytes);
            }),
            Section::Related => limited.all(index.related_to.iter(), |(id, related), bytes| {
                bytes.text(id);
                let kept: Vec<u32> = related.iter().filter_map(|(how, slot)| Some([*how as u32, self.slot(*slot)?])).flatten().collect();
                bytes.numbers(kept.into_iter());
            }),
        }
    }

    fn slot(&self, slot: u32) -> Option<u32> {
        self.slots.get(slot as usize).copied().flatten()
    }

    fn word(&self, word: &WordPostings, bytes: &mut Bytes) {
        bytes.u32(word.count);
        bytes.u8(u8::from(word.is_common));
        let slots: Vec<u32> = word.slots.iter().filter_map(|slot| self.slot(*slot)).collect();
        bytes.numbers(slots.into_iter());
    }

    fn postings(&self, postings: &[Posting], bytes: &mut Bytes) {
        let kept = postings.iter().filter_map(|posting| Some(Posting { slot: self.slot(posting.slot)?, ..*posting }));
        let kept: Vec<Posting> = kept.collect();
        bytes.u32(length(kept.len()));
        for Posting { slot, first, facts } in kept {
            bytes.u32(slot);
            bytes.i32(first);
            bytes.u64(facts);
        }
    }
}

/// Bytes that are not to become many more than a limit.
struct Limited<'b> {
    bytes: &'b mut Bytes,
    most: usize,
    from: usize,
}

impl Limited<'_> {
    /// Writes things from the first one that is due until the limit is reached, but at least one; how many.
    fn all<T>(&mut self, things: impl Iterator<Item = T>, write: impl Fn(T, &mut Bytes)) -> usize {
        let mut count = 0;
        for thing in things.skip(self.from) {
            write(thing, self.bytes);
            count += 1;
            if self.bytes.count() >= self.most {
                break;
            }
        }
        count
    }
}

fn entry(entry: &Entry, bytes: &mut Bytes) {
    bytes.u8(entry.kind as u8);
    for kinds in [entry.events, entry.summed, entry.told, entry.named] {
        bytes.u64(kinds.bits());
    }
    for day in [entry.first, entry.last, entry.ended] {
        bytes.i32(day);
    }
    bytes.u32(entry.order);
    bytes.u16(entry.acting);
    bytes.u16(entry.suffering);
    bytes.u32(length(entry.parties.len()));
    for party in &entry.parties {
        bytes.u16(party.index());
    }
    bytes.u32(length(entry.aliases.len()));
    for alias in &entry.aliases {
        bytes.numbers(alias.iter().copied());
    }
    bytes.numbers(entry.words.iter().copied());
    for part in entry.filter {
        bytes.u64(part);
    }
}

fn record(kept: &Kept, bytes: &mut Bytes) {
    match kept {
        Kept::Packed(packed) => {
            bytes.u8(1);
            bytes.bytes(packed);
        }
        Kept::Open(record) => {
            bytes.u8(0);
            // A record is plain data; one that could not be written would be missed by whoever reads.
            bytes.bytes(&serde_json::to_vec::<crate::incident::Incident>(record).unwrap_or_default());
        }
    }
}

impl Warming {
    /// Takes a part, in the order in which [`Parts`] wrote them; `None` if it is none of theirs.
    pub fn take(&mut self, part: &[u8]) -> Option<()> {
        let mut unread = Unread::new(part);
        let section = *SECTIONS.get(usize::from(unread.u8()?))?;
        while !unread.is_empty() {
            self.thing(section, &mut unread)?;
        }
        Some(())
    }

    /// The index, if all of it was read.
    pub fn finish(self) -> Option<Index> {
        let Self { mut index, sizes } = self;
        index.count = index.by_id.len();
        let slots = length(index.entries.len());
        let whole = index.sizes()[..] == sizes[..]
            && index.entries.len() == index.incidents.kept.len()
            && index.entries.len() == index.count
            && index.by_id.values().all(|slot| *slot < slots)
            && index.numbers.values().all(|number| (*number as usize) < index.words.len());
        whole.then_some(index)
    }

    fn thing(&mut self, section: Section, unread: &mut Unread<'_>) -> Option<()> {
        let index = &mut self.index;
        match section {
            Section::Sizes => {
                let sizes: Vec<usize> = unread.numbers()?.map(|size| size as usize).collect();
                *index = sized(&sizes)?;
                self.sizes = sizes;
                index.incidents.common = unread.bytes()?.to_vec();
            }
            Section::Stems => {
                let number = unread.u32()?;
                index.numbers.insert(unread.text()?.into(), number);
            }
            Section::Words => {
                let (count, is_common) = (unread.u32()?, unread.u8()? == 1);
                index.words.push(WordPostings { count, is_common, slots: unread.numbers()?.collect() });
            }
            Section::Entries => index.entries.push(Some(read_entry(unread)?)),
            Section::Records => index.incidents.kept.push(Some(read_record(unread)?)),
            Section::Ids => {
                let slot = unread.u32()?;
                index.by_id.insert(unread.text()?.into(), slot);
            }
            Section::Pairs => put(&mut index.by_pair, (read_party(unread)?, read_party(unread)?), unread)?,
            Section::Parties => put(&mut index.by_party, read_party(unread)?, unread)?,
            Section::PartyKinds => put(&mut index.by_party_kind, (read_party(unread)?, read_kind(unread)?), unread)?,
            Section::Kinds => put(&mut index.by_kind, read_kind(unread)?, unread)?,
            Section::Related => {
                let id = unread.text()?.into();
                let pairs = unread.chunks::<4>()?.map(u32::from_le_bytes).collect::<Vec<_>>();
                let related = pairs.chunks_exact(2).map(|pair| Some((*How::ALL.get(*pair.first()? as usize)?, *pair.get(1)?)));
                index.related_to.insert(id, related.collect::<Option<_>>()?);
            }
        }
        Some(())
    }
}

/// The largest register that is read: beyond it a size is no size.
const LARGEST: usize = 1 << 28;

/// An empty index with room for so much.
fn sized(sizes: &[usize]) -> Option<Index> {
    let &[stems, words, entries, records, ids, pairs, parties, party_kinds, _, related] = sizes else { return None };
    if sizes.iter().any(|size| *size > LARGEST) {
        return None;
    }
    let mut incidents = Records::default();
    incidents.kept.reserve_exact(records);
    Some(Index {
        numbers: map(stems),
        words: Vec::with_capacity(words),
        entries: Vec::with_capacity(entries),
        incidents,
        by_id: map(ids),
        by_pair: map::<Pair, _>(pairs),
        by_party: map(parties),
        by_party_kind: map(party_kinds),
        related_to: map(related),
        ..Index::default()
    })
}

fn map<K, V>(size: usize) -> FxHashMap<K, V> {
    FxHashMap::with_capacity_and_hasher(size, FxBuildHasher)
}

fn put<K: Eq + Hash>(map: &mut FxHashMap<K, Vec<Posting>>, key: K, unread: &mut Unread<'_>) -> Option<()> {
    let posting = |bytes: [u8; 16]| {
        let facts = u128::from_le_bytes(bytes);
        // The lowest four bytes first, as they are written.
        let [slot, first] = [facts as u32, (facts >> 32) as u32];
        Posting { slot, first: first.cast_signed(), facts: (facts >> 64) as u64 }
    };
    map.insert(key, unread.chunks()?.map(posting).collect());
    Some(())
}

fn read_party(unread: &mut Unread<'_>) -> Option<Party> {
    Party::from_index(unread.u16()?)
}

fn read_kind(unread: &mut Unread<'_>) -> Option<Kind> {
    Kind::ALL.get(usize::from(unread.u8()?)).copied()
}

fn read_entry(unread: &mut Unread<'_>) -> Option<Entry> {
    let kinds = |unread: &mut Unread<'_>| unread.u64().map(Kinds::from_bits);
    Some(Entry {
        kind: read_kind(unread)?,
        events: kinds(unread)?,
        summed: kinds(unread)?,
        told: kinds(unread)?,
        named: kinds(unread)?,
        first: unread.i32()?,
        last: unread.i32()?,
        ended: unread.i32()?,
        order: unread.u32()?,
        acting: unread.u16()?,
        suffering: unread.u16()?,
        parties: unread.chunks()?.map(|bytes| Party::from_index(u16::from_le_bytes(bytes))).collect::<Option<_>>()?,
        aliases: (0..unread.u32()?).map(|_| unread.numbers().map(Iterator::collect)).collect::<Option<_>>()?,
        words: unread.numbers()?.collect(),
        filter: [unread.u64()?, unread.u64()?, unread.u64()?, unread.u64()?],
    })
}

fn read_record(unread: &mut Unread<'_>) -> Option<Kept> {
    let (packed, bytes) = (unread.u8()? == 1, unread.bytes()?);
    Some(if packed { Kept::Packed(bytes.into()) } else { Kept::Open(Arc::new(Record::new(serde_json::from_slice(bytes).ok()?))) })
}
