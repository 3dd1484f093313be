//! The golden questions as a ratchet: `passing.txt` lists those that are answered as they should be. A listed one that
//! fails is a regression; an unlisted one that passes has to be listed, so that it cannot be lost again.
//!
//! `UPDATE_GOLDEN=1 cargo test golden` rewrites the list.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write;

use aide_memoire::cli::eval::{Case, Scored, Verdict, score};
use aide_memoire::incident::Incident;
use aide_memoire::register::Register;
use aide_memoire::vocabulary::Vocabulary;
use serde_json::Value;

use crate::world::{register, today};

/// The development questions, and those of other authors, first asked when the rules were made.
const QUESTIONS: [&str; 2] = [include_str!("../data/golden/questions.jsonl"), include_str!("../data/golden/others.jsonl")];
const PASSING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/golden/passing.txt");

/// Questions on incidents that the starter register does not have, and those incidents, written down from memory with made-up
/// addresses of sources: for tests only. Three authors, each by themselves, so some events are in more than one.
const ELSEWHERE: [[&str; 2]; 3] = [
    [include_str!("../data/golden/elsewhere.jsonl"), include_str!("../data/golden/elsewhere-incidents.jsonl")],
    [include_str!("../data/golden/abroad.jsonl"), include_str!("../data/golden/abroad-incidents.jsonl")],
    [include_str!("../data/golden/afar.jsonl"), include_str!("../data/golden/afar-incidents.jsonl")],
];

/// Every golden question with its answer and verdict.
fn scored() -> Vec<Scored> {
    let starter = QUESTIONS.iter().flat_map(|questions| scored_of(questions));
    starter.chain(elsewhere()).collect()
}

fn elsewhere() -> Vec<Scored> {
    let starter = include_str!("../../config/register/incidents.jsonl");
    let scored = |[questions, incidents]: [&str; 2]| {
        let incidents = starter.lines().chain(incidents.lines()).map(|line| serde_json::from_str::<Incident>(line).unwrap());
        score(&Register::new(Vocabulary::new(&[]).unwrap(), incidents), cases(questions), &today())
    };
    ELSEWHERE.into_iter().flat_map(scored).collect()
}

fn cases(questions: &str) -> Vec<Case> {
    questions.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every development question with its answer and verdict.
pub(crate) fn development() -> Vec<Scored> {
    scored_of(QUESTIONS[0])
}

fn scored_of(questions: &str) -> Vec<Scored> {
    score(register(), cases(questions), &today())
}

/// What a person needs to see of a question that has got worse.
fn told(scored: &Scored) -> String {
    let mut text = format!("{} {}\n  {:?}\n", scored.case.id, scored.case.q, scored.verdict);
    for line in scored.answer.text().lines() {
        writeln!(text, "  | {line}").unwrap();
    }
    text
}

#[test]
fn golden_questions_that_pass_keep_passing() {
    let scored = scored();
    let passing: BTreeSet<&str> = scored.iter().filter(|one| one.verdict == Verdict::Correct).map(|one| one.case.id.as_str()).collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        let list: String = passing.iter().map(|id| format!("{id}\n")).collect();
        std::fs::write(PASSING, list).unwrap();
        return;
    }
    let list = std::fs::read_to_string(PASSING).unwrap();
    let listed: BTreeSet<&str> = list.lines().collect();
    let lost: String =
        scored.iter().filter(|one| listed.contains(one.case.id.as_str()) && one.verdict != Verdict::Correct).map(told).collect();
    assert!(lost.is_empty(), "these golden questions passed before:\n{lost}");
    let gained: Vec<&&str> = passing.difference(&listed).collect();
    assert!(gained.is_empty(), "these golden questions pass now: {gained:?}; list them with UPDATE_GOLDEN=1 cargo test golden");
    let unknown: Vec<&&str> = listed.difference(&passing).collect();
    assert!(unknown.is_empty(), "passing.txt lists what is no question: {unknown:?}");
}

#[test]
fn the_golden_list_is_sorted_and_without_doubles() {
    let list = std::fs::read_to_string(PASSING).unwrap();
    let ids: Vec<&str> = list.lines().collect();
    assert!(ids.is_sorted_by(|one, next| one < next));
}

#[test]
fn golden_questions_name_only_what_is_there() {
    let mut ids = HashSet::new();
    for line in QUESTIONS.iter().flat_map(|questions| questions.lines()) {
        let case: Value = serde_json::from_str(line).unwrap();
        let id = case["id"].as_str().unwrap().to_owned();
        if let Some(before) = case["follows"].as_str() {
            assert!(ids.contains(before), "{id} follows {before}, which does not stand before it");
        }
        for list in ["incidents", "optional"] {
            for incident in case["expect"][list].as_array().into_iter().flatten() {
                let incident = incident.as_str().unwrap();
                assert!(register().index().incident(incident).is_some(), "{id} expects {incident}, which is not in the register");
            }
        }
        for list in ["must", "must_not"] {
            for pattern in case["expect"][list].as_array().into_iter().flatten() {
                let pattern = pattern.as_str().unwrap();
                assert!(regex::Regex::new(pattern).is_ok(), "{id}: \"{pattern}\" is no pattern");
            }
        }
        assert!(ids.insert(id.clone()), "{id} stands twice");
    }
}

/// Incidents of one day stood in the order in which their records came or were last edited, so that two processes with the
/// same records answered differently.
#[test]
fn the_same_records_answer_alike_in_whatever_order_they_came() {
    let mut incidents: Vec<Incident> =
        include_str!("../../config/register/incidents.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    incidents.reverse();
    let edited: Vec<Incident> = incidents.iter().step_by(3).cloned().collect();
    let mut other = Register::new(Vocabulary::new(&[]).unwrap(), incidents);
    for incident in edited {
        other.apply(incident);
    }
    for (one, other) in development().iter().zip(score(&other, cases(QUESTIONS[0]), &today())) {
        assert_eq!(one.answer.text(), other.answer.text(), "{}", one.case.q);
    }
}
