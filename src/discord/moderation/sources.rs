//! A source for a record: by command, or from a message that names an address. Where it can be read, who published it and
//! which claims it bears out are filled into one form; a page that is a source already is told of before.

use serde_json::{Map, Value, json};
use serenity::builder::{CreateActionRow, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption};
use serenity::model::application::{ComponentInteraction, ComponentInteractionDataKind, ModalInteraction};
use serenity::model::channel::Message;

use super::edited::numbers;
use super::form::{Field, Typed, carried, put, sent, value};
use super::records::host;
use super::{Member, Step, Topic};
use crate::discord::bot::{Bot, Exchange, question};
use crate::discord::card::name;
use crate::discord::escape::{escape, plain};
use crate::discord::incoming::Incoming;
use crate::discord::limits::{OPTION, OPTIONS, shorten};
use crate::discord::reply::Reply;
use crate::incident::amend::{AmendError, Amendment};
use crate::incident::check::{Fault, read};
use crate::incident::{Aspect, Claim, ClaimKey, Date, Grade, Incident, Source, SourceType, Stance};
use crate::register::keeping::{Kept, Refusal, Request};
use crate::store::{Base, StoreError};

const FIELDS: [Field; 5] = [
    Field::line("url", 1_000),
    Field::line("publisher", 400),
    Field::line("source-title", 400),
    Field::line("published-language", 80),
    Field::text("supports", 1_000),
];
/// Why a source is added, where nobody says otherwise.
const REASON: &str = "source added";

/// What a command says of a source beside the record and the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Judged {
    /// What it is.
    pub(crate) source_type: Option<SourceType>,
    /// How reliable its publisher is.
    pub(crate) grade: Option<Grade>,
}

fn step_of(act: char, request: u64, revision: i64, judged: Judged) -> Step {
    let step = Step::new(Topic::Source, act, request).with(revision);
    step.with(judged.source_type.map_or("", SourceType::name)).with(judged.grade.map_or("", Grade::name))
}

fn judged(step: &Step) -> Judged {
    Judged { source_type: step.argument(1).and_then(SourceType::from_name), grade: step.argument(2).and_then(Grade::from_name) }
}

impl Bot {
    /// Asks for the rest of what is to be known of a source.
    pub(crate) async fn begin_source(
        &self,
        incoming: &Incoming,
        (incident, url): (&str, &str),
        claim: Option<&str>,
        judged: Judged,
    ) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some(edition) = self.editable(incoming, &member, incident).await? else { return Ok(()) };
        if let Some(same) = edition.incident.source_at(url) {
            let same = AmendError::Duplicate { n: same.n, retracted: same.retracted.is_some() };
            self.refuse(incoming, &same.into()).await;
            return Ok(());
        }
        let place = |typed: &str| {
            let key = edition.incident.claim_called(typed)?.key();
            edition.incident.claims.iter().position(|claim| claim.key() == key)
        };
        let claim = match claim.map(place) {
            Some(None) => return self.told(incoming, "refused-no-claim").await,
            found => found.flatten(),
        };
        let typed = Typed::from([
            ("url", url.trim().to_owned()),
            ("publisher", host(url).unwrap_or_default()),
            ("supports", claim.map(|position| (position + 1).to_string()).unwrap_or_default()),
        ]);
        let step = step_of('a', incoming.id.get(), edition.base.revision, judged);
        incoming.respond(self.form(incoming.language(), &step, &edition.incident.title, (&FIELDS, &typed))).await;
        Ok(())
    }

    /// The form is sent.
    pub(super) async fn source_sent(&self, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some((incident, base)) = self.edition_of(&member, step).await? else { return self.told(incoming, "stale").await };
        let typed = sent(&FIELDS, interaction);
        let kept = self.keep_source(&member, step, (&incident, &base), &typed).await;
        let mut again = step_of('A', step.request, base.revision, judged(step));
        if let Err(Refusal::Conflict(conflict)) = &kept
            && let Some(now) = &conflict.now
        {
            again = step_of('A', step.request, now.base.revision, judged(step));
        }
        self.close_step(incoming, &kept, (&FIELDS, &typed), &[(again, "correct-button")]).await;
        Ok(())
    }

    /// The form is opened: again, or for the record that was chosen.
    pub(super) async fn source_pressed(
        &self,
        incoming: &Incoming,
        interaction: &ComponentInteraction,
        step: &Step,
    ) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let chosen = match &interaction.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => values.first(),
            _ => None,
        };
        let edition = match chosen {
            Some(id) => member.keeping(&self.store).edition(id).await?.map(|edition| (edition.incident, edition.base)),
            None => self.edition_of(&member, step).await?,
        };
        let Some((incident, base)) = edition else { return self.told(incoming, "stale").await };
        let typed = carried(&FIELDS, Some(&interaction.message));
        // Of several records chosen from one message each is a change of its own.
        let request = if chosen.is_some() { incoming.id.get() } else { step.request };
        let form = step_of('a', request, base.revision, judged(step));
        incoming.respond(self.form(incoming.language(), &form, &incident.title, (&FIELDS, &typed))).await;
        Ok(())
    }

    pub(super) async fn edition_of(&self, member: &Member, step: &Step) -> Result<Option<(Incident, Base)>, StoreError> {
        self.edition_at(member, step.argument(0).and_then(|number| number.parse().ok()).unwrap_or_default()).await
    }

    async fn keep_source(&self, member: &Member, step: &Step, (seen, base): (&Incident, &Base), typed: &Typed) -> Result<Kept, Refusal> {
        let (source, supported) = read_source(seen, judged(step), typed).map_err(Refusal::Faults)?;
        let (id, time) = (step.request_id(), (self.clock.now)());
        let request = Request { id: &id, reason: REASON, time: &time };
        let keeping = member.keeping(&self.store);
        match supported {
            // Whatever else was changed meanwhile, it still bears these claims out.
            Supported::Claims(claims) => keeping.amend(request, &seen.id, None, &[Amendment::AddSource { source, claims }]).await,
            Supported::New(claim) => {
                let changes = [Amendment::AddSource { source, claims: Vec::new() }, Amendment::AddClaim(*claim)];
                keeping.amend(request, &seen.id, Some(base), &changes).await
            }
        }
    }

    /// Proposes the records that a message with an address may be a source for.
    pub(crate) async fn propose_source(&self, incoming: &Incoming, message: &Message) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let Some(url) = address(message) else { return self.told(incoming, "source-no-address").await };
        let typed = from_message(message, &url);
        let text = question(&message.content.replace(&url, " "));
        let asked = if text.is_empty() { value(&typed, "source-title").to_owned() } else { text };
        let (answer, _) = self.ask(incoming.guild, &Exchange { text: question(&asked), previous: None });
        let mut ids: Vec<String> = Vec::new();
        for named in answer.incidents.iter().chain(&answer.candidates) {
            if !ids.contains(&named.id) && ids.len() < OPTIONS {
                ids.push(named.id.clone());
            }
        }
        let mut known = Vec::new();
        for id in &ids {
            known.extend(member.keeping(&self.store).edition(id).await?);
        }
        if known.is_empty() {
            let content = self.words.say(incoming.language(), "source-no-incident");
            let card = Some(self.typed_card(incoming.language(), &FIELDS, &typed));
            incoming.send(Reply { card, ..Reply::private(content) }).await;
            return Ok(());
        }
        let known: Vec<Incident> = known.into_iter().map(|edition| edition.incident).collect();
        incoming.send(self.source_choice(incoming, &known, &url, &typed)).await;
        Ok(())
    }

    fn source_choice(&self, incoming: &Incoming, known: &[Incident], url: &str, typed: &Typed) -> Reply {
        let language = incoming.language();
        let sides = |incident: &Incident| {
            self.with_view(incoming.guild, |view| {
                incident
                    .parties()
                    .into_iter()
                    .take(4)
                    .map(|party| name(party, &view.register, language).to_owned())
                    .collect::<Vec<_>>()
                    .join(", ")
            })
        };
        let best = known.first().map(|incident| shorten(&escape(&incident.title), OPTION)).unwrap_or_default();
        let mut content = self.words.say_with(language, "source-proposed", &[("title", best.into())]);
        for incident in known {
            if let Some(same) = incident.source_at(url) {
                let put_in = [("incident", escape(&incident.id).into()), ("number", same.n.to_string().into())];
                content = format!("{content}\n{}", self.words.say_with(language, "source-there", &put_in));
            }
        }
        let option = |incident: &Incident| {
            let about = format!("{} · {}", self.dates(language).plain(&incident.date), sides(incident));
            CreateSelectMenuOption::new(shorten(&plain(&incident.title), OPTION), incident.id.clone()).description(shorten(&about, OPTION))
        };
        let menu = Step::new(Topic::Source, 'c', incoming.id.get()).id();
        let options = known.iter().map(option).collect();
        let menu = CreateSelectMenu::new(menu, CreateSelectMenuKind::String { options }).placeholder(self.words.say(language, "pick"));
        let rows = vec![CreateActionRow::SelectMenu(menu)];
        Reply { rows, card: Some(self.typed_card(language, &FIELDS, typed)), ..Reply::private(content) }
    }
}

/// What a source bears out.
enum Supported {
    Claims(Vec<ClaimKey>),
    New(Box<Claim>),
}

/// The source that was filled in and what it bears out, or everything that is wrong with it.
fn read_source(seen: &Incident, judged: Judged, typed: &Typed) -> Result<(Source, Supported), Vec<Fault>> {
    let n = seen.next_source();
    let mut source = Map::from_iter([("n".to_owned(), json!(n))]);
    for (key, name) in [("url", "url"), ("publisher", "publisher"), ("title", "source-title")] {
        put(&mut source, key, value(typed, name));
    }
    put_day_and_language(&mut source, value(typed, "published-language"));
    put(&mut source, "type", judged.source_type.map_or("", SourceType::name));
    put(&mut source, "grade", judged.grade.map_or("", Grade::name));
    let mut wrong = Vec::new();
    let supported = supported(seen, n, value(typed, "supports")).map_err(|fault| wrong.push(fault));
    let mut record = serde_json::to_value(seen).unwrap_or_default();
    if let Some(sources) = record.get_mut("sources").and_then(Value::as_array_mut) {
        sources.push(Value::Object(source));
    }
    let checked = read(&record).map_err(|faults| wrong.extend(faults));
    match (checked.map(|record| record.sources.into_iter().last()), supported) {
        (Ok(Some(source)), Ok(supported)) if wrong.is_empty() => Ok((source, supported)),
        _ => Err(wrong),
    }
}

/// "2018-03-26, en": when a source was published, and in which language it is.
pub(super) fn put_day_and_language(source: &mut Map<String, Value>, typed: &str) {
    source.remove("published");
    source.remove("language");
    for word in typed.split([',', ' ', ';']).filter(|word| !word.is_empty()) {
        // A language begins with a letter, a day with a figure.
        let key = if Date::parse(word).is_err() && word.starts_with(char::is_alphabetic) { "language" } else { "published" };
        put(source, key, word);
    }
}

/// "1, 3" for claims that are there, "why: …" for a new one, whose aspect is "what" if none is named.
fn supported(seen: &Incident, source: u32, typed: &str) -> Result<Supported, Fault> {
    let fault = |message: String| Fault { field: "supports".to_owned(), message };
    if typed.trim().is_empty() {
        return Err(fault("name the claims by their numbers, as in \"1, 3\", or write a new one, as in \"why: …\"".to_owned()));
    }
    let Some(named) = numbers(typed) else {
        let told = typed.split_once(':').and_then(|(word, text)| Some((Aspect::from_name(&word.trim().to_lowercase())?, text)));
        let (aspect, text) = told.unwrap_or((Aspect::What, typed));
        let claim = Claim {
            aspect,
            text: text.trim().to_owned(),
            by: None,
            stance: Stance::Reported,
            sources: vec![source],
            language: None,
            credibility: None,
            retracted: None,
        };
        return Ok(Supported::New(Box::new(claim)));
    };
    let key = |number: &u32| {
        let claim = usize::try_from(*number).ok()?.checked_sub(1).and_then(|position| seen.claims.get(position));
        claim.map(Claim::key)
    };
    let keys: Option<Vec<ClaimKey>> = named.iter().map(key).collect();
    keys.map(Supported::Claims).ok_or_else(|| fault(format!("the record has claims 1 to {}, as /source list shows", seen.claims.len())))
}

/// The first address in a message, or that of a card under it.
fn address(message: &Message) -> Option<String> {
    let is_address = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '|' | '(' | ')' | ']' | '[');
    let word = message.content.split(ends).find(is_address);
    let word = word.map(|word| word.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~']).to_owned());
    word.or_else(|| message.embeds.iter().find_map(|card| card.url.clone()).filter(|url| is_address(&url.as_str())))
}

/// What a message tells of a source.
fn from_message(message: &Message, url: &str) -> Typed {
    let card = message.embeds.iter().find(|card| card.url.as_deref() == Some(url)).or_else(|| message.embeds.first());
    let publisher = card.and_then(|card| card.provider.as_ref()?.name.clone()).or_else(|| host(url));
    let published = card.and_then(|card| card.timestamp).map(|time| time.to_string().chars().take(10).collect::<String>());
    let text = question(&message.content.replace(url, " "));
    Typed::from([
        ("url", plain(url)),
        ("publisher", plain(&publisher.unwrap_or_default())),
        ("source-title", plain(card.and_then(|card| card.title.as_deref()).unwrap_or_default())),
        ("published-language", published.unwrap_or_default()),
        ("supports", text.trim_matches([' ', '<', '>', '(', ')']).to_owned()),
    ])
}
