//! Corrections reach answers that are posted already: each of them, once, in the servers that see the change, after a restart
//! too, within Discord's limits.

use aide_memoire::incident::amend::{Amendment, Correction};
use aide_memoire::register::keeping::{Keeper, Keeping, Request};
use aide_memoire::store::{ErrandKind, PostedAnswer, Store};
use serde_json::{Value, json};

use super::keeping::store;
use super::objects::{CHANNEL, GUILD, bot_user, member, user};
use super::review::{a_claim, shown};
use super::server::Request as Sent;
use super::{ASKER, BOT, QUESTION, SEVERED, Scene, content, in_time};

/// Somebody changes the record of a guild, or the shared one, at once.
async fn amend(store: &Store, guild: &str, id: &str, changes: &[Amendment]) {
    let keeper = Keeper { guild, user: "1", is_moderator: true, is_reviewer: true, two_persons: false, sees_shared: true };
    let request = Request { id, reason: "the *minutes*", time: "2026-11-02T12:00:00Z" };
    Keeping::new(store, keeper).amend(request, SEVERED, None, changes).await.unwrap();
}

/// Other words for the claim that has these.
fn reworded(before: &str, after: &str) -> Amendment {
    let by = Correction { text: Some(after.to_owned()), ..Correction::default() };
    Amendment::Correct { claim: aide_memoire::incident::ClaimKey::of(before), by }
}

/// Waits until the answer is kept with its claims.
async fn kept(store: &Store, message: &str) -> PostedAnswer {
    in_time(async || store.answer_at(message).await.unwrap(), Option::is_some).await.unwrap()
}

/// The next change of a message of the bot.
async fn edited(scene: &mut Scene, message: &str) -> Sent {
    scene.request("PATCH", &format!("/channels/{CHANNEL}/messages/{message}")).await
}

/// A claim that the answer rests on and shows word for word.
async fn quoted(store: &Store, answer: &PostedAnswer, text: &str) -> String {
    let record = store.find("", SEVERED).await.unwrap().unwrap().incident;
    let keys = answer.claims.iter().filter(|(incident, _)| incident == SEVERED).map(|(_, key)| *key);
    keys.filter_map(|key| record.claim(key)).map(|claim| claim.text.clone()).find(|claim| text.contains(claim.as_str())).unwrap()
}

#[tokio::test]
async fn an_answer_says_what_was_corrected_since_and_only_that() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    let answer = scene.ask(QUESTION).await;
    let row = kept(&store, &answer.id).await;
    assert_eq!((row.revision, row.claims.is_empty()), (401, false));
    let claim = quoted(&store, &row, content(&answer)).await;
    let slash = json!({ "id": "1", "name": "ask", "type": 1, "options": [{ "name": "question", "type": 3, "value": QUESTION }] });
    scene.command(member(ASKER, 0), slash).await;
    let response = in_time(async || store.last_answers_in(CHANNEL, 9).await.unwrap(), |answers| answers.len() == 2).await;
    let response = response.into_iter().find(|row| row.message != answer.id).unwrap().message;
    // Another server's change is nobody else's business.
    amend(&store, "101", "9000", &[reworded(&claim, "Elsewhere.")]).await;
    amend(&store, "", "9001", &[reworded(&claim, "It is **otherwise**.")]).await;
    for message in [&answer.id, &response] {
        let changed = edited(&mut scene, message).await;
        let text = content(&changed);
        let line = text.lines().find(|line| line.starts_with("✎ **Corrected on 2 November 2026:** “")).unwrap_or_else(|| panic!("{text}"));
        assert!(line.contains("now reads “It is \\*\\*otherwise\\*\\*.”. (the \\*minutes\\*)") && line.contains(&claim[..20]), "{line}");
        assert!(!text.contains("Elsewhere") && text.contains("\n-# As of ") && text.contains(&claim), "{text}");
        assert_eq!(changed.body.get("components"), None, "its buttons stay");
    }
    assert!(scene.world.messages.lock().unwrap()[&response]["content"].as_str().unwrap().starts_with("> "), "the question stays above");
    // What nobody was shown is no correction, and what is corrected again is said anew, once.
    let (_, other) = a_claim(&store, 1).await;
    let add = Amendment::AddClaim(aide_memoire::incident::Claim {
        text: "New.".to_owned(),
        ..store.find("", SEVERED).await.unwrap().unwrap().incident.claims[0].clone()
    });
    amend(&store, "", "9002", &[add]).await;
    assert_ne!(other, claim);
    amend(
        &store,
        "",
        "9003",
        &[Amendment::RetractClaim { claim: aide_memoire::incident::ClaimKey::of("It is **otherwise**."), reason: "a slip".to_owned() }],
    )
    .await;
    let changed = edited(&mut scene, &answer.id).await;
    assert!(
        content(&changed).contains("no longer counts. (a slip)") && content(&changed).matches('✎').count() == 1,
        "{}",
        content(&changed)
    );
}

#[tokio::test]
async fn corrections_made_while_the_bot_is_away_reach_answers_once_after_its_start() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    let mut answers = Vec::new();
    for asker in ["520", "521", "522"] {
        let question = scene.post(&format!("<@{BOT}> {QUESTION}"), |posted| {
            posted["author"] = user(asker);
            posted["mentions"] = json!([bot_user()]);
        });
        answers.push(scene.answer_to(&question).await);
    }
    for answer in &answers {
        kept(&store, &answer.id).await;
    }
    let row = kept(&store, &answers[0].id).await;
    let claim = quoted(&store, &row, content(&answers[0])).await;
    scene.bot.kill().unwrap();
    scene.bot.wait().unwrap();
    amend(&store, "", "9001", &[reworded(&claim, "Otherwise.")]).await;
    // One of them is gone from its channel, and for another one Discord is unwell at first.
    scene.world.messages.lock().unwrap().remove(&answers[1].id);
    scene.world.fail(&format!("PATCH /channels/{CHANNEL}/messages/{}", answers[2].id), 500, "{}");
    scene.restart().await;
    for answer in [&answers[0], &answers[2]] {
        let changed = scene.next(|request| request.method == "PATCH" && request.path.ends_with(&answer.id) && request.status == 200).await;
        assert!(content(&changed).contains("now reads “Otherwise.”"), "{}", content(&changed));
    }
    in_time(async || store.count_errands(ErrandKind::Annotate).await.unwrap(), |count| *count == 0).await;
    scene.restart().await;
    // What comes after a second start has been looked for before it.
    amend(&store, "", "9002", &[reworded("Otherwise.", "Otherwise still.")]).await;
    let changed = edited(&mut scene, &answers[0].id).await;
    assert!(
        content(&changed).contains("now reads “Otherwise still.”") && content(&changed).matches('✎').count() == 1,
        "{}",
        content(&changed)
    );
    assert!(!scene.earlier.iter().any(|request| request.method == "PATCH" && request.path.ends_with(&answers[0].id)), "once each");
}

#[tokio::test]
async fn a_record_that_is_withdrawn_or_merged_is_said_to_be_so_in_its_server() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    let answer = scene.ask(QUESTION).await;
    let direct = scene.post(QUESTION, |posted| {
        posted["channel_id"] = json!("300");
        posted.as_object_mut().unwrap().retain(|field, _| field != "guild_id" && field != "member");
    });
    let direct = scene.answer_to(&direct).await;
    for message in [&answer.id, &direct.id] {
        kept(&store, message).await;
    }
    let keeper = Keeper { guild: GUILD, user: "1", is_moderator: true, is_reviewer: true, two_persons: false, sees_shared: true };
    let request = Request { id: "9001", reason: "one event", time: "2026-11-02T12:00:00Z" };
    let into: Value = serde_json::to_value(&aide_memoire::register::starter_incidents()[0]).unwrap();
    Keeping::new(&store, keeper).merge(request, SEVERED, into["id"].as_str().unwrap()).await.unwrap();
    let changed = edited(&mut scene, &answer.id).await;
    assert!(content(&changed).contains("is now part of “") && content(&changed).contains("(one event)"), "{}", content(&changed));
    let response = scene.slash("about", &[]).await;
    assert!(shown(&response).contains("incidents"), "{response}");
    assert!(!scene.earlier.iter().any(|request| request.method == "PATCH"), "a direct message sees the shared record");
}
