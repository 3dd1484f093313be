//! `ask`: answers one question, a stream of them, or a conversation at the terminal.

mod batch;
mod contract;
mod conversation;

use std::io::{self, IsTerminal, Read, Write};
use std::mem::ManuallyDrop;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, ensure};
use clap::Args;

use super::clock;
use super::output::Output;
use super::register::RegisterOptions;
use crate::answer::Answer;
use crate::incident::{Date, ParseDateError};
use crate::register::{Register, Turn, explain};

/// Longest text read as one question, in bytes: ten times what anybody pastes.
const LONGEST_QUESTION: usize = 1 << 20;

const EXAMPLES: &str = "\
Examples:
  aide-memoire ask When did Albania cut ties with Iran, and why?
  aide-memoire ask --explain Why did Iran expel Albania
  aide-memoire ask --json Which countries left the Rome Statute?
  aide-memoire ask --batch < questions.jsonl > answers.jsonl
  aide-memoire ask                        a conversation; \"new\" drops its thread, \"exit\" ends it

A line of --batch is a question or an object {\"id\": …, \"q\": …, \"today\": …, \"follows\": …};
\"follows\" is the id of an earlier question that it continues. Each line gives one JSON line.";

/// Answer questions from the register
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Print the answer as one JSON object
    #[arg(long)]
    json: bool,
    /// Answer each line of standard input, plain or JSON, with one JSON line
    #[arg(long, conflicts_with_all = ["question", "explain"])]
    batch: bool,
    /// Say how the question was read, what matched and why not the others
    #[arg(long, conflicts_with = "json")]
    explain: bool,
    /// The day of asking, for "last year" [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<Date>,
    #[command(flatten)]
    register: RegisterOptions,
    /// The question, in plain words; none at a terminal begins a conversation
    question: Vec<String>,
}

/// Reads an option that is a date.
pub(super) fn day(text: &str) -> Result<Date, ParseDateError> {
    Date::parse(text)
}

/// A question with its answer, and how long that took.
struct Asked {
    answer: Answer,
    turn: Turn,
    elapsed_us: u64,
}

fn ask(register: &Register, text: &str, today: &Date, previous: Option<&Turn>) -> Asked {
    let begin = Instant::now();
    let (answer, turn) = register.ask(text, today, previous);
    Asked { answer, turn, elapsed_us: u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX) }
}

/// Runs the command.
///
/// # Errors
/// If register, question or output cannot be read or written. A question that has no answer is none.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let today = options.today.clone().map_or_else(clock::today, Ok)?;
    // Taking the register apart piece by piece would take longer than a question; the system takes it back at once.
    let register = ManuallyDrop::new(options.register.open()?);
    if options.batch {
        let all_read = batch::run(&register, &today, &mut io::stdin().lock(), &mut Output::open())?;
        return Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let text = if !options.question.is_empty() {
        options.question.join(" ")
    } else if io::stdin().is_terminal() && !options.json {
        conversation::run(&register, &today, options.explain)?;
        return Ok(ExitCode::SUCCESS);
    } else {
        read_question().context("cannot read a question from standard input")?
    };
    let asked = ask(&register, &text, &today, None);
    let mut output = Output::open();
    if options.json {
        contract::write(&mut output, None, &text, &asked)?;
    } else {
        writeln!(output, "{}", asked.answer.text())?;
    }
    if options.explain {
        writeln!(output, "\n{}", explain(&register, &asked.answer, &asked.turn))?;
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn read_question() -> anyhow::Result<String> {
    let mut text = String::new();
    let limit = u64::try_from(LONGEST_QUESTION).unwrap_or(u64::MAX).saturating_add(1);
    io::stdin().lock().take(limit).read_to_string(&mut text)?;
    ensure!(text.len() <= LONGEST_QUESTION, "it is longer than {LONGEST_QUESTION} bytes");
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
