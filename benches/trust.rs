//! Fits the model of `answer::trust` to the golden questions: how sure it is that the likeliest incident is meant.
//!
//! ```text
//! cargo bench --bench trust                        # the weights, and what they are worth
//! cargo bench --bench trust -- other.jsonl         # what they are worth on other sets, fitted without them
//! ```
//! Questions about one incident count, without follow-ups: an example is right if the likeliest incident is one that a right
//! answer rests on, and wrong if another is, or if the question has no answer as asked. The model is a logistic regression
//! (`fitting`).

mod fitting;

use std::fs;
use std::path::Path;

use aide_memoire::answer::trust::{FACTS, NAMES, TRUSTED, facts};
use aide_memoire::cli::eval::Case;
use aide_memoire::incident::Date;
use aide_memoire::question::Intent;
use aide_memoire::register::{Register, starter_incidents, vocabulary};
use anyhow::{Context, Result};
use fitting::{Example, Model};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_bench = arguments.iter().any(|argument| argument == "--bench");
    let register = Register::new(vocabulary(&[])?, starter_incidents());
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden");
    // `cargo test` only wants to see that it runs.
    let files: &[&str] = if is_bench { &["questions.jsonl", "others.jsonl"] } else { &["questions.jsonl"] };
    let mut examples = Vec::new();
    for file in files {
        examples.extend(read(&golden.join(file), &register)?);
    }
    let model = Model::fit(&examples);
    println!("{} examples, {} of them right", examples.len(), examples.iter().filter(|example| example.right).count());
    model.print(&NAMES);
    worth("fitted questions", &examples, &model);
    for file in arguments.iter().filter(|argument| !argument.starts_with("--")) {
        worth(file, &read(Path::new(file), &register)?, &model);
    }
    Ok(())
}

/// The examples of a question set.
fn read(file: &Path, register: &Register) -> Result<Vec<Example<FACTS>>> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read \"{}\"", file.display()))?;
    let today = Date::parse("2026-11-01")?;
    let mut examples = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let case: Case = serde_json::from_str(line)?;
        let (_, turn) = register.ask(&case.q, case.today.as_ref().unwrap_or(&today), None);
        let hits = register.index().find(&turn.question, register.vocabulary(), &[]);
        let Some(facts) = facts(&turn.question, &hits) else { continue };
        if case.follows.is_some() || turn.question.intent != Intent::Fact {
            continue;
        }
        let best = hits.first().and_then(|hit| register.index().incident_in(hit.slot)).map(|record| record.id.clone());
        let expect = &case.expect;
        let named = best.is_some_and(|id| expect.names(&id));
        let is_of_it = expect.allows("answered") || expect.lacks_claim();
        if is_of_it || expect.allows("corrected") || expect.allows("unanswered") {
            examples.push(Example { facts, right: is_of_it && named, counts: 1.0 });
        }
    }
    Ok(examples)
}

/// Prints how many right and wrong incidents the model trusts.
fn worth(name: &str, examples: &[Example<FACTS>], model: &Model<FACTS>) {
    let count = |right: bool| {
        let of: Vec<&Example<FACTS>> = examples.iter().filter(|example| example.right == right).collect();
        let trusted = of.iter().filter(|example| model.probability(&example.facts) >= TRUSTED).count();
        (trusted, of.len())
    };
    let ((right, all_right), (wrong, all_wrong)) = (count(true), count(false));
    println!("{name}: trusts {right} of {all_right} that are meant, {wrong} of {all_wrong} that are not");
}
