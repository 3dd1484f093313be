//! For how long the chat keeps what it keeps: what is old, what somebody wants gone, what belongs to a guild that was left.
//! Records are not touched, and of their history only the names of those who wish to be forgotten.

use super::{Store, StoreError};

/// What became of what named a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// Objections, proposals that were not made, what was begun, and wishes to be told: they are gone.
    pub deleted: u64,
    /// Changes made, and decisions: they stay, and name nobody.
    pub unnamed: u64,
}

/// A change that somebody made to a record, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeMade {
    /// Its number.
    pub sequence: i64,
    /// Whose record.
    pub guild: String,
    /// The record.
    pub incident: String,
    /// Why.
    pub reason: String,
    /// When.
    pub time: String,
}

impl Store {
    /// What each guild has set under a name for itself.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn set_by_guilds(&self, name: &str) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "select guild, value from setting where channel = '' and name = $1 order by guild";
        sqlx::query_as(sql).bind(name).fetch_all(&self.pool).await.map_err(StoreError::query("read the settings"))
    }

    /// Drops what a guild's chat kept before a time (RFC 3339): answers, gaps last asked before it, objections that are
    /// closed, proposals that were not made and wait for nobody else, what was begun, wishes to be told. How much that was.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn forget_before(&self, guild: &str, time: &str) -> Result<u64, StoreError> {
        let statements = [
            "delete from posted_answer where guild = $1 and time < $2",
            "delete from gap where guild = $1 and last_time < $2",
            "delete from review_item where guild = $1 and time < $2 and state = 'closed'",
            "delete from proposal where guild = $1 and time < $2 and state in ('draft', 'rejected', 'withdrawn')",
            "delete from gap_asker where guild = $1 and time < $2",
            "delete from sketch where guild = $1 and time < $2",
        ];
        let mut count = 0;
        for sql in statements {
            let done = sqlx::query(sql).bind(guild).bind(time).execute(&self.pool).await.map_err(StoreError::query("drop what is old"))?;
            count += done.rows_affected();
        }
        Ok(count)
    }

    /// [`Store::forget_before`] in direct messages and in every guild that has not set for itself how long things are kept,
    /// under the name `setting`.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn forget_elsewhere_before(&self, setting: &str, time: &str) -> Result<u64, StoreError> {
        let statements = [
            "delete from posted_answer where time < $2 and guild not in (select guild from setting where channel = '' and name = $1)",
            "delete from gap where last_time < $2 and guild not in (select guild from setting where channel = '' and name = $1)",
            "delete from review_item where time < $2 and state = 'closed' \
             and guild not in (select guild from setting where channel = '' and name = $1)",
            "delete from proposal where time < $2 and state in ('draft', 'rejected', 'withdrawn') \
             and guild not in (select guild from setting where channel = '' and name = $1)",
            "delete from gap_asker where time < $2 and guild not in (select guild from setting where channel = '' and name = $1)",
            "delete from sketch where time < $2 and guild not in (select guild from setting where channel = '' and name = $1)",
        ];
        let mut count = 0;
        for sql in statements {
            let done =
                sqlx::query(sql).bind(setting).bind(time).execute(&self.pool).await.map_err(StoreError::query("drop what is old"))?;
            count += done.rows_affected();
        }
        Ok(count)
    }

    /// The changes that a user made, newest first, at most a thousand.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn changes_by(&self, user: &str) -> Result<Vec<ChangeMade>, StoreError> {
        let sql = "select sequence, guild, incident_id, reason, time from revision where author = $1 order by sequence desc limit 1000";
        let rows: Vec<(i64, String, String, String, String)> =
            sqlx::query_as(sql).bind(user).fetch_all(&self.pool).await.map_err(StoreError::query("read what is kept"))?;
        let change = |(sequence, guild, incident, reason, time)| ChangeMade { sequence, guild, incident, reason, time };
        Ok(rows.into_iter().map(change).collect())
    }

    /// Drops what is kept about a user, and takes the name off what stays: changes that were made, and decisions.
    ///
    /// # Errors
    /// A failure of the database; nothing is changed then.
    pub async fn forget_about(&self, user: &str) -> Result<Forgotten, StoreError> {
        let failed = StoreError::query("drop what is kept");
        let mut forgotten = Forgotten::default();
        let mut transaction = self.pool.begin_with(self.begin_to_write()).await.map_err(&failed)?;
        // Where it stands in front of reviewers, it is to be taken away.
        let sql = "update errand set wanted = 'forgotten', done = '' where kind = 'review' and item in \
                   (select id from review_item where author = $1 or reviewer = $1 union select id from proposal where author = $1 or reviewer = $1)";
        sqlx::query(sql).bind(user).execute(&mut *transaction).await.map_err(&failed)?;
        for sql in [
            "delete from review_item where author = $1",
            "delete from proposal where author = $1 and state <> 'approved'",
            "delete from gap_asker where user_id = $1",
            "delete from sketch where author = $1",
        ] {
            forgotten.deleted += sqlx::query(sql).bind(user).execute(&mut *transaction).await.map_err(&failed)?.rows_affected();
        }
        for sql in [
            "update proposal set author = '' where author = $1",
            "update proposal set reviewer = '' where reviewer = $1",
            "update review_item set reviewer = '' where reviewer = $1",
            "update revision set author = '' where author = $1",
        ] {
            forgotten.unnamed += sqlx::query(sql).bind(user).execute(&mut *transaction).await.map_err(&failed)?.rows_affected();
        }
        transaction.commit().await.map_err(&failed)?;
        Ok(forgotten)
    }

    /// Every guild of which anything is kept beside its records.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn known_guilds(&self) -> Result<Vec<String>, StoreError> {
        let sql = "select guild from setting where guild <> '' union select guild from posted_answer where guild <> '' \
                   union select guild from gap where guild <> '' union select guild from review_item where guild <> '' \
                   union select guild from proposal where guild <> '' union select guild from gap_asker where guild <> '' \
                   union select guild from sketch where guild <> ''";
        sqlx::query_scalar(sql).fetch_all(&self.pool).await.map_err(StoreError::query("read the guilds"))
    }

    /// Notes when the bot was removed from a guild; if that is noted already, it stays.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn leave_guild(&self, guild: &str, time: &str) -> Result<(), StoreError> {
        let sql = "insert into left_guild (guild, time) values ($1, $2) on conflict (guild) do nothing";
        let insert = sqlx::query(sql).bind(guild).bind(time).execute(&self.pool).await;
        insert.map_err(StoreError::query("note that a guild was left")).map(drop)
    }

    /// Takes [`Store::leave_guild`] back.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn rejoin_guild(&self, guild: &str) -> Result<(), StoreError> {
        let sql = "delete from left_guild where guild = $1";
        let delete = sqlx::query(sql).bind(guild).execute(&self.pool).await;
        delete.map_err(StoreError::query("note that a guild is back")).map(drop)
    }

    /// The guilds that were left, with when.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn left_guilds(&self) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "select guild, time from left_guild order by guild";
        sqlx::query_as(sql).fetch_all(&self.pool).await.map_err(StoreError::query("read the guilds that were left"))
    }

    /// Drops all that is kept of a guild beside its records, if it was left before a time (RFC 3339); whether it was.
    ///
    /// # Errors
    /// A failure of the database; nothing is dropped then.
    pub async fn forget_guild(&self, guild: &str, before: &str) -> Result<bool, StoreError> {
        let failed = StoreError::query("drop what was kept of a guild");
        let mut transaction = self.pool.begin_with(self.begin_to_write()).await.map_err(&failed)?;
        // First the mark, whose row stays locked: who would take it back meanwhile waits, and finds it gone.
        let sql = "delete from left_guild where guild = $1 and time < $2";
        let left = sqlx::query(sql).bind(guild).bind(before).execute(&mut *transaction).await.map_err(&failed)?;
        if left.rows_affected() == 0 {
            transaction.rollback().await.map_err(&failed)?;
            return Ok(false);
        }
        for sql in [
            "delete from setting where guild = $1",
            "delete from posted_answer where guild = $1",
            "delete from gap where guild = $1",
            "delete from review_item where guild = $1",
            "delete from proposal where guild = $1",
            "delete from errand where guild = $1",
            "delete from gap_asker where guild = $1",
            "delete from sketch where guild = $1",
        ] {
            sqlx::query(sql).bind(guild).execute(&mut *transaction).await.map_err(&failed)?;
        }
        transaction.commit().await.map_err(&failed)?;
        Ok(true)
    }
}
