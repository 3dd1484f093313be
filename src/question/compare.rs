//! Comparisons: "who expelled more, London or Washington?", "did A leave before or after B did?" A comparison is two
//! questions over one text; each side is understood by itself.

use crate::vocabulary::{Token, Vocabulary, WordClass};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Which number is larger.
    Number,
    /// Which came first.
    Time,
}

/// The two sides of a comparison as texts of their own; `None` if the text compares nothing.
pub fn split(text: &str, vocabulary: &Vocabulary) -> Option<(Comparison, String, String)> {
    // Most questions have none of these words, and need not be taken apart for that.
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    if !words.into_iter().any(|word| ["or", "than", "vs", "versus"].iter().any(|joins| word.eq_ignore_ascii_case(joins))) {
        return None;
    }
    let tokens = vocabulary.words.tokens(text);
    let word = |at: usize| tokens.get(at).map_or("", Token::folded);
    let slice = |from: usize, to: usize| {
        let start = tokens.get(from)?.word.start;
        let end = tokens.get(to.checked_sub(1)?)?.word.end;
        text.get(start..end)
    };
    // "did A … before or after B did"
    if let Some(or) =
        (1..tokens.len()).find(|at| word(*at) == "or" && matches!((word(at - 1), word(at + 1)), ("before", "after") | ("after", "before")))
    {
        let (left, right) = (slice(0, or - 1)?, slice(or + 2, tokens.len())?);
        let ends_in_did = matches!(word(tokens.len() - 1), "did" | "was" | "were" | "had");
        let right = if ends_in_did { replace_subject(left, right, vocabulary)? } else { format!("When did {right}") };
        return Some((Comparison::Time, left.to_owned(), right));
    }
    let comparison = tokens.iter().find_map(|token| {
        let number = token.is(WordClass::More).then_some(Comparison::Number);
        number.or_else(|| token.is(WordClass::Sooner).then_some(Comparison::Time))
    })?;
    // "did A expel more than B expelled?"
    if let Some(than) = (1..tokens.len()).find(|at| word(*at) == "than")
        && comparison == Comparison::Number
        && names_act(slice(0, than)?, vocabulary)
        && slice(than + 1, tokens.len()).is_some_and(|right| names_act(right, vocabulary))
    {
        return Some((comparison, slice(0, than)?.to_owned(), slice(than + 1, tokens.len())?.to_owned()));
    }
    let or = (1..tokens.len()).rev().find(|at| matches!(word(*at), "or" | "vs" | "versus"))?;
    // "Khartoum or Abu Dhabi: who was first to …"
    let behind = (or + 2..tokens.len().min(or + MOST_NAMED)).find(|at| tokens.get(*at).is_some_and(|token| token.word.before != ' '));
    if let Some(asked) = behind.filter(|_| or < MOST_NAMED && opens_with_names(&tokens, or, vocabulary)) {
        let question = slice(asked, tokens.len())?;
        return Some((comparison, format!("{question}, {}", slice(0, or)?), format!("{question}, {}", slice(or + 1, asked)?)));
    }
    // The left alternative begins behind the nearest comma or colon, or is the name just before "or".
    // "in 2023 or in 2024"
    if let Some((own, right)) = years(&tokens, or, text) {
        return Some((comparison, own, right));
    }
    let left = (0..or).rev().find(|at| tokens.get(*at).is_some_and(|token| token.word.before != ' ')).filter(|at| *at > 0);
    let (left_from, right_to) = match left {
        Some(left) => (left, tokens.len()),
        None => {
            let names = super::mentions::find(&tokens, vocabulary);
            let left = names.iter().rev().find(|mention| mention.end <= or)?;
            let right = names.iter().find(|mention| mention.start > or)?;
            (left.start, right.end)
        }
    };
    let (head, tail) = (slice(0, left_from).unwrap_or_default(), if right_to < tokens.len() { slice(right_to, tokens.len())? } else { "" });
    let side = |alternative: &str| format!("{head} {alternative} {tail}");
    let own = side(slice(left_from, or)?);
    // "the closing of the Houston consulate or of the Chengdu one": the right side borrows the left side's noun.
    let right = slice(or + 1, right_to)?;
    let right = if word(right_to - 1) == "one" || !names_act(right, vocabulary) && names_act(slice(left_from, or)?, vocabulary) {
        let act = act_words(slice(left_from, or)?, vocabulary);
        format!("{right} {act}")
    } else {
        right.to_owned()
    };
    Some((comparison, own, side(&right)))
}

/// So many words a name has at most.
const MOST_NAMED: usize = 5;

/// Whether the text begins with two names that "or" joins.
fn opens_with_names(tokens: &[Token], or: usize, vocabulary: &Vocabulary) -> bool {
    let names = super::mentions::find(tokens, vocabulary);
    names.iter().any(|name| name.end == or && name.start <= 1) && names.iter().any(|name| name.start == or + 1)
}

/// The two sides of "… in 2023 or in 2024".
fn years(tokens: &[Token], or: usize, text: &str) -> Option<(String, String)> {
    let year = |at: usize| tokens.get(at).is_some_and(|token| token.folded().len() == 4 && token.is_number());
    let right_at = if year(or + 1) { or + 1 } else { or + 2 };
    if !year(or - 1) || !year(right_at) {
        return None;
    }
    let right_year = text.get(tokens.get(right_at)?.word.start..tokens.get(right_at)?.word.end)?;
    let left_year = tokens.get(or - 1)?;
    let own = text.get(..left_year.word.end)?.to_owned();
    let right = format!("{}{right_year}", text.get(..left_year.word.start)?);
    Some((own, right))
}

fn names_act(text: &str, vocabulary: &Vocabulary) -> bool {
    !vocabulary.kinds.find(&vocabulary.words.tokens(text), false).is_empty()
}

fn act_words(text: &str, vocabulary: &Vocabulary) -> String {
    let tokens = vocabulary.words.tokens(text);
    let mut words: Vec<usize> = vocabulary.kinds.find(&tokens, false).into_iter().flat_map(|found| found.words).collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter().filter_map(|at| tokens.get(at)).map(|token| token.folded().to_owned()).collect::<Vec<_>>().join(" ")
}

/// "Did Panama leave Taiwan" with the subject of "Honduras did": "Did Honduras leave Taiwan".
fn replace_subject(left: &str, right: &str, vocabulary: &Vocabulary) -> Option<String> {
    let (left_tokens, right_tokens) = (vocabulary.words.tokens(left), vocabulary.words.tokens(right));
    let (left_names, right_names) = (super::mentions::find(&left_tokens, vocabulary), super::mentions::find(&right_tokens, vocabulary));
    let (old, new) = (left_names.first()?, right_names.first()?);
    let span =
        |tokens: &[Token], start: usize, end: usize| Some((tokens.get(start)?.word.start, tokens.get(end.checked_sub(1)?)?.word.end));
    let (old_start, old_end) = span(&left_tokens, old.start, old.end)?;
    let (new_start, new_end) = span(&right_tokens, new.start, new.end)?;
    Some(format!("{}{}{}", left.get(..old_start)?, right.get(new_start..new_end)?, left.get(old_end..)?))
}
