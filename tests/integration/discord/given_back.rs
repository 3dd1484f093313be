//! Whatever fails, what somebody wrote is given back: the register cannot be read, or that person's role was taken away.

use serde_json::{Value, json};
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use super::objects::member;
use super::records::{kept, moderator, shown, use_as};
use super::{ASKER, SEVERED, Scene, control};

/// What was given back.
fn back(response: &Value) -> &str {
    response["data"]["embeds"][0]["description"].as_str().unwrap_or_else(|| panic!("nothing is given back: {response}"))
}

/// Takes a table away from under the bot, or gives it back.
async fn rename(scene: &Scene, from: &str, to: &str) {
    sqlx::any::install_default_drivers();
    let url = format!("sqlite:{}", scene.place.path().join("bot.db").display());
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("alter table {from} rename to {to}"))).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_register_that_cannot_be_read_loses_nothing_that_was_written() {
    let mut scene = kept(false).await;
    let edit = use_as(&mut scene, moderator(ASKER), ("record", "edit"), &[("incident", SEVERED)]).await;
    let url = "https://agency.example/x";
    let source = use_as(&mut scene, moderator(ASKER), ("source", "add"), &[("incident", SEVERED), ("url", url)]).await;
    let fate = use_as(&mut scene, moderator(ASKER), ("source", "retract"), &[("incident", SEVERED), ("source", "1")]).await;
    let merge = use_as(&mut scene, moderator(ASKER), ("record", "revert"), &[("incident", SEVERED), ("edition", "1")]).await;
    let draft = scene
        .command(
            moderator(ASKER),
            json!({ "id": "1", "name": "draft", "type": 1, "options": [{ "name": "text", "type": 1, "options": [] }] }),
        )
        .await;
    let article = "Malta expels Icelandic diplomat\nMalta expelled a diplomat of Iceland on 6 May 2024, its foreign ministry said.";
    rename(&scene, "revision", "gone").await;
    rename(&scene, "sketch", "sketch_gone").await;
    for (form, fields) in [
        (&edit, vec![("summary", "A summary of some `length`."), ("reason", "clearer")]),
        (&source, vec![("publisher", "The Agency"), ("supports", "why: A reason of its own.")]),
        (&fate, vec![("reason", "withdrawn by its publisher")]),
        (&merge, vec![("reason", "it was right")]),
        (&draft, vec![("text", article)]),
    ] {
        let failed = scene.fill(moderator(ASKER), form, &fields, None).await;
        assert!(shown(&failed).starts_with("Something went wrong"), "{failed}");
        for (_, text) in &fields {
            assert!(back(&failed).contains(&text.replace('`', "\u{2cb}")), "{text}: {failed}");
        }
    }
    rename(&scene, "incident", "incident_gone").await;
    let options = [("incident", SEVERED), ("summary", "A summary by an option."), ("reason", "clearer")];
    let failed = use_as(&mut scene, moderator(ASKER), ("record", "edit"), &options).await;
    assert!(shown(&failed).starts_with("Something went wrong") && back(&failed).contains("A summary by an option."), "{failed}");
    // What is only asked is not given back.
    let failed = scene.slash("incident", &[("name", "nothing like it")]).await;
    assert!(failed["data"]["embeds"].as_array().is_none_or(Vec::is_empty), "{failed}");
    for (from, to) in [("gone", "revision"), ("sketch_gone", "sketch"), ("incident_gone", "incident")] {
        rename(&scene, from, to).await;
    }
    let done = scene.fill(moderator(ASKER), &edit, &[("summary", "A summary at last."), ("reason", "clearer")], None).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
}

#[tokio::test]
async fn who_lost_the_role_keeps_the_words_and_a_long_text_is_a_file() {
    let mut scene = kept(false).await;
    let edit = use_as(&mut scene, moderator(ASKER), ("record", "edit"), &[("incident", SEVERED)]).await;
    let refused = scene.fill(member(ASKER, 0), &edit, &[("summary", "All of it."), ("reason", "x")], None).await;
    assert!(shown(&refused).contains("Only moderators") && back(&refused).contains("All of it."), "{refused}");
    let draft = scene
        .command(
            moderator(ASKER),
            json!({ "id": "1", "name": "draft", "type": 1, "options": [{ "name": "text", "type": 1, "options": [] }] }),
        )
        .await;
    let long = "Malta protested. ".repeat(230);
    let refused = scene
        .fill(member(ASKER, 0), &draft, &[("text", &long), ("publisher", "The Agency of Malta, which has a long name of its own")], None)
        .await;
    assert!(shown(&refused).contains("Only moderators"), "{refused}");
    let given = if refused["files"].is_array() { refused["files"][0]["text"].as_str().unwrap() } else { back(&refused) };
    assert!(given.contains(long.trim()), "{refused}");
    // A source that cannot be told from others comes with the form again, not as a loss.
    let told = scene.fill(moderator(ASKER), &edit, &[("summary", "All of it.")], None).await;
    let under = scene.shown(&told);
    let again = scene.press(moderator(ASKER), &under, &control(&under, "Correct and send again")).await;
    assert_eq!(again["data"]["components"][3]["components"][0]["value"], "All of it.", "{again}");
}

#[tokio::test]
async fn an_article_from_which_nothing_is_proposed_is_given_back() {
    let mut scene = kept(false).await;
    let draft = scene
        .command(
            moderator(ASKER),
            json!({ "id": "1", "name": "draft", "type": 1, "options": [{ "name": "text", "type": 1, "options": [] }] }),
        )
        .await;
    let article = "The harvest was good this year, and the weather was fine.";
    let told = scene.fill(moderator(ASKER), &draft, &[("text", article), ("publisher", "The Farmer")], None).await;
    assert!(shown(&told).starts_with("No record is proposed from this text"), "{told}");
    assert!(back(&told).contains(article) && back(&told).contains("The Farmer"), "{told}");
}
