//! JSON Lines: one record a line. Written with a blank after commas and colons, as the starter register is.

use std::io::{self, BufRead, Read, Write};

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{Formatter, Serializer};

use super::strict_json::Strict;
use super::{Found, LONGEST_LINE};
use crate::incident::{Incident, check};

/// What some editors put before the first line.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

pub(super) fn read(mut reader: impl BufRead) -> io::Result<Found> {
    let mut found = Found::default();
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let is_whole = read_line(&mut reader, &mut bytes)?;
        if bytes.is_empty() {
            break;
        }
        if !is_whole {
            found.fault(line, "record", format!("is longer than {LONGEST_LINE} bytes"));
            continue;
        }
        let content = if line == 1 { bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes) } else { &bytes };
        if !content.trim_ascii().is_empty() {
            read_record(content, line, &mut found);
        }
    }
    Ok(found)
}

/// Appends one line with its end; `false` if it is too long, of which the beginning is appended and the rest skipped.
fn read_line(reader: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<bool> {
    let limit = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX);
    reader.by_ref().take(limit).read_until(b'\n', bytes)?;
    if bytes.len() < LONGEST_LINE || bytes.ends_with(b"\n") {
        return Ok(true);
    }
    reader.skip_until(b'\n')?;
    Ok(false)
}

fn read_record(content: &[u8], line: usize, found: &mut Found) {
    let text = match std::str::from_utf8(content) {
        Ok(text) => text,
        Err(error) => return found.fault(line, "record", format!("is not UTF-8 from byte {} on", error.valid_up_to() + 1)),
    };
    let value = match serde_json::from_str(text) {
        Ok(Strict(value)) => value,
        Err(error) => return found.fault(line, "record", format!("cannot be read as JSON: {}", without_line(&error))),
    };
    match check::read(&value) {
        Ok(incident) => found.records.push((line, incident)),
        Err(faults) => {
            found.faulty_ids.extend(value.get("id").and_then(Value::as_str).map(str::to_owned));
            for fault in faults {
                found.faults.add(line, fault);
            }
        }
    }
}

/// serde_json counts lines within the record, where there is one only.
fn without_line(error: &serde_json::Error) -> String {
    error.to_string().replace(&format!(" at line {} column ", error.line()), " at column ")
}

pub(super) fn write(writer: &mut impl Write, records: &[&Incident]) -> io::Result<()> {
    for record in records {
        record.serialize(&mut Serializer::with_formatter(&mut *writer, Spaced))?;
        writer.write_all(b"\n")?;
    }
    Ok(())
}

/// JSON in one line with a blank after commas and colons.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
