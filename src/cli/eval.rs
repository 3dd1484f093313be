//! `eval`: scores question sets as `tests/data/golden/FORMAT.md` says.

use std::collections::BTreeMap;

use regex::RegexBuilder;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::answer::{Answer, Outcome, Reason};
use crate::incident::Date;
use crate::register::{Register, Turn};

/// One question of a set.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// Unique in the set.
    pub id: String,
    /// The text.
    pub q: String,
    /// The question before it in the conversation.
    pub follows: Option<String>,
    /// The day of asking.
    pub today: Option<Date>,
    /// What sort of question it is.
    #[serde(default)]
    pub stratum: String,
    /// How it is worded.
    #[serde(default)]
    pub style: String,
    /// What a right answer is.
    pub expect: Expect,
}

/// What a right answer is.
#[derive(Debug, Clone, Deserialize)]
pub struct Expect {
    outcome: OneOrMore,
    reason: Option<String>,
    #[serde(default)]
    incidents: Vec<String>,
    #[serde(default)]
    optional: Vec<String>,
    #[serde(default)]
    must: Vec<String>,
    #[serde(default)]
    must_not: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Expect {
    fn allows(&self, outcome: &str) -> bool {
        match &self.outcome {
            OneOrMore::One(one) => one == outcome,
            OneOrMore::More(more) => more.iter().any(|one| one == outcome),
        }
    }

    /// Whether an answer is possible at all.
    pub fn is_answerable(&self) -> bool {
        self.allows("answered") || self.allows("several") || self.allows("clarify")
    }
}

/// How a case came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// As it should.
    Correct,
    /// States what is wrong, or answers what cannot be answered.
    Incorrect(String),
    /// Declines or asks back where an answer was possible.
    NotAttempted(String),
}

/// The name of an outcome.
pub const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Answered => "answered",
        Outcome::Several => "several",
        Outcome::Clarify => "clarify",
        Outcome::Corrected => "corrected",
        Outcome::Unanswered => "unanswered",
    }
}

/// The name of a reason.
pub const fn reason_name(reason: Reason) -> &'static str {
    match reason {
        Reason::NoRecord => "no-record",
        Reason::NoClaim => "no-claim",
        Reason::OutOfScope => "out-of-scope",
    }
}

/// Judges an answer.
pub fn judge(expect: &Expect, answer: &Answer) -> Verdict {
    let outcome = outcome_name(answer.outcome);
    if !expect.allows(outcome) {
        let what = format!("{outcome} {}", answer.reason.map_or("", reason_name));
        let modest = matches!(answer.outcome, Outcome::Unanswered | Outcome::Clarify);
        return if modest && (expect.is_answerable() || expect.allows("corrected")) { Verdict::NotAttempted(what) } else { Verdict::Incorrect(what) };
    }
    let ids: Vec<&str> = answer.incidents.iter().map(|incident| incident.id.as_str()).collect();
    let known = |id: &&str| expect.incidents.iter().chain(&expect.optional).any(|known| known == id);
    match answer.outcome {
        Outcome::Answered | Outcome::Corrected => {
            if !expect.incidents.is_empty() && !ids.iter().any(|id| expect.incidents.iter().any(|wanted| wanted == id)) {
                return Verdict::Incorrect(format!("rests on {ids:?}"));
            }
        }
        Outcome::Several | Outcome::Clarify => {
            let missing: Vec<&String> = expect.incidents.iter().filter(|wanted| !ids.contains(&wanted.as_str())).collect();
            let extra: Vec<&&str> = ids.iter().filter(|id| !known(id)).collect();
            if !missing.is_empty() || !extra.is_empty() {
                return Verdict::Incorrect(format!("missing {missing:?} extra {extra:?}"));
            }
        }
        Outcome::Unanswered => return Verdict::Correct,
    }
    let text = answer.text();
    let matches = |pattern: &String| RegexBuilder::new(pattern).case_insensitive(true).build().is_ok_and(|pattern| pattern.is_match(&text));
    if let Some(pattern) = expect.must.iter().find(|pattern| !matches(pattern)) {
        return Verdict::Incorrect(format!("lacks /{pattern}/"));
    }
    match expect.must_not.iter().find(|pattern| matches(pattern)) {
        Some(pattern) => Verdict::Incorrect(format!("has /{pattern}/")),
        None => Verdict::Correct,
    }
}

/// A case with its answer and verdict.
#[derive(Debug)]
pub struct Result {
    /// The case.
    pub case: Case,
    /// The answer.
    pub answer: Answer,
    /// How it came out.
    pub verdict: Verdict,
}

/// Asks every question in order, follow-ups in their conversations.
pub fn run(register: &Register, cases: Vec<Case>, default_today: &Date) -> Vec<Result> {
    let mut turns: FxHashMap<String, Turn> = FxHashMap::default();
    let mut results = Vec::new();
    for case in cases {
        let today = case.today.clone().unwrap_or_else(|| default_today.clone());
        let previous = case.follows.as_ref().and_then(|id| turns.get(id));
        let (answer, turn) = register.ask(&case.q, &today, previous);
        turns.insert(case.id.clone(), turn);
        let verdict = judge(&case.expect, &answer);
        results.push(Result { case, answer, verdict });
    }
    results
}

/// The figures of a run, as text.
pub fn summary(results: &[Result]) -> String {
    let mut lines = Vec::new();
    let mut strata: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut answerable, mut right, mut wrong, mut unanswerable, mut declined, mut reasons, mut reasons_right) = (0, 0, 0, 0, 0, 0, 0);
    let (mut statements, mut cited) = (0, 0);
    for result in results {
        let correct = result.verdict == Verdict::Correct;
        let stratum = strata.entry(&result.case.stratum).or_default();
        stratum.1 += 1;
        stratum.0 += usize::from(correct);
        wrong += usize::from(matches!(result.verdict, Verdict::Incorrect(_)));
        if result.case.expect.is_answerable() {
            answerable += 1;
            right += usize::from(correct);
        } else {
            unanswerable += 1;
            declined += usize::from(correct);
            if let (Some(reason), Outcome::Unanswered) = (&result.case.expect.reason, result.answer.outcome) {
                reasons += 1;
                reasons_right += usize::from(result.answer.reason.is_some_and(|given| reason_name(given) == reason));
            }
        }
        for statement in result.answer.statements() {
            statements += 1;
            cited += usize::from(statement.sources().iter().all(|n| result.answer.sources.iter().any(|source| source.n == *n)) && !statement.sources().is_empty());
        }
    }
    for (stratum, (correct, all)) in &strata {
        lines.push(format!("{stratum:14} {correct:3} of {all:3}"));
    }
    let share = |part: usize, all: usize| if all == 0 { 100.0 } else { 100.0 * part as f64 / all as f64 };
    lines.push(format!("answerable: correct {right} of {answerable} ({:.1} %)", share(right, answerable)));
    lines.push(format!("incorrect: {wrong} of {} ({:.1} %)", results.len(), share(wrong, results.len())));
    lines.push(format!("unanswerable: right {declined} of {unanswerable} ({:.1} %)", share(declined, unanswerable)));
    lines.push(format!("reason: right {reasons_right} of {reasons} ({:.1} %)", share(reasons_right, reasons)));
    lines.push(format!("citations: {cited} of {statements} statements ({:.1} %)", share(cited, statements)));
    lines.join("\n")
}
