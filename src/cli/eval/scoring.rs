//! Judges answers as the format of question sets says: correct, incorrect, or not attempted.

use std::time::{Duration, Instant};

use regex::RegexBuilder;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

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
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Expect {
    outcome: OneOrMore,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    incidents: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    optional: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    must: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    must_not: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Expect {
    /// Whether the incident is one that a right answer rests on or may show.
    pub fn names(&self, id: &str) -> bool {
        self.incidents.iter().chain(&self.optional).any(|known| known == id)
    }

    /// Whether a right answer rests on the incident.
    pub fn rests_on(&self, id: &str) -> bool {
        self.incidents.iter().any(|known| known == id)
    }

    /// Whether the text has something that a right answer has and `known` does not; `None` if `known` has it all.
    pub fn is_told(&self, text: &str, known: &str) -> Option<bool> {
        let mut open = self.must.iter().filter(|pattern| !matches(pattern, known)).peekable();
        open.peek()?;
        Some(open.any(|pattern| matches(pattern, text)))
    }

    /// Whether the incident is on record and nothing about what is asked.
    pub fn lacks_claim(&self) -> bool {
        self.reason.as_deref() == Some(Reason::NoClaim.name())
    }

    /// Whether this outcome is right.
    pub fn allows(&self, outcome: &str) -> bool {
        match &self.outcome {
            OneOrMore::One(one) => one == outcome,
            OneOrMore::More(more) => more.iter().any(|one| one == outcome),
        }
    }

    /// Whether an answer is possible at all.
    pub fn is_answerable(&self) -> bool {
        self.allows("answered") || self.allows("several") || self.allows("clarify")
    }

    /// Whether the reason for declining is the right one; `None` if none is expected.
    pub(super) fn is_reason(&self, given: Option<Reason>) -> Option<bool> {
        self.reason.as_deref().map(|wanted| given.is_some_and(|given| given.name() == wanted))
    }

    /// In words, for a person who looks for the fault.
    pub(super) fn told(&self) -> String {
        let outcomes = match &self.outcome {
            OneOrMore::One(one) => one.clone(),
            OneOrMore::More(more) => more.join(" or "),
        };
        let mut parts = vec![outcomes];
        parts.extend(self.reason.clone());
        let lists = [("", &self.incidents), ("perhaps ", &self.optional), ("with ", &self.must), ("without ", &self.must_not)];
        parts.extend(lists.iter().filter(|(_, list)| !list.is_empty()).map(|(word, list)| format!("{word}{list:?}")));
        parts.join(", ")
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

impl Verdict {
    /// Its name, and what led to it.
    pub(super) fn told(&self) -> (&'static str, &str) {
        match self {
            Self::Correct => ("correct", ""),
            Self::Incorrect(what) => ("incorrect", what),
            Self::NotAttempted(what) => ("not attempted", what),
        }
    }
}

/// Judges an answer.
pub fn judge(expect: &Expect, answer: &Answer) -> Verdict {
    let outcome = answer.outcome.name();
    if !expect.allows(outcome) {
        let what = format!("{outcome} {}", answer.reason.map_or("", Reason::name)).trim_end().to_owned();
        let modest = matches!(answer.outcome, Outcome::Unanswered | Outcome::Clarify);
        let possible = expect.is_answerable() || expect.allows("corrected");
        return if modest && possible { Verdict::NotAttempted(what) } else { Verdict::Incorrect(what) };
    }
    if answer.outcome == Outcome::Unanswered {
        return Verdict::Correct;
    }
    match wrong_incidents(expect, answer).or_else(|| wrong_text(expect, &answer.text())) {
        Some(what) => Verdict::Incorrect(what),
        None => Verdict::Correct,
    }
}

/// What is wrong with the incidents that the answer rests on.
fn wrong_incidents(expect: &Expect, answer: &Answer) -> Option<String> {
    let ids: Vec<&str> = answer.incidents.iter().map(|incident| incident.id.as_str()).collect();
    match answer.outcome {
        Outcome::Answered | Outcome::Corrected => {
            let rests = expect.incidents.is_empty() || ids.iter().any(|id| expect.incidents.iter().any(|wanted| wanted == id));
            (!rests).then(|| format!("rests on {ids:?}"))
        }
        Outcome::Several | Outcome::Clarify => {
            let known = |id: &&str| expect.incidents.iter().chain(&expect.optional).any(|known| known == id);
            let missing: Vec<&String> = expect.incidents.iter().filter(|wanted| !ids.contains(&wanted.as_str())).collect();
            let extra: Vec<&&str> = ids.iter().filter(|id| !known(id)).collect();
            (!missing.is_empty() || !extra.is_empty()).then(|| format!("missing {missing:?} extra {extra:?}"))
        }
        Outcome::Unanswered => None,
    }
}

/// What is wrong with the text.
fn wrong_text(expect: &Expect, text: &str) -> Option<String> {
    if let Some(pattern) = expect.must.iter().find(|pattern| !matches(pattern, text)) {
        return Some(format!("lacks /{pattern}/"));
    }
    expect.must_not.iter().find(|pattern| matches(pattern, text)).map(|pattern| format!("has /{pattern}/"))
}

fn matches(pattern: &str, text: &str) -> bool {
    RegexBuilder::new(pattern).case_insensitive(true).build().is_ok_and(|pattern| pattern.is_match(text))
}

/// A case with its answer and verdict.
#[derive(Debug)]
pub struct Scored {
    /// The case.
    pub case: Case,
    /// The answer.
    pub answer: Answer,
    /// How it came out.
    pub verdict: Verdict,
    /// How long the answer took.
    pub time: Duration,
}

impl Scored {
    /// Ids of the incidents that the answer rests on.
    pub(super) fn ids(&self) -> Vec<&str> {
        self.answer.incidents.iter().map(|incident| incident.id.as_str()).collect()
    }
}

/// Asks every question in order, follow-ups in their conversations, and judges the answers.
pub fn score(register: &Register, cases: Vec<Case>, default_today: &Date) -> Vec<Scored> {
    let mut turns: FxHashMap<String, Turn> = FxHashMap::default();
    let mut scored = Vec::with_capacity(cases.len());
    for case in cases {
        let today = case.today.as_ref().unwrap_or(default_today);
        let previous = case.follows.as_ref().and_then(|id| turns.get(id));
        let begin = Instant::now();
        let (answer, turn) = register.ask(&case.q, today, previous);
        let time = begin.elapsed();
        turns.insert(case.id.clone(), turn);
        let verdict = judge(&case.expect, &answer);
        scored.push(Scored { case, answer, verdict, time });
    }
    scored
}
