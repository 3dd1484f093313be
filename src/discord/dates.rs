//! Dates in the reader's language. Those within claims stay as they were recorded, as claims do.

use super::times;
use super::words::{Language, Words};
use crate::incident::{Date, Part, Told, Year};

/// Tells dates in a language.
#[derive(Clone, Copy)]
pub(super) struct Dates<'a> {
    pub(super) words: &'a Words,
    pub(super) language: Language,
}

impl Dates<'_> {
    /// "7 September 2022", "March 2023", "around 1949".
    pub(super) fn plain(self, date: &Date) -> String {
        let say = |key: &str, told: &[(&str, Part)]| {
            let put_in: Vec<_> = told.iter().map(|(name, part)| (*name, self.part(*part).into())).collect();
            self.words.say_with(self.language, key, &put_in)
        };
        match date.told() {
            Told::Date(part) => self.part(part),
            Told::Span(Some(from), Some(to)) => say("date-span", &[("from", from), ("to", to)]),
            Told::Span(Some(from), None) => say("date-since", &[("date", from)]),
            Told::Span(None, Some(to)) => say("date-until", &[("date", to)]),
            Told::Span(None, None) | Told::Otherwise => date.as_str().to_owned(),
        }
    }

    /// The day of a time at which something was kept; what is no such time stays as it is.
    pub(super) fn of_time(self, time: &str) -> String {
        times::day_of(time).map_or_else(|| time.to_owned(), |day| self.plain(&day))
    }

    fn part(self, part: Part) -> String {
        let told = self.day(part);
        if part.around { self.words.say_with(self.language, "date-around", &[("date", told.into())]) } else { told }
    }

    fn day(self, part: Part) -> String {
        let year = self.year(part.year);
        let Some(month) = part.month.map(|month| self.words.say(self.language, &format!("month-{month}"))) else { return year };
        match part.day {
            Some(day) => {
                let put_in = [("day", day.to_string().into()), ("month", month.into()), ("year", year.into())];
                self.words.say_with(self.language, "date-day", &put_in)
            }
            None => self.words.say_with(self.language, "date-month", &[("month", month.into()), ("year", year.into())]),
        }
    }

    fn year(self, year: Year) -> String {
        // As text: a year is no number of things.
        let say = |key: &str, year: i64| self.words.say_with(self.language, key, &[("year", year.to_string().into())]);
        match year {
            Year::Of(year) => year.to_string(),
            Year::Before(year) => say("date-before", year),
            Year::Decade(first) => say("date-decade", first),
            Year::Between(first, last) => {
                let put_in = [("from", first.to_string().into()), ("to", last.to_string().into())];
                self.words.say_with(self.language, "date-years", &put_in)
            }
            Year::Unknown => self.words.say(self.language, "date-unknown"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&str; 14] = [
        "2022-09-07", "2022-09", "2022", "198X", "19XX", "-0005", "1949~", "2019-22", "2022-05/2023", "2019~/2020", "1990/..",
        "2001-01-01", "198X~", "1950-23",
    ];

    #[test]
    fn in_english_they_are_as_everywhere_else() {
        let words = Words::new().unwrap();
        let dates = Dates { words: &words, language: Language::default() };
        for date in ALL.map(|text| Date::parse(text).unwrap()) {
            assert_eq!(dates.plain(&date), date.plain());
        }
    }

    #[test]
    fn the_day_of_a_time_is_told_in_words_and_anything_else_as_it_is() {
        let words = Words::new().unwrap();
        let in_language = |code: &str| Dates { words: &words, language: Language::of(code).unwrap() };
        assert_eq!(in_language("en").of_time("2026-11-27T23:59:59Z"), "27 November 2026");
        assert_eq!(in_language("es").of_time("2026-11-27T23:59:59Z"), "27 de noviembre de 2026");
        for other in ["", "27 November", "é2026-11-27"] {
            assert_eq!(in_language("de").of_time(other), other);
        }
    }

    #[test]
    fn they_are_told_in_every_language() {
        let words = Words::new().unwrap();
        let told =
            |code: &str, text: &str| Dates { words: &words, language: Language::of(code).unwrap() }.plain(&Date::parse(text).unwrap());
        for (code, day, around) in [
            ("de", "7. September 2022", "um 1949"),
            ("es", "7 de septiembre de 2022", "hacia 1949"),
            ("fr", "7 septembre 2022", "vers 1949"),
            ("pt", "7 de setembro de 2022", "por volta de 1949"),
            ("tr", "7 Eylül 2022", "1949 dolayları"),
            ("ar", "7 سبتمبر 2022", "نحو 1949"),
        ] {
            assert_eq!((told(code, "2022-09-07").as_str(), told(code, "1949~").as_str()), (day, around), "{code}");
            for text in ALL {
                let told = told(code, text);
                assert!(!told.is_empty() && !told.contains(['{', '-']), "{code}: {told}");
            }
        }
    }
}
