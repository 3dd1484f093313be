//! Closes of the gateway after which coming back does not help. Serenity gives up after three of them; after the other three
//! (4003, 4010, 4011) it reads the closed connection again and again, with a whole core, and tells nobody: it only logs the
//! error. So its log is listened to.

use std::sync::{Arc, OnceLock};

use serenity::gateway::GatewayError;
use tokio::sync::Notify;

use super::DiscordError;

/// Where serenity logs why a connection was closed, at the level of an error.
pub const TARGET: &str = "serenity::gateway";

/// What Discord closes a connection with for good, and what that means.
const FATAL: [(GatewayError, &str); 6] = [
    (GatewayError::NoAuthentication, "it does not take the session for ours (4003)"),
    (GatewayError::InvalidAuthentication, "the token is not valid (4004)"),
    (GatewayError::InvalidShardData, "it does not know the shard that we are to be; see discord.shards in the settings (4010)"),
    (GatewayError::OverloadedShard, "the bot is in too many servers for so few shards (4011)"),
    (GatewayError::InvalidGatewayIntents, "it does not know what we ask for (4013)"),
    (GatewayError::DisallowedGatewayIntents, "reading all messages is a privilege that this bot does not have (4014)"),
];

/// Hears of closes. Clones share what they heard.
#[derive(Debug, Clone, Default)]
pub struct Closes(Arc<(OnceLock<&'static str>, Notify)>);

impl Closes {
    /// Takes in what serenity logged.
    pub fn hear(&self, logged: &str) {
        let named = |error: &GatewayError| logged.contains(&format!("Gateway({error:?})"));
        if let Some((_, reason)) = FATAL.iter().find(|(error, _)| named(error)) {
            // The first one counts.
            let _ = self.0.0.set(reason);
            self.0.1.notify_one();
        }
    }

    /// Returns when Discord has closed a connection for good.
    pub(super) async fn fatal(&self) -> DiscordError {
        loop {
            if let Some(reason) = self.0.0.get() {
                return DiscordError::Refused(reason);
            }
            self.0.1.notified().await;
        }
    }
}

/// Why Discord does not want us, if the error says so.
pub(super) fn reason(error: &GatewayError) -> Option<&'static str> {
    // Its errors cannot be compared.
    let same = |known: &GatewayError| std::mem::discriminant(known) == std::mem::discriminant(error);
    FATAL.iter().find(|(known, _)| same(known)).map(|(_, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_first_close_for_good_counts_and_others_are_nothing() {
        let closes = Closes::default();
        closes.hear("Shard handler received err: Gateway(HeartbeatFailed)");
        assert!(closes.0.0.get().is_none());
        closes.hear("Shard handler received err: Gateway(OverloadedShard)");
        closes.hear("Shard handler received err: Gateway(NoAuthentication)");
        let DiscordError::Refused(told) = closes.fatal().await else { panic!("not refused") };
        assert!(told.contains("4011"), "{told}");
    }

    #[test]
    fn every_code_has_its_reason_and_the_rest_has_none() {
        assert!(FATAL.iter().all(|(error, told)| reason(error) == Some(told)));
        assert_eq!(reason(&GatewayError::ReconnectFailure), None);
    }
}
