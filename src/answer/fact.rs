//! A question about one incident: which one, whether the register contradicts it, which claims answer.

use super::{
    Answer, Citations, Inquiry, Label, Named, Note, Outcome, Paragraph, Reason, Statement, bearing, choose, claimed, correct, declined,
    lead, response, rivals, tally, trust, wording,
};
use crate::incident::{Aspect, Incident, Stance};
use crate::question::{Mention, Question, Role};
use crate::search::{Direction, Hit, Record, Time};
use crate::vocabulary::{Token, Vocabulary, WordClass};

/// Share of the question that an incident must explain to be meant, where parties or an act are named.
pub(super) const SHARE: f32 = 0.5;
/// The same where only words tell, such as an affair or a person.
const SHARE_OF_WORDS: f32 = 0.55;
/// Part of the words explained that the record must have itself then, rather than words near them.
const DIRECT: f32 = 0.6;
/// The part of an act that must be explained.
pub(super) const ACT: f32 = 0.35;
/// Below it the record tells no act that the question names, only one that people take for it.
const NEAR_ACT: f32 = 0.45;
/// Share that it must explain then.
const NEAR_SHARE: f32 = 0.6;
/// Part of the words below which parties alone tell no incident, if so much mass of words is left.
pub(super) const FEW_WORDS: f32 = 0.3;
/// The same for an act only near the one asked about.
const FEW_NEAR: f32 = 0.5;
/// Mass of words that leaves nothing to the parties alone.
const UNTOLD: f32 = 1.2;
/// Mass of words that tells an incident even if its act is worded in a way that nobody knows.
pub(super) const TELLING: f32 = 1.3;
/// Mass of words that must be explained where one party is named and no act.
const ALONE: f32 = 0.5;
/// The same of names alone.
pub(super) const NAMED: f32 = 1.0;
/// Share from which an incident is meant although another explains more.
const SURE: f32 = 0.75;
/// So much more of the question tells another record, whoever acts in it.
pub(super) const MUCH: f32 = 0.08;
/// An act at least as near as one that the title tells.
pub(super) const EXACT_ACT: f32 = 0.85;
/// An act that the summary tells.
pub(super) const SUMMED: f32 = 0.7;
/// Mass of words that must be explained where nobody is named, nothing is done and no word is one of diplomacy.
const ANYBODY: f32 = 1.5;
/// Part of the words that must be explained where no party is named, or one and no word of diplomacy.
const UNNAMED_WORDS: f32 = 0.4;
/// So much less may another record explain that has the claim asked for.
const BESIDE: f32 = 1.0;
/// So many claims go with an incident that is itself the answer: "which state was the last to do so?"
const MOST_BESIDE: usize = 2;
/// Words that a number must stand with to be the one asked for.
const COUNTED: f32 = 0.45;
/// The same of a number of what is to be counted.
const THING_COUNTED: f32 = 0.2;

/// Answers from the likeliest incident, or says why not.
pub(super) fn answer(inquiry: &Inquiry<'_>) -> Answer {
    let question = inquiry.question;
    let hits = correct::times(inquiry, inquiry.index.find(question, inquiry.vocabulary, inquiry.focus));
    let Some(best) = hits.first().copied() else { return nothing(inquiry, &hits) };
    if let Some(reply) = response::in_reply(inquiry, &hits) {
        return from(inquiry, reply);
    }
    let admitted = admitted(inquiry, &hits);
    let Some(best_admitted) = admitted.first().copied() else {
        return claimed::by_third_party(inquiry, best)
            .or_else(|| claimed::too(inquiry, &hits))
            .or_else(|| correct::contradicted(inquiry, &hits))
            .or_else(|| claimed::alone(inquiry, &hits))
            .or_else(|| trust::trusted(question, &hits).map(|hit| from(inquiry, hit)))
            .unwrap_or_else(|| nothing(inquiry, &hits));
    };
    if let Some(corrected) = correct::other_deed(inquiry, &hits, best_admitted) {
        return corrected;
    }
    if overrules(best, best_admitted)
        && let Some(corrected) = correct::reversed(inquiry, &hits)
    {
        return corrected;
    }
    let named = || correct::named_reversed(inquiry, &hits, best_admitted);
    if let Some(corrected) = correct::odd_one(inquiry, best_admitted).or_else(named) {
        return corrected;
    }
    let told_only = best_admitted.matched.act.is_some_and(|act| act < EXACT_ACT);
    let reversed = || if told_only { correct::reversed(inquiry, &hits) } else { None };
    if let Some(corrected) = correct::miscounted(inquiry, &hits, best_admitted).or_else(reversed) {
        return corrected;
    }
    if best.score > best_admitted.score + 1.0
        && best_admitted.share < SURE
        && let Some(corrected) = correct::contradicted(inquiry, &hits)
    {
        return corrected;
    }
    if let Some(all) = all_between(inquiry) {
        return all;
    }
    let mut rivals = rivals::rivals(inquiry, &admitted);
    if rivals.len() > 1 && !rivals.contains(&best_admitted.slot) {
        rivals.push(best_admitted.slot);
    }
    let meant = match rivals.as_slice() {
        [] => best_admitted,
        [one] => admitted.iter().find(|hit| hit.slot == *one).copied().unwrap_or(best_admitted),
        _ if asks_all(question) => return tally::list(inquiry, &in_time(inquiry, rivals)),
        // Of a name that nobody knows, only what it did could tell which is meant.
        _ if claimed::acts_unknown(inquiry) => return declined(Reason::NoRecord, inquiry, &[]),
        _ => return rivals::clarify(inquiry, &rivals),
    };
    if asks_next(question)
        && let Some(answer) = tally::what_followed(inquiry, meant.slot)
    {
        return answer;
    }
    let answer = from(inquiry, meant);
    if answer.reason == Some(Reason::NoClaim) { beside(inquiry, meant, &admitted).unwrap_or(answer) } else { answer }
}

/// The other way round more of the question is told than as it stands.
fn overrules(best: Hit, admitted: Hit) -> bool {
    best.matched.direction == Direction::Reversed && best.score > admitted.score && best.share >= admitted.share
}

/// "What happened between Thailand and Cambodia last year?": all that fits.
fn all_between(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let question = inquiry.question;
    let word = |at: usize| question.tokens.get(at).map_or("", Token::folded);
    let between = |at: usize| word(at) == "what" && word(at + 2) == "between" && matches!(word(at + 1), "happened" | "occurred");
    let open = question.anchor.is_none() && question.acts.is_empty() && asks_plainly(question);
    let asked = open && (0..question.tokens.len()).any(between);
    let all = if asked { inquiry.index.select(question, inquiry.vocabulary) } else { Vec::new() };
    (all.len() >= 2).then(|| tally::list(inquiry, &all))
}

/// "How many did each expel?": where several fit, all are meant.
fn asks_all(question: &Question) -> bool {
    let word = |at: usize| question.tokens.get(at).map_or("", Token::folded);
    let each = |at: usize| word(at) == "each" && !matches!(word(at + 1), "other" | "others");
    asks_plainly(question) && (0..question.tokens.len()).any(each)
}

/// Whether a line for each incident tells all that is asked.
fn asks_plainly(question: &Question) -> bool {
    question.aspects.iter().all(|aspect| matches!(aspect, Aspect::What | Aspect::Who | Aspect::When | Aspect::HowMany))
}

fn in_time(inquiry: &Inquiry<'_>, mut slots: Vec<u32>) -> Vec<u32> {
    slots.sort_by_key(|slot| inquiry.index.entry(*slot).map(|entry| (entry.first, *slot)));
    slots
}

/// Where the likeliest record has no claim of the aspect asked, one that fits as well may have it: "by when did they have to
/// be out", of a break rather than of the restoration.
fn beside(inquiry: &Inquiry<'_>, meant: Hit, admitted: &[Hit]) -> Option<Answer> {
    let [aspect] = inquiry.question.aspects.as_slice() else { return None };
    let fits = |hit: &&Hit| {
        hit.slot != meant.slot
            && meant.score - hit.score <= BESIDE
            && (hit.matched.whole || !meant.matched.whole)
            && hit.matched.act.unwrap_or(1.0) >= meant.matched.act.unwrap_or(1.0) - 0.1
            && inquiry.index.incident_in(hit.slot).is_some_and(|incident| incident.claims.iter().any(|claim| claim.aspect == *aspect))
    };
    let mut others = admitted.iter().filter(fits).map(|hit| from(inquiry, *hit)).filter(|answer| answer.outcome == Outcome::Answered);
    others.next().filter(|_| others.next().is_none())
}

/// Those that may be meant, the likeliest first.
fn admitted(inquiry: &Inquiry<'_>, hits: &[Hit]) -> Vec<Hit> {
    let question = inquiry.question;
    let begin = question.earliest();
    let late = |hit: &Hit| begin.is_none_or(|begin| inquiry.index.entry(hit.slot).is_some_and(|entry| entry.last >= begin));
    let mut admitted: Vec<Hit> = hits.iter().copied().filter(|hit| admits(question, hit) && late(hit)).collect();
    // "The row between Lithuania and China": one of theirs, not one of others that either only stands by.
    if between_two(question) && admitted.iter().any(|hit| hit.matched.whole) {
        admitted.retain(|hit| hit.matched.whole || hit.matched.proper >= NAMED);
    }
    // "What did London do after …": what it did, not what it answered; but not if another record explains much more.
    let most = admitted.iter().map(|hit| hit.share).fold(0.0, f32::max);
    if admitted.iter().any(|hit| hit.matched.does && hit.share >= SURE && hit.share >= most - MUCH) {
        admitted.retain(|hit| hit.matched.does);
    }
    admitted
}

/// "Montenegro kicked out the ambassador, what happened next?"
fn asks_next(question: &Question) -> bool {
    let next = |pair: &[Token]| matches!(&*pair[0].stem, "happen" | "come" | "follow") && pair[1].folded() == "next";
    question.asks(Aspect::Consequence) && question.tokens.windows(2).any(next)
}

/// Two parties and no act: what is asked about is between them.
fn between_two(question: &Question) -> bool {
    question.main_act().is_none() && question.mentions.len() == 2 && question.mentions.iter().all(Mention::is_plain_state)
}

/// Whether the incident may be meant: nothing contradicts, and enough is explained.
fn admits(question: &Question, hit: &Hit) -> bool {
    let matched = hit.matched;
    let told = !question.mentions.is_empty() || matched.act.is_some();
    let share = if told { SHARE } else { SHARE_OF_WORDS };
    // "The first cod war", of a record about fish.
    if !told && matched.direct < matched.explained * DIRECT {
        return false;
    }
    // One name and nothing else that the record knows: "who is the president of France?"
    let told_when = question.period.is_some() && matched.words >= 0.5;
    let pair = question.mentions.len() >= 2 || told_when || question.inherited;
    if !question.diplomatic && !pair && matched.explained < ALONE {
        return false;
    }
    // A time, or an act, and no name that the register knows: "who won the world cup of 2022?"
    let nobody = question.mentions.is_empty() && matched.proper == 0.0;
    // "Recommend me a good film for tonight", in any language, of a record that tells of a film.
    if nobody && !question.diplomatic && matched.act.is_none() && matched.explained < ANYBODY && matched.words < SURE {
        return false;
    }
    if nobody && (!question.diplomatic || question.period.is_none()) && matched.words < UNNAMED_WORDS && matched.unexplained > NAMED {
        return false;
    }
    // "The row between Lithuania and China", of others that one of them only stands by.
    if between_two(question) && !matched.whole && matched.explained < ALONE {
        return false;
    }
    // "A decent VPN for working from Tehran": one place, and nothing that it is about.
    if !question.diplomatic && question.mentions.len() < 2 && matched.words < UNNAMED_WORDS && !question.inherited {
        return false;
    }
    // No act, no side, hardly a word: "when did Sweden join NATO", of a record that names both in passing.
    if matched.act.is_none() && !matched.involved && matched.explained < ALONE {
        return false;
    }
    // A near act and hardly a word of what is told: "recalled over the Quran burnings", of a quarrel about another thing.
    if matched.act.is_some_and(|act| act < SUMMED) && matched.words < FEW_NEAR && matched.unexplained > ALONE && matched.period.is_none() {
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
    if let Some(response) = response::to(inquiry, &incident) {
        return compose(inquiry, &response, hit, true);
    }
    let answer = compose(inquiry, &incident, hit, false);
    if answer.reason == Some(Reason::NoClaim) && response::is_one(inquiry.question, &incident, inquiry.vocabulary) {
        return compose(inquiry, &incident, hit, true);
    }
    answer
}

/// Tells this incident: its lead sentence answers already, claims of the aspects asked are added.
pub(super) fn told(inquiry: &Inquiry<'_>, hit: Hit) -> Answer {
    match inquiry.index.incident_in(hit.slot) {
        Some(incident) => compose(inquiry, &incident, hit, true),
        None => declined(Reason::NoRecord, inquiry, &[]),
    }
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
    if question.says() && speaker_is_unknown(inquiry) {
        return declined(Reason::NoClaim, inquiry, &[hit.slot]);
    }
    if !whole && asks_successor(question) && !tells_successor(incident, inquiry) {
        return declined(Reason::NoClaim, inquiry, &[hit.slot]);
    }
    if !whole && choose::lacks_focus(question, incident, inquiry.vocabulary) {
        return declined(Reason::NoClaim, inquiry, &[hit.slot]);
    }
    for aspect in &aspects {
        let mut chosen: Vec<choose::Chosen> = choose::claims(question, *aspect, incident, inquiry.vocabulary)
            .into_iter()
            .filter(|chosen| !shown.contains(&chosen.claim))
            .take(if whole && question.aspects.is_empty() { MOST_BESIDE } else { usize::MAX })
            .collect();
        choose::in_order(&mut chosen);
        let in_title = || *aspect == Aspect::HowMany && choose::title_counts(question, incident, inquiry.vocabulary);
        let is_lead = || *aspect == Aspect::Who && question.asks_doer() && hit.matched.act.is_some_and(|act| act >= EXACT_ACT);
        let answers = whole || is_answered(inquiry, *aspect, &chosen, incident, hit) || in_title() || is_lead();
        if answers {
            found = true;
        } else {
            notes.push(Note::Missing(*aspect));
            continue;
        }
        let mut claims: Vec<usize> = chosen.iter().map(|chosen| chosen.claim).collect();
        claims.extend(denial(incident, &claims).filter(|denial| !shown.contains(denial)));
        let statements: Vec<Statement> = claims
            .iter()
            .filter_map(|position| incident.claims.get(*position))
            .filter_map(|claim| citations.state(wording::attributed(claim, inquiry.vocabulary), incident, claim))
            .collect();
        shown.extend(claims);
        if !statements.is_empty() {
            paragraphs.push(Paragraph { label: (*aspect == Aspect::Why).then_some(Label::Why), statements });
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

/// "Who took over from Karega as ambassador", "who replaced him": who came next.
fn asks_successor(question: &Question) -> bool {
    let takes_over = |words: &[Token]| words[0].stem == "take" && words[1].folded() == "over" && matches!(words[2].folded(), "from" | "as");
    question.tokens.first().is_some_and(|first| first.folded() == "who")
        && (question.tokens.windows(3).any(takes_over) || question.tokens.iter().take(4).any(|token| token.is(WordClass::Succeeding)))
}

/// Whether a claim tells who came next.
fn tells_successor(incident: &Record, inquiry: &Inquiry<'_>) -> bool {
    let tells = |claim: &crate::incident::Claim| {
        inquiry.vocabulary.words.tokens(&claim.text).iter().any(|token| token.is(WordClass::Succeeding) || token.stem == "becom")
    };
    incident.claims.iter().any(tells)
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
    // "When did they make up?", "how long did it last?", of a break that has ended.
    if incident.ended.is_some()
        && (question.asks_how_long() || question.kinds().first().is_some_and(|kind| correct::undoes(*kind, incident.kind)))
        && !aspects.contains(&Aspect::Status)
    {
        aspects.push(Aspect::Status);
    }
    aspects
}

/// Whether a claim is all but sure to tell what is asked, or the rules hold that one does and it is not unlikely.
fn is_answered(inquiry: &Inquiry<'_>, aspect: Aspect, chosen: &[choose::Chosen], incident: &Record, hit: Hit) -> bool {
    let likely = chosen.iter().map(|chosen| chosen.likely).fold(0.0, f32::max);
    // The lead sentence tells what was done, when, and mostly over what; whose name it is, the rules know better.
    let led = matches!(aspect, Aspect::When | Aspect::What | Aspect::Why) || inquiry.question.asks_name();
    likely >= bearing::SURE && !inquiry.question.asks_name()
        || (led || likely >= bearing::UNLIKELY) && answers(inquiry, aspect, chosen, incident, hit)
}

/// Whether the chosen claims, or the lead sentence by itself, answer the aspect.
fn answers(inquiry: &Inquiry<'_>, aspect: Aspect, chosen: &[choose::Chosen], incident: &Record, hit: Hit) -> bool {
    let (question, vocabulary) = (inquiry.question, inquiry.vocabulary);
    if question.asks_name()
        && !incident.title_names(question, vocabulary)
        && !chosen
            .iter()
            .any(|chosen| chosen.names && chosen.role && (chosen.words >= 0.4 || chosen.bears || chosen.of_aspect && aspect == Aspect::Who))
    {
        return false;
    }
    // "How long did the occupation last?": the day on which it began is no answer.
    let lasts = |chosen: &choose::Chosen| chosen.lasts || chosen.dates || chosen.deadline || chosen.of_aspect && aspect != Aspect::When;
    if question.asks_how_long() && !chosen.iter().any(lasts) {
        return false;
    }
    let specific = chosen.iter().any(|chosen| chosen.focus || chosen.counted) || question.period.is_some() && aspect == Aspect::When;
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
        // A date alone says by when nothing has to be done.
        Aspect::Deadline => chosen
            .iter()
            .any(|chosen| chosen.of_aspect || chosen.deadline || (chosen.lasts && chosen.words >= 0.4 && chosen.nearness > 0.0)),
        Aspect::Where => {
            tells(&[" in ", " at ", " near ", " off "]) && incident.title_places(vocabulary) && !choose::has_focus(question, vocabulary)
                || chosen.iter().any(|chosen| chosen.of_aspect || chosen.placed && chosen.words >= 0.6)
        }
        Aspect::LegalBasis => chosen.iter().any(|chosen| chosen.of_aspect || chosen.legal && chosen.words >= 0.6),
        Aspect::Demand | Aspect::Condition => {
            chosen.iter().any(|chosen| chosen.of_aspect || chosen.nearness >= 1.0 || chosen.telling >= 0.6)
        }
        Aspect::HowMany => chosen
            .iter()
            .any(|chosen| chosen.of_aspect || chosen.thing && chosen.words >= if chosen.counted { THING_COUNTED } else { COUNTED }),
        Aspect::Who => chosen.iter().any(|chosen| chosen.of_aspect || chosen.names || chosen.words >= 0.6),
        // Asked how a party responded, what others did is no answer.
        Aspect::Response | Aspect::Denial if has_responder(question, incident, vocabulary) => {
            chosen.iter().any(|chosen| chosen.speaker && (chosen.of_aspect || chosen.nearness > 0.0) || chosen.of_aspect && chosen.neutral)
        }
        Aspect::Response | Aspect::Denial if question.says() && has_speaker(question) => chosen.iter().any(|chosen| chosen.speaker),
        _ => chosen.iter().any(|chosen| chosen.of_aspect || chosen.nearness > 0.0 || chosen.words >= 0.6 || chosen.speaker),
    }
}

/// "What did the UNSG say": whoever says it is no party, and no record knows the name.
fn speaker_is_unknown(inquiry: &Inquiry<'_>) -> bool {
    let question = inquiry.question;
    question.contents.iter().filter(|content| content.unknown && !inquiry.index.knows(&content.stem)).any(|content| {
        let next = question.tokens.get(content.position + 1);
        next.is_some_and(|next| next.is(WordClass::Saying))
    })
}

/// Whether the question names whose words it asks for.
fn has_speaker(question: &Question) -> bool {
    question.mentions.iter().any(|mention| mention.role == Role::Speaker)
}

/// Whether the question names who responded: the side acted upon, or who is asked for its word.
fn has_responder(question: &Question, incident: &Incident, vocabulary: &Vocabulary) -> bool {
    let side = |mention: &Mention| question.tokens.get(mention.end).is_some_and(|token| vocabulary.aspects.in_list("side", &token.stem));
    !question.says()
        && question.mentions.iter().filter(|mention| !mention.possessive && (mention.stands_alone() || side(mention))).any(|mention| {
            mention.role == Role::Speaker
                || mention.role == Role::Initiator
                    && mention.parties.iter().any(|party| incident.targets.contains(party) && !incident.initiators.contains(party))
        })
}

/// The denial that must travel with an accusation, if the record has one that is not shown already.
fn denial(incident: &Incident, shown: &[usize]) -> Option<usize> {
    let accuses = shown
        .iter()
        .filter_map(|position| incident.claims.get(*position))
        .any(|claim| claim.stance == Stance::Asserted && matches!(claim.aspect, Aspect::Why | Aspect::What | Aspect::Background));
    let denies = shown
        .iter()
        .filter_map(|position| incident.claims.get(*position))
        .any(|claim| claim.stance == Stance::Denied || claim.aspect == Aspect::Denial);
    if !accuses || denies {
        return None;
    }
    incident.claims.iter().position(|claim| claim.aspect == Aspect::Denial || claim.stance == Stance::Denied)
}
