//! Connections that do not wait for ever. A server may accept a connection and never answer, or stop answering in the middle
//! of something; whoever waits for it is told after some time instead. A SQLite file always answers, however slow the
//! machine, and waits for other writers by itself: there is no limit for it here.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};
use futures_util::{FutureExt, StreamExt, TryStreamExt};
use sqlx::any::{AnyPoolOptions, AnyQueryResult, AnyRow, AnyStatement, AnyTypeInfo};
use sqlx::{Any, AnyPool, Either, Error, Execute, Executor, SqlSafeStr, SqlStr};

/// Nobody answered in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no answer within {0} seconds")]
pub(super) struct NoAnswer(pub(super) u64);

impl From<NoAnswer> for Error {
    fn from(silence: NoAnswer) -> Self {
        Self::Io(std::io::Error::new(std::io::ErrorKind::TimedOut, silence))
    }
}

impl NoAnswer {
    /// The silence in an error, if that is what it is: ours, or that of a pool to which no connection came.
    pub(super) fn of(error: &Error) -> Option<Self> {
        match error {
            Error::Io(error) => error.get_ref()?.downcast_ref::<Self>().copied(),
            _ => None,
        }
    }
}

/// Connections to share. What is done by one of them, waiting for it included, is done within the limit or given up.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    pool: AnyPool,
    limit: Option<Duration>,
}

/// A transaction in which each statement is done within the limit or given up. It is taken back when it is dropped.
#[derive(Debug)]
pub(super) struct Transaction(Statements);

/// What statements in a transaction are executed by.
#[derive(Debug)]
pub(super) struct Statements {
    transaction: sqlx::Transaction<'static, Any>,
    limit: Option<Duration>,
}

impl Pool {
    /// A pool that connects when it has to.
    pub(super) fn new(options: AnyPoolOptions, connect: sqlx::any::AnyConnectOptions, limit: Option<Duration>) -> Self {
        Self { pool: options.connect_lazy_with(connect), limit }
    }

    /// Begins a transaction by this statement.
    pub(super) async fn begin_with(&self, statement: impl SqlSafeStr) -> Result<Transaction, Error> {
        let transaction = in_time(self.limit, self.pool.begin_with(statement)).await?;
        Ok(Transaction(Statements { transaction, limit: self.limit }))
    }

    /// A connection, for what the limit is not for.
    pub(super) async fn acquire(&self) -> Result<sqlx::pool::PoolConnection<Any>, Error> {
        in_time(self.limit, self.pool.acquire()).await
    }

    /// Closes all connections.
    pub(super) async fn close(&self) {
        let closed = in_time(self.limit, async {
            self.pool.close().await;
            Ok(())
        });
        // Who does not answer need not hear goodbye.
        drop(closed.await);
    }
}

impl Transaction {
    /// The same with another limit for each statement, if there is one at all.
    pub(super) fn patiently(mut self, limit: Duration) -> Self {
        self.0.limit = self.0.limit.map(|_| limit);
        self
    }

    /// Makes it last.
    pub(super) async fn commit(self) -> Result<(), Error> {
        in_time(self.0.limit, self.0.transaction.commit()).await
    }

    /// Takes it back.
    pub(super) async fn rollback(self) -> Result<(), Error> {
        in_time(self.0.limit, self.0.transaction.rollback()).await
    }
}

impl Deref for Transaction {
    type Target = Statements;

    fn deref(&self) -> &Statements {
        &self.0
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Statements {
        &mut self.0
    }
}

/// Gives work up after the limit, or says which limit of its own the pool gave it up after.
pub(super) async fn in_time<T>(limit: Option<Duration>, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let Some(limit) = limit else { return work.await };
    match tokio::time::timeout(limit, work).await {
        Ok(Err(Error::PoolTimedOut)) | Err(_) => Err(NoAnswer(limit.as_secs()).into()),
        Ok(done) => done,
    }
}

type Step = Either<AnyQueryResult, AnyRow>;

/// What a statement yields, all of it at once: the limit is for the whole.
fn whole<'e>(limit: Option<Duration>, steps: BoxStream<'e, Result<Step, Error>>) -> BoxStream<'e, Result<Step, Error>> {
    stream::once(in_time(limit, steps.try_collect::<Vec<Step>>()))
        .map_ok(|steps| stream::iter(steps.into_iter().map(Ok)))
        .try_flatten()
        .boxed()
}

impl<'p> Executor<'p> for &'p Pool {
    type Database = Any;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Step, Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Any>,
    {
        whole(self.limit, self.pool.fetch_many(query))
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<AnyRow>, Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Any>,
    {
        in_time(self.limit, self.pool.fetch_optional(query)).boxed()
    }

    fn prepare_with<'e>(self, sql: SqlStr, parameters: &'e [AnyTypeInfo]) -> BoxFuture<'e, Result<AnyStatement, Error>>
    where
        'p: 'e,
    {
        in_time(self.limit, self.pool.prepare_with(sql, parameters)).boxed()
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<sqlx::Describe<Any>, Error>>
    where
        'p: 'e,
    {
        in_time(self.limit, self.pool.describe(sql)).boxed()
    }
}

impl<'c> Executor<'c> for &'c mut Statements {
    type Database = Any;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Step, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        whole(self.limit, self.transaction.fetch_many(query))
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<AnyRow>, Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Any>,
    {
        in_time(self.limit, self.transaction.fetch_optional(query)).boxed()
    }

    fn prepare_with<'e>(self, sql: SqlStr, parameters: &'e [AnyTypeInfo]) -> BoxFuture<'e, Result<AnyStatement, Error>>
    where
        'c: 'e,
    {
        in_time(self.limit, self.transaction.prepare_with(sql, parameters)).boxed()
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<sqlx::Describe<Any>, Error>>
    where
        'c: 'e,
    {
        in_time(self.limit, self.transaction.describe(sql)).boxed()
    }
}
