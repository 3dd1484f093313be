//! The nearest known word to one that nobody knows: a slip of the fingers. Words one deletion apart are proposed by a
//! deletion index (the symmetric-delete method), `strsim` then measures them.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHasher};

/// Shorter words are never corrected: "Mali" and "Malta", "Iran" and "Iraq" are one slip apart.
const SHORTEST: usize = 4;

/// Shorter names are never corrected to: "nite" is no slip for Niue.
const SHORTEST_NAME: usize = 5;

/// Longer words are left as they are.
const LONGEST: usize = 40;

/// Edits allowed below and from this length: one for "tawain", two for "ukrainains".
const TWO_EDITS_FROM: usize = 8;

/// A word list to correct towards. The word's rank decides between words that are equally near.
#[derive(Debug, Clone, Default)]
pub struct Spelling {
    words: Vec<(Arc<str>, Rank, u32)>,
    /// So many of them come from word lists.
    listed: usize,
    by_word: FxHashMap<Arc<str>, u32>,
    /// Made when the first unknown word is looked for: most questions have none.
    deletions: OnceLock<FxHashMap<u64, Vec<u32>>>,
}

/// Which words a correction prefers, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// A name of a party.
    Name,
    /// A word of a kind, an aspect or a record.
    Word,
}

impl Spelling {
    /// Adds a folded word. Words of one sense (names of one party in two languages) never compete.
    pub fn add(&mut self, word: &str, rank: Rank, sense: u32) {
        if word.len() < SHORTEST || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        if let Some(known) = self.by_word.get(word) {
            if let Some((_, known_rank, _)) = self.words.get_mut(*known as usize) {
                *known_rank = rank.min(*known_rank);
            }
            return;
        }
        let Ok(number) = u32::try_from(self.words.len()) else { return };
        let known: Arc<str> = word.into();
        self.words.push((Arc::clone(&known), rank, sense));
        self.by_word.insert(known, number);
        if let Some(deletions) = self.deletions.get_mut() {
            for_deletions(word, |deletion| deletions.entry(deletion).or_default().push(number));
        }
    }

    /// Makes room for so many words.
    pub(super) fn reserve(&mut self, words: usize) {
        self.words.reserve(words);
        self.by_word.reserve(words);
    }

    /// What was added until now comes from word lists, what is added later from records.
    pub(super) const fn end_lists(&mut self) {
        self.listed = self.words.len();
    }

    /// The words that come from records alone, in the order in which they came.
    pub fn learned(&self) -> impl Iterator<Item = &str> {
        self.words.iter().skip(self.listed).map(|(word, _, _)| &**word)
    }

    /// Whether the word is known as it is.
    pub fn knows(&self, word: &str) -> bool {
        self.by_word.contains_key(word)
    }

    /// Makes now what the first unknown word would wait for.
    pub fn prepare(&self) {
        self.deletions();
    }

    fn deletions(&self) -> &FxHashMap<u64, Vec<u32>> {
        self.deletions.get_or_init(|| {
            let mut deletions: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
            for (number, (word, _, _)) in (0..).zip(&self.words) {
                for_deletions(word, |deletion| deletions.entry(deletion).or_default().push(number));
            }
            deletions
        })
    }

    /// The known word nearest to an unknown one; `None` if none is near or if two names are equally near.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        let mut best: Option<(usize, Rank, u32, u32)> = None;
        let mut tied = false;
        self.for_near(word, |distance, number, rank, sense| match best {
            Some((_, _, other, _)) if other == number => {}
            Some((least, least_rank, _, other)) if (distance, rank) == (least, least_rank) => {
                tied |= rank == Rank::Name && sense != other;
            }
            Some((least, least_rank, _, _)) if (distance, rank) > (least, least_rank) => {}
            _ => {
                best = Some((distance, rank, number, sense));
                tied = false;
            }
        });
        let (_, rank, number, _) = best?;
        if tied && rank == Rank::Name {
            return None;
        }
        self.words.get(number as usize).map(|(known, _, _)| &**known)
    }

    /// Every known word that an unknown one may have been meant to be, the nearest first.
    pub fn near(&self, word: &str) -> Vec<&str> {
        let mut near: Vec<(usize, u32)> = Vec::new();
        self.for_near(word, |distance, number, _, _| near.push((distance, number)));
        near.sort_unstable();
        near.dedup();
        near.into_iter().filter_map(|(_, number)| self.words.get(number as usize)).map(|(known, _, _)| &**known).collect()
    }

    /// Calls with the distance, the number, the rank and the sense of each word that is near, perhaps more than once.
    fn for_near(&self, word: &str, mut call: impl FnMut(usize, u32, Rank, u32)) {
        if word.len() < SHORTEST || word.len() > LONGEST || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        let most = if word.len() >= TWO_EDITS_FROM { 2 } else { 1 };
        let deletions = self.deletions();
        for_deletions(word, |deletion| {
            for number in deletions.get(&deletion).into_iter().flatten() {
                let Some((known, rank, sense)) = self.words.get(*number as usize) else { continue };
                if *rank == Rank::Name && word.len().min(known.len()) < SHORTEST_NAME {
                    continue;
                }
                // Letters that only changed places count as one edit: "tawain".
                let edits = strsim::osa_distance(word, known);
                let same = same_letters(word, known);
                let distance = if same || same_but_doubled(word, known) { 1 } else { edits };
                if distance > most || (distance == 2 && known.len() < TWO_EDITS_FROM - 1) {
                    continue;
                }
                // The first letter is the one that fingers get right.
                // Two letters in the wrong order are the likeliest slip: "tiem" is "time" rather than "them", "clsoe" is
                // "close" rather than Celso.
                let distance =
                    distance * 2 - usize::from(same && edits == 1) + usize::from(known.as_bytes().first() != word.as_bytes().first());
                call(distance, *number, *rank, *sense);
            }
        });
    }
}

/// Whether both are made of the same letters and begin with the same one.
fn same_letters(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters = word.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    one.len() == other.len() && one.len() >= 4 && one.as_bytes().first() == other.as_bytes().first() && sorted(one) == sorted(other)
}

/// Whether they only differ in which letters are doubled: "morroco".
fn same_but_doubled(one: &str, other: &str) -> bool {
    let mut singles = [one, other].map(|word| {
        let mut letters = word.as_bytes().to_vec();
        letters.dedup();
        letters
    });
    let [one_letters, other_letters] = &mut singles;
    one.len() >= 6 && one_letters == other_letters
}

/// Calls with the hash of the word and of each word that lacks one of its letters.
fn for_deletions(word: &str, mut call: impl FnMut(u64)) {
    call(hash(word.as_bytes(), usize::MAX));
    let bytes = word.as_bytes();
    let mut previous = None;
    for (position, byte) in bytes.iter().enumerate() {
        // Deleting either of two equal neighbours gives the same word.
        if previous != Some(byte) {
            call(hash(bytes, position));
        }
        previous = Some(byte);
    }
}

fn hash(bytes: &[u8], without: usize) -> u64 {
    let mut hasher = FxHasher::default();
    for (position, byte) in bytes.iter().enumerate() {
        if position != without {
            byte.hash(&mut hasher);
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: Option<&str>) {
        let mut spelling = Spelling::default();
        let names = [
            "albania", "austria", "australia", "iran", "iraq", "niger", "nigeria", "mexico", "taiwan", "ukrainians", "slovakia", "slovenia",
        ];
        for (sense, name) in (0..).zip(names) {
            spelling.add(name, Rank::Name, sense);
        }
        spelling.add("albanie", Rank::Name, 0);
        spelling.add("celso", Rank::Name, 99);
        spelling.add("close", Rank::Word, 0);
        spelling.add("ambassador", Rank::Word, 0);
        assert_eq!(spelling.nearest(word), expected, "{word}");
    }

    #[test]
    fn slips_are_undone_and_near_countries_are_kept_apart() {
        check("albnia", Some("albania"));
        check("mexcio", Some("mexico"));
        check("tawain", Some("taiwan"));
        check("ukrainains", Some("ukrainians"));
        check("ambasador", Some("ambassador"));
        check("clsoe", Some("close"));
        check("irax", None);
        check("slovania", None);
        check("zzzzzz", None);
    }
}
