//! A record is retracted, restored, merged into another one, or put back to an earlier edition. Each needs a reason, given
//! with the command or asked for by a form.

use serenity::model::application::{ComponentInteraction, ModalInteraction};

use super::form::{Field, Typed, carried, sent, value};
use super::{LINE, Member, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::escape::escape;
use crate::discord::incoming::Incoming;
use crate::discord::limits::shorten;
use crate::incident::Incident;
use crate::register::keeping::{Kept, Refusal, Request, told_elsewhere};
use crate::store::{State, StoreError};

const FIELDS: [Field; 1] = [Field::text("reason", 500)];
/// Records that are named beside a retracted one.
const MOST_NAMED: usize = 5;

/// What is to become of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate<'a> {
    /// It no longer counts.
    Retract,
    /// It counts again.
    Restore,
    /// It goes into the record that is called so.
    MergeInto(&'a str),
    /// It is again what this revision made it.
    RevertTo(i64),
}

impl Fate<'_> {
    /// The letter of its form; that of the button which opens it again is the same in upper case.
    const fn act(self) -> char {
        match self {
            Self::Retract => 't',
            Self::Restore => 's',
            Self::MergeInto(_) => 'g',
            Self::RevertTo(_) => 'v',
        }
    }
}

impl Bot {
    /// Decides on a record, if the reason is given; else it is asked for.
    pub(crate) async fn decide_on(&self, incoming: &Incoming, typed: &str, fate: Fate<'_>, reason: &str) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some(step) = self.fate_step(incoming, &member, typed, fate).await? else { return Ok(()) };
        if reason.trim().is_empty() {
            self.ask_reason(incoming, &step, &Typed::new()).await;
            return Ok(());
        }
        self.make_fate(incoming, &member, &step, Typed::from([("reason", reason.to_owned())])).await
    }

    /// The step that holds what is decided on; if there is no such thing, that is said.
    async fn fate_step(&self, incoming: &Incoming, member: &Member, typed: &str, fate: Fate<'_>) -> Result<Option<Step>, StoreError> {
        let step = Step::new(Topic::Record, fate.act(), incoming.id.get());
        if fate == Fate::Restore {
            // It is in no view and has no suggestions but those of its own register.
            let stored = self.store.find(&member.guild, typed.trim()).await?;
            return Ok(match stored {
                Some(stored) if stored.state == State::Retracted => Some(step.with(stored.revision)),
                Some(stored) => self.no_step(incoming, Refusal::NotRetracted { id: stored.incident.id }).await,
                None => self.no_step(incoming, Refusal::NoRecord { id: typed.trim().to_owned() }).await,
            });
        }
        let Some(edition) = self.editable(incoming, member, typed).await? else { return Ok(None) };
        let step = step.with(edition.base.revision);
        Ok(match fate {
            Fate::MergeInto(into) => self.editable(incoming, member, into).await?.map(|into| step.with(into.base.revision)),
            Fate::RevertTo(revision) => Some(step.with(revision)),
            Fate::Retract | Fate::Restore => Some(step),
        })
    }

    async fn no_step(&self, incoming: &Incoming, refusal: Refusal) -> Option<Step> {
        self.refuse(incoming, &refusal).await;
        None
    }

    async fn ask_reason(&self, incoming: &Incoming, step: &Step, typed: &Typed) {
        let title = self.words.say(incoming.language(), &format!("reason-title-{}", step.act));
        incoming.respond(self.form(incoming.language(), step, &title, (&FIELDS, typed))).await;
    }

    /// The form is opened again.
    pub(super) async fn fate_pressed(&self, incoming: &Incoming, interaction: &ComponentInteraction, step: &Step) {
        if self.moderator(incoming).await.is_some() {
            self.ask_reason(incoming, &step.form(), &carried(&FIELDS, Some(&interaction.message))).await;
        }
    }

    /// The reason is given.
    pub(super) async fn fate_sent(&self, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        self.make_fate(incoming, &member, step, sent(&FIELDS, interaction)).await
    }

    async fn make_fate(&self, incoming: &Incoming, member: &Member, step: &Step, typed: Typed) -> Result<(), StoreError> {
        let number = |position: usize| step.argument(position).and_then(|number| number.parse::<i64>().ok());
        let Some((incident, base)) = self.edition_at(member, number(0).unwrap_or_default()).await? else {
            return self.told(incoming, "stale").await;
        };
        let (request_id, time) = (step.request_id(), (self.clock.now)());
        let request = Request { id: &request_id, reason: value(&typed, "reason"), time: &time };
        let (keeping, id) = (member.keeping(&self.store), incident.id.as_str());
        let other = number(1).unwrap_or_default();
        let kept: Result<Kept, Refusal> = match step.act {
            't' => keeping.retract(request, id).await,
            's' => keeping.restore(request, id).await,
            'v' => keeping.revert(request, id, other, Some(&base)).await,
            _ => match self.edition_at(member, other).await? {
                Some((into, _)) => keeping.merge(request, id, &into.id).await,
                None => Err(Refusal::NoRecord { id: other.to_string() }),
            },
        };
        if let ('t', Ok(kept)) = (step.act, &kept) {
            let left = self.left_elsewhere(incoming, &incident);
            let mut reply = self.became(incoming, kept).await;
            reply.content.push_str(&left);
            incoming.send(reply).await;
            return Ok(());
        }
        let mut again = step.button();
        if let Err(Refusal::Conflict(conflict)) = &kept
            && let Some(now) = &conflict.now
            && step.act == 'v'
        {
            again = step.then('V').with(now.base.revision).with(other);
        }
        self.close_step(incoming, &kept, (&FIELDS, &typed), &[(again, "correct-button")]).await;
        Ok(())
    }

    /// Which other records name a retracted one or say what it says: nobody else would look at them.
    fn left_elsewhere(&self, incoming: &Incoming, gone: &Incident) -> String {
        let found = self.with_view(incoming.guild, |view| told_elsewhere(view.register.index(), gone));
        if found.is_empty() {
            return String::new();
        }
        let language = incoming.language();
        let named = |(id, title): &(String, String)| format!("\n- {} (`{}`)", shorten(&escape(title), LINE), escape(id));
        let mut told = format!("\n⚠ {}", self.words.say(language, "told-elsewhere"));
        told.extend(found.iter().take(MOST_NAMED).map(named));
        if found.len() > MOST_NAMED {
            let left = self.words.say_with(language, "history-more", &[("count", (found.len() - MOST_NAMED).into())]);
            told.push_str(&format!("\n- {left}"));
        }
        told
    }
}
