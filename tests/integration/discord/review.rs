//! Reviewing and disputes: what waits is shown to reviewers, decided once by those who may, and whoever brought it hears how
//! it ended.

use aide_memoire::incident::amend::{Amendment, Correction};
use aide_memoire::incident::{ClaimKey, Incident};
use aide_memoire::register::keeping::{Keeper, Keeping, Made, Request};
use aide_memoire::store::{ProposalState, Store};
use serde_json::{Value, json};

use super::keeping::store;
use super::objects::{GUILD, interaction, member, role};
use super::server::{Request as Sent, private_channel};
use super::{ASKER, MANAGE_GUILD, QUESTION, SEVERED, STRANGER, Scene, content, control, in_time};

/// The channel of the reviewers.
pub(super) const REVIEWERS: &str = "250";
/// A moderator who proposes.
const AUTHOR: &str = "510";
const REVIEWER: &str = "511";
const MODERATORS: &str = "70";
const REVIEWING: &str = "71";

pub(super) fn shown(response: &Value) -> &str {
    response["data"]["content"].as_str().unwrap()
}

fn is_private(response: &Value) -> bool {
    response["data"]["flags"].as_u64().unwrap_or_default() & 64 != 0
}

/// A member with roles.
fn with_roles(user: &str, roles: &[&str]) -> Value {
    let mut member = member(user, 0);
    member["roles"] = json!(roles);
    member
}

fn reviewer() -> Value {
    with_roles(REVIEWER, &[REVIEWING])
}

/// The server has roles for moderators and reviewers, and a channel for what waits.
pub(super) async fn set_up(scene: &mut Scene) {
    let options = json!([{ "name": "moderators", "type": 8, "value": MODERATORS }, { "name": "reviewers", "type": 8, "value": REVIEWING }]);
    let roles = json!({ "roles": { MODERATORS: role(MODERATORS), REVIEWING: role(REVIEWING) } });
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "server", "type": 1, "options": options }], "resolved": roles });
    scene.command(member(ASKER, MANAGE_GUILD), data).await;
    let options = json!([{ "name": "channel", "type": 7, "value": REVIEWERS }]);
    let channels = json!({ "channels": { REVIEWERS: { "id": REVIEWERS, "type": 0, "name": "review", "permissions": "0" } } });
    let data = json!({ "id": "1", "name": "settings", "type": 1, "options": [{ "name": "review-channel", "type": 1, "options": options }], "resolved": channels });
    let done = scene.command(member(ASKER, MANAGE_GUILD), data).await;
    assert!(shown(&done).contains(&format!("Review channel: <#{REVIEWERS}>")) && !shown(&done).contains('⚠'), "{done}");
    let tried = posted(scene).await;
    assert_eq!(content(&tried), "What waits for reviewers will be shown here.");
}

fn keeper(guild: &str) -> Keeper<'_> {
    Keeper { guild, user: AUTHOR, is_moderator: true, is_reviewer: false, two_persons: true, sees_shared: true }
}

/// The author proposes other words for a claim.
async fn propose(store: &Store, id: &str, guild: &str, (claim, words): (ClaimKey, &str)) {
    let by = Correction { text: Some(words.to_owned()), ..Correction::default() };
    let request = Request { id, reason: "the **minutes** say so", time: "2026-11-01T12:00:00Z" };
    Keeping::new(store, keeper(guild)).amend(request, SEVERED, None, &[Amendment::Correct { claim, by }]).await.unwrap();
}

/// A claim of the record, and its words.
pub(super) async fn a_claim(store: &Store, position: usize) -> (ClaimKey, String) {
    let record: Incident = store.find("", SEVERED).await.unwrap().unwrap().incident;
    (record.claims[position].key(), record.claims[position].text.clone())
}

/// What is posted for the reviewers next.
pub(super) async fn posted(scene: &mut Scene) -> Sent {
    scene.request("POST", &format!("/channels/{REVIEWERS}/messages")).await
}

fn review(subcommand: &str, options: &Value) -> Value {
    json!({ "id": "1", "name": "review", "type": 1, "options": [{ "name": subcommand, "type": 1, "options": options }] })
}

fn item(id: &str) -> Value {
    json!([{ "name": "item", "type": 3, "value": id }])
}

#[tokio::test]
async fn a_proposal_is_shown_to_reviewers_decided_once_and_its_author_hears_of_it() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    set_up(&mut scene).await;
    let (claim, words) = a_claim(&store, 0).await;
    propose(&store, "9001", GUILD, (claim, "It was so, the minutes say.")).await;
    let waiting = posted(&mut scene).await;
    let text = content(&waiting).to_owned();
    assert!(text.contains("Change: ") && text.contains("→ \"It was so, the minutes say.\"") && text.contains(&words[..20]), "{text}");
    assert!(text.contains(&format!("<@{AUTHOR}>, 1 November 2026: the \\*\\*minutes")), "{text}");
    let under = scene.made(&waiting);
    let (approve, reject) = (control(&under, "Approve"), control(&under, "Reject"));
    for (who, told) in [
        (with_roles(AUTHOR, &[MODERATORS, REVIEWING]), "your own"),
        (with_roles("512", &[MODERATORS]), "may not do this"),
        (member(STRANGER, 0), "Only moderators"),
    ] {
        for button in [&approve, &reject] {
            let refused = scene.press(who.clone(), &under, button).await;
            assert!(refused["type"] == 4 && is_private(&refused) && shown(&refused).contains(told), "{told}: {refused}");
        }
    }
    // The role is taken away between the form and its being sent.
    let form = scene.press(reviewer(), &under, &reject).await;
    assert_eq!(form["type"], 9, "{form}");
    let refused = submit_as(&mut scene, member(REVIEWER, 0), &form, "No.", &under).await;
    assert!(is_private(&refused) && shown(&refused).contains("Only moderators"), "{refused}");
    assert_eq!(store.proposal("9001").await.unwrap().unwrap().state, ProposalState::InReview);
    // The same interaction twice.
    let id = scene.world.id();
    let mut sent = interaction(&id, 3, &reviewer(), &json!({ "custom_id": approve, "component_type": 2 }));
    sent["message"] = under.clone();
    scene.world.dispatch("INTERACTION_CREATE", &sent);
    scene.world.dispatch("INTERACTION_CREATE", &sent);
    let done = scene.request("POST", &format!("/interactions/{id}/token-{id}/callback")).await.body;
    assert!(done["type"] == 7 && shown(&done).contains(&format!("**Approved** · <@{REVIEWER}>")), "{done}");
    let again = scene.press(reviewer(), &under, &reject).await;
    assert!(is_private(&again) && shown(&again).contains("approved already"), "{again}");
    let options = json!([{ "name": "incident", "type": 3, "value": SEVERED }]);
    let history = json!({ "id": "1", "name": "record", "type": 1, "options": [{ "name": "history", "type": 1, "options": options }] });
    let history = scene.command(reviewer(), history).await;
    assert!(shown(&history).contains(&format!("<@{AUTHOR}>: the")), "{history}");
    assert_eq!(shown(&history).matches(&format!("approved by <@{REVIEWER}>")).count(), 1, "{history}");
    let edited = scene.request("PATCH", &format!("/channels/{REVIEWERS}/messages/{}", waiting.id)).await;
    assert!(content(&edited).contains("**Approved**") && edited.body["components"] == json!([]), "{:?}", edited.body);
    let told = scene.request("POST", &format!("/channels/{}/messages", private_channel(AUTHOR))).await;
    assert!(content(&told).contains("Your proposal about") && content(&told).contains("was approved"), "{}", content(&told));
    assert_eq!(store.history_before(GUILD, SEVERED, i64::MAX, 9).await.unwrap().len(), 1, "one decision, one change");
    scene.restart().await;
    scene.ask(QUESTION).await;
    assert!(!scene.earlier.iter().any(|request| request.path.contains(&private_channel(AUTHOR))), "told once");
}

/// Somebody sends a form.
async fn submit_as(scene: &mut Scene, who: Value, form: &Value, text: &str, under: &Value) -> Value {
    let row = json!({ "type": 1, "components": [{ "type": 4, "custom_id": "text", "value": text }] });
    let message = under.clone();
    let data = json!({ "custom_id": form["data"]["custom_id"], "components": [row] });
    scene.interact(5, who, data, |sent| sent["message"] = message).await
}

#[tokio::test]
async fn who_takes_no_private_messages_hears_it_where_reviewers_are_told() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    set_up(&mut scene).await;
    let (claim, _) = a_claim(&store, 0).await;
    propose(&store, "9001", GUILD, (claim, "Other words.")).await;
    let waiting = posted(&mut scene).await;
    let under = scene.made(&waiting);
    scene.world.fail("POST /users/@me/channels", 403, r#"{ "code": 50007, "message": "Cannot send messages to this user" }"#);
    // And the response comes too late.
    let form = scene.press(reviewer(), &under, &control(&under, "Reject")).await;
    scene.world.fail("POST /interactions/", 404, r#"{ "code": 10062, "message": "Unknown interaction" }"#);
    submit_as(&mut scene, reviewer(), &form, "The minutes are *forged*.", &under).await;
    let late =
        scene.next(|request| request.path.ends_with(&format!("/{REVIEWERS}/messages")) && content(request).contains("**Rejected**")).await;
    assert!(content(&late).contains("The minutes are \\*forged\\*."), "{}", content(&late));
    let told = scene.next(|request| request.is_message() && content(request).starts_with(&format!("<@{AUTHOR}> "))).await;
    assert!(told.path.contains(REVIEWERS) && content(&told).contains("was rejected.\n> The minutes are"), "{told:?}");
    assert_eq!(store.proposal("9001").await.unwrap().unwrap().decided_reason, "The minutes are *forged*.");
}

#[tokio::test]
async fn a_reviewer_decides_on_what_was_seen_and_not_on_what_its_author_made_of_it_since() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    set_up(&mut scene).await;
    let (claim, _) = a_claim(&store, 0).await;
    propose(&store, "9001", GUILD, (claim, "First words.")).await;
    let waiting = posted(&mut scene).await;
    let under = scene.made(&waiting);
    let (keeping, proposal) = (Keeping::new(&store, keeper(GUILD)), store.proposal("9001").await.unwrap().unwrap());
    let title = "Another title".to_owned();
    let made = Made { incident: Incident { title, ..proposal.incident.clone() }, base: proposal.base.clone(), other: None };
    keeping.revise("9001", 1, made, "clearer").await.unwrap();
    let path = format!("/channels/{REVIEWERS}/messages/{}", waiting.id);
    let edited = scene.request("PATCH", &path).await;
    assert!(content(&edited).contains("title: ") && content(&edited).contains("First words."), "{}", content(&edited));
    let old = scene.press(reviewer(), &under, &control(&under, "Approve")).await;
    assert!(is_private(&old) && shown(&old).contains("was changed since you saw it"), "{old}");
    let now = scene.made(&waiting);
    let mut meanwhile = keeper(GUILD);
    (meanwhile.two_persons, meanwhile.user) = (false, "519");
    let by = Correction { text: Some("Somebody else's words.".to_owned()), ..Correction::default() };
    let request = Request { id: "9002", reason: "quicker", time: "2026-11-01T12:00:00Z" };
    Keeping::new(&store, meanwhile).amend(request, SEVERED, None, &[Amendment::Correct { claim, by }]).await.unwrap();
    let conflict = scene.press(reviewer(), &now, &control(&now, "Approve")).await;
    assert!(is_private(&conflict) && shown(&conflict).contains("→ \"Somebody else's words.\""), "{conflict}");
    keeping.withdraw("9001", "2026-11-01T13:00:00Z").await.unwrap();
    let edited = scene.next(|request| request.path == path && content(request).contains("Taken back by its author")).await;
    assert_eq!(edited.body["components"], json!([]));
}

#[tokio::test]
async fn what_waits_is_listed_shown_and_decided_by_commands_in_its_own_server_only() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    set_up(&mut scene).await;
    let none = scene.command(reviewer(), review("queue", &json!([]))).await;
    assert!(is_private(&none) && shown(&none).starts_with("Nothing waits"), "{none}");
    let (claim, _) = a_claim(&store, 1).await;
    for (id, guild, words) in [("9001", GUILD, "First words."), ("9002", "101", "Secret words.")] {
        propose(&store, id, guild, (claim, words)).await;
    }
    let refused = scene.command(member(STRANGER, 0), review("queue", &json!([]))).await;
    assert!(shown(&refused).contains("Only moderators"), "{refused}");
    let listed = scene.command(reviewer(), review("queue", &json!([]))).await;
    assert!(shown(&listed).starts_with("One thing waits") && shown(&listed).contains("Change: "), "{listed}");
    let menu = listed["data"]["components"][0]["components"][0].clone();
    assert_eq!(menu["options"].as_array().unwrap().len(), 1, "{menu}");
    let under = scene.shown(&listed);
    let chosen = scene.choose(reviewer(), &under, (menu["custom_id"].as_str().unwrap(), "9001")).await;
    assert!(is_private(&chosen) && shown(&chosen).contains("First words."), "{chosen}");
    let typed = json!([{ "name": "item", "type": 3, "value": "", "focused": true }]);
    for (who, most) in [(reviewer(), 1), (member(STRANGER, 0), 0)] {
        let found = scene.interact(4, who, review("show", &typed), |_| {}).await;
        assert_eq!(found["data"]["choices"].as_array().unwrap().len(), most, "{found}");
    }
    for (command, id) in [("show", "9002"), ("approve", "9002"), ("reject", "9002"), ("show", "no-such")] {
        let nothing = scene.command(reviewer(), review(command, &item(id))).await;
        assert!(is_private(&nothing) && shown(&nothing).contains("no such proposal"), "{command} {id}: {nothing}");
    }
    let refused = scene.command(with_roles(AUTHOR, &[MODERATORS, REVIEWING]), review("approve", &item("9001"))).await;
    assert!(shown(&refused).contains("your own"), "{refused}");
    let done = scene.command(reviewer(), review("approve", &item("9001"))).await;
    assert!(is_private(&done) && shown(&done).contains("**Approved**"), "{done}");
    let card = scene.slash("incident", &[("name", SEVERED)]).await;
    assert!(card.to_string().contains("First words.") && !card.to_string().contains("Secret"), "{card}");
    assert_eq!(store.proposal("9002").await.unwrap().unwrap().state, ProposalState::InReview);
    assert!(scene.earlier.iter().all(|request| !request.body.to_string().contains("Secret words")));
}

/// How the claims begin that are marked as disputed on a card in the server; in another one there are none.
async fn marked(scene: &mut Scene) -> Vec<String> {
    let data = json!({ "id": "1", "name": "incident", "type": 1, "options": [{ "name": "name", "type": 3, "value": SEVERED }] });
    let mark = "⚠ *disputed, and under review:* ";
    let elsewhere = scene.interact(2, member(STRANGER, 0), data.clone(), |sent| sent["guild_id"] = json!("101")).await;
    assert!(!elsewhere.to_string().contains(mark), "{elsewhere}");
    let card = scene.command(member(STRANGER, 0), data).await["data"]["embeds"][0].to_string();
    card.split(mark).skip(1).map(|rest| rest[..20].to_owned()).collect()
}

#[tokio::test]
async fn a_dispute_is_of_a_sentence_and_until_it_is_decided_answers_say_so() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    set_up(&mut scene).await;
    let answer = scene.ask(QUESTION).await;
    let under = scene.made(&answer);
    let form = scene.press(member(ASKER, 0), &under, &control(&under, "Dispute")).await;
    let rows = |which: &str| {
        json!([
            { "type": 1, "components": [{ "type": 4, "custom_id": "text", "value": "It was **another** reason." }] },
            { "type": 1, "components": [{ "type": 4, "custom_id": "which", "value": which }] },
        ])
    };
    let under_answer = under.clone();
    let send = async |scene: &mut Scene, which: &str| {
        let (message, id) = (under_answer.clone(), form["data"]["custom_id"].clone());
        scene.interact(5, member(ASKER, 0), json!({ "custom_id": id, "components": rows(which) }), |sent| sent["message"] = message).await
    };
    let unknown = send(&mut scene, "99").await;
    assert!(shown(&unknown).contains("nothing was filed") && shown(&unknown).contains("\\*\\*another"), "{unknown}");
    assert_eq!(store.open_reviews(GUILD).await.unwrap(), []);
    let filed = send(&mut scene, "5").await;
    assert!(shown(&filed).contains("moderators will look"), "{filed}");
    let dispute = store.open_reviews(GUILD).await.unwrap().remove(0);
    let record = store.find("", SEVERED).await.unwrap().unwrap().incident;
    let claim = record.claim(dispute.claim.unwrap()).unwrap();
    assert!(claim.text.contains("Hoxha's letter") && content(&answer).contains("Hoxha's letter"), "{}", claim.text);
    assert_eq!(marked(&mut scene).await, [claim.text[..20].to_owned()]);
    let waiting = posted(&mut scene).await;
    assert!(content(&waiting).contains("Dispute: ") && content(&waiting).contains(&claim.text[..20]), "{}", content(&waiting));
    let disputed = scene.ask(QUESTION).await;
    assert!(content(&disputed).contains("\n-# ⚠ Disputed, and under review: “"), "{}", content(&disputed));
    let other = scene.post(&format!("<@{}> {QUESTION}", super::BOT), |posted| {
        posted["guild_id"] = json!("101");
        posted["channel_id"] = json!("300");
        posted["author"] = super::user("520");
        posted["mentions"] = json!([super::bot_user()]);
    });
    let elsewhere = scene.answer_to(&other).await;
    assert!(!content(&elsewhere).contains('⚠'), "{}", content(&elsewhere));
    let shown_to = scene.made(&waiting);
    let refused = scene.press(with_roles(ASKER, &[REVIEWING]), &shown_to, &control(&shown_to, "Approve")).await;
    assert!(shown(&refused).contains("your own"), "{refused}");
    let form = scene.press(reviewer(), &shown_to, &control(&shown_to, "Reject")).await;
    let done = submit_as(&mut scene, reviewer(), &form, "The source says so.", &shown_to).await;
    assert!(done["type"] == 7 && shown(&done).contains("**Rejected**"), "{done}");
    let told = scene.request("POST", &format!("/channels/{}/messages", private_channel(ASKER))).await;
    assert!(
        content(&told).contains("do not agree with your dispute") && content(&told).ends_with("\n> The source says so."),
        "{}",
        content(&told)
    );
    let again = scene.press(reviewer(), &shown_to, &control(&shown_to, "Approve")).await;
    assert!(shown(&again).contains("rejected already"), "{again}");
    let after = scene.ask(QUESTION).await;
    assert!(!content(&after).contains('⚠'), "{}", content(&after));
    in_time(async || store.review(&dispute.id).await.unwrap().unwrap().closed, |closed| *closed).await;
}

#[tokio::test]
async fn a_dispute_of_the_whole_answer_marks_every_answer_that_rests_on_the_record() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    set_up(&mut scene).await;
    let answer = scene.ask(QUESTION).await;
    let under = scene.made(&answer);
    let form = scene.press(member(ASKER, 0), &under, &control(&under, "Dispute")).await;
    let filed = scene.fill(member(ASKER, 0), &form, &[("text", "None of it was so."), ("which", "")], Some(&under)).await;
    assert!(shown(&filed).contains("moderators will look"), "{filed}");
    let dispute = store.open_reviews(GUILD).await.unwrap().remove(0);
    assert_eq!((dispute.incident.as_str(), dispute.claim), (SEVERED, None));
    let disputed = scene.ask(QUESTION).await;
    let line = "\n-# ⚠ The whole record is disputed, and under review: “Albania severs";
    assert_eq!(content(&disputed).matches(line).count(), 1, "{}", content(&disputed));
    assert!(store.close_review(GUILD, &dispute.id, "rejected: no", REVIEWER, "2026-11-01T12:00:00Z").await.unwrap());
    scene.restart().await;
    let after = scene.ask(QUESTION).await;
    assert!(!content(&after).contains('⚠'), "{}", content(&after));
}

#[tokio::test]
async fn who_disputes_and_takes_no_private_messages_hears_it_under_the_next_response() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    set_up(&mut scene).await;
    let answer = scene.ask(QUESTION).await;
    let under = scene.made(&answer);
    let form = scene.press(member(ASKER, 0), &under, &control(&under, "Dispute")).await;
    scene.fill(member(ASKER, 0), &form, &[("text", "None of it was so."), ("which", "")], Some(&under)).await;
    let waiting = posted(&mut scene).await;
    let shown_to = scene.made(&waiting);
    scene.world.fail("POST /users/@me/channels", 403, r#"{ "code": 50007, "message": "Cannot send messages to this user" }"#);
    let form = scene.press(reviewer(), &shown_to, &control(&shown_to, "Reject")).await;
    submit_as(&mut scene, reviewer(), &form, "The source says so.", &shown_to).await;
    let untold = in_time(async || store.untold().await.unwrap(), |untold| !untold.is_empty()).await;
    assert_eq!(untold, [(GUILD.to_owned(), ASKER.to_owned())]);
    // Somebody else hears nothing of it, nor does the same person elsewhere; a restart loses nothing.
    scene.restart().await;
    let about = json!({ "id": "1", "name": "about", "type": 1 });
    scene.command(member(STRANGER, 0), about.clone()).await;
    scene.interact(2, member(ASKER, 0), about.clone(), |sent| sent["guild_id"] = json!("101")).await;
    scene.command(member(ASKER, 0), about.clone()).await;
    let told = scene.next(|request| request.method == "POST" && request.path.starts_with("/webhooks/")).await;
    assert!(
        content(&told).contains("do not agree with your dispute") && content(&told).ends_with("\n> The source says so."),
        "{}",
        content(&told)
    );
    assert_eq!(told.body["flags"].as_u64().unwrap() & 64, 64, "{:?}", told.body);
    assert_eq!(store.untold().await.unwrap(), []);
    let in_public = format!("<@{ASKER}> ");
    assert!(!scene.earlier.iter().any(|request| request.body["content"].as_str().is_some_and(|text| text.starts_with(&in_public))));
}

#[tokio::test]
async fn who_wishes_to_be_forgotten_is_taken_out_of_the_review_channel() {
    let mut scene = Scene::new().await;
    let store = store(&scene).await;
    set_up(&mut scene).await;
    let author = with_roles(AUTHOR, &[MODERATORS]);
    let (claim, _) = a_claim(&store, 0).await;
    let (other, _) = a_claim(&store, 1).await;
    let mut messages = Vec::new();
    for (id, claim, words) in [("9001", claim, "First words."), ("9002", other, "Second words."), ("9003", other, "Third words.")] {
        propose(&store, id, GUILD, (claim, words)).await;
        messages.push(posted(&mut scene).await);
    }
    // One is approved, one rejected, one waits.
    let under = scene.made(&messages[0]);
    scene.press(reviewer(), &under, &control(&under, "Approve")).await;
    let under = scene.made(&messages[1]);
    let form = scene.press(reviewer(), &under, &control(&under, "Reject")).await;
    submit_as(&mut scene, reviewer(), &form, "No.", &under).await;
    let paths: Vec<String> = messages.iter().map(|message| format!("/channels/{REVIEWERS}/messages/{}", message.id)).collect();
    for path in &paths[..2] {
        scene.next(|request| request.method == "PATCH" && request.path == *path).await;
    }
    let private = private_channel(AUTHOR);
    for _ in 0..2 {
        scene.request("POST", &format!("/channels/{private}/messages")).await;
    }
    let kept = scene.command(author.clone(), json!({ "id": "1", "name": "privacy", "type": 1 })).await;
    let shown_kept = scene.shown(&kept);
    let sure = scene.press(author.clone(), &shown_kept, &control(&shown_kept, "Delete")).await;
    let shown_sure = scene.shown(&sure);
    scene.press(author, &shown_sure, &control(&shown_sure, "Yes, delete it")).await;
    for (path, is_left) in paths.iter().zip([true, false, false]) {
        let edited = scene.next(|request| request.method == "PATCH" && request.path == *path).await;
        let text = content(&edited);
        assert!(!text.contains(AUTHOR), "{text}");
        assert_eq!(text.contains("words."), is_left, "an approved change stays, without the name: {text}");
        assert_eq!(edited.body["components"], json!([]), "{text}");
    }
    assert!(!scene.earlier.iter().any(|request| request.path.contains(&private)), "nobody is told again");
}
