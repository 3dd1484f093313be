//! Questions that the register could not answer, merged by how they were read, so many for each guild. Who asked is kept of
//! those only who want to be told.

use std::time::Duration;

use sqlx::AssertSqlSafe;

use super::apply::storable;
use super::lease::milliseconds;
use super::timed::Transaction;
use super::{Store, StoreError};
use crate::incident::ClaimKey;

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

/// Somebody who wants to be told when a question can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapAsker {
    /// Where it was asked; empty for a direct message.
    pub guild: String,
    /// The gap's reading.
    pub reading: String,
    /// The person.
    pub user: String,
    /// The question in that person's words.
    pub question: String,
    /// The interface's language in which to tell.
    pub language: String,
    /// When it was asked for, RFC 3339.
    pub time: String,
    /// Why moderators closed the question; `None` while it is open.
    pub closed: Option<String>,
}

/// guild, reading, reason, incident_id, question, times, first_time, last_time.
type GapRow = (String, String, String, String, String, i64, String, String);
/// guild, reading, user_id, question, language, time, closed_time, closed_reason.
type AskerRow = (String, String, String, String, String, String, String, String);

impl Gap {
    /// A short name of the gap in its guild, that fits a button.
    pub fn key(&self) -> String {
        // The same number of a text by which claims are named.
        ClaimKey::of(&self.reading).to_string()
    }
}

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

    /// The gaps of a guild that are open, those asked most often first.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn gaps(&self, guild: &str) -> Result<Vec<Gap>, StoreError> {
        let sql = "select guild, reading, reason, incident_id, question, times, first_time, last_time from gap \
                   where guild = $1 and closed_time = '' order by times desc, last_time desc, reading";
        let rows: Vec<GapRow> = sqlx::query_as(sql).bind(guild).fetch_all(&self.pool).await.map_err(StoreError::query("read the gaps"))?;
        Ok(rows.into_iter().map(Gap::from).collect())
    }

    /// Closes an open gap; whether it was open.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn close_gap(&self, guild: &str, reading: &str, reason: &str, time: &str) -> Result<bool, StoreError> {
        let sql = "update gap set closed_time = $4, closed_reason = $3 where guild = $1 and reading = $2 and closed_time = ''";
        let update = sqlx::query(sql).bind(guild).bind(reading).bind(storable(reason)).bind(time).execute(&self.pool).await;
        update.map(|done| done.rows_affected() > 0).map_err(StoreError::query("close the gap"))
    }

    /// Notes that somebody wants to be told; once is enough. Of a user there are at most `most`: the oldest ones go.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn wait_for_gap(&self, asker: &GapAsker, most: u32) -> Result<(), StoreError> {
        let failed = StoreError::query("note who wants to be told");
        let mut transaction = self.pool.begin_with(self.begin_to_write()).await.map_err(&failed)?;
        let sql = "insert into gap_asker (guild, reading, user_id, question, language, time) \
                   values ($1, $2, $3, $4, $5, $6) on conflict (guild, reading, user_id) do nothing";
        let insert = sqlx::query(sql).bind(&asker.guild).bind(storable(&asker.reading)).bind(&asker.user);
        let insert = insert.bind(storable(&asker.question)).bind(&asker.language).bind(&asker.time);
        insert.execute(&mut *transaction).await.map_err(&failed)?;
        let sql = "delete from gap_asker where user_id = $1 and time < coalesce((select min(time) from \
                   (select time from gap_asker where user_id = $1 order by time desc limit $2) as kept), '')";
        let delete = sqlx::query(sql).bind(&asker.user).bind(i64::from(most));
        delete.execute(&mut *transaction).await.map_err(&failed)?;
        transaction.commit().await.map_err(&failed)
    }

    /// Who wants to be told, those who waited longest first, a thousand after the first `skip`; of one user, or of all.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn gap_askers(&self, user: Option<&str>, skip: u32) -> Result<Vec<GapAsker>, StoreError> {
        let sql = "select gap_asker.guild, gap_asker.reading, user_id, gap_asker.question, language, time, \
                   coalesce(gap.closed_time, ''), coalesce(gap.closed_reason, '') from gap_asker \
                   left join gap on gap.guild = gap_asker.guild and gap.reading = gap_asker.reading \
                   where $1 = '' or user_id = $1 order by time, gap_asker.guild, gap_asker.reading, user_id limit 1000 offset $2";
        let query = sqlx::query_as(sql).bind(user.unwrap_or_default()).bind(i64::from(skip));
        let rows: Vec<AskerRow> = query.fetch_all(&self.pool).await.map_err(StoreError::query("read who wants to be told"))?;
        Ok(rows.into_iter().map(GapAsker::from).collect())
    }

    /// How many want to be told of each gap of a guild, by its reading.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn count_askers(&self, guild: &str) -> Result<Vec<(String, i64)>, StoreError> {
        let sql = "select reading, count(*) from gap_asker where guild = $1 group by reading order by reading";
        sqlx::query_as(sql).bind(guild).fetch_all(&self.pool).await.map_err(StoreError::query("read who wants to be told"))
    }

    /// Takes it on for a time to tell somebody; `false` if another process has taken it on, or the wish is gone.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn hold_asker(&self, asker: &GapAsker, time: Duration) -> Result<bool, StoreError> {
        let sql = format!(
            "update gap_asker set held_until = {} + $4 where guild = $1 and reading = $2 and user_id = $3 and {}",
            self.address.engine().clock(),
            self.is_free("held_until")
        );
        let update = sqlx::query(AssertSqlSafe(sql)).bind(&asker.guild).bind(&asker.reading).bind(&asker.user).bind(milliseconds(time));
        let done = update.execute(&self.pool).await.map_err(StoreError::query("take it on to tell somebody"))?;
        Ok(done.rows_affected() > 0)
    }

    /// Somebody was told, or cannot be told.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn drop_asker(&self, asker: &GapAsker) -> Result<(), StoreError> {
        let sql = "delete from gap_asker where guild = $1 and reading = $2 and user_id = $3";
        let delete = sqlx::query(sql).bind(&asker.guild).bind(&asker.reading).bind(&asker.user).execute(&self.pool).await;
        delete.map_err(StoreError::query("note that somebody was told")).map(drop)
    }
}

/// Drops what is too much in the guild of a new gap, but not that one.
async fn make_room(transaction: &mut Transaction, new: &Gap, most: u32) -> Result<(), StoreError> {
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

impl From<AskerRow> for GapAsker {
    fn from((guild, reading, user, question, language, time, closed_time, reason): AskerRow) -> Self {
        Self { guild, reading, user, question, language, time, closed: (!closed_time.is_empty()).then_some(reason) }
    }
}
