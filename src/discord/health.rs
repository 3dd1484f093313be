//! Tells on a loopback port how the bot is: `/health` for those who restart it, `/metrics` for those who watch it. And watches
//! the shards itself: one that does not come back is started again, and if that does not help the program ends.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
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
/// A shard away for so long makes the health red: a resumed connection takes seconds.
const AWAY: Duration = Duration::from_secs(60);
/// So long after it is started again.
const STALE: Duration = Duration::from_secs(120);
/// So long after the program gives up, for its supervisor to start it anew.
const LOST: Duration = Duration::from_secs(300);
/// Looks that find a shard asking for a session, and none that finds it with one: Discord ends each at once. Serenity would
/// ask for ever, and a thousand times a day are all there are.
const VAIN: u32 = 75;

/// How the shards are.
#[derive(Debug, Default)]
pub(super) struct Health {
    ready: AtomicBool,
    away: RwLock<HashMap<u32, Duration>>,
}

impl Health {
    /// Without the database the bot answers: to start it anew would not bring that back.
    fn verdict(&self, has_database: bool) -> (StatusCode, String) {
        let away = self.away.read().unwrap_or_else(PoisonError::into_inner);
        let mut lost: Vec<u32> = away.iter().filter(|(_, time)| **time > AWAY).map(|(shard, _)| *shard).collect();
        lost.sort_unstable();
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

/// How each shard fares.
#[derive(Debug, Default)]
struct Watch {
    known: HashSet<u32>,
    since: HashMap<u32, Instant>,
    restarted: HashSet<u32>,
    vain: HashMap<u32, u32>,
}

impl Watch {
    fn look(&mut self, shard: u32, stage: ConnectionStage) {
        self.known.insert(shard);
        if stage == ConnectionStage::Connected {
            self.since.remove(&shard);
            self.restarted.remove(&shard);
            self.vain.remove(&shard);
            return;
        }
        self.since.entry(shard).or_insert_with(Instant::now);
        if stage == ConnectionStage::Identifying {
            *self.vain.entry(shard).or_default() += 1;
        }
    }
}

/// Watches the shards; returns when one is lost for good.
pub(super) async fn watch(bot: &Bot, health: &Health) -> DiscordError {
    let mut watch = Watch::default();
    loop {
        tokio::time::sleep(LOOK).await;
        bot.metrics.waiting.set(i64::try_from(bot.outbox.waiting()).unwrap_or(i64::MAX));
        bot.metrics.tasks.set(i64::try_from(tokio::runtime::Handle::current().metrics().num_alive_tasks()).unwrap_or(i64::MAX));
        bot.metrics.revision.set(bot.live.as_of().revision);
        bot.metrics.reached.set(i64::from(bot.following.is_reached()));
        bot.metrics.age.set(i64::try_from(bot.following.age().as_secs()).unwrap_or(i64::MAX));
        bot.metrics.held.set(i64::try_from(bot.live.held()).unwrap_or(i64::MAX));
        let Some(shards) = bot.shards.get() else { continue };
        let stages: Vec<(u32, ConnectionStage, Option<Duration>)> =
            shards.runners.lock().await.iter().map(|(id, runner)| (id.0, runner.stage, runner.latency)).collect();
        // While serenity starts a shard anew, it knows nothing of it.
        let gone = watch.known.iter().filter(|shard| !stages.iter().any(|(known, ..)| known == *shard));
        let gone: Vec<_> = gone.map(|shard| (*shard, ConnectionStage::Disconnected, None)).collect();
        for (shard, stage, latency) in stages.into_iter().chain(gone) {
            watch.look(shard, stage);
            tell_shard(bot, shard, stage, latency);
            if stage == ConnectionStage::Connected {
                health.ready.store(true, Ordering::Relaxed);
            }
        }
        if watch.vain.values().any(|looks| *looks > VAIN) {
            return DiscordError::Refused("it ends every session before it begins");
        }
        let away: HashMap<u32, Duration> = watch.since.iter().map(|(shard, since)| (*shard, since.elapsed())).collect();
        if away.values().any(|time| *time > LOST) {
            return DiscordError::Lost;
        }
        for (shard, _) in away.iter().filter(|(_, time)| **time > STALE) {
            if watch.restarted.insert(*shard) {
                tracing::warn!(shard.id = *shard, "a shard does not come back and is started again");
                shards.restart(ShardId(*shard)).await;
            }
        }
        *health.away.write().unwrap_or_else(PoisonError::into_inner) = away;
    }
}

fn tell_shard(bot: &Bot, shard: u32, stage: ConnectionStage, latency: Option<Duration>) {
    let name = shard.to_string();
    bot.metrics.shards.get_or_create(&label("shard", &name)).set(i64::from(stage == ConnectionStage::Connected));
    if let Some(latency) = latency {
        let milliseconds = i64::try_from(latency.as_millis()).unwrap_or(i64::MAX);
        bot.metrics.latency.get_or_create(&label("shard", &name)).set(milliseconds);
    }
}
