//! Writes: a set of changes becomes visible whole or not at all, each with its revision, in one order for everybody.

use sqlx::AssertSqlSafe;

use super::address::Engine;
use super::timed::Transaction;
use super::{SHARED, State, Store, StoreError, objection, redirect};
use crate::incident::Incident;

/// A change to one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose record: [`super::SHARED`] or a guild's id.
    pub guild: String,
    /// What is done to it.
    pub act: Act,
    /// The revision that the editor saw (0: none, the record is new). The change is refused if there is a later one;
    /// `None` overwrites whatever is there.
    pub base: Option<i64>,
    /// The revision of the shared record that a guild's first own edition was made from. The change is refused if the shared
    /// record has another one; `None` does not look.
    pub beneath: Option<i64>,
}

/// What can be done to a record. Nothing deletes: an id is never reused and history stays.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "nearly every change puts a record, so a box would only add an allocation")]
pub enum Act {
    /// Adds the record or replaces it by this edition.
    Put(Incident),
    /// Withdraws the record with this id.
    Retract(String),
    /// Takes a withdrawal back.
    Restore(String),
    /// Withdraws a record in favour of another, to which its id leads from now on.
    Merge {
        /// The record that is withdrawn.
        from: String,
        /// The record that took it in.
        into: String,
    },
}

/// Who changes the register, why and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit<'a> {
    /// Who.
    pub author: &'a str,
    /// Why.
    pub reason: &'a str,
    /// When, RFC 3339; the store has no clock.
    pub time: &'a str,
}

/// What a set of changes came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applied {
    /// The register's revision after it.
    pub revision: i64,
    /// Records that were not there before.
    pub added: usize,
    /// Records that are now different, retracted or restored.
    pub changed: usize,
    /// Records that already stood so; they got no revision.
    pub unchanged: usize,
}

/// A row to write.
struct Row<'a> {
    guild: &'a str,
    id: &'a str,
    state: State,
    record: String,
}

/// A row as found.
struct Found {
    state: State,
    record: String,
    revision: i64,
}

impl Change {
    /// Adds or replaces a record, whatever is there.
    pub fn put(guild: &str, incident: Incident) -> Self {
        Self { guild: guild.to_owned(), act: Act::Put(incident), base: None, beneath: None }
    }

    /// Withdraws a record.
    pub fn retract(guild: &str, id: &str) -> Self {
        Self { guild: guild.to_owned(), act: Act::Retract(id.to_owned()), base: None, beneath: None }
    }

    /// Takes a withdrawal back.
    pub fn restore(guild: &str, id: &str) -> Self {
        Self { guild: guild.to_owned(), act: Act::Restore(id.to_owned()), base: None, beneath: None }
    }

    /// Withdraws a record in favour of another.
    pub fn merge(guild: &str, from: &str, into: &str) -> Self {
        let act = Act::Merge { from: from.to_owned(), into: into.to_owned() };
        Self { guild: guild.to_owned(), act, base: None, beneath: None }
    }

    /// The same change, refused if the record has a later revision than this.
    #[must_use]
    pub fn over(self, base: i64) -> Self {
        Self { base: Some(base), ..self }
    }

    /// The same change, refused unless the shared record has this revision.
    #[must_use]
    pub fn beneath(self, shared: i64) -> Self {
        Self { beneath: Some(shared), ..self }
    }

    /// The record it is about.
    pub fn id(&self) -> &str {
        match &self.act {
            Act::Put(incident) => &incident.id,
            Act::Retract(id) | Act::Restore(id) | Act::Merge { from: id, .. } => id,
        }
    }
}

impl Engine {
    /// How a transaction that writes begins.
    pub(super) const fn begin_to_write(self) -> &'static str {
        match self {
            // The isolation that the counter's lock rests on: after waiting for it, a statement sees what was committed.
            Self::Postgres => "begin isolation level read committed",
            // Locks for writing at once: a reader that turns writer midway can be refused.
            Self::Sqlite => "begin immediate",
        }
    }
}

impl Store {
    /// How a transaction that writes begins. A process that stops in the middle of one, or that the network has lost, keeps
    /// others waiting only for a while.
    pub(super) fn begin_to_write(&self) -> AssertSqlSafe<String> {
        let begin = self.address.engine().begin_to_write();
        AssertSqlSafe(match self.address.engine() {
            Engine::Postgres => format!("{begin}; set local idle_in_transaction_session_timeout = {}", (self.patience * 3).as_millis()),
            Engine::Sqlite => begin.to_owned(),
        })
    }

    /// Applies all changes in their order, or none of them.
    ///
    /// A record that already stands as the change wants it gets no revision, so the same changes applied twice leave one trace.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Retracted`] or [`StoreError::Conflict`] if one of the changes does not fit
    /// what is there, and any failure of the database. Nothing is changed then.
    pub async fn apply(&self, changes: &[Change], edit: Edit<'_>) -> Result<Applied, StoreError> {
        let failed = StoreError::query("write the changes");
        let mut transaction = self.pool.begin_with(self.begin_to_write()).await.map_err(&failed)?;
        let applied = apply_in(&mut transaction, changes, edit).await?;
        if applied.added + applied.changed == 0 {
            transaction.rollback().await.map_err(&failed)?;
        } else {
            transaction.commit().await.map_err(&failed)?;
            self.hint().await;
        }
        Ok(applied)
    }
}

/// [`Store::apply`] within a transaction that has other things to do.
pub(super) async fn apply_in(transaction: &mut Transaction, changes: &[Change], edit: Edit<'_>) -> Result<Applied, StoreError> {
    let before = lock(transaction).await?;
    let mut applied = Applied { revision: before, ..Applied::default() };
    for change in changes {
        refuse_other_beneath(transaction, change).await?;
        let found = find(transaction, &change.guild, change.id()).await?;
        let is_new = found.is_none();
        let Some(row) = row(change, found)? else {
            applied.unchanged += 1;
            continue;
        };
        applied.revision += 1;
        write(transaction, &row, applied.revision, edit).await?;
        match &change.act {
            Act::Merge { from, into } => {
                redirect::write(transaction, &change.guild, from, into).await?;
                objection::follow_merge(transaction, &change.guild, from, into).await?;
            }
            Act::Restore(id) => redirect::remove(transaction, &change.guild, id).await?,
            Act::Put(_) | Act::Retract(_) => {}
        }
        if is_new { applied.added += 1 } else { applied.changed += 1 }
    }
    if applied.revision != before {
        let sql = "update counter set value = $1 where name = 'revision'";
        let update = sqlx::query(sql).bind(applied.revision).execute(&mut **transaction).await;
        update.map_err(StoreError::query("write the changes"))?;
    }
    Ok(applied)
}

/// A guild's first own edition of a shared record is made from that record as it is.
async fn refuse_other_beneath(transaction: &mut Transaction, change: &Change) -> Result<(), StoreError> {
    let Some(base) = change.beneath else { return Ok(()) };
    let found = find(transaction, SHARED, change.id()).await?.map_or(0, |found| found.revision);
    if found == base { Ok(()) } else { Err(StoreError::Conflict { id: change.id().to_owned(), base, found }) }
}

/// Waits for other writers and keeps them waiting until the transaction ends; the last sequence given out.
pub(super) async fn lock(transaction: &mut Transaction) -> Result<i64, StoreError> {
    let failed = StoreError::query("order the changes");
    let sql = "update counter set value = value where name = 'revision'";
    sqlx::query(sql).execute(&mut **transaction).await.map_err(&failed)?;
    let sql = "select value from counter where name = 'revision'";
    sqlx::query_scalar(sql).fetch_one(&mut **transaction).await.map_err(&failed)
}

async fn find(transaction: &mut Transaction, guild: &str, id: &str) -> Result<Option<Found>, StoreError> {
    let sql = "select state, record, revision from incident where guild = $1 and id = $2";
    let row: Option<(String, String, i64)> =
        sqlx::query_as(sql).bind(guild).bind(id).fetch_optional(&mut **transaction).await.map_err(StoreError::query("find the record"))?;
    let Some((state, record, revision)) = row else { return Ok(None) };
    Ok(Some(Found { state: super::read::state("incident", &state, id)?, record, revision }))
}

/// The row that the change asks for; `None` if it stands so already.
fn row(change: &Change, found: Option<Found>) -> Result<Option<Row<'_>>, StoreError> {
    let id = change.id();
    let at = found.as_ref().map_or(0, |found| found.revision);
    let (state, record, is_same) = match (&change.act, found) {
        (Act::Put(_), Some(Found { state: State::Retracted, .. })) => return Err(StoreError::Retracted { id: id.to_owned() }),
        (Act::Put(incident), found) => {
            let record = serde_json::to_string(incident).map_err(|error| unwritable(id, &error))?;
            let is_same = found.is_some_and(|found| found.record == record);
            (State::Current, record, is_same)
        }
        (Act::Retract(_) | Act::Restore(_) | Act::Merge { .. }, None) => return Err(StoreError::Missing { id: id.to_owned() }),
        (Act::Merge { .. }, Some(Found { state: State::Retracted, .. })) => return Err(StoreError::Retracted { id: id.to_owned() }),
        (Act::Merge { .. }, Some(found)) => (State::Retracted, found.record, false),
        (Act::Retract(_), Some(found)) => (State::Retracted, found.record, found.state == State::Retracted),
        (Act::Restore(_), Some(found)) => (State::Current, found.record, found.state == State::Current),
    };
    // Who restores is about to change what is there: that must be the edition that was seen, whoever restored it.
    if is_same && !matches!(change.act, Act::Restore(_)) {
        return Ok(None);
    }
    match change.base {
        Some(base) if base != at => Err(StoreError::Conflict { id: id.to_owned(), base, found: at }),
        _ if is_same => Ok(None),
        _ => Ok(Some(Row { guild: &change.guild, id, state, record })),
    }
}

fn unwritable(id: &str, error: &serde_json::Error) -> StoreError {
    StoreError::BadRow { table: "incident", column: "record", row: id.to_owned(), reason: error.to_string() }
}

async fn write(transaction: &mut Transaction, row: &Row<'_>, sequence: i64, edit: Edit<'_>) -> Result<(), StoreError> {
    let sql = "insert into incident (guild, id, state, record, revision) values ($1, $2, $3, $4, $5) \
               on conflict (guild, id) do update set state = excluded.state, record = excluded.record, revision = excluded.revision";
    sqlx::query(sql)
        .bind(row.guild)
        .bind(row.id)
        .bind(row.state.name())
        .bind(&row.record)
        .bind(sequence)
        .execute(&mut **transaction)
        .await
        .map_err(StoreError::query("write the record"))?;
    let sql = "insert into revision (sequence, guild, incident_id, state, author, reason, time, record) \
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    sqlx::query(sql)
        .bind(sequence)
        .bind(row.guild)
        .bind(row.id)
        .bind(row.state.name())
        .bind(storable(edit.author))
        .bind(storable(edit.reason))
        .bind(storable(edit.time))
        .bind(&row.record)
        .execute(&mut **transaction)
        .await
        .map_err(StoreError::query("write the revision"))?;
    Ok(())
}

/// PostgreSQL has no NUL in its texts, SQLite has; both get the same.
pub(super) fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
