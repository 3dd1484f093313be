//! Begins the sessions of this process's shards, one after the other. Discord lets a token begin so many at the same time
//! (`max_concurrency`) each five seconds, however many processes there are: they take turns by leases in the database. While
//! that is away each goes on at its own pace, which serenity keeps.
//!
//! Serenity has no place to wait before it identifies, so its queue is handed one shard at a time. What it begins anew by
//! itself, after Discord has ended a session, goes at serenity's own pace.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use serenity::Client;
use serenity::gateway::{ConnectionStage, ShardManager};
use serenity::http::Http;
use serenity::model::id::{ApplicationId, ShardId};
use tokio::time::{Instant, sleep, timeout};

use super::bot::Bot;
use super::{DiscordError, PAUSES, Settings, connect, refused, retried};
use crate::store::{Pauses, Store};

/// What Discord wants between two sessions of a kind, and a little more: clocks and lines are not exact.
const APART: Duration = Duration::from_millis(5_250);
/// How long a turn lasts until it is known when the session was asked for; a process that dies then keeps others so long.
const TURN: Duration = Duration::from_secs(30);
/// Pauses between looks whether it is our turn.
const LOOKS: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(1));
/// How long the database has to say so.
const ANSWER: Duration = Duration::from_secs(3);
/// How often it is looked whether the session was asked for, and for how long.
const LOOK: Duration = Duration::from_millis(50);
const ASKED: Duration = Duration::from_secs(20);

/// Whose turn it is to begin a session, among all processes with this token.
struct Turns<'a> {
    store: &'a Store,
    /// The name of this process.
    process: String,
    application: u64,
    concurrency: u64,
}

/// Begins all sessions and returns when the connection cannot be had or kept.
pub(super) async fn begin(client: &mut Client, settings: &Settings, bot: &Bot, http: &Http) -> Result<(), DiscordError> {
    let advised = retried("ask how many shards to run", async || http.get_bot_gateway().await).await?;
    let (range, total) = settings.shards.clone().unwrap_or((0..advised.shards.max(1), advised.shards.max(1)));
    // Whoever begins more sessions than there are loses the token.
    let (limit, wanted) = (&advised.session_start_limit, u64::from(range.end - range.start));
    if limit.remaining < wanted {
        let wait = Duration::from_millis(limit.reset_after);
        tracing::warn!(
            left = limit.remaining,
            wanted,
            seconds = wait.as_secs(),
            "the sessions of the day are used up; waiting for new ones"
        );
        sleep(wait).await;
    }
    let turns = Turns {
        store: &bot.store,
        process: format!("{}-{:016x}", std::process::id(), RandomState::new().hash_one(())),
        application: http.application_id().map(ApplicationId::get).unwrap_or_default(),
        concurrency: limit.max_concurrency.max(1),
    };
    let gateway = client.ws_url.lock().await.clone();
    reach(&gateway).await;
    turns.wait(range.start).await;
    bot.due.put(range.start, true);
    let manager = Arc::clone(&client.shard_manager);
    let rest = async {
        turns.pass_on(range.start, &manager).await;
        for shard in range.start + 1..range.end {
            bot.due.put(shard, false);
            reach(&gateway).await;
            bot.due.drop(shard);
            turns.wait(shard).await;
            bot.due.put(shard, true);
            start(&manager, shard).await;
            turns.pass_on(shard, &manager).await;
        }
        std::future::pending().await
    };
    // Serenity counts the last shard in.
    tokio::select! {
        ended = client.start_shard_range(range.start..range.start, total) => ended.map_err(|error| refused(&error)),
        ended = rest => ended,
    }
}

/// Returns when the gateway takes connections.
async fn reach(gateway: &str) {
    let mut pauses = Pauses::new(PAUSES.0, PAUSES.1);
    while let Err(error) = connect::knock(gateway).await {
        let pause = pauses.again();
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, milliseconds = pause.as_millis(), "cannot reach the gateway; trying again");
        sleep(pause).await;
    }
}

/// Starts another shard. Serenity only knows how to end one and start it again; that there was none is told it at once, since it
/// would wait five seconds for the end.
async fn start(manager: &ShardManager, shard: u32) {
    manager.shutdown_finished(ShardId(shard));
    manager.restart(ShardId(shard)).await;
}

impl Turns<'_> {
    /// The lease that a shard needs, and in whose name. Shards of different rests may begin at the same time; those of one
    /// process wait for each other as for any.
    fn lease(&self, shard: u32) -> (String, String) {
        let name = format!("identify {} {}", self.application, u64::from(shard) % self.concurrency);
        (name, format!("{} {shard}", self.process))
    }

    /// Returns when it is this process's turn, or nobody can say whose it is.
    async fn wait(&self, shard: u32) {
        let ((name, holder), begun) = (self.lease(shard), Instant::now());
        let mut looks = Pauses::new(LOOKS.0, LOOKS.1);
        loop {
            match timeout(ANSWER, self.store.lease(&name, &holder, TURN)).await {
                Ok(Ok(true)) => return tracing::debug!(shard.id = shard, waited = ?begun.elapsed(), "it is our turn to begin a session"),
                Ok(Ok(false)) => sleep(looks.again()).await,
                Ok(Err(_)) | Err(_) => {
                    return tracing::warn!(
                        shard.id = shard,
                        "the database does not say whose turn it is to begin a session; going on without"
                    );
                }
            }
        }
    }

    /// Lets the next one begin, some time after this shard has asked for its session.
    async fn pass_on(&self, shard: u32, manager: &ShardManager) {
        // If it never asks, others are not kept for ever; the line may be slow.
        let _ = timeout(ASKED, asked(shard, manager)).await;
        let (name, holder) = self.lease(shard);
        // If this is not told, the turn ends by itself.
        let _ = timeout(ANSWER, self.store.lease(&name, &holder, APART)).await;
    }
}

async fn asked(shard: u32, manager: &ShardManager) {
    let is_asked = |stage| matches!(stage, ConnectionStage::Identifying | ConnectionStage::Connected);
    loop {
        let stages: HashMap<u32, ConnectionStage> = manager.runners.lock().await.iter().map(|(id, runner)| (id.0, runner.stage)).collect();
        if stages.get(&shard).copied().is_some_and(is_asked) {
            return;
        }
        sleep(LOOK).await;
    }
}
