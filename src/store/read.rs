//! Reads: the register as it stands, what came after a revision, the history of a record. A row that cannot be read is an error that names it.

use super::{Revision, Span, State, Store, StoreError, Stored};
use crate::incident::Incident;

/// Rows fetched at once: a few megabytes of records.
pub(super) const PAGE: i64 = 1_000;

/// A row of `incident`: guild, id, state, record, revision.
pub(super) type IncidentRow = (String, String, String, String, i64);
/// A row of `revision`: sequence, guild, incident_id, state, author, reason, time, record.
pub(super) type RevisionRow = (i64, String, String, String, String, String, String, String);

impl Store {
    /// Every current record of the shared register and of all guilds, in the order of their last changes.
    ///
    /// Read page by page: a record that changes meanwhile may come twice, the later edition last. Ask for
    /// [`Store::revision`] before and follow on from it with [`Store::revisions_since`].
    ///
    /// # Errors
    /// [`StoreError::BadRow`] or a failure of the database.
    pub async fn load(&self) -> Result<Vec<Stored>, StoreError> {
        let mut all = Vec::new();
        loop {
            let after = all.last().map_or(0, |stored: &Stored| stored.revision);
            let page = self.load_page(after).await?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    }

    /// The next current records whose last change came after revision `after`, oldest change first; empty at the end.
    ///
    /// For those who need not hold all records at once.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn load_page(&self, after: i64) -> Result<Vec<Stored>, StoreError> {
        let sql = "select guild, id, state, record, revision from incident \
                   where revision > $1 and state = 'current' order by revision limit $2";
        let rows: Vec<IncidentRow> =
            sqlx::query_as(sql).bind(after).bind(PAGE).fetch_all(&self.pool).await.map_err(StoreError::query("read the register"))?;
        rows.into_iter().map(Stored::try_from).collect()
    }

    /// Every current record of all guilds, without the shared register, in the order of their last changes.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn load_own(&self) -> Result<Vec<Stored>, StoreError> {
        // Put in order here: SQLite would go through all records by the index of revisions to find the few of guilds in order.
        let sql = "select guild, id, state, record, revision from incident where guild > '' and state = 'current'";
        let mut rows: Vec<IncidentRow> = sqlx::query_as(sql).fetch_all(&self.pool).await.map_err(StoreError::query("read the register"))?;
        rows.sort_unstable_by_key(|(.., revision)| *revision);
        rows.into_iter().map(Stored::try_from).collect()
    }

    /// Every current record of one guild, or of the shared register, in the order of their last changes.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn load_of(&self, guild: &str) -> Result<Vec<Stored>, StoreError> {
        let sql = "select guild, id, state, record, revision from incident where guild = $1 and state = 'current' order by revision";
        let rows: Vec<IncidentRow> =
            sqlx::query_as(sql).bind(guild).fetch_all(&self.pool).await.map_err(StoreError::query("read the register"))?;
        rows.into_iter().map(Stored::try_from).collect()
    }

    /// The records of a guild that are retracted, the last one first, at most `most`.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn retracted_of(&self, guild: &str, most: u32) -> Result<Vec<Stored>, StoreError> {
        let sql = "select guild, id, state, record, revision from incident where guild = $1 and state = 'retracted' \
                   order by revision desc limit $2";
        let query = sqlx::query_as(sql).bind(guild).bind(i64::from(most));
        let rows: Vec<IncidentRow> = query.fetch_all(&self.pool).await.map_err(StoreError::query("read the register"))?;
        rows.into_iter().map(Stored::try_from).collect()
    }

    /// One record, current or retracted.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn find(&self, guild: &str, id: &str) -> Result<Option<Stored>, StoreError> {
        let sql = "select guild, id, state, record, revision from incident where guild = $1 and id = $2";
        let row: Option<IncidentRow> =
            sqlx::query_as(sql).bind(guild).bind(id).fetch_optional(&self.pool).await.map_err(StoreError::query("read the record"))?;
        row.map(Stored::try_from).transpose()
    }

    /// The number of the last change; 0 before the first. Cheap: followers may ask several times a second.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn revision(&self) -> Result<i64, StoreError> {
        let sql = "select value from counter where name = 'revision'";
        let failed = StoreError::query("read the revision number");
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.map_err(failed)
    }

    /// The next changes after revision `sequence`, in order, at most a thousand; empty when there are none (yet).
    ///
    /// A follower that remembers the last sequence it was given misses no change, whoever makes it.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn revisions_since(&self, sequence: i64) -> Result<Vec<Revision>, StoreError> {
        let sql = "select sequence, guild, incident_id, state, author, reason, time, record from revision \
                   where sequence > $1 order by sequence limit $2";
        let query = sqlx::query_as(sql).bind(sequence).bind(PAGE);
        let failed = StoreError::query("read the changes");
        let rows: Vec<RevisionRow> = query.fetch_all(&self.pool).await.map_err(failed)?;
        rows.into_iter().map(Revision::try_from).collect()
    }

    /// How many changes each register had up to a sequence, with the last of them.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn spans(&self, until: i64) -> Result<Vec<Span>, StoreError> {
        let sql = "select r.guild, n.changes, r.sequence, r.time from revision r join (select guild, count(*) as changes, \
                   max(sequence) as last from revision where sequence <= $1 group by guild) n on r.sequence = n.last order by r.guild";
        let rows: Vec<(String, i64, i64, String)> =
            sqlx::query_as(sql).bind(until).fetch_all(&self.pool).await.map_err(StoreError::query("count the changes"))?;
        Ok(rows.into_iter().map(Span::from).collect())
    }

    /// The same of one register; `None` if it had none.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn span_of(&self, guild: &str, until: i64) -> Result<Option<Span>, StoreError> {
        let sql = "select r.guild, n.changes, r.sequence, r.time from revision r join (select count(*) as changes, max(sequence) as last \
                   from revision where guild = $1 and sequence <= $2) n on r.sequence = n.last";
        let query = sqlx::query_as(sql).bind(guild).bind(until);
        let row: Option<(String, i64, i64, String)> =
            query.fetch_optional(&self.pool).await.map_err(StoreError::query("count the changes"))?;
        Ok(row.map(Span::from))
    }

    /// All changes to a record, first to last; empty if there never was one with this id.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn history(&self, guild: &str, id: &str) -> Result<Vec<Revision>, StoreError> {
        let sql = "select sequence, guild, incident_id, state, author, reason, time, record from revision \
                   where guild = $1 and incident_id = $2 order by sequence";
        let rows: Vec<RevisionRow> =
            sqlx::query_as(sql).bind(guild).bind(id).fetch_all(&self.pool).await.map_err(StoreError::query("read the history"))?;
        rows.into_iter().map(Revision::try_from).collect()
    }
}

impl Store {
    /// Changes to a record before a sequence, the last one first, at most `most`; from the newest on for `i64::MAX`.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn history_before(&self, guild: &str, id: &str, before: i64, most: u32) -> Result<Vec<Revision>, StoreError> {
        let sql = "select sequence, guild, incident_id, state, author, reason, time, record from revision \
                   where guild = $1 and incident_id = $2 and sequence < $3 order by sequence desc limit $4";
        let query = sqlx::query_as(sql).bind(guild).bind(id).bind(before).bind(i64::from(most));
        let rows: Vec<RevisionRow> = query.fetch_all(&self.pool).await.map_err(StoreError::query("read the history"))?;
        rows.into_iter().map(Revision::try_from).collect()
    }

    /// The change with this number.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub async fn revision_at(&self, sequence: i64) -> Result<Option<Revision>, StoreError> {
        let sql = "select sequence, guild, incident_id, state, author, reason, time, record from revision where sequence = $1";
        let failed = StoreError::query("read the change");
        let row: Option<RevisionRow> = sqlx::query_as(sql).bind(sequence).fetch_optional(&self.pool).await.map_err(failed)?;
        row.map(Revision::try_from).transpose()
    }
}

impl From<(String, i64, i64, String)> for Span {
    fn from((guild, changes, last, time): (String, i64, i64, String)) -> Self {
        Self { guild, changes, last, time }
    }
}

impl TryFrom<IncidentRow> for Stored {
    type Error = StoreError;

    fn try_from((guild, id, state_name, record, revision): IncidentRow) -> Result<Self, StoreError> {
        Ok(Self { state: state("incident", &state_name, &id)?, incident: incident("incident", &record, &id)?, guild, revision })
    }
}

impl TryFrom<RevisionRow> for Revision {
    type Error = StoreError;

    fn try_from((sequence, guild, id, state_name, author, reason, time, record): RevisionRow) -> Result<Self, StoreError> {
        let row = || format!("{sequence} (\"{id}\")");
        let state = state("revision", &state_name, &row())?;
        let incident = incident("revision", &record, &row())?;
        Ok(Self { sequence, guild, state, author, reason, time, incident })
    }
}

pub(super) fn state(table: &'static str, name: &str, row: &str) -> Result<State, StoreError> {
    State::from_name(name).ok_or_else(|| StoreError::BadRow {
        table,
        column: "state",
        row: row.to_owned(),
        reason: format!("\"{name}\" is neither current nor retracted"),
    })
}

fn incident(table: &'static str, record: &str, row: &str) -> Result<Incident, StoreError> {
    serde_json::from_str(record).map_err(|error| StoreError::BadRow {
        table,
        column: "record",
        row: row.to_owned(),
        reason: error.to_string(),
    })
}
