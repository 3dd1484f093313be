//! One of several processes: follows the register as the bot does, changes it, asks it, files jobs and does them. Prints what
//! was acknowledged to it, one line each, for whoever started it to count.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use aide_memoire::incident::{Date, Incident};
use aide_memoire::register::{Live, vocabulary};
use aide_memoire::store::{Change, Edit, Errand, ErrandKind, Pauses, ReviewItem, SHARED, Store, StoreError};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

use super::{DATABASE, RATES, SLOT};
use crate::killed::random;
use crate::store::starter;
use crate::world::today;

/// Records of a process, which are changed again and again.
const RECORDS: usize = 150;
/// How long a job is held: longer than it takes, and short enough for others to do it after a kill.
const LEASE: Duration = Duration::from_secs(3);
const QUESTIONS: [&str; 4] = [
    "When did Albania cut ties with Iran, and why?",
    "Which countries cut ties with Qatar in 2017?",
    "How often did Russia expel diplomats?",
    "Who expelled whom in 2018?",
];
/// So many of them are answered in the same words whatever the order in which a process took in its records; more records
/// than the index orders by their ids fit the last one equally well.
const COMPARED: usize = 3;
const GUILDS: [Option<&str>; 3] = [None, Some("1"), Some("2")];

/// What the tasks of a driver share.
struct Shared {
    store: Store,
    live: Live,
    /// Its slot, and its slot and life.
    slot: String,
    name: String,
    rests: AtomicBool,
    asked: AtomicU64,
}

/// Microseconds since 1970: all processes have the same clock here.
#[expect(clippy::disallowed_methods, reason = "processes compare their times; the program itself has its clock elsewhere")]
pub(super) fn now() -> u64 {
    u64::try_from(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_micros()).unwrap()
}

/// What a process has in memory, in short: its records, as everybody sees them, and what they answer.
pub(super) fn told(live: &Live) -> String {
    let mut told = String::new();
    for guild in GUILDS {
        live.with(guild, |view| {
            let index = view.register.index();
            let mut records: Vec<String> = index.slots().filter_map(|slot| Some(format!("{:?}", **index.incident_in(slot)?))).collect();
            records.sort();
            let answers = QUESTIONS[..COMPARED].iter().map(|question| format!("{:?}", view.register.ask(question, &today(), None).0));
            let hash = BuildHasherDefault::<DefaultHasher>::default();
            let answers: Vec<String> = answers.map(|answer| format!("{:x}", hash.hash_one(answer))).collect();
            told.push_str(&format!("{} {:x} {} ", records.len(), hash.hash_one(&records), answers.join(" ")));
        });
    }
    told
}

#[test]
#[ignore = "a driver, started by the test of many processes"]
fn drives() {
    let Ok(url) = std::env::var(DATABASE) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(drive(&url));
}

async fn drive(url: &str) {
    let name = std::env::var(SLOT).unwrap();
    let rates = std::env::var(RATES).unwrap();
    let (changes, questions) = rates.split_once(' ').unwrap();
    let pace = |rate: &str| Duration::from_secs_f64(1.0 / rate.parse::<f64>().unwrap());
    let (store, live) = opened(url).await;
    let slot = name.split_once(' ').unwrap().0.to_owned();
    let shared = Arc::new(Shared { store, live, slot, name, rests: AtomicBool::default(), asked: AtomicU64::default() });
    println!("up {}", now());
    tokio::spawn(follow(Arc::clone(&shared)));
    let changing = tokio::spawn(change(Arc::clone(&shared), pace(changes)));
    tokio::spawn(ask(Arc::clone(&shared), pace(questions)));
    tokio::spawn(work(Arc::clone(&shared)));
    let mut lines = orders();
    while lines.recv().await.is_some_and(|line| line != "rest") {}
    shared.rests.store(true, Ordering::SeqCst);
    changing.await.unwrap();
    println!("asked {}", shared.asked.swap(0, Ordering::SeqCst));
    println!("rests");
    let line = lines.recv().await.unwrap_or_default();
    let revision: i64 = line.strip_prefix("tell ").unwrap().parse().unwrap();
    while shared.live.as_of().revision < revision {
        sleep(Duration::from_millis(20)).await;
    }
    println!("told {}", told(&shared.live));
}

/// What it is told by whoever started it.
fn orders() -> UnboundedReceiver<String> {
    let (sender, orders) = unbounded_channel();
    std::thread::spawn(move || std::io::stdin().lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    orders
}

/// As the bot, it waits for a server that is away.
async fn opened(url: &str) -> (Store, Live) {
    let store = Store::unreached(url).unwrap();
    let mut pauses = Pauses::new(Duration::from_millis(200), Duration::from_secs(2));
    loop {
        let reached = async {
            store.reach().await?;
            Live::open(&store, vocabulary(&[]).unwrap(), "2026-08-06T12:00:00Z").await
        };
        match reached.await {
            Ok(live) => return (store, live),
            Err(error) => assert!(error.may_pass(), "{error:?}"),
        }
        sleep(pauses.again()).await;
    }
}

/// Follows the register as the bot does (`src/discord/following.rs`).
async fn follow(shared: Arc<Shared>) {
    let hints = shared.store.hints();
    let mut pauses = Pauses::new(Duration::from_millis(500), Duration::from_secs(5));
    loop {
        if timeout(Duration::from_millis(500), hints.heard()).await.is_ok() {
            sleep(Duration::from_millis(25)).await;
        }
        let before = shared.live.as_of().revision;
        let done = shared.live.catch_up(&shared.store).await;
        let after = shared.live.as_of().revision;
        if after > before {
            println!("saw {before} {after} {}", now());
        }
        match done {
            Ok(_) => pauses.succeeded(),
            Err(_) => sleep(pauses.again()).await,
        }
    }
}

/// A change of some kind to a record of this slot, or to one of a guild's.
///
/// Records of one day are listed in the order in which a process took them in, which is not the same in all of them; so each
/// has a day of its own.
fn some_change(slot: &str, token: &str) -> Change {
    let number = random(RECORDS);
    let id = format!("p{slot}-{number}");
    let guild = GUILDS[random(12).saturating_sub(9)].unwrap_or(SHARED);
    match random(20) {
        0 => Change::retract(guild, &id),
        1..4 => Change::restore(guild, &id),
        _ => {
            let incident = starter().swap_remove(random(60));
            let date = Date::parse(&format!("203{slot}-{:02}-{:02}", number % 12 + 1, number / 12 + 1)).unwrap();
            Change::put(guild, Incident { id, date, title: format!("{} {token}", incident.title), ..incident })
        }
    }
}

async fn change(shared: Arc<Shared>, pace: Duration) {
    let mut ticks = interval(pace);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    for count in 0.. {
        ticks.tick().await;
        if shared.rests.load(Ordering::SeqCst) {
            return;
        }
        let token = format!("{} {count}", shared.name);
        let (change, begun) = (some_change(&shared.slot, &token), now());
        let edit = Edit { author: "driver", reason: &token, time: "2026-08-06T12:00:00Z" };
        match shared.store.apply(&[change], edit).await {
            Ok(applied) if applied.added + applied.changed == 1 => println!("changed {} {begun} {} {token}", applied.revision, now()),
            // What stands so already, or is retracted, or is not there yet.
            Ok(_) | Err(StoreError::Missing { .. } | StoreError::Retracted { .. }) => {}
            Err(error) => println!("refused {error}"),
        }
    }
}

async fn ask(shared: Arc<Shared>, pace: Duration) {
    let mut ticks = interval(pace);
    for count in 0_usize.. {
        ticks.tick().await;
        let (question, guild) = (QUESTIONS[count % QUESTIONS.len()], GUILDS[count % GUILDS.len()]);
        let answer = shared.live.with(guild, |view| view.register.ask(question, &today(), None).0);
        assert!(!answer.text().is_empty());
        if shared.asked.fetch_add(1, Ordering::SeqCst) == 99 {
            println!("asked {}", shared.asked.swap(0, Ordering::SeqCst));
        }
    }
}

/// Files a job now and then, and does what is due.
async fn work(shared: Arc<Shared>) {
    let mut own = HashSet::new();
    for count in 0.. {
        sleep(Duration::from_millis(150)).await;
        if !shared.rests.load(Ordering::SeqCst) {
            let id = format!("{}-{count}", shared.name.replace(' ', "-"));
            let item = ReviewItem { id: id.clone(), guild: "1".to_owned(), incident: "a".to_owned(), ..ReviewItem::default() };
            if shared.store.file_review(&item).await.is_ok() && own.insert(id.clone()) {
                println!("filed {id}");
            }
        }
        if shared.store.file_reviews().await.is_err() {
            continue;
        }
        let Ok(mut due) = shared.store.due_errands(ErrandKind::Review, 20).await else { continue };
        while !due.is_empty() {
            do_once(&shared, due.swap_remove(random(due.len()))).await;
        }
    }
}

async fn do_once(shared: &Shared, errand: Errand) {
    if !shared.store.hold_errand(&errand, LEASE).await.unwrap_or(false) {
        return;
    }
    println!("begun {} {}", errand.item, now());
    sleep(Duration::from_millis(5 + random(20) as u64)).await;
    println!("ended {} {}", errand.item, now());
    match shared.store.complete_errand(&errand).await {
        Ok(true) => println!("done {}", errand.item),
        Ok(false) => println!("overtaken {}", errand.item),
        Err(_) => println!("unsure {}", errand.item),
    }
}
