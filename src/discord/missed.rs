//! What was asked while no session took it. A session that is resumed is sent what it missed; a new one is not. So the channels
//! in which somebody asked lately are read up to where they were known, and what cannot be read is logged as lost.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::http::{Http, MessagePagination};
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, GuildId, MessageId};

use super::asking;
use super::bot::Bot;

/// Channels that are read: those in which somebody asked last.
const CHANNELS: usize = 100;
/// A channel in which nobody had asked for so long when the gap began is not.
const LATELY: Duration = Duration::from_secs(30 * 60);
/// All of it is read within this time.
const READING: Duration = Duration::from_secs(120);
/// Messages read at once, and how often at most in a channel.
const PAGE: u8 = 100;
const PAGES: usize = 3;
/// Events are dealt with at the same time: the first ones of a new session may come before the news that it is new. What was
/// heard less than this before such news may belong to either session.
const BLUR: Duration = Duration::from_secs(2);

/// What was heard last, and what was heard before it was doubtful to which session it belongs.
#[derive(Debug, Clone, Copy)]
struct Trail {
    began: Instant,
    last: (Instant, u64),
    before: (Instant, u64),
}

impl Trail {
    const fn new(now: Instant, id: u64) -> Self {
        Self { began: now, last: (now, id), before: (now, id) }
    }

    fn hear(&mut self, now: Instant, id: u64) {
        if now.saturating_duration_since(self.began) >= BLUR {
            (self.before, self.began) = (self.last, now);
        }
        self.last = (now, self.last.1.max(id));
    }

    /// What was heard in the session before one of which it is known now.
    fn known(&self, now: Instant) -> (Instant, u64) {
        if now.saturating_duration_since(self.began) < BLUR * 2 { self.before } else { self.last }
    }
}

/// A channel in which somebody asked.
#[derive(Debug)]
struct Active {
    guild: Option<GuildId>,
    asked: Instant,
    trail: Trail,
}

/// What is known of shards and channels.
#[derive(Debug, Default)]
pub(super) struct Missed {
    known: Mutex<Known>,
    /// One reads at a time.
    reading: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Known {
    shards: HashMap<u32, Trail>,
    channels: HashMap<ChannelId, Active>,
}

/// A time in which nothing was heard, and the channels that are to be read.
#[derive(Debug, PartialEq, Eq)]
struct Gap {
    length: Duration,
    channels: Vec<(ChannelId, Option<GuildId>, MessageId)>,
}

impl Missed {
    /// A shard told something, or answered a heartbeat.
    pub(super) fn hear(&self, shard: u32) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).hear(shard, Instant::now());
    }

    /// When a shard last told something.
    pub(super) fn last(&self, shard: u32) -> Option<Instant> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).shards.get(&shard).map(|trail| trail.last.0)
    }

    /// A shard told of a message.
    pub(super) fn hear_message(&self, shard: u32, message: &Message) {
        let (known, now) = (&mut *self.known.lock().unwrap_or_else(PoisonError::into_inner), Instant::now());
        known.hear(shard, now);
        if let Some(active) = known.channels.get_mut(&message.channel_id) {
            active.trail.hear(now, message.id.get());
        }
    }

    /// Somebody asked in the channel.
    pub(super) fn asked(&self, channel: ChannelId, guild: Option<GuildId>, message: MessageId) {
        let known = &mut *self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.asked(channel, guild, message, Instant::now());
    }
}

impl Known {
    fn hear(&mut self, shard: u32, now: Instant) {
        self.shards.entry(shard).and_modify(|trail| trail.hear(now, 0)).or_insert(Trail::new(now, 0));
    }

    fn asked(&mut self, channel: ChannelId, guild: Option<GuildId>, message: MessageId, now: Instant) {
        if let Some(active) = self.channels.get_mut(&channel) {
            active.asked = now;
            return;
        }
        let oldest = self.channels.iter().min_by_key(|(_, active)| active.asked).map(|(channel, _)| *channel);
        if let Some(oldest) = oldest.filter(|_| self.channels.len() >= CHANNELS) {
            self.channels.remove(&oldest);
        }
        self.channels.insert(channel, Active { guild, asked: now, trail: Trail::new(now, message.get()) });
    }

    /// The gap before a new session of a shard (of so many in all); none before its first one.
    fn gap(&mut self, (shard, total): (u32, u32), now: Instant) -> Option<Gap> {
        let trail = self.shards.get(&shard).copied();
        self.hear(shard, now);
        let began = trail?.known(now).0;
        let of_shard = |guild: &Option<GuildId>| guild.map_or(0, |guild| (guild.get() >> 22) % u64::from(total.max(1)));
        let channels = self
            .channels
            .iter()
            .filter(|(_, active)| of_shard(&active.guild) == u64::from(shard) && began.saturating_duration_since(active.asked) < LATELY);
        let channels = channels.map(|(channel, active)| (*channel, active.guild, active.trail.known(now).1.into())).collect();
        Some(Gap { length: now.saturating_duration_since(began), channels })
    }
}

/// A new session began: answers what was asked since the last one.
pub(super) async fn catch_up(bot: &Arc<Bot>, http: &Arc<Http>, shard: (u32, u32)) {
    let gap = bot.missed.known.lock().unwrap_or_else(PoisonError::into_inner).gap(shard, Instant::now());
    let Some(gap) = gap else { return };
    let (id, seconds) = (shard.0, gap.length.as_secs_f64().ceil());
    let (mut found, mut unread) = (0, gap.channels.len());
    let reading = async {
        let _one = bot.missed.reading.lock().await;
        for (channel, guild, after) in &gap.channels {
            match read(bot, http, (*channel, *guild), *after).await {
                Ok(count) => (found, unread) = (found + count, unread - 1),
                Err(Unread::More) => {}
                Err(Unread::Refused(error)) => {
                    tracing::warn!(channel.id = %channel, "cannot read what was asked in a gap: {}", super::sending::cause(&error));
                }
            }
        }
    };
    if tokio::time::timeout(READING, reading).await.is_err() {
        tracing::warn!(shard.id = id, "reading what was asked in a gap takes too long");
    }
    let channels = gap.channels.len();
    tracing::warn!(
        shard.id = id,
        seconds,
        channels,
        unread,
        found,
        "a new session began; since the last event questions are lost in all channels but those that were read"
    );
}

/// Why a channel was not read to its end.
enum Unread {
    /// There is more than is read.
    More,
    Refused(serenity::Error),
}

/// Answers what was asked in a channel after a message; how much that was.
async fn read(bot: &Arc<Bot>, http: &Arc<Http>, (channel, guild): (ChannelId, Option<GuildId>), after: MessageId) -> Result<usize, Unread> {
    let (mut after, mut found) = (after, 0);
    for _ in 0..PAGES {
        let page = http.get_messages(channel, Some(MessagePagination::After(after)), Some(PAGE)).await.map_err(Unread::Refused)?;
        let is_last = page.len() < usize::from(PAGE);
        after = page.iter().map(|message| message.id).max().unwrap_or(after);
        // Newest first they came.
        for mut message in page.into_iter().rev() {
            message.guild_id = guild;
            found += usize::from(asking::posted(bot, http, message).await);
        }
        if is_last {
            return Ok(found);
        }
    }
    Err(Unread::More)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_read_in_channels_of_the_shard_where_somebody_asked_lately() {
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut known = Known::default();
        assert_eq!(known.gap((0, 2), at(0)), None, "the first session");
        // Guild 1 << 22 is the other shard's.
        for (channel, guild, asked) in [(1, None, 0), (2, Some(1 << 23), 2_000), (3, Some(1 << 22), 2_000)] {
            known.asked(ChannelId::new(channel), guild.map(GuildId::new), MessageId::new(channel * 10), at(asked));
        }
        known.hear(0, at(2_000));
        let gap = known.gap((0, 2), at(2_030)).unwrap();
        let read = vec![(ChannelId::new(2), Some(GuildId::new(1 << 23)), MessageId::new(20))];
        assert_eq!(gap, Gap { length: Duration::from_secs(30), channels: read.clone() });
        // However long nothing came: what counts is when somebody asked before that.
        assert_eq!(known.gap((0, 2), at(9_230)), Some(Gap { length: Duration::from_secs(7_200), channels: read }));
    }

    #[test]
    fn what_a_new_session_tells_first_does_not_hide_the_gap() {
        let start = Instant::now();
        let at = |milliseconds: u64| start + Duration::from_millis(milliseconds);
        let mut trail = Trail::new(at(0), 1);
        trail.hear(at(3_000), 2);
        trail.hear(at(4_000), 3);
        assert_eq!(trail.known(at(30_000)), (at(4_000), 3));
        // A message of the new session is dealt with before the news of the session is.
        trail.hear(at(30_000), 9);
        assert_eq!(trail.known(at(30_001)), (at(4_000), 3));
    }

    #[test]
    fn so_many_channels_are_kept_in_mind_and_no_more() {
        let (start, mut known) = (Instant::now(), Known::default());
        for channel in 1..=2 * CHANNELS as u64 {
            known.asked(ChannelId::new(channel), None, MessageId::new(1), start + Duration::from_secs(channel));
        }
        assert_eq!(known.channels.len(), CHANNELS);
        assert!(known.channels.contains_key(&ChannelId::new(2 * CHANNELS as u64)) && !known.channels.contains_key(&ChannelId::new(1)));
    }
}
