//! The figures of a scored question set: shares of right and wrong answers, of cited sentences, and times.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::scoring::{Scored, Verdict};
use crate::answer::{CitedSource, Outcome, Statement};
use crate::incident::{Incident, Source};
use crate::register::Register;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that count.
    pub part: usize,
    /// Of so many.
    pub of: usize,
}

impl Share {
    fn count(&mut self, counts: bool) {
        self.of += 1;
        self.part += usize::from(counts);
    }

    /// As a number from 0 to 1; 1 of none.
    pub fn ratio(self) -> f64 {
        if self.of == 0 { 1.0 } else { self.part as f64 / self.of as f64 }
    }

    fn told(self) -> String {
        format!("{:4} of {:4} ({:5.1} %)", self.part, self.of, self.ratio() * 100.0)
    }

    fn to_json(self) -> Value {
        json!({ "part": self.part, "of": self.of, "share": rounded(self.ratio()) })
    }
}

/// Four decimals: a question more or less shows in any set up to ten thousand.
fn rounded(ratio: f64) -> f64 {
    (ratio * 10_000.0).round() / 10_000.0
}

/// Correct and incorrect of a group of questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Group {
    /// Answered or declined as they should be.
    pub correct: Share,
    /// Wrong.
    pub incorrect: usize,
}

/// The figures of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// All questions.
    pub all: Group,
    /// Correct of those that can be answered.
    pub answerable: Share,
    /// Right of those that cannot: declined or corrected.
    pub unanswerable: Share,
    /// Right reasons of those declined where a reason is expected.
    pub reasons: Share,
    /// Sentences with a source.
    pub recall: Share,
    /// Sources shown that belong to the claim they stand behind.
    pub precision: Share,
    /// By what sort of question it is.
    pub strata: BTreeMap<String, Group>,
    /// By how it is worded.
    pub styles: BTreeMap<String, Group>,
    /// Half of the questions take no longer.
    pub median: Duration,
    /// 99 of 100 take no longer.
    pub p99: Duration,
}

/// The figures of a run, as text.
pub fn summary(scored: &[Scored], register: &Register) -> String {
    Figures::of(scored, register).table()
}

impl Figures {
    /// Counts the figures.
    pub fn of(scored: &[Scored], register: &Register) -> Self {
        let mut figures = Self::default();
        for one in scored {
            figures.count_verdict(one);
            figures.count_citations(one, register);
        }
        let mut times: Vec<Duration> = scored.iter().map(|one| one.time).collect();
        times.sort_unstable();
        figures.median = nearest_rank(&times, 50);
        figures.p99 = nearest_rank(&times, 99);
        figures
    }

    /// Correct less incorrect, as a share of all.
    pub fn truthfulness(&self) -> f64 {
        let incorrect = Share { part: self.all.incorrect, of: self.all.correct.of };
        if self.all.correct.of == 0 { 1.0 } else { self.all.correct.ratio() - incorrect.ratio() }
    }

    fn count_verdict(&mut self, one: &Scored) {
        let correct = one.verdict == Verdict::Correct;
        let incorrect = usize::from(matches!(one.verdict, Verdict::Incorrect(_)));
        let stratum = self.strata.entry(one.case.stratum.clone()).or_default();
        let style = self.styles.entry(one.case.style.clone()).or_default();
        for group in [&mut self.all, stratum, style] {
            group.correct.count(correct);
            group.incorrect += incorrect;
        }
        if one.case.expect.is_answerable() {
            self.answerable.count(correct);
            return;
        }
        self.unanswerable.count(correct);
        if one.answer.outcome == Outcome::Unanswered
            && let Some(right) = one.case.expect.is_reason(one.answer.reason)
        {
            self.reasons.count(right);
        }
    }

    fn count_citations(&mut self, one: &Scored, register: &Register) {
        let answer = &one.answer;
        let shown = |n: u32| answer.sources.iter().find(|source| source.n == n);
        for statement in answer.statements() {
            let sources = statement.sources();
            self.recall.count(!sources.is_empty() && sources.iter().all(|n| shown(*n).is_some()));
            let incident = register.index().incident(statement.incident());
            for n in sources {
                let own = shown(*n).zip(incident.as_deref()).is_some_and(|(source, incident)| is_own(source, statement, incident));
                self.precision.count(own);
            }
        }
        // A source that no sentence names is shown for nothing.
        for source in &answer.sources {
            if !answer.statements().any(|statement| statement.sources().contains(&source.n)) {
                self.precision.count(false);
            }
        }
    }

    /// For people.
    pub fn table(&self) -> String {
        let mut lines = Vec::new();
        for (title, groups) in [("stratum", &self.strata), ("style", &self.styles)] {
            lines.push(format!("{title:16}{:>24}  incorrect", "correct"));
            for (name, group) in groups {
                let name = if name.is_empty() { "(none)" } else { name };
                lines.push(format!("{name:16}{:>24}  {:9}", group.correct.told(), group.incorrect));
            }
            lines.push(String::new());
        }
        let incorrect = Share { part: self.all.incorrect, of: self.all.correct.of };
        for (title, share) in [
            ("correct of answerable", self.answerable),
            ("incorrect of all", incorrect),
            ("unanswerable right", self.unanswerable),
            ("reason right", self.reasons),
            ("citation recall", self.recall),
            ("citation precision", self.precision),
        ] {
            lines.push(format!("{title:24}{}", share.told()));
        }
        lines.push(format!("{:24}{:.3}", "truthfulness", self.truthfulness()));
        lines.push(format!("{:24}median {} µs, p99 {} µs", "time of a question", self.median.as_micros(), self.p99.as_micros()));
        lines.join("\n")
    }

    /// For programs.
    pub fn to_json(&self, failures: Option<Vec<Value>>) -> Value {
        let groups = |groups: &BTreeMap<String, Group>| -> Value {
            let group = |group: &Group| json!({ "correct": group.correct.part, "incorrect": group.incorrect, "of": group.correct.of });
            groups.iter().map(|(name, figures)| (name.clone(), group(figures))).collect::<serde_json::Map<_, _>>().into()
        };
        let mut figures = json!({
            "questions": self.all.correct.of,
            "correct_of_answerable": self.answerable.to_json(),
            "incorrect_of_all": Share { part: self.all.incorrect, of: self.all.correct.of }.to_json(),
            "unanswerable_right": self.unanswerable.to_json(),
            "reason_right": self.reasons.to_json(),
            "truthfulness": rounded(self.truthfulness()),
            "citation_recall": self.recall.to_json(),
            "citation_precision": self.precision.to_json(),
            "strata": groups(&self.strata),
            "styles": groups(&self.styles),
            "time_us": { "median": as_number(self.median), "p99": as_number(self.p99) },
        });
        if let (Some(failures), Some(object)) = (failures, figures.as_object_mut()) {
            object.insert("failures".to_owned(), failures.into());
        }
        figures
    }
}

fn as_number(time: Duration) -> f64 {
    // Tenths of a microsecond: a question takes tens of them.
    (time.as_nanos() as f64 / 100.0).round() / 10.0
}

/// The smallest time that so many of a hundred do not exceed; none takes no time.
fn nearest_rank(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// Whether a claim that the sentence may come from, by aspect, speaker and stance, rests on this source.
fn is_own(cited: &CitedSource, statement: &Statement, incident: &Incident) -> bool {
    let same = |source: &Source| match &source.url {
        Some(url) => cited.url.as_ref() == Some(url),
        None => cited.url.is_none() && cited.publisher == source.publisher && cited.title == source.title,
    };
    let claims = incident
        .claims
        .iter()
        .filter(|claim| claim.aspect == statement.aspect() && claim.stance == statement.stance() && claim.by.as_deref() == statement.by());
    claims.flat_map(|claim| &claim.sources).filter_map(|n| incident.source(*n)).any(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_the_smallest_that_enough_do_not_exceed() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_micros).collect();
        assert_eq!(nearest_rank(&times, 50), Duration::from_micros(100));
        assert_eq!(nearest_rank(&times, 99), Duration::from_micros(198));
        assert_eq!(nearest_rank(&[], 99), Duration::ZERO);
    }

    #[test]
    fn a_share_of_nothing_is_whole() {
        assert!((Share::default().ratio() - 1.0).abs() < f64::EPSILON);
    }
}
