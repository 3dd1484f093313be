//! Questions without an answer: seen by moderators, turned into drafts, closed; who wants to be told is told once.

use serde_json::{Value, json};

use aide_memoire::incident::Incident;
use aide_memoire::store::{Change, Edit, Gap, GapAsker, Store};

use super::objects::{GUILD, member, message, user};
use super::server::{Request, private_channel};
use super::{ASKER, MANAGE_GUILD, STRANGER, Scene, content, control, controls, in_time};

const UNANSWERED: &str = "When did France cut ties with Albania?";
const TELL: &str = "Tell me when this is known";

fn shown(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap_or_default()
}

fn moderator() -> Value {
    member(STRANGER, MANAGE_GUILD)
}

async fn list(scene: &mut Scene) -> Value {
    scene.command(moderator(), json!({ "id": "1", "name": "gaps", "type": 1 })).await
}

async fn press(scene: &mut Scene, who: Value, under: &Value, label: &str) -> Value {
    let (button, under) = (control(&under["data"], label), scene.shown(under));
    scene.press(who, &under, &button).await
}

async fn gaps(store: &Store, fit: impl Fn(&[Gap]) -> bool) -> Vec<Gap> {
    in_time(async || store.gaps(GUILD).await.unwrap(), |gaps| fit(gaps)).await
}

async fn waiting(store: &Store) -> Vec<GapAsker> {
    store.gap_askers(None, 0).await.unwrap()
}

/// Closes the first question of the list.
async fn close(scene: &mut Scene, reason: &str) -> Value {
    let listed = list(scene).await;
    let form = press(scene, moderator(), &listed, "1 Close").await;
    let row = json!({ "type": 1, "components": [{ "type": 4, "custom_id": "reason", "value": reason }] });
    let data = json!({ "custom_id": form["data"]["custom_id"], "components": [row] });
    let under = message("1", super::objects::CHANNEL, &super::bot_user(), "");
    scene.interact(5, moderator(), data, |sent| sent["message"] = under).await
}

/// The private message to a user.
async fn told(scene: &mut Scene, who: &str) -> Request {
    scene.request("POST", &format!("/channels/{}/messages", private_channel(who))).await
}

/// France cuts ties with Albania, in the server's own register.
async fn publish(store: &Store) {
    let record: Incident = serde_json::from_value(json!({
        "id": "france-albania-2026-relations-severed", "title": "France severs relations with Albania", "kind": "relations-severed",
        "initiators": ["FR"], "targets": ["AL"], "others": [], "date": "2026-10-05", "summary": "France severed relations with Albania.",
        "claims": [{ "aspect": "when", "text": "France severed relations with Albania on 5 October 2026.", "stance": "confirmed", "sources": [1] }],
        "sources": [{ "n": 1, "url": "https://example.org/a", "publisher": "Example" }],
    }))
    .unwrap();
    let edit = Edit { author: "9", reason: "new", time: "2026-11-01T12:00:00Z" };
    store.apply(&[Change::put(GUILD, record)], edit).await.unwrap();
}

#[tokio::test]
async fn who_wants_to_be_told_is_told_once_when_the_register_can_answer() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    let answer = scene.ask(UNANSWERED).await;
    let under = scene.made(&answer);
    scene.restart().await;
    let noted = scene.press(member(ASKER, 0), &under, &control(&under, TELL)).await;
    assert!(shown(&noted).contains("one direct message") && noted["data"]["flags"].as_u64().unwrap() & 64 != 0, "{noted}");
    scene.press(member(ASKER, 0), &under, &control(&under, TELL)).await;
    assert_eq!(waiting(&store).await.len(), 1);
    gaps(&store, |gaps| gaps.len() == 1).await;
    let listed = list(&mut scene).await;
    assert!(shown(&listed).contains("France cut ties with Albania") && shown(&listed).contains("waiting to be told: 1"), "{listed}");
    publish(&store).await;
    let known = told(&mut scene, ASKER).await;
    assert!(content(&known).contains("the register can answer now") && content(&known).contains("5 October 2026"), "{known:?}");
    assert!(content(&known).contains("https://example.org/a") && known.body["nonce"].is_string(), "{known:?}");
    in_time(async || waiting(&store).await, |waiting| waiting.is_empty()).await;
    let listed = list(&mut scene).await;
    assert!(shown(&listed).contains("no question without an answer"), "{listed}");
    let again = scene.press(member(ASKER, 0), &under, &control(&under, TELL)).await;
    assert!(shown(&again).contains("5 October 2026"), "it can be answered by now: {again}");
    assert!(waiting(&store).await.is_empty());
    assert!(!scene.earlier.iter().any(|request| request.path.contains(&private_channel(ASKER))), "told twice");
}

#[tokio::test]
async fn a_question_is_closed_with_a_reason_which_those_who_wait_are_told() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    // Asked for one's own eyes only it is no gap, until its asker wants it answered.
    let options = json!([{ "name": "question", "type": 3, "value": UNANSWERED }, { "name": "private", "type": 5, "value": true }]);
    let private = scene.command(member(ASKER, 0), json!({ "id": "1", "name": "ask", "type": 1, "options": options })).await;
    assert!(store.gaps(GUILD).await.unwrap().is_empty());
    press(&mut scene, member(ASKER, 0), &private, TELL).await;
    press(&mut scene, member("502", 0), &private, TELL).await;
    gaps(&store, |gaps| gaps.len() == 1).await;
    // One of the two has left the server, and is told nothing of it.
    scene.world.fail(&format!("GET /guilds/{GUILD}/members/502"), 404, r#"{ "code": 10007, "message": "Unknown Member" }"#);
    let closed = close(&mut scene, "Not a *matter* for us").await;
    assert!(shown(&closed).starts_with("Closed: When did France cut ties"), "{closed}");
    let news = told(&mut scene, ASKER).await;
    assert!(content(&news).contains("Not a \\*matter\\* for us") && content(&news).starts_with("> When did France"), "{news:?}");
    in_time(async || waiting(&store).await, |waiting| waiting.is_empty()).await;
    assert!(!scene.earlier.iter().any(|request| request.path.contains(&private_channel("502"))));
    // Asked again it stays closed.
    scene.ask(UNANSWERED).await;
    let listed = list(&mut scene).await;
    assert!(shown(&listed).contains("no question without an answer"), "{listed}");
}

#[tokio::test]
async fn a_draft_begins_with_what_the_question_tells() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    scene.ask("When did France expel Albanian diplomats in 2019?").await;
    gaps(&store, |gaps| gaps.len() == 1).await;
    let listed = list(&mut scene).await;
    let sheet = press(&mut scene, moderator(), &listed, "1 Draft").await;
    let text = sheet["data"]["embeds"][0]["description"].as_str().unwrap();
    for told in ["🇫🇷 France → 🇦🇱 Albania", "Diplomats expelled", "**Date** 2019", "Publisher: is missing"] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(controls(&sheet["data"]).iter().any(|(label, _)| label == "Send to review"), "{sheet}");
    assert_eq!(store.begun_by(STRANGER).await.unwrap().len(), 1);
}

#[tokio::test]
async fn gaps_are_paged_for_moderators_of_their_own_server_only() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    let gap = |guild: &str, number: i64| Gap {
        guild: guild.to_owned(),
        reading: format!("no-record  · {number}"),
        reason: "no-record".to_owned(),
        incident: if number == 9 { "some-record".to_owned() } else { String::new() },
        question: format!("Question {number} of {guild}?"),
        times: number,
        first: "2026-10-01T12:00:00Z".to_owned(),
        last: "2026-10-01T12:00:00Z".to_owned(),
    };
    let all: Vec<Gap> = (1..=9).map(|number| gap(GUILD, number)).chain([gap("101", 99)]).collect();
    store.file_gaps(&all, 500).await.unwrap();
    let first = list(&mut scene).await;
    assert!(shown(&first).contains("**1.** Question 9 of 100?\n-# asked 9×") && !shown(&first).contains("of 101"), "{first}");
    assert!(shown(&first).contains("`some-record` lacks it"), "{first}");
    assert!(!controls(&first["data"]).iter().any(|(label, _)| label == "1 Draft"), "{first}");
    let second = press(&mut scene, moderator(), &first, "▶").await;
    assert!(second["type"] == 7 && shown(&second).contains("**5.** Question 5 of 100?"), "{second}");
    for label in ["5 Draft", "5 Close", "▶"] {
        let refused = press(&mut scene, member(ASKER, 0), &second, label).await;
        assert!(shown(&refused).contains("Only moderators"), "{label}: {refused}");
    }
    // The same button in another server finds no such question.
    let (button, under) = (control(&second["data"], "5 Draft"), scene.shown(&second));
    let elsewhere = |sent: &mut Value| {
        sent["message"] = under;
        sent["guild_id"] = json!("101");
    };
    let refused = scene.interact(3, moderator(), json!({ "custom_id": button, "component_type": 2 }), elsewhere).await;
    assert!(shown(&refused).contains("closed or answered by now"), "{refused}");
    let refused = scene.command(member(ASKER, 0), json!({ "id": "1", "name": "gaps", "type": 1 })).await;
    assert!(shown(&refused).contains("Only moderators"), "{refused}");
}

#[tokio::test]
async fn a_wish_to_be_told_is_shown_and_deleted_on_request() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    let mention = scene.post(&format!("<@{}> {UNANSWERED}", super::objects::BOT), |posted| {
        posted["author"] = user(ASKER);
        posted["mentions"] = json!([super::bot_user()]);
    });
    let answer = scene.answer_to(&mention).await;
    let under = scene.made(&answer);
    scene.press(member(ASKER, 0), &under, &control(&under, TELL)).await;
    let kept = scene.slash("privacy", &[]).await;
    assert!(shown(&kept).contains("France cut ties with Albania"), "{kept}");
    let sure = press(&mut scene, member(ASKER, 0), &kept, "Delete").await;
    press(&mut scene, member(ASKER, 0), &sure, "Yes, delete it").await;
    assert!(waiting(&store).await.is_empty());
}
