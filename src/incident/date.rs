//! Dates as precise as they are known: EDTF (ISO 8601-2:2019 annex A) with order, overlap and wording.
//! Parsing and calendar bounds are `edtf-core`'s; wording is ours.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use edtf_core::{Bound, BoundDate, DateField, Edtf, IntervalEndpoint, YearKind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The English months, January first.
pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A calendar day as the number `year * 10000 + month * 100 + day`, which orders as the days do. How far two lie apart is for
/// [`days_between`] to say, and what comes before or after one for [`day_before`] and [`day_after`]: months end.
pub type DayNumber = i32;

/// Days from one day to another, less than none if that is earlier.
pub const fn days_between(from: DayNumber, to: DayNumber) -> i32 {
    serial(to) - serial(from)
}

/// The day before; that of an open end is the same.
pub const fn day_before(day: DayNumber) -> DayNumber {
    if day == DayNumber::MIN || day == DayNumber::MAX { day } else { of_serial(serial(day) - 1) }
}

/// The day after; that of an open end is the same.
pub const fn day_after(day: DayNumber) -> DayNumber {
    if day == DayNumber::MIN || day == DayNumber::MAX { day } else { of_serial(serial(day) + 1) }
}

/// Days counted from the first of March of the year 0: so the day that some years lack is the last one of a year.
const fn serial(day: DayNumber) -> i32 {
    let (year, of_year) = (day.div_euclid(10_000), day.rem_euclid(10_000));
    let (month, day) = (of_year / 100, of_year % 100);
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
}

const fn of_serial(days: i32) -> DayNumber {
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + if month <= 2 { 1 } else { 0 };
    year * 10_000 + month * 100 + day
}

/// A date as it is known: a day, a month, a year, an interval, each perhaps approximate or uncertain.
///
/// Holds the text as written, so a record round-trips unchanged. Ordered by first day, then last day.
/// [EDTF](https://www.loc.gov/standards/datetime/) level 0 and 1; level 2 is refused.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Date {
    text: Box<str>,
    first: DayNumber,
    last: DayNumber,
}

/// A text that is no EDTF date of level 0 or 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is no EDTF date: {reason}")]
pub struct ParseDateError {
    /// The text as given.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Date {
    /// Reads an EDTF text of level 0 or 1, without a time of day.
    ///
    /// ```
    /// use aide_memoire::incident::Date;
    /// assert_eq!(Date::parse("2022-09-07").unwrap().in_words(), "on 7 September 2022");
    /// assert_eq!(Date::parse("1949~").unwrap().in_words(), "around 1949");
    /// assert!(Date::parse("2022-02-30").is_err());
    /// ```
    ///
    /// # Errors
    /// [`ParseDateError`] for anything else, with the reason in words.
    pub fn parse(text: &str) -> Result<Self, ParseDateError> {
        let fault = |reason: String| ParseDateError { text: text.to_owned(), reason };
        let parsed = Edtf::parse(text).map_err(|error| fault(error.to_string()))?;
        if parsed.level() > 1 {
            return Err(fault("level 2 is not used here; write a day, month, year or interval".to_owned()));
        }
        if matches!(parsed, Edtf::DateTime(_)) {
            return Err(fault("a time of day is not used here".to_owned()));
        }
        let bounds = parsed.bounds();
        let first = number(bounds.earliest, DayNumber::MIN).ok_or_else(|| fault("the first day is unknown".to_owned()))?;
        let last = number(bounds.latest, DayNumber::MAX).ok_or_else(|| fault("the last day is unknown".to_owned()))?;
        Ok(Self { text: text.into(), first, last })
    }

    /// A whole day; `None` if the calendar has no such day or the year is not 0 to 9999.
    pub fn day(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The first day it may mean.
    pub const fn first(&self) -> DayNumber {
        self.first
    }

    /// The last day it may mean.
    pub const fn last(&self) -> DayNumber {
        self.last
    }

    /// The year of the first day.
    pub const fn year(&self) -> i32 {
        self.first.div_euclid(10_000)
    }

    /// Whether any day belongs to both.
    pub const fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// With its preposition, for the end of a sentence: "on 7 September 2022", "in March 2023", "around 1949".
    pub fn in_words(&self) -> String {
        match self.told() {
            Told::Date(part) if part.around => part.in_english(),
            Told::Date(part) => {
                let preposition = if part.day.is_some() { "on" } else { "in" };
                let doubt =
                    if matches!(Edtf::parse(&self.text), Ok(Edtf::Date(date)) if date.is_uncertain()) { " (uncertain)" } else { "" };
                format!("{preposition} {}{doubt}", part.in_english())
            }
            Told::Span(start, end) => match (start.map(Part::in_english), end.map(Part::in_english)) {
                (Some(start), Some(end)) => format!("between {start} and {end}"),
                (Some(start), None) => format!("from {start}"),
                (None, Some(end)) => format!("until {end}"),
                (None, None) => format!("in {}", self.text),
            },
            Told::Otherwise => format!("in {}", self.text),
        }
    }

    /// Without preposition: "7 September 2022", "March 2023", "around 1949".
    pub fn plain(&self) -> String {
        match self.told() {
            Told::Date(part) => part.in_english(),
            Told::Span(start, end) => match (start.map(Part::in_english), end.map(Part::in_english)) {
                (Some(start), Some(end)) => format!("{start} to {end}"),
                (Some(start), None) => format!("since {start}"),
                (None, Some(end)) => format!("until {end}"),
                (None, None) => self.text.to_string(),
            },
            Told::Otherwise => self.text.to_string(),
        }
    }

    /// In its parts, for who tells it in another language.
    pub fn told(&self) -> Told {
        match Edtf::parse(&self.text) {
            Ok(Edtf::Date(date)) => Told::Date(Part::of(&date)),
            Ok(Edtf::Interval(interval)) => Told::Span(endpoint(&interval.start), endpoint(&interval.end)),
            _ => Told::Otherwise,
        }
    }
}

/// What a date tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// One date.
    Date(Part),
    /// From one to another; an end that is open or not known is none.
    Span(Option<Part>, Option<Part>),
    /// Something that only its text tells.
    Otherwise,
}

/// A date as precise as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Only approximately.
    pub around: bool,
    /// The year.
    pub year: Year,
    /// The month, 1 to 12, or a season, 21 to 24 from spring on.
    pub month: Option<u8>,
    /// The day, where its month is known.
    pub day: Option<u8>,
}

/// A year as precise as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// This one, of our era.
    Of(i64),
    /// This one before our era: there is no year 0, EDTF's is the first before.
    Before(i64),
    /// A decade, by its first year.
    Decade(i64),
    /// The first and the last that it may be.
    Between(i64, i64),
    /// Any.
    Unknown,
}

impl Part {
    fn of(date: &edtf_core::Date) -> Self {
        let year = Year::of(&date.year);
        let known = matches!(year, Year::Of(_) | Year::Before(_));
        let month = date.month.filter(|_| known).and_then(DateField::value).filter(|month| matches!(month, 1..=12 | 21..=24));
        Self { around: date.is_approximate(), year, month, day: date.day.filter(|_| month.is_some()).and_then(DateField::value) }
    }

    fn in_english(self) -> String {
        let year = match self.year {
            Year::Of(year) => year.to_string(),
            Year::Before(year) => format!("{year} BC"),
            Year::Decade(first) => format!("the {first}s"),
            Year::Between(first, last) => format!("the years {first} to {last}"),
            Year::Unknown => "an unknown year".to_owned(),
        };
        let month = self.month.and_then(|month| match month {
            1..=12 => MONTHS.get(usize::from(month) - 1).copied(),
            21 => Some("spring"),
            22 => Some("summer"),
            23 => Some("autumn"),
            24 => Some("winter"),
            _ => None,
        });
        let told = match (self.day, month) {
            (Some(day), Some(month)) => format!("{day} {month} {year}"),
            (None, Some(month)) => format!("{month} {year}"),
            (_, None) => year,
        };
        if self.around { format!("around {told}") } else { told }
    }
}

impl Year {
    fn of(year: &edtf_core::Year) -> Self {
        match (year.value(), year.kind) {
            (Some(year), _) if year <= 0 => Self::Before(1 - year),
            (Some(year), _) => Self::Of(year),
            (None, YearKind::Standard { negative: false, digits }) => {
                let filled = |unknown: u8| digits.iter().fold(0, |year, digit| year * 10 + i64::from(digit.unwrap_or(unknown)));
                let (first, last) = (filled(0), filled(9));
                // "The 1900s" would be ten years to one reader and a hundred to another.
                if last - first == 9 && first % 100 > 0 { Self::Decade(first) } else { Self::Between(first, last) }
            }
            (None, _) => Self::Unknown,
        }
    }
}

/// The number of a bound; open ends become `open`, unknown ones `None`.
fn number(bound: Bound, open: DayNumber) -> Option<DayNumber> {
    match bound {
        Bound::Date(BoundDate { year, month, day }) => {
            let year = i32::try_from(year).ok().filter(|year| (-9999..=99_999).contains(year))?;
            Some(year * 10_000 + i32::from(month) * 100 + i32::from(day))
        }
        Bound::NegativeInfinity | Bound::PositiveInfinity => Some(open),
        Bound::Unknown => None,
    }
}

fn endpoint(endpoint: &IntervalEndpoint) -> Option<Part> {
    match endpoint {
        IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => Some(Part::of(date)),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => None,
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.first, self.last, &self.text).cmp(&(other.first, other.last, &other.text))
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "edtf", "description": "EDTF level 0 or 1 (ISO 8601-2 annex A): YYYY, YYYY-MM, YYYY-MM-DD, interval; qualifiers ?, ~, %" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wording_follows_precision() {
        for (text, words) in [
            ("2022-09-07", "on 7 September 2022"),
            ("2023-03", "in March 2023"),
            ("1949", "in 1949"),
            ("1949~", "around 1949"),
            ("2023-03-11~", "around 11 March 2023"),
            ("2019-05/2019-07-03", "between May 2019 and 3 July 2019"),
            ("2019-05/..", "from May 2019"),
            ("2022-03-XX", "in March 2022"),
            ("2022-XX-XX", "in 2022"),
            ("198X", "in the 1980s"),
            ("190X", "in the years 1900 to 1909"),
            ("19XX", "in the years 1900 to 1999"),
            ("198X~", "around the 1980s"),
            ("-0005", "in 6 BC"),
            ("0000", "in 1 BC"),
            ("2019~/2020", "between around 2019 and 2020"),
            ("2019/2020-03~", "between 2019 and around March 2020"),
        ] {
            assert_eq!(Date::parse(text).map(|date| date.in_words()).as_deref(), Ok(words));
        }
    }

    #[test]
    fn days_that_do_not_exist_and_level_two_are_refused() {
        for text in ["2022-02-30", "2022-13", "", "yesterday", "{2020,2021}", "2022-09-07T10:00:00Z", "99999999999"] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_counted_across_the_ends_of_months_and_years() {
        for (from, to, days) in [
            (20_171_231, 20_180_101, 1),
            (20_180_101, 20_171_231, -1),
            (20_240_228, 20_240_301, 2),
            (21_000_228, 21_000_301, 1),
            (20_220_907, 20_220_907, 0),
            (20_000_101, 20_240_101, 8_766),
            (19_700_101, 20_220_907, 19_242),
        ] {
            assert_eq!(days_between(from, to), days, "{from} {to}");
        }
        for (day, next) in [(20_171_231, 20_180_101), (20_240_228, 20_240_229), (21_000_228, 21_000_301), (-48_769, -39_899)] {
            assert_eq!((day_after(day), day_before(next)), (next, day));
        }
        assert_eq!((day_before(DayNumber::MIN), day_after(DayNumber::MAX)), (DayNumber::MIN, DayNumber::MAX));
        // Open ends are far apart, and nothing overflows.
        assert!(days_between(DayNumber::MIN, DayNumber::MAX) > 100_000_000);
    }

    #[test]
    fn a_month_overlaps_its_days_and_sorts_by_first_day() {
        let [month, day, later] = ["2022-09", "2022-09-07", "2022-10-01"].map(|text| Date::parse(text).unwrap());
        assert!(month.overlaps(&day) && !month.overlaps(&later) && month < day && day < later);
    }
}
