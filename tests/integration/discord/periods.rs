//! The options of commands that take a day, a month or a year: completed by what is on record, and read as people write them.

use serde_json::{Value, json};

use super::objects::member;
use super::records::shown;
use super::{ASKER, Scene, controls};

fn values(found: &[Value]) -> Vec<&str> {
    found.iter().map(|choice| choice["value"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn periods_are_suggested_by_what_is_on_record_about_the_other_options() {
    let mut scene = Scene::new().await;
    let found = scene.suggest("timeline", "from", "2022").await;
    assert_eq!(found[0]["value"], "2022", "the exact one first: {found:?}");
    assert!(
        found[0]["name"].as_str().unwrap().starts_with("2022 · ") && found[0]["name"].as_str().unwrap().ends_with("incidents"),
        "{found:?}"
    );
    assert!(values(&found)[1..].iter().all(|value| value.starts_with("2022-")) && found.len() > 2, "{found:?}");
    let found = scene.suggest("timeline", "to", "2022-09").await;
    assert!(values(&found).contains(&"2022-09-07"), "{found:?}");
    let found = scene.suggest("timeline", "from", "September 2022").await;
    assert_eq!(found[0]["value"], "2022-09", "{found:?}");
    let found = scene.suggest("timeline", "from", "").await;
    assert!(found[0]["name"].as_str().unwrap().starts_with("This year: ") && found.len() == 25, "{found:?}");
    let found = scene.suggest("timeline", "from", "last y").await;
    assert!(found.len() == 1 && found[0]["name"].as_str().unwrap().starts_with("Last year: "), "{found:?}");
    // In the reader's words, which are read as they stand too.
    let options = json!([{ "name": "from", "type": 3, "value": "letztes", "focused": true }]);
    let data = json!({ "id": "1", "name": "timeline", "type": 1, "options": options });
    let german = scene.interact(4, member(ASKER, 0), data, |sent| sent["locale"] = json!("de")).await;
    let found = german["data"]["choices"].as_array().unwrap();
    assert!(found.len() == 1 && found[0]["name"].as_str().unwrap().starts_with("Letztes Jahr: "), "{german}");
    // A slip of the pen, and what nobody can read.
    assert!(values(&scene.suggest("timeline", "from", "2202").await).contains(&"2022"));
    assert!(scene.suggest("timeline", "from", "no such period").await.is_empty());
    // Of these two parties there is less on record than of all.
    let found = scene.suggest_beside("timeline", &[("party", "AL"), ("with", "Iran"), ("from", "20")]).await;
    assert!(values(&found).contains(&"2022") && found.len() < 10, "{found:?}");
    let later = scene.suggest_beside("timeline", &[("party", "AL"), ("from", "2023"), ("to", "20")]).await;
    assert!(!values(&later).contains(&"2022"), "not before it begins: {later:?}");
    let found = scene.suggest_beside("relations", &[("one", "AL"), ("other", "IR"), ("on", "2022-09")]).await;
    assert!(values(&found).contains(&"2022-09-07"), "{found:?}");
}

#[tokio::test]
async fn a_period_is_read_as_people_write_it_and_refused_in_a_sentence() {
    let mut scene = Scene::new().await;
    for from in ["2022-09", "September 2022", "7 September 2022"] {
        let told = scene.slash("timeline", &[("party", "AL"), ("with", "IR"), ("from", from), ("to", "2022")]).await;
        assert!(shown(&told).contains("**7 September 2022**"), "{from}: {told}");
    }
    let told = scene.slash("timeline", &[("party", "AL"), ("with", "IR"), ("from", "the nineties"), ("to", "nineties")]).await;
    assert!(shown(&told).starts_with("Nothing is on record"), "{told}");
    for wrong in ["2018-13", "soon", "Albania 2018"] {
        let told = scene.slash("timeline", &[("party", "AL"), ("from", wrong)]).await;
        assert!(shown(&told).starts_with("I cannot read that date."), "{wrong}: {told}");
        let told = scene.slash("relations", &[("one", "AL"), ("other", "IR"), ("on", wrong)]).await;
        assert!(shown(&told).starts_with("I cannot read that date."), "{wrong}: {told}");
    }
    let told = scene.slash("timeline", &[("party", "AL"), ("from", "2023"), ("to", "2022")]).await;
    assert_eq!(shown(&told), "The period ends before it begins; turn its two dates round.");
    let stood = scene.slash("relations", &[("one", "AL"), ("other", "IR"), ("on", "September 2022")]).await;
    assert!(shown(&stood).contains("severed"), "{stood}");
}

#[tokio::test]
async fn a_timeline_is_turned_forth_and_back_without_losing_or_repeating_a_line() {
    let mut scene = Scene::new().await;
    let lines = |page: &Value| -> Vec<String> {
        let text = page["data"]["content"].as_str().unwrap();
        let without_numbers = |line: &str| line.split(" [").next().unwrap().to_owned();
        text.lines().skip(1).filter(|line| line.starts_with("**")).map(without_numbers).collect()
    };
    let first = scene.slash("timeline", &[("party", "RU")]).await;
    let (mut page, mut pages, mut all) = (first.clone(), 1, lines(&first));
    while let Some((_, next)) = controls(&page["data"]).into_iter().find(|(label, _)| label == "▶") {
        let under = scene.shown(&page);
        page = scene.press(member(ASKER, 0), &under, &next).await;
        assert_eq!(page["type"], 7, "the asker's own message is turned: {page}");
        let shown = lines(&page);
        assert!(!shown.is_empty(), "{page}");
        all.extend(shown);
        pages += 1;
    }
    let head = first["data"]["content"].as_str().unwrap().lines().next().unwrap().to_owned();
    assert!(pages > 3 && head.contains(&all.len().to_string()), "{head}: {} lines on {pages} pages", all.len());
    let mut back = lines(&page);
    while let Some((_, before)) = controls(&page["data"]).into_iter().find(|(label, _)| label == "◀") {
        let under = scene.shown(&page);
        page = scene.press(member(ASKER, 0), &under, &before).await;
        back.splice(0..0, lines(&page));
    }
    assert_eq!(back, all);
}
