//! Articles become drafts, drafts records: from the text that a moderator pastes to the answer to a question about it.

use serde_json::{Value, json};

use aide_memoire::store::{ProposalState, Store, Work};

use super::objects::{member, message, user};
use super::{ASKER, MANAGE_GUILD, STRANGER, Scene, control, controls};

const ARTICLE: &str = "Portugal expels three Chilean diplomats over espionage\n\n\
    LISBON, 10 March 2026 - Portugal expelled three Chilean diplomats on Monday, accusing them of espionage. \
    Foreign Minister Paulo Rangel said the three had tried to recruit officials of the defence ministry. \
    They must leave the country within 72 hours. Chile's foreign ministry rejected the accusation as baseless.";
const RECORD: &str = "portugal-chile-2026-03-09-diplomats-expelled";
const WHOLE: [(&str, &str); 4] =
    [("text", ARTICLE), ("url", "https://news.example/a?b=1"), ("publisher", "Example News"), ("published", "2026-03-10")];

fn moderator(id: &str) -> Value {
    member(id, MANAGE_GUILD)
}

fn shown(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap_or_default()
}

/// The text of a sheet, title first.
fn sheet(response: &Value) -> String {
    assert!(response["data"]["flags"].as_u64().unwrap_or_default() & 64 != 0, "it is for all to see: {response}");
    let card = &response["data"]["embeds"][0];
    format!("{}\n{}", card["title"].as_str().unwrap_or_default(), card["description"].as_str().unwrap_or_default())
}

/// `/draft text`, up to the form.
async fn begin(scene: &mut Scene, who: Value) -> Value {
    scene.command(who, json!({ "id": "1", "name": "draft", "type": 1, "options": [{ "name": "text", "type": 1, "options": [] }] })).await
}

/// What stands in the fields of a form.
fn fields(form: &Value) -> Vec<(String, String)> {
    assert_eq!(form["type"], 9, "{form}");
    let rows = form["data"]["components"].as_array().unwrap();
    let field = |row: &Value| {
        let field = &row["components"][0];
        (field["custom_id"].as_str().unwrap().to_owned(), field["value"].as_str().unwrap_or_default().to_owned())
    };
    rows.iter().map(field).collect()
}

/// Fills a form in and sends it; fields that are not named stay as they are.
async fn fill(scene: &mut Scene, who: Value, form: &Value, typed: &[(&str, &str)]) -> Value {
    let value = |name: &str, there: String| typed.iter().find(|(known, _)| *known == name).map_or(there, |(_, text)| (*text).to_owned());
    let row = |(name, there): (String, String)| {
        let value = value(&name, there);
        json!({ "type": 1, "components": [{ "type": 4, "custom_id": name, "value": value }] })
    };
    let rows: Vec<Value> = fields(form).into_iter().map(row).collect();
    let data = json!({ "custom_id": form["data"]["custom_id"], "components": rows });
    let under = message("1", super::objects::CHANNEL, &super::bot_user(), "");
    scene.interact(5, who, data, |sent| sent["message"] = under).await
}

/// A moderator pastes an article; what is shown of it.
async fn draft(scene: &mut Scene, typed: &[(&str, &str)]) -> Value {
    let form = begin(scene, moderator(ASKER)).await;
    fill(scene, moderator(ASKER), &form, typed).await
}

async fn press(scene: &mut Scene, who: Value, under: &Value, label: &str) -> Value {
    let button = control(&under["data"], label);
    let under = scene.shown(under);
    scene.press(who, &under, &button).await
}

async fn proposals(store: &Store) -> Vec<aide_memoire::store::Proposal> {
    store.proposals("100", ProposalState::InReview, 0, 9).await.unwrap()
}

/// Bar: at most six interactions from a pasted article to the answer.
#[tokio::test]
async fn an_article_becomes_a_reviewed_record_and_an_answer_in_six_interactions() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    super::review::set_up(&mut scene).await;
    let mut interactions = 0;
    let mut count = || interactions += 1;
    let form = begin(&mut scene, moderator(ASKER)).await;
    count();
    let proposed = fill(&mut scene, moderator(ASKER), &form, &WHOLE).await;
    count();
    let text = sheet(&proposed);
    for told in
        ["Proposed: Portugal expels 3 diplomats of Chile", "🇵🇹 Portugal → 🇨🇱 Chile", "Diplomats expelled", "9 March 2026", "12 March 2026"]
    {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(text.contains("Paulo Rangel") && text.contains("tried to recruit") && !text.contains("Missing or wrong"), "{text}");
    assert!(proposals(&store).await.is_empty());
    let sent = press(&mut scene, moderator(ASKER), &proposed, "Send to review").await;
    count();
    assert!(sent["type"] == 7 && shown(&sent).contains(RECORD), "{sent}");
    let labels: Vec<String> = super::controls(&sent["data"]).into_iter().map(|(label, _)| label).collect();
    assert!(labels == ["Change it", "Take it back"] && sent["data"]["embeds"].as_array().unwrap().is_empty(), "{sent}");
    let waiting = proposals(&store).await;
    let [proposal] = waiting.as_slice() else { panic!("{waiting:?}") };
    assert_eq!((proposal.incident.id.as_str(), proposal.author.as_str()), (RECORD, ASKER));
    let posted = super::review::posted(&mut scene).await;
    let under = scene.made(&posted);
    scene.press(moderator(STRANGER), &under, &control(&under, "Approve")).await;
    count();
    assert!(proposals(&store).await.is_empty());
    let data = json!({ "id": "1", "name": "ask", "type": 1, "options": [
        { "name": "question", "type": 3, "value": "When did Portugal expel Chilean diplomats, and why?" },
    ] });
    let answer = scene.command(member("10000", 0), data).await;
    count();
    let answer = shown(&answer);
    assert!(answer.contains("9 March 2026") && answer.contains("recruit officials") && answer.contains("[1]"), "{answer}");
    assert!(answer.contains("https://news.example/a?b=1"), "{answer}");
    assert!(interactions <= 6, "{interactions}");
}

#[tokio::test]
async fn what_is_missing_is_asked_for_and_what_cannot_be_read_is_not_lost() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    let undated = ARTICLE.replace(", 10 March 2026", "");
    let proposed = draft(&mut scene, &[("text", undated.as_str()), ("published", "last week")]).await;
    let text = sheet(&proposed);
    assert!(text.contains("Publisher: is missing"), "{text}");
    assert!(text.contains("Published on (2018-03-26): \"last week\" cannot be read"), "by the words of the form: {text}");
    let form = press(&mut scene, moderator(ASKER), &proposed, "Send to review").await;
    let asked = fields(&form);
    assert!(asked.contains(&("published".to_owned(), "last week".to_owned())), "what was typed stands there again: {asked:?}");
    let names: Vec<&str> = asked.iter().map(|(name, _)| name.as_str()).collect();
    assert!(["publisher", "url"].iter().all(|name| names.contains(name)), "{names:?}");
    let again = fill(&mut scene, moderator(ASKER), &form, &[("published", "2026-03-10"), ("url", "news.example/a")]).await;
    let text = sheet(&again);
    assert!(text.contains("9 March 2026"), "the day follows from that of the article: {text}");
    assert!(text.contains("no web address") && text.contains("Publisher: is missing"), "all faults at once: {text}");
    assert!(proposals(&store).await.is_empty());
    let form = press(&mut scene, moderator(ASKER), &again, "Send to review").await;
    let typed = [("url", "https://news.example/a"), ("publisher", "Example News")];
    let sent = fill(&mut scene, moderator(ASKER), &form, &typed).await;
    assert!(sent["type"] == 7 && shown(&sent).contains(RECORD), "{sent}");
    assert_eq!(proposals(&store).await.len(), 1);
}

#[tokio::test]
async fn a_draft_is_edited_also_after_a_restart_and_filed_once() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    let proposed = draft(&mut scene, &WHOLE).await;
    scene.restart().await;
    let form = press(&mut scene, moderator(ASKER), &proposed, "Edit").await;
    let there = fields(&form);
    assert!(there.contains(&("sides".to_owned(), "Portugal > Chile".to_owned())), "{there:?}");
    let typed = [("sides", "Portugal > Atlantis"), ("kind", "Ambassador expelled"), ("date", "2026-02-30"), ("id", "Not An Id")];
    let faulty = fill(&mut scene, moderator(ASKER), &form, &typed).await;
    let text = sheet(&faulty);
    for told in ["\"Portugal \\> Atlantis\" cannot be read", "\"2026-02-30\" cannot be read", "small letters", "Ambassador expelled"] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let form = press(&mut scene, moderator(ASKER), &faulty, "Edit").await;
    assert!(fields(&form).contains(&("sides".to_owned(), "Portugal > Atlantis".to_owned())), "{form}");
    let typed =
        [("sides", "PT > Peru"), ("date", "2026-03-08"), ("id", "portugal-peru-2026"), ("title", "Portugal sends Peru's ambassador home")];
    let mended = fill(&mut scene, moderator(ASKER), &form, &typed).await;
    assert!(sheet(&mended).contains("expelled the ambassador of Peru on 8 March 2026"), "the summary follows: {}", sheet(&mended));
    let form = press(&mut scene, moderator(ASKER), &mended, "Summary and claims").await;
    let claims = "what | reported | | Portugal expels the ambassador of Peru.\nwhy | asserted | Paulo Rangel | He had spied.";
    let worded = fill(&mut scene, moderator(ASKER), &form, &[("claims", claims)]).await;
    assert!(sheet(&worded).contains("He had spied.") && !sheet(&worded).contains("72 hours."), "{}", sheet(&worded));
    let sent = press(&mut scene, moderator(ASKER), &worded, "Send to review").await;
    assert!(shown(&sent).contains("portugal-peru-2026"), "{sent}");
    let twice = press(&mut scene, moderator(ASKER), &worded, "Send to review").await;
    assert!(shown(&twice).contains("sent in or given up already"), "{twice}");
    let waiting = proposals(&store).await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].incident.claims.len(), 2);
    assert_eq!(waiting[0].incident.title, "Portugal sends Peru's ambassador home");
}

#[tokio::test]
async fn an_event_on_record_gains_the_article_as_a_source() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    let text = "Albania cuts diplomatic ties with Iran\n\nTIRANA, 7 September 2022 - Albania severed diplomatic relations with Iran on \
                Wednesday over a cyberattack, Prime Minister Edi Rama said.";
    let typed = [("text", text), ("url", "https://paper.example/ties"), ("publisher", "Paper"), ("published", "2022-09-07")];
    let proposed = draft(&mut scene, &typed).await;
    assert!(sheet(&proposed).starts_with("On record already: "), "{}", sheet(&proposed));
    assert!(!controls(&proposed["data"]).iter().any(|(label, _)| label == "Send to review"), "{proposed}");
    let menu = proposed["data"]["components"][0]["components"][0].clone();
    let key = menu["options"][0]["value"].as_str().unwrap().to_owned();
    let under = scene.shown(&proposed);
    let added = scene.choose(moderator(ASKER), &under, (menu["custom_id"].as_str().unwrap(), &key)).await;
    assert!(added["type"] == 7 && shown(&added).contains(super::SEVERED), "{added}");
    let waiting = proposals(&store).await;
    let [proposal] = waiting.as_slice() else { panic!("{waiting:?}") };
    let source = proposal.incident.source_at("https://paper.example/ties").unwrap();
    let claim = proposal.incident.claims.iter().find(|claim| claim.key().to_string() == key).unwrap();
    assert!(claim.sources.contains(&source.n), "{claim:?}");
    // Or it is another event after all.
    let proposed = draft(&mut scene, &typed).await;
    let other = press(&mut scene, moderator(ASKER), &proposed, "It is another event").await;
    assert!(sheet(&other).starts_with("Proposed: "), "{}", sheet(&other));
    let gone = press(&mut scene, moderator(ASKER), &other, "Discard").await;
    assert!(shown(&gone).contains("discarded"), "{gone}");
    assert!(store.begun_by(ASKER).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_text_without_an_incident_says_why() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    for text in ["Recipe of the week\n\nStir the soup for ten minutes and serve it hot.", "Portugal may expel Chilean diplomats next week."]
    {
        let none = draft(&mut scene, &[("text", text)]).await;
        assert!(shown(&none).starts_with("No record is proposed from this text: it "), "{none}");
    }
    assert!(store.begun_by(ASKER).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_draft_begins_from_a_message() {
    let mut scene = Scene::new().await;
    let mut posted = message("777", "200", &user(STRANGER), "Read <https://news.example/long>, please");
    posted["embeds"] = json!([{
        "type": "article", "url": "https://news.example/long", "title": "Portugal expels three Chilean diplomats",
        "description": ARTICLE.split_once("\n\n").unwrap().1, "provider": { "name": "Example News" },
        "timestamp": "2026-03-10T08:00:00.000000+00:00",
    }]);
    let data =
        json!({ "id": "1", "name": "Draft from message", "type": 3, "target_id": "777", "resolved": { "messages": { "777": posted } } });
    let form = scene.command(moderator(ASKER), data).await;
    let there = fields(&form);
    for (name, value) in [("url", "https://news.example/long"), ("publisher", "Example News"), ("published", "2026-03-10")] {
        assert!(there.contains(&(name.to_owned(), value.to_owned())), "{name}: {there:?}");
    }
    let proposed = fill(&mut scene, moderator(ASKER), &form, &[]).await;
    assert!(sheet(&proposed).starts_with("Proposed: Portugal expels 3 diplomats of Chile"), "{}", sheet(&proposed));
}

#[tokio::test]
async fn only_a_moderator_drafts_and_only_its_author_goes_on_with_a_draft() {
    let mut scene = Scene::new().await;
    let store = super::keeping::store(&scene).await;
    let refused = begin(&mut scene, member(ASKER, 0)).await;
    assert!(refused["type"] == 4 && shown(&refused).contains("Only moderators"), "{refused}");
    // The role is taken away between the form and its sending.
    let form = begin(&mut scene, moderator(ASKER)).await;
    let refused = fill(&mut scene, member(ASKER, 0), &form, &WHOLE).await;
    assert!(shown(&refused).contains("Only moderators") && store.begun_by(ASKER).await.unwrap().is_empty(), "{refused}");
    let proposed = fill(&mut scene, moderator(ASKER), &form, &WHOLE).await;
    for label in ["Send to review", "Edit", "Summary and claims", "Source", "Discard"] {
        let refused = press(&mut scene, member(ASKER, 0), &proposed, label).await;
        assert!(shown(&refused).contains("Only moderators"), "{label}: {refused}");
        let refused = press(&mut scene, moderator(STRANGER), &proposed, label).await;
        assert!(shown(&refused).contains("Somebody else began this"), "{label}: {refused}");
        // Neither is it there in another server.
        let (button, under) = (control(&proposed["data"], label), scene.shown(&proposed));
        let data = json!({ "custom_id": button, "component_type": 2 });
        let elsewhere = |sent: &mut Value| {
            sent["message"] = under;
            sent["guild_id"] = json!("101");
        };
        let refused = scene.interact(3, moderator(ASKER), data, elsewhere).await;
        assert!(shown(&refused).contains("sent in or given up already"), "{label}: {refused}");
    }
    assert!(proposals(&store).await.is_empty());
    let begun = store.begun_by(ASKER).await.unwrap();
    assert!(matches!(begun.as_slice(), [begun] if begun.kind == Work::Draft && begun.guild == "100"), "{begun:?}");
}
