//! A server that accepts connections and never answers, or stops in the middle: nobody waits for ever, nothing is lost, and no
//! hand is needed afterwards.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use aide_memoire::incident::Incident;
use aide_memoire::register::{Live, vocabulary};
use aide_memoire::store::{Change, Options, SHARED, Store, StoreError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};

use crate::postgres::Server;
use crate::store::{EDIT, starter};
use crate::world::{Place, today};

const HASTY: Options = Options { patience: Duration::from_millis(500), connections: 2 };
/// How long a statement may take then, and far longer.
const LIMIT: Duration = Duration::from_secs(1);
const SOON: Duration = Duration::from_secs(5);

fn record(id: usize) -> Incident {
    Incident { id: format!("r{id}"), ..starter().swap_remove(0) }
}

/// A line to a server that swallows what comes after so many bytes from its client, on every connection made until then.
struct Line {
    url: String,
    left: Arc<AtomicU64>,
}

impl Line {
    async fn to(server: &Server, name: &str) -> Self {
        let socket = server.socket();
        let _ = server.database(name).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("postgres://bot@{}/{name}?sslmode=disable", listener.local_addr().unwrap());
        let left = Arc::new(AtomicU64::new(u64::MAX));
        let counted = Arc::clone(&left);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, socket.clone(), Arc::clone(&counted)));
            }
        });
        Self { url, left }
    }

    fn swallow_after(&self, bytes: u64) {
        self.left.store(bytes, Ordering::SeqCst);
    }
}

/// Carries both ways until it is to swallow; then it holds the line open and carries nothing any more.
async fn carry(client: TcpStream, socket: PathBuf, left: Arc<AtomicU64>) -> Option<()> {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = UnixStream::connect(socket).await.unwrap().into_split();
    // Ends with the line; a server has nothing to say to what it never got.
    tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let mut buffer = vec![0; 4096];
    loop {
        let count = from_client.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        let before = left.load(Ordering::SeqCst);
        if before < count as u64 {
            return std::future::pending().await;
        }
        if before < u64::MAX {
            left.fetch_sub(count as u64, Ordering::SeqCst);
        }
        to_server.write_all(&buffer[..count]).await.ok()?;
    }
}

#[tokio::test]
async fn a_write_to_a_server_that_hangs_is_given_up_with_one_sentence_and_reading_goes_on() {
    let Some(server) = Server::start() else { return };
    let store = Store::open_with(&server.database("hung").await, HASTY).await.unwrap();
    let live = Live::open(&store, vocabulary(&[]).unwrap(), EDIT.time).await.unwrap();
    server.signal("STOP");
    let begun = Instant::now();
    let errors = [
        store.apply(&[Change::put(SHARED, record(1))], EDIT).await.unwrap_err(),
        store.set("1", "", "mode", Some("off")).await.unwrap_err(),
        store.load().await.unwrap_err(),
        store.forget_about("5").await.unwrap_err(),
        live.catch_up(&store).await.unwrap_err(),
    ];
    for error in &errors {
        assert!(matches!(error, StoreError::Unanswered { .. }) && error.may_pass(), "{error:?}");
        assert!(error.to_string().starts_with("the database did not ") && error.to_string().ends_with(" within 1 seconds"), "{error}");
    }
    assert!(begun.elapsed() < LIMIT * 5 + SOON, "{:?}", begun.elapsed());
    let answer = live.with(None, |view| view.register.ask("When did Albania cut ties with Iran?", &today(), None).0);
    assert!(answer.text().contains("7 September 2022"), "{}", answer.text());
    server.signal("CONT");
    let begun = Instant::now();
    while store.apply(&[Change::put(SHARED, record(2))], EDIT).await.is_err() {
        assert!(begun.elapsed() < SOON * 2);
    }
    live.catch_up(&store).await.unwrap();
    assert!(live.with(None, |view| view.register.index().incident("r2").is_some()));
}

#[tokio::test]
async fn a_command_over_a_server_that_hangs_ends_with_one_sentence() {
    let Some(server) = Server::start() else { return };
    let place = Place::new();
    place.write("one.jsonl", &serde_json::to_string(&record(1)).unwrap());
    let url = server.database("hung").await;
    server.signal("STOP");
    let begun = Instant::now();
    let sentence = place.run(&["import", "--database", &url, "one.jsonl"]).failed();
    assert!(sentence.ends_with("does not answer within 5 seconds"), "{sentence}");
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    server.signal("CONT");
    place.run(&["import", "--database", &url, "one.jsonl"]).well();
}

#[tokio::test]
async fn lines_that_went_dead_are_left_for_new_ones_by_themselves() {
    let Some(server) = Server::start() else { return };
    let line = Line::to(&server, "dead").await;
    let store = Store::open_with(&line.url, HASTY).await.unwrap();
    store.apply(&[Change::put(SHARED, record(1))], EDIT).await.unwrap();
    line.swallow_after(0);
    store.apply(&[Change::put(SHARED, record(2))], EDIT).await.unwrap_err();
    // As after a failover: those lines never say a word again, new ones work.
    line.swallow_after(u64::MAX);
    let begun = Instant::now();
    while store.apply(&[Change::put(SHARED, record(3))], EDIT).await.is_err() {
        assert!(begun.elapsed() < SOON * 2, "the dead lines are kept");
    }
    let ids: Vec<String> = store.load().await.unwrap().into_iter().map(|stored| stored.incident.id).collect();
    assert_eq!(ids, ["r1", "r3"]);
}

#[tokio::test]
async fn a_writer_that_is_lost_midway_keeps_others_waiting_only_for_a_while() {
    let Some(server) = Server::start() else { return };
    let line = Line::to(&server, "lost").await;
    let lost = Store::open_with(&line.url, HASTY).await.unwrap();
    let other = Store::open_with(&server.database("unused").await.replace("/unused?", "/lost?"), HASTY).await.unwrap();
    let many: Vec<Change> = (0..200).map(|id| Change::put(SHARED, record(id))).collect();
    // The change is far larger: it begins, and has locked the counter by then.
    line.swallow_after(60_000);
    let error = lost.apply(&many, EDIT).await.unwrap_err();
    assert!(matches!(error, StoreError::Unanswered { .. }), "{error}");
    let begun = Instant::now();
    loop {
        match other.apply(&[Change::put(SHARED, record(1))], EDIT).await {
            Ok(applied) => break assert_eq!((applied.revision, applied.added), (1, 1), "nothing of the lost change is there"),
            Err(error) => assert!(begun.elapsed() < SOON * 2, "{error}"),
        }
    }
    println!("the next change after a lost writer took {:?}", begun.elapsed());
}
