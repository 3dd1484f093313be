//! Whether a database still has the history that something was derived from: it may be another one, or have been replaced by
//! a backup and gone on from there.

use std::iter;

use sha2::{Digest, Sha256};

use super::backup::hexadecimal;
use super::{Store, StoreError};

impl Store {
    /// A sum of the database and its history up to a change: the same as before only if both are. `None` if there is no such
    /// change.
    ///
    /// The database is told by how many nanoseconds each of its migrations took, its history by that change and those 1, 2, 4,
    /// 8 … before it, each with its time and record. Authors are left out: who wishes to be forgotten changes no history.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn lineage(&self, revision: i64) -> Result<Option<String>, StoreError> {
        let failed = StoreError::query("read the history");
        let sql = "select version, execution_time from _sqlx_migrations order by version";
        let migrations: Vec<(i64, i64)> = sqlx::query_as(sql).fetch_all(&self.pool).await.map_err(&failed)?;
        let mut sum = Sha256::new();
        for (version, nanoseconds) in migrations {
            sum.update(version.to_le_bytes());
            sum.update(nanoseconds.to_le_bytes());
        }
        let distances = iter::once(0).chain(iter::successors(Some(1_i64), |distance| distance.checked_mul(2)));
        for sequence in distances.map_while(|distance| Some(revision - distance).filter(|sequence| *sequence > 0)) {
            let sql = "select guild, incident_id, state, time, record from revision where sequence = $1";
            let query = sqlx::query_as(sql).bind(sequence);
            let row: Option<(String, String, String, String, String)> = query.fetch_optional(&self.pool).await.map_err(&failed)?;
            let Some((guild, id, state, time, record)) = row else { return Ok(None) };
            for text in [guild, id, state, time, record] {
                sum.update((text.len() as u64).to_le_bytes());
                sum.update(text);
            }
        }
        Ok(Some(hexadecimal(&sum.finalize())))
    }
}
