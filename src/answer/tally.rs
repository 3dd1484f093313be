//! Lists, counts, first and last, before and after: exact sets in the order of time, one line each.

use std::sync::Arc;

use super::{Answer, Citations, Inquiry, Named, Outcome, Paragraph, Reason, Statement, declined, fact, leading_claim, wording};
use crate::incident::{DayNumber, Incident};
use crate::question::{Intent, Question, Role};
use crate::search::{Direction, Hit};

/// Most lines shown; a longer list says how many there are and shows the newest.
const LINES: usize = 25;

/// Every incident that fits, or the first or last of them.
pub(super) fn answer(inquiry: &Inquiry<'_>) -> Answer {
    let question = inquiry.question;
    let mut slots = inquiry.index.select(question, inquiry.vocabulary);
    bound_by_anchor(inquiry, &mut slots);
    let incidents: Vec<Arc<Incident>> = slots.iter().filter_map(|slot| inquiry.index.incident_in(*slot)).collect();
    let picked = match question.intent {
        Intent::First => incidents.first(),
        Intent::Last => incidents.last(),
        _ => {
            return if incidents.is_empty() { nothing(inquiry) } else { list(inquiry, &incidents) };
        }
    };
    match picked.and_then(|incident| inquiry.index.slot(&incident.id)) {
        Some(slot) => match inquiry.index.fit(question, inquiry.vocabulary, slot) {
            Some(hit) => fact::from(inquiry, hit),
            None => nothing(inquiry),
        },
        None => nothing(inquiry),
    }
}

fn nothing(inquiry: &Inquiry<'_>) -> Answer {
    let reason = if inquiry.question.diplomatic || !inquiry.question.mentions.is_empty() { Reason::NoRecord } else { Reason::OutOfScope };
    declined(reason, inquiry, &[])
}

/// "What happened between A and B before the break of 2016?": the incidents of the same sides on that side of the event.
pub(super) fn around(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let question = inquiry.question;
    let asks_deeds = question.aspects.iter().all(|aspect| matches!(aspect, crate::incident::Aspect::What | crate::incident::Aspect::Background | crate::incident::Aspect::Consequence));
    if question.main_act().is_some_and(|act| !act.kinds.is_empty()) && !asks_deeds || question.mentions.is_empty() || !asks_deeds {
        return None;
    }
    let mut slots = inquiry.index.select(&outside_anchor(question), inquiry.vocabulary);
    if !bound_by_anchor(inquiry, &mut slots) || slots.is_empty() {
        return None;
    }
    let incidents: Vec<Arc<Incident>> = slots.iter().filter_map(|slot| inquiry.index.incident_in(*slot)).collect();
    Some(list(inquiry, &incidents))
}

/// The question without the words, acts and periods of its anchor.
fn outside_anchor(question: &Question) -> Question {
    let mut outside = question.clone();
    if let Some(anchor) = &question.anchor {
        let inside = |position: usize| (anchor.start..anchor.end).contains(&position);
        outside.acts.retain(|act| !inside(act.start));
        outside.contents.retain(|content| !inside(content.position));
        let named_outside = question.mentions.iter().any(|mention| !inside(mention.start));
        outside.mentions.retain(|mention| !inside(mention.start) || !named_outside);
        for mention in outside.mentions.iter_mut().filter(|mention| inside(mention.start)) {
            mention.role = Role::Either;
        }
        outside.contents.retain(|content| content.weight >= 10 && !content.of_act);
        outside.anchor = None;
    }
    outside
}

/// Keeps what lies before or after the event of the anchor; false if there is no such event.
fn bound_by_anchor(inquiry: &Inquiry<'_>, slots: &mut Vec<u32>) -> bool {
    let Some(anchor) = &inquiry.question.anchor else { return false };
    let mut event = inquiry.question.clone();
    event.acts.retain(|act| (anchor.start..anchor.end).contains(&act.start));
    event.contents.retain(|content| (anchor.start..anchor.end).contains(&content.position));
    event.period = event.side_periods.iter().find(|period| (anchor.start..anchor.end).contains(&period.start)).copied();
    event.anchor = None;
    let hits = inquiry.index.find(&event, inquiry.vocabulary, &[]);
    let best = hits.into_iter().find(|hit: &Hit| hit.matched.parties && hit.matched.act.is_none_or(|act| act >= 0.5) && hit.matched.period != Some(false) && hit.matched.direction != Direction::Reversed);
    let Some((hit, day)) = best.and_then(|hit| inquiry.index.entry(hit.slot).map(|entry| (hit, entry.first))) else { return false };
    let on_side = |first: DayNumber| if anchor.after { first >= day } else { first <= day };
    slots.retain(|slot| *slot != hit.slot && inquiry.index.entry(*slot).is_some_and(|entry| on_side(entry.first)));
    true
}

/// One line for each incident, in the order of time, under their number.
fn list(inquiry: &Inquiry<'_>, incidents: &[Arc<Incident>]) -> Answer {
    let mut citations = Citations::default();
    let shown = incidents.get(incidents.len().saturating_sub(LINES)..).unwrap_or_default();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for incident in shown {
        let statement: Option<Statement> = leading_claim(incident).and_then(|claim| citations.state(wording::line(incident), incident, claim));
        paragraphs.extend(statement.map(|statement| Paragraph { label: Some("-".to_owned()), statements: vec![statement] }));
    }
    let heading = format!("{} on record{}", wording::count(incidents.len(), "incident"), if shown.len() < incidents.len() { format!(", the {} newest:", shown.len()) } else { ":".to_owned() });
    paragraphs.insert(0, Paragraph { label: Some(heading), statements: Vec::new() });
    let confidence = inquiry.index.slot(&incidents[0].id).and_then(|slot| inquiry.index.fit(inquiry.question, inquiry.vocabulary, slot)).map_or(0.0, |hit| hit.share);
    Answer {
        outcome: Outcome::Several,
        reason: None,
        confidence,
        incidents: incidents.iter().map(|incident| Named::new(incident)).collect(),
        paragraphs,
        notes: Vec::new(),
        candidates: Vec::new(),
        sources: citations.into_sources(),
    }
}
