//! Lists, counts, first and last, before and after: exact sets in the order of time, one line each.

use std::sync::Arc;

use super::{Answer, Citations, Inquiry, Label, Named, Outcome, Paragraph, Reason, Statement, declined, fact, leading_claim, wording};
use crate::incident::{Aspect, DayNumber, How};
use crate::question::{Anchor, Intent, Mention, Question, Role};
use crate::search::{Direction, Entry, Hit, Record, Time};
use crate::vocabulary::{Token, WordClass};

/// Most incidents named by id: beyond, only their number is exact.
const MOST_NAMED: usize = 200;
/// Most incidents after an event that answer "what happened then" where one party alone is named.
const MOST_AFTER: usize = 10;
/// Most lines shown; a longer list says how many there are and shows the newest.
const LINES: usize = 25;
/// Part of the words that a record must have to be what came of an event, where words tell what is asked about.
const TOLD: f32 = 0.5;

/// Every incident that fits, or the first or last of them.
pub(super) fn answer(inquiry: &Inquiry<'_>) -> Answer {
    let question = inquiry.question;
    if inquiry.focus.is_empty() && !is_bounded(question) {
        return fact::answer(inquiry);
    }
    let mut slots = match (&question.anchor, anchor_event(inquiry)) {
        (Some(anchor), Some(event)) => {
            let mut slots = inquiry.index.select(&outside_anchor(question), inquiry.vocabulary);
            bound(inquiry, event, anchor.after, &mut slots);
            if is_just(question, anchor) {
                let nearest = if anchor.after { slots.first() } else { slots.last() };
                if let Some(hit) = nearest.and_then(|slot| inquiry.index.fit(question, inquiry.vocabulary, *slot)) {
                    return fact::told(inquiry, hit);
                }
            }
            slots
        }
        _ => inquiry.index.select(question, inquiry.vocabulary),
    };
    slots.dedup();
    if is_counted_by_one(inquiry, &slots) {
        return fact::answer(inquiry);
    }
    // "Which other countries had their missions in that building?": one record, and words that ask for more than it.
    let detail = question.contents.iter().any(|content| content.weight >= 7 && !content.of_act);
    if question.intent == Intent::List && slots.len() == 1 && detail {
        let answer = fact::answer(inquiry);
        if answer.outcome == Outcome::Answered {
            return answer;
        }
    }
    let of_kind = slots.iter().filter_map(|slot| inquiry.index.entry(*slot)).filter(|entry| question.kinds().contains(&entry.kind));
    // A list of all that a party had part in is no answer to words that nobody understood.
    let unread = question.unread > 0 && (question.main_act().is_none() || question.mentions.is_empty());
    if unread || question.main_act().is_none() && question.anchor.is_none() && !explains_any(inquiry, &slots) {
        let answer = fact::answer(inquiry);
        // Several are asked for, so nothing is to be chosen.
        if answer.outcome == Outcome::Clarify && matches!(question.intent, Intent::List | Intent::Count) {
            let fitting: Vec<u32> = answer.candidates.iter().filter_map(|named| inquiry.index.slot(&named.id)).collect();
            return list(inquiry, &fitting);
        }
        return answer;
    }
    let told = question.mentions.len() >= 2 || question.contents.iter().any(|content| content.weight >= 7 && !content.of_act);
    if question.soft && (slots.len() < 2 || told && of_kind.take(2).count() == 1) {
        return fact::answer(inquiry);
    }
    let picked = match question.intent {
        Intent::First => slots.first(),
        Intent::Last => slots.last(),
        _ => {
            return if slots.is_empty() { nothing(inquiry) } else { list(inquiry, &slots) };
        }
    };
    match picked {
        Some(slot) => match inquiry.index.fit(question, inquiry.vocabulary, *slot) {
            Some(hit) => fact::told(inquiry, hit),
            None => nothing(inquiry),
        },
        None => nothing(inquiry),
    }
}

/// "How many African states had broken off …": one record counts them.
fn is_counted_by_one(inquiry: &Inquiry<'_>, slots: &[u32]) -> bool {
    let counts = |incident: &Arc<Record>| incident.claims.iter().any(|claim| claim.aspect == Aspect::HowMany);
    inquiry.question.intent == Intent::Count
        && slots.len() == 1
        && slots.iter().filter_map(|slot| inquiry.index.incident_in(*slot)).all(|incident| counts(&incident))
        && inquiry.question.mentions.iter().any(Mention::is_group)
}

/// Whether a name, an act or a time bounds the set: "the list index is out of range" asks for whatever there is.
fn is_bounded(question: &Question) -> bool {
    let set = matches!(question.intent, Intent::List | Intent::Count);
    !set || !question.mentions.is_empty() || !question.acts.is_empty() || question.period.is_some() || question.diplomatic
}

/// Whether the incidents tell anything of the words asked about, if there are any.
fn explains_any(inquiry: &Inquiry<'_>, slots: &[u32]) -> bool {
    let telling = |content: &&crate::question::Content| {
        content.weight >= 7
            && !content.of_act
            && !inquiry.vocabulary.kinds.in_lists(&content.stem)
            && !inquiry.vocabulary.aspects.in_list("whatever", &content.stem)
    };
    let mut telling = inquiry.question.contents.iter().filter(telling).peekable();
    telling.peek().is_none()
        || telling.any(|content| slots.iter().take(MOST_NAMED).any(|slot| inquiry.index.has_word(*slot, &content.stem)))
}

/// "What did Algeria do to Morocco after …": the verb is that of any deed.
fn asks_deed(question: &Question) -> bool {
    let does = |words: &[Token]| words[0].is(WordClass::Active) && words.iter().skip(1).any(|token| token.folded() == "do");
    question.tokens.windows(4).any(does)
}

/// Of two incidents of one day, the one that the other answers or follows comes first.
fn causes_first(incidents: &mut [Arc<Record>]) {
    for at in 1..incidents.len() {
        let (Some(one), Some(other)) = (incidents.get(at - 1), incidents.get(at)) else { continue };
        let after = |how: How| matches!(how, How::ResponseTo | How::Follows | How::Reverses);
        if one.date == other.date && one.related.iter().any(|related| related.id == other.id && after(related.how)) {
            incidents.swap(at - 1, at);
        }
    }
}

/// "just before": the nearest alone.
fn is_just(question: &Question, anchor: &Anchor) -> bool {
    let before = anchor.start.checked_sub(1).and_then(|at| question.tokens.get(at));
    before.is_some_and(|token| matches!(token.folded(), "just" | "right" | "immediately" | "directly" | "shortly" | "day" | "hours"))
}

/// Whether of what lies beside the event only the nearest is asked for.
fn asks_nearest(inquiry: &Inquiry<'_>) -> bool {
    inquiry.question.anchor.as_ref().is_some_and(|anchor| is_just(inquiry.question, anchor))
}

fn nothing(inquiry: &Inquiry<'_>) -> Answer {
    let reason = if inquiry.question.diplomatic || !inquiry.question.mentions.is_empty() { Reason::NoRecord } else { Reason::OutOfScope };
    declined(reason, inquiry, &[])
}

/// A question bounded by an event. "What happened between A and B before the break of 2016?" wants the incidents of the
/// same sides on that side of the event; "what did Niger do after Mali broke off?" the record that answers or follows it.
pub(super) fn around(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let question = inquiry.question;
    let anchor = question.anchor.as_ref()?;
    let event = anchor_event(inquiry)?;
    let outside: Vec<&Mention> = question.mentions.iter().filter(|mention| !(anchor.start..anchor.end).contains(&mention.start)).collect();
    let deeds = question
        .aspects
        .iter()
        .all(|aspect| matches!(aspect, Aspect::What | Aspect::Background | Aspect::Consequence | Aspect::Response | Aspect::When));
    let outside_words = question
        .contents
        .iter()
        .any(|content| content.weight >= 7 && !content.of_act && !(anchor.start..anchor.end).contains(&content.position));
    if anchor.after && deeds && question.main_act().is_none() && !outside.is_empty() {
        let id = inquiry.index.incident_in(event)?.id.clone();
        let next = inquiry
            .index
            .related_to(&id)
            .filter(|(how, _)| matches!(how, How::ResponseTo | How::Follows))
            .map(|(_, slot)| slot)
            .find(|slot| {
                inquiry.index.entry(*slot).is_some_and(|entry| {
                    outside.iter().all(|mention| {
                        let acts = matches!(mention.role, Role::Initiator | Role::Speaker) || outside.len() == 1;
                        mention.parties.iter().any(|party| entry.initiators().contains(party) || !acts && entry.targets().contains(party))
                    })
                })
            });
        let hit = next.and_then(|slot| inquiry.index.fit(question, inquiry.vocabulary, slot));
        // "What happened to the consul's house after the bombing": if what followed does not tell of the house, the bombing may.
        if let Some(hit) = hit.filter(|hit| !outside_words || hit.matched.words >= TOLD) {
            return Some(fact::told(inquiry, hit));
        }
    }
    if anchor.after && outside.is_empty() && deeds && question.main_act().is_none() {
        return what_followed(inquiry, event);
    }
    if anchor.after && outside_words && !question.soft {
        return None;
    }
    let happens = question.tokens.iter().any(|token| matches!(&*token.stem, "happen" | "alreadi" | "occur"))
        || question.soft
        || !anchor.after
        || asks_deed(question);
    if !happens || !deeds || question.mentions.is_empty() || question.main_act().is_some() && !question.soft {
        return None;
    }
    let mut slots = inquiry.index.select(&outside_anchor(question), inquiry.vocabulary);
    bound(inquiry, event, anchor.after, &mut slots);
    if is_just(question, anchor) {
        let nearest = if anchor.after { slots.first() } else { slots.last() };
        return nearest.and_then(|slot| inquiry.index.fit(question, inquiry.vocabulary, *slot)).map(|hit| fact::told(inquiry, hit));
    }
    let one_of_many = slots.len() == 1 && outside_words;
    let too_many = slots.len() > MOST_AFTER && outside.len() < 2;
    (!slots.is_empty() && !one_of_many && !too_many).then(|| list(inquiry, &slots))
}

/// "What came after Prague threw out 18 Russians?": the records that answer or follow the event, and those that do so to
/// these.
pub(super) fn what_followed(inquiry: &Inquiry<'_>, event: u32) -> Option<Answer> {
    let mut slots = vec![event];
    let mut next = 0;
    while let Some(slot) = slots.get(next).copied().filter(|_| slots.len() <= MOST_AFTER) {
        let id = inquiry.index.incident_in(slot)?.id.clone();
        for (how, slot) in inquiry.index.related_to(&id) {
            if matches!(how, How::ResponseTo | How::Follows | How::Reverses) && !slots.contains(&slot) {
                slots.push(slot);
            }
        }
        next += 1;
    }
    slots.remove(0);
    slots.sort_by_cached_key(|slot| inquiry.index.entry(*slot).map(Entry::place));
    if asks_nearest(inquiry) {
        slots.truncate(1);
    }
    match slots.as_slice() {
        [] => None,
        [one] => inquiry.index.fit(inquiry.question, inquiry.vocabulary, *one).map(|hit| fact::told(inquiry, hit)),
        _ => Some(list(inquiry, &slots)),
    }
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

/// Keeps what lies before or after this event.
fn bound(inquiry: &Inquiry<'_>, event: u32, after: bool, slots: &mut Vec<u32>) {
    let Some(day) = inquiry.index.entry(event).map(|entry| entry.first) else { return };
    let on_side = |first: DayNumber| if after { first >= day } else { first < day };
    slots.retain(|slot| *slot != event && inquiry.index.entry(*slot).is_some_and(|entry| on_side(entry.first)));
}

/// The incident that the anchor names.
fn anchor_event(inquiry: &Inquiry<'_>) -> Option<u32> {
    let anchor = inquiry.question.anchor.as_ref()?;
    let inside = |position: usize| (anchor.start..anchor.end).contains(&position);
    let mut event = inquiry.question.clone();
    if event.acts.iter().any(|act| inside(act.start)) {
        event.acts.retain(|act| inside(act.start));
    } else {
        // "after the Solomon Islands had done so": the act asked about, by the party named there.
        for mention in event.mentions.iter_mut().filter(|mention| inside(mention.start)) {
            mention.role = Role::Initiator;
        }
    }
    event.contents.retain(|content| inside(content.position));
    event.period = event.side_periods.iter().find(|period| inside(period.start)).copied();
    event.anchor = None;
    if event.acts.iter().any(|act| inside(act.start)) {
        (event.main_start, event.main_end) = (anchor.start, anchor.end);
    }
    let again = event.mentions.iter().any(|mention| inside(mention.start) && mention.role == Role::Initiator);
    for mention in event.mentions.iter_mut().filter(|mention| !inside(mention.start)) {
        mention.role = if again && mention.role == Role::Target { Role::Target } else { Role::Either };
    }
    // A party outside the anchor need not play a part in its event.
    let alone = |event: &Question| {
        inquiry.index.find(event, inquiry.vocabulary, &[]).into_iter().find(|hit: &Hit| {
            hit.matched.parties
                && hit.matched.sides
                && hit.matched.act.is_none_or(|act| act >= 0.5)
                && hit.matched.period != Some(Time::Other)
                && hit.matched.direction != Direction::Reversed
        })
    };
    alone(&event)
        .or_else(|| {
            event.mentions.retain(|mention| inside(mention.start));
            if event.mentions.is_empty() { None } else { alone(&event) }
        })
        .map(|hit| hit.slot)
}

/// One line for each incident, in the order of time, under their number.
pub(super) fn list(inquiry: &Inquiry<'_>, slots: &[u32]) -> Answer {
    let mut citations = Citations::default();
    // Only the newest are named, so only they are opened.
    let newest = slots.get(slots.len().saturating_sub(LINES.max(MOST_NAMED))..).unwrap_or_default();
    let mut incidents: Vec<Arc<Record>> = newest.iter().filter_map(|slot| inquiry.index.incident_in(*slot)).collect();
    causes_first(&mut incidents);
    let shown = incidents.get(incidents.len().saturating_sub(LINES)..).unwrap_or_default();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for incident in shown {
        let statement: Option<Statement> =
            leading_claim(incident).and_then(|claim| citations.state(wording::line(incident, inquiry.vocabulary), incident, claim));
        paragraphs.extend(statement.map(|statement| Paragraph { label: Some(Label::Item), statements: vec![statement] }));
    }
    let heading = Label::OnRecord { all: slots.len(), newest: (shown.len() < slots.len()).then_some(shown.len()) };
    paragraphs.insert(0, Paragraph { label: Some(heading), statements: Vec::new() });
    let confidence = inquiry.index.fit(inquiry.question, inquiry.vocabulary, slots[0]).map_or(0.0, |hit| hit.share);
    Answer {
        outcome: Outcome::Several,
        reason: None,
        confidence,
        incidents: incidents
            .get(incidents.len().saturating_sub(MOST_NAMED)..)
            .unwrap_or_default()
            .iter()
            .map(|incident| Named::new(incident))
            .collect(),
        paragraphs,
        notes: Vec::new(),
        candidates: Vec::new(),
        sources: citations.into_sources(),
    }
}
