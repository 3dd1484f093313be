//! Several processes with shards of one token begin their sessions one after the other, as Discord wants it.

use std::process::Child;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::server::World;
use super::{PATIENCE, server, spawn};
use crate::postgres::Server;
use crate::world::Place;

/// Discord lets one session begin in this time.
const APART: Duration = Duration::from_secs(5);

/// A turn that nobody passes on ends after this time.
const LEASED: Duration = Duration::from_secs(30);

/// Bots that end with the test.
struct Bots(Vec<(Child, Place)>);

impl Bots {
    fn start(world: &World, database: &str, ranges: &[&str]) -> Self {
        let start = |range: &&str| {
            let place = Place::new();
            place.write("settings.toml", &format!("[discord]\nshards = \"{range}\"\n"));
            let url = world.url();
            let settings =
                [("AIDE_MEMOIRE_DISCORD_API", url.as_str()), ("AIDE_MEMOIRE_CONFIG", "settings.toml"), ("AIDE_MEMOIRE_DATABASE", database)];
            (spawn(&place, &settings), place)
        };
        Self(ranges.iter().map(start).collect())
    }

    fn log(&self) -> String {
        self.0.iter().map(|(_, place)| std::fs::read_to_string(place.path().join("log")).unwrap()).collect()
    }
}

impl Drop for Bots {
    fn drop(&mut self) {
        for (bot, _) in &mut self.0 {
            let _ = bot.kill();
            let _ = bot.wait();
        }
    }
}

/// Waits until so many sessions were asked for, each for another shard, and looks how far they are apart.
async fn begin_apart(world: &Arc<World>, bots: &Bots, count: usize) {
    let begun = Instant::now();
    while world.gateway.askers.lock().unwrap().len() < count {
        assert!(begun.elapsed() < PATIENCE, "{}", bots.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let askers = world.gateway.askers.lock().unwrap().clone();
    let mut shards: Vec<u64> = askers.iter().map(|asker| asker.shard).collect();
    shards.sort_unstable();
    assert_eq!(shards, (0..count as u64).collect::<Vec<_>>(), "{}", bots.log());
    // From the moment at which one came for a connection, which is before it asked: on a slow machine its asking is read later
    // than it was sent, and what the bot waits for begins when it is sent.
    let apart: Vec<Duration> = askers.windows(2).map(|two| two[1].asked - two[0].came).collect();
    println!("sessions were begun {apart:?} apart");
    assert!(apart.iter().all(|apart| *apart >= APART && *apart < LEASED), "{apart:?}\n{}", bots.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_start_together_begin_their_sessions_one_after_the_other() {
    let Some(database) = Server::start() else { return };
    let url = database.database("turns").await;
    let (world, _requests) = server::start().await;
    let bots = Bots::start(&world, &url, &["0-0/3", "1-2/3"]);
    begin_apart(&world, &bots, 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_whose_database_is_away_begins_its_sessions_at_its_own_pace() {
    let Some(database) = Server::start() else { return };
    let url = database.database("turns").await;
    database.kill();
    let (world, _requests) = server::start().await;
    let bots = Bots::start(&world, &url, &["0-1/2"]);
    begin_apart(&world, &bots, 2).await;
    assert!(bots.log().contains("the database does not say whose turn it is"), "{}", bots.log());
}
