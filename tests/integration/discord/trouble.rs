//! A Discord that does not take what is posted: it hangs, refuses, or is broken.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use serde_json::json;

use super::objects::{interaction, member};
use super::server::{Request, Trouble};
use super::{ASKER, PATIENCE, QUESTION, Scene, content, eventually, hostile};

const BUSY: &str = "I am busy right now. Please try again in a moment.";

#[tokio::test]
async fn while_posts_hang_few_are_open_and_commands_are_answered() {
    let mut scene = Scene::new().await;
    scene.ask(QUESTION).await;
    scene.world.trouble.send_replace(Some(Trouble::Hang(PATIENCE)));
    let asked: Vec<String> = (0..300).map(|n| scene.mention_by(n, n % 100, QUESTION)).collect();
    let world = Arc::clone(&scene.world);
    // Once all that can be open is: until then the machine may be busy with reading what was asked.
    eventually(|| world.posts.all.load(Ordering::SeqCst) > 64).await;
    let response = scene.slash("ask", &[("question", QUESTION)]).await;
    assert!(response["data"]["content"].as_str().unwrap().contains("7 September 2022"), "{response}");
    scene.world.trouble.send_replace(None);
    let mut left: HashSet<&str> = asked.iter().map(String::as_str).collect();
    while !left.is_empty() {
        let posted = scene.next(|request| request.is_message()).await;
        let question = posted.body["message_reference"]["message_id"].as_str().unwrap();
        assert!(left.remove(question), "{question} is answered twice");
    }
    assert_eq!(scene.world.posts.most.load(Ordering::SeqCst), 64);
}

#[tokio::test]
async fn while_posts_are_refused_few_are_tried_and_all_are_sent_afterwards() {
    for (status, body) in [(503, "<html>no</html>"), (500, "{}"), (429, "<html>slow down</html>")] {
        let mut scene = Scene::new().await;
        scene.ask(QUESTION).await;
        let before = scene.world.posts.all.load(Ordering::SeqCst);
        scene.world.trouble.send_replace(Some(Trouble::Refuse(status, body)));
        let asked: Vec<String> = (0..40).map(|n| scene.mention_by(n, n, QUESTION)).collect();
        let world = Arc::clone(&scene.world);
        // Not before the weather has turned: on a slow machine the first refusals come late.
        eventually(|| scene.log().contains("Discord does not take answers; they wait")).await;
        scene.world.trouble.send_replace(None);
        for question in &asked {
            let sent =
                scene.next(|request| request.status == 200 && request.body["message_reference"]["message_id"] == question.as_str()).await;
            assert!(content(&sent).contains("7 September 2022"));
        }
        let tried = world.posts.all.load(Ordering::SeqCst) - before;
        assert!(tried < 2 * 40 + 10, "{status}: {tried} tries");
    }
}

#[tokio::test]
async fn a_hostile_user_breaks_nothing_and_honest_ones_are_answered() {
    let (mut scene, begun) = (Scene::new().await, Instant::now());
    let mut honest = Vec::new();
    for n in 0..64 {
        scene.post(&format!("<@{}> {}", super::BOT, hostile::text(n)), |posted| {
            posted["author"] = super::user("666");
            posted["mentions"] = serde_json::json!([super::bot_user()]);
        });
        if n % 8 == 0 {
            honest.push(scene.mention_by(n, n, QUESTION));
        }
    }
    // In a channel each time, so that all of it is read.
    let crafted: Vec<String> = (0..32).map(|n| scene.mention_by(1_000 + n, 1_000 + n, &hostile::text(n))).collect();
    for question in &honest {
        assert!(content(&scene.answer_to(question).await).contains("7 September 2022"));
    }
    for question in &crafted {
        let shown = content(&scene.answer_to(question).await).to_owned();
        assert_eq!(hostile::breaks_out(&shown), None, "{shown}");
    }
    let of_hostile = scene.earlier.iter().filter(|request| request.is_message()).count();
    // Five at once, and one more for every two seconds that all this took.
    let most = 5 + begun.elapsed().as_secs() / 2 + 1;
    assert!(of_hostile as u64 <= most, "{of_hostile} of {most}");
}

#[tokio::test]
async fn whoever_is_too_many_is_told_so_and_a_few_at_a_time_are() {
    let mut scene = Scene::new().await;
    scene.world.hold_callbacks.send_replace(true);
    let send = || {
        let (id, data) = (scene.world.id(), json!({ "id": "1", "name": "about", "type": 1 }));
        scene.world.dispatch("INTERACTION_CREATE", &interaction(&id, 2, &member(ASKER, 0), &data));
    };
    (0..400).for_each(|_| send());
    let world = Arc::clone(&scene.world);
    // All slots, and all who are told. Nobody waits for Discord longer than it takes a response, so that on a slow machine more
    // have to come until so many are open at once.
    let most = || world.callbacks.most.load(Ordering::SeqCst);
    eventually(|| {
        send();
        most() >= 256 + 64 && scene.log().contains("an interaction was given up")
    })
    .await;
    scene.world.hold_callbacks.send_replace(false);
    let told = |request: &Request| request.path.ends_with("/callback") && request.body["data"]["content"] == BUSY;
    for _ in 0..32 {
        let busy = scene.next(told).await.body;
        assert_eq!(busy["data"]["flags"].as_u64().unwrap() & 64, 64, "{busy}");
    }
    assert_eq!(world.callbacks.most.load(Ordering::SeqCst), 256 + 64);
}

#[tokio::test]
async fn who_waits_for_a_turn_is_shown_so_too_for_as_long_as_it_takes() {
    let mut scene = Scene::new().await;
    scene.world.trouble.send_replace(Some(Trouble::Hang(PATIENCE)));
    // So many are sent at the same time, and no more.
    (0..64).for_each(|n| drop(scene.mention_by(n, n, QUESTION)));
    let world = Arc::clone(&scene.world);
    eventually(|| world.posts.all.load(Ordering::SeqCst) == 64).await;
    let waiting = scene.mention_by(70, 70, QUESTION);
    for _ in 0..2 {
        scene.request("POST", "/channels/20070/typing").await;
    }
    scene.world.trouble.send_replace(None);
    scene.answer_to(&waiting).await;
    let shown = scene.earlier.iter().filter(|request| request.path.ends_with("/typing")).count();
    assert!((64..=3 * 64).contains(&shown), "each channel now and then: {shown}");
}

#[tokio::test]
async fn who_waits_is_shown_that_an_answer_is_being_written() {
    let mut scene = Scene::new().await;
    scene.world.trouble.send_replace(Some(Trouble::Hang(PATIENCE)));
    let question = scene.mention(QUESTION);
    scene.request("POST", "/typing").await;
    scene.world.trouble.send_replace(None);
    scene.answer_to(&question).await;
    assert_eq!(scene.world.posts.all.load(Ordering::SeqCst), 1);
}
