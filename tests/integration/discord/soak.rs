//! The bot on SQLite under mixed load: questions by many, commands, changes by another program, connections that break. Its
//! memory does not grow, nothing waits for ever, and its log has no errors but of what was broken.
//!
//! A short form runs with the other tests. The long one:
//! `AIDE_MEMOIRE_SOAK_MINUTES=60 cargo test --release --test integration soak -- --nocapture`

use std::time::{Duration, Instant};

use super::gateway::Break;
use super::keeping::metrics;
use super::{Scene, in_time};

const QUESTIONS: [&str; 5] = [
    "When did Albania cut ties with Iran, and why?",
    "Which countries cut ties with Qatar in 2017?",
    "Who expelled whom in 2018?",
    "When did Atlantis recall its ambassador from Lemuria?",
    "What did Iran say about it?",
];
/// Questions in a second.
const RATE: u32 = 40;
/// Memory at the end may be so much of that after a sixth of the time, in percent: a sixth of an hour is ten minutes.
const GROWN: u64 = 105;
/// In the short form the bot still warms up.
const GROWN_SHORTLY: u64 = 150;

/// What was done so far.
#[derive(Debug, Default)]
struct Load {
    asked: usize,
    commands: usize,
    answers: usize,
    imports: usize,
    breaks: usize,
}

/// How the bot is.
#[derive(Debug, Clone, Copy)]
struct State {
    kilobytes: u64,
    tasks: u64,
    waiting: u64,
}

impl State {
    async fn of(scene: &Scene) -> Self {
        let status = std::fs::read_to_string(format!("/proc/{}/status", scene.bot.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        let told = metrics(scene).await;
        let metric = |name: &str| told.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok()).unwrap();
        Self {
            kilobytes: line.trim().trim_end_matches(" kB").parse().unwrap(),
            tasks: metric("aide_memoire_tasks "),
            waiting: metric("aide_memoire_answers_waiting "),
        }
    }
}

/// Asks for a second, by many and in many channels.
async fn ask(scene: &mut Scene, load: &mut Load) {
    for _ in 0..RATE {
        scene.mention_by(load.asked, load.asked % 997, QUESTIONS[load.asked % QUESTIONS.len()]);
        load.asked += 1;
        if load.asked.is_multiple_of(10) {
            scene.send_slash(10_000 + load.asked);
            load.commands += 1;
        }
        tokio::time::sleep(Duration::from_secs(1) / RATE).await;
    }
    while let Ok(request) = scene.requests.try_recv() {
        load.answers += usize::from(request.is_message());
    }
    // The Discord on this machine need not remember all of it.
    let mut messages = scene.world.messages.lock().unwrap();
    if messages.len() > 5_000 {
        messages.clear();
    }
}

/// Another program changes a record.
async fn import(scene: &Scene, load: &mut Load) {
    let mut record = crate::store::starter().swap_remove(load.imports % 300);
    record.title = format!("{} ({})", record.title, load.imports);
    scene.place.write("changed.jsonl", &serde_json::to_string(&record).unwrap());
    let arguments = ["import", "--database", "sqlite:bot.db", "changed.jsonl"];
    let done = tokio::task::block_in_place(|| scene.place.run(&arguments));
    done.well();
    load.imports += 1;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_soak_of_mixed_load_leaves_memory_and_queues_as_they_were() {
    let minutes = std::env::var("AIDE_MEMOIRE_SOAK_MINUTES").ok().and_then(|minutes| minutes.parse::<f64>().ok());
    let length = Duration::from_secs_f64(minutes.map_or(12.0, |minutes| minutes * 60.0));
    let (mut scene, mut load) = (Scene::new().await, Load::default());
    let (begun, mut early) = (Instant::now(), None);
    let mut seconds = 0;
    while begun.elapsed() < length {
        ask(&mut scene, &mut load).await;
        seconds += 1;
        if seconds % 3 == 0 {
            import(&scene, &mut load).await;
        }
        if seconds % 8 == 0 {
            let how = [Break::Cut, Break::Again, Break::Invalid(true)][load.breaks % 3];
            load.breaks += usize::from(scene.world.break_off(how));
        }
        if early.is_none() && begun.elapsed() > length / 6 {
            early = Some(State::of(&scene).await);
        }
        if seconds % 60 == 0 {
            println!("{seconds} s: {load:?} {:?}", State::of(&scene).await);
        }
    }
    let early = early.unwrap();
    let last = in_time(async || State::of(&scene).await, |state| state.waiting == 0 && state.tasks <= early.tasks + 50).await;
    println!("{} s of soak: {load:?}\nafter a sixth {early:?}, at the end {last:?}", begun.elapsed().as_secs());
    let most = if length > Duration::from_secs(300) { GROWN } else { GROWN_SHORTLY };
    assert!(last.kilobytes * 100 <= early.kilobytes * most, "memory grew");
    let log = scene.log();
    let errors: Vec<&str> = log.lines().filter(|line| line.contains("ERROR") && !line.contains("serenity")).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}
