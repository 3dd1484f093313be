//! Moderators add, list, retract and restore sources, also from a message.

use serde_json::{Value, json};

use super::objects::{member, message, user};
use super::records::{kept, moderator, shown, suggest_as, use_as};
use super::{ASKER, QUESTION, SEVERED, STRANGER, Scene, content, control, controls};

async fn source(scene: &mut Scene, sub: &str, options: &[(&str, &str)]) -> Value {
    use_as(scene, moderator(ASKER), ("source", sub), options).await
}

const URL: &str = "https://www.agency.example/albania?utm_source=x";

#[tokio::test]
async fn a_source_is_added_to_claims_and_a_page_that_is_there_is_not() {
    let mut scene = kept(false).await;
    let refused = use_as(&mut scene, member(STRANGER, 0), ("source", "add"), &[("incident", SEVERED), ("url", URL)]).await;
    assert!(shown(&refused).contains("Only moderators"), "{refused}");
    let unknown = source(&mut scene, "add", &[("incident", SEVERED), ("url", URL), ("claim", "no such claim")]).await;
    assert!(shown(&unknown).contains("has no such claim"), "{unknown}");
    let grades = suggest_as(&mut scene, moderator(ASKER), ("source", "add"), &[("grade", "usually")]).await;
    assert_eq!(
        grades,
        [json!({ "name": "B · usually reliable", "value": "B" }), json!({ "name": "D · not usually reliable", "value": "D" })]
    );
    let options = [("incident", SEVERED), ("url", URL), ("type", "news agency"), ("grade", "B")];
    let form = source(&mut scene, "add", &options).await;
    assert_eq!(form["data"]["components"][1]["components"][0]["value"], "agency.example", "{form}");
    let refused = scene.fill(member(ASKER, 0), &form, &[("supports", "1")], None).await;
    assert!(shown(&refused).contains("Only moderators"), "a role taken away with the form open: {refused}");
    let wrong = [("publisher", ""), ("published-language", "yesterday, 2022-13"), ("supports", "99")];
    let told = scene.fill(moderator(ASKER), &form, &wrong, None).await;
    for fault in ["publisher: is missing", "published: ", "supports: the record has claims 1 to"] {
        assert!(shown(&told).contains(fault), "{fault}: {told}");
    }
    let under = scene.shown(&told);
    let again = scene.press(moderator(ASKER), &under, &control(&under, "Correct and send again")).await;
    let right = [("publisher", "The Agency"), ("published-language", "2022-09-07, en"), ("supports", "1")];
    let done = scene.fill(moderator(ASKER), &again, &right, Some(&under)).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let list = source(&mut scene, "list", &[("incident", SEVERED)]).await;
    let line = shown(&list).lines().find(|line| line.contains("The Agency")).unwrap().to_owned();
    assert!(line.contains("7 September 2022") && line.contains("news agency, usually reliable") && line.ends_with("claims 1"), "{line}");
    let same = source(&mut scene, "add", &[("incident", SEVERED), ("url", "http://agency.example/albania#top")]).await;
    assert!(shown(&same).contains("is a source of this record already"), "{same}");
}

#[tokio::test]
async fn a_new_claim_may_come_with_its_source_and_goes_with_it() {
    let mut scene = kept(false).await;
    let form = source(&mut scene, "add", &[("incident", SEVERED), ("url", URL)]).await;
    let fields =
        [("publisher", "The Agency"), ("supports", "deadline: Iranian diplomats had to leave Albania within 24 hours, the Agency told.")];
    let done = scene.fill(moderator(ASKER), &form, &fields, None).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let question = "How long did Iranian diplomats have to leave Albania in 2022?";
    let answer = content(&scene.ask(question).await).to_owned();
    assert!(answer.contains("the Agency told"), "{answer}");
    let found = suggest_as(&mut scene, moderator(ASKER), ("source", "retract"), &[("incident", SEVERED), ("source", "")]).await;
    let number = found.iter().find(|choice| choice["name"].as_str().unwrap().contains("The Agency")).unwrap()["value"].to_string();
    let form = source(&mut scene, "retract", &[("incident", SEVERED), ("source", &number)]).await;
    let done = scene.fill(moderator(ASKER), &form, &[("reason", "withdrawn by its publisher")], None).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    assert!(!content(&scene.ask(question).await).contains("the Agency told"));
    let list = source(&mut scene, "list", &[("incident", SEVERED)]).await;
    assert!(shown(&list).contains("retracted: withdrawn by its publisher"), "{list}");
    let done = source(&mut scene, "restore", &[("incident", SEVERED), ("source", &number), ("reason", "it stands")]).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    assert!(content(&scene.ask(question).await).contains("the Agency told"));
    let none = source(&mut scene, "retract", &[("incident", SEVERED), ("source", "999"), ("reason", "x")]).await;
    assert!(shown(&none).contains("has no source 999"), "{none}");
}

#[tokio::test]
async fn who_retracts_a_source_hears_what_title_and_summary_still_say() {
    let mut scene = kept(false).await;
    let form = source(&mut scene, "add", &[("incident", SEVERED), ("url", URL)]).await;
    let claim = "deadline: Iranian diplomats were given 36 hours to pack and leave Tirana, the Agency told.";
    let done = scene.fill(moderator(ASKER), &form, &[("publisher", "The Agency"), ("supports", claim)], None).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let options = [("incident", SEVERED), ("summary", "Albania breaks with Iran and gives its diplomats 36 hours."), ("reason", "told")];
    let done = use_as(&mut scene, moderator(ASKER), ("record", "edit"), &options).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let found = suggest_as(&mut scene, moderator(ASKER), ("source", "retract"), &[("incident", SEVERED), ("source", "")]).await;
    let number = found.iter().find(|choice| choice["name"].as_str().unwrap().contains("The Agency")).unwrap()["value"].to_string();
    let done = source(&mut scene, "retract", &[("incident", SEVERED), ("source", &number), ("reason", "withdrawn")]).await;
    let (first, warned) = shown(&done).split_once('\n').unwrap();
    assert!(first.starts_with("Done") && warned.starts_with("⚠ The record still says what counts no longer: “Iranian"), "{done}");
    assert!(warned.ends_with("/record edit, option summary."), "{done}");
    let done = source(&mut scene, "restore", &[("incident", SEVERED), ("source", &number), ("reason", "it stands")]).await;
    assert!(!shown(&done).contains('⚠'), "{done}");
}

/// "Add as source" on a message.
async fn add_as_source(scene: &mut Scene, who: Value, text: &str) -> Value {
    let target = message("777", "200", &user(STRANGER), text);
    let data = json!({ "id": "1", "name": "Add as source", "type": 3, "target_id": "777", "resolved": { "messages": { "777": target } } });
    scene.command(who, data).await
}

#[tokio::test]
async fn a_message_with_an_address_becomes_a_source_of_the_record_that_it_tells_of() {
    let mut scene = kept(false).await;
    let text = format!("Albania cut ties with Iran in September 2022: <{URL}>");
    let refused = add_as_source(&mut scene, member(STRANGER, 0), &text).await;
    assert!(shown(&refused).contains("Only moderators"), "{refused}");
    let nothing = add_as_source(&mut scene, moderator(ASKER), "no address").await;
    assert!(shown(&nothing).contains("no web address"), "{nothing}");
    let proposed = add_as_source(&mut scene, moderator(ASKER), &text).await;
    assert!(shown(&proposed).contains("**Albania severs diplomatic relations with Iran"), "{proposed}");
    let under = scene.shown(&proposed);
    let menu = controls(&under)[0].1.clone();
    let form = scene.choose(moderator(ASKER), &under, (&menu, SEVERED)).await;
    let value = |position: usize| form["data"]["components"][position]["components"][0]["value"].as_str().unwrap_or_default().to_owned();
    assert_eq!((value(0), value(1)), (URL.to_owned(), "agency.example".to_owned()));
    assert!(value(4).contains("Albania cut ties with Iran"), "{form}");
    let done = scene.fill(moderator(ASKER), &form, &[("supports", "1, 2")], Some(&under)).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let answer = content(&scene.ask(QUESTION).await).to_owned();
    assert!(answer.contains("agency.example"), "{answer}");
    let proposed = add_as_source(&mut scene, moderator(ASKER), &text).await;
    assert!(shown(&proposed).contains(&format!("is a source of `{SEVERED}` already")), "{proposed}");
    let forged = scene.choose(moderator(ASKER), &under, (&menu, "no-such-incident")).await;
    assert!(shown(&forged).contains("no longer up to date"), "{forged}");
}

#[tokio::test]
async fn what_a_source_says_of_itself_is_corrected_and_waits_for_another_person() {
    for two_persons in [false, true] {
        let mut scene = kept(two_persons).await;
        let store = super::keeping::store(&scene).await;
        let before = store.find("", SEVERED).await.unwrap().unwrap().incident.sources[1].clone();
        let unknown = use_as(&mut scene, moderator(ASKER), ("source", "edit"), &[("incident", SEVERED), ("source", "99")]).await;
        assert!(shown(&unknown).contains("99"), "{unknown}");
        let refused = use_as(&mut scene, member(STRANGER, 0), ("source", "edit"), &[("incident", SEVERED), ("source", "2")]).await;
        assert!(shown(&refused).contains("Only moderators"), "{refused}");
        let options = [("incident", SEVERED), ("source", "2"), ("type", "wire"), ("grade", "B · usually reliable")];
        let form = use_as(&mut scene, moderator(ASKER), ("source", "edit"), &options).await;
        assert_eq!(form["data"]["components"][0]["components"][0]["value"], before.publisher, "{form}");
        let told = scene.fill(moderator(ASKER), &form, &[("archived", "web.archive.org"), ("reason", "x")], None).await;
        assert!(shown(&told).contains("is no web address"), "{told}");
        let under = scene.shown(&told);
        let form = scene.press(moderator(ASKER), &under, &control(&under, "Correct and send again")).await;
        let right = [
            ("publisher", "The Agency"),
            ("published-language", "2022-09-08, en"),
            ("archived", "https://web.archive.org/web/2022/https://agency.example/a"),
            ("reason", "as its page says"),
        ];
        let done = scene.fill(moderator(ASKER), &form, &right, Some(&under)).await;
        if two_persons {
            assert!(shown(&done).contains("waits for another person's review"), "{done}");
            continue;
        }
        assert!(shown(&done).starts_with("Done"), "{done}");
        let after = store.find(super::objects::GUILD, SEVERED).await.unwrap().unwrap().incident.sources[1].clone();
        assert_eq!((after.publisher.as_str(), after.n, &after.url), ("The Agency", 2, &before.url));
        assert_eq!(after.source_type.map(|of| of.name()), Some("wire"));
        assert_eq!(after.grade.map(|grade| grade.name().to_owned()).as_deref(), Some("B"));
        assert!(after.archived_url.is_some_and(|url| url.starts_with("https://web.archive.org/")));
        let options = [("incident", SEVERED), ("source", "2"), ("copy-of", "1")];
        let form = use_as(&mut scene, moderator(ASKER), ("source", "edit"), &options).await;
        let done = scene.fill(moderator(ASKER), &form, &[("reason", "syndicated")], None).await;
        assert!(shown(&done).starts_with("Done"), "{done}");
        let after = store.find(super::objects::GUILD, SEVERED).await.unwrap().unwrap().incident.sources[1].clone();
        assert_eq!((after.copy_of, after.publisher.as_str()), (Some(1), "The Agency"), "what is not said stays");
    }
}

#[tokio::test]
async fn a_claim_is_added_on_a_source_that_is_there() {
    let mut scene = kept(false).await;
    let found = suggest_as(&mut scene, moderator(ASKER), ("claim", "add"), &[("incident", SEVERED), ("source", "")]).await;
    assert_eq!(found[0]["value"], 1, "{found:?}");
    let form = use_as(&mut scene, moderator(ASKER), ("claim", "add"), &[("incident", SEVERED), ("source", "1")]).await;
    let told = scene.fill(moderator(ASKER), &form, &[("claim", ""), ("reason", "x")], None).await;
    assert!(shown(&told).contains("text: "), "{told}");
    let under = scene.shown(&told);
    let form = scene.press(moderator(ASKER), &under, &control(&under, "Correct and send again")).await;
    let right =
        [("claim", "Albania gave the staff 24 hours to burn their files."), ("standing", "deadline, reported"), ("reason", "it says so")];
    let done = scene.fill(moderator(ASKER), &form, &right, Some(&under)).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let store = super::keeping::store(&scene).await;
    let record = store.find(super::objects::GUILD, SEVERED).await.unwrap().unwrap().incident;
    let claim = record.claims.last().unwrap();
    assert_eq!((claim.text.as_str(), claim.aspect.name(), claim.sources.as_slice()), (right[0].1, "deadline", &[1][..]));
}
