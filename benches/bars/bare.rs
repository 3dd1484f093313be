//! A bare serenity bot, to compare with: the same connection, the same intents, a handler that does nothing.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serenity::all::{EventHandler, GatewayIntents, HttpBuilder};
use serenity::client::ClientBuilder;
use tempfile::TempDir;

use super::Process;
use crate::server::{self, World};

/// With it and an address this program is the bare bot.
pub(crate) const FLAG: &str = "--bare";

struct Nothing;

impl EventHandler for Nothing {}

/// Runs the bare bot, until it is killed.
pub(crate) async fn run(url: &str) {
    let http = HttpBuilder::new("secret.token.x").proxy(url).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let mut client = ClientBuilder::new_with_http(http, intents).event_handler(Nothing).await.unwrap();
    client.start().await.unwrap();
}

/// A Discord with the bare bot in it.
pub(crate) async fn start(more_guilds: u64) -> (Arc<World>, Process) {
    let (world, mut requests) = server::start().await;
    tokio::spawn(async move { while requests.recv().await.is_some() {} });
    world.gateway.more_guilds.store(more_guilds, Ordering::SeqCst);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([FLAG, &world.url()]);
    let process = Process::start(command, TempDir::new().unwrap());
    while world.sessions().0 == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    (world, process)
}
