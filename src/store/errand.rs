//! What has to be done on Discord by one of all processes, once: filed from what changed, taken by a compare and set. Whoever
//! takes an errand and dies has it taken over after some time by the database's clock; whoever lost it so, and lives, cannot
//! finish it any more.

use std::time::Duration;

use sqlx::AssertSqlSafe;

use super::lease::milliseconds;
use super::{Store, StoreError};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrandKind {
    /// A posted answer is to say what was corrected; the item is its message.
    Annotate,
    /// A proposal or objection is to be shown to reviewers as it stands, and its author is to hear how it ended.
    Review,
}

impl ErrandKind {
    /// The name in columns.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Annotate => "annotate",
            Self::Review => "review",
        }
    }
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// What.
    pub kind: ErrandKind,
    /// With what.
    pub item: String,
    /// Whose.
    pub guild: String,
    /// The revision or state for which it is to be done.
    pub wanted: String,
    /// That for which it was done last; empty if it never was.
    pub done: String,
    /// Where the message is that it is about; empty if there is none yet.
    pub channel: String,
    /// That message.
    pub message: String,
    /// How often it had been taken when it was read.
    pub taken: i64,
}

/// How the proposal or objection of an errand stands now.
const STANDS: &str = "coalesce((select proposal.state || ' ' || cast(proposal.edition as text) from proposal where proposal.id = errand.item), \
                      (select review_item.state from review_item where review_item.id = errand.item), 'gone')";

/// What is wanted of an errand whose item is decided, or whose author wished to be forgotten.
const SETTLED: &str = "(errand.wanted like 'approved %' or errand.wanted like 'rejected %' or errand.wanted like 'withdrawn %' \
                       or errand.wanted in ('closed', 'forgotten'))";

/// What is wanted where somebody wished to be forgotten: the message is shown anew without that name, or emptied.
pub const FORGOTTEN: &str = "forgotten";

impl Store {
    /// Files an errand for every posted answer that rests on a record which was changed after revision `since`, and after the
    /// answer was made; how many. Whether the change concerns the answer is for who does it to see.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn file_corrections(&self, since: i64) -> Result<u64, StoreError> {
        let sql = "insert into errand (kind, item, guild, wanted, done, channel_id, message_id) \
                   select 'annotate', posted_answer.message_id, posted_answer.guild, cast(max(revision.sequence) as text), '', \
                   posted_answer.channel_id, posted_answer.message_id from revision \
                   join answer_incident on answer_incident.incident_id = revision.incident_id \
                   join posted_answer on posted_answer.message_id = answer_incident.message_id \
                   where revision.sequence > $1 and revision.sequence > posted_answer.revision \
                   and (revision.guild = '' or revision.guild = posted_answer.guild) \
                   group by posted_answer.message_id, posted_answer.guild, posted_answer.channel_id \
                   on conflict (kind, item) do update set wanted = excluded.wanted \
                   where cast(excluded.wanted as bigint) > cast(errand.wanted as bigint)";
        let done = sqlx::query(sql).bind(since).execute(&self.pool).await.map_err(StoreError::query("file the corrections"))?;
        Ok(done.rows_affected())
    }

    /// The last revision of which it is certain that [`Store::file_corrections`] need not look at it again.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn corrected_until(&self) -> Result<i64, StoreError> {
        let sql = "select value from counter where name = 'correction'";
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.map_err(StoreError::query("read what is corrected"))
    }

    /// Moves [`Store::corrected_until`] on; never back.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn set_corrected_until(&self, revision: i64) -> Result<(), StoreError> {
        let sql = "update counter set value = $1 where name = 'correction' and value < $1";
        sqlx::query(sql).bind(revision).execute(&self.pool).await.map_err(StoreError::query("note what is corrected")).map(drop)
    }

    /// Files an errand for every open proposal and objection of a guild, and for those that stand otherwise than when they
    /// were dealt with last.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn file_reviews(&self) -> Result<(), StoreError> {
        let failed = StoreError::query("file what is to be reviewed");
        let proposals = "from proposal where proposal.state = 'in-review' and proposal.guild <> '' \
                         and not exists (select 1 from errand where errand.kind = 'review' and errand.item = proposal.id)";
        let objections = "from review_item where review_item.state = 'open' and review_item.guild <> '' \
                          and not exists (select 1 from errand where errand.kind = 'review' and errand.item = review_item.id)";
        let head = "insert into errand (kind, item, guild, wanted, done, channel_id, message_id) select 'review'";
        let new = [
            (proposals, format!("{head}, id, guild, state || ' ' || cast(edition as text), '', '', '' {proposals} on conflict do nothing")),
            (objections, format!("{head}, id, guild, state, '', '', '' {objections} on conflict do nothing")),
        ];
        // What is decided stands so for good; its errand stays for those who wish to be forgotten.
        let other = format!("from errand where errand.kind = 'review' and errand.wanted <> {STANDS} and not {SETTLED}");
        let change =
            format!("update errand set wanted = {STANDS} where errand.kind = 'review' and errand.wanted <> {STANDS} and not {SETTLED}");
        // Who only looks takes no lock that writers wait for.
        for (look, write) in new.iter().map(|(look, write)| (*look, write)).chain([(other.as_str(), &change)]) {
            let look = sqlx::AssertSqlSafe(format!("select count(*) {look}"));
            let count: i64 = sqlx::query_scalar(look).fetch_one(&self.pool).await.map_err(&failed)?;
            if count > 0 {
                sqlx::query(sqlx::AssertSqlSafe(write.clone())).execute(&self.pool).await.map_err(&failed)?;
            }
        }
        Ok(())
    }

    /// Lets everything that waits for the reviewers of a guild be shown to them anew: elsewhere, when they are told elsewhere.
    /// What is being done for the old place is not done for the new one.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn show_reviews_anew(&self, guild: &str) -> Result<(), StoreError> {
        // What is decided stays where it stands: nobody is told twice how it ended.
        let sql = format!(
            "update errand set done = '', channel_id = '', message_id = '', taken = taken + 1, held_until = 0 \
             where kind = 'review' and guild = $1 and not {SETTLED}"
        );
        sqlx::query(AssertSqlSafe(sql))
            .bind(guild)
            .execute(&self.pool)
            .await
            .map_err(StoreError::query("file what is to be reviewed"))
            .map(drop)
    }

    /// Errands that are due and that nobody holds, those not taken for the longest first, at most `most`.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn due_errands(&self, kind: ErrandKind, most: u32) -> Result<Vec<Errand>, StoreError> {
        let sql = format!(
            "select item, guild, wanted, done, channel_id, message_id, taken from errand \
             where kind = $1 and wanted <> done and {} order by held_until, item limit $2",
            self.is_free("held_until")
        );
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(kind.name()).bind(i64::from(most));
        let rows: Vec<(String, String, String, String, String, String, i64)> =
            query.fetch_all(&self.pool).await.map_err(StoreError::query("read what is to be done"))?;
        let errand =
            |(item, guild, wanted, done, channel, message, taken)| Errand { kind, item, guild, wanted, done, channel, message, taken };
        Ok(rows.into_iter().map(errand).collect())
    }

    /// How many errands are not done, whoever holds them.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn count_errands(&self, kind: ErrandKind) -> Result<i64, StoreError> {
        let sql = "select count(*) from errand where kind = $1 and wanted <> done";
        sqlx::query_scalar(sql).bind(kind.name()).fetch_one(&self.pool).await.map_err(StoreError::query("count what is to be done"))
    }

    /// Takes an errand as it was read for a time, unless somebody has done it or taken it since; whether it is ours.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn hold_errand(&self, errand: &Errand, time: Duration) -> Result<bool, StoreError> {
        let sql = format!(
            "update errand set taken = taken + 1, held_until = {} + $4 where kind = $1 and item = $2 and wanted <> done \
             and taken = $3 and {}",
            self.address.engine().clock(),
            self.is_free("held_until")
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(errand.kind.name()).bind(&errand.item).bind(errand.taken);
        let done = query.bind(milliseconds(time)).execute(&self.pool).await.map_err(StoreError::query("take what is to be done"))?;
        Ok(done.rows_affected() > 0)
    }

    /// An errand that we took is done for what was wanted of it; its message is this one now. If more is wanted meanwhile, it is
    /// due again. Whether it was still ours: else another has it, and says itself when it is done.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn complete_errand(&self, errand: &Errand) -> Result<bool, StoreError> {
        let sql = "update errand set done = $3, held_until = 0, channel_id = $4, message_id = $5 \
                   where kind = $1 and item = $2 and taken = $6 + 1";
        let query = sqlx::query(sql).bind(errand.kind.name()).bind(&errand.item).bind(&errand.wanted);
        let query = query.bind(&errand.channel).bind(&errand.message).bind(errand.taken);
        let done = query.execute(&self.pool).await.map_err(StoreError::query("note what is done"))?;
        Ok(done.rows_affected() > 0)
    }

    /// Files an errand for a proposal or objection, unless there is one.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn file_review_of(&self, guild: &str, item: &str) -> Result<(), StoreError> {
        let sql = "insert into errand (kind, item, guild, wanted, done, channel_id, message_id) \
                   values ('review', $1, $2, '', '', '', '') on conflict do nothing";
        let insert = sqlx::query(sql).bind(item).bind(guild).execute(&self.pool).await;
        insert.map_err(StoreError::query("file what is to be reviewed")).map(drop)
    }

    /// Nothing more will ever have to be done about the item of an errand that we took. One that is no longer ours stays.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn drop_errand(&self, errand: &Errand) -> Result<(), StoreError> {
        let sql = "delete from errand where kind = $1 and item = $2 and taken = $3 + 1";
        let delete = sqlx::query(sql).bind(errand.kind.name()).bind(&errand.item).bind(errand.taken).execute(&self.pool).await;
        delete.map_err(StoreError::query("note what is done")).map(drop)
    }

    /// Drops errands whose item is gone.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn drop_idle_errands(&self) -> Result<u64, StoreError> {
        let mut count = 0;
        for sql in [
            "delete from errand where kind = 'annotate' and item not in (select message_id from posted_answer)",
            "delete from errand where kind = 'review' and wanted = done and item not in (select id from review_item) \
             and item not in (select id from proposal)",
        ] {
            let done = sqlx::query(sql).execute(&self.pool).await.map_err(StoreError::query("drop what is old"))?;
            count += done.rows_affected();
        }
        Ok(count)
    }
}
