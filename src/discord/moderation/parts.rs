//! What becomes of a part of a record, one of its sources or claims: it is retracted or counts again. Each needs a reason,
//! given with the command or asked for by a form.

use serenity::model::application::{ComponentInteraction, ModalInteraction};

use super::form::{Field, Typed, carried, sent, value};
use super::{LINE, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::escape::escape;
use crate::discord::incoming::Incoming;
use crate::discord::limits::shorten;
use crate::discord::words::Language;
use crate::incident::amend::Amendment;
use crate::incident::{ClaimKey, Incident};
use crate::register::keeping::{Kept, Refusal, Request, still_said};
use crate::store::StoreError;

const FIELDS: [Field; 1] = [Field::text("reason", 500)];

/// A part of a record, as it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// The source with this number.
    Source(u32),
    /// The claim that is called so.
    Claim(&'a str),
}

/// Whether a step lets something count again.
const fn restores(step: &Step) -> bool {
    matches!(step.act, 's' | 'r')
}

/// What a step comes to; `None` if its id does not say.
fn change(step: &Step, reason: &str) -> Option<Amendment> {
    let (part, reason) = (step.argument(1)?, reason.to_owned());
    Some(match step.act {
        's' => Amendment::RestoreSource(part.parse().ok()?),
        't' => Amendment::RetractSource { n: part.parse().ok()?, reason },
        'r' => Amendment::RestoreClaim(ClaimKey::parse(part)?),
        _ => Amendment::RetractClaim { claim: ClaimKey::parse(part)?, reason },
    })
}

impl Bot {
    /// Retracts or restores a part of the record that is called so, if the reason is given; else it is asked for.
    pub(crate) async fn decide_on_part(
        &self,
        incoming: &Incoming,
        (typed, part): (&str, Part<'_>),
        restore: bool,
        reason: &str,
    ) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some(edition) = self.editable(incoming, &member, typed).await? else { return Ok(()) };
        let step = |act| Step::new(Topic::Source, act, incoming.id.get()).with(edition.base.revision);
        let step = match part {
            Part::Source(number) => step(if restore { 's' } else { 't' }).with(number),
            Part::Claim(called) => match edition.incident.claim_called(called) {
                Some(claim) => step(if restore { 'r' } else { 'd' }).with(claim.key()),
                None => return self.told(incoming, "refused-no-claim").await,
            },
        };
        if reason.trim().is_empty() {
            self.ask_part_reason(incoming, &step, &Typed::new()).await;
            return Ok(());
        }
        self.make_part_fate(incoming, &step, Typed::from([("reason", reason.to_owned())])).await
    }

    async fn ask_part_reason(&self, incoming: &Incoming, step: &Step, typed: &Typed) {
        let title = self.words.say(incoming.language(), if restores(step) { "reason-title-s" } else { "reason-title-t" });
        incoming.respond(self.form(incoming.language(), step, &title, (&FIELDS, typed))).await;
    }

    /// The form is opened again.
    pub(super) async fn part_fate_pressed(&self, incoming: &Incoming, interaction: &ComponentInteraction, step: &Step) {
        if self.moderator(incoming).await.is_some() {
            self.ask_part_reason(incoming, &step.form(), &carried(&FIELDS, Some(&interaction.message))).await;
        }
    }

    /// The reason is given.
    pub(super) async fn part_fate_sent(&self, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) -> Result<(), StoreError> {
        self.make_part_fate(incoming, step, sent(&FIELDS, interaction)).await
    }

    async fn make_part_fate(&self, incoming: &Incoming, step: &Step, typed: Typed) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let revision = step.argument(0).and_then(|number| number.parse().ok()).unwrap_or_default();
        let Some((incident, _)) = self.edition_at(&member, revision).await? else { return self.told(incoming, "stale").await };
        let (id, time) = (step.request_id(), (self.clock.now)());
        let request = Request { id: &id, reason: value(&typed, "reason"), time: &time };
        let Some(change) = change(step, request.reason) else { return self.told(incoming, "stale").await };
        // Numbers of sources and the words of a claim name them, whatever else was changed.
        let kept: Result<Kept, Refusal> =
            member.keeping(&self.store).amend(request, &incident.id, None, std::slice::from_ref(&change)).await;
        match &kept {
            Ok(kept) => {
                let mut reply = self.became(incoming, kept).await;
                reply.content.push_str(&self.left_behind(&incident, change, incoming.language()));
                incoming.send(reply).await;
            }
            Err(refusal) => self.offer_again(incoming, refusal, (&FIELDS, &typed), &[(step.button(), "correct-button")]).await,
        }
        Ok(())
    }

    /// What a change leaves behind that its author may not expect: a title or summary that goes on saying what counts no
    /// longer, with the option by which it is changed, or a record of which nothing is left to be told.
    fn left_behind(&self, before: &Incident, change: Amendment, language: Language) -> String {
        let Ok(after) = before.amended(&[change]) else { return String::new() };
        if after.clone().published().is_none() {
            let put_in = [("incident", escape(&after.id).into())];
            return format!("\n⚠ {}", self.words.say_with(language, "nothing-left", &put_in));
        }
        let told = still_said(before, &after).into_iter().map(|(field, claim)| {
            let option = self.words.say(language, &format!("option-record-edit-{field}-name"));
            let put_in = [("option", option.into()), ("text", shorten(&escape(&claim), LINE).into())];
            format!("\n⚠ {}", self.words.say_with(language, "still-said", &put_in))
        });
        told.collect()
    }
}
