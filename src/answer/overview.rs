//! Questions that name nothing but a party or a time: "what do you have on Chad?", "what happened in March 2018?". All there
//! is answers them.

use super::{Answer, Inquiry, fact, tally};
use crate::incident::Aspect;
use crate::question::{Content, Intent, Question};
use crate::vocabulary::Form;

/// Weight from which a word asks for more than whatever there is.
const TELLS: u8 = 5;

/// All that the register has of the party or the time; `None` if more is asked, or it has nothing.
pub(super) fn answer(inquiry: &Inquiry<'_>) -> Option<Answer> {
    let question = inquiry.question;
    if !is_open(question) || question.contents.iter().any(|content| tells(content, inquiry)) {
        return None;
    }
    let mut all = question.clone();
    all.intent = Intent::List;
    all.contents.clear();
    let slots = inquiry.index.select(&all, inquiry.vocabulary);
    match slots.as_slice() {
        [] => None,
        [one] => inquiry.index.fit(question, inquiry.vocabulary, *one).map(|hit| fact::told(inquiry, hit)),
        _ => Some(tally::list(inquiry, &slots)),
    }
}

/// Whether nothing is asked but what there is: no act, no other aspect, one state or organisation at most.
fn is_open(question: &Question) -> bool {
    let plain = question.aspects.iter().all(|aspect| *aspect == Aspect::What);
    let by_name = question.mentions.iter().all(|mention| mention.form != Form::Person && !mention.is_group() && !mention.possessive);
    let timed = question.period.is_some_and(|period| period.exact) || !question.mentions.is_empty();
    let asks_whom = question.tokens.iter().any(|token| matches!(token.folded(), "who" | "whom" | "whose" | "where" | "how"));
    plain
        && by_name
        && timed
        && question.mentions.len() <= 1
        && question.acts.is_empty()
        && question.anchor.is_none()
        && question.unread == 0
        && !(question.inherited || question.elliptic || question.aside || question.chats || question.negated || asks_whom)
}

/// Whether the word asks for something of its own, not for "news", "incidents" or "relations" of whatever sort.
fn tells(content: &Content, inquiry: &Inquiry<'_>) -> bool {
    let lists = &inquiry.vocabulary.aspects;
    let any = ["whatever", "event", "topic"].iter().any(|list| lists.in_list(list, &content.stem));
    content.weight >= TELLS && !any
}
