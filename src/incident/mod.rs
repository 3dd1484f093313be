//! The record: an incident with its claims, each with its sources. Pure data that cannot hold nonsense in a single
//! field; what only shows when fields meet (a claim citing a missing source, an end before the beginning) is `check`'s.
//! Knows no words, no sentences, no storage.

pub mod amend;
pub mod check;
mod claim_key;
pub mod codes;
pub mod corrections;
mod date;
pub mod difference;
mod grading;
mod kind;
pub mod merge;
mod party;
mod rebase;
mod retraction;
pub mod source;
#[cfg(test)]
mod testing;

pub use claim_key::ClaimKey;
pub use date::{Date, DayNumber, MONTHS, ParseDateError, Part, Told, Year, day_after, day_before, days_between};
pub use grading::{Credibility, Grade, SourceType};
pub use kind::{Aspect, How, Kind, Stance};
pub use party::{ParsePartyError, Party};

use serde::{Deserialize, Serialize};

/// One tracked diplomatic incident, as `config/register/FORMAT.md` describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Kebab-case, stable, never reused.
    pub id: String,
    /// Own words, present tense.
    pub title: String,
    /// What happened.
    pub kind: Kind,
    /// Who acts; empty where no state or organisation does.
    pub initiators: Vec<Party>,
    /// Towards whom; an act of two sides at once names both in both.
    pub targets: Vec<Party>,
    /// Third parties that matter.
    pub others: Vec<Party>,
    /// The day it happened or was announced.
    pub date: Date,
    /// When the situation was reversed; absent while it lasts or when nobody recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    /// One or two sentences.
    pub summary: String,
    /// The language of title, summary and claims (BCP 47); English if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The checkable sentences.
    pub claims: Vec<Claim>,
    /// What the claims rest on.
    pub sources: Vec<Source>,
    /// How it stands to other records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// Names people use for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// One checkable sentence about an incident, with the sources it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// What it tells.
    pub aspect: Aspect,
    /// One sentence in own words.
    pub text: String,
    /// Who says it; absent for plain record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How firmly it stands.
    pub stance: Stance,
    /// Numbers of the incident's sources, at least one.
    pub sources: Vec<u32>,
    /// Its language (BCP 47), if that is not the record's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// How credible what it tells is (Admiralty code).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credibility: Option<Credibility>,
    /// Why it no longer counts; absent while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retracted: Option<String>,
}

/// A place where a claim can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its number in the incident, from 1.
    pub n: u32,
    /// http or https; absent for print and documents, which then need publisher, title and published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who published it.
    pub publisher: String,
    /// Its title, where it shows one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day it was published, where it shows one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Its language (BCP 47).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// A copy kept by an archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_url: Option<String>,
    /// What it is.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub source_type: Option<SourceType>,
    /// How reliable who published it is (Admiralty code).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Number of the source that it is a copy of: an agency's report in a newspaper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<u32>,
    /// Why it no longer counts; absent while it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retracted: Option<String>,
}

/// A link to another record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// The other record.
    pub id: String,
    /// How this one stands to it.
    pub how: How,
}

/// The language of what says nothing else.
pub const DEFAULT_LANGUAGE: &str = "en";

impl Incident {
    /// The language of title and summary, as a tag of BCP 47.
    pub fn language(&self) -> &str {
        self.language.as_deref().unwrap_or(DEFAULT_LANGUAGE)
    }

    /// The language of a claim of it.
    pub fn language_of<'a>(&'a self, claim: &'a Claim) -> &'a str {
        claim.language.as_deref().unwrap_or_else(|| self.language())
    }

    /// Initiators, targets and others, each once, in that order.
    pub fn parties(&self) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::with_capacity(self.initiators.len() + self.targets.len() + self.others.len());
        for party in self.initiators.iter().chain(&self.targets).chain(&self.others) {
            if !parties.contains(party) {
                parties.push(*party);
            }
        }
        parties
    }

    /// Whether both sides act at once: the same parties are initiators and targets.
    pub fn is_mutual(&self) -> bool {
        !self.initiators.is_empty() && self.initiators.iter().any(|party| self.targets.contains(party))
    }

    /// The source with this number.
    pub fn source(&self, n: u32) -> Option<&Source> {
        self.sources.iter().find(|source| source.n == n)
    }
}

impl Claim {
    /// A claim that counts, of a credibility that nobody has judged.
    pub const fn new(aspect: Aspect, text: String, by: Option<String>, stance: Stance, sources: Vec<u32>) -> Self {
        Self { aspect, text, by, stance, sources, language: None, credibility: None, retracted: None }
    }
}

impl Source {
    /// A source of which only number and publisher are known.
    pub const fn new(n: u32, publisher: String) -> Self {
        Self {
            n,
            url: None,
            publisher,
            title: None,
            published: None,
            language: None,
            archived_url: None,
            source_type: None,
            grade: None,
            copy_of: None,
            retracted: None,
        }
    }
}
