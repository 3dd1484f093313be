//! In which languages claims and titles are that somebody is shown: said under them where one is not the reader's.

use super::dates::Dates;
use crate::answer::{Answer, Named};
use crate::incident::Incident;
use crate::register::View;

/// Languages as tags of BCP 47, each once, in the order in which they are met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tongues(Vec<String>);

impl Tongues {
    /// Those of an answer, and of the titles that it offers.
    pub(super) fn of(answer: &Answer, offered: &[Named], view: &View) -> Self {
        let mut all = Self::default();
        answer.statements().filter_map(crate::answer::Statement::language).for_each(|tag| all.add(tag));
        offered.iter().filter_map(|named| view.register.index().incident(&named.id)).for_each(|incident| all.add(incident.language()));
        all
    }

    /// Those of a record.
    pub(super) fn of_record(incident: &Incident) -> Self {
        let mut all = Self::default();
        all.add(incident.language());
        incident.claims.iter().for_each(|claim| all.add(incident.language_of(claim)));
        all
    }

    /// One more.
    pub(super) fn add(&mut self, tag: &str) {
        if !self.0.iter().any(|known| known == tag) {
            self.0.push(tag.to_owned());
        }
    }

    /// "Claims in English and French"; `None` if the reader's language is all there is.
    pub(super) fn label(&self, dates: Dates<'_>) -> Option<String> {
        self.0.iter().any(|tag| base(tag) != dates.language.code()).then_some(())?;
        let mut names: Vec<String> = Vec::new();
        for name in self.0.iter().map(|tag| name(tag, dates)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let say = |key: &str, put_in: [(&str, String); 2]| {
            let put_in = put_in.map(|(name, text)| (name, text.into()));
            dates.words.say_with(dates.language, key, &put_in)
        };
        let last = names.pop()?;
        let some = names.into_iter().reduce(|some, next| say("names-more", [("some", some), ("next", next)]));
        let names = some.map_or_else(|| last.clone(), |some| say("names-last", [("some", some), ("last", last.clone())]));
        Some(dates.words.say_with(dates.language, "claims-in", &[("languages", names.into())]))
    }
}

/// The language itself: a script or a country behind it is not told.
fn base(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// What it is called; one that few write in goes by its tag.
fn name(tag: &str, dates: Dates<'_>) -> String {
    let key = format!("tongue-{}", base(tag));
    let said = dates.words.say(dates.language, &key);
    if said == key { tag.to_owned() } else { said }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::words::{Language, Words};

    #[test]
    fn languages_are_told_where_one_is_not_the_readers() {
        let words = Words::new().unwrap();
        let label = |code: &str, tags: &[&str]| {
            let mut all = Tongues::default();
            tags.iter().for_each(|tag| all.add(tag));
            all.label(Dates { words: &words, language: Language::of(code).unwrap() })
        };
        assert_eq!(
            [label("en", &["en"]), label("en", &[]), label("pt", &["pt-BR"]), label("fr", &["fr", "FR-ca"])],
            [None, None, None, None]
        );
        assert_eq!(label("en", &["fr"]).as_deref(), Some("Claims in French"));
        assert_eq!(label("en", &["en", "fr", "en-GB"]).as_deref(), Some("Claims in English and French"));
        assert_eq!(label("de", &["en"]).as_deref(), Some("Aussagen auf Englisch"));
        assert_eq!(label("de", &["de", "fr", "gsw"]).as_deref(), Some("Aussagen auf Deutsch, Französisch und gsw"));
        assert_eq!(label("tr", &["sr-Latn"]).as_deref(), Some("İfadelerin dili: sr-Latn"));
    }
}
