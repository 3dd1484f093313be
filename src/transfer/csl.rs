//! CSL-JSON: the sources for reference managers, by the [schema of CSL 1.0.2](https://github.com/citation-style-language/schema).

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::incident::{Date, DayNumber, Incident, Source};

pub(super) fn write(writer: &mut impl Write, records: &[&Incident]) -> io::Result<()> {
    writer.write_all(b"[")?;
    let mut separator = "\n";
    for record in records {
        for source in &record.sources {
            write!(writer, "{separator}{}", item(record, source))?;
            separator = ",\n";
        }
    }
    writer.write_all(b"\n]\n")
}

fn item(record: &Incident, source: &Source) -> Value {
    // What has an address is cited as a page; of the rest the register does not say what it is.
    let kind = if source.url.is_some() { "webpage" } else { "document" };
    let mut item = json!({
        "id": format!("{}-{}", record.id, source.n),
        "type": kind,
        "container-title": source.publisher,
        "publisher": source.publisher,
    });
    let optional = [
        ("title", source.title.as_deref().into()),
        ("URL", source.url.as_deref().into()),
        ("issued", source.published.as_ref().map_or(Value::Null, issued)),
        ("language", source.language.as_deref().into()),
        ("note", source.archived_url.as_ref().map(|url| format!("Archived at {url}")).into()),
    ];
    if let Some(map) = item.as_object_mut() {
        map.extend(optional.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_owned(), value)));
    }
    item
}

/// A day, month or year as `date-parts`; what is vaguer in words.
fn issued(date: &Date) -> Value {
    let parts: Option<Vec<DayNumber>> = date.as_str().split('-').map(|part| part.parse().ok()).collect();
    match parts {
        Some(parts) => json!({ "date-parts": [parts] }),
        None => json!({ "literal": date.plain() }),
    }
}
