//! In which language whom is talked to: locales that the bot speaks, those that it does not, and Arabic, which Discord lacks;
//! what everybody sees keeps the server's language, whoever turns it.

use serde_json::{Value, json};

use super::objects::{GUILD, member};
use super::{ASKER, QUESTION, SEVERED, STRANGER, Scene, content, control, controls};

/// Languages as `/settings server` numbers them.
const FRENCH: u64 = 2;
const ARABIC: u64 = 6;

async fn speaks(scene: &mut Scene, language: u64) {
    super::settings::set(scene, "server", json!([{ "name": "language", "type": 4, "value": language }])).await;
}

async fn slash(scene: &mut Scene, locale: &str, (name, options): (&str, Value)) -> Value {
    let data = json!({ "id": "1", "name": name, "type": 1, "options": options });
    scene.interact(2, member(ASKER, 0), data, |sent| sent["locale"] = json!(locale)).await
}

async fn press(scene: &mut Scene, (who, locale): (&str, &str), (under, button): (&Value, &str)) -> Value {
    let data = json!({ "custom_id": button, "component_type": 2 });
    scene
        .interact(3, member(who, 0), data, |sent| {
            sent["locale"] = json!(locale);
            sent["message"] = under.clone();
        })
        .await
}

fn shown(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap_or_default()
}

fn asked() -> (&'static str, Value) {
    ("ask", json!([{ "name": "question", "type": 3, "value": QUESTION }]))
}

fn is_arabic(text: &str) -> bool {
    text.chars().any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter))
}

#[tokio::test]
async fn in_an_arabic_server_who_reads_discord_in_english_is_spoken_to_in_arabic() {
    let mut scene = Scene::new().await;
    speaks(&mut scene, ARABIC).await;
    for restarted in [false, true] {
        if restarted {
            // What the server speaks is not known at hand.
            scene.restart().await;
        }
        let answer = scene.ask(QUESTION).await;
        let under = scene.made(&answer);
        let buttons = controls(&under);
        assert!(buttons.iter().filter(|(label, _)| is_arabic(label)).count() > 2, "{buttons:?}");
        if restarted {
            scene.restart().await;
        }
        let [why, dispute] = ["1w", "1d"].map(|act| buttons.iter().find(|(_, id)| id.starts_with(act)).unwrap().1.clone());
        let why = press(&mut scene, (STRANGER, "en-US"), (&under, &why)).await;
        assert!(is_arabic(shown(&why)), "{why}");
        let form = press(&mut scene, (STRANGER, "en-GB"), (&under, &dispute)).await;
        assert!(form["type"] == 9 && is_arabic(form["data"]["title"].as_str().unwrap()), "{form}");
        // Somebody who has chosen a language that both speak has it.
        let french = slash(&mut scene, "fr", asked()).await;
        assert!(shown(&french).contains("**Pourquoi") && !is_arabic(shown(&french)), "{french}");
    }
    for name in ["about", "ask", "incident", "timeline", "relations"] {
        let options = match name {
            "ask" => asked().1,
            "incident" => json!([{ "name": "name", "type": 3, "value": SEVERED }]),
            "timeline" => json!([{ "name": "party", "type": 3, "value": "AL" }]),
            "relations" => json!([{ "name": "one", "type": 3, "value": "AL" }, { "name": "other", "type": 3, "value": "IR" }]),
            _ => json!([]),
        };
        let told = slash(&mut scene, "en-US", (name, options)).await;
        assert!(is_arabic(&told["data"].to_string()), "/{name}: {told}");
    }
    let typed =
        json!({ "id": "1", "name": "timeline", "type": 1, "options": [{ "name": "party", "type": 3, "value": "", "focused": true }] });
    let completed = scene.interact(4, member(ASKER, 0), typed, |_| {}).await;
    assert!(is_arabic(&completed["data"].to_string()), "{completed}");
}

#[tokio::test]
async fn who_reads_a_language_that_is_not_spoken_is_spoken_to_in_the_servers() {
    let mut scene = Scene::new().await;
    let before = slash(&mut scene, "ja", asked()).await;
    assert!(shown(&before).contains("**Why:**"), "{before}");
    speaks(&mut scene, FRENCH).await;
    let japanese = slash(&mut scene, "ja", asked()).await;
    assert!(shown(&japanese).contains("**Pourquoi"), "{japanese}");
    let german = slash(&mut scene, "de", asked()).await;
    assert!(shown(&german).contains("**Warum:**"), "{german}");
    // Who could have chosen French and did not reads English.
    let english = slash(&mut scene, "en-US", asked()).await;
    assert!(shown(&english).contains("**Why:**"), "{english}");
    let private = scene.interact(2, member(ASKER, 0), json!({ "id": "1", "name": "about", "type": 1, "options": [] }), |sent| {
        sent["locale"] = json!("ja");
        sent.as_object_mut().unwrap().remove("guild_id");
    });
    assert!(private.await["data"]["content"].as_str().unwrap().contains("incidents"));
}

#[tokio::test]
async fn what_everybody_sees_keeps_its_language_whoever_turns_it() {
    let mut scene = Scene::new().await;
    speaks(&mut scene, FRENCH).await;
    let answer = scene.ask("List all expulsions of Russian diplomats since 2014").await;
    let french = "incidents enregistrés";
    assert!(content(&answer).contains(french), "{}", content(&answer));
    let under = scene.made(&answer);
    let on = control(&under, "▶");
    let turned = press(&mut scene, (ASKER, "de"), (&under, &on)).await;
    assert!(turned["type"] == 7 && is_french(&turned), "{turned}");
    let copy = press(&mut scene, (STRANGER, "de"), (&under, &on)).await;
    assert!(copy["type"] == 4 && copy["data"]["flags"].as_u64().unwrap() & 64 != 0 && is_german(&copy), "{copy}");
    // Turned back, it is as it was.
    let mut back = under.clone();
    back["components"] = turned["data"]["components"].clone();
    let first = press(&mut scene, (ASKER, "tr"), (&back, &control(&back, "◀"))).await;
    assert_eq!(shown(&first), content(&answer));
    // So with what is chosen from a menu.
    let several = scene.ask("Why did Albania expel Iranian diplomats?").await;
    let under = scene.made(&several);
    let rows = under["components"].as_array().unwrap();
    let menu = rows.iter().flat_map(|row| row["components"].as_array().unwrap()).find(|part| part["type"] == 3).unwrap().clone();
    for (who, is) in [(STRANGER, is_german as fn(&Value) -> bool), (ASKER, is_french)] {
        let data = json!({ "custom_id": menu["custom_id"], "component_type": 3, "values": [menu["options"][0]["value"]] });
        let chosen = scene
            .interact(3, member(who, 0), data, |sent| {
                sent["locale"] = json!("de");
                sent["message"] = under.clone();
            })
            .await;
        assert!(is(&chosen), "{chosen}");
    }
    // What somebody called for by a command is in the caller's language, and so are its pages.
    let timeline = slash(&mut scene, "de", ("timeline", json!([{ "name": "party", "type": 3, "value": "RU" }]))).await;
    assert!(is_german(&timeline), "{timeline}");
    let under = scene.shown(&timeline);
    let turned = press(&mut scene, (ASKER, "de"), (&under, &control(&under, "▶"))).await;
    assert!(turned["type"] == 7 && is_german(&turned), "{turned}");
    let listed =
        slash(&mut scene, "de", ("ask", json!([{ "name": "question", "type": 3, "value": "List all expulsions of Russian diplomats" }])))
            .await;
    let under = scene.shown(&listed);
    let turned = press(&mut scene, (ASKER, "de"), (&under, &control(&under, "▶"))).await;
    assert!(turned["type"] == 7 && is_german(&turned), "{turned}");
    // The menu of a message shows privately.
    let checked = super::objects::message("777", "200", &super::objects::user(STRANGER), "Albania cut ties with Iran");
    let data = json!({ "id": "1", "name": "Check this", "type": 3, "target_id": "777", "resolved": { "messages": { "777": checked } } });
    let told = scene.interact(2, member(ASKER, 0), data, |sent| sent["locale"] = json!("de")).await;
    assert!(is_german(&told), "{told}");
}

fn is_german(response: &Value) -> bool {
    shown(response).contains("Stand ")
}

fn is_french(response: &Value) -> bool {
    shown(response).contains("État au ")
}

#[tokio::test]
async fn claims_say_in_which_language_they_are() {
    let mut scene = Scene::new().await;
    let title = "L’Albanie rompt ses relations diplomatiques avec l’Iran";
    super::interactions::own_record(&mut scene, |record| {
        record["language"] = json!("fr");
        record["title"] = json!(title);
    })
    .await;
    let incident = json!([{ "name": "name", "type": 3, "value": SEVERED }]);
    let pair = json!([{ "name": "one", "type": 3, "value": "AL" }, { "name": "other", "type": 3, "value": "IR" }]);
    let mixed = json!([{ "name": "party", "type": 3, "value": "AL" }, { "name": "with", "type": 3, "value": "IR" }]);
    for (locale, label, both) in [
        ("en-US", Some("Claims in French"), "Claims in English and French"),
        ("de", Some("Aussagen auf Französisch"), "Aussagen auf Englisch und Französisch"),
        ("fr", None, "Déclarations en anglais et français"),
    ] {
        let told = |text: &str| text.rsplit_once(" · ").map(|(_, label)| label.to_owned());
        let of_all = |text: &str| label.map_or_else(|| !text.contains("Déclarations"), |label| text.ends_with(&format!(" · {label}")));
        let card = slash(&mut scene, locale, ("incident", incident.clone())).await;
        let embed = &card["data"]["embeds"][0];
        assert!(embed["title"] == title && of_all(embed["footer"]["text"].as_str().unwrap()), "{locale}: {card}");
        let answer = slash(&mut scene, locale, asked()).await;
        assert!(of_all(shown(&answer)) && shown(&answer).contains("L’Albanie rompt"), "{locale}: {answer}");
        let sources = controls(&answer["data"]).into_iter().find(|(_, id)| id.starts_with("1s")).unwrap().1;
        let under = scene.shown(&answer);
        let claims = press(&mut scene, (ASKER, locale), (&under, &sources)).await;
        assert!(of_all(shown(&claims)), "{locale}: {claims}");
        let relations = slash(&mut scene, locale, ("relations", pair.clone())).await;
        assert!(of_all(shown(&relations)), "{locale}: {relations}");
        let timeline = slash(&mut scene, locale, ("timeline", mixed.clone())).await;
        assert_eq!(told(shown(&timeline)).as_deref(), Some(both), "{locale}: {timeline}");
        // Elsewhere the record is in English.
        let shared = json!({ "id": "1", "name": "incident", "type": 1, "options": incident });
        let shared = scene.interact(2, member(ASKER, 0), shared, |sent| {
            sent["locale"] = json!(locale);
            sent["guild_id"] = json!("101");
        });
        let shared = shared.await.to_string();
        assert!(!shared.contains(title) && shared.contains("anglais") == (locale == "fr") && !shared.contains("Claims in"), "{shared}");
        // Nothing is claimed where nothing is on record.
        let none = json!([{ "name": "question", "type": 3, "value": "What is the best pizza?" }]);
        let none = slash(&mut scene, locale, ("ask", none)).await;
        assert!(!["Claims in", "Aussagen", "Déclarations"].iter().any(|word| shown(&none).contains(word)), "{none}");
    }
    let exported = scene.place.run(&["export", "--database", "sqlite:bot.db", "--guild", GUILD]).well();
    assert!(exported.contains("\"language\":\"fr\",\"claims\"") || exported.contains("\"language\": \"fr\", \"claims\""), "{exported}");
}
