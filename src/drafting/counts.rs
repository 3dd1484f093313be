//! Numbers that count something: "15 diplomats", "two dozen ships", "a single attaché". Lengths of time are for
//! `deadlines`: "gave them 72 hours to leave" counts nobody.

use super::days::When;
use super::sentences::Sentence;
use super::wordings::{Cue, Wordings};

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u64,
    /// Position of the first word.
    pub(super) start: usize,
    /// Position behind the noun.
    pub(super) end: usize,
}

/// Most words between a number and what it counts: "15 accredited Russian embassy staff".
const REACH: usize = 5;

/// Every number of a sentence that counts something; days, years and clock times do not.
pub(super) fn find(sentence: &Sentence, text: &str, whens: &[When], wordings: &Wordings) -> Vec<Number> {
    let mut counted: Vec<usize> =
        wordings.cues(&sentence.tokens).iter().filter(|cue| cue.meaning == Cue::Counted).map(|cue| cue.end - 1).collect();
    counted.extend((0..sentence.tokens.len()).filter(|at| is_plural(sentence, *at)));
    counted
        .extend(sentence.mentions.iter().filter(|mention| mention.form == crate::vocabulary::Form::People).map(|mention| mention.end - 1));
    counted.sort_unstable();
    let mut found = Vec::new();
    let mut at = 0;
    while at < sentence.tokens.len() {
        let Some((value, behind)) = value_at(sentence, text, at, whens, wordings) else {
            at += 1;
            continue;
        };
        // "two of the five engineers": both count them.
        let part = sentence.word(behind) == "of";
        let joins = |position: &usize| {
            (behind..*position).all(|at| sentence.before(at) != '.' && (part || !is_number(sentence, at)))
                && !(behind..=*position).any(|at| is_time(sentence.word(at)))
        };
        let noun = counted.iter().find(|position| **position >= behind && **position < behind + REACH && joins(position));
        // "of whom 260 had been counted".
        // "a staff of 22".
        let group = at > 1 && sentence.word(at - 1) == "of" && counted.contains(&(at - 2));
        let alone = (group
            || at > 1 && sentence.word(at - 1) == "whom" && sentence.word(at - 2) == "of"
            || part && matches!(sentence.word(behind + 1), "them" | "these" | "those")
            || matches!(sentence.word(behind), "were" | "have" | "had") && sentence.before(behind) == ' ')
            .then_some(behind - 1);
        if let Some(noun) = noun.copied().or(alone) {
            found.push(Number { value, start: at, end: noun + 1 });
        }
        at = behind.max(at + 1);
    }
    found
}

/// Words that begin so name persons of a mission.
const PERSONS: [&str; 32] = [
    "diplomat", "official", "envoy", "ambassador", "attache", "staff", "employee", "officer", "people", "person", "citizen", "national",
    "member", "worker", "agent", "spy", "spies", "consul", "counsellor", "secretar", "representative", "operative", "famil", "dependant",
    "dependent", "colleague", "men", "women", "other", "more", "them", "guard",
];

/// Whether a number counts persons, or stands for them by itself: "15 were expelled", "four Russians".
pub(super) fn is_of_persons(sentence: &Sentence, number: &Number) -> bool {
    let Some(last) = number.end.checked_sub(1) else { return false };
    let noun = sentence.word(last);
    let people = sentence.mentions.iter().any(|mention| mention.end == number.end && mention.form == crate::vocabulary::Form::People);
    people
        || last == number.start
        || is_number(sentence, last)
        || PERSONS.iter().any(|stem| noun.starts_with(stem)) && !noun.starts_with("consulate")
}

/// A word in small letters that looks like several things.
fn is_plural(sentence: &Sentence, at: usize) -> bool {
    sentence.tokens.get(at).is_some_and(|token| {
        !token.word.capital
            && !token.word.possessive
            && token.folded().len() > 3
            && token.folded().ends_with('s')
            && !token.folded().ends_with("ss")
    })
}

/// Whether a word is a unit of time; what stands behind it is not what the number counts.
fn is_time(word: &str) -> bool {
    matches!(
        word.strip_suffix('s').unwrap_or(word),
        "second"
            | "minute"
            | "hour"
            | "day"
            | "night"
            | "week"
            | "weekend"
            | "fortnight"
            | "month"
            | "quarter"
            | "year"
            | "decade"
            | "century"
    ) || word == "centuries"
}

fn is_number(sentence: &Sentence, at: usize) -> bool {
    sentence.tokens.get(at).is_some_and(crate::vocabulary::Token::is_number)
}

/// The number that begins at a position, and the position behind it.
fn value_at(sentence: &Sentence, text: &str, at: usize, whens: &[When], wordings: &Wordings) -> Option<(u64, usize)> {
    let word = sentence.word(at);
    if whens.iter().any(|when| (when.start..when.end).contains(&at)) {
        return None;
    }
    let (mut value, mut behind) = if let Ok(value) = word.parse::<u64>() {
        // "2.5" folds to "25", "14:30" to "14" and "30".
        let written = sentence.text_of(text, at, at + 1);
        let clock = text.get(..sentence.start + sentence.tokens.get(at)?.word.start).is_some_and(|head| head.ends_with(':'))
            || text.get(sentence.start + sentence.tokens.get(at)?.word.end..).is_some_and(|rest| rest.starts_with(':'));
        if clock || written.contains('.') {
            return None;
        }
        (value, at + 1)
    } else if matches!(word, "one" | "single") {
        (1, at + 1)
    } else if matches!(word, "a" | "an") && matches!(sentence.word(at + 1), "single" | "further" | "second") {
        (1, at + 2)
    } else {
        let skip = usize::from(matches!(word, "a" | "an"));
        (wordings.multiple(sentence.word(at + skip))?, at + skip + 1)
    };
    // "thirty-one".
    if (20..100).contains(&value)
        && value.is_multiple_of(10)
        && let Ok(unit @ 1..=9) = sentence.word(behind).parse::<u64>()
        && sentence.text_of(text, at, behind + 1).contains('-')
    {
        value += unit;
        behind += 1;
    }
    while let Some(times) = wordings.multiple(sentence.word(behind)).filter(|times| *times >= 12) {
        value = value.checked_mul(times)?;
        behind += 1;
        if let Ok(more) = sentence.word(behind + usize::from(sentence.word(behind) == "and")).parse::<u64>()
            && more < times
        {
            value = value.checked_add(more)?;
            behind += 1 + usize::from(sentence.word(behind) == "and");
        }
    }
    Some((value, behind))
}
