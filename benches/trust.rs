//! Fits the model of `answer::trust` to the golden questions: how sure it is that the likeliest incident is meant.
//!
//! ```text
//! cargo bench --bench trust                        # the weights, and what they are worth
//! cargo bench --bench trust -- other.jsonl         # what they are worth on other sets, fitted without them
//! ```
//! Questions about one incident count, without follow-ups: an example is right if the likeliest incident is one that a right
//! answer rests on, and wrong if another is, or if the question has no answer as asked. The model is a logistic regression,
//! fitted by gradient descent on standardised facts with a little weight decay; the same input gives the same weights.

use std::fs;
use std::path::Path;

use aide_memoire::answer::trust::{FACTS, NAMES, TRUSTED, facts};
use aide_memoire::cli::eval::Case;
use aide_memoire::incident::Date;
use aide_memoire::question::Intent;
use aide_memoire::register::{Register, starter_incidents, vocabulary};
use anyhow::{Context, Result};

/// Steps of the descent, how long each is, and how much the weights are held back.
const STEPS: usize = 4_000;
const STEP: f32 = 0.5;
const DECAY: f32 = 0.001;

/// What is known of one question.
struct Example {
    facts: [f32; FACTS],
    right: bool,
}

/// Weights and bias, for facts as they are.
struct Model {
    weights: [f32; FACTS],
    bias: f32,
}

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
    let model = fit(&examples);
    println!("{} examples, {} of them right", examples.len(), examples.iter().filter(|example| example.right).count());
    for (name, weight) in NAMES.iter().zip(model.weights) {
        println!("{weight:7.2}  {name}");
    }
    println!("{:7.2}  bias", model.bias);
    worth("fitted questions", &examples, &model);
    for file in arguments.iter().filter(|argument| !argument.starts_with("--")) {
        worth(file, &read(Path::new(file), &register)?, &model);
    }
    Ok(())
}

/// The examples of a question set.
fn read(file: &Path, register: &Register) -> Result<Vec<Example>> {
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
            examples.push(Example { facts, right: is_of_it && named });
        }
    }
    Ok(examples)
}

/// Fits a model to the examples.
fn fit(examples: &[Example]) -> Model {
    let count = examples.len().max(1) as f32;
    let mean: [f32; FACTS] = std::array::from_fn(|at| examples.iter().map(|example| example.facts[at]).sum::<f32>() / count);
    let spread: [f32; FACTS] = std::array::from_fn(|at| {
        let squares = examples.iter().map(|example| (example.facts[at] - mean[at]).powi(2)).sum::<f32>();
        (squares / count).sqrt().max(1e-3)
    });
    let mut model = Model { weights: [0.0; FACTS], bias: 0.0 };
    for _ in 0..STEPS {
        let mut slope = ([0.0; FACTS], 0.0);
        for example in examples {
            let scaled: [f32; FACTS] = std::array::from_fn(|at| (example.facts[at] - mean[at]) / spread[at]);
            let error = model.probability(&scaled) - f32::from(u8::from(example.right));
            for (sum, fact) in slope.0.iter_mut().zip(scaled) {
                *sum += error * fact / count;
            }
            slope.1 += error / count;
        }
        for (weight, slope) in model.weights.iter_mut().zip(slope.0) {
            *weight -= STEP * (slope + DECAY * *weight);
        }
        model.bias -= STEP * slope.1;
    }
    let weights: [f32; FACTS] = std::array::from_fn(|at| model.weights[at] / spread[at]);
    let shift: f32 = weights.iter().zip(mean).map(|(weight, mean)| weight * mean).sum();
    Model { weights, bias: model.bias - shift }
}

impl Model {
    fn probability(&self, facts: &[f32; FACTS]) -> f32 {
        let sum: f32 = self.weights.iter().zip(facts).map(|(weight, fact)| weight * fact).sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }
}

/// Prints how many right and wrong incidents the model trusts.
fn worth(name: &str, examples: &[Example], model: &Model) {
    let count = |right: bool| {
        let of: Vec<&Example> = examples.iter().filter(|example| example.right == right).collect();
        let trusted = of.iter().filter(|example| model.probability(&example.facts) >= TRUSTED).count();
        (trusted, of.len())
    };
    let ((right, all_right), (wrong, all_wrong)) = (count(true), count(false));
    println!("{name}: trusts {right} of {all_right} that are meant, {wrong} of {all_wrong} that are not");
}
