//! Records from files and to files: JSON Lines and CSV both ways, JSON-LD and CSL-JSON outwards. Adds line numbers to the
//! faults that `incident::check` finds; which records are taken and where they go is for those who call.

mod csl;
mod csv_layout;
mod csv_read;
mod csv_write;
mod json_ld;
mod json_lines;
mod strict_json;

use std::collections::HashSet;
use std::fmt;
use std::io::{self, BufRead, Write};

use crate::incident::check::{Fault, check_all};
use crate::incident::{Incident, Related};

/// Longest line or row of a file, in bytes: the longest record of the starter register has 6,603.
pub const LONGEST_LINE: usize = 4 << 20;

/// Faults of a file that are listed. A line of three bytes has eight: all of a file would be hundreds of times as large as it is.
pub const MOST_FAULTS: usize = 500;

/// The forms that records can be read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportFormat {
    /// One JSON object a line.
    JsonLines,
    /// A spreadsheet; see [`ExportFormat::Csv`].
    Csv,
}

/// The forms that records can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// One JSON object a line, spelled as the starter register is, so that an export can be compared with it line by line.
    JsonLines,
    /// A spreadsheet, UTF-8, with the columns of the record format in any order; a row is one `part` of a record:
    ///
    /// | part | columns used besides `id` and `part` |
    /// | --- | --- |
    /// | `incident` | `title`, `kind`, `initiators`, `targets`, `others`, `date`, `ended`, `summary`, `aliases`, `related`, `language` |
    /// | `claim` | `aspect`, `text`, `by`, `stance`, `sources`, `language`, `credibility`, `retracted` |
    /// | `source` | `n`, `url`, `publisher`, `title`, `published`, `language`, `archived_url`, `type`, `grade`, `copy_of`, `retracted` |
    ///
    /// Rows of one `id` belong together, wherever they stand; claims keep the order of their rows. `initiators`, `targets`,
    /// `others` and `sources` are separated by blanks (`AL US`, `1 3`), `aliases` by semicolons (one inside an alias is
    /// `\;`, a backslash `\\`), `related` too (`response-to some-id; follows other-id`).
    ///
    /// A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab, a line's end, a full-width form of these, or `'`) is written with an
    /// apostrophe before it, which reading takes off again. Reading also takes semicolons or tabs between cells.
    Csv,
    /// JSON-LD in the terms of schema.org: an `Event` for each record, a `Claim` for each claim, its sources as `appearance`;
    /// without what is retracted.
    JsonLd,
    /// The sources as CSL-JSON, for reference managers; without what is retracted.
    Csl,
}

impl ImportFormat {
    /// Every format, by the name used on the command line, which is also the usual end of a file name.
    pub const ALL: &'static [(&'static str, Self)] = &[("jsonl", Self::JsonLines), ("csv", Self::Csv)];
}

impl ExportFormat {
    /// Every format, by the name used on the command line.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("jsonl", Self::JsonLines), ("csv", Self::Csv), ("jsonld", Self::JsonLd), ("csl", Self::Csl)];
}

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFault {
    /// The line, counted from 1; in CSV the line on which the row begins.
    pub line: usize,
    /// What is wrong; in CSV the field is the column.
    pub fault: Fault,
}

impl fmt::Display for LineFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

/// What is wrong in a file, as far as anybody corrects at one time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineFaults {
    /// The first [`MOST_FAULTS`] that were found, by line.
    pub listed: Vec<LineFault>,
    /// How many more there are.
    pub more: usize,
}

impl LineFaults {
    /// How many there are.
    pub const fn count(&self) -> usize {
        self.listed.len() + self.more
    }

    fn add(&mut self, line: usize, fault: Fault) {
        if self.listed.len() < MOST_FAULTS {
            self.listed.push(LineFault { line, fault });
        } else {
            self.more += 1;
        }
    }
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// What is wrong in it.
    #[error("{} {}, first in {}", .0.count(), if .0.count() == 1 { "fault" } else { "faults" }, .0.listed.first().map(LineFault::to_string).unwrap_or_default())]
    Faults(LineFaults),
    /// It could not be read to the end.
    #[error("the file cannot be read")]
    Read(#[from] io::Error),
}

/// What a reader of one format found.
#[derive(Default)]
struct Found {
    records: Vec<(usize, Incident)>,
    faults: LineFaults,
    /// Ids of records with faults: links to them are no fault of their own.
    faulty_ids: HashSet<String>,
}

impl Found {
    fn fault(&mut self, line: usize, field: &str, message: impl Into<String>) {
        self.faults.add(line, Fault { field: field.to_owned(), message: message.into() });
    }
}

/// Reads records, each with its line; all of them or, if anything is wrong with any, none but the faults.
///
/// `known` gives the links of a record that is already on file, as for [`check_all`].
///
/// # Errors
/// [`ImportError::Faults`] with the faults of every line, or [`ImportError::Read`].
pub fn import<'a>(
    reader: impl BufRead,
    format: ImportFormat,
    known: impl Fn(&str) -> Option<&'a [Related]>,
) -> Result<Vec<(usize, Incident)>, ImportError> {
    let Found { records, mut faults, faulty_ids } = match format {
        ImportFormat::JsonLines => json_lines::read(reader)?,
        ImportFormat::Csv => csv_read::read(reader)?,
    };
    let between = check_all(&records, |id| known(id).or_else(|| faulty_ids.contains(id).then_some(&[])));
    for (line, fault) in between {
        faults.add(line, fault);
    }
    if faults.count() == 0 {
        return Ok(records);
    }
    faults.listed.sort_by_key(|fault| fault.line);
    Err(ImportError::Faults(faults))
}

/// Writes records ordered by date, then id: the same records give the same bytes.
///
/// # Errors
/// Those of the writer.
pub fn export<'a>(mut writer: impl Write, format: ExportFormat, records: impl IntoIterator<Item = &'a Incident>) -> io::Result<()> {
    let mut records: Vec<&Incident> = records.into_iter().collect();
    records.sort_by(|a, b| (&a.date, &a.id).cmp(&(&b.date, &b.id)));
    match format {
        ExportFormat::JsonLines => json_lines::write(&mut writer, &records)?,
        ExportFormat::Csv => csv_write::write(&mut writer, &records)?,
        ExportFormat::JsonLd => with_published(&records, |records| json_ld::write(&mut writer, records))?,
        ExportFormat::Csl => with_published(&records, |records| csl::write(&mut writer, records))?,
    }
    writer.flush()
}

/// Writes what of the records counts: these formats have no word for what is retracted, and readers would take it for true.
fn with_published(records: &[&Incident], write: impl FnOnce(&[&Incident]) -> io::Result<()>) -> io::Result<()> {
    let owned: Vec<Option<Incident>> =
        records.iter().map(|record| if record.has_retractions() { (*record).clone().published() } else { None }).collect();
    let published =
        records.iter().zip(&owned).filter_map(|(record, owned)| if record.has_retractions() { owned.as_ref() } else { Some(*record) });
    write(&published.collect::<Vec<_>>())
}
