//! Files of records in and out: tried out, confirmed by whom it takes, given back as they were.

use serde_json::{Value, json};

use aide_memoire::incident::Incident;
use aide_memoire::store::{Change, Edit, SHARED, Store};

use super::objects::{GUILD, member};
use super::server::Request;
use super::{ASKER, MANAGE_GUILD, STRANGER, Scene, control};

/// A record as a line.
fn line(id: &str, title: &str) -> String {
    json!({
        "id": id, "title": title, "kind": "protest-note", "initiators": ["IS"], "targets": ["FO"], "others": [], "date": "2024-05-06",
        "summary": "Iceland protested.", "claims": [{ "aspect": "what", "text": title, "stance": "reported", "sources": [1] }],
        "sources": [{ "n": 1, "url": "https://example.org/a", "publisher": "Example" }],
    })
    .to_string()
}

fn moderator(id: &str) -> Value {
    member(id, MANAGE_GUILD)
}

/// Sends a file in; what the deferred response became.
async fn import(scene: &mut Scene, who: Value, name: &str, text: &str) -> Request {
    let path = format!("/attachments/{}/{name}", scene.world.id());
    scene.world.files.lock().unwrap().insert(path.clone(), text.as_bytes().to_vec());
    let url = format!("{}{path}", scene.world.url());
    from(scene, who, name, (&url, text.len())).await
}

async fn from(scene: &mut Scene, who: Value, name: &str, (url, size): (&str, usize)) -> Request {
    let data = json!({
        "id": "1", "name": "import", "type": 1, "options": [{ "name": "file", "type": 11, "value": "60" }],
        "resolved": { "attachments": { "60": { "id": "60", "filename": name, "size": size, "url": url, "proxy_url": url } } },
    });
    let deferred = scene.command(who, data).await;
    assert!(deferred["type"] == 5 && deferred["data"]["flags"] == 64, "{deferred}");
    scene.request("PATCH", "/messages/@original").await
}

async fn export(scene: &mut Scene, format: &str, all: bool) -> Request {
    // A choice is sent by its place in the list.
    let place = ["jsonl", "csv", "jsonld", "csl"].iter().position(|known| *known == format).unwrap();
    let options = json!([{ "name": "format", "type": 4, "value": place }, { "name": "all", "type": 5, "value": all }]);
    let deferred = scene.command(moderator(ASKER), json!({ "id": "1", "name": "export", "type": 1, "options": options })).await;
    assert_eq!(deferred["type"], 5, "{deferred}");
    scene.request("PATCH", "/messages/@original").await
}

fn said(request: &Request) -> &str {
    request.body["content"].as_str().unwrap()
}

async fn one_person(scene: &mut Scene) {
    let set = json!({ "id": "1", "name": "settings", "type": 1, "options": [
        { "name": "server", "type": 1, "options": [{ "name": "two-person", "type": 5, "value": false }] },
    ] });
    scene.command(moderator(ASKER), set).await;
}

async fn press(scene: &mut Scene, who: Value, under: &Request, label: &str) -> Value {
    let button = control(&under.body, label);
    let shown = scene.shown(&json!({ "data": under.body }));
    scene.press(who, &shown, &button).await
}

/// Looks at what a file would change, which is told in a message of its own.
async fn see(scene: &mut Scene, who: Value, under: &Request) -> Request {
    let deferred = press(scene, who, under, "What would change").await;
    assert!(deferred["type"] == 5 && deferred["data"]["flags"] == 64, "{deferred}");
    scene.request("PATCH", "/messages/@original").await
}

/// Confirms a file, which is acknowledged at once; what came of it.
async fn confirm(scene: &mut Scene, who: Value, under: &Request, method: &str) -> Request {
    let acknowledged = press(scene, who, under, "Confirm").await;
    assert_eq!(acknowledged["type"], 6, "{acknowledged}");
    scene.next(|request| request.method == method && request.path.starts_with("/webhooks/")).await
}

async fn own(store: &Store) -> Vec<String> {
    let mut ids: Vec<String> = store.load_of(GUILD).await.unwrap().into_iter().map(|stored| stored.incident.id).collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn a_file_is_tried_out_and_taken_when_another_person_confirms_it() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    let text = [line("iceland-one", "Iceland protests"), line("iceland-two", "Iceland protests again")].join("\n");
    let tried = import(&mut scene, moderator(ASKER), "list.jsonl", &text).await;
    assert!(said(&tried).contains("for another person to confirm"), "{tried:?}");
    let asked = scene.next(|request| request.method == "POST" && request.path.starts_with("/webhooks/")).await;
    assert!(said(&asked).starts_with("list.jsonl would add 2, change 0 and leave 0 as they are."), "{asked:?}");
    assert!(own(&store).await.is_empty());
    let refused = press(&mut scene, member(STRANGER, 0), &asked, "What would change").await;
    assert!(refused["data"]["content"].as_str().unwrap().contains("Only moderators"), "{refused}");
    let own_file = see(&mut scene, moderator(ASKER), &asked).await;
    assert!(
        said(&own_file).contains("iceland-two: ") && own_file.body["components"] == json!([]),
        "nobody confirms an own file: {own_file:?}"
    );
    scene.restart().await;
    let seen = see(&mut scene, moderator(STRANGER), &asked).await;
    for told in [
        "list.jsonl would add 2",
        "- iceland-one: protest-note: IS → FO, 6 May 2024",
        "- iceland-two: claim 1 \\(what\\) added: \"Iceland protests again\"",
    ] {
        assert!(said(&seen).contains(told), "{told}: {seen:?}");
    }
    let forged = press(&mut scene, moderator(ASKER), &seen, "Confirm").await;
    assert!(forged["data"]["content"].as_str().unwrap().contains("is your own"), "{forged}");
    assert!(own(&store).await.is_empty());
    let done = confirm(&mut scene, moderator(STRANGER), &seen, "PATCH").await;
    assert!(said(&done).starts_with("Taken from list.jsonl: 2 added, 0 changed, 0 unchanged; revision "), "{done:?}");
    assert_eq!(own(&store).await, ["iceland-one", "iceland-two"]);
    let noted = scene.next(|request| request.method == "PATCH" && request.path.starts_with("/channels/")).await;
    assert!(said(&noted).starts_with("Taken from list.jsonl") && noted.body["components"] == json!([]), "{noted:?}");
    let twice = press(&mut scene, moderator(STRANGER), &seen, "Confirm").await;
    assert!(twice["data"]["content"].as_str().unwrap().contains("sent in or given up already"), "{twice}");
    let history = store.history(GUILD, "iceland-one").await.unwrap();
    assert!(matches!(history.as_slice(), [one] if one.author == ASKER && one.reason == "import of list.jsonl"), "{history:?}");
    assert!(store.find(SHARED, "iceland-one").await.unwrap().is_none());
}

#[tokio::test]
async fn what_a_file_changes_in_records_is_told_line_by_line_or_in_a_file() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    one_person(&mut scene).await;
    let before: Incident = serde_json::from_str(&line("iceland-one", "Iceland complains")).unwrap();
    let edit = Edit { author: "9", reason: "before", time: "2026-11-01T12:00:00Z" };
    store.apply(&[Change::put(GUILD, before)], edit).await.unwrap();
    let tried = import(&mut scene, moderator(ASKER), "list.jsonl", &line("iceland-one", "Iceland protests")).await;
    assert!(said(&tried).contains("\n- iceland-one: title: \"Iceland complains\" → \"Iceland protests\""), "{tried:?}");
    assert!(tried.body["files"].is_null(), "{tried:?}");
    let many: Vec<String> = (0..60).map(|number| line(&format!("iceland-{number}"), "Iceland protests")).collect();
    let tried = import(&mut scene, moderator(ASKER), "list.jsonl", &many.join("\n")).await;
    let file = &tried.body["files"][0];
    assert!(said(&tried).ends_with("\n- …") && file["name"] == "changes.txt", "{tried:?}");
    assert!((0..60).all(|number| file["text"].as_str().unwrap().contains(&format!("iceland-{number}: "))), "{file}");
    confirm(&mut scene, moderator(ASKER), &tried, "PATCH").await;
    assert_eq!(own(&store).await.len(), 61);
}

#[tokio::test]
async fn every_fault_is_told_by_its_line_and_nothing_is_taken() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    one_person(&mut scene).await;
    let text = [line("iceland-one", "Iceland protests"), "{}".to_owned(), line("Not An Id", "x").replace("2024-05-06", "soon")].join("\n");
    let tried = import(&mut scene, moderator(ASKER), "list.jsonl", &text).await;
    for told in ["list.jsonl is not right yet", "line 2: title: is missing", "line 3: id: ", "line 3: date: "] {
        assert!(said(&tried).contains(told), "{told}: {tried:?}");
    }
    for (name, text, told) in [
        ("list.doc", "x", ".jsonl and .csv do"),
        ("list.jsonl", "", "no record in the file"),
        ("list.csv", "id,part,colour\n", "is no column"),
        ("list.csv", "\u{0}\u{fffd}", "is no column"),
    ] {
        let tried = import(&mut scene, moderator(ASKER), name, text).await;
        assert!(said(&tried).contains(told), "{told}: {tried:?}");
    }
    let url = format!("{}/attachments/1/none.jsonl", scene.world.url());
    for (url, size, told) in [
        ("https://evil.example/list.jsonl", 10, "cannot be fetched"),
        (url.as_str(), 10, "no record in the file"),
        (url.as_str(), 3 << 20, "more than 2097152 bytes"),
    ] {
        let tried = from(&mut scene, moderator(ASKER), "list.jsonl", (url, size)).await;
        assert!(said(&tried).contains(told), "{told}: {tried:?}");
    }
    // One that says it is small and is not.
    let large = vec![b' '; (2 << 20) + 1];
    scene.world.files.lock().unwrap().insert("/attachments/2/large.jsonl".to_owned(), large);
    let url = format!("{}/attachments/2/large.jsonl", scene.world.url());
    let tried = from(&mut scene, moderator(ASKER), "large.jsonl", (&url, 10)).await;
    assert!(said(&tried).contains("more than 2097152 bytes"), "{tried:?}");
    assert!(own(&store).await.is_empty() && store.begun_by(ASKER).await.unwrap().is_empty());
    let data = json!({
        "id": "1", "name": "import", "type": 1, "options": [{ "name": "file", "type": 11, "value": "60" }],
        "resolved": { "attachments": { "60": { "id": "60", "filename": "a.csv", "size": 1, "url": url, "proxy_url": url } } },
    });
    let refused = scene.command(member(ASKER, 0), data).await;
    assert!(refused["data"]["content"].as_str().unwrap().contains("Only moderators"), "{refused}");
}

#[tokio::test]
async fn what_changed_since_the_file_was_checked_is_not_overwritten() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    one_person(&mut scene).await;
    let tried = import(&mut scene, moderator(ASKER), "list.jsonl", &line("iceland-one", "Iceland protests")).await;
    assert!(said(&tried).contains("would add 1"), "{tried:?}");
    let other: Incident = serde_json::from_str(&line("iceland-one", "Iceland complains")).unwrap();
    let edit = Edit { author: "9", reason: "meanwhile", time: "2026-11-01T12:00:00Z" };
    store.apply(&[Change::put(GUILD, other.clone())], edit).await.unwrap();
    let refused = confirm(&mut scene, moderator(ASKER), &tried, "POST").await;
    assert!(said(&refused).contains("`iceland-one` was changed since") && refused.body["flags"].as_u64().unwrap() & 64 != 0, "{refused:?}");
    assert_eq!(store.find(GUILD, "iceland-one").await.unwrap().unwrap().incident, other);
    // Another server has no such file.
    let (button, under) = (control(&tried.body, "Confirm"), scene.shown(&json!({ "data": tried.body })));
    let elsewhere = |sent: &mut Value| {
        sent["message"] = under;
        sent["guild_id"] = json!("101");
    };
    let refused = scene.interact(3, moderator(ASKER), json!({ "custom_id": button, "component_type": 2 }), elsewhere).await;
    assert!(refused["data"]["content"].as_str().unwrap().contains("given up already"), "{refused}");
    let gone = press(&mut scene, moderator(ASKER), &tried, "Cancel").await;
    assert!(gone["data"]["content"].as_str().unwrap().starts_with("Nothing of list.jsonl"), "{gone}");
    assert!(store.begun_by(ASKER).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_exported_can_be_imported_and_holds_no_formula() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    one_person(&mut scene).await;
    let none = export(&mut scene, "csv", false).await;
    assert!(said(&none).contains("no records of its own") && none.body["files"].is_null(), "{none:?}");
    let first = line("iceland-one", "=HYPERLINK(\"https://evil.example\")");
    let foreign: Incident = serde_json::from_str(&line("elsewhere-one", "A secret of another server")).unwrap();
    let edit = Edit { author: "9", reason: "theirs", time: "2026-11-01T12:00:00Z" };
    store.apply(&[Change::put("101", foreign)], edit).await.unwrap();
    let tried = import(&mut scene, moderator(ASKER), "list.jsonl", &first).await;
    confirm(&mut scene, moderator(ASKER), &tried, "PATCH").await;
    for format in ["jsonl", "csv"] {
        let given = export(&mut scene, format, false).await;
        let file = given.body["files"][0].clone();
        assert!(file["name"] == format!("register.{format}") && said(&given).starts_with("1 records, as of revision "), "{given:?}");
        let text = file["text"].as_str().unwrap();
        assert!(text.contains("iceland-one") && !text.contains(",=HYPERLINK") && !text.contains(",\"=HYPERLINK"), "{text}");
        let again = import(&mut scene, moderator(ASKER), &format!("list.{format}"), text).await;
        assert!(said(&again).contains("would add 0, change 0 and leave 1 as they are"), "{again:?}");
    }
    for format in ["jsonl", "csv", "jsonld", "csl"] {
        let given = export(&mut scene, format, true).await;
        let text = given.body["files"][0]["text"].as_str().unwrap();
        assert!(text.contains("example.org/a") && text.len() > 100_000, "{format}: {}", text.len());
        assert!(!text.contains("elsewhere-one") && !text.contains("A secret of another server"), "{format}");
        if format == "jsonl" {
            assert_eq!(text.trim_end().lines().count(), 402);
        }
    }
    let refused = scene
        .command(
            member(ASKER, 0),
            json!({ "id": "1", "name": "export", "type": 1, "options": [{ "name": "format", "type": 4, "value": 0 }] }),
        )
        .await;
    assert!(refused["data"]["content"].as_str().unwrap().contains("Only moderators"), "{refused}");
}

#[tokio::test]
async fn what_a_file_says_of_shared_records_is_told_as_a_change_of_them() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    one_person(&mut scene).await;
    let given = export(&mut scene, "jsonl", true).await;
    let text = given.body["files"][0]["text"].as_str().unwrap().to_owned();
    let tried = import(&mut scene, moderator(ASKER), "all.jsonl", &text).await;
    assert!(said(&tried).starts_with("all.jsonl would add 0, change 0 and leave 401 as they are."), "{tried:?}");
    confirm(&mut scene, moderator(ASKER), &tried, "PATCH").await;
    assert!(own(&store).await.is_empty(), "the shared records stay shared");
    let shared: Incident =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).find(|one: &Incident| one.id == super::SEVERED).unwrap();
    let changed = serde_json::to_string(&Incident { title: "Albania breaks with Iran".to_owned(), ..shared.clone() }).unwrap();
    let tried = import(&mut scene, moderator(ASKER), "one.jsonl", &changed).await;
    assert!(said(&tried).starts_with("one.jsonl would add 0, change 1 and leave 0 as they are."), "{tried:?}");
    assert!(
        said(&tried).contains("1 stand in the shared register") && said(&tried).contains("→ \"Albania breaks with Iran\""),
        "{tried:?}"
    );
    // The shared record is changed meanwhile.
    let edit = Edit { author: "9", reason: "meanwhile", time: "2026-11-01T12:00:00Z" };
    store.apply(&[Change::put(SHARED, Incident { title: "Meanwhile".to_owned(), ..shared })], edit).await.unwrap();
    let refused = confirm(&mut scene, moderator(ASKER), &tried, "POST").await;
    assert!(said(&refused).contains("was changed since"), "{refused:?}");
    let tried = import(&mut scene, moderator(ASKER), "one.jsonl", &changed).await;
    confirm(&mut scene, moderator(ASKER), &tried, "PATCH").await;
    assert_eq!(own(&store).await, [super::SEVERED]);
}
