//! `eval`: asks a question set and scores the answers, or reads a set of articles and scores the drafts.

mod articles;
mod figures;
mod scoring;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Args;
use serde::de::DeserializeOwned;

pub use self::articles::{ArticleCase, ArticleExpect, MEASURES, ScoredArticle, article_failure, article_table, score_articles, tally};
pub use self::figures::{Figures, summary};
pub use self::scoring::{Case, Expect, Scored, Verdict, judge, score};

use super::ask::day;
use super::output::{Output, write_json};
use super::register::RegisterOptions;
use crate::answer::Reason;
use crate::drafting::Wordings;
use crate::incident::Date;

const EXAMPLES: &str = "\
Examples:
  aide-memoire eval questions.jsonl
  aide-memoire eval --failures questions.jsonl
  aide-memoire eval --json dev.jsonl held-out.jsonl
  aide-memoire eval --articles --failures articles.jsonl";

/// Score the answers to a question set
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Print the figures as one JSON object
    #[arg(long)]
    json: bool,
    /// Also list each question that is not answered as it should be
    #[arg(long)]
    failures: bool,
    /// The sets are articles, and drafts are scored
    #[arg(long)]
    articles: bool,
    /// The day of asking, for questions that name none
    #[arg(long, value_name = "DAY", value_parser = day, default_value = "2026-11-01")]
    today: Date,
    #[command(flatten)]
    register: RegisterOptions,
    /// Question sets, JSON Lines
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// If a set or the register cannot be read. Wrong answers are figures, no errors.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    if options.articles {
        return drafts(options);
    }
    let mut sets = Vec::with_capacity(options.files.len());
    for file in &options.files {
        sets.push(read::<Case>(file).with_context(|| format!("cannot read the question set \"{}\"", file.display()))?);
    }
    let register = options.register.open()?;
    // Each set by itself: ids are unique in one file only.
    let scored: Vec<Scored> = sets.into_iter().flat_map(|cases| score(&register, cases, &options.today)).collect();
    let figures = Figures::of(&scored, &register);
    let mut output = Output::open();
    if options.json {
        let failures = options
            .failures
            .then(|| scored.iter().filter(|scored| scored.verdict != Verdict::Correct).map(failure_json).collect::<Vec<_>>());
        write_json(&mut output, &figures.to_json(failures))?;
    } else {
        if options.failures {
            list_failures(&mut output, &scored)?;
        }
        writeln!(output, "{}", figures.table())?;
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Reads articles and scores what is drafted from them.
fn drafts(options: &Options) -> anyhow::Result<ExitCode> {
    let mut cases = Vec::new();
    for file in &options.files {
        cases.extend(read::<ArticleCase>(file).with_context(|| format!("cannot read the articles \"{}\"", file.display()))?);
    }
    let register = options.register.open()?;
    let wordings = Wordings::new(register.vocabulary()).context("cannot use the words of reporting")?;
    let scored = score_articles(&register, &wordings, cases);
    let mut output = Output::open();
    if options.json {
        write_json(&mut output, &articles::article_json(&scored))?;
    } else {
        for failed in scored.iter().filter(|one| options.failures && !one.is_right()) {
            writeln!(output, "{}", article_failure(failed))?;
        }
        writeln!(output, "{}", article_table(&scored))?;
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn read<T: DeserializeOwned>(file: &Path) -> anyhow::Result<Vec<T>> {
    let text = fs::read_to_string(file)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(position, line)| serde_json::from_str(line).map_err(|error| anyhow!("line {}: {error}", position + 1))).collect()
}

fn list_failures(output: &mut impl Write, scored: &[Scored]) -> io::Result<()> {
    for failed in scored.iter().filter(|scored| scored.verdict != Verdict::Correct) {
        let (verdict, what) = failed.verdict.told();
        writeln!(output, "{} [{}, {}] {}", failed.case.id, failed.case.stratum, failed.case.style, failed.case.q)?;
        writeln!(output, "  {verdict}: {what}")?;
        writeln!(output, "  expected: {}", failed.case.expect.told())?;
        writeln!(output, "  got: {} {:?}, confidence {:.2}", failed.answer.outcome.name(), failed.ids(), failed.answer.confidence)?;
        for line in failed.answer.text().lines().filter(|line| !line.is_empty()) {
            writeln!(output, "  | {line}")?;
        }
        writeln!(output)?;
    }
    Ok(())
}

fn failure_json(failed: &Scored) -> serde_json::Value {
    let (verdict, what) = failed.verdict.told();
    serde_json::json!({
        "id": failed.case.id,
        "question": failed.case.q,
        "stratum": failed.case.stratum,
        "style": failed.case.style,
        "verdict": verdict,
        "what": what,
        "expected": failed.case.expect,
        "got": { "outcome": failed.answer.outcome.name(), "reason": failed.answer.reason.map(Reason::name), "incidents": failed.ids(), "text": failed.answer.text() },
    })
}
