//! Connections that hang without breaking: health turns red, the shard is started again, and at last the program ends so that its
//! supervisor starts it anew. All in seconds rather than minutes.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::gateway::Break;
use super::{QUESTION, Scene, content, eventually, in_time, server};

/// A bot that waits six seconds for a sign of life, where heartbeats come every so many milliseconds; 0 is Discord's interval.
async fn impatient(heartbeat: u64) -> Scene {
    let (world, requests) = server::start().await;
    world.gateway.heartbeat.store(heartbeat, Ordering::SeqCst);
    Scene::with_settings(world, requests, "[discord]\nstale_seconds = 6\n")
}

/// What is told at a path of the loopback port.
pub(super) async fn told(scene: &Scene, path: &str) -> String {
    let log = scene.log();
    let (_, address) = log.split_once("told at http://").unwrap();
    let mut stream = TcpStream::connect(address.lines().next().unwrap().trim()).await.unwrap();
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    text
}

/// The exit code when the bot has ended.
async fn ended(scene: &mut Scene) -> Option<i32> {
    for _ in 0..1_200 {
        if let Some(status) = scene.bot.try_wait().unwrap() {
            return status.code();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never ends: {}", scene.log());
}

#[tokio::test]
async fn a_connection_that_gives_no_sign_turns_health_red_and_is_begun_anew() {
    // The first heartbeat is due in 41 seconds: serenity would notice nothing, nor would anybody who only asks for its stage.
    let mut scene = impatient(0).await;
    scene.connected().await;
    in_time(async || told(&scene, "/health").await, |health| health.starts_with("HTTP/1.1 200")).await;
    scene.world.gateway.heartbeat.store(600, Ordering::SeqCst);
    let red = in_time(async || told(&scene, "/health").await, |health| health.starts_with("HTTP/1.1 503")).await;
    assert!(red.contains("shards away: [0]"), "{red}");
    eventually(|| scene.log().contains("gives no sign of life, and is started again")).await;
    let world = Arc::clone(&scene.world);
    eventually(|| world.sessions().0 > 1).await;
    in_time(async || told(&scene, "/health").await, |health| health.starts_with("HTTP/1.1 200")).await;
    assert!(content(&scene.ask(QUESTION).await).contains("7 September 2022"));
}

#[tokio::test]
async fn a_session_that_never_comes_ends_the_bot_so_that_it_is_started_anew() {
    let (world, requests) = server::start().await;
    world.gateway.heartbeat.store(600, Ordering::SeqCst);
    world.gateway.mute.store(true, Ordering::SeqCst);
    let mut scene = Scene::with_settings(world, requests, "[discord]\nstale_seconds = 6\n");
    assert_eq!(ended(&mut scene).await, Some(1), "not the code after which nobody starts it again: {}", scene.log());
    assert!(scene.log().contains("a connection to Discord is lost and does not come back"), "{}", scene.log());
    assert!(scene.world.asked_for_sessions() >= 2, "it was tried again before: {}", scene.log());
}

#[tokio::test]
async fn a_gateway_that_takes_no_connection_ends_the_bot_too_and_health_is_red_before() {
    let mut scene = impatient(600).await;
    scene.connected().await;
    in_time(async || told(&scene, "/health").await, |health| health.starts_with("HTTP/1.1 200")).await;
    scene.world.gateway.refuses.store(true, Ordering::SeqCst);
    scene.world.drop_connection();
    in_time(async || told(&scene, "/health").await, |health| health.starts_with("HTTP/1.1 503")).await;
    assert_eq!(ended(&mut scene).await, Some(1), "{}", scene.log());
}

/// The pauses that the log tells of a thing that is tried again, in milliseconds.
fn pauses(log: &str, what: &str) -> Vec<u64> {
    let lines = log.lines().filter(|line| line.contains(what));
    lines.map(|line| line.split("milliseconds=").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn a_gateway_that_takes_no_connection_at_the_start_is_asked_in_growing_pauses() {
    let (world, requests) = server::start().await;
    world.gateway.refuses.store(true, Ordering::SeqCst);
    let mut scene = Scene::with_settings(world, requests, "[discord]\nstale_seconds = 4\n");
    scene.request("PUT", "/commands").await;
    // Longer than until a shard that was there once would be given up.
    eventually(|| pauses(&scene.log(), "cannot reach the gateway").len() > 4).await;
    let pauses = pauses(&scene.log(), "cannot reach the gateway");
    // Between half and all of a pause that doubles.
    assert!(pauses.iter().zip(0..).all(|(pause, n)| (500 << n..=1_000 << n).contains(pause)), "{pauses:?}");
    let health = told(&scene, "/health").await;
    assert!(health.starts_with("HTTP/1.1 503") && health.contains("not connected yet"), "{health}");
    assert_eq!(scene.world.asked_for_sessions(), 0);
    scene.world.gateway.refuses.store(false, Ordering::SeqCst);
    in_time(async || told(&scene, "/health").await, |health| health.starts_with("HTTP/1.1 200")).await;
    assert!(content(&scene.ask(QUESTION).await).contains("7 September 2022"));
    assert_eq!(scene.world.asked_for_sessions(), 1);
}

#[tokio::test]
async fn what_was_asked_in_a_gap_is_measured_from_the_last_heartbeat_and_answered() {
    let mut scene = impatient(600).await;
    scene.connected().await;
    scene.ask(QUESTION).await;
    // Nobody says anything for a while, but heartbeats are answered.
    let beats = scene.world.gateway.beats.load(Ordering::SeqCst);
    let world = Arc::clone(&scene.world);
    eventually(|| world.gateway.beats.load(Ordering::SeqCst) > beats + 15).await;
    assert!(scene.world.break_off(Break::Invalid(false)));
    let missed = scene.mention(QUESTION);
    assert!(content(&scene.answer_to(&missed).await).contains("7 September 2022"));
    eventually(|| scene.log().contains("a new session began")).await;
    let log = scene.log();
    let line = log.lines().find(|line| line.contains("a new session began")).unwrap();
    let seconds = line.split("seconds=").nth(1).and_then(|rest| rest.split([' ', '.']).next()).unwrap();
    assert!(seconds.parse::<f64>().unwrap() <= 10.0, "{line}");
}
