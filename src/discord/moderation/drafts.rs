//! Drafts in the chat: an article is pasted into a form, what it tells is shown to its author alone, who mends it, sends it
//! in for review, adds the article to the record that has the event already, or gives it up. Until then the draft is kept
//! under the id of the first interaction; what is sent in is filed under the same id, so that it is filed once.

use std::sync::Arc;

use serenity::model::application::{ComponentInteraction, ComponentInteractionDataKind, ModalInteraction};
use serenity::model::channel::Message;

use super::draft_form::{Blank, FIELDS, form, of_draft, of_fields};
use super::{Member, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::card::name;
use crate::discord::escape::{escape, plain};
use crate::discord::incoming::Incoming;
use crate::discord::inputs::input;
use crate::discord::limits::shorten;
use crate::discord::reply::Reply;
use crate::discord::suggest;
use crate::discord::times::day_of;
use crate::drafting::{Article, Field, Reader, Sketch};
use crate::incident::amend::Amendment;
use crate::incident::{ClaimKey, Date, Incident};
use crate::register::faults_of;
use crate::register::keeping::{Keeping, Kept, Made, Refusal, Request};
use crate::store::{Begun, StoreError, Work};

/// Drafts that a moderator has under way.
const MOST: u32 = 20;
/// Characters of an article, as many as a field of a form takes.
const ARTICLE: usize = 4_000;
/// The name of the field with the article.
const TEXT: &str = "text";

/// Asks for an article by a form; one that a message holds is filled in.
pub(in crate::discord) async fn ask_for_article(bot: &Arc<Bot>, incoming: &Incoming, message: Option<&Message>) {
    if bot.moderator(incoming).await.is_none() {
        return;
    }
    let told = message.map(article_in).unwrap_or_default();
    let say = |key: &str| bot.words.say(incoming.language(), key);
    let blank = |field: Field, value: Option<String>| Blank {
        name: field.name(),
        label: say(&format!("draft-field-{}", field.name())),
        value: value.unwrap_or_default(),
        long: false,
        required: false,
    };
    let blanks = vec![
        Blank { name: TEXT, label: say("draft-article"), value: shorten(&told.text, ARTICLE), long: true, required: true },
        blank(Field::Url, told.url),
        blank(Field::Publisher, told.publisher),
        blank(Field::Published, told.published.map(|day| day.to_string())),
    ];
    let step = Step::new(Topic::Draft, 't', incoming.id.get());
    incoming.respond(form(&step, &say("draft-title"), blanks)).await;
}

/// The article that a message holds: its own text, or that of the page which it links to, as far as Discord shows it.
fn article_in(message: &Message) -> Article {
    let forwarded = message.message_snapshots.first();
    let content = if message.content.trim().is_empty() { forwarded.map_or("", |of| of.content.as_str()) } else { &message.content };
    let embed = message.embeds.first().or_else(|| forwarded.and_then(|of| of.embeds.first()));
    let address = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    let word = content.split(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>')).find(address);
    let url = embed.and_then(|embed| embed.url.clone()).or_else(|| word.map(|word| word.trim_end_matches(['.', ',', ')']).to_owned()));
    let shown = embed.map(|embed| [embed.title.as_deref(), embed.description.as_deref()]);
    let shown = shown.into_iter().flatten().flatten().collect::<Vec<_>>().join("\n\n");
    // A link with a word or two is no article.
    let text = if content.len() < shown.len() { shown } else { content.to_owned() };
    let publisher = embed.and_then(|embed| embed.provider.as_ref()).and_then(|provider| provider.name.clone());
    let day = embed.and_then(|embed| embed.timestamp).unwrap_or(message.timestamp).to_string();
    Article { text, url, publisher, published: day_of(&day) }
}

/// A form of a draft was sent.
pub(super) async fn submitted(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) {
    if step.act == 't' {
        return read_article(bot, incoming, interaction, step).await;
    }
    let Some((member, mut sketch)) = under_way(bot, incoming, step).await else { return };
    let lacked_day = sketch.article.published.is_none();
    with_reader(bot, incoming, |reader, _| {
        let fields = of_draft(interaction, &sketch, reader);
        sketch.take(&fields, reader);
    });
    follow_article(bot, incoming, &mut sketch, lacked_day);
    if let Err(error) = keep(bot, &member, step, &sketch).await {
        return failed(bot, incoming, &error).await;
    }
    if step.act == 'c' && is_whole(&sketch) {
        return send(bot, incoming, (&member, &sketch), step).await;
    }
    show(bot, incoming, &sketch, step, String::new()).await;
}

/// A button of a draft was pressed, or a claim chosen.
pub(super) async fn pressed(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ComponentInteraction, step: &Step) {
    let Some((member, mut sketch)) = under_way(bot, incoming, step).await else { return };
    let fields: &[Field] = match step.act {
        'e' => &[Field::Id, Field::Title, Field::Kind, Field::Sides, Field::Date],
        'w' => &[Field::Summary, Field::Claims],
        's' => &[Field::Url, Field::Publisher, Field::SourceTitle, Field::Published],
        'v' if is_whole(&sketch) => return send(bot, incoming, (&member, &sketch), step).await,
        'v' => return ask(bot, incoming, &sketch, (&step.then('c'), "draft-complete", &wanted(&sketch))).await,
        'a' => return attach(bot, incoming, interaction, (&member, &sketch, step)).await,
        'n' => {
            sketch.draft.existing = None;
            return match keep(bot, &member, step, &sketch).await {
                Ok(()) => show(bot, incoming, &sketch, step, String::new()).await,
                Err(error) => failed(bot, incoming, &error).await,
            };
        }
        'x' => {
            return match bot.store.drop_begun(&member.guild, &step.request_id()).await {
                Ok(_) => done(incoming, bot.words.say(incoming.language(), "draft-discarded")).await,
                Err(error) => failed(bot, incoming, &error).await,
            };
        }
        _ => return bot.tell(incoming, "stale").await,
    };
    ask(bot, incoming, &sketch, (step, "draft-edit-title", fields)).await;
}

/// Reads the article of a form.
async fn read_article(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) {
    let Some(member) = bot.moderator(incoming).await else { return };
    let of = |name: &str| Some(input(interaction, name).trim()).filter(|text| !text.is_empty());
    let own = |field: Field| of(field.name()).map(str::to_owned);
    let published = of(Field::Published.name());
    let article = Article {
        text: of(TEXT).unwrap_or_default().to_owned(),
        url: own(Field::Url),
        publisher: own(Field::Publisher),
        published: published.and_then(|day| Date::parse(day).ok()),
    };
    let draft = match bot.with_view(incoming.guild, |view| view.register.draft(&article)) {
        Ok(draft) => draft,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "cannot read an article");
            return bot.tell(incoming, "failed").await;
        }
    };
    let reason = draft.reason.as_ref().map(|reason| bot.wrong(reason, incoming.language())).unwrap_or_default();
    let unread = published.filter(|_| article.published.is_none()).map(|day| (Field::Published, day.to_owned()));
    let Some(mut sketch) = Sketch::new(article, draft) else {
        let content = bot.words.say_with(incoming.language(), "draft-none", &[("reason", escape(&reason).into())]);
        // Whoever thinks otherwise wants the article again.
        return incoming.send(incoming.undone(content)).await;
    };
    sketch.typed.extend(unread);
    begin(bot, incoming, (&member, &sketch), step).await;
}

/// Keeps a new draft and shows it.
pub(super) async fn begin(bot: &Arc<Bot>, incoming: &Incoming, (member, sketch): (&Member, &Sketch), step: &Step) {
    match keep(bot, member, step, sketch).await {
        Ok(()) => {
            let sheet = bot.with_view(incoming.guild, |view| bot.sheet(view, sketch, step, incoming.language()));
            incoming.send(sheet).await;
        }
        Err(error) => failed(bot, incoming, &error).await,
    }
}

/// Days such as "on Tuesday" can be told once it is known when the article was published.
fn follow_article(bot: &Bot, incoming: &Incoming, sketch: &mut Sketch, lacked_day: bool) {
    let published = sketch.record.sources.first().and_then(|source| source.published.clone());
    sketch.article.published = published;
    if !lacked_day || sketch.article.published.is_none() || sketch.record.date.is_some() || sketch.typed.contains_key(&Field::Date) {
        return;
    }
    let again = bot.with_view(incoming.guild, |view| view.register.draft(&sketch.article));
    let date = again.ok().and_then(|draft| draft.record).and_then(|record| record.date);
    if let Some(date) = date {
        with_reader(bot, incoming, |reader, _| sketch.take(&[(Field::Date, date.to_string())], reader));
    }
}

/// The draft of a step, for the one who began it; else it is said why not.
async fn under_way(bot: &Arc<Bot>, incoming: &Incoming, step: &Step) -> Option<(Member, Sketch)> {
    let member = bot.moderator(incoming).await?;
    let key = match bot.store.begun(&member.guild, &step.request_id(), Work::Draft).await {
        Ok(Some(begun)) if begun.author == member.user => match serde_json::from_str(&begun.body) {
            Ok(sketch) => return Some((member, sketch)),
            // From a version that kept it otherwise.
            Err(_) => "stale",
        },
        Ok(Some(_)) => "draft-not-yours",
        Ok(None) => "draft-gone",
        Err(error) => {
            failed(bot, incoming, &error).await;
            return None;
        }
    };
    bot.tell(incoming, key).await;
    None
}

async fn keep(bot: &Bot, member: &Member, step: &Step, sketch: &Sketch) -> Result<(), StoreError> {
    let begun = Begun {
        id: step.request_id(),
        guild: member.guild.clone(),
        author: member.user.clone(),
        kind: Work::Draft,
        body: serde_json::to_string(sketch).unwrap_or_default(),
        time: (bot.clock.now)(),
    };
    bot.store.put_begun(&begun, MOST).await
}

/// Whether nothing keeps the draft from being a record.
fn is_whole(sketch: &Sketch) -> bool {
    sketch.typed.is_empty() && faults_of(sketch).is_empty()
}

/// The fields to be filled in or mended, as many as a form holds.
fn wanted(sketch: &Sketch) -> Vec<Field> {
    let faulty = faults_of(sketch).into_iter().map(|(field, _)| field);
    let mut fields: Vec<Field> = sketch.typed.keys().copied().chain(faulty).collect();
    // Without an address title and day are needed; an address is the easier thing to give.
    let address = sketch.record.sources.first().and_then(|source| source.url.as_ref());
    if address.is_none() && fields.iter().any(|field| matches!(field, Field::SourceTitle | Field::Published)) {
        fields.insert(0, Field::Url);
    }
    let mut once: Vec<Field> = Vec::new();
    for field in fields {
        if !once.contains(&field) && once.len() < FIELDS {
            once.push(field);
        }
    }
    once
}

async fn ask(bot: &Bot, incoming: &Incoming, sketch: &Sketch, (step, title, fields): (&Step, &str, &[Field])) {
    let form = with_reader(bot, incoming, |reader, _| of_fields(bot, incoming.language(), (step, title), (sketch, fields), reader));
    incoming.respond(form).await;
}

/// Shows the draft in place of what was shown of it, with a word above.
async fn show(bot: &Bot, incoming: &Incoming, sketch: &Sketch, step: &Step, content: String) {
    let sheet = bot.with_view(incoming.guild, |view| bot.sheet(view, sketch, step, incoming.language()));
    incoming.update(Reply { content, ..sheet }).await;
}

/// A word in place of the draft.
async fn done(incoming: &Incoming, content: String) {
    incoming.update(Reply::private(content)).await;
}

/// Sends the record in.
async fn send(bot: &Arc<Bot>, incoming: &Incoming, (member, sketch): (&Member, &Sketch), step: &Step) {
    let Some(incident) = sketch.record.complete() else { return show(bot, incoming, sketch, step, String::new()).await };
    let (id, time, reason) = (step.request_id(), (bot.clock.now)(), reason(sketch));
    let request = Request { id: &id, reason: &reason, time: &time };
    let keeping = member.keeping(&bot.store);
    let sent = async {
        if let Kept::Filed(filed) = keeping.add_draft(request, incident.clone()).await?
            // Its id may have got a number.
            && filed.incident != (Incident { id: filed.incident.id.clone(), ..incident.clone() })
        {
            // Filed before, and changed since.
            let made = Made { incident, base: filed.base.clone(), other: None };
            keeping.revise(&id, filed.edition, made, &reason).await?;
        }
        keeping.send_in(&id, &time).await
    };
    settle(bot, incoming, (member, sketch, step), sent.await).await;
}

/// Adds the article to the record that has its event, under the claims that were chosen.
async fn attach(
    bot: &Arc<Bot>,
    incoming: &Incoming,
    interaction: &ComponentInteraction,
    (member, sketch, step): (&Member, &Sketch, &Step),
) {
    let ComponentInteractionDataKind::StringSelect { values } = &interaction.data.kind else { return bot.tell(incoming, "stale").await };
    let claims: Vec<ClaimKey> = values.iter().filter_map(|value| ClaimKey::parse(value)).collect();
    let (Some(existing), false) = (&sketch.draft.existing, claims.is_empty()) else { return bot.tell(incoming, "stale").await };
    let Some(source) = sketch.source() else {
        let fields = [Field::Url, Field::Publisher, Field::SourceTitle, Field::Published];
        return ask(bot, incoming, sketch, (&step.then('s'), "draft-complete", &fields)).await;
    };
    let (id, time, reason) = (step.request_id(), (bot.clock.now)(), reason(sketch));
    let request = Request { id: &id, reason: &reason, time: &time };
    let keeping: Keeping<'_> = member.keeping(&bot.store);
    let kept = keeping.amend(request, &existing.id, None, &[Amendment::AddSource { source, claims }]).await;
    settle(bot, incoming, (member, sketch, step), kept).await;
}

/// Says what came of it; a draft that was taken is under way no longer.
async fn settle(bot: &Arc<Bot>, incoming: &Incoming, (member, sketch, step): (&Member, &Sketch, &Step), kept: Result<Kept, Refusal>) {
    match kept {
        Ok(kept) => {
            if let Err(error) = bot.store.drop_begun(&member.guild, &step.request_id()).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "a draft that was sent in is still kept");
            }
            incoming.update(bot.became(incoming, &kept).await).await;
        }
        Err(refusal) => {
            let content = bot.refusal(incoming.language(), &refusal);
            show(bot, incoming, sketch, step, content).await;
        }
    }
}

/// Why the record is wanted: what it rests on.
fn reason(sketch: &Sketch) -> String {
    let source = sketch.record.sources.first();
    let told = source.map(|source| [&source.publisher, &source.url].into_iter().flatten().cloned().collect::<Vec<_>>().join(", "));
    format!("draft from an article: {}", shorten(&plain(&told.unwrap_or_default()), 400))
}

async fn failed(bot: &Bot, incoming: &Incoming, error: &StoreError) {
    tracing::error!(error = error as &dyn std::error::Error, "a draft cannot be kept or read");
    bot.tell(incoming, "failed").await;
}

/// Works with what words mean to the person who types.
fn with_reader<T>(bot: &Bot, incoming: &Incoming, work: impl FnOnce(&Reader<'_>, &crate::register::View) -> T) -> T {
    let language = incoming.language();
    bot.with_view(incoming.guild, |view| {
        let reader = Reader {
            party: &|typed| suggest::party(&view.register, typed),
            kind: &|typed| suggest::kind(bot, language, typed),
            party_name: &|party| name(party, &view.register, language).to_owned(),
            kind_name: &|kind| bot.words.say(language, &format!("kind-{}", kind.name())),
            vocabulary: view.register.vocabulary(),
        };
        work(&reader, view)
    })
}
