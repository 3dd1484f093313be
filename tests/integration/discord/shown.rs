//! What a response shows besides its text: what is left out is named, what belongs to it can be opened, and what `/about` owes.

use serde_json::{Value, json};

use super::objects::member;
use super::{ASKER, SEVERED, STRANGER, Scene, content, control, controls};

fn shown(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap_or_default()
}

fn is_private(response: &Value) -> bool {
    response["type"] == 4 && response["data"]["flags"].as_u64().unwrap_or_default() & 64 != 0
}

#[tokio::test]
async fn relations_that_do_not_fit_into_a_message_say_how_much_is_left_out() {
    let mut scene = Scene::new().await;
    let pair = [("one", "AL"), ("other", "IR")];
    let whole = scene.slash("relations", &pair).await;
    assert!(!shown(&whole).contains("see the incident"), "{whole}");
    super::interactions::own_record(&mut scene, |record| {
        let claims = record["claims"].as_array_mut().unwrap();
        claims.retain(|claim| claim["aspect"] != "status");
        for number in 0..5 {
            let text = format!("Embassy number {number} {}stayed closed.", "and one that is named beside it ".repeat(24));
            claims.push(json!({ "aspect": "status", "text": text, "stance": "confirmed", "sources": [1] }));
        }
    })
    .await;
    for (locale, told) in [("en-US", "see the incident"), ("de", "siehe ")] {
        let options = pair.map(|(name, value)| json!({ "name": name, "type": 3, "value": value }));
        let data = json!({ "id": "1", "name": "relations", "type": 1, "options": options });
        let cut = scene.interact(2, member(ASKER, 0), data, |sent| sent["locale"] = json!(locale)).await;
        let notes: Vec<&str> = shown(&cut).lines().rev().take(2).collect();
        assert!(notes[1].starts_with("-# ") && notes[1].contains(told), "{cut}");
        assert!((1..5).contains(&shown(&cut).matches("Embassy number").count()), "{cut}");
        // Where the rest is read.
        let under = scene.shown(&cut);
        let (_, id) = controls(&under).into_iter().find(|(_, id)| id.ends_with(SEVERED)).unwrap();
        let card = scene.press(member(ASKER, 0), &under, &id).await;
        assert!(is_private(&card) && card["data"]["embeds"][0]["footer"]["text"].as_str().unwrap().starts_with(SEVERED), "{card}");
    }
}

#[tokio::test]
async fn a_card_opens_the_incidents_that_are_related_to_it() {
    let mut scene = Scene::new().await;
    let all = crate::store::starter();
    let known = |id: &str| all.iter().any(|incident| incident.id == id);
    let mut tried = 0;
    for incident in all.iter().filter(|incident| incident.related.iter().any(|related| known(&related.id))).take(5) {
        let response = scene.slash("incident", &[("name", &incident.id)]).await;
        let under = scene.shown(&response);
        for related in incident.related.iter().filter(|related| known(&related.id)) {
            let other = all.iter().find(|other| other.id == related.id).unwrap();
            let title = format!("{} ({})", other.title, other.date.year());
            let buttons = controls(&under);
            let button = buttons.iter().find(|(_, id)| id.starts_with("1i") && id.ends_with(&format!(":{}", related.id)));
            let (label, id) = button.unwrap_or_else(|| panic!("{} is not among {buttons:?}", related.id));
            let begins = label.trim_end_matches('…').trim_end();
            assert!(title.starts_with(begins) && begins.len() > 10, "{label}: {title}");
            let card = scene.press(member(STRANGER, 0), &under, id).await;
            let footer = card["data"]["embeds"][0]["footer"]["text"].as_str().unwrap();
            assert!(is_private(&card) && footer.starts_with(&format!("{} · ", related.id)), "{card}");
            tried += 1;
        }
    }
    assert!(tried >= 5, "{tried}");
}

#[tokio::test]
async fn about_says_what_this_is_what_it_keeps_how_to_correct_it_and_as_of_when() {
    let mut scene = Scene::new().await;
    let about = scene.slash("about", &[]).await;
    let lines: Vec<&str> = shown(&about).lines().collect();
    let [what, how, kept, correct, as_of] = lines[..] else { panic!("{about}") };
    assert!(what.starts_with("**aide-mémoire** ") && what.contains(": 401 incidents, "), "{what}");
    assert!(how.contains("/ask") && correct.contains("press Dispute"), "{how} {correct}");
    assert!(kept.starts_with("I keep no questions, except") && kept.contains("30 days") && kept.contains("/privacy"), "{kept}");
    assert!(kept.ends_with('.') && kept.matches(". ").count() == 1, "not two sentences: {kept}");
    assert!(as_of.starts_with("-# As of ") && as_of.ends_with(", revision 401"), "{as_of}");
    assert!(!is_private(&about), "{about}");
}

#[tokio::test]
async fn what_a_command_shows_is_turned_and_taken_away_by_its_caller_only() {
    let mut scene = Scene::new().await;
    let timeline = scene.slash("timeline", &[("party", "RU")]).await;
    let card = scene.slash("incident", &[("name", SEVERED)]).await;
    let answer = scene.slash("ask", &[("question", "When did Albania cut ties with Iran?")]).await;
    let relations = scene.slash("relations", &[("one", "AL"), ("other", "IR")]).await;
    for response in [&timeline, &card, &answer, &relations] {
        let under = scene.shown(response);
        let cross = control(&under, "✕");
        let refused = scene.press(member(STRANGER, 0), &under, &cross).await;
        assert!(is_private(&refused) && shown(&refused).starts_with("Only the one who asked"), "{refused}");
        let taken = scene.press(member(ASKER, 0), &under, &cross).await;
        assert_eq!(taken["type"], 6, "{taken}");
        scene.request("DELETE", "/messages/@original").await;
    }
    assert!(!scene.earlier.iter().any(|sent| sent.method == "DELETE"), "one was taken away for a stranger");
    // Its pages: whoever called it turns the message, everybody else reads on alone.
    let under = scene.shown(&timeline);
    let on = control(&under, "▶");
    let [copy, turned] = [scene.press(member(STRANGER, 0), &under, &on).await, scene.press(member(ASKER, 0), &under, &on).await];
    assert!(is_private(&copy) && turned["type"] == 7, "{copy} {turned}");
    assert!(shown(&copy) == shown(&turned) && shown(&copy) != shown(&timeline), "{copy}");
    // And on in the copy.
    let further = scene.shown(&copy);
    let next = scene.press(member(STRANGER, 0), &further, &control(&further, "▶")).await;
    assert!(is_private(&next) && shown(&next) != shown(&copy), "{next}");
    // Whoever asks on has an answer of one's own.
    let under = scene.shown(&answer);
    let form = scene.press(member(STRANGER, 0), &under, &control(&under, "Follow up")).await;
    assert_eq!(form["type"], 9, "{form}");
    let field = &form["data"]["components"][0]["components"][0]["custom_id"];
    let row = json!({ "type": 1, "components": [{ "type": 4, "custom_id": field, "value": "And who announced it?" }] });
    let data = json!({ "custom_id": form["data"]["custom_id"], "components": [row] });
    let followed = scene.interact(5, member(STRANGER, 0), data, |sent| sent["message"] = under.clone()).await;
    assert!(followed["type"] == 4 && shown(&followed).starts_with("> And who announced it?\n"), "{followed}");
    assert!(shown(&followed).contains("Edi Rama"), "{followed}");
    let own = scene.shown(&followed);
    let refused = scene.press(member(ASKER, 0), &own, &control(&own, "✕")).await;
    assert!(is_private(&refused) && shown(&refused).starts_with("Only the one who asked"), "{refused}");
    let taken = scene.press(member(STRANGER, 0), &own, &control(&own, "✕")).await;
    assert_eq!(taken["type"], 6, "{taken}");
    // What others asked and was answered is as it was.
    assert!(content(&scene.ask("When did Albania cut ties with Iran?").await).contains("7 September 2022"));
}
