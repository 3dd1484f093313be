//! Tells on a loopback port how the bot is: `/health` for those who restart it, `/metrics` for those who watch it. And watches
//! the shards itself: one that does not come back is started again, and if that does not help the program ends.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use serenity::gateway::ConnectionStage;
use serenity::model::id::ShardId;
use tokio::net::TcpListener;

use super::DiscordError;
use super::bot::Bot;
use super::metrics::label;

/// How often the shards are looked at.
const LOOK: Duration = Duration::from_secs(1);
/// Sessions ended before they began, and none that was had: serenity would ask for ever, and a thousand times a day are all
/// there are.
const VAIN: u32 = 13;
/// Serenity takes so long from the end of a session to the next one: within it the same end is seen.
const SAME: Duration = Duration::from_secs(5);

/// For how long a shard may be away, or silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limits {
    /// So long, and the health is red: a resumed connection takes seconds, and heartbeats come every 41 seconds.
    away: Duration,
    /// So long, and it is started again.
    stale: Duration,
    /// So long, and the program gives up, for its supervisor to start it anew.
    lost: Duration,
}

impl Limits {
    fn of(stale: Duration) -> Self {
        Self { away: stale / 2, stale, lost: stale * 5 / 2 }
    }
}

/// How the shards are.
#[derive(Debug, Default)]
pub(super) struct Health {
    ready: AtomicBool,
    /// The shards that were away or silent for too long when they were last looked at.
    lost: RwLock<Vec<u32>>,
}

impl Health {
    /// Without the database the bot answers: to start it anew would not bring that back.
    fn verdict(&self, has_database: bool) -> (StatusCode, String) {
        let lost = self.lost.read().unwrap_or_else(PoisonError::into_inner);
        let (status, mut told) = match (self.ready.load(Ordering::Relaxed), lost.as_slice()) {
            (false, _) => (StatusCode::SERVICE_UNAVAILABLE, "not connected yet\n".to_owned()),
            (true, []) => (StatusCode::OK, "ok\n".to_owned()),
            (true, lost) => (StatusCode::SERVICE_UNAVAILABLE, format!("shards away: {lost:?}\n")),
        };
        if !has_database {
            told.push_str("the database is not reached: nothing is written, and changes do not show\n");
        }
        (status, told)
    }

    /// Takes in which shards are away or silent.
    fn miss(&self, mut lost: Vec<u32>) {
        lost.sort_unstable();
        let mut known = self.lost.write().unwrap_or_else(PoisonError::into_inner);
        if *known == lost {
            return;
        }
        if lost.is_empty() {
            tracing::info!("all shards are there again");
        } else {
            tracing::warn!(shards = ?lost, "shards are away or give no sign of life");
        }
        *known = lost;
    }
}

/// Shards that are to come and of which serenity knows nothing before they are connected, each since when, and whether serenity
/// is at it.
#[derive(Debug, Default)]
pub(super) struct Due(Mutex<BTreeMap<u32, (Instant, bool)>>);

impl Due {
    /// The gateway takes no connection for it yet, or it is started.
    pub(super) fn put(&self, shard: u32, started: bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(shard, (Instant::now(), started));
    }

    /// It is here, or waits for its turn.
    pub(super) fn drop(&self, shard: u32) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&shard);
    }

    fn all(&self) -> Vec<(u32, (Instant, bool))> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|(shard, due)| (*shard, *due)).collect()
    }
}

/// Serves `/health` and `/metrics` until it is dropped.
pub(super) async fn serve(listener: TcpListener, bot: Arc<Bot>, health: Arc<Health>) -> std::io::Result<()> {
    let told = get(|State((bot, health)): State<(Arc<Bot>, Arc<Health>)>| async move { health.verdict(bot.following.is_reached()) });
    let counted = get(|State((bot, _)): State<(Arc<Bot>, Arc<Health>)>| async move { bot.metrics.text() });
    let router = axum::Router::new().route("/health", told).route("/metrics", counted).with_state((bot, health));
    axum::serve(listener, router).await
}

/// Takes the port.
pub(super) async fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let listener = TcpListener::bind(address).await?;
    tracing::info!("health and metrics are told at http://{}", listener.local_addr()?);
    Ok(listener)
}

/// What serenity and the events tell of a shard.
#[derive(Debug, Clone, Copy)]
struct Sight {
    stage: ConnectionStage,
    /// The last heartbeat's; another one is another heartbeat that was answered.
    latency: Option<Duration>,
    /// When it last told something.
    heard: Option<Instant>,
}

/// How a shard fares.
#[derive(Debug, Clone, Copy)]
struct Fare {
    /// When it last gave a sign of life; away since, if it is not connected.
    sign: Instant,
    connected: bool,
    latency: Option<Duration>,
    restarted: bool,
    /// Sessions that ended before they began, and when the last one did.
    vain: (u32, Option<Instant>),
}

impl Fare {
    const fn new(now: Instant) -> Self {
        Self { sign: now, connected: false, latency: None, restarted: false, vain: (0, None) }
    }

    /// Takes in what is seen; whether a heartbeat was answered.
    fn look(&mut self, seen: Sight, now: Instant, limits: Limits) -> bool {
        let answered = seen.latency.is_some() && seen.latency != self.latency;
        self.latency = seen.latency;
        let (connected, before) = (seen.stage == ConnectionStage::Connected, self.connected);
        self.connected = connected;
        let silence = now.saturating_duration_since(self.sign);
        match (before, connected) {
            // It has a session, and its last sign is an answered heartbeat or an event.
            (true, true) => {
                let heard = if answered { Some(now) } else { seen.heard };
                self.sign = heard.map_or(self.sign, |heard| heard.max(self.sign));
                if now.saturating_duration_since(self.sign) <= limits.away {
                    self.restarted = false;
                }
            }
            (false, true) => (self.sign, self.vain) = (now, (0, None)),
            // A pause between heartbeats is none of its absence; a silence is.
            (true, false) if silence <= limits.away => self.sign = now,
            (_, false) => {}
        }
        // Serenity tells that a session is asked for when that has failed, or when a heartbeat is answered though the session is
        // not there: then it is only late.
        if seen.stage == ConnectionStage::Identifying
            && seen.latency.is_none()
            && self.vain.1.is_none_or(|last| now.saturating_duration_since(last) >= SAME)
        {
            self.vain = (self.vain.0 + 1, Some(now));
        }
        answered && connected
    }
}

/// Watches the shards; returns when one is lost for good.
pub(super) async fn watch(bot: &Bot, health: &Health, stale: Duration) -> DiscordError {
    let (limits, mut fares) = (Limits::of(stale), HashMap::<u32, Fare>::new());
    loop {
        tokio::time::sleep(LOOK).await;
        tell(bot);
        let Some(shards) = bot.shards.get() else { continue };
        let stages: Vec<(u32, ConnectionStage, Option<Duration>)> =
            shards.runners.lock().await.iter().map(|(id, runner)| (id.0, runner.stage, runner.latency)).collect();
        // While serenity starts a shard anew, it knows nothing of it.
        let gone = fares.keys().filter(|shard| !stages.iter().any(|(known, ..)| known == *shard));
        let gone: Vec<_> = gone.map(|shard| (*shard, ConnectionStage::Disconnected, None)).collect();
        let (now, here) = (Instant::now(), stages.len());
        let seen: Vec<_> = stages.into_iter().chain(gone).collect();
        for (shard, stage, latency) in &seen {
            let sight = Sight { stage: *stage, latency: *latency, heard: bot.missed.last(*shard) };
            if fares.entry(*shard).or_insert(Fare::new(now)).look(sight, now, limits) {
                bot.missed.hear(*shard);
            }
            bot.due.drop(*shard);
            tell_shard(bot, *shard, *stage, *latency);
            if *stage == ConnectionStage::Connected {
                health.ready.store(true, Ordering::Relaxed);
            }
        }
        if fares.values().any(|fare| fare.vain.0 > VAIN) {
            return DiscordError::Refused("it ends every session before it begins");
        }
        let (due, silent) = (bot.due.all(), |since: Instant| now.saturating_duration_since(since));
        let started = due.iter().filter(|(_, (_, started))| *started).map(|(_, (since, _))| *since);
        if fares.values().map(|fare| fare.sign).chain(started).any(|since| silent(since) > limits.lost) {
            return DiscordError::Lost;
        }
        let since = fares.iter().map(|(shard, fare)| (*shard, fare.sign)).chain(due.iter().map(|(shard, (since, _))| (*shard, *since)));
        health.miss(since.filter(|(_, since)| silent(*since) > limits.away).map(|(shard, _)| shard).collect());
        for (place, (shard, ..)) in seen.iter().enumerate() {
            let Some(fare) = fares.get_mut(shard).filter(|fare| silent(fare.sign) > limits.stale && !fare.restarted) else { continue };
            fare.restarted = true;
            // Who is gone is being started already: twice begun, it would have two sessions.
            if place < here {
                tracing::warn!(shard.id = *shard, "a shard does not come back or gives no sign of life, and is started again");
                shards.restart(ShardId(*shard)).await;
            }
        }
    }
}

/// What is told of everything but shards.
fn tell(bot: &Bot) {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    bot.metrics.waiting.set(number(bot.outbox.waiting()));
    bot.metrics.tasks.set(number(tokio::runtime::Handle::current().metrics().num_alive_tasks()));
    bot.metrics.revision.set(bot.live.as_of().revision);
    bot.metrics.reached.set(i64::from(bot.following.is_reached()));
    bot.metrics.age.set(i64::try_from(bot.following.age().as_secs()).unwrap_or(i64::MAX));
    bot.metrics.held.set(number(bot.live.held()));
}

fn tell_shard(bot: &Bot, shard: u32, stage: ConnectionStage, latency: Option<Duration>) {
    let name = shard.to_string();
    bot.metrics.shards.get_or_create(&label("shard", &name)).set(i64::from(stage == ConnectionStage::Connected));
    if let Some(latency) = latency {
        let milliseconds = i64::try_from(latency.as_millis()).unwrap_or(i64::MAX);
        bot.metrics.latency.get_or_create(&label("shard", &name)).set(milliseconds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { away: Duration::from_secs(60), stale: Duration::from_secs(120), lost: Duration::from_secs(300) };

    fn sight(stage: ConnectionStage, latency: Option<u64>) -> Sight {
        Sight { stage, latency: latency.map(Duration::from_millis), heard: None }
    }

    #[test]
    fn a_session_that_never_comes_is_not_one_that_is_ended() {
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut fare = Fare::new(start);
        // Heartbeats are answered, and no session comes.
        for second in 0..300 {
            fare.look(sight(ConnectionStage::Identifying, Some(second / 41)), at(second), LIMITS);
        }
        assert_eq!((fare.vain.0, fare.sign), (0, start));
        // Ended before a heartbeat was due: seen for five seconds, and counted once.
        for second in 300..350 {
            fare.look(sight(ConnectionStage::Identifying, None), at(second), LIMITS);
        }
        assert_eq!(fare.vain.0, 10);
        fare.look(sight(ConnectionStage::Connected, None), at(351), LIMITS);
        assert_eq!((fare.vain.0, fare.sign), (0, at(351)));
    }

    #[test]
    fn a_connected_shard_lives_by_events_and_answered_heartbeats() {
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut fare = Fare::new(start);
        fare.look(sight(ConnectionStage::Connected, None), at(0), LIMITS);
        assert!(fare.look(sight(ConnectionStage::Connected, Some(20)), at(41), LIMITS), "a heartbeat was answered");
        assert!(!fare.look(sight(ConnectionStage::Connected, Some(20)), at(42), LIMITS));
        assert_eq!(fare.sign, at(41));
        fare.look(Sight { heard: Some(at(70)), ..sight(ConnectionStage::Connected, Some(20)) }, at(71), LIMITS);
        assert_eq!(fare.sign, at(70));
        // Silent already when the connection breaks: it has been away for longer.
        fare.look(sight(ConnectionStage::Connected, Some(20)), at(140), LIMITS);
        fare.look(sight(ConnectionStage::Disconnected, None), at(141), LIMITS);
        assert_eq!(fare.sign, at(70));
    }
}
