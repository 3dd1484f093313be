//! Files with records: which format they have, and a bar while a long one is read.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use crate::transfer::ImportFormat;

/// A file of this size is read in well under a second; nobody needs a bar for less.
const LONG: u64 = 8 << 20;

/// Files to read records from.
#[derive(Debug, Args)]
pub(super) struct FileOptions {
    /// Form of the files; told by the end of their names otherwise (.jsonl, .csv)
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Format>,
}

/// A format as the command line names it.
#[derive(Debug, Clone, Copy)]
struct Format(ImportFormat);

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: &[Format] = &[Format(ImportFormat::JsonLines), Format(ImportFormat::Csv)];
        ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        ImportFormat::ALL.iter().find(|(_, format)| *format == self.0).map(|(name, _)| PossibleValue::new(*name))
    }
}

impl FileOptions {
    /// The format of a file.
    pub(super) fn format_of(&self, file: &Path) -> anyhow::Result<ImportFormat> {
        if let Some(Format(format)) = self.format {
            return Ok(format);
        }
        let end = file.extension().and_then(|end| end.to_str()).unwrap_or_default().to_ascii_lowercase();
        match end.as_str() {
            "csv" => Ok(ImportFormat::Csv),
            "jsonl" | "ndjson" | "json" => Ok(ImportFormat::JsonLines),
            _ => bail!("its name does not tell its form; add --format jsonl or --format csv"),
        }
    }
}

/// A file with records, which may be read several times.
#[derive(Debug)]
pub(super) struct RecordFile {
    path: PathBuf,
    format: ImportFormat,
}

impl RecordFile {
    /// A file; that it can be opened shows only when it is.
    pub(super) fn new(path: &Path, options: &FileOptions) -> anyhow::Result<Self> {
        Ok(Self { path: path.to_owned(), format: options.format_of(path)? })
    }

    /// Its name, for messages.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// Its format.
    pub(super) const fn format(&self) -> ImportFormat {
        self.format
    }

    /// Opens it; a long one shows how far it is read.
    pub(super) fn open(&self) -> anyhow::Result<impl BufRead + use<>> {
        let file = File::open(&self.path).context("it cannot be opened")?;
        let size = file.metadata().map_or(0, |about| about.len());
        let bar = if size >= LONG { ProgressBar::new(size) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{msg} {wide_bar} {bytes} of {total_bytes}").context("no bar can be drawn")?;
        bar.set_style(style);
        bar.set_message("reading");
        Ok(BufReader::new(bar.wrap_read(file)))
    }
}

/// Shows that something long is going on until the bar is dropped. Only on a terminal.
pub(super) fn busy(what: String, records: usize) -> ProgressBar {
    /// So many records are written in about a second.
    const MANY: usize = 5_000;
    if records < MANY {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner().with_message(what);
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
