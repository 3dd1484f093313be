//! What a source that is there says of itself is corrected, and a claim is added that rests on it. Kind, grade and of what
//! it is a copy come with the command, the rest by a form filled in with what stands there.

use serde_json::{Value, json};
use serenity::model::application::{ComponentInteraction, ModalInteraction};

use super::edited::{CLAIM_FIELDS, claim_of};
use super::form::{Field, Typed, carried, put, sent, value};
use super::sources::{Judged, put_day_and_language};
use super::{Member, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::incoming::Incoming;
use crate::incident::amend::{AmendError, Amendment};
use crate::incident::check::{Fault, read};
use crate::incident::{Grade, Incident, Source, SourceType};
use crate::register::keeping::{Kept, Refusal, Request};
use crate::store::{Base, StoreError};

const FIELDS: [Field; 5] = [
    Field::line("publisher", 400),
    Field::line("source-title", 400),
    Field::line("published-language", 80),
    Field::line("archived", 1_000),
    Field::text("reason", 500),
];

/// What a command says anew of a source; what is `None` stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Rated {
    /// Its kind and grade.
    pub(crate) judged: Judged,
    /// The number of the source that it is a copy of; 0 for none.
    pub(crate) copy_of: Option<u32>,
}

/// A form of this file: the source that it is about, and what the command said of it; no claim is added by it if that is `Some`.
type About = (u32, Option<Rated>);

fn step_of(act: char, request: u64, revision: i64, (n, rated): About) -> Step {
    let step = Step::new(Topic::Source, act, request).with(revision).with(n);
    let Some(rated) = rated else { return step };
    let step = step.with(rated.judged.source_type.map_or("", SourceType::name)).with(rated.judged.grade.map_or("", Grade::name));
    step.with(rated.copy_of.map(|n| n.to_string()).unwrap_or_default())
}

fn about(step: &Step) -> About {
    let argument = |position| step.argument(position).unwrap_or_default();
    let judged = Judged { source_type: SourceType::from_name(argument(2)), grade: Grade::from_name(argument(3)) };
    let rated = Rated { judged, copy_of: argument(4).parse().ok() };
    (argument(1).parse().unwrap_or_default(), matches!(step.act, 'e' | 'E').then_some(rated))
}

/// The letters of the form and of the button that opens it again.
const fn letters(of: About) -> (char, char) {
    if of.1.is_some() { ('e', 'E') } else { ('n', 'N') }
}

const fn fields(of: About) -> &'static [Field] {
    if of.1.is_some() { &FIELDS } else { &CLAIM_FIELDS }
}

/// What stands in the form before anything is typed.
fn standing(source: &Source, of: About) -> Typed {
    if of.1.is_none() {
        return Typed::from([("standing", "why, reported".to_owned()), ("claim-sources", source.n.to_string())]);
    }
    let day = source.published.as_ref().map(ToString::to_string);
    Typed::from([
        ("publisher", source.publisher.clone()),
        ("source-title", source.title.clone().unwrap_or_default()),
        ("published-language", day.into_iter().chain(source.language.clone()).collect::<Vec<_>>().join(", ")),
        ("archived", source.archived_url.clone().unwrap_or_default()),
    ])
}

impl Bot {
    /// Opens the form by which a source is corrected, or by which a claim is added that rests on it.
    pub(crate) async fn begin_on_source(
        &self,
        incoming: &Incoming,
        (incident, n): (&str, u32),
        rated: Option<Rated>,
    ) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some(edition) = self.editable(incoming, &member, incident).await? else { return Ok(()) };
        let Some(source) = edition.incident.sources.iter().find(|source| source.n == n) else {
            self.refuse(incoming, &AmendError::NoSource(n).into()).await;
            return Ok(());
        };
        let of = (n, rated);
        let step = step_of(letters(of).0, incoming.id.get(), edition.base.revision, of);
        let typed = standing(source, of);
        incoming.respond(self.form(incoming.language(), &step, &edition.incident.title, (fields(of), &typed))).await;
        Ok(())
    }

    /// The form is opened again.
    pub(super) async fn on_source_pressed(
        &self,
        incoming: &Incoming,
        interaction: &ComponentInteraction,
        step: &Step,
    ) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some((incident, base)) = self.edition_of(&member, step).await? else { return self.told(incoming, "stale").await };
        let of = about(step);
        let typed = carried(fields(of), Some(&interaction.message));
        let form = step_of(letters(of).0, step.request, base.revision, of);
        incoming.respond(self.form(incoming.language(), &form, &incident.title, (fields(of), &typed))).await;
        Ok(())
    }

    /// The form is sent.
    pub(super) async fn on_source_sent(&self, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some((incident, base)) = self.edition_of(&member, step).await? else { return self.told(incoming, "stale").await };
        let of = about(step);
        let typed = sent(fields(of), interaction);
        let kept = self.keep_on_source(&member, step, (&incident, &base), &typed).await;
        // After somebody else's change what was typed stands over the record as it is now.
        let revision = match &kept {
            Err(Refusal::Conflict(conflict)) => conflict.now.as_ref().map_or(base.revision, |now| now.base.revision),
            _ => base.revision,
        };
        let again = step_of(letters(of).1, step.request, revision, of);
        self.close_step(incoming, &kept, (fields(of), &typed), &[(again, "correct-button")]).await;
        Ok(())
    }

    async fn keep_on_source(&self, member: &Member, step: &Step, (seen, base): (&Incident, &Base), typed: &Typed) -> Result<Kept, Refusal> {
        let change = match about(step) {
            (n, Some(rated)) => Amendment::CorrectSource(corrected(seen, n, rated, typed)?),
            (_, None) => Amendment::AddClaim(claim_of(typed).map_err(Refusal::Faults)?),
        };
        let (id, time) = (step.request_id(), (self.clock.now)());
        let request = Request { id: &id, reason: value(typed, "reason"), time: &time };
        member.keeping(&self.store).amend(request, &seen.id, Some(base), &[change]).await
    }
}

/// The source as it is to be, or everything that is wrong with it.
fn corrected(seen: &Incident, n: u32, rated: Rated, typed: &Typed) -> Result<Source, Refusal> {
    let position = seen.sources.iter().position(|source| source.n == n).ok_or(AmendError::NoSource(n))?;
    let mut record = serde_json::to_value(seen).unwrap_or_default();
    if let Some(source) = record.pointer_mut(&format!("/sources/{position}")).and_then(Value::as_object_mut) {
        for (key, name) in [("publisher", "publisher"), ("title", "source-title"), ("archived_url", "archived")] {
            put(source, key, value(typed, name));
        }
        put_day_and_language(source, value(typed, "published-language"));
        if let Some(of) = rated.judged.source_type {
            put(source, "type", of.name());
        }
        if let Some(grade) = rated.judged.grade {
            put(source, "grade", grade.name());
        }
        match rated.copy_of {
            None => {}
            Some(0) => drop(source.remove("copy_of")),
            Some(n) => drop(source.insert("copy_of".to_owned(), json!(n))),
        }
    }
    let fault = || vec![Fault { field: format!("sources[{position}]"), message: "cannot be read".to_owned() }];
    let record = read(&record).map_err(Refusal::Faults)?;
    record.sources.into_iter().nth(position).ok_or_else(|| Refusal::Faults(fault()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_knows_its_source_and_what_the_command_said_of_it() {
        let judged = Judged { source_type: Some(SourceType::Wire), grade: Grade::from_name("B") };
        let rated = Rated { judged, copy_of: Some(0) };
        for of in [(3, Some(rated)), (3, Some(Rated::default())), (12, None)] {
            let step = Step::read(&step_of(letters(of).0, 7, 401, of).id()).unwrap();
            assert_eq!((about(&step), step.argument(0)), (of, Some("401")));
        }
    }

    #[test]
    fn what_is_not_said_of_a_source_stays_and_what_is_wrong_is_named() {
        let seen = crate::register::starter_incidents().swap_remove(0);
        let source = seen.sources[0].clone();
        let typed = standing(&source, (source.n, Some(Rated::default())));
        assert_eq!(corrected(&seen, source.n, Rated::default(), &typed).unwrap(), source);
        let rated = Rated { copy_of: Some(99), ..Rated::default() };
        assert!(matches!(corrected(&seen, source.n, rated, &typed), Err(Refusal::Faults(_))));
        assert!(matches!(corrected(&seen, 99, Rated::default(), &typed), Err(Refusal::Amendment(AmendError::NoSource(99)))));
    }
}
