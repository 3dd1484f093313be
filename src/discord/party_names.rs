//! What states and organisations are called in the languages of the interface (`config/interface/parties.tsv`). English
//! names are the vocabulary's; what has no name in a language is called by that one.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::Language;
use crate::incident::Party;
use crate::text;

/// Names by language and party.
static NAMES: LazyLock<HashMap<(Language, Party), &'static str>> = LazyLock::new(|| {
    let mut lines = include_str!("../../config/interface/parties.tsv").lines();
    let head = lines.next().unwrap_or_default();
    let languages: Vec<Option<Language>> = head.split('\t').skip(1).map(Language::of).collect();
    let mut names = HashMap::new();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let Some(party) = fields.next().and_then(|code| Party::parse(code).ok()) else { continue };
        for (language, name) in languages.iter().zip(fields).filter(|(_, name)| !name.is_empty()) {
            names.extend(language.map(|language| ((language, party), name)));
        }
    }
    names
});

/// The same names as they are compared.
static FOLDED: LazyLock<HashMap<(Language, Party), String>> =
    LazyLock::new(|| NAMES.iter().map(|(key, name)| (*key, text::fold(name))).collect());

/// The name of a party in a language; `None` where the English one must do.
pub(super) fn in_language(language: Language, party: Party) -> Option<&'static str> {
    NAMES.get(&(language, party)).copied()
}

/// [`in_language`], folded.
pub(super) fn folded(language: Language, party: Party) -> Option<&'static str> {
    FOLDED.get(&(language, party)).map(String::as_str)
}

/// The one party that is called so in some language of the interface.
pub(super) fn called(folded: &str) -> Option<Party> {
    let mut parties = FOLDED.iter().filter(|(_, name)| *name == folded).map(|((_, party), _)| *party);
    let first = parties.next()?;
    parties.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_organisation_has_a_name_in_every_language() {
        let former = ["SUHH", "YUCS", "CSHH", "DDDE"].map(|code| Party::parse(code).unwrap());
        for code in ["es", "fr", "de", "pt", "tr", "ar"] {
            let language = Language::of(code).unwrap();
            for party in Party::all().filter(|party| !party.is_former()).chain(former) {
                assert!(in_language(language, party).is_some_and(|name| !name.trim().is_empty()), "{code} {party}");
            }
        }
        let german = |code: &str| in_language(Language::of("de").unwrap(), Party::parse(code).unwrap());
        assert_eq!((german("AL"), german("NATO"), german("SUHH")), (Some("Albanien"), Some("NATO"), Some("Sowjetunion")));
        assert_eq!(in_language(Language::default(), Party::parse("AL").unwrap()), None);
    }

    #[test]
    fn every_line_of_the_list_names_a_party_and_no_two_parties_share_a_name() {
        let lines = include_str!("../../config/interface/parties.tsv").lines().skip(1).filter(|line| !line.starts_with('#'));
        for line in lines {
            assert_eq!(line.split('\t').count(), 7, "{line}");
            Party::parse(line.split('\t').next().unwrap()).unwrap();
        }
        for ((language, party), name) in NAMES.iter() {
            let twin = NAMES.iter().find(|((other, second), same)| other == language && second != party && *same == name);
            assert!(twin.is_none_or(|((_, twin), _)| twin.is_former() || party.is_former()), "{name}: {party} {twin:?}");
        }
        assert_eq!(called(&text::fold("Elfenbeinküste")).map(Party::code), Some("CI"));
        assert_eq!(called("atlantis"), None);
    }
}
