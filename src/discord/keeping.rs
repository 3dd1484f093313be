//! Drops what is older than it is to be kept: by what each server has set, else by the program's setting.

use std::time::Duration;

use super::bot::Bot;
use super::departures;
use crate::store::StoreError;

/// How often it is looked for.
const HOUR: Duration = Duration::from_secs(3_600);
/// Seconds of a day.
pub(super) const DAY: u64 = 86_400;
/// The setting of a guild: for how many days.
pub(super) const RETENTION: &str = "retention";

/// For how long what is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keep {
    /// Days for which things are kept where nobody has said how long.
    pub(super) days: u64,
    /// Days for which what is kept of a server stays after the bot was removed from it.
    pub(super) grace_days: u64,
}

/// Drops what is old, now and every hour. Never returns.
pub(super) async fn tidy(bot: &Bot) {
    loop {
        match forget(bot, bot.keep.days).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "what was old is dropped"),
            Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "cannot drop what is old"),
        }
        departures::forget(bot).await;
        tokio::time::sleep(HOUR).await;
    }
}

async fn forget(bot: &Bot, days: u64) -> Result<u64, StoreError> {
    let ago = |days: u64| (bot.clock.ago)(days.saturating_mul(DAY));
    let mut count = bot.store.forget_elsewhere_before(RETENTION, &ago(days)).await?;
    for (guild, value) in bot.store.set_by_guilds(RETENTION).await? {
        count += bot.store.forget_before(&guild, &ago(value.parse().unwrap_or(days))).await?;
    }
    bot.store.drop_idle_errands().await?;
    Ok(count)
}
