//! Three processes on one PostgreSQL, which change, ask and do what is to be done once, while processes are killed and started
//! anew at random and the server is restarted. In the end: no acknowledged change is lost, each job was done once, a change was
//! seen everywhere within a second, and what each process has in memory equals what is read anew.
//!
//! A short form runs with the other tests. The long one:
//! `AIDE_MEMOIRE_MANY_SECONDS=600 AIDE_MEMOIRE_MANY_RATES=50,500 cargo test --release --test integration three_processes -- --nocapture`

mod driver;
mod tally;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use aide_memoire::register::{Live, vocabulary};
use aide_memoire::store::{ErrandKind, Store};

use self::tally::Tally;
use crate::killed::{random, setting};
use crate::postgres::Server;

const PROCESSES: usize = 3;
/// The address of the database; whoever has it is a driver.
const DATABASE: &str = "AIDE_MEMOIRE_DRIVER_DATABASE";
/// Which of the processes it is, and how many changes and questions it makes in a second.
const SLOT: &str = "AIDE_MEMOIRE_DRIVER_SLOT";
const RATES: &str = "AIDE_MEMOIRE_DRIVER_RATES";
/// How long the end may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A driver that runs, or ran.
struct Driver {
    child: Child,
    /// How many ran in its place before it.
    life: usize,
}

/// A line that a driver printed: its slot and life, and the line; nothing when it has ended.
type Line = (usize, usize, Option<String>);

impl Driver {
    fn start(url: &str, (slot, life): (usize, usize), rates: (f64, f64), lines: &Sender<Line>) -> Self {
        let program = std::env::current_exe().unwrap();
        let mut command = Command::new(program);
        command.args(["many::driver::drives", "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
        command.env(DATABASE, url).env(SLOT, format!("{slot} {life}")).env(RATES, format!("{} {}", rates.0, rates.1));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (output, lines) = (child.stdout.take().unwrap(), lines.clone());
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // Whoever does not wait for them any more has failed already.
                let _ = lines.send((slot, life, Some(line)));
            }
            let _ = lines.send((slot, life, None));
        });
        Self { child, life }
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What happens to processes and server.
struct Plan {
    length: Duration,
    /// Between two kills, on average.
    kills: Duration,
    restarts: u32,
    rates: (f64, f64),
}

impl Plan {
    fn is_long(&self) -> bool {
        self.length > Duration::from_secs(60)
    }

    fn read() -> Self {
        let length = Duration::from_secs(setting("AIDE_MEMOIRE_MANY_SECONDS", 15) as u64);
        let rates = std::env::var("AIDE_MEMOIRE_MANY_RATES").unwrap_or_else(|_| "30,60".to_owned());
        let (changes, questions) = rates.split_once(',').expect("two rates, of changes and of questions");
        let each = |rate: &str| rate.trim().parse::<f64>().unwrap() / PROCESSES as f64;
        let plan = Self { length, kills: Duration::from_secs(4), restarts: 1, rates: (each(changes), each(questions)) };
        if plan.is_long() { Self { kills: Duration::from_secs(10), restarts: 5, ..plan } } else { plan }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn three_processes_lose_nothing_and_do_everything_once() {
    let Some(server) = Server::start() else { return };
    let url = server.database("many").await;
    let store = Store::open(&url).await.unwrap();
    Live::open(&store, vocabulary(&[]).unwrap(), "2026-08-06T12:00:00Z").await.unwrap();
    let plan = Plan::read();
    let (sender, lines) = channel();
    let mut drivers: Vec<Driver> = (0..PROCESSES).map(|slot| Driver::start(&url, (slot, 0), plan.rates, &sender)).collect();
    let mut tally = Tally::default();
    // All of them are up before anything happens to one.
    while tally.up() < PROCESSES {
        tally.take(lines.recv_timeout(PATIENCE).unwrap());
    }
    tokio::task::block_in_place(|| happen(&plan, (&server, &url), &mut drivers, (&sender, &lines), &mut tally));
    let revision = settle(&store, &mut drivers, &lines, &mut tally).await;
    let anew = Live::open(&store, vocabulary(&[]).unwrap(), "").await.unwrap();
    assert_eq!(anew.as_of().revision, revision);
    println!("{}", tally.figures(plan.length));
    let told = driver::told(&anew);
    assert_eq!(tally.told(), vec![told; PROCESSES], "every process has in memory what is in the database");
    tally.check(&store).await;
    assert_eq!(store.count_errands(ErrandKind::Review).await.unwrap(), 0, "every job is done");
    // A short form runs beside other tests, and says nothing of how fast it is.
    if plan.is_long() {
        tally.check_seen();
    }
}

/// Lets it all happen.
fn happen(
    plan: &Plan,
    (server, url): (&Server, &str),
    drivers: &mut [Driver],
    (sender, lines): (&Sender<Line>, &Receiver<Line>),
    tally: &mut Tally,
) {
    let begun = Instant::now();
    let mut next_kill = plan.kills;
    let mut restarts: Vec<Duration> = (1..=plan.restarts).rev().map(|number| plan.length * number / (plan.restarts + 1)).collect();
    while begun.elapsed() < plan.length {
        while let Ok(line) = lines.recv_timeout(Duration::from_millis(50)) {
            tally.take(line);
            if begun.elapsed() > next_kill {
                break;
            }
        }
        if begun.elapsed() > next_kill {
            let slot = random(PROCESSES);
            drivers[slot].kill();
            let life = drivers[slot].life + 1;
            drivers[slot] = Driver::start(url, (slot, life), plan.rates, sender);
            tally.kills += 1;
            next_kill = begun.elapsed() + plan.kills / 2 + Duration::from_millis(random(plan.kills.as_millis() as usize) as u64);
        }
        if restarts.last().is_some_and(|at| begun.elapsed() > *at) {
            restarts.pop();
            tally.disturbed(|| {
                server.kill();
                server.revive();
            });
        }
    }
}

/// Lets the drivers come to an end; the revision at which they are.
async fn settle(store: &Store, drivers: &mut [Driver], lines: &Receiver<Line>, tally: &mut Tally) -> i64 {
    let ask = |driver: &mut Driver, line: &str| writeln!(driver.child.stdin.as_mut().unwrap(), "{line}").unwrap();
    drivers.iter_mut().for_each(|driver| ask(driver, "rest"));
    let begun = Instant::now();
    while tally.resting() < PROCESSES || store.count_errands(ErrandKind::Review).await.unwrap() > 0 {
        assert!(begun.elapsed() < PATIENCE, "{} rest, {:?} jobs", tally.resting(), store.count_errands(ErrandKind::Review).await);
        while let Ok(line) = lines.recv_timeout(Duration::from_millis(50)) {
            tally.take(line);
        }
        store.file_reviews().await.unwrap();
    }
    let revision = store.revision().await.unwrap();
    drivers.iter_mut().for_each(|driver| ask(driver, &format!("tell {revision}")));
    while tally.told().len() < PROCESSES {
        tally.take(lines.recv_timeout(PATIENCE).expect("every process tells what it knows"));
    }
    revision
}
