//! Time limits in reports: "within 48 hours", "until Friday", "by the end of the month", counted from the day of the event.

use super::days::{Calendar, Serial, When, civil, count_of, date_of, find, serial, weekday_of};
use super::sentences::Sentence;
use super::wordings::Cue;
use crate::incident::{Date, DayNumber};

/// A time limit told in a sentence about an event of the day `event`, with the places of its first word and behind its last.
pub(super) fn deadline(sentence: &Sentence, calendar: Calendar<'_>, event: Option<Serial>) -> Option<(Date, usize, usize)> {
    let cues = calendar.wordings.cues(&sentence.tokens);
    let due = cues.iter().any(|cue| cue.meaning == Cue::Due);
    let named = (0..sentence.tokens.len()).any(|at| matches!(sentence.word(at), "deadline" | "ultimatum" | "notice"));
    let event = event.or(calendar.today)?;
    for at in 0..sentence.tokens.len() {
        if let Some((days, end)) = span_of(sentence, at)
            && (due || named || is_granted(sentence, at, end))
            && let Some(date) = after(event, days)
        {
            return Some((date, at, end));
        }
    }
    let limit = |word: &str| matches!(word, "within" | "by" | "until" | "before" | "than" | "till");
    let whens = find(sentence, calendar);
    for at in (0..sentence.tokens.len()).filter(|at| limit(sentence.word(*at)) && (due || named || is_bound(sentence, *at))) {
        if let Some(date) = end_of(sentence, at, event) {
            return Some((date, at, at + 6));
        }
        // "by Georgia on 28 September" is no limit.
        let named = |end: usize| sentence.mentions.iter().any(|mention| mention.start > at && mention.start < end);
        let Some(when) = whens.iter().find(|when| when.start > at && when.start <= at + 5 && !named(when.start)) else { continue };
        let year = (when.start..when.end).any(|at| sentence.word(at).len() == 4 && sentence.word(at).parse::<u32>().is_ok());
        // A day without a year lies ahead of the event.
        let ahead = |day: Serial| {
            let (year, month, day) = civil(day);
            DayNumber::try_from((year + 1) * 10_000 + month * 100 + day).map_or(event, serial)
        };
        let when = &if !year && !when.weekday && when.last < event {
            When { first: ahead(when.first), last: ahead(when.last), ..*when }
        } else {
            *when
        };
        let day = if when.weekday && when.last <= event { when.last + (event - when.last) / 7 * 7 + 7 } else { when.last };
        let day = When { first: day, last: day, ..*when };
        let date = if when.first == when.last { day.date() } else { when.date() };
        if let Some(date) = date.filter(|_| day.last >= event) {
            return Some((date, at, when.end));
        }
    }
    None
}

/// "gave the junta thirty days to name a prime minister", "has two weeks to decide".
fn is_granted(sentence: &Sentence, at: usize, end: usize) -> bool {
    let gives = |word: &str| matches!(word, "got" | "give" | "gives" | "gave" | "given" | "giving" | "granted" | "allowed");
    let has = |word: &str| matches!(word, "has" | "have" | "had");
    let to = sentence.word(end) == "to";
    (at.saturating_sub(6)..at).any(|at| gives(sentence.word(at)) || to && at + 2 >= end.saturating_sub(3) && has(sentence.word(at)))
}

/// "has till midnight on Sunday", "will have to be functioning before 30 June", "must be shut by the end of the month".
fn is_bound(sentence: &Sentence, limit: usize) -> bool {
    let word = |at: usize| sentence.word(at);
    let open = |from: usize| (from + 1..=limit).all(|at| !matches!(sentence.before(at), '.' | ';' | ':'));
    let holds = limit.saturating_sub(2)..limit;
    let binds = limit.saturating_sub(9)..limit;
    // "gave the authorities until noon on Tuesday".
    let gives = |at: usize| matches!(word(at), "gave" | "give" | "gives" | "given" | "giving") && open(at);
    matches!(word(limit), "until" | "till") && (limit.saturating_sub(7)..limit).any(gives)
        || holds.into_iter().any(|at| matches!(word(at), "has" | "have" | "had" | "given" | "gave"))
        || binds.into_iter().any(|at| {
            open(at)
                && (word(at) == "must"
                    || matches!(word(at), "has" | "have" | "had" | "is" | "are" | "was" | "were") && word(at + 1) == "to")
        })
}

/// How long a limit is: days, or months.
#[derive(Debug, Clone, Copy)]
enum Length {
    Days(i64),
    Months(i64),
}

/// "48 hours", "a week", "one-month" at this position, if words around make it a limit.
fn span_of(sentence: &Sentence, at: usize) -> Option<(Length, usize)> {
    let count = count_of(sentence.word(at))?;
    let skip = usize::from(matches!(sentence.word(at + 1), "further" | "full" | "working" | "calendar"));
    let unit_at = at + 1 + skip;
    let length = match sentence.word(unit_at) {
        "hour" | "hours" => Length::Days((count + 23) / 24),
        "day" | "days" => Length::Days(count),
        "week" | "weeks" => Length::Days(7 * count),
        "fortnight" => Length::Days(14 * count),
        "month" | "months" => Length::Months(count),
        _ => return None,
    };
    let back = |by: usize| at.checked_sub(by).map_or("", |at| sentence.word(at));
    let ahead = |by: usize| sentence.word(unit_at + by);
    let opens = [back(1), back(2), back(3)].iter().any(|word| {
        matches!(
            *word,
            "within"
                | "in"
                | "got"
                | "have"
                | "has"
                | "had"
                | "given"
                | "gave"
                | "give"
                | "giving"
                | "gives"
                | "than"
                | "allowed"
                | "granted"
        )
    });
    let leaves = (1..=3).any(|by| matches!(ahead(by), "to" | "deadline" | "ultimatum" | "notice"));
    let past = (1..=2).any(|by| matches!(ahead(by), "ago" | "earlier" | "after" | "later" | "before" | "since"));
    (!past && (opens && back(1) != "the" && back(1) != "last" || leaves)).then_some((length, unit_at + 1))
}

/// The day that lies so long behind another.
fn after(event: Serial, length: Length) -> Option<Date> {
    match length {
        Length::Days(days) => date_of(event + days),
        Length::Months(months) => {
            let (year, month, day) = civil(event);
            let months = year * 12 + month - 1 + months;
            let number = |day: i64| DayNumber::try_from(months.div_euclid(12) * 10_000 + (months.rem_euclid(12) + 1) * 100 + day).ok();
            // The last day that the month has.
            (28..=day.max(28)).rev().filter(|one| *one <= day).chain([day.min(28)]).find_map(|day| {
                let number = number(day)?;
                Date::parse(&format!("{:04}-{:02}-{:02}", number / 10_000, number / 100 % 100, number % 100)).ok()
            })
        }
    }
}

/// "by the end of the month".
fn end_of(sentence: &Sentence, at: usize, event: Serial) -> Option<Date> {
    let words: Vec<&str> = (at + 1..at + 6).map(|at| sentence.word(at)).collect();
    let unit = match words.as_slice() {
        ["the", "end", "of", "the" | "this", unit] | ["end", "of", "the" | "this", unit, ..] | ["the", "end", "of", unit, _] => *unit,
        _ => return None,
    };
    let (year, month, _) = civil(event);
    match unit {
        "day" => date_of(event),
        "week" => date_of(event + 7 - weekday_of(event)),
        "month" => {
            let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            let first = DayNumber::try_from(next.0 * 10_000 + next.1 * 100 + 1).ok()?;
            date_of(serial(first) - 1)
        }
        "year" => Date::day(i32::try_from(year).ok()?, 12, 31),
        _ => None,
    }
}
