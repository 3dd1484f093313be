//! Moderators retract and restore single claims: answers stop stating them, those already posted say so, the history keeps it.

use serde_json::{Value, json};

use super::keeping::store;
use super::objects::member;
use super::records::{kept, moderator, shown, suggest_as, use_as};
use super::{ASKER, CHANNEL, MANAGE_GUILD, QUESTION, SEVERED, STRANGER, Scene, content, control, in_time};

/// A claim that answers the question: its number on the list, and words of it.
const WHY: (&str, &str) = ("3", "through four groups");

async fn claim(scene: &mut Scene, who: Value, sub: &str, options: &[(&str, &str)]) -> Value {
    use_as(scene, who, ("claim", sub), options).await
}

#[tokio::test]
async fn a_retracted_claim_is_stated_no_more_and_counts_again_when_it_is_restored() {
    let mut scene = kept(false).await;
    let store = store(&scene).await;
    let posted = scene.ask(QUESTION).await;
    assert!(content(&posted).contains(WHY.1), "{}", content(&posted));
    in_time(async || store.answer_at(&posted.id).await.unwrap(), Option::is_some).await;
    let named = [("incident", SEVERED), ("claim", WHY.1)];
    let refused = claim(&mut scene, member(STRANGER, 0), "retract", &named).await;
    assert!(shown(&refused).contains("Only moderators"), "{refused}");
    for unclear in ["no such words", "Albania", "99"] {
        let told = claim(&mut scene, moderator(ASKER), "retract", &[named[0], ("claim", unclear)]).await;
        assert!(shown(&told).contains("has no such claim"), "{unclear}: {told}");
    }
    // Without a reason it is asked for, and the role is looked at again when it is given.
    let found = suggest_as(&mut scene, moderator(ASKER), ("claim", "retract"), &[named[0], ("claim", "organised sponsored through")]).await;
    assert!(found.len() == 1 && found[0]["name"].as_str().unwrap().starts_with("3. Why: Albania said"), "{found:?}");
    let key = found[0]["value"].as_str().unwrap();
    let form = claim(&mut scene, moderator(ASKER), "retract", &[named[0], ("claim", key)]).await;
    assert_eq!(form["data"]["title"], "Why is it retracted?");
    let refused = scene.fill(member(ASKER, 0), &form, &[("reason", "no source says so")], None).await;
    assert!(shown(&refused).contains("Only moderators"), "{refused}");
    let asked_again = scene.fill(moderator(ASKER), &form, &[("reason", " ")], None).await;
    let under = scene.shown(&asked_again);
    let form = scene.press(moderator(ASKER), &under, &control(&under, "Correct and send again")).await;
    let done = scene.fill(moderator(ASKER), &form, &[("reason", "no source says so")], Some(&under)).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    // Answers do not state it, what was answered says so, and others are as they were.
    assert!(!content(&scene.ask(QUESTION).await).contains(WHY.1));
    let changed = scene.request("PATCH", &format!("/channels/{CHANNEL}/messages/{}", posted.id)).await;
    assert!(content(&changed).contains("no longer counts. (no source says so)"), "{}", content(&changed));
    let history = use_as(&mut scene, moderator(ASKER), ("record", "history"), &[named[0]]).await;
    assert!(shown(&history).contains("claim 3 \\(why\\): counts → retracted \\(no source says so\\)"), "{history}");
    let twice = claim(&mut scene, moderator(ASKER), "retract", &[named[0], ("claim", key), ("reason", "x")]).await;
    assert!(shown(&twice).contains("retracted already"), "{twice}");
    // Back again: only what is retracted is suggested.
    let found = suggest_as(&mut scene, moderator(ASKER), ("claim", "restore"), &[named[0], ("claim", "")]).await;
    assert_eq!(found.iter().map(|choice| &choice["value"]).collect::<Vec<_>>(), [key]);
    let done = claim(&mut scene, moderator(ASKER), "restore", &[named[0], ("claim", WHY.0), ("reason", "it does")]).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    assert!(content(&scene.ask(QUESTION).await).contains(WHY.1));
    let counts = claim(&mut scene, moderator(ASKER), "restore", &[named[0], ("claim", key), ("reason", "x")]).await;
    assert!(shown(&counts).contains("not retracted"), "{counts}");
}

#[tokio::test]
async fn the_retraction_of_a_claim_waits_for_another_person() {
    let mut scene = kept(true).await;
    let options = [("incident", SEVERED), ("claim", WHY.0), ("reason", "no source says so")];
    let filed = claim(&mut scene, moderator(ASKER), "retract", &options).await;
    assert!(shown(&filed).contains("waits for another person's review"), "{filed}");
    assert!(content(&scene.ask(QUESTION).await).contains(WHY.1));
    let id = shown(&filed).split("as proposal ").nth(1).unwrap().split(':').next().unwrap().to_owned();
    let reviewed = use_as(&mut scene, member(STRANGER, MANAGE_GUILD), ("review", "approve"), &[("item", &id)]).await;
    assert!(shown(&reviewed).contains("Done") || shown(&reviewed).contains("Approved"), "{reviewed}");
    assert!(!content(&scene.ask(QUESTION).await).contains(WHY.1));
}

#[tokio::test]
async fn who_retracts_the_last_claim_hears_that_nothing_is_left_to_be_told() {
    let mut scene = kept(false).await;
    let record = json!({
        "id": "malta-iceland-2024-protest-note", "title": "Malta protests to Iceland over cod", "kind": "protest-note",
        "initiators": ["MT"], "targets": ["IS"], "others": [], "date": "2024-05-06", "summary": "Malta hands Iceland a note.",
        "claims": [{ "aspect": "what", "text": "Malta handed Iceland a note.", "stance": "reported", "sources": [1] }],
        "sources": [{ "n": 1, "publisher": "Times", "url": "https://times.example/cod" }]
    });
    let record = aide_memoire::store::Change::put(super::objects::GUILD, serde_json::from_value(record).unwrap());
    let edit = aide_memoire::store::Edit { author: "1", reason: "x", time: "2026-11-02T12:00:00Z" };
    store(&scene).await.apply(&[record], edit).await.unwrap();
    let options = [("incident", "malta-iceland-2024-protest-note"), ("claim", "1"), ("reason", "it was Gozo")];
    let done = claim(&mut scene, moderator(ASKER), "retract", &options).await;
    assert!(shown(&done).contains("⚠ No claim of `malta-iceland-2024-protest-note` counts now"), "{done}");
    let question = "When did Malta protest to Iceland?";
    assert!(!content(&scene.ask(question).await).contains("6 May 2024"));
    let done = claim(&mut scene, moderator(ASKER), "restore", &options).await;
    assert!(shown(&done).starts_with("Done") && !shown(&done).contains('⚠'), "{done}");
    assert!(content(&scene.ask(question).await).contains("6 May 2024"));
}
