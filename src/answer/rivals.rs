//! Incidents that fit a question as well as the best: which of them are the same affair, and asking back which is meant.

use std::sync::Arc;

use super::fact::{EXACT_ACT, SUMMED};
use super::{Answer, Inquiry, Named, Note, Outcome, choose, correct, named_parties};
use crate::incident::{Aspect, How, Incident, Kind, days_between};
use crate::question::Role;
use crate::search::{Hit, Record, are_near};

/// Part of the words below which they tell records apart by chance.
const UNTOLD_WORDS: f32 = 0.1;
/// Incidents within this score of the best are as likely: less than a rare word apart.
const AS_LIKELY: f32 = 0.35;
/// What the words of the best claim count beside the score, to tell likely incidents apart.
const CLAIM: f32 = 0.5;
/// Most candidates shown to choose from.
const CANDIDATES: usize = 12;

/// The incidents that are as likely as the best. Of records of one affair only the one whose claims answer best counts.
pub(super) fn rivals(inquiry: &Inquiry<'_>, admitted: &[Hit]) -> Vec<u32> {
    let Some(best) = admitted.first() else { return Vec::new() };
    let act = best.matched.act.unwrap_or(1.0);
    let near: Vec<&Hit> = admitted
        .iter()
        .filter(|hit| {
            best.score - hit.score <= 2.0 * AS_LIKELY
                && hit.matched.act.unwrap_or(1.0) >= act - 0.06
                && hit.matched.proper >= best.matched.proper - 0.1
                && hit.matched.titled >= best.matched.titled - 0.1
        })
        .collect();
    if let [only] = near.as_slice() {
        return vec![only.slot];
    }
    // Where no word tells the records apart, neither do their claims.
    let plain = inquiry.question.acts.is_empty() && near.iter().all(|hit| hit.matched.words < UNTOLD_WORDS);
    let claims = |slot: u32| if plain { 0.0 } else { CLAIM * claim_words(inquiry, slot) };
    let mut rated: Vec<(f32, u32)> = near.iter().map(|hit| (hit.score + claims(hit.slot), hit.slot)).collect();
    rated.sort_by(|one, other| other.0.total_cmp(&one.0));
    let top = rated.first().map_or(0.0, |(score, _)| *score);
    let mut rivals: Vec<u32> = Vec::new();
    for (_, slot) in rated.into_iter().filter(|(score, _)| top - score <= AS_LIKELY) {
        // Asked for the answer to an act, the act leads to it.
        if let Some(answered) = rivals.iter_mut().find(|rival| inquiry.question.asks(Aspect::Response) && responds(inquiry, **rival, slot))
        {
            *answered = slot;
        } else if !rivals.iter().any(|rival| {
            is_one_affair(inquiry, *rival, slot, !plain) || (inquiry.question.asks(Aspect::Response) && responds(inquiry, slot, *rival))
        }) {
            rivals.push(slot);
        }
    }
    if rivals.len() > 1 {
        rivals.extend(also_fitting(inquiry, admitted, &rivals));
    }
    rivals.truncate(CANDIDATES);
    rivals
}

/// Records that are filed under another act but sum up this one too, where both sides are named and nothing else is told.
fn also_fitting(inquiry: &Inquiry<'_>, admitted: &[Hit], rivals: &[u32]) -> Vec<u32> {
    let plain = inquiry.question.period.is_none() && inquiry.question.contents.iter().all(|content| content.of_act || content.weight < 5);
    let sides = named_parties(inquiry.question).len() >= 2;
    let near = |hit: &&Hit| {
        matches!(hit.kind, Kind::RelationsSevered | Kind::RelationsSuspended | Kind::RelationsDowngraded)
            || inquiry.question.kinds().iter().any(|kind| are_near(*kind, hit.kind))
    };
    let summed = |hit: &&Hit| hit.matched.act.is_some_and(|act| (SUMMED..EXACT_ACT).contains(&act)) && !rivals.contains(&hit.slot);
    let fits = |hit: &&Hit| summed(hit) && near(hit);
    let same_sides = |hit: &&Hit| {
        inquiry.index.entry(hit.slot).is_some_and(|entry| {
            inquiry.question.mentions.iter().all(|mention| match mention.role {
                Role::Initiator => mention.parties.iter().any(|party| entry.initiators().contains(party)),
                Role::Target => mention.parties.iter().any(|party| entry.targets().contains(party)),
                Role::Either | Role::Place | Role::Speaker => true,
            })
        }) && !correct::is_opposite(inquiry.question, hit)
    };
    admitted.iter().filter(|_| plain && sides).filter(fits).filter(same_sides).map(|hit| hit.slot).collect()
}

/// How well the best single claim has the words of the question.
fn claim_words(inquiry: &Inquiry<'_>, slot: u32) -> f32 {
    let Some(incident) = inquiry.index.incident_in(slot) else { return 0.0 };
    let aspect = inquiry.question.aspects.first().copied().unwrap_or(Aspect::What);
    let asked = !inquiry.question.aspects.is_empty() && aspect != Aspect::What;
    let part = |chosen: &choose::Chosen| match (asked, chosen.of_aspect, chosen.nearness > 0.0) {
        (false, ..) | (true, true, _) => 1.0,
        (true, false, true) => 0.6,
        (true, false, false) => 0.3,
    };
    choose::claims(inquiry.question, aspect, &incident, inquiry.vocabulary)
        .iter()
        .map(|chosen| (chosen.telling + if chosen.speaker { 0.6 } else { 0.0 }) * part(chosen) + if chosen.of_aspect { 0.4 } else { 0.0 })
        .fold(0.0, f32::max)
}

/// Whether the one is on record as the response to the other.
fn responds(inquiry: &Inquiry<'_>, one: u32, other: u32) -> bool {
    let (Some(one), Some(other)) = (inquiry.index.incident_in(one), inquiry.index.incident_in(other)) else { return false };
    one.related.iter().any(|related| related.id == other.id && related.how == How::ResponseTo)
}

/// Whether both records are of one affair; those that only name each other are if the question tells something of it.
fn is_one_affair(inquiry: &Inquiry<'_>, one: u32, other: u32, told: bool) -> bool {
    let (Some(one), Some(other)) = (inquiry.index.incident_in(one), inquiry.index.incident_in(other)) else { return false };
    let linked = |from: &Incident, to: &Incident| from.related.iter().any(|related| related.id == to.id);
    let same_act = one.kind == other.kind && one.initiators == other.initiators;
    let close = days_between(one.date.first(), other.date.first()).abs() <= 3
        && one.parties().iter().filter(|party| other.parties().contains(party)).count() >= 2;
    let part = |whole: &Incident, part: &Incident| part.related.iter().any(|related| related.id == whole.id && related.how == How::PartOf);
    part(&one, &other)
        || part(&other, &one)
        || close
        || ((linked(&one, &other) || linked(&other, &one))
            && !same_act
            && told
            && inquiry.question.acts.is_empty()
            && inquiry.question.contents.iter().any(|content| content.weight >= 4 && !content.of_act))
}

/// Shows the incidents that fit, to choose from.
pub(super) fn clarify(inquiry: &Inquiry<'_>, slots: &[u32]) -> Answer {
    let mut incidents: Vec<Arc<Record>> = slots.iter().filter_map(|slot| inquiry.index.incident_in(*slot)).collect();
    incidents.sort_by(|one, other| one.date.cmp(&other.date).then_with(|| one.id.cmp(&other.id)));
    Answer {
        outcome: Outcome::Clarify,
        reason: None,
        confidence: 0.5,
        incidents: incidents.iter().map(|incident| Named::new(incident)).collect(),
        paragraphs: Vec::new(),
        notes: vec![Note::WhichOne(incidents.len())],
        candidates: incidents.iter().map(|incident| Named::new(incident)).collect(),
        sources: Vec::new(),
    }
}
