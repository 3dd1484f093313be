//! Questions that change after they were asked: an edited one changes its answer, as often as its asker may ask; a deleted one
//! takes it away.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serenity::http::Http;
use serenity::model::Timestamp;
use serenity::model::event::MessageUpdateEvent;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use super::asking::{give_up, may_ask};
use super::bot::{Bot, Exchange, Showing, question};
use super::ledger::claims_of;
use super::manners::{Mode, Style};
use super::sending;
use super::words::Language;
use crate::store::PostedAnswer;

/// An edit of the question changes the answer for so long.
const EDITABLE: i64 = 60;

/// What a question is now.
#[derive(Debug)]
struct Edit {
    /// When it was edited, as Discord has it: events are dealt with side by side.
    at: Timestamp,
    came: Instant,
    exchange: Exchange,
    guild: Option<GuildId>,
    asker: UserId,
    language: Language,
    style: Style,
}

/// Edits that wait for their turn, one of each question: the last one counts.
#[derive(Debug, Default)]
pub(super) struct Edits(Mutex<HashMap<MessageId, Edit>>);

impl Edits {
    /// Takes the place of one that waits, if there is one; else it is given back.
    fn join(&self, question: MessageId, edit: Edit) -> Option<Edit> {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(question) {
            Entry::Occupied(mut waiting) => {
                if waiting.get().at <= edit.at {
                    waiting.insert(edit);
                }
                None
            }
            Entry::Vacant(_) => Some(edit),
        }
    }

    /// Has it wait, unless a later one does: two edits may have found the place empty at once.
    fn put(&self, question: MessageId, edit: Edit) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.get(&question).is_none_or(|other| other.at <= edit.at) {
            waiting.insert(question, edit);
        }
    }

    fn take(&self, question: MessageId) -> Option<Edit> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&question)
    }
}

/// A message was edited: if it asked something within the last minute, the answer changes with it.
pub(super) async fn edited(bot: &Arc<Bot>, http: &Arc<Http>, event: MessageUpdateEvent) {
    let (Some(content), Some(author), Some(at)) = (event.content, event.author, event.edited_timestamp) else { return };
    let (own, came) = (bot.id.get().copied(), Instant::now());
    let addressed = event.guild_id.is_none() || event.mentions.iter().flatten().any(|user| Some(user.id) == own);
    let late = at.unix_timestamp() - event.id.created_at().unix_timestamp() > EDITABLE;
    let text = question(&content);
    if author.bot || late || text.is_empty() || !(addressed || bot.reads_all) {
        return;
    }
    let (channel, question, asker, guild) = (event.channel_id, event.id, author.id, event.guild_id);
    let Ok(_slot) = bot.slots.try_acquire() else { return give_up(bot, channel, "busy", None) };
    let manners = bot.manners(guild).await;
    let scope = bot.scope(http, &manners, (guild, channel)).await;
    // What nobody asked us is answered only where everything is, so only there may it have an answer.
    if (!addressed && manners.mode(scope) != Mode::Every) || !has_answer(bot, question).await {
        return;
    }
    let previous = match event.message_reference.flatten().and_then(|reference| reference.message_id) {
        Some(before) => match bot.store.answer_at(&before.to_string()).await {
            Ok(Some(row)) => Some(Arc::new(bot.recall(guild, "", row.incidents))),
            Ok(None) | Err(_) => None,
        },
        None => None,
    };
    let (language, style) = (manners.language().unwrap_or_default(), manners.style());
    let edit = Edit { at, came, exchange: Exchange { text, previous }, guild, asker, language, style };
    // One more answer is made only for one that does not wait yet.
    let Some(edit) = bot.edits.join(question, edit) else { return };
    if may_ask(bot, http, (channel, question, asker)) {
        deliver(bot, http, (channel, question), edit);
    }
}

/// Whether a question is answered, or will be: what was never taken has no answer that could change.
async fn has_answer(bot: &Bot, question: MessageId) -> bool {
    if bot.taken.has(question.get()) {
        return true;
    }
    // Before this process, if at all. Never closed.
    let Ok(_turn) = bot.lookups.acquire().await else { return false };
    matches!(bot.store.answer_to(&question.to_string()).await, Ok(Some(_)))
}

/// Puts it into the channel's queue: behind the first answer, which may still wait there.
fn deliver(bot: &Arc<Bot>, http: &Arc<Http>, (channel, question): (ChannelId, MessageId), edit: Edit) {
    let (own_bot, own_http) = (Arc::clone(bot), Arc::clone(http));
    bot.edits.put(question, edit);
    let job = move |permit| async move {
        let _sending = permit;
        let Some(edit) = own_bot.edits.take(question) else { return };
        if own_bot.deleted.has(question.get()) {
            return;
        }
        let Ok(Some(row)) = own_bot.store.answer_to(&question.to_string()).await else { return };
        let quoted = row.channel != channel.to_string();
        change_answer((&own_bot, &own_http), row, edit, quoted).await;
    };
    if bot.outbox.put(channel, job).is_err() {
        bot.edits.take(question);
        give_up(bot, channel, "queue", None);
    }
}

/// The answer becomes one to the question as it is now.
async fn change_answer((bot, http): (&Bot, &Http), row: PostedAnswer, edit: Edit, quoted: bool) {
    let (Ok(place), Ok(message)) = (row.channel.parse::<ChannelId>(), row.message.parse::<MessageId>()) else { return };
    let Edit { exchange, guild, asker, language, style, came, .. } = edit;
    // Discord tells of an edit once more when it has looked at the links in it.
    if bot.exchanges.get(message).is_some_and(|known| known.text == exchange.text) {
        return;
    }
    let (answer, turn, revision) = bot.ask_as_of(guild, &exchange);
    bot.note_gap(guild, &answer, &turn);
    bot.metrics.answered(answer.outcome);
    let showing = Showing { asker, guild, language, style, page: 0, quote: quoted.then_some(exchange.text.as_str()), focus: "" };
    let (changed, mut tries) = (bot.show(&answer, showing).edit(), sending::Tries::default());
    let edited = loop {
        let done = place.edit_message(http, message, changed.clone()).await;
        if !tries.again(&done).await {
            break done;
        }
    };
    match edited {
        Ok(_) => {
            bot.metrics.responded(came.elapsed());
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

pub(super) async fn drop_answer(bot: &Bot, http: &Http, channel: ChannelId, answer: MessageId) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_edits_of_a_question_the_last_one_waits_whatever_comes_first() {
        let edit = |second: i64, text: &str| Edit {
            at: Timestamp::from_unix_timestamp(second).unwrap(),
            came: Instant::now(),
            exchange: Exchange { text: text.to_owned(), previous: None },
            guild: None,
            asker: UserId::new(1),
            language: Language::default(),
            style: Style::Full,
        };
        let (edits, question) = (Edits::default(), MessageId::new(7));
        let first = edits.join(question, edit(1, "one")).expect("none waits");
        edits.put(question, first);
        for (second, text) in [(3, "three"), (2, "two")] {
            assert!(edits.join(question, edit(second, text)).is_none());
        }
        edits.put(question, edit(2, "two, at the same time"));
        assert_eq!(edits.take(question).unwrap().exchange.text, "three");
        assert!(edits.take(question).is_none());
    }
}
