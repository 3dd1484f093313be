//! Looks at a database without changing it, for whoever wants to know why it does not work.

use std::time::Duration;

use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use super::address::{Address, Engine};
use super::open::{applied, in_time};
use super::{Store, StoreError, backup};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// The database by name, without password.
    pub name: String,
    /// The last migration of its tables; 0 if it has none.
    pub migration: i64,
    /// The last migration that this program knows.
    pub known: i64,
    /// The register's revision.
    pub revision: i64,
    /// When the last change was made, by the clock of the process that made it; empty before the first.
    pub last_change: String,
    /// What is wrong inside the file, in the engine's words; empty if nothing is.
    pub damage: String,
}

impl Store {
    /// Looks whether a database that is there can be reached and written, and how it stands. Nothing is changed.
    ///
    /// # Errors
    /// As [`Store::open`], and [`StoreError::Query`] if it cannot be written or read.
    pub async fn examine(url: &str, patience: Duration) -> Result<Examination, StoreError> {
        sqlx::any::install_default_drivers();
        let address = Address::parse(url)?;
        in_time(patience, &address, examine(&address, patience)).await
    }
}

impl Store {
    /// The last migration of a database that is there, and its revision. Nothing is changed.
    pub(super) async fn glance(address: &Address, patience: Duration) -> Result<(i64, i64), StoreError> {
        in_time(patience, address, async {
            let mut connection = connected(address, patience).await?;
            let found = stands(&mut connection, address).await?;
            connection.close().await.map_err(StoreError::query("be read"))?;
            Ok(found)
        })
        .await
    }
}

async fn connected(address: &Address, patience: Duration) -> Result<AnyConnection, StoreError> {
    let opening = |error: sqlx::Error| StoreError::opening(address, error);
    let mut connection = AnyConnection::connect(address.url()).await.map_err(opening)?;
    if address.engine() == Engine::Sqlite {
        let wait = AssertSqlSafe(format!("pragma busy_timeout = {}", patience.as_millis() / 2));
        sqlx::query(wait).execute(&mut connection).await.map_err(opening)?;
    }
    Ok(connection)
}

/// The last migration and the revision.
async fn stands(connection: &mut AnyConnection, address: &Address) -> Result<(i64, i64), StoreError> {
    let known = backup::known();
    let opening = |error: sqlx::Error| StoreError::opening(address, error);
    let migration = applied(connection, address.engine()).await.map_err(opening)?;
    if migration > known {
        return Err(StoreError::Newer { name: address.name().to_owned(), found: migration, known });
    }
    if migration == 0 {
        return Ok((0, 0));
    }
    let sql = "select value from counter where name = 'revision'";
    let revision = sqlx::query_scalar(sql).fetch_one(connection).await.map_err(StoreError::query("be read"))?;
    Ok((migration, revision))
}

async fn examine(address: &Address, patience: Duration) -> Result<Examination, StoreError> {
    let reading = StoreError::query("be read");
    let known = backup::known();
    let mut connection = connected(address, patience).await?;
    let (migration, revision) = stands(&mut connection, address).await?;
    let mut last_change = String::new();
    if migration > 0 {
        let sql = "select time from revision where sequence = $1";
        let last = sqlx::query_scalar(sql).bind(revision).fetch_optional(&mut connection).await.map_err(&reading)?;
        last_change = last.unwrap_or_default();
    }
    let damage = match address.engine() {
        Engine::Sqlite => sqlx::query_scalar("pragma quick_check(1)").fetch_one(&mut connection).await.map_err(&reading)?,
        Engine::Postgres => "ok".to_owned(),
    };
    let damage = if damage == "ok" { String::new() } else { damage };
    try_to_write(&mut connection, address.engine(), migration == known).await.map_err(StoreError::query("be written"))?;
    connection.close().await.map_err(reading)?;
    Ok(Examination { name: address.name().to_owned(), migration, known, revision, last_change, damage })
}

/// Does what a change does, or a migration if there is one to do, and takes it back.
async fn try_to_write(connection: &mut AnyConnection, engine: Engine, is_up_to_date: bool) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin_with(engine.begin_to_write()).await?;
    let sql = if is_up_to_date {
        "update counter set value = value where name = 'revision'"
    } else {
        "create table examined (name text primary key)"
    };
    sqlx::query(sql).execute(&mut *transaction).await?;
    transaction.rollback().await
}
