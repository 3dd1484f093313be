//! What of an answer is in the reader's language: what it says besides its statements, and what in a statement stands around
//! titles and claims. These stay as they were recorded.

use super::dates::Dates;
use super::party_names;
use super::words::Language;
use crate::answer::{Called, Contradiction, Label, Note, Said, Standing, Statement, When};

/// The sentence.
pub(super) fn note(note: &Note, dates: Dates<'_>) -> String {
    let say = |key: &str| dates.words.say(dates.language, key);
    let say_with = |key: &str, put_in: &[(&str, String)]| {
        let put_in: Vec<_> = put_in.iter().map(|(name, text)| (*name, text.as_str().into())).collect();
        dates.words.say_with(dates.language, key, &put_in)
    };
    match note {
        Note::Negated => say("note-negated"),
        Note::OutOfScope => say("note-out-of-scope"),
        Note::NoRecord(parties) if parties.is_empty() => say("note-no-record"),
        Note::NoRecord(parties) => say_with("note-no-record-about", &[("parties", names(parties, dates))]),
        Note::NoClaim(None) => say("note-no-claim"),
        Note::NoClaim(Some(incident)) => {
            say_with("note-no-claim-of", &[("title", incident.title.clone()), ("date", dates.plain(&incident.date))])
        }
        Note::Missing(aspect) => say(&format!("note-missing-{}", aspect.name())),
        Note::WhichOne(fit) => dates.words.say_with(dates.language, "note-which-one", &[("count", (*fit).into())]),
        Note::Earlier(first, second) => say_with("note-earlier", &[("first", dates.plain(first)), ("second", dates.plain(second))]),
        Note::Instead(Contradiction::Time(When::Year(year))) => say_with("note-not-in-year", &[("year", year.to_string())]),
        Note::Instead(contradiction) => say(key(*contradiction)),
    }
}

/// A statement: titles and claims as they were recorded, what stands around them in the reader's language.
pub(super) fn statement(statement: &Statement, dates: Dates<'_>) -> String {
    // The words around an English claim are made to fit it.
    if dates.language == Language::default() { statement.text().to_owned() } else { said(statement.said(), dates) }
}

fn said(said: &Said, dates: Dates<'_>) -> String {
    let say = |key: &str, put_in: &[(&str, &str)]| {
        let put_in: Vec<_> = put_in.iter().map(|(name, text)| (*name, (*text).into())).collect();
        dates.words.say_with(dates.language, key, &put_in)
    };
    match said {
        Said::AsRecorded(text) => text.clone(),
        Said::Dated { date, title, .. } => capitalised(&say("said-dated", &[("date", &dates.plain(date)), ("title", title)])),
        Said::By { by, denied, claim, .. } => say(if *denied { "said-by-denied" } else { "said-by" }, &[("by", by), ("claim", claim)]),
        Said::Standing(standing) => {
            let Standing { on, one, other, state, since } = &**standing;
            let (one, other) = (name(one, dates), name(other, dates));
            let put_in = [("on", dates.plain(on)), ("one", one.to_owned()), ("other", other.to_owned()), ("since", dates.plain(since))];
            say(&format!("standing-{}", state.name()), &put_in.each_ref().map(|(name, text)| (*name, text.as_str())))
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// What stands before statements.
pub(super) fn label(label: Label, dates: Dates<'_>) -> String {
    let say = |key: &str, put_in: &[(&str, usize)]| {
        let put_in: Vec<_> = put_in.iter().map(|(name, count)| (*name, (*count).into())).collect();
        dates.words.say_with(dates.language, key, &put_in)
    };
    match label {
        Label::Why => say("answer-why", &[]),
        Label::Item => label.in_words(),
        Label::OnRecord { all, newest: None } => say("label-on-record", &[("count", all)]),
        Label::OnRecord { all, newest: Some(newest) } => say("label-newest", &[("count", all), ("newest", newest)]),
    }
}

const fn key(contradiction: Contradiction) -> &'static str {
    match contradiction {
        Contradiction::Reversed => "note-reversed",
        Contradiction::Time(When::Untold) => "note-not-so",
        Contradiction::Time(When::Year(_)) => "note-not-in-year",
        Contradiction::Time(When::Period) => "note-not-in-period",
        Contradiction::NumberElsewhen => "note-number-elsewhen",
        Contradiction::Number => "note-number",
        Contradiction::Act => "note-other-act",
        Contradiction::ActThen => "note-other-act-then",
        Contradiction::Parties => "note-other-parties",
        Contradiction::NotAll => "note-not-all",
    }
}

fn name<'a>(called: &'a Called, dates: Dates<'_>) -> &'a str {
    party_names::in_language(dates.language, called.party).unwrap_or(&called.name)
}

/// "Iran, Irak und Oman"
fn names(parties: &[Called], dates: Dates<'_>) -> String {
    let name = |called: &Called| name(called, dates).to_owned();
    let join = |key: &str, (one, some): (&str, String), other: String| {
        dates.words.say_with(dates.language, key, &[("some", some.into()), (one, other.into())])
    };
    let Some((last, rest)) = parties.split_last() else { return String::new() };
    match rest.iter().map(name).reduce(|some, next| join("names-more", ("next", some), next)) {
        Some(some) => join("names-last", ("last", some), name(last)),
        None => name(last),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::answer::{Named, State};
    use crate::discord::words::Words;
    use crate::incident::{Aspect, Date, Party};

    fn called(parties: &[(&str, &str)]) -> Note {
        Note::NoRecord(parties.iter().map(|(code, name)| Called { party: Party::parse(code).unwrap(), name: (*name).to_owned() }).collect())
    }

    fn all() -> Vec<Note> {
        let date = |text: &str| Date::parse(text).unwrap();
        let named = Named { id: "x".to_owned(), title: "A snubs B".to_owned(), date: date("2022-09-07") };
        let (uk, iran, chad) = (("GB", "the United Kingdom"), ("IR", "Iran"), ("TD", "Chad"));
        let mut all = vec![
            Note::Negated,
            Note::OutOfScope,
            called(&[]),
            called(&[uk]),
            called(&[iran, uk]),
            called(&[iran, uk, chad]),
            Note::NoClaim(None),
            Note::NoClaim(Some(named)),
            Note::WhichOne(1),
            Note::WhichOne(2),
            Note::WhichOne(12),
            Note::Earlier(date("2016-01-03"), date("2022-09")),
        ];
        all.extend(Aspect::ALL.iter().map(|aspect| Note::Missing(*aspect)));
        all.extend(
            [
                Contradiction::Reversed,
                Contradiction::Time(When::Untold),
                Contradiction::Time(When::Year(2019)),
                Contradiction::Time(When::Period),
                Contradiction::NumberElsewhen,
                Contradiction::Number,
                Contradiction::Act,
                Contradiction::ActThen,
                Contradiction::Parties,
                Contradiction::NotAll,
            ]
            .map(Note::Instead),
        );
        all
    }

    fn standing(state: State) -> Said {
        let called = |code: &str, name: &str| Called { party: Party::parse(code).unwrap(), name: name.to_owned() };
        let [on, since] = ["2026-11-01", "2022-09-07"].map(|day| Date::parse(day).unwrap());
        Said::Standing(Box::new(Standing { on, one: called("AL", "Albania"), other: called("GB", "the United Kingdom"), state, since }))
    }

    #[test]
    fn what_stands_around_titles_and_claims_is_told_in_every_language() {
        let words = Words::new().unwrap();
        let english = Dates { words: &words, language: Language::default() };
        for state in State::ALL {
            assert_eq!(said(&standing(state), english), standing(state).in_words());
        }
        let (title, claim, sentence) = ("Albania snubs Iran".to_owned(), "The break was announced.".to_owned(), "?".to_owned());
        let dated = Said::Dated { date: Date::parse("2022-12~").unwrap(), title: title.clone(), sentence: sentence.clone() };
        let by = |denied| Said::By { by: "Edi Rama".to_owned(), denied, claim: claim.clone(), sentence: sentence.clone() };
        for code in ["es", "fr", "de", "pt", "tr", "ar"] {
            let dates = Dates { words: &words, language: Language::of(code).unwrap() };
            let mut all: Vec<String> = State::ALL.map(|state| said(&standing(state), dates)).into();
            assert!(all.iter().all(|told| !told.contains("United") && told.contains("2026") && told.contains("2022")), "{all:#?}");
            all.extend([said(&dated, dates), said(&by(false), dates), said(&by(true), dates)]);
            assert!(all[7].ends_with(&format!("{title}.")) && all[8].ends_with(&claim) && all[8].contains("Edi Rama"), "{all:#?}");
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{code} tells two the same way");
            let ours = ["December", "As of", "According", "said-", "standing-", "{", "$"];
            assert!(!all.iter().any(|told| ours.iter().any(|word| told.contains(word))), "{all:#?}");
        }
        let german = Dates { words: &words, language: Language::of("de").unwrap() };
        assert_eq!(said(&dated, german), "Um Dezember 2022: Albania snubs Iran.");
        assert_eq!(
            said(&standing(State::Severed), german),
            "Laut Register (Stand 1. November 2026) haben Albanien und Vereinigtes Königreich seit 7. September 2022 keine \
             diplomatischen Beziehungen."
        );
    }

    const LABELS: [Label; 5] = [
        Label::Why,
        Label::Item,
        Label::OnRecord { all: 1, newest: None },
        Label::OnRecord { all: 7, newest: None },
        Label::OnRecord { all: 1_400, newest: Some(25) },
    ];

    #[test]
    fn in_english_they_are_as_everywhere_else() {
        let words = Words::new().unwrap();
        let dates = Dates { words: &words, language: Language::default() };
        for told in all() {
            assert_eq!(note(&told, dates), told.in_words());
        }
        for told in LABELS {
            assert_eq!(label(told, dates), told.in_words());
        }
    }

    #[test]
    fn every_language_tells_all_of_them_in_its_own_words() {
        let words = Words::new().unwrap();
        for code in ["es", "fr", "de", "pt", "tr", "ar"] {
            let dates = Dates { words: &words, language: Language::of(code).unwrap() };
            for told in all() {
                let said = note(&told, dates);
                assert_ne!(said, told.in_words(), "{code}");
                assert!(!said.contains(['{', '$']) && !said.contains("note-") && !said.contains("the United"), "{code}: {said}");
            }
            for told in LABELS.into_iter().filter(|told| *told != Label::Item) {
                assert_ne!(label(told, dates), told.in_words(), "{code}");
            }
        }
        let german = Dates { words: &words, language: Language::of("de").unwrap() };
        let said = note(&called(&[("IR", "Iran"), ("GB", "the United Kingdom"), ("TD", "Chad")]), german);
        assert!(said.ends_with(": Iran, Vereinigtes Königreich und Tschad."), "{said}");
        assert_eq!(label(LABELS[4], german), "1400 Vorfälle verzeichnet, die neuesten 25:");
    }
}
