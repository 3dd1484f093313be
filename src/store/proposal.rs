//! Changes that people propose and others review. A proposal changes its state by compare and set, so that of two
//! reviewers who press at once one is second; an approved one is marked and made in one transaction.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, Row};

use super::apply::{apply_in, lock, storable};
use super::timed::Transaction;
use super::{Change, Edit, Store, StoreError};
use crate::incident::Incident;

/// Declares an enum whose variants have names in columns.
macro_rules! column_names {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// The name in columns.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

column_names! {
    /// What is proposed.
    ProposalAct {
        /// A new edition of a record, or a new record.
        Put = "put",
        /// To withdraw a record.
        Retract = "retract",
        /// To take a withdrawal back.
        Restore = "restore",
        /// A new edition of a record that takes another one in.
        Merge = "merge",
    }
}

column_names! {
    /// How far a proposal is.
    ProposalState {
        /// Its author works on it.
        Draft = "draft",
        /// It waits for a reviewer.
        InReview = "in-review",
        /// It was made.
        Approved = "approved",
        /// It was not.
        Rejected = "rejected",
        /// Its author took it back.
        Withdrawn = "withdrawn",
    }
}

impl ProposalState {
    /// Whether it can still be decided.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::InReview)
    }
}

/// Which edition of a record somebody saw.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Base {
    /// Whose: [`super::SHARED`] or a guild's id.
    pub guild: String,
    /// Its revision; 0 if there was no record.
    pub revision: i64,
}

/// A change that somebody proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The id of the event that brought it.
    pub id: String,
    /// Whose register it is for: [`super::SHARED`] or a guild's id.
    pub guild: String,
    /// What is proposed.
    pub act: ProposalAct,
    /// The record as it is to be.
    pub incident: Incident,
    /// The edition that it was made from.
    pub base: Base,
    /// The record that a merge takes in, with the edition seen.
    pub other: Option<(String, Base)>,
    /// Who proposes it; empty once that person wished to be forgotten.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When, RFC 3339.
    pub time: String,
    /// How far it is.
    pub state: ProposalState,
    /// Counts the changes to the proposal, from 1.
    pub edition: i64,
    /// Who decided; empty until then.
    pub reviewer: String,
    /// When it was decided.
    pub decided_time: String,
    /// With what words.
    pub decided_reason: String,
    /// The revision that it made; 0 if none.
    pub revision: i64,
}

/// What a change of a proposal's state came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It is so now; with the register's revision where it was approved, else 0.
    Done(i64),
    /// The proposal was changed since the edition that was seen.
    Changed,
    /// It is in this state already, or no longer in one from which this can be done.
    Already(ProposalState),
    /// There is none, or it is somebody else's.
    Unknown,
}

impl Proposal {
    /// Whether it is a record that was not there before.
    pub fn is_new(&self) -> bool {
        self.act == ProposalAct::Put && self.base.revision == 0
    }
}

impl Store {
    /// Files a proposal; whether it was not there before. The same one twice is one, as it was filed first.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn file_proposal(&self, proposal: &Proposal) -> Result<bool, StoreError> {
        filing(proposal)?.execute(&self.pool).await.map(|done| done.rows_affected() > 0).map_err(StoreError::query("file the proposal"))
    }

    /// Files a proposal and makes the changes that it comes to, in one transaction; `None` if it was filed before, and nothing
    /// is done then. The verdict's author approves of it.
    ///
    /// # Errors
    /// As [`Store::apply`]; nothing is filed then.
    pub async fn make_proposal(&self, proposal: &Proposal, changes: &[Change], verdict: Edit<'_>) -> Result<Option<i64>, StoreError> {
        let failed = StoreError::query("file the proposal");
        let mut transaction = self.pool.begin_with(self.begin_to_write()).await.map_err(&failed)?;
        lock(&mut transaction).await?;
        if filing(proposal)?.execute(&mut *transaction).await.map_err(&failed)?.rows_affected() == 0 {
            transaction.rollback().await.map_err(&failed)?;
            return Ok(None);
        }
        approve(&mut transaction, proposal, verdict).await?;
        let revision = make(&mut transaction, proposal, changes, verdict).await?;
        transaction.commit().await.map_err(&failed)?;
        self.hint().await;
        Ok(Some(revision))
    }

    /// One proposal.
    ///
    /// # Errors
    /// [`StoreError::BadRow`] or a failure of the database.
    pub async fn proposal(&self, id: &str) -> Result<Option<Proposal>, StoreError> {
        let sql = "select id, guild, act, incident_id, record, base_guild, base_revision, other_id, other_guild, other_revision, author, \
                   reason, time, state, edition, reviewer, decided_time, decided_reason, revision from proposal where id = $1";
        let failed = StoreError::query("read the proposal");
        let row = sqlx::query(sql).bind(id).fetch_optional(&self.pool).await.map_err(failed)?;
        row.as_ref().map(proposal).transpose()
    }

    /// Whether an open proposal of a guild, other than this one, is a new record with this id.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn proposes_new(&self, guild: &str, incident: &str, but: &str) -> Result<bool, StoreError> {
        let sql = "select count(*) from proposal where guild = $1 and incident_id = $2 and id <> $3 and act = 'put' \
                   and base_revision = 0 and state in ('draft', 'in-review')";
        let failed = StoreError::query("look for proposals of the same id");
        let query = sqlx::query_scalar::<_, i64>(sql).bind(guild).bind(incident).bind(but);
        query.fetch_one(&self.pool).await.map(|found| found > 0).map_err(failed)
    }

    /// Proposals of a guild in a state, oldest first: `most` of them after the first `skip`.
    ///
    /// # Errors
    /// As [`Store::proposal`].
    pub async fn proposals(&self, guild: &str, state: ProposalState, skip: u32, most: u32) -> Result<Vec<Proposal>, StoreError> {
        let sql = "select id, guild, act, incident_id, record, base_guild, base_revision, other_id, other_guild, other_revision, author, \
                   reason, time, state, edition, reviewer, decided_time, decided_reason, revision from proposal \
                   where guild = $1 and state = $2 order by time, id limit $3 offset $4";
        let query = sqlx::query(sql).bind(guild).bind(state.name()).bind(i64::from(most)).bind(i64::from(skip));
        let rows = query.fetch_all(&self.pool).await.map_err(StoreError::query("read the proposals"))?;
        rows.iter().map(proposal).collect()
    }

    /// Who approved changes of a guild to a record that others proposed: the time of each, and the reviewer.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn approved_by(&self, guild: &str, incident: &str) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "select decided_time, reviewer from proposal where guild = $1 and state = 'approved' and reviewer <> '' \
                   and reviewer <> author and (incident_id = $2 or other_id = $2)";
        let query = sqlx::query_as(sql).bind(guild).bind(incident);
        query.fetch_all(&self.pool).await.map_err(StoreError::query("read who approved"))
    }

    /// How many proposals of a guild are in a state.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn count_proposals(&self, guild: &str, state: ProposalState) -> Result<i64, StoreError> {
        let sql = "select count(*) from proposal where guild = $1 and state = $2";
        let failed = StoreError::query("count the proposals");
        sqlx::query_scalar(sql).bind(guild).bind(state.name()).fetch_one(&self.pool).await.map_err(failed)
    }

    /// The proposals of a user, newest first, at most a thousand.
    ///
    /// # Errors
    /// As [`Store::proposal`].
    pub async fn proposals_by(&self, user: &str) -> Result<Vec<Proposal>, StoreError> {
        let sql = "select id, guild, act, incident_id, record, base_guild, base_revision, other_id, other_guild, other_revision, author, \
                   reason, time, state, edition, reviewer, decided_time, decided_reason, revision from proposal \
                   where author = $1 order by time desc, id limit 1000";
        let rows = sqlx::query(sql).bind(user).fetch_all(&self.pool).await.map_err(StoreError::query("read the proposals"))?;
        rows.iter().map(proposal).collect()
    }

    /// Puts another record, other bases and another reason into an open proposal, for its author.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn revise_proposal(&self, changed: &Proposal) -> Result<Settled, StoreError> {
        let sql = "update proposal set incident_id = $4, record = $5, base_guild = $6, base_revision = $7, reason = $8, \
                   other_guild = $9, other_revision = $10, edition = edition + 1 \
                   where id = $1 and author = $2 and edition = $3 and author <> '' and state in ('draft', 'in-review')";
        let other = changed.other.as_ref().map(|(_, base)| base.clone()).unwrap_or_default();
        let done = sqlx::query(sql)
            .bind(&changed.id)
            .bind(&changed.author)
            .bind(changed.edition)
            .bind(&changed.incident.id)
            .bind(record(&changed.incident)?)
            .bind(&changed.base.guild)
            .bind(changed.base.revision)
            .bind(storable(&changed.reason))
            .bind(&other.guild)
            .bind(other.revision)
            .execute(&self.pool)
            .await
            .map_err(StoreError::query("change the proposal"))?;
        self.settled(done.rows_affected(), &changed.id, changed.edition, Some(&changed.author)).await
    }

    /// Sends a draft in for review, for its author.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn send_proposal(&self, id: &str, author: &str) -> Result<Settled, StoreError> {
        let sql = "update proposal set state = 'in-review' where id = $1 and author = $2 and author <> '' and state = 'draft'";
        let failed = StoreError::query("send the proposal in");
        let done = sqlx::query(sql).bind(id).bind(author).execute(&self.pool).await.map_err(failed)?;
        self.settled(done.rows_affected(), id, 0, Some(author)).await
    }

    /// Takes an open proposal back, for its author.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn withdraw_proposal(&self, id: &str, author: &str, time: &str) -> Result<Settled, StoreError> {
        let sql = "update proposal set state = 'withdrawn', decided_time = $3 \
                   where id = $1 and author = $2 and author <> '' and state in ('draft', 'in-review')";
        let failed = StoreError::query("take the proposal back");
        let done = sqlx::query(sql).bind(id).bind(author).bind(time).execute(&self.pool).await.map_err(failed)?;
        self.settled(done.rows_affected(), id, 0, Some(author)).await
    }

    /// Turns an open proposal down, as it was seen. The verdict's author is the reviewer.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn reject_proposal(&self, id: &str, edition: i64, verdict: Edit<'_>) -> Result<Settled, StoreError> {
        let sql = "update proposal set state = 'rejected', reviewer = $3, decided_reason = $4, decided_time = $5 \
                   where id = $1 and edition = $2 and state in ('draft', 'in-review')";
        let query = sqlx::query(sql).bind(id).bind(edition).bind(verdict.author).bind(storable(verdict.reason)).bind(verdict.time);
        let done = query.execute(&self.pool).await.map_err(StoreError::query("turn the proposal down"))?;
        self.settled(done.rows_affected(), id, edition, None).await
    }

    /// Approves an open proposal, as it was seen, and makes the changes that it comes to, in one transaction. They are made
    /// in the name of its author, for the author's reason.
    ///
    /// # Errors
    /// As [`Store::apply`]; the proposal stays open then.
    pub async fn approve_proposal(&self, seen: &Proposal, changes: &[Change], verdict: Edit<'_>) -> Result<Settled, StoreError> {
        let failed = StoreError::query("approve the proposal");
        let mut transaction = self.pool.begin_with(self.begin_to_write()).await.map_err(&failed)?;
        // The counter before the proposal, as every writer does: two of them never wait for each other.
        lock(&mut transaction).await?;
        if approve(&mut transaction, seen, verdict).await? == 0 {
            transaction.rollback().await.map_err(&failed)?;
            return self.settled(0, &seen.id, seen.edition, None).await;
        }
        let revision = make(&mut transaction, seen, changes, verdict).await?;
        transaction.commit().await.map_err(&failed)?;
        self.hint().await;
        Ok(Settled::Done(revision))
    }

    /// What came of a compare and set, and if nothing did, why.
    async fn settled(&self, rows: u64, id: &str, edition: i64, author: Option<&str>) -> Result<Settled, StoreError> {
        if rows > 0 {
            return Ok(Settled::Done(0));
        }
        let found = self.proposal(id).await?.filter(|found| author.is_none_or(|author| found.author == author));
        Ok(match found {
            None => Settled::Unknown,
            Some(found) if found.state.is_open() && edition != 0 && found.edition != edition => Settled::Changed,
            Some(found) => Settled::Already(found.state),
        })
    }
}

/// Files a proposal, if it is not there.
fn filing(proposal: &Proposal) -> Result<Query<'_, Any, AnyArguments>, StoreError> {
    let sql = "insert into proposal (id, guild, act, incident_id, record, base_guild, base_revision, other_id, other_guild, \
               other_revision, author, reason, time, state, edition, reviewer, decided_time, decided_reason, revision) \
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '', '', 0) on conflict (id) do nothing";
    let (other, other_guild, other_revision) = match &proposal.other {
        Some((id, base)) => (id.as_str(), base.guild.as_str(), base.revision),
        None => ("", "", 0),
    };
    Ok(sqlx::query(sql)
        .bind(&proposal.id)
        .bind(&proposal.guild)
        .bind(proposal.act.name())
        .bind(&proposal.incident.id)
        .bind(record(&proposal.incident)?)
        .bind(&proposal.base.guild)
        .bind(proposal.base.revision)
        .bind(other)
        .bind(other_guild)
        .bind(other_revision)
        .bind(&proposal.author)
        .bind(storable(&proposal.reason))
        .bind(&proposal.time)
        .bind(proposal.state.name())
        .bind(proposal.edition))
}

/// Marks an open proposal as approved, as it was seen; how many were marked. A new record may have got another id since.
async fn approve(transaction: &mut Transaction, seen: &Proposal, verdict: Edit<'_>) -> Result<u64, StoreError> {
    let sql = "update proposal set state = 'approved', reviewer = $3, decided_reason = $4, decided_time = $5, incident_id = $6, record = $7 \
               where id = $1 and edition = $2 and state in ('draft', 'in-review')";
    let query = sqlx::query(sql).bind(&seen.id).bind(seen.edition).bind(verdict.author).bind(storable(verdict.reason));
    let query = query.bind(verdict.time).bind(&seen.incident.id).bind(record(&seen.incident)?);
    let done = query.execute(&mut **transaction).await;
    done.map(|done| done.rows_affected()).map_err(StoreError::query("approve the proposal"))
}

/// Makes the changes of an approved proposal; the register's revision after them.
async fn make(transaction: &mut Transaction, seen: &Proposal, changes: &[Change], verdict: Edit<'_>) -> Result<i64, StoreError> {
    let edit = Edit { author: &seen.author, reason: &seen.reason, time: verdict.time };
    let applied = apply_in(transaction, changes, edit).await?;
    if applied.added + applied.changed > 0 {
        let query = sqlx::query("update proposal set revision = $2 where id = $1").bind(&seen.id).bind(applied.revision);
        query.execute(&mut **transaction).await.map_err(StoreError::query("approve the proposal"))?;
    }
    Ok(applied.revision)
}

/// The record as it is stored.
fn record(incident: &Incident) -> Result<String, StoreError> {
    serde_json::to_string(incident).map_err(|error| bad(&incident.id, "record", error.to_string()))
}

fn bad(id: &str, column: &'static str, reason: String) -> StoreError {
    StoreError::BadRow { table: "proposal", column, row: id.to_owned(), reason }
}

fn proposal(row: &AnyRow) -> Result<Proposal, StoreError> {
    let failed = StoreError::query("read the proposal");
    let text = |column: &str| row.try_get::<String, &str>(column).map_err(&failed);
    let number = |column: &str| row.try_get::<i64, &str>(column).map_err(&failed);
    let id = text("id")?;
    let (act, state, other) = (text("act")?, text("state")?, text("other_id")?);
    let other_base = Base { guild: text("other_guild")?, revision: number("other_revision")? };
    Ok(Proposal {
        act: ProposalAct::from_name(&act).ok_or_else(|| bad(&id, "act", format!("\"{act}\" is no act")))?,
        state: ProposalState::from_name(&state).ok_or_else(|| bad(&id, "state", format!("\"{state}\" is no state")))?,
        incident: serde_json::from_str(&text("record")?).map_err(|error| bad(&id, "record", error.to_string()))?,
        guild: text("guild")?,
        base: Base { guild: text("base_guild")?, revision: number("base_revision")? },
        other: (!other.is_empty()).then_some((other, other_base)),
        author: text("author")?,
        reason: text("reason")?,
        time: text("time")?,
        edition: number("edition")?,
        reviewer: text("reviewer")?,
        decided_time: text("decided_time")?,
        decided_reason: text("decided_reason")?,
        revision: number("revision")?,
        id,
    })
}
