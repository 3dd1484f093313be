//! Connections that break in every way in which Discord's do, while somebody asks.

use std::sync::atomic::Ordering;

use super::gateway::{Break, Trap};
use super::{QUESTION, Scene, content, eventually, server};

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
async fn what_was_asked_while_no_process_was_there_is_answered_once_by_the_next() {
    let mut scene = Scene::new().await;
    let first = scene.mention(QUESTION);
    scene.answer_to(&first).await;
    // What is kept of it is written when the next one is answered.
    let second = scene.mention(QUESTION);
    scene.answer_to(&second).await;
    scene.end();
    let missed: Vec<String> = (0..2).map(|n| scene.mention_by(n, 30_000, QUESTION)).collect();
    let known: Vec<String> = [(); 2].map(|()| scene.mention(QUESTION)).into();
    scene.start_again().await;
    for question in &known {
        assert!(content(&scene.answer_to(question).await).contains("7 September 2022"));
    }
    eventually(|| scene.log().contains("since the last answer of the process before")).await;
    let log = scene.log();
    let line = log.lines().find(|line| line.contains("since the last answer")).unwrap();
    assert!(line.contains("found=2") && line.contains("unread=0") && line.contains("seconds="), "{line}");
    scene.ask("When did Saudi Arabia cut ties with Iran?").await;
    let again: Vec<_> = scene.earlier.iter().filter(|request| request.is_message()).collect();
    assert!(again.is_empty(), "neither what was answered nor what was asked where nobody had: {missed:?} {again:?}");
}

#[tokio::test]
async fn an_answer_that_was_posted_and_not_kept_is_not_posted_again_by_the_next_process() {
    let mut scene = Scene::new().await;
    scene.ask(QUESTION).await;
    scene.ask(QUESTION).await;
    scene.end();
    let asked = scene.mention(QUESTION);
    // It was answered in the last moment.
    let mut answer = super::message(&scene.world.id(), super::CHANNEL, &super::bot_user(), "Albania …");
    answer["message_reference"] = serde_json::json!({ "message_id": asked, "channel_id": super::CHANNEL });
    scene.world.messages.lock().unwrap().insert(answer["id"].as_str().unwrap().to_owned(), answer);
    scene.start_again().await;
    eventually(|| scene.log().contains("since the last answer of the process before")).await;
    scene.ask(QUESTION).await;
    let again: Vec<_> = scene.earlier.iter().filter(|request| request.is_message()).collect();
    assert!(again.is_empty(), "{again:?}");
}

#[tokio::test]
async fn of_a_channel_in_which_too_much_was_said_in_a_gap_the_rest_is_logged_as_lost() {
    let mut scene = Scene::new().await;
    // When the second one is answered, what is kept of the first is written.
    scene.ask(QUESTION).await;
    scene.ask(QUESTION).await;
    scene.end();
    let early = scene.mention(QUESTION);
    (0..300).for_each(|_| drop(scene.post("Nothing to do with it.", |_| {})));
    let late = scene.mention(QUESTION);
    scene.start_again().await;
    scene.answer_to(&early).await;
    eventually(|| scene.log().contains("channels=1 unread=1 found=1")).await;
    let pages = scene.earlier.iter().filter(|request| request.method == "GET" && request.path.ends_with("/messages")).count();
    assert_eq!(pages, 3);
    scene.ask(QUESTION).await;
    assert!(!scene.earlier.iter().any(|request| request.body["message_reference"]["message_id"] == late.as_str()));
}

#[tokio::test]
async fn a_channel_that_may_not_be_read_after_a_gap_is_logged_as_lost_and_others_are_read() {
    let mut scene = Scene::new().await;
    scene.ask(QUESTION).await;
    let there = scene.mention_by(0, 0, QUESTION);
    scene.answer_to(&there).await;
    let refusal = r#"{"code":50001,"message":"Missing Access"}"#;
    scene.world.fail(&format!("GET /channels/{}/messages", super::CHANNEL), 403, refusal);
    assert!(scene.world.break_off(Break::Invalid(false)));
    let lost = scene.mention(QUESTION);
    let found = scene.mention_by(1, 0, QUESTION);
    scene.answer_to(&found).await;
    eventually(|| scene.log().contains("channels=2 unread=1 found=1")).await;
    assert!(scene.log().contains("cannot read what was asked in a gap: Discord refuses (403): Missing Access"), "{}", scene.log());
    scene.ask(QUESTION).await;
    assert!(!scene.earlier.iter().any(|request| request.body["message_reference"]["message_id"] == lost.as_str()));
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
