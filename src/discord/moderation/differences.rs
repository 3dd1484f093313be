//! What differs between two editions of a record, in the reader's language. In English the lines are those of the terminal;
//! what a record says stays as it is in every language.

use crate::discord::bot::Bot;
use crate::discord::dates::Dates;
use crate::discord::words::{Language, Words};
use crate::incident::difference::Difference;
use crate::incident::{Kind, Party};
use crate::register::keeping::Line;

impl Bot {
    /// A line of what a change comes to.
    pub(super) fn line(&self, line: &Line, language: Language) -> String {
        match line {
            _ if language == Language::default() => line.to_string(),
            Line::About { kind, initiators, targets, date } => {
                let kind = name_of(&self.words, language, *kind);
                let codes = |parties: &[Party]| parties.iter().map(|party| party.code()).collect::<Vec<_>>().join(" ");
                format!("{kind}: {} → {}, {}", codes(initiators), codes(targets), self.dates(language).plain(date))
            }
            Line::Summary(text) => text.clone(),
            Line::Differs(difference) => self.difference(difference, language),
        }
    }

    /// One thing that differs.
    pub(super) fn difference(&self, difference: &Difference, language: Language) -> String {
        told(difference, self.dates(language))
    }
}

fn name_of(words: &Words, language: Language, kind: Kind) -> String {
    words.say(language, &format!("kind-{}", kind.name()))
}

fn told(difference: &Difference, dates: Dates<'_>) -> String {
    if dates.language == Language::default() {
        return difference.to_string();
    }
    let (what, field) = what(&difference.what, dates);
    let value = |text: &str| value(text, field, dates);
    let with =
        |key: &str, text: &str| dates.words.say_with(dates.language, key, &[("what", what.as_str().into()), ("text", value(text).into())]);
    match (&difference.before, &difference.after) {
        (Some(before), Some(after)) => format!("{what}: {} → {}", value(before), value(after)),
        (None, Some(after)) => with("difference-added", after),
        (Some(before), None) => with("difference-removed", before),
        (None, None) => what.clone(),
    }
}

/// "claim 3 (why) stance" in the reader's words, and of it the field, "stance"; a claim or source as a whole has none.
fn what<'a>(what: &'a str, dates: Dates<'_>) -> (String, &'a str) {
    let say = |key: &str, put_in: &[(&str, &str)]| {
        let put_in: Vec<_> = put_in.iter().map(|(name, text)| (*name, (*text).into())).collect();
        dates.words.say_with(dates.language, key, &put_in)
    };
    let mut words = what.split(' ');
    let (first, number) = (words.next().unwrap_or_default(), words.next());
    let Some(number) = number else { return (part(first, dates), first) };
    let (whole, field) = match first {
        "claim" => {
            let aspect = words.next().unwrap_or_default().trim_matches(['(', ')']);
            let aspect = say(&format!("aspect-{aspect}"), &[]);
            (say("difference-claim", &[("number", number), ("aspect", &aspect)]), words.next())
        }
        _ => (say("difference-source", &[("number", number)]), words.next()),
    };
    match field {
        Some(field) => (format!("{whole}, {}", part(field, dates)), field),
        None => (whole, ""),
    }
}

/// What a field of a record is called.
pub(super) fn part(field: &str, dates: Dates<'_>) -> String {
    let key = format!("part-{}", field.replace(['_', ' '], "-"));
    let said = dates.words.say(dates.language, &key);
    // A field that nobody should have thought of is called as in the record.
    if said == key { field.to_owned() } else { said }
}

/// What stands in a field: names of lists in the reader's words, the rest as it is recorded.
fn value(text: &str, field: &str, dates: Dates<'_>) -> String {
    let named = |list: &str| dates.words.say(dates.language, &format!("{list}-{}", text.to_lowercase()));
    match field {
        "kind" | "aspect" | "stance" | "credibility" | "grade" => named(field),
        "type" => named("source-type"),
        // A claim or source as a whole; what it says stands in quotation marks, or has none of these words.
        "" if text == "counts" => dates.words.say(dates.language, "difference-counts"),
        "" => match text.strip_prefix("retracted (").and_then(|reason| reason.strip_suffix(')')) {
            Some(reason) => dates.words.say_with(dates.language, "difference-retracted", &[("reason", reason.into())]),
            None => text.replace("\" (sources ", &format!("\" ({} ", part("sources", dates))),
        },
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::difference::differences;
    use crate::incident::{Aspect, Claim, Credibility, Date, Grade, Incident, Source, SourceType, Stance};
    use crate::register::starter_incidents;

    /// A record and another edition of it in which everything differs.
    fn editions() -> (Incident, Incident) {
        let mut before = starter_incidents().swap_remove(0);
        before.sources.truncate(2);
        let mut after = before.clone();
        after.title = "X".to_owned();
        after.kind = if before.kind == Kind::ProtestNote { Kind::Mediation } else { Kind::ProtestNote };
        (after.initiators, after.targets, after.others) = (before.targets.clone(), before.initiators.clone(), before.targets.clone());
        (after.date, after.ended) = (Date::parse("1999").unwrap(), Date::parse("2000").ok());
        after.summary = "Y".to_owned();
        let first = &mut after.claims[0];
        first.by = Some("Z".to_owned());
        first.stance = if first.stance == Stance::Denied { Stance::Asserted } else { Stance::Denied };
        first.credibility = Some(Credibility::Probable);
        first.sources = vec![2];
        first.retracted = Some("a slip".to_owned());
        after.claims.push(Claim { text: "New.".to_owned(), aspect: Aspect::LegalBasis, retracted: None, ..before.claims[0].clone() });
        let second = &mut after.sources[1];
        (second.grade, second.source_type, second.copy_of) = (Some(Grade::B), Some(SourceType::Ngo), Some(1));
        (second.publisher, second.archived_url) = ("P".to_owned(), Some("https://a.example/".to_owned()));
        second.retracted = Some("gone".to_owned());
        after.sources.push(Source::new(9, "Reuters".to_owned()));
        after.aliases.push("the row".to_owned());
        (before, after)
    }

    #[test]
    fn everything_that_can_differ_is_told_in_every_language_and_in_english_as_at_the_terminal() {
        let words = Words::new().unwrap();
        let (before, after) = editions();
        let all = differences(&before, &after);
        assert!(all.len() > 18, "{all:#?}");
        for code in ["en", "es", "fr", "de", "pt", "tr", "ar"] {
            let dates = Dates { words: &words, language: Language::of(code).unwrap() };
            // Some words are the same in two languages: "date", "type".
            let same = all.iter().filter(|difference| told(difference, dates) == difference.to_string()).count();
            assert!(if code == "en" { same == all.len() } else { same < all.len() / 3 }, "{code}: {same}");
            for difference in &all {
                let said = told(difference, dates);
                for key in ["part-", "aspect-", "stance-", "kind-", "grade-", "credibility-", "difference-", "{"] {
                    assert!(!said.contains(key), "{code}: {said}");
                }
            }
        }
        let german = Dates { words: &words, language: Language::of("de").unwrap() };
        let said: Vec<String> = all.iter().map(|difference| told(difference, german)).collect();
        for line in ["Quelle 9, neu: Reuters", "Quelle 2: gilt → zurückgenommen (gone)", "Ende, neu: 2000", "weiterer Name, neu: the row"]
        {
            assert!(said.iter().any(|told| told == line), "{line}: {said:#?}");
        }
    }
}
