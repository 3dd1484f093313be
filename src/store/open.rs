//! Opening: what each connection is told, and the tables brought up to date.

use std::time::Duration;

use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use super::address::{Address, Engine};
use super::{Keep, LONG, MIGRATIONS, StoreError, backup, error, timed};

/// Settings that SQLite forgets with each connection. A commit waits for the disk (`full`): an acknowledged edit is kept
/// even when the power fails. Readers and the writer do not wait for each other (`wal`).
pub(super) async fn prepare(connection: &mut AnyConnection, engine: Engine, patience: Duration) -> Result<(), sqlx::Error> {
    match engine {
        Engine::Postgres => {}
        Engine::Sqlite => {
            let wait = AssertSqlSafe(format!("pragma busy_timeout = {}", patience.as_millis()));
            sqlx::query(wait).execute(&mut *connection).await?;
            let mode: String = sqlx::query_scalar("pragma journal_mode").fetch_one(&mut *connection).await?;
            if mode != "wal" && mode != "memory" {
                use_write_ahead_log(connection, patience).await?;
            }
            sqlx::query("pragma synchronous = full").execute(&mut *connection).await?;
            sqlx::query("pragma foreign_keys = on").execute(&mut *connection).await?;
        }
    }
    Ok(())
}

/// Whether a connection can be used again. SQLite takes a transaction back by itself when the disk is full; sqlx then still
/// counts it, and such a connection would refuse every later one.
///
/// A server that does not answer holds no place in the pool for ever: what is not told in time is closed.
pub(super) async fn is_clean(connection: &mut AnyConnection, engine: Engine, patience: Duration) -> Result<bool, sqlx::Error> {
    let limit = (engine == Engine::Postgres).then_some(patience);
    // Behind a rollback that is on its way.
    timed::in_time(limit, connection.ping()).await?;
    Ok(!connection.is_in_transaction())
}

/// Asks again while others hold the file: SQLite does not wait its busy timeout when it changes the journal mode.
async fn use_write_ahead_log(connection: &mut AnyConnection, patience: Duration) -> Result<(), sqlx::Error> {
    const PAUSE: Duration = Duration::from_millis(10);
    let mut waited = Duration::ZERO;
    loop {
        match sqlx::query("pragma journal_mode = wal").execute(&mut *connection).await {
            Err(error) if waited < patience && error::is_sqlite_busy(&error) => tokio::time::sleep(PAUSE).await,
            outcome => return outcome.map(drop),
        }
        waited += PAUSE;
    }
}

/// Applies the migrations that are missing. Processes that start together wait for each other: PostgreSQL by sqlx's
/// advisory lock, SQLite, for which sqlx has none, by one transaction that locks from the start.
pub(super) async fn migrate(
    connection: &mut AnyConnection,
    address: &Address,
    (keep, patience): (Keep, Duration),
) -> Result<(), StoreError> {
    let failed = |error: sqlx::Error| StoreError::opening(address, error);
    let migrated = |error| StoreError::migrating(address, error, backup::known());
    match address.engine() {
        Engine::Postgres => {
            let version = in_time(patience, address, async { applied(connection, Engine::Postgres).await.map_err(failed) }).await?;
            // A large table takes its time; when there is nothing to do but to compare, that is short.
            let limit = if version < backup::known() { LONG } else { patience * 2 };
            in_time(limit, address, async {
                match MIGRATIONS.run_direct(None, connection, false).await {
                    // It makes sure of its own table before it looks whether there is anything to do. There is not: who only
                    // reads goes on, and who writes is told then.
                    Err(error) if version == backup::known() && error::is_postgres_readonly(&error) => Ok(()),
                    done => done.map_err(migrated),
                }
            })
            .await
        }
        Engine::Sqlite => {
            let mut transaction = connection.begin_with("begin immediate").await.map_err(failed)?;
            let version = applied(&mut transaction, Engine::Sqlite).await.map_err(failed)?;
            if keep == Keep::Backup && (1..backup::known()).contains(&version) {
                backup::before_migration(address, version).await?;
            }
            MIGRATIONS.run_direct(None, &mut *transaction, false).await.map_err(migrated)?;
            transaction.commit().await.map_err(failed)
        }
    }
}

/// The last migration that a database has; 0 before the first.
pub(super) async fn applied(connection: &mut AnyConnection, engine: Engine) -> Result<i64, sqlx::Error> {
    let there = match engine {
        Engine::Sqlite => "select count(*) from sqlite_master where type = 'table' and name = '_sqlx_migrations'",
        Engine::Postgres => "select count(*) from pg_tables where tablename = '_sqlx_migrations' and schemaname = current_schema()",
    };
    if sqlx::query_scalar::<_, i64>(there).fetch_one(&mut *connection).await? == 0 {
        return Ok(0);
    }
    sqlx::query_scalar("select coalesce(max(version), 0) from _sqlx_migrations").fetch_one(connection).await
}

/// Gives up what takes too long: a server that accepts a connection may still never answer. A file always does, however slow
/// the machine; for who holds it SQLite waits by itself.
pub(super) async fn in_time<T>(
    patience: Duration,
    address: &Address,
    work: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    if address.engine() == Engine::Sqlite {
        return work.await;
    }
    let silent = |_| StoreError::Silent { name: address.name().to_owned(), seconds: patience.as_secs() };
    tokio::time::timeout(patience, work).await.map_err(silent)?
}
