//! The sources of a record with the claims that rest on them, and what becomes of one: it is retracted or counts again.

use serenity::model::application::{ComponentInteraction, ModalInteraction};

use super::form::{Field, Typed, carried, sent, value};
use super::{LINE, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::escape::{escape, link};
use crate::discord::incoming::Incoming;
use crate::discord::limits::{MESSAGE, length, shorten};
use crate::discord::reply::Reply;
use crate::discord::words::Language;
use crate::incident::amend::Amendment;
use crate::incident::{Claim, Incident, Source};
use crate::register::keeping::{Kept, Refusal, Request, still_said};
use crate::store::StoreError;

const FIELDS: [Field; 1] = [Field::text("reason", 500)];

impl Bot {
    /// Lists claims and sources of the record that is called so, retracted ones too.
    pub(crate) async fn list_sources(&self, incoming: &Incoming, typed: &str) -> Result<(), StoreError> {
        let Some(member) = self.keeper(incoming).await else { return Ok(()) };
        let Some(edition) = self.editable(incoming, &member, typed).await? else { return Ok(()) };
        let (language, incident) = (incoming.language(), &edition.incident);
        let sources = incident.sources.iter().map(|source| self.source_line(source, incident, language));
        let claims = incident.claims.iter().enumerate().map(|(number, claim)| self.numbered_claim(number + 1, claim, language));
        let mut content = format!("**{}**", shorten(&escape(&incident.title), LINE));
        let lines: Vec<String> = sources.chain(claims).collect();
        let count = lines.len();
        for (number, line) in lines.into_iter().enumerate() {
            if length(&content) + length(&line) + 60 > MESSAGE {
                let left = self.words.say_with(language, "history-more", &[("count", (count - number).into())]);
                content = format!("{content}\n-# {left}");
                break;
            }
            content = format!("{content}\n{line}");
        }
        incoming.send(Reply::private(content)).await;
        Ok(())
    }

    /// "[2] Reuters, 7 September 2022 <https://…> · news agency, usually reliable · retracted: …"
    fn source_line(&self, source: &Source, incident: &Incident, language: Language) -> String {
        let say = |key: String| self.words.say(language, &key);
        let day = source.published.as_ref().map(|day| format!(", {}", day.plain())).unwrap_or_default();
        let address = source.url.as_deref().filter(|url| url.len() < 500).and_then(link).map(|url| format!(" {url}")).unwrap_or_default();
        let mut line = format!("\\[{}\\] {}{day}{address}", source.n, shorten(&escape(&source.publisher), 100));
        let judged = [
            source.source_type.map(|of| say(format!("source-type-{}", of.name()))),
            source.grade.map(|grade| say(format!("grade-{}", grade.name().to_lowercase()))),
        ];
        let judged = judged.into_iter().flatten().collect::<Vec<_>>().join(", ");
        if !judged.is_empty() {
            line = format!("{line} · {judged}");
        }
        let borne_out = incident.claims.iter().enumerate().filter(|(_, claim)| claim.sources.contains(&source.n));
        let numbers = borne_out.map(|(position, _)| (position + 1).to_string()).collect::<Vec<_>>().join(", ");
        if !numbers.is_empty() {
            line = format!("{line} · {} {numbers}", say("source-claims".to_owned()));
        }
        match &source.retracted {
            Some(reason) => self.retracted_line(language, &line, reason),
            None => line,
        }
    }

    fn numbered_claim(&self, number: usize, claim: &Claim, language: Language) -> String {
        let aspect = self.words.say(language, &format!("aspect-{}", claim.aspect.name()));
        let line = format!("{number}\\. {aspect}: {}", shorten(&escape(&claim.text), 160));
        match &claim.retracted {
            Some(reason) => self.retracted_line(language, &line, reason),
            None => line,
        }
    }

    fn retracted_line(&self, language: Language, line: &str, reason: &str) -> String {
        let reason = shorten(&escape(reason), 100);
        format!("~~{line}~~ {}", self.words.say_with(language, "source-retracted", &[("reason", reason.into())]))
    }

    /// Retracts or restores a source, if the reason is given; else it is asked for.
    pub(crate) async fn decide_on_source(
        &self,
        incoming: &Incoming,
        (typed, number): (&str, u32),
        restore: bool,
        reason: &str,
    ) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some(edition) = self.editable(incoming, &member, typed).await? else { return Ok(()) };
        let act = if restore { 's' } else { 't' };
        let step = Step::new(Topic::Source, act, incoming.id.get()).with(edition.base.revision).with(number);
        if reason.trim().is_empty() {
            self.ask_source_reason(incoming, &step, &Typed::new()).await;
            return Ok(());
        }
        self.make_source_fate(incoming, &step, Typed::from([("reason", reason.to_owned())])).await
    }

    /// What title and summary go on saying that counts no longer, with the option by which it is changed.
    fn still_said(&self, before: &Incident, change: Amendment, language: Language) -> String {
        let Ok(after) = before.amended(&[change]) else { return String::new() };
        let told = still_said(before, &after).into_iter().map(|(field, claim)| {
            let option = self.words.say(language, &format!("option-record-edit-{field}-name"));
            let put_in = [("option", option.into()), ("text", shorten(&escape(&claim), LINE).into())];
            format!("\n⚠ {}", self.words.say_with(language, "still-said", &put_in))
        });
        told.collect()
    }

    async fn ask_source_reason(&self, incoming: &Incoming, step: &Step, typed: &Typed) {
        let title = self.words.say(incoming.language(), &format!("reason-title-{}", step.act));
        incoming.respond(self.form(incoming.language(), step, &title, (&FIELDS, typed))).await;
    }

    /// The form is opened again.
    pub(super) async fn source_fate_pressed(&self, incoming: &Incoming, interaction: &ComponentInteraction, step: &Step) {
        if self.moderator(incoming).await.is_some() {
            self.ask_source_reason(incoming, &step.form(), &carried(&FIELDS, Some(&interaction.message))).await;
        }
    }

    /// The reason is given.
    pub(super) async fn source_fate_sent(
        &self,
        incoming: &Incoming,
        interaction: &ModalInteraction,
        step: &Step,
    ) -> Result<(), StoreError> {
        self.make_source_fate(incoming, step, sent(&FIELDS, interaction)).await
    }

    async fn make_source_fate(&self, incoming: &Incoming, step: &Step, typed: Typed) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let revision = step.argument(0).and_then(|number| number.parse().ok()).unwrap_or_default();
        let n = step.argument(1).and_then(|number| number.parse().ok()).unwrap_or_default();
        let Some((incident, _)) = self.edition_at(&member, revision).await? else { return self.told(incoming, "stale").await };
        let (id, time) = (step.request_id(), (self.clock.now)());
        let request = Request { id: &id, reason: value(&typed, "reason"), time: &time };
        let change = match step.act {
            's' => Amendment::RestoreSource(n),
            _ => Amendment::RetractSource { n, reason: request.reason.to_owned() },
        };
        // Numbers of sources stay what they are, so that it does not matter what else was changed.
        let kept: Result<Kept, Refusal> =
            member.keeping(&self.store).amend(request, &incident.id, None, std::slice::from_ref(&change)).await;
        match &kept {
            Ok(kept) => {
                let mut reply = self.became(incoming.language(), kept).await;
                reply.content.push_str(&self.still_said(&incident, change, incoming.language()));
                incoming.send(reply).await;
            }
            Err(refusal) => self.offer_again(incoming, refusal, (&FIELDS, &typed), &[(step.button(), "correct-button")]).await,
        }
        Ok(())
    }
}
