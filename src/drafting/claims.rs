//! Sentence by sentence: what a sentence tells about the event (its aspect), who says it, and how firmly it stands.

use super::choose::Told;
use super::days::{Calendar, Serial};
use super::deadlines::deadline;
use super::events::{Event, Standing};
use super::sentences::{Part, Sentence};
use super::speakers::{Memory, Speech};
use super::subjects::preposition;
use super::wordings::Cue;
use crate::incident::{Aspect, Date, Party, Stance};

/// A claim with the sentence that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// Number of the sentence.
    pub(super) sentence: usize,
    pub(super) aspect: Aspect,
    pub(super) by: Option<String>,
    pub(super) stance: Stance,
}

/// What claims are read with.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) sentences: &'a [Sentence],
    pub(super) events: &'a [Event],
    pub(super) main: &'a Told,
    pub(super) calendar: Calendar<'a>,
    pub(super) day: Option<Serial>,
    /// Who speaks where nobody is named: the ministry whose statement it is.
    pub(super) own: Option<&'a str>,
}

/// Every claim of the body, in its order, and the time limit that one of them sets.
pub(super) fn read(reader: &Reader<'_>) -> (Vec<Reading>, Option<(Date, String)>) {
    let mut memory = Memory::default();
    let spoken = speeches(reader, &mut memory);
    let mut readings = Vec::new();
    let mut limit = None;
    let mut justification = None;
    // Who told the act: "The decision was taken because …" is that one's reason.
    let mut decided = None;
    for (number, sentence) in reader.sentences.iter().enumerate() {
        if sentence.part == Part::Dateline {
            continue;
        }
        let speech = spoken.get(number).cloned().flatten();
        let told = deadline(sentence, reader.calendar, reader.day)
            .filter(|(_, from, _)| !reader.is_background(number) && !reader.is_limit_of_others(number, sentence, *from));
        if limit.is_none() {
            limit = told
                .as_ref()
                .map(|(date, from, to)| (date.clone(), sentence.text_of(reader.text, *from, (*to).min(sentence.tokens.len())).to_owned()));
        }
        if sentence.part != Part::Body || sentence.asks(reader.text) {
            continue;
        }
        // If nobody says why outright, what the acting side says first is the nearest to it.
        let nearest = justification.is_none() && (!reader.tells(number) || gives_more(sentence));
        if let Some(speech) = speech.as_ref().filter(|speech| nearest && reader.speaks_for_initiator(speech)) {
            justification = Some(Reading { sentence: number, aspect: Aspect::Why, by: Some(speech.by.clone()), stance: speech.stance });
        }
        for aspect in reader.aspects(number, sentence, speech.as_ref(), told.is_some()) {
            let by = speech
                .as_ref()
                .map(|speech| speech.by.clone())
                .or_else(|| reader.accuser(aspect, number, sentence))
                .or_else(|| decided.clone().filter(|_| aspect == Aspect::Why && is_of_decision(sentence)))
                .or_else(|| reader.own.map(str::to_owned));
            let stance = match (&speech, aspect) {
                (_, Aspect::Denial) => Stance::Denied,
                (Some(speech), _) => speech.stance,
                (None, _) if by.is_some() => Stance::Asserted,
                (None, _) => Stance::Reported,
            };
            readings.push(Reading { sentence: number, aspect, by, stance });
        }
        if reader.tells(number) {
            decided = speech.filter(|speech| reader.speaks_for_initiator(speech)).map(|speech| speech.by);
        }
    }
    if !readings.iter().any(|reading| reading.aspect == Aspect::Why && reading.by.is_some()) {
        readings.extend(justification);
        readings.sort_by_key(|reading| reading.sentence);
    }
    (readings, limit)
}

/// Who speaks in each sentence. A quotation that opens a text belongs to whom the words behind it name.
fn speeches(reader: &Reader<'_>, memory: &mut Memory) -> Vec<Option<Speech>> {
    let mut found: Vec<Option<Speech>> = reader
        .sentences
        .iter()
        .map(|sentence| if sentence.part == Part::Dateline { None } else { memory.speech(sentence, reader.text, reader.calendar.wordings) })
        .collect();
    for number in (0..found.len().saturating_sub(1)).rev() {
        let Some(sentence) = reader.sentences.get(number) else { continue };
        let quotes = sentence.part == Part::Body && !sentence.quoted.is_empty() && sentence.quoted.iter().all(|quoted| *quoted);
        let first = found.get(..number).unwrap_or_default().iter().all(Option::is_none);
        if quotes && first && found.get(number).is_some_and(Option::is_none) {
            let next = found.get(number + 1).cloned().flatten();
            if let Some(speech) = found.get_mut(number) {
                *speech = next;
            }
        }
    }
    found
}

/// Whether the sentence of an act gives more than the act, which may be its reason: a quotation, an accusation, a purpose.
fn gives_more(sentence: &Sentence) -> bool {
    let words = ["accus", "citing", "alleg", "blam", "object", "insist", "argu", "because"];
    let gives = |at: usize| words.iter().any(|stem| sentence.word(at).starts_with(stem));
    sentence.quoted.iter().any(|quoted| *quoted) || (0..sentence.tokens.len()).any(gives)
}

/// "The decision was taken as a result of …": about the act that was told before.
pub(super) fn is_of_decision(sentence: &Sentence) -> bool {
    sentence.word(0) == "the"
        && matches!(
            sentence.word(1),
            "decision" | "move" | "measure" | "step" | "expulsion" | "closure" | "announcement" | "order" | "ban" | "news"
        )
}

/// "as a result of activities that contravene the convention".
fn tells_result(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).any(|at| (0..4).map(|ahead| sentence.word(at + ahead)).eq(["as", "a", "result", "of"]))
}

impl Reader<'_> {
    fn own(&self, number: usize) -> impl Iterator<Item = &Event> {
        self.events
            .iter()
            .enumerate()
            .filter(move |(at, event)| event.sentence == number && self.main.events.contains(at))
            .map(|(_, event)| event)
    }

    /// Whether a sentence tells the act itself.
    fn tells(&self, number: usize) -> bool {
        self.own(number).any(|event| event.standing == Standing::News)
    }

    /// Whether a time limit is one that the other side sets in its own act: "Togo expelled three in return and gave them
    /// until Saturday".
    fn is_limit_of_others(&self, number: usize, sentence: &Sentence, limit: usize) -> bool {
        let ours = |parties: &[Party]| parties.iter().any(|party| self.main.sides.initiators.contains(party));
        let theirs = |parties: &[Party]| !ours(parties) && parties.iter().any(|party| self.main.sides.targets.contains(party));
        let mut acts = self.events.iter().filter(|event| event.sentence == number && event.start < limit).peekable();
        if acts.peek().is_some() && acts.all(|event| theirs(&event.sides.initiators)) {
            return true;
        }
        let gives = |at: &usize| matches!(sentence.word(*at), "gave" | "gives" | "giving" | "ordered" | "told" | "granted" | "allowed");
        let passive = |at: usize| matches!(sentence.word(at.saturating_sub(1)), "was" | "were" | "been" | "being" | "are" | "is");
        let Some(giver) = (0..limit).rev().find(gives).filter(|at| !passive(*at)) else { return false };
        let before = sentence.mentions.iter().rev().find(|mention| {
            mention.end <= giver && mention.stands_alone() && !mention.possessive && preposition(sentence, mention).is_empty()
        });
        before.is_some_and(|mention| theirs(&mention.parties))
    }

    fn speaks_for_initiator(&self, speech: &Speech) -> bool {
        let own = speech.party.is_none_or(|party| self.main.sides.initiators.contains(&party));
        own && speech.stance != Stance::Denied
    }

    fn is_background(&self, number: usize) -> bool {
        let mut here = self.events.iter().filter(|event| event.sentence == number).peekable();
        here.peek().is_some() && here.all(|event| event.standing == Standing::Background)
    }

    /// What a sentence tells: one aspect, or an act and its reason.
    fn aspects(&self, number: usize, sentence: &Sentence, speech: Option<&Speech>, limit: bool) -> Vec<Aspect> {
        let cues = self.calendar.wordings.cues(&sentence.tokens);
        let has = |cue: Cue| {
            cues.iter().any(|found| found.meaning == cue) || cue == Cue::Reason && is_of_decision(sentence) && tells_result(sentence)
        };
        let tells = self.tells(number);
        let on = |side: &[Party]| speech.and_then(|speech| speech.party).is_some_and(|party| side.contains(&party));
        let theirs = on(&self.main.sides.targets) && !on(&self.main.sides.initiators);
        let mut aspects = Vec::new();
        // "The diplomats have until Friday to leave" behind the act tells only the limit.
        let told = self.events.iter().enumerate().any(|(at, event)| {
            let body = self.sentences.get(event.sentence).is_some_and(|sentence| sentence.part == Part::Body);
            body && event.sentence < number && event.standing == Standing::News && self.main.events.contains(&at)
        });
        if tells && !(limit && told) {
            aspects.push(Aspect::What);
        }
        if limit {
            aspects.push(Aspect::Deadline);
        }
        if speech.is_some_and(|speech| speech.stance == Stance::Denied) {
            aspects.push(Aspect::Denial);
            return aspects;
        }
        if theirs && !tells {
            aspects.push(if has(Cue::Demand) { Aspect::Demand } else { Aspect::Response });
            return aspects;
        }
        let explains = has(Cue::Reason) && on(&self.main.sides.initiators);
        if (has(Cue::Background) || self.is_background(number)) && !explains {
            if aspects.is_empty() {
                aspects.push(Aspect::Background);
            }
            return aspects;
        }
        let quotes = sentence.quoted.iter().filter(|quoted| **quoted).count() > 1;
        if tells && speech.is_some() && quotes
            || has(Cue::Reason) && (tells || self.own.is_some() || speech.is_some() || sentence.order < 6)
            || speech.is_some() && !tells && !limit
        {
            aspects.push(Aspect::Why);
        }
        if aspects.is_empty() || aspects == [Aspect::Why] && !has(Cue::Reason) {
            let other = [
                (Cue::Demand, Aspect::Demand),
                (Cue::Condition, Aspect::Condition),
                (Cue::Response, Aspect::Response),
                (Cue::Consequence, Aspect::Consequence),
                (Cue::Legal, Aspect::LegalBasis),
                (Cue::Status, Aspect::Status),
            ];
            let found = other.iter().find(|(cue, _)| has(*cue)).map(|(_, aspect)| *aspect);
            if aspects.is_empty() {
                aspects.push(found.unwrap_or(Aspect::Background));
            } else if let Some(found) = found {
                aspects.push(found);
            }
        }
        aspects
    }

    /// "Norway expelled …, accusing them of spying": who acts gives the reason.
    fn accuser(&self, aspect: Aspect, number: usize, sentence: &Sentence) -> Option<String> {
        let gives = (0..sentence.tokens.len()).any(|at| {
            matches!(sentence.word(at), "accusing" | "citing" | "blaming" | "accuses" | "blames" | "accused" | "blamed" | "alleging")
        });
        if aspect != Aspect::Why || !gives || self.own(number).next().is_none() {
            return None;
        }
        let initiators = &self.main.sides.initiators;
        let named = sentence.mentions.iter().find(|mention| mention.parties.iter().any(|party| initiators.contains(party)))?;
        Some(sentence.text_of(self.text, named.start, named.end).trim_end_matches("'s").trim_end_matches("’s").to_owned())
    }
}
