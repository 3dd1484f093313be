//! Commands, buttons, menus and forms, as the asker, a stranger, a moderator.

use serde_json::{Value, json};

use super::objects::{GUILD, member, message, role, user};
use crate::store::starter;

use super::{ASKER, MANAGE_MESSAGES, QUESTION, SEVERED, STRANGER, Scene, content, control, controls, eventually};

fn shown(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap()
}

fn is_private(response: &Value) -> bool {
    response["data"]["flags"].as_u64().unwrap_or_default() & 64 != 0
}

#[tokio::test]
async fn ask_answers_at_once_for_all_or_for_one() {
    let mut scene = Scene::new().await;
    let response = scene.slash("ask", &[("question", QUESTION)]).await;
    assert_eq!(response["type"], 4);
    assert!(shown(&response).starts_with(&format!("> {QUESTION}\nAlbania severed diplomatic relations with Iran")));
    assert!(!is_private(&response));
    let options = json!([{ "name": "question", "type": 3, "value": QUESTION }, { "name": "private", "type": 5, "value": true }]);
    let private = scene.command(member(ASKER, 0), json!({ "id": "1", "name": "ask", "type": 1, "options": options })).await;
    assert!(is_private(&private) && shown(&private) == shown(&response));
}

#[tokio::test]
async fn every_button_under_an_answer_works_also_after_a_restart() {
    let mut scene = Scene::new().await;
    let answer = scene.ask(QUESTION).await;
    for restarted in [false, true] {
        if restarted {
            scene.restart().await;
        }
        let under = scene.made(&answer);
        let asker = || member(ASKER, 0);
        let why = scene.press(asker(), &under, &control(&under, "Why?")).await;
        assert!(is_private(&why) && shown(&why).contains("who acts: Albania"), "{why}");
        let sources = scene.press(asker(), &under, &control(&under, "Sources")).await;
        assert!(is_private(&sources) && shown(&sources).contains("Edi Rama, asserted") && shown(&sources).contains("[1]"), "{sources}");
        let timeline = scene.press(asker(), &under, &control(&under, "Timeline")).await;
        assert!(is_private(&timeline) && shown(&timeline).contains("**7 September 2022** "), "{timeline}");
        let form = scene.press(asker(), &under, &control(&under, "Dispute")).await;
        assert_eq!(form["type"], 9, "{form}");
        let filed = scene.submit(&form, "The day is wrong.", &under).await;
        assert!(is_private(&filed) && shown(&filed).contains("moderators"), "{filed}");
    }
    let under = scene.made(&answer);
    let refused = scene.press(member(STRANGER, 0), &under, &control(&under, "✕")).await;
    assert!(is_private(&refused) && refused["type"] == 4, "{refused}");
    let moderators = json!({ "id": "1", "name": "settings", "type": 1, "options": [
        { "name": "server", "type": 1, "options": [{ "name": "moderators", "type": 8, "value": "70" }] },
    ], "resolved": { "roles": { "70": role("70") } } });
    scene.command(member(ASKER, super::MANAGE_GUILD), moderators).await;
    let mut moderator = member(STRANGER, 0);
    moderator["roles"] = json!(["70"]);
    let deleted = scene.press(moderator, &under, &control(&under, "✕")).await;
    assert_eq!(deleted["type"], 6, "{deleted}");
    scene.request("DELETE", "/messages/@original").await;
    let deleted = scene.press(member(STRANGER, MANAGE_MESSAGES), &under, &control(&under, "✕")).await;
    assert_eq!(deleted["type"], 6);
    scene.request("DELETE", "/messages/@original").await;
}

#[tokio::test]
async fn what_is_no_longer_known_says_so() {
    let mut scene = Scene::new().await;
    let answer = scene.ask(QUESTION).await;
    let mut under = scene.made(&answer);
    let why = control(&under, "Why?");
    for stale in ["old-button", "0wabc", "1d1:0:no-such-incident-at-all"] {
        let response = scene.press(member(ASKER, 0), &under, stale).await;
        let told = if response["type"] == 9 { scene.submit(&response, "It is wrong.", &under).await } else { response };
        assert!(is_private(&told) && shown(&told).contains("no longer up to date"), "{stale}: {told}");
    }
    // The question is gone and the bot was started anew.
    scene.restart().await;
    under["message_reference"]["message_id"] = json!("1");
    let response = scene.press(member(ASKER, 0), &under, &why).await;
    assert!(shown(&response).contains("no longer up to date"), "{response}");
}

#[tokio::test]
async fn of_several_incidents_the_asker_chooses() {
    let mut scene = Scene::new().await;
    let answer = scene.ask("Why did Albania expel Iranian diplomats?").await;
    let under = scene.made(&answer);
    let menu = controls(&under).into_iter().find(|(label, _)| label == "menu").unwrap_or_else(|| panic!("{}", content(&answer))).1;
    let rows = under["components"].as_array().unwrap();
    let options = rows.iter().flat_map(|row| row["components"].as_array().unwrap()).find(|part| part["type"] == 3).unwrap();
    let id = options["options"][0]["value"].as_str().unwrap().to_owned();
    let about = options["options"][0]["description"].as_str().unwrap();
    assert!(about.contains(" 20") && about.contains(" · Albania, Iran"), "date and parties: {options}");
    let private = scene.choose(member(STRANGER, 0), &under, (&menu, &id)).await;
    assert!(private["type"] == 4 && is_private(&private), "{private}");
    let chosen = scene.choose(member(ASKER, 0), &under, (&menu, &id)).await;
    assert_eq!(chosen["type"], 7, "{chosen}");
    assert_ne!(shown(&chosen), content(&answer));
    // A follow-up is about what was chosen.
    let follow = scene.post("When was that?", |posted| {
        posted["mentions"] = json!([super::bot_user()]);
        posted["message_reference"] = json!({ "message_id": answer.id, "channel_id": "200" });
        posted["referenced_message"] = under.clone();
    });
    let followed = scene.answer_to(&follow).await;
    let timeline = control(&scene.made(&followed), "Timeline");
    assert!(timeline.ends_with(&id), "{timeline} is not about {id}");
}

#[tokio::test]
async fn what_is_not_on_record_is_declined_with_the_reason_and_the_nearest_records() {
    let mut scene = Scene::new().await;
    let answer = scene.ask("When did France cut ties with Albania?").await;
    assert!(content(&answer).starts_with("The register has no such record about France and Albania."), "{}", content(&answer));
    let under = scene.made(&answer);
    assert!(!controls(&under).iter().any(|(label, _)| label == "Dispute"), "there is nothing to dispute");
    let rows = under["components"].as_array().unwrap();
    let menu = rows.iter().flat_map(|row| row["components"].as_array().unwrap()).find(|part| part["type"] == 3).unwrap();
    let id = menu["options"][0]["value"].as_str().unwrap();
    let card = scene.choose(member(ASKER, 0), &under, (menu["custom_id"].as_str().unwrap(), id)).await;
    assert!(card["type"] == 4 && is_private(&card), "{card}");
    assert!(card["data"]["embeds"][0]["footer"]["text"].as_str().unwrap().starts_with(id), "{card}");
    let forged = scene.choose(member(ASKER, 0), &under, (menu["custom_id"].as_str().unwrap(), "no-such-incident")).await;
    assert!(shown(&forged).contains("no longer up to date"), "{forged}");
}

#[tokio::test]
async fn a_long_list_is_paged() {
    let mut scene = Scene::new().await;
    let answer = scene.ask("List all expulsions of Russian diplomats since 2014").await;
    let under = scene.made(&answer);
    let second = scene.press(member(ASKER, 0), &under, &control(&under, "▶")).await;
    assert_eq!(second["type"], 7, "{second}");
    assert_ne!(shown(&second), content(&answer));
    let page = scene.shown(&second);
    let private = scene.press(member(STRANGER, 0), &under, &control(&under, "▶")).await;
    assert!(private["type"] == 4 && is_private(&private) && shown(&private) == shown(&second));
    let mut back = under.clone();
    back["components"] = page["components"].clone();
    let first = scene.press(member(ASKER, 0), &back, &control(&page, "◀")).await;
    assert_eq!(shown(&first), content(&answer));
}

#[tokio::test]
async fn an_answer_to_a_command_is_followed_up_by_a_form() {
    let mut scene = Scene::new().await;
    let response = scene.slash("ask", &[("question", "When did Albania cut ties with Iran?")]).await;
    let under = scene.shown(&response);
    let form = scene.press(member(ASKER, 0), &under, &control(&under, "Follow up")).await;
    assert_eq!(form["type"], 9);
    let followed = scene.submit(&form, "And who announced it?", &under).await;
    assert!(shown(&followed).starts_with("> And who announced it?\n") && shown(&followed).contains("Edi Rama"), "{followed}");
    let under = scene.shown(&followed);
    let why = scene.press(member(ASKER, 0), &under, &control(&under, "Why?")).await;
    assert!(shown(&why).contains("continues the question before"), "{why}");
}

#[tokio::test]
async fn a_message_is_checked_privately() {
    let mut scene = Scene::new().await;
    let checked = message("777", "200", &user(STRANGER), "Iran cut ties with Albania in 2022, they say");
    let data = json!({ "id": "1", "name": "Check this", "type": 3, "target_id": "777", "resolved": { "messages": { "777": checked } } });
    let response = scene.command(member(ASKER, 0), data).await;
    assert!(is_private(&response), "{response}");
    assert!(shown(&response).contains("Albania severed diplomatic relations with Iran"), "{response}");
}

#[tokio::test]
async fn an_incident_is_shown_as_a_card_with_its_sources() {
    let mut scene = Scene::new().await;
    let found = scene.suggest("incident", "name", "albania severs").await;
    assert!(found.iter().any(|choice| choice["value"] == SEVERED), "{found:?}");
    assert!(found[0]["name"].as_str().unwrap().starts_with("2022 · Albania, Iran, "), "{found:?}");
    assert_eq!(scene.suggest("incident", "name", "").await.len(), 25);
    let response = scene.slash("incident", &[("name", SEVERED)]).await;
    let card = &response["data"]["embeds"][0];
    let fields = card["fields"].as_array().unwrap();
    let field = |name: &str| {
        fields.iter().find(|field| field["name"] == name).unwrap_or_else(|| panic!("no {name}: {card}"))["value"].as_str().unwrap()
    };
    assert_eq!(field("Parties"), "🇦🇱 Albania → 🇮🇷 Iran");
    assert_eq!(field("Kind"), "Relations severed");
    assert!(field("Date").starts_with("7 September 2022") && field("Why").contains("[1]") && field("Sources").contains("<https://"));
    let none = scene.slash("incident", &[("name", "no such thing")]).await;
    assert!(is_private(&none) && shown(&none).contains("no such incident"), "{none}");
}

/// A record as people may write it, which only this server has.
pub(super) async fn own_record(scene: &mut Scene, change: impl FnOnce(&mut Value)) {
    let lines = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/config/register/incidents.jsonl")).unwrap();
    let line = lines.lines().find(|line| line.contains(&format!("\"{SEVERED}\""))).unwrap();
    let mut record: Value = serde_json::from_str(line).unwrap();
    change(&mut record);
    scene.place.write("own.jsonl", &record.to_string());
    scene.place.run(&["import", "--database", "sqlite:bot.db", "--guild", GUILD, "own.jsonl"]).well();
    eventually(|| scene.log().contains("the register changed")).await;
}

#[tokio::test]
async fn what_is_markdown_is_escaped_and_what_is_not_is_shown_as_it_is() {
    let mut scene = Scene::new().await;
    own_record(&mut scene, |record| record["title"] = json!("Albania *cuts* ties [with] Iran")).await;
    let card = scene.slash("incident", &[("name", SEVERED)]).await;
    assert_eq!(card["data"]["embeds"][0]["title"], "Albania \\*cuts\\* ties \\[with\\] Iran");
    let found = scene.suggest("incident", "name", "Albania *cuts*").await;
    assert!(found[0]["name"].as_str().unwrap().ends_with(" · Albania *cuts* ties [with] Iran"), "{found:?}");
    let data =
        json!({ "id": "1", "name": "timeline", "type": 1, "options": [{ "name": "party", "type": 3, "value": "MM", "focused": true }] });
    let found = scene.interact(4, member(ASKER, 0), data, |sent| sent["locale"] = json!("es-ES")).await;
    assert_eq!(found["data"]["choices"][0]["name"], "🇲🇲 Myanmar (Birmania)", "{found}");
}

#[tokio::test]
async fn sources_that_do_not_fit_onto_a_card_are_counted() {
    let mut scene = Scene::new().await;
    own_record(&mut scene, |record| {
        let count = record["sources"].as_array().unwrap().len();
        let numbers: Vec<usize> = (1..=count + 40).collect();
        for n in count + 1..=count + 40 {
            let url = format!("https://example.org/{}/{n}", "a".repeat(60));
            let source = json!({ "n": n, "url": url, "publisher": format!("Paper {n}"), "published": "2022-09-07" });
            record["sources"].as_array_mut().unwrap().push(source);
        }
        record["claims"][0]["sources"] = json!(numbers);
    })
    .await;
    let card = scene.slash("incident", &[("name", SEVERED)]).await;
    let fields = card["data"]["embeds"][0]["fields"].as_array().unwrap().iter();
    let sources: Vec<&str> = fields.filter(|field| field["name"] == "Sources").map(|field| field["value"].as_str().unwrap()).collect();
    assert_eq!(sources.len(), 2, "{card}");
    let told = sources.iter().flat_map(|field| field.lines()).filter(|line| line.starts_with('[')).count();
    assert!(told > 5 && sources[1].lines().last().unwrap().starts_with("-# … +"), "{sources:?}");
}

#[tokio::test]
async fn dates_and_what_stands_before_reasons_are_in_the_readers_language() {
    let mut scene = Scene::new().await;
    let data = json!({ "id": "1", "name": "ask", "type": 1, "options": [{ "name": "question", "type": 3, "value": QUESTION }] });
    for (locale, why, day) in [("de", "**Warum:** ", "7. September 2022"), ("es-ES", "**Por qué:** ", "7 de septiembre de 2022")] {
        let asked = scene.interact(2, member(ASKER, 0), data.clone(), |sent| sent["locale"] = json!(locale)).await;
        let (words, sources) = shown(&asked).split_once("-# [1]").unwrap();
        // Claims are as they were recorded.
        assert!(words.contains(why) && !words.contains("Why:") && words.contains("7 September 2022"), "{asked}");
        assert!(!sources.contains("7 September 2022"), "{asked}");
        let data = json!({ "id": "1", "name": "incident", "type": 1, "options": [{ "name": "name", "type": 3, "value": SEVERED }] });
        let card = scene.interact(2, member(ASKER, 0), data, |sent| sent["locale"] = json!(locale)).await;
        let fields = card["data"]["embeds"][0]["fields"].as_array().unwrap();
        assert!(fields.iter().any(|field| field["value"].as_str().unwrap().starts_with(day)), "{card}");
        assert!(fields.iter().any(|field| field["value"].as_str().unwrap().contains(&format!(", {day} <"))), "{card}");
        let options = json!([{ "name": "party", "type": 3, "value": "AL" }, { "name": "with", "type": 3, "value": "IR" }]);
        let data = json!({ "id": "1", "name": "timeline", "type": 1, "options": options });
        let timeline = scene.interact(2, member(ASKER, 0), data, |sent| sent["locale"] = json!(locale)).await;
        assert!(shown(&timeline).contains(&format!("**{day}** ")), "{timeline}");
    }
}

#[tokio::test]
async fn a_follow_up_with_nothing_in_it_is_told_how_to_ask() {
    let mut scene = Scene::new().await;
    let answer = scene.slash("ask", &[("question", QUESTION)]).await;
    let under = scene.shown(&answer);
    let form = scene.press(member(ASKER, 0), &under, &control(&under, "Follow up")).await;
    let told = scene.submit(&form, "<@5> \u{200b}", &under).await;
    assert!(is_private(&told) && shown(&told).starts_with("Mention me with a question"), "{told}");
}

#[tokio::test]
async fn timelines_and_relations_are_looked_up_by_any_name() {
    let mut scene = Scene::new().await;
    let found = scene.suggest("timeline", "party", "alb").await;
    assert_eq!(found[0], json!({ "name": "🇦🇱 Albania", "value": "AL" }));
    let kinds = scene.suggest("timeline", "kind", "severed").await;
    assert_eq!(kinds[0]["value"], "relations-severed");
    let kinds = scene.suggest("timeline", "kind", "broke off relations").await;
    assert_eq!(kinds[0]["value"], "relations-severed", "any wording that questions are read by: {kinds:?}");
    assert_eq!(scene.suggest("timeline", "kind", "").await.len(), 25);
    let options = [("party", "AL"), ("with", "Tehran"), ("kind", "relations-severed"), ("from", "2022"), ("to", "2022-12")];
    let timeline = scene.slash("timeline", &options).await;
    assert!(shown(&timeline).contains("**7 September 2022** ") && shown(&timeline).contains("-# [1] "), "{timeline}");
    for (options, told) in [
        ([("party", "Atlantis"), ("from", "2022")], "do not know that state"),
        ([("party", "AL"), ("from", "yesterday")], "cannot read that date"),
        ([("party", "AL"), ("from", "2100")], "Nothing is on record"),
    ] {
        let response = scene.slash("timeline", &options).await;
        assert!(is_private(&response) && shown(&response).contains(told), "{response}");
    }
    let relations = scene.slash("relations", &[("one", "AL"), ("other", "IR")]).await;
    assert!(shown(&relations).contains("Albania and Iran have had no diplomatic relations since 7 September 2022"), "{relations}");
    let before = scene.slash("relations", &[("one", "SA"), ("other", "IR"), ("on", "2020-05-01")]).await;
    assert!(shown(&before).contains("no diplomatic relations since 3 January 2016"), "{before}");
}

#[tokio::test]
async fn it_tells_how_the_last_question_was_read_and_what_it_is() {
    let mut scene = Scene::new().await;
    let nothing = scene.slash("why", &[]).await;
    assert!(is_private(&nothing) && shown(&nothing).contains("Nothing has been asked"), "{nothing}");
    scene.ask(QUESTION).await;
    scene.slash("ask", &[("question", QUESTION)]).await;
    let why = scene.slash("why", &[]).await;
    assert!(is_private(&why) && shown(&why).contains("towards whom: Iran"), "{why}");
    let about = scene.slash("about", &[]).await;
    assert!(shown(&about).contains("401 incidents") && shown(&about).contains("I keep no questions, except"), "{about}");
}

#[tokio::test]
async fn it_still_knows_ones_last_question_after_a_restart() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    let answers = async || store.last_answers_in("200", 9).await.unwrap();
    scene.ask("When did Iceland recognise Lithuania?").await;
    scene.ask(QUESTION).await;
    let other = scene.post(&format!("<@{}> When did Saudi Arabia cut ties with Iran?", super::objects::BOT), |posted| {
        posted["author"] = user(STRANGER);
        posted["mentions"] = json!([super::bot_user()]);
    });
    let last = scene.answer_to(&other).await;
    super::in_time(answers, |answers| answers.len() == 3).await;
    let ask = |who: &str| (member(who, 0), json!({ "id": "1", "name": "why", "type": 1 }));
    for restarted in [false, true] {
        if restarted {
            scene.restart().await;
        }
        for (who, acts) in [(ASKER, "who acts: Albania"), (STRANGER, "who acts: Saudi Arabia"), ("503", "who acts: Saudi Arabia")] {
            let (who, data) = ask(who);
            let why = scene.command(who, data).await;
            assert!(is_private(&why) && shown(&why).contains(acts), "{acts}: {why}");
        }
    }
    // What is gone from the channel is not found, and that is said.
    scene.world.messages.lock().unwrap().remove(&last.id);
    let (who, data) = ask("503");
    let why = scene.command(who, data).await;
    assert!(shown(&why).contains("who acts: Albania"), "{why}");
    scene.world.messages.lock().unwrap().clear();
    let (who, data) = ask("503");
    let nothing = scene.interact(2, who, data, |sent| sent["locale"] = json!("de")).await;
    assert!(is_private(&nothing) && shown(&nothing).contains("Ich weiß von nichts mehr"), "{nothing}");
}

#[tokio::test]
async fn the_interface_speaks_the_readers_language() {
    let (world, requests) = super::server::start().await;
    let mut scene = Scene::over(world, requests);
    let commands = scene.connected().await.body;
    named_in_all_languages(&commands, "");
    let ask = commands.as_array().unwrap().iter().find(|command| command["name"] == "ask").unwrap();
    assert_eq!((&ask["name_localizations"]["de"], &ask["name_localizations"]["es-419"]), (&json!("frage"), &json!("preguntar")));
    assert_eq!(ask["options"][0]["description_localizations"]["fr"], "Votre question, avec vos mots");
    let check = commands.as_array().unwrap().iter().find(|command| command["name"] == "Check this").unwrap();
    assert_eq!((&check["type"], &check["name_localizations"]["tr"]), (&json!(3), &json!("Bunu denetle")));
    let options = json!([{ "name": "question", "type": 3, "value": QUESTION }]);
    let data = json!({ "id": "1", "name": "ask", "type": 1, "options": options });
    let response = scene.interact(2, member(ASKER, 0), data, |sent| sent["locale"] = json!("de")).await;
    assert!(shown(&response).contains("\n7. September 2022: Albania severs diplomatic relations with Iran"), "{response}");
    assert!(shown(&response).contains("\n-# Stand "), "{response}");
    assert!(controls(&response["data"]).iter().any(|(label, _)| label == "Quellen"));
    // A server's language is for what it is told in its channels.
    let set = json!({ "id": "1", "name": "settings", "type": 1, "options": [
        { "name": "server", "type": 1, "options": [{ "name": "language", "type": 4, "value": 6 }] },
    ] });
    scene.command(member(ASKER, super::MANAGE_GUILD), set).await;
    let answer = scene.ask(QUESTION).await;
    assert!(content(&answer).contains("المراجعة 401"), "{}", content(&answer));
}

/// Every command, option and choice has its name, and its description, in every language of the interface that Discord knows.
fn named_in_all_languages(parts: &Value, path: &str) {
    for part in parts.as_array().into_iter().flatten() {
        let path = format!("{path} {}", part["name"].as_str().unwrap());
        let described = part["description"].as_str().is_some_and(|text| !text.is_empty());
        for locale in ["es-ES", "es-419", "fr", "de", "pt-BR", "tr"] {
            // Languages are called by themselves.
            let named = part["name_localizations"][locale].is_string() || path.starts_with(" settings server language ");
            assert!(named && (!described || part["description_localizations"][locale].is_string()), "{path} in {locale}: {part}");
        }
        named_in_all_languages(&part["options"], &path);
        named_in_all_languages(&part["choices"], &path);
    }
}

#[tokio::test]
async fn states_are_called_as_the_reader_calls_them_and_claims_say_their_language() {
    let mut scene = Scene::new().await;
    let suggest = |name: &str, option: &str, typed: &str| json!({ "id": "1", "name": name, "type": 1, "options": [{ "name": option, "type": 3, "value": typed, "focused": true }] });
    for (locale, typed, label) in
        [("de", "alban", "🇦🇱 Albanien"), ("tr", "arnavut", "🇦🇱 Arnavutluk"), ("fr", "alban", "🇦🇱 Albanie"), ("ja", "alban", "🇦🇱 Albania")]
    {
        let found = scene.interact(4, member(ASKER, 0), suggest("timeline", "party", typed), |sent| sent["locale"] = json!(locale)).await;
        assert_eq!(found["data"]["choices"][0], json!({ "name": label, "value": "AL" }), "{found}");
    }
    let found = scene.interact(4, member(ASKER, 0), suggest("incident", "name", SEVERED), |sent| sent["locale"] = json!("es-ES")).await;
    assert!(found["data"]["choices"][0]["name"].as_str().unwrap().starts_with("2022 · Albania, Irán, "), "{found}");
    let command = |name: &str, options: Value| json!({ "id": "1", "name": name, "type": 1, "options": options });
    let german = |sent: &mut Value| sent["locale"] = json!("de");
    let options = json!([{ "name": "name", "type": 3, "value": SEVERED }]);
    let response = scene.interact(2, member(ASKER, 0), command("incident", options.clone()), german).await;
    let card = &response["data"]["embeds"][0];
    assert_eq!(card["fields"][0], json!({ "name": "Parteien", "value": "🇦🇱 Albanien → 🇮🇷 Iran", "inline": true }));
    assert!(card["footer"]["text"].as_str().unwrap().ends_with(" · Aussagen auf Englisch"), "{card}");
    let sources = card["fields"].as_array().unwrap().iter().filter(|field| field["name"] == "Quellen");
    assert!(sources.clone().count() > 0 && sources.clone().all(|field| field["value"].as_str().unwrap().contains("> \\[en\\]")), "{card}");
    let english = scene.command(member(ASKER, 0), command("incident", options)).await;
    assert!(!english.to_string().contains("\\[en") && !english.to_string().contains("Claims in English"), "{english}");
    let options = json!([{ "name": "one", "type": 3, "value": "Albanien" }, { "name": "other", "type": 3, "value": "IR" }]);
    let relations = scene.interact(2, member(ASKER, 0), command("relations", options), german).await;
    assert!(
        shown(&relations).starts_with("**🇦🇱 Albanien – 🇮🇷 Iran**\n") && shown(&relations).ends_with(" · Aussagen auf Englisch"),
        "{relations}"
    );
    let question = json!([{ "name": "question", "type": 3, "value": "Why did Albania expel Iranian diplomats?" }]);
    let several = scene.interact(2, member(STRANGER, 0), command("ask", question), german).await;
    let rows = several["data"]["components"].as_array().unwrap().iter().flat_map(|row| row["components"].as_array().unwrap());
    let menu = rows.clone().find(|part| part["type"] == 3).unwrap();
    assert!(menu["options"][0]["description"].as_str().unwrap().contains(" · Albanien, Iran"), "{menu}");
    let options = json!([{ "name": "party", "type": 3, "value": "Elfenbeinküste" }]);
    let none = scene.interact(2, member(ASKER, 0), command("timeline", options), german).await;
    assert!(shown(&none).contains("🇨🇮 Elfenbeinküste"), "{none}");
    let options = json!([{ "name": "party", "type": 3, "value": "AL" }, { "name": "with", "type": 3, "value": "IR" }]);
    let timeline = scene.interact(2, member(ASKER, 0), command("timeline", options), german).await;
    assert!(
        shown(&timeline).starts_with("**🇦🇱 Albanien – 🇮🇷 Iran**: ") && shown(&timeline).ends_with(" · Aussagen auf Englisch"),
        "{timeline}"
    );
    let response =
        scene.interact(2, member(STRANGER, 0), command("ask", json!([{ "name": "question", "type": 3, "value": QUESTION }])), german).await;
    assert!(shown(&response).ends_with(" · Aussagen auf Englisch"), "{response}");
}

/// What breaks a limit is noted by the server and fails the test when the scene ends.
#[tokio::test]
async fn every_incident_and_every_answer_keeps_to_the_limits() {
    let (world, requests) = super::server::start().await;
    let mut scene = Scene::with_settings(world, requests, "[discord]\nuser_questions = 100000\nchannel_questions = 100000\n");
    scene.connected().await;
    for incident in starter() {
        let response = scene.slash("incident", &[("name", &incident.id)]).await;
        let card = &response["data"]["embeds"][0];
        assert!(card["footer"]["text"].as_str().unwrap().starts_with(&incident.id), "{response}");
        let fields = card["fields"].as_array().unwrap();
        let cites = fields.iter().any(|field| field["value"].as_str().unwrap().contains("[1]") && field["name"] != "Sources");
        assert!(!cites || fields.iter().any(|field| field["name"] == "Sources"), "claims without sources: {card}");
    }
    let questions = include_str!("../../data/golden/questions.jsonl").lines().step_by(3);
    for (number, line) in questions.enumerate() {
        let line: Value = serde_json::from_str(line).unwrap();
        let data = json!({ "id": "1", "name": "ask", "type": 1, "options": [{ "name": "question", "type": 3, "value": line["q"] }] });
        let response = scene.command(member(&(10_000 + number).to_string(), 0), data).await;
        assert!(shown(&response).starts_with("> "), "{response}");
    }
}
