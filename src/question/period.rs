//! Finds the period a text names: a day, month, year, decade, span, or one counted back from the day of asking.

use crate::incident::{Date, DayNumber, day_after, day_before};
use crate::vocabulary::{PeriodWord, PeriodWords, Token};

/// Days in words: the first and the last that are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub first: DayNumber,
    /// Last day.
    pub last: DayNumber,
    /// Position of the first word that names it.
    pub start: usize,
    /// Position behind the last word.
    pub end: usize,
    /// A year or day is named, rather than "since", "before" or a decade.
    pub exact: bool,
}

/// What periods are read with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar<'a> {
    /// Today, for "last year".
    pub today: &'a Date,
    /// What the words of the calendar mean.
    pub words: &'a PeriodWords,
}

impl Calendar<'_> {
    fn meaning(&self, word: &str) -> Option<(PeriodWord, i32)> {
        self.words.get(word).copied()
    }
}

impl Period {
    /// Whether any day from `first` to `last` is in it.
    pub const fn overlaps(&self, first: DayNumber, last: DayNumber) -> bool {
        self.first <= last && first <= self.last
    }

    /// Whether a day or a month is named.
    pub const fn is_a_month_or_less(self) -> bool {
        self.exact && self.first / 100 == self.last / 100
    }
}

/// Every period named, in the order of the text.
pub(super) fn find(tokens: &[Token], calendar: Calendar<'_>) -> Vec<Period> {
    let mut periods = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match one(tokens, at, calendar) {
            Some(period) => {
                at = period.end.max(at + 1);
                periods.push(period);
            }
            None => at += 1,
        }
    }
    let mut periods = join_spans(tokens, periods, calendar);
    // "last year and the year before that"
    for period in periods.iter_mut().filter(|period| period.exact) {
        let behind: Vec<&str> = (period.end..period.end + 4).map(|at| folded(tokens, at)).collect();
        if matches!(behind.as_slice(), ["and", "the", "year", "before"]) {
            (period.first, period.end) = (period.first - 10_000, period.end + 4);
        }
    }
    periods
}

fn folded(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", Token::folded)
}

fn is(calendar: Calendar<'_>, what: PeriodWord, word: &str) -> bool {
    calendar.meaning(word).is_some_and(|(found, _)| found == what)
}

fn year_at(tokens: &[Token], at: usize) -> Option<i32> {
    let word = folded(tokens, at);
    (word.len() == 4).then(|| word.parse::<i32>().ok()).flatten().filter(|year| (1800..=2100).contains(year))
}

fn month_at(tokens: &[Token], at: usize, calendar: Calendar<'_>) -> Option<u32> {
    match calendar.meaning(folded(tokens, at))? {
        (PeriodWord::Month, month) => u32::try_from(month).ok(),
        _ => None,
    }
}

/// "and the year before?": the year that is meant beside the period of the question before.
pub(super) fn beside(tokens: &[Token], previous: Period) -> Option<Period> {
    let year = previous.first / 10_000;
    let whole = previous.exact && year == previous.last / 10_000;
    let at = (0..tokens.len()).find(|at| folded(tokens, *at) == "year").filter(|_| whole && tokens.len() <= 6)?;
    let year = match folded(tokens, at + 1) {
        "before" | "earlier" => year - 1,
        "after" | "later" => year + 1,
        _ => return None,
    };
    Some(Period { first: year * 10_000 + 101, last: year * 10_000 + 1231, start: at, end: at + 2, exact: true })
}

/// "Expulsion", "arrest": what is done to so many people.
fn is_done_to_people(token: &Token) -> bool {
    const STEMS: &[&str] = &[
        "expel", "expuls", "deport", "remov", "recal", "withdraw", "kill", "death", "arrest", "detent", "releas", "swap", "exchang",
        "eject", "ouster", "evacu", "kidnap", "murder", "execut", "list", "group", "total", "crowd", "out",
    ];
    STEMS.iter().any(|stem| token.stem.starts_with(stem))
}

/// A year of two digits: "in 89", "July '84".
fn short_year_at(tokens: &[Token], at: usize, calendar: Calendar<'_>) -> Option<i32> {
    let token = tokens.get(at).filter(|token| token.is_number() && token.folded().len() == 2 && token.word.before == ' ')?;
    let before = tokens.get(at.checked_sub(1)?)?;
    // A blank and an apostrophe, straight or curly.
    let apostrophe = matches!(token.word.start.saturating_sub(before.word.end), 2 | 4);
    let dated = matches!(before.folded(), "in" | "since" | "of" | "late" | "early" | "summer" | "autumn" | "winter" | "spring");
    let month = month_at(tokens, at - 1, calendar).is_some();
    // "The expulsion of 55" is of people, "the crisis of 62" of a year.
    let of_people = before.folded() == "of" && at.checked_sub(2).and_then(|at| tokens.get(at)).is_some_and(is_done_to_people);
    let dated = dated && !of_people;
    let counts = tokens.get(at + 1).is_some_and(|next| next.word.before == ' ' && next.weight >= 2);
    let year = token.folded().parse::<i32>().ok()?;
    let century = if year <= calendar.today.year() % 100 { 2000 } else { 1900 };
    (apostrophe || (dated && !counts && year > 31) || (month && year > 31)).then_some(century + year)
}

/// A day of the month: "7", "7th", "1st".
fn day_at(tokens: &[Token], at: usize) -> Option<u32> {
    let word = folded(tokens, at);
    let digits = word
        .strip_suffix("st")
        .or_else(|| word.strip_suffix("nd"))
        .or_else(|| word.strip_suffix("rd"))
        .or_else(|| word.strip_suffix("th"))
        .unwrap_or(word);
    digits.parse::<u32>().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

fn one(tokens: &[Token], at: usize, calendar: Calendar<'_>) -> Option<Period> {
    let span = |first: DayNumber, last: DayNumber, end: usize| Some(Period { first, last, start: at, end, exact: true });
    let day =
        |year: i32, month: u32, day: u32, end: usize| Date::day(year, month, day).and_then(|date| span(date.first(), date.last(), end));
    // 2022-09-07 is three words; so is 07.09.2022.
    if let (Some(year), Some(month), Some(date)) = (year_at(tokens, at), number_at(tokens, at + 1, 12), number_at(tokens, at + 2, 31)) {
        return day(year, month, date, at + 3);
    }
    if let (Some(date), Some(month), Some(year)) = (number_at(tokens, at, 31), number_at(tokens, at + 1, 12), year_at(tokens, at + 2)) {
        return day(year, month, date, at + 3);
    }
    if let Some(month) = month_at(tokens, at, calendar) {
        let skip = usize::from(matches!(folded(tokens, at + 1), "of" | "de"));
        if let Some(year) = year_at(tokens, at + 1 + skip).or_else(|| short_year_at(tokens, at + 1 + skip, calendar)) {
            return whole_month(year, month).and_then(|(first, last)| span(first, last, at + 2 + skip));
        }
        if let (Some(date), Some(year)) = (day_at(tokens, at + 1), year_at(tokens, at + 2)) {
            return day(year, month, date, at + 3);
        }
        return None;
    }
    if let Some(date) = day_at(tokens, at) {
        let skip = usize::from(matches!(folded(tokens, at + 1), "of" | "de"));
        if let Some(month) = month_at(tokens, at + 1 + skip, calendar) {
            let skip_year = usize::from(matches!(folded(tokens, at + 2 + skip), "of" | "de"));
            if let Some(year) = year_at(tokens, at + 2 + skip + skip_year) {
                return day(year, month, date, at + 3 + skip + skip_year);
            }
        }
    }
    if let Some((month, date, words)) = feast(tokens, at)
        && let Some(year) = year_at(tokens, at + words)
    {
        return day(year, month, date, at + words + 1);
    }
    if let Some(year) = year_at(tokens, at).or_else(|| short_year_at(tokens, at, calendar)) {
        return span(year * 10_000 + 101, year * 10_000 + 1231, at + 1);
    }
    if let Some((PeriodWord::Decade, year)) = calendar.meaning(folded(tokens, at)) {
        return Some(Period { exact: false, ..span(year * 10_000 + 101, (year + 9) * 10_000 + 1231, at + 1)? });
    }
    relative(tokens, at, calendar)
}

/// "New Year's Day", "Christmas Eve": month, day, and so many words.
fn feast(tokens: &[Token], at: usize) -> Option<(u32, u32, usize)> {
    let year = folded(tokens, at) == "new" && matches!(folded(tokens, at + 1), "year" | "years");
    let (words, eve, whole) = if year { (2, (12, 31), (1, 1)) } else { (1, (12, 24), (12, 25)) };
    if !year && folded(tokens, at) != "christmas" {
        return None;
    }
    let (month, day) = match folded(tokens, at + words) {
        "eve" => eve,
        "day" => whole,
        _ => return None,
    };
    Some((month, day, words + 1))
}

fn number_at(tokens: &[Token], at: usize, most: u32) -> Option<u32> {
    let word = folded(tokens, at);
    (word.len() <= 2).then(|| word.parse::<u32>().ok()).flatten().filter(|number| (1..=most).contains(number))
}

fn whole_month(year: i32, month: u32) -> Option<(DayNumber, DayNumber)> {
    Date::parse(&format!("{year:04}-{month:02}")).ok().map(|date| (date.first(), date.last()))
}

/// "last year", "this month", "three years ago", "in the last five years", "yesterday".
fn relative(tokens: &[Token], at: usize, calendar: Calendar<'_>) -> Option<Period> {
    let (year, month) = (calendar.today.year(), calendar.today.first() / 100 % 100);
    let span = |first: DayNumber, last: DayNumber, end: usize| Some(Period { first, last, start: at, end, exact: true });
    let years = |year: i32, end: usize| span(year * 10_000 + 101, year * 10_000 + 1231, end);
    let months = |back: i32, end: usize| {
        let count = year * 12 + month - 1 - back;
        whole_month(count.div_euclid(12), u32::try_from(count.rem_euclid(12)).ok()? + 1).and_then(|(first, last)| span(first, last, end))
    };
    let plural = |word: &str| word.ends_with('s');
    match (folded(tokens, at), folded(tokens, at + 1), folded(tokens, at + 2)) {
        ("last" | "previous", "year", _) => years(year - 1, at + 2),
        ("this", "year", _) => years(year, at + 2),
        ("last" | "previous", "month", _) => months(1, at + 2),
        ("this", "month", _) => months(0, at + 2),
        ("last" | "past", count, unit) if plural(unit) && is(calendar, PeriodWord::Unit, unit) => {
            let days = count.parse::<i32>().ok().filter(|count| *count < 500)? * calendar.meaning(unit)?.1;
            Some(Period { exact: false, ..span(back(calendar.today, days)?, calendar.today.last(), at + 3)? })
        }
        (count, "year" | "years", "ago") => years(year - count.parse::<i32>().ok().filter(|count| *count < 500)?, at + 3),
        (count, "month" | "months", "ago") => months(count.parse::<i32>().ok().filter(|count| *count < 500)?, at + 3),
        _ => None,
    }
}

/// The day so many days before, in round months and years: enough for "in the last five years".
fn back(today: &Date, days: i32) -> Option<DayNumber> {
    let (years, months) = (days / 365, days % 365 / 30);
    let count = today.year() * 12 + today.first() / 100 % 100 - 1 - years * 12 - months;
    (count > 0).then(|| count / 12 * 10_000 + (count % 12 + 1) * 100 + 1)
}

/// A period with the word that bounds time by it, past "the start of" and the like: "since the beginning of 2020".
fn boundary(tokens: &[Token], period: Period) -> (Period, &str) {
    let word = |back: usize| period.start.checked_sub(back).map_or("", |at| folded(tokens, at));
    let part = matches!(word(2), "start" | "beginning" | "turn" | "end" | "close" | "middle") && word(1) == "of";
    if !part {
        return (period, word(1));
    }
    let late = matches!(word(2), "end" | "close") && period.last / 10_000 == period.first / 10_000;
    let first = if late { period.last / 100 * 100 + 1 } else { period.first };
    let article = usize::from(word(3) == "the");
    let before = word(3 + article);
    (Period { first, start: period.start - 2 - article, ..period }, before)
}

/// Turns "since 2018", "before 2020", "between 2016 and 2019", "2024 and 2025" into spans.
fn join_spans(tokens: &[Token], periods: Vec<Period>, calendar: Calendar<'_>) -> Vec<Period> {
    let mut joined: Vec<Period> = Vec::new();
    for period in periods {
        let (period, before) = boundary(tokens, period);
        if let Some(last) = joined.last_mut() {
            let link = (last.end..period.start).map(|position| folded(tokens, position)).collect::<Vec<_>>();
            let opens = last.start.checked_sub(1).map_or("", |before| folded(tokens, before));
            let spans = matches!(
                link.as_slice(),
                ["and" | "to" | "until" | "till" | "through" | "thru" | "hasta" | "y" | "et" | "und" | "e" | "bis" | "or"] | []
            ) && last.end <= period.start;
            if spans
                && period.first >= last.first
                && (link.first() != Some(&"and") || is(calendar, PeriodWord::Between, opens) || period.first - last.last < 20_000)
            {
                last.last = period.last;
                last.end = period.end;
                continue;
            }
        }
        joined.push(match calendar.meaning(before) {
            Some((PeriodWord::From, _)) => Period { last: DayNumber::MAX, start: period.start - 1, exact: false, ..period },
            Some((PeriodWord::Until, _)) => {
                Period { first: DayNumber::MIN, last: day_before(period.first), start: period.start - 1, exact: false, ..period }
            }
            Some((PeriodWord::After, _)) => {
                Period { first: day_after(period.last), last: DayNumber::MAX, start: period.start - 1, exact: false, ..period }
            }
            _ => period,
        });
    }
    joined
}
