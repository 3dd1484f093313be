//! Changes to a record that is there: its title, dates and summary, or one of its claims. By options at once, or by a form
//! filled in with what stands there; who was not the first is told what changed meanwhile and gets the form again, with the
//! own changes over the record as it is now.

use serde_json::Value;
use serenity::model::application::{ComponentInteraction, ModalInteraction};

use super::form::{Field, Typed, carried, put, sent, value};
use super::{Member, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::incoming::Incoming;
use crate::incident::amend::{Amendment, Correction};
use crate::incident::check::{Fault, read};
use crate::incident::{Aspect, Claim, ClaimKey, Credibility, Incident, Stance};
use crate::register::keeping::{Edition, Kept, Refusal, Request};
use crate::store::{Base, StoreError};

const FIELDS: [Field; 5] = [
    Field::line("title", 400),
    Field::line("date", 40),
    Field::line("ended", 40),
    Field::text("summary", 1_000),
    Field::text("reason", 500),
];
const CLAIM_FIELDS: [Field; 5] = [
    Field::text("claim", 1_000),
    Field::line("standing", 60),
    Field::line("by", 400),
    Field::line("claim-sources", 200),
    Field::text("reason", 500),
];

/// What is edited: the record itself, or one of its claims.
type Edited = Option<ClaimKey>;

fn fields(edited: Edited) -> &'static [Field; 5] {
    if edited.is_some() { &CLAIM_FIELDS } else { &FIELDS }
}

fn step_of(act: char, request: u64, (revision, edited): (i64, Edited)) -> Step {
    let step = Step::new(Topic::Record, act, request).with(revision);
    edited.map_or(step.clone(), |key| step.with(key))
}

/// What a record or a claim of it says, as it is filled into the form.
fn standing(incident: &Incident, edited: Edited) -> Option<Typed> {
    let Some(key) = edited else {
        let ended = incident.ended.as_ref().map(ToString::to_string).unwrap_or_default();
        return Some(Typed::from([
            ("title", incident.title.clone()),
            ("date", incident.date.to_string()),
            ("ended", ended),
            ("summary", incident.summary.clone()),
        ]));
    };
    let claim = incident.claim(key)?;
    let credibility = claim.credibility.map(Credibility::name);
    let sources = claim.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Some(Typed::from([
        ("claim", claim.text.clone()),
        (
            "standing",
            [Some(claim.aspect.name()), Some(claim.stance.name()), credibility].into_iter().flatten().collect::<Vec<_>>().join(", "),
        ),
        ("by", claim.by.clone().unwrap_or_default()),
        ("claim-sources", sources),
    ]))
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
            Some(text) => match claim_of(&edition.incident, text) {
                Some(key) => Some(key),
                None => return self.told(incoming, "refused-no-claim").await,
            },
            None => None,
        };
        let Some(mut typed) = standing(&edition.incident, edited) else { return self.told(incoming, "refused-no-claim").await };
        let at_once = edited.is_none() && given.keys().any(|name| *name != "reason");
        typed.extend(given);
        let what = (edition.base.revision, edited);
        if at_once {
            let kept = self.keep_edit(incoming.id.get(), &member, (&edition.incident, &edition.base), (edited, &typed)).await;
            self.close_edit(incoming, kept, (what, &edition.incident, typed), incoming.id.get()).await?;
        } else {
            let form = step_of('e', incoming.id.get(), what);
            incoming.respond(self.form(incoming.language(), &form, &edition.incident.title, (fields(edited), &typed))).await;
        }
        Ok(())
    }

    /// The record as it is now, if it can be edited; if not, that is said.
    pub(super) async fn editable(&self, incoming: &Incoming, member: &Member, typed: &str) -> Result<Option<Edition>, StoreError> {
        let id = self.with_view(incoming.guild, |view| view.catalogue.exact(typed).map(str::to_owned));
        let edition = member.keeping(&self.store).edition(id.as_deref().unwrap_or_else(|| typed.trim())).await?;
        match edition {
            None => self.tell(incoming, "no-such-incident").await,
            Some(edition) if edition.state == crate::store::State::Retracted => {
                let refusal = Refusal::IsRetracted { id: edition.incident.id };
                self.tell_kept(incoming, &Err(refusal)).await;
            }
            Some(edition) => return Ok(Some(edition)),
        }
        Ok(None)
    }

    /// The form is opened again.
    pub(super) async fn edit_pressed(
        &self,
        incoming: &Incoming,
        interaction: &ComponentInteraction,
        step: &Step,
    ) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some((what, incident, _)) = self.seen(&member, step).await? else { return self.told(incoming, "stale").await };
        let typed = carried(fields(what.1), Some(&interaction.message));
        let form = step_of('e', step.request, what);
        incoming.respond(self.form(incoming.language(), &form, &incident.title, (fields(what.1), &typed))).await;
        Ok(())
    }

    /// The form is sent.
    pub(super) async fn edit_sent(&self, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some((what, incident, base)) = self.seen(&member, step).await? else { return self.told(incoming, "stale").await };
        let typed = sent(fields(what.1), interaction);
        let kept = self.keep_edit(step.request, &member, (&incident, &base), (what.1, &typed)).await;
        self.close_edit(incoming, kept, (what, &incident, typed), step.request).await
    }

    /// The edition that a step was made from, if the member may see it.
    async fn seen(&self, member: &Member, step: &Step) -> Result<Option<((i64, Edited), Incident, Base)>, StoreError> {
        let edited = step.argument(1).and_then(ClaimKey::parse);
        let Some(revision) = step.argument(0).and_then(|number| number.parse().ok()) else { return Ok(None) };
        let edition = self.edition_at(member, revision).await?;
        Ok(edition.map(|(incident, base)| ((revision, edited), incident, base)))
    }

    /// The record as a revision made it, if the member may see that.
    pub(super) async fn edition_at(&self, member: &Member, revision: i64) -> Result<Option<(Incident, Base)>, StoreError> {
        let seen = self.store.revision_at(revision).await?;
        let seen = seen.filter(|seen| seen.guild == member.guild || member.sees_shared && seen.guild == crate::store::SHARED);
        Ok(seen.map(|seen| (seen.incident, Base { guild: seen.guild, revision })))
    }

    async fn keep_edit(
        &self,
        request: u64,
        member: &Member,
        (seen, base): (&Incident, &Base),
        (edited, typed): (Edited, &Typed),
    ) -> Result<Kept, Refusal> {
        let (id, time) = (request.to_string(), (self.clock.now)());
        let request = Request { id: &id, reason: value(typed, "reason"), time: &time };
        let keeping = member.keeping(&self.store);
        match edited {
            None => keeping.edit(request, edited_record(seen, typed).map_err(Refusal::Faults)?, base).await,
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
        ((revision, edited), seen, mut typed): ((i64, Edited), &Incident, Typed),
        request: u64,
    ) -> Result<(), StoreError> {
        let mut what = (revision, edited);
        if let Err(Refusal::Conflict(conflict)) = &kept
            && let Some(now) = &conflict.now
        {
            let before = standing(seen, edited).unwrap_or_default();
            // The claim may have other words now, and then another key.
            let place = edited.and_then(|key| seen.claims.iter().position(|claim| claim.key() == key));
            let moved = place.and_then(|place| now.incident.claims.get(place)).map(Claim::key);
            let edited = edited.map(|key| if now.incident.claim(key).is_some() { key } else { moved.unwrap_or(key) });
            for (name, text) in standing(&now.incident, edited).unwrap_or_default() {
                // Only what the editor changed stays the editor's.
                if value(&typed, name) == value(&before, name) {
                    typed.insert(name, text);
                }
            }
            what = (now.base.revision, edited);
        }
        self.close_step(incoming, &kept, (fields(edited), &typed), step_of('E', request, what)).await;
        Ok(())
    }
}

/// The claim that is called so: by its key, or by its words.
pub(super) fn claim_of(incident: &Incident, typed: &str) -> Option<ClaimKey> {
    let typed = typed.trim();
    let key = ClaimKey::parse(typed).filter(|key| incident.claim(*key).is_some());
    key.or_else(|| incident.claims.iter().find(|claim| claim.text == typed).map(Claim::key))
}

fn edited_record(seen: &Incident, typed: &Typed) -> Result<Incident, Vec<Fault>> {
    let Ok(Value::Object(mut record)) = serde_json::to_value(seen) else { return Ok(seen.clone()) };
    for name in ["title", "date", "ended", "summary"] {
        put(&mut record, name, value(typed, name));
    }
    read(&Value::Object(record))
}

/// What changes in a claim, or what cannot be read of it.
fn correction(typed: &Typed) -> Result<Correction, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, message: String| faults.push(Fault { field: field.to_owned(), message });
    let text = value(typed, "claim").trim();
    if text.is_empty() {
        fault("text", "is missing".to_owned());
    }
    let (mut aspect, mut stance, mut credibility) = (None, None, None);
    for word in value(typed, "standing").split([',', ' ', ';']).filter(|word| !word.is_empty()) {
        match (Aspect::from_name(word), Stance::from_name(word), Credibility::from_name(word)) {
            (Some(found), ..) => aspect = Some(found),
            (_, Some(found), _) => stance = Some(found),
            (.., Some(found)) => credibility = Some(found),
            _ => {
                let names = Aspect::ALL.iter().map(|of| of.name()).chain(Stance::ALL.iter().map(|of| of.name()));
                let names = names.chain(Credibility::ALL.iter().map(|of| of.name())).collect::<Vec<_>>().join(", ");
                fault("aspect and stance", format!("\"{word}\" is none of {names}"));
            }
        }
    }
    let sources = numbers(value(typed, "claim-sources"));
    if sources.as_ref().is_none_or(Vec::is_empty) {
        fault("sources", "name the numbers of the sources, as in \"1, 3\"".to_owned());
    }
    let by = Some(value(typed, "by").trim()).filter(|by| !by.is_empty()).map(str::to_owned);
    if faults.is_empty() {
        Ok(Correction { aspect, text: Some(text.to_owned()), by: Some(by), stance, sources, credibility: Some(credibility) })
    } else {
        Err(faults)
    }
}

/// "1, 3" as numbers; `None` if something in it is none.
pub(super) fn numbers(text: &str) -> Option<Vec<u32>> {
    text.split([',', ' ', ';']).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_cannot_be_read_of_a_correction_is_told_at_once() {
        let typed = Typed::from([("standing", "why, believed".to_owned()), ("claim-sources", "one".to_owned())]);
        let faults = correction(&typed).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["text", "aspect and stance", "sources"]);
        let whole =
            Typed::from([("claim", "So.".to_owned()), ("standing", "why, denied, 2".to_owned()), ("claim-sources", "1, 3".to_owned())]);
        let by = correction(&whole).unwrap();
        assert_eq!((by.aspect, by.stance, by.by), (Some(Aspect::Why), Some(Stance::Denied), Some(None)));
        assert_eq!(by.credibility, Some(Some(Credibility::Probable)));
        assert_eq!(by.sources, Some(vec![1, 3]));
    }
}
