//! Every command, button, menu and form, as everybody, in English and in other languages: whatever a response offers is
//! pressed, chosen and filled in, wrongly first, and nothing of it is in a language that is not the reader's.

use std::collections::BTreeSet;

use aide_memoire::store::Store;
use serde_json::{Value, json};

use super::keeping::store;
use super::objects::{BOT, GUILD, bot_user, member, role, user};
use super::permissions::{COLUMNS, proposed, somebody};
use super::words::Foreign;
use super::{SEVERED, STRANGER, Scene, server};

/// Nobody is too fast in these tests.
const SETTINGS: &str = "[discord]\nuser_questions = 10000\nchannel_questions = 100000\n";
/// How far is gone on from a command.
const DEPTH: usize = 5;
const ARTICLE: &str = "Portugal expels three Chilean diplomats over espionage\n\n\
    LISBON, 10 March 2026 - Portugal expelled three Chilean diplomats on Monday, accusing them of espionage. \
    They must leave the country within 72 hours. Chile's foreign ministry rejected the accusation as baseless.";
/// Questions of every outcome.
const QUESTIONS: [&str; 16] = [
    "When did Albania cut ties with Iran, and why?",
    "Why did Iran cut ties with Albania?",
    "When did France cut ties with Albania?",
    "When did France, Albania and Peru cut ties with Chad?",
    "Why did Albania cut ties with Iran in 2019?",
    "List all expulsions of Russian diplomats",
    "How many diplomats did the UK expel?",
    "Which incidents were there between Iran and Saudi Arabia?",
    "Who did not expel Russian diplomats?",
    "What is the best pizza?",
    "When was the embassy attacked?",
    "Which came first, the Albanian break with Iran or the Saudi break with Iran?",
    "How much did Albania's break with Iran cost?",
    "Does Iran have relations with Saudi Arabia?",
    "What happened in March 2018?",
    "",
];

/// Somebody who reads a language.
struct Reader {
    /// As Discord calls it.
    locale: &'static str,
    foreign: Foreign,
    /// What was pressed, chosen and filled in, by whom.
    done: BTreeSet<(String, String)>,
    faults: BTreeSet<String>,
}

/// Who does something, and to what it belongs.
#[derive(Clone)]
struct Doing {
    who: Value,
    column: &'static str,
    command: String,
    /// Within this each thing is done once.
    scope: String,
}

impl Doing {
    fn new(column: &'static str, command: &str) -> Self {
        let who = if column == "stranger" { member(STRANGER, 0) } else { somebody(column) };
        Self { who, column, command: command.to_owned(), scope: format!("{command} as {column}") }
    }
}

impl Reader {
    fn new(locale: &'static str, code: &str) -> Self {
        Self { locale, foreign: Foreign::to(code), done: BTreeSet::new(), faults: BTreeSet::new() }
    }

    fn see(&mut self, doing: &Doing, data: &Value) {
        let found = self.foreign.in_message(data);
        self.faults.extend(found.into_iter().map(|fault| format!("{} as {}: {fault}", doing.command, doing.column)));
    }

    /// An interaction, and everything that its response offers.
    async fn does(&mut self, scene: &mut Scene, doing: &Doing, (kind, data, under): (u64, Value, Option<&Value>), depth: usize) {
        let locale = self.locale;
        let response = scene
            .interact(kind, doing.who.clone(), data, |sent| {
                sent["locale"] = json!(locale);
                if let Some(under) = under {
                    sent["message"] = under.clone();
                }
            })
            .await;
        self.see(doing, &response["data"]);
        match response["type"].as_u64() {
            Some(4 | 7) => {
                let shown = scene.shown(&response);
                Box::pin(self.goes_on(scene, doing, &shown, depth)).await;
            }
            // It comes later.
            Some(5) => {
                let later = scene.request("PATCH", "/messages/@original").await;
                self.see(doing, &later.body);
                let shown = scene.shown(&json!({ "data": later.body }));
                Box::pin(self.goes_on(scene, doing, &shown, depth)).await;
            }
            Some(9) => {
                for right in [false, true] {
                    let form = filled(&response["data"], right);
                    Box::pin(self.does(scene, doing, (5, form, under), depth.saturating_sub(1))).await;
                }
            }
            _ => {}
        }
    }

    /// Presses and chooses what a message offers, each thing once for a command and a person.
    async fn goes_on(&mut self, scene: &mut Scene, doing: &Doing, shown: &Value, depth: usize) {
        let rows = shown["components"].as_array().cloned().unwrap_or_default();
        for part in rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default()) {
            let Some(id) = part["custom_id"].as_str().filter(|_| part["disabled"] != true && depth > 0) else { continue };
            if !self.done.insert((doing.scope.clone(), action(id).to_owned())) {
                continue;
            }
            let kind = part["type"].as_u64().unwrap();
            let mut data = json!({ "custom_id": id, "component_type": kind });
            if kind == 3 {
                data["values"] = json!([part["options"][0]["value"]]);
            }
            self.does(scene, doing, (3, data, Some(shown)), depth - 1).await;
        }
    }

    /// What was done of all that can be.
    fn actions(&self) -> BTreeSet<&str> {
        self.done.iter().map(|(_, action)| action.as_str()).collect()
    }
}

/// What a control does, as its id says it.
fn action(id: &str) -> &str {
    id.get(..if id.starts_with('m') { 3 } else { 2 }).unwrap()
}

/// A form, filled in so that it is taken, or so that nothing of it can be read.
fn filled(form: &Value, right: bool) -> Value {
    let rows = form["components"].as_array().unwrap();
    let row = |row: &Value| {
        let field = &row["components"][0];
        let (name, known) = (field["custom_id"].as_str().unwrap(), field["value"].as_str().unwrap_or_default());
        let good = match name {
            "text" => ARTICLE,
            "url" => "https://news.example/a",
            "published" | "date" => "2026-03-10",
            "supports" | "claim-sources" => "1",
            "standing" => "why, reported",
            "language" => "en",
            _ if !known.is_empty() => known,
            "ended" | "archived" | "by" => "",
            _ => "Something was said.",
        };
        let value = if right || name == "text" { good } else { "?!" };
        json!({ "type": 1, "components": [{ "type": 4, "custom_id": name, "value": value }] })
    };
    json!({ "custom_id": form["custom_id"], "components": rows.iter().map(row).collect::<Vec<_>>() })
}

/// A server with moderators and reviewers that speaks a language, something to review and a question without an answer.
async fn set_up(scene: &mut Scene, tongue: usize) -> Store {
    let options = json!([{ "name": "moderators", "type": 8, "value": "70" }, { "name": "reviewers", "type": 8, "value": "71" },
        { "name": "language", "type": 4, "value": tongue }]);
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "server", "type": 1, "options": options }],
        "resolved": { "roles": { "70": role("70"), "71": role("71") } } });
    scene.command(somebody("administrator"), data).await;
    let store = store(scene).await;
    for (number, author) in [(1, "600"), (2, "601"), (3, "602"), (4, "603")] {
        proposed(&store, number, author).await;
    }
    scene.ask("When did Chad cut ties with Peru?").await;
    super::in_time(async || store.gaps(GUILD).await.unwrap(), |gaps| !gaps.is_empty()).await;
    store
}

/// A file that is attached to a command: its records can be taken, or nothing of it can be read.
fn attach(scene: &Scene, call: &mut Value, right: bool) {
    let lines = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/config/register/incidents.jsonl")).unwrap();
    let line = lines.lines().find(|line| line.contains(&format!("\"{SEVERED}\""))).unwrap();
    let text = if right { line.replacen("\"title\": \"", "\"title\": \"Ours: ", 1) } else { format!("{{}}\nnothing\n{line}\n{line}") };
    let path = format!("/attachments/{}/records.jsonl", scene.world.id());
    let url = format!("{}{path}", scene.world.url());
    let size = text.len();
    scene.world.files.lock().unwrap().insert(path, text.into_bytes());
    call["resolved"]["right"] = json!(right);
    call["resolved"]["attachments"]["1"] = json!({ "id": "1", "filename": "records.jsonl", "size": size, "url": url, "proxy_url": url });
}

/// Everything that anybody can do by commands, and by what they offer.
async fn commands(scene: &mut Scene, calls: &Value, reader: &mut Reader, store: &Store) {
    let mut number = 100;
    for (command, call) in super::permissions::calls(calls) {
        for column in COLUMNS {
            let doing = Doing::new(column, &command);
            let mut variants = vec![call.clone()];
            if command == "/import" {
                variants = [false, true]
                    .map(|right| {
                        let mut call = call.clone();
                        attach(scene, &mut call, right);
                        call
                    })
                    .into();
            }
            if command.starts_with("/review ") && command != "/review queue" {
                let own = doing.who["user"]["id"].as_str().unwrap().to_owned();
                variants = Vec::new();
                for author in ["600", &own] {
                    number += 1;
                    let mut call = call.clone();
                    call["options"][0]["options"][0]["value"] = json!(proposed(store, number, author).await);
                    variants.push(call);
                }
            }
            for call in variants {
                let follows = command == "/import" && column == "administrator" && call["resolved"]["right"] == true;
                reader.does(scene, &doing, (2, call, None), DEPTH).await;
                if follows {
                    // Two persons are needed: what the file would do is for another one to see, and to take.
                    let posted = scene.next(|sent| sent.method == "POST" && sent.path.starts_with("/webhooks/")).await;
                    let shown = scene.shown(&json!({ "data": posted.body }));
                    for column in ["reviewer", "administrator"] {
                        let doing = Doing::new(column, "/import, posted");
                        reader.see(&doing, &posted.body);
                        reader.goes_on(scene, &doing, &shown, DEPTH).await;
                    }
                }
            }
        }
    }
}

/// Questions of every outcome by mention, and everything under their answers, as the asker and as everybody else.
async fn questions(scene: &mut Scene, reader: &mut Reader) {
    for question in QUESTIONS {
        for column in ["member", "stranger", "moderator", "administrator"] {
            // Whoever asked does everything under each answer, somebody else each thing once.
            let scope = if column == "member" { format!("{question} as {column}") } else { column.to_owned() };
            let doing = Doing { scope, ..Doing::new(column, &format!("\"{question}\"")) };
            let asked = scene.post(&format!("<@{BOT}> {question}"), |posted| {
                posted["author"] = user("604");
                posted["mentions"] = json!([bot_user()]);
            });
            let answer = scene.answer_to(&asked).await;
            reader.see(&doing, &answer.body);
            let under = scene.made(&answer);
            reader.goes_on(scene, &doing, &under, DEPTH).await;
        }
    }
}

/// What Discord completes while somebody types.
async fn completions(scene: &mut Scene, calls: &Value, reader: &mut Reader) {
    for (command, call) in super::permissions::completed(calls) {
        for column in ["member", "moderator"] {
            let doing = Doing::new(column, &format!("{command}, typed"));
            reader.does(scene, &doing, (4, call.clone(), None), 0).await;
        }
    }
}

/// Goes through all of it in a language.
async fn read_all(locale: &'static str, code: &str, tongue: usize) {
    let (world, requests) = server::start().await;
    let mut scene = Scene::with_settings(world, requests, SETTINGS);
    let registered = scene.connected().await.body;
    let store = set_up(&mut scene, tongue).await;
    let mut reader = Reader::new(locale, code);
    completions(&mut scene, &registered, &mut reader).await;
    questions(&mut scene, &mut reader).await;
    commands(&mut scene, &registered, &mut reader, &store).await;
    let everybody = Doing::new("member", "a message");
    for sent in std::mem::take(&mut scene.earlier) {
        if sent.path.ends_with("/messages") || sent.path.starts_with("/webhooks/") {
            reader.see(&everybody, &sent.body);
        }
    }
    assert!(reader.faults.is_empty(), "{locale}: {:#?}", reader.faults);
    let missing: Vec<&str> = ACTIONS.split_whitespace().filter(|action| !reader.actions().contains(action)).collect();
    assert!(missing.is_empty(), "{missing:?} of {:?}", reader.actions());
    assert!(!scene.log().contains("panicked"), "{}", scene.log());
}

/// Everything that can be pressed, chosen or filled in, as the ids say it.
const ACTIONS: &str = "1a 1c 1d 1e 1f 1i 1k 1n 1p 1q 1r 1s 1t 1w 1x 1y mbc mbl mbx mfe mfs mfv mfw mfx mgc mgd mrE mrM mrN mrP \
    mrk msA msE msN msR msS msc msl mvF mva mve mvj mvm mvs mvw";

#[tokio::test]
async fn everything_can_be_done_in_english_by_everybody() {
    read_all("en-US", "en", 0).await;
}

#[tokio::test]
async fn everything_can_be_done_in_german_and_nothing_of_it_is_english() {
    read_all("de", "de", 3).await;
}

#[tokio::test]
async fn everything_can_be_done_in_arabic_and_nothing_of_it_is_english() {
    read_all("en-US", "ar", 6).await;
}
