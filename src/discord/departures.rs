//! Servers that the bot was removed from. What is kept of one goes after some time, unless the bot is back by then; its
//! records stay. A server that is only unavailable has not removed the bot.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use serenity::model::guild::UnavailableGuild;
use serenity::model::id::GuildId;

use super::bot::Bot;
use super::keeping::DAY;
use crate::store::StoreError;

/// Who is gone, as far as this process knows.
#[derive(Debug, Default)]
pub(super) struct Departures(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// Guilds that are noted as left.
    left: HashSet<GuildId>,
    /// Guilds that are back while the store could not be told.
    back: HashSet<GuildId>,
    /// Shards that have said which guilds are theirs, with how many shards there are: only what belongs to one of them is
    /// dropped, since of others nobody here knows whether they are back.
    shards: HashMap<u32, u32>,
}

/// The shard that a guild belongs to.
fn shard_of(guild: GuildId, shards: u32) -> u32 {
    u32::try_from((guild.get() >> 22) % u64::from(shards.max(1))).unwrap_or_default()
}

impl Departures {
    fn known<T>(&self, work: impl FnOnce(&mut Known) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A shard has a new session: the bot is in these guilds and, of this shard, in no others.
pub(super) async fn listed(bot: &Bot, shard: (u32, u32), guilds: &[UnavailableGuild]) {
    let listed: HashSet<GuildId> = guilds.iter().map(|guild| guild.id).collect();
    if let Err(error) = compare(bot, shard, &listed).await {
        tracing::warn!(error = &error as &dyn std::error::Error, "cannot look for servers that were left or are back");
    }
    forget(bot).await;
}

async fn compare(bot: &Bot, (shard, shards): (u32, u32), listed: &HashSet<GuildId>) -> Result<(), StoreError> {
    let mut left: HashSet<GuildId> = bot.store.left_guilds().await?.into_iter().filter_map(|(guild, _)| guild.parse().ok()).collect();
    let back: HashSet<GuildId> = listed.intersection(&left).copied().collect();
    for guild in &back {
        bot.store.rejoin_guild(&guild.to_string()).await?;
        left.remove(guild);
    }
    // Left while nobody was there to hear of it, or never joined: somebody asked there with the bot as an own app. An empty
    // list is rather a fault of Discord's than the end of everything.
    if !listed.is_empty() {
        for guild in bot.store.known_guilds().await?.iter().filter_map(|guild| guild.parse::<GuildId>().ok()) {
            if shard_of(guild, shards) == shard && !listed.contains(&guild) && left.insert(guild) {
                bot.store.leave_guild(&guild.to_string(), &(bot.clock.now)()).await?;
                tracing::info!(guild.id = %guild, "the bot is no longer in a server of which it keeps something");
            }
        }
    }
    bot.departures.known(|known| {
        // Others may have been left or joined while the store was asked.
        known.left.retain(|guild| !back.contains(guild));
        known.left.extend(left);
        known.shards.insert(shard, shards);
    });
    Ok(())
}

/// The bot was removed from a guild, or the guild is gone.
pub(super) async fn left(bot: &Bot, guild: GuildId) {
    bot.departures.known(|known| known.back.remove(&guild) | known.left.insert(guild));
    match bot.store.leave_guild(&guild.to_string(), &(bot.clock.now)()).await {
        Ok(()) => tracing::info!(guild.id = %guild, "the bot was removed from a server"),
        // The next session finds it missing.
        Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "cannot note that a server was left"),
    }
}

/// The bot is in a guild. Most events of this kind are of guilds that it never left.
pub(super) async fn joined(bot: &Bot, guild: GuildId) {
    if !bot.departures.known(|known| known.left.remove(&guild)) {
        return;
    }
    match bot.store.rejoin_guild(&guild.to_string()).await {
        Ok(()) => tracing::info!(guild.id = %guild, "the bot is back in a server"),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "cannot note that a server is back; trying again later");
            bot.departures.known(|known| known.back.insert(guild));
        }
    }
}

/// Drops what is kept of guilds that were left long ago.
pub(super) async fn forget(bot: &Bot) {
    if let Err(error) = drop_old(bot).await {
        tracing::warn!(error = &error as &dyn std::error::Error, "cannot drop what was kept of servers that were left");
    }
}

async fn drop_old(bot: &Bot) -> Result<(), StoreError> {
    for guild in bot.departures.known(|known| known.back.clone()) {
        bot.store.rejoin_guild(&guild.to_string()).await?;
        bot.departures.known(|known| known.back.remove(&guild));
    }
    let before = (bot.clock.ago)(bot.keep.grace_days.saturating_mul(DAY));
    for guild in bot.store.left_guilds().await?.iter().filter_map(|(guild, _)| guild.parse::<GuildId>().ok()) {
        let ours = bot.departures.known(|known| known.shards.iter().any(|(shard, shards)| shard_of(guild, *shards) == *shard));
        if ours && bot.store.forget_guild(&guild.to_string(), &before).await? {
            bot.departures.known(|known| known.left.remove(&guild));
            bot.manners.forget(guild);
            bot.live.include(&guild.to_string());
            tracing::info!(guild.id = %guild, "what was kept of a server that was left is dropped");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guilds_are_spread_over_shards_as_discord_does() {
        let guild = GuildId::new(197_038_439_483_310_086);
        assert_eq!([1, 2, 16].map(|shards| shard_of(guild, shards)), [0, 0, 2]);
    }
}
