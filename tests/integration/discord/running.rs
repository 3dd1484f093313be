//! How it is run: what it counts.

use super::keeping::metrics;
use super::{QUESTION, Scene, in_time, server};

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
