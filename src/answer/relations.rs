//! How relations between two parties stand on a day, derived from the incidents that decide it: severed, suspended and
//! downgraded against restored and established.

use std::sync::Arc;

use super::{Answer, Called, Citations, Inquiry, Named, Outcome, Paragraph, Said, Standing, State, choose, lead, wording};
use crate::incident::{Aspect, Date, DayNumber, Kind, Party};
use crate::search::{Entry, Kinds, Record};

/// How many of the incidents that decide are shown.
const SHOWN: usize = 2;

/// The state between the two parties of the question; `None` if there are not two, or nothing on record decides.
pub(super) fn answer(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let (one, other) = pair(inquiry)?;
    let day = inquiry.question.period.map_or(inquiry.today.last(), |period| period.last.min(inquiry.today.last()));
    let deciding = Kind::ALL.iter().filter(|kind| State::of(**kind).is_some()).fold(Kinds::default(), |kinds, kind| kinds.with(*kind));
    // A busy pair has many: what the index keeps tells which decide, and only the last of them are opened.
    let mut decisive: Vec<((DayNumber, DayNumber, u32), u32)> = inquiry
        .index
        .between_of(one, other, deciding)
        .into_iter()
        .filter_map(|slot| inquiry.index.entry(slot).map(|entry| (entry, slot)))
        .filter(|(entry, _)| entry.first <= day && decides(entry, one, other))
        .map(|(entry, slot)| (entry.place(), slot))
        .collect();
    decisive.sort_unstable();
    let newest = decisive.get(decisive.len().saturating_sub(SHOWN)..).unwrap_or_default();
    let deciding: Vec<Arc<Record>> = newest.iter().filter_map(|(.., slot)| inquiry.index.incident_in(*slot)).collect();
    let last = deciding.last()?;
    let mut state = State::of(last.kind)?;
    let ended = last.ended.as_ref().filter(|ended| ended.first() <= day);
    if ended.is_some() && !matches!(state, State::Restored | State::Established) {
        state = State::Restored;
    }
    Some(compose(inquiry, (one, other), &deciding, state))
}

/// Several states may act in one record: each initiator with each target, or both sides of a mutual act.
fn decides(entry: &Entry, one: Party, other: Party) -> bool {
    let acts = |from: Party, to: Party| entry.initiators().contains(&from) && entry.targets().contains(&to);
    State::of(entry.kind).is_some() && (acts(one, other) || acts(other, one))
}

fn pair(inquiry: &Inquiry<'_>) -> Option<(Party, Party)> {
    let mut parties = inquiry.question.mentions.iter().filter(|mention| !mention.is_group()).map(|mention| &mention.parties);
    let (one, other) = (parties.next()?, parties.next()?);
    if parties.next().is_some() {
        return None;
    }
    // Of names with several meanings, the pair that has the most on record.
    let pairs = one.iter().flat_map(|one| other.iter().map(move |other| (*one, *other))).filter(|(one, other)| one != other);
    pairs.max_by_key(|(one, other)| inquiry.index.count_between(*one, *other))
}

fn compose(inquiry: &Inquiry<'_>, (one, other): (Party, Party), deciding: &[Arc<Record>], state: State) -> Answer {
    let mut citations = Citations::default();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let last = deciding.last();
    let period = inquiry.question.period.and_then(|period| day(period.last.min(inquiry.today.last())));
    let on = period.unwrap_or_else(|| inquiry.today.clone());
    if let Some(incident) = last {
        let since = incident
            .ended
            .as_ref()
            .filter(|_| state == State::Restored && !matches!(incident.kind, Kind::RelationsRestored))
            .unwrap_or(&incident.date);
        let [one, other] = [one, other].map(|party| Called::of(party, inquiry.vocabulary));
        let said = Said::Standing(Box::new(Standing { on, one, other, state, since: since.clone() }));
        let claim = incident.claims.iter().find(|claim| claim.aspect == Aspect::Status).or_else(|| super::leading_claim(incident));
        let statements = claim.and_then(|claim| citations.state(said, incident, claim)).into_iter().collect();
        paragraphs.push(Paragraph { label: None, statements });
    }
    for incident in deciding.iter().rev() {
        let mut statements: Vec<_> = lead(incident, &mut citations, inquiry.vocabulary).into_iter().collect();
        if Some(incident) == last {
            let chosen = choose::claims(inquiry.question, Aspect::Status, incident, inquiry.vocabulary);
            let claims = chosen.iter().filter(|chosen| chosen.of_aspect).filter_map(|chosen| incident.claims.get(chosen.claim));
            statements.extend(claims.filter_map(|claim| citations.state(wording::attributed(claim, inquiry.vocabulary), incident, claim)));
        }
        paragraphs.push(Paragraph { label: None, statements });
    }
    Answer {
        outcome: Outcome::Answered,
        reason: None,
        confidence: 0.9,
        incidents: deciding.iter().rev().map(|incident| Named::new(incident)).collect(),
        paragraphs,
        notes: Vec::new(),
        candidates: Vec::new(),
        sources: citations.into_sources(),
    }
}

fn day(number: DayNumber) -> Option<Date> {
    let (month, day) = (u32::try_from(number / 100 % 100).ok()?, u32::try_from(number % 100).ok()?);
    Date::day(number / 10_000, month, day)
}
