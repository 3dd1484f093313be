//! A question made ready for scoring many incidents: its words as numbers of the index, with their mass.

use super::Index;
use super::entry::Kinds;
use super::nearness::with_family;
use super::weights::{ASKED_FOR, NAME, OF_LEADER, WORD, WORD_OF_ACT};
use crate::incident::Kind;
use crate::question::{Content, Mention, Question};
use crate::vocabulary::{Form, Token, Vocabulary, Voice};

/// A content word with the numbers of the words that explain it.
pub(super) struct Wanted {
    pub(super) mass: f32,
    pub(super) of_act: bool,
    pub(super) proper: bool,
    pub(super) numbers: Vec<(u32, f32)>,
}

/// A question made ready for scoring many incidents.
pub(super) struct Query<'q> {
    pub(super) question: &'q Question,
    pub(super) main: Kinds,
    pub(super) main_first: Option<Kind>,
    /// The main act is named by a noun.
    pub(super) noun: bool,
    pub(super) side: Vec<Kinds>,
    pub(super) wanted: Vec<Wanted>,
    /// For each mention the numbers of the words that name it.
    pub(super) named: Vec<Vec<u32>>,
    /// For each organisation named the numbers of the words of its full name.
    pub(super) official: Vec<Vec<u32>>,

    /// Numbers of the words of the period: the month and the year.
    pub(super) dated: Vec<u32>,
    /// Numbers of all words.
    pub(super) all: Vec<u32>,
}

impl<'q> Query<'q> {
    pub(super) fn new(question: &'q Question, index: &Index, vocabulary: &Vocabulary) -> Self {
        let main_act = question.main_act();
        let main = main_act.map_or_else(Kinds::default, |act| with_family(Kinds::of(&act.kinds), act.kinds.first().copied()));
        let side = question.acts.iter().filter(|act| Some(*act) != main_act).map(|act| Kinds::of(&act.kinds)).collect();
        let wanted = question.contents.iter().map(|content| wanted(content, question, index, vocabulary)).collect();
        let number = |position: usize| question.tokens.get(position).and_then(|token| index.word_number(&token.stem));
        let named = question
            .mentions
            .iter()
            .map(|mention| {
                (mention.start..mention.end)
                    .filter(|position| question.tokens.get(*position).is_some_and(|token| token.weight >= 2))
                    .filter_map(number)
                    .collect()
            })
            .collect();
        let official = question.mentions.iter().map(|mention| full_name(mention, index, vocabulary)).collect();
        let dated = question.period.map(|period| (period.start..period.end).filter_map(number).collect()).unwrap_or_default();
        let all = (0..question.tokens.len()).filter_map(number).collect();
        Self {
            named,
            official,
            dated,
            all,
            question,
            main,
            noun: main_act.is_some_and(|act| act.voice == Voice::Noun),
            main_first: main_act.and_then(|act| act.kinds.first().copied()),
            side,
            wanted,
        }
    }
}

/// The words of an organisation's full name, for records that have it in their text and not among their parties.
fn full_name(mention: &Mention, index: &Index, vocabulary: &Vocabulary) -> Vec<u32> {
    let [party] = mention.parties.as_slice() else { return Vec::new() };
    if !party.is_organisation() {
        return Vec::new();
    }
    let tokens = vocabulary.words.tokens(vocabulary.names.name_of(*party));
    let telling: Vec<&Token> = tokens.iter().filter(|token| token.weight >= 2).collect();
    let numbers: Vec<u32> = telling.iter().filter_map(|token| index.word_number(&token.stem)).collect();
    if numbers.len() == telling.len() { numbers } else { Vec::new() }
}

fn wanted(content: &Content, question: &Question, index: &Index, vocabulary: &Vocabulary) -> Wanted {
    let own = index.word_number(&content.stem);
    let mut numbers: Vec<(u32, f32)> = own.map(|number| (number, 1.0)).into_iter().collect();
    for (related, strength) in vocabulary.words.related(&content.stem) {
        if let Some(number) = index.word_number(related) {
            numbers.push((number, f32::from(strength) / 12.0));
        }
    }
    numbers.sort_by(|one, other| other.1.total_cmp(&one.1));
    let known_act = content.of_act && question.acts.iter().any(|act| act.words.contains(&content.position));
    let rarity = if own.is_some() || numbers.is_empty() { 0.35 + 0.65 * index.rarity(own) } else { 0.8 };
    // A leader's name stands for the state, which is weighed already.
    let leader =
        question.mentions.iter().any(|mention| mention.form == Form::Person && (mention.start..mention.end).contains(&content.position));
    let name = match (content.proper && own.is_some(), leader) {
        (true, true) => NAME * OF_LEADER,
        (true, false) => NAME,
        (false, _) => 1.0,
    };
    let asked = if content.focus && !content.proper { ASKED_FOR } else { 1.0 };
    let mass =
        asked * name * WORD * f32::from(content.weight) / 10.0 * rarity * if known_act && !content.proper { WORD_OF_ACT } else { 1.0 };
    Wanted { mass, of_act: known_act, proper: content.proper, numbers }
}
