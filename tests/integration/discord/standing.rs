//! How far what is shown can be relied on: how credible a claim is, which sources are copies, and what else still says it.

use serde_json::{Value, json};

use super::keeping::store;
use super::records::{kept, moderator, shown, use_as};
use super::{ASKER, SEVERED, Scene, content, control, controls, objects};

const ID: &str = "malta-iceland-2024-protest-note";
const QUESTION: &str = "When did Malta protest to Iceland?";

/// A server with a record whose claim rests on a wire's report, two copies of it and, if wanted, much else.
async fn with_copies(more: u32) -> Scene {
    let mut scene = kept(false).await;
    let source = |n: u32, publisher: &str| json!({ "n": n, "publisher": publisher, "url": format!("https://{n}.example/cod") });
    let copy = |n: u32, publisher: &str| {
        let mut copy = source(n, publisher);
        copy["copy_of"] = json!(1);
        copy
    };
    let mut sources = vec![source(1, "The Wire"), copy(2, "Daily Copy"), copy(3, "Evening Copy")];
    sources.extend((4..4 + more).map(|n| source(n, &format!("The Paper of Record of Town Number {n}"))));
    let mut claims = vec![json!({ "aspect": "what", "text": "Malta handed Iceland a note of protest over cod on 6 May 2024.",
        "stance": "reported", "credibility": "2", "sources": [1, 2, 3] })];
    claims.extend((4..4 + more).map(|n| {
        let text = format!("The note was handed over in Valletta, the paper of town {n} wrote.");
        json!({ "aspect": "where", "text": text, "stance": "reported", "sources": [n] })
    }));
    let record = json!({
        "id": ID, "title": "Malta protests to Iceland over cod", "kind": "protest-note",
        "initiators": ["MT"], "targets": ["IS"], "others": [], "date": "2024-05-06", "summary": "Malta hands Iceland a note.",
        "claims": claims, "sources": sources, "related": [{ "id": SEVERED, "how": "follows" }]
    });
    let record = aide_memoire::store::Change::put(objects::GUILD, serde_json::from_value(record).unwrap());
    let edit = aide_memoire::store::Edit { author: "1", reason: "x", time: "2026-11-02T12:00:00Z" };
    store(&scene).await.apply(&[record], edit).await.unwrap();
    // What a moderator changes shows at once, and what came before it too.
    let done =
        record_as(&mut scene, "edit", &[("incident", ID), ("title", "Malta protests to Iceland over its cod"), ("reason", "told")]).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    scene
}

async fn record_as(scene: &mut Scene, sub: &str, options: &[(&str, &str)]) -> Value {
    use_as(scene, moderator(ASKER), ("record", sub), options).await
}

#[tokio::test]
async fn copies_of_one_report_are_one_independent_source_and_say_so() {
    let mut scene = with_copies(0).await;
    let answer = scene.ask(QUESTION).await;
    assert!(content(&answer).contains("Daily Copy, copy of The Wire, "), "{}", content(&answer));
    let under = scene.made(&answer);
    let sources = scene.press(objects::member(ASKER, 0), &under, &control(&under, "Sources")).await;
    assert!(shown(&sources).contains("(reported, probably true, one independent source): Malta handed"), "{sources}");
    assert!(shown(&sources).contains("Evening Copy, copy of The Wire"), "{sources}");
    let card = scene.slash("incident", &[("name", ID)]).await;
    let fields = card["data"]["embeds"][0]["fields"].to_string();
    assert!(fields.contains("(reported, probably true, one independent source) [1][2][3]"), "{fields}");
    assert!(fields.contains("Daily Copy") && fields.contains("copy of \\\\[1\\\\] The Wire"), "{fields}");
    let list = use_as(&mut scene, moderator(ASKER), ("source", "list"), &[("incident", ID)]).await;
    assert!(shown(&list).contains("cod on 6 May 2024. (probably true)"), "{list}");
    assert!(shown(&list).contains("· copy of \\[1\\] The Wire"), "{list}");
}

#[tokio::test]
async fn where_no_source_is_a_copy_nothing_is_said_of_copies() {
    let mut scene = Scene::new().await;
    let card = scene.slash("incident", &[("name", SEVERED)]).await;
    let fields = card["data"]["embeds"][0]["fields"].to_string();
    assert!(!fields.contains("independent source") && !fields.contains("copy of"), "{fields}");
}

#[tokio::test]
async fn a_long_list_of_sources_is_turned_page_by_page_also_after_a_restart() {
    let mut scene = with_copies(40).await;
    let mut page = use_as(&mut scene, moderator(ASKER), ("source", "list"), &[("incident", ID)]).await;
    let mut told = String::new();
    for number in 0.. {
        assert!(shown(&page).starts_with("**Malta protests"), "each page says what it is of: {page}");
        told.push_str(shown(&page));
        let under = scene.shown(&page);
        let turns = controls(&under);
        assert_eq!(turns.len(), 2, "{page}");
        if number == 0 {
            scene.restart().await;
            let refused = scene.press(objects::member(ASKER, 0), &under, &turns[1].1).await;
            assert!(shown(&refused).contains("Only moderators"), "{refused}");
        }
        if under["components"][0]["components"][1]["disabled"] == true {
            assert!(number > 0, "all on one page");
            let back = scene.press(moderator(ASKER), &under, &turns[0].1).await;
            assert_eq!(back["type"], 7, "{back}");
            break;
        }
        page = scene.press(moderator(ASKER), &under, &turns[1].1).await;
        assert_eq!(page["type"], 7, "{page}");
    }
    for n in 1..=43 {
        assert!(told.contains(&format!("\\[{n}\\] ")), "source {n} is on no page");
    }
    assert!(told.contains("handed over in Valletta"), "{told}");
}

#[tokio::test]
async fn all_claims_of_an_incident_are_turned_page_by_page_from_its_card_and_from_an_answer() {
    let mut scene = with_copies(40).await;
    let card = scene.slash("incident", &[("name", ID)]).await;
    let under = scene.shown(&card);
    let from_card = scene.press(objects::member(ASKER, 0), &under, &control(&under, "Sources")).await;
    assert_eq!(from_card["type"], 4, "beside the card: {from_card}");
    let answer = scene.ask(QUESTION).await;
    let under = scene.made(&answer);
    let from_answer = scene.press(objects::member(ASKER, 0), &under, &control(&under, "Sources")).await;
    assert_eq!(shown(&from_card), shown(&from_answer));
    let under = scene.shown(&from_card);
    scene.restart().await;
    let next = scene.press(objects::member(ASKER, 0), &under, &control(&under, "▶")).await;
    assert!(next["type"] == 7 && shown(&next).contains("handed over in Valletta"), "{next}");
    let under = scene.shown(&next);
    let back = scene.press(objects::member(ASKER, 0), &under, &control(&under, "◀")).await;
    assert_eq!(shown(&back), shown(&from_card));
    let gone = scene.press(objects::member(ASKER, 0), &under, "1a1:0:no-such-incident").await;
    assert!(shown(&gone).contains("no longer up to date"), "{gone}");
}

#[tokio::test]
async fn who_retracts_a_record_hears_which_others_name_it_or_say_the_same() {
    let mut scene = with_copies(0).await;
    let other = json!({
        "id": "malta-iceland-2024-talks-suspended", "title": "Malta suspends talks with Iceland", "kind": "talks-suspended",
        "initiators": ["MT"], "targets": ["IS"], "others": [], "date": "2024-06-01", "summary": "Malta suspends talks.",
        "claims": [{ "aspect": "background", "text": "A note had been handed over on 6 May 2024.", "stance": "reported", "sources": [1] }],
        "sources": [{ "n": 1, "publisher": "Times", "url": "https://times.example/talks" }], "related": [{ "id": ID, "how": "follows" }]
    });
    let mut beside = other.clone();
    (beside["id"], beside["title"]) = (json!("malta-iceland-2024-mediation"), json!("Norway mediates between Malta and Iceland"));
    (beside["kind"], beside["date"], beside["related"]) = (json!("mediation"), json!("2024-07-01"), json!([]));
    let changes = [other, beside].map(|record| aide_memoire::store::Change::put(objects::GUILD, serde_json::from_value(record).unwrap()));
    let edit = aide_memoire::store::Edit { author: "1", reason: "x", time: "2026-11-02T12:00:01Z" };
    store(&scene).await.apply(&changes, edit).await.unwrap();
    let done = record_as(&mut scene, "edit", &[("incident", ID), ("title", "Malta protests to Iceland"), ("reason", "told")]).await;
    assert!(shown(&done).starts_with("Done"), "{done}");
    let done = record_as(&mut scene, "retract", &[("incident", ID), ("reason", "it was Gozo")]).await;
    let (first, warned) = shown(&done).split_once('\n').unwrap_or_else(|| panic!("{done}"));
    assert!(first.starts_with("Done") && warned.starts_with("⚠ Other records still name it or say what it says"), "{done}");
    assert!(warned.contains("malta-iceland-2024-talks-suspended") && warned.contains("malta-iceland-2024-mediation"), "{done}");
}
