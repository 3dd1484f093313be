//! Why a change is not made, in the reader's words, and lists of what is wrong or different, as much of them as fits a message.

use super::LINE;
use crate::discord::bot::Bot;
use crate::discord::escape::escape;
use crate::discord::limits::{MESSAGE, length, shorten};
use crate::discord::words::Language;
use crate::incident::amend::AmendError;
use crate::incident::check::Fault;
use crate::register::keeping::Refusal;

impl Bot {
    /// Why a change is not made, in the reader's words.
    pub(super) fn refusal(&self, language: Language, refusal: &Refusal) -> String {
        let say = |key: &str| self.words.say(language, key);
        let about = |key: &str, id: &str| self.words.say_with(language, key, &[("incident", escape(id).into())]);
        match refusal {
            Refusal::NotAllowed => say("refused-not-allowed"),
            Refusal::NoReason => say("refused-no-reason"),
            Refusal::NoRecord { id } => about("refused-no-record", id),
            Refusal::Taken { id } => about("refused-taken", id),
            Refusal::IsRetracted { id } => about("refused-is-retracted", id),
            Refusal::NotRetracted { id } => about("refused-not-retracted", id),
            Refusal::Shared { id } => about("refused-shared", id),
            Refusal::SameRecord { id } => about("refused-same-record", id),
            Refusal::Faults(faults) => self.listed(say("refused-faults"), faults.iter().map(in_words)),
            Refusal::Amendment(error) => self.misfit(language, error),
            Refusal::Conflict(conflict) => {
                let head = about("refused-conflict", &conflict.id);
                self.listed(head, conflict.differences.iter().map(ToString::to_string))
            }
            Refusal::NoProposal => say("refused-no-proposal"),
            Refusal::OwnProposal => say("refused-own-proposal"),
            Refusal::Decided(state) => say(&format!("refused-decided-{}", state.name())),
            Refusal::ProposalChanged(_) => say("refused-proposal-changed"),
            Refusal::Store(error) => {
                tracing::error!(error = error as &dyn std::error::Error, "a change to the register failed");
                say("failed")
            }
        }
    }

    /// Why a change does not fit the record.
    fn misfit(&self, language: Language, error: &AmendError) -> String {
        let say = |key: &str| self.words.say(language, key);
        let numbered = |key: &str, n: u32| self.words.say_with(language, key, &[("number", n.to_string().into())]);
        match error {
            AmendError::Duplicate { n, retracted: false } => numbered("refused-duplicate", *n),
            AmendError::Duplicate { n, retracted: true } => numbered("refused-duplicate-retracted", *n),
            AmendError::NoClaim(_) => say("refused-no-claim"),
            AmendError::SameClaim(text) => self.words.say_with(language, "refused-same-claim", &[("text", escape(text).into())]),
            AmendError::NoSource(n) => numbered("refused-no-source", *n),
            AmendError::AlreadyRetracted => say("refused-already-retracted"),
            AmendError::NotRetracted => say("refused-still-counts"),
        }
    }

    /// A sentence with a list under it, as much of it as fits a message.
    pub(super) fn listed(&self, head: String, lines: impl Iterator<Item = String>) -> String {
        let mut content = head;
        for line in lines {
            let line = format!("\n- {}", shorten(&escape(&line), LINE));
            // What follows a list, if anything, is a line or two.
            if length(&content) + length(&line) > MESSAGE - LINE {
                content.push_str("\n- …");
                break;
            }
            content.push_str(&line);
        }
        content
    }
}

/// "claim 3 sources: …" for "claims[2].sources: …".
pub(super) fn in_words(fault: &Fault) -> String {
    let mut path = String::new();
    for part in fault.field.split('.') {
        let word = match part.split_once('[') {
            Some((list, number)) => {
                let number = number.trim_end_matches(']').parse::<usize>().unwrap_or_default();
                format!("{} {}", list.strip_suffix('s').unwrap_or(list), number + 1)
            }
            None => part.to_owned(),
        };
        path = if path.is_empty() { word } else { format!("{path} {word}") };
    }
    format!("{path}: {}", fault.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_by_the_words_on_the_card() {
        let told = |field: &str| in_words(&Fault { field: field.to_owned(), message: "is missing".to_owned() });
        assert_eq!(told("claims[2].sources[0]"), "claim 3 source 1: is missing");
        assert_eq!(told("title"), "title: is missing");
    }
}
