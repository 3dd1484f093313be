//! Moderators add, edit, merge, retract, restore and revert records, and read their history.

use serde_json::{Value, json};

use super::objects::{interaction, member, role};
use super::{ASKER, MANAGE_GUILD, QUESTION, SEVERED, STRANGER, Scene, content, control};

/// The role that keeps the register in these tests.
const ROLE: &str = "70";

pub(super) fn shown(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap_or_else(|| panic!("no message: {response}"))
}

/// Somebody with the moderators' role.
pub(super) fn moderator(user: &str) -> Value {
    let mut moderator = member(user, 0);
    moderator["roles"] = json!([ROLE]);
    moderator
}

/// A server with moderators; whether a change needs two of them.
pub(super) async fn kept(two_persons: bool) -> Scene {
    let mut scene = Scene::new().await;
    let options = json!([{ "name": "moderators", "type": 8, "value": ROLE }, { "name": "two-person", "type": 5, "value": two_persons }]);
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "server", "type": 1, "options": options }],
        "resolved": { "roles": { ROLE: role(ROLE) } } });
    let told = scene.command(member(ASKER, MANAGE_GUILD), data).await;
    assert_eq!(shown(&told).contains("Changes: made at once"), !two_persons, "{told}");
    assert!(shown(&told).contains("Server Settings → Integrations"), "{told}");
    scene
}

/// `/NAME SUB` with options; numbers are given as numbers.
pub(super) async fn use_as(scene: &mut Scene, who: Value, (name, sub): (&str, &str), options: &[(&str, &str)]) -> Value {
    let option = |(name, value): &(&str, &str)| match value.parse::<i64>() {
        Ok(number) if matches!(*name, "source" | "edition" | "copy-of") => json!({ "name": name, "type": 4, "value": number }),
        _ => json!({ "name": name, "type": 3, "value": value }),
    };
    let options: Vec<Value> = options.iter().map(option).collect();
    let data = json!({ "id": "1", "name": name, "type": 1, "options": [{ "name": sub, "type": 1, "options": options }] });
    scene.command(who, data).await
}

/// What is suggested for the last of these options.
pub(super) async fn suggest_as(scene: &mut Scene, who: Value, (name, sub): (&str, &str), options: &[(&str, &str)]) -> Vec<Value> {
    let mut options: Vec<Value> = options.iter().map(|(name, value)| json!({ "name": name, "type": 3, "value": value })).collect();
    let last = options.last_mut().unwrap();
    last["focused"] = json!(true);
    if matches!(last["name"].as_str(), Some("source" | "edition")) {
        last["type"] = json!(4);
    }
    let data = json!({ "id": "1", "name": name, "type": 1, "options": [{ "name": sub, "type": 1, "options": options }] });
    let response = scene.interact(4, who, data, |_| {}).await;
    response["data"]["choices"].as_array().unwrap_or_else(|| panic!("{response}")).clone()
}

async fn record(scene: &mut Scene, sub: &str, options: &[(&str, &str)]) -> Value {
    use_as(scene, moderator(ASKER), ("record", sub), options).await
}

const PROTEST: [(&str, &str); 3] = [("kind", "protest-note"), ("initiators", "MT"), ("targets", "Iceland")];
const FIRST: [(&str, &str); 5] = [
    ("title", "Malta protests to Iceland over `cod`"),
    ("date", "2024-05-06"),
    ("summary", "Malta hands Iceland a note of protest over cod."),
    ("claim", "Malta handed Iceland a note of protest over cod on 6 May 2024."),
    ("url", "https://www.timesofmalta.example/cod?utm_source=x"),
];
const PROTEST_ID: &str = "malta-iceland-2024-protest-note";
const PROTEST_QUESTION: &str = "When did Malta protest to Iceland?";

/// A new record, ready to be sent in.
async fn prepared(scene: &mut Scene) -> Value {
    let form = record(scene, "new", &PROTEST).await;
    let ready = scene.fill(moderator(ASKER), &form, &FIRST, None).await;
    assert!(shown(&ready).starts_with("This can be sent in"), "{ready}");
    scene.shown(&ready)
}

#[tokio::test]
async fn a_new_record_is_asked_for_in_steps_and_shows_in_answers_at_once() {
    let mut scene = kept(false).await;
    assert!(!content(&scene.ask(PROTEST_QUESTION).await).contains("6 May 2024"));
    let found = suggest_as(&mut scene, moderator(ASKER), ("record", "new"), &[("initiators", "MT, icel")]).await;
    assert_eq!(found[0], json!({ "name": "Malta, Iceland", "value": "MT, IS" }));
    let form = record(&mut scene, "new", &PROTEST).await;
    let wrong = [FIRST[0], ("date", "6 May"), FIRST[2], ("url", "timesofmalta")];
    let told = scene.fill(moderator(ASKER), &form, &wrong, None).await;
    for fault in ["date: ", "claim 1 text: is missing", "source 1 url: ", "source 1 publisher: is missing"] {
        assert!(shown(&told).contains(fault), "{fault}: {told}");
    }
    // What was typed is still there, also after a restart.
    scene.restart().await;
    let under = scene.shown(&told);
    let again = scene.press(moderator(ASKER), &under, &control(&under, "Correct and send again")).await;
    assert_eq!(again["data"]["components"][0]["components"][0]["value"], FIRST[0].1);
    let told = scene.fill(moderator(ASKER), &again, &FIRST, Some(&under)).await;
    assert!(shown(&told).starts_with("This can be sent in"), "{told}");
    let under = scene.shown(&told);
    let form = scene.press(moderator(ASKER), &under, &control(&under, "Source and reason")).await;
    assert_eq!(form["data"]["components"][0]["components"][0]["value"], "timesofmalta.example");
    let told = scene.fill(moderator(ASKER), &form, &[("publisher", "Times of Malta"), ("language", "en")], Some(&under)).await;
    let under = scene.shown(&told);
    let send = control(&under, "Send in");
    let refused = scene.press(member(ASKER, 0), &under, &send).await;
    assert!(shown(&refused).contains("Only moderators"), "a role taken away meanwhile: {refused}");
    let done = scene.press(moderator(ASKER), &under, &send).await;
    assert!(shown(&done).contains(PROTEST_ID) && shown(&done).contains("revision 402"), "{done}");
    let answer = content(&scene.ask(PROTEST_QUESTION).await).to_owned();
    assert!(answer.contains("6 May 2024") && answer.contains("Times of Malta"), "{answer}");
    let twice = scene.press(moderator(ASKER), &under, &send).await;
    assert!(shown(&twice).contains("revision 402"), "pressed twice it is made once: {twice}");
    // Another one of the same parties, year and kind gets a number.
    let under = prepared(&mut scene).await;
    let done = scene.press(moderator(ASKER), &under, &control(&under, "Send in")).await;
    assert!(shown(&done).contains(&format!("{PROTEST_ID}-2")), "{done}");
}

#[tokio::test]
async fn a_change_of_two_persons_waits_and_says_where() {
    let mut scene = kept(true).await;
    for (who, sub) in [(member(STRANGER, 0), "new"), (member(STRANGER, super::MANAGE_MESSAGES), "new")] {
        let refused = use_as(&mut scene, who, ("record", sub), &PROTEST).await;
        assert!(shown(&refused).contains("Only moderators"), "{refused}");
    }
    let under = prepared(&mut scene).await;
    let filed = scene.press(moderator(ASKER), &under, &control(&under, "Send in")).await;
    assert!(shown(&filed).contains("waits for another person's review") && shown(&filed).contains("/review queue"), "{filed}");
    let proposal = scene.press(moderator(ASKER), &under, &control(&under, "Send in")).await;
    assert_eq!(shown(&proposal), shown(&filed), "it is filed once");
    assert!(!content(&scene.ask(PROTEST_QUESTION).await).contains("6 May 2024"));
}

#[tokio::test]
async fn the_second_of_two_edits_is_told_what_changed_and_asked_again() {
    let mut scene = kept(false).await;
    let form = record(&mut scene, "edit", &[("incident", SEVERED)]).await;
    assert_eq!(form["data"]["components"][1]["components"][0]["value"], "2022-09-07");
    let first = [("incident", SEVERED), ("title", "Albania breaks with Iran"), ("reason", "shorter")];
    let done = use_as(&mut scene, moderator(STRANGER), ("record", "edit"), &first).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let card = scene.slash("incident", &[("name", SEVERED)]).await;
    assert_eq!(card["data"]["embeds"][0]["title"], "Albania breaks with Iran");
    let second = [("summary", "Albania severs relations over a cyberattack."), ("reason", "clearer")];
    let refused = scene.fill(member(ASKER, 0), &form, &second, None).await;
    assert!(shown(&refused).contains("Only moderators"), "a role taken away with the form open: {refused}");
    let told = scene.fill(moderator(ASKER), &form, &second, None).await;
    assert!(shown(&told).contains("Somebody changed") && shown(&told).contains("→ \"Albania breaks with Iran\""), "{told}");
    let under = scene.shown(&told);
    let again = scene.press(moderator(ASKER), &under, &control(&under, "Correct and send again")).await;
    let value = |position: usize| again["data"]["components"][position]["components"][0]["value"].as_str().unwrap().to_owned();
    assert_eq!((value(0), value(3)), ("Albania breaks with Iran".to_owned(), second[0].1.to_owned()), "the own change over theirs");
    let done = scene.fill(moderator(ASKER), &again, &[], Some(&under)).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let card = scene.slash("incident", &[("name", SEVERED)]).await;
    let card = &card["data"]["embeds"][0];
    assert_eq!((&card["title"], &card["description"]), (&json!("Albania breaks with Iran"), &json!(second[0].1)));
    let elsewhere = json!({ "id": "1", "name": "incident", "type": 1, "options": [{ "name": "name", "type": 3, "value": SEVERED }] });
    let card = scene.interact(2, member(STRANGER, 0), elsewhere, |sent| sent["guild_id"] = json!("101")).await;
    assert_ne!(card["data"]["embeds"][0]["title"], "Albania breaks with Iran", "another server sees the shared record");
}

#[tokio::test]
async fn kind_and_parties_are_edited_and_what_cannot_be_read_is_asked_again() {
    let mut scene = kept(false).await;
    let found = suggest_as(&mut scene, moderator(ASKER), ("record", "edit"), &[("targets", "IR, icel")]).await;
    assert_eq!(found[0]["value"], "IR, IS");
    let found = suggest_as(&mut scene, moderator(ASKER), ("record", "edit"), &[("kind", "downgr")]).await;
    assert_eq!(found[0]["value"], "relations-downgraded");
    let options = [
        ("incident", SEVERED),
        ("kind", "quarrel"),
        ("targets", "Atlantis"),
        ("title", "Albania downgrades its relations"),
        ("reason", "as it was"),
    ];
    let told = record(&mut scene, "edit", &options).await;
    for fault in ["kind: \"quarrel\" is no kind of incident", "targets: \"Atlantis\" names a party that is not known"] {
        assert!(shown(&told).contains(fault), "{fault}: {told}");
    }
    let under = scene.shown(&told);
    let form = scene.press(moderator(ASKER), &under, &control(&under, "Kind and parties")).await;
    let value = |position: usize| form["data"]["components"][position]["components"][0]["value"].as_str().unwrap_or_default().to_owned();
    assert_eq!([value(0), value(1), value(2), value(3)], ["as it was", "quarrel", "AL", "Atlantis"]);
    let right = [("kind", "Relations downgraded"), ("targets", "Iran, IS")];
    let done = scene.fill(moderator(ASKER), &form, &right, Some(&under)).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let card = scene.slash("incident", &[("name", SEVERED)]).await;
    let card = card["data"]["embeds"][0].clone();
    assert_eq!(card["title"], "Albania downgrades its relations", "what was typed beside it is kept");
    let field = |name: &str| card["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap()["value"].clone();
    assert_eq!(field("Kind"), "Relations downgraded");
    assert!(field("Parties").as_str().unwrap().ends_with("Iran, 🇮🇸 Iceland"), "{card}");
    let done = record(&mut scene, "edit", &[("incident", SEVERED), ("kind", "relations-severed"), ("reason", "after all")]).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
}

#[tokio::test]
async fn a_claim_named_beside_changes_to_the_record_loses_none_of_them() {
    let mut scene = kept(false).await;
    let claims = suggest_as(&mut scene, moderator(ASKER), ("record", "edit"), &[("incident", SEVERED), ("claim", "")]).await;
    let claim = claims[0]["value"].as_str().unwrap().to_owned();
    let options = [("incident", SEVERED), ("claim", &claim), ("title", "Albania breaks with Iran"), ("reason", "shorter")];
    let told = record(&mut scene, "edit", &options).await;
    assert!(shown(&told).starts_with("Nothing is changed yet"), "{told}");
    let under = scene.shown(&told);
    let form = scene.press(moderator(ASKER), &under, &control(&under, "Correct and send again")).await;
    assert_eq!(form["data"]["components"][0]["components"][0]["value"], "Albania breaks with Iran");
    let done = scene.fill(moderator(ASKER), &form, &[], Some(&under)).await;
    assert!(shown(&done).contains("revision 402"), "{done}");
    let form = scene.press(moderator(ASKER), &under, &control(&under, "Correct the claim")).await;
    assert_eq!(form["data"]["components"][4]["components"][0]["value"], "shorter", "{form}");
    // The record was changed since, by the same person: that is told, and the form comes again.
    let corrected = [("claim", "Albania broke off relations with Iran, so it is corrected.")];
    let conflict = scene.fill(moderator(ASKER), &form, &corrected, Some(&under)).await;
    assert!(shown(&conflict).contains("→ \"Albania breaks with Iran\""), "{conflict}");
    let under = scene.shown(&conflict);
    let form = scene.press(moderator(ASKER), &under, &control(&under, "Correct and send again")).await;
    let done = scene.fill(moderator(ASKER), &form, &[], Some(&under)).await;
    assert!(shown(&done).contains("revision 403"), "{done}");
    let card = scene.slash("incident", &[("name", SEVERED)]).await;
    assert!(card.to_string().contains("so it is corrected") && card.to_string().contains("Albania breaks with Iran"), "{card}");
}

#[tokio::test]
async fn a_claim_is_corrected_by_its_words() {
    let mut scene = kept(false).await;
    let claims = suggest_as(&mut scene, moderator(ASKER), ("record", "edit"), &[("incident", SEVERED), ("claim", "")]).await;
    let claim = claims[0]["value"].as_str().unwrap().to_owned();
    let stranger = suggest_as(&mut scene, member(STRANGER, 0), ("record", "edit"), &[("incident", SEVERED), ("claim", "")]).await;
    assert!(stranger.is_empty(), "{stranger:?}");
    let form = record(&mut scene, "edit", &[("incident", SEVERED), ("claim", &claim)]).await;
    let wrong = [("standing", "when, certain"), ("claim-sources", "one")];
    let told = scene.fill(moderator(ASKER), &form, &wrong, None).await;
    assert!(shown(&told).contains("\"certain\" is none of") && shown(&told).contains("sources: name the numbers"), "{told}");
    let under = scene.shown(&told);
    let again = scene.press(moderator(ASKER), &under, &control(&under, "Correct and send again")).await;
    let right = [
        ("claim", "Albania broke off relations with Iran on 7 September 2022, so it is corrected."),
        ("standing", "when, confirmed"),
        ("claim-sources", "1"),
        ("reason", "wording"),
    ];
    let done = scene.fill(moderator(ASKER), &again, &right, Some(&under)).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let answer = content(&scene.ask(QUESTION).await).to_owned();
    assert!(answer.contains("so it is corrected"), "{answer}");
}

#[tokio::test]
async fn a_record_is_retracted_restored_and_reverted_with_a_reason_and_its_history_tells() {
    let mut scene = kept(false).await;
    let shared = record(&mut scene, "retract", &[("incident", SEVERED), ("reason", "ours")]).await;
    assert!(shown(&shared).contains("only its operator retracts"), "{shared}");
    for title in ["One", "Two", "Three"] {
        let done = record(&mut scene, "edit", &[("incident", SEVERED), ("title", title), ("reason", "renamed")]).await;
        assert!(shown(&done).starts_with("Done"), "{done}");
    }
    let history = record(&mut scene, "history", &[("incident", SEVERED)]).await;
    assert!(shown(&history).contains("title: \"Two\" → \"Three\"") && shown(&history).contains("<@500>: renamed"), "{history}");
    assert!(!shown(&history).contains("the record begins"), "{history}");
    let under = scene.shown(&history);
    let older = scene.press(moderator(ASKER), &under, &control(&under, "Older")).await;
    assert!(older["type"] == 7 && shown(&older).contains("the record begins") && shown(&older).contains("the shared register"), "{older}");
    let editions = suggest_as(&mut scene, moderator(ASKER), ("record", "revert"), &[("incident", SEVERED), ("edition", "")]).await;
    let first = editions.last().unwrap()["value"].as_i64().unwrap().to_string();
    let form = record(&mut scene, "revert", &[("incident", SEVERED), ("edition", &first)]).await;
    let done = scene.fill(moderator(ASKER), &form, &[("reason", "it was right")], None).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let card = scene.slash("incident", &[("name", SEVERED)]).await;
    assert!(card["data"]["embeds"][0]["title"].as_str().unwrap().starts_with("Albania severs"), "{card}");
    let form = record(&mut scene, "retract", &[("incident", SEVERED)]).await;
    let told = scene.fill(moderator(ASKER), &form, &[("reason", "  ")], None).await;
    assert!(shown(&told).contains("needs a reason"), "{told}");
    let done = scene.fill(moderator(ASKER), &form, &[("reason", "nothing of ours is left in it")], None).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let found = suggest_as(&mut scene, moderator(ASKER), ("record", "restore"), &[("incident", "")]).await;
    assert_eq!(found[0]["value"], SEVERED);
    let done = record(&mut scene, "restore", &[("incident", SEVERED), ("reason", "by mistake")]).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let refused = record(&mut scene, "restore", &[("incident", SEVERED), ("reason", "again")]).await;
    assert!(shown(&refused).contains("not retracted"), "{refused}");
}

#[tokio::test]
async fn a_merged_id_leads_to_the_record_that_took_it_in() {
    let mut scene = kept(false).await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let under = prepared(&mut scene).await;
        let done = scene.press(moderator(ASKER), &under, &control(&under, "Send in")).await;
        ids.push(shown(&done).split('`').nth(1).unwrap().to_owned());
    }
    let same = record(&mut scene, "merge", &[("incident", &ids[0]), ("into", &ids[0]), ("reason", "x")]).await;
    assert!(shown(&same).contains("Both lead to the same record"), "{same}");
    let form = record(&mut scene, "merge", &[("incident", &ids[1]), ("into", &ids[0])]).await;
    let done = scene.fill(moderator(ASKER), &form, &[("reason", "the same note")], None).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let card = scene.slash("incident", &[("name", &ids[1])]).await;
    assert!(card["data"]["embeds"][0]["footer"]["text"].as_str().unwrap().starts_with(&format!("{} ·", ids[0])), "{card}");
}

#[tokio::test]
async fn another_server_learns_nothing_of_a_servers_own_records() {
    let mut scene = kept(false).await;
    let under = prepared(&mut scene).await;
    scene.press(moderator(ASKER), &under, &control(&under, "Send in")).await;
    let own = record(&mut scene, "history", &[("incident", PROTEST_ID)]).await;
    assert!(shown(&own).contains("new record"), "{own}");
    for (sub, options) in [
        ("history", vec![("incident", PROTEST_ID)]),
        ("edit", vec![("incident", PROTEST_ID)]),
        ("retract", vec![("incident", PROTEST_ID), ("reason", "x")]),
        ("restore", vec![("incident", PROTEST_ID), ("reason", "x")]),
        ("merge", vec![("incident", PROTEST_ID), ("into", SEVERED), ("reason", "x")]),
    ] {
        let options: Vec<Value> = options.iter().map(|(name, value)| json!({ "name": name, "type": 3, "value": value })).collect();
        let data = json!({ "id": "1", "name": "record", "type": 1, "options": [{ "name": sub, "type": 1, "options": options }] });
        let told = scene.interact(2, member(STRANGER, MANAGE_GUILD), data, |sent| sent["guild_id"] = json!("101")).await;
        let text = shown(&told);
        assert!(text.contains("no such incident") || text.contains("There is no record"), "{sub}: {told}");
        assert!(!text.contains("Malta protests"), "{told}");
    }
    // A button of one server pressed in another one.
    let pressed = json!({ "custom_id": "mre1:402", "components": [] });
    let told = scene.interact(5, member(STRANGER, MANAGE_GUILD), pressed, |sent| sent["guild_id"] = json!("101")).await;
    assert!(shown(&told).contains("no longer up to date"), "{told}");
}

#[tokio::test]
async fn a_command_that_comes_twice_makes_one_change() {
    let mut scene = kept(false).await;
    let id = scene.world.id();
    let options = json!([{ "name": "incident", "type": 3, "value": SEVERED }, { "name": "title", "type": 3, "value": "Once" },
        { "name": "reason", "type": 3, "value": "shorter" }]);
    let data = json!({ "id": "1", "name": "record", "type": 1, "options": [{ "name": "edit", "type": 1, "options": options }] });
    for restarted in [false, true] {
        if restarted {
            scene.restart().await;
        }
        scene.world.dispatch("INTERACTION_CREATE", &interaction(&id, 2, &moderator(ASKER), &data));
        let told = scene.request("POST", &format!("/interactions/{id}/token-{id}/callback")).await.body;
        assert!(shown(&told).starts_with("Done") && shown(&told).contains("revision 402"), "{told}");
    }
}
