//! `import`: records from files into the database, each file whole or not at all.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;

use super::clock;
use super::database::DatabaseOptions;
use super::input::{FileOptions, RecordFile, busy};
use super::keeper::sees_shared;
use super::output::Output;
use crate::incident::Incident;
use crate::register::bulk::{self, KnownLinks, Tally, Unknown};
use crate::store::{Change, Edit, SHARED, Store};
use crate::transfer::{LineFault, LineFaults};

const EXAMPLES: &str = "\
Examples:
  aide-memoire import incidents.jsonl
  aide-memoire import --dry-run incidents.csv
  aide-memoire import --reason \"the ministry's list of March\" list.csv
  aide-memoire import --database postgres://localhost/register incidents.jsonl

Importing the same file again changes nothing.";

/// Take records from files into the database
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// Why, for the history of the records [default: import of FILE]
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Who, for the history of the records
    #[arg(long, value_name = "NAME", env = "USER", hide_env_values = true, default_value = "command line")]
    author: String,
    #[command(flatten)]
    form: FileOptions,
    #[command(flatten)]
    database: DatabaseOptions,
    /// Files with records: JSON Lines or CSV
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// If a file has faults or cannot be read, or the database cannot be written; the files before it are in by then.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let mut output = Output::open();
    let database = &options.database;
    if options.dry_run {
        // A trial leaves nothing behind, not even an empty database.
        database.place.with_store_if_there(async |store| try_out(options, store, &mut output).await)?;
    } else {
        database.place.with_new_store(async |store| import(options, store, &mut output).await)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn import(options: &Options, store: &Store, output: &mut impl Write) -> anyhow::Result<()> {
    let (mut links, guild) = (KnownLinks::default(), options.database.guild());
    for path in &options.files {
        let failed = || format!("cannot import \"{}\"", path.display());
        let file = RecordFile::new(path, &options.form).with_context(failed)?;
        let records = read(&file, &mut links, Some(store), guild).await.with_context(failed)?;
        let reason = options.reason.clone().unwrap_or_else(|| format!("import of {}", file.name()));
        let edit = Edit { author: &options.author, reason: &reason, time: &clock::timestamp() };
        let bar = busy(format!("writing {} records", records.len()), records.len());
        let changes = changes(records, store, guild).await.with_context(failed)?;
        let applied = store.apply(&changes, edit).await.with_context(failed)?;
        bar.finish_and_clear();
        let counts = format!("{} added, {} changed, {} unchanged", applied.added, applied.changed, applied.unchanged);
        writeln!(output, "{}: {counts}; the register is at revision {}", file.name(), applied.revision)?;
        // Said as soon as it is true: the next file may fail.
        output.flush()?;
    }
    Ok(())
}

/// What takes records in; a guild's over the shared ones that it changes, without those that are the same there.
async fn changes(records: Vec<Incident>, store: &Store, guild: &str) -> anyhow::Result<Vec<Change>> {
    if guild == SHARED {
        return Ok(records.into_iter().map(|incident| Change::put(guild, incident)).collect());
    }
    let (_, footings) = bulk::compare(&records, store, (guild, sees_shared(store, guild).await?)).await?;
    let taken = footings.into_iter().zip(records).filter_map(|(footing, incident)| Some(footing?.changes(guild, incident)));
    Ok(taken.flatten().collect())
}

async fn try_out(options: &Options, store: Option<&Store>, output: &mut impl Write) -> anyhow::Result<()> {
    let (mut links, guild) = (KnownLinks::default(), options.database.guild());
    for path in &options.files {
        let failed = || format!("cannot import \"{}\"", path.display());
        let file = RecordFile::new(path, &options.form).with_context(failed)?;
        let records = read(&file, &mut links, store, guild).await.with_context(failed)?;
        let tally = match store {
            Some(store) => bulk::compare(&records, store, (guild, sees_shared(store, guild).await?)).await.with_context(failed)?.0,
            None => Tally { added: records.len(), ..Tally::default() },
        };
        writeln!(output, "{}: would add {}, change {} and leave {}", file.name(), tally.added, tally.changed, tally.unchanged)?;
        output.flush()?;
    }
    Ok(())
}

/// The records of a file, with all its links leading somewhere. Faults are told, one a line.
async fn read(file: &RecordFile, links: &mut KnownLinks, store: Option<&Store>, guild: &str) -> anyhow::Result<Vec<Incident>> {
    let mut reading = links.read(file.open()?, file.format(), Unknown::Accepted)?;
    if !reading.asked.is_empty() {
        if let Some(store) = store {
            links.look_up(reading.asked, store, guild).await?;
        }
        reading = links.read(file.open()?, file.format(), Unknown::Missing)?;
    }
    match reading.found {
        Ok(records) => {
            links.add(records.iter().map(|(_, incident)| incident));
            Ok(records.into_iter().map(|(_, incident)| incident).collect())
        }
        Err(faults) => {
            tell(file, &faults);
            let count = faults.count();
            bail!("it has {count} fault{}; nothing of it was taken", if count == 1 { "" } else { "s" })
        }
    }
}

/// To standard error: the faults are no result.
fn tell(file: &RecordFile, faults: &LineFaults) {
    let mut errors = io::stderr().lock();
    for LineFault { line, fault } in &faults.listed {
        // If standard error is closed, the exit code still tells.
        let _ = writeln!(errors, "{}:{line}: {fault}", file.name());
    }
    if faults.more > 0 {
        let _ = writeln!(errors, "{}: and {} more faults", file.name(), faults.more);
    }
}
