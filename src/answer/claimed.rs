//! Incidents that no rule admits, but whose claims tell what is asked: of a third party, of one who did the same, or in words
//! that no record's act has.

use super::fact::{ACT, EXACT_ACT, FEW_WORDS, MUCH, NAMED, SHARE, from};
use super::{Answer, Inquiry, Outcome, choose, correct};
use crate::incident::{Aspect, Party};
use crate::search::{Direction, Hit, Reading, StemKey, Time};
use crate::vocabulary::Voice;

/// Points of words with which one claim tells which incident is meant, and how many more than any of another.
const CLAIMED: f32 = 1.5;
const CLAIMED_MORE: f32 = 0.5;
/// What it counts there that the claim is of the aspect asked.
const OF_ASPECT: f32 = 0.4;
/// So many incidents are looked at.
const MOST_CLAIMING: usize = 8;

/// An incident whose claims tell what a third party did, although the question has that party act: "which strings did
/// Belgium attach to its recognition", in a record of France and others.
pub(super) fn by_third_party(inquiry: &Inquiry<'_>, best: Hit) -> Option<Answer> {
    let question = inquiry.question;
    let asked = question
        .aspects
        .iter()
        .find(|aspect| matches!(aspect, Aspect::Condition | Aspect::Response | Aspect::Denial | Aspect::Demand | Aspect::Consequence))?;
    let matched = best.matched;
    if !matched.parties || matched.sides || matched.act.is_none_or(|act| act < EXACT_ACT) || matched.period == Some(Time::Other) {
        return None;
    }
    let incident = inquiry.index.incident_in(best.slot)?;
    let speaks = choose::claims(question, *asked, &incident, inquiry.vocabulary).iter().any(|chosen| chosen.of_aspect && chosen.speaker);
    speaks.then(|| from(inquiry, best))
}

/// "Did the Norwegians close theirs too?", of a record of others one of whose claims tells what Norway did.
pub(super) fn too(inquiry: &Inquiry<'_>, hits: &[Hit]) -> Option<Answer> {
    let question = inquiry.question;
    let also = question.tokens.iter().any(|token| matches!(token.folded(), "too" | "also" | "likewise" | "same"))
        || question.tokens.windows(2).any(|pair| pair[0].folded() == "as" && pair[1].folded() == "well");
    // What a claim says of that party beside another's act is not that act: "Colombia had joined South Africa's case".
    let of_act = |reading: &Reading| {
        let mut words = question.main_act().into_iter().flat_map(|act| &act.words).filter_map(|at| question.tokens.get(*at));
        words.any(|token| token.weight >= 3 && reading.tells(StemKey::of(&token.stem)))
    };
    let tells = |hit: &&Hit| {
        let Some(incident) = inquiry.index.incident_in(hit.slot) else { return false };
        let side = |party: &Party| incident.initiators.contains(party) || incident.targets.contains(party);
        let mut others = question.mentions.iter().filter(|mention| !mention.is_group() && !mention.parties.iter().any(side));
        let (Some(other), None) = (others.next(), others.next()) else { return false };
        hit.matched.period != Some(Time::Other)
            && hit.matched.act.is_some_and(|act| act >= ACT)
            && hit.share >= SHARE
            && incident
                .readings(inquiry.vocabulary)
                .iter()
                .any(|reading| (also || of_act(reading)) && other.parties.iter().any(|party| reading.parties.contains(party)))
    };
    let hit = hits.iter().take(MOST_CLAIMING).filter(|_| question.polar && question.mentions.len() >= 2).find(tells)?;
    Some(from(inquiry, *hit))
}

/// "When did Wakanda cut ties with Iran?": who is said to have acted is nobody that the register knows.
pub(super) fn acts_unknown(inquiry: &Inquiry<'_>) -> bool {
    let question = inquiry.question;
    let Some(act) = question.main_act().filter(|act| act.voice == Voice::Act) else { return false };
    let helps = |at: usize| question.tokens.get(at).is_some_and(|token| matches!(token.folded(), "did" | "has" | "had" | "does"));
    let acts = |position: usize| position + 1 == act.start && position.checked_sub(1).is_some_and(helps);
    question.contents.iter().any(|content| content.unknown && acts(content.position) && !inquiry.index.knows(&content.stem))
}

/// The incident of the parties named one of whose claims has what is asked, though no record tells the act as the question
/// words it: "who told the Security Council", "what line did Howe take in cabinet".
pub(super) fn alone(inquiry: &Inquiry<'_>, hits: &[Hit]) -> Option<Answer> {
    let question = inquiry.question;
    let deed =
        question.main_act().is_some_and(|act| act.voice == Voice::Act && act.kinds.first().is_some_and(|kind| correct::is_deed(*kind)));
    if deed || !question.diplomatic && question.mentions.len() < 2 && question.acts.is_empty() {
        return None;
    }
    let open = |hit: &&Hit| {
        let matched = hit.matched;
        // A record without most of what the question names is of another matter.
        let named = matched.words >= FEW_WORDS || matched.unexplained < correct::UNNAMED;
        named && matched.parties && matched.period != Some(Time::Other) && matched.direction != Direction::Reversed
    };
    let aspect = question.aspects.first().copied().unwrap_or(Aspect::What);
    let most = hits.iter().filter(open).map(|hit| hit.share).fold(0.0, f32::max);
    let near = |hit: &&Hit| hit.share >= most - MUCH;
    let named = |hit: &&Hit| !question.mentions.is_empty() || hit.matched.proper >= NAMED;
    let mut rated: Vec<(f32, Hit)> = hits
        .iter()
        .filter(open)
        .filter(named)
        .filter(near)
        .take(MOST_CLAIMING)
        .filter_map(|hit| {
            let incident = inquiry.index.incident_in(hit.slot)?;
            let chosen = choose::claims(question, aspect, &incident, inquiry.vocabulary);
            let told = chosen.iter().map(|chosen| chosen.telling + if chosen.of_aspect { OF_ASPECT } else { 0.0 }).fold(0.0, f32::max);
            Some((told, *hit))
        })
        .collect();
    rated.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (told, best) = rated.first().copied()?;
    let next = rated.get(1).map_or(0.0, |(told, _)| *told);
    (told >= CLAIMED && told - next >= CLAIMED_MORE).then(|| from(inquiry, best)).filter(|answer| answer.outcome == Outcome::Answered)
}
