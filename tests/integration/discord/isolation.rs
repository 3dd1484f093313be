//! What one server keeps shows nowhere else: its moderators keep records by every command there is, and in no response to
//! another server or in a direct message is a word of it.

use serde_json::{Value, json};

use super::objects::member;
use super::records::shown;
use super::{ASKER, BOT, MANAGE_GUILD, SEVERED, STRANGER, Scene, bot_user, control, user};
use crate::world::Dice;

/// Stands in all that the one server keeps, and nowhere else.
const MARK: &str = "Quillborne";
/// Rounds of keeping and looking.
const ROUNDS: usize = 12;

/// Where somebody looks.
#[derive(Debug, Clone, Copy, PartialEq)]
enum From {
    Own,
    Other,
    Private,
}

fn moderator() -> Value {
    member(ASKER, MANAGE_GUILD)
}

fn command(name: &str, sub: &str, options: &[(&str, &str)]) -> Value {
    let options: Vec<Value> = options
        .iter()
        .map(|(name, value)| match value.parse::<i64>() {
            Ok(number) if matches!(*name, "source" | "edition" | "format") => json!({ "name": name, "type": 4, "value": number }),
            _ => json!({ "name": name, "type": 3, "value": value }),
        })
        .collect();
    let options = if sub.is_empty() { json!(options) } else { json!([{ "name": sub, "type": 1, "options": options }]) };
    json!({ "id": "1", "name": name, "type": 1, "options": options })
}

/// The same with the last option half written.
fn completion(mut command: Value) -> Value {
    let options = command["options"].as_array_mut().unwrap();
    let options = if options[0]["type"] == 1 { options[0]["options"].as_array_mut().unwrap() } else { options };
    options.last_mut().unwrap()["focused"] = json!(true);
    command
}

/// Sends an interaction from somewhere; the first response, and what became of one that was deferred.
async fn look(scene: &mut Scene, from: From, kind: u64, data: Value) -> String {
    let change = |sent: &mut Value| match from {
        From::Own => {}
        From::Other => sent["guild_id"] = json!("101"),
        From::Private => {
            sent["user"] = user(STRANGER);
            sent["context"] = json!(1);
            for field in ["member", "guild_id", "guild_locale"] {
                sent.as_object_mut().unwrap().remove(field);
            }
        }
    };
    let who = if from == From::Own { moderator() } else { member(STRANGER, MANAGE_GUILD) };
    let response = scene.interact(kind, who, data, change).await;
    if response["type"] == 5 {
        let whole = scene.request("PATCH", "/messages/@original").await;
        return whole.body.to_string();
    }
    response.to_string()
}

/// The moderators of the one server keep something; the response.
async fn keep(scene: &mut Scene, dice: &mut Dice, round: usize, own: &mut Vec<String>) {
    let words = format!("{MARK} has it so, round {round}.");
    let target = if own.is_empty() { SEVERED.to_owned() } else { own[dice.below(own.len())].clone() };
    match dice.below(5) {
        0 | 1 => {
            let options = [("kind", "protest-note"), ("initiators", "MT"), ("targets", "IS")];
            let form = scene.command(moderator(), command("record", "new", &options)).await;
            let title = format!("Malta protests to Iceland over {MARK} {round}");
            let claim = format!("Malta handed Iceland a note of protest over {MARK} {round}.");
            let url = format!("https://{MARK}.example/{round}");
            let fields = [("title", title.as_str()), ("date", "2024-05-06"), ("summary", &words), ("claim", &claim), ("url", &url)];
            let ready = scene.fill(moderator(), &form, &fields, None).await;
            let under = scene.shown(&ready);
            let done = scene.press(moderator(), &under, &control(&under, "Send in")).await;
            own.push(shown(&done).split('`').nth(1).unwrap_or_else(|| panic!("{done}")).to_owned());
        }
        2 => {
            let options = [("incident", target.as_str()), ("summary", &words), ("reason", &words)];
            scene.command(moderator(), command("record", "edit", &options)).await;
        }
        3 => {
            let url = format!("https://{MARK}.example/source/{round}");
            let form = scene.command(moderator(), command("source", "add", &[("incident", &target), ("url", &url)])).await;
            let fields = [("publisher", MARK), ("supports", words.as_str())];
            // A record that is retracted takes none.
            if form["type"] == 9 {
                scene.fill(moderator(), &form, &fields, None).await;
            }
        }
        _ => {
            let options = [("incident", target.as_str()), ("reason", &words)];
            scene.command(moderator(), command("record", "retract", &options)).await;
        }
    }
}

/// Everything by which somebody may look for it.
fn doors(id: &str) -> Vec<(u64, Value)> {
    let (typed, title) = (&MARK[..3], format!("Malta protests to Iceland over {MARK}"));
    let complete = |name: &str, sub: &str, options: &[(&str, &str)]| (4, completion(command(name, sub, options)));
    let asked = |name: &str, sub: &str, options: &[(&str, &str)]| (2, command(name, sub, options));
    vec![
        complete("incident", "", &[("name", typed)]),
        complete("incident", "", &[("name", "Malta prot")]),
        complete("record", "edit", &[("incident", typed)]),
        complete("record", "edit", &[("incident", id), ("claim", "")]),
        complete("record", "restore", &[("incident", "")]),
        complete("record", "revert", &[("incident", id), ("edition", "")]),
        complete("source", "retract", &[("incident", id), ("source", "")]),
        complete("source", "restore", &[("incident", SEVERED), ("source", "")]),
        complete("claim", "retract", &[("incident", id), ("claim", "")]),
        complete("claim", "restore", &[("incident", SEVERED), ("claim", "")]),
        complete("review", "show", &[("item", "")]),
        asked("ask", "", &[("question", "When did Malta protest to Iceland?")]),
        asked("ask", "", &[("question", &format!("What happened in the affair of {}?", &MARK[..5]))]),
        asked("ask", "", &[("question", "Why did Albania cut ties with Iran?")]),
        asked("ask", "", &[("question", "List all incidents about Malta")]),
        asked("incident", "", &[("name", id)]),
        asked("incident", "", &[("name", SEVERED)]),
        asked("incident", "", &[("name", &title[..20])]),
        asked("timeline", "", &[("party", "MT")]),
        asked("relations", "", &[("one", "MT"), ("other", "IS")]),
        asked("about", "", &[]),
        asked("why", "", &[]),
        asked("record", "history", &[("incident", id)]),
        asked("record", "history", &[("incident", SEVERED)]),
        asked("source", "list", &[("incident", id)]),
        asked("source", "list", &[("incident", SEVERED)]),
        asked("claim", "retract", &[("incident", id), ("claim", "1")]),
        asked("review", "queue", &[]),
        asked("gaps", "", &[]),
        asked("settings", "show", &[]),
        asked("privacy", "", &[]),
        (
            2,
            json!({ "id": "1", "name": "export", "type": 1, "options": [{ "name": "format", "type": 4, "value": 0 }, { "name": "all", "type": 5, "value": true }] }),
        ),
    ]
}

#[tokio::test]
async fn nothing_that_a_server_keeps_is_in_any_response_elsewhere() {
    let mut scene = Scene::new().await;
    let (mut dice, mut own) = (Dice(0x5EED), Vec::new());
    let options = json!([{ "name": "two-person", "type": 5, "value": false }]);
    let set = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "server", "type": 1, "options": options }] });
    scene.command(moderator(), set).await;
    let (mut seen, mut looks) = (0, 0);
    for round in 0..ROUNDS {
        // Half of what is kept waits for another person.
        if round == ROUNDS / 2 {
            let options = json!([{ "name": "two-person", "type": 5, "value": true }]);
            let set = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "server", "type": 1, "options": options }] });
            scene.command(moderator(), set).await;
        }
        if round < ROUNDS / 2 || own.is_empty() {
            keep(&mut scene, &mut dice, round, &mut own).await;
        } else {
            let words = format!("{MARK} would have it so, round {round}.");
            let options = [("incident", SEVERED), ("title", words.as_str()), ("reason", &words)];
            scene.command(moderator(), command("record", "edit", &options)).await;
        }
        let id = if own.is_empty() { SEVERED.to_owned() } else { own[dice.below(own.len())].clone() };
        let doors = doors(&id);
        for _ in 0..6 {
            let (kind, data) = doors[dice.below(doors.len())].clone();
            let mine = look(&mut scene, From::Own, kind, data.clone()).await;
            seen += usize::from(mine.contains(MARK));
            for from in [From::Other, From::Private] {
                let theirs = look(&mut scene, from, kind, data.clone()).await;
                assert!(!theirs.to_lowercase().contains(&MARK.to_lowercase()), "{from:?} sees by {data}: {theirs}");
                looks += 1;
            }
        }
    }
    // The doors are open: who keeps something finds it by them.
    assert!(seen > ROUNDS, "only {seen} looks of {looks} showed what is one's own");
    // A question in a channel of another server, and alone.
    for guild in [Some("101"), None] {
        let question = scene.post(&format!("<@{BOT}> When did Malta protest to Iceland?"), |posted| {
            posted["author"] = user("520");
            posted["channel_id"] = json!("300");
            posted["mentions"] = json!([bot_user()]);
            match guild {
                Some(guild) => posted["guild_id"] = json!(guild),
                None => drop(posted.as_object_mut().unwrap().remove("guild_id")),
            }
        });
        let answer = scene.answer_to(&question).await;
        assert!(!answer.body.to_string().contains(MARK), "{:?}", answer.body);
    }
    // Whatever else the bot sent: only into the server itself.
    let elsewhere = |path: &str| path.starts_with("/channels/") && !path.starts_with("/channels/200/");
    let leaked = scene.earlier.iter().find(|request| elsewhere(&request.path) && request.body.to_string().contains(MARK));
    assert!(leaked.is_none(), "{leaked:?}");
}

/// What stands under an answer in the server.
async fn foot(scene: &mut Scene) -> String {
    let answer = scene.ask(super::QUESTION).await;
    super::content(&answer).lines().last().unwrap().to_owned()
}

#[tokio::test]
async fn a_change_in_another_server_leaves_the_foot_of_answers_as_it_was() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    let set = json!({ "id": "1", "name": "settings", "type": 1, "options": [
        { "name": "server", "type": 1, "options": [{ "name": "two-person", "type": 5, "value": false }] },
    ] });
    scene.command(moderator(), set).await;
    let before = foot(&mut scene).await;
    assert!(before.ends_with("revision 401"), "{before}");
    let record = aide_memoire::incident::Incident { id: "theirs".to_owned(), ..aide_memoire::register::starter_incidents().swap_remove(0) };
    let edit = |time| aide_memoire::store::Edit { author: "9", reason: "theirs", time };
    let change = |guild: &str, title: &str| {
        aide_memoire::store::Change::put(guild, aide_memoire::incident::Incident { title: title.to_owned(), ..record.clone() })
    };
    store.apply(&[change("101", "One")], edit("2031-05-06T12:00:00Z")).await.unwrap();
    store.apply(&[change("101", "Two")], edit("2031-05-07T12:00:00Z")).await.unwrap();
    let seen = "As of 7 May 2031, revision 403";
    let theirs = async |scene: &mut Scene| look(scene, From::Other, 2, command("about", "", &[])).await;
    while !theirs(&mut scene).await.contains(seen) {
        tokio::time::sleep(super::LOOK).await;
    }
    assert_eq!(foot(&mut scene).await, before);
    let about = scene.slash("about", &[]).await;
    assert!(shown(&about).ends_with(before.trim_start_matches("-# ")), "{about}");
    let edit = [("incident", SEVERED), ("title", "Albania breaks with Iran"), ("reason", "shorter")];
    let done = scene.command(moderator(), command("record", "edit", &edit)).await;
    assert!(shown(&done).contains("revision 402"), "{done}");
    assert!(foot(&mut scene).await.ends_with("revision 402"));
    assert!(theirs(&mut scene).await.contains(seen));
    // And after a restart.
    scene.restart().await;
    assert!(foot(&mut scene).await.ends_with("revision 402"));
    assert!(theirs(&mut scene).await.contains(seen));
}
