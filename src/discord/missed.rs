//! What was asked while no session took it. A session that is resumed is sent what it missed; a new one is not. So the channels
//! in which somebody asked lately are read up to where they were known, and what cannot be read is logged as lost. What was
//! before this process is known from the answers that are kept.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::http::{Http, MessagePagination};
use serenity::model::Timestamp;
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, GuildId, MessageId};

use super::asking;
use super::bot::Bot;
use crate::store::PostedAnswer;

/// Channels that are read: those in which somebody asked last.
const CHANNELS: usize = 100;
/// A channel in which nobody had asked for so long when the gap began is not.
const LATELY: Duration = Duration::from_secs(30 * 60);
/// All of it is read within this time.
const READING: Duration = Duration::from_secs(120);
/// Whoever asked an hour ago, while no process was there, waits for no answer any more, in seconds.
const WAITED_FOR: i64 = 60 * 60;
/// Answers that are looked at for when and where the last ones were, and for how long back, in seconds: a server in which nobody
/// asked for a day misses nothing.
const ANSWERS: u32 = 2_000;
const BACK: u64 = 24 * 60 * 60;
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
    /// Those that have had a session.
    begun: HashSet<u32>,
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

    /// The gap before a new session of a shard (of so many in all); none before its first one, of which an event may be heard
    /// before it is.
    fn gap(&mut self, shard: (u32, u32), now: Instant) -> Option<Gap> {
        let trail = self.shards.get(&shard.0).copied();
        self.hear(shard.0, now);
        let is_first = self.begun.insert(shard.0);
        let began = trail.filter(|_| !is_first)?.known(now).0;
        let channels =
            self.channels.iter().filter(|(_, active)| is_of(shard, active.guild) && began.saturating_duration_since(active.asked) < LATELY);
        let channels = channels.map(|(channel, active)| (*channel, active.guild, active.trail.known(now).1.into())).collect();
        Some(Gap { length: now.saturating_duration_since(began), channels })
    }
}

/// Whether a guild is a shard's (of so many in all). Direct messages are the first one's.
fn is_of((shard, total): (u32, u32), guild: Option<GuildId>) -> bool {
    guild.map_or(0, |guild| (guild.get() >> 22) % u64::from(total.max(1))) == u64::from(shard)
}

/// The gap before this process: since the last of these answers, in the channels in which somebody was answered lately before.
fn gap_before(answers: &[PostedAnswer], shard: (u32, u32), now: &str) -> Option<Gap> {
    let seconds = |time: &str| Timestamp::parse(time).ok().map(|time| time.unix_timestamp());
    let answers = answers.iter().filter_map(|answer| {
        let guild = answer.guild.parse::<GuildId>().ok();
        let place: (ChannelId, MessageId) = (answer.channel.parse().ok()?, answer.question.parse().ok()?);
        is_of(shard, guild).then_some((place, guild, seconds(&answer.time)?))
    });
    let answers: Vec<_> = answers.collect();
    let last = answers.iter().map(|(.., time)| *time).max()?;
    let length = Duration::from_secs(u64::try_from(seconds(now)? - last).unwrap_or_default());
    let mut channels: Vec<(ChannelId, Option<GuildId>, MessageId)> = Vec::new();
    let lately = |time: i64| last - time < i64::try_from(LATELY.as_secs()).unwrap_or(i64::MAX);
    if length.as_secs() < WAITED_FOR.unsigned_abs() {
        for ((channel, question), guild, _) in answers.into_iter().filter(|(.., time)| lately(*time)) {
            if let Some((.., after)) = channels.iter_mut().find(|(known, ..)| *known == channel) {
                *after = question.max(*after);
            } else if channels.len() < CHANNELS {
                channels.push((channel, guild, question));
            }
        }
    }
    Some(Gap { length, channels })
}

/// The same, as the answers are kept.
async fn before(bot: &Bot, shard: (u32, u32)) -> Option<Gap> {
    match bot.store.answers_since(&(bot.clock.ago)(BACK), ANSWERS).await {
        Ok(answers) => gap_before(&answers, shard, &(bot.clock.now)()),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "cannot tell what was asked while nobody was here: it is lost");
            None
        }
    }
}

/// A new session began: answers what was asked since the last one, or since the last answer of an earlier process.
pub(super) async fn catch_up(bot: &Arc<Bot>, http: &Arc<Http>, shard: (u32, u32)) {
    let gap = bot.missed.known.lock().unwrap_or_else(PoisonError::into_inner).gap(shard, Instant::now());
    let (gap, since) = match gap {
        Some(gap) => (Some(gap), "the last event"),
        None => (before(bot, shard).await, "the last answer of the process before"),
    };
    let Some(gap) = gap else { return };
    let (id, seconds) = (shard.0, gap.length.as_secs_f64().ceil());
    let (mut found, mut unread) = (0, gap.channels.len());
    let reading = async {
        let _one = bot.missed.reading.lock().await;
        for (channel, guild, after) in &gap.channels {
            match read(bot, http, (*channel, *guild), *after).await {
                Ok(count) => (found, unread) = (found + count, unread - 1),
                Err(Unread::More(count)) => found += count,
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
        "a new session began; since {since} questions are lost in all channels but those that were read"
    );
}

/// Why a channel was not read to its end.
enum Unread {
    /// There is more than is read, in which so much was asked.
    More(usize),
    Refused(serenity::Error),
}

/// Answers what was asked in a channel after a message; how much that was.
async fn read(bot: &Arc<Bot>, http: &Arc<Http>, (channel, guild): (ChannelId, Option<GuildId>), after: MessageId) -> Result<usize, Unread> {
    let (mut after, mut posted, mut is_whole) = (after, Vec::new(), false);
    while !is_whole && posted.len() < PAGES * usize::from(PAGE) {
        let page = http.get_messages(channel, Some(MessagePagination::After(after)), Some(PAGE)).await.map_err(Unread::Refused)?;
        is_whole = page.len() < usize::from(PAGE);
        after = page.iter().map(|message| message.id).max().unwrap_or(after);
        // Newest first they came.
        posted.extend(page.into_iter().rev());
    }
    for message in &posted {
        // Answered already, though that was not kept any more: the process ended, or the database was away.
        if let Some(answered) = answered(bot, message) {
            bot.events.is_new(answered.get());
        }
    }
    let mut found = 0;
    for mut message in posted {
        message.guild_id = guild;
        found += usize::from(asking::posted(bot, http, message).await);
    }
    if is_whole { Ok(found) } else { Err(Unread::More(found)) }
}

/// The question that a message of ours answers, or that has a thread of ours.
fn answered(bot: &Bot, message: &Message) -> Option<MessageId> {
    let own = bot.id.get().copied();
    if message.thread.as_ref().is_some_and(|thread| thread.owner_id.is_some() && thread.owner_id == own) {
        return Some(message.id);
    }
    message.message_reference.as_ref().filter(|_| Some(message.author.id) == own)?.message_id
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
    fn a_gap_before_the_process_is_known_by_the_answers_of_the_one_before() {
        let answer = |channel: &str, guild: &str, question: &str, time: &str| PostedAnswer {
            channel: channel.to_owned(),
            guild: guild.to_owned(),
            question: question.to_owned(),
            time: format!("2026-11-28T{time}:00Z"),
            ..PostedAnswer::default()
        };
        let there = (1 << 22).to_string();
        let answers = [
            ("5", "", "70", "12:00"),
            ("5", "", "71", "11:59"),
            ("6", &*there, "80", "11:58"),
            ("7", "1", "60", "11:31"),
            ("8", "1", "50", "11:30"),
        ];
        let answers = answers.map(|(channel, guild, question, time)| answer(channel, guild, question, time));
        let gap = |shard, now: &str| gap_before(&answers, shard, &format!("2026-11-28T{now}:00Z"));
        let read = |read: &[(u64, Option<u64>, u64)]| -> Vec<_> {
            read.iter().map(|(channel, guild, after)| (ChannelId::new(*channel), guild.map(GuildId::new), MessageId::new(*after))).collect()
        };
        // The channel in which nobody asked within the half hour before is not read, and of one the last question counts.
        let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
        assert_eq!(gap((0, 2), "12:05"), Some(Gap { length: minutes(5), channels: read(&[(5, None, 71), (7, Some(1), 60)]) }));
        assert_eq!(gap((1, 2), "12:05"), Some(Gap { length: minutes(7), channels: read(&[(6, Some(1 << 22), 80)]) }));
        assert_eq!(gap((0, 2), "13:00"), Some(Gap { length: minutes(60), channels: Vec::new() }), "nobody waits any more");
        assert_eq!(gap((2, 4), "12:05"), None, "nobody was ever answered there");
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
