//! CSV: a row for each incident, then its claims, then its sources.

use std::io::{self, Write};

use super::csv_layout::{COLUMNS, Part, guarded, joined};
use crate::incident::{Claim, Incident, Party, Source};

pub(super) fn write(writer: &mut impl Write, records: &[&Incident]) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(writer);
    rows.write_record(COLUMNS)?;
    for record in records {
        rows.write_record(row(&record.id, Part::Incident, &incident_cells(record)))?;
        for claim in &record.claims {
            rows.write_record(row(&record.id, Part::Claim, &claim_cells(claim)))?;
        }
        for source in &record.sources {
            rows.write_record(row(&record.id, Part::Source, &source_cells(source)))?;
        }
    }
    rows.flush()
}

/// The cells of all columns, those of other parts empty. `cells` stand in the order of [`Part::columns`].
fn row(id: &str, part: Part, cells: &[String]) -> Vec<String> {
    let cell = |column: &&str| match *column {
        "id" => guarded(id),
        "part" => part.name().to_owned(),
        column => {
            let position = part.columns().iter().position(|own| *own == column);
            position.and_then(|position| cells.get(position)).map(|cell| guarded(cell)).unwrap_or_default()
        }
    };
    COLUMNS.iter().map(cell).collect()
}

fn incident_cells(record: &Incident) -> Vec<String> {
    let related: Vec<String> = record.related.iter().map(|related| format!("{} {}", related.how.name(), related.id)).collect();
    vec![
        record.title.clone(),
        record.kind.name().to_owned(),
        codes(&record.initiators),
        codes(&record.targets),
        codes(&record.others),
        record.date.to_string(),
        record.ended.as_ref().map(ToString::to_string).unwrap_or_default(),
        record.summary.clone(),
        joined(&record.aliases),
        related.join("; "),
        record.language.clone().unwrap_or_default(),
    ]
}

fn claim_cells(claim: &Claim) -> Vec<String> {
    let sources: Vec<String> = claim.sources.iter().map(ToString::to_string).collect();
    vec![
        claim.aspect.name().to_owned(),
        claim.text.clone(),
        claim.by.clone().unwrap_or_default(),
        claim.stance.name().to_owned(),
        sources.join(" "),
        claim.language.clone().unwrap_or_default(),
        claim.credibility.map(|credibility| credibility.name().to_owned()).unwrap_or_default(),
        claim.retracted.clone().unwrap_or_default(),
    ]
}

fn source_cells(source: &Source) -> Vec<String> {
    vec![
        source.n.to_string(),
        source.url.clone().unwrap_or_default(),
        source.publisher.clone(),
        source.title.clone().unwrap_or_default(),
        source.published.as_ref().map(ToString::to_string).unwrap_or_default(),
        source.language.clone().unwrap_or_default(),
        source.archived_url.clone().unwrap_or_default(),
        source.source_type.map(|of| of.name().to_owned()).unwrap_or_default(),
        source.grade.map(|grade| grade.name().to_owned()).unwrap_or_default(),
        source.copy_of.map(|n| n.to_string()).unwrap_or_default(),
        source.retracted.clone().unwrap_or_default(),
    ]
}

fn codes(parties: &[Party]) -> String {
    parties.iter().map(|party| party.code()).collect::<Vec<_>>().join(" ")
}
