//! Connections that break in every way in which Discord's do, while somebody asks.

use std::sync::atomic::Ordering;

use super::gateway::{Break, Trap};
use super::{QUESTION, Scene, eventually, server};

/// Breaks after which the session is resumed.
const RESUMED: [Break; 6] =
    [Break::Again, Break::Invalid(true), Break::Close(Some(1_000)), Break::Close(Some(1_001)), Break::Close(Some(4_000)), Break::Cut];

#[tokio::test]
async fn however_a_connection_breaks_each_question_is_answered_once() {
    let mut scene = Scene::new().await;
    let traps = [None, Some(Trap::Hello), Some(Trap::Known), Some(Trap::Replay)];
    let mut asked = Vec::new();
    for (round, how) in RESUMED.into_iter().cycle().take(2 * RESUMED.len()).enumerate() {
        asked.push(scene.mention_by(round, 0, QUESTION));
        *scene.world.gateway.trap.lock().unwrap() = traps[round % traps.len()];
        assert!(scene.world.break_off(how));
        asked.push(scene.mention_by(round, 1, QUESTION));
        let world = std::sync::Arc::clone(&scene.world);
        eventually(|| world.is_connected()).await;
    }
    for question in &asked {
        scene.answer_to(question).await;
    }
    let again = scene.earlier.iter().find(|request| request.method == "POST");
    assert!(again.is_none(), "{again:?}");
    assert_eq!(scene.world.sessions().0, 1);
}

#[tokio::test]
async fn what_is_asked_while_no_session_takes_it_is_fetched_and_answered_once() {
    let mut scene = Scene::new().await;
    let mut asked = vec![scene.mention(QUESTION)];
    scene.answer_to(&asked[0]).await;
    for how in [Break::Invalid(false), Break::Close(Some(4_007)), Break::Close(Some(4_009))] {
        let sessions = scene.world.sessions().0;
        assert!(scene.world.break_off(how));
        let missed = scene.mention_by(asked.len(), 0, QUESTION);
        let known = scene.post(&format!("<@{}> {QUESTION}", super::BOT), |posted| {
            posted["author"] = super::user(&(600 + sessions).to_string());
            posted["mentions"] = serde_json::json!([super::bot_user()]);
        });
        scene.answer_to(&known).await;
        asked.push(known);
        // A session that was resumed after all was sent everything.
        if scene.world.sessions().0 == sessions {
            scene.answer_to(&missed).await;
        }
    }
    assert!(scene.world.sessions().0 > 1, "{:?}", scene.world.sessions());
    assert!(scene.log().contains("a new session began"), "{}", scene.log());
    scene.ask("When did Saudi Arabia cut ties with Iran?").await;
    let again = scene
        .earlier
        .iter()
        .find(|request| request.method == "POST" && asked.iter().any(|id| request.body["message_reference"]["message_id"] == id.as_str()));
    assert!(again.is_none(), "{again:?}");
}

#[tokio::test]
async fn a_dead_peer_is_noticed_and_what_was_asked_meanwhile_is_fetched() {
    for how in [Break::Freeze, Break::Deaf] {
        let (world, requests) = server::start().await;
        world.gateway.heartbeat.store(500, Ordering::SeqCst);
        let mut scene = Scene::over(world, requests);
        scene.connected().await;
        scene.ask(QUESTION).await;
        assert!(scene.world.break_off(how));
        let missed = scene.mention(QUESTION);
        scene.answer_to(&missed).await;
        let world = std::sync::Arc::clone(&scene.world);
        eventually(|| world.sessions().0 == 2).await;
        scene.ask(QUESTION).await;
        let again = scene.earlier.iter().find(|request| request.method == "POST");
        assert!(again.is_none(), "{again:?}");
    }
}

#[tokio::test]
async fn what_does_not_concern_the_bot_is_passed_over() {
    let mut scene = Scene::new().await;
    let mut unrelated = super::message("1", super::CHANNEL, &super::user(super::ASKER), "Albania and Iran?");
    unrelated["guild_id"] = serde_json::json!(super::GUILD);
    let unrelated = unrelated.to_string();
    for _ in 0..2_000 {
        scene.world.pass("MESSAGE_CREATE", &unrelated);
    }
    let before = scene.world.gateway.beats.load(Ordering::SeqCst);
    scene.world.ask_for_heartbeat();
    let world = std::sync::Arc::clone(&scene.world);
    eventually(|| world.gateway.beats.load(Ordering::SeqCst) > before).await;
    scene.ask(QUESTION).await;
    assert!(scene.earlier.iter().all(|request| request.method == "GET"), "{:?}", scene.earlier);
}
