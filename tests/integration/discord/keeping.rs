//! What is kept of what people do, for how long, and what becomes of it when they or the bot go.

use aide_memoire::store::{Gap, Store};
use serde_json::json;

use super::objects::{BOT, GUILD, bot_user, member, message, user};
use super::{ASKER, QUESTION, STRANGER, Scene, content};

/// The database of the bot, beside it.
pub(super) async fn store(scene: &Scene) -> Store {
    Store::open(&format!("sqlite:{}", scene.place.path().join("bot.db").display())).await.unwrap()
}

/// Waits until the gaps of a guild are as they should be.
async fn gaps(store: &Store, guild: &str, fit: impl Fn(&[Gap]) -> bool) -> Vec<Gap> {
    super::in_time(async || store.gaps(guild).await.unwrap(), |gaps| fit(gaps)).await
}

#[tokio::test]
async fn questions_without_an_answer_are_kept_merged_and_without_who_asked() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    let answer = scene.ask("When did France cut ties with Albania?").await;
    assert!(content(&answer).contains("no such record"), "{}", content(&answer));
    let again = scene.post(&format!("<@{BOT}> when did france break off relations with albania, <@!501>?"), |posted| {
        posted["author"] = user(STRANGER);
        posted["mentions"] = json!([bot_user()]);
    });
    scene.answer_to(&again).await;
    scene.slash("ask", &[("question", "When did the French sever relations with Tirana?")]).await;
    let kept = gaps(&store, GUILD, |gaps| gaps.first().is_some_and(|gap| gap.times == 3)).await;
    assert_eq!((kept.len(), kept[0].reason.as_str()), (1, "no-record"));
    assert_eq!(kept[0].question, "When did France cut ties with Albania?");
    assert!(kept[0].first <= kept[0].last && !format!("{kept:?}").contains(ASKER), "{kept:?}");
    // None of these is for moderators to see.
    let private = json!([{ "name": "question", "type": 3, "value": "When did Peru cut ties with Chad?" }, { "name": "private", "type": 5, "value": true }]);
    scene.command(member(ASKER, 0), json!({ "id": "1", "name": "ask", "type": 1, "options": private })).await;
    let checked = message("777", "200", &user(STRANGER), "Peru cut ties with Chad, they say");
    let data = json!({ "id": "1", "name": "Check this", "type": 3, "target_id": "777", "resolved": { "messages": { "777": checked } } });
    scene.command(member(ASKER, 0), data).await;
    scene
        .command(
            member("510", 0),
            json!({ "id": "1", "name": "ask", "type": 1, "options": [{ "name": "question", "type": 3, "value": "how are you?" }] }),
        )
        .await;
    scene
        .command(
            member("511", 0),
            json!({ "id": "1", "name": "ask", "type": 1, "options": [{ "name": "question", "type": 3, "value": QUESTION }] }),
        )
        .await;
    // A direct message is nobody's server.
    let direct = scene.post("When did <@500> of Peru cut ties with Chad?", |posted| {
        posted["channel_id"] = json!("300");
        posted["author"] = user("512");
        posted.as_object_mut().unwrap().retain(|field, _| field != "guild_id" && field != "member");
    });
    scene.answer_to(&direct).await;
    let kept = gaps(&store, "", |gaps| !gaps.is_empty()).await;
    assert_eq!((kept.len(), kept[0].question.as_str(), kept[0].times), (1, "When did of Peru cut ties with Chad?", 1));
    assert_eq!(gaps(&store, GUILD, |_| true).await.len(), 1);
}
