//! What is wrong with a record or a file, and doubtful in a draft, in the reader's language. The rooms that find it tell it in English, to the terminal
//! too; by the wording their sentence is known again here.

use super::differences::part;
use crate::discord::bot::Bot;
use crate::discord::card::name;
use crate::discord::dates::Dates;
use crate::discord::periods::{self, End};
use crate::discord::suggest;
use crate::discord::words::Language;
use crate::incident::check::Fault;
use crate::register::View;
use crate::transfer::LineFault;

/// How what is wrong is told, and the key of its words; of two that fit, the first. `{}` stands for anything.
const WORDINGS: &[(&str, &str)] = &[
    ("is missing", "fault-missing"),
    ("is missing among the columns", "fault-column-missing"),
    ("is empty", "fault-empty"),
    ("cannot be read", "fault-unread"),
    ("the record is related to itself", "fault-itself"),
    ("needs at least one claim", "fault-needs-claim"),
    ("needs the number of at least one source", "fault-needs-source"),
    ("the source is a copy of itself", "fault-own-copy"),
    ("is needed for a source without url", "fault-without-url"),
    ("name the numbers of the sources, as in \"1, 3\"", "fault-name-sources"),
    ("name the claims by their numbers, as in \"1, 3\", or write a new one, as in \"why: …\"", "fault-name-claims"),
    ("is the name of two columns", "fault-two-columns"),
    ("is not UTF-8", "fault-not-utf8"),
    ("must be incident, claim or source", "fault-part"),
    ("is not UTF-8 from byte {} on", "fault-not-utf8-from"),
    ("is no column; there are {}", "fault-no-column"),
    ("has more cells than the {} columns", "fault-more-cells"),
    ("does not belong in a row of part {}", "fault-not-in-part"),
    ("is longer than {} bytes", "fault-long-line"),
    ("cannot be read as JSON: {}", "fault-no-json"),
    ("the record has claims 1 to {}, as /source list shows", "fault-claims-to"),
    ("the record has no source {}", "fault-no-source"),
    ("there is no record {}", "fault-no-record"),
    ("is the same as that of claims[{}]", "fault-same-claim"),
    ("contains the control character {}", "fault-control"),
    ("must be a whole number from 1 to {}, not {}", "fault-no-number"),
    ("must be a text, not {}", "fault-no-text"),
    ("must be a list, not {}", "fault-no-list"),
    ("must be an object, not {}", "fault-no-object"),
    ("is no field here; there are {}", "fault-no-field"),
    ("has {} characters, at most {} are allowed", "fault-too-long"),
    ("has {} members, at most {} are allowed", "fault-too-many"),
    ("number {} is given to two sources", "fault-two-sources"),
    ("source {} is itself a copy; name its original, {}", "fault-copy-of-copy"),
    ("source {} is named twice in this list", "fault-source-twice"),
    ("{} is named twice in this list", "fault-twice"),
    ("{} is no kind of incident", "fault-no-kind"),
    ("{} names a party that is not known", "fault-unknown-party"),
    ("{} is no party code ({})", "fault-no-party"),
    ("{} is none of {}", "fault-none-of"),
    ("{} is no EDTF date: {}", "fault-no-date"),
    ("{} is no web address: {}", "fault-no-address"),
    ("{} is no language tag; write one like \"en\" or \"pt-BR\" (BCP 47)", "fault-no-language"),
    ("{} begins or ends with a blank", "fault-blank-ends"),
    ("{} must be small letters and digits joined by single hyphens", "fault-id"),
    ("{} already has a row of part incident in line {}", "fault-row-twice"),
    ("{} has no row of part incident", "fault-no-row"),
    ("{} is already the id of line {}", "fault-id-of-line"),
    ("{} is before the date {}", "fault-before-date"),
    ("the record {}: {}", "fault-circle"),
    ("The article names no other side; a treaty of many states or an organisation may need its code.", "doubt-no-side"),
    ("The article tells the act in unusual words; see whether its kind is right.", "doubt-unusual"),
    ("The article tells other events too; they may need records of their own.", "doubt-other-events"),
    ("The question does not say which part {} plays.", "doubt-which-part"),
    ("The question does not say what happened.", "doubt-what-happened"),
    ("Who acts is not said with the act; {} is taken from the rest of the article.", "doubt-who-acts"),
    ("Who acts is told by a pronoun or the sentence before; {} is assumed.", "doubt-pronoun"),
    ("Towards whom is not said with the act; {} is taken from the rest of the article.", "doubt-towards"),
    ("The article does not say when; the day of the report, {}, is taken.", "doubt-when"),
    ("the text is empty", "undrafted-empty"),
    ("it names no act of one state towards another", "undrafted-no-act"),
    ("it tells no second side: nothing between states", "undrafted-no-side"),
    ("it is about a film, a book or another work of fiction", "undrafted-fiction"),
    ("what it tells is a game, an exercise or a joke", "undrafted-mock"),
    ("it is about sport", "undrafted-sport"),
    ("it is a piece of opinion", "undrafted-opinion"),
    ("the register has this event already: {}", "undrafted-known"),
];

impl Bot {
    /// "claim 3 sources: …" for "claims[2].sources: …".
    pub(super) fn fault(&self, fault: &Fault, language: Language) -> String {
        in_words(fault, self.dates(language))
    }

    /// What is wrong, without where.
    pub(super) fn wrong(&self, message: &str, language: Language) -> String {
        wrong(message, self.dates(language))
    }

    /// What is doubtful in a draft; the party or day that it names is called as the reader calls it.
    pub(super) fn doubt(&self, view: &View, text: &str, language: Language) -> String {
        let Some((key, gaps)) = known(text).filter(|_| language != Language::default()) else { return text.to_owned() };
        let called = |gap: &str| {
            let party = suggest::party(&view.register, gap).map(|party| name(party, &view.register, language).to_owned());
            let day = || periods::read(&view.register, gap, End::First, &self.today()).map(|day| self.dates(language).plain(&day));
            party.or_else(day).unwrap_or_else(|| gap.to_owned())
        };
        let gaps: Vec<String> = gaps.into_iter().map(called).collect();
        said(key, gaps.iter().map(String::as_str), self.dates(language))
    }

    /// The same in a file, with its line.
    pub(super) fn line_fault(&self, fault: &LineFault, language: Language) -> String {
        if language == Language::default() {
            return fault.to_string();
        }
        let line = self.words.say_with(language, "fault-line", &[("number", fault.line.to_string().into())]);
        format!("{line}: {}", self.fault(&fault.fault, language))
    }
}

fn in_words(fault: &Fault, dates: Dates<'_>) -> String {
    let mut path = String::new();
    for step in fault.field.split('.') {
        let word = match step.split_once('[') {
            Some((list, number)) => {
                let number = number.trim_end_matches(']').parse::<usize>().unwrap_or_default();
                format!("{} {}", named(list.strip_suffix('s').unwrap_or(list), dates), number + 1)
            }
            None => named(step, dates),
        };
        path = if path.is_empty() { word } else { format!("{path} {word}") };
    }
    format!("{path}: {}", wrong(&fault.message, dates))
}

fn named(field: &str, dates: Dates<'_>) -> String {
    if dates.language == Language::default() { field.to_owned() } else { part(field, dates) }
}

fn wrong(message: &str, dates: Dates<'_>) -> String {
    known(message).map_or_else(|| message.to_owned(), |(key, gaps)| said(key, gaps.into_iter(), dates))
}

/// The key of a wording, and what stands in its gaps.
fn known(message: &str) -> Option<(&'static str, Vec<&str>)> {
    WORDINGS.iter().find_map(|(wording, key)| Some((*key, gaps(wording, message)?)))
}

fn said<'a>(key: &str, gaps: impl Iterator<Item = &'a str>, dates: Dates<'_>) -> String {
    let put_in: Vec<_> = ["a", "b"].into_iter().zip(gaps).map(|(name, text)| (name, text.into())).collect();
    dates.words.say_with(dates.language, key, &put_in)
}

/// What stands in the gaps of a wording, if the message is told by it.
fn gaps<'a>(wording: &str, message: &'a str) -> Option<Vec<&'a str>> {
    let mut parts = wording.split("{}");
    let mut rest = message.strip_prefix(parts.next()?)?;
    let mut gaps = Vec::new();
    for part in parts {
        let (gap, behind) = if part.is_empty() { (rest, "") } else { rest.split_once(part)? };
        gaps.push(gap);
        rest = behind;
    }
    rest.is_empty().then_some(gaps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::words::Words;

    fn dates<'a>(words: &'a Words, code: &str) -> Dates<'a> {
        Dates { words, language: Language::of(code).unwrap() }
    }

    #[test]
    fn a_fault_is_told_by_the_words_on_the_card() {
        let words = Words::new().unwrap();
        let told =
            |code: &str, field: &str| in_words(&Fault { field: field.to_owned(), message: "is missing".to_owned() }, dates(&words, code));
        assert_eq!(told("en", "claims[2].sources[0]"), "claim 3 source 1: is missing");
        assert_eq!(told("en", "title"), "title: is missing");
        assert_eq!(told("de", "claims[2].sources[0]"), "Aussage 3 Quelle 1: fehlt");
        assert_eq!(told("de", "aspect and stance"), "Aspekt und Haltung: fehlt");
    }

    #[test]
    fn every_wording_is_known_again_and_has_words_in_every_language() {
        let words = Words::new().unwrap();
        for (wording, key) in WORDINGS {
            let message = wording.replacen("{}", "12", 1).replacen("{}", "\"x\"", 1);
            assert_eq!(wrong(&message, dates(&words, "en")), message, "{key}");
            for code in ["es", "fr", "de", "pt", "tr", "ar"] {
                let said = wrong(&message, dates(&words, code));
                assert!(said != message && !said.contains("fault-") && !said.contains('{'), "{code} {key}: {said}");
            }
        }
        assert_eq!(wrong("nobody knows", dates(&words, "de")), "nobody knows");
    }

    #[test]
    fn what_the_check_of_records_finds_is_known() {
        let words = Words::new().unwrap();
        let broken = [
            r#"{"id": "X", "title": " a", "kind": "quarrel", "initiators": ["ZZ9"], "date": "no", "extra": 1}"#,
            r#"{"id": 1, "title": "", "claims": {}, "sources": [{"n": 0, "url": "x", "language": "1", "publisher": "a\u0001"}]}"#,
            r#"{"id": "a", "claims": [{"text": "A."}, {"text": "A.", "sources": [1, 1, 7]}], "sources": [{"n": 1, "copy_of": 1}, 7]}"#,
            r#"{"date": "2022", "ended": "2021", "aliases": ["a", "a"], "targets": ["AL", "AL"], "related": [{"how": "x", "id": "b"}]}"#,
        ];
        for text in broken {
            let faults = crate::incident::check::read(&serde_json::from_str(text).unwrap()).unwrap_err();
            for fault in faults {
                assert_ne!(wrong(&fault.message, dates(&words, "de")), fault.message, "{fault}");
            }
        }
    }
}
