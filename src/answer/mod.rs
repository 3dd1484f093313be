//! Incidents to answer: which outcome, which claims, which words. `Answer` is plain data that terminal and chat render.
//! Every sentence is a `Statement`, made from a claim with its sources; what no claim says is said to be missing.

pub mod bearing;
mod brief;
mod chain;
mod choose;
mod citation;
mod claimed;
mod compared;
mod correct;
mod fact;
mod note;
mod overview;
mod relations;
mod response;
mod rivals;
mod said;
mod tally;
mod thread;
pub mod trust;
mod wording;

pub use brief::brief;
pub use citation::{Citations, CitedSource, Statement};
pub use note::{Called, Contradiction, Label, Note, When};
pub use said::{Said, Standing, State};

use serde::Serialize;

use crate::incident::{Aspect, Claim, Date, Incident, Party};
use crate::question::{Comparison, Intent, Question, Role};
use crate::search::Index;
use crate::vocabulary::Vocabulary;

/// How a question came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// One incident, or one fact derived from several.
    Answered,
    /// Every incident that fits.
    Several,
    /// More than one incident fits a question that wants one.
    Clarify,
    /// The question takes for true what the register contradicts.
    Corrected,
    /// Nothing fits.
    Unanswered,
}

impl Outcome {
    /// Its name in JSON and in text.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Several => "several",
            Self::Clarify => "clarify",
            Self::Corrected => "corrected",
            Self::Unanswered => "unanswered",
        }
    }
}

/// Why a question is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No such incident is on record.
    NoRecord,
    /// The incident is on record, but nothing about what was asked.
    NoClaim,
    /// Not about diplomatic incidents at all, or not what a register can tell.
    OutOfScope,
}

impl Reason {
    /// Its name in JSON and in text.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoRecord => "no-record",
            Self::NoClaim => "no-claim",
            Self::OutOfScope => "out-of-scope",
        }
    }
}

/// An incident as an answer names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: Date,
}

impl Named {
    fn new(incident: &Incident) -> Self {
        Self { id: incident.id.clone(), title: incident.title.clone(), date: incident.date.clone() }
    }
}

/// A group of statements that belong on one line of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Words before the statements that state no fact: "Why:", "3 incidents:".
    pub label: Option<Label>,
    /// The statements.
    pub statements: Vec<Statement>,
}

/// An answer, ready to render.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// How the question came out.
    pub outcome: Outcome,
    /// Why not, if it is unanswered.
    pub reason: Option<Reason>,
    /// Share of the question that the register explains, 0 to 1.
    pub confidence: f32,
    /// The incidents that the answer rests on.
    pub incidents: Vec<Named>,
    /// The statements, in lines.
    pub paragraphs: Vec<Paragraph>,
    /// Words that state no fact about an incident: what is missing, what is asked back.
    pub notes: Vec<Note>,
    /// Incidents to choose from, or the nearest ones.
    pub candidates: Vec<Named>,
    /// The sources, by number.
    pub sources: Vec<CitedSource>,
}

/// What an answer is made from.
#[derive(Debug, Clone, Copy)]
pub struct Inquiry<'a> {
    /// The question, perhaps with parts of the one before.
    pub question: &'a Question,
    /// The register.
    pub index: &'a Index,
    /// The words.
    pub vocabulary: &'a Vocabulary,
    /// The incidents that the conversation is about, by slot.
    pub focus: &'a [u32],
    /// The day of asking.
    pub today: &'a Date,
}

/// Answers a question.
pub fn answer(inquiry: &Inquiry<'_>) -> Answer {
    let answer = found(inquiry);
    // What explains so little of a question in another language is a guess.
    let guessed =
        inquiry.question.unread > 0 && answer.outcome == Outcome::Answered && answer.confidence < GUESSED && inquiry.focus.is_empty();
    if guessed { declined(Reason::NoRecord, inquiry, &[]) } else { answer }
}

/// Below this share of the question explained, an answer to a question half of which nobody read is a guess.
const GUESSED: f32 = 0.45;

fn found(inquiry: &Inquiry<'_>) -> Answer {
    let question = inquiry.question;
    if question.tokens.is_empty() || question.negated {
        return declined(Reason::OutOfScope, inquiry, &[]);
    }
    if question.aside && inquiry.focus.is_empty() {
        return declined(Reason::OutOfScope, inquiry, &[]);
    }
    if question.chats && inquiry.focus.is_empty() {
        // A greeting may still open a question; then the register explains most of it.
        let answer = fact::answer(inquiry);
        let answers = question.diplomatic && answer.outcome == Outcome::Answered && answer.confidence >= 0.6;
        return if answers { answer } else { declined(Reason::OutOfScope, inquiry, &[]) };
    }
    match question.intent {
        Intent::List if question.chain => chain::answer(inquiry).unwrap_or_else(|| tally::answer(inquiry)),
        Intent::List | Intent::Count | Intent::First | Intent::Last => tally::answer(inquiry),
        Intent::Status => relations::answer(inquiry).unwrap_or_else(|| fact::answer(inquiry)),
        Intent::Fact if question.anchor.is_some() => tally::around(inquiry).unwrap_or_else(|| fact::answer(inquiry)),
        Intent::Fact => overview::answer(inquiry).unwrap_or_else(|| fact::answer(inquiry)),
    }
}

/// An answer that gives none, with the nearest records.
fn declined(reason: Reason, inquiry: &Inquiry<'_>, nearest: &[u32]) -> Answer {
    let candidates: Vec<Named> =
        nearest.iter().filter_map(|slot| inquiry.index.incident_in(*slot)).map(|incident| Named::new(&incident)).collect();
    let parties: Vec<Party> = named_parties(inquiry.question);
    let note = match reason {
        Reason::OutOfScope if inquiry.question.negated => Note::Negated,
        Reason::OutOfScope => Note::OutOfScope,
        Reason::NoRecord => Note::no_record(&parties, inquiry.vocabulary),
        Reason::NoClaim => Note::NoClaim(candidates.first().cloned()),
    };
    Answer {
        outcome: Outcome::Unanswered,
        reason: Some(reason),
        confidence: 0.0,
        incidents: if reason == Reason::NoClaim { candidates.clone() } else { Vec::new() },
        paragraphs: Vec::new(),
        notes: vec![note],
        candidates: if reason == Reason::NoRecord { candidates } else { Vec::new() },
        sources: Vec::new(),
    }
}

/// The parties of a question as one name each, for a sentence about them.
fn named_parties(question: &Question) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    for mention in question.mentions.iter().filter(|mention| !mention.is_group() && mention.role != Role::Place) {
        if let Some(party) = mention.parties.first().filter(|party| !parties.contains(party)) {
            parties.push(*party);
        }
    }
    parties
}

/// The claim that a sentence about the incident as a whole rests on: its date, else what was done, else the first.
fn leading_claim(incident: &Incident) -> Option<&Claim> {
    let of = |aspect: Aspect| incident.claims.iter().find(|claim| claim.aspect == aspect);
    of(Aspect::When).or_else(|| of(Aspect::What)).or_else(|| incident.claims.first())
}

/// The lead sentence as a statement.
fn lead(incident: &Incident, citations: &mut Citations, vocabulary: &Vocabulary) -> Option<Statement> {
    leading_claim(incident).and_then(|claim| citations.state(wording::lead(incident, vocabulary), incident, claim))
}

impl Answer {
    /// Every statement, in order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.paragraphs.iter().flat_map(|paragraph| &paragraph.statements)
    }

    /// The answer as plain text: sentences with citation numbers, notes, candidates, numbered sources.
    pub fn text(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        if self.outcome == Outcome::Corrected {
            lines.extend(self.notes.iter().map(Note::in_words));
        }
        for paragraph in &self.paragraphs {
            let sentences: Vec<String> = paragraph.statements.iter().map(sentence).collect();
            let label = paragraph.label.map(|label| format!("{} ", label.in_words())).unwrap_or_default();
            lines.push(format!("{label}{}", sentences.join(" ")).trim_end().to_owned());
        }
        if self.outcome != Outcome::Corrected {
            lines.extend(self.notes.iter().map(Note::in_words));
        }
        for candidate in &self.candidates {
            lines.push(format!("- {} ({})", candidate.title, candidate.date.plain()));
        }
        if !self.sources.is_empty() {
            lines.push(String::new());
            lines.extend(self.sources.iter().map(source_line));
        }
        lines.join("\n")
    }
}

fn sentence(statement: &Statement) -> String {
    let numbers: String = statement.sources().iter().map(|n| format!("[{n}]")).collect();
    format!("{} {numbers}", statement.text())
}

fn source_line(source: &CitedSource) -> String {
    let mut parts = vec![source.publisher.clone()];
    parts.extend(source.title.as_ref().map(|title| format!("\"{title}\"")));
    parts.extend(source.published.as_ref().map(Date::plain));
    parts.extend(source.told_as_copy());
    parts.extend(source.url.clone());
    format!("[{}] {}", source.n, parts.join(", "))
}

/// Both sides of a comparison, and which it is; `None` unless both are answered.
pub fn compare(comparison: Comparison, one: Answer, other: Answer) -> Option<Answer> {
    if one.outcome != Outcome::Answered || other.outcome != Outcome::Answered {
        return None;
    }
    let mut both = one;
    let shift = u32::try_from(both.sources.len()).unwrap_or(u32::MAX);
    let dates = both.incidents.first().zip(other.incidents.first()).map(|(one, other)| (one.clone(), other.clone()));
    both.confidence = both.confidence.min(other.confidence);
    for incident in other.incidents {
        if !both.incidents.contains(&incident) {
            both.incidents.push(incident);
        }
    }
    both.paragraphs.extend(other.paragraphs.into_iter().map(|paragraph| Paragraph {
        label: paragraph.label,
        statements: paragraph.statements.into_iter().map(|statement| statement.shifted(shift)).collect(),
    }));
    both.sources.extend(other.sources.into_iter().map(|source| CitedSource { n: source.n.saturating_add(shift), ..source }));
    if let (Comparison::Time, Some((one, other))) = (comparison, dates)
        && one.date != other.date
    {
        let (first, second) = if one.date < other.date { (one, other) } else { (other, one) };
        both.notes.push(Note::Earlier(first.date, second.date));
    }
    Some(both)
}

/// "Did anyone else follow?", "which other state did so?": the record of another party that answers or follows those that
/// the conversation is about.
pub fn follower(inquiry: &Inquiry<'_>) -> Option<Answer> {
    thread::follower(inquiry)
}

/// Answers a follow-up from the incidents that the conversation is about, or from one related to them.
pub fn within(inquiry: &Inquiry<'_>) -> Option<Answer> {
    thread::within(inquiry)
}
