//! Shows in a channel that an answer is being written, to whoever waits there for longer than a moment: also before its turn has
//! come.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::http::Http;
use serenity::model::id::ChannelId;
use tokio::sync::Semaphore;

use super::bot::Bot;

/// Whoever waits longer is shown it, within as much time.
pub(super) const SLOW: Duration = Duration::from_millis(1_500);
/// Discord shows it for ten seconds.
const AGAIN: Duration = Duration::from_secs(8);
/// Shown at the same time: where thousands wait, answers need the line.
const AT_ONCE: usize = 8;

/// The channels that are looked after.
#[derive(Debug)]
pub(super) struct Writing {
    channels: Mutex<HashSet<ChannelId>>,
    showing: Semaphore,
}

impl Default for Writing {
    fn default() -> Self {
        Self { channels: Mutex::default(), showing: Semaphore::new(AT_ONCE) }
    }
}

impl Writing {
    fn begin(&self, channel: ChannelId) -> bool {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner).insert(channel)
    }

    fn end(&self, channel: ChannelId) {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels.remove(&channel);
        // What a crowd needed is not kept for ever.
        if channels.capacity() > 1_024 && channels.capacity() > 4 * channels.len() {
            channels.shrink_to_fit();
        }
    }
}

/// Somebody waits in a channel from now on.
pub(super) fn look_after(bot: &Arc<Bot>, http: &Arc<Http>, channel: ChannelId) {
    if bot.writing.begin(channel) {
        let (bot, http) = (Arc::clone(bot), Arc::clone(http));
        tokio::spawn(async move { show(&bot, &http, channel).await });
    }
}

async fn show(bot: &Bot, http: &Http, channel: ChannelId) {
    let mut pause = SLOW;
    loop {
        tokio::time::sleep(pause).await;
        let Some(waited) = bot.outbox.waits(channel) else {
            bot.writing.end(channel);
            // Somebody may have come in between, and found it looked after.
            if bot.outbox.waits(channel).is_none() || !bot.writing.begin(channel) {
                return;
            }
            pause = SLOW;
            continue;
        };
        pause = SLOW.saturating_sub(waited);
        if pause.is_zero() {
            write(bot, http, channel).await;
            pause = AGAIN;
        }
    }
}

/// Only for show: whether it succeeds does not matter, and where nothing gets through it is no help.
async fn write(bot: &Bot, http: &Http, channel: ChannelId) {
    // Never closed.
    let Ok(_showing) = bot.writing.showing.acquire().await else { return };
    if bot.outbox.waits(channel).is_some() && !bot.weather.is_bad() {
        let _ = tokio::time::timeout(SLOW, http.broadcast_typing(channel)).await;
    }
}
