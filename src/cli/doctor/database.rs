//! The database: whether it is there, can be written and is up to date; and the clock, by what it has seen.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::Finding;
use crate::cli::clock;
use crate::cli::database::{absent_file, runtime};
use crate::cli::output::sentence;
use crate::store::{Examination, Store, StoreError};

const CHECK: &str = "database";
const CLOCK: &str = "clock";
const DAMAGED: &str = "stop the bot, move the file away and `restore` the last backup; `export` first what can still be read";
/// How long a database has to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// So far may clocks be apart, in seconds.
const APART: u64 = 60;

pub(super) fn look(address: &str, settings: Option<&Path>) -> anyhow::Result<Vec<Finding>> {
    if let Some(path) = absent_file(address) {
        let folder = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let finding = if folder.is_dir() {
            Finding::warning(CHECK, format!("\"{path}\" is not there yet"), "nothing if this is the first start: `run` makes it")
        } else {
            Finding::fault(CHECK, format!("\"{path}\" is in a folder that does not exist"), "make the folder, or name another one")
        };
        return Ok(vec![finding, clock_of(None, &[settings])]);
    }
    Ok(match runtime()?.block_on(Store::examine(address, PATIENCE)) {
        Err(error) => {
            let advice = advice(&error);
            vec![Finding::fault(CHECK, sentence(&error.into()), advice), clock_of(None, &[settings])]
        }
        Ok(found) => {
            let clock = clock_of(Some(&found.last_change), &[settings, file(address)]);
            vec![state(found), clock]
        }
    })
}

fn state(found: Examination) -> Finding {
    let Examination { name, migration, known, revision, damage, .. } = found;
    if !damage.is_empty() {
        let advice = DAMAGED;
        return Finding::fault(CHECK, format!("\"{name}\" is damaged: {damage}"), advice);
    }
    if migration < known {
        let found = format!("\"{name}\" can be written, is at migration {migration} and this program at {known}");
        return Finding::warning(CHECK, found, "nothing: the next start brings it up to date; a SQLite file is kept beside itself first");
    }
    Finding::ok(CHECK, format!("\"{name}\" can be written and is up to date, at revision {revision}"))
}

fn advice(error: &StoreError) -> &'static str {
    match error {
        StoreError::Address { .. } | StoreError::Unreadable { .. } | StoreError::Place { .. } => {
            "correct the address: sqlite:PATH or postgres://USER@HOST/NAME"
        }
        StoreError::DamagedDatabase { .. } => DAMAGED,
        StoreError::ReadOnly { .. } => "give the user of the bot the right to write the file and its folder",
        StoreError::NotADatabase { .. } => "name another file; a damaged one is replaced by `restore` of a backup",
        StoreError::Locked { .. } => "end the other program that writes it, or wait until it is done",
        StoreError::Newer { .. } | StoreError::NewerBackup { .. } => "use the newer version of the program, or `restore` an older backup",
        StoreError::Silent { .. } => "see whether the server runs and a firewall lets its port through",
        StoreError::Query { .. } => "see that the user may write it, and that the disk is neither full nor read-only",
        _ => "see that the server runs, and that user, password and rights are right",
    }
}

/// The file of a SQLite database.
pub(super) fn file(address: &str) -> Option<&Path> {
    let path = address.strip_prefix("sqlite:")?;
    Some(Path::new(path.strip_prefix("//").unwrap_or(path))).filter(|path| path.is_file())
}

/// A clock that is behind what was written before gives edits a wrong time and keeps what should go.
fn clock_of(last_change: Option<&str>, files: &[Option<&Path>]) -> Finding {
    let now = clock::timestamp();
    let latest = clock::timestamp_ahead(APART);
    let advice = "set it, and let it be kept right by NTP (timedatectl set-ntp true)";
    if let Some(time) = last_change.filter(|time| *time > latest.as_str()) {
        return Finding::fault(CLOCK, format!("says {now}, but the last change of the register was made at {time}"), advice);
    }
    let written = |file: &Path| fs::metadata(file).and_then(|about| about.modified()).ok().map(clock::timestamp_of);
    let ahead = files.iter().flatten().find_map(|file| written(file).filter(|time| *time > latest).map(|time| (file, time)));
    match ahead {
        Some((file, time)) => Finding::fault(CLOCK, format!("says {now}, but \"{}\" was written at {time}", file.display()), advice),
        None => Finding::ok(CLOCK, format!("says {now}, later than all that was written")),
    }
}
