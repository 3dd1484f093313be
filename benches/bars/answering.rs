//! Bar 1: how long an answer takes, from the question on the wire to the answer on the wire.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Scene, at_share, bare, mention, tell};

const QUESTIONS: usize = 10_000;
/// Questions a second.
const RATE: u32 = 50;
/// Every so many questions a name is completed.
const COMPLETED: usize = 5;
/// Questions to the bare bot.
const BARE: usize = 3_000;

/// The times of a bare bot in the same run: what Discord, the library and the machine take by themselves.
async fn bare_times(questions: &[String]) -> String {
    let (world, _process, sent) = bare::start_answering().await;
    let mut asked = Vec::with_capacity(BARE);
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / RATE);
    for n in 0..BARE {
        ticks.tick().await;
        let (id, question) = mention(&world, n % 997, n % 211, &questions[n % questions.len()]);
        asked.push((id, Instant::now()));
        world.dispatch("MESSAGE_CREATE", &question);
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let sent = sent.lock().unwrap();
    let times: Vec<f64> =
        asked.iter().filter_map(|(id, at)| Some((sent.answers.get(id)?.first()?.0 - *at).as_secs_f64() * 1_000.0)).collect();
    drop(sent);
    [0.5, 0.99, 1.0].map(|share| format!("{:.2}", at_share(&times, share))).join(" / ")
}

/// Measures and tells.
pub(crate) async fn measure() -> bool {
    let golden = include_str!("../../tests/data/golden/questions.jsonl");
    let read = |line: &str| serde_json::from_str::<Value>(line).unwrap()["q"].as_str().unwrap().to_owned();
    let questions: Vec<String> = golden.lines().map(read).collect();
    println!("      | a bare bot that answers with a word, ms p50 / p99 / max | {} |", bare_times(&questions).await);
    let scene = Scene::new(0, 0).await;
    scene.warm_up(200).await;
    let from = scene.asked.lock().unwrap().len();
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / RATE);
    let mut completed: HashMap<String, Instant> = HashMap::new();
    for n in 0..QUESTIONS {
        ticks.tick().await;
        scene.ask(n % 997, n % 211, &questions[n % questions.len()]);
        if n % COMPLETED == 0 {
            let text = &questions[n / COMPLETED % questions.len()];
            let typed: String = text.chars().skip(5).take(3 + n / COMPLETED % 12).collect();
            let option = json!([{ "name": "name", "type": 3, "value": typed, "focused": true }]);
            let now = Instant::now();
            completed.insert(scene.interact(4, n % 997, &json!({ "id": "1", "name": "incident", "type": 1, "options": option })), now);
        }
    }
    let tally = scene.settle(Duration::from_secs(20)).await;
    let times = scene.times(from);
    let figures = [0.5, 0.99, 1.0].map(|share| format!("{:.2}", at_share(&times, share)));
    let p99 = at_share(&times, 0.99);
    let mut held = tell(1, "answer at 50 questions/s, ms p50 / p99 / max (p99 <= 15)", &figures.join(" / "), p99 <= 15.0);
    let sent = scene.sent.lock().unwrap();
    let times: Vec<f64> = completed.iter().filter_map(|(id, at)| Some((sent.responses.get(id)?.0 - *at).as_secs_f64() * 1_000.0)).collect();
    drop(sent);
    let figures = [0.5, 0.99, 1.0].map(|share| format!("{:.2}", at_share(&times, share)));
    let all = times.len() == completed.len();
    held &= tell(1, "autocomplete, ms p50 / p99 / max (p99 <= 10)", &figures.join(" / "), all && at_share(&times, 0.99) <= 10.0);
    let lost = format!("{} asked, {} lost, {} double, {} faults", tally.asked, tally.not, tally.more, scene.faults());
    held & tell(1, "questions (0 lost, 0 double)", &lost, tally.once == tally.asked && scene.faults() == 0)
}
