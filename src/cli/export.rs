//! `export`: records of the database to standard output.

use std::process::ExitCode;

use anyhow::Context;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::database::DatabaseOptions;
use super::output::Output;
use crate::incident::Incident;
use crate::store::Store;
use crate::transfer::{self, ExportFormat};

const EXAMPLES: &str = "\
Examples:
  aide-memoire export > register.jsonl
  aide-memoire export --format csv > register.csv
  aide-memoire export --since 1200        what changed after revision 1200
  aide-memoire export --format csl > sources.json";

/// Write the records of the database, ordered by date
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Form of the output; jsonl and csv can be imported again
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Format(ExportFormat::JsonLines))]
    format: Format,
    /// Only records that changed after this revision
    #[arg(long, value_name = "REVISION", default_value_t = 0, hide_default_value = true, value_parser = clap::value_parser!(i64).range(0..))]
    since: i64,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// A format as the command line names it.
#[derive(Debug, Clone, Copy)]
struct Format(ExportFormat);

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: &[Format] =
            &[Format(ExportFormat::JsonLines), Format(ExportFormat::Csv), Format(ExportFormat::JsonLd), Format(ExportFormat::Csl)];
        ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        ExportFormat::ALL.iter().find(|(_, format)| *format == self.0).map(|(name, _)| PossibleValue::new(*name))
    }
}

/// Runs the command.
///
/// # Errors
/// If the database cannot be read or the output cannot be written.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let records = options
        .database
        .place
        .with_store(async |store| changed_since(store, options.since, options.database.guild()).await)
        .context("cannot export the register")?;
    transfer::export(Output::open(), options.format.0, &records)?;
    Ok(ExitCode::SUCCESS)
}

async fn changed_since(store: &Store, since: i64, guild: &str) -> anyhow::Result<Vec<Incident>> {
    let mut records: Vec<Incident> = Vec::new();
    let mut after = since;
    loop {
        let page = store.load_page(after).await?;
        let Some(last) = page.last() else { break };
        after = last.revision;
        records.extend(page.into_iter().filter(|stored| stored.guild == guild).map(|stored| stored.incident));
    }
    // A record that changed while the pages were read comes twice, its later edition last.
    let mut seen = std::collections::HashSet::new();
    records.reverse();
    records.retain(|incident| seen.insert(incident.id.clone()));
    Ok(records)
}
