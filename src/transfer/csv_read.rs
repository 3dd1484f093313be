//! CSV: rows gathered by id, put together as JSON and read by the same check as JSON Lines, its faults turned back into
//! lines and columns.

use std::collections::HashMap;
use std::io::{self, BufRead, Cursor, Read};

use csv::{ByteRecord, ReaderBuilder, Terminator};
use serde_json::{Map, Value, json};

use super::csv_layout::{COLUMNS, Part, split, unguarded};
use super::json_lines::BYTE_ORDER_MARK;
use super::{Found, LONGEST_LINE, LineFault};
use crate::incident::check::{self, Fault};

/// Characters of an unknown column's name that a message repeats.
const LONGEST_NAME: usize = 60;

/// The rows of one record.
struct Rows {
    id: String,
    /// The line of the incident's own row, else of the first row.
    line: usize,
    incident: Option<Map<String, Value>>,
    claims: Vec<(usize, Value)>,
    sources: Vec<(usize, Value)>,
}

/// A row's cells by column, empty ones left out.
type Cells<'h> = Vec<(&'h str, String)>;

pub(super) fn read(mut reader: impl BufRead) -> io::Result<Found> {
    let mut found = Found::default();
    let mut first = Vec::new();
    reader.by_ref().take(u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX)).read_until(b'\n', &mut first)?;
    let start = first.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&first).to_vec();
    let delimiter = delimiter(&start);
    let mut rows = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        // By default a row ends at the carriage return, and the line feed after it is counted late. Cells are trimmed anyway.
        .terminator(Terminator::Any(b'\n'))
        .from_reader(Cursor::new(start).chain(reader));
    let mut row = ByteRecord::new();
    if !rows.read_byte_record(&mut row)? {
        return Ok(found);
    }
    let Some(header) = read_header(&row, &mut found) else { return Ok(found) };
    let mut all: Vec<Rows> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    while rows.read_byte_record(&mut row)? {
        let line = row.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
        if let Some((id, part, cells)) = read_row(&row, &header, line, &mut found) {
            let position = *by_id.entry(id.clone()).or_insert(all.len());
            if position == all.len() {
                all.push(Rows { id, line, incident: None, claims: Vec::new(), sources: Vec::new() });
            }
            if let Some(rows) = all.get_mut(position) {
                add_row(rows, part, cells, line, &mut found);
            }
        }
    }
    for rows in all {
        read_record(rows, &mut found);
    }
    Ok(found)
}

/// Spreadsheets write what stands between cells by their country's habit.
fn delimiter(header: &[u8]) -> u8 {
    let count = |delimiter: u8| header.iter().filter(|byte| **byte == delimiter).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

/// The column of each cell; `None`, with faults noted, if a name is unknown, given twice, or `id` or `part` is missing.
fn read_header(row: &ByteRecord, found: &mut Found) -> Option<Vec<&'static str>> {
    let before = found.faults.count();
    let mut header: Vec<&'static str> = Vec::new();
    for cell in row {
        let name = String::from_utf8_lossy(cell).trim().to_lowercase();
        match COLUMNS.iter().find(|column| **column == name) {
            Some(column) if header.contains(column) => found.fault(1, column, "is the name of two columns"),
            Some(column) => header.push(column),
            None => {
                // In one line, and without what could steer a terminal.
                let name = name.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "\u{fffd}");
                let name: String = name.chars().take(LONGEST_NAME).collect();
                found.fault(1, &name, format!("is no column; there are {}", COLUMNS.join(", ")));
            }
        }
    }
    for column in ["id", "part"] {
        if !header.contains(&column) {
            found.fault(1, column, "is missing among the columns");
        }
    }
    (found.faults.count() == before).then_some(header)
}

/// Id, part and the other cells; `None` for an empty row or, with a fault noted, an unreadable one.
fn read_row<'h>(row: &ByteRecord, header: &[&'h str], line: usize, found: &mut Found) -> Option<(String, Part, Cells<'h>)> {
    let before = found.faults.count();
    let mut cells: Cells<'h> = Vec::new();
    for (position, cell) in row.iter().enumerate() {
        let column = header.get(position).copied();
        match std::str::from_utf8(cell) {
            Err(_) => found.fault(line, column.unwrap_or("record"), "is not UTF-8"),
            Ok(cell) if cell.trim().is_empty() => {}
            Ok(cell) => match column {
                Some(column) => cells.push((column, unguarded(cell.trim()))),
                None => found.fault(line, "record", format!("has more cells than the {} columns", header.len())),
            },
        }
    }
    if cells.is_empty() {
        return None;
    }
    let mut take = |name: &str| cells.iter().position(|(column, _)| *column == name).map(|position| cells.remove(position).1);
    let (id, part_name) = (take("id"), take("part"));
    let part_name = part_name.unwrap_or_default().to_lowercase();
    let part = Part::ALL.iter().copied().find(|part| part.name() == part_name);
    if id.is_none() {
        found.fault(line, "id", "is missing");
    }
    if part.is_none() {
        found.fault(line, "part", "must be incident, claim or source");
    }
    for (column, _) in &cells {
        if let Some(part) = part.filter(|part| !part.columns().contains(column)) {
            found.fault(line, column, format!("does not belong in a row of part {}", part.name()));
        }
    }
    if found.faults.count() > before {
        found.faulty_ids.extend(id);
        return None;
    }
    Some((id?, part?, cells))
}

fn add_row(rows: &mut Rows, part: Part, cells: Cells<'_>, line: usize, found: &mut Found) {
    let mut map: Map<String, Value> = cells.into_iter().map(|(column, cell)| (column.to_owned(), value(column, &cell))).collect();
    match part {
        Part::Claim => rows.claims.push((line, Value::Object(map))),
        Part::Source => rows.sources.push((line, Value::Object(map))),
        Part::Incident if rows.incident.is_some() => {
            found.fault(line, "id", format!("\"{}\" already has a row of part incident in line {}", rows.id, rows.line));
        }
        Part::Incident => {
            for list in ["initiators", "targets", "others"] {
                map.entry(list).or_insert_with(|| json!([]));
            }
            rows.line = line;
            rows.incident = Some(map);
        }
    }
}

/// The cell as it stands in the JSON record.
fn value(column: &str, cell: &str) -> Value {
    match column {
        "initiators" | "targets" | "others" => words(cell).map(Value::from).collect(),
        "sources" => words(cell).map(number).collect(),
        "n" | "copy_of" => number(cell),
        "aliases" => split(cell).into(),
        "related" => split(cell).iter().map(|text| related(text)).collect(),
        _ => cell.into(),
    }
}

fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|word| !word.is_empty())
}

/// A number, or the text as it stands, for the check to name.
fn number(text: &str) -> Value {
    text.parse::<u64>().map_or_else(|_| text.into(), Value::from)
}

fn related(text: &str) -> Value {
    match text.split_once(char::is_whitespace) {
        Some((how, id)) => json!({ "how": how, "id": id.trim() }),
        None => json!({ "id": text }),
    }
}

fn read_record(rows: Rows, found: &mut Found) {
    let Rows { id, line, incident, claims, sources } = rows;
    let Some(mut map) = incident else {
        // Unless it is the row that could not be read.
        if found.faulty_ids.insert(id.clone()) {
            found.fault(line, "part", format!("\"{id}\" has no row of part incident"));
        }
        return;
    };
    let lines = |rows: &[(usize, Value)]| rows.iter().map(|(line, _)| *line).collect::<Vec<usize>>();
    let (claim_lines, source_lines) = (lines(&claims), lines(&sources));
    map.insert("id".to_owned(), id.clone().into());
    map.insert("claims".to_owned(), claims.into_iter().map(|(_, value)| value).collect());
    map.insert("sources".to_owned(), sources.into_iter().map(|(_, value)| value).collect());
    match check::read(&Value::Object(map)) {
        Ok(incident) => found.records.push((line, incident)),
        Err(faults) => {
            found.faulty_ids.insert(id);
            for fault in faults {
                let LineFault { line, fault } = placed(fault, line, &claim_lines, &source_lines);
                found.faults.add(line, fault);
            }
        }
    }
}

/// The fault with the line of its row and the name of its column.
fn placed(fault: Fault, line: usize, claim_lines: &[usize], source_lines: &[usize]) -> LineFault {
    for (list, lines) in [("claims[", claim_lines), ("sources[", source_lines)] {
        let Some((position, rest)) = fault.field.strip_prefix(list).and_then(|rest| rest.split_once(']')) else { continue };
        if let Some(line) = position.parse::<usize>().ok().and_then(|position| lines.get(position)) {
            let column = rest.trim_start_matches('.').split('[').next().unwrap_or_default().to_owned();
            return LineFault { line: *line, fault: Fault { field: column, message: fault.message } };
        }
    }
    LineFault { line, fault }
}
