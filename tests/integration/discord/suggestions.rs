//! In which order incidents are suggested while somebody types: what is called exactly so, by another name, what begins so, what
//! has such words, what is meant in spite of a slip; the newest where nothing is typed.

use super::{SEVERED, Scene};

async fn suggested(scene: &mut Scene, typed: &str) -> Vec<String> {
    let found = scene.suggest("incident", "name", typed).await;
    found.iter().map(|choice| choice["value"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn incidents_are_suggested_exact_alias_beginning_words_slip() {
    let mut scene = Scene::new().await;
    for (typed, first) in [
        // The id, whatever else is called.
        (SEVERED, &[SEVERED] as &[&str]),
        // A title, before a newer one that only begins so.
        (
            "Saudi Arabia breaks off diplomatic relations with Iran",
            &["saudi-arabia-iran-1988-relations-severed", "saudi-arabia-iran-2016-relations-severed"],
        ),
        ("SAUDI ARABIA BREAKS OFF diplomatic relations with irán", &["saudi-arabia-iran-1988-relations-severed"]),
        // Another name, before a newer incident with a longer one.
        ("Iran hostage crisis", &["iran-us-1979-embassy-hostages", "us-iran-1980-relations-severed"]),
        ("abraham accords", &["uae-israel-2020-relations-established"]),
        // What begins so, before what only has the words: "Romania and Albania …".
        ("albania severs", &[SEVERED]),
        // Words in any order, half written.
        ("iran albania sever", &[SEVERED]),
        // Slips.
        ("albnaia severs", &[SEVERED]),
        ("Albania sevres diplomatic relatoins with Iran", &[SEVERED]),
    ] {
        let found = suggested(&mut scene, typed).await;
        assert!(found.len() >= first.len() && found[..first.len()] == *first, "{typed}: {found:?}");
        assert!(found.iter().all(|id| found.iter().filter(|other| *other == id).count() == 1), "{typed}: {found:?}");
    }
    assert_eq!(suggested(&mut scene, "xyzzy qwertz").await, Vec::<String>::new());
}

#[tokio::test]
async fn where_nothing_is_typed_the_newest_incidents_are_suggested() {
    let mut scene = Scene::new().await;
    let all = crate::store::starter();
    let found = suggested(&mut scene, "").await;
    let day = |id: &String| all.iter().find(|incident| incident.id == *id).unwrap().date.first();
    let days: Vec<i32> = found.iter().map(day).collect();
    assert!(found.len() == 25 && days.is_sorted_by(|one, other| one >= other), "{days:?}");
    let newer = all.iter().filter(|incident| incident.date.first() > days[24]).count();
    assert!(newer < 25, "{newer} are newer than the last one");
    assert_eq!(suggested(&mut scene, "  ").await, found);
}

#[tokio::test]
async fn what_begins_so_is_suggested_before_what_has_it_further_on() {
    let mut scene = Scene::new().await;
    let all = crate::store::starter();
    for typed in ["iran", "russia expels", "cuba"] {
        let found = suggested(&mut scene, typed).await;
        let begins = |id: &String| {
            let incident = all.iter().find(|incident| incident.id == *id).unwrap();
            let mut names = [&incident.id, &incident.title].into_iter().chain(&incident.aliases);
            names.any(|name| name.to_lowercase().starts_with(typed))
        };
        let ranks: Vec<bool> = found.iter().map(|id| !begins(id)).collect();
        assert!(ranks.is_sorted() && ranks.first() == Some(&false), "{typed}: {found:?}");
    }
}
