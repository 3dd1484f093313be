//! The wordings that reports use: acts as newsrooms tell them (`events.tsv`) and the words of reporting around them
//! (`reporting.tsv`). Read once; everything else in this room is rules over them.

use std::collections::{HashMap, HashSet};

use crate::incident::Kind;
use crate::vocabulary::{Found, KindCue, Phrases, Token, Vocabulary, Voice, WordList, WordListError, Words};

const LISTS: [WordList<'static>; 2] = [
    WordList { file: "events.tsv", text: include_str!("../../config/vocabulary/events.tsv") },
    WordList { file: "reporting.tsv", text: include_str!("../../config/vocabulary/reporting.tsv") },
];

/// Words between the parts of an act: "declared the first secretary of the Russian embassy in the capital a persona".
const GAP: usize = 9;

/// Most words between "the envoy in" and the participle that makes it an act.
const FAR_BARE: usize = 3;

/// An object stands within so many words of its verb.
const FAR_OBJECT: usize = 6;

/// How an act divides its sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// The object, its owner, or who stands behind "on", "against", "to" is acted upon.
    On,
    /// The object is the initiator's own; the target stands behind "to", "from", "in", "with".
    Own,
    /// The target stands behind "with" or "from".
    With,
    /// Two sides at once.
    Both,
    /// What is attacked belongs to the target, whoever attacks.
    At,
    /// Who accuses acts upon who is accused.
    Charge,
    /// A third party acts upon two others.
    Broker,
}

/// What a wording of an act tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EventCue {
    pub(super) kind: Kind,
    pub(super) frame: Frame,
    /// The thing acted upon stands first: "the ambassador was summoned".
    pub(super) passive: bool,
    /// Without "was": only a participle makes it passive ("diplomats expelled").
    pub(super) bare: bool,
}

/// Declares the classes of `reporting.tsv` with their names.
macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident = $name:literal),+ $(,)?) => {
        /// What a wording of reporting tells.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Cue { $($(#[$doc])* $class),+ }

        impl Cue {
            const NAMES: &'static [(&'static str, Self)] = &[$(($name, Self::$class)),+];
        }
    };
}

classes! {
    /// A verb of saying.
    Says = "says",
    /// A verb that tells a speaker beside a quotation only: "stormed".
    Exclaims = "exclaims",
    /// A verb that accuses or condemns: an act and a saying.
    Charges = "charges",
    /// A verb of denying.
    Denies = "denies",
    /// A verb of confirming.
    Confirms = "confirms",
    /// "according to".
    According = "according",
    /// What follows has not happened.
    Hypothetical = "hypothetical",
    /// What follows did not happen.
    Negated = "negated",
    /// What somebody tells of: "reports that".
    Hearsay = "hearsay",
    /// What was told before did not happen: "were false".
    Refuted = "refuted",
    /// Years have passed since what follows.
    Ago = "ago",
    /// What follows is what the news answers, not the news.
    Subordinate = "subordinate",
    /// The sentence looks back.
    Background = "background",
    /// The text looks back.
    Anniversary = "anniversary",
    /// Words of films and books.
    Fiction = "fiction",
    /// Games and exercises in which nothing really happens.
    Mock = "mock",
    /// What closes an embassy without any incident.
    Routine = "routine",
    /// What closes a border or the sky without any quarrel.
    Disaster = "disaster",
    /// Nouns that stand for a state.
    State = "state",
    /// Words of sport.
    Sport = "sport",
    /// Words of markets and companies.
    Business = "business",
    /// Words of crimes and courts that are no matter between states.
    Crime = "crime",
    /// An envoy who presents credentials or pays a call.
    Ceremony = "ceremony",
    /// A text that puts another one right.
    Correction = "correction",
    /// Diseases of animals and plants, which stop imports without a quarrel.
    Disease = "disease",
    /// Ships in distress.
    Rescue = "rescue",
    /// Who speaks for states abroad.
    Diplomacy = "diplomacy",
    /// Firms, clubs and schools.
    Firm = "firm",
    /// Words of opinion.
    Opinion = "opinion",
    /// Offices and bodies that speak.
    Role = "role",
    /// Who speaks without acting for a state: editors, owners, families.
    Speaker = "speaker",
    /// Words of reasons.
    Reason = "reason",
    /// Words of time limits.
    Deadline = "deadline",
    /// Words of demands.
    Demand = "demand",
    /// Words of reactions.
    Response = "response",
    /// Words of what came of it.
    Consequence = "consequence",
    /// Words of law.
    Legal = "legal",
    /// Words of how it stands.
    Status = "status",
    /// Words of terms.
    Condition = "condition",
    /// Nouns that are counted.
    Counted = "counted",
    /// What must be done by a deadline.
    Due = "due",
    /// What makes a deed one of a state.
    Force = "force",
    /// What follows a place in the name of a treaty.
    TreatyName = "treaty_name",
    /// Who acts without a state.
    Crowd = "crowd",
}

/// The wordings of reports.
#[derive(Debug, Clone, Default)]
pub struct Wordings {
    events: Phrases<EventCue>,
    cues: Phrases<Cue>,
    /// The entries of the lists of `events.tsv`, each as the stems of its words.
    lists: HashMap<Box<str>, Vec<Vec<Box<str>>>>,
    abbreviations: HashSet<Box<str>>,
    days: HashMap<Box<str>, i64>,
    weekdays: HashMap<Box<str>, i64>,
    multiples: HashMap<Box<str>, u64>,
}

impl Wordings {
    /// Reads the lists compiled in; the vocabulary gives the stems.
    ///
    /// # Errors
    /// [`WordListError`] for the first bad line, which a test rules out.
    pub fn new(vocabulary: &Vocabulary) -> Result<Self, WordListError> {
        let mut wordings = Self { events: Phrases::with_gap(GAP), cues: Phrases::with_gap(4), ..Self::default() };
        let [events, reporting] = LISTS;
        wordings.add_events(events, &vocabulary.words)?;
        wordings.add_reporting(reporting, &vocabulary.words)?;
        Ok(wordings)
    }

    /// Reads `kind<TAB>frame<TAB>pattern` and `@list<TAB>-<TAB>alternatives`.
    fn add_events(&mut self, list: WordList<'_>, words: &Words) -> Result<(), WordListError> {
        for line in list.lines() {
            let (name, frame, pattern) = (line.field(0, "kind")?, line.field(1, "frame")?, line.field(2, "pattern")?);
            if name.starts_with('@') {
                self.events.define(name, "en", pattern, words).map_err(|reason| line.error(reason))?;
                let stems = |entry: &str| words.tokens(&entry.replace('_', " ")).into_iter().map(|token| Box::from(&*token.stem)).collect();
                let entries = self.lists.entry(name.trim_start_matches('@').into()).or_default();
                entries.extend(pattern.split('|').map(stems));
                continue;
            }
            let kind = Kind::from_name(name).ok_or_else(|| line.error(format!("unknown kind \"{name}\"")))?;
            let (frame, passive) = match frame {
                "on" => (Frame::On, false),
                "own" => (Frame::Own, false),
                "with" => (Frame::With, false),
                "both" => (Frame::Both, false),
                "at" => (Frame::At, false),
                "charge" => (Frame::Charge, false),
                "broker" => (Frame::Broker, false),
                "by" => (Frame::On, true),
                other => {
                    return Err(line.error(format!("unknown frame \"{other}\" (on, own, with, both, at, charge, by or broker)")));
                }
            };
            let cue = EventCue { kind, frame, passive, bare: false };
            let mut add = |pattern: &str, cue| self.events.add(pattern, "en", cue, words).map_err(|reason| line.error(reason));
            match pattern.split_once(" / ") {
                Some((verb, object)) => {
                    add(&format!("{verb} .. {object}"), cue)?;
                    add(&format!("{object} .. be|get .. {verb}"), EventCue { passive: true, ..cue })?;
                    add(&format!("{object} {verb}"), EventCue { passive: true, bare: true, ..cue })?;
                    // "Russian envoy in Brussels summoned": where the thing is stands between.
                    add(&format!("{object} in|to|at|from .. {verb}"), EventCue { passive: true, bare: true, ..cue })?;
                }
                // What begins with the thing acted upon is passive.
                None => add(pattern, EventCue { passive: passive || pattern.starts_with('@'), ..cue })?,
            }
        }
        Ok(())
    }

    /// Reads `class<TAB>pattern`, and `day`, `weekday`, `multiple` with `word=number|word=number`.
    fn add_reporting(&mut self, list: WordList<'_>, words: &Words) -> Result<(), WordListError> {
        for line in list.lines() {
            let (class, pattern) = (line.field(0, "class")?, line.field(1, "pattern")?);
            let numbers = || {
                pattern.split('|').map(|entry| {
                    let (word, number) = entry.split_once('=').ok_or_else(|| line.error(format!("\"{entry}\" is not word=number")))?;
                    let number: i64 = number.parse().map_err(|_| line.error(format!("\"{number}\" is no number")))?;
                    Ok((Box::<str>::from(word), number))
                })
            };
            match class {
                "abbreviation" => self.abbreviations.extend(pattern.split('|').map(Box::from)),
                "day" => self.days = numbers().collect::<Result<_, _>>()?,
                "weekday" => self.weekdays = numbers().collect::<Result<_, _>>()?,
                "multiple" => {
                    for entry in numbers() {
                        let (word, number) = entry?;
                        self.multiples.insert(word, number.unsigned_abs());
                    }
                }
                _ => {
                    let known = Cue::NAMES.iter().find(|(name, _)| *name == class);
                    let (_, cue) = known.ok_or_else(|| line.error(format!("unknown class \"{class}\"")))?;
                    self.cues.add(pattern, "en", *cue, words).map_err(|reason| line.error(reason))?;
                }
            }
        }
        Ok(())
    }

    /// Acts in a sentence: of those that overlap, the one with the most words, then the least spread.
    /// With a vocabulary, its wordings of kinds count as well: more is found, and less surely.
    pub(super) fn events(&self, tokens: &[Token], wide: Option<&Vocabulary>) -> Vec<Found<EventCue>> {
        let mut found = self.events.find(tokens, false);
        if let Some(vocabulary) = wide {
            found.extend(vocabulary.kinds.find(tokens, false).into_iter().filter_map(of_question));
        }
        found.retain(|found| !found.meaning.bare || found.words.last().and_then(|at| tokens.get(*at)).is_some_and(is_participle));
        found.retain(|found| !found.meaning.bare || found.end - found.start <= found.words.len() + FAR_BARE);
        // "crossed from Niger into Benin: Niamey shut the frontier".
        let whole =
            |found: &Found<EventCue>| (found.start + 1..found.end).all(|at| tokens.get(at).is_some_and(|token| token.word.before == ' '));
        found.retain(|found| !is_under_way(found, tokens) && (!found.meaning.bare || whole(found)));
        prefer_active(&mut found, tokens);
        found.retain(|found| found.meaning.passive || !is_noun(found.start, tokens));
        found.sort_by_key(|found| (std::cmp::Reverse(found.words.len()), found.end - found.start, found.start));
        prefer_heads(&mut found);
        let mut kept: Vec<Found<EventCue>> = Vec::new();
        for one in found {
            if !kept.iter().any(|other| one.words.iter().any(|word| other.words.contains(word))) {
                kept.push(one);
            }
        }
        kept.sort_by_key(|found| found.start);
        kept
    }

    /// Whether an entry of a list of `events.tsv` ("embassy", "anyenvoy") begins at a position.
    pub(super) fn is_listed(&self, list: &str, tokens: &[Token], at: usize) -> bool {
        let here = tokens.get(at..).unwrap_or_default();
        let stands = |entry: &[Box<str>]| here.len() >= entry.len() && entry.iter().zip(here).all(|(stem, token)| **stem == *token.stem);
        self.lists.get(list).is_some_and(|entries| entries.iter().any(|entry| stands(entry)))
    }

    /// Words of reporting in a sentence.
    pub(super) fn cues(&self, tokens: &[Token]) -> Vec<Found<Cue>> {
        self.cues.find(tokens, false)
    }

    /// Whether a full stop behind this folded word ends no sentence.
    pub(super) fn is_abbreviation(&self, folded: &str) -> bool {
        self.abbreviations.contains(folded)
    }

    /// How many days a word like "yesterday" lies from the day of the report.
    pub(super) fn day(&self, folded: &str) -> Option<i64> {
        self.days.get(folded).copied()
    }

    /// The number of a weekday, Monday 1.
    pub(super) fn weekday(&self, folded: &str) -> Option<i64> {
        self.weekdays.get(folded).copied()
    }

    /// What "dozen", "pair" or "thousand" stands for.
    pub(super) fn multiple(&self, folded: &str) -> Option<u64> {
        self.multiples.get(folded).copied()
    }
}

/// A wording by which questions name an act, with the frame that its kind has most often; a word alone says too little.
fn of_question(found: Found<KindCue>) -> Option<Found<EventCue>> {
    let kind = found.meaning.kind.filter(|_| !found.meaning.secondary && found.words.len() > 1)?;
    let frame = match kind {
        Kind::AmbassadorRecalled | Kind::EmbassyClosed | Kind::EmbassyOpened => Frame::Own,
        Kind::RelationsRestored | Kind::RelationsEstablished | Kind::TerritorialClash => Frame::Both,
        Kind::EmbassyAttacked | Kind::HostageCrisis | Kind::AssassinationCase => Frame::At,
        Kind::CyberattackAttributed | Kind::EspionageCase => Frame::Charge,
        Kind::Mediation => Frame::Broker,
        Kind::TreatyWithdrawn | Kind::MembershipWithdrawn => Frame::With,
        _ => Frame::On,
    };
    let frame = if found.meaning.voice == Voice::Both { Frame::Both } else { frame };
    let meaning = EventCue { kind, frame, passive: found.meaning.voice == Voice::Suffer, bare: false };
    Some(Found { meaning, start: found.start, end: found.end, words: found.words })
}

/// "on the orders of", "a call to": verbs that are nouns behind an article.
fn is_noun(at: usize, tokens: &[Token]) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).map_or("", Token::folded);
    let verb = tokens.get(at).map_or("", Token::folded);
    let purpose = before == "in" && verb == "order";
    purpose
        || matches!(before, "the" | "a" | "an" | "its" | "their" | "his" | "her")
            && matches!(
                verb,
                "order" | "orders" | "call" | "calls" | "charge" | "charges" | "move" | "moves" | "net" | "nets" | "board" | "boards"
            )
}

/// "seized a trawler and was towing it": what stands before "was towing" with an object behind is not acted upon.
fn is_under_way(act: &Found<EventCue>, tokens: &[Token]) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", Token::folded);
    let Some(last) = act.words.last().copied().filter(|_| act.meaning.passive && act.words.len() > 2) else { return false };
    let is = last.checked_sub(1).is_some_and(|at| matches!(word(at), "is" | "are" | "was" | "were"));
    is && word(last).ends_with("ing") && matches!(word(last + 1), "it" | "them" | "the" | "a" | "its" | "their" | "him" | "her")
}

/// "halts visa talks": of two nouns side by side the second is what the verb acts upon.
fn prefer_heads(found: &mut Vec<Found<EventCue>>) {
    let heads: Vec<(usize, usize, usize)> = found.iter().map(|one| (one.start, one.end, one.words.len())).collect();
    found.retain(|one| !heads.iter().any(|(start, end, words)| *start == one.start && *end == one.end + 1 && *words == one.words.len()));
}

/// "A Chinese vessel rammed a Philippine boat", "shut its embassy in Tehran and relocated": a verb with an object behind it
/// makes nothing passive of what stands before it, nor does one behind the object of another verb.
fn prefer_active(found: &mut Vec<Found<EventCue>>, tokens: &[Token]) {
    let whole = |from: usize, to: usize| (from + 1..to).all(|at| tokens.get(at).is_some_and(|token| token.word.before == ' '));
    let active: Vec<Found<EventCue>> =
        found.iter().filter(|one| !one.meaning.passive && one.words.len() > 1 && whole(one.start, one.end)).cloned().collect();
    found.retain(|one| {
        let verb = one.words.last().copied().unwrap_or(one.start);
        let taken = |other: &Found<EventCue>| {
            let own = other.meaning.kind == one.meaning.kind && other.start == verb && other.end <= verb + FAR_OBJECT;
            own || other.start < one.start && other.words.contains(&one.start)
        };
        // "to reopen their embassies, closed since a quarrel".
        let aside = one.meaning.passive && one.words.len() == 2 && tokens.get(verb).is_some_and(|token| token.word.before == ',');
        !(one.meaning.bare || aside) || !active.iter().any(taken)
    });
}

/// Whether a word can be a past participle.
pub(super) fn is_participle(token: &Token) -> bool {
    let word = token.folded();
    word.ends_with("ed")
        || word.ends_with("wn")
        || word.ends_with("en")
        || matches!(word, "cut" | "shut" | "hit" | "put")
        || (crate::text::stem(word) != token.stem && !word.ends_with('s') && !word.ends_with("ing") && !word.ends_with("ion"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_compiled_in_are_sound() {
        let vocabulary = Vocabulary::new(&[]).unwrap();
        Wordings::new(&vocabulary).unwrap();
    }
}
