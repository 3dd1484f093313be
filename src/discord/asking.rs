//! Messages that ask: who is addressed, what is asked, what it follows. The answer goes out through the channel's queue; an
//! edited question changes it, a deleted one takes it away.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serenity::builder::{Builder, CreateThread};
use serenity::http::Http;
use serenity::model::channel::{ChannelType, Message, MessageReference, MessageReferenceKind, MessageType, ReactionType};
use serenity::model::event::MessageUpdateEvent;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use super::bot::{Bot, Exchange, Showing, question};
use super::cooldowns::Verdict;
use super::ledger::claims_of;
use super::manners::{Mode, Place, Style};
use super::outbox::Permit;
use super::reply::Reply;
use super::sending::{self, Unsent};
use super::words::Language;
use crate::answer::{Answer, Outcome};
use crate::store::PostedAnswer;

/// An edit of the question changes the answer for so long.
const EDITABLE: i64 = 60;
/// Characters of the name of a thread.
const THREAD_NAME: usize = 100;
/// Whoever waits longer is shown that an answer is being written.
const SLOW: Duration = Duration::from_millis(1_500);
/// What Discord says where a reply needs the right to read what was written before.
const NO_HISTORY: isize = 160_002;
/// The share of a message that the register must explain for it to be answered unasked.
const UNASKED: f32 = 0.6;

/// How long a sign may take.
const SIGN: Duration = Duration::from_secs(10);

/// Where something was asked, in which message, by whom.
type From = (ChannelId, MessageId, UserId);

/// A question in a channel.
struct Asked {
    message: MessageId,
    channel: ChannelId,
    guild: Option<GuildId>,
    asker: UserId,
    place: Place,
    exchange: Exchange,
    /// Our message that it replies to.
    before: Option<Box<Message>>,
    language: Language,
    style: Style,
    came: Instant,
}

impl Asked {
    const fn from(&self) -> From {
        (self.channel, self.message, self.asker)
    }

    /// How its answer is shown; with the question above it, where nothing else says what it answers.
    fn showing(&self, quoted: bool) -> Showing<'_> {
        let quote = quoted.then_some(self.exchange.text.as_str());
        Showing { asker: self.asker, guild: self.guild, language: self.language, style: self.style, page: 0, quote, focus: "" }
    }
}

/// Whether a message is one of a person that may be meant for us.
pub(super) fn concerns(bot: &Bot, message: &Message) -> bool {
    let is_text = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    let is_of_person = !message.author.bot && message.webhook_id.is_none();
    is_text && is_of_person && (bot.reads_all || addresses(bot, message))
}

fn addresses(bot: &Bot, message: &Message) -> bool {
    let own = bot.id.get().copied();
    message.guild_id.is_none() || message.mentions.iter().any(|user| Some(user.id) == own)
}

/// A message was posted. Whether it was meant for us, and not known before.
pub(super) async fn posted(bot: &Arc<Bot>, http: &Arc<Http>, message: Message) -> bool {
    let came = Instant::now();
    if !concerns(bot, &message) || !bot.events.is_new(message.id.get()) {
        return false;
    }
    let (own, addressed) = (bot.id.get().copied(), addresses(bot, &message));
    if addressed {
        bot.missed.asked(message.channel_id, message.guild_id, message.id);
    }
    let Ok(_slot) = bot.slots.try_acquire() else {
        // Who did not ask us expects nothing.
        let told = addressed.then_some((http, (message.channel_id, message.id, message.author.id)));
        give_up(bot, message.channel_id, "busy", told);
        return addressed;
    };
    let manners = bot.manners(message.guild_id).await;
    let scope = bot.scope(http, &manners, (message.guild_id, message.channel_id)).await;
    let mode = manners.mode(scope);
    if mode == Mode::Off || (!addressed && mode != Mode::Every) {
        return addressed;
    }
    let asked = Asked {
        message: message.id,
        channel: message.channel_id,
        guild: message.guild_id,
        asker: message.author.id,
        place: if message.guild_id.is_some() { manners.place(scope) } else { Place::Reply },
        exchange: Exchange { text: question(&message.content), previous: None },
        before: message.referenced_message.filter(|before| Some(before.author.id) == own).map(trimmed),
        language: manners.language().unwrap_or_default(),
        style: manners.style(),
        came,
    };
    if addressed {
        take_addressed(bot, http, asked);
    } else {
        take_unasked(bot, http, asked);
    }
    addressed
}

/// Only what is needed to know what it answered: it may have to wait.
fn trimmed(mut message: Box<Message>) -> Box<Message> {
    message.components = Vec::new();
    message.embeds = Vec::new();
    message.attachments = Vec::new();
    message.mentions = Vec::new();
    message.reactions = Vec::new();
    message.message_snapshots = Vec::new();
    message
}

/// Somebody asked us.
fn take_addressed(bot: &Arc<Bot>, http: &Arc<Http>, asked: Asked) {
    let verdict = match bot.users.take(asked.asker.get()) {
        // That others have used up what the channel has is news to everybody who asks there.
        Verdict::Answer => bot.channels.take(asked.channel.get()).to_each(),
        verdict => verdict,
    };
    match verdict {
        Verdict::Answer => return deliver(bot, http, asked),
        Verdict::Tell => tell_to_wait(bot, http, asked.from()),
        Verdict::Ignore => {}
    }
    bot.metrics.given_up("cooldown");
}

/// Nobody asked us; only what reads as a question that the register can answer is answered.
fn take_unasked(bot: &Arc<Bot>, http: &Arc<Http>, asked: Asked) {
    // Without room there is no use in looking for an answer that nobody has asked for.
    if asked.exchange.text.is_empty() || !bot.outbox.has_room(asked.channel) {
        return;
    }
    let (answer, turn) = bot.ask(asked.guild, &asked.exchange);
    let asks = asked.exchange.text.contains('?') || !turn.question.aspects.is_empty();
    let fits = !matches!(answer.outcome, Outcome::Unanswered | Outcome::Clarify) && answer.confidence >= UNASKED;
    let may = || bot.users.take(asked.asker.get()) == Verdict::Answer && bot.channels.take(asked.channel.get()) == Verdict::Answer;
    if asks && turn.question.diplomatic && fits && may() {
        deliver(bot, http, Asked { before: None, ..asked });
    }
}

/// Puts it into the channel's queue. The answer is made when its turn comes: only the question waits.
fn deliver(bot: &Arc<Bot>, http: &Arc<Http>, asked: Asked) {
    let (from, own_bot, own_http) = (asked.from(), Arc::clone(bot), Arc::clone(http));
    let job = move |permit| async move { answer(&own_bot, &own_http, asked, permit).await };
    if bot.outbox.put(from.0, job).is_err() {
        give_up(bot, from.0, "queue", Some((http, from)));
    }
}

/// There is too much to do; who asked is told, if that is to be.
fn give_up(bot: &Arc<Bot>, channel: ChannelId, cause: &str, told: Option<(&Arc<Http>, From)>) {
    tracing::warn!(channel.id = %channel, cause, "too much is asked; a question was given up");
    bot.metrics.given_up(cause);
    if let Some((http, from)) = told {
        tell_to_wait(bot, http, from);
    }
}

/// Its turn has come.
async fn answer(bot: &Arc<Bot>, http: &Arc<Http>, mut asked: Asked, permit: Permit) {
    // While Discord takes nothing, no answer is made that would have to wait.
    let left = sending::LATEST.saturating_sub(asked.came.elapsed());
    if tokio::time::timeout(left, bot.weather.turn()).await.is_err() {
        return failed(bot, asked.channel, &Unsent::Late);
    }
    if bot.deleted.has(asked.message.get()) {
        return;
    }
    if asked.exchange.text.is_empty() {
        let reply = Reply { content: bot.words.say(asked.language, "how-to-ask"), ..Reply::default() };
        return send((bot, http, permit), asked, None, reply).await;
    }
    if let Some(before) = asked.before.take() {
        asked.exchange.previous = bot.thread(http, &before, asked.guild).await;
    }
    let (answer, turn, revision) = bot.ask_as_of(asked.guild, &asked.exchange);
    bot.note_gap(asked.guild, &answer, &turn);
    bot.metrics.answered(answer.outcome);
    // In a thread of its own the answer cannot reply to the question, so it repeats it.
    let reply = bot.show(&answer, asked.showing(asked.place == Place::Thread));
    send((bot, http, permit), asked, Some((answer, revision)), reply).await;
}

fn failed(bot: &Bot, channel: ChannelId, failure: &Unsent) {
    bot.metrics.given_up("discord");
    tracing::warn!(channel.id = %channel, error = failure as &dyn std::error::Error, "cannot answer: {failure}");
}

async fn send((bot, http, permit): (&Arc<Bot>, &Arc<Http>, Permit), asked: Asked, answer: Option<(Answer, i64)>, reply: Reply) {
    let channel = place_of(bot, http, &asked).await;
    let sending = post(bot, http, (&asked, channel), answer.as_ref().map(|(answer, _)| answer), reply);
    tokio::pin!(sending);
    let typing = async {
        tokio::time::sleep(SLOW).await;
        // Only for show: whether it succeeds does not matter, and where nothing gets through it is no help.
        if !bot.weather.is_bad() {
            let _ = tokio::time::timeout(SLOW, http.broadcast_typing(channel)).await;
        }
    };
    // Neither waits for the other.
    let sent = tokio::select! {
        biased;
        sent = &mut sending => sent,
        () = typing => sending.await,
    };
    // Only the channel waits for what is kept of the answer.
    drop(permit);
    match sent {
        Ok(message) => {
            bot.metrics.responded(asked.came.elapsed());
            remember(bot, &asked, channel, message.id, answer.as_ref()).await;
            // The question may have gone while its answer was on the way.
            if bot.deleted.has(asked.message.get()) {
                drop_answer(bot, http, channel, message.id).await;
            }
        }
        Err(failure) => failed(bot, channel, &failure),
    }
}

/// Posts it as a reply, or by itself: in a thread, and where replying needs a right that the bot does not have.
async fn post(
    bot: &Bot,
    http: &Http,
    (asked, channel): (&Asked, ChannelId),
    answer: Option<&Answer>,
    reply: Reply,
) -> Result<Message, Unsent> {
    let (by, question) = ((http, &bot.weather), (asked.message, asked.came));
    if channel != asked.channel {
        return sending::post(by, channel, reply.message(), question).await;
    }
    let reference = MessageReference::new(MessageReferenceKind::Default, channel).message_id(asked.message).fail_if_not_exists(false);
    match sending::post(by, channel, reply.clone().message().reference_message(reference), question).await {
        Err(Unsent::Refused { code: NO_HISTORY, .. }) => {
            tracing::debug!(channel.id = %channel, "may not read what was written; the answer is no reply");
            let reply = answer.map_or(reply, |answer| bot.show(answer, asked.showing(true)));
            sending::post(by, channel, reply.message(), question).await
        }
        sent => sent,
    }
}

/// Where the answer goes: the channel, or a thread of the question if that is wanted and can be had.
async fn place_of(bot: &Arc<Bot>, http: &Arc<Http>, asked: &Asked) -> ChannelId {
    if asked.place == Place::Reply {
        return asked.channel;
    }
    let name = super::limits::shorten(&asked.exchange.text, THREAD_NAME);
    let name = if name.is_empty() { bot.words.say(asked.language, "thread") } else { name };
    let thread = CreateThread::new(name).kind(ChannelType::PublicThread);
    match thread.execute(http, (asked.channel, Some(asked.message))).await {
        Ok(thread) => {
            bot.threads.opened(thread.id, Some(asked.channel));
            thread.id
        }
        Err(error) => {
            tracing::warn!(channel.id = %asked.channel, error = &error as &dyn std::error::Error, "cannot open a thread; the answer is a reply");
            asked.channel
        }
    }
}

async fn remember(bot: &Bot, asked: &Asked, channel: ChannelId, message: MessageId, answer: Option<&(Answer, i64)>) {
    bot.exchanges.put(message, asked.exchange.clone());
    bot.exchanges.put_last(channel, asked.asker, asked.exchange.clone(), true);
    let row = PostedAnswer {
        message: message.to_string(),
        guild: asked.guild.map(|guild| guild.to_string()).unwrap_or_default(),
        channel: channel.to_string(),
        question: asked.message.to_string(),
        incidents: answer.map(|(answer, _)| answer.incidents.iter().map(|named| named.id.clone()).collect()).unwrap_or_default(),
        claims: answer.map(|(answer, _)| claims_of(answer)).unwrap_or_default(),
        revision: answer.map_or(0, |(_, revision)| *revision),
        time: (bot.clock.now)(),
    };
    bot.ledger.keep(row).await;
}

/// A sign on the question, for each person once in a while: a message would only add to what is too much, and none can be for
/// one person alone. Not through the queue, which may be what is full.
fn tell_to_wait(bot: &Arc<Bot>, http: &Arc<Http>, (channel, message, asker): From) {
    let person = channel.get().rotate_left(32) ^ asker.get();
    if bot.weather.is_bad() || bot.told.take(person) != Verdict::Answer {
        return;
    }
    let Ok(sign) = Arc::clone(&bot.signs).try_acquire_owned() else { return };
    let http = Arc::clone(http);
    tokio::spawn(async move {
        let _sign = sign;
        let wait = ReactionType::Unicode("⏳".to_owned());
        // Without a right to react the asker is just not answered.
        let _ = tokio::time::timeout(SIGN, http.create_reaction(channel, message, &wait)).await;
    });
}

/// A message was edited: if it asked something within the last minute, the answer changes with it.
pub(super) async fn edited(bot: &Arc<Bot>, http: &Arc<Http>, event: MessageUpdateEvent) {
    let (Some(content), Some(author), Some(edited)) = (event.content, event.author, event.edited_timestamp) else { return };
    let own = bot.id.get().copied();
    let addressed = event.guild_id.is_none() || event.mentions.iter().flatten().any(|user| Some(user.id) == own);
    let late = edited.unix_timestamp() - event.id.created_at().unix_timestamp() > EDITABLE;
    let text = question(&content);
    if author.bot || late || text.is_empty() || !(addressed || bot.reads_all) {
        return;
    }
    let Ok(_slot) = bot.slots.try_acquire() else { return give_up(bot, event.channel_id, "busy", None) };
    let manners = bot.manners(event.guild_id).await;
    let scope = bot.scope(http, &manners, (event.guild_id, event.channel_id)).await;
    // What nobody asked us is answered only where everything is, so only there may it have an answer.
    if !addressed && manners.mode(scope) != Mode::Every {
        return;
    }
    let previous = match event.message_reference.flatten().and_then(|reference| reference.message_id) {
        Some(before) => match bot.store.answer_at(&before.to_string()).await {
            Ok(Some(row)) => Some(Arc::new(bot.recall(event.guild_id, "", row.incidents))),
            Ok(None) | Err(_) => None,
        },
        None => None,
    };
    let (language, style) = (manners.language().unwrap_or_default(), manners.style());
    let (own_bot, own_http, exchange) = (Arc::clone(bot), Arc::clone(http), Exchange { text, previous });
    let (channel, question, asker, guild) = (event.channel_id, event.id, author.id, event.guild_id);
    // Behind the first answer, which may still wait in the queue.
    let job = move |permit| async move {
        let _sending = permit;
        let Ok(Some(row)) = own_bot.store.answer_to(&question.to_string()).await else { return };
        let quote = row.channel != channel.to_string();
        let text = exchange.text.clone();
        let showing = Showing { asker, guild, language, style, page: 0, quote: quote.then_some(text.as_str()), focus: "" };
        change_answer((&own_bot, &own_http), row, exchange, showing).await;
    };
    if bot.outbox.put(channel, job).is_err() {
        give_up(bot, channel, "queue", None);
    }
}

/// The answer becomes one to the question as it is now.
async fn change_answer((bot, http): (&Bot, &Http), row: PostedAnswer, exchange: Exchange, showing: Showing<'_>) {
    let (answer, _, revision) = bot.ask_as_of(showing.guild, &exchange);
    let reply = bot.show(&answer, showing);
    let (Ok(place), Ok(message)) = (row.channel.parse::<ChannelId>(), row.message.parse::<MessageId>()) else { return };
    let (edit, mut tries) = (reply.edit(), sending::Tries::default());
    let edited = loop {
        let done = place.edit_message(http, message, edit.clone()).await;
        if !tries.again(&done).await {
            break done;
        }
    };
    match edited {
        Ok(_) => {
            bot.exchanges.put(message, exchange);
            let claims = claims_of(&answer);
            let incidents = answer.incidents.into_iter().map(|named| named.id).collect();
            bot.ledger.keep(PostedAnswer { incidents, claims, revision, ..row }).await;
        }
        Err(error) => tracing::warn!(channel.id = %place, error = &error as &dyn std::error::Error, "cannot edit an answer"),
    }
}

/// A message was deleted: its answer goes too.
pub(super) async fn deleted(bot: &Arc<Bot>, http: &Arc<Http>, channel: ChannelId, message: MessageId) {
    bot.deleted.is_new(message.get());
    // Never closed. Where thousands are deleted at once, the database has to bear it too.
    let Ok(_turn) = bot.lookups.acquire().await else { return };
    // One of those handled at the same time; it waits for its turn, since an answer that stays would be worse than a late end.
    let Ok(_slot) = bot.slots.acquire().await else { return };
    let (message_id, store) = (message.to_string(), &bot.store);
    let found = match store.answer_at(&message_id).await {
        // It was an answer of ours.
        Ok(Some(_)) => store.forget_answer(&message_id).await.map(|()| None),
        Ok(None) => store.answer_to(&message_id).await,
        Err(error) => Err(error),
    };
    let row = match found {
        Ok(Some(row)) => row,
        Ok(None) => return,
        Err(error) => return tracing::warn!(error = &error as &dyn std::error::Error, "cannot look for the answer to a deleted question"),
    };
    let (Ok(place), Ok(answer)) = (row.channel.parse::<ChannelId>(), row.message.parse::<MessageId>()) else { return };
    let (own_bot, http) = (Arc::clone(bot), Arc::clone(http));
    if bot
        .outbox
        .put(channel, move |permit| async move {
            let _sending = permit;
            drop_answer(&own_bot, &http, place, answer).await;
        })
        .is_err()
    {
        tracing::warn!(channel.id = %channel, "too much is to be sent; the answer to a deleted question stays");
    }
}

async fn drop_answer(bot: &Bot, http: &Http, channel: ChannelId, answer: MessageId) {
    let mut tries = sending::Tries::default();
    let deleted = loop {
        let done = channel.delete_message(http, answer).await;
        if !tries.again(&done).await {
            break done;
        }
    };
    if let Err(error) = deleted {
        tracing::warn!(channel.id = %channel, error = &error as &dyn std::error::Error, "cannot delete the answer to a deleted question");
    }
    // Old rows go by themselves.
    let _ = bot.store.forget_answer(&answer.to_string()).await;
}
