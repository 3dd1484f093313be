//! Changes to a record that is there: what it says, its kind and parties, or one of its claims. By options at once, or by a
//! form filled in with what stands there; who was not the first is told what changed meanwhile and gets the form again, with
//! the own changes over the record as it is now.

use serenity::model::application::{ComponentInteraction, ModalInteraction};

use super::edited::{Edited, asked, correction, fields, keep_own, standing};
use super::form::{Typed, carried, sent, value};
use super::{Member, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::incoming::Incoming;
use crate::discord::reply::Reply;
use crate::incident::amend::Amendment;
use crate::incident::{ClaimKey, Incident};
use crate::register::keeping::{Edition, Kept, Refusal, Request};
use crate::store::{Base, SHARED, State, StoreError};

/// An edition, and what of it is edited.
type What = (i64, Edited);

fn step_of(act: char, request: u64, (revision, edited): What) -> Step {
    let step = Step::new(Topic::Record, act, request).with(revision);
    edited.map_or(step.clone(), |key| step.with(key))
}

/// The steps that open the forms of what is edited again.
fn again(request: u64, what: What) -> Vec<(Step, &'static str)> {
    let second = what.1.is_none().then(|| (step_of('P', request, what), "sides-button"));
    std::iter::once((step_of('E', request, what), "correct-button")).chain(second).collect()
}

impl Bot {
    /// Edits a record: by what is given if anything is, else by a form.
    pub(crate) async fn edit_record(
        &self,
        incoming: &Incoming,
        typed_id: &str,
        (claim, given): (Option<&str>, Typed),
    ) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some(edition) = self.editable(incoming, &member, typed_id).await? else { return Ok(()) };
        let edited = match claim {
            Some(text) => match edition.incident.claim_called(text) {
                Some(claim) => Some(claim.key()),
                None => return self.told(incoming, "refused-no-claim").await,
            },
            None => None,
        };
        let at_once = given.keys().any(|name| *name != "reason");
        let request = incoming.id.get();
        if at_once && edited.is_some() {
            self.ask_which(incoming, &edition, edited, given).await;
            return Ok(());
        }
        let Some(mut typed) = standing(&edition.incident, edited) else { return self.told(incoming, "refused-no-claim").await };
        typed.extend(given);
        let what = (edition.base.revision, edited);
        if at_once {
            let kept = self.keep_edit((incoming, request), &member, (&edition.incident, &edition.base), (edited, &typed)).await;
            self.close_edit(incoming, kept, (what, &edition.incident, typed), request).await;
        } else {
            let form = step_of('e', request, what);
            incoming.respond(self.form(incoming.language(), &form, &edition.incident.title, (asked(edited, false), &typed))).await;
        }
        Ok(())
    }

    /// A claim and the record itself were named at once: each is a change of its own, and nothing of what was given is lost.
    async fn ask_which(&self, incoming: &Incoming, edition: &Edition, claim: Edited, given: Typed) {
        let mut typed = standing(&edition.incident, None).unwrap_or_default();
        typed.extend(given);
        let (language, request, revision) = (incoming.language(), incoming.id.get(), edition.base.revision);
        let mut buttons: Vec<(Step, &str, bool)> =
            again(request, (revision, None)).into_iter().map(|(step, label)| (step, label, true)).collect();
        buttons.push((step_of('C', request, (revision, claim)), "claim-button", true));
        let card = Some(self.typed_card(language, fields(None), &typed));
        let rows = vec![self.steps(language, &buttons)];
        incoming.send(Reply { card, rows, ..Reply::private(self.words.say(language, "edit-which")) }).await;
    }

    /// The record as it is now, if it can be edited; if not, that is said.
    pub(super) async fn editable(&self, incoming: &Incoming, member: &Member, typed: &str) -> Result<Option<Edition>, StoreError> {
        let id = self.with_view(incoming.guild, |view| view.catalogue.exact(typed).map(str::to_owned));
        let edition = member.keeping(&self.store).edition(id.as_deref().unwrap_or_else(|| typed.trim())).await?;
        match edition {
            None => self.tell(incoming, "no-such-incident").await,
            Some(edition) if edition.state == State::Retracted => {
                self.refuse(incoming, &Refusal::IsRetracted { id: edition.incident.id }).await;
            }
            Some(edition) => return Ok(Some(edition)),
        }
        Ok(None)
    }

    /// A form is opened: again, or the other one of two.
    pub(super) async fn edit_pressed(
        &self,
        incoming: &Incoming,
        interaction: &ComponentInteraction,
        step: &Step,
    ) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some((what, incident, _)) = self.seen(&member, step).await? else { return self.told(incoming, "stale").await };
        let mut typed = standing(&incident, what.1).unwrap_or_default();
        // What stands on the card is about the record; a claim named beside it is a change of its own.
        let (act, request) = if step.act == 'C' {
            typed.extend(carried(fields(None), Some(&interaction.message)).into_iter().filter(|(name, _)| *name == "reason"));
            ('e', incoming.id.get())
        } else {
            typed.extend(carried(fields(what.1), Some(&interaction.message)));
            (step.form().act, step.request)
        };
        let form = step_of(act, request, what);
        incoming.respond(self.form(incoming.language(), &form, &incident.title, (asked(what.1, act == 'p'), &typed))).await;
        Ok(())
    }

    /// The form is sent.
    pub(super) async fn edit_sent(&self, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some((what, incident, base)) = self.seen(&member, step).await? else { return self.told(incoming, "stale").await };
        let mut typed = standing(&incident, what.1).unwrap_or_default();
        typed.extend(carried(fields(what.1), interaction.message.as_deref()));
        typed.extend(sent(fields(what.1), interaction));
        let kept = self.keep_edit((incoming, step.request), &member, (&incident, &base), (what.1, &typed)).await;
        self.close_edit(incoming, kept, (what, &incident, typed), step.request).await;
        Ok(())
    }

    /// The edition that a step was made from, if the member may see it.
    async fn seen(&self, member: &Member, step: &Step) -> Result<Option<(What, Incident, Base)>, StoreError> {
        let edited = step.argument(1).and_then(ClaimKey::parse);
        let Some(revision) = step.argument(0).and_then(|number| number.parse().ok()) else { return Ok(None) };
        let edition = self.edition_at(member, revision).await?;
        Ok(edition.map(|(incident, base)| ((revision, edited), incident, base)))
    }

    /// The record as a revision made it, if the member may see that.
    pub(super) async fn edition_at(&self, member: &Member, revision: i64) -> Result<Option<(Incident, Base)>, StoreError> {
        let seen = self.store.revision_at(revision).await?;
        let seen = seen.filter(|seen| seen.guild == member.guild || member.sees_shared && seen.guild == SHARED);
        Ok(seen.map(|seen| (seen.incident, Base { guild: seen.guild, revision })))
    }

    async fn keep_edit(
        &self,
        (incoming, request): (&Incoming, u64),
        member: &Member,
        (seen, base): (&Incident, &Base),
        (edited, typed): (Edited, &Typed),
    ) -> Result<Kept, Refusal> {
        let (id, time) = (request.to_string(), (self.clock.now)());
        let request = Request { id: &id, reason: value(typed, "reason"), time: &time };
        let keeping = member.keeping(&self.store);
        match edited {
            None => keeping.edit(request, self.edited_record(incoming, seen, typed).map_err(Refusal::Faults)?, base).await,
            Some(claim) => {
                let by = correction(typed).map_err(Refusal::Faults)?;
                keeping.amend(request, &seen.id, Some(base), &[Amendment::Correct { claim, by }]).await
            }
        }
    }

    /// Says what came of an edit. After somebody else's change the form is offered again, over the record as it is now.
    async fn close_edit(
        &self,
        incoming: &Incoming,
        kept: Result<Kept, Refusal>,
        ((revision, edited), seen, mut typed): (What, &Incident, Typed),
        request: u64,
    ) {
        let mut what = (revision, edited);
        if let Err(Refusal::Conflict(conflict)) = &kept
            && let Some(now) = &conflict.now
        {
            let edited = keep_own(&mut typed, edited, (seen, &now.incident));
            what = (now.base.revision, edited);
        }
        self.close_step(incoming, &kept, (fields(edited), &typed), &again(request, what)).await;
    }
}
