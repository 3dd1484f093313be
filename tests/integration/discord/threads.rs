//! What is set for a channel holds in its threads, whether Discord told of them or has to be asked.

use serde_json::{Value, json};

use super::objects::{BOT, CHANNEL, GUILD, bot_user, guild, member};
use super::{ASKER, MANAGE_GUILD, QUESTION, Scene, content};

const TOLD: &str = "7001";
const ASKED: &str = "7002";
const OTHER: &str = "7003";

/// An administrator says when, and how, it answers in a channel.
async fn set(scene: &mut Scene, options: Value, channel: Option<&str>) {
    let mut options: Vec<Value> = options.as_array().unwrap().clone();
    options.extend(channel.map(|channel| json!({ "name": "channel", "type": 7, "value": channel })));
    let mut resolved = json!({ "channels": {} });
    if let Some(channel) = channel {
        resolved["channels"][channel] = json!({ "id": channel, "type": 0, "name": "talk", "permissions": "0" });
    }
    let options = json!([{ "name": "channel", "type": 1, "options": options }]);
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": options, "resolved": resolved });
    let done = scene.command(member(ASKER, MANAGE_GUILD), data).await;
    assert!(done["data"]["content"].as_str().unwrap().contains("answer"), "{done}");
}

fn mention_in(scene: &Scene, channel: &str) -> String {
    scene.post(&format!("<@{BOT}> {QUESTION}"), |posted| {
        posted["channel_id"] = json!(channel);
        posted["mentions"] = json!([bot_user()]);
    })
}

/// Threads of the channel and of another one: of the first the bot is told, for the others it has to ask.
fn open_threads(scene: &Scene) {
    let mut server = guild(GUILD);
    server["threads"] = json!([{ "id": TOLD, "type": 11, "parent_id": CHANNEL, "guild_id": GUILD, "name": "thread" }]);
    scene.world.dispatch("GUILD_CREATE", &server);
    let mut threads = scene.world.threads.lock().unwrap();
    threads.extend([(TOLD, CHANNEL), (ASKED, CHANNEL), (OTHER, "299")].map(|(thread, parent)| (thread.to_owned(), parent.to_owned())));
}

#[tokio::test]
async fn where_a_channel_is_silent_so_are_its_threads() {
    let mut scene = Scene::new().await;
    open_threads(&scene);
    scene.ask(QUESTION).await;
    set(&mut scene, json!([{ "name": "when", "type": 4, "value": 0 }]), Some(CHANNEL)).await;
    let silent: Vec<String> = [CHANNEL, TOLD, ASKED, TOLD].map(|channel| mention_in(&scene, channel)).into();
    for _ in 0..2 {
        let asked = mention_in(&scene, OTHER);
        assert!(content(&scene.answer_to(&asked).await).contains("7 September 2022"));
    }
    let answered = |id: &String| scene.earlier.iter().any(|request| request.body["message_reference"]["message_id"] == id.as_str());
    assert!(!silent.iter().any(answered), "{:?}", scene.earlier);
    let looked_for = |channel: &str| scene.earlier.iter().filter(|request| request.path == format!("/channels/{channel}")).count();
    assert_eq!([TOLD, ASKED, OTHER].map(looked_for), [0, 1, 1], "each is asked for once, and what was told is not");
    // What is set for a thread goes before its channel.
    set(&mut scene, json!([{ "name": "when", "type": 4, "value": 1 }]), Some(ASKED)).await;
    let asked = mention_in(&scene, ASKED);
    scene.answer_to(&asked).await;
}

#[tokio::test]
async fn within_a_thread_no_other_one_is_opened() {
    let mut scene = Scene::new().await;
    open_threads(&scene);
    set(&mut scene, json!([{ "name": "where", "type": 4, "value": 1 }]), None).await;
    for thread in [TOLD, OTHER] {
        let asked = mention_in(&scene, thread);
        let answer = scene.answer_to(&asked).await;
        assert_eq!(answer.path, format!("/channels/{thread}/messages"));
    }
    let asked = mention_in(&scene, CHANNEL);
    let opened = scene.request("POST", "/threads").await;
    assert_eq!(opened.path, format!("/channels/{CHANNEL}/messages/{asked}/threads"));
    scene.next(|request| request.path == format!("/channels/{asked}/messages")).await;
    // In the thread that was opened for it, the next answer is a reply; nobody has to be asked what it is.
    let next = mention_in(&scene, &asked);
    scene.answer_to(&next).await;
    assert!(!scene.earlier.iter().any(|request| request.path.ends_with("/threads") || request.path == format!("/channels/{asked}")));
}
