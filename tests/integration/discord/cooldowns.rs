//! How often somebody may ask, look something up, press a button or object, and how who waits is told.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::objects::{BOT, bot_user, member, user};
use super::server::Trouble;
use super::{ASKER, PATIENCE, QUESTION, STRANGER, Scene, content, control, eventually, server};

const TOO_FAST: &str = "You ask faster than I answer.";

fn shown(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap_or_default()
}

async fn with_settings(settings: &str) -> Scene {
    let (world, requests) = server::start().await;
    let mut scene = Scene::with_settings(world, requests, &format!("[discord]\n{settings}\n"));
    scene.connected().await;
    scene
}

/// Somebody mentions the bot; the id of the message.
fn mention_by(scene: &Scene, asker: &str) -> String {
    scene.post(&format!("<@{BOT}> {QUESTION}"), |posted| {
        posted["author"] = user(asker);
        posted["mentions"] = json!([bot_user()]);
    })
}

/// On whose questions there is a sign, and how many signs each has.
fn signs(scene: &Scene, asked: &[(String, &'static str)]) -> HashMap<&'static str, usize> {
    let mut signs = HashMap::new();
    for request in scene.earlier.iter().filter(|request| request.path.contains("/reactions/")) {
        let (_, asker) = asked.iter().find(|(id, _)| request.path.contains(id.as_str())).unwrap();
        *signs.entry(*asker).or_default() += 1;
    }
    signs
}

#[tokio::test]
async fn looking_up_and_pressing_buttons_have_a_limit_too() {
    let mut scene = with_settings("user_questions = 2\nuser_seconds = 600").await;
    // Six times as often as asking.
    let options = [("party", "AL"), ("with", "IR")];
    for _ in 0..3 {
        assert!(shown(&scene.slash("timeline", &options).await).contains("Albania"));
        assert!(scene.slash("incident", &[("name", super::SEVERED)]).await["data"]["embeds"].is_array());
        assert!(shown(&scene.slash("relations", &[("one", "AL"), ("other", "IR")]).await).contains("Albania"));
    }
    let answer = scene.ask(QUESTION).await;
    let under = scene.made(&answer);
    for button in ["Sources", "Timeline", "Why?"] {
        let pressed = scene.press(member(ASKER, 0), &under, &control(&under, button)).await;
        assert!(!shown(&pressed).contains(TOO_FAST), "{button}: {pressed}");
    }
    let refused = scene.press(member(ASKER, 0), &under, &control(&under, "Sources")).await;
    assert!(shown(&refused).contains(TOO_FAST) && refused["data"]["flags"].as_u64().unwrap() & 64 == 64, "{refused}");
    for (command, options) in [
        ("timeline", vec![("party", "AL")]),
        ("incident", vec![("name", super::SEVERED)]),
        ("relations", vec![("one", "AL"), ("other", "IR")]),
        ("why", vec![]),
    ] {
        let refused = scene.slash(command, &options).await;
        assert!(shown(&refused).contains(TOO_FAST), "{command}: {refused}");
    }
    // Others are not kept waiting, and what is one's own can be taken away.
    let other = scene.press(member(STRANGER, 0), &under, &control(&under, "Sources")).await;
    assert!(!shown(&other).contains(TOO_FAST), "{other}");
    scene.press(member(ASKER, 0), &under, &control(&under, "✕")).await;
}

#[tokio::test]
async fn who_objects_again_and_again_is_told_to_wait_and_gets_the_text_back() {
    let mut scene = Scene::new().await;
    let answer = scene.ask(QUESTION).await;
    let under = scene.made(&answer);
    let form = scene.press(member(ASKER, 0), &under, &control(&under, "Dispute")).await;
    for _ in 0..10 {
        let filed = scene.submit(&form, "It was earlier.", &under).await;
        assert!(!shown(&filed).contains(TOO_FAST), "{filed}");
    }
    let refused = scene.submit(&form, "It was much earlier.", &under).await;
    let given_back = refused["data"]["embeds"][0]["description"].as_str().unwrap_or_default();
    assert!(shown(&refused).contains(TOO_FAST) && given_back.contains("It was much earlier."), "{refused}");
}

#[tokio::test]
async fn when_a_channel_is_used_up_everybody_is_told_once() {
    let mut scene = with_settings("channel_questions = 1\nchannel_seconds = 600").await;
    let first = mention_by(&scene, "600");
    scene.answer_to(&first).await;
    let asked: Vec<(String, &str)> = ["601", "602", "601", "602", "603"].map(|asker| (mention_by(&scene, asker), asker)).into();
    scene.next(|request| request.path.contains("/reactions/") && request.path.contains(&asked[4].0)).await;
    // A command counts for the channel as well.
    let refused = scene.slash("ask", &[("question", QUESTION)]).await;
    assert!(shown(&refused).contains(TOO_FAST), "{refused}");
    let world = std::sync::Arc::clone(&scene.world);
    let beats = world.gateway.beats.load(Ordering::SeqCst);
    world.ask_for_heartbeat();
    eventually(|| world.gateway.beats.load(Ordering::SeqCst) > beats).await;
    scene.slash("about", &[]).await;
    assert_eq!(signs(&scene, &asked), HashMap::from([("601", 1), ("602", 1)]));
}

#[tokio::test]
async fn whose_question_finds_the_queue_full_is_told() {
    let mut scene = with_settings("channel_questions = 1000").await;
    scene.world.trouble.send_replace(Some(Trouble::Hang(PATIENCE)));
    let mut waiting: HashSet<String> = (0..40).map(|n| mention_by(&scene, &(10_000 + n).to_string())).collect();
    let told = scene.next(|request| request.path.contains("/reactions/")).await;
    scene.earlier.push(told);
    scene.world.trouble.send_replace(None);
    // Questions are read side by side: which of them find the queue full is nobody's choice.
    let mut signs = 0;
    while !waiting.is_empty() {
        let heard = scene.next(|request| request.path.contains("/reactions/") || request.is_message()).await;
        let question = if heard.is_message() {
            assert!(content(&heard).contains("7 September 2022"), "{heard:?}");
            heard.body["message_reference"]["message_id"].as_str().unwrap().to_owned()
        } else {
            signs += 1;
            heard.path.split('/').rev().nth(3).unwrap().to_owned()
        };
        assert!(waiting.remove(&question), "{question} is told twice: {heard:?}");
    }
    assert!((1..=8).contains(&signs), "{signs} of 40 were told to wait");
}
