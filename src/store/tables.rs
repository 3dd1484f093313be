//! The tables that the migrations make, as an empty database in memory has them: what is copied is thereby never a list
//! that somebody forgot to add a table to.

use std::fmt::Write;

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::read::PAGE;
use super::timed::Statements;
use super::{Store, StoreError};

/// Rows written by one statement.
const BATCH: usize = 50;

/// A table.
pub(super) struct Table {
    name: String,
    columns: Vec<Column>,
    /// Rows that the migrations put in.
    pub(super) given: i64,
}

struct Column {
    name: String,
    /// Whether it holds a number; all others hold text.
    is_number: bool,
    /// Its place in the primary key, from 1; 0 if it is no part of it.
    key: i64,
}

/// What stands in a column.
#[derive(Clone)]
enum Value {
    Text(Option<String>),
    Number(Option<i64>),
}

impl Table {
    /// All tables, each after those that it refers to.
    pub(super) async fn all() -> Result<Vec<Self>, StoreError> {
        let failed = StoreError::query("list the tables");
        let empty = Store::open("sqlite::memory:").await?;
        let mut connection = empty.pool.begin_with("begin").await.map_err(&failed)?;
        let sql = "select name from sqlite_master where type = 'table' and name not like '\\_sqlx%' escape '\\' \
                   and name not like 'sqlite\\_%' escape '\\' order by rowid";
        let names: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *connection).await.map_err(&failed)?;
        let mut tables = Vec::with_capacity(names.len());
        for name in names {
            let sql = "select name, lower(type), cast(pk as integer) from pragma_table_info($1) order by cid";
            let columns: Vec<(String, String, i64)> =
                sqlx::query_as(sql).bind(name.as_str()).fetch_all(&mut *connection).await.map_err(&failed)?;
            let columns =
                columns.into_iter().map(|(name, kind, key)| Column { name, is_number: kind == "bigint", key }).collect::<Vec<_>>();
            let mut table = Self { name, columns, given: 0 };
            table.given = table.count(&mut connection).await?;
            tables.push(table);
        }
        connection.rollback().await.map_err(&failed)?;
        empty.close().await;
        Ok(tables)
    }

    /// How many rows it has.
    pub(super) async fn count(&self, connection: &mut Statements) -> Result<i64, StoreError> {
        let sql = AssertSqlSafe(format!("select count(*) from {}", self.name));
        sqlx::query_scalar(sql).fetch_one(connection).await.map_err(StoreError::query("count the rows of a table"))
    }

    /// Drops its rows.
    pub(super) async fn clear(&self, connection: &mut Statements) -> Result<(), StoreError> {
        let sql = AssertSqlSafe(format!("delete from {}", self.name));
        sqlx::query(sql).execute(connection).await.map(drop).map_err(StoreError::query("empty a table"))
    }

    /// Copies its rows, in the order of their keys.
    pub(super) async fn copy(&self, from: &mut Statements, to: &mut Statements) -> Result<(), StoreError> {
        let mut after: Option<Vec<Value>> = None;
        loop {
            let page = self.page(after.as_deref(), from).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(self.keys().filter_map(|position| last.get(position).cloned()).collect());
            for rows in page.chunks(BATCH) {
                self.write(rows, to).await?;
            }
        }
    }

    /// Positions of the columns of the primary key, in its order.
    fn keys(&self) -> impl Iterator<Item = usize> {
        let mut keys: Vec<usize> = (0..self.columns.len()).filter(|position| self.columns[*position].key > 0).collect();
        keys.sort_by_key(|position| self.columns[*position].key);
        keys.into_iter()
    }

    async fn page(&self, after: Option<&[Value]>, from: &mut Statements) -> Result<Vec<Vec<Value>>, StoreError> {
        let failed = StoreError::query("read what is to be copied");
        let key = self.keys().map(|position| self.columns[position].name.as_str()).collect::<Vec<_>>().join(", ");
        let beyond = after.map(|after| format!("where ({key}) > ({})", parameters(1, after.len()))).unwrap_or_default();
        let sql = format!("select {} from {} {beyond} order by {key} limit {PAGE}", self.names(), self.name);
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in after.unwrap_or_default() {
            query = bound(query, value);
        }
        let rows = query.fetch_all(from).await.map_err(&failed)?;
        rows.iter().map(|row| self.values(row).map_err(&failed)).collect()
    }

    fn values(&self, row: &AnyRow) -> Result<Vec<Value>, sqlx::Error> {
        let value = |(position, column): (usize, &Column)| match column.is_number {
            true => row.try_get(position).map(Value::Number),
            false => row.try_get(position).map(Value::Text),
        };
        self.columns.iter().enumerate().map(value).collect()
    }

    async fn write(&self, rows: &[Vec<Value>], to: &mut Statements) -> Result<(), StoreError> {
        let width = self.columns.len();
        let mut sql = format!("insert into {} ({}) values ", self.name, self.names());
        for position in 0..rows.len() {
            // A string takes anything.
            let _ = write!(sql, "{}({})", if position == 0 { "" } else { ", " }, parameters(position * width + 1, width));
        }
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in rows.iter().flatten() {
            query = bound(query, value);
        }
        query.execute(to).await.map(drop).map_err(StoreError::query("write the copy"))
    }

    fn names(&self) -> String {
        self.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments>;

fn bound<'q>(query: Query<'q>, value: &Value) -> Query<'q> {
    match value {
        Value::Text(text) => query.bind(text.clone()),
        Value::Number(number) => query.bind(*number),
    }
}

/// "$3, $4, $5"
fn parameters(first: usize, count: usize) -> String {
    (first..first + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}
