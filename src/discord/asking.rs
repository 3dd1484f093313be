//! Messages that ask: who is addressed, what is asked, what it follows. The answer goes out through the channel's queue. What
//! becomes of a question afterwards is the business of `changed`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serenity::builder::{Builder, CreateThread};
use serenity::http::Http;
use serenity::model::channel::{ChannelType, Message, MessageReference, MessageReferenceKind, MessageType, ReactionType};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use super::bot::{Bot, Exchange, Showing, question};
use super::changed::drop_answer;
use super::cooldowns::Verdict;
use super::ledger::claims_of;
use super::manners::{Mode, Place, Style};
use super::outbox::{Full, Permit};
use super::reply::Reply;
use super::sending::{self, Unsent};
use super::words::Language;
use super::writing::{self, SLOW};
use crate::answer::{Answer, Outcome};
use crate::store::PostedAnswer;

/// Characters of the name of a thread.
const THREAD_NAME: usize = 100;
/// What Discord says where a reply needs the right to read what was written before.
const NO_HISTORY: isize = 160_002;
/// The share of a message that the register must explain for it to be answered unasked.
const UNASKED: f32 = 0.6;

/// How long a sign may take.
const SIGN: Duration = Duration::from_secs(10);

/// Where something was asked, in which message, by whom.
pub(super) type From = (ChannelId, MessageId, UserId);

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
    if may_ask(bot, http, asked.from()) {
        deliver(bot, http, asked);
    }
}

/// Takes a question from what who asks and the channel have left; where there is none, who asks is told to wait.
pub(super) fn may_ask(bot: &Arc<Bot>, http: &Arc<Http>, from: From) -> bool {
    let verdict = match bot.users.take(from.2.get()) {
        // That others have used up what the channel has is news to everybody who asks there.
        Verdict::Answer => bot.channels.take(from.0.get()).to_each(),
        verdict => verdict,
    };
    match verdict {
        Verdict::Answer => return true,
        Verdict::Tell => tell_to_wait(bot, http, from),
        Verdict::Ignore => {}
    }
    bot.metrics.given_up("cooldown");
    false
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
    bot.taken.is_new(asked.message.get());
    let job = move |permit| async move { answer(&own_bot, &own_http, asked, permit).await };
    match bot.outbox.put(from.0, job) {
        Ok(()) => writing::look_after(bot, http, from.0),
        Err(Full) => give_up(bot, from.0, "queue", Some((http, from))),
    }
}

/// There is too much to do; who asked is told, if that is to be.
pub(super) fn give_up(bot: &Arc<Bot>, channel: ChannelId, cause: &str, told: Option<(&Arc<Http>, From)>) {
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
    // In the channel itself it is shown to all who wait there.
    let typing = async {
        tokio::time::sleep(SLOW).await;
        if channel != asked.channel && !bot.weather.is_bad() {
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
    let (by, question) = ((http, bot), (asked.message, asked.came));
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
