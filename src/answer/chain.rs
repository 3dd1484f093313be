//! What happened one after the other: the incidents between the parties named, or those linked to the one that is meant.

use super::{Answer, Inquiry, tally};
use crate::question::{Mention, Period, Question, Role};
use crate::search::{Entry, act_together};

/// Beyond so many the act asked about must tell which.
const MANY: usize = 12;
/// Share of the question from which an incident begins a chain.
const BEGINS: f32 = 0.5;

/// The incidents of a course of events, in the order of time; `None` if there are not two.
pub(super) fn answer(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let question = inquiry.question;
    // "What came after Prague threw out 18 Russians?" names where it begins.
    if question.anchor.as_ref().is_some_and(|anchor| anchor.after) {
        return tally::around(inquiry);
    }
    let mut slots = if distinct(question) >= 2 { between(inquiry) } else { Vec::new() };
    if slots.len() < 2 {
        slots = linked(inquiry);
    }
    (slots.len() >= 2).then(|| tally::list(inquiry, &slots))
}

/// How many parties are named, each once.
fn distinct(question: &Question) -> usize {
    let named: Vec<&Mention> = question.mentions.iter().filter(|mention| !mention.is_group()).collect();
    named.iter().enumerate().filter(|(at, one)| !named.iter().take(*at).any(|other| other.shares(one))).count()
}

/// Those between the parties named, whatever the act; where these are many, of the act.
fn between(inquiry: &Inquiry<'_>) -> Vec<u32> {
    let mut wide = inquiry.question.clone();
    for mention in &mut wide.mentions {
        (mention.role, mention.joined) = (Role::Either, false);
    }
    wide.anchor = None;
    wide.period = spanned(inquiry.question);
    let of_act = inquiry.index.select(&wide, inquiry.vocabulary);
    let all = of_pairs(inquiry, wide.period);
    if all.len() > MANY && of_act.len() >= 2 { of_act } else { all }
}

/// All that any two of the parties named had part in, not together towards a third, in the order of time.
fn of_pairs(inquiry: &Inquiry<'_>, period: Option<Period>) -> Vec<u32> {
    let named: Vec<&Mention> = inquiry.question.mentions.iter().filter(|mention| !mention.is_group()).collect();
    let mut slots = Vec::new();
    for (position, one) in named.iter().enumerate() {
        for other in named.iter().skip(position + 1).filter(|other| !other.shares(one)) {
            let pairs = one.parties.iter().flat_map(|one| other.parties.iter().map(move |other| (*one, *other)));
            slots.extend(pairs.flat_map(|(one, other)| inquiry.index.between(one, other)));
        }
    }
    slots.retain(|slot| {
        let entry = inquiry.index.entry(*slot);
        let side = |mention: &&Mention| entry.is_some_and(|entry| mention.parties.iter().any(|party| entry.is_side(*party)));
        let fits =
            |entry: &Entry| period.is_none_or(|period| period.overlaps(entry.first, entry.last)) && !act_together(inquiry.question, entry);
        named.iter().any(side) && entry.is_some_and(fits)
    });
    slots.sort_by_cached_key(|slot| inquiry.index.entry(*slot).map(Entry::place));
    slots.dedup();
    slots
}

/// From the first to the last of the periods named.
fn spanned(question: &Question) -> Option<Period> {
    let period = question.period?;
    let all = question.side_periods.iter().chain([&period]);
    let (first, last) = all.fold((period.first, period.last), |(first, last), one| (first.min(one.first), last.max(one.last)));
    Some(Period { first, last, ..period })
}

/// The incident that is meant and those that lead to it or follow from it.
fn linked(inquiry: &Inquiry<'_>) -> Vec<u32> {
    let hits = inquiry.index.find(inquiry.question, inquiry.vocabulary, inquiry.focus);
    let Some(meant) = hits.first().filter(|hit| hit.matched.parties && hit.share >= BEGINS) else { return Vec::new() };
    let mut slots = vec![meant.slot];
    let mut next = 0;
    while let Some(slot) = slots.get(next).copied().filter(|_| slots.len() < MANY) {
        for near in inquiry.index.neighbours(slot) {
            if !slots.contains(&near) {
                slots.push(near);
            }
        }
        next += 1;
    }
    slots.sort_by_cached_key(|slot| inquiry.index.entry(*slot).map(Entry::place));
    slots
}
