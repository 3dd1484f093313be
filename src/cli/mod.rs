//! Edge: the terminal. A file for each command with its options and `run`; what several commands need (the register
//! they ask, the database, files, the clock, standard output) has files of its own.

pub mod ask;
pub mod backup;
pub mod check;
mod clock;
pub mod completions;
mod database;
pub mod doctor;
pub mod draft;
pub mod eval;
pub mod export;
pub mod health;
pub mod history;
pub mod import;
mod input;
mod keeper;
mod log;
pub mod output;
pub mod record;
mod register;
pub mod restore;
pub mod review;
pub mod run;
pub mod schema;
mod settings;
mod warm;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  aide-memoire ask When did Albania cut ties with Iran, and why?
  aide-memoire ask                        a conversation, with follow-ups
  aide-memoire run                        the Discord bot; DISCORD_TOKEN from the environment
  aide-memoire import incidents.jsonl     into sqlite:aide-memoire.db
  aide-memoire draft article.txt          a proposed record
  aide-memoire --help, aide-memoire ask --help

Exit codes: 0 done, 1 failed, 2 wrong usage";

/// Answers questions about diplomatic incidents from stored, sourced records
#[derive(Debug, Parser)]
#[command(name = "aide-memoire", version, after_help = EXAMPLES, max_term_width = 110)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Ask(ask::Options),
    Run(run::Options),
    Draft(draft::Options),
    Eval(eval::Options),
    Import(import::Options),
    Export(export::Options),
    History(history::Options),
    Record(record::Options),
    Review(review::Options),
    Backup(backup::Options),
    Restore(restore::Options),
    Doctor(doctor::Options),
    Health(health::Options),
    Check(check::Options),
    Schema(schema::Options),
    Completions(completions::Options),
}

/// Runs the command.
///
/// # Errors
/// What keeps it from being done, as "cannot …" with the cause. What it did but found wanting (faults in files, broken
/// lines among questions) it has told itself; that is a code other than success.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Command::Ask(options) => ask::run(&options),
        Command::Run(options) => run::run(&options),
        Command::Draft(options) => draft::run(&options),
        Command::Eval(options) => eval::run(&options),
        Command::Import(options) => import::run(&options),
        Command::Export(options) => export::run(&options),
        Command::History(options) => history::run(&options),
        Command::Record(options) => record::run(&options),
        Command::Review(options) => review::run(&options),
        Command::Backup(options) => backup::run(&options),
        Command::Restore(options) => restore::run(&options),
        Command::Doctor(options) => doctor::run(&options),
        Command::Health(options) => health::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Schema(options) => schema::run(&options),
        Command::Completions(options) => completions::run(&options),
    }
}
