//! Completes what somebody types into an option: incidents, parties, kinds. Discord does not hold anybody to the completions, so
//! what comes back is read as anything a person may write.

use std::collections::HashMap;
use std::sync::Arc;

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};
use serenity::model::id::GuildId;

use super::bot::Bot;
use super::card::{flagged, name};
use super::escape::plain;
use super::limits::{OPTION, OPTIONS, shorten};
use super::party_names;
use super::words::Language;
use crate::incident::{Date, Kind, Party};
use crate::question;
use crate::register::{Register, View};
use crate::text;

/// Longest text that is completed; names are shorter.
const LONGEST: usize = 200;

pub(super) fn response(choices: Vec<(String, String)>) -> CreateAutocompleteResponse {
    let choices = choices.into_iter().take(OPTIONS).map(|(name, value)| AutocompleteChoice::new(shorten(&name, OPTION), value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

pub(super) fn typed(partial: &str) -> String {
    partial.chars().take(LONGEST).collect()
}

/// Incidents: by name, then by what the words mean.
pub(super) fn incidents(bot: &Arc<Bot>, guild: Option<GuildId>, language: Language, partial: &str) -> CreateAutocompleteResponse {
    let (typed, today) = (typed(partial), bot.today());
    let choices = bot.with_view(guild, |view| {
        let index = view.register.index();
        let mut ids: Vec<String> = view.catalogue.complete(&typed, OPTIONS).into_iter().map(str::to_owned).collect();
        if ids.len() < OPTIONS && !typed.trim().is_empty() {
            let question = question::understand(&typed, view.register.vocabulary(), &today);
            let hits = index.find(&question, view.register.vocabulary(), &[]);
            // What explains much less than the best is not what is being typed.
            let best = hits.iter().map(|hit| hit.share).fold(0.0, f32::max);
            let near = hits
                .iter()
                .filter(|hit| hit.share >= best * 0.7)
                .take(OPTIONS)
                .filter_map(|hit| index.incident_in(hit.slot))
                .map(|incident| incident.id.clone());
            for id in near {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        ids.into_iter().filter_map(|id| Some((label(view, &id, language)?, id))).collect()
    });
    response(choices)
}

/// "2022 · Albania, Iran · Albania severs diplomatic relations with Iran"
fn label(view: &View, id: &str, language: Language) -> Option<String> {
    let incident = view.register.index().incident(id)?;
    let sides = incident.parties().into_iter().take(3).map(|party| name(party, &view.register, language)).collect::<Vec<_>>().join(", ");
    Some(format!("{} · {sides} · {}", incident.date.year(), plain(&incident.title)))
}

/// Parties: by code and name, then by any other name, then by the spelling.
pub(super) fn parties(bot: &Arc<Bot>, guild: Option<GuildId>, language: Language, partial: &str) -> CreateAutocompleteResponse {
    let typed = typed(partial);
    let choices = bot.with_view(guild, |view| {
        let found = parties_like(&view.register, language, &typed).into_iter().take(OPTIONS);
        // Completions show as they are, without markdown.
        found.map(|party| (flagged(party, name(party, &view.register, language)), party.code().to_owned())).collect()
    });
    response(choices)
}

/// The parties that a text may mean, best first; those with the most incidents if there is no text.
pub(super) fn parties_like(register: &Register, language: Language, typed: &str) -> Vec<Party> {
    let (folded, names) = (text::fold(typed.trim()), &register.vocabulary().names);
    let index = register.index();
    let english = |party: Party| {
        let folded = text::fold(names.name_of(party));
        folded.strip_prefix("the ").map_or(folded.clone(), str::to_owned)
    };
    if folded.is_empty() {
        let mut counts = vec![0usize; Party::count()];
        for party in index.slots().filter_map(|slot| index.entry(slot)).flat_map(|entry| entry.initiators().iter().chain(entry.targets())) {
            if let Some(count) = counts.get_mut(usize::from(party.index())) {
                *count += 1;
            }
        }
        let mut all: Vec<Party> = Party::all().collect();
        all.sort_by_key(|party| std::cmp::Reverse(counts.get(usize::from(party.index())).copied().unwrap_or_default()));
        return all;
    }
    let mut found: Vec<Party> = party(register, typed).into_iter().collect();
    let fits = |test: &dyn Fn(&str) -> bool| {
        Party::all().filter(|party| party_names::folded(language, *party).is_some_and(test) || test(&english(*party))).collect::<Vec<_>>()
    };
    found.extend(fits(&|name| name.starts_with(&folded)));
    found.extend(fits(&|name| name.split(' ').any(|word| word.starts_with(&folded))));
    let corrected = register.vocabulary().spelling.nearest(&folded).map(str::to_owned);
    found.extend(corrected.and_then(|name| party(register, &name)));
    let mut once: Vec<Party> = Vec::new();
    for party in found {
        if !once.contains(&party) {
            once.push(party);
        }
    }
    once
}

/// The one party that a text names: by code, or by any name in any language.
pub(super) fn party(register: &Register, typed: &str) -> Option<Party> {
    let plain = typed.trim().trim_start_matches(|first: char| !first.is_alphanumeric()).trim();
    if let Ok(party) = Party::parse(&plain.to_ascii_uppercase()) {
        return Some(party);
    }
    let folded = text::fold(plain);
    known(register, &folded).or_else(|| party_names::called(&folded))
}

/// The one party that a text names in the vocabulary.
fn known(register: &Register, folded: &str) -> Option<Party> {
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let (meanings, length) = register.vocabulary().names.longest_at(&words, true)?;
    let mut parties = meanings.iter().filter(|meaning| meaning.parties.len() == 1).flat_map(|meaning| meaning.parties.iter().copied());
    let first = parties.next()?;
    (length == words.len() && parties.all(|other| other == first)).then_some(first)
}

/// Kinds: by the words of the interface, then by any wording that questions are read by, then by what begins so, then by
/// wordings with a slip in them; without a text those with the most incidents first.
pub(super) fn kinds(bot: &Arc<Bot>, guild: Option<GuildId>, language: Language, partial: &str) -> CreateAutocompleteResponse {
    let (typed, today) = (typed(partial), bot.today());
    let name = |kind: Kind| bot.words.say(language, &format!("kind-{}", kind.name()));
    let found = bot.with_view(guild, |view| kinds_like(&view.register, &typed, &today, &name));
    response(found.into_iter().map(|kind| (name(kind), kind.name().to_owned())).collect())
}

fn kinds_like(register: &Register, typed: &str, today: &Date, name: &impl Fn(Kind) -> String) -> Vec<Kind> {
    let folded = text::fold(typed.trim());
    if folded.is_empty() {
        let mut counts: HashMap<Kind, usize> = HashMap::new();
        for entry in register.index().slots().filter_map(|slot| register.index().entry(slot)) {
            *counts.entry(entry.kind).or_default() += 1;
        }
        let mut all = Kind::ALL.to_vec();
        all.sort_by_key(|kind| std::cmp::Reverse(counts.get(kind).copied().unwrap_or_default()));
        return all;
    }
    let fits = |test: &dyn Fn(&str) -> bool| {
        let names = |kind: &Kind| test(&text::fold(&name(*kind))) || test(&text::fold(&kind.name().replace('-', " ")));
        Kind::ALL.iter().copied().filter(names).collect::<Vec<_>>()
    };
    let question = question::understand(typed, register.vocabulary(), today);
    let worded: Vec<Kind> = question.acts.iter().flat_map(|act| act.kinds.iter().copied()).collect();
    let (alias, slip) = if question.corrections.is_empty() { (worded, Vec::new()) } else { (Vec::new(), worded) };
    let begins = |name: &str| folded.split(' ').all(|part| name.split(' ').any(|word| word.starts_with(part)));
    let mut found = fits(&|name| name == folded);
    for kind in [alias, fits(&|name| name.starts_with(&folded)), fits(&begins), slip].into_iter().flatten() {
        if !found.contains(&kind) {
            found.push(kind);
        }
    }
    found
}

/// The kind that a text names, by name or in words.
pub(super) fn kind(bot: &Bot, language: Language, typed: &str) -> Option<Kind> {
    let folded = text::fold(typed.trim());
    Kind::from_name(typed.trim())
        .or_else(|| Kind::ALL.iter().copied().find(|kind| text::fold(&bot.words.say(language, &format!("kind-{}", kind.name()))) == folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_are_found_by_code_name_beginning_and_spelling() {
        let register = Register::starter().unwrap();
        for (typed, code) in [("al", "AL"), ("Albania", "AL"), ("alba", "AL"), ("Tirana", "AL"), ("united k", "GB"), ("albnaia", "AL")] {
            let found = parties_like(&register, Language::default(), typed);
            assert!(found.iter().take(5).any(|party| party.code() == code), "{typed}: {found:?}");
        }
        assert_eq!(party(&register, "no such state"), None);
        assert_eq!(party(&register, "🇦🇱 Albania").map(Party::code), Some("AL"));
        assert!(parties_like(&register, Language::default(), "").len() > 100);
        let german = Language::of("de").unwrap();
        assert_eq!(parties_like(&register, german, "elfenb").first().map(|party| party.code()), Some("CI"));
        assert_eq!(party(&register, "Elfenbeinküste").map(Party::code), Some("CI"));
    }

    #[test]
    fn kinds_are_found_by_name_wording_and_beginning() {
        let register = Register::starter().unwrap();
        let today = Date::parse("2026-11-28").unwrap();
        let name = |kind: Kind| kind.name().replace('-', " ");
        let found = |typed: &str| kinds_like(&register, typed, &today, &name);
        for (typed, kind) in [
            ("relations severed", Kind::RelationsSevered),
            ("broke off relations", Kind::RelationsSevered),
            ("sev", Kind::RelationsSevered),
            ("cyberat", Kind::CyberattackAttributed),
        ] {
            assert_eq!(found(typed).first(), Some(&kind), "{typed}: {:?}", found(typed));
        }
        assert_eq!(found("").len(), Kind::ALL.len());
        assert!(found("pancakes").is_empty());
    }
}
