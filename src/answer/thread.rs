//! Follow-ups: what a conversation is about answers them, or what is related to it.

use std::sync::Arc;

use super::{Answer, Inquiry, fact};
use crate::incident::{Aspect, How, Kind};
use crate::question::{Intent, Mention, Question};
use crate::search::{Hit, Kinds, Record};
use crate::vocabulary::{Form, WordClass};

/// What the incident that a conversation is about counts more than one related to it.
const FOCUS: f32 = 1.0;
/// Weight from which a word tells what a question is about.
const TELLS: u8 = 7;
/// Part of the words of such a question below which it is about another matter.
const FEW: f32 = 0.4;

/// The record of another party that answers or follows those in focus, if one is asked for.
pub(super) fn follower(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let asks = inquiry.question.tokens.iter().any(|token| matches!(token.folded(), "else" | "other" | "others" | "another"))
        && inquiry.question.period.is_none();
    if !asks {
        return None;
    }
    let focus: Vec<Arc<Record>> = inquiry.focus.iter().filter_map(|slot| inquiry.index.incident_in(*slot)).collect();
    let next = focus
        .iter()
        .flat_map(|incident| inquiry.index.related_to(&incident.id))
        .filter(|(how, _)| matches!(how, How::ResponseTo | How::Follows))
        .map(|(_, slot)| slot)
        .find(|slot| {
            inquiry.index.entry(*slot).is_some_and(|entry| {
                focus.iter().all(|incident| {
                    incident.kind == entry.kind && entry.initiators().iter().all(|party| !incident.initiators.contains(party))
                })
            })
        })?;
    inquiry.index.fit(inquiry.question, inquiry.vocabulary, next).map(|hit| fact::told(inquiry, hit))
}

/// The incident in focus, or one related to it, that explains the question best; answers from it.
pub(super) fn within(inquiry: &Inquiry<'_>) -> Option<Answer> {
    if let Some(answer) = one_of_them(inquiry).or_else(|| cause(inquiry)).or_else(|| reversal(inquiry)) {
        return Some(answer);
    }
    let mut slots: Vec<u32> = inquiry.focus.to_vec();
    for slot in inquiry.focus {
        slots.extend(inquiry.index.neighbours(*slot));
    }
    let mut best: Option<(f32, Hit)> = None;
    for slot in slots {
        let Some(hit) = inquiry.index.fit(inquiry.question, inquiry.vocabulary, slot) else { continue };
        if !in_step(inquiry, slot) {
            continue;
        }
        let score = hit.score + if inquiry.focus.contains(&slot) { FOCUS } else { 0.0 };
        if best.as_ref().is_none_or(|(least, _)| score > *least) {
            best = Some((score, hit));
        }
    }
    let (_, hit) = best?;
    (!is_elsewhere(inquiry.question, &hit)).then(|| fact::from(inquiry, hit))
}

/// Whether the question has left what the conversation is about.
fn is_elsewhere(question: &Question, hit: &Hit) -> bool {
    let matched = hit.matched;
    // "Thanks!", "ok"
    let named_nothing = question.contents.is_empty() && question.mentions.is_empty() && question.acts.is_empty();
    let idle = named_nothing && question.tokens.len() <= 2 && question.period.is_none() && !question.polar && !pointing(question);
    let chats = (question.chats || idle) && question.aspects.is_empty();
    // "When did Armenia break off relations with Hungary?", "did Peru protest?", where Peru has no part in it.
    let state = |mention: &Mention| !mention.is_group() && !matches!(mention.form, Form::Person | Form::Seat);
    let others = question.mentions.iter().any(state) && !matched.states;
    let named = question.mentions.len() >= 2 && question.main_act().is_some() && !question.points_back() && !matched.parties;
    // "Who won the world cup?"
    let telling = question.contents.iter().filter(|content| content.weight >= TELLS && !content.of_act && !content.unknown).count();
    let asks = question.tokens.iter().any(|token| matches!(token.folded(), "who" | "what" | "whats" | "which" | "write" | "tell"));
    let untold = asks && !pointing(question) && question.acts.is_empty() && telling >= 2 && matched.words < FEW;
    chats || others || named || untold
}

/// Whether a word points back: "it", "they", "there".
fn pointing(question: &Question) -> bool {
    question.tokens.iter().any(|token| token.is(WordClass::Back))
}

/// "Which of them left first?": the first or last of those that the conversation is about.
fn one_of_them(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let question = inquiry.question;
    let of_them = question.tokens.iter().any(|token| matches!(token.folded(), "them" | "those" | "these" | "ones"));
    let named = question.mentions.iter().any(|mention| !mention.is_group());
    if !of_them || named || inquiry.focus.len() < 2 || !matches!(question.intent, Intent::First | Intent::Last) {
        return None;
    }
    let day = |slot: &&u32| inquiry.index.entry(**slot).map(|entry| entry.first);
    let picked = if question.intent == Intent::First { inquiry.focus.iter().min_by_key(day) } else { inquiry.focus.iter().max_by_key(day) };
    picked.and_then(|slot| inquiry.index.fit(question, inquiry.vocabulary, *slot)).map(|hit| fact::told(inquiry, hit))
}

/// "What was that in retaliation for?": the record that the one in focus answers.
fn cause(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let question = inquiry.question;
    let answers = |stem: &str| matches!(stem, "retali" | "respons" | "respond" | "answer" | "repris" | "reveng" | "react" | "reaction");
    let asked = question.asks(Aspect::Why)
        && question.mentions.is_empty()
        && question.tokens.iter().any(|token| answers(&token.stem))
        && question.tokens.iter().any(|token| matches!(token.folded(), "for" | "to"));
    let focus = inquiry.focus.first().filter(|_| asked).and_then(|slot| inquiry.index.incident_in(*slot))?;
    let cause = focus.related.iter().find(|related| related.how == How::ResponseTo)?;
    let slot = inquiry.index.slot(&cause.id)?;
    inquiry.index.fit(question, inquiry.vocabulary, slot).map(|hit| fact::told(inquiry, hit))
}

/// "Are they still not talking, or did they fix it?": what undid the break in focus, if anything did.
fn reversal(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let question = inquiry.question;
    let ends = |kind: Kind| matches!(kind, Kind::RelationsSevered | Kind::RelationsSuspended | Kind::RelationsDowngraded);
    let focus = inquiry.focus.first().filter(|_| question.asks(Aspect::Status)).and_then(|slot| inquiry.index.entry(*slot))?;
    let mended = [Kind::RelationsRestored, Kind::RelationsEstablished];
    let pairs = focus.initiators().iter().flat_map(|one| focus.targets().iter().map(move |other| (*one, *other)));
    let mut undoing: Vec<(i32, u32)> = pairs
        .filter(|_| ends(focus.kind))
        .flat_map(|(one, other)| inquiry.index.between_of(one, other, Kinds::of(&mended)))
        .filter_map(|slot| inquiry.index.entry(slot).map(|entry| (entry, slot)))
        .filter(|(entry, _)| mended.contains(&entry.kind) && entry.first > focus.first)
        .filter(|(entry, _)| question.mentions.iter().all(|mention| mention.parties.iter().any(|party| entry.is_side(*party))))
        .map(|(entry, slot)| (entry.first, slot))
        .collect();
    undoing.sort_unstable();
    let (_, slot) = undoing.first()?;
    inquiry.index.fit(question, inquiry.vocabulary, *slot).map(|hit| fact::told(inquiry, hit))
}

/// "Which ship did they grab two weeks later?": not what was before, nor the same.
fn in_step(inquiry: &Inquiry<'_>, slot: u32) -> bool {
    let says = |words: &[&str]| inquiry.question.tokens.iter().any(|token| words.contains(&token.folded()));
    let day = |slot: u32| inquiry.index.entry(slot).map(|entry| entry.first);
    let Some(focus) = inquiry.focus.first().copied().filter(|_| inquiry.question.main_act().is_some() && !inquiry.question.polar) else {
        return true;
    };
    if says(&["later", "afterwards", "subsequently"]) {
        day(slot) >= day(focus) && slot != focus
    } else if says(&["earlier", "previously", "beforehand"]) {
        day(slot) <= day(focus) && slot != focus
    } else {
        true
    }
}
