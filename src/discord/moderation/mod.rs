//! Keeping the register from the chat: who does it, as the interaction at hand and the server's settings tell, and what
//! comes of it in the reader's words. What a change is and whether it is made is the register's business; each step asks
//! anew who somebody is, since a role may be taken away between two of them.

mod board;
pub(super) mod bulk;
mod corrections;
mod differences;
pub(super) mod disputes;
mod draft_form;
mod draft_sheet;
pub(super) mod drafts;
mod edited;
mod edits;
pub(super) mod errands;
mod faults;
mod form;
pub(super) mod gap_askers;
pub(super) mod gap_list;
mod history;
mod lifecycle;
mod own_proposals;
mod parts;
mod records;
mod refusals;
pub(super) mod review;
mod source_edits;
mod source_list;
mod sources;
mod step;
mod suggestions;

pub(super) use self::board::{REVIEW_CHANNEL, hear};
pub(super) use self::form::Typed;
pub(super) use self::lifecycle::Fate;
pub(super) use self::parts::Part;
pub(super) use self::records::Beginning;
pub(super) use self::source_edits::Rated;
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
use super::manners::Manners;
use super::reply::Reply;
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
    /// Who this is, whatever that person may do; `None` in a direct message, and while nobody knows.
    pub(super) async fn member(&self, incoming: &Incoming) -> Option<Member> {
        Member::of(incoming, &*self.manners.known_of(incoming.guild, &self.store).await.ok()??)
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
            None if incoming.guild.is_some() => {
                tracing::error!(interaction.id = %incoming.id, "the settings of a guild cannot be read, so nobody knows who may do what");
                self.tell(incoming, "failed").await;
            }
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

    /// Says why a change is not made; what was written for it is given back.
    pub(super) async fn refuse(&self, incoming: &Incoming, refusal: &Refusal) {
        incoming.send(incoming.undone(self.refusal(incoming.language(), refusal))).await;
    }

    /// What came of a form. If it can be filled in better, it is offered again with what was typed, by the steps that open it.
    async fn close_step(
        &self,
        incoming: &Incoming,
        kept: &Result<Kept, Refusal>,
        (fields, typed): (&[Field], &Typed),
        again: &[(Step, &'static str)],
    ) {
        match kept {
            Ok(kept) => incoming.send(self.became(incoming, kept).await).await,
            Err(refusal) => self.offer_again(incoming, refusal, (fields, typed), again).await,
        }
    }

    /// Says why a form is not taken. If it can be filled in better, it is offered again with what was typed.
    async fn offer_again(
        &self,
        incoming: &Incoming,
        refusal: &Refusal,
        (fields, typed): (&[Field], &Typed),
        again: &[(Step, &'static str)],
    ) {
        let language = incoming.language();
        let may_help =
            matches!(refusal, Refusal::NoReason | Refusal::Faults(_) | Refusal::Amendment(_) | Refusal::Conflict(_) | Refusal::Store(_));
        if !may_help {
            return self.refuse(incoming, refusal).await;
        }
        // What was filed is closed by a conflict; what comes of the form next is a change of its own.
        let anew = |step: &Step| step.of(incoming.id.get());
        let conflict = matches!(refusal, Refusal::Conflict(_));
        let button = |(step, label): &(Step, &'static str)| (if conflict { anew(step) } else { step.clone() }, *label, true);
        let rows = vec![self.steps(language, &again.iter().map(button).collect::<Vec<_>>())];
        let card = Some(self.typed_card(language, fields, typed));
        incoming.send(Reply { rows, card, ..Reply::private(self.refusal(language, refusal)) }).await;
    }

    /// What came of a change, for its author alone; one that was made shows in answers from here on, one that waits can be
    /// changed and taken back.
    pub(super) async fn became(&self, incoming: &Incoming, kept: &Kept) -> Reply {
        let language = incoming.language();
        match kept {
            Kept::Applied { incident, .. } => {
                self.show_changes().await;
                let revision = self.revision_seen(incoming);
                let put_in = [("incident", escape(incident).into()), ("revision", revision.to_string().into())];
                Reply::private(self.words.say_with(language, "kept-applied", &put_in))
            }
            Kept::Filed(proposal) => {
                let key = if proposal.state == ProposalState::Draft { "kept-draft" } else { "kept-in-review" };
                let put_in = [("incident", escape(&proposal.incident.id).into()), ("proposal", proposal.id.as_str().into())];
                let rows = vec![self.for_author(language, proposal)];
                Reply { rows, ..Reply::private(self.words.say_with(language, key, &put_in)) }
            }
        }
    }

    /// How many changes what the server sees had; that of the whole database would tell of other servers.
    pub(super) fn revision_seen(&self, incoming: &Incoming) -> i64 {
        self.with_view(incoming.guild, |view| view.as_of.as_ref().map_or(0, |as_of| as_of.revision))
    }

    /// Lets answers show what was changed just now, rather than at the next look at the store.
    pub(super) async fn show_changes(&self) {
        if let Err(error) = self.live.catch_up(&self.store).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "cannot follow the register");
        }
    }
}

/// A button of moderation was pressed or something chosen.
pub(super) async fn pressed(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ComponentInteraction) {
    let Some(step) = Step::read(&interaction.data.custom_id) else { return bot.tell(incoming, "stale").await };
    match step.topic {
        Topic::Review if !matches!(step.act, 'w' | 'e' | 'm' | 'F') => return review::pressed(bot, incoming, interaction, &step).await,
        Topic::Draft => return drafts::pressed(bot, incoming, interaction, &step).await,
        Topic::Bulk => return bulk::pressed(bot, incoming, interaction, &step).await,
        Topic::Gap => return gap_list::pressed(bot, incoming, &step).await,
        Topic::Source | Topic::Record | Topic::Review => {}
    }
    let done = match (step.topic, step.act) {
        (Topic::Source, 'A' | 'c') => bot.source_pressed(incoming, interaction, &step).await,
        (Topic::Source, 'E' | 'N') => bot.on_source_pressed(incoming, interaction, &step).await,
        (Topic::Source, 'l') => bot.sources_turned(incoming, &step).await,
        (Topic::Source, 'T' | 'S' | 'D' | 'R') => {
            bot.part_fate_pressed(incoming, interaction, &step).await;
            Ok(())
        }
        (Topic::Record, 'N' | 'M' | 'k') => {
            bot.new_record_pressed(incoming, interaction, &step).await;
            Ok(())
        }
        (Topic::Record, 'E' | 'P' | 'C') => bot.edit_pressed(incoming, interaction, &step).await,
        (Topic::Record, 'T' | 'S' | 'G' | 'V') => {
            bot.fate_pressed(incoming, interaction, &step).await;
            Ok(())
        }
        (Topic::Record, 'h') => bot.history_pressed(incoming, &step).await,
        (Topic::Review, _) => bot.own_pressed(incoming, interaction, &step).await,
        (Topic::Source | Topic::Record | Topic::Draft | Topic::Gap | Topic::Bulk, _) => bot.told(incoming, "stale").await,
    };
    told_of_failure(bot, incoming, done).await;
}

/// A form of moderation was sent.
pub(super) async fn submitted(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ModalInteraction) {
    let Some(step) = Step::read(&interaction.data.custom_id) else { return bot.tell(incoming, "stale").await };
    match step.topic {
        Topic::Review if step.act != 'f' => return review::submitted(bot, incoming, interaction, &step).await,
        Topic::Draft => return drafts::submitted(bot, incoming, interaction, &step).await,
        Topic::Gap => return gap_list::submitted(bot, incoming, interaction, &step).await,
        Topic::Source | Topic::Record | Topic::Review | Topic::Bulk => {}
    }
    let done = match (step.topic, step.act) {
        (Topic::Source, 'a') => bot.source_sent(incoming, interaction, &step).await,
        (Topic::Source, 'e' | 'n') => bot.on_source_sent(incoming, interaction, &step).await,
        (Topic::Source, 't' | 's' | 'd' | 'r') => bot.part_fate_sent(incoming, interaction, &step).await,
        (Topic::Record, 'n' | 'm') => {
            bot.new_record_sent(incoming, interaction, &step).await;
            Ok(())
        }
        (Topic::Record, 'e' | 'p') => bot.edit_sent(incoming, interaction, &step).await,
        (Topic::Record, 't' | 's' | 'g' | 'v') => bot.fate_sent(incoming, interaction, &step).await,
        (Topic::Review, _) => bot.own_sent(incoming, interaction, &step).await,
        (Topic::Source | Topic::Record | Topic::Draft | Topic::Gap | Topic::Bulk, _) => bot.told(incoming, "stale").await,
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
