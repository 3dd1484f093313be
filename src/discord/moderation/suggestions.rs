//! Completes what a keeper types into an option: claims, sources, earlier editions, retracted records, several parties,
//! and what a source is. Nobody else is told of what only keepers see.

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};

use super::Member;
use crate::discord::bot::Bot;
use crate::discord::escape::plain;
use crate::discord::incoming::Incoming;
use crate::discord::limits::{OPTION, OPTIONS, shorten};
use crate::discord::suggest;
use crate::incident::{Claim, Grade, Party, SourceType};
use crate::register::Register;
use crate::register::keeping::Edition;
use crate::store::StoreError;
use crate::text;

/// Earlier editions that are suggested.
const EDITIONS: u32 = 25;

fn response(choices: impl Iterator<Item = (String, serde_json::Value)>) -> CreateAutocompleteResponse {
    let choices = choices.take(OPTIONS).map(|(name, value)| AutocompleteChoice::new(shorten(&plain(&name), OPTION), value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// Whether each word that is typed begins a word of the text.
fn fits(text: &str, partial: &str) -> bool {
    let (text, partial) = (text::fold(text), text::fold(partial));
    partial.split_whitespace().all(|part| text.split(' ').any(|word| word.starts_with(part)))
}

impl Bot {
    /// Those claims of a record that are wanted, by their words.
    pub(crate) async fn suggest_claims(
        &self,
        incoming: &Incoming,
        (incident, partial): (&str, &str),
        wanted: impl Fn(&Claim) -> bool,
    ) -> CreateAutocompleteResponse {
        let edition = self.suggested_edition(incoming, incident).await;
        let language = incoming.language();
        let claims = edition.iter().flat_map(|edition| edition.incident.claims.iter().enumerate()).filter(|(_, claim)| wanted(claim));
        let claims = claims.map(|(position, claim)| {
            let aspect = self.words.say(language, &format!("aspect-{}", claim.aspect.name()));
            (format!("{}. {aspect}: {}", position + 1, claim.text), claim.key().to_string().into())
        });
        response(claims.filter(|(name, _)| fits(name, partial)))
    }

    /// The sources of a record, by number, publisher and title: those that count, or those that are retracted.
    pub(crate) async fn suggest_sources(&self, incoming: &Incoming, incident: &str, retracted: bool) -> CreateAutocompleteResponse {
        let edition = self.suggested_edition(incoming, incident).await;
        let sources = edition.iter().flat_map(|edition| &edition.incident.sources).filter(|source| source.retracted.is_some() == retracted);
        response(sources.map(|source| {
            let parts = [Some(source.publisher.as_str()), source.title.as_deref().or(source.url.as_deref())];
            (format!("{}. {}", source.n, parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")), source.n.into())
        }))
    }

    /// The editions of a record before the last one.
    pub(crate) async fn suggest_editions(&self, incoming: &Incoming, incident: &str) -> CreateAutocompleteResponse {
        let history = async {
            let member = self.member(incoming).await.filter(|member| member.is_moderator || member.is_reviewer)?;
            let id = self.suggested_edition(incoming, incident).await?.incident.id;
            member.keeping(&self.store).history(&id, i64::MAX, EDITIONS + 1).await.ok()
        };
        let history = history.await.unwrap_or_default();
        response(history.into_iter().skip(1).map(|revision| {
            let day = revision.time.get(..10).unwrap_or_default().to_owned();
            (format!("{} · {day} · {}", revision.sequence, revision.reason), revision.sequence.into())
        }))
    }

    /// Records of the server's own register that are retracted.
    pub(crate) async fn suggest_retracted(&self, incoming: &Incoming, partial: &str) -> CreateAutocompleteResponse {
        let found = async {
            let member = self.member(incoming).await.filter(|member| member.is_moderator)?;
            self.store.retracted_of(&member.guild, 200).await.ok()
        };
        let named = found.await.unwrap_or_default().into_iter().map(|stored| (stored.incident.title, stored.incident.id));
        let fitting = named.filter(|(title, id)| fits(title, partial) || id.starts_with(partial.trim()));
        response(fitting.map(|(title, id)| (title, id.into())))
    }

    async fn suggested_edition(&self, incoming: &Incoming, incident: &str) -> Option<Edition> {
        let member: Member = self.member(incoming).await.filter(|member| member.is_moderator || member.is_reviewer)?;
        let id = self.with_view(incoming.guild, |view| view.catalogue.exact(incident).map(str::to_owned));
        let edition: Result<_, StoreError> = member.keeping(&self.store).edition(id.as_deref().unwrap_or_else(|| incident.trim())).await;
        edition.ok().flatten()
    }

    /// What a source is.
    pub(crate) fn suggest_source_types(&self, incoming: &Incoming, partial: &str) -> CreateAutocompleteResponse {
        let all =
            SourceType::ALL.iter().map(|of| (self.words.say(incoming.language(), &format!("source-type-{}", of.name())), of.name().into()));
        response(all.filter(|(name, _)| fits(name, partial)))
    }

    /// How reliable a source is, letter and words.
    pub(crate) fn suggest_grades(&self, incoming: &Incoming, partial: &str) -> CreateAutocompleteResponse {
        let words = |grade: &Grade| self.words.say(incoming.language(), &format!("grade-{}", grade.name().to_lowercase()));
        let all = Grade::ALL.iter().map(|grade| (format!("{} · {}", grade.name(), words(grade)), grade.name().into()));
        response(all.filter(|(name, _)| fits(name, partial)))
    }

    /// The type of source that was named, by its name or in words.
    pub(crate) fn source_type(&self, incoming: &Incoming, typed: &str) -> Option<SourceType> {
        let said = |of: &SourceType| text::fold(&self.words.say(incoming.language(), &format!("source-type-{}", of.name())));
        let folded = text::fold(typed.trim());
        SourceType::from_name(typed.trim()).or_else(|| SourceType::ALL.iter().copied().find(|of| said(of) == folded))
    }

    /// Parties, the last of several that are typed one after the other.
    pub(crate) fn suggest_parties(&self, incoming: &Incoming, partial: &str) -> CreateAutocompleteResponse {
        let (before, last) = partial.rsplit_once(',').unwrap_or(("", partial));
        let language = incoming.language();
        self.with_view(incoming.guild, |view| {
            let before = parties(&view.register, before).unwrap_or_default();
            let codes: Vec<&str> = before.iter().map(|party| party.code()).collect();
            let found = suggest::parties_like(&view.register, language, last.trim());
            response(found.into_iter().filter(|party| !before.contains(party)).map(|party| {
                let name = |party: Party| crate::discord::card::name(party, &view.register, language).to_owned();
                let names: Vec<String> = before.iter().map(|party| name(*party)).chain([name(party)]).collect();
                let codes: Vec<&str> = codes.iter().copied().chain([party.code()]).collect();
                (names.join(", "), codes.join(", ").into())
            }))
        })
    }
}

/// Parties named one after the other; `None` if one of them is not known.
pub(crate) fn parties(register: &Register, typed: &str) -> Option<Vec<Party>> {
    let mut all: Vec<Party> = Vec::new();
    for named in typed.split([',', ';']).map(str::trim).filter(|named| !named.is_empty()) {
        let party = suggest::party(register, named)?;
        if !all.contains(&party) {
            all.push(party);
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_parties_are_read_by_any_name_each_once() {
        let register = Register::starter().unwrap();
        let codes = |typed| parties(&register, typed).map(|all| all.into_iter().map(Party::code).collect::<Vec<_>>());
        assert_eq!(codes("AL, Iran; al"), Some(vec!["AL", "IR"]));
        assert_eq!(codes(""), Some(Vec::new()));
        assert_eq!(codes("AL, Atlantis"), None);
    }
}
