//! What an administrator sets for a server beside channels and language, as administrator and as somebody else.

use serde_json::{Value, json};

use super::objects::{BOT, GUILD, bot_user, member, role, user};
use super::{ASKER, MANAGE_GUILD, MANAGE_MESSAGES, QUESTION, SEVERED, STRANGER, Scene, content, eventually};

fn shown(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap()
}

/// Somebody with these rights changes a setting of the server.
async fn set_as(scene: &mut Scene, who: Value, (setting, options): (&str, Value)) -> Value {
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": setting, "type": 1, "options": options }] });
    scene.command(who, data).await
}

/// An administrator changes a setting of the server.
pub(super) async fn set(scene: &mut Scene, setting: &str, options: Value) -> Value {
    set_as(scene, member(ASKER, MANAGE_GUILD), (setting, options)).await
}

fn seen(seen: bool) -> Value {
    json!([{ "name": "seen", "type": 5, "value": seen }])
}

/// A question of somebody in another server.
async fn ask_elsewhere(scene: &mut Scene) -> String {
    let asker = scene.world.id();
    let question = scene.post(&format!("<@{BOT}> {QUESTION}"), |posted| {
        posted["author"] = user(&asker);
        posted["guild_id"] = json!("101");
        posted["channel_id"] = json!("300");
        posted["mentions"] = json!([bot_user()]);
    });
    content(&scene.answer_to(&question).await).to_owned()
}

#[tokio::test]
async fn a_server_may_see_its_own_records_alone() {
    let mut scene = Scene::new().await;
    let refused = set_as(&mut scene, member(STRANGER, 0), ("shared-register", seen(false))).await;
    assert!(shown(&refused).contains("may manage the server"), "{refused}");
    assert!(content(&scene.ask(QUESTION).await).contains("7 September 2022"));
    let done = set(&mut scene, "shared-register", seen(false)).await;
    assert!(shown(&done).contains("Shared register: not seen"), "{done}");
    for restarted in [false, true] {
        if restarted {
            scene.restart().await;
        }
        let nothing = scene.ask(QUESTION).await;
        assert!(content(&nothing).contains("no such record about Albania and Iran"), "{}", content(&nothing));
        let about = scene.slash("about", &[]).await;
        assert!(shown(&about).contains(": 0 incidents"), "{about}");
        assert_eq!(scene.suggest("incident", "name", "").await, Vec::<Value>::new());
        let card = scene.slash("incident", &[("name", SEVERED)]).await;
        assert!(shown(&card).contains("no such incident"), "{card}");
        assert!(ask_elsewhere(&mut scene).await.contains("7 September 2022"));
    }
    let lines = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/config/register/incidents.jsonl")).unwrap();
    let record = lines.lines().find(|line| line.contains(&format!("\"{SEVERED}\""))).unwrap();
    scene.place.write("own.jsonl", record);
    scene.place.run(&["import", "--database", "sqlite:bot.db", "--guild", GUILD, "own.jsonl"]).well();
    eventually(|| scene.log().contains("the register changed")).await;
    let own = scene.ask(QUESTION).await;
    assert!(content(&own).contains("7 September 2022"), "{}", content(&own));
    let about = scene.slash("about", &[]).await;
    assert!(shown(&about).contains(": one incident,"), "{about}");
    scene.restart().await;
    let about = scene.slash("about", &[]).await;
    assert!(shown(&about).contains(": one incident,"), "{about}");
    let done = set(&mut scene, "shared-register", seen(true)).await;
    assert!(shown(&done).starts_with("Nothing is set"), "{done}");
    let about = scene.slash("about", &[]).await;
    assert!(shown(&about).contains(": 401 incidents"), "{about}");
}

#[tokio::test]
async fn a_server_may_have_short_answers_but_no_accusation_without_its_denial() {
    let mut scene = Scene::new().await;
    let style = |style: u64| json!([{ "name": "style", "type": 4, "value": style }]);
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "answer-style", "type": 1, "options": style(1) }] });
    let refused = scene.interact(2, member(STRANGER, MANAGE_MESSAGES), data, |sent| sent["locale"] = json!("de")).await;
    assert!(shown(&refused).contains("wer den Server verwalten darf"), "{refused}");
    let whole = content(&scene.ask(QUESTION).await).to_owned();
    let done = set(&mut scene, "answer-style", style(1)).await;
    assert!(shown(&done).contains("Answers: short"), "{done}");
    let short = content(&scene.ask(QUESTION).await).to_owned();
    assert!(whole.contains("Hoxha") && !short.contains("Hoxha") && short.len() < whole.len(), "{short}");
    assert!(short.starts_with("Albania severed diplomatic relations with Iran") && short.contains("**Why:**"), "{short}");
    assert!(short.contains("rejected the accusation"), "{short}");
    let cited = |n: usize| short.contains(&format!("-# [{n}] ")) && short.split("-# [1]").next().unwrap().contains(&format!("[{n}]"));
    let sources = short.lines().filter(|line| line.starts_with("-# [")).count();
    assert!((1..=sources).all(cited), "{short}");
    let data = json!({ "id": "1", "name": "ask", "type": 1, "options": [{ "name": "question", "type": 3, "value": QUESTION }] });
    let german = scene.interact(2, member(STRANGER, 0), data, |sent| sent["locale"] = json!("de")).await;
    assert!(!shown(&german).contains("Hoxha") && shown(&german).contains("rejected the accusation"), "{german}");
    assert!(ask_elsewhere(&mut scene).await.contains("Hoxha"));
    set(&mut scene, "answer-style", style(0)).await;
    assert_eq!(content(&scene.ask(QUESTION).await), whole);
}

#[tokio::test]
async fn a_review_channel_in_which_the_bot_may_not_write_is_told_when_it_is_set() {
    let mut scene = Scene::new().await;
    let channels = json!({ "channels": { "250": { "id": "250", "type": 0, "name": "review", "permissions": "0" } } });
    let options = json!([{ "name": "channel", "type": 7, "value": "250" }]);
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "review-channel", "type": 1, "options": options }], "resolved": channels });
    for (status, told) in [(403, "I may not write in <#250>"), (500, "did not take a test message for <#250>")] {
        scene.world.fail("POST /channels/250/messages", status, r#"{"code": 50013, "message": "Missing Permissions"}"#);
        let set = scene.command(member(ASKER, MANAGE_GUILD), data.clone()).await;
        assert!(shown(&set).starts_with("⚠ ") && shown(&set).contains(told), "{set}");
        assert!(shown(&set).contains("Review channel: <#250>"), "{set}");
    }
    let set = scene.command(member(ASKER, MANAGE_GUILD), data).await;
    assert!(!shown(&set).contains('⚠'), "{set}");
    let none = set_as(&mut scene, member(ASKER, MANAGE_GUILD), ("review-channel", json!([]))).await;
    assert!(shown(&none).starts_with("Nothing is set"), "{none}");
}

#[tokio::test]
async fn what_was_set_can_be_taken_back() {
    let mut scene = Scene::new().await;
    let roles = json!({ "roles": { "70": role("70") } });
    let options = json!([{ "name": "language", "type": 4, "value": 3 }, { "name": "moderators", "type": 8, "value": "70" },
        { "name": "reviewers", "type": 8, "value": "70" }]);
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "server", "type": 1, "options": options }], "resolved": roles });
    scene.command(member(ASKER, MANAGE_GUILD), data).await;
    let channels = json!({ "channels": { "250": { "id": "250", "type": 0, "name": "talk", "permissions": "0" } } });
    let in_channel = json!({ "name": "channel", "type": 7, "value": "250" });
    let with_channel = |setting: &str, mut options: Vec<Value>| {
        options.push(in_channel.clone());
        json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": setting, "type": 1, "options": options }], "resolved": channels })
    };
    let when_and_where = vec![json!({ "name": "when", "type": 4, "value": 0 }), json!({ "name": "where", "type": 4, "value": 1 })];
    let set = scene.command(member(ASKER, MANAGE_GUILD), with_channel("channel", when_and_where)).await;
    assert_eq!(shown(&set).lines().count(), 7, "{set}");
    let what = |what: u64| json!({ "name": "what", "type": 4, "value": what });
    let refused = set_as(&mut scene, member(STRANGER, MANAGE_MESSAGES), ("unset", json!([what(2)]))).await;
    assert!(shown(&refused).contains("may manage the server"), "{refused}");
    let refused = scene.command(member(ASKER, MANAGE_GUILD), with_channel("unset", vec![what(2)])).await;
    assert!(shown(&refused).contains("set for the whole server"), "{refused}");
    for (number, name) in [(2, "Language"), (3, "Moderators"), (4, "Reviewers")] {
        let left = set_as(&mut scene, member(ASKER, MANAGE_GUILD), ("unset", json!([what(number)]))).await;
        assert!(!shown(&left).contains(name), "{left}");
    }
    let left = scene.command(member(ASKER, MANAGE_GUILD), with_channel("unset", vec![what(0)])).await;
    assert!(shown(&left).contains("<#250> How I answer: thread") && shown(&left).lines().count() == 2, "{left}");
    let none = scene.command(member(ASKER, MANAGE_GUILD), with_channel("unset", vec![what(1)])).await;
    assert!(shown(&none).starts_with("Nothing is set"), "{none}");
}

#[tokio::test]
async fn settings_that_do_not_fit_into_a_message_are_counted() {
    let mut scene = Scene::new().await;
    let mut last = Value::Null;
    for channel in 2_500..2_560 {
        let channel = channel.to_string();
        let channels = json!({ "channels": { &channel: { "id": channel, "type": 0, "name": "talk", "permissions": "0" } } });
        let options = json!([{ "name": "when", "type": 4, "value": 0 }, { "name": "where", "type": 4, "value": 1 },
            { "name": "channel", "type": 7, "value": channel }]);
        let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "channel", "type": 1, "options": options }], "resolved": channels });
        last = scene.command(member(ASKER, MANAGE_GUILD), data).await;
    }
    let told = shown(&last).lines().filter(|line| line.starts_with("- ")).count();
    assert!(shown(&last).ends_with(&format!("-# … +{}", 120 - told)), "{told}: {last}");
}

#[tokio::test]
async fn what_is_set_is_told_in_the_administrators_language() {
    let mut scene = Scene::new().await;
    set(&mut scene, "retention", json!([{ "name": "days", "type": 4, "value": 1 }])).await;
    set(&mut scene, "shared-register", seen(false)).await;
    set(&mut scene, "channel", json!([{ "name": "when", "type": 4, "value": 0 }, { "name": "where", "type": 4, "value": 1 }])).await;
    let options = json!([{ "name": "language", "type": 4, "value": 6 }, { "name": "moderators", "type": 8, "value": "70" }]);
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "server", "type": 1, "options": options }],
        "resolved": { "roles": { "70": role("70") } } });
    let told = scene.interact(2, member(ASKER, MANAGE_GUILD), data, |sent| sent["locale"] = json!("de")).await;
    let lines: Vec<&str> = shown(&told).lines().collect();
    assert_eq!(
        lines,
        [
            "Was hier eingestellt ist:",
            "- Sprache: العربية",
            "- Wann ich antworte: nie",
            "- Moderation: <@&70>",
            "- Wie ich antworte: Thread",
            "- Aufbewahrt: einen Tag",
            "- Gemeinsames Register: nicht zu sehen, nur Eigenes des Servers",
            "-# Discord zeigt die Befehle der Moderation nur denen, die „Nachrichten verwalten“ dürfen. Einer Rolle ohne dieses Recht sind sie unter Servereinstellungen → Integrationen zu erlauben.",
        ]
    );
}
