//! Hints between processes that something was changed, on PostgreSQL; and that nothing depends on them.

use std::time::{Duration, Instant};

use aide_memoire::incident::Incident;
use aide_memoire::store::{Change, SHARED, Store};
use sqlx::{AnyConnection, Connection};

use crate::postgres::Server;
use crate::store::{EDIT, starter};

/// Far longer than a hint takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

async fn change(store: &Store, id: usize) {
    let incident = Incident { id: format!("r{id}"), ..starter().swap_remove(0) };
    store.apply(&[Change::put(SHARED, incident)], EDIT).await.unwrap();
}

#[tokio::test]
async fn a_change_by_one_process_is_hinted_to_another_at_once() {
    let Some(server) = Server::start() else { return };
    let url = server.database("hinted").await;
    let (writer, reader) = (Store::open(&url).await.unwrap(), Store::open(&url).await.unwrap());
    let hints = reader.hints();
    // That it listens now is a hint too.
    tokio::time::timeout(PATIENCE, hints.heard()).await.unwrap();
    let mut took = Vec::new();
    for id in 0..20 {
        let begun = Instant::now();
        change(&writer, id).await;
        tokio::time::timeout(PATIENCE, hints.heard()).await.unwrap();
        took.push(begun.elapsed());
        assert_eq!(reader.revision().await.unwrap(), i64::try_from(id).unwrap() + 1);
    }
    took.sort();
    println!("from the begin of a change to its hint elsewhere: median {:?}, longest {:?}", took[10], took[19]);
    assert!(took[10] < Duration::from_millis(400), "{took:?}");
}

#[tokio::test]
async fn whoever_listens_and_is_cut_off_listens_again_and_nobody_else_notices() {
    let Some(server) = Server::start() else { return };
    let url = server.database("cut").await;
    let store = Store::open(&url).await.unwrap();
    let hints = store.hints();
    tokio::time::timeout(PATIENCE, hints.heard()).await.unwrap();
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    let cut = "select cast(count(pg_terminate_backend(pid)) as bigint) from pg_stat_activity where query ilike 'listen%'";
    assert_eq!(sqlx::query_scalar::<_, i64>(cut).fetch_one(&mut connection).await.unwrap(), 1);
    change(&store, 1).await;
    tokio::time::timeout(PATIENCE, hints.heard()).await.expect("it listens again");
    // A server that was down meanwhile.
    server.kill();
    server.revive();
    tokio::time::timeout(PATIENCE, hints.heard()).await.expect("it listens again");
    drop(hints);
    let listens = "select count(*) from pg_stat_activity where query ilike 'listen%'";
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    let begun = Instant::now();
    while sqlx::query_scalar::<_, i64>(listens).fetch_one(&mut connection).await.unwrap() > 0 {
        assert!(begun.elapsed() < PATIENCE, "nobody wants hints any more");
    }
}

#[tokio::test]
async fn on_sqlite_nobody_is_hinted_at_anything() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let hints = store.hints();
    change(&store, 1).await;
    assert!(tokio::time::timeout(Duration::from_millis(50), hints.heard()).await.is_err());
}
