//! Days in reports: explicit ones, weekdays and "yesterday", counted from the day of the report.

use super::sentences::Sentence;
use super::wordings::Wordings;
use crate::incident::{Date, DayNumber};
use crate::vocabulary::{PeriodWord, PeriodWords};

/// A day counted from 1 January 1970.
pub(super) type Serial = i64;

/// A day without year lies in the year of the report unless that would be so many days ahead of it.
const AHEAD: Serial = 45;

/// Days or a month or year that a sentence names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    /// First day.
    pub(super) first: Serial,
    /// Last day.
    pub(super) last: Serial,
    /// Position of the first word.
    pub(super) start: usize,
    /// Position behind the last word.
    pub(super) end: usize,
    /// A weekday, for which the words around say whether it lies before or behind.
    pub(super) weekday: bool,
    /// It dates what is told behind it: "a day after Russia told them to leave".
    pub(super) of_next: bool,
}

impl When {
    /// As EDTF: a day, a month, a year or an interval.
    pub(super) fn date(self) -> Option<Date> {
        let (first, last) = (civil(self.first), civil(self.last));
        if self.first == self.last {
            return date_of(self.first);
        }
        let whole_month = first.2 == 1 && civil(self.last + 1).2 == 1 && (first.0, first.1) == (last.0, last.1);
        let whole_year = (first.1, first.2) == (1, 1) && (last.1, last.2) == (12, 31) && first.0 == last.0;
        let text = if whole_month {
            format!("{:04}-{:02}", first.0, first.1)
        } else if whole_year {
            format!("{:04}", first.0)
        } else {
            format!("{}/{}", date_of(self.first)?, date_of(self.last)?)
        };
        Date::parse(&text).ok()
    }
}

/// What days are read with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar<'a> {
    /// The day of the report.
    pub(super) today: Option<Serial>,
    /// Months.
    pub(super) words: &'a PeriodWords,
    /// Weekdays, "yesterday".
    pub(super) wordings: &'a Wordings,
}

/// The day with this number, as it is counted here.
pub(super) fn serial(day: DayNumber) -> Serial {
    let (year, month, day) = (i64::from(day.div_euclid(10_000)), i64::from(day / 100 % 100), i64::from(day % 100));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day.
pub(super) fn civil(days: Serial) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days - era * 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The date of a day.
pub(super) fn date_of(day: Serial) -> Option<Date> {
    let (year, month, day) = civil(day);
    Date::day(i32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// Monday 1 to Sunday 7.
pub(super) const fn weekday_of(day: Serial) -> Serial {
    (day + 3).rem_euclid(7) + 1
}

/// Every day, month and year a sentence names, in its order.
pub(super) fn find(sentence: &Sentence, calendar: Calendar<'_>) -> Vec<When> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sentence.tokens.len() {
        let reader = Reader { sentence, calendar, at };
        match reader.explicit().or_else(|| reader.relative()) {
            Some(when) => {
                at = when.end.max(at + 1);
                found.push(when);
            }
            None => match reader.of_scene(found.last()).or_else(|| reader.later(found.last())) {
                Some(when) => {
                    at = when.end;
                    found.push(when);
                }
                None => at += 1,
            },
        }
    }
    found
}

struct Reader<'a> {
    sentence: &'a Sentence,
    calendar: Calendar<'a>,
    at: usize,
}

impl Reader<'_> {
    fn word(&self, ahead: usize) -> &str {
        self.sentence.word(self.at + ahead)
    }

    fn back(&self, by: usize) -> &str {
        self.at.checked_sub(by).map_or("", |at| self.sentence.word(at))
    }

    fn month(&self, ahead: usize) -> Option<i64> {
        let token = self.sentence.tokens.get(self.at + ahead).filter(|token| token.word.capital)?;
        match self.calendar.words.get(token.folded())? {
            (PeriodWord::Month, month) => Some(i64::from(*month)),
            _ => None,
        }
    }

    fn day(&self, ahead: usize) -> Option<i64> {
        let word = self.word(ahead);
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        (digits.len() <= 2).then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
    }

    fn year(&self, ahead: usize) -> Option<i64> {
        let word = self.word(ahead);
        (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1800..=2100).contains(year))
    }

    fn span(&self, first: Serial, last: Serial, length: usize) -> Option<When> {
        Some(When { first, last, start: self.at, end: self.at + length, weekday: false, of_next: false })
    }

    fn whole_day(&self, (year, month, day): (i64, i64, i64), length: usize) -> Option<When> {
        let number = DayNumber::try_from(year * 10_000 + month * 100 + day).ok()?;
        let day = serial(number);
        (civil(day).2 == i64::from(number % 100)).then_some(())?;
        self.span(day, day, length)
    }

    fn whole_month(&self, year: i64, month: i64, length: usize) -> Option<When> {
        let first = |year: i64, month: i64| DayNumber::try_from(year * 10_000 + month * 100 + 1).ok().map(serial);
        let next = if month == 12 { first(year + 1, 1)? } else { first(year, month + 1)? };
        self.span(first(year, month)?, next - 1, length)
    }

    fn whole_year(&self, year: i64, length: usize) -> Option<When> {
        let number = |month_day: i64| DayNumber::try_from(year * 10_000 + month_day).ok().map(serial);
        self.span(number(101)?, number(1231)?, length)
    }

    /// The year of a month and day without one: the last in which they lay before the day of the report.
    fn year_of(&self, month: i64, day: i64) -> Option<i64> {
        let today = self.calendar.today?;
        let year = civil(today).0;
        let number = DayNumber::try_from(year * 10_000 + month * 100 + day).ok()?;
        if self.lies_ahead() {
            return Some(if serial(number) < today { year + 1 } else { year });
        }
        Some(if serial(number) > today + AHEAD { year - 1 } else { year })
    }

    /// "7 September 2022", "September 7, 2022", "7 September", "2022-09-07", "September 2022", "in September", "in 2022".
    fn explicit(&self) -> Option<When> {
        if let (Some(year), Some(month), Some(day)) = (self.year(0), self.day(1).filter(|month| *month <= 12), self.day(2)) {
            return self.whole_day((year, month, day), 3);
        }
        if let (Some(day), Some(month), Some(year)) = (self.day(0), self.day(1).filter(|month| *month <= 12), self.year(2)) {
            return self.whole_day((year, month, day), 3);
        }
        if let Some(month) = self.month(0) {
            let plain = self.word(1).chars().all(|letter| letter.is_ascii_alphanumeric());
            if let Some(day) = self.day(1).filter(|_| plain && self.year(1).is_none()) {
                return match self.year(2) {
                    Some(year) => self.whole_day((year, month, day), 3),
                    None => self.whole_day((self.year_of(month, day)?, month, day), 2),
                };
            }
            let skip = usize::from(self.word(1) == "of");
            if let Some(year) = self.year(1 + skip) {
                return self.whole_month(year, month, 2 + skip);
            }
            let told = matches!(self.back(1), "in" | "since" | "last" | "of" | "until" | "by" | "late" | "early" | "mid" | "from");
            if !told {
                return None;
            }
            // "last November" has been.
            let year = self.year_of(month, 1)?;
            let ahead = self.whole_month(year, month, 1).zip(self.calendar.today).is_some_and(|(when, today)| when.first > today);
            let year = if ahead && self.back(1) == "last" { year - 1 } else { year };
            return self.whole_month(year, month, 1);
        }
        if let Some(day) = self.day(0) {
            let skip = usize::from(self.word(1) == "of");
            if let Some(month) = self.month(1 + skip) {
                return match self.year(2 + skip) {
                    Some(year) => self.whole_day((year, month, day), 3 + skip),
                    None => self.whole_day((self.year_of(month, day)?, month, day), 2 + skip),
                };
            }
        }
        let year = self.year(0)?;
        let told = matches!(
            self.back(1),
            "in" | "since"
                | "of"
                | "from"
                | "until"
                | "by"
                | "the"
                | "during"
                | "late"
                | "early"
                | "and"
                | "mid"
                | "to"
                | "before"
                | "after"
        );
        if told { self.whole_year(year, 1) } else { None }
    }

    /// "yesterday", "on Tuesday", "last week", "two days ago".
    fn relative(&self) -> Option<When> {
        let today = self.calendar.today?;
        if let Some(distance) = self.calendar.wordings.day(self.word(0)) {
            return self.span(today + distance, today + distance, 1);
        }
        // "has just closed".
        if self.word(0) == "just" && matches!(self.back(1), "has" | "have") {
            return self.span(today, today, 1);
        }
        // "on the 2nd".
        let ordinal = self.word(0).ends_with(['d', 'h', 't']) && self.word(0).starts_with(|letter: char| letter.is_ascii_digit());
        if ordinal
            && self.back(1) == "the"
            && matches!(self.back(2), "on" | "of" | "by" | "until" | "from" | "since")
            && let Some(day) = self.day(0)
        {
            let found = (0..31).map(|back| today - back).find(|serial| civil(*serial).2 == day)?;
            return self.span(found, found, 1);
        }
        let capital = self.sentence.tokens.get(self.at).is_some_and(|token| token.word.capital);
        if let Some(weekday) = self.calendar.wordings.weekday(self.word(0)).filter(|_| capital) {
            return self.weekday(today, weekday);
        }
        let monday = today - (weekday_of(today) - 1);
        let (year, month, _) = civil(today);
        match (self.word(0), self.word(1), self.word(2)) {
            ("this", "morning" | "afternoon" | "evening", _) => self.span(today, today, 2),
            ("last", "night", _) => self.span(today - 1, today - 1, 2),
            ("last", "week", _) => self.span(monday - 7, monday - 1, 2),
            ("last", "weekend", _) => self.span(monday - 2, monday - 1, 2),
            ("the", "weekend", _) if matches!(self.back(1), "over" | "at" | "during") => self.span(monday - 2, monday - 1, 2),
            ("last", "month", _) if month == 1 => self.whole_month(year - 1, 12, 2),
            ("last", "month", _) => self.whole_month(year, month - 1, 2),
            ("last", "year", _) => self.whole_year(year - 1, 2),
            (count, unit, "ago") => {
                let count = count_of(count)?;
                match unit {
                    "day" | "days" => self.span(today - count, today - count, 3),
                    "week" | "weeks" => self.span(today - 7 * count, today - 7 * count, 3),
                    "month" | "months" => {
                        let months = year * 12 + month - 1 - count;
                        self.whole_month(months.div_euclid(12), months.rem_euclid(12) + 1, 3)
                    }
                    "year" | "years" => self.whole_year(year - count, 3),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// "the previous day", "that same evening", "the night before": counted from the day told before.
    fn of_scene(&self, before: Option<&When>) -> Option<When> {
        let time = |ahead: usize| matches!(self.word(ahead), "day" | "evening" | "night" | "morning" | "afternoon");
        let stops = |ahead: usize| {
            let at = self.at + ahead;
            let named = self.sentence.tokens.get(at).is_some_and(|token| token.word.capital);
            let noun = matches!(self.word(ahead), "the" | "a" | "an" | "its" | "his" | "her" | "their" | "he" | "she" | "it" | "they");
            self.sentence.before(at) != ' ' || !named && !noun
        };
        let (distance, length) = match (self.word(0), self.word(1)) {
            ("the", "previous" | "preceding") if time(2) => (-1, 3),
            ("the", "next" | "following") if time(2) => (1, 3),
            ("the" | "that", "same" | "very") if time(2) => (0, 3),
            ("that", _) if time(1) => (0, 2),
            ("the", _) if time(1) && self.word(2) == "before" && stops(3) => (-1, 3),
            _ => return None,
        };
        let from = before.filter(|when| when.first == when.last).map(|when| when.first).or(self.sentence.told)?;
        self.span(from + distance, from + distance, length)
    }

    /// "two days after …": counted back from the day told before it in the sentence, or from the day of the report.
    fn later(&self, before: Option<&When>) -> Option<When> {
        // "which a day earlier ordered": counted from the same day, and dating what stands beside it.
        let earlier = matches!((self.word(1), self.word(2)), ("day" | "days", "earlier"));
        let days = match (self.word(1), self.word(2)) {
            ("day" | "days", "earlier") => count_of(self.word(0))?,
            // "On the day after" dates the scene, not what it follows.
            ("day" | "days", "after") if self.word(0) != "the" => count_of(self.word(0))?,
            ("week" | "weeks", "after") => 7 * count_of(self.word(0))?,
            _ => return None,
        };
        let told = self.sentence.told.filter(|_| earlier);
        let from = before.filter(|when| when.first == when.last).map(|when| when.first).or(told).or(self.calendar.today)?;
        self.span(from - days, from - days, 3).map(|when| When { of_next: !earlier, ..when })
    }

    /// "are to be handed over on Saturday", "will shut on March 31": the words before say that it is still to come.
    fn lies_ahead(&self) -> bool {
        let ends = |at: &usize| {
            self.sentence.before(at + 1) != ' '
                || matches!(self.sentence.word(*at), "said" | "says" | "told" | "announced" | "and" | "after" | "that")
        };
        let from = (self.at.saturating_sub(14)..self.at).rev().find(ends).map_or(self.at.saturating_sub(14), |at| at + 1);
        (from..self.at).any(|at| match self.sentence.word(at) {
            "will" | "shall" => true,
            "is" | "are" | "due" | "scheduled" | "expected" | "planned" => self.sentence.word(at + 1) == "to",
            _ => false,
        })
    }

    /// A weekday is the last one that has been, the day of the report included, unless "next" or "last" stands before.
    fn weekday(&self, today: Serial, weekday: Serial) -> Option<When> {
        let since = (weekday_of(today) - weekday).rem_euclid(7);
        let day = match self.back(1) {
            "next" | "coming" => today + 7 - since,
            _ if self.lies_ahead() => today + 7 - since,
            "last" if since == 0 => today - 7,
            _ => today - since,
        };
        Some(When { first: day, last: day, start: self.at, end: self.at + 1, weekday: true, of_next: false })
    }
}

/// A small number, or "a".
pub(super) fn count_of(word: &str) -> Option<i64> {
    match word {
        "a" | "an" | "one" | "the" => Some(1),
        _ => word.parse().ok().filter(|count| (1..=500).contains(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_there_and_back() {
        for number in [19_700_101, 20_000_229, 20_240_312, 19_481_130, 21_001_231] {
            assert_eq!(date_of(serial(number)).map(|date| date.first()), Some(number));
        }
        assert_eq!(weekday_of(serial(20_240_312)), 2);
    }
}
