//! Words to meaning: names of parties and persons, wordings of kinds, aspects and intents, single words and their kin.
//! Everything comes from word lists (`config/vocabulary/`, compiled in; an operator's lists add to them) and from the
//! records themselves, whose words join the spelling list. Knows no question, no search, no sentence.

mod classes;
mod names;
mod nearest;
mod phrases;
mod tenses;
mod word_list;
mod words;

pub use classes::{Classes, WordClass};
pub use names::{Form, Meaning, Names};
pub use nearest::{Rank, Spelling};
pub use phrases::{Found, Phrases};
pub use tenses::Tenses;
pub use word_list::{WordList, WordListError};
pub use words::{FULL_WEIGHT, Token, Words};

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

use crate::incident::{Aspect, Kind};

/// The lists that are compiled in, in the order they are read.
const BUILT_IN: &[WordList<'static>] = &[
    WordList { file: "lemmas.tsv", text: include_str!("../../config/vocabulary/lemmas.tsv") },
    WordList { file: "common_words.tsv", text: include_str!("../../config/vocabulary/common_words.tsv") },
    WordList { file: "grammar.tsv", text: include_str!("../../config/vocabulary/grammar.tsv") },
    // As `build.rs` has folded it, like `persons.tsv`; `related_words.tsv` and `translations.tsv` are prepared too, see `words`.
    WordList { file: "parties.tsv", text: include_str!(concat!(env!("OUT_DIR"), "/parties.tsv")) },
    WordList { file: "groups.tsv", text: include_str!("../../config/vocabulary/groups.tsv") },
    WordList { file: "persons.tsv", text: include_str!(concat!(env!("OUT_DIR"), "/persons.tsv")) },
    WordList { file: "kinds.tsv", text: include_str!("../../config/vocabulary/kinds.tsv") },
    WordList { file: "aspects.tsv", text: include_str!("../../config/vocabulary/aspects.tsv") },
    WordList { file: "periods.tsv", text: include_str!("../../config/vocabulary/periods.tsv") },
    WordList { file: "tenses.tsv", text: include_str!("../../config/vocabulary/tenses.tsv") },
];

/// Who acts in a wording of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// A verb whose subject acts on its object: "expel", "cut ties".
    Act,
    /// A noun: "the expulsion", "a break".
    Noun,
    /// Both sides act at once: "make up".
    Both,
    /// A verb whose subject is the target: "lose its ambassador".
    Suffer,
}

/// A wording of a kind of incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCue {
    /// The kind; `None` for words that name an incident of any kind ("row", "spat").
    pub kind: Option<Kind>,
    /// Who acts.
    pub voice: Voice,
    /// Whether the same wording means another kind first.
    pub secondary: bool,
}

/// What a wording asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AspectCue {
    /// A claim of this aspect.
    Aspect(Aspect),
    /// Every incident that fits.
    List,
    /// What happened one after the other.
    Chain,
    /// How many incidents fit.
    Count,
    /// The first that fits.
    First,
    /// The last that fits.
    Last,
    /// What came before.
    Before,
    /// What came after.
    After,
    /// What the bot thinks or foresees.
    Opinion,
    /// Nothing about incidents.
    SmallTalk,
}

/// What a word does when a period is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodWord {
    /// Names a month, 1 to 12.
    Month,
    /// Names a decade by its first year.
    Decade,
    /// What follows is the beginning.
    From,
    /// What follows is the end, itself left out.
    Until,
    /// What follows lies before.
    After,
    /// Two ends follow.
    Between,
    /// A length, in days.
    Unit,
}

/// Words of the calendar with their value.
pub type PeriodWords = FxHashMap<Box<str>, (PeriodWord, i32)>;

/// All words and what they mean.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Parties, persons, groups.
    pub names: Names,
    /// Single words.
    pub words: Words,
    /// Wordings of kinds.
    pub kinds: Phrases<KindCue>,
    /// Wordings of aspects and intents.
    pub aspects: Phrases<AspectCue>,
    /// Words of the calendar.
    pub periods: PeriodWords,
    /// Past tenses.
    pub tenses: Tenses,
    /// What slips of the fingers are corrected to.
    pub spelling: Spelling,
    /// A sum of the lists that were added to those compiled in; 0 if there were none.
    pub added: u64,
}

impl Vocabulary {
    /// The lists compiled in, and then these.
    ///
    /// An added list is told by the last part of its file name: `…/parties.tsv` adds names of parties.
    ///
    /// # Errors
    /// [`WordListError`] for the first bad line, with its file and number.
    pub fn new(added: &[WordList<'_>]) -> Result<Self, WordListError> {
        Ok(Self::of_names(added)?.joined(Self::of_words(added)?))
    }

    /// The half of [`Self::new`] that comes from lists of names: as much work as the other.
    ///
    /// # Errors
    /// As for [`Self::new`].
    pub fn of_names(added: &[WordList<'_>]) -> Result<Self, WordListError> {
        let mut vocabulary = Self::default();
        for list in BUILT_IN.iter().chain(added).filter(|list| is_of_names(**list)) {
            vocabulary.add(*list)?;
        }
        vocabulary.spelling.reserve(vocabulary.names.len());
        for (word, sense) in vocabulary.names.single_words() {
            vocabulary.spelling.add(word, Rank::Name, sense);
        }
        Ok(vocabulary)
    }

    /// The other half.
    ///
    /// # Errors
    /// As for [`Self::new`].
    pub fn of_words(added: &[WordList<'_>]) -> Result<Self, WordListError> {
        // Questions put a whole name between their words: "how long was Maxim Elovik, the Russian attaché, given".
        let mut vocabulary = Self { aspects: Phrases::with_gap(8), added: sum(added), ..Self::default() };
        for list in BUILT_IN.iter().chain(added).filter(|list| !is_of_names(**list)) {
            vocabulary.add(*list)?;
        }
        Ok(vocabulary)
    }

    /// Both halves: this one of names, the other of words.
    #[must_use]
    pub fn joined(self, words: Self) -> Self {
        let mut vocabulary = Self { names: self.names, spelling: self.spelling, ..words };
        for word in vocabulary.words.common_words() {
            vocabulary.spelling.add(word, Rank::Word, 0);
        }
        vocabulary.spelling.end_lists();
        vocabulary
    }

    fn add(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        match file_name(list) {
            "lemmas.tsv" => self.words.add_lemmas(list),
            "common_words.tsv" => self.words.add_common(list),
            "related_words.tsv" => self.words.add_related(list),
            "translations.tsv" => self.words.add_translations(list),
            "parties.tsv" => self.names.add_parties(list),
            "groups.tsv" => self.names.add_groups(list),
            "persons.tsv" => self.names.add_persons(list),
            "kinds.tsv" => self.add_kinds(list),
            "aspects.tsv" => self.add_aspects(list),
            "periods.tsv" => self.add_periods(list),
            "grammar.tsv" => self.words.add_grammar(list),
            "tenses.tsv" => self.tenses.add(list),
            _ => Err(WordListError {
                file: list.file.to_owned(),
                line: 1,
                reason: "a word list is named lemmas, common_words, related_words, translations, parties, groups, persons, kinds, aspects, periods, tenses or grammar, with .tsv".to_owned(),
            }),
        }
    }

    /// Reads `kind<TAB>language<TAB>voice<TAB>pattern`, and `@list<TAB>language<TAB>-<TAB>alternatives`.
    fn add_kinds(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        let mut seen = rustc_hash::FxHashSet::default();
        for line in list.lines() {
            let (name, language, pattern) = (line.field(0, "kind")?, line.field(1, "language")?, line.field(3, "pattern")?);
            if name.starts_with('@') {
                self.kinds.define(name, language, pattern, &self.words).map_err(|reason| line.error(reason))?;
                continue;
            }
            let kind = match name {
                "any" => None,
                _ => Some(Kind::from_name(name).ok_or_else(|| line.error(format!("unknown kind \"{name}\"")))?),
            };
            let voice = match line.field(2, "voice")? {
                "act" => Voice::Act,
                "noun" => Voice::Noun,
                "both" => Voice::Both,
                "suffer" => Voice::Suffer,
                other => return Err(line.error(format!("unknown voice \"{other}\" (act, noun, both or suffer)"))),
            };
            let secondary = !seen.insert((language.to_owned(), pattern.to_owned()));
            self.kinds.add(pattern, language, KindCue { kind, voice, secondary }, &self.words).map_err(|reason| line.error(reason))?;
        }
        Ok(())
    }

    /// Reads `aspect or intent<TAB>language<TAB>pattern`.
    fn add_aspects(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        for line in list.lines() {
            let (name, language, pattern) = (line.field(0, "aspect")?, line.field(1, "language")?, line.field(2, "pattern")?);
            if name.starts_with('@') {
                self.aspects.define(name, language, pattern, &self.words).map_err(|reason| line.error(reason))?;
                continue;
            }
            let cue = match name {
                "list" => AspectCue::List,
                "chain" => AspectCue::Chain,
                "count" => AspectCue::Count,
                "first" => AspectCue::First,
                "last" => AspectCue::Last,
                "before" => AspectCue::Before,
                "after" => AspectCue::After,
                "opinion" => AspectCue::Opinion,
                "smalltalk" => AspectCue::SmallTalk,
                _ => AspectCue::Aspect(Aspect::from_name(name).ok_or_else(|| line.error(format!("unknown aspect or intent \"{name}\"")))?),
            };
            self.aspects.add(pattern, language, cue, &self.words).map_err(|reason| line.error(reason))?;
        }
        Ok(())
    }

    /// Reads `what<TAB>value<TAB>word|word`; the first line that has a word decides.
    fn add_periods(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        for line in list.lines() {
            let what = match line.field(0, "what")? {
                "month" => PeriodWord::Month,
                "decade" => PeriodWord::Decade,
                "from" => PeriodWord::From,
                "until" => PeriodWord::Until,
                "after" => PeriodWord::After,
                "between" => PeriodWord::Between,
                "unit" => PeriodWord::Unit,
                other => return Err(line.error(format!("unknown word \"{other}\" (month, decade, from, until, after, between or unit)"))),
            };
            let value = line.field(1, "value")?.parse().map_err(|_| line.error("the value is a number"))?;
            for word in line.field(2, "words")?.split('|') {
                self.periods.entry(crate::text::fold(word).into()).or_insert((what, value));
            }
        }
        Ok(())
    }

    /// Takes words into the spelling list.
    pub fn learn(&mut self, words: &[String]) {
        for word in words {
            self.spelling.add(word, Rank::Word, 0);
        }
    }
}

/// The last part of a list's path, which tells what it holds.
fn file_name(list: WordList<'_>) -> &str {
    list.file.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// A sum of lists with their names, in their order; 0 of none.
fn sum(lists: &[WordList<'_>]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for list in lists {
        (file_name(*list), list.text).hash(&mut hasher);
    }
    if lists.is_empty() { 0 } else { hasher.finish() }
}

fn is_of_names(list: WordList<'_>) -> bool {
    matches!(file_name(list), "parties.tsv" | "groups.tsv" | "persons.tsv")
}
