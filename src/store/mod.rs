//! The register in a database: the only place with SQL, one text for SQLite and PostgreSQL (sqlx's `Any`, text and bigint
//! only, values by `$1`). What a record means, and whether it is sound, is the business of those who call.

mod address;
mod apply;
mod backup;
mod chat;
mod copy;
mod errand;
mod error;
mod examine;
mod gap;
mod hints;
mod keeping;
mod lease;
mod lineage;
mod objection;
mod open;
mod pauses;
mod proposal;
mod read;
mod redirect;
mod sketch;
mod tables;
mod timed;
mod warm;

use std::fmt;
use std::path::Path;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, Connection};

use self::address::{Address, Engine};
use self::hints::Deaf;
use self::open::{in_time, is_clean, migrate, prepare};
use self::timed::Pool;
use crate::incident::Incident;

pub use self::apply::{Act, Applied, Change, Edit};
pub use self::backup::Backup;
pub use self::chat::{PostedAnswer, Setting};
pub use self::errand::{Errand, ErrandKind, FORGOTTEN};
pub use self::error::StoreError;
pub use self::examine::Examination;
pub use self::gap::{Gap, GapAsker};
pub use self::hints::Hints;
pub use self::keeping::{ChangeMade, Forgotten};
pub use self::objection::{Objected, ReviewItem};
pub use self::pauses::Pauses;
pub use self::proposal::{Base, Proposal, ProposalAct, ProposalState, Settled};
pub use self::redirect::Redirect;
pub use self::sketch::{Begun, Work};
pub use self::warm::{WarmHead, WarmIndex, WarmParts, WarmWriter};

/// The guild of the shared register.
pub const SHARED: &str = "";

/// How long one statement of something large may take on a server: a migration, a copy of everything.
const LONG: Duration = Duration::from_secs(600);

/// The migrations, compiled in.
static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// An open database. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Store {
    pool: Pool,
    address: Address,
    patience: Duration,
    deaf: Deaf,
}

/// How patient a store is and how many connections it keeps.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How long to wait for another writer (SQLite) or for a free connection before giving up. A server is given twice as long
    /// for a statement, waiting for other writers included, or for the whole of a short read.
    pub patience: Duration,
    /// Most connections at once.
    pub connections: u32,
}

impl Default for Options {
    /// Five seconds: longer than any write of ours but a large import. Four connections: questions are answered from
    /// memory, so only edits, followers and commands meet here.
    fn default() -> Self {
        Self { patience: Duration::from_secs(5), connections: 4 }
    }
}

/// What is kept of a SQLite file before its tables are brought up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// A backup beside it.
    Backup,
    /// Nothing: it is a copy.
    Nothing,
}

/// Whether a record counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// It does.
    Current,
    /// It was withdrawn; its history and its id stay.
    Retracted,
}

impl State {
    /// The name in columns.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Retracted => "retracted",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Current, Self::Retracted].into_iter().find(|state| state.name() == name)
    }
}

/// A record as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Whose it is: [`SHARED`] or a guild's id.
    pub guild: String,
    /// Whether it counts.
    pub state: State,
    /// The sequence of the revision that made it so.
    pub revision: i64,
    /// The record.
    pub incident: Incident,
}

/// How many changes a register had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Whose: [`SHARED`] or a guild's id.
    pub guild: String,
    /// How many.
    pub changes: i64,
    /// The sequence of the last one.
    pub last: i64,
    /// When that was made, RFC 3339.
    pub time: String,
}

/// One change that was made to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its number: from 1, without gaps, in the order in which changes became visible.
    pub sequence: i64,
    /// Whose record: [`SHARED`] or a guild's id.
    pub guild: String,
    /// How the record stood after the change.
    pub state: State,
    /// Who made it.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When, RFC 3339.
    pub time: String,
    /// The whole record after the change.
    pub incident: Incident,
}

impl Store {
    /// Opens the database at `sqlite:PATH` (created if absent) or `postgres://…` and brings its tables up to date.
    ///
    /// `sqlite::memory:` is a database that lives as long as the store.
    ///
    /// # Errors
    /// [`StoreError`] if it is no database, is locked, cannot be opened or was written by a newer version of the program.
    /// Its text names the file or address, without password.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_with(url, Options::default()).await
    }

    /// [`Store::open`] with other patience or another number of connections.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_with(url: &str, options: Options) -> Result<Self, StoreError> {
        Self::open_keeping(url, options, Keep::Backup).await
    }

    /// A store over a database that may not be reachable yet; [`Store::reach`] has to come before anything else.
    ///
    /// # Errors
    /// If the address cannot be read.
    pub fn unreached(url: &str) -> Result<Self, StoreError> {
        Self::pooled(url, Options::default())
    }

    /// Connects to the database and brings its tables up to date.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn reach(&self) -> Result<(), StoreError> {
        self.reach_keeping(Keep::Backup).await
    }

    async fn open_keeping(url: &str, options: Options, keep: Keep) -> Result<Self, StoreError> {
        let store = Self::pooled(url, options)?;
        store.reach_keeping(keep).await?;
        Ok(store)
    }

    fn pooled(url: &str, options: Options) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let address = Address::parse(url)?;
        let connect = address.url().parse().map_err(|error| StoreError::opening(&address, error))?;
        let (engine, patience) = (address.engine(), options.patience);
        let is_memory = address.is_memory();
        let options = AnyPoolOptions::new()
            .max_connections(if is_memory { 1 } else { options.connections.max(1) })
            .acquire_timeout(patience)
            .idle_timeout(if is_memory { None } else { Some(Duration::from_secs(600)) })
            .max_lifetime(None)
            .after_release(move |connection, _| Box::pin(is_clean(connection, engine, patience)))
            .after_connect(move |connection, _| Box::pin(prepare(connection, engine, patience)));
        // The pool may already wait once for a free connection.
        let limit = (engine == Engine::Postgres).then_some(patience * 2);
        Ok(Self { pool: Pool::new(options, connect, limit), address, patience, deaf: Deaf::default() })
    }

    async fn reach_keeping(&self, keep: Keep) -> Result<(), StoreError> {
        let (address, patience) = (&self.address, self.patience);
        let failed = |error: sqlx::Error| StoreError::opening(address, error);
        if address.is_memory() {
            let mut connection = self.pool.acquire().await.map_err(failed)?;
            return migrate(&mut connection, address, (keep, patience)).await;
        }
        // SQLite gives up by itself, and says who is in the way.
        let opening = if address.engine() == Engine::Sqlite { patience * 3 } else { patience };
        // By a connection outside the pool, since the pool would retry what cannot get better and hide the cause.
        let mut connection = in_time(opening, address, async {
            let mut connection = AnyConnection::connect(address.url()).await.map_err(failed)?;
            prepare(&mut connection, address.engine(), patience).await.map_err(failed)?;
            Ok(connection)
        })
        .await?;
        migrate(&mut connection, address, (keep, patience)).await?;
        in_time(patience, address, async { connection.close().await.map_err(failed) }).await
    }

    /// The database by name, fit to be shown: without password.
    pub fn name(&self) -> &str {
        self.address.name()
    }

    /// Closes all connections; the last one to a SQLite file also folds its write-ahead log in.
    pub async fn close(&self) {
        self.pool.close().await;
        let Some(file) = self.address.file() else { return };
        let mut log = file.as_os_str().to_owned();
        log.push("-wal");
        if !Path::new(&log).exists() {
            return;
        }
        // Two connections that close at once each leave the log to the other. It is sound where it is, and folded in by
        // whoever comes next: failing here is no failure.
        if let Ok(mut connection) = AnyConnection::connect(self.address.url()).await {
            drop(prepare(&mut connection, Engine::Sqlite, self.patience).await);
            drop(connection.close().await);
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Store").field(&self.name()).finish()
    }
}
