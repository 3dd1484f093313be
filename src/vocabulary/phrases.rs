//! Phrases: patterns of words with gaps, found in a text wherever their first word stands.
//! The grammar of a pattern (`kinds.tsv`, `aspects.tsv`):
//!
//! ```text
//! pattern      = item { " " item }
//! item         = alternative { "|" alternative } | ".." | "^" | "@list"
//! alternative  = word { "_" word }          English words match by lemma and stem, others as written
//! word*        = any word that begins so
//! ..           = up to five words, within one sentence
//! ^            = only at the start of a sentence or clause
//! ```

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Token, WordClass, Words};

/// Most words that a `..` skips, if nobody says otherwise: "kick the two remaining Iranian embassy officials out" has
/// five.
const GAP: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    /// The token has the stem with this number.
    Stem(u32),
    /// The token is the word with this number.
    Folded(u32),
    /// The token begins so.
    Prefix(Box<str>),
}

/// The numbers of a token's stem and of the token as written; [`UNKNOWN`] for words that no phrase has.
type Numbers = (u32, u32);

const UNKNOWN: u32 = u32::MAX;

#[derive(Debug, Clone)]
enum Item {
    /// The alternatives, and what their first words are.
    OneOf(Arc<[Vec<Test>]>, Mask),
    Gap,
    Start,
}

/// A compiled pattern with what it means.
#[derive(Debug, Clone)]
struct Phrase<T> {
    items: Vec<Item>,
    meaning: T,
}

/// A set of word numbers, many to one bit: what is not in it is surely not there.
type Mask = u128;

const fn mask(number: u32) -> Mask {
    if number == UNKNOWN { 0 } else { 1 << (number % Mask::BITS) }
}

/// A phrase where it may begin, with what tells most often that it does not stand in a text.
#[derive(Debug, Clone, Copy)]
struct Start {
    phrase: u32,
    foreign: bool,
    /// Each of these must share a word with the text.
    needs: [Mask; 2],
}

/// Where a phrase was found.
#[derive(Debug, Clone)]
pub struct Found<T> {
    /// What the phrase means.
    pub meaning: T,
    /// Position of its first word.
    pub start: usize,
    /// Position behind its last word.
    pub end: usize,
    /// The words that it is made of, without those that a gap skipped.
    pub words: Vec<usize>,
}

/// A set of phrases, indexed by their first word.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    phrases: Vec<Phrase<T>>,
    /// The words of all tests with their numbers: comparing numbers is what makes a search cheap.
    numbers: FxHashMap<Box<str>, u32>,
    /// Where the phrases begin, by the number of their first word.
    by_first: Vec<Vec<Start>>,
    by_prefix: FxHashMap<Box<str>, Vec<Start>>,
    lists: FxHashMap<Box<str>, Arc<[Vec<Test>]>>,
    /// The single words of each list, and of all lists under the empty name.
    listed: FxHashMap<Box<str>, FxHashSet<u32>>,
    gap: usize,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self {
            phrases: Vec::new(),
            numbers: FxHashMap::default(),
            by_first: Vec::new(),
            by_prefix: FxHashMap::default(),
            lists: FxHashMap::default(),
            listed: FxHashMap::default(),
            gap: GAP,
        }
    }
}

impl<T: Clone> Phrases<T> {
    /// Phrases whose `..` skips up to so many words.
    pub fn with_gap(gap: usize) -> Self {
        Self { gap, ..Self::default() }
    }

    /// Names a list of alternatives, for `@name` in later patterns.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn define(&mut self, name: &str, language: &str, alternatives: &str, words: &Words) -> Result<(), String> {
        let compiled = self.one_of(alternatives, language, words)?;
        let name = name.trim_start_matches('@');
        for alternative in compiled.iter() {
            if let [Test::Stem(word) | Test::Folded(word)] = alternative.as_slice() {
                for list in ["", name] {
                    self.listed.entry(list.into()).or_default().insert(*word);
                }
            }
        }
        self.lists.insert(name.into(), compiled);
        Ok(())
    }

    /// Adds a pattern.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn add(&mut self, pattern: &str, language: &str, meaning: T, words: &Words) -> Result<(), String> {
        let mut items = Vec::new();
        for item in pattern.split_whitespace() {
            items.push(match item {
                ".." => Item::Gap,
                "^" => Item::Start,
                _ => {
                    let alternatives = match item.strip_prefix('@') {
                        Some(name) => self.lists.get(name).cloned().ok_or_else(|| format!("the list \"@{name}\" is not defined above"))?,
                        None => self.one_of(item, language, words)?,
                    };
                    let firsts = alternatives.iter().fold(0, |all, alternative| all | tested(alternative.first()));
                    Item::OneOf(alternatives, firsts)
                }
            });
        }
        let number = u32::try_from(self.phrases.len()).map_err(|_| "too many patterns".to_owned())?;
        let Some(Item::OneOf(first, _)) = items.iter().find(|item| !matches!(item, Item::Start)) else {
            return Err("a pattern begins with a word".to_owned());
        };
        let start = Start { phrase: number, foreign: !language.starts_with("en"), needs: needs(&items) };
        for alternative in first.iter() {
            let starts = match alternative.first() {
                Some(Test::Stem(word) | Test::Folded(word)) => {
                    let at = *word as usize;
                    if at >= self.by_first.len() {
                        self.by_first.resize_with(at + 1, Vec::new);
                    }
                    let Some(starts) = self.by_first.get_mut(at) else { continue };
                    starts
                }
                Some(Test::Prefix(prefix)) => self.by_prefix.entry(prefix_key(prefix)).or_default(),
                None => continue,
            };
            if starts.last().is_none_or(|last| last.phrase != number) {
                starts.push(start);
            }
        }
        self.phrases.push(Phrase { items, meaning });
        Ok(())
    }

    /// Compiles the alternatives of one item.
    fn one_of(&mut self, text: &str, language: &str, words: &Words) -> Result<Arc<[Vec<Test>]>, String> {
        let mut alternatives = Vec::new();
        for alternative in text.split('|') {
            let mut tests = Vec::with_capacity(1);
            for word in alternative.split('_') {
                let (word, prefix) = word.strip_suffix('*').map_or((word, false), |word| (word, true));
                let plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
                let folded = if plain { Cow::Borrowed(word) } else { Cow::Owned(crate::text::fold(word)) };
                for part in folded.split_whitespace() {
                    tests.push(match (prefix, language) {
                        (true, _) => Test::Prefix(part.into()),
                        (false, "en") => Test::Stem(self.number(&words.stem_of(part))),
                        (false, _) => Test::Folded(self.number(part)),
                    });
                }
            }
            if tests.is_empty() {
                return Err(format!("\"{text}\" has an empty alternative"));
            }
            alternatives.push(tests);
        }
        Ok(alternatives.into())
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let next = u32::try_from(self.numbers.len()).unwrap_or(UNKNOWN);
        self.numbers.insert(word.into(), next);
        next
    }

    /// Whether any phrase or list has the word, by its stem.
    pub fn knows(&self, stem: &str) -> bool {
        self.numbers.contains_key(stem)
    }

    /// Whether a word stands in one of the named lists (its stem, or as written).
    pub fn in_lists(&self, stem: &str) -> bool {
        self.in_list("", stem)
    }

    /// Whether a word stands in the list with this name.
    pub fn in_list(&self, name: &str, stem: &str) -> bool {
        self.numbers.get(stem).is_some_and(|number| self.listed.get(name).is_some_and(|words| words.contains(number)))
    }

    /// Every place where a phrase stands in these words, by starting word; phrases of other languages only in a
    /// `foreign` text: many of their words are English ones too.
    pub fn find(&self, tokens: &[Token], foreign: bool) -> Vec<Found<T>> {
        let number = |word: &str| self.numbers.get(word).copied().unwrap_or(UNKNOWN);
        let both = |token: &Token| {
            let stem = number(&token.stem);
            (stem, if token.stem == token.folded() { stem } else { number(token.folded()) })
        };
        let numbers: Vec<Numbers> = tokens.iter().map(both).collect();
        let text = Text { tokens, numbers: &numbers, gap: self.gap };
        let known = numbers.iter().fold(0, |known, (stem, folded)| known | mask(*stem) | mask(*folded));
        let mut found = Vec::new();
        let mut words = Vec::new();
        for (start, (token, (stem, folded))) in tokens.iter().zip(&numbers).enumerate() {
            let stems = self.by_first.get(*stem as usize);
            let folded = (stem != folded).then(|| self.by_first.get(*folded as usize)).flatten();
            let prefix = if foreign { self.by_prefix.get(&*prefix_key(token.folded())) } else { None };
            for begun in stems.into_iter().chain(folded).chain(prefix).flatten() {
                if begun.foreign && !foreign || begun.needs.iter().any(|need| need & known == 0) {
                    continue;
                }
                let Some(phrase) = self.phrases.get(begun.phrase as usize) else { continue };
                words.clear();
                if let Some(end) = follow(&phrase.items, text, start, &mut words) {
                    found.push(Found { meaning: phrase.meaning.clone(), start, end, words: words.clone() });
                }
            }
        }
        found
    }
}

/// The two items that the fewest words fulfil. Of an alternative the last word tells most: the first is often common to all.
fn needs(items: &[Item]) -> [Mask; 2] {
    let mut masks: Vec<Mask> = items
        .iter()
        .filter_map(|item| if let Item::OneOf(alternatives, _) = item { Some(alternatives) } else { None })
        .map(|alternatives| alternatives.iter().fold(0, |all, alternative| all | tested(alternative.last())))
        .collect();
    masks.sort_by_key(|mask| mask.count_ones());
    [masks.first().copied().unwrap_or(Mask::MAX), masks.get(1).copied().unwrap_or(Mask::MAX)]
}

/// The words that pass a test.
fn tested(test: Option<&Test>) -> Mask {
    match test {
        Some(Test::Stem(word) | Test::Folded(word)) => mask(*word),
        Some(Test::Prefix(_)) | None => Mask::MAX,
    }
}

fn prefix_key(text: &str) -> Box<str> {
    text.get(..3).unwrap_or(text).into()
}

/// Matches the items from `at`; gives the position behind the last word.
fn follow(items: &[Item], text: Text<'_>, at: usize, words: &mut Vec<usize>) -> Option<usize> {
    let tokens = text.tokens;
    match items.split_first() {
        None => Some(at),
        Some((Item::Start, rest)) => {
            let starts = at == 0
                || tokens.get(at).is_some_and(|token| token.word.before != ' ')
                || tokens.get(at - 1).is_some_and(|token| token.is(WordClass::Connective));
            starts.then(|| follow(rest, text, at, words)).flatten()
        }
        Some((Item::Gap, rest)) => {
            for skip in 0..=text.gap {
                if skip > 0 && tokens.get(at + skip - 1).is_none_or(|token| token.word.before == '.') {
                    return None;
                }
                let kept = words.len();
                if let Some(end) = follow(rest, text, at + skip, words) {
                    return Some(end);
                }
                words.truncate(kept);
            }
            None
        }
        Some((Item::OneOf(_, firsts), _)) if firsts & text.mask(at) == 0 && *firsts != Mask::MAX => None,
        Some((Item::OneOf(alternatives, _), rest)) => alternatives.iter().find_map(|alternative| {
            let kept = words.len();
            let matches = alternative.iter().enumerate().all(|(offset, test)| {
                tokens
                    .get(at + offset)
                    .is_some_and(|token| text.passes(test, at + offset) && (offset == 0 && words.is_empty() || token.word.before != '.'))
            });
            if matches {
                words.extend(at..at + alternative.len());
                if let Some(end) = follow(rest, text, at + alternative.len(), words) {
                    return Some(end);
                }
            }
            words.truncate(kept);
            None
        }),
    }
}

/// A text while phrases are looked for in it.
#[derive(Clone, Copy)]
struct Text<'t> {
    tokens: &'t [Token],
    numbers: &'t [Numbers],
    gap: usize,
}

impl Text<'_> {
    /// The word at this place, as its stem and as written.
    fn mask(self, at: usize) -> Mask {
        self.numbers.get(at).map_or(0, |(stem, folded)| mask(*stem) | mask(*folded))
    }

    fn passes(self, test: &Test, at: usize) -> bool {
        match test {
            Test::Stem(word) => self.numbers.get(at).is_some_and(|(stem, _)| stem == word),
            Test::Folded(word) => self.numbers.get(at).is_some_and(|(_, folded)| folded == word),
            Test::Prefix(prefix) => self.tokens.get(at).is_some_and(|token| token.folded().starts_with(&**prefix)),
        }
    }
}
