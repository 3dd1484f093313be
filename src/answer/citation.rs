//! Statements and their citations. A `Statement` can only be made through `Citations`, which refuses one without a
//! source: sentence → claim → source holds by construction.

use std::collections::HashMap;

use serde::Serialize;

use super::Said;
use crate::incident::{Aspect, Claim, ClaimKey, DEFAULT_LANGUAGE, Date, Incident, Source, Stance};

/// A sentence of an answer with the sources it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    text: String,
    #[serde(skip)]
    said: Said,
    aspect: Aspect,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    stance: Stance,
    incident: String,
    #[serde(skip)]
    claim: ClaimKey,
    #[serde(skip)]
    language: Option<String>,
    sources: Vec<u32>,
}

impl Statement {
    /// The sentence, without citation numbers.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same in its parts, for who tells it in another language.
    pub const fn said(&self) -> &Said {
        &self.said
    }

    /// What its claim tells.
    pub const fn aspect(&self) -> Aspect {
        self.aspect
    }

    /// How firmly its claim stands.
    pub const fn stance(&self) -> Stance {
        self.stance
    }

    /// Who says it.
    pub fn by(&self) -> Option<&str> {
        self.by.as_deref()
    }

    /// The language of what is the record's own in it, as a tag of BCP 47; `None` if nothing is.
    pub fn language(&self) -> Option<&str> {
        let own = !matches!(self.said, Said::Standing(_));
        own.then(|| self.language.as_deref().unwrap_or(DEFAULT_LANGUAGE))
    }

    /// The incident it is about.
    pub fn incident(&self) -> &str {
        &self.incident
    }

    /// The claim of that incident that it is made from.
    pub const fn claim(&self) -> ClaimKey {
        self.claim
    }

    /// The same with source numbers behind those of another answer.
    pub(super) fn shifted(mut self, by: u32) -> Self {
        for n in &mut self.sources {
            *n = n.saturating_add(by);
        }
        self
    }

    /// The same with its sources under other numbers.
    pub(super) fn renumbered(mut self, number: impl Fn(u32) -> u32) -> Self {
        for n in &mut self.sources {
            *n = number(*n);
        }
        self
    }

    /// Numbers of the answer's sources; never empty.
    pub fn sources(&self) -> &[u32] {
        &self.sources
    }
}

/// A source as an answer shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitedSource {
    /// Its number in the answer, from 1, in the order of appearance.
    pub n: u32,
    /// Where to read it; absent for print.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: String,
    /// Its title.
    pub title: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// A copy kept by an archive.
    pub archived_url: Option<String>,
    /// Who published the report that it is a copy of: it bears nothing out that the original does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<String>,
}

impl CitedSource {
    /// "copy of Reuters", for what is one.
    pub fn told_as_copy(&self) -> Option<String> {
        self.copy_of.as_ref().map(|original| format!("copy of {original}"))
    }
}

/// What makes two sources the same: the address; of print, all that is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Same {
    Address(String),
    Print(String, Option<String>, Option<String>),
}

impl Same {
    fn of(source: &Source) -> Self {
        source.url.clone().map_or_else(
            || {
                let day = source.published.as_ref().map(|day| day.as_str().to_owned());
                Self::Print(source.publisher.clone(), source.title.clone(), day)
            },
            Self::Address,
        )
    }
}

/// Numbers sources in the order in which statements name them, each once.
#[derive(Debug, Clone, Default)]
pub struct Citations {
    sources: Vec<CitedSource>,
    /// Where each is among them: an answer may rest on thousands.
    numbers: HashMap<Same, u32>,
}

impl Citations {
    /// A statement that says this and rests on this claim; `None` if the claim's sources cannot be found.
    pub fn state(&mut self, said: Said, incident: &Incident, claim: &Claim) -> Option<Statement> {
        let mut sources: Vec<u32> = Vec::new();
        for source in claim.sources.iter().filter_map(|n| incident.source(*n)) {
            let n = self.number(source, incident);
            if !sources.contains(&n) {
                sources.push(n);
            }
        }
        let title = matches!(said, Said::Dated { .. });
        let language = claim.language.as_ref().filter(|_| !title).or(incident.language.as_ref());
        let statement = Statement {
            language: language.cloned(),
            text: said.in_words(),
            said,
            aspect: claim.aspect,
            by: claim.by.clone(),
            stance: claim.stance,
            incident: incident.id.clone(),
            claim: claim.key(),
            sources,
        };
        (!statement.sources.is_empty()).then_some(statement)
    }

    fn number(&mut self, source: &Source, incident: &Incident) -> u32 {
        let next = u32::try_from(self.sources.len()).unwrap_or(u32::MAX).saturating_add(1);
        let n = *self.numbers.entry(Same::of(source)).or_insert(next);
        if n < next {
            return n;
        }
        self.sources.push(CitedSource {
            n,
            url: source.url.clone(),
            publisher: source.publisher.clone(),
            title: source.title.clone(),
            published: source.published.clone(),
            archived_url: source.archived_url.clone(),
            copy_of: incident.original_of(source).map(|original| original.publisher.clone()),
        });
        n
    }

    /// The sources, by number.
    pub fn into_sources(self) -> Vec<CitedSource> {
        self.sources
    }
}
