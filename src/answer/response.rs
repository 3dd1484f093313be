//! What was done in return: which record tells it, and whether a record is one of it.

use std::sync::Arc;

use super::{Inquiry, correct, fact};
use crate::incident::{Aspect, How, Incident};
use crate::question::{Content, Mention, Question, Role};
use crate::search::{Direction, Hit, Record, StemKey};
use crate::vocabulary::Vocabulary;

/// The record of what the other side did in return, if that is asked and on record.
pub(super) fn to(inquiry: &Inquiry<'_>, cause: &Incident) -> Option<Arc<Record>> {
    let question = inquiry.question;
    if !question.asks(Aspect::Response) || question.says() {
        return None;
    }
    inquiry
        .index
        .related_to(&cause.id)
        .filter(|(how, _)| *how == How::ResponseTo)
        .filter_map(|(_, slot)| inquiry.index.incident_in(slot))
        .find(|response| {
            let acts = response.initiators.iter().any(|party| cause.targets.contains(party));
            let named = question
                .mentions
                .iter()
                .filter(|mention| mention.role != Role::Place)
                .all(|mention| response.parties().iter().any(|party| mention.may_be(*party)));
            acts && named
        })
}

/// "How many Britons did Moscow throw out in reply to the Gordievsky expulsions?": of what the likeliest record is answered
/// with, the act in the direction asked about.
pub(super) fn in_reply(inquiry: &Inquiry<'_>, hits: &[Hit]) -> Option<Hit> {
    if !correct::answers_another(inquiry.question) || inquiry.question.says() {
        return None;
    }
    let named = hits.first().filter(|hit| correct::is_reversed(hit))?;
    let cause = inquiry.index.incident_in(named.slot)?;
    let replies: Vec<u32> = inquiry.index.related_to(&cause.id).filter(|(how, _)| *how == How::ResponseTo).map(|(_, slot)| slot).collect();
    let fits = |hit: &&Hit| {
        replies.contains(&hit.slot)
            && hit.matched.direction == Direction::Agrees
            && hit.matched.act.is_some_and(|act| act >= fact::EXACT_ACT)
            && hit.matched.parties
            && hit.matched.sides
    };
    hits.iter().find(fits).copied()
}

/// "How did Kigali hit back?", of what it did in return, "how did France react to AUKUS?", of what it did over that.
pub(super) fn is_one(question: &Question, incident: &Record, vocabulary: &Vocabulary) -> bool {
    let titled = |content: &Content| content.proper && incident.is_titled(StemKey::of(&content.stem), vocabulary);
    let acts = |mention: &Mention| mention.parties.iter().any(|party| incident.initiators.contains(party));
    let asked = |mention: &&Mention| match mention.role {
        Role::Speaker => 0,
        Role::Initiator => 1,
        Role::Either => 2,
        Role::Place => 3,
        Role::Target => 4,
    };
    matches!(question.aspects.as_slice(), [Aspect::Response])
        && !question.says()
        && (incident.related.iter().any(|related| related.how == How::ResponseTo) || question.contents.iter().any(titled))
        && question.mentions.iter().min_by_key(asked).is_some_and(acts)
}
