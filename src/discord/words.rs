//! The words of the interface, in the reader's language (Fluent files in `config/interface/`). Answers are not among them:
//! claims stay in the language in which they were recorded.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// Languages of the interface with their files, English first: what another one lacks is said in English.
const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("../../config/interface/en.ftl")),
    ("es", include_str!("../../config/interface/es.ftl")),
    ("fr", include_str!("../../config/interface/fr.ftl")),
    ("de", include_str!("../../config/interface/de.ftl")),
    ("pt", include_str!("../../config/interface/pt.ftl")),
    ("tr", include_str!("../../config/interface/tr.ftl")),
    ("ar", include_str!("../../config/interface/ar.ftl")),
];

/// Discord's names of locales, and the language in which we speak to them. Arabic is none of them: a server may choose it
/// ([`Language::between`]), a command cannot be named in it.
const LOCALES: &[(&str, &str)] = &[("es-ES", "es"), ("es-419", "es"), ("fr", "fr"), ("de", "de"), ("pt-BR", "pt"), ("tr", "tr")];

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Language(usize);

/// The words of all languages.
pub(super) struct Words(Vec<FluentBundle<FluentResource>>);

/// A file of words that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the words of the interface in \"{0}\" cannot be read")]
pub struct WordsError(&'static str);

impl Language {
    /// The language of a locale as Discord names it ("pt-BR"), or of a code ("pt").
    pub(super) fn of(locale: &str) -> Option<Self> {
        let code = locale.split('-').next().unwrap_or_default();
        LANGUAGES.iter().position(|(known, _)| *known == code).map(Self)
    }

    /// The language in which to talk to somebody: that of the person's locale. Where Discord lacks a locale for the language of
    /// the guild, whoever speaks it has left Discord in English, so English is taken for that; of somebody whose language we do
    /// not speak, the guild's is the best guess.
    pub(super) fn between(locale: &str, of_guild: Option<Self>) -> Self {
        let own = Self::of(locale);
        let english = own == Some(Self::default());
        let unnamed = of_guild.filter(|language| english && !language.has_locale());
        unnamed.or(own).or(of_guild).unwrap_or_default()
    }

    /// Whether somebody can choose it in Discord.
    fn has_locale(self) -> bool {
        self == Self::default() || LOCALES.iter().any(|(_, code)| *code == self.code())
    }

    /// Its code.
    pub(super) fn code(self) -> &'static str {
        LANGUAGES.get(self.0).map_or("en", |(code, _)| code)
    }
}

impl Words {
    /// Reads the files compiled in.
    pub(super) fn new() -> Result<Self, WordsError> {
        let bundles = LANGUAGES.iter().map(|(code, text)| bundle(code, text).ok_or(WordsError(code)));
        bundles.collect::<Result<_, _>>().map(Self)
    }

    /// Says it.
    pub(super) fn say(&self, language: Language, key: &str) -> String {
        self.say_with(language, key, &[])
    }

    /// Says it with what is to be put in.
    pub(super) fn say_with(&self, language: Language, key: &str, put_in: &[(&str, FluentValue<'_>)]) -> String {
        let put_in: FluentArgs<'_> = put_in.iter().map(|(name, value)| (*name, value.clone())).collect();
        let of = |bundle: &FluentBundle<FluentResource>| {
            let pattern = bundle.get_message(key)?.value()?;
            Some(bundle.format_pattern(pattern, Some(&put_in), &mut Vec::new()).into_owned())
        };
        self.0.get(language.0).and_then(of).or_else(|| self.0.first().and_then(of)).unwrap_or_else(|| key.to_owned())
    }

    /// What Discord shows instead of an English name: each of its locales with the words of that language. A language that
    /// lacks the key has none.
    pub(super) fn localizations(&self, key: &str) -> Vec<(&'static str, String)> {
        let of = |(locale, code): &(&'static str, &'static str)| {
            let language = Language::of(code)?;
            let bundle = self.0.get(language.0)?;
            let pattern = bundle.get_message(key)?.value()?;
            Some((*locale, bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned()))
        };
        LOCALES.iter().filter_map(of).collect()
    }
}

fn bundle(code: &str, text: &str) -> Option<FluentBundle<FluentResource>> {
    let language: LanguageIdentifier = code.parse().ok()?;
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Discord turns the direction of a line by its first letter; marks around what is put in would only show as boxes.
    bundle.set_use_isolating(false);
    bundle.add_resource(FluentResource::try_new(text.to_owned()).ok()?).ok()?;
    Some(bundle)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(text: &str) -> BTreeSet<&str> {
        text.lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .filter_map(|line| line.split(" =").next())
            .collect()
    }

    #[test]
    fn what_is_put_in_and_counted_is_said_in_every_language() {
        let words = Words::new().unwrap();
        for language in (0..LANGUAGES.len()).map(Language) {
            for (count, other) in [(1, 5), (5, 1)] {
                let say = |count: i32| words.say_with(language, "timeline-head", &[("parties", "A".into()), ("count", count.into())]);
                assert!(say(count).contains('A') && say(count) != say(other), "{}", language.code());
                assert!(!say(count).contains('{'), "{}", say(count));
            }
        }
        assert_eq!(Language::of("pt-BR").map(Language::code), Some("pt"));
        assert_eq!(Language::of("xx"), None);
    }

    #[test]
    fn a_person_is_talked_to_in_the_own_language_or_else_in_the_guilds() {
        let between = |locale: &str, of_guild: &str| Language::between(locale, Language::of(of_guild)).code();
        assert_eq!([between("de", "fr"), between("pt-BR", ""), between("es-419", "ar"), between("fr", "ar")], ["de", "pt", "es", "fr"]);
        assert_eq!([between("ja", "fr"), between("ja", "ar"), between("ja", ""), between("", "")], ["fr", "ar", "en", "en"]);
        // English is somebody's choice where Discord has the guild's language too.
        assert_eq!([between("en-US", "fr"), between("en-GB", "en"), between("en-US", "")], ["en"; 3]);
        assert_eq!([between("en-US", "ar"), between("en-GB", "ar")], ["ar"; 2]);
    }

    #[test]
    fn what_is_kept_is_told_in_two_sentences() {
        let words = Words::new().unwrap();
        for language in (0..LANGUAGES.len()).map(Language) {
            let told = words.say_with(language, "privacy", &[("days", 30.into())]);
            assert!(told.ends_with('.') && told.matches(". ").count() == 1 && told.contains("30"), "{told}");
            assert!(told.contains("/privacy"), "{told}");
        }
    }

    #[test]
    fn every_language_has_the_same_words() {
        let words = Words::new().unwrap();
        let english = keys(LANGUAGES[0].1);
        assert!(english.len() > 20);
        for (code, text) in LANGUAGES {
            assert_eq!(keys(text), english, "{code}");
        }
        for language in (0..LANGUAGES.len()).map(Language) {
            assert!(!words.say(language, "why-button").is_empty());
        }
    }
}
