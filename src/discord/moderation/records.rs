//! A new record, in steps: kind and parties come with the command, the rest by two forms; the program makes the id. What is
//! there so far stands on a card with everything that is still wrong, until it is sent in.

use serde_json::{Map, Value, json};
use serenity::model::application::{ComponentInteraction, ModalInteraction};

use super::form::{Field, Typed, carried, put, sent, value};
use super::{Member, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::incoming::Incoming;
use crate::discord::reply::Reply;
use crate::incident::check::read;
use crate::incident::source::canonical_url;
use crate::incident::{Aspect, Date, Incident, Kind, Party, Stance};
use crate::register::keeping::Request;
use crate::text;

/// What is filled in: first what happened, then where it can be read.
const FIELDS: [Field; 10] = [
    Field::line("title", 400),
    Field::line("date", 40),
    Field::text("summary", 1_000),
    Field::text("claim", 1_000),
    Field::line("url", 1_000),
    Field::line("publisher", 200),
    Field::line("source-title", 400),
    Field::line("published", 40),
    Field::line("language", 35),
    Field::text("reason", 500),
];
/// How many of them are asked for first.
const FIRST: usize = 5;
/// Most characters of the id of a form.
const LONGEST_STEP: usize = 100;

/// What the command says of a new record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Beginning {
    /// What happened.
    pub(crate) kind: Kind,
    /// Who acts, towards whom, and who else matters.
    pub(crate) sides: [Vec<Party>; 3],
}

impl Beginning {
    fn step(&self, act: char, request: u64) -> Step {
        let codes = |parties: &Vec<Party>| parties.iter().map(|party| party.code()).collect::<Vec<_>>().join(".");
        let step = Step::new(Topic::Record, act, request).with(self.kind.name());
        self.sides.iter().fold(step, |step, side| step.with(codes(side)))
    }

    fn read(step: &Step) -> Option<Self> {
        let parties = |codes: &str| -> Option<Vec<Party>> {
            codes.split('.').filter(|code| !code.is_empty()).map(|code| Party::parse(code).ok()).collect()
        };
        let side = |position| parties(step.argument(position)?);
        Some(Self { kind: Kind::from_name(step.argument(0)?)?, sides: [side(1)?, side(2)?, side(3)?] })
    }
}

impl Bot {
    /// Asks what happened.
    pub(crate) async fn begin_record(&self, incoming: &Incoming, beginning: &Beginning, known: &Typed) {
        if self.moderator(incoming).await.is_none() {
            return;
        }
        let step = beginning.step('n', incoming.id.get());
        if step.id().len() > LONGEST_STEP {
            return self.tell(incoming, "record-too-many-parties").await;
        }
        let title = self.words.say(incoming.language(), "record-new-title");
        incoming.respond(self.form(incoming.language(), &step, &title, (&FIELDS[..FIRST], known))).await;
    }

    /// Opens one of the forms again, or sends the record in.
    pub(super) async fn new_record_pressed(&self, incoming: &Incoming, interaction: &ComponentInteraction, step: &Step) {
        let Some(member) = self.moderator(incoming).await else { return };
        let Some(beginning) = Beginning::read(step) else { return self.tell(incoming, "stale").await };
        let typed = carried(&FIELDS, Some(&interaction.message));
        let (act, fields, title) = match step.act {
            'N' => ('n', &FIELDS[..FIRST], "record-new-title"),
            'M' => ('m', &FIELDS[FIRST..], "record-source-title"),
            _ => return self.send_record_in(incoming, &member, step, (&beginning, &typed)).await,
        };
        let form = beginning.step(act, step.request);
        let title = self.words.say(incoming.language(), title);
        incoming.respond(self.form(incoming.language(), &form, &title, (fields, &typed))).await;
    }

    /// Shows what there is so far, with all that is wrong with it.
    pub(super) async fn new_record_sent(&self, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) {
        if self.moderator(incoming).await.is_none() {
            return;
        }
        let Some(beginning) = Beginning::read(step) else { return self.tell(incoming, "stale").await };
        let mut typed = carried(&FIELDS, interaction.message.as_deref());
        typed.extend(sent(&FIELDS, interaction));
        if value(&typed, "publisher").is_empty()
            && let Some(host) = host(value(&typed, "url"))
        {
            typed.insert("publisher", host);
        }
        let reply = self.record_so_far(incoming, (&beginning, &typed), step.request);
        match interaction.message {
            Some(_) => incoming.update(reply).await,
            None => incoming.send(reply).await,
        }
    }

    fn record_so_far(&self, incoming: &Incoming, (beginning, typed): (&Beginning, &Typed), request: u64) -> Reply {
        let language = incoming.language();
        let faults = self.new_record(incoming, beginning, typed).err().unwrap_or_default();
        let content = if faults.is_empty() {
            self.words.say(language, "record-ready")
        } else {
            self.listed(self.words.say(language, "record-missing"), faults.into_iter())
        };
        let step = |act| beginning.step(act, request);
        let ready = self.new_record(incoming, beginning, typed).is_ok();
        let buttons =
            [(step('k'), "send-in-button", ready), (step('N'), "correct-button", true), (step('M'), "record-source-button", true)];
        let rows = vec![self.steps(language, &buttons)];
        Reply { content, rows, card: Some(self.typed_card(language, &FIELDS, typed)), private: true, ..Reply::default() }
    }

    /// The record that this is, or everything that is wrong with it.
    fn new_record(&self, incoming: &Incoming, beginning: &Beginning, typed: &Typed) -> Result<Incident, Vec<String>> {
        let id = self.record_id(incoming, beginning, value(typed, "date"));
        let codes = |parties: &[Party]| parties.iter().map(|party| party.code()).collect::<Vec<_>>();
        let [initiators, targets, others] = &beginning.sides;
        let mut source = Map::from_iter([("n".to_owned(), json!(1))]);
        for (key, name) in
            [("url", "url"), ("publisher", "publisher"), ("title", "source-title"), ("published", "published"), ("language", "language")]
        {
            put(&mut source, key, value(typed, name));
        }
        let mut claim = Map::from_iter([
            ("aspect".to_owned(), json!(Aspect::What.name())),
            ("stance".to_owned(), json!(Stance::Reported.name())),
            ("sources".to_owned(), json!([1])),
        ]);
        put(&mut claim, "text", value(typed, "claim"));
        let mut record = Map::from_iter([
            ("id".to_owned(), json!(id)),
            ("kind".to_owned(), json!(beginning.kind.name())),
            ("initiators".to_owned(), json!(codes(initiators))),
            ("targets".to_owned(), json!(codes(targets))),
            ("others".to_owned(), json!(codes(others))),
            ("claims".to_owned(), json!([claim])),
            ("sources".to_owned(), json!([source])),
        ]);
        for name in ["title", "date", "summary"] {
            put(&mut record, name, value(typed, name));
        }
        read(&Value::Object(record)).map_err(|faults| faults.iter().map(|fault| self.fault(fault, incoming.language())).collect())
    }

    /// "albania-iran-2022-relations-severed"
    fn record_id(&self, incoming: &Incoming, beginning: &Beginning, date: &str) -> String {
        let [initiators, targets, _] = &beginning.sides;
        let mut parties: Vec<Party> = Vec::new();
        for party in initiators.iter().take(1).chain(targets.iter().filter(|party| !initiators.starts_with(&[**party])).take(1)) {
            parties.push(*party);
        }
        let named = |party: &Party| {
            let name = self.with_view(incoming.guild, |view| text::fold(view.register.vocabulary().names.name_of(*party)));
            kebab(name.strip_prefix("the ").unwrap_or(&name))
        };
        let year = Date::parse(date).map(|date| date.year().to_string());
        let kind = beginning.kind.name();
        let year = year.unwrap_or_else(|_| "0".to_owned());
        let names: Vec<String> = parties.iter().map(named).collect();
        let whole = names.iter().cloned().chain([kebab(&year), kind.to_owned()]).collect::<Vec<_>>().join("-");
        // A number may have to follow.
        if whole.len() <= crate::incident::check::LONGEST_ID - 3 {
            return whole;
        }
        let codes = parties.iter().map(|party| kebab(&party.code().to_lowercase()));
        codes.chain([kebab(&year), kind.to_owned()]).collect::<Vec<_>>().join("-")
    }

    async fn send_record_in(&self, incoming: &Incoming, member: &Member, step: &Step, (beginning, typed): (&Beginning, &Typed)) {
        let Ok(incident) = self.new_record(incoming, beginning, typed) else {
            return incoming.update(self.record_so_far(incoming, (beginning, typed), step.request)).await;
        };
        let (id, time) = (step.request_id(), (self.clock.now)());
        let reason = Some(value(typed, "reason")).filter(|reason| !reason.is_empty()).unwrap_or("new record");
        let request = Request { id: &id, reason, time: &time };
        let kept = member.keeping(&self.store).add(request, incident).await;
        match &kept {
            // The form has done its work: what is typed into it from now on would change nothing.
            Ok(kept) => incoming.update(self.became(incoming, kept).await).await,
            Err(refusal) => {
                let again = [(beginning.step('N', step.request), "correct-button")];
                self.offer_again(incoming, refusal, (&FIELDS, typed), &again).await;
            }
        }
    }
}

/// Letters, figures and single hyphens.
fn kebab(text: &str) -> String {
    let kept: String = text.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }).collect();
    kept.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// The host of a page, for who published it until somebody says better.
pub(super) fn host(url: &str) -> Option<String> {
    let key = canonical_url(url)?;
    key.strip_prefix("https://")?.split(['/', '?']).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_is_read_from_the_step_that_it_makes() {
        let party = |code| Party::parse(code).unwrap();
        let beginning = Beginning { kind: Kind::ProtestNote, sides: [vec![party("AL"), party("FR")], vec![party("IR")], vec![]] };
        let step = Step::read(&beginning.step('n', 7).id()).unwrap();
        assert_eq!(Beginning::read(&step), Some(beginning));
        assert_eq!(Beginning::read(&Step::new(Topic::Record, 'n', 7)), None);
        assert_eq!(Beginning::read(&Step::new(Topic::Record, 'n', 7).with("no-kind").with("").with("").with("")), None);
    }

    #[test]
    fn ids_are_made_of_what_ids_may_hold() {
        assert_eq!(kebab("cote d'ivoire"), "cote-d-ivoire");
        assert_eq!(kebab("-0044"), "0044");
        assert_eq!(host("https://www.reuters.com/world?x=1").as_deref(), Some("reuters.com"));
    }
}
