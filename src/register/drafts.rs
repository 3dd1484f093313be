//! Drafts held against the register: whether the event of an article is on record already.

use super::Register;
use crate::drafting::{self, Article, Draft, Existing, Field, Record, Sketch, Wordings};
use crate::incident::check::{self, Fault};
use crate::incident::{Date, Kind, days_between};
use crate::question;
use crate::vocabulary::WordListError;

/// Days: events this near are one.
const NEAR: i32 = 7;

impl Register {
    /// Reads an article; an event that is on record is proposed as a source for that record.
    ///
    /// # Errors
    /// [`WordListError`] if a compiled-in list is bad, which a test rules out.
    pub fn draft(&self, article: &Article) -> Result<Draft, WordListError> {
        let wordings = Wordings::new(&self.vocabulary)?;
        let mut draft = drafting::draft(article, &self.vocabulary, &wordings);
        if let Some(existing) = draft.record.as_ref().and_then(|record| self.same_event(record)) {
            draft.set_existing(existing);
        }
        Ok(draft)
    }

    /// What a question tells of the incident that it asks for.
    pub fn sketch(&self, text: &str, today: &Date) -> Sketch {
        Sketch::of_question(&question::understand(text, &self.vocabulary, today), &self.vocabulary)
    }

    /// The record with the same parties in the same parts, a kind that reports tell alike, and a near date.
    fn same_event(&self, record: &Record) -> Option<Existing> {
        let date = record.date.as_ref()?;
        let (one, other) = (*record.initiators.first().or_else(|| record.targets.first())?, *record.targets.first()?);
        let slots = if one == other { self.index.slots().collect() } else { self.index.between(one, other) };
        let mut best: Option<(bool, i32, u32)> = None;
        for slot in slots {
            let Some(entry) = self.index.entry(slot) else { continue };
            let apart = days_between(date.last(), entry.first).max(days_between(entry.last, date.first())).max(0);
            let sides = if entry.is_mutual() {
                true
            } else {
                record.initiators.iter().all(|party| entry.initiators().contains(party))
                    && record.targets.iter().any(|party| entry.targets().contains(party))
            };
            let Some(known) = self.index.incident_in(slot).filter(|_| apart <= NEAR && sides) else { continue };
            let same = known.kind == record.kind;
            let rank = (!same, apart, slot);
            if (same || family(known.kind) == family(record.kind)) && best.is_none_or(|best| rank < best) {
                best = Some(rank);
            }
        }
        let known = self.index.incident_in(best?.2)?;
        Some(Existing { id: known.id.clone(), title: known.title.clone() })
    }
}

/// Everything that keeps a draft from being a record, each with the field in which a person mends it.
pub fn faults_of(sketch: &Sketch) -> Vec<(Field, Fault)> {
    let Ok(record) = serde_json::to_value(&sketch.record) else { return Vec::new() };
    let faults = check::read(&record).err().unwrap_or_default();
    faults.into_iter().map(|fault| (field_of(&fault.field), fault)).collect()
}

/// The field in which a part of a record is typed.
fn field_of(path: &str) -> Field {
    let begins = |start: &str| path.starts_with(start);
    let parties = ["initiators", "targets", "others"];
    let plain = [
        ("title", Field::Title),
        ("kind", Field::Kind),
        ("date", Field::Date),
        ("summary", Field::Summary),
        ("sources[0].url", Field::Url),
        ("sources[0].publisher", Field::Publisher),
        ("sources[0].title", Field::SourceTitle),
        ("sources[0].published", Field::Published),
        ("claims", Field::Claims),
    ];
    let sides = parties.iter().any(|list| begins(list)).then_some(Field::Sides);
    sides.or_else(|| plain.iter().find(|(start, _)| begins(start)).map(|(_, field)| *field)).unwrap_or(Field::Id)
}

/// Kinds under which one event may be filed.
const fn family(kind: Kind) -> Kind {
    match kind {
        Kind::PersonaNonGrata | Kind::AmbassadorExpelled | Kind::EspionageCase => Kind::DiplomatsExpelled,
        Kind::RelationsSuspended | Kind::RelationsDowngraded => Kind::RelationsSevered,
        Kind::RelationsEstablished => Kind::RelationsRestored,
        kind => kind,
    }
}
