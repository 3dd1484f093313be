//! `history`: who changed a record, when, why, and what.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::Args;
use serde_json::{Value, json};

use super::database::DatabaseOptions;
use super::output::{Output, one_line, write_json};
use crate::store::{Revision, State};

const EXAMPLES: &str = "\
Examples:
  aide-memoire history albania-iran-2022-relations-severed
  aide-memoire history --json albania-iran-2022-relations-severed";

/// Show every revision of a record
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Print one JSON object for each revision, with the whole record
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    database: DatabaseOptions,
    /// Id of the record
    id: String,
}

/// Runs the command.
///
/// # Errors
/// If there is no such record, or the database cannot be read.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let revisions = revisions(options).with_context(|| format!("cannot show the history of \"{}\"", options.id))?;
    let mut output = Output::open();
    let mut before: Option<&Revision> = None;
    for revision in &revisions {
        if options.json {
            write_revision(&mut output, revision)?;
        } else {
            write_words(&mut output, revision, before)?;
        }
        before = Some(revision);
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn revisions(options: &Options) -> anyhow::Result<Vec<Revision>> {
    let database = &options.database;
    let revisions = database.place.with_store(async |store| Ok(store.history(database.guild(), &options.id).await?))?;
    ensure!(!revisions.is_empty(), "there is no such record");
    Ok(revisions)
}

fn write_revision(output: &mut impl Write, revision: &Revision) -> io::Result<()> {
    let object = json!({
        "revision": revision.sequence,
        "time": revision.time,
        "author": revision.author,
        "reason": revision.reason,
        "state": revision.state.name(),
        "record": revision.incident,
    });
    write_json(output, &object)
}

fn write_words(output: &mut impl Write, revision: &Revision, before: Option<&Revision>) -> io::Result<()> {
    let (author, reason) = (one_line(&revision.author), one_line(&revision.reason));
    writeln!(output, "revision {}, {}, {author}: {reason}", revision.sequence, one_line(&revision.time))?;
    writeln!(output, "  {}", one_line(&what_changed(revision, before)))
}

fn what_changed(revision: &Revision, before: Option<&Revision>) -> String {
    let Some(before) = before else { return format!("new: {}", revision.incident.title) };
    match (before.state, revision.state) {
        (State::Current, State::Retracted) => return "retracted".to_owned(),
        (State::Retracted, State::Current) => return "restored".to_owned(),
        (State::Current, State::Current) | (State::Retracted, State::Retracted) => {}
    }
    let fields = changed_fields(before, revision);
    if fields.is_empty() { "nothing changed".to_owned() } else { format!("changed: {}", fields.join(", ")) }
}

/// Names of the fields that differ, in the order of the record.
fn changed_fields(before: &Revision, after: &Revision) -> Vec<String> {
    let [before, after] = [before, after].map(|revision| serde_json::to_value(&revision.incident).unwrap_or_default());
    let (Value::Object(before), Value::Object(after)) = (before, after) else { return Vec::new() };
    let mut fields: Vec<String> =
        after.iter().filter(|(field, value)| before.get(*field) != Some(value)).map(|(field, _)| field.clone()).collect();
    fields.extend(before.keys().filter(|field| !after.contains_key(*field)).cloned());
    fields
}
