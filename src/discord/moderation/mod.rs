//! Keeping the register from the chat: who does it, as the interaction at hand and the server's settings tell, and what
//! comes of it in the reader's words. What a change is and whether it is made is the register's business; each step asks
//! anew who somebody is, since a role may be taken away between two of them.

mod board;
pub(super) mod bulk;
mod corrections;
pub(super) mod disputes;
mod draft_form;
mod draft_sheet;
pub(super) mod drafts;
mod edits;
pub(super) mod errands;
mod form;
pub(super) mod gap_askers;
pub(super) mod gap_list;
mod history;
mod lifecycle;
mod records;
pub(super) mod review;
mod source_list;
mod sources;
mod step;
mod suggestions;

pub(super) use self::board::REVIEW_CHANNEL;
pub(super) use self::form::Typed;
pub(super) use self::lifecycle::Fate;
pub(super) use self::records::Beginning;
pub(super) use self::sources::Judged;
pub(super) use self::step::{Step, Topic};
pub(super) use self::suggestions::parties;

use std::sync::Arc;

use serenity::model::Permissions;
use serenity::model::application::{ComponentInteraction, ModalInteraction};

use self::form::Field;
use super::bot::Bot;
use super::escape::escape;
use super::incoming::Incoming;
use super::limits::{MESSAGE, length, shorten};
use super::manners::Manners;
use super::reply::Reply;
use super::words::Language;
use crate::incident::amend::AmendError;
use crate::incident::check::Fault;
use crate::register::keeping::{Keeper, Keeping, Kept, Refusal};
use crate::register::{SHARED_OFF, SHARED_REGISTER};
use crate::store::{ProposalState, Store, StoreError};

/// The setting by which a server says whether a change needs another person than its author.
pub(super) const TWO_PERSONS: &str = "two-person";
/// Its value if it does not; without a value it does.
pub(super) const TWO_PERSONS_OFF: &str = "off";
/// Characters of one fault or difference in a message.
const LINE: usize = 240;

/// A member of a server, and what that member may do to the server's register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// The server.
    pub(super) guild: String,
    /// The person.
    pub(super) user: String,
    /// Has the role of moderators, or manages the server.
    pub(super) is_moderator: bool,
    /// Has the role of reviewers, or manages the server.
    pub(super) is_reviewer: bool,
    /// A change needs another person than its author.
    pub(super) two_persons: bool,
    /// The server sees the shared register.
    pub(super) sees_shared: bool,
}

impl Member {
    /// The member of an interaction where these are the settings; nobody is one in a direct message.
    fn of(incoming: &Incoming, manners: &Manners) -> Option<Self> {
        let guild = incoming.guild?;
        let manages = incoming.permissions.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR);
        let has = |setting: &str| {
            let role = manners.of_guild(setting);
            manages || incoming.roles.iter().any(|held| role == Some(held.to_string().as_str()))
        };
        Some(Self {
            guild: guild.to_string(),
            user: incoming.user.to_string(),
            is_moderator: has("moderators"),
            is_reviewer: has("reviewers"),
            two_persons: manners.of_guild(TWO_PERSONS) != Some(TWO_PERSONS_OFF),
            sees_shared: manners.of_guild(SHARED_REGISTER) != Some(SHARED_OFF),
        })
    }

    /// What the register is told of the member.
    pub(super) fn keeper(&self) -> Keeper<'_> {
        Keeper {
            guild: &self.guild,
            user: &self.user,
            is_moderator: self.is_moderator,
            is_reviewer: self.is_reviewer,
            two_persons: self.two_persons,
            sees_shared: self.sees_shared,
        }
    }

    /// The register as the member keeps it.
    pub(super) fn keeping<'a>(&'a self, store: &'a Store) -> Keeping<'a> {
        Keeping::new(store, self.keeper())
    }
}

impl Bot {
    /// Who this is, whatever that person may do; `None` in a direct message.
    pub(super) async fn member(&self, incoming: &Incoming) -> Option<Member> {
        Member::of(incoming, &*self.manners(incoming.guild).await)
    }

    /// The member, if it is a moderator; else that is said.
    pub(super) async fn moderator(&self, incoming: &Incoming) -> Option<Member> {
        self.member_who(incoming, |member| member.is_moderator).await
    }

    /// The member, if it is a moderator or a reviewer; else that is said.
    pub(super) async fn keeper(&self, incoming: &Incoming) -> Option<Member> {
        self.member_who(incoming, |member| member.is_moderator || member.is_reviewer).await
    }

    async fn member_who(&self, incoming: &Incoming, may: impl Fn(&Member) -> bool) -> Option<Member> {
        let member = self.member(incoming).await;
        match member {
            None => self.tell(incoming, "only-in-servers").await,
            Some(member) if may(&member) => return Some(member),
            Some(_) => self.tell(incoming, "moderators-only").await,
        }
        None
    }

    /// Says something to the user alone, and that is all that comes of the step.
    async fn told(&self, incoming: &Incoming, key: &str) -> Result<(), StoreError> {
        self.tell(incoming, key).await;
        Ok(())
    }

    /// What came of a change: it is in answers now, or it is said where it waits.
    pub(super) async fn tell_kept(&self, incoming: &Incoming, kept: &Result<Kept, Refusal>) {
        let content = match kept {
            Ok(kept) => self.became(incoming.language(), kept).await,
            Err(refusal) => self.refusal(incoming.language(), refusal),
        };
        incoming.send(Reply::private(content)).await;
    }

    /// What came of a form. If it can be filled in better, it is offered again with what was typed.
    async fn close_step(&self, incoming: &Incoming, kept: &Result<Kept, Refusal>, (fields, typed): (&[Field], &Typed), mut again: Step) {
        let language = incoming.language();
        let refusal = match kept {
            Ok(kept) => return incoming.send(Reply::private(self.became(language, kept).await)).await,
            Err(refusal) => refusal,
        };
        let reply = Reply::private(self.refusal(language, refusal));
        let may_help =
            matches!(refusal, Refusal::NoReason | Refusal::Faults(_) | Refusal::Amendment(_) | Refusal::Conflict(_) | Refusal::Store(_));
        if !may_help {
            return incoming.send(reply).await;
        }
        // What was filed is closed by a conflict; what comes of the form next is a change of its own.
        if matches!(refusal, Refusal::Conflict(_)) {
            again.request = incoming.id.get();
        }
        let rows = vec![self.steps(language, &[(again, "correct-button", true)])];
        incoming.send(Reply { rows, card: Some(self.typed_card(language, fields, typed)), ..reply }).await;
    }

    /// What came of a change, in words; one that was made shows in answers from here on.
    pub(super) async fn became(&self, language: Language, kept: &Kept) -> String {
        match kept {
            Kept::Applied { incident, revision } => {
                self.show_changes().await;
                let put_in = [("incident", escape(incident).into()), ("revision", revision.to_string().into())];
                self.words.say_with(language, "kept-applied", &put_in)
            }
            Kept::Filed(proposal) => {
                let key = if proposal.state == ProposalState::Draft { "kept-draft" } else { "kept-in-review" };
                let put_in = [("incident", escape(&proposal.incident.id).into()), ("proposal", proposal.id.as_str().into())];
                self.words.say_with(language, key, &put_in)
            }
        }
    }

    /// Lets answers show what was changed just now, rather than at the next look at the store.
    pub(super) async fn show_changes(&self) {
        if let Err(error) = self.live.catch_up(&self.store).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "cannot follow the register");
        }
    }

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
fn in_words(fault: &Fault) -> String {
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

/// A button of moderation was pressed or something chosen.
pub(super) async fn pressed(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ComponentInteraction) {
    let Some(step) = Step::read(&interaction.data.custom_id) else { return bot.tell(incoming, "stale").await };
    match step.topic {
        Topic::Review => return review::pressed(bot, incoming, interaction, &step).await,
        Topic::Draft => return drafts::pressed(bot, incoming, interaction, &step).await,
        Topic::Bulk => return bulk::pressed(bot, incoming, &step).await,
        Topic::Gap => return gap_list::pressed(bot, incoming, &step).await,
        Topic::Source | Topic::Record => {}
    }
    let done = match (step.topic, step.act) {
        (Topic::Source, 'A' | 'c') => bot.source_pressed(incoming, interaction, &step).await,
        (Topic::Source, 'T' | 'S') => {
            bot.source_fate_pressed(incoming, interaction, &step).await;
            Ok(())
        }
        (Topic::Record, 'N' | 'M' | 'k') => {
            bot.new_record_pressed(incoming, interaction, &step).await;
            Ok(())
        }
        (Topic::Record, 'E') => bot.edit_pressed(incoming, interaction, &step).await,
        (Topic::Record, 'T' | 'S' | 'G' | 'V') => {
            bot.fate_pressed(incoming, interaction, &step).await;
            Ok(())
        }
        (Topic::Record, 'h') => bot.history_pressed(incoming, &step).await,
        (Topic::Source | Topic::Record | Topic::Review | Topic::Draft | Topic::Gap | Topic::Bulk, _) => bot.told(incoming, "stale").await,
    };
    told_of_failure(bot, incoming, done).await;
}

/// A form of moderation was sent.
pub(super) async fn submitted(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ModalInteraction) {
    let Some(step) = Step::read(&interaction.data.custom_id) else { return bot.tell(incoming, "stale").await };
    match step.topic {
        Topic::Review => return review::submitted(bot, incoming, interaction, &step).await,
        Topic::Draft => return drafts::submitted(bot, incoming, interaction, &step).await,
        Topic::Gap => return gap_list::submitted(bot, incoming, interaction, &step).await,
        Topic::Source | Topic::Record | Topic::Bulk => {}
    }
    let done = match (step.topic, step.act) {
        (Topic::Source, 'a') => bot.source_sent(incoming, interaction, &step).await,
        (Topic::Source, 't' | 's') => bot.source_fate_sent(incoming, interaction, &step).await,
        (Topic::Record, 'n' | 'm') => {
            bot.new_record_sent(incoming, interaction, &step).await;
            Ok(())
        }
        (Topic::Record, 'e') => bot.edit_sent(incoming, interaction, &step).await,
        (Topic::Record, 't' | 's' | 'g' | 'v') => bot.fate_sent(incoming, interaction, &step).await,
        (Topic::Source | Topic::Record | Topic::Review | Topic::Draft | Topic::Gap | Topic::Bulk, _) => bot.told(incoming, "stale").await,
    };
    told_of_failure(bot, incoming, done).await;
}

/// Says that the store failed.
async fn told_of_failure(bot: &Bot, incoming: &Incoming, done: Result<(), StoreError>) {
    if let Err(error) = done {
        tracing::error!(error = &error as &dyn std::error::Error, "a step of moderation failed");
        bot.tell(incoming, "failed").await;
    }
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
