//! Follow-ups: what a question takes over from the one before it.

use crate::vocabulary::{Form, WordClass};

use super::mentions::Role;
use super::{Content, Intent, Question, period};

/// Most words that tell something in a question which only changes one thing: "and what about the Americans?"
const ELLIPTIC_CONTENTS: usize = 1;

/// "and the Americans?", "and in 2018?", "what about France?": a party or a period and nothing else.
pub(super) fn is_elliptic(question: &Question) -> bool {
    let told = question.contents.iter().filter(|content| content.weight >= 4).count();
    let changes = !question.mentions.is_empty() || question.period.is_some();
    let opens = matches!(
        question.tokens.iter().map(crate::vocabulary::Token::folded).take(2).collect::<Vec<_>>().as_slice(),
        ["and" | "y" | "et" | "und", ..] | ["what" | "how", "about"]
    ) || question.tokens.len() <= 3;
    question.acts.is_empty()
        && changes
        && opens
        && told <= ELLIPTIC_CONTENTS
        && question.tokens.len() <= 7
        && question.aspects.iter().all(|aspect| *aspect == crate::incident::Aspect::What)
}

impl Question {
    /// Whether words point back: "it", "they", "that", "there", or nothing is named at all.
    pub fn points_back(&self) -> bool {
        self.mentions.is_empty() || self.tokens.iter().any(|token| token.is(WordClass::Back))
    }

    /// With the year beside that of the question before, if it asks for that: "and the year after?"
    #[must_use]
    pub fn beside(&self, previous: &Self) -> Self {
        match previous.period.filter(|_| self.period.is_none()).and_then(|period| period::beside(&self.tokens, period)) {
            Some(period) => {
                Self { period: Some(period), elliptic: true, anchor: None, aspects: Vec::new(), intent: Intent::Fact, ..self.clone() }
            }
            None => self.clone(),
        }
    }

    /// Which of so many it chooses and says no more: "the second one", "the last", "2".
    pub fn ordinal(&self, of: usize) -> Option<usize> {
        let telling = self.tokens.iter().filter(|token| token.weight >= 3 && !token.is_number()).count();
        if self.tokens.len() > 5 || !self.mentions.is_empty() || self.period.is_some() || telling > 1 || !self.acts.is_empty() {
            return None;
        }
        self.tokens.iter().find_map(|token| match token.folded() {
            "first" | "1st" | "1" | "former" | "earlier" | "earliest" | "older" => Some(0),
            "second" | "2nd" | "2" => Some(1),
            "third" | "3rd" | "3" => Some(2),
            "fourth" | "4th" | "4" => Some(3),
            "last" | "latter" | "latest" | "later" | "newer" | "newest" => of.checked_sub(1),
            _ => None,
        })
    }

    /// This question with what it leaves out taken from the one before.
    ///
    /// An elliptic one replaces the party or period that it names and keeps the rest; any other keeps only what it
    /// does not name itself.
    pub fn after(&self, previous: &Self, replaced: Role) -> Self {
        let mut merged = self.clone();
        merged.inherited = true;
        if merged.acts.is_empty() {
            merged.acts.clone_from(&previous.acts);
        }
        if merged.aspects.is_empty() || self.elliptic {
            merged.aspects.clone_from(&previous.aspects);
        }
        if self.elliptic && merged.intent == Intent::Fact {
            merged.intent = previous.intent;
        }
        if merged.period.is_none() && self.elliptic {
            merged.period = previous.period;
        }
        for mention in &previous.mentions {
            let named = self.mentions.iter().any(|own| own.parties.iter().any(|party| mention.may_be(*party)));
            let gives_way = self.elliptic
                && !self.mentions.is_empty()
                && (mention.role == replaced || (mention.role == Role::Either && mention.form != Form::Adjective));
            if !named && !gives_way {
                merged.mentions.push(mention.clone());
            }
        }
        if self.elliptic {
            for mention in merged.mentions.iter_mut().take(self.mentions.len()) {
                mention.role = replaced;
            }
            let kept = previous.contents.iter().filter(|content| !content.of_act);
            merged.contents.extend(kept.map(|content| Content { weight: content.weight.min(8), ..content.clone() }));
        }
        merged
    }
}
