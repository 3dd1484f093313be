//! Keeps which message answers which, many at once: a write of its own for each answer would make them wait for the disk one
//! after the other, when many people ask.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::answer::Answer;
use crate::incident::ClaimKey;
use crate::store::{PostedAnswer, Store};

/// A database that takes longer does not hold up the next answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// Answers written together.
const TOGETHER: usize = 256;

/// An answer to keep, and whom to tell when it is kept.
type Entry = (PostedAnswer, oneshot::Sender<()>);

/// Where answers are handed in.
pub(super) struct Ledger(mpsc::Sender<Entry>);

/// What was handed in and is not written yet.
pub(super) struct Pages(mpsc::Receiver<Entry>);

/// An empty ledger.
pub(super) fn ledger() -> (Ledger, Pages) {
    let (sender, receiver) = mpsc::channel(TOGETHER);
    (Ledger(sender), Pages(receiver))
}

/// The claims that an answer rests on, with the records that they are of, each once.
pub(super) fn claims_of(answer: &Answer) -> Vec<(String, ClaimKey)> {
    let mut claims: Vec<(String, ClaimKey)> = Vec::new();
    for statement in answer.statements() {
        let claim = (statement.incident().to_owned(), statement.claim());
        if !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    claims
}

impl Ledger {
    /// Keeps the answer; returns when it is kept, or cannot be, or takes too long, which is logged.
    pub(super) async fn keep(&self, answer: PostedAnswer) {
        self.keep_within(PATIENCE, answer).await;
    }

    async fn keep_within(&self, patience: Duration, answer: PostedAnswer) {
        let (done, told) = oneshot::channel();
        let kept = async {
            if self.0.send((answer, done)).await.is_ok() {
                // An error is the end of the writer, with the program.
                let _ = told.await;
            }
        };
        if tokio::time::timeout(patience, kept).await.is_err() {
            tracing::warn!("the database is slow; an answer may not be found after a restart");
        }
    }
}

impl Pages {
    /// Writes what is handed in, for as long as anything can be.
    pub(super) async fn write(mut self, store: Store) {
        let mut entries: Vec<Entry> = Vec::with_capacity(TOGETHER);
        while self.0.recv_many(&mut entries, TOGETHER).await > 0 {
            let (answers, waiting): (Vec<PostedAnswer>, Vec<oneshot::Sender<()>>) = entries.drain(..).unzip();
            if let Err(error) = store.remember_answers(&answers).await {
                let count = answers.len();
                tracing::warn!(error = &error as &dyn std::error::Error, count, "answers will not be found after a restart");
            }
            for done in waiting {
                // Whoever handed it in may have gone.
                let _ = done.send(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_database_that_does_not_answer_holds_nobody_up() {
        let (ledger, _unwritten) = ledger();
        let answer = PostedAnswer::default();
        for _ in 0..TOGETHER + 2 {
            ledger.keep_within(Duration::ZERO, answer.clone()).await;
        }
    }
}
