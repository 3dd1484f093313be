//! What is kept of what people do, for how long, and what becomes of it when they or the bot go.

use aide_memoire::store::{Gap, PostedAnswer, Store};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::objects::{BOT, GUILD, bot_user, member, message, user};
use super::settings::set;
use super::{ASKER, QUESTION, SEVERED, STRANGER, Scene, content, control};

/// The database of the bot, beside it.
pub(super) async fn store(scene: &Scene) -> Store {
    Store::open(&format!("sqlite:{}", scene.place.path().join("bot.db").display())).await.unwrap()
}

/// Waits until the gaps of a guild are as they should be.
async fn gaps(store: &Store, guild: &str, fit: impl Fn(&[Gap]) -> bool) -> Vec<Gap> {
    super::in_time(async || store.gaps(guild).await.unwrap(), |gaps| fit(gaps)).await
}

#[tokio::test]
async fn questions_without_an_answer_are_kept_merged_and_without_who_asked() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    let answer = scene.ask("When did France cut ties with Albania?").await;
    assert!(content(&answer).contains("no such record"), "{}", content(&answer));
    let again = scene.post(&format!("<@{BOT}> when did france break off relations with albania, <@!501>?"), |posted| {
        posted["author"] = user(STRANGER);
        posted["mentions"] = json!([bot_user()]);
    });
    scene.answer_to(&again).await;
    scene.slash("ask", &[("question", "When did the French sever relations with Tirana?")]).await;
    let kept = gaps(&store, GUILD, |gaps| gaps.first().is_some_and(|gap| gap.times == 3)).await;
    assert_eq!((kept.len(), kept[0].reason.as_str()), (1, "no-record"));
    assert_eq!(kept[0].question, "When did France cut ties with Albania?");
    assert!(kept[0].first <= kept[0].last && !format!("{kept:?}").contains(ASKER), "{kept:?}");
    // None of these is for moderators to see.
    let private = json!([{ "name": "question", "type": 3, "value": "When did Peru cut ties with Chad?" }, { "name": "private", "type": 5, "value": true }]);
    scene.command(member(ASKER, 0), json!({ "id": "1", "name": "ask", "type": 1, "options": private })).await;
    let checked = message("777", "200", &user(STRANGER), "Peru cut ties with Chad, they say");
    let data = json!({ "id": "1", "name": "Check this", "type": 3, "target_id": "777", "resolved": { "messages": { "777": checked } } });
    scene.command(member(ASKER, 0), data).await;
    scene
        .command(
            member("510", 0),
            json!({ "id": "1", "name": "ask", "type": 1, "options": [{ "name": "question", "type": 3, "value": "how are you?" }] }),
        )
        .await;
    scene
        .command(
            member("511", 0),
            json!({ "id": "1", "name": "ask", "type": 1, "options": [{ "name": "question", "type": 3, "value": QUESTION }] }),
        )
        .await;
    // A direct message is nobody's server.
    let direct = scene.post("When did <@500> of Peru cut ties with Chad?", |posted| {
        posted["channel_id"] = json!("300");
        posted["author"] = user("512");
        posted.as_object_mut().unwrap().retain(|field, _| field != "guild_id" && field != "member");
    });
    scene.answer_to(&direct).await;
    let kept = gaps(&store, "", |gaps| !gaps.is_empty()).await;
    assert_eq!((kept.len(), kept[0].question.as_str(), kept[0].times), (1, "When did of Peru cut ties with Chad?", 1));
    assert_eq!(gaps(&store, GUILD, |_| true).await.len(), 1);
    // Counted after it is kept.
    let counted =
        |told: &String| ["new", "again"].iter().all(|what| told.contains(&format!("aide_memoire_gaps_total{{what=\"{what}\"}} 2")));
    let metrics = super::in_time(async || metrics(&scene).await, counted).await;
    assert!(!metrics.contains("Peru"), "{metrics}");
    assert!(!scene.log().contains("Peru"));
}

/// What the bot counts.
pub(super) async fn metrics(scene: &Scene) -> String {
    let log = scene.log();
    let address = log.split_once("told at http://").unwrap().1.lines().next().unwrap().trim();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    text
}

fn shown(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap()
}

fn is_private(response: &Value) -> bool {
    response["data"]["flags"].as_u64().unwrap_or_default() & 64 != 0
}

/// Somebody whose client speaks this language uses `/privacy`.
async fn privacy(scene: &mut Scene, who: &str, locale: &str) -> Value {
    let data = json!({ "id": "1", "name": "privacy", "type": 1 });
    scene.interact(2, member(who, 0), data, |sent| sent["locale"] = json!(locale)).await
}

#[tokio::test]
async fn what_is_kept_about_somebody_is_shown_exported_and_deleted_by_that_one_only() {
    let mut scene = Scene::new().await;
    let nothing = privacy(&mut scene, ASKER, "en-US").await;
    assert!(is_private(&nothing) && shown(&nothing).starts_with("Nothing is kept about you."), "{nothing}");
    assert!(shown(&nothing).contains("for 30 days"), "{nothing}");
    assert!(shown(&nothing).contains("without who asked") && nothing["data"]["components"] == json!([]), "{nothing}");
    let answer = scene.ask(QUESTION).await;
    let under = scene.made(&answer);
    let form = scene.press(member(ASKER, 0), &under, &control(&under, "Dispute")).await;
    scene.submit(&form, "The **day** is wrong.", &under).await;
    let kept = privacy(&mut scene, ASKER, "en-US").await;
    assert!(is_private(&kept) && shown(&kept).contains(&format!("{}: The \\*\\*day", SEVERED)), "{kept}");
    let kept = scene.shown(&kept);
    // Who presses the button of another's message sees what is kept about nobody else.
    let other = scene.press(member(STRANGER, 0), &kept, &control(&kept, "Export")).await;
    assert_eq!(exported(&other)["disputes"], json!([]));
    let sure = scene.press(member(STRANGER, 0), &kept, &control(&kept, "Delete")).await;
    let sure = scene.shown(&sure);
    let done = scene.press(member(STRANGER, 0), &sure, &control(&sure, "Yes, delete it")).await;
    assert!(shown(&done).contains("0 things"), "{done}");
    let own = scene.press(member(ASKER, 0), &kept, &control(&kept, "Export")).await;
    assert!(is_private(&own) && own["files"][0]["name"] == "aide-memoire-privacy.json", "{own}");
    let told = exported(&own);
    assert_eq!((&told["user"], &told["disputes"][0]["text"]), (&json!(ASKER), &json!("The **day** is wrong.")));
    assert_eq!((&told["disputes"][0]["server"], &told["disputes"][0]["state"]), (&json!(GUILD), &json!("open")));
    // Only with a second word, which can be taken back.
    let german = privacy(&mut scene, ASKER, "de").await;
    assert!(shown(&german).starts_with("Eines wird über dich aufbewahrt"), "{german}");
    let kept = scene.shown(&german);
    let sure = scene.press(member(ASKER, 0), &kept, &control(&kept, "Löschen")).await;
    assert!(sure["type"] == 7 && shown(&sure).starts_with("Delete all"), "{sure}");
    let asked = scene.shown(&sure);
    let back = scene.press(member(ASKER, 0), &asked, &control(&asked, "No, keep it")).await;
    assert!(shown(&back).starts_with("One thing is kept"), "{back}");
    let done = scene.press(member(ASKER, 0), &asked, &control(&asked, "Yes, delete it")).await;
    assert!(done["type"] == 7 && shown(&done) == "Deleted: one thing.", "{done}");
    let nothing = privacy(&mut scene, ASKER, "en-US").await;
    assert!(shown(&nothing).starts_with("Nothing is kept"), "{nothing}");
    assert!(!scene.log().contains("day is wrong"));
}

fn exported(response: &Value) -> Value {
    serde_json::from_str(response["files"][0]["text"].as_str().unwrap()).unwrap()
}

/// An answer that was posted long ago.
fn old_answer(message: &str, guild: &str) -> PostedAnswer {
    let text = str::to_owned;
    PostedAnswer {
        message: text(message),
        guild: text(guild),
        channel: text("200"),
        question: text("1"),
        incidents: Vec::new(),
        time: text("2020-01-01T00:00:00Z"),
        ..PostedAnswer::default()
    }
}

#[tokio::test]
async fn an_administrator_says_for_how_long_things_are_kept() {
    let (world, requests) = super::server::start().await;
    let mut scene = Scene::with_settings(world, requests, "[discord]\nretention_days = 100000\n");
    scene.connected().await;
    let days = |days: u64| json!([{ "name": "days", "type": 4, "value": days }]);
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "retention", "type": 1, "options": days(5) }] });
    let refused = scene.command(member(ASKER, 0), data).await;
    assert!(is_private(&refused) && shown(&refused).contains("may manage the server"), "{refused}");
    let done = set(&mut scene, "retention", days(5)).await;
    assert!(is_private(&done) && shown(&done).contains("Kept for: 5 days"), "{done}");
    let about = scene.slash("about", &[]).await;
    assert!(shown(&about).contains("for 5 days I keep which message answers which."), "{about}");
    let store = store(&scene).await;
    store.remember_answers(&[old_answer("1", GUILD), old_answer("2", "101"), old_answer("3", "")]).await.unwrap();
    scene.ask(QUESTION).await;
    super::in_time(async || store.last_answers_in("200", 9).await.unwrap(), |answers| answers.len() == 4).await;
    scene.restart().await;
    super::in_time(async || store.answer_at("1").await.unwrap(), Option::is_none).await;
    assert!(store.answer_at("2").await.unwrap().is_some() && store.answer_at("3").await.unwrap().is_some());
    assert_eq!(store.last_answers_in("200", 9).await.unwrap().len(), 3, "what is new stays");
    let done = set(&mut scene, "retention", json!([])).await;
    assert!(shown(&done).starts_with("Nothing is set"), "{done}");
}

#[tokio::test]
async fn what_was_kept_of_a_server_goes_some_time_after_the_bot_was_removed() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    let left = async || store.left_guilds().await.unwrap();
    set(&mut scene, "retention", json!([{ "name": "days", "type": 4, "value": 5 }])).await;
    scene.world.dispatch("GUILD_DELETE", &json!({ "id": GUILD, "unavailable": true }));
    scene.world.dispatch("GUILD_DELETE", &json!({ "id": "103" }));
    super::in_time(left, |left| !left.is_empty()).await;
    assert_eq!(left().await[0].0, "103", "a server that is unavailable has not removed the bot");
    scene.world.dispatch("GUILD_DELETE", &json!({ "id": GUILD }));
    super::in_time(left, |left| left.len() == 2).await;
    scene.world.dispatch("GUILD_CREATE", &super::objects::guild(GUILD));
    super::in_time(left, |left| left.len() == 1).await;
    // One that was left long ago, one long ago that it is back in, one that was left while the bot was away.
    for guild in ["101", "102", GUILD] {
        store.set(guild, "", "language", Some("fr")).await.unwrap();
        store.remember_answers(&[old_answer(guild, guild)]).await.unwrap();
    }
    let lines = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/config/register/incidents.jsonl")).unwrap();
    // What is the same as the shared record would be left out.
    let own = lines.lines().find(|line| line.contains(SEVERED)).unwrap().replacen("\"title\": \"", "\"title\": \"Ours: ", 1);
    scene.place.write("own.jsonl", &own);
    scene.place.run(&["import", "--database", "sqlite:bot.db", "--guild", "101", "own.jsonl"]).well();
    for guild in ["101", GUILD] {
        store.leave_guild(guild, "2020-01-01T00:00:00Z").await.unwrap();
    }
    scene.restart().await;
    super::in_time(async || store.settings("101").await.unwrap(), Vec::is_empty).await;
    assert_eq!(store.answer_at("101").await.unwrap(), None);
    let exported = scene.place.run(&["export", "--database", "sqlite:bot.db", "--guild", "101"]).well();
    assert!(exported.lines().count() == 1 && exported.contains(SEVERED), "its records stay: {exported}");
    let left: Vec<String> = left().await.into_iter().map(|(guild, _)| guild).collect();
    assert_eq!(left, ["102", "103"]);
    assert_eq!((store.settings("102").await.unwrap().len(), store.settings(GUILD).await.unwrap().len()), (1, 2));
    let answer = scene.ask(QUESTION).await;
    assert!(content(&answer).contains("révision"), "its settings are as before: {}", content(&answer));
}
