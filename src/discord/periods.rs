//! Days, months and years that somebody types into an option: read, and completed by those in which something is on record.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serenity::builder::CreateAutocompleteResponse;
use serenity::model::id::GuildId;

use super::bot::Bot;
use super::suggest::{response, typed};
use super::timeline::Filter;
use super::words::Language;
use crate::incident::{Date, DayNumber, Party};
use crate::question;
use crate::register::Register;

/// Longest day of a filter, for its parts to fit into the id of a button: "2018-03-26?".
const LONGEST_DAY: usize = 12;
/// What the interface has words for, with the words of the reader of questions.
const RELATIVE: [(&str, &str); 4] = [
    ("period-this-year", "this year"),
    ("period-last-year", "last year"),
    ("period-this-month", "this month"),
    ("period-last-month", "last month"),
];

/// Which end of a longer period is meant, as "the nineties" before or after an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Its first day.
    First,
    /// Its last day.
    Last,
}

/// Reads a year, month or day as records have it, or in words: "2018-03", "March 2018", "last year".
pub(super) fn read(register: &Register, text: &str, end: End, today: &Date) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = Date::parse(text).ok().filter(|date| date.as_str().len() <= LONGEST_DAY) {
        return Some(date);
    }
    let period = question::period_named(text, register.vocabulary(), today)?;
    let whole = whole(period.first, period.last);
    let day = |day: DayNumber| Date::parse(&format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)).ok();
    whole.or_else(|| day(if end == End::First { period.first } else { period.last }))
}

/// The year, month or day that lasts from one day to another; `None` for what is longer, or parts of two.
fn whole(first: DayNumber, last: DayNumber) -> Option<Date> {
    let fits = |text: String| Date::parse(&text).ok().filter(|date| (date.first(), date.last()) == (first, last));
    let (year, month, day) = (first / 10_000, first / 100 % 100, first % 100);
    let day = || fits(format!("{year:04}-{month:02}-{day:02}"));
    fits(format!("{year:04}")).or_else(|| fits(format!("{year:04}-{month:02}"))).or_else(day)
}

impl Bot {
    /// [`read`] in the words of the interface too.
    pub(super) fn period(&self, register: &Register, language: Language, (text, end): (&str, End)) -> Option<Date> {
        let said = |key: &str| crate::text::fold(&self.words.say(language, key)) == crate::text::fold(text.trim());
        let words = RELATIVE.iter().find(|(key, _)| said(key)).map_or(text, |(_, words)| words);
        read(register, words, end, &self.today())
    }
}

/// What is typed into the other options of a command whose period is completed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside<'a> {
    /// A party that matters.
    pub(super) party: &'a str,
    /// Another one.
    pub(super) with: &'a str,
    /// What they are filed under.
    pub(super) kind: &'a str,
    /// Not before.
    pub(super) from: &'a str,
    /// Not after.
    pub(super) to: &'a str,
}

/// Periods in which something is on record that fits the other options, the exact one first; without a text those counted
/// from today, then the years, the newest first.
pub(super) fn suggest(
    bot: &Arc<Bot>,
    guild: Option<GuildId>,
    language: Language,
    (partial, end): (&str, End),
    beside: Beside<'_>,
) -> CreateAutocompleteResponse {
    let partial = typed(partial);
    let choices = bot.with_view(guild, |view| {
        let register = &view.register;
        let counts = counts(register, &slots(bot, register, language, beside));
        let label = |value: &str, words: Option<&str>| {
            let count = counts.get(value).copied().unwrap_or_default();
            let put_in = [("period", words.unwrap_or(value).to_owned().into()), ("count", count.into())];
            bot.words.say_with(language, "period-label", &put_in)
        };
        let mut found: Vec<(String, String)> = Vec::new();
        let folded = crate::text::fold(partial.trim());
        for (key, words) in RELATIVE {
            let said = bot.words.say(language, key);
            let fits = crate::text::fold(&said).starts_with(&folded) || words.starts_with(&folded);
            if let Some(date) = read(register, words, End::First, &bot.today()).filter(|_| fits) {
                found.push((label(date.as_str(), Some(&format!("{said}: {}", date.as_str()))), date.as_str().to_owned()));
            }
        }
        let exact = bot.period(register, language, (&partial, end)).filter(|_| !folded.is_empty() && found.is_empty());
        let exact = exact.map(|date| date.as_str().to_owned());
        let known = fitting(&counts, exact.as_deref().unwrap_or_else(|| partial.trim()));
        for value in exact.into_iter().chain(known) {
            if found.iter().all(|(_, known)| *known != value) {
                found.push((label(&value, None), value));
            }
        }
        found
    });
    response(choices)
}

/// The incidents that fit the other options; what cannot be read of them bounds nothing.
fn slots(bot: &Bot, register: &Register, language: Language, beside: Beside<'_>) -> Vec<u32> {
    let party = |typed: &str| Some(typed).filter(|typed| !typed.trim().is_empty()).and_then(|typed| super::suggest::party(register, typed));
    let period = |typed: &str, end| {
        Some(typed).filter(|typed| !typed.trim().is_empty()).and_then(|typed| bot.period(register, language, (typed, end)))
    };
    let (one, other): (Option<Party>, Option<Party>) = (party(beside.party), party(beside.with));
    let (first, second) = if one.is_some() { (one, other) } else { (other, None) };
    let Some(party) = first else { return register.index().slots().collect() };
    let kind = Some(beside.kind).filter(|typed| !typed.trim().is_empty()).and_then(|typed| super::suggest::kind(bot, language, typed));
    Filter { party, with: second, kind, from: period(beside.from, End::First), to: period(beside.to, End::Last) }.fitting(register)
}

/// How many of these incidents began in each year, month and day that is known of them.
fn counts(register: &Register, slots: &[u32]) -> BTreeMap<String, usize> {
    // Many begin on one day, and a day in words costs more than all else.
    let mut days: HashMap<(DayNumber, DayNumber), usize> = HashMap::new();
    for entry in slots.iter().filter_map(|slot| register.index().entry(*slot)) {
        *days.entry((entry.first, entry.last)).or_default() += 1;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for ((first, last), number) in days {
        let (year, month, day) = (first / 10_000, first / 100 % 100, first % 100);
        let mut count = |period: String| *counts.entry(period).or_default() += number;
        count(format!("{year:04}"));
        if first / 100 == last / 100 {
            count(format!("{year:04}-{month:02}"));
        }
        if first == last {
            count(format!("{year:04}-{month:02}-{day:02}"));
        }
    }
    counts
}

/// The periods that begin so, longer ones first, the newest first of each length; if none does, years one slip away.
fn fitting(counts: &BTreeMap<String, usize>, begun: &str) -> Vec<String> {
    // Without a month only years are of use; with a year its months are.
    let length = match begun.len() {
        0..4 => 4,
        4..7 => 7,
        _ => 10,
    };
    let range = counts.keys().filter(|period| period.len() <= length && period.starts_with(begun));
    let mut found: Vec<String> = range.cloned().collect();
    if found.is_empty() && begun.len() == 4 {
        found.extend(counts.keys().filter(|period| is_a_slip(begun, period)).cloned());
    }
    found.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| other.cmp(one)));
    found
}

/// Whether two years differ by one figure, or by two that changed places.
fn is_a_slip(typed: &str, year: &str) -> bool {
    let pairs: Vec<(u8, u8)> = typed.bytes().zip(year.bytes()).filter(|(one, other)| one != other).collect();
    let same_length = typed.len() == year.len();
    same_length
        && matches!(pairs.as_slice(), [_] | [(_, _), (_, _)] if pairs.len() == 1 || pairs.first().map(|(a, b)| (*b, *a)) == pairs.last().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_records_have_them_and_in_words() {
        let register = Register::starter().unwrap();
        let today = Date::parse("2026-11-28").unwrap();
        let read = |text: &str, end| read(&register, text, end, &today).map(|date| date.as_str().to_owned());
        for (text, date) in [
            (" 2018 ", "2018"),
            ("2018-03", "2018-03"),
            ("2018-03-26", "2018-03-26"),
            ("March 2018", "2018-03"),
            ("26 March 2018", "2018-03-26"),
            ("in 2018", "2018"),
            ("last year", "2025"),
            ("last month", "2026-10"),
        ] {
            assert_eq!(read(text, End::First).as_deref(), Some(date), "{text}");
        }
        assert_eq!((read("nineties", End::First), read("nineties", End::Last)), (Some("1990-01-01".into()), Some("1999-12-31".into())));
        let interval = "2018-03-26/2019-04-27";
        assert_eq!((read(interval, End::First), read(interval, End::Last)), (Some("2018-03-26".into()), Some("2019-04-27".into())));
        for text in ["", "soon", "Albania 2018", "2018-13", "2018 and then"] {
            assert_eq!(read(text, End::First), None, "{text}");
        }
    }

    #[test]
    fn a_year_that_nothing_is_on_record_of_is_taken_for_one_that_is_a_slip_away() {
        let counts = ["1999", "2022", "2022-09", "2022-09-07"].map(|period| (period.to_owned(), 1)).into();
        assert_eq!(fitting(&counts, ""), ["2022", "1999"]);
        assert_eq!(fitting(&counts, "2022"), ["2022", "2022-09"]);
        assert_eq!(fitting(&counts, "2022-0"), ["2022-09"]);
        assert_eq!(fitting(&counts, "2022-09"), ["2022-09", "2022-09-07"]);
        for slip in ["2202", "2023", "2222"] {
            assert_eq!(fitting(&counts, slip), ["2022"], "{slip}");
        }
        assert!(fitting(&counts, "1850").is_empty());
    }
}
