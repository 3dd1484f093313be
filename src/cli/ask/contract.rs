//! The JSON of an answer: field by field what other programs may rely on, whatever `Answer` looks like inside.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::Asked;
use crate::answer::{CitedSource, Named, Outcome, Reason, Statement};
use crate::cli::output::write_json;
use crate::incident::{Aspect, Date, DayNumber, Kind, Party, Stance};
use crate::question::{Intent, Period, Question, Role};

/// One answer. The order of the fields is part of the contract.
#[derive(Debug, Serialize)]
struct Reply<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    question: &'a str,
    outcome: Outcome,
    reason: Option<Reason>,
    confidence: f64,
    incidents: &'a [Named],
    statements: Vec<Sentence<'a>>,
    sources: Vec<Reference<'a>>,
    candidates: &'a [Named],
    text: String,
    understood: Understood<'a>,
    elapsed_us: u64,
}

#[derive(Debug, Serialize)]
struct Sentence<'a> {
    text: &'a str,
    aspect: Aspect,
    by: Option<&'a str>,
    stance: Stance,
    incident: &'a str,
    sources: &'a [u32],
}

#[derive(Debug, Serialize)]
struct Reference<'a> {
    n: u32,
    url: Option<&'a str>,
    publisher: &'a str,
    title: Option<&'a str>,
    published: Option<&'a Date>,
    archived_url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Understood<'a> {
    aspects: &'a [Aspect],
    initiators: Vec<Party>,
    targets: Vec<Party>,
    parties: Vec<Party>,
    kinds: &'a [Kind],
    period: Option<Days>,
    intent: &'static str,
    unknown_words: Vec<&'a str>,
    corrections: Vec<Correction<'a>>,
}

/// A period; an open end is `null`.
#[derive(Debug, Serialize)]
struct Days {
    from: Option<String>,
    to: Option<String>,
}

#[derive(Debug, Serialize)]
struct Correction<'a> {
    written: &'a str,
    read: &'a str,
}

/// Writes the answer as one line.
pub(super) fn write(writer: &mut impl Write, id: Option<&Value>, question: &str, asked: &Asked) -> io::Result<()> {
    let answer = &asked.answer;
    let reply = Reply {
        id,
        question,
        outcome: answer.outcome,
        reason: answer.reason,
        confidence: (f64::from(answer.confidence) * 100.0).round() / 100.0,
        incidents: &answer.incidents,
        statements: answer.statements().map(sentence).collect(),
        sources: answer.sources.iter().map(reference).collect(),
        candidates: &answer.candidates,
        text: answer.text(),
        understood: understood(&asked.turn.question),
        elapsed_us: asked.elapsed_us,
    };
    write_json(writer, &reply)
}

fn sentence(statement: &Statement) -> Sentence<'_> {
    Sentence {
        text: statement.text(),
        aspect: statement.aspect(),
        by: statement.by(),
        stance: statement.stance(),
        incident: statement.incident(),
        sources: statement.sources(),
    }
}

fn reference(source: &CitedSource) -> Reference<'_> {
    Reference {
        n: source.n,
        url: source.url.as_deref(),
        publisher: &source.publisher,
        title: source.title.as_deref(),
        published: source.published.as_ref(),
        archived_url: source.archived_url.as_deref(),
    }
}

fn understood(question: &Question) -> Understood<'_> {
    let initiators = question.parties_as(Role::Initiator);
    let targets = question.parties_as(Role::Target);
    let mut parties: Vec<Party> = Vec::new();
    for role in [Role::Either, Role::Place, Role::Speaker] {
        let more = question.parties_as(role);
        parties.extend(more.into_iter().filter(|party| !initiators.contains(party) && !targets.contains(party)));
    }
    parties.sort_unstable();
    parties.dedup();
    Understood {
        aspects: &question.aspects,
        initiators,
        targets,
        parties,
        kinds: question.kinds(),
        period: question.period.as_ref().map(days),
        intent: intent(question.intent),
        unknown_words: question.unknown_words(),
        corrections: question.corrections.iter().map(|(written, read)| Correction { written, read }).collect(),
    }
}

fn days(period: &Period) -> Days {
    Days { from: iso(period.first), to: iso(period.last) }
}

/// The day as ISO 8601 writes it; `None` for an end that is open.
pub(super) fn iso(day: DayNumber) -> Option<String> {
    let (year, month, of_month) = (day.div_euclid(10_000), day.rem_euclid(10_000) / 100, day.rem_euclid(100));
    ((0..=9_999).contains(&year) && day != DayNumber::MIN && day != DayNumber::MAX).then(|| format!("{year:04}-{month:02}-{of_month:02}"))
}

/// The name of an intent.
pub(super) const fn intent(intent: Intent) -> &'static str {
    match intent {
        Intent::Fact => "fact",
        Intent::List => "list",
        Intent::Count => "count",
        Intent::First => "first",
        Intent::Last => "last",
        Intent::Status => "status",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_iso_and_open_ends_are_none() {
        assert_eq!(iso(20_160_101).as_deref(), Some("2016-01-01"));
        assert_eq!(iso(DayNumber::MAX), None);
        assert_eq!(iso(DayNumber::MIN), None);
    }
}
