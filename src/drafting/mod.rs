//! Article text to a proposed record, by rules over words and sentences; proposes and never writes. Sentences are read
//! for acts (`events`), who acted towards whom (`sides`), days, counts and speakers; `choose` finds the news among them,
//! `compose` makes the record, `sketch` is what a person then makes of it. Whether the event is on record already is the register's to say.

mod attribution;
mod choose;
mod claims;
mod compose;
mod counts;
mod days;
mod deadlines;
mod events;
mod frames;
mod news;
mod note;
mod persons;
mod phrasing;
mod scenes;
mod sentences;
mod sides;
mod sketch;
mod speakers;
mod standing;
mod subjects;
mod titles;
mod wordings;

pub use persons::Person;
pub use sketch::{Field, Reader, Sketch};
pub use wordings::Wordings;

use serde::{Deserialize, Serialize};

use crate::incident::{Claim, Date, Incident, Kind, Party, Source};
use crate::vocabulary::Vocabulary;

/// An article as it was pasted, and what is known of it besides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its text, with a headline on a line of its own if there is one.
    pub text: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The day it was published, from which "yesterday" and "on Tuesday" are counted.
    pub published: Option<Date>,
}

/// What came of reading an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DraftOutcome {
    /// A record is proposed.
    Proposed,
    /// The event is on record already: the article is proposed as a source for it.
    OnRecord,
    /// The article tells no diplomatic incident.
    None,
}

/// A draft: what an article tells, for a person to edit and to approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What came of it.
    pub outcome: DraftOutcome,
    /// Why nothing is proposed, or why a source is.
    pub reason: Option<String>,
    /// The proposed record.
    pub record: Option<Record>,
    /// Where in the text each claim stands.
    pub evidence: Vec<Evidence>,
    /// Fields that the article does not tell.
    pub missing: Vec<String>,
    /// What a person should look at twice, a sentence each.
    pub doubtful: Vec<String>,
    /// Other events that the article tells.
    pub candidates: Vec<Candidate>,
    /// The record that has the event already.
    pub existing: Option<Existing>,
    /// Until when something has to be done.
    pub deadline: Option<Date>,
    /// The words that tell it: "within 48 hours".
    pub deadline_words: Option<String>,
    /// Numbers that count something.
    pub counts: Vec<Count>,
    /// Persons with their offices.
    pub persons: Vec<Person>,
}

/// A record as far as an article tells it: the fields of [`Incident`], of which the date may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// A proposal made of parties, date and kind.
    pub id: String,
    /// Own words, present tense.
    pub title: String,
    /// What happened.
    pub kind: Kind,
    /// Who acts.
    pub initiators: Vec<Party>,
    /// Towards whom.
    pub targets: Vec<Party>,
    /// Third parties that the article names beside the event.
    pub others: Vec<Party>,
    /// The day it happened or was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// One sentence.
    pub summary: String,
    /// What the article tells, in own words for the act itself and else in its own.
    pub claims: Vec<Claim>,
    /// The article.
    pub sources: Vec<ProposedSource>,
}

/// The article as a source: a source of a record, of which the publisher may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedSource {
    /// Always 1.
    pub n: u32,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
}

/// Where in the text a claim stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Number of the claim, from 1.
    pub claim: usize,
    /// Byte offsets in the text: of the first character and behind the last.
    pub span: [usize; 2],
    /// The text between them.
    pub quote: String,
}

/// Another event of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// What happened.
    pub kind: Kind,
    /// Who acted.
    pub initiators: Vec<Party>,
    /// Towards whom.
    pub targets: Vec<Party>,
    /// When, if the article tells.
    pub date: Option<Date>,
    /// The sentence that tells it.
    pub sentence: String,
}

/// A record of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Existing {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A number that counts something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The number.
    pub value: u64,
    /// The words it stands in: "15 Russian diplomats".
    pub what: String,
}

/// Reads an article. The same article gives the same draft.
pub fn draft(article: &Article, vocabulary: &Vocabulary, wordings: &Wordings) -> Draft {
    compose::draft(article, vocabulary, wordings)
}

impl Draft {
    /// For people: what is proposed, what it rests on, what is missing or doubtful.
    pub fn text(&self, vocabulary: &Vocabulary) -> String {
        note::text(self, vocabulary)
    }

    /// The same event is on record: the article becomes a source for it.
    pub fn set_existing(&mut self, existing: Existing) {
        self.outcome = DraftOutcome::OnRecord;
        self.reason = Some(format!("the register has this event already: {}", existing.title));
        self.existing = Some(existing);
    }
}

impl Record {
    /// The record, if the article tells every field that a record needs.
    pub fn complete(&self) -> Option<Incident> {
        let sources: Option<Vec<Source>> = self.sources.iter().map(ProposedSource::complete).collect();
        Some(Incident {
            id: self.id.clone(),
            title: self.title.clone(),
            kind: self.kind,
            initiators: self.initiators.clone(),
            targets: self.targets.clone(),
            others: self.others.clone(),
            date: self.date.clone()?,
            ended: None,
            summary: self.summary.clone(),
            // Only English articles are read.
            language: None,
            claims: self.claims.clone(),
            sources: sources?,
            related: Vec::new(),
            aliases: Vec::new(),
        })
    }
}

impl ProposedSource {
    fn complete(&self) -> Option<Source> {
        Some(Source {
            n: self.n,
            url: self.url.clone(),
            publisher: self.publisher.clone()?,
            title: self.title.clone(),
            published: self.published.clone(),
            language: None,
            archived_url: None,
            source_type: None,
            grade: None,
            copy_of: None,
            retracted: None,
        })
    }
}
