//! A bot of several shards: each has servers of its own and fares by itself, and a process runs those that it is told to.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::json;

use super::gateway::Break;
use super::objects::{BOT, bot_user};
use super::watch::told;
use super::{QUESTION, Scene, content, eventually, in_time, server};

/// A server of the second of two shards.
const OTHER: &str = "4194304";

/// Somebody mentions the bot in that server.
fn mention_there(scene: &Scene) -> String {
    scene.post(&format!("<@{BOT}> {QUESTION}"), |posted| {
        posted["guild_id"] = json!(OTHER);
        posted["channel_id"] = json!("300");
        posted["mentions"] = json!([bot_user()]);
    })
}

async fn answers(scene: &mut Scene, question: &str) {
    assert!(content(&scene.answer_to(question).await).contains("7 September 2022"));
}

async fn green(scene: &Scene) {
    in_time(async || told(scene, "/health").await, |health| health.starts_with("HTTP/1.1 200")).await;
}

/// A bot of two shards that both have their sessions.
async fn two(settings: &str) -> Scene {
    let (world, requests) = server::start().await;
    world.gateway.advised.store(2, Ordering::SeqCst);
    world.gateway.heartbeat.store(600, Ordering::SeqCst);
    let mut scene = Scene::with_settings(world, requests, settings);
    scene.connected().await;
    let world = Arc::clone(&scene.world);
    eventually(|| world.sessions_of(1) == 1).await;
    scene
}

#[tokio::test]
async fn as_many_shards_as_are_advised_answer_each_in_its_servers() {
    let mut scene = two("").await;
    for _ in 0..2 {
        let (here, there) = (scene.mention(QUESTION), mention_there(&scene));
        answers(&mut scene, &there).await;
        answers(&mut scene, &here).await;
    }
    let asked: Vec<(u64, u64)> = scene.world.gateway.askers.lock().unwrap().iter().map(|asker| (asker.shard, asker.total)).collect();
    assert_eq!(asked, [(0, 2), (1, 2)]);
    let connected = |shard| format!("aide_memoire_shard_connected{{shard=\"{shard}\"}} 1");
    in_time(async || told(&scene, "/metrics").await, |told| told.contains(&connected(0)) && told.contains(&connected(1))).await;
}

#[tokio::test]
async fn while_one_shard_is_away_health_is_red_and_the_other_answers() {
    let mut scene = two("[discord]\nstale_seconds = 10\n").await;
    green(&scene).await;
    // Its peer is dead, and it finds no other one.
    scene.world.gateway.refuses.store(true, Ordering::SeqCst);
    assert!(scene.world.break_shard(1, Break::Freeze));
    let red = in_time(async || told(&scene, "/health").await, |health| health.starts_with("HTTP/1.1 503")).await;
    assert!(red.contains("shards away: [1]"), "{red}");
    assert!(scene.log().contains("shards are away or give no sign of life shards=[1]"), "{}", scene.log());
    let here = scene.mention(QUESTION);
    answers(&mut scene, &here).await;
    // Longer than until one that is silent is started again: who is at it already is not started twice.
    eventually(|| scene.log().matches("Err starting shard 1").count() > 1).await;
    scene.world.gateway.refuses.store(false, Ordering::SeqCst);
    green(&scene).await;
    let there = mention_there(&scene);
    answers(&mut scene, &there).await;
    // A session more would begin after five seconds, which is twice as many heartbeats of each.
    let world = Arc::clone(&scene.world);
    let beats = world.gateway.beats.load(Ordering::SeqCst);
    eventually(|| world.gateway.beats.load(Ordering::SeqCst) > beats + 24).await;
    let asked: Vec<u64> = scene.world.gateway.askers.lock().unwrap().iter().map(|asker| asker.shard).collect();
    assert_eq!(asked, [0, 1, 1], "{}", scene.log());
}

#[tokio::test]
async fn a_shard_that_never_came_turns_health_red_until_it_does() {
    let (world, requests) = server::start().await;
    world.gateway.advised.store(2, Ordering::SeqCst);
    world.gateway.heartbeat.store(600, Ordering::SeqCst);
    let mut scene = Scene::with_settings(world, requests, "[discord]\nstale_seconds = 4\n");
    // Before the second one begins, which is five seconds later.
    scene.connected().await;
    scene.world.gateway.refuses.store(true, Ordering::SeqCst);
    let red = in_time(async || told(&scene, "/health").await, |health| health.contains("shards away")).await;
    assert!(red.starts_with("HTTP/1.1 503") && red.contains("shards away: [1]"), "{red}");
    assert!(scene.log().contains("cannot reach the gateway; trying again"), "{}", scene.log());
    let here = scene.mention(QUESTION);
    answers(&mut scene, &here).await;
    scene.world.gateway.refuses.store(false, Ordering::SeqCst);
    let world = Arc::clone(&scene.world);
    eventually(|| world.sessions_of(1) == 1).await;
    green(&scene).await;
    let there = mention_there(&scene);
    answers(&mut scene, &there).await;
}

#[tokio::test]
async fn a_process_runs_the_shards_that_it_is_told_to() {
    let (world, requests) = server::start().await;
    world.gateway.advised.store(2, Ordering::SeqCst);
    let mut scene = Scene::with_settings(world, requests, "[discord]\nshards = \"3-3/4\"\n");
    scene.connected().await;
    let question = scene.post(&format!("<@{BOT}> {QUESTION}"), |posted| {
        posted["guild_id"] = json!((3_u64 << 22).to_string());
        posted["mentions"] = json!([bot_user()]);
    });
    answers(&mut scene, &question).await;
    let asked: Vec<(u64, u64)> = scene.world.gateway.askers.lock().unwrap().iter().map(|asker| (asker.shard, asker.total)).collect();
    assert_eq!(asked, [(3, 4)]);
}
