//! Which incidents are looked at for a question: those in the lists of its parties and its act, and those that have its words.

use super::entry::Kinds;
use super::proposals::{EQUALS, Proposals, SEARCHED};
use super::query::Query;
use super::weights::{ACT, BUDGET, PARTY, PERIOD};
use super::{Index, Posting};
use crate::incident::Kind;
use crate::question::{Mention, Question};

impl Index {
    /// Gathers all that proposes an incident, and gives the slots of those proposed most.
    pub(super) fn propose(&self, query: &Query<'_>, mut proposals: Proposals<'_>) -> Vec<u32> {
        let question = query.question;
        let mentions: Vec<&Mention> = question.mentions.iter().filter(|mention| !mention.is_group()).collect();
        let words = self.proposing_words(query);
        let mut lists = Lists { question, asked: query.main, words: &words, proposals: &mut proposals };
        let mut fitting = false;
        for (position, mention) in mentions.iter().enumerate() {
            for other in mentions.iter().skip(position + 1) {
                for one in &mention.parties {
                    for two in other.parties.iter().filter(|two| *two != one) {
                        fitting |= lists.add(self.by_pair.get(&super::pair(*one, *two)), 2.0 * PARTY);
                    }
                }
            }
        }
        // Where a pair has what is asked in a large register, what only one of them has is no candidate.
        let large = self.count > super::COMMON_FROM;
        for party in mentions.iter().filter(|_| !(large && fitting)).flat_map(|mention| &mention.parties) {
            if query.main.is_empty() || mentions.len() == 1 {
                lists.add(self.by_party.get(party), PARTY);
            } else {
                for kind in Kind::ALL.iter().filter(|kind| query.main.has(**kind)) {
                    lists.add(self.by_party_kind.get(&(*party, *kind)), PARTY);
                }
            }
        }
        if mentions.is_empty() {
            for kind in Kind::ALL.iter().filter(|kind| query.main.has(**kind)) {
                lists.add(self.by_kind.get(kind), 0.0);
            }
        }
        let mut rest: f32 = words.iter().map(|(mass, _)| mass).sum();
        for (mass, slots) in words {
            proposals.add_all(slots, mass, rest);
            rest -= mass;
        }
        proposals.best(|slot| (self.last_of(slot), self.order_of(slot)))
    }

    /// Where the words stand that propose incidents, those of the greatest mass first.
    fn proposing_words(&self, query: &Query<'_>) -> Vec<(f32, &[u32])> {
        let mut words: Vec<(f32, &[u32])> = Vec::new();
        for wanted in &query.wanted {
            let proposing = |number: u32| self.words.get(number as usize).filter(|postings| !postings.is_common);
            let postings = wanted.numbers.iter().filter_map(|(number, strength)| Some((strength, proposing(*number)?)));
            words.extend(postings.map(|(strength, postings)| (wanted.mass * strength, postings.slots.as_slice())));
        }
        words.sort_by(|one, other| other.0.total_cmp(&one.0));
        words
    }
}

/// How a posting fits that fits act and period.
const FITS: usize = 3;

/// Proposes by the postings of pairs, parties and kinds.
struct Lists<'l, 'p> {
    question: &'l Question,
    asked: Kinds,
    words: &'l [(f32, &'l [u32])],
    proposals: &'l mut Proposals<'p>,
}

impl Lists<'_, '_> {
    /// Proposes what fits act and period, and of the rest the newest; tells whether anything fits.
    ///
    /// Of many that fit alike only a word tells one apart: beyond the newest of them it is noted what a word would raise.
    fn add(&mut self, postings: Option<&Vec<Posting>>, score: f32) -> bool {
        let postings = postings.map_or(&[][..], Vec::as_slice);
        // So few places of words are looked up in so long a list rather than that it is read to its end.
        let places = self.words.iter().map(|(_, slots)| slots.len()).sum::<usize>();
        let is_read = places >= postings.len() / SEARCHED;
        let tells = !self.asked.is_empty() || self.question.period.is_some();
        let mut rest = if tells { BUDGET } else { 0 };
        // For each way to fit how many more are proposed, and the place of the last one.
        let (mut left, mut last) = ([EQUALS; 4], [0; 4]);
        for (place, posting) in postings.iter().enumerate().rev() {
            let (fit, extra) = self.fit(posting);
            if fit != FITS {
                if rest == 0 {
                    continue;
                }
                rest -= 1;
            }
            if left[fit] > 0 {
                left[fit] -= 1;
                last[fit] = place;
                self.proposals.add(posting.slot, score + extra);
            } else if is_read {
                self.proposals.add_quietly(posting.slot, score + extra);
            } else if left[FITS] == 0 && rest == 0 {
                break;
            }
        }
        if !is_read && left.contains(&0) {
            let mut found: Vec<usize> =
                self.words.iter().flat_map(|(_, slots)| *slots).filter_map(|slot| place_of(*slot, postings)).collect();
            found.sort_unstable();
            found.dedup();
            for (place, posting) in found.into_iter().filter_map(|place| Some((place, postings.get(place)?))) {
                let (fit, extra) = self.fit(posting);
                if left[fit] == 0 && place < last[fit] {
                    self.proposals.add_quietly(posting.slot, score + extra);
                }
            }
        }
        left[FITS] < EQUALS
    }

    /// Whether act and period fit, as the number of four ways, and what that counts.
    fn fit(&self, posting: &Posting) -> (usize, f32) {
        let act = self.asked.is_empty() || posting.events().meets(self.asked);
        let dated = self.question.period.is_none_or(|period| period.overlaps(posting.first, posting.first));
        let told_act = if act && !self.asked.is_empty() { ACT } else { 0.0 };
        let told_period = if dated && self.question.period.is_some() { PERIOD } else { 0.0 };
        (usize::from(act) << 1 | usize::from(dated), told_act + told_period)
    }
}

fn place_of(slot: u32, postings: &[Posting]) -> Option<usize> {
    postings.binary_search_by_key(&slot, |posting| posting.slot).ok()
}
