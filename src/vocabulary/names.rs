//! Names of parties and of the persons and groups that stand for them, and the name a party bears in a sentence.
//! From `parties.tsv`, `persons.tsv` and `groups.tsv`.

use rustc_hash::FxHashMap;

use super::word_list::{Line, WordList, WordListError};
use crate::incident::{Date, DayNumber, Party};
use crate::text;

/// Most words in one name: "Democratic People's Republic of Korea" has five.
const MAX_WORDS: usize = 8;

/// What sort of word names a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The name of the state or organisation, in any language.
    Name,
    /// "Albanian", of things and persons.
    Adjective,
    /// "Albanians", "a Briton".
    People,
    /// A capital, a seat of power, a ministry or service that stands for its state.
    Seat,
    /// A head of state or government, a minister, a spokesperson.
    Person,
    /// Several parties at once: "the Gulf states".
    Group,
}

/// What a name in a text may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The party, or each party of a group.
    pub parties: Vec<Party>,
    /// What sort of word it is.
    pub form: Form,
    /// For a person: first and last day in office.
    pub term: Option<(DayNumber, DayNumber)>,
    /// Counts only when written in capitals ("US", "UN"): the word is an ordinary one otherwise.
    capitals_only: bool,
    /// A slip may have been meant to be it: neither a word of a foreign name of several ("Nova Zeland" would make "zeland" a
    /// word that is known) nor one spelt out of another script ("swdn").
    aimed_at: bool,
}

/// All names.
#[derive(Debug, Clone, Default)]
pub struct Names {
    meanings: FxHashMap<Box<str>, Vec<Meaning>>,
    longest: FxHashMap<Box<str>, u8>,
    /// The name of each party inside a sentence.
    wordings: FxHashMap<Party, Box<str>>,
}

impl Names {
    /// Adds names of parties: `code<TAB>form<TAB>text`, perhaps with the folded text behind them.
    ///
    /// # Errors
    /// [`WordListError`] for an unknown code or form.
    pub fn add_parties(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        // A line has about 30 bytes, half of the names begin alike.
        self.meanings.reserve(list.text.len() / 30);
        self.longest.reserve(list.text.len() / 60);
        for line in list.lines() {
            let party = party(&line, line.field(0, "code")?)?;
            let text = line.field(2, "text")?;
            let mut capitals_only = false;
            let aimed_at = !line.field(1, "form")?.starts_with("native") || !text.contains([' ', '-']) && text.chars().all(is_latin);
            let form = match line.field(1, "form")? {
                "name" => {
                    self.wordings.insert(party, text.into());
                    Form::Name
                }
                "official" | "short" | "former" | "native" => Form::Name,
                "abbreviation" => {
                    let letters = text.chars().filter(|character| character.is_alphanumeric()).count();
                    capitals_only = letters <= 3;
                    Form::Name
                }
                "adjective" => Form::Adjective,
                "person" | "people" => Form::People,
                "capital" | "seat" | "native-seat" => Form::Seat,
                other => return Err(line.error(format!("unknown form \"{other}\" (name, official, short, abbreviation, former, native, adjective, person, people, capital, seat or native-seat)"))),
            };
            let meaning = Meaning { parties: vec![party], form, term: None, capitals_only, aimed_at };
            match line.optional(3) {
                "" => self.add(text, meaning),
                folded => self.add_folded(folded, meaning),
            }
        }
        Ok(())
    }

    /// Adds persons: `code<TAB>full name<TAB>other names<TAB>office<TAB>from<TAB>to`, perhaps with all names folded behind.
    ///
    /// # Errors
    /// [`WordListError`] for an unknown code or a bad date.
    pub fn add_persons(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        for line in list.lines() {
            let party = party(&line, line.field(0, "code")?)?;
            let day = |position: usize| match line.optional(position) {
                "" => Ok(None),
                text => Date::parse(text).map(Some).map_err(|error| line.error(error.to_string())),
            };
            let first = day(4)?.map_or(DayNumber::MIN, |date| date.first());
            let last = day(5)?.map_or(DayNumber::MAX, |date| date.last());
            let names = std::iter::once(line.field(1, "name")?).chain(line.optional(2).split('|').filter(|name| !name.trim().is_empty()));
            let mut folded = line.optional(6).split('|').filter(|name| !name.is_empty());
            for name in names {
                let (term, capitals_only) = (Some((first, last)), is_capitals(name));
                let meaning = Meaning { parties: vec![party], form: Form::Person, term, capitals_only, aimed_at: true };
                match folded.next() {
                    Some(folded) => self.add_folded(folded, meaning),
                    None => self.add(name, meaning),
                }
            }
        }
        Ok(())
    }

    /// Adds groups: `name|name<TAB>code code …`.
    ///
    /// # Errors
    /// [`WordListError`] for an unknown code.
    pub fn add_groups(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        for line in list.lines() {
            let parties = line.field(1, "codes")?.split_whitespace().map(|code| party(&line, code)).collect::<Result<Vec<_>, _>>()?;
            for name in line.field(0, "names")?.split('|') {
                self.add(name, Meaning { parties: parties.clone(), form: Form::Group, term: None, capitals_only: false, aimed_at: false });
            }
        }
        Ok(())
    }

    fn add(&mut self, text: &str, meaning: Meaning) {
        self.add_folded(&text::fold(text), meaning);
    }

    fn add_folded(&mut self, folded: &str, meaning: Meaning) {
        let folded = folded.strip_prefix("the ").unwrap_or(folded);
        let count = folded.bytes().filter(|byte| *byte == b' ').count() + 1;
        if folded.is_empty() || count > MAX_WORDS {
            return;
        }
        let first = folded.split(' ').next().unwrap_or_default();
        let count = u8::try_from(count).unwrap_or(u8::MAX);
        match self.longest.get_mut(first) {
            Some(longest) => *longest = count.max(*longest),
            None => drop(self.longest.insert(first.into(), count)),
        }
        // Most names have one meaning.
        let meanings = self.meanings.entry(folded.into()).or_insert_with(|| Vec::with_capacity(1));
        match meanings.iter_mut().find(|known| known.parties == meaning.parties && known.form == meaning.form) {
            // Two terms of one person, or two persons of one name and state: the span of both.
            Some(known) => {
                known.term = known.term.zip(meaning.term).map(|(one, other)| (one.0.min(other.0), one.1.max(other.1)));
                known.capitals_only &= meaning.capitals_only;
                known.aimed_at |= meaning.aimed_at;
            }
            None => meanings.push(meaning),
        }
    }

    /// The longest name that starts at the first of these folded words, with what it may mean and its length in words.
    pub fn longest_at(&self, words: &[&str], all_capitals: bool) -> Option<(&[Meaning], usize)> {
        let longest = usize::from(*self.longest.get(*words.first()?)?).min(words.len());
        let mut joined = String::new();
        (1..=longest).rev().find_map(|length| {
            let name = match words.get(..length)? {
                [word] => word,
                several => {
                    joined.clear();
                    for word in several {
                        joined.push_str(word);
                        joined.push(' ');
                    }
                    joined.trim_end()
                }
            };
            let meanings = self.meanings.get(name)?;
            let counts = length > 1 || all_capitals || meanings.iter().any(|meaning| !meaning.capitals_only);
            counts.then_some((meanings.as_slice(), length))
        })
    }

    /// Whether a name of several words begins with this one.
    pub fn opens_name(&self, word: &str) -> bool {
        self.longest.get(word).is_some_and(|longest| *longest > 1)
    }

    /// The party's name inside a sentence: "the United Kingdom", "Iran".
    pub fn name_of(&self, party: Party) -> &str {
        self.wordings.get(&party).map_or(party.code(), |name| name)
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.meanings.len()
    }

    /// Every single word of every name that a slip may have been meant to be, with a number for the party it names.
    pub fn single_words(&self) -> impl Iterator<Item = (&str, u32)> {
        self.meanings.iter().filter(|(_, meanings)| meanings.iter().any(|meaning| !meaning.capitals_only && meaning.aimed_at)).flat_map(
            |(name, meanings)| {
                let sense = meanings.first().and_then(|meaning| meaning.parties.first()).map_or(0, |party| u32::from(party.index()));
                name.split(' ').map(move |word| (word, sense))
            },
        )
    }
}

fn party(line: &Line<'_>, code: &str) -> Result<Party, WordListError> {
    Party::parse(code).map_err(|error| line.error(error.to_string()))
}

/// A letter of the Latin script, with or without marks, or no letter.
fn is_latin(character: char) -> bool {
    !character.is_alphabetic() || character < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&character)
}

fn is_capitals(name: &str) -> bool {
    name.chars().count() <= 3 && name.chars().all(|character| character.is_uppercase())
}
