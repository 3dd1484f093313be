//! A record with its claims taken apart for comparing with questions: done once, when a question first needs it.

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::OnceLock;

use rustc_hash::FxHasher;

use crate::incident::{Aspect, Claim, Incident, Party};
use crate::question::{Question, parties_in};
use crate::vocabulary::{Classes, Form, Token, Vocabulary, WordClass};

/// An incident of the register, with what was read from its claims.
#[derive(Debug)]
pub struct Record {
    incident: Incident,
    readings: OnceLock<Box<[Reading]>>,
    title: OnceLock<Box<[StemKey]>>,
}

/// A stem as a number, for comparing many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StemKey(u64);

/// What the numbers of a text count.
#[derive(Debug)]
pub struct Counted {
    /// The stems behind them.
    stems: Box<[StemKey]>,
    /// Of which classes those are.
    classes: Classes,
}

impl Counted {
    fn new(text: &str, tokens: &[Token]) -> Self {
        let classes = counted(tokens).fold(money(text), |classes, token| classes.or(token.classes));
        Self { stems: keys(counted(tokens)), classes }
    }

    /// Whether it is what the stem names, or something of this class.
    pub fn has(&self, stem: StemKey, class: Option<WordClass>) -> bool {
        self.stems.binary_search(&stem).is_ok() || class.is_some_and(|class| self.classes.has(class))
    }
}

/// The stems of a text, sorted, with a Bloom filter over them: most that are not there are told at once.
#[derive(Debug)]
struct Stems {
    filter: u128,
    keys: Box<[StemKey]>,
}

impl Stems {
    fn new(keys: Box<[StemKey]>) -> Self {
        Self { filter: keys.iter().fold(0, |filter, key| filter | key.bit()), keys }
    }

    fn has(&self, stem: StemKey) -> bool {
        self.filter & stem.bit() != 0 && self.keys.binary_search(&stem).is_ok()
    }
}

/// A claim taken apart.
#[derive(Debug)]
pub struct Reading {
    words: Stems,
    speaker_words: Stems,
    /// Stems of names that are no party's.
    pub persons: Box<[StemKey]>,
    /// Stems of the words around those names: "the head of embassy security, Orkhan Asgarov".
    beside_names: Box<[StemKey]>,
    /// One of them is a word for who serves at a mission: "the expelled officer as Wayne May".
    pub names_envoy: bool,
    /// The parties it names, with those of its speaker.
    pub parties: Box<[Party]>,
    /// The parties of its speaker.
    pub speakers: Box<[Party]>,
    /// The parties of its first words: who does or says it, where it names no speaker.
    pub subjects: Box<[Party]>,
    /// It has a number that is no date, time or deadline.
    pub counts: bool,
    /// What its numbers count.
    pub counted: Counted,
    /// It has a date.
    pub dated: bool,
    /// It has a length of time.
    pub lasts: bool,
    /// Stems of the units of time that its numbers count: "ten years", "a 22-month-old".
    units: Box<[StemKey]>,
    /// It tells how old somebody is.
    pub aged: bool,
    /// It tells by when something is to be done: "within 72 hours", "had until 7 February to leave".
    pub deadline: bool,
    /// It names a law, a treaty or an article of one.
    pub legal: bool,
    /// It tells where: "in" or the like before a name.
    pub placed: bool,
}

impl Deref for Record {
    type Target = Incident;

    fn deref(&self) -> &Incident {
        &self.incident
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.incident == other.incident
    }
}

impl Record {
    pub(super) const fn new(incident: Incident) -> Self {
        Self { incident, readings: OnceLock::new(), title: OnceLock::new() }
    }

    /// What was read from each claim, in their order.
    pub fn readings(&self, vocabulary: &Vocabulary) -> &[Reading] {
        self.readings.get_or_init(|| self.incident.claims.iter().map(|claim| Reading::new(claim, vocabulary)).collect())
    }
}

impl Record {
    /// Whether its title names whom the question asks for by a word: "Chinese diplomat Zhao Wei".
    pub fn title_names(&self, question: &Question, vocabulary: &Vocabulary) -> bool {
        let asked = |token: &Token| question.tokens.iter().any(|asked| asked.stem == token.stem);
        let tokens = vocabulary.words.tokens(&self.incident.title);
        tokens.windows(3).any(|words| {
            let [noun, pair @ ..] = words else { return false };
            let names: Vec<&str> = pair.iter().map(Token::folded).collect();
            let of_party = vocabulary
                .names
                .longest_at(&names, true)
                .is_some_and(|(meanings, _)| meanings.iter().any(|meaning| meaning.form != Form::Person));
            !of_party
                && asked(noun)
                && vocabulary.kinds.in_list("anyenvoy", &noun.stem)
                && pair.iter().all(|token| token.word.before == ' ' && may_be_person(token, vocabulary) && !asked(token))
        })
    }

    /// Whether its title tells where it was.
    pub fn title_places(&self, vocabulary: &Vocabulary) -> bool {
        places(&vocabulary.words.tokens(&self.incident.title), vocabulary)
    }

    /// What the numbers in its title count.
    pub fn counted_in_title(&self, vocabulary: &Vocabulary) -> Counted {
        Counted::new(&self.incident.title, &vocabulary.words.tokens(&self.incident.title))
    }

    /// Whether the stem is in its title.
    pub fn is_titled(&self, stem: StemKey, vocabulary: &Vocabulary) -> bool {
        self.title_words(vocabulary).binary_search(&stem).is_ok()
    }

    /// The stems of its title, sorted.
    pub fn title_words(&self, vocabulary: &Vocabulary) -> &[StemKey] {
        self.title.get_or_init(|| keys(vocabulary.words.tokens(&self.incident.title).iter()))
    }
}

impl StemKey {
    /// The number of a stem.
    pub fn of(stem: &str) -> Self {
        let mut hasher = FxHasher::default();
        stem.hash(&mut hasher);
        Self(hasher.finish())
    }

    /// Its bit in a filter of 128.
    const fn bit(self) -> u128 {
        1 << (self.0 >> 57)
    }
}

/// Within so many words a claim names who does or says it.
const FIRST_WORDS: usize = 4;

impl Reading {
    fn new(claim: &Claim, vocabulary: &Vocabulary) -> Self {
        let tokens = vocabulary.words.tokens(&claim.text);
        let by = claim.by.as_deref().map(|by| vocabulary.words.tokens(by)).unwrap_or_default();
        let speakers = parties_in(&by, vocabulary);
        let persons = persons(&tokens, vocabulary);
        let mut parties = parties_in(&tokens, vocabulary);
        let first = tokens.iter().take(FIRST_WORDS).take_while(|token| !token.word.possessive).count();
        // "Iran's foreign ministry called …": what belongs to it speaks for it.
        let office = |token: &Token| token.is(WordClass::Institution) || token.is(WordClass::Bearer);
        let owned = tokens.get(first + 1..).unwrap_or_default().iter().take(FIRST_WORDS - 1).any(office);
        let first = first + usize::from(first < FIRST_WORDS && owned);
        let subjects = parties_in(tokens.get(..first).unwrap_or_default(), vocabulary);
        parties.extend(speakers.iter().copied());
        Self {
            words: Stems::new(keys(tokens.iter())),
            speaker_words: Stems::new(keys(by.iter())),
            persons: keys(persons.iter().filter(|at| **at > 0).filter_map(|at| tokens.get(*at))),
            beside_names: keys(beside_names(&tokens, &persons)),
            names_envoy: beside_names(&tokens, &persons).any(|token| vocabulary.kinds.in_list("servant", &token.stem)),
            parties: parties.into(),
            speakers: speakers.into(),
            subjects: subjects.into(),
            counts: counts_something(claim, &tokens, vocabulary),
            counted: Counted::new(&claim.text, &tokens),
            dated: tokens.iter().any(|token| {
                vocabulary.periods.contains_key(token.folded()) && token.weight >= 1 || (token.is_number() && token.folded().len() == 4)
            }),
            legal: tokens.iter().any(|token| vocabulary.aspects.in_list("law", &token.stem)),
            deadline: sets_deadline(&tokens, vocabulary),
            placed: places(&tokens, vocabulary),
            units: keys(timed(&tokens)),
            aged: tokens.windows(3).any(|words| words[0].is_number() && words[1].is(WordClass::Unit) && words[2].folded() == "old")
                || tokens.windows(2).any(|pair| pair[0].folded() == "aged" && pair[1].is_number()),
            lasts: tokens.iter().any(|token| token.is(WordClass::Unit) || matches!(&*token.stem, "immedi" | "midnight")),
        }
    }

    /// Part of its words that the title has.
    pub fn retells(&self, title: &[StemKey]) -> f32 {
        let shared = self.words.keys.iter().filter(|word| title.binary_search(word).is_ok()).count();
        shared as f32 / self.words.keys.len().max(1) as f32
    }

    /// Whether a number in it counts this unit of time, or any if none is given.
    pub fn measures(&self, unit: Option<&str>) -> bool {
        unit.map_or(!self.units.is_empty(), |unit| self.units.binary_search(&StemKey::of(unit)).is_ok())
    }

    /// Whether the stem is in its text.
    pub fn tells(&self, stem: StemKey) -> bool {
        self.words.has(stem)
    }

    /// Whether the stem stands beside a name that is no party's, or says who its speaker is.
    pub fn names_with(&self, stem: StemKey) -> bool {
        self.beside_names.binary_search(&stem).is_ok() || self.is_by(stem)
    }

    /// Whether the stem is in the name of its speaker.
    pub fn is_by(&self, stem: StemKey) -> bool {
        self.speaker_words.has(stem)
    }
}

/// So many words before a name, or behind it, may say who bears it.
const BESIDE_NAME: usize = 6;

/// Positions of names that may be a person's: no party's, and no place's ("in Almere").
fn persons(tokens: &[Token], vocabulary: &Vocabulary) -> Vec<usize> {
    let placed =
        |at: usize| at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| matches!(token.folded(), "in" | "near" | "at"));
    let person = |(at, token): &(usize, &Token)| may_be_person(token, vocabulary) && !placed(*at);
    tokens.iter().enumerate().filter(person).map(|(at, _)| at).collect()
}

/// The words that may say who bears a name.
fn beside_names<'t>(tokens: &'t [Token], names: &[usize]) -> impl Iterator<Item = &'t Token> {
    let beside = |at: &usize| names.iter().any(|name| name.abs_diff(*at) <= BESIDE_NAME && name != at);
    tokens.iter().enumerate().filter(move |(at, token)| token.weight >= 2 && beside(at)).map(|(_, token)| token)
}

/// What may be counted by a word of its class rather than by its own.
pub const COUNTED: [WordClass; 3] = [WordClass::CountedState, WordClass::CountedPerson, WordClass::CountedMoney];

/// So many words behind a number may be what it counts: "19 of 34 states", "32 individuals and entities".
const BEHIND: usize = 4;

/// The words that numbers count.
fn counted(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    let is_year = |token: &Token| token.folded().len() == 4;
    tokens.iter().enumerate().filter(move |(_, token)| token.is_number() && !is_year(token)).flat_map(|(at, _)| {
        let behind = tokens.get(at + 1..).unwrap_or_default().iter().take(BEHIND);
        behind
            .take_while(|token| token.word.before == ' ' && (token.weight <= 1 || !token.is(WordClass::Preposition)))
            .filter(|token| token.weight >= 2)
    })
}

/// The units of time that numbers count.
fn timed(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    let counted = |pair: &&[Token]| pair[0].is_number() && pair[1].is(WordClass::Unit);
    tokens.windows(2).filter(counted).map(|pair| &pair[1])
}

/// The class of money, if the text has the sign of a currency.
fn money(text: &str) -> Classes {
    if text.contains(['$', '€', '£', '¥']) { Classes::default().with(WordClass::CountedMoney) } else { Classes::default() }
}

/// Whether it gives a time by which to do something.
fn sets_deadline(tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    let dated = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            vocabulary.periods.contains_key(token.folded()) || matches!(&*token.stem, "hour" | "midnight" | "noon" | "week" | "day")
        })
    };
    let leaves =
        tokens.iter().any(|token| matches!(&*token.stem, "leav" | "go" | "depart" | "quit" | "close" | "out" | "withdraw" | "return"));
    tokens.iter().enumerate().any(|(at, token)| {
        let near = (at + 1..at + 4).any(dated);
        match token.folded() {
            "within" => near,
            "by" | "until" | "before" => near && leaves,
            "hours" | "days" | "week" | "weeks" | "hour" => leaves && tokens.get(at + 1).is_some_and(|next| next.folded() == "to"),
            _ => false,
        }
    })
}

/// Whether it tells where: "in" or the like before a name.
fn places(tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    tokens.windows(2).any(|pair| {
        matches!(pair[0].folded(), "in" | "at" | "near" | "off" | "outside" | "from" | "to" | "inside" | "on")
            && pair[1].word.capital
            && !vocabulary.periods.contains_key(pair[1].folded())
    })
}

fn keys<'t>(tokens: impl Iterator<Item = &'t Token>) -> Box<[StemKey]> {
    let mut keys: Vec<StemKey> = tokens.map(|token| StemKey::of(&token.stem)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into()
}

/// Whether it has a number that is no date, time or deadline.
fn counts_something(claim: &Claim, tokens: &[Token], vocabulary: &Vocabulary) -> bool {
    if matches!(claim.aspect, Aspect::Deadline | Aspect::When) {
        return false;
    }
    let unit = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            vocabulary.periods.contains_key(token.folded()) || matches!(&*token.stem, "hour" | "minut" | "centuri" | "decad")
        })
    };
    tokens.iter().enumerate().any(|(at, token)| {
        let year = token.folded().len() == 4 && token.folded().parse::<u32>().is_ok_and(|year| (1800..=2100).contains(&year));
        let side = token.folded() == "2" && tokens.get(at + 1).is_some_and(|next| vocabulary.aspects.in_list("side", &next.stem));
        token.is_number() && !year && !side && !unit(at + 1) && !at.checked_sub(1).is_some_and(unit)
    })
}

/// Whether it is a capitalised word that names no party and belongs to no calendar.
fn may_be_person(token: &Token, vocabulary: &Vocabulary) -> bool {
    token.word.capital
        && !token.word.all_capitals
        && token.weight >= 5
        && !token.is(WordClass::Weekday)
        && !vocabulary.periods.contains_key(token.folded())
        && vocabulary
            .names
            .longest_at(&[token.folded()], true)
            .is_none_or(|(meanings, _)| meanings.iter().all(|meaning| meaning.form == Form::Person))
}
