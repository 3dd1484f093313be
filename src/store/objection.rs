//! Objections to records and their claims, for the moderators of the guild; and how they ended, for those who objected.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::apply::storable;
use super::timed::Transaction;
use super::{Store, StoreError};
use crate::incident::ClaimKey;

/// An objection to a record or to one of its claims.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReviewItem {
    /// The id of the event that brought it.
    pub id: String,
    /// Whose moderators are to see it; empty for a direct message.
    pub guild: String,
    /// The record.
    pub incident: String,
    /// The claim; `None` for the whole record.
    pub claim: Option<ClaimKey>,
    /// The objection.
    pub text: String,
    /// Who objects.
    pub author: String,
    /// When, RFC 3339.
    pub time: String,
    /// Whether it is dealt with.
    pub closed: bool,
    /// What came of it, in the words of who closed it; empty while it is open.
    pub outcome: String,
    /// Who closed it.
    pub reviewer: String,
    /// When.
    pub decided_time: String,
}

/// What an open objection is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Objected {
    /// Whose it is.
    pub guild: String,
    /// The record.
    pub incident: String,
    /// The claim; `None` for the whole record.
    pub claim: Option<ClaimKey>,
}

impl Store {
    /// Files an objection; the same one twice is one.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn file_review(&self, item: &ReviewItem) -> Result<(), StoreError> {
        let sql = "insert into review_item (id, guild, incident_id, text, author, time, state, claim, outcome, reviewer, decided_time) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing";
        sqlx::query(sql)
            .bind(&item.id)
            .bind(&item.guild)
            .bind(&item.incident)
            .bind(storable(&item.text))
            .bind(&item.author)
            .bind(&item.time)
            .bind(if item.closed { "closed" } else { "open" })
            .bind(item.claim.map(|claim| claim.to_string()).unwrap_or_default())
            .bind(storable(&item.outcome))
            .bind(&item.reviewer)
            .bind(&item.decided_time)
            .execute(&self.pool)
            .await
            .map_err(StoreError::query("file the objection"))
            .map(drop)
    }

    /// One objection.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn review(&self, id: &str) -> Result<Option<ReviewItem>, StoreError> {
        let sql = "select id, guild, incident_id, text, author, time, state, claim, outcome, reviewer, decided_time from review_item \
                   where id = $1";
        let row = sqlx::query(sql).bind(id).fetch_optional(&self.pool).await.map_err(StoreError::query("read the objection"))?;
        row.as_ref().map(item).transpose()
    }

    /// The open objections of a guild, oldest first, at most a hundred.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn open_reviews(&self, guild: &str) -> Result<Vec<ReviewItem>, StoreError> {
        let sql = "select id, guild, incident_id, text, author, time, state, claim, outcome, reviewer, decided_time from review_item \
                   where guild = $1 and state = 'open' order by time, id limit 100";
        let rows = sqlx::query(sql).bind(guild).fetch_all(&self.pool).await.map_err(StoreError::query("read the objections"))?;
        rows.iter().map(item).collect()
    }

    /// The open objections of a guild to one record, oldest first, at most a hundred.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn open_reviews_of(&self, guild: &str, incident: &str) -> Result<Vec<ReviewItem>, StoreError> {
        let sql = "select id, guild, incident_id, text, author, time, state, claim, outcome, reviewer, decided_time from review_item \
                   where guild = $1 and incident_id = $2 and state = 'open' order by time, id limit 100";
        let query = sqlx::query(sql).bind(guild).bind(incident);
        let rows = query.fetch_all(&self.pool).await.map_err(StoreError::query("read the objections"))?;
        rows.iter().map(item).collect()
    }

    /// What is objected to in all guilds, for those who keep it in memory beside the register.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn objected(&self) -> Result<Vec<Objected>, StoreError> {
        let sql = "select distinct guild, incident_id, claim from review_item where state = 'open' order by guild, incident_id, claim";
        let rows: Vec<(String, String, String)> =
            sqlx::query_as(sql).fetch_all(&self.pool).await.map_err(StoreError::query("read the objections"))?;
        Ok(rows.into_iter().map(|(guild, incident, claim)| Objected { guild, incident, claim: ClaimKey::parse(&claim) }).collect())
    }

    /// Closes an open objection of a guild; whether it was open. It is for one of two reviewers who press at once.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn close_review(&self, guild: &str, id: &str, outcome: &str, reviewer: &str, time: &str) -> Result<bool, StoreError> {
        let sql = "update review_item set state = 'closed', outcome = $3, reviewer = $4, decided_time = $5 \
                   where guild = $1 and id = $2 and state = 'open'";
        let query = sqlx::query(sql).bind(guild).bind(id).bind(storable(outcome)).bind(reviewer).bind(time);
        let done = query.execute(&self.pool).await.map_err(StoreError::query("close the objection"))?;
        Ok(done.rows_affected() > 0)
    }

    /// Notes that somebody could not be told how an objection ended.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn mark_untold(&self, id: &str) -> Result<(), StoreError> {
        let update = sqlx::query("update review_item set untold = 1 where id = $1 and author <> ''").bind(id).execute(&self.pool).await;
        update.map_err(StoreError::query("note who is to be told")).map(drop)
    }

    /// Guild and user of each who could not be told how an objection ended.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn untold(&self) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "select distinct guild, author from review_item where untold = 1";
        sqlx::query_as(sql).fetch_all(&self.pool).await.map_err(StoreError::query("read who is to be told"))
    }

    /// The objections of which somebody is to hear how they ended; who asks tells it, nobody else any more.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn take_untold(&self, guild: &str, author: &str) -> Result<Vec<ReviewItem>, StoreError> {
        let sql = "select id, guild, incident_id, text, author, time, state, claim, outcome, reviewer, decided_time from review_item \
                   where guild = $1 and author = $2 and untold = 1 order by time, id limit 5";
        let failed = StoreError::query("read who is to be told");
        let rows = sqlx::query(sql).bind(guild).bind(author).fetch_all(&self.pool).await.map_err(&failed)?;
        let mut taken = Vec::new();
        for row in &rows {
            let item = item(row)?;
            let update = sqlx::query("update review_item set untold = 0 where id = $1 and untold = 1").bind(&item.id);
            if update.execute(&self.pool).await.map_err(&failed)?.rows_affected() > 0 {
                taken.push(item);
            }
        }
        Ok(taken)
    }

    /// What somebody objected to, newest first, at most a thousand.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn kept_about(&self, user: &str) -> Result<Vec<ReviewItem>, StoreError> {
        let sql = "select id, guild, incident_id, text, author, time, state, claim, outcome, reviewer, decided_time from review_item \
                   where author = $1 order by time desc, id limit 1000";
        let rows = sqlx::query(sql).bind(user).fetch_all(&self.pool).await.map_err(StoreError::query("read what is kept"))?;
        rows.iter().map(item).collect()
    }
}

fn item(row: &AnyRow) -> Result<ReviewItem, StoreError> {
    let failed = StoreError::query("read the objection");
    let text = |column: &str| row.try_get::<String, &str>(column).map_err(&failed);
    Ok(ReviewItem {
        id: text("id")?,
        guild: text("guild")?,
        incident: text("incident_id")?,
        claim: ClaimKey::parse(&text("claim")?),
        text: text("text")?,
        author: text("author")?,
        time: text("time")?,
        closed: text("state")? == "closed",
        outcome: text("outcome")?,
        reviewer: text("reviewer")?,
        decided_time: text("decided_time")?,
    })
}

/// Open objections to a record go with it into the one that takes it in; those of a guild with an edition of its own stay.
pub(super) async fn follow_merge(transaction: &mut Transaction, guild: &str, from: &str, into: &str) -> Result<(), StoreError> {
    let sql = "update review_item set incident_id = $3 where incident_id = $2 and state = 'open' and (guild = $1 or $1 = '' and not exists \
               (select 1 from incident where incident.guild = review_item.guild and incident.id = $2 and incident.state = 'current'))";
    let update = sqlx::query(sql).bind(guild).bind(from).bind(into).execute(&mut **transaction).await;
    update.map_err(StoreError::query("move the objections")).map(drop)
}
