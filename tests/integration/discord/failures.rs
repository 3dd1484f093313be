//! What goes wrong between a bot and Discord: replays, broken connections, refusals, a stop.

use std::process::{Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::gateway::Break;
use super::objects::{BOT, CHANNEL, GUILD, bot_user, user};
use super::secure::Bucket;
use super::server::Trouble;
use super::{QUESTION, Scene, content, eventually, server};
use crate::world::Place;

#[tokio::test]
async fn an_event_that_comes_twice_is_answered_once() {
    let mut scene = Scene::new().await;
    let first = scene.mention(QUESTION);
    scene.answer_to(&first).await;
    scene.world.replay(1);
    let second = scene.mention("When did Saudi Arabia cut ties with Iran?");
    scene.answer_to(&second).await;
    assert!(!scene.earlier.iter().any(|request| request.is_message()), "{:?}", scene.earlier);
}

#[tokio::test]
async fn a_broken_connection_is_resumed_and_nothing_is_lost() {
    let mut scene = Scene::new().await;
    scene.ask(QUESTION).await;
    scene.world.drop_connection();
    let missed = scene.mention(QUESTION);
    scene.answer_to(&missed).await;
    assert_eq!(scene.world.sessions(), (1, 1));
}

#[tokio::test]
async fn commands_that_cannot_be_registered_are_tried_again() {
    let (world, requests) = server::start().await;
    world.fail("GET /gateway", 503, "<html>no</html>");
    world.fail("PUT /applications", 500, "{}");
    let mut scene = Scene::over(world, requests);
    scene.connected().await;
    let answer = scene.ask(QUESTION).await;
    assert!(content(&answer).contains("7 September 2022"));
}

#[tokio::test]
async fn the_gateway_is_the_one_that_was_told_first_though_serenity_asks_again_in_vain() {
    let (world, requests) = server::start().await;
    world.fail("GET /gateway", 200, &serde_json::json!({ "url": world.url().replacen("http", "ws", 1) + "/ws" }).to_string());
    world.fail("GET /gateway", 503, "<html>no</html>");
    let mut scene = Scene::over(world, requests);
    scene.connected().await;
    assert!(content(&scene.ask(QUESTION).await).contains("7 September 2022"));
    let asked: Vec<u16> = scene.earlier.iter().filter(|request| request.path == "/gateway").map(|request| request.status).collect();
    assert_eq!(asked, [200, 503]);
}

#[tokio::test]
async fn commands_that_are_refused_keep_nobody_from_asking_and_are_not_sent_again() {
    let (world, requests) = server::start().await;
    world.fail("PUT /applications", 400, r#"{"code":50035,"message":"Invalid Form Body"}"#);
    let mut scene = Scene::over(world, requests);
    scene.connected().await;
    eventually_logged(&scene, "the commands cannot be registered: Discord refuses (400)").await;
    assert!(content(&scene.ask(QUESTION).await).contains("7 September 2022"));
    assert!(!scene.earlier.iter().any(|request| request.path.ends_with("/commands")), "{:?}", scene.earlier);
}

#[tokio::test]
async fn who_asks_is_answered_while_commands_cannot_be_registered_yet() {
    let (world, requests) = server::start().await;
    (0..6).for_each(|_| world.fail("PUT /applications", 500, "{}"));
    let mut scene = Scene::over(world, requests);
    scene.connected().await;
    assert!(content(&scene.ask(QUESTION).await).contains("7 September 2022"));
    assert!(!scene.log().contains("commands are registered"), "{}", scene.log());
}

#[tokio::test]
async fn a_first_response_that_discord_is_not_well_enough_to_take_is_tried_again() {
    let mut scene = Scene::new().await;
    for status in [503, 500, 429] {
        scene.world.fail("POST /interactions", status, "<html>no</html>");
        let refused = scene.slash("ask", &[("question", QUESTION)]).await;
        let again = scene.next(|request| request.path.ends_with("/callback")).await;
        assert_eq!((again.status, &again.body), (204, &refused), "{status}");
    }
    // What is refused for good is not.
    scene.world.fail("POST /interactions", 400, r#"{"code":50035,"message":"Invalid Form Body"}"#);
    scene.slash("ask", &[("question", QUESTION)]).await;
    scene.ask(QUESTION).await;
    assert!(!scene.earlier.iter().any(|request| request.path.ends_with("/callback")), "{:?}", scene.earlier);
}

#[tokio::test]
async fn sessions_that_are_used_up_are_waited_for() {
    let (world, requests) = server::start().await;
    let limit = r#"{"total":1000,"remaining":0,"reset_after":50,"max_concurrency":1}"#;
    world.fail("GET /gateway/bot", 200, &format!(r#"{{"url":"ws://127.0.0.1:1","shards":1,"session_start_limit":{limit}}}"#));
    let mut scene = Scene::over(world, requests);
    scene.connected().await;
    assert!(scene.log().contains("the sessions of the day are used up"), "{}", scene.log());
}

#[tokio::test]
async fn the_answer_to_a_deleted_question_is_deleted_though_discord_is_not_well() {
    let mut scene = Scene::new().await;
    let question = scene.mention(QUESTION);
    let answer = scene.answer_to(&question).await;
    // Behind it everything about the first one is kept.
    scene.ask(QUESTION).await;
    scene.world.fail("DELETE /channels", 503, "<html>no</html>");
    scene.world.dispatch("MESSAGE_DELETE", &serde_json::json!({ "id": question, "channel_id": CHANNEL, "guild_id": GUILD }));
    for status in [503, 204] {
        let deletion = scene.request("DELETE", &format!("/messages/{}", answer.id)).await;
        assert_eq!(deletion.status, status);
    }
}

#[tokio::test]
async fn an_answer_is_posted_again_only_if_it_was_not_posted() {
    let mut scene = Scene::new().await;
    scene.world.fail(&format!("POST /channels/{CHANNEL}/messages"), 503, "<html>no</html>");
    let question = scene.mention(QUESTION);
    let refused = scene.answer_to(&question).await;
    let again = scene.answer_to(&question).await;
    assert_eq!(refused.body["nonce"], again.body["nonce"]);
    assert_eq!(again.body["enforce_nonce"], true);
    // Posted, but Discord's answer cannot be read.
    scene.world.fail(&format!("POST /channels/{CHANNEL}/messages"), 200, "<html>yes</html>");
    let question = scene.mention(QUESTION);
    scene.answer_to(&question).await;
    scene.ask(QUESTION).await;
    assert!(!scene.earlier.iter().any(|request| request.body["message_reference"]["message_id"] == question.as_str()));
}

#[tokio::test]
async fn a_message_that_was_posted_though_discord_said_it_was_not_well_is_there_once() {
    let mut scene = Scene::new().await;
    for status in [500, 502, 504] {
        scene.world.fail_after_all(&format!("POST /channels/{CHANNEL}/messages"), status, "<html>no</html>");
        let question = scene.mention(QUESTION);
        let first = scene.answer_to(&question).await;
        let again = scene.answer_to(&question).await;
        assert_eq!((first.status, again.status), (status, 200));
        // Behind another one all about it is done.
        let other = scene.mention_by(usize::from(status), 0, QUESTION);
        scene.answer_to(&other).await;
        assert_eq!(scene.world.replies_to(&question), 1, "{status}");
        // What is kept is the message that is there.
        scene.world.dispatch("MESSAGE_DELETE", &serde_json::json!({ "id": question, "channel_id": CHANNEL, "guild_id": GUILD }));
        scene.request("DELETE", &format!("/messages/{}", first.id)).await;
    }
}

#[tokio::test]
async fn what_discord_does_not_allow_is_logged_and_not_tried_again() {
    let mut scene = Scene::new().await;
    scene.world.fail(&format!("POST /channels/{CHANNEL}/messages"), 403, r#"{"code":50013,"message":"Missing Permissions"}"#);
    let question = scene.mention(QUESTION);
    let refused = scene.answer_to(&question).await;
    eventually_logged(&scene, "cannot answer: Discord refuses (403): Missing Permissions").await;
    scene.ask(QUESTION).await;
    let again = scene.earlier.iter().filter(|request| request.is_message()).count();
    assert_eq!((refused.status, again), (403, 0));
}

#[tokio::test]
async fn where_the_bot_may_not_read_what_was_written_it_answers_without_a_reply() {
    let mut scene = Scene::new().await;
    let refusal = r#"{"code":160002,"message":"Cannot reply without permission to read message history"}"#;
    scene.world.fail(&format!("POST /channels/{CHANNEL}/messages"), 400, refusal);
    let question = scene.mention(QUESTION);
    assert_eq!(scene.answer_to(&question).await.status, 400);
    let answer = scene.next(|request| request.is_message()).await;
    assert_eq!((answer.status, answer.body.get("message_reference")), (200, None));
    // The question stands above it, so that people and buttons know what it answers.
    assert!(content(&answer).starts_with(&format!("> {QUESTION}\n")), "{}", content(&answer));
    let under = scene.made(&answer);
    scene.restart().await;
    let why = super::control(&under, "Why?");
    let read = scene.press(super::member(super::ASKER, 0), &under, &why).await;
    assert!(read["data"]["content"].as_str().unwrap().contains("Albania"), "{read}");
    // Refused once more without a reply, it is given up.
    for _ in 0..2 {
        scene.world.fail(&format!("POST /channels/{CHANNEL}/messages"), 400, refusal);
    }
    scene.mention(QUESTION);
    eventually_logged(&scene, "cannot answer: Discord refuses (400): Cannot reply").await;
}

#[tokio::test]
async fn a_token_that_is_refused_ends_the_bot_with_one_sentence() {
    let (world, _requests) = server::start().await;
    world.fail("GET /gateway", 401, r#"{"code":0,"message":"401: Unauthorized"}"#);
    let place = Place::new();
    let mut command = place.command(&["run", "--database", "sqlite:bot.db"]);
    command.env("DISCORD_TOKEN", "secret.token.x").env("AIDE_MEMOIRE_DISCORD_API", world.url());
    let done = run_to_end(command).await;
    assert_eq!(done.0, Some(3));
    assert!(done.1.lines().last().unwrap().contains("cannot go on: Discord refuses the connection: the token is not valid"), "{}", done.1);
    assert!(!done.1.contains("secret.token"), "{}", done.1);
}

#[tokio::test]
async fn a_session_that_is_closed_for_good_ends_the_bot_at_once_with_a_code_of_its_own() {
    for (code, told) in [
        (4_003, "does not take the session for ours (4003)"),
        (4_004, "the token is not valid (4004)"),
        (4_010, "does not know the shard that we are to be"),
        (4_011, "in too many servers for so few shards (4011)"),
        (4_013, "does not know what we ask for (4013)"),
        (4_014, "a privilege that this bot does not have (4014)"),
    ] {
        let (world, _requests) = server::start().await;
        *world.gateway.close.lock().unwrap() = Some(code);
        let place = Place::new();
        // However little is logged.
        let mut command = place.command(&["run", "--database", "sqlite:bot.db", "--log", "off"]);
        command.env("DISCORD_TOKEN", "secret.token.x").env("AIDE_MEMOIRE_DISCORD_API", world.url());
        let began = Instant::now();
        let (exit, errors) = run_to_end(command).await;
        assert_eq!((exit, errors.lines().count()), (Some(3), 1), "{code}: {errors}");
        assert!(errors.contains("cannot go on: Discord refuses the connection: ") && errors.contains(told), "{errors}");
        assert_eq!(world.asked_for_sessions(), 1, "{code}");
        assert!(began.elapsed() < Duration::from_secs(30), "{code}: {:?}", began.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_closed_for_good_later_ends_the_bot_too() {
    for code in [4_003, 4_004, 4_010, 4_011, 4_013, 4_014] {
        let mut scene = Scene::new().await;
        scene.ask(QUESTION).await;
        scene.world.break_off(Break::Close(Some(code)));
        let began = Instant::now();
        let status = tokio::task::block_in_place(|| scene.bot.wait().unwrap());
        assert_eq!(status.code(), Some(3), "{code}: {}", scene.log());
        assert!(began.elapsed() < Duration::from_secs(10), "{code}: {:?}", began.elapsed());
        assert_eq!(scene.world.sessions(), (1, 0), "{code}");
    }
}

#[tokio::test]
async fn a_discord_elsewhere_and_a_missing_token_are_refused() {
    let (api, resolve) = ("AIDE_MEMOIRE_DISCORD_API", "AIDE_MEMOIRE_DISCORD_RESOLVE");
    for (token, switch, address, told) in [
        ("secret.token.x", api, "http://10.0.0.1:80", "not an address of this machine"),
        ("secret.token.x", api, "https://evil.example", "not an address of this machine"),
        ("secret.token.x", resolve, "10.0.0.1:443", "not an address of this machine"),
        ("secret.token.x", resolve, "0.0.0.0:443", "not an address of this machine"),
        ("secret.token.x", resolve, "evil.example:443", "not an address of this machine"),
        ("", api, "http://127.0.0.1:1", "DISCORD_TOKEN is not set"),
    ] {
        let place = Place::new();
        let mut command = place.command(&["run"]);
        command.env("DISCORD_TOKEN", token).env(switch, address);
        if switch == resolve {
            place.write("ca.pem", "");
            command.env("AIDE_MEMOIRE_DISCORD_CA", "ca.pem");
        }
        let (code, errors) = run_to_end(command).await;
        assert_eq!((code, errors.contains(told), errors.contains("secret.token")), (Some(1), true, false), "{errors}");
        assert!(!place.path().join("aide-memoire.db").exists());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_finishes_what_is_being_answered() {
    let mut scene = Scene::new().await;
    scene.ask(QUESTION).await;
    // On its way when the stop comes.
    scene.world.trouble.send_replace(Some(Trouble::Hang(Duration::from_secs(60))));
    let question = scene.mention(QUESTION);
    let world = std::sync::Arc::clone(&scene.world);
    eventually(|| world.posts.all.load(Ordering::SeqCst) == 2).await;
    let killed = Command::new("kill").arg(scene.bot.id().to_string()).status().unwrap();
    assert!(killed.success());
    eventually_logged(&scene, "stopping").await;
    scene.world.trouble.send_replace(None);
    assert!(content(&scene.answer_to(&question).await).contains("7 September 2022"));
    let status = tokio::task::block_in_place(|| scene.bot.wait().unwrap());
    assert_eq!(status.code(), Some(0), "{}", scene.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_of_the_register_is_seen_by_who_asks() {
    let mut scene = Scene::new().await;
    let line = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/config/register/incidents.jsonl")).unwrap();
    let record = line.lines().find(|line| line.contains("\"albania-iran-2022-relations-severed\"")).unwrap();
    std::fs::write(scene.place.path().join("new.jsonl"), record.replacen("2022-09-07", "2022-09-08", 1)).unwrap();
    scene.place.run(&["import", "--database", "sqlite:bot.db", "new.jsonl"]).well();
    eventually_logged(&scene, "the register changed").await;
    let answer = scene.ask("When did Albania cut ties with Iran?").await;
    assert!(content(&answer).contains("revision 402"), "{}", content(&answer));
}

#[tokio::test]
async fn twelve_answers_at_once_in_one_channel_keep_to_the_limit() {
    let mut scene = Scene::secure().await;
    *scene.world.bucket.lock().unwrap() = Some(Bucket::new(5, Duration::from_millis(1_500)));
    let ask = |asker: u64| {
        scene.post(&format!("<@{BOT}> {QUESTION}"), |posted| {
            posted["author"] = user(&asker.to_string());
            posted["mentions"] = serde_json::json!([bot_user()]);
        })
    };
    let began = Instant::now();
    let asked: Vec<String> = (600..612).map(ask).collect();
    for question in &asked {
        assert!(content(&scene.answer_to(question).await).contains("7 September 2022"));
    }
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    let refused = scene.world.refused.load(Ordering::SeqCst);
    assert!(refused <= 1, "{refused} were refused");
    let told = watched(&scene, "/metrics").await;
    let counted = |cause: &str| -> u64 {
        let lines = told.lines().filter_map(|line| line.strip_prefix(&format!("aide_memoire_rate_limited_total{{cause=\"{cause}\"}} ")));
        lines.map(|count| count.parse::<u64>().unwrap()).sum()
    };
    assert!(counted("refused") == refused && counted("held") > 0, "{told}");
    assert!(!scene.earlier.iter().any(|request| request.is_message()), "each once");
}

/// What the bot tells those who watch it.
pub(super) async fn watched(scene: &Scene, path: &str) -> String {
    let log = scene.log();
    let (_, address) = log.split_once("told at http://").unwrap();
    let address = address.lines().next().unwrap().trim();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    text
}

#[tokio::test]
async fn health_and_metrics_are_told_without_a_word_of_what_was_asked() {
    let mut scene = Scene::new().await;
    scene.ask(QUESTION).await;
    scene.ask("hello").await;
    let get = async |path: &str| watched(&scene, path).await;
    // The shards are looked at once a second.
    let mut health = get("/health").await;
    while !health.starts_with("HTTP/1.1 200") {
        assert!(health.contains("not connected yet"), "{health}");
        health = get("/health").await;
    }
    let metrics = get("/metrics").await;
    for line in [
        "aide_memoire_questions_total{outcome=\"answered\"} 1",
        "aide_memoire_questions_total{outcome=\"unanswered\"} 1",
        "aide_memoire_response_seconds_count 2",
        "aide_memoire_register_revision 401",
        "aide_memoire_database_reached 1",
        "aide_memoire_shard_connected{shard=\"0\"} 1",
    ] {
        assert!(metrics.contains(line), "{line} is not in {metrics}");
    }
    assert!(!metrics.contains("Albania"));
    // What is asked by a command counts too.
    scene.slash("ask", &[("question", QUESTION)]).await;
    super::in_time(async || watched(&scene, "/metrics").await, |metrics| metrics.contains("aide_memoire_response_seconds_count 3")).await;
}

#[tokio::test]
async fn records_of_one_server_are_seen_in_no_other() {
    let mut scene = Scene::new().await;
    let lines = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/config/register/incidents.jsonl")).unwrap();
    let record = lines.lines().find(|line| line.contains("\"albania-iran-2022-relations-severed\"")).unwrap();
    let own = record.replacen("\"date\": \"2022-09-07\"", "\"date\": \"2022-10-08\"", 1).replacen(
        "\"date\":\"2022-09-07\"",
        "\"date\":\"2022-10-08\"",
        1,
    );
    assert_ne!(own, record);
    std::fs::write(scene.place.path().join("own.jsonl"), own).unwrap();
    scene.place.run(&["import", "--database", "sqlite:bot.db", "--guild", GUILD, "own.jsonl"]).well();
    eventually_logged(&scene, "the register changed").await;
    let own = scene.ask("When did Albania cut ties with Iran?").await;
    assert!(content(&own).contains("8 October 2022"), "{}", content(&own));
    for guild in [None, Some("101")] {
        let question = scene.post(&format!("<@{BOT}> When did Albania cut ties with Iran?"), |posted| {
            posted["channel_id"] = serde_json::json!("300");
            posted["mentions"] = serde_json::json!([bot_user()]);
            match guild {
                Some(guild) => posted["guild_id"] = serde_json::json!(guild),
                None => drop(posted.as_object_mut().unwrap().remove("guild_id")),
            }
        });
        let shared = scene.answer_to(&question).await;
        assert!(content(&shared).contains("7 September 2022") && !content(&shared).contains("October"), "{}", content(&shared));
    }
}

pub(super) async fn eventually_logged(scene: &Scene, text: &str) {
    eventually(|| scene.log().contains(text)).await;
}

/// Runs a program to its end: code and standard error.
async fn run_to_end(mut command: Command) -> (Option<i32>, String) {
    let ended = tokio::task::spawn_blocking(move || command.stdin(Stdio::null()).output().unwrap()).await.unwrap();
    (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
}
