//! A draft as a careful colleague would note it: what is proposed, what it rests on, what to look at.

use std::fmt::Write;

use super::{Draft, DraftOutcome, Record};
use crate::incident::{Claim, Party};
use crate::vocabulary::Vocabulary;

/// The note.
pub(super) fn text(draft: &Draft, vocabulary: &Vocabulary) -> String {
    let mut note = String::new();
    let Some(record) = &draft.record else {
        let reason = draft.reason.as_deref().unwrap_or("it tells no diplomatic incident");
        return format!("No record is proposed: {reason}.");
    };
    // Writing into a text cannot fail.
    let _ = write_head(&mut note, draft, record, vocabulary);
    let _ = write_claims(&mut note, record);
    let _ = write_rest(&mut note, draft, vocabulary);
    note.trim_end().to_owned()
}

fn write_head(note: &mut String, draft: &Draft, record: &Record, vocabulary: &Vocabulary) -> std::fmt::Result {
    match (draft.outcome, &draft.existing) {
        (DraftOutcome::OnRecord, Some(existing)) => {
            writeln!(note, "On record already: {} ({}).", existing.title, existing.id)?;
            writeln!(note, "The article can become a source for it. What it tells:\n")?;
        }
        _ => writeln!(note, "Proposed: {}.\n", record.title)?,
    }
    let date = record.date.as_ref().map_or_else(|| "not told".to_owned(), crate::incident::Date::plain);
    writeln!(note, "  Kind      {}", record.kind.name())?;
    writeln!(note, "  Who       {}", names(&record.initiators, vocabulary))?;
    writeln!(note, "  Towards   {}", names(&record.targets, vocabulary))?;
    writeln!(note, "  When      {date}")?;
    if let Some(deadline) = &draft.deadline {
        writeln!(note, "  Deadline  {}", deadline.plain())?;
    }
    let counts: Vec<&str> = draft.counts.iter().map(|count| count.what.as_str()).take(6).collect();
    if !counts.is_empty() {
        writeln!(note, "  Numbers   {}", counts.join("; "))?;
    }
    for (position, person) in draft.persons.iter().enumerate() {
        let label = if position == 0 { "Persons " } else { "        " };
        let party = person.party.map(|party| format!(", {}", vocabulary.names.name_of(party))).unwrap_or_default();
        writeln!(note, "  {label}  {} ({}{party})", person.name, person.role)?;
    }
    Ok(())
}

fn write_claims(note: &mut String, record: &Record) -> std::fmt::Result {
    writeln!(note, "\nIt rests on these claims:")?;
    for (position, claim) in record.claims.iter().enumerate() {
        writeln!(note, "  {}. {} [{}]", position + 1, claim.text, told(claim))?;
    }
    Ok(())
}

fn told(claim: &Claim) -> String {
    let by = claim.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    format!("{}, {}{by}", claim.aspect.name(), claim.stance.name())
}

fn write_rest(note: &mut String, draft: &Draft, vocabulary: &Vocabulary) -> std::fmt::Result {
    if !draft.missing.is_empty() {
        writeln!(note, "\nMissing: {}.", draft.missing.join(", "))?;
    }
    if !draft.doubtful.is_empty() {
        writeln!(note, "\nPlease look at this twice:")?;
        for doubt in &draft.doubtful {
            writeln!(note, "  - {doubt}")?;
        }
    }
    if !draft.candidates.is_empty() {
        writeln!(note, "\nThe article also tells:")?;
        for other in &draft.candidates {
            let date = other.date.as_ref().map(|date| format!(", {}", date.plain())).unwrap_or_default();
            let (from, to) = (names(&other.initiators, vocabulary), names(&other.targets, vocabulary));
            writeln!(note, "  - {}: {from} towards {to}{date}", other.kind.name())?;
        }
    }
    writeln!(note, "\nNothing is written until somebody approves it.")
}

fn names(parties: &[Party], vocabulary: &Vocabulary) -> String {
    let names: Vec<&str> = parties.iter().map(|party| vocabulary.names.name_of(*party)).collect();
    if names.is_empty() { "nobody named".to_owned() } else { names.join(", ") }
}
