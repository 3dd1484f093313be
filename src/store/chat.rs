//! What the chat keeps: settings of guilds and channels, which message answers which, objections. The register itself is
//! in the other files.

use super::apply::storable;
use super::{Store, StoreError};

/// One thing that was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The channel it is for; empty for the whole guild.
    pub channel: String,
    /// What.
    pub name: String,
    /// To what.
    pub value: String,
}

/// A message of the bot that answers a message of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostedAnswer {
    /// The bot's message.
    pub message: String,
    /// Where.
    pub channel: String,
    /// The message that asked.
    pub question: String,
    /// Ids of the incidents that the answer rests on.
    pub incidents: Vec<String>,
    /// When, RFC 3339.
    pub time: String,
}

/// An objection to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewItem {
    /// The id of the event that brought it.
    pub id: String,
    /// Whose moderators are to see it; empty for a direct message.
    pub guild: String,
    /// The record.
    pub incident: String,
    /// The objection.
    pub text: String,
    /// Who objects.
    pub author: String,
    /// When, RFC 3339.
    pub time: String,
}

/// message_id, channel_id, question_id, incidents, time.
type AnswerRow = (String, String, String, String, String);

impl Store {
    /// Everything set in a guild.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn settings(&self, guild: &str) -> Result<Vec<Setting>, StoreError> {
        let sql = "select channel, name, value from setting where guild = $1 order by channel, name";
        let rows: Vec<(String, String, String)> =
            sqlx::query_as(sql).bind(guild).fetch_all(&self.pool).await.map_err(StoreError::query("read the settings"))?;
        Ok(rows.into_iter().map(|(channel, name, value)| Setting { channel, name, value }).collect())
    }

    /// Sets one thing, or takes it back where there is no value.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn set(&self, guild: &str, channel: &str, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        let failed = StoreError::query("write the setting");
        let Some(value) = value else {
            let sql = "delete from setting where guild = $1 and channel = $2 and name = $3";
            return sqlx::query(sql).bind(guild).bind(channel).bind(name).execute(&self.pool).await.map_err(failed).map(drop);
        };
        let sql = "insert into setting (guild, channel, name, value) values ($1, $2, $3, $4) \
                   on conflict (guild, channel, name) do update set value = excluded.value";
        sqlx::query(sql).bind(guild).bind(channel).bind(name).bind(storable(value)).execute(&self.pool).await.map_err(failed).map(drop)
    }

    /// Keeps that messages answer others, all of them or none; an answer that was edited is kept as it is now.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn remember_answers(&self, answers: &[PostedAnswer]) -> Result<(), StoreError> {
        let failed = StoreError::query("write the answers");
        let sql = "insert into posted_answer (message_id, channel_id, question_id, incidents, time) values ($1, $2, $3, $4, $5) \
                   on conflict (message_id) do update set incidents = excluded.incidents";
        let mut transaction = self.pool.begin_with(self.begin_to_write()).await.map_err(&failed)?;
        for answer in answers {
            sqlx::query(sql)
                .bind(&answer.message)
                .bind(&answer.channel)
                .bind(&answer.question)
                .bind(answer.incidents.join(" "))
                .bind(&answer.time)
                .execute(&mut *transaction)
                .await
                .map_err(&failed)?;
        }
        transaction.commit().await.map_err(&failed)
    }

    /// The answer that is this message.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn answer_at(&self, message: &str) -> Result<Option<PostedAnswer>, StoreError> {
        let sql = "select message_id, channel_id, question_id, incidents, time from posted_answer where message_id = $1";
        let row: Option<AnswerRow> =
            sqlx::query_as(sql).bind(message).fetch_optional(&self.pool).await.map_err(StoreError::query("find the answer"))?;
        Ok(row.map(PostedAnswer::from))
    }

    /// The answer to this message.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn answer_to(&self, question: &str) -> Result<Option<PostedAnswer>, StoreError> {
        let sql = "select message_id, channel_id, question_id, incidents, time from posted_answer where question_id = $1 \
                   order by time desc limit 1";
        let row: Option<AnswerRow> =
            sqlx::query_as(sql).bind(question).fetch_optional(&self.pool).await.map_err(StoreError::query("find the answer"))?;
        Ok(row.map(PostedAnswer::from))
    }

    /// The last answer in a channel.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn last_answer_in(&self, channel: &str) -> Result<Option<PostedAnswer>, StoreError> {
        let sql = "select message_id, channel_id, question_id, incidents, time from posted_answer where channel_id = $1 \
                   order by time desc, message_id desc limit 1";
        let row: Option<AnswerRow> =
            sqlx::query_as(sql).bind(channel).fetch_optional(&self.pool).await.map_err(StoreError::query("find the answer"))?;
        Ok(row.map(PostedAnswer::from))
    }

    /// Drops an answer that is no longer there.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn forget_answer(&self, message: &str) -> Result<(), StoreError> {
        let sql = "delete from posted_answer where message_id = $1";
        sqlx::query(sql).bind(message).execute(&self.pool).await.map_err(StoreError::query("drop the answer")).map(drop)
    }

    /// Drops the answers posted before a time (RFC 3339); how many there were.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn forget_answers_before(&self, time: &str) -> Result<u64, StoreError> {
        let sql = "delete from posted_answer where time < $1";
        let done = sqlx::query(sql).bind(time).execute(&self.pool).await.map_err(StoreError::query("drop old answers"))?;
        Ok(done.rows_affected())
    }

    /// Files an objection; the same one twice is one.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn file_review(&self, item: &ReviewItem) -> Result<(), StoreError> {
        let sql = "insert into review_item (id, guild, incident_id, text, author, time, state) values ($1, $2, $3, $4, $5, $6, 'open') \
                   on conflict (id) do nothing";
        sqlx::query(sql)
            .bind(&item.id)
            .bind(&item.guild)
            .bind(&item.incident)
            .bind(storable(&item.text))
            .bind(&item.author)
            .bind(&item.time)
            .execute(&self.pool)
            .await
            .map_err(StoreError::query("file the objection"))
            .map(drop)
    }

    /// The open objections of a guild, oldest first, at most a hundred.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn open_reviews(&self, guild: &str) -> Result<Vec<ReviewItem>, StoreError> {
        let sql = "select id, guild, incident_id, text, author, time from review_item \
                   where guild = $1 and state = 'open' order by time, id limit 100";
        let rows: Vec<(String, String, String, String, String, String)> =
            sqlx::query_as(sql).bind(guild).fetch_all(&self.pool).await.map_err(StoreError::query("read the objections"))?;
        Ok(rows
            .into_iter()
            .map(|(id, guild, incident, text, author, time)| ReviewItem { id, guild, incident, text, author, time })
            .collect())
    }
}

impl From<AnswerRow> for PostedAnswer {
    fn from((message, channel, question, incidents, time): AnswerRow) -> Self {
        Self { message, channel, question, incidents: incidents.split_whitespace().map(str::to_owned).collect(), time }
    }
}
