//! How likely each claim of a record tells what is asked: a logistic model of what it shares with the question. The points
//! of `choose` say which words meet; the model also weighs what is missing: a number, a name, a length of time that the
//! question asks for, and the words that nothing in the claim answers to.
//! `cargo bench --bench bearing` fits the weights to the golden questions and prints them with what they are worth.

use super::choose::{Asked, Chosen, asked_words, scored, told};
use super::trust::logistic;
use crate::incident::Aspect;
use crate::question::{Length, Mention, Question};
use crate::search::{Reading, Record, StemKey};
use crate::vocabulary::Vocabulary;

/// Facts that the model weighs.
pub const FACTS: usize = 27;
/// What they are, in the order of [`facts`].
pub const NAMES: [&str; FACTS] = [
    "its aspect is asked",
    "its aspect is near the one asked",
    "its points",
    "part of the open words it tells",
    "mass of the open words",
    "words that only it tells",
    "the thing asked for, only here",
    "names that it tells",
    "a word of the act",
    "another of many sides acts",
    "where is asked, and a place",
    "where is asked, and its aspect",
    "the length of time asked for",
    "no such length of time",
    "a deadline is asked, and one",
    "a name is asked, and its role",
    "a name is asked, and one",
    "a name is asked, and none",
    "a number is asked, and none",
    "not the kind of thing asked for",
    "an answer is asked, not by who was to answer",
    "the record has a claim of the aspect",
    "nothing is asked, and it tells what was done",
    "part of it that the title tells",
    "who is asked for by a post, and it",
    "a state is asked, and another one",
    "how early in the record",
];
/// Weight of each fact, fitted; see the head of the file.
const WEIGHTS: [f32; FACTS] = [
    2.49, 0.78, 0.31, 2.15, -0.38, 0.69, 1.75, -0.39, -0.29, -1.22, 0.78, 4.93, 4.31, -2.24, 1.28, 1.46, -2.15, -3.01, -2.99, -0.66, -1.23,
    -0.46, -1.41, -1.03, 1.63, 1.86, -2.01,
];
/// What the sum begins with.
const BIAS: f32 = -1.12;
/// Probability from which a claim answers, whatever the rules of `fact` say.
pub(super) const SURE: f32 = 0.5;
/// Probability below which no claim answers, whatever they say.
pub(super) const UNLIKELY: f32 = 0.15;

/// More mass of words counts no more.
const MOST: f32 = 3.0;

/// The facts about each claim of the record, in their order.
pub fn facts(question: &Question, aspect: Aspect, record: &Record, vocabulary: &Vocabulary) -> Vec<[f32; FACTS]> {
    let asked = asked_words(question, record, vocabulary);
    let told = told(&asked, record, vocabulary);
    let chosen = scored(question, aspect, record, vocabulary, &asked, &told);
    facts_of(question, aspect, record, vocabulary, &asked, (&chosen, &told))
}

/// The same of claims whose points are known.
pub(super) fn facts_of(
    question: &Question,
    aspect: Aspect,
    record: &Record,
    vocabulary: &Vocabulary,
    asked: &[Asked<'_>],
    (chosen, told): (&[Chosen], &[Vec<f32>]),
) -> Vec<[f32; FACTS]> {
    let readings = record.readings(vocabulary);
    let tellers: Vec<f32> = (0..asked.len()).map(|at| told.iter().filter_map(|row| row.get(at)).sum()).collect();
    let asks = Asks::new(question, aspect, record, vocabulary, asked);
    let of = |((chosen, reading), row): ((&Chosen, &Reading), &Vec<f32>)| asks.facts(chosen, reading, row, &tellers);
    chosen.iter().zip(readings).zip(told).map(of).collect()
}

/// The probability that a claim of these facts tells what is asked.
pub(super) fn probability(facts: &[f32; FACTS]) -> f32 {
    logistic(facts, &WEIGHTS, BIAS)
}

/// What is the same for every claim of a record.
struct Asks<'q> {
    question: &'q Question,
    aspect: Aspect,
    record: &'q Record,
    asked: &'q [Asked<'q>],
    /// Mass of the words that tell more than which act and which incident is meant.
    open: f32,
    named: Vec<&'q Mention>,
    has_aspect: bool,
    name: bool,
    /// Some word for a person is among those asked.
    person: bool,
    title: &'q [StemKey],
    length: Option<Length<'q>>,
}

impl<'q> Asks<'q> {
    fn new(question: &'q Question, aspect: Aspect, record: &'q Record, vocabulary: &Vocabulary, asked: &'q [Asked<'q>]) -> Self {
        Self {
            question,
            aspect,
            record,
            asked,
            open: asked.iter().filter(|asked| is_open(asked, question, record)).map(mass).sum(),
            named: question.mentions.iter().filter(|mention| !mention.is_group()).collect(),
            has_aspect: record.claims.iter().any(|claim| claim.aspect == aspect),
            name: question.asks_name(),
            person: asked.iter().any(|asked| asked.person),
            title: record.title_words(vocabulary),
            length: question.length(),
        }
    }

    fn facts(&self, chosen: &Chosen, reading: &Reading, told: &[f32], tellers: &[f32]) -> [f32; FACTS] {
        let flag = |fact: bool| f32::from(u8::from(fact));
        let aspect = self.aspect;
        let words = || self.asked.iter().zip(told).zip(tellers).map(|((asked, told), tellers)| (asked, *told, *tellers));
        let share = |told: f32, tellers: f32| if told > 0.0 { told * told / tellers } else { 0.0 };
        let open: f32 =
            words().filter(|(asked, ..)| is_open(asked, self.question, self.record)).map(|(asked, told, _)| mass(asked) * told).sum();
        let own: f32 = words().map(|(asked, told, tellers)| weight(asked) * share(told, tellers)).sum();
        let focus = words().filter(|(asked, ..)| asked.content.focus && !asked.general);
        let proper = words().filter(|(asked, ..)| asked.content.proper && !asked.titled).map(|(_, told, _)| told).sum::<f32>();
        let of_act = words().filter(|(asked, ..)| asked.content.of_act).map(|(_, told, _)| told).fold(0.0, f32::max);
        let has_length = self.has_length(reading);
        let counts = reading.counts || has_length;
        let thing = matches!(aspect, Aspect::Who | Aspect::HowMany | Aspect::When | Aspect::Where | Aspect::Deadline);
        let answer = matches!(aspect, Aspect::Response | Aspect::Denial);
        let wants_length = self.length.is_some();
        let plain = self.question.aspects.is_empty() || aspect == Aspect::What;
        let what = self.record.claims.get(chosen.claim).is_some_and(|claim| claim.aspect == Aspect::What);
        [
            flag(chosen.of_aspect),
            chosen.nearness,
            chosen.points,
            if self.open > 0.0 { open / self.open } else { 0.0 },
            self.open.min(MOST),
            own.min(MOST),
            focus.map(|(_, told, tellers)| share(told, tellers)).fold(0.0, f32::max),
            proper.min(2.0),
            of_act,
            flag(self.is_of_another(reading)),
            flag(aspect == Aspect::Where && reading.placed),
            flag(aspect == Aspect::Where && chosen.of_aspect),
            flag(wants_length && has_length),
            flag(wants_length && !has_length),
            flag(aspect == Aspect::Deadline && reading.deadline),
            flag(self.name && chosen.role),
            flag(self.name && chosen.names),
            flag(self.name && !chosen.names),
            flag(aspect == Aspect::HowMany && !counts),
            flag(thing && !chosen.thing),
            flag(answer && !chosen.speaker),
            flag(self.has_aspect),
            flag(plain && what),
            reading.retells(self.title),
            flag(aspect == Aspect::Who && !self.name && self.person && chosen.role),
            flag(plain && chosen.thing),
            1.0 / (1.0 + chosen.claim as f32),
        ]
    }

    fn has_length(&self, reading: &Reading) -> bool {
        match self.length {
            Some(Length::Of(unit)) => reading.measures(Some(unit)),
            Some(Length::Age) => reading.aged,
            Some(Length::Any) | None => self.length.is_some() && reading.measures(None),
        }
    }

    /// Of many who acted the claim tells of others than the one asked about.
    fn is_of_another(&self, reading: &Reading) -> bool {
        let acting = &self.record.initiators;
        let named = |mention: &&&Mention| reading.parties.iter().any(|party| mention.may_be(*party));
        let other = |party: &crate::incident::Party| acting.contains(party) && !self.named.iter().any(|mention| mention.may_be(*party));
        let acts = |mention: &&&Mention| acting.iter().any(|party| mention.may_be(*party));
        acting.len() > 2 && reading.parties.iter().any(other) && !self.named.iter().filter(acts).any(|mention| named(&mention))
    }
}

/// Whether the word tells more than which act and which incident is meant.
fn is_open(asked: &Asked<'_>, question: &Question, record: &Record) -> bool {
    let own_act = question.kinds().first().is_none_or(|kind| *kind == record.kind);
    !(asked.elsewhere || asked.titled || asked.content.of_act && own_act)
}

fn mass(asked: &Asked<'_>) -> f32 {
    weight(asked) * if asked.content.focus { 1.3 } else { 1.0 }
}

fn weight(asked: &Asked<'_>) -> f32 {
    if asked.elsewhere { 0.0 } else { f32::from(asked.content.weight) / 10.0 * if asked.aside { 0.5 } else { 1.0 } }
}
