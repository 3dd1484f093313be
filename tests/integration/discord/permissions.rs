//! Who may do what: the table of the operator's guide against the bot, cell by cell, with every command that it registers.

use std::collections::{BTreeMap, BTreeSet};

use aide_memoire::incident::Incident;
use aide_memoire::register::starter_incidents;
use aide_memoire::store::{Base, Proposal, ProposalAct, ProposalState, Store};
use serde_json::{Value, json};

use super::keeping::store;
use super::objects::{CHANNEL, GUILD, member, message, role, user};
use super::{MANAGE_GUILD, MANAGE_MESSAGES, SEVERED, STRANGER, Scene, server};

/// The columns of the table, as they stand there.
pub(super) const COLUMNS: [&str; 4] = ["member", "moderator", "reviewer", "administrator"];
/// What is said to whoever may not do something.
const REFUSALS: [&str; 3] = ["Only moderators of this server", "Only those who may manage the server", "You may not do this here"];

/// Somebody for each column.
pub(super) fn somebody(column: &str) -> Value {
    let (id, role, rights) = match column {
        "moderator" => ("601", Some("70"), 0),
        "reviewer" => ("602", Some("71"), 0),
        "administrator" => ("603", None, MANAGE_GUILD),
        _ => ("604", None, 0),
    };
    let mut somebody = member(id, rights);
    somebody["roles"] = json!(role.into_iter().collect::<Vec<_>>());
    somebody
}

/// The table: by command, what stands in each of its columns.
fn table() -> BTreeMap<String, Vec<String>> {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/operating.md")).unwrap();
    let (_, section) = guide.split_once("\n## Who may do what\n").unwrap();
    let (_, table) = section.split_once(&format!("\n| command | {} |", COLUMNS.join(" | "))).unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let mut all = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        for command in cells[0].split(", ") {
            let known =
                all.insert(command.trim_matches('`').to_owned(), cells[1..=COLUMNS.len()].iter().map(|cell| (*cell).to_owned()).collect());
            assert_eq!(known, None, "{command} stands there twice");
        }
    }
    all
}

/// What an option that must be given is given.
fn sample(option: &Value) -> Value {
    let name = option["name"].as_str().unwrap();
    let value = match (option["type"].as_u64().unwrap(), name) {
        _ if option["choices"].as_array().is_some_and(|choices| !choices.is_empty()) => option["choices"][0]["value"].clone(),
        (4, _) => json!(1),
        (5, _) => json!(true),
        (11, _) => json!("1"),
        (_, "incident") => json!(SEVERED),
        (_, "into") => json!(starter_incidents()[0].id),
        (_, "kind") => json!("protest-note"),
        (_, "party" | "one") => json!("AL"),
        (_, "other") => json!("IR"),
        (_, "url") => json!("https://agency.example/x"),
        (_, "claim") => json!("1"),
        _ => json!("x"),
    };
    json!({ "name": name, "type": option["type"], "value": value })
}

/// Every command that can be called, with the data that calls it.
pub(super) fn calls(registered: &Value) -> BTreeMap<String, Value> {
    let given = |options: &Value| -> Vec<Value> {
        options.as_array().into_iter().flatten().filter(|option| option["required"] == true).map(sample).collect()
    };
    let file =
        json!({ "id": "1", "filename": "records.jsonl", "size": 10, "url": "https://cdn.example/x", "proxy_url": "https://cdn.example/x" });
    let mut calls = BTreeMap::new();
    for command in registered.as_array().unwrap() {
        let name = command["name"].as_str().unwrap();
        let call = |options: Vec<Value>| json!({ "id": "1", "name": name, "type": 1, "options": options, "resolved": { "attachments": { "1": file } } });
        if command["type"] == 3 {
            let target = message("777", CHANNEL, &user(STRANGER), "Albania cut ties with Iran: https://agency.example/x");
            let data = json!({ "id": "1", "name": name, "type": 3, "target_id": "777", "resolved": { "messages": { "777": target } } });
            calls.insert(name.to_owned(), data);
            continue;
        }
        let subs: Vec<&Value> = command["options"].as_array().into_iter().flatten().filter(|option| option["type"] == 1).collect();
        if subs.is_empty() {
            calls.insert(format!("/{name}"), call(given(&command["options"])));
        }
        for sub in subs {
            let options = vec![json!({ "name": sub["name"], "type": 1, "options": given(&sub["options"]) })];
            calls.insert(format!("/{name} {}", sub["name"].as_str().unwrap()), call(options));
        }
    }
    calls
}

/// Every option that is completed while somebody types, with the data that asks for it: empty, and with something in it.
pub(super) fn completed(registered: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for command in list(registered) {
        let name = command["name"].as_str().unwrap();
        let subs: Vec<Value> = list(&command["options"]).into_iter().filter(|option| option["type"] == 1).collect();
        let of = if subs.is_empty() { vec![command.clone()] } else { subs.clone() };
        for part in of {
            for option in list(&part["options"]).into_iter().filter(|option| option["autocomplete"] == true) {
                for typed in ["", "a"] {
                    let beside =
                        list(&part["options"]).into_iter().filter(|other| other["required"] == true && other["name"] != option["name"]);
                    let mut options: Vec<Value> = beside.map(|other| sample(&other)).collect();
                    options.push(json!({ "name": option["name"], "type": option["type"], "value": typed, "focused": true }));
                    if !subs.is_empty() {
                        options = vec![json!({ "name": part["name"], "type": 1, "options": options })];
                    }
                    let what = format!("/{name} {} {}", part["name"].as_str().unwrap(), option["name"].as_str().unwrap());
                    all.push((what, json!({ "id": "1", "name": name, "type": 1, "options": options })));
                }
            }
        }
    }
    all
}

/// Files a new record that somebody proposes; the id of the proposal.
pub(super) async fn proposed(store: &Store, id: usize, author: &str) -> String {
    let proposal = Proposal {
        id: (9_000 + id).to_string(),
        guild: GUILD.to_owned(),
        act: ProposalAct::Put,
        incident: Incident { id: format!("record-{id}"), related: Vec::new(), ..starter_incidents().swap_remove(0) },
        base: Base { guild: GUILD.to_owned(), revision: 0 },
        other: None,
        author: author.to_owned(),
        reason: "found".to_owned(),
        time: "2026-11-01T12:00:00Z".to_owned(),
        state: ProposalState::InReview,
        edition: 1,
        reviewer: String::new(),
        decided_time: String::new(),
        decided_reason: String::new(),
        revision: 0,
    };
    assert!(store.file_proposal(&proposal).await.unwrap());
    proposal.id
}

/// Whether somebody may do this.
async fn may(scene: &mut Scene, who: &Value, call: &Value) -> bool {
    let response = scene.command(who.clone(), call.clone()).await;
    let told = response["data"]["content"].as_str().unwrap_or_default();
    assert!(!told.starts_with("I could not read that"), "{call}: {response}");
    !REFUSALS.iter().any(|refusal| told.contains(refusal))
}

#[tokio::test]
async fn everybody_may_do_what_the_guide_says_and_nothing_else() {
    let (world, requests) = server::start().await;
    let mut scene = Scene::over(world, requests);
    let calls = calls(&scene.connected().await.body);
    let store = store(&scene).await;
    let roles = json!([{ "name": "moderators", "type": 8, "value": "70" }, { "name": "reviewers", "type": 8, "value": "71" },
        { "name": "two-person", "type": 5, "value": false }]);
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "server", "type": 1, "options": roles }],
        "resolved": { "roles": { "70": role("70"), "71": role("71") } } });
    scene.command(somebody("administrator"), data).await;
    let table = table();
    let (told, known): (BTreeSet<&String>, BTreeSet<&String>) = (table.keys().collect(), calls.keys().collect());
    assert_eq!(told, known, "the table names every command, and no other");
    let mut number = 0;
    let mut wrong = Vec::new();
    for (command, call) in &calls {
        for (column, cell) in COLUMNS.iter().zip(&table[command]) {
            let who = somebody(column);
            let own = who["user"]["id"].as_str().unwrap();
            let found = if command == "/review approve" || command == "/review reject" {
                let mut of = Vec::new();
                for author in ["600", own] {
                    number += 1;
                    let mut call = call.clone();
                    call["options"][0]["options"][0]["value"] = json!(proposed(&store, number, author).await);
                    of.push(may(&mut scene, &who, &call).await);
                }
                match *of {
                    [true, _] => "yes",
                    [false, true] => "own",
                    _ => "–",
                }
            } else if may(&mut scene, &who, call).await {
                "yes"
            } else {
                "–"
            };
            if found != cell {
                wrong.push(format!("{command}, {column}: \"{found}\", told is \"{cell}\""));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Discord hides a command by itself from who lacks a right, and where it cannot be used.
#[tokio::test]
async fn discord_is_told_to_show_a_command_to_those_who_may_use_it_and_nowhere_else() {
    let (world, requests) = server::start().await;
    let mut scene = Scene::over(world, requests);
    let registered = scene.connected().await.body;
    let table = table();
    // The most that anybody of a column may do with a command as a whole.
    let may = |name: &str, column: usize| {
        let own = |command: &str| command.trim_start_matches('/').split(' ').next() == Some(name) || command == name;
        table.iter().any(|(command, cells)| own(command) && cells[column] != "–")
    };
    for command in registered.as_array().unwrap() {
        let name = command["name"].as_str().unwrap();
        let [member, moderator, _, administrator] = [0, 1, 2, 3].map(|column| may(name, column));
        assert!(administrator, "{name} is in no row of the table");
        let (right, contexts, installed) = match (member, moderator) {
            (true, _) => (Value::Null, json!([0, 1, 2]), json!([0, 1])),
            (false, true) => (json!(MANAGE_MESSAGES.to_string()), json!([0]), json!([0])),
            (false, false) => (json!(MANAGE_GUILD.to_string()), json!([0]), json!([0])),
        };
        assert_eq!(command["default_member_permissions"], right, "{name}");
        assert_eq!(command["contexts"], contexts, "{name}");
        assert_eq!(command["integration_types"], installed, "{name}");
    }
    let settings = registered.as_array().unwrap().iter().find(|command| command["name"] == "settings").unwrap();
    assert_eq!((&settings["contexts"], &settings["default_member_permissions"]), (&json!([0]), &json!("32")), "only in a server");
}
