//! Copies of the whole register with its history and of what the chat keeps, for backup and restore, from either engine to
//! either.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::address::Engine;
use super::read::{IncidentRow, PAGE, RevisionRow};
use super::{Store, StoreError};

/// A table of the chat: how its rows are read, page by page, and written. All columns come as text.
struct Table {
    select: &'static str,
    insert: &'static str,
}

/// The tables of the chat.
const CHAT: &[Table] = &[
    Table {
        select: "select guild, channel, name, value from setting order by guild, channel, name limit $1 offset $2",
        insert: "insert into setting (guild, channel, name, value) values ($1, $2, $3, $4)",
    },
    Table {
        select: "select message_id, channel_id, question_id, incidents, time, guild from posted_answer \
                 order by message_id limit $1 offset $2",
        insert: "insert into posted_answer (message_id, channel_id, question_id, incidents, time, guild) values ($1, $2, $3, $4, $5, $6)",
    },
    Table {
        select: "select id, guild, incident_id, text, author, time, state, claim, outcome, reviewer, decided_time from review_item \
                 order by id limit $1 offset $2",
        insert: "insert into review_item (id, guild, incident_id, text, author, time, state, claim, outcome, reviewer, decided_time) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    },
    Table {
        select: "select id, guild, act, incident_id, record, base_guild, other_id, other_guild, author, reason, time, state, reviewer, \
                 decided_time, decided_reason, cast(base_revision as text), cast(other_revision as text), cast(edition as text), \
                 cast(revision as text) from proposal order by id limit $1 offset $2",
        insert: "insert into proposal (id, guild, act, incident_id, record, base_guild, other_id, other_guild, author, reason, time, \
                 state, reviewer, decided_time, decided_reason, base_revision, other_revision, edition, revision) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, cast(cast($16 as text) as bigint), \
                 cast(cast($17 as text) as bigint), cast(cast($18 as text) as bigint), cast(cast($19 as text) as bigint))",
    },
    Table {
        select: "select guild, from_id, to_id from redirect order by guild, from_id limit $1 offset $2",
        insert: "insert into redirect (guild, from_id, to_id) values ($1, $2, $3)",
    },
    Table {
        select: "select guild, reading, reason, incident_id, question, first_time, last_time, cast(times as text) from gap \
                 order by guild, reading limit $1 offset $2",
        insert: "insert into gap (guild, reading, reason, incident_id, question, first_time, last_time, times) \
                 values ($1, $2, $3, $4, $5, $6, $7, cast(cast($8 as text) as bigint))",
    },
    Table {
        select: "select guild, time from left_guild order by guild limit $1 offset $2",
        insert: "insert into left_guild (guild, time) values ($1, $2)",
    },
];

impl Table {
    async fn copy(&self, from: &mut sqlx::AnyConnection, to: &mut sqlx::AnyConnection) -> Result<(), StoreError> {
        let (reading, writing) = (StoreError::query("read what the chat keeps"), StoreError::query("write the copy"));
        let mut offset = 0;
        loop {
            let rows: Vec<AnyRow> = sqlx::query(self.select).bind(PAGE).bind(offset).fetch_all(&mut *from).await.map_err(&reading)?;
            if rows.is_empty() {
                return Ok(());
            }
            offset += PAGE;
            for row in rows {
                let mut insert = sqlx::query(self.insert);
                for column in 0..row.len() {
                    insert = insert.bind(row.try_get::<String, usize>(column).map_err(&reading)?);
                }
                insert.execute(&mut *to).await.map_err(&writing)?;
            }
        }
    }
}

impl Store {
    /// Copies every record and revision, and what the chat keeps, into an empty store, as they stand at one moment; writers
    /// need not stop.
    ///
    /// Revision numbers stay, so followers and history go on. Returns the number of the last change copied.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] if the target has records or anything of a chat, and any failure of either database; the target stays empty then.
    pub async fn copy_into(&self, target: &Self) -> Result<i64, StoreError> {
        let (reading, writing) = (StoreError::query("read the register"), StoreError::query("write the copy"));
        let begin = match self.address.engine() {
            Engine::Postgres => "begin isolation level repeatable read read only",
            Engine::Sqlite => "begin",
        };
        let mut from = self.pool.begin_with(begin).await.map_err(&reading)?;
        let mut to = target.pool.begin().await.map_err(&writing)?;
        let locked = "update counter set value = value where name = 'revision'";
        sqlx::query(locked).execute(&mut *to).await.map_err(&writing)?;
        let value = "select value from counter where name = 'revision'";
        let there: i64 = sqlx::query_scalar(value).fetch_one(&mut *to).await.map_err(&writing)?;
        let used = "select (select count(*) from setting) + (select count(*) from posted_answer) + (select count(*) from review_item) \
                    + (select count(*) from gap) + (select count(*) from left_guild) \
                    + (select count(*) from proposal)";
        let used: i64 = sqlx::query_scalar(used).fetch_one(&mut *to).await.map_err(&writing)?;
        if there != 0 || used != 0 {
            return Err(StoreError::NotEmpty { name: target.name().to_owned() });
        }
        let last: i64 = sqlx::query_scalar(value).fetch_one(&mut *from).await.map_err(&reading)?;
        copy_incidents(&mut from, &mut to).await?;
        copy_revisions(&mut from, &mut to).await?;
        for table in CHAT {
            table.copy(&mut from, &mut to).await?;
        }
        let sql = "update counter set value = $1 where name = 'revision'";
        sqlx::query(sql).bind(last).execute(&mut *to).await.map_err(&writing)?;
        to.commit().await.map_err(&writing)?;
        from.rollback().await.map_err(&reading)?;
        Ok(last)
    }
}

async fn copy_incidents(from: &mut sqlx::AnyConnection, to: &mut sqlx::AnyConnection) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let sql = "select guild, id, state, record, revision from incident where revision > $1 order by revision limit $2";
        let rows: Vec<IncidentRow> =
            sqlx::query_as(sql).bind(after).bind(PAGE).fetch_all(&mut *from).await.map_err(StoreError::query("read the register"))?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.4;
        for (guild, id, state, record, revision) in rows {
            let sql = "insert into incident (guild, id, state, record, revision) values ($1, $2, $3, $4, $5)";
            let insert = sqlx::query(sql).bind(guild).bind(id).bind(state).bind(record).bind(revision);
            insert.execute(&mut *to).await.map_err(StoreError::query("write the copy"))?;
        }
    }
}

async fn copy_revisions(from: &mut sqlx::AnyConnection, to: &mut sqlx::AnyConnection) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let sql = "select sequence, guild, incident_id, state, author, reason, time, record from revision \
                   where sequence > $1 order by sequence limit $2";
        let rows: Vec<RevisionRow> =
            sqlx::query_as(sql).bind(after).bind(PAGE).fetch_all(&mut *from).await.map_err(StoreError::query("read the history"))?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.0;
        for (sequence, guild, id, state, author, reason, time, record) in rows {
            let sql = "insert into revision (sequence, guild, incident_id, state, author, reason, time, record) \
                       values ($1, $2, $3, $4, $5, $6, $7, $8)";
            let insert = sqlx::query(sql).bind(sequence).bind(guild).bind(id).bind(state);
            let insert = insert.bind(author).bind(reason).bind(time).bind(record);
            insert.execute(&mut *to).await.map_err(StoreError::query("write the copy"))?;
        }
    }
}
