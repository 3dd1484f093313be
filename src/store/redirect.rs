//! Ids whose records were merged into others. Written with the merge, in its transaction (`apply`).

use super::timed::Transaction;
use super::{Store, StoreError};

/// An id that leads to another record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// In whose register: [`super::SHARED`] or a guild's id.
    pub guild: String,
    /// The id.
    pub from: String,
    /// The record that it leads to.
    pub to: String,
}

impl Store {
    /// Every id that leads to another record, of the shared register and of all guilds.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn redirects(&self) -> Result<Vec<Redirect>, StoreError> {
        let sql = "select guild, from_id, to_id from redirect order by guild, from_id";
        let rows: Vec<(String, String, String)> =
            sqlx::query_as(sql).fetch_all(&self.pool).await.map_err(StoreError::query("read the redirects"))?;
        Ok(rows.into_iter().map(|(guild, from, to)| Redirect { guild, from, to }).collect())
    }

    /// Where an id leads.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn redirect(&self, guild: &str, id: &str) -> Result<Option<String>, StoreError> {
        let sql = "select to_id from redirect where guild = $1 and from_id = $2";
        let failed = StoreError::query("follow the redirect");
        sqlx::query_scalar(sql).bind(guild).bind(id).fetch_optional(&self.pool).await.map_err(failed)
    }
}

/// Lets an id lead to another record, and with it those that led to it: there are no chains.
pub(super) async fn write(transaction: &mut Transaction, guild: &str, from: &str, to: &str) -> Result<(), StoreError> {
    let failed = StoreError::query("write the redirect");
    let sql = "update redirect set to_id = $3 where guild = $1 and to_id = $2";
    sqlx::query(sql).bind(guild).bind(from).bind(to).execute(&mut **transaction).await.map_err(&failed)?;
    let sql = "insert into redirect (guild, from_id, to_id) values ($1, $2, $3) \
               on conflict (guild, from_id) do update set to_id = excluded.to_id";
    sqlx::query(sql).bind(guild).bind(from).bind(to).execute(&mut **transaction).await.map_err(&failed).map(drop)
}

/// An id leads to its own record again.
pub(super) async fn remove(transaction: &mut Transaction, guild: &str, from: &str) -> Result<(), StoreError> {
    let sql = "delete from redirect where guild = $1 and from_id = $2";
    let delete = sqlx::query(sql).bind(guild).bind(from).execute(&mut **transaction).await;
    delete.map_err(StoreError::query("drop the redirect")).map(drop)
}
