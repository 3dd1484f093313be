//! Copies of everything: the register with its history and what the chat keeps, from either engine to either.

use super::address::Engine;
use super::tables::Table;
use super::{LONG, Store, StoreError};

/// What a copy does to a target that holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// Leaves it and copies nothing.
    Kept,
    /// Drops it.
    Dropped,
}

impl Store {
    /// Copies every record and revision, and what the chat keeps, into an empty store, as they stand at one moment; writers
    /// need not stop.
    ///
    /// Revision numbers stay, so followers and history go on. Returns the number of the last change copied.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] if the target has records or anything of a chat, and any failure of either database; the
    /// target stays empty then.
    pub async fn copy_into(&self, target: &Self) -> Result<i64, StoreError> {
        self.copy(target, Held::Kept).await
    }

    pub(super) async fn copy(&self, target: &Self, held: Held) -> Result<i64, StoreError> {
        let (reading, writing) = (StoreError::query("read what is to be copied"), StoreError::query("write the copy"));
        let tables = Table::all().await?;
        let begin = match self.address.engine() {
            Engine::Postgres => "begin isolation level repeatable read read only",
            Engine::Sqlite => "begin",
        };
        let mut from = self.pool.begin_with(begin).await.map_err(&reading)?.patiently(LONG);
        let mut to = target.pool.begin_with(target.begin_to_write()).await.map_err(&writing)?.patiently(LONG);
        // Keeps other writers waiting, as every change of a record does.
        let locked = "update counter set value = value where name = 'revision'";
        sqlx::query(locked).execute(&mut *to).await.map_err(&writing)?;
        let value = "select value from counter where name = 'revision'";
        let mut is_empty = sqlx::query_scalar::<_, i64>(value).fetch_one(&mut *to).await.map_err(&writing)? == 0;
        for table in &tables {
            is_empty = is_empty && table.count(&mut to).await? == table.given;
        }
        if held == Held::Kept && !is_empty {
            return Err(StoreError::NotEmpty { name: target.name().to_owned() });
        }
        for table in tables.iter().rev() {
            table.clear(&mut to).await?;
        }
        for table in &tables {
            table.copy(&mut from, &mut to).await?;
        }
        let last = sqlx::query_scalar(value).fetch_one(&mut *to).await.map_err(&writing)?;
        to.commit().await.map_err(&writing)?;
        from.rollback().await.map_err(&reading)?;
        Ok(last)
    }
}
