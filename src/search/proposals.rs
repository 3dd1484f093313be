//! Adds up what proposes an incident, and keeps the few that are proposed most.

use std::cell::RefCell;
use std::cmp::Reverse;

/// So many incidents proposed with equal sums have their ties decided by what they are rather than by the order in which
/// they were proposed.
const FEW: usize = 512;

/// So many that fit alike are proposed of one list: more than [`FEW`], so that it is known that there are more.
pub(super) const EQUALS: usize = FEW + 1;

/// Proposals are looked for in a list so many times as long, rather than that it is read.
pub(super) const SEARCHED: usize = 16;

/// What explains less than one part in so many of what the best explains is no answer beside it.
const FAR: u32 = 2;

/// To look through all proposed costs as much as to read a list of one part in so many of their number.
const WORTH: usize = 4;

/// A sum of 1 as it is kept: whole numbers add up to the same in any order.
const UNIT: f32 = 1024.0;

/// Sums are told apart by this many of their lowest bits only where it matters: 64 units are a sixteenth of a point.
const FINE: u32 = 6;

/// Sums of 64 points and more count as equal when the best are looked for.
const BUCKETS: usize = 1024;

/// The bit of a sum that says that its slot is proposed. Without it something was added that a word may still raise.
const PROPOSED: u32 = 1 << 31;

#[derive(Default)]
struct Sums {
    /// For each slot; all zero between questions.
    by_slot: Vec<u32>,
    proposed: Vec<u32>,
    /// Slots with a sum that may not be proposed.
    quiet: Vec<u32>,
}

thread_local! {
    static SUMS: RefCell<Sums> = RefCell::new(Sums::default());
}

/// The incidents proposed for one question, by slot.
pub(super) struct Proposals<'s> {
    sums: &'s mut Sums,
    /// The number of incidents wanted in the end.
    most: usize,
    /// Nothing more is proposed: what may still be added brings no other among the best, or not near them.
    is_closed: bool,
}

impl Proposals<'_> {
    /// Gathers proposals over so many slots; `most` of them are wanted.
    pub(super) fn gather(slots: usize, most: usize, propose: impl FnOnce(Proposals<'_>) -> Vec<u32>) -> Vec<u32> {
        SUMS.with_borrow_mut(|sums| {
            if sums.by_slot.len() < slots {
                sums.by_slot.resize(slots, 0);
            }
            propose(Proposals { sums, most, is_closed: false })
        })
    }

    /// Proposes the incident for so much, or for so much more.
    pub(super) fn add(&mut self, slot: u32, score: f32) {
        self.add_units(slot, units(score));
    }

    /// What the incident has if something else proposes it.
    pub(super) fn add_quietly(&mut self, slot: u32, score: f32) {
        let Some(sum) = self.sums.by_slot.get_mut(slot as usize) else { return };
        if *sum == 0 {
            self.sums.quiet.push(slot);
        }
        *sum = sum.saturating_add(units(score));
    }

    /// Adds the same to all these, which are in order; `rest` is the most that one incident may get from now on, this included.
    pub(super) fn add_all(&mut self, slots: &[u32], score: f32, rest: f32) {
        let added = units(score);
        // To look through all proposed pays only before a list of some length.
        if !self.is_closed && slots.len() > self.sums.proposed.len() / WORTH {
            self.close(units(rest));
        }
        if !self.is_closed {
            for slot in slots.iter().rev() {
                self.add_units(*slot, added);
            }
            return;
        }
        let Sums { by_slot, proposed, quiet } = &mut *self.sums;
        if quiet.is_empty() && proposed.len() < slots.len() / SEARCHED {
            for slot in proposed.iter().filter(|slot| slots.binary_search(slot).is_ok()) {
                if let Some(sum) = by_slot.get_mut(*slot as usize) {
                    *sum = sum.saturating_add(added);
                }
            }
        } else {
            for slot in slots {
                let Some(sum) = by_slot.get_mut(*slot as usize).filter(|sum| **sum != 0) else { continue };
                if *sum & PROPOSED == 0 {
                    *sum |= PROPOSED;
                    proposed.push(*slot);
                }
                *sum = sum.saturating_add(added);
            }
        }
    }

    /// If no other can come among the best with `rest`, which is all that others may get, or only half as far as the best
    /// one, proposes nothing more, and leaves only those that may stay.
    fn close(&mut self, rest: u32) {
        let Sums { by_slot, proposed, .. } = &mut *self.sums;
        let (mut ahead, mut highest) = (0, 0);
        for sum in proposed.iter().filter_map(|slot| by_slot.get(*slot as usize)).map(|sum| sum & !PROPOSED) {
            ahead += usize::from(sum > rest);
            highest = highest.max(sum);
        }
        self.is_closed = ahead >= self.most || rest < highest / FAR;
        if !self.is_closed || proposed.len() <= self.most {
            return;
        }
        let coarse = |slot: &u32| by_slot.get(*slot as usize).map_or(0, |sum| (sum & !PROPOSED) >> FINE) as usize;
        let (bucket, _) = edge(proposed.iter().map(coarse), self.most);
        let least = (bucket as u32) << FINE;
        proposed.retain(|slot| {
            let Some(sum) = by_slot.get_mut(*slot as usize) else { return false };
            let stays = (*sum & !PROPOSED).saturating_add(rest) >= least;
            *sum = if stays { *sum } else { 0 };
            stays
        });
    }

    fn add_units(&mut self, slot: u32, added: u32) {
        if let Some(sum) = self.sums.by_slot.get_mut(slot as usize) {
            if *sum & PROPOSED == 0 {
                *sum |= PROPOSED;
                self.sums.proposed.push(slot);
            }
            *sum = sum.saturating_add(added);
        }
    }

    /// The slots with the highest sums, in no order; among equals those with the highest keys.
    pub(super) fn best<K: Ord>(self, key: impl Fn(u32) -> K) -> Vec<u32> {
        let Sums { by_slot, proposed, quiet } = self.sums;
        let sum_of = |slot: u32| by_slot.get(slot as usize).copied().unwrap_or_default() & !PROPOSED;
        let best = if proposed.len() > self.most {
            let sums = || proposed.iter().map(|slot| sum_of(*slot));
            let (bucket, above) = edge(sums().map(|sum| (sum >> FINE) as usize), self.most);
            let within = sums().filter(|sum| ((sum >> FINE) as usize).min(BUCKETS - 1) == bucket);
            let low = |sum: u32| (sum & ((1 << FINE) - 1)) as usize;
            let least = if bucket == BUCKETS - 1 {
                (bucket as u32) << FINE
            } else {
                (bucket as u32) << FINE | edge(within.map(low), self.most - above).0 as u32
            };
            kept(proposed, sum_of, least, self.most, key)
        } else {
            proposed.clone()
        };
        for slot in proposed.drain(..).chain(quiet.drain(..)) {
            if let Some(sum) = by_slot.get_mut(slot as usize) {
                *sum = 0;
            }
        }
        best
    }
}

/// Of these those above `least`, and as many with just that as there is place for.
fn kept<K: Ord>(proposed: &[u32], sum_of: impl Fn(u32) -> u32, least: u32, most: usize, key: impl Fn(u32) -> K) -> Vec<u32> {
    let (mut kept, mut equals) = (Vec::with_capacity(most), Vec::new());
    for slot in proposed {
        let sum = sum_of(*slot);
        if sum > least {
            kept.push(*slot);
        } else if sum == least {
            equals.push(*slot);
        }
    }
    // Of very many equals those proposed first stay, of a party's the newest: to look each up would cost more than the question.
    if equals.len() <= FEW {
        equals.sort_unstable_by_key(|slot| Reverse(key(*slot)));
    }
    let place = most.saturating_sub(kept.len());
    kept.extend(equals.into_iter().take(place));
    kept.truncate(most);
    kept
}

/// The bucket in which the `most`-highest of these values lies, and how many lie above it.
fn edge(values: impl Iterator<Item = usize>, most: usize) -> (usize, usize) {
    let mut counts = [0_u32; BUCKETS];
    for value in values {
        if let Some(count) = counts.get_mut(value.min(BUCKETS - 1)) {
            *count += 1;
        }
    }
    let mut above = 0;
    for (bucket, count) in counts.iter().enumerate().rev() {
        if above + *count as usize >= most {
            return (bucket, above);
        }
        above += *count as usize;
    }
    (0, above)
}

fn units(score: f32) -> u32 {
    (score * UNIT) as u32
}
