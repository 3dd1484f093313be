//! A bot whose database is not there: at the start, in the middle, and once it is back.

use serde_json::{Value, json};

use aide_memoire::store::{ProposalState, Store};

use super::failures::watched;
use super::objects::{GUILD, member, role};
use super::records::{moderator, shown, use_as};
use super::settings::set;
use super::{ASKER, MANAGE_GUILD, QUESTION, SEVERED, STRANGER, Scene, content, control, server};
use crate::postgres::Server;

/// Asks until the answer has this in it.
async fn until(scene: &mut Scene, told: &str) {
    let begun = std::time::Instant::now();
    loop {
        let user = usize::try_from(begun.elapsed().as_micros() % 1_000_000).unwrap();
        let question = scene.mention_by(user, user, QUESTION);
        let answer = scene.answer_to(&question).await;
        let answer = content(&answer);
        if answer.contains(told) {
            return;
        }
        assert!(begun.elapsed() < super::PATIENCE, "{answer}\n{}", scene.log());
    }
}

#[tokio::test]
async fn a_bot_answers_before_its_database_is_reached_while_it_is_gone_and_after() {
    let Some(database) = Server::start() else { return };
    let url = database.database("bot").await;
    database.kill();
    let (world, requests) = server::start().await;
    let mut scene = Scene::over_database(world, requests, &url);
    scene.connected().await;
    let answer = scene.ask(QUESTION).await;
    assert!(
        content(&answer).contains("7 September 2022") && content(&answer).contains("The database is not reached yet"),
        "{}",
        content(&answer)
    );
    let about = scene.slash("about", &[]).await;
    assert!(about.to_string().contains("The database is not reached yet"), "{about}");
    database.revive();
    until(&mut scene, "revision 401").await;
    // In the middle: the last known register answers, and what changed meanwhile shows afterwards.
    database.kill();
    until(&mut scene, "revision 401").await;
    database.revive();
    let mut record = crate::store::starter().into_iter().find(|record| record.id == SEVERED).unwrap();
    record.title.push('!');
    scene.place.write("edited.jsonl", &serde_json::to_string(&record).unwrap());
    scene.place.run(&["import", "--database", &url, "edited.jsonl"]).well();
    until(&mut scene, "revision 402").await;
    assert!(scene.bot.try_wait().unwrap().is_none());
}

/// Looks until what the bot tells has this in it.
async fn until_watched(scene: &Scene, path: &str, told: &str) -> String {
    super::in_time(async || watched(scene, path).await, |found| found.contains(told)).await
}

#[tokio::test]
async fn that_the_database_is_gone_is_told_to_those_who_watch_the_bot() {
    let Some(database) = Server::start() else { return };
    let url = database.database("bot").await;
    let (world, requests) = server::start().await;
    let mut scene = Scene::over_database(world, requests, &url);
    scene.connected().await;
    until(&mut scene, "revision 401").await;
    until_watched(&scene, "/metrics", "aide_memoire_database_reached 1").await;
    database.kill();
    let health = until_watched(&scene, "/health", "the database is not reached").await;
    assert!(health.starts_with("HTTP/1.1 200"), "{health}");
    until_watched(&scene, "/metrics", "aide_memoire_database_reached 0").await;
    let age = |told: &String| told.lines().find_map(|line| line.strip_prefix("aide_memoire_register_age_seconds ")?.parse::<f64>().ok());
    super::in_time(async || watched(&scene, "/metrics").await, |told| age(told).is_some_and(|age| age >= 3.0)).await;
    database.revive();
    until_watched(&scene, "/metrics", "aide_memoire_database_reached 1").await;
    let health = watched(&scene, "/health").await;
    assert!(health.ends_with("\r\n\r\nok\n"), "{health}");
}

#[tokio::test]
async fn a_bot_answers_over_a_database_that_takes_no_writes_and_writes_when_it_does() {
    let Some(database) = Server::start() else { return };
    let url = database.database("bot").await;
    // Without tables there is nothing to read.
    database.read_only("bot", true).await;
    let (world, requests) = server::start().await;
    let mut scene = Scene::over_database(world, requests, &url);
    scene.connected().await;
    until(&mut scene, "The database is not reached yet").await;
    database.read_only("bot", false).await;
    until(&mut scene, "revision 401").await;
    drop(scene);
    database.read_only("bot", true).await;
    let (world, requests) = server::start().await;
    let mut scene = Scene::over_database(world, requests, &url);
    scene.connected().await;
    until(&mut scene, "revision 401").await;
    let refused = set(&mut scene, "retention", json!([{ "name": "days", "type": 4, "value": 8 }])).await;
    assert_eq!(shown(&refused), FAILED, "{refused}");
    for command in [&["ask", QUESTION][..], &["export"], &["history", SEVERED], &["backup", "a.backup"]] {
        let place = ["--database", &url];
        scene.place.run(&[&command[..1], &place, &command[1..]].concat()).well();
    }
    let failed = scene.place.run(&["record", "retract", "--database", &url, "--reason", "x", SEVERED]).failed();
    assert!(failed.contains("read-only transaction"), "{failed}");
}

#[tokio::test]
async fn a_bot_whose_database_hangs_answers_and_refuses_to_write_in_one_sentence() {
    let Some(database) = Server::start() else { return };
    let url = database.database("bot").await;
    let (world, requests) = server::start().await;
    let mut scene = Scene::over_database(world, requests, &url);
    scene.connected().await;
    until(&mut scene, "revision 401").await;
    database.signal("STOP");
    let asked = std::time::Instant::now();
    let answer = scene.ask(QUESTION).await;
    assert!(content(&answer).contains("7 September 2022"), "{}", content(&answer));
    assert!(asked.elapsed() < super::PATIENCE / 4, "{:?}", asked.elapsed());
    // Within the time that Discord waits, which `set` looks after.
    let refused = set(&mut scene, "retention", json!([{ "name": "days", "type": 4, "value": 8 }])).await;
    assert_eq!(shown(&refused), FAILED, "{refused}");
    database.signal("CONT");
    loop {
        let done = set(&mut scene, "retention", json!([{ "name": "days", "type": 4, "value": 9 }])).await;
        if done["data"]["content"].as_str().unwrap().contains('9') {
            break;
        }
        assert!(asked.elapsed() < super::PATIENCE, "{done}\n{}", scene.log());
    }
}

/// An administrator sets two things at once: who moderates, and whether a change needs two persons.
async fn rules(scene: &mut Scene, moderators: &str, two_persons: bool) -> Value {
    let options =
        json!([{ "name": "moderators", "type": 8, "value": moderators }, { "name": "two-person", "type": 5, "value": two_persons }]);
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "server", "type": 1, "options": options }],
        "resolved": { "roles": { moderators: role(moderators) } } });
    scene.command(member(ASKER, MANAGE_GUILD), data).await
}

/// What is said of what a database that hangs does not take.
const FAILED: &str = "Something went wrong here. Please try again later.";

#[tokio::test]
async fn what_a_hanging_database_does_not_take_is_said_in_time_and_is_done_wholly_or_not_at_all() {
    let Some(database) = Server::start() else { return };
    let url = database.database("bot").await;
    let (world, requests) = server::start().await;
    let mut scene = Scene::over_database(world, requests, &url);
    scene.connected().await;
    until(&mut scene, "revision 401").await;
    rules(&mut scene, "70", false).await;
    // Everything is prepared: an answer to dispute, forms that are open, and something that is kept about somebody.
    let posted = scene.ask(QUESTION).await;
    let under = scene.made(&posted);
    let dispute = scene.press(member(STRANGER, 0), &under, &control(&under, "Dispute")).await;
    let first = scene.fill(member(STRANGER, 0), &dispute, &[("text", "It was earlier.")], Some(&under)).await;
    assert!(shown(&first).starts_with("Thank you"), "{first}");
    let kept = scene.command(member(STRANGER, 0), json!({ "id": "1", "name": "privacy", "type": 1 })).await;
    let kept = scene.shown(&kept);
    let asked = scene.press(member(STRANGER, 0), &kept, &control(&kept, "Delete")).await;
    let confirm = scene.shown(&asked);
    let dispute = scene.press(member(ASKER, 0), &under, &control(&under, "Dispute")).await;
    let named = [("incident", SEVERED), ("claim", "3")];
    let retract = use_as(&mut scene, moderator(ASKER), ("claim", "retract"), &named).await;
    let edit = use_as(&mut scene, moderator(ASKER), ("record", "edit"), &[named[0]]).await;
    database.signal("STOP");
    // Each within the time that Discord waits, which `interact` looks after; what was written is given back.
    let told = scene.fill(member(ASKER, 0), &dispute, &[("text", "It was later.")], Some(&under)).await;
    assert!(shown(&told) == FAILED && told.to_string().contains("It was later."), "{told}");
    let told = scene.press(member(STRANGER, 0), &confirm, &control(&confirm, "Yes, delete it")).await;
    assert_eq!(shown(&told), FAILED);
    let told = scene.fill(moderator(ASKER), &retract, &[("reason", "no source says so")], None).await;
    assert!(shown(&told) == FAILED && told.to_string().contains("no source says so"), "{told}");
    let told = scene.fill(moderator(ASKER), &edit, &[("title", "Otherwise"), ("reason", "shorter")], None).await;
    assert!(shown(&told) == FAILED && told.to_string().contains("Otherwise"), "{told}");
    let told = rules(&mut scene, "71", true).await;
    assert_eq!(shown(&told), FAILED);
    let told = use_as(&mut scene, moderator(ASKER), ("claim", "retract"), &[named[0], named[1], ("reason", "a *slip*")]).await;
    assert!(shown(&told) == FAILED && told.to_string().contains("a *slip*"), "{told}");
    database.signal("CONT");
    let store = Store::open(&url).await.unwrap();
    // Half of it would be: a change that waits although one person suffices, one of two settings.
    let settings = store.settings(GUILD).await.unwrap();
    let settings: Vec<&str> = settings.iter().map(|setting| setting.value.as_str()).collect();
    assert!(settings == ["70", "off"] || settings == ["71"], "{settings:?}");
    assert_eq!(store.count_proposals(GUILD, ProposalState::InReview).await.unwrap(), 0);
    let history = store.history(GUILD, SEVERED).await.unwrap();
    assert!(history.iter().all(|revision| !revision.reason.is_empty()), "{history:?}");
    // The same steps, once more: each comes to one change, whatever came of it the first time.
    rules(&mut scene, "70", false).await;
    let told = scene.fill(moderator(ASKER), &retract, &[("reason", "no source says so")], None).await;
    assert!(shown(&told).starts_with("Done") || shown(&told).contains("retracted already"), "{told}");
    let told = scene.press(member(STRANGER, 0), &confirm, &control(&confirm, "Yes, delete it")).await;
    assert!(shown(&told).starts_with("Deleted"), "{told}");
    let record = store.find(GUILD, SEVERED).await.unwrap().unwrap().incident;
    assert!(record.claims[2].retracted.is_some());
    assert!(store.history(GUILD, SEVERED).await.unwrap().len() <= 3);
    assert!(store.kept_about(STRANGER).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_bot_whose_database_will_never_open_ends_with_one_sentence() {
    let place = crate::world::Place::new();
    place.write("notes.db", &"x".repeat(5_000));
    let (world, _requests) = server::start().await;
    let mut command = place.command(&["run", "--database", "sqlite:notes.db"]);
    let done = command.env("DISCORD_TOKEN", "secret.token.x").env("AIDE_MEMOIRE_DISCORD_API", world.url()).output().unwrap();
    let told = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1));
    assert!(told.contains("aide-memoire: cannot open the database: \"notes.db\" is not a SQLite database"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_that_ends_keeps_its_register_for_the_next_start() {
    let (world, requests) = server::start().await;
    let mut scene = Scene::with_settings(world, requests, "warm_index = \"bot.warm\"\n");
    scene.connected().await;
    let first = content(&scene.ask(QUESTION).await).to_owned();
    end(&mut scene);
    let file = scene.place.path().join("bot.warm");
    let whole = std::fs::read(&file).unwrap();
    scene.restart().await;
    assert!(scene.log().contains("the register is read from bot.db and the warm index"), "{}", scene.log());
    assert_eq!(content(&scene.ask(QUESTION).await), first);
    // A damaged one is told once, and the database answers.
    end(&mut scene);
    std::fs::write(&file, &whole[..whole.len() - 9]).unwrap();
    scene.restart().await;
    let told = "the register is read from the database alone";
    let line = scene.log().lines().filter(|line| line.contains(told)).map(str::to_owned).collect::<Vec<_>>();
    assert!(line.len() == 1 && line[0].contains("\"bot.warm\" is not used: its end is missing"), "{}", scene.log());
    assert_eq!(content(&scene.ask(QUESTION).await), first);
    end(&mut scene);
    assert_eq!(std::fs::read(&file).unwrap().len(), whole.len());
}

/// Ends the bot as its operator does.
fn end(scene: &mut Scene) {
    let killed = std::process::Command::new("kill").arg(scene.bot.id().to_string()).status().unwrap();
    assert!(killed.success());
    let status = tokio::task::block_in_place(|| scene.bot.wait().unwrap());
    assert_eq!(status.code(), Some(0), "{}", scene.log());
}
