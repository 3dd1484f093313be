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

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Token, Words};

/// Most words that a `..` skips, if nobody says otherwise: "kick the two remaining Iranian embassy officials out" has
/// five.
const GAP: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    Stem(Box<str>),
    Folded(Box<str>),
    Prefix(Box<str>),
}

#[derive(Debug, Clone)]
enum Item {
    OneOf(Arc<[Vec<Test>]>),
    Gap,
    Start,
}

/// A compiled pattern with what it means.
#[derive(Debug, Clone)]
struct Phrase<T> {
    items: Vec<Item>,
    meaning: T,
    foreign: bool,
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
    by_first: FxHashMap<Box<str>, Vec<u32>>,
    by_prefix: FxHashMap<Box<str>, Vec<u32>>,
    lists: FxHashMap<Box<str>, Arc<[Vec<Test>]>>,
    /// The single words of each list, and of all lists under the empty name.
    listed: FxHashMap<Box<str>, FxHashSet<Box<str>>>,
    gap: usize,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self {
            phrases: Vec::new(),
            by_first: FxHashMap::default(),
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
        let compiled = one_of(alternatives, language, words)?;
        let name = name.trim_start_matches('@');
        for alternative in compiled.iter() {
            if let [Test::Stem(word) | Test::Folded(word)] = alternative.as_slice() {
                for list in ["", name] {
                    self.listed.entry(list.into()).or_default().insert(word.clone());
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
                _ => Item::OneOf(match item.strip_prefix('@') {
                    Some(name) => self.lists.get(name).cloned().ok_or_else(|| format!("the list \"@{name}\" is not defined above"))?,
                    None => one_of(item, language, words)?,
                }),
            });
        }
        let number = u32::try_from(self.phrases.len()).map_err(|_| "too many patterns".to_owned())?;
        let Some(Item::OneOf(first)) = items.iter().find(|item| !matches!(item, Item::Start)) else {
            return Err("a pattern begins with a word".to_owned());
        };
        for alternative in first.iter() {
            let (map, key) = match alternative.first() {
                Some(Test::Stem(stem)) => (&mut self.by_first, stem.clone()),
                Some(Test::Folded(folded)) => (&mut self.by_first, folded.clone()),
                Some(Test::Prefix(prefix)) => (&mut self.by_prefix, prefix_key(prefix)),
                None => continue,
            };
            let numbers = map.entry(key).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
        self.phrases.push(Phrase { items, meaning, foreign: !language.starts_with("en") });
        Ok(())
    }

    /// Whether a word stands in one of the named lists (its stem, or as written).
    pub fn in_lists(&self, stem: &str) -> bool {
        self.in_list("", stem)
    }

    /// Whether a word stands in the list with this name.
    pub fn in_list(&self, name: &str, stem: &str) -> bool {
        self.listed.get(name).is_some_and(|words| words.contains(stem))
    }

    /// Every place where a phrase stands in these words, by starting word; phrases of other languages only in a
    /// `foreign` text: many of their words are English ones too.
    pub fn find(&self, tokens: &[Token], foreign: bool) -> Vec<Found<T>> {
        let mut found = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            let stems = self.by_first.get(token.stem.as_str());
            let folded = (token.stem != token.folded()).then(|| self.by_first.get(token.folded())).flatten();
            let prefix = self.by_prefix.get(&*prefix_key(token.folded()));
            for number in stems.into_iter().chain(folded).chain(prefix).flatten() {
                let Some(phrase) = self.phrases.get(*number as usize).filter(|phrase| foreign || !phrase.foreign) else { continue };
                let mut words = Vec::new();
                if let Some(end) = follow(&phrase.items, self.gap, tokens, start, &mut words) {
                    found.push(Found { meaning: phrase.meaning.clone(), start, end, words });
                }
            }
        }
        found
    }
}

/// Compiles the alternatives of one item.
fn one_of(text: &str, language: &str, words: &Words) -> Result<Arc<[Vec<Test>]>, String> {
    let mut alternatives = Vec::new();
    for alternative in text.split('|') {
        let mut tests = Vec::new();
        for word in alternative.split('_') {
            let (word, prefix) = word.strip_suffix('*').map_or((word, false), |word| (word, true));
            for part in crate::text::fold(word).split_whitespace() {
                tests.push(match (prefix, language) {
                    (true, _) => Test::Prefix(part.into()),
                    (false, "en") => Test::Stem(words.stem(part).into()),
                    (false, _) => Test::Folded(part.into()),
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

fn prefix_key(text: &str) -> Box<str> {
    text.get(..3).unwrap_or(text).into()
}

/// Matches the items from `at`; gives the position behind the last word.
fn follow(items: &[Item], gap: usize, tokens: &[Token], at: usize, words: &mut Vec<usize>) -> Option<usize> {
    match items.split_first() {
        None => Some(at),
        Some((Item::Start, rest)) => {
            let starts = at == 0
                || tokens.get(at).is_some_and(|token| token.word.before != ' ')
                || tokens.get(at - 1).is_some_and(Token::is_connective);
            starts.then(|| follow(rest, gap, tokens, at, words)).flatten()
        }
        Some((Item::Gap, rest)) => {
            for skip in 0..=gap {
                if skip > 0 && tokens.get(at + skip - 1).is_none_or(|token| token.word.before == '.') {
                    return None;
                }
                let kept = words.len();
                if let Some(end) = follow(rest, gap, tokens, at + skip, words) {
                    return Some(end);
                }
                words.truncate(kept);
            }
            None
        }
        Some((Item::OneOf(alternatives), rest)) => alternatives.iter().find_map(|alternative| {
            let kept = words.len();
            let matches = alternative.iter().enumerate().all(|(offset, test)| {
                tokens
                    .get(at + offset)
                    .is_some_and(|token| passes(test, token) && (at + offset == at && words.is_empty() || token.word.before != '.'))
            });
            if matches {
                words.extend(at..at + alternative.len());
                if let Some(end) = follow(rest, gap, tokens, at + alternative.len(), words) {
                    return Some(end);
                }
            }
            words.truncate(kept);
            None
        }),
    }
}

fn passes(test: &Test, token: &Token) -> bool {
    match test {
        Test::Stem(stem) => token.stem == **stem,
        Test::Folded(folded) => token.folded() == &**folded,
        Test::Prefix(prefix) => token.folded().starts_with(&**prefix),
    }
}
