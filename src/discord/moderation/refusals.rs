//! Why a change is not made, in the reader's words, and lists of what is wrong or different, as much of them as fits a message.

use super::LINE;
use crate::discord::bot::Bot;
use crate::discord::escape::escape;
use crate::discord::limits::{MESSAGE, length, shorten};
use crate::discord::words::Language;
use crate::incident::amend::AmendError;
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
            Refusal::Faults(faults) => self.listed(say("refused-faults"), faults.iter().map(|fault| self.fault(fault, language))),
            Refusal::Amendment(error) => self.misfit(language, error),
            Refusal::Conflict(conflict) => {
                let head = about("refused-conflict", &conflict.id);
                self.listed(head, conflict.differences.iter().map(|difference| self.difference(difference, language)))
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
