//! `kill -9` at random while several processes write: no change that was acknowledged is lost, none is there by half, revisions
//! have no gaps, and the registers of a process that followed equal those read anew.
//!
//! `AIDE_MEMOIRE_KILLS=100 AIDE_MEMOIRE_WRITES=2000 cargo test --release --test integration killed -- --nocapture` is the long run.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use aide_memoire::register::{Live, vocabulary};
use aide_memoire::store::{SHARED, Store};
use serde_json::json;

use crate::postgres::Server;
use crate::store::starter;
use crate::world::{Place, today};

/// Processes that write at the same time.
const WRITERS: usize = 4;

pub(crate) fn setting(name: &str, or: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(or)
}

pub(crate) fn random(below: usize) -> usize {
    usize::try_from(RandomState::new().hash_one(0) % below.max(1) as u64).unwrap()
}

/// Files with two records each, which are written together or not at all.
fn write_pairs(place: &Place, round: usize, writes: usize) {
    let mut record = serde_json::to_value(&starter()[0]).unwrap();
    for write in 0..writes {
        let mut text = String::new();
        for half in ["a", "b"] {
            record["id"] = json!(format!("{half}-{round}-{write}"));
            writeln!(text, "{record}").unwrap();
        }
        place.write(format!("{round}-{write}.jsonl"), &text);
    }
}

/// Lets processes write, kills each at a moment of its own; the names of the writes that were acknowledged.
fn interrupted(place: &Place, url: &str, round: usize, writes: usize) -> BTreeSet<String> {
    let spawn = |writer: usize| -> Child {
        let files: Vec<String> = (writer..writes).step_by(WRITERS).map(|write| format!("{round}-{write}.jsonl")).collect();
        let arguments: Vec<&str> = ["import", "--database", url].into_iter().chain(files.iter().map(String::as_str)).collect();
        place.command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let mut children: Vec<Child> = (0..WRITERS).map(spawn).collect();
    let outputs: Vec<_> = children.iter_mut().map(|child| child.stdout.take().unwrap()).collect();
    let count = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let readers: Vec<_> = outputs
            .into_iter()
            .map(|output| {
                let count = &count;
                scope.spawn(move || {
                    let mut names = Vec::new();
                    for line in BufReader::new(output).lines().map_while(Result::ok) {
                        count.fetch_add(1, Ordering::SeqCst);
                        names.extend(line.split_once(".jsonl: 2 added").map(|(name, _)| name.to_owned()));
                    }
                    names
                })
            })
            .collect();
        for child in &mut children {
            let (enough, begun) = (random(writes), Instant::now());
            while count.load(Ordering::SeqCst) < enough && child.try_wait().unwrap().is_none() {
                std::thread::yield_now();
            }
            let moment = begun.elapsed() + Duration::from_micros(random(3_000) as u64);
            while begun.elapsed() < moment {
                std::hint::spin_loop();
            }
            // One that is done already cannot be killed.
            let _ = child.kill();
        }
        for child in &mut children {
            child.wait().unwrap();
        }
        readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect()
    })
}

/// What a register is: its records, and what it answers.
fn told(live: &Live) -> String {
    live.with(None, |view| {
        let index = view.register.index();
        let mut ids: Vec<String> = index.slots().filter_map(|slot| Some(format!("{:?}", **index.incident_in(slot)?))).collect();
        ids.sort();
        let questions =
            ["When did Albania cut ties with Iran?", "Which countries cut ties with Qatar in 2017?", "Who expelled whom in 2018?"];
        let answers = questions.map(|question| format!("{:?}", view.register.ask(question, &today(), None).0));
        format!("{ids:?} {answers:?}")
    })
}

async fn nothing_is_lost(engine: &str, url: &str) {
    let (kills, writes) = (setting("AIDE_MEMOIRE_KILLS", 2), setting("AIDE_MEMOIRE_WRITES", 80));
    let store = Store::open(url).await.unwrap();
    let live = Live::open(&store, vocabulary(&[]).unwrap(), "2026-08-06T12:00:00Z").await.unwrap();
    let (mut acknowledged, mut written) = (0, 0);
    for round in 0..kills {
        let place = Place::new();
        write_pairs(&place, round, writes);
        let names = interrupted(&place, url, round, writes);
        acknowledged += names.len();
        let before = live.as_of().revision;
        let there = came_after(&store, before, round).await;
        let missing: Vec<_> = names.difference(&there).collect();
        assert!(missing.is_empty(), "acknowledged and lost: {missing:?}");
        written += there.len();
        live.catch_up(&store).await.unwrap();
        assert_eq!(live.as_of().revision, store.revision().await.unwrap());
        println!("{engine}: round {}: {} written, {} of them acknowledged", round + 1, there.len(), names.len());
        fs::remove_dir_all(place.path()).unwrap();
    }
    let anew = Live::open(&store, vocabulary(&[]).unwrap(), "").await.unwrap();
    assert_eq!(told(&live), told(&anew));
    println!("{engine}: {kills} times killed in {writes} writes: {written} written, {acknowledged} of them acknowledged, none lost");
}

/// The writes whose two records came after a revision, whole, in an unbroken row of revisions.
async fn came_after(store: &Store, before: i64, round: usize) -> BTreeSet<String> {
    let mut after = before;
    let mut there = BTreeSet::new();
    loop {
        let revisions = store.revisions_since(after).await.unwrap();
        if revisions.is_empty() {
            break;
        }
        for revision in revisions {
            assert_eq!(revision.sequence, after + 1, "no gaps");
            after = revision.sequence;
            there.insert(revision.incident.id);
        }
    }
    assert_eq!(store.revision().await.unwrap(), after);
    let names: BTreeSet<String> = there.iter().filter_map(|id| id.strip_prefix("a-").map(str::to_owned)).collect();
    let halves: BTreeSet<String> = there.iter().filter_map(|id| id.strip_prefix("b-").map(str::to_owned)).collect();
    assert_eq!(names, halves, "no half change");
    for name in &names {
        assert!(name.starts_with(&format!("{round}-")), "{name}");
        for half in ["a", "b"] {
            let id = format!("{half}-{name}");
            let (found, history) = (store.find(SHARED, &id).await.unwrap().unwrap(), store.history(SHARED, &id).await.unwrap());
            assert_eq!((history.len(), history[0].sequence), (1, found.revision));
        }
    }
    names
}

#[tokio::test]
async fn killed_writers_lose_nothing_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    nothing_is_lost("SQLite", &format!("sqlite:{}", folder.path().join("killed.db").display())).await;
}

#[tokio::test]
async fn killed_writers_lose_nothing_on_postgresql() {
    let Some(server) = Server::start() else { return };
    nothing_is_lost("PostgreSQL", &server.database("killed").await).await;
}
