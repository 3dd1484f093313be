//! What moderators have begun and not finished. What stands in it is for those who put it there to understand.

use super::apply::storable;
use super::{Store, StoreError};

/// What is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A draft of a record.
    Draft,
    /// Records to be taken in.
    Import,
}

impl Work {
    /// The name in columns.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Import => "import",
        }
    }
}

/// Something begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The id of the event that began it.
    pub id: String,
    /// Where.
    pub guild: String,
    /// Who works on it.
    pub author: String,
    /// What it is.
    pub kind: Work,
    /// What stands in it.
    pub body: String,
    /// When it was begun, RFC 3339.
    pub time: String,
}

/// id, guild, author, kind, body, time.
type BegunRow = (String, String, String, String, String, String);

impl Store {
    /// Keeps what was begun, or what it has become. Of a user there are at most `most`: the oldest ones go.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn put_begun(&self, begun: &Begun, most: u32) -> Result<(), StoreError> {
        let failed = StoreError::query("keep what was begun");
        let mut transaction = self.pool.begin_with(self.begin_to_write()).await.map_err(&failed)?;
        let sql = "insert into sketch (id, guild, author, kind, body, time) values ($1, $2, $3, $4, $5, $6) \
                   on conflict (id) do update set body = excluded.body where sketch.author = excluded.author";
        let insert = sqlx::query(sql).bind(&begun.id).bind(&begun.guild).bind(&begun.author).bind(begun.kind.name());
        insert.bind(storable(&begun.body)).bind(&begun.time).execute(&mut *transaction).await.map_err(&failed)?;
        let sql = "delete from sketch where author = $1 and kind = $2 and id not in \
                   (select id from sketch where author = $1 and kind = $2 order by time desc, id desc limit $3)";
        let delete = sqlx::query(sql).bind(&begun.author).bind(begun.kind.name()).bind(i64::from(most));
        delete.execute(&mut *transaction).await.map_err(&failed)?;
        transaction.commit().await.map_err(&failed)
    }

    /// Something begun in a guild.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn begun(&self, guild: &str, id: &str, kind: Work) -> Result<Option<Begun>, StoreError> {
        let sql = "select id, guild, author, kind, body, time from sketch where guild = $1 and id = $2 and kind = $3";
        let query = sqlx::query_as(sql).bind(guild).bind(id).bind(kind.name());
        let row: Option<BegunRow> = query.fetch_optional(&self.pool).await.map_err(StoreError::query("read what was begun"))?;
        Ok(row.map(Begun::from))
    }

    /// What a user has begun, newest first.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn begun_by(&self, user: &str) -> Result<Vec<Begun>, StoreError> {
        let sql = "select id, guild, author, kind, body, time from sketch where author = $1 order by time desc, id limit 1000";
        let rows: Vec<BegunRow> =
            sqlx::query_as(sql).bind(user).fetch_all(&self.pool).await.map_err(StoreError::query("read what was begun"))?;
        Ok(rows.into_iter().map(Begun::from).collect())
    }

    /// It is done or given up; whether it was there.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn drop_begun(&self, guild: &str, id: &str) -> Result<bool, StoreError> {
        let sql = "delete from sketch where guild = $1 and id = $2";
        let done = sqlx::query(sql).bind(guild).bind(id).execute(&self.pool).await;
        done.map(|done| done.rows_affected() > 0).map_err(StoreError::query("drop what was begun"))
    }
}

impl From<BegunRow> for Begun {
    fn from((id, guild, author, kind, body, time): BegunRow) -> Self {
        let kind = if kind == Work::Import.name() { Work::Import } else { Work::Draft };
        Self { id, guild, author, kind, body, time }
    }
}
