//! `restore`: what a backup holds into the database, all of it or nothing.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Args;

use super::backup::summary;
use super::database::{AddressOptions, runtime};
use super::output::Output;
use crate::store::{Backup, Store, StoreError};

const EXAMPLES: &str = "\
Examples:
  aide-memoire restore register.backup                into a new sqlite:aide-memoire.db
  aide-memoire restore --dry-run register.backup      only reads it from end to end
  aide-memoire restore --replace --database postgres://localhost/register register.backup

Stop the bot first: it follows the changes of its database, not a change of the whole.";

/// Put what a backup holds into an empty database
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Drop what the database holds
    #[arg(long)]
    replace: bool,
    /// Only read the backup from end to end
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    database: AddressOptions,
    /// The backup
    file: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// If the backup is damaged or of a newer version, the database is not empty and may not be replaced, or either cannot be
/// read or written. The database is as it was then; only if writing failed midway, its tables are up to date.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let name = options.file.display();
    let failed = || format!("cannot restore \"{name}\"");
    let backup = if options.dry_run {
        Backup::read(&options.file).with_context(failed)?
    } else {
        let restored = runtime()?.block_on(Store::restore(options.database.address(), &options.file, options.replace));
        restored.map_err(refused).with_context(failed)?
    };
    let mut output = Output::open();
    writeln!(output, "{name}: {}{}", if options.dry_run { "sound, " } else { "restored, " }, summary(&backup))?;
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn refused(error: StoreError) -> anyhow::Error {
    match error {
        StoreError::NotEmpty { name } => anyhow!("\"{name}\" is not empty; --replace drops what it holds"),
        error => error.into(),
    }
}
