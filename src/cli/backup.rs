//! `backup`: everything that the database holds into one file, while others go on writing.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::Args;

use super::database::AddressOptions;
use super::output::Output;
use crate::store::Backup;

const EXAMPLES: &str = "\
Examples:
  aide-memoire backup register.backup
  aide-memoire backup --database postgres://localhost/register --overwrite /backups/today.backup

The file appears when it is whole. It is a SQLite database with a checksum in its last line; `restore` reads it,
into SQLite or PostgreSQL.";

/// Write everything that the database holds into one file
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Put the backup in the place of a file that is there, once it is whole
    #[arg(long)]
    overwrite: bool,
    #[command(flatten)]
    database: AddressOptions,
    /// File to write
    file: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// If the database cannot be read, or the file is there or cannot be written.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let name = options.file.display();
    let failed = || format!("cannot write the backup \"{name}\"");
    let is_free = || -> anyhow::Result<()> {
        ensure!(options.overwrite || !options.file.exists(), "the file is there already; --overwrite replaces it");
        Ok(())
    };
    is_free().with_context(failed)?;
    let backup = options.database.with_store(async |store| Ok(store.back_up(&options.file).await?)).with_context(failed)?;
    let mut output = Output::open();
    writeln!(output, "{name}: {}", summary(&backup))?;
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What a backup holds, in one line.
pub(super) fn summary(backup: &Backup) -> String {
    let Backup { revision, migration, bytes, sum } = backup;
    format!("revision {revision}, migration {migration}, {bytes} bytes, sha256 {sum}")
}
