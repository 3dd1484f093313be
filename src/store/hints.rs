//! Hints that the register was changed, by PostgreSQL's `LISTEN` and `NOTIFY`, so that other processes need not wait until
//! they ask again. Only hints: what was changed is told by the revisions, and who hears nothing (a pooler, an engine without
//! them, a connection that broke) asks as often as ever. So nothing here can fail.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::postgres::PgListener;
use tokio::sync::Notify;
use tokio::task::AbortHandle;

use super::address::{Address, Engine};
use super::pauses::Pauses;
use super::{Store, timed};

const CHANNEL: &str = "aide_memoire_revision";
/// How long giving a hint may keep a writer.
const SHORT: Duration = Duration::from_secs(1);
/// After so much silence it is looked whether there still is a connection.
const SILENCE: Duration = Duration::from_secs(30);
/// Pauses before listening again: the first, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// Whether this database takes no hints, as was seen when it was given one.
#[derive(Debug, Clone, Default)]
pub(super) struct Deaf(Arc<AtomicBool>);

/// Hears of changes for as long as it is kept.
#[derive(Debug)]
pub struct Hints {
    heard: Arc<Notify>,
    task: Option<AbortHandle>,
}

impl Hints {
    /// Returns when something may have changed since it returned last. On SQLite never.
    pub async fn heard(&self) {
        self.heard.notified().await;
    }
}

impl Drop for Hints {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

impl Store {
    /// Begins to listen for hints that something was changed, by a connection of its own.
    pub fn hints(&self) -> Hints {
        let heard = Arc::new(Notify::new());
        let listens = self.address.engine() == Engine::Postgres;
        let task = listens.then(|| tokio::spawn(listen(self.address.clone(), self.patience, Arc::clone(&heard))).abort_handle());
        Hints { heard, task }
    }

    /// Tells other processes that something was changed. After the commit: a change is never lost for the sake of a hint.
    pub(super) async fn hint(&self) {
        if self.address.engine() == Engine::Sqlite || self.deaf.0.load(Ordering::Relaxed) {
            return;
        }
        let sql = sqlx::AssertSqlSafe(format!("notify {CHANNEL}"));
        let told = timed::in_time(Some(SHORT), sqlx::query(sql).execute(&self.pool)).await;
        if matches!(told, Err(sqlx::Error::Database(_))) {
            self.deaf.0.store(true, Ordering::Relaxed);
        }
    }
}

async fn listen(address: Address, patience: Duration, heard: Arc<Notify>) {
    let (first, longest) = PAUSES;
    let mut pauses = Pauses::new(first, longest);
    loop {
        let connected = async {
            let mut listener = PgListener::connect(address.url()).await?;
            listener.eager_reconnect(false);
            listener.listen(CHANNEL).await?;
            Ok(listener)
        };
        if let Ok(mut listener) = timed::in_time(Some(patience), connected).await {
            pauses.succeeded();
            // What changed while nobody listened.
            heard.notify_one();
            hear(&mut listener, &heard, patience).await;
        }
        tokio::time::sleep(pauses.again()).await;
    }
}

/// Hears until the connection is lost.
async fn hear(listener: &mut PgListener, heard: &Notify, patience: Duration) {
    loop {
        match tokio::time::timeout(SILENCE, listener.try_recv()).await {
            Ok(Ok(Some(_))) => heard.notify_one(),
            Ok(_) => return,
            Err(_) => {
                let alive = sqlx::query("select 1").execute(&mut *listener);
                if timed::in_time(Some(patience), alive).await.is_err() {
                    return;
                }
            }
        }
    }
}
