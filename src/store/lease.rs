//! What is done by one process at a time: held for some time by the database's clock, so that those of the processes need
//! not agree, and free again by itself if its holder dies.

use std::time::Duration;

use sqlx::AssertSqlSafe;

use super::address::Engine;
use super::{Store, StoreError};

/// No lease is so long (an hour, in milliseconds): one that seems to be was given before the clock was set back.
const BEYOND: i64 = 3_600_000;

impl Engine {
    /// The database's clock: milliseconds since 1970.
    pub(super) const fn clock(self) -> &'static str {
        match self {
            // Not `now()`, which is when the transaction began.
            Self::Postgres => "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)",
            Self::Sqlite => "cast(unixepoch('subsec') * 1000 as integer)",
        }
    }
}

impl Store {
    /// Whether what is held until the time in a column is free, as a condition.
    pub(super) fn is_free(&self, column: &str) -> String {
        let clock = self.address.engine().clock();
        format!("({column} <= {clock} or {column} > {clock} + {BEYOND})")
    }

    /// Takes what has this name for a time, unless somebody else holds it; whether it is ours. Whoever holds it may take it
    /// again, for a longer or a shorter time from now.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn lease(&self, name: &str, holder: &str, time: Duration) -> Result<bool, StoreError> {
        let (clock, free) = (self.address.engine().clock(), self.is_free("lease.held_until"));
        let sql = format!(
            "insert into lease (name, holder, held_until) values ($1, $2, {clock} + $3) on conflict (name) do update \
             set holder = excluded.holder, held_until = excluded.held_until where lease.holder = excluded.holder or {free}"
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(name).bind(holder).bind(milliseconds(time));
        let done = query.execute(&self.pool).await.map_err(StoreError::query("take a turn"))?;
        Ok(done.rows_affected() > 0)
    }
}

/// A time as the database counts it.
pub(super) fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(BEYOND).min(BEYOND)
}
