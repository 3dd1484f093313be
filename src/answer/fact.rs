//! A question about one incident: which one, whether the register contradicts it, which claims answer.

use std::sync::Arc;

use super::{Answer, Citations, Inquiry, Named, Outcome, Paragraph, Reason, Statement, choose, correct, declined, lead, rivals, wording};
use crate::incident::{Aspect, How, Incident};
use crate::question::{Question, Role};
use crate::search::{Direction, Hit, Record, Time};

/// Share of the question that an incident must explain to be meant, where parties or an act are named.
const SHARE: f32 = 0.5;
/// The same where only words tell, such as an affair or a person.
const SHARE_OF_WORDS: f32 = 0.55;
/// The part of an act that must be explained.
pub(super) const ACT: f32 = 0.35;
/// Below it the record tells no act that the question names, only one that people take for it.
const NEAR_ACT: f32 = 0.45;
/// Share that it must explain then.
const NEAR_SHARE: f32 = 0.6;
/// Part of the words below which parties alone tell no incident, if so much mass of words is left.
const FEW_WORDS: f32 = 0.3;
/// Mass of words that leaves nothing to the parties alone.
const UNTOLD: f32 = 1.2;
/// Mass of words that tells an incident even if its act is worded in a way that nobody knows.
pub(super) const TELLING: f32 = 1.3;
/// Mass of words that must be explained where one party is named and no act.
const ALONE: f32 = 0.5;
/// The same of names alone.
const NAMED: f32 = 1.0;
/// Share from which an incident is meant although another explains more.
const SURE: f32 = 0.75;
/// An act at least as near as one that the title tells.
pub(super) const EXACT_ACT: f32 = 0.85;
/// An act that the summary tells.
pub(super) const SUMMED: f32 = 0.7;
/// What the incident that a conversation is about counts more than one related to it.
const FOCUS: f32 = 1.0;
/// So much less may another record explain that has the claim asked for.
const BESIDE: f32 = 1.0;
/// Words that a number must stand with to be the one asked for.
const COUNTED: f32 = 0.45;

/// Answers from the likeliest incident, or says why not.
pub(super) fn answer(inquiry: &Inquiry<'_>) -> Answer {
    let question = inquiry.question;
    let hits = inquiry.index.find(question, inquiry.vocabulary, inquiry.focus);
    let Some(best) = hits.first().copied() else { return nothing(inquiry, &hits) };
    let begin = question.earliest();
    let late = |hit: &Hit| begin.is_none_or(|begin| inquiry.index.entry(hit.slot).is_some_and(|entry| entry.last >= begin));
    let mut admitted: Vec<Hit> = hits.iter().copied().filter(|hit| admits(question, hit) && late(hit)).collect();
    // "What did London do after …": what it did, not what it answered.
    if admitted.iter().any(|hit| hit.matched.does && hit.share >= SURE) {
        admitted.retain(|hit| hit.matched.does);
    }
    let Some(best_admitted) = admitted.first().copied() else {
        return third_party(inquiry, best).or_else(|| correct::contradicted(inquiry, &hits)).unwrap_or_else(|| nothing(inquiry, &hits));
    };
    if let Some(corrected) = correct::other_deed(inquiry, &hits, best_admitted) {
        return corrected;
    }
    if best.matched.direction == Direction::Reversed
        && best.score > best_admitted.score
        && let Some(corrected) = correct::reversed(inquiry, &hits)
    {
        return corrected;
    }
    let told_only = best_admitted.matched.act.is_some_and(|act| act < EXACT_ACT);
    if let Some(corrected) = correct::miscounted(inquiry, &hits, best_admitted) {
        return corrected;
    }
    if told_only && let Some(corrected) = correct::reversed(inquiry, &hits) {
        return corrected;
    }
    if best.score > best_admitted.score + 1.0
        && best_admitted.share < SURE
        && let Some(corrected) = correct::contradicted(inquiry, &hits)
    {
        return corrected;
    }
    let mut rivals = rivals::rivals(inquiry, &admitted);
    if rivals.len() > 1 && !rivals.contains(&best_admitted.slot) {
        rivals.push(best_admitted.slot);
    }
    let meant = match rivals.as_slice() {
        [] => best_admitted,
        [one] => admitted.iter().find(|hit| hit.slot == *one).copied().unwrap_or(best_admitted),
        _ => return rivals::clarify(inquiry, &rivals),
    };
    let answer = from(inquiry, meant);
    if answer.reason == Some(Reason::NoClaim) { beside(inquiry, meant, &admitted).unwrap_or(answer) } else { answer }
}

/// Where the likeliest record has no claim of the aspect asked, one that fits as well may have it: "by when did they have to
/// be out", of a break rather than of the restoration.
fn beside(inquiry: &Inquiry<'_>, meant: Hit, admitted: &[Hit]) -> Option<Answer> {
    let [aspect] = inquiry.question.aspects.as_slice() else { return None };
    let fits = |hit: &&Hit| {
        hit.slot != meant.slot
            && meant.score - hit.score <= BESIDE
            && hit.matched.act.unwrap_or(1.0) >= meant.matched.act.unwrap_or(1.0) - 0.1
            && inquiry.index.incident_in(hit.slot).is_some_and(|incident| incident.claims.iter().any(|claim| claim.aspect == *aspect))
    };
    let mut others = admitted.iter().filter(fits).map(|hit| from(inquiry, *hit)).filter(|answer| answer.outcome == Outcome::Answered);
    others.next().filter(|_| others.next().is_none())
}

/// An incident whose claims tell what a third party did, although the question has that party act: "which strings did
/// Belgium attach to its recognition", in a record of France and others.
fn third_party(inquiry: &Inquiry<'_>, best: Hit) -> Option<Answer> {
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

/// Whether the incident may be meant: nothing contradicts, and enough is explained.
fn admits(question: &Question, hit: &Hit) -> bool {
    let matched = hit.matched;
    let told = !question.mentions.is_empty() || matched.act.is_some();
    let share = if told { SHARE } else { SHARE_OF_WORDS };
    // One name and nothing else that the record knows: "who is the president of France?"
    let told_when = question.period.is_some() && matched.words >= 0.5;
    let pair = question.mentions.len() >= 2 || told_when || question.inherited;
    if !question.diplomatic && !pair && matched.explained < ALONE {
        return false;
    }
    // No act, no side, hardly a word: "when did Sweden join NATO", of a record that names both in passing.
    if matched.act.is_none() && !matched.involved && matched.explained < ALONE {
        return false;
    }
    let dated = matched.period == Some(Time::Fits);
    let opposite =
        question.period.is_some_and(|period| period.exact) && matched.period == Some(Time::Fits) && correct::is_opposite(question, hit);
    !opposite
        && matched.parties
        && matched.sides
        && matched.direction != Direction::Reversed
        && !(matched.crossed && matched.act.is_some_and(|act| act < ACT || act < SUMMED && matched.words < 0.75))
        // An act that is only near the one asked about, or no act at all, leaves it to the words.
        && (dated || matched.act.is_none_or(|act| act >= NEAR_ACT) || hit.share >= NEAR_SHARE)
        && (dated || matched.act.is_some() || matched.words >= FEW_WORDS || matched.unexplained <= UNTOLD)
        && (matched.act.is_none_or(|act| act >= ACT) || (matched.explained >= TELLING || matched.proper >= NAMED) && matched.words >= 0.75)
        && matched.period != Some(Time::Other)
        && hit.share >= share
}

/// The record of another party that answers or follows those in focus, if one is asked for.
pub(super) fn follower(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let asks = inquiry.question.tokens.iter().any(|token| matches!(token.folded(), "else" | "other" | "others" | "another"))
        && inquiry.question.period.is_none();
    if !asks {
        return None;
    }
    let focus: Vec<Arc<Record>> = inquiry.focus.iter().filter_map(|slot| inquiry.index.incident_in(*slot)).collect();
    let next = focus
        .iter()
        .flat_map(|incident| inquiry.index.related_to(&incident.id))
        .filter(|(how, _)| matches!(how, How::ResponseTo | How::Follows))
        .map(|(_, slot)| slot)
        .find(|slot| {
            inquiry.index.entry(*slot).is_some_and(|entry| {
                focus.iter().all(|incident| {
                    incident.kind == entry.kind && entry.initiators().iter().all(|party| !incident.initiators.contains(party))
                })
            })
        })?;
    inquiry.index.fit(inquiry.question, inquiry.vocabulary, next).map(|hit| told(inquiry, hit))
}

/// The incident in focus, or one related to it, that explains the question best; answers from it.
pub(super) fn within(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let mut slots: Vec<u32> = inquiry.focus.to_vec();
    for slot in inquiry.focus {
        let Some(incident) = inquiry.index.incident_in(*slot) else { continue };
        slots.extend(incident.related.iter().filter_map(|related| inquiry.index.slot(&related.id)));
        slots.extend(inquiry.index.related_to(&incident.id).map(|(_, slot)| slot));
    }
    let mut best: Option<(f32, Hit)> = None;
    for slot in slots {
        let Some(hit) = inquiry.index.fit(inquiry.question, inquiry.vocabulary, slot) else { continue };
        let score = hit.score + if inquiry.focus.contains(&slot) { FOCUS } else { 0.0 };
        if best.as_ref().is_none_or(|(least, _)| score > *least) {
            best = Some((score, hit));
        }
    }
    let (_, hit) = best?;
    // "When did Armenia break off relations with Hungary?" names all itself, and is about neither of them here.
    let question = inquiry.question;
    let moved = question.mentions.len() >= 2 && question.main_act().is_some() && !question.points_back() && !hit.matched.parties;
    (!moved).then(|| from(inquiry, hit))
}

/// Why there is no answer: not about incidents, or nothing on record.
fn nothing(inquiry: &Inquiry<'_>, hits: &[Hit]) -> Answer {
    let question = inquiry.question;
    let near: Vec<u32> = hits
        .iter()
        .filter(|hit| hit.matched.parties && hit.share >= 0.3 && !question.mentions.is_empty())
        .take(3)
        .map(|hit| hit.slot)
        .collect();
    if question.diplomatic || (!question.mentions.is_empty() && hits.first().is_some_and(|hit| hit.share >= 0.6)) {
        declined(Reason::NoRecord, inquiry, &near)
    } else {
        declined(Reason::OutOfScope, inquiry, &[])
    }
}

/// Answers from this incident, or from the one that answers it if the question asks for the response.
pub(super) fn from(inquiry: &Inquiry<'_>, hit: Hit) -> Answer {
    let Some(incident) = inquiry.index.incident_in(hit.slot) else { return declined(Reason::NoRecord, inquiry, &[]) };
    if let Some(response) = response(inquiry, &incident) {
        return compose(inquiry, &response, hit, true);
    }
    compose(inquiry, &incident, hit, false)
}

/// Tells this incident: its lead sentence answers already, claims of the aspects asked are added.
pub(super) fn told(inquiry: &Inquiry<'_>, hit: Hit) -> Answer {
    match inquiry.index.incident_in(hit.slot) {
        Some(incident) => compose(inquiry, &incident, hit, true),
        None => declined(Reason::NoRecord, inquiry, &[]),
    }
}

/// The record of what the other side did in return, if that is asked and on record.
fn response(inquiry: &Inquiry<'_>, cause: &Incident) -> Option<Arc<Record>> {
    let question = inquiry.question;
    if !question.asks(Aspect::Response) || question.says() {
        return None;
    }
    inquiry
        .index
        .related_to(&cause.id)
        .filter(|(how, _)| *how == How::ResponseTo)
        .filter_map(|(_, slot)| inquiry.index.incident_in(slot))
        .find(|response| {
            let acts = response.initiators.iter().any(|party| cause.targets.contains(party));
            let named = question
                .mentions
                .iter()
                .filter(|mention| mention.role != Role::Place)
                .all(|mention| response.parties().iter().any(|party| mention.may_be(*party)));
            acts && named
        })
}

fn compose(inquiry: &Inquiry<'_>, incident: &Record, hit: Hit, whole: bool) -> Answer {
    let question = inquiry.question;
    let mut citations = Citations::default();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut notes = Vec::new();
    let mut shown: Vec<usize> = Vec::new();
    paragraphs
        .extend(lead(incident, &mut citations, inquiry.vocabulary).map(|statement| Paragraph { label: None, statements: vec![statement] }));
    let aspects = aspects(question, incident, whole);
    let mut found = false;
    if !whole && choose::lacks_focus(question, incident, inquiry.vocabulary) {
        return declined(Reason::NoClaim, inquiry, &[hit.slot]);
    }
    for aspect in &aspects {
        let chosen: Vec<choose::Chosen> = choose::claims(question, *aspect, incident, inquiry.vocabulary)
            .into_iter()
            .filter(|chosen| !shown.contains(&chosen.claim))
            .collect();
        let answers = answers(inquiry, *aspect, &chosen, incident, hit) || whole;
        if answers {
            found = true;
        } else {
            notes.push(format!("The register does not say {}.", missing(*aspect)));
            continue;
        }
        let mut claims: Vec<usize> = chosen.iter().map(|chosen| chosen.claim).collect();
        claims.extend(choose::denial(incident, &claims).filter(|denial| !shown.contains(denial)));
        let statements: Vec<Statement> = claims
            .iter()
            .filter_map(|position| incident.claims.get(*position))
            .filter_map(|claim| citations.state(wording::attributed(claim, inquiry.vocabulary), incident, claim))
            .collect();
        shown.extend(claims);
        if !statements.is_empty() {
            paragraphs.push(Paragraph { label: (*aspect == Aspect::Why).then(|| "Why:".to_owned()), statements });
        }
    }
    if !found {
        return declined(Reason::NoClaim, inquiry, &[hit.slot]);
    }
    Answer {
        outcome: Outcome::Answered,
        reason: None,
        confidence: hit.share,
        incidents: vec![Named::new(incident)],
        paragraphs,
        notes,
        candidates: Vec::new(),
        sources: citations.into_sources(),
    }
}

/// What is told of the incident: the aspects asked, and those that the question means without saying.
fn aspects(question: &Question, incident: &Incident, whole: bool) -> Vec<Aspect> {
    let mut aspects: Vec<Aspect> =
        if question.aspects.is_empty() || whole && question.asks(Aspect::Response) { vec![Aspect::What] } else { question.aspects.clone() };
    // "What happened after …": what came of it.
    if question.anchor.as_ref().is_some_and(|anchor| anchor.after)
        && matches!(aspects.as_slice(), [Aspect::What])
        && question.tokens.iter().any(|token| matches!(&*token.stem, "happen" | "occur"))
        && incident.claims.iter().any(|claim| claim.aspect == Aspect::Consequence)
    {
        aspects.insert(0, Aspect::Consequence);
    }
    // "When did they make up?", of a break that has ended.
    if incident.ended.is_some()
        && question.kinds().first().is_some_and(|kind| correct::undoes(*kind, incident.kind))
        && !aspects.contains(&Aspect::Status)
    {
        aspects.push(Aspect::Status);
    }
    aspects
}

/// Whether the chosen claims, or the lead sentence by itself, answer the aspect.
fn answers(inquiry: &Inquiry<'_>, aspect: Aspect, chosen: &[choose::Chosen], incident: &Record, hit: Hit) -> bool {
    let (question, vocabulary) = (inquiry.question, inquiry.vocabulary);
    if question.asks_name()
        && !incident.title_names(question, vocabulary)
        && !chosen.iter().any(|chosen| chosen.names && chosen.words >= 0.4 && chosen.role)
    {
        return false;
    }
    let specific = chosen.iter().any(|chosen| chosen.focus) || question.period.is_some() && aspect == Aspect::When;
    if aspect == Aspect::HowMany && choose::has_focus(question, vocabulary) && !specific {
        return false;
    }
    let tells = |parts: &[&str]| parts.iter().any(|part| incident.title.contains(part));
    match aspect {
        Aspect::When | Aspect::What => {
            hit.matched.unexplained < 1.5 || hit.matched.act.is_some_and(|act| act >= EXACT_ACT) || !chosen.is_empty()
        }
        // A title mostly tells the reason: "over …", "after …", "for …".
        Aspect::Why => !chosen.is_empty() || tells(&[" over ", " after ", " for "]),
        Aspect::Deadline => chosen.iter().any(|chosen| chosen.of_aspect || (chosen.thing && chosen.words >= 0.4 && chosen.near)),
        Aspect::Where => chosen.iter().any(|chosen| chosen.of_aspect || chosen.placed && chosen.words >= 0.6),
        Aspect::LegalBasis => chosen.iter().any(|chosen| chosen.of_aspect || chosen.legal && chosen.words >= 0.6),
        Aspect::Demand | Aspect::Condition => chosen.iter().any(|chosen| chosen.of_aspect || chosen.nearest || chosen.telling >= 0.6),
        Aspect::HowMany => chosen.iter().any(|chosen| chosen.of_aspect || chosen.thing && chosen.words >= COUNTED),
        Aspect::Who => chosen.iter().any(|chosen| chosen.of_aspect || chosen.names || chosen.words >= 0.6),
        // Asked how a party responded, what others did is no answer.
        Aspect::Response | Aspect::Denial if has_responder(question, incident) => {
            chosen.iter().any(|chosen| chosen.speaker && (chosen.of_aspect || chosen.near) || chosen.of_aspect && chosen.neutral)
        }
        _ => chosen.iter().any(|chosen| chosen.of_aspect || chosen.near || chosen.words >= 0.6 || chosen.speaker),
    }
}

/// Whether the question names who responded: the side acted upon, or who is asked for its word.
fn has_responder(question: &Question, incident: &Incident) -> bool {
    !question.says()
        && question.mentions.iter().filter(|mention| !mention.possessive && mention.stands_alone()).any(|mention| {
            mention.role == Role::Speaker
                || mention.role == Role::Initiator
                    && mention.parties.iter().any(|party| incident.targets.contains(party) && !incident.initiators.contains(party))
        })
}

/// What is not on record, for "the register does not say …".
const fn missing(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::What => "that",
        Aspect::When => "when",
        Aspect::Where => "where",
        Aspect::Who => "who",
        Aspect::Why => "why",
        Aspect::HowMany => "how many",
        Aspect::Deadline => "by when",
        Aspect::Demand => "what was demanded",
        Aspect::Response => "what the response was",
        Aspect::Denial => "whether it was denied",
        Aspect::Condition => "on which terms",
        Aspect::Consequence => "what came of it",
        Aspect::Background => "what came before",
        Aspect::Status => "how it stands",
        Aspect::LegalBasis => "on which legal basis",
    }
}
