//! What the chat keeps: settings of guilds and channels, which message answers which. For how long is the
//! business of `keeping`; questions without an answer are in `gap`, objections in `objection`.

use std::collections::BTreeSet;

use super::apply::storable;
use super::{Store, StoreError};
use crate::incident::ClaimKey;

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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PostedAnswer {
    /// The bot's message.
    pub message: String,
    /// The guild; empty for a direct message.
    pub guild: String,
    /// Where.
    pub channel: String,
    /// The message that asked.
    pub question: String,
    /// Ids of the incidents that the answer rests on.
    pub incidents: Vec<String>,
    /// When, RFC 3339.
    pub time: String,
    /// The claims that it rests on, with the records that they are of.
    pub claims: Vec<(String, ClaimKey)>,
    /// The register's revision as of which they were shown.
    pub revision: i64,
}

/// message_id, channel_id, question_id, incidents, time, guild, claims, revision.
type AnswerRow = (String, String, String, String, String, String, String, i64);

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
        self.set_all(guild, channel, &[(name, value)]).await
    }

    /// Sets several things, all of them or none; takes back those without a value.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn set_all(&self, guild: &str, channel: &str, values: &[(&str, Option<&str>)]) -> Result<(), StoreError> {
        let failed = StoreError::query("write the settings");
        let put = "insert into setting (guild, channel, name, value) values ($1, $2, $3, $4) \
                   on conflict (guild, channel, name) do update set value = excluded.value";
        let drop = "delete from setting where guild = $1 and channel = $2 and name = $3";
        let mut transaction = self.pool.begin_with(self.begin_to_write()).await.map_err(&failed)?;
        for (name, value) in values {
            let query = match value {
                Some(value) => sqlx::query(put).bind(guild).bind(channel).bind(*name).bind(storable(value)),
                None => sqlx::query(drop).bind(guild).bind(channel).bind(*name),
            };
            query.execute(&mut *transaction).await.map_err(&failed)?;
        }
        transaction.commit().await.map_err(&failed)
    }

    /// Keeps that messages answer others, all of them or none; an answer that was edited is kept as it is now.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn remember_answers(&self, answers: &[PostedAnswer]) -> Result<(), StoreError> {
        let failed = StoreError::query("write the answers");
        let sql = "insert into posted_answer (message_id, channel_id, question_id, incidents, time, guild, claims, revision) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (message_id) do update \
                   set incidents = excluded.incidents, claims = excluded.claims, revision = excluded.revision";
        let mut transaction = self.pool.begin_with(self.begin_to_write()).await.map_err(&failed)?;
        for answer in answers {
            sqlx::query(sql)
                .bind(&answer.message)
                .bind(&answer.channel)
                .bind(&answer.question)
                .bind(answer.incidents.join(" "))
                .bind(&answer.time)
                .bind(&answer.guild)
                .bind(named(&answer.claims))
                .bind(answer.revision)
                .execute(&mut *transaction)
                .await
                .map_err(&failed)?;
            let sql = "delete from answer_incident where message_id = $1";
            sqlx::query(sql).bind(&answer.message).execute(&mut *transaction).await.map_err(&failed)?;
            let incidents: BTreeSet<&str> = answer.claims.iter().map(|(incident, _)| incident.as_str()).collect();
            for incident in incidents {
                let sql = "insert into answer_incident (message_id, incident_id) values ($1, $2)";
                sqlx::query(sql).bind(&answer.message).bind(incident).execute(&mut *transaction).await.map_err(&failed)?;
            }
        }
        transaction.commit().await.map_err(&failed)
    }

    /// The answer that is this message.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn answer_at(&self, message: &str) -> Result<Option<PostedAnswer>, StoreError> {
        let sql =
            "select message_id, channel_id, question_id, incidents, time, guild, claims, revision from posted_answer where message_id = $1";
        let row: Option<AnswerRow> =
            sqlx::query_as(sql).bind(message).fetch_optional(&self.pool).await.map_err(StoreError::query("find the answer"))?;
        Ok(row.map(PostedAnswer::from))
    }

    /// The answer to this message.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn answer_to(&self, question: &str) -> Result<Option<PostedAnswer>, StoreError> {
        let sql = "select message_id, channel_id, question_id, incidents, time, guild, claims, revision from posted_answer where question_id = $1 \
                   order by time desc limit 1";
        let row: Option<AnswerRow> =
            sqlx::query_as(sql).bind(question).fetch_optional(&self.pool).await.map_err(StoreError::query("find the answer"))?;
        Ok(row.map(PostedAnswer::from))
    }

    /// The last answers in a channel, newest first.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn last_answers_in(&self, channel: &str, most: u32) -> Result<Vec<PostedAnswer>, StoreError> {
        let sql = "select message_id, channel_id, question_id, incidents, time, guild, claims, revision from posted_answer where channel_id = $1 \
                   order by time desc, message_id desc limit $2";
        let rows: Vec<AnswerRow> = sqlx::query_as(sql)
            .bind(channel)
            .bind(i64::from(most))
            .fetch_all(&self.pool)
            .await
            .map_err(StoreError::query("find the answers"))?;
        Ok(rows.into_iter().map(PostedAnswer::from).collect())
    }

    /// The answers since then in all channels, newest first.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn answers_since(&self, time: &str, most: u32) -> Result<Vec<PostedAnswer>, StoreError> {
        let sql = "select message_id, channel_id, question_id, incidents, time, guild, claims, revision from posted_answer where time >= $1 \
                   order by time desc, message_id desc limit $2";
        let rows: Vec<AnswerRow> = sqlx::query_as(sql)
            .bind(time)
            .bind(i64::from(most))
            .fetch_all(&self.pool)
            .await
            .map_err(StoreError::query("find the answers"))?;
        Ok(rows.into_iter().map(PostedAnswer::from).collect())
    }

    /// Drops an answer that is no longer there.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn forget_answer(&self, message: &str) -> Result<(), StoreError> {
        let sql = "delete from posted_answer where message_id = $1";
        sqlx::query(sql).bind(message).execute(&self.pool).await.map_err(StoreError::query("drop the answer")).map(drop)
    }
}

impl From<AnswerRow> for PostedAnswer {
    fn from((message, channel, question, incidents, time, guild, claims, revision): AnswerRow) -> Self {
        let claim = |named: &str| named.split_once(':').and_then(|(incident, key)| Some((incident.to_owned(), ClaimKey::parse(key)?)));
        let claims = claims.split_whitespace().filter_map(claim).collect();
        let incidents = incidents.split_whitespace().map(str::to_owned).collect();
        Self { message, guild, channel, question, incidents, time, claims, revision }
    }
}

/// "record:key record:key"
fn named(claims: &[(String, ClaimKey)]) -> String {
    claims.iter().map(|(incident, key)| format!("{incident}:{key}")).collect::<Vec<_>>().join(" ")
}
