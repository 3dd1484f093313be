//! Fits the model of `answer::bearing` to the golden questions: which claim of a record tells what is asked.
//!
//! ```text
//! cargo bench --bench bearing                     # the weights, and what they are worth
//! cargo bench --bench bearing -- other.jsonl      # what they are worth on other sets, fitted without them
//! ```
//! An example is a claim of a record that a right answer rests on; it is right if it has something that a right answer has
//! and the lead sentence does not. Where the record has no claim for the question, none is right; such questions are few
//! and count three times.

mod fitting;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use aide_memoire::answer::bearing::{FACTS, NAMES, facts};
use aide_memoire::cli::eval::Case;
use aide_memoire::incident::{Aspect, Date, Incident};
use aide_memoire::register::{Register, Turn, starter_incidents, vocabulary};
use anyhow::{Context, Result};
use fitting::{Example, Model};

/// How much a question counts whose record has no claim for it.
const NO_CLAIM: f32 = 3.0;

/// Questions on incidents that the starter register does not have, and those incidents.
const ELSEWHERE: [(&str, &str); 2] = [("elsewhere.jsonl", "elsewhere-incidents.jsonl"), ("abroad.jsonl", "abroad-incidents.jsonl")];

/// The claims of one record for one question.
type Claims = Vec<Example<FACTS>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_bench = arguments.iter().any(|argument| argument == "--bench");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden");
    let register = Register::new(vocabulary(&[])?, starter_incidents());
    // `cargo test` only wants to see that it runs.
    let files: &[&str] = if is_bench { &["questions.jsonl", "others.jsonl"] } else { &["questions.jsonl"] };
    let mut all = Vec::new();
    for file in files {
        all.extend(read(&golden.join(file), &register)?);
    }
    for (questions, incidents) in ELSEWHERE.iter().filter(|_| is_bench) {
        let mut all_incidents = starter_incidents();
        for line in fs::read_to_string(golden.join(incidents))?.lines() {
            all_incidents.push(serde_json::from_str::<Incident>(line)?);
        }
        all.extend(read(&golden.join(questions), &Register::new(vocabulary(&[])?, all_incidents))?);
    }
    let others: Vec<PathBuf> = arguments.iter().filter(|argument| !argument.starts_with("--")).map(PathBuf::from).collect();
    let flat: Claims = all.iter().flatten().map(|example| Example { ..*example }).collect();
    let model = Model::fit(&flat);
    println!("{} questions, {} claims, {} of them right", all.len(), flat.len(), flat.iter().filter(|example| example.right).count());
    model.print(&NAMES);
    worth("fitted questions", &all, &model);
    for file in others {
        worth(&file.display().to_string(), &read(&file, &register)?, &model);
    }
    Ok(())
}

/// The examples of a question set, by question.
fn read(file: &Path, register: &Register) -> Result<Vec<Claims>> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read \"{}\"", file.display()))?;
    let usual = Date::parse("2026-11-01")?;
    let mut turns: HashMap<String, Turn> = HashMap::new();
    let mut examples = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let case: Case = serde_json::from_str(line)?;
        let before = case.follows.as_ref().and_then(|id| turns.get(id));
        let (answer, turn) = register.ask(&case.q, case.today.as_ref().unwrap_or(&usual), before);
        let ids = answer.incidents.iter().map(|incident| &incident.id);
        for id in ids.filter(|id| case.expect.rests_on(id)) {
            for aspect in if turn.question.aspects.is_empty() { &[Aspect::What][..] } else { &turn.question.aspects } {
                examples.extend(of_record(&case, &turn, id, *aspect, register));
            }
        }
        turns.insert(case.id, turn);
    }
    Ok(examples)
}

/// The claims of one record, if one of them tells what is asked or none can.
fn of_record(case: &Case, turn: &Turn, id: &str, aspect: Aspect, register: &Register) -> Option<Claims> {
    let record = register.index().incident(id)?;
    let facts = facts(&turn.question, aspect, &record, register.vocabulary());
    let none = case.expect.lacks_claim() && !case.expect.allows("answered");
    let lead = format!("{} on {}", record.title, record.date.plain());
    let right: Vec<bool> = if none {
        vec![false; facts.len()]
    } else {
        record.claims.iter().map(|claim| case.expect.is_told(&claim.text, &lead)).collect::<Option<_>>()?
    };
    if !(none || case.expect.allows("answered") && right.contains(&true)) {
        return None;
    }
    let counts = if none { NO_CLAIM } else { 1.0 } / (facts.len() as f32).sqrt();
    Some(facts.into_iter().zip(right).map(|(facts, right)| Example { facts, right, counts }).collect())
}

/// Prints how often the likeliest claim is right, and how likely one is held where one is and where none is.
fn worth(name: &str, questions: &[Claims], model: &Model<FACTS>) {
    let likeliest = |claims: &&Claims| {
        let rated = claims.iter().map(|example| (model.probability(&example.facts), example.right));
        rated.fold((0.0, false), |best, next| if next.0 > best.0 { next } else { best })
    };
    let (told, untold): (Vec<&Claims>, Vec<&Claims>) = questions.iter().partition(|claims| claims.iter().any(|example| example.right));
    let first = told.iter().filter(|claims| likeliest(claims).1).count();
    println!("{name}: the likeliest claim is right for {first} of {} questions", told.len());
    for least in [0.15, 0.25, 0.35, 0.5] {
        let above = |of: &[&Claims]| of.iter().filter(|claims| likeliest(claims).0 >= least).count();
        println!(
            "  {least}: {} of {} that a claim answers, {} of {} that none does",
            above(&told),
            told.len(),
            above(&untold),
            untold.len()
        );
    }
}
