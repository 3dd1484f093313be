//! Questions that change after they were asked: edited again and again, deleted, many at once, and answered in a thread.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use serde_json::{Value, json};

use super::keeping::{metrics, store};
use super::objects::{BOT, CHANNEL, GUILD, bot_user, member, user};
use super::server::Trouble;
use super::{ASKER, MANAGE_GUILD, PATIENCE, QUESTION, STRANGER, Scene, content, eventually, in_time, server};

const OTHER_QUESTION: &str = "When did Saudi Arabia cut ties with Iran?";

/// Who asked a question edits it, so many seconds later.
fn edit(scene: &Scene, question: &str, text: &str, second: usize) {
    let mut edited = scene.world.messages.lock().unwrap()[question].clone();
    edited["content"] = json!(format!("<@{BOT}> {text}"));
    edited["edited_timestamp"] = json!(format!("2026-11-01T12:00:{second:02}.000000+00:00"));
    scene.world.dispatch("MESSAGE_UPDATE", &edited);
}

fn mention_by(scene: &Scene, asker: &str) -> String {
    scene.post(&format!("<@{BOT}> {QUESTION}"), |posted| {
        posted["author"] = user(asker);
        posted["mentions"] = json!([bot_user()]);
    })
}

async fn with_settings(settings: &str) -> Scene {
    let (world, requests) = server::start().await;
    let mut scene = Scene::with_settings(world, requests, settings);
    scene.connected().await;
    scene
}

#[tokio::test]
async fn who_edits_again_and_again_holds_up_nobody() {
    let mut scene = Scene::new().await;
    let question = scene.mention(QUESTION);
    scene.answer_to(&question).await;
    scene.world.trouble.send_replace(Some(Trouble::Hang(PATIENCE)));
    let begun = Instant::now();
    let slow = mention_by(&scene, "601");
    let world = Arc::clone(&scene.world);
    eventually(|| world.posts.all.load(Ordering::SeqCst) == 2).await;
    // More than a channel's queue takes.
    (0..60).for_each(|second| edit(&scene, &question, &format!("{OTHER_QUESTION} {second}"), second));
    let beats = world.gateway.beats.load(Ordering::SeqCst);
    world.ask_for_heartbeat();
    eventually(|| world.gateway.beats.load(Ordering::SeqCst) > beats).await;
    let honest = mention_by(&scene, STRANGER);
    scene.world.trouble.send_replace(None);
    for asked in [&slow, &honest] {
        assert!(content(&scene.answer_to(asked).await).contains("7 September 2022"));
    }
    scene.ask(QUESTION).await;
    let changes = scene.earlier.iter().filter(|request| request.method == "PATCH").count();
    // Those that came while one waited are one. Of others, five may be asked at once, and one more every two seconds.
    let most = 3 + usize::try_from(begun.elapsed().as_secs()).unwrap() / 2 + 1;
    assert!((1..=most).contains(&changes), "{changes} of at most {most}");
}

#[tokio::test]
async fn an_edit_is_a_question_of_those_that_one_may_ask() {
    let mut scene = with_settings("[discord]\nuser_questions = 3\nuser_seconds = 600\n").await;
    let question = scene.mention(QUESTION);
    let answer = scene.answer_to(&question).await;
    for (second, text, told) in [(1, OTHER_QUESTION, "Saudi Arabia"), (2, QUESTION, "7 September 2022")] {
        edit(&scene, &question, text, second);
        let change = scene.request("PATCH", &format!("/messages/{}", answer.id)).await;
        assert!(content(&change).contains(told), "{}", content(&change));
    }
    edit(&scene, &question, OTHER_QUESTION, 3);
    scene.next(|request| request.path.contains("/reactions/") && request.path.contains(&question)).await;
    // One that was not answered has no answer that could change, and costs its asker nothing.
    let unanswered = scene.mention(QUESTION);
    edit(&scene, &unanswered, OTHER_QUESTION, 4);
    let other = mention_by(&scene, STRANGER);
    scene.answer_to(&other).await;
    assert!(!scene.earlier.iter().any(|request| request.method == "PATCH"), "{:?}", scene.earlier);
}

#[tokio::test]
async fn an_edited_question_is_counted_and_kept_if_it_cannot_be_answered() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    let question = scene.mention(QUESTION);
    scene.answer_to(&question).await;
    edit(&scene, &question, "When did France cut ties with Albania?", 1);
    // Discord tells of it once more.
    edit(&scene, &question, "When did France cut ties with Albania?", 1);
    scene.request("PATCH", "").await;
    let kept = in_time(async || store.gaps(GUILD).await.unwrap(), |gaps| !gaps.is_empty()).await;
    assert_eq!((kept.len(), kept[0].question.as_str()), (1, "When did France cut ties with Albania?"));
    let counted = |told: &String| {
        ["questions_total{outcome=\"answered\"} 1", "questions_total{outcome=\"unanswered\"} 1", "response_seconds_count 2"]
            .iter()
            .all(|line| told.contains(&format!("aide_memoire_{line}\n")))
    };
    in_time(async || metrics(&scene).await, counted).await;
    scene.ask(QUESTION).await;
    assert!(!scene.earlier.iter().any(|request| request.method == "PATCH"), "what says the same is not changed");
    assert_eq!(store.gaps(GUILD).await.unwrap()[0].times, 1);
}

#[tokio::test]
async fn the_answers_to_questions_that_are_deleted_at_once_go_too() {
    let mut scene = Scene::new().await;
    let asked: Vec<String> = ["601", "602", "603"].map(|asker| mention_by(&scene, asker)).into();
    let mut answers = Vec::new();
    for question in &asked {
        answers.push(scene.answer_to(question).await.id);
    }
    // Behind another one all about them is kept.
    scene.ask(QUESTION).await;
    let idle = scene.post("Nothing to do with it.", |_| {});
    let gone = json!({ "ids": [asked[0], idle, asked[2]], "channel_id": CHANNEL, "guild_id": GUILD });
    scene.world.dispatch("MESSAGE_DELETE_BULK", &gone);
    for answer in [&answers[0], &answers[2]] {
        scene.request("DELETE", &format!("/channels/{CHANNEL}/messages/{answer}")).await;
    }
    scene.ask(QUESTION).await;
    assert!(!scene.earlier.iter().any(|request| request.method == "DELETE"), "the other one stays: {:?}", scene.earlier);
}

/// Answers in the server go into threads from now on.
async fn answer_in_threads(scene: &mut Scene) {
    let options = json!([{ "name": "where", "type": 4, "value": 1 }]);
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "channel", "type": 1, "options": options }] });
    let done = scene.command(member(ASKER, MANAGE_GUILD), data).await;
    assert!(done["data"]["content"].as_str().unwrap().contains("answer"), "{done}");
}

#[tokio::test]
async fn an_answer_in_a_thread_changes_with_its_question_and_goes_with_it() {
    let mut scene = Scene::new().await;
    answer_in_threads(&mut scene).await;
    let question = scene.mention(QUESTION);
    let answer = scene.next(|request| request.path == format!("/channels/{question}/messages")).await;
    let place = format!("/channels/{question}/messages/{}", answer.id);
    edit(&scene, &question, OTHER_QUESTION, 30);
    let change = scene.request("PATCH", &place).await;
    assert!(content(&change).starts_with(&format!("> {OTHER_QUESTION}\n")) && content(&change).contains("2016"), "{}", content(&change));
    let deleted: Value = json!({ "id": question, "channel_id": CHANNEL, "guild_id": GUILD });
    scene.world.dispatch("MESSAGE_DELETE", &deleted);
    scene.request("DELETE", &place).await;
    // Edited after that, it says nothing any more.
    edit(&scene, &question, QUESTION, 40);
    scene.mention(QUESTION);
    scene.next(|request| request.is_message()).await;
    assert!(!scene.earlier.iter().any(|request| request.method == "PATCH"), "{:?}", scene.earlier);
}
