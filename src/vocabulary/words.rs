//! Single words: their stems with irregular forms united, how little the common ones tell, and which words mean
//! nearly the same. From `lemmas.tsv`, `common_words.tsv`, `related_words.tsv`,
//! `translations.tsv` and `grammar.tsv`.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::classes::{ClassLists, Classes, WordClass};
use super::word_list::{WordList, WordListError};
use crate::text::{self, Prepared, Word};

/// How much a word tells that no list knows, on the scale of `common_words.tsv` (0 to 10).
pub const FULL_WEIGHT: u8 = 10;

/// A word of a text with its stem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word as written.
    pub word: Word,
    /// Its stem, with irregular forms united: "thrown" has the stem of "throw".
    pub stem: Cow<'static, str>,
    /// 0 (tells nothing) to 10.
    pub weight: u8,
    /// The classes of `grammar.tsv` that it is of.
    pub classes: Classes,
}

impl Token {
    /// The folded word.
    pub fn folded(&self) -> &str {
        &self.word.folded
    }

    /// Whether it is of this class.
    pub const fn is(&self, class: WordClass) -> bool {
        self.classes.has(class)
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        self.folded().bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// Stems of English words that no other list has: none of them is a slip, however near another word it is.
const ENGLISH: Prepared = Prepared {
    lines: include_str!(concat!(env!("OUT_DIR"), "/english.tsv")),
    slots: include_bytes!(concat!(env!("OUT_DIR"), "/english.bin")),
};

/// The built-in words of near meaning, by stem: pairs of stem and strength.
const RELATED: Prepared = Prepared {
    lines: include_str!(concat!(env!("OUT_DIR"), "/related.tsv")),
    slots: include_bytes!(concat!(env!("OUT_DIR"), "/related.bin")),
};

/// The built-in words of other languages: "es:embajador*" to "ambassador".
const TRANSLATIONS: Prepared = Prepared {
    lines: include_str!(concat!(env!("OUT_DIR"), "/translations.tsv")),
    slots: include_bytes!(concat!(env!("OUT_DIR"), "/translations.bin")),
};

/// The languages of `translations.tsv`.
const LANGUAGES: &[&str] = &["es", "fr", "de", "it", "pt", "tr"];

/// What stands for a word that tells nothing by itself.
const EMPTY: &str = "-";

/// A word without its ending must have so many letters left.
const SHORTEST_BEGINNING: usize = 4;

fn prepared<'p>(stem: &str) -> impl Iterator<Item = (&'p str, u8)> + use<'p> {
    let mut fields = RELATED.get(stem).unwrap_or_default().split('\t');
    std::iter::from_fn(move || Some((fields.next()?, fields.next()?.parse().ok()?)))
}

/// The lists of single words.
#[derive(Debug, Clone, Default)]
pub struct Words {
    lemmas: FxHashMap<Box<str>, Box<str>>,
    common: FxHashMap<Box<str>, u8>,
    stems: FxHashSet<Box<str>>,
    related: FxHashMap<Box<str>, Vec<(Box<str>, u8)>>,
    translations: FxHashMap<Box<str>, Box<str>>,
    classes: ClassLists,
}

impl Words {
    /// Adds irregular forms: `form<TAB>lemma`.
    ///
    /// # Errors
    /// [`WordListError`] for a line without two columns.
    pub fn add_lemmas(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        for line in list.lines() {
            self.lemmas.insert(text::fold(line.field(0, "form")?).into(), text::fold(line.field(1, "lemma")?).into());
        }
        Ok(())
    }

    /// Adds common words: `word<TAB>weight`, 0 to 10.
    ///
    /// # Errors
    /// [`WordListError`] for a weight that is no number from 0 to 10.
    pub fn add_common(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        for line in list.lines() {
            let weight = line.field(1, "weight")?.parse::<u8>().ok().filter(|weight| *weight <= FULL_WEIGHT);
            let weight = weight.ok_or_else(|| line.error("the weight is a number from 0 to 10"))?;
            let word = line.field(0, "word")?;
            let stem = self.stem_of(word).as_ref().into();
            self.stems.insert(stem);
            self.common.insert(word.into(), weight);
        }
        Ok(())
    }

    /// Adds words of near meaning: `word<TAB>related<TAB>strength`, 1 to 9.
    ///
    /// # Errors
    /// [`WordListError`] for a strength that is no number from 1 to 9.
    pub fn add_related(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        for line in list.lines() {
            let strength = line.field(2, "strength")?.parse::<u8>().ok().filter(|strength| (1..=9).contains(strength));
            let strength = strength.ok_or_else(|| line.error("the strength is a number from 1 to 9"))?;
            let (word, related) = (line.field(0, "word")?, line.field(1, "related word")?);
            // A phrasal verb ("let_go") is kept as its two stems.
            let word = word.split('_').map(|part| self.stem(part)).collect::<Vec<_>>().join("_");
            let related = self.stem(related);
            if word != related {
                let known = prepared(&word).any(|(other, _)| *other == *related);
                let others = self.related.entry(word.into()).or_default();
                if !known && others.iter().all(|(other, _)| **other != *related) {
                    others.push((related.into(), strength));
                }
            }
        }
        Ok(())
    }

    /// Adds words of other languages: `language<TAB>word or beginning*<TAB>English word or -`.
    ///
    /// # Errors
    /// [`WordListError`] for an unknown language or a line without three columns.
    pub fn add_translations(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        for line in list.lines() {
            let (language, word) = (line.field(0, "language")?, line.field(1, "word")?);
            if !LANGUAGES.contains(&language) {
                return Err(line.error(format!("unknown language \"{language}\" ({})", LANGUAGES.join(", "))));
            }
            let star = if word.ends_with('*') { "*" } else { "" };
            let key = format!("{language}:{}{star}", text::fold(word));
            self.translations.insert(key.into(), line.field(2, "English word")?.into());
        }
        Ok(())
    }

    /// Adds classes of words: `class<TAB>form or word<TAB>word|word`.
    ///
    /// # Errors
    /// [`WordListError`] for an unknown class.
    pub fn add_grammar(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        for line in list.lines() {
            let name = line.field(0, "class")?;
            let class = WordClass::from_name(name).ok_or_else(|| line.error(format!("unknown class \"{name}\"")))?;
            let any_form = match line.field(1, "match")? {
                "form" => false,
                "word" => true,
                other => return Err(line.error(format!("unknown match \"{other}\" (form or word)"))),
            };
            for word in line.field(2, "words")?.split('|') {
                let word = text::fold(word);
                if any_form {
                    let stem = self.stem(&word);
                    self.classes.add_stem(&stem, class);
                } else {
                    self.classes.add_form(&word, class);
                }
            }
        }
        Ok(())
    }

    /// Whether the words with this stem are of the class.
    pub fn is_class(&self, stem: &str, class: WordClass) -> bool {
        self.classes.of_stem(stem).has(class)
    }

    /// Whether the folded word, in this very form, is of the class.
    pub fn form_is(&self, folded: &str, class: WordClass) -> bool {
        self.classes.of_form(folded).has(class)
    }

    /// Has the token read as this word.
    pub fn reread(&self, token: &mut Token, folded: &str) {
        folded.clone_into(&mut token.word.folded);
        self.remean(token, folded);
    }

    /// Has the token mean this word, as written as it is.
    fn remean(&self, token: &mut Token, folded: &str) {
        token.stem = self.stem_of(folded);
        token.weight = self.weight(folded);
        token.classes = self.classes.of(&token.word.folded, &token.stem);
    }

    fn translation(&self, key: &str) -> Option<&str> {
        self.translations.get(key).map(|english| &**english).or_else(|| TRANSLATIONS.get(key))
    }

    /// The English word for one of this language, by itself or by its beginning.
    fn english(&self, language: &str, folded: &str) -> Option<&str> {
        self.translation(&format!("{language}:{folded}")).or_else(|| {
            let ends = (SHORTEST_BEGINNING..=folded.len()).rev().filter(|end| folded.is_char_boundary(*end));
            ends.filter_map(|end| folded.get(..end)).find_map(|beginning| self.translation(&format!("{language}:{beginning}*")))
        })
    }

    /// The language that most of the small words of a text belong to (of equals that of more words, then the first), and how
    /// many do.
    pub fn language(&self, tokens: &[Token]) -> Option<(&'static str, usize)> {
        let known = |language: &str| {
            let of = |token: &Token| self.translation(&format!("{language}:{}", token.folded()));
            tokens.iter().filter_map(of).fold((0, 0), |(small, all), english| (small + usize::from(english == EMPTY), all + 1))
        };
        LANGUAGES
            .iter()
            .rev()
            .map(|language| (*language, known(language)))
            .max_by_key(|(_, known)| *known)
            .map(|(language, (small, _))| (language, small))
    }

    /// Gives the words of a text in another language the stems of English ones, so that they are compared with records;
    /// the language is the one that most of its small words belong to.
    pub fn translate(&self, tokens: &mut [Token]) {
        let Some((language, _)) = self.language(tokens) else { return };
        for token in tokens.iter_mut().filter(|token| !token.is_number()) {
            match self.english(language, &token.word.folded) {
                Some(EMPTY) => token.weight = 0,
                Some(english) if number_word(english).is_some() => {
                    let number = number_word(english).unwrap_or_default().to_string();
                    self.reread(token, &number);
                }
                Some(english) => {
                    self.remean(token, english);
                }
                None => {}
            }
        }
    }

    /// The stem of a folded word, irregular forms united.
    pub fn stem(&self, folded: &str) -> String {
        self.stem_of(folded).into_owned()
    }

    /// The same; a stem of the built-in lists and records is no copy.
    pub(super) fn stem_of(&self, folded: &str) -> Cow<'static, str> {
        // "recognitions" is the plural of a noun that the list leads to its verb.
        let lemma = self.lemmas.get(folded).or_else(|| self.lemmas.get(folded.strip_suffix('s')?));
        text::stem(lemma.map_or(folded, |lemma| lemma))
    }

    /// How much a folded word tells, 0 to 10.
    pub fn weight(&self, folded: &str) -> u8 {
        if folded.len() == 1 && !folded.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            return 0;
        }
        self.common.get(folded).copied().unwrap_or(FULL_WEIGHT)
    }

    /// Common words long enough to be mistyped: "which", "time".
    pub fn common_words(&self) -> impl Iterator<Item = &str> {
        self.common.keys().filter(|word| word.len() >= 4).map(|word| &**word)
    }

    /// Whether a list has this folded word or its stem: such a word is no slip of the fingers.
    pub fn knows(&self, folded: &str) -> bool {
        if self.common.contains_key(folded) || self.lemmas.contains_key(folded) {
            return true;
        }
        let stem = self.stem_of(folded);
        self.stems.contains(&*stem) || self.has_related(&stem) || ENGLISH.get(&stem).is_some()
    }

    /// Stems of near meaning, with their strength from 1 to 9.
    pub fn related<'w>(&'w self, stem: &str) -> impl Iterator<Item = (&'w str, u8)> + use<'w> {
        let added = self.related.get(stem).map_or(&[][..], |related| related);
        prepared(stem).chain(added.iter().map(|(related, strength)| (&**related, *strength)))
    }

    fn has_related(&self, stem: &str) -> bool {
        RELATED.get(stem).is_some() || self.related.contains_key(stem)
    }

    /// Phrasal verbs in a text ("let the ship go"): their two stems joined, the position of the verb, of those that have
    /// words of near meaning.
    pub fn phrasal_verbs(&self, tokens: &[Token]) -> Vec<(String, usize)> {
        let mut found: Vec<(String, usize)> = Vec::new();
        for (position, particle) in tokens.iter().enumerate().filter(|(_, token)| token.is(WordClass::Particle)) {
            // A light verb with "in" or "on" is no phrase: "did … in January".
            for verb in (position.saturating_sub(4)..position)
                .rev()
                .filter(|verb| tokens.get(*verb).is_some_and(|token| token.weight >= 2 || token.folded() == "let"))
            {
                let Some(phrase) = tokens.get(verb).map(|token| format!("{}_{}", token.stem, particle.stem)) else { break };
                // "let go on the same day": a verb makes one phrase.
                if self.has_related(&phrase) && found.iter().all(|(_, known)| *known != verb) {
                    found.push((phrase, verb));
                    break;
                }
            }
        }
        found
    }

    /// The words of a text with their stems; number words become digits ("twenty-five" is `25`).
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::new();
        for mut word in text::words(text) {
            if let Some(number) = number_word(&word.folded) {
                let joins = tokens.last().is_some_and(|last| word.before == ' ' && is_tens(last.folded()) && number < 10);
                if joins
                    && let Some(last) = tokens.last_mut()
                    && let Ok(tens) = last.folded().parse::<u32>()
                {
                    last.word.folded = (tens + number).to_string();
                    last.word.end = word.end;
                    last.stem = Cow::Owned(last.word.folded.clone());
                    last.classes = Classes::default();
                    continue;
                }
                word.folded = number.to_string();
            }
            let weight = self.weight(&word.folded);
            let stem = self.stem_of(&word.folded);
            let classes = self.classes.of(&word.folded, &stem);
            tokens.push(Token { word, stem, weight, classes });
        }
        tokens
    }
}

fn is_tens(folded: &str) -> bool {
    matches!(folded, "20" | "30" | "40" | "50" | "60" | "70" | "80" | "90")
}

fn number_word(folded: &str) -> Option<u32> {
    const SMALL: [&str; 20] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    // Most words begin like no number.
    if !matches!(folded.as_bytes().first(), Some(b'e' | b'f' | b'n' | b'o' | b's' | b't' | b'z')) {
        return None;
    }
    // "one" is a pronoun more often than a number.
    if let Some(number) = SMALL.iter().position(|word| *word == folded).filter(|number| *number > 1) {
        return u32::try_from(number).ok();
    }
    TENS.iter().position(|word| *word == folded).and_then(|position| u32::try_from(position).ok()).map(|position| (position + 2) * 10)
}
