//! What can go wrong with the database. Each text is a fragment that names the database, without password; the cause is
//! the source. Codes of the engines are read here only.

use sqlx::migrate::MigrateError;

use super::address::{Address, Engine};
use super::timed::NoAnswer;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// An address of neither engine.
    #[error("a database address begins with sqlite: or postgres://{}", if scheme.is_empty() { String::new() } else { format!(", not \"{scheme}:\"") })]
    Address {
        /// What stands before its colon.
        scheme: String,
    },
    /// An address that begins well and goes on wrongly.
    #[error(
        "the address of the database cannot be read; it is postgres://USER:PASSWORD@HOST/NAME, with % before the code of a special character"
    )]
    Unreadable {
        /// The cause, which repeats nothing of the address.
        source: url::ParseError,
    },
    /// A path at which no file can be.
    #[error("\"{name}\" cannot be a database file: {reason}")]
    Place {
        /// The path.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// A file with other contents.
    #[error("\"{name}\" is not a SQLite database")]
    NotADatabase {
        /// The path.
        name: String,
        /// The engine's words.
        source: sqlx::Error,
    },
    /// Another program holds it.
    #[error("\"{name}\" is locked by another program")]
    Locked {
        /// The path.
        name: String,
        /// The engine's words.
        source: sqlx::Error,
    },
    /// It can be read, but not written.
    #[error("\"{name}\" cannot be written: the file or its folder is read-only")]
    ReadOnly {
        /// The path.
        name: String,
        /// The engine's words.
        source: sqlx::Error,
    },
    /// Its contents are not as SQLite left them.
    #[error("\"{name}\" is damaged; a backup takes its place by `restore`")]
    DamagedDatabase {
        /// The path.
        name: String,
        /// The engine's words.
        source: sqlx::Error,
    },
    /// Neither file nor server can be opened.
    #[error("\"{name}\" cannot be opened")]
    Unopenable {
        /// The path or address.
        name: String,
        /// The engine's words.
        source: sqlx::Error,
    },
    /// A server that does not answer.
    #[error("\"{name}\" does not answer within {seconds} seconds")]
    Silent {
        /// The path or address.
        name: String,
        /// How long was waited.
        seconds: u64,
    },
    /// Its tables are ahead of this program.
    #[error("\"{name}\" was written by a newer version of the program (migration {found}, this version knows {known})")]
    Newer {
        /// The path or address.
        name: String,
        /// The migration it has.
        found: i64,
        /// The last migration this program has.
        known: i64,
    },
    /// Its tables were made by other migrations.
    #[error("\"{name}\" has another migration {version} than this program")]
    Altered {
        /// The path or address.
        name: String,
        /// The migration that differs.
        version: i64,
    },
    /// A migration failed; nothing of it remains.
    #[error("the tables of \"{name}\" cannot be brought up to date")]
    Migration {
        /// The path or address.
        name: String,
        /// The cause.
        source: MigrateError,
    },
    /// A row holds what this program never wrote.
    #[error("{table}.{column} of {row} is not readable: {reason}")]
    BadRow {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key.
        row: String,
        /// What is wrong.
        reason: String,
    },
    /// A change to a record that does not exist.
    #[error("there is no record \"{id}\"")]
    Missing {
        /// The record.
        id: String,
    },
    /// A change to a record that was withdrawn.
    #[error("the record \"{id}\" is retracted; restore it first")]
    Retracted {
        /// The record.
        id: String,
    },
    /// Somebody else changed the record first.
    #[error("the record \"{id}\" was changed meanwhile (revision {found}, the edit began at {base})")]
    Conflict {
        /// The record.
        id: String,
        /// The revision that the editor saw.
        base: i64,
        /// The revision that it has; 0 if it is new.
        found: i64,
    },
    /// A copy into a database that has records.
    #[error("\"{name}\" is not empty")]
    NotEmpty {
        /// The path or address.
        name: String,
    },
    /// A file that is no backup.
    #[error("\"{name}\" is no backup of this program")]
    NoBackup {
        /// The path.
        name: String,
    },
    /// A backup that is not as it was written.
    #[error("\"{name}\" is damaged and nothing of it was taken: {reason}")]
    Damaged {
        /// The path.
        name: String,
        /// What is wrong.
        reason: &'static str,
    },
    /// A backup in a form that this program does not know.
    #[error("\"{name}\" was written by a newer version of the program")]
    NewerBackup {
        /// The path.
        name: String,
    },
    /// A warm index that is none of this register, or not as it was written. It is derived: nothing is lost.
    #[error("\"{name}\" is not used: {reason}")]
    UnfitIndex {
        /// The path.
        name: String,
        /// What is wrong.
        reason: &'static str,
    },
    /// A file cannot be read or written.
    #[error("\"{name}\" cannot be {doing}")]
    File {
        /// The path.
        name: String,
        /// What was to be done.
        doing: &'static str,
        /// The system's words.
        source: std::io::Error,
    },
    /// A server did not answer in time. What was asked of it may still be done; a change that is made again is one change.
    #[error("the database did not {doing} within {seconds} seconds")]
    Unanswered {
        /// What was asked of it.
        doing: &'static str,
        /// How long was waited.
        seconds: u64,
    },
    /// A statement failed.
    #[error("the database failed to {doing}")]
    Query {
        /// What was asked of it.
        doing: &'static str,
        /// The engine's words.
        source: sqlx::Error,
    },
}

impl StoreError {
    /// What a failure to open means.
    pub(super) fn opening(address: &Address, source: sqlx::Error) -> Self {
        let name = address.name().to_owned();
        match address.engine() {
            Engine::Sqlite if is_sqlite_busy(&source) => Self::Locked { name, source },
            Engine::Sqlite if sqlite_code(&source) == Some(SQLITE_NOTADB) => Self::NotADatabase { name, source },
            Engine::Sqlite if sqlite_code(&source) == Some(SQLITE_READONLY) => Self::ReadOnly { name, source },
            Engine::Sqlite if sqlite_code(&source) == Some(SQLITE_CORRUPT) => Self::DamagedDatabase { name, source },
            Engine::Sqlite | Engine::Postgres => Self::Unopenable { name, source },
        }
    }

    /// What a failure to migrate means; `known` is the last migration of this program.
    pub(super) fn migrating(address: &Address, source: MigrateError, known: i64) -> Self {
        let name = address.name().to_owned();
        match source {
            MigrateError::VersionMissing(found) if found > known => Self::Newer { name, found, known },
            MigrateError::VersionMissing(version) | MigrateError::VersionMismatch(version) => Self::Altered { name, version },
            MigrateError::Execute(source) => Self::opening(address, source),
            source => Self::Migration { name, source },
        }
    }

    /// Whether a database that cannot be opened now may be reached later without anybody doing anything to this program: the
    /// server is down, starts, has no room for another connection, or takes no writes.
    pub fn may_pass(&self) -> bool {
        /// "cannot connect now", "too many connections", "the server shuts down".
        const PASSING: [&str; 4] = ["57P03", "53300", "57P01", POSTGRES_READONLY];
        match self {
            Self::Silent { .. } | Self::Locked { .. } | Self::Unanswered { .. } => true,
            Self::Unopenable { source: sqlx::Error::Io(_), .. } | Self::Query { source: sqlx::Error::Io(_), .. } => true,
            Self::Unopenable { source: sqlx::Error::Database(error), .. } | Self::Query { source: sqlx::Error::Database(error), .. } => {
                error.code().is_some_and(|code| PASSING.contains(&&*code))
            }
            _ => false,
        }
    }

    /// For `map_err`: a failed statement.
    pub(super) fn query(doing: &'static str) -> impl Fn(sqlx::Error) -> Self {
        move |source| match NoAnswer::of(&source) {
            Some(NoAnswer(seconds)) => Self::Unanswered { doing, seconds },
            None => Self::Query { doing, source },
        }
    }
}

const SQLITE_BUSY: i32 = 5;
const SQLITE_LOCKED: i32 = 6;
const SQLITE_READONLY: i32 = 8;
const SQLITE_CORRUPT: i32 = 11;
const SQLITE_NOTADB: i32 = 26;

/// A standby, or a server that is told to take no writes now.
const POSTGRES_READONLY: &str = "25006";

/// Whether a migration failed since nothing is written now.
pub(super) fn is_postgres_readonly(error: &MigrateError) -> bool {
    let MigrateError::Execute(sqlx::Error::Database(error)) = error else { return false };
    error.code().as_deref() == Some(POSTGRES_READONLY)
}

/// Whether another connection to the SQLite file is in the way.
pub(super) fn is_sqlite_busy(error: &sqlx::Error) -> bool {
    matches!(sqlite_code(error), Some(SQLITE_BUSY | SQLITE_LOCKED))
}

/// The [primary result code](https://www.sqlite.org/rescode.html): the low byte of the extended one. PostgreSQL's codes
/// mean other things.
fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    error.as_database_error()?.code()?.parse::<i32>().ok().map(|code| code & 0xff)
}
