//! Authors change and take back what they proposed, while it waits.

use serde_json::{Value, json};

use aide_memoire::store::{ProposalState, ReviewItem};

use super::keeping::store;
use super::objects::{GUILD, member};
use super::records::{kept, moderator, shown, use_as};
use super::server::private_channel;
use super::{ASKER, MANAGE_GUILD, PATIENCE, SEVERED, STRANGER, Scene, content, control, controls};

/// A change of the title that waits; the message that says so.
async fn proposed(scene: &mut Scene, title: &str) -> (Value, String) {
    let options = [("incident", SEVERED), ("title", title), ("reason", "shorter")];
    let filed = use_as(scene, moderator(ASKER), ("record", "edit"), &options).await;
    assert!(shown(&filed).contains("waits for another person's review"), "{filed}");
    let id = shown(&filed).split("as proposal ").nth(1).unwrap().split(':').next().unwrap().to_owned();
    (scene.shown(&filed), id)
}

async fn review(scene: &mut Scene, who: Value, sub: &str, id: &str) -> Value {
    use_as(scene, who, ("review", sub), &[("item", id)]).await
}

#[tokio::test]
async fn an_author_takes_a_proposal_back_and_nobody_else_does() {
    let mut scene = kept(true).await;
    let store = store(&scene).await;
    let (under, id) = proposed(&mut scene, "Albania breaks with Iran").await;
    let button = control(&under, "Take it back");
    for (who, told) in [(moderator(STRANGER), "no such proposal"), (member(ASKER, 0), "Only moderators")] {
        let refused = scene.press(who, &under, &button).await;
        assert!(shown(&refused).contains(told), "{told}: {refused}");
    }
    let elsewhere = under.clone();
    let refused = scene
        .interact(3, member(ASKER, MANAGE_GUILD), json!({ "custom_id": button, "component_type": 2 }), |sent| {
            sent["message"] = elsewhere;
            sent["guild_id"] = json!("101");
        })
        .await;
    assert!(shown(&refused).contains("no such proposal"), "{refused}");
    assert_eq!(store.proposal(&id).await.unwrap().unwrap().state, ProposalState::InReview);
    let done = scene.press(moderator(ASKER), &under, &button).await;
    assert!(done["type"] == 7 && shown(&done).contains("is taken back") && done["data"]["components"] == json!([]), "{done}");
    assert_eq!(store.proposal(&id).await.unwrap().unwrap().state, ProposalState::Withdrawn);
    let again = scene.press(moderator(ASKER), &under, &button).await;
    assert!(shown(&again).contains("taken back by its author already"), "{again}");
    let refused = review(&mut scene, member(STRANGER, MANAGE_GUILD), "approve", &id).await;
    assert!(shown(&refused).contains("taken back by its author already"), "{refused}");
}

#[tokio::test]
async fn an_author_changes_a_proposal_and_reviewers_decide_on_what_it_is_now() {
    let mut scene = kept(true).await;
    let store = store(&scene).await;
    let (_, id) = proposed(&mut scene, "Albania breaks with Iran").await;
    let shown_to_other = review(&mut scene, member(STRANGER, MANAGE_GUILD), "show", &id).await;
    let labels: Vec<String> = controls(&scene.shown(&shown_to_other)).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, ["Approve", "Reject"]);
    let shown_to_author = review(&mut scene, moderator(ASKER), "show", &id).await;
    let under = scene.shown(&shown_to_author);
    let labels: Vec<String> = controls(&under).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, ["Change it", "Take it back"]);
    let asked = scene.press(moderator(ASKER), &under, &control(&under, "Change it")).await;
    let menu = asked["data"]["components"][0]["components"][0].clone();
    assert_eq!([&menu["options"][0]["value"], &menu["options"][1]["value"]], ["record", "sides"], "{menu}");
    let (under, menu_id) = (scene.shown(&asked), menu["custom_id"].as_str().unwrap().to_owned());
    // The record itself, with a fault first.
    let form = scene.choose(moderator(ASKER), &under, (&menu_id, "record")).await;
    assert_eq!(form["data"]["components"][0]["components"][0]["value"], "Albania breaks with Iran");
    let told = scene.fill(moderator(ASKER), &form, &[("title", "Albania breaks with Tehran"), ("date", "soon")], Some(&under)).await;
    assert!(shown(&told).contains("date: "), "{told}");
    let wrong = scene.shown(&told);
    let form = scene.press(moderator(ASKER), &wrong, &control(&wrong, "Correct and send again")).await;
    assert_eq!(form["data"]["components"][0]["components"][0]["value"], "Albania breaks with Tehran");
    let refused = scene.fill(moderator(STRANGER), &form, &[("date", "2022-09-08")], Some(&wrong)).await;
    assert!(shown(&refused).contains("may not do this"), "{refused}");
    let done = scene.fill(moderator(ASKER), &form, &[("date", "2022-09-08"), ("reason", "the day too")], Some(&wrong)).await;
    assert!(shown(&done).contains("reviewers see it as it is now"), "{done}");
    // What was seen before is not decided on, and not changed either.
    let old = scene.shown(&shown_to_other);
    let refused = scene.press(member(STRANGER, MANAGE_GUILD), &old, &control(&old, "Approve")).await;
    assert!(shown(&refused).contains("changed since you saw it"), "{refused}");
    let form = scene.choose(moderator(ASKER), &under, (&menu_id, "sides")).await;
    let refused = scene.fill(moderator(ASKER), &form, &[("targets", "IS")], Some(&under)).await;
    assert!(shown(&refused).contains("changed since you saw it"), "{refused}");
    let given_back = refused["data"]["embeds"][0]["description"].as_str().unwrap();
    assert!(given_back.contains("```\nIS\n```"), "{refused}");
    // A claim of it, from the message that the change was answered with.
    let under = scene.shown(&done);
    let asked = scene.press(moderator(ASKER), &under, &control(&under, "Change it")).await;
    let menu = asked["data"]["components"][0]["components"][0].clone();
    let (under, key) = (scene.shown(&asked), menu["options"][2]["value"].as_str().unwrap().to_owned());
    let form = scene.choose(moderator(ASKER), &under, (menu["custom_id"].as_str().unwrap(), &key)).await;
    let claim = [("claim", "Albania broke with Iran on 8 September 2022, so it is revised.")];
    let done = scene.fill(moderator(ASKER), &form, &claim, Some(&under)).await;
    assert!(shown(&done).contains("reviewers see it as it is now"), "{done}");
    let proposal = store.proposal(&id).await.unwrap().unwrap();
    assert_eq!((proposal.edition, proposal.reason.as_str()), (3, "the day too"));
    let approved = review(&mut scene, member(STRANGER, MANAGE_GUILD), "approve", &id).await;
    assert!(shown(&approved).contains("**Approved**"), "{approved}");
    let card = scene.slash("incident", &[("name", SEVERED)]).await.to_string();
    assert!(card.contains("Albania breaks with Tehran") && card.contains("8 September 2022, so it is revised"), "{card}");
    let under = scene.shown(&done);
    let late = scene.press(moderator(ASKER), &under, &control(&under, "Change it")).await;
    assert!(shown(&late).contains("approved already"), "{late}");
}

/// Somebody with the right to do so changes the record at the terminal, in this server.
fn retract_claim(scene: &Scene, claim: &str) {
    let place = ["--database", "sqlite:bot.db", "--guild", GUILD, "--reason", "no source says so"];
    scene.place.run(&[&["record", "retract", SEVERED, "--claim", claim], &place[..]].concat()).well();
}

#[tokio::test]
async fn a_proposal_that_is_changed_is_put_over_the_record_as_it_is_by_then() {
    let mut scene = kept(true).await;
    let store = store(&scene).await;
    let (under, id) = proposed(&mut scene, "Albania breaks with Iran").await;
    retract_claim(&scene, "3");
    let refused = review(&mut scene, member(STRANGER, MANAGE_GUILD), "approve", &id).await;
    assert!(shown(&refused).contains("claim 3 \\(why\\): counts → retracted"), "{refused}");
    // Its author sees the same, and a form with the own title over the record as it is.
    let asked = scene.press(moderator(ASKER), &under, &control(&under, "Change it")).await;
    assert!(
        shown(&asked).contains("changed since you proposed this") && shown(&asked).contains("claim 3 \\(why\\): counts → retracted"),
        "{asked}"
    );
    let menu = asked["data"]["components"][0]["components"][0]["custom_id"].as_str().unwrap().to_owned();
    let under = scene.shown(&asked);
    let form = scene.choose(moderator(ASKER), &under, (&menu, "record")).await;
    assert_eq!(form["data"]["components"][0]["components"][0]["value"], "Albania breaks with Iran");
    // While the form is open the record is changed once more: nothing is lost, nothing is overwritten unseen.
    let summary = "Albania ended relations with Iran.";
    let mut record = store.find(GUILD, SEVERED).await.unwrap().unwrap().incident;
    record.summary = summary.to_owned();
    let edit = aide_memoire::store::Edit { author: "502", reason: "shorter", time: "2026-11-02T12:00:00Z" };
    store.apply(&[aide_memoire::store::Change::put(GUILD, record)], edit).await.unwrap();
    let told = scene.fill(moderator(ASKER), &form, &[("date", "2022-09-08")], Some(&under)).await;
    assert!(shown(&told).contains("Somebody changed") && shown(&told).contains("summary: ") && !shown(&told).contains("claim 3"), "{told}");
    let under = scene.shown(&told);
    let form = scene.press(moderator(ASKER), &under, &control(&under, "Correct and send again")).await;
    let value = |position: usize| form["data"]["components"][position]["components"][0]["value"].as_str().unwrap_or_default();
    assert_eq!([value(0), value(1), value(3)], ["Albania breaks with Iran", "2022-09-08", summary]);
    let done = scene.fill(moderator(ASKER), &form, &[], Some(&under)).await;
    assert!(shown(&done).contains("reviewers see it as it is now"), "{done}");
    let reviewed = review(&mut scene, member(STRANGER, MANAGE_GUILD), "show", &id).await;
    assert!(shown(&reviewed).contains("date: ") && !shown(&reviewed).contains("claim 3"), "only what is proposed: {reviewed}");
    let approved = review(&mut scene, member(STRANGER, MANAGE_GUILD), "approve", &id).await;
    assert!(shown(&approved).contains("**Approved**"), "{approved}");
    let now = store.find(GUILD, SEVERED).await.unwrap().unwrap().incident;
    assert_eq!(
        (now.title.as_str(), now.date.to_string().as_str(), now.summary.as_str()),
        ("Albania breaks with Iran", "2022-09-08", summary)
    );
    assert_eq!(now.claims[2].retracted.as_deref(), Some("no source says so"));
}

#[tokio::test]
async fn what_the_operator_decides_at_the_terminal_is_told_and_shows_everywhere() {
    let mut scene = kept(true).await;
    let store = store(&scene).await;
    let (_, id) = proposed(&mut scene, "Albania breaks with Iran").await;
    let database = ["--database", "sqlite:bot.db", "--guild", GUILD];
    let listed = scene.place.run(&[&["review", "list"], &database[..]].concat()).well();
    assert!(listed.starts_with(&format!("{id}, ")) && listed.contains("Albania breaks with Iran"), "{listed}");
    scene.place.run(&[&["review", "approve", &id, "--reason", "well found"], &database[..]].concat()).well();
    let told = scene.request("POST", &format!("/channels/{}/messages", private_channel(ASKER))).await;
    assert!(content(&told).contains("was approved.\n> well found"), "{}", content(&told));
    // In another server only once it is everybody's.
    scene.place.run(&[&["record", "promote", SEVERED, "--reason", "well sourced"], &database[..]].concat()).well();
    let began = std::time::Instant::now();
    loop {
        let data = json!({ "id": "1", "name": "incident", "type": 1, "options": [{ "name": "name", "type": 3, "value": SEVERED }] });
        let card = scene.interact(2, member(STRANGER, 0), data, |sent| sent["guild_id"] = json!("101")).await;
        if card["data"]["embeds"][0]["title"] == "Albania breaks with Iran" {
            break;
        }
        assert!(began.elapsed() < PATIENCE, "{card}");
    }
    // Objections from direct messages are nobody's but the operator's.
    let objection = ReviewItem {
        id: "7001".to_owned(),
        incident: SEVERED.to_owned(),
        text: "It was earlier.".to_owned(),
        author: STRANGER.to_owned(),
        time: "2026-11-01T12:00:00Z".to_owned(),
        ..ReviewItem::default()
    };
    store.file_review(&objection).await.unwrap();
    scene.place.run(&["review", "reject", "7001", "--reason", "the sources agree", "--database", "sqlite:bot.db"]).well();
    let told = scene.request("POST", &format!("/channels/{}/messages", private_channel(STRANGER))).await;
    assert!(content(&told).contains("do not agree with your dispute") && content(&told).ends_with("> the sources agree"), "{told:?}");
}
