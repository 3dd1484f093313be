//! A bare serenity bot, to compare with: the same connection, the same intents, a handler that does nothing, or one that
//! answers every mention with a word.

use std::process::Command;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use serenity::all::{Context, EventHandler, GatewayIntents, HttpBuilder, Message};
use serenity::client::ClientBuilder;
use tempfile::TempDir;

use super::{Process, Sent, keep};
use crate::server::{self, World};

/// With it and an address this program is the bare bot.
pub(crate) const FLAG: &str = "--bare";
/// With it the bare bot answers.
pub(crate) const ANSWERING: &str = "--bare-answering";

struct Nothing;

impl EventHandler for Nothing {}

struct Answering;

#[serenity::async_trait]
impl EventHandler for Answering {
    async fn message(&self, context: Context, message: Message) {
        if !message.mentions.is_empty() {
            let _ = message.reply(&context.http, "Yes.").await;
        }
    }
}

/// Runs the bare bot, until it is killed.
pub(crate) async fn run(url: &str, answers: bool) {
    let http = HttpBuilder::new("secret.token.x").proxy(url).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let builder = ClientBuilder::new_with_http(http, intents);
    let builder = if answers { builder.event_handler(Answering) } else { builder.event_handler(Nothing) };
    let mut client = builder.await.unwrap();
    client.start().await.unwrap();
}

/// A Discord with the bare bot in it.
pub(crate) async fn start(more_guilds: u64) -> (Arc<World>, Process) {
    let (world, process, _) = started(FLAG, more_guilds).await;
    (world, process)
}

/// The same with one that answers, and what it sent.
pub(crate) async fn start_answering() -> (Arc<World>, Process, Arc<Mutex<Sent>>) {
    started(ANSWERING, 0).await
}

async fn started(flag: &str, more_guilds: u64) -> (Arc<World>, Process, Arc<Mutex<Sent>>) {
    let (world, mut requests) = server::start().await;
    let sent: Arc<Mutex<Sent>> = Arc::default();
    let kept = Arc::clone(&sent);
    tokio::spawn(async move {
        while let Some(request) = requests.recv().await {
            keep(&mut kept.lock().unwrap(), request);
        }
    });
    world.gateway.more_guilds.store(more_guilds, Ordering::SeqCst);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([flag, &world.url()]);
    let process = Process::start(command, TempDir::new().unwrap());
    while world.sessions().0 == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    (world, process, sent)
}
