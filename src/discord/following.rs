//! Keeps the registers in step with the store, which other processes change too. Hints make that quick, asking again and
//! again makes it certain.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::bot::Bot;
use crate::register::Start;
use crate::store::{Pauses, StoreError};

/// How often the store is asked for changes, hints or not: they are to show within a second.
const FOLLOW: Duration = Duration::from_millis(500);
/// Changes that come together are taken in together.
const TOGETHER: Duration = Duration::from_millis(25);
/// Pauses while the store does not answer: the first, and the longest, after which changes show again.
const TROUBLE: (Duration, Duration) = (FOLLOW, Duration::from_secs(5));
/// Pauses between tries to reach the store at first: each reads the whole register.
const REACH: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// How well the store is followed, for those who watch the bot.
#[derive(Debug)]
pub(super) struct Following {
    reached: AtomicBool,
    last: Mutex<Instant>,
}

impl Following {
    /// From now on, by whether the store was read.
    pub(super) fn begin(reached: bool) -> Self {
        Self { reached: AtomicBool::new(reached), last: Mutex::new(Instant::now()) }
    }

    /// Whether the store answered when it was asked last.
    pub(super) fn is_reached(&self) -> bool {
        self.reached.load(Ordering::Relaxed)
    }

    /// How long ago the registers were in step with the store; since the start, if they never were.
    pub(super) fn age(&self) -> Duration {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }

    fn told(&self, reached: bool) {
        self.reached.store(reached, Ordering::Relaxed);
        if reached {
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        }
    }
}

/// Follows the store, from when it is reached on. Never returns.
pub(super) async fn follow(bot: &Bot) {
    until_reached(bot).await;
    let hints = bot.store.hints();
    let mut pauses = Pauses::new(TROUBLE.0, TROUBLE.1);
    loop {
        if tokio::time::timeout(FOLLOW, hints.heard()).await.is_ok() {
            tokio::time::sleep(TOGETHER).await;
        }
        match bot.live.catch_up(&bot.store).await {
            Ok(count) => {
                bot.following.told(true);
                pauses.succeeded();
                if count > 0 {
                    tracing::info!(count, register.revision = bot.live.as_of().revision, "the register changed");
                    bot.errands.wake();
                }
            }
            Err(error) => {
                bot.following.told(false);
                tracing::warn!(error = &error as &dyn std::error::Error, "cannot follow the register");
                tokio::time::sleep(pauses.again()).await;
            }
        }
    }
}

async fn until_reached(bot: &Bot) {
    let mut pauses = Pauses::new(REACH.0, REACH.1);
    while bot.live.is_unreached() {
        tokio::time::sleep(pauses.again()).await;
        match reach(bot).await {
            Ok(start) => {
                bot.following.told(true);
                start.unfit(|error| tracing::warn!(error, "the register is read from the database alone"));
                tracing::info!(register.revision = bot.live.as_of().revision, "the database is reached and the register read");
            }
            Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "the database is not reached"),
        }
    }
}

async fn reach(bot: &Bot) -> Result<Start, StoreError> {
    bot.store.reach().await?;
    bot.live.reach(&bot.store, &(bot.clock.now)()).await
}
