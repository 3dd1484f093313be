//! How it is run: what it logs, how it stops, where it registers its commands.

use std::process::{Command, Stdio};

use serde_json::Value;

use super::failures::eventually_logged;
use super::keeping::metrics;
use super::objects::CHANNEL;
use super::{QUESTION, Scene, in_time, server};
use crate::world::Place;

/// A bot with these arguments after `run`.
async fn with_arguments(arguments: &[&str]) -> Scene {
    let (world, requests) = server::start().await;
    let place = Place::new();
    let log = std::fs::File::create(place.path().join("log")).unwrap();
    let mut command = place.command(&[&["run", "--database", "sqlite:bot.db", "--health", "127.0.0.1:0"], arguments].concat());
    command.env("DISCORD_TOKEN", "secret.token.x").env("AIDE_MEMOIRE_DISCORD_API", world.url());
    let bot = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().unwrap();
    let mut scene = Scene { world, requests, earlier: Vec::new(), place, bot };
    scene.connected().await;
    scene
}

#[tokio::test]
async fn a_log_in_json_is_an_object_a_line_without_a_word_of_what_is_asked() {
    let mut scene = with_arguments(&["--log-json"]).await;
    scene.ask(QUESTION).await;
    scene.ask("When did Peru cut ties with Chad?").await;
    scene.slash("ask", &[("question", QUESTION)]).await;
    // What goes wrong is told too.
    scene.world.fail(&format!("POST /channels/{CHANNEL}/messages"), 403, r#"{"code":50013,"message":"Missing Permissions"}"#);
    scene.mention(QUESTION);
    eventually_logged(&scene, "cannot answer").await;
    scene.world.break_off(super::gateway::Break::Invalid(false));
    eventually_logged(&scene, "a new session began").await;
    let log = scene.log();
    for line in log.lines() {
        let told: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(told["timestamp"].is_string() && told["level"].is_string() && told["fields"]["message"].is_string(), "{line}");
    }
    let line = log.lines().find(|line| line.contains("cannot answer")).unwrap();
    let told: Value = serde_json::from_str(line).unwrap();
    assert_eq!((&told["level"], &told["fields"]["channel.id"]), (&"WARN".into(), &CHANNEL.into()));
    for word in ["Albania", "Peru", "cut ties", "secret.token", super::ASKER] {
        assert!(!log.contains(&format!("{word} ")) && !log.contains(&format!("\"{word}\"")), "{word}: {log}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_signals_end_it_well() {
    for signal in ["-INT", "-TERM"] {
        let mut scene = Scene::new().await;
        scene.ask(QUESTION).await;
        let sent = Command::new("kill").args([signal, &scene.bot.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let status = tokio::task::block_in_place(|| scene.bot.wait().unwrap());
        assert_eq!(status.code(), Some(0), "{signal}: {}", scene.log());
        assert!(scene.log().contains("stopping"), "{}", scene.log());
    }
}

#[tokio::test]
async fn a_test_server_has_the_commands_for_itself() {
    let (world, requests) = server::start().await;
    let mut scene = Scene::with_settings(world, requests, "[discord]\ntest_guild = \"100\"\n");
    let registered = scene.connected().await;
    assert_eq!(registered.path, "/applications/901/guilds/100/commands");
    let names: Vec<&str> = registered.body.as_array().unwrap().iter().filter_map(|command| command["name"].as_str()).collect();
    assert!(names.contains(&"ask") && names.contains(&"settings"), "{names:?}");
    eventually_logged(&scene, "commands are registered").await;
    scene.ask(QUESTION).await;
    assert!(!scene.earlier.iter().any(|request| request.path.ends_with("/commands")), "nobody else has them: {:?}", scene.earlier);
}

#[tokio::test]
async fn each_outcome_is_counted_and_so_is_what_is_given_up() {
    let (world, requests) = server::start().await;
    world.gateway.heartbeat.store(300, std::sync::atomic::Ordering::SeqCst);
    let mut scene = Scene::with_settings(world, requests, "[discord]\nuser_questions = 5\nuser_seconds = 600\n");
    scene.connected().await;
    for question in [
        QUESTION,
        "Why did Albania expel Iranian diplomats?",
        "List all expulsions of Russian diplomats since 2014",
        "Why did Iran cut ties with Albania in 2022?",
        "When did France cut ties with Albania?",
    ] {
        scene.ask(question).await;
    }
    scene.mention(QUESTION);
    scene.world.fail("POST /channels", 403, r#"{"code":50013,"message":"Missing Permissions"}"#);
    scene.mention_by(1, 0, QUESTION);
    let lines = [
        "questions_total{outcome=\"answered\"} 2",
        "questions_total{outcome=\"clarify\"} 1",
        "questions_total{outcome=\"several\"} 1",
        "questions_total{outcome=\"corrected\"} 1",
        "questions_total{outcome=\"unanswered\"} 1",
        "given_up_total{cause=\"cooldown\"} 1",
        "given_up_total{cause=\"discord\"} 1",
        "gateway_latency_milliseconds{shard=\"0\"} ",
    ];
    let missing = |told: &str| -> Vec<&str> { lines.into_iter().filter(|line| !told.contains(&format!("aide_memoire_{line}"))).collect() };
    in_time(async || missing(&metrics(&scene).await), Vec::is_empty).await;
}
