//! Threads and the channels they belong to: what is set for a channel holds in its threads too. Discord tells of threads as they
//! are opened, and is asked once where it has not.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::http::Http;
use serenity::model::channel::{Channel, ChannelType, GuildChannel};
use serenity::model::id::{ChannelId, GuildId};

use super::bot::Bot;
use super::manners::{Manners, Scope};

/// Channels kept at hand; beyond them all are asked for anew.
const MOST: usize = 20_000;
/// How long Discord is asked what a channel is; then it counts as one of its own for so long.
const PATIENCE: Duration = Duration::from_secs(1);
const UNKNOWN: Duration = Duration::from_secs(60);

/// The channel that a thread belongs to, `None` for what is no thread; and until when that is taken for granted.
type Known = (Option<ChannelId>, Option<Instant>);

/// What is known of each channel.
#[derive(Debug, Default)]
pub(super) struct Threads(Mutex<HashMap<ChannelId, Known>>);

impl Threads {
    /// A thread was told of, or opened.
    pub(super) fn opened(&self, thread: ChannelId, parent: Option<ChannelId>) {
        self.keep(thread, (parent, None));
    }

    fn keep(&self, channel: ChannelId, known: Known) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(channel, known);
    }

    fn known(&self, channel: ChannelId) -> Option<Option<ChannelId>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (parent, until) = all.get(&channel)?;
        until.is_none_or(|until| Instant::now() < until).then_some(*parent)
    }
}

/// The channel that a thread belongs to. Other channels have a parent too, which is a category.
fn parent_of(channel: &GuildChannel) -> Option<ChannelId> {
    let is_thread = matches!(channel.kind, ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread);
    channel.parent_id.filter(|_| is_thread)
}

impl Bot {
    /// Where a message is, as far as it matters for what is set: only where something is set for channels is it asked for.
    pub(super) async fn scope(&self, http: &Http, manners: &Manners, (guild, channel): (Option<GuildId>, ChannelId)) -> Scope {
        let alone = Scope { channel, parent: None };
        if guild.is_none() || !manners.differ_by_channel() {
            return alone;
        }
        if let Some(parent) = self.threads.known(channel) {
            return Scope { channel, parent };
        }
        match tokio::time::timeout(PATIENCE, http.get_channel(channel)).await {
            Ok(Ok(Channel::Guild(found))) => {
                let parent = parent_of(&found);
                self.threads.keep(channel, (parent, None));
                Scope { channel, parent }
            }
            failed => {
                tracing::debug!(channel.id = %channel, asked = failed.is_ok(), "cannot tell whether a channel is a thread");
                self.threads.keep(channel, (None, Some(Instant::now() + UNKNOWN)));
                alone
            }
        }
    }
}
