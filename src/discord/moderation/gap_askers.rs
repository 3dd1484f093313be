//! Those who want to be told when a question can be answered: one private message to each, when the register has an answer
//! or moderators close the question. Of several processes one tells it; should that one die, another does after a while.

use std::sync::Arc;
use std::time::Duration;

use serenity::http::Http;
use serenity::model::application::ComponentInteraction;
use serenity::model::channel::{MessageFlags, Nonce};
use serenity::model::id::{GuildId, UserId};

use crate::answer::Answer;
use crate::discord::bot::{Bot, Exchange, Showing};
use crate::discord::escape::escape;
use crate::discord::gaps::MOST as MOST_GAPS;
use crate::discord::incoming::Incoming;
use crate::discord::limits::{MESSAGE, cut, length};
use crate::discord::manners::Style;
use crate::discord::reply::Reply;
use crate::discord::sending::{cause, is_final};
use crate::discord::words::Language;
use crate::incident::ClaimKey;
use crate::register::Turn;
use crate::store::{Gap, GapAsker, StoreError};

/// Questions of which somebody may wait to be told.
const MOST: u32 = 50;
/// How often it is looked for changes.
const PAUSE: Duration = Duration::from_secs(2);
/// Pauses after which it is looked even if nothing changed here: another process may have died, or closed a question.
const PATIENCE: u32 = 15;
/// Whoever took it on to tell somebody and has not done it for so long is taken for dead.
const LEASE: Duration = Duration::from_secs(60);
/// Whoever waits is looked up in parts of so many.
const PART: u32 = 1_000;

/// Notes that somebody wants to be told.
pub(in crate::discord) async fn note(
    bot: &Arc<Bot>,
    incoming: &Incoming,
    interaction: &ComponentInteraction,
    (exchange, answer, turn): (&Exchange, &Answer, &Turn),
) {
    let language = incoming.language();
    let Some(gap) = bot.gap(incoming.guild, answer, turn) else {
        // By now it can be answered.
        let reply = bot.show(answer, showing(incoming.user, incoming.guild, language, &exchange.text));
        return incoming.send(Reply { private: true, ..reply }).await;
    };
    // What was asked for the own eyes only is shown to moderators from here on: its asker wants it answered. In the open it
    // is counted already, though perhaps not filed yet.
    let private = interaction.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL));
    let gap = Gap { times: i64::from(private), ..gap };
    let asker = GapAsker {
        guild: gap.guild.clone(),
        reading: gap.reading.clone(),
        user: incoming.user.to_string(),
        question: gap.question.clone(),
        language: language.code().to_owned(),
        time: (bot.clock.now)(),
        closed: None,
    };
    let noted = async {
        bot.store.file_gaps(&[gap], MOST_GAPS).await?;
        bot.store.wait_for_gap(&asker, MOST).await
    };
    match noted.await {
        Ok(()) => bot.tell(incoming, "gap-noted").await,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "cannot note who wants to be told");
            bot.tell(incoming, "failed").await;
        }
    }
}

/// Tells those who wait, now and whenever something changed. Never returns.
pub(in crate::discord) async fn run(bot: &Bot, http: &Http) {
    let (mut seen, mut idle) = (-1, 0);
    loop {
        let revision = bot.live.as_of().revision;
        if revision != seen || idle >= PATIENCE {
            (seen, idle) = (revision, 0);
            if let Err(error) = look(bot, http).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "cannot look for who wants to be told");
            }
        }
        idle += 1;
        tokio::time::sleep(PAUSE).await;
    }
}

/// Tells everybody who waits and can be told.
pub(super) async fn look(bot: &Bot, http: &Http) -> Result<(), StoreError> {
    let mut left = 0;
    loop {
        let part = bot.store.gap_askers(None, left).await?;
        for asker in &part {
            if let Some(content) = news(bot, asker)
                && bot.store.hold_asker(asker, LEASE).await?
                && tell(bot, http, asker, content).await
            {
                bot.store.drop_asker(asker).await?;
            } else {
                left += 1;
            }
        }
        if part.len() < usize::try_from(PART).unwrap_or(usize::MAX) {
            return Ok(());
        }
    }
}

/// What there is to tell; `None` if there is nothing yet.
fn news(bot: &Bot, asker: &GapAsker) -> Option<String> {
    let language = Language::of(&asker.language).unwrap_or_default();
    let user = asker.user.parse::<u64>().ok().filter(|id| (1..u64::MAX).contains(id)).map(UserId::new)?;
    if let Some(answer) = bot.filled(&asker.guild, &asker.question, &asker.reading) {
        let shown = bot.show(&answer, showing(user, guild(asker), language, &asker.question)).content;
        let head = bot.words.say(language, "gap-known");
        return Some(if length(&head) + length(&shown) < MESSAGE { format!("{head}\n{shown}") } else { shown });
    }
    let reason = asker.closed.as_ref()?;
    let told = bot.words.say_with(language, "gap-was-closed", &[("reason", escape(reason).into())]);
    Some(cut(&format!("> {}\n{told}", escape(&asker.question)), MESSAGE))
}

/// Whether it is told, or never can be.
async fn tell(bot: &Bot, http: &Http, asker: &GapAsker, content: String) -> bool {
    let Some(user) = asker.user.parse::<u64>().ok().filter(|id| (1..u64::MAX).contains(id)).map(UserId::new) else { return true };
    bot.weather.turn().await;
    let sent = async {
        // Who has left the server is told nothing of it.
        if let Some(guild) = guild(asker) {
            http.get_member(guild, user).await?;
        }
        let key = ClaimKey::of(&format!("{} {}", asker.guild, asker.reading));
        let message = Reply { content, ..Reply::default() }.message().nonce(Nonce::String(format!("g{key}"))).enforce_nonce(true);
        user.create_dm_channel(http).await?.send_message(http, message).await
    };
    match sent.await {
        Ok(_) => true,
        Err(error) => {
            tracing::warn!("cannot tell somebody who waits for an answer: {}", cause(&error));
            is_final(&error)
        }
    }
}

fn guild(asker: &GapAsker) -> Option<GuildId> {
    asker.guild.parse::<u64>().ok().filter(|id| (1..u64::MAX).contains(id)).map(GuildId::new)
}

const fn showing(asker: UserId, guild: Option<GuildId>, language: Language, question: &str) -> Showing<'_> {
    Showing { asker, guild, language, style: Style::Full, page: 0, quote: Some(question), focus: "" }
}
