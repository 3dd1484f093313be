//! A bot whose database is not there: at the start, in the middle, and once it is back.

use serde_json::json;

use super::settings::set;
use super::{QUESTION, SEVERED, Scene, content, server};
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
    assert_eq!(refused["data"]["content"], "Something went wrong here. Please try again later.", "{refused}");
    database.signal("CONT");
    loop {
        let done = set(&mut scene, "retention", json!([{ "name": "days", "type": 4, "value": 9 }])).await;
        if done["data"]["content"].as_str().unwrap().contains('9') {
            break;
        }
        assert!(asked.elapsed() < super::PATIENCE, "{done}\n{}", scene.log());
    }
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
