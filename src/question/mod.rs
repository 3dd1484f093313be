//! Text to question: who, whom, what, when, and what is asked about it. Never fails; what is not understood is kept.
//! Knows words through `vocabulary`; knows no records.

mod acts;
mod clauses;
mod compare;
mod contents;
mod cues;
mod follow;
mod foreign;
mod mentions;
mod naming;
mod period;
mod reading;
mod roles;
mod sides;

pub use acts::Act;
pub use compare::{Comparison, split};
pub use mentions::{Mention, Role};
pub use period::Period;

use crate::incident::{Aspect, Date, DayNumber, Kind, Party};
use crate::vocabulary::{AspectCue, Found, Token, Vocabulary, WordClass};

/// A word that tells something beyond parties, acts and periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its stem.
    pub stem: String,
    /// How much it tells, 1 to 10.
    pub weight: u8,
    /// Position among the tokens.
    pub position: usize,
    /// It is part of the wording of an act.
    pub of_act: bool,
    /// No list and no record knows it.
    pub unknown: bool,
    /// It says which thing is asked for: "which hacker group", "how many passengers".
    pub focus: bool,
    /// It is a name rather than a word: no list of English words has it, or it is a number, or written with a capital.
    pub proper: bool,
}

/// How many incidents an answer is about, and which of those that fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// One incident, a fact about it.
    Fact,
    /// Every incident that fits.
    List,
    /// How many fit.
    Count,
    /// The first that fits.
    First,
    /// The last that fits.
    Last,
    /// How relations stand.
    Status,
}

/// "before the break of 2016", "after Mali broke off with Ukraine": an event that bounds the time asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// After it rather than before it.
    pub after: bool,
    /// Position of "before" or "after".
    pub start: usize,
    /// Position behind its last word.
    pub end: usize,
}

/// What measure of time a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length<'q> {
    /// "How long".
    Any,
    /// "How old".
    Age,
    /// "How many years": the stem of the unit.
    Of(&'q str),
}

/// A question as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The text as given.
    pub text: String,
    /// Its words, slips corrected.
    pub tokens: Vec<Token>,
    /// Corrected slips: as written, as read.
    pub corrections: Vec<(String, String)>,
    /// The parties named.
    pub mentions: Vec<Mention>,
    /// The acts named.
    pub acts: Vec<Act>,
    /// The event that bounds the time.
    pub anchor: Option<Anchor>,
    /// What is asked, in the order of the text; empty if nothing says.
    pub aspects: Vec<Aspect>,
    /// How many incidents are asked for.
    pub intent: Intent,
    /// When it is said to have been.
    pub period: Option<Period>,
    /// Other periods named, in side clauses.
    pub side_periods: Vec<Period>,
    /// What else is told.
    pub contents: Vec<Content>,
    /// So many words of another language are not understood.
    pub unread: usize,
    /// Asks for an opinion or a forecast.
    pub aside: bool,
    /// Greets, thanks, insults or orders, and names no act.
    pub chats: bool,
    /// Can be answered by yes or no.
    pub polar: bool,
    /// Asks for what did not happen.
    pub negated: bool,
    /// A word of diplomacy is in it, so that it is about incidents at all.
    pub diplomatic: bool,
    /// Asks what happened one after the other: "how did the row unfold?"
    pub chain: bool,
    /// The set asked for is only told by a plural ("which ships", "how many embassies") or a bare "who": if one incident
    /// fits, the question is about that one.
    pub soft: bool,
    /// Position of the first word of the sentence that asks.
    pub main_start: usize,
    /// Position behind its last word.
    pub main_end: usize,
    /// The whole text only changes one thing of the question before ("and in 2018?").
    pub elliptic: bool,
    /// What was taken over from the question before.
    pub inherited: bool,
}

/// Reads a text as a question asked on the day `today`.
pub fn understand(text: &str, vocabulary: &Vocabulary, today: &Date) -> Question {
    let mut tokens = vocabulary.words.tokens(text);
    let foreign = contents::is_foreign(&tokens, vocabulary);
    let order = roles::WordOrder::of(&tokens, foreign, vocabulary);
    let corrections = contents::correct_slips(text, &mut tokens, vocabulary);
    contents::translate(&mut tokens, foreign, vocabulary);
    let mut mentions = mentions::find(&tokens, vocabulary);
    let all_acts = acts::fitting(&tokens, &mentions, vocabulary, foreign);
    let any = all_acts.iter().any(|act| act.kinds.is_empty());
    let (acts, either) = with_kinds(&all_acts, &tokens);
    roles::assign_roles(&acts, &tokens, &mut mentions, order);
    let periods = period::find(&tokens, period::Calendar { today, words: &vocabulary.periods });
    let mut cues = vocabulary.aspects.find(&tokens, foreign);
    cues.retain(|cue| cues::is_meant(cue, &tokens, &mentions, &periods, vocabulary));
    let (main_start, main_end) = cues::main_sentence(text, &tokens, &mentions, &acts, &cues);
    let idle = cues::idle_words(text, &tokens, &mentions, &acts, &periods, (main_start, main_end));
    cues.retain(|cue| !idle.contains(&cue.start));
    let anchor = cues::find_anchor(&tokens, &acts, &cues, &periods);
    let (main, side) = told_apart(&periods, &tokens, &all_acts, anchor.as_ref());
    let stands = cues::asks_how_it_stands(&tokens, &mentions, &acts, &cues);
    let aspects = aspects(&tokens, &cues, either || stands, vocabulary);
    // What names an incident of any kind, in another language, tells nothing of it.
    let wordings = if foreign { &all_acts } else { &acts };
    let mut contents = contents::contents_of(&tokens, &mentions, wordings, &periods, &cues, vocabulary);
    contents.retain(|content| !idle.contains(&content.position));
    contents::join_phrasal_verbs(&mut contents, &tokens, &all_acts, vocabulary);
    let unread = if foreign { contents::drop_unread(&mut contents) } else { 0 };
    let polar = either || stands || cues::is_polar(&tokens, &mentions);
    let told = cues::intent_of(&tokens, &cues, &aspects, polar, &acts, anchor.as_ref());
    let soft = if told == Intent::Fact { cues::soft_intent(&tokens, &mentions, &acts, &cues, vocabulary) } else { None };
    let intent = soft.unwrap_or(told);
    let has = |wanted: AspectCue| cues.iter().any(|cue| cue.meaning == wanted);
    let (aside, chats) = (has(AspectCue::Opinion), acts.is_empty() && has(AspectCue::SmallTalk));
    let diplomatic = any || either || !acts.is_empty() || tokens.iter().any(|token| vocabulary.kinds.in_lists(&token.stem));
    let mut question = Question {
        text: text.to_owned(),
        tokens,
        corrections,
        mentions,
        acts,
        anchor,
        aspects,
        intent,
        period: main.first().copied(),
        side_periods: main.into_iter().skip(1).chain(side).collect(),
        contents,
        unread,
        aside,
        chats,
        polar,
        negated: false,
        diplomatic,
        chain: intent == Intent::List && has(AspectCue::Chain),
        soft: soft.is_some(),
        main_start,
        main_end,
        elliptic: false,
        inherited: false,
    };
    (question.elliptic, question.negated) = (follow::is_elliptic(&question), cues::is_negated(&question));
    question
}

/// The acts that name a kind, and whether they are two that undo each other: then none is meant.
fn with_kinds(acts: &[Act], tokens: &[Token]) -> (Vec<Act>, bool) {
    let acts: Vec<Act> = acts.iter().filter(|act| !act.kinds.is_empty()).cloned().collect();
    if acts::are_opposites(&acts, tokens) { (Vec::new(), true) } else { (acts, false) }
}

/// The periods of what is asked about, and those of other things.
fn told_apart(periods: &[Period], tokens: &[Token], acts: &[Act], anchor: Option<&Anchor>) -> (Vec<Period>, Vec<Period>) {
    let is_main = |period: &Period| !cues::modifies_other(period, tokens, acts) && !is_inside(anchor, period.start);
    periods.iter().copied().partition(is_main)
}

fn is_inside(anchor: Option<&Anchor>, position: usize) -> bool {
    anchor.is_some_and(|anchor| (anchor.start..anchor.end).contains(&position))
}

/// What is asked, in the order of the text.
fn aspects(tokens: &[Token], cues: &[Found<AspectCue>], either: bool, vocabulary: &Vocabulary) -> Vec<Aspect> {
    let mut aspects = cues::aspects_of(cues);
    if aspects.len() > 1 && cues.iter().any(|cue| cues::is_connecting(cue, tokens)) {
        aspects.retain(|aspect| *aspect != Aspect::Response);
    }
    if aspects.is_empty() && cues::asks_person(tokens) {
        aspects.push(Aspect::Who);
    }
    if either && !aspects.contains(&Aspect::Status) {
        aspects.push(Aspect::Status);
    }
    if aspects.contains(&Aspect::Deadline) && cues::counts_days(tokens, vocabulary) {
        aspects.retain(|aspect| *aspect != Aspect::HowMany);
    }
    aspects
}

impl Question {
    /// The parties with this role, each meaning of a name once.
    pub fn parties_as(&self, role: Role) -> Vec<Party> {
        let mut parties = Vec::new();
        for party in self.mentions.iter().filter(|mention| mention.role == role).flat_map(|mention| &mention.parties) {
            if !parties.contains(party) {
                parties.push(*party);
            }
        }
        parties
    }

    /// The kinds that the main act may mean; empty if no act is named.
    pub fn kinds(&self) -> &[Kind] {
        self.main_act().map_or(&[], |act| &act.kinds)
    }

    /// The act asked about: the first that is not inside the anchor.
    pub fn main_act(&self) -> Option<&Act> {
        let aside = clauses::aside_end(&self.tokens);
        let outside =
            |act: &&Act| act.start >= aside && self.anchor.as_ref().is_none_or(|anchor| !(anchor.start..anchor.end).contains(&act.start));
        let inside = |act: &&Act| (self.main_start..self.main_end).contains(&act.start);
        self.acts.iter().filter(outside).find(inside).or_else(|| self.acts.iter().find(outside))
    }

    /// Position behind what the question sets aside at its beginning ("apart from …,").
    pub fn aside_end(&self) -> usize {
        clauses::aside_end(&self.tokens)
    }

    /// Whether another act than the main one tells its part: "recalled its envoy because somebody called the killing of the
    /// Armenians genocide".
    pub fn plays_elsewhere(&self, mention: &Mention) -> bool {
        self.main_act().zip(mention.told_by).is_some_and(|(main, told_by)| main.start != told_by)
    }

    /// Whether the word stands in a clause that only tells which incident is meant, where others stand outside.
    pub fn side_words(&self) -> Vec<usize> {
        let clauses = clauses::side_clauses(&self.tokens);
        let inside = |position: usize| clauses.iter().any(|(start, end)| (*start..*end).contains(&position));
        if self.contents.iter().all(|content| inside(content.position) || content.weight < 5) {
            return Vec::new();
        }
        (0..self.tokens.len()).filter(|position| inside(*position)).collect()
    }

    /// Whether the word at this place names what an act was over: "expelled over Skripal", "after the Salisbury poisoning".
    pub fn gives_occasion(&self, position: usize) -> bool {
        let before = self.tokens.get(..position).unwrap_or_default().iter().rev().take(3);
        let within = |token: &&Token| !clauses::is_auxiliary(token);
        before.take_while(within).any(|token| matches!(token.folded(), "over" | "after" | "following" | "about" | "amid" | "since"))
    }

    /// Whether the word at this place names an affair: "in the Tiergarten murder row".
    pub fn names_affair(&self, position: usize) -> bool {
        let behind = self.tokens.get(position + 1..).unwrap_or_default().iter().take(2);
        behind.take_while(|token| token.word.before == ' ').any(|token| token.is(WordClass::Affair))
    }

    /// Whether the one who did it, or to whom it was done, is all that is asked: "who broke with Qatar?"
    pub fn asks_doer(&self) -> bool {
        self.soft && self.tokens.iter().take(2).any(|token| matches!(token.folded(), "who" | "whom"))
    }

    /// The stems of what is to be counted, names too: "how many Saudis", "how many Vietnamese diplomats".
    pub fn counted(&self) -> impl Iterator<Item = &str> {
        let many = self.tokens.windows(2).position(|pair| pair[0].folded() == "how" && pair[1].folded() == "many");
        let things = self.tokens.get(many.map_or(self.tokens.len(), |many| many + 2)..).unwrap_or_default();
        things.iter().take_while(|token| token.word.before == ' ' && !clauses::is_auxiliary(token)).map(|token| &*token.stem)
    }

    /// Whether this aspect is asked.
    pub fn asks(&self, aspect: Aspect) -> bool {
        self.aspects.contains(&aspect)
    }

    /// Whether what both named do to each other is asked about.
    pub fn is_mutual(&self) -> bool {
        self.tokens.windows(2).any(|pair| matches!((pair[0].folded(), pair[1].folded()), ("each", "other" | "others") | ("one", "another")))
    }

    /// Whether a length of time is asked for.
    pub fn asks_how_long(&self) -> bool {
        self.tokens.windows(2).any(|pair| pair[0].folded() == "how" && pair[1].folded() == "long")
    }

    /// The length of time or the age that is asked for.
    pub fn length(&self) -> Option<Length<'_>> {
        self.tokens.windows(3).chain(self.tokens.windows(2)).find_map(|words| match (words[0].folded(), words[1].folded(), words.get(2)) {
            ("how", "long", _) => Some(Length::Any),
            ("how", "old", _) => Some(Length::Age),
            ("how", "many", Some(unit)) if unit.is(WordClass::Unit) => Some(Length::Of(&unit.stem)),
            _ => None,
        })
    }

    /// Whether words are asked for rather than deeds: "what did Iran say to that?"
    pub fn says(&self) -> bool {
        self.tokens
            .iter()
            .any(|token| matches!(&*token.stem, "say" | "call" | "comment" | "describ" | "tell" | "think" | "claim" | "write"))
    }

    /// "… after the row of 2019": the day before which nothing is meant.
    pub fn earliest(&self) -> Option<DayNumber> {
        let anchor = self.anchor.as_ref().filter(|anchor| anchor.after && self.period.is_none())?;
        let mut inside = self.side_periods.iter().filter(|period| period.exact && (anchor.start..anchor.end).contains(&period.start));
        inside.next().filter(|_| inside.next().is_none()).map(|period| period.first)
    }

    /// Words that nothing knows.
    pub fn unknown_words(&self) -> Vec<&str> {
        self.contents
            .iter()
            .filter(|content| content.unknown)
            .filter_map(|content| self.tokens.get(content.position))
            .map(Token::folded)
            .collect()
    }
}

/// The period that a text names, if it names nothing else: "2018", "March 2018", "last year", "since 2014".
pub fn period_named(text: &str, vocabulary: &Vocabulary, today: &Date) -> Option<Period> {
    let mut tokens = vocabulary.words.tokens(text);
    let foreign = contents::is_foreign(&tokens, vocabulary);
    contents::translate(&mut tokens, foreign, vocabulary);
    let periods = period::find(&tokens, period::Calendar { today, words: &vocabulary.periods });
    let period = periods.first().copied().filter(|period| periods.len() == 1 && period.end == tokens.len())?;
    let before = tokens.get(..period.start)?;
    before.iter().all(|token| matches!(token.folded(), "in" | "on" | "the")).then_some(period)
}

/// The parties that a text names, each meaning once: who speaks in a claim, whom it is about.
pub fn parties_in(tokens: &[Token], vocabulary: &Vocabulary) -> Vec<Party> {
    let mut parties = Vec::new();
    for party in mentions::find(tokens, vocabulary).into_iter().filter(|mention| !mention.is_group()).flat_map(|mention| mention.parties) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}

/// The parties that a text names, with the words that name them; no part is given to any of them.
pub fn mentions_in(tokens: &[Token], vocabulary: &Vocabulary) -> Vec<Mention> {
    mentions::find(tokens, vocabulary)
}
