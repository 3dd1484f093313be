//! Questions that the register could not answer, merged by how they were read, so many for each guild. Who asked is not
//! among what is kept.

use sqlx::{Any, Transaction};

use super::apply::storable;
use super::{Store, StoreError};

/// A question without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Where it was asked; empty for a direct message.
    pub guild: String,
    /// How it was read; questions that are read alike are one.
    pub reading: String,
    /// What is missing: `no-record` or `no-claim`.
    pub reason: String,
    /// The record that lacks what was asked, else empty.
    pub incident: String,
    /// The words in which it was asked first.
    pub question: String,
    /// How often it was asked.
    pub times: i64,
    /// When first, RFC 3339.
    pub first: String,
    /// When last.
    pub last: String,
}

/// guild, reading, reason, incident_id, question, times, first_time, last_time.
type GapRow = (String, String, String, String, String, i64, String, String);

impl Store {
    /// Files questions, all of them or none; how many of them were not there before.
    ///
    /// A guild keeps `most`: one too many takes the place of what was asked least often and longest ago.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn file_gaps(&self, gaps: &[Gap], most: u32) -> Result<usize, StoreError> {
        let failed = StoreError::query("file the gaps");
        // In one order, so that two processes never wait for each other.
        let mut ordered: Vec<&Gap> = gaps.iter().collect();
        ordered.sort_by_key(|gap| (&gap.guild, &gap.reading));
        let mut transaction = self.pool.begin_with(self.begin_to_write()).await.map_err(&failed)?;
        let mut new = 0;
        for gap in ordered {
            let sql = "insert into gap (guild, reading, reason, incident_id, question, times, first_time, last_time) \
                       values ($1, $2, $3, $4, $5, $6, $7, $8) \
                       on conflict (guild, reading) do update set times = gap.times + excluded.times, last_time = excluded.last_time \
                       returning times";
            let times: i64 = sqlx::query_scalar(sql)
                .bind(&gap.guild)
                .bind(storable(&gap.reading))
                .bind(&gap.reason)
                .bind(&gap.incident)
                .bind(storable(&gap.question))
                .bind(gap.times)
                .bind(&gap.first)
                .bind(&gap.last)
                .fetch_one(&mut *transaction)
                .await
                .map_err(&failed)?;
            if times == gap.times {
                new += 1;
                make_room(&mut transaction, gap, most).await?;
            }
        }
        transaction.commit().await.map_err(&failed)?;
        Ok(new)
    }

    /// The gaps of a guild, those asked most often first.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn gaps(&self, guild: &str) -> Result<Vec<Gap>, StoreError> {
        let sql = "select guild, reading, reason, incident_id, question, times, first_time, last_time from gap \
                   where guild = $1 order by times desc, last_time desc, reading";
        let rows: Vec<GapRow> = sqlx::query_as(sql).bind(guild).fetch_all(&self.pool).await.map_err(StoreError::query("read the gaps"))?;
        Ok(rows.into_iter().map(Gap::from).collect())
    }
}

/// Drops what is too much in the guild of a new gap, but not that one.
async fn make_room(transaction: &mut Transaction<'_, Any>, new: &Gap, most: u32) -> Result<(), StoreError> {
    let failed = StoreError::query("make room for a gap");
    let count: i64 = sqlx::query_scalar("select count(*) from gap where guild = $1")
        .bind(&new.guild)
        .fetch_one(&mut **transaction)
        .await
        .map_err(&failed)?;
    let excess = count - i64::from(most);
    if excess <= 0 {
        return Ok(());
    }
    let sql = "delete from gap where guild = $1 and reading in \
               (select reading from gap where guild = $1 and reading <> $2 order by times, last_time, reading limit $3)";
    let delete = sqlx::query(sql).bind(&new.guild).bind(storable(&new.reading)).bind(excess);
    delete.execute(&mut **transaction).await.map_err(&failed).map(drop)
}

impl From<GapRow> for Gap {
    fn from((guild, reading, reason, incident, question, times, first, last): GapRow) -> Self {
        Self { guild, reading, reason, incident, question, times, first, last }
    }
}
