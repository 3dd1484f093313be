//! Dates in the reader's language. Those within claims stay as they were recorded, as claims do.

use super::words::{Language, Words};
use crate::incident::{Date, Part, Told};

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
            Told::Date { around: true, part } => say("date-around", &[("date", part)]),
            Told::Date { around: false, part } => self.part(part),
            Told::Span(Some(from), Some(to)) => say("date-span", &[("from", from), ("to", to)]),
            Told::Span(Some(from), None) => say("date-since", &[("date", from)]),
            Told::Span(None, Some(to)) => say("date-until", &[("date", to)]),
            Told::Span(None, None) | Told::Otherwise => date.as_str().to_owned(),
        }
    }

    fn part(self, part: Part) -> String {
        // As text: a year is no number of things.
        let Some(year) = part.year.map(|year| year.to_string()) else { return self.words.say(self.language, "date-unknown") };
        let Some(month) = part.month.map(|month| self.words.say(self.language, &format!("month-{month}"))) else {
            let key = if part.decade { "date-decade" } else { return year };
            return self.words.say_with(self.language, key, &[("year", year.into())]);
        };
        match part.day {
            Some(day) => {
                let put_in = [("day", day.to_string().into()), ("month", month.into()), ("year", year.into())];
                self.words.say_with(self.language, "date-day", &put_in)
            }
            None => self.words.say_with(self.language, "date-month", &[("month", month.into()), ("year", year.into())]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&str; 12] = [
        "2022-09-07", "2022-09", "2022", "198X", "1949~", "2019-22", "2022-05/2023", "1990/..", "../1991", "2001-01-01", "XXXX", "1950-23",
    ];

    #[test]
    fn in_english_they_are_as_everywhere_else() {
        let words = Words::new().unwrap();
        let dates = Dates { words: &words, language: Language::default() };
        for date in ALL.iter().filter_map(|text| Date::parse(text).ok()) {
            assert_eq!(dates.plain(&date), date.plain());
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
            for text in ALL.iter().filter(|text| Date::parse(text).is_ok()) {
                let told = told(code, text);
                assert!(!told.is_empty() && !told.contains(['{', '-']), "{code}: {told}");
            }
        }
    }
}
