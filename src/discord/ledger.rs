//! Keeps which message answers which, many at once: a write of its own for each answer would make them wait for the disk one
//! after the other, when many people ask.

use tokio::sync::{mpsc, oneshot};

use crate::store::{PostedAnswer, Store};

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

impl Ledger {
    /// Keeps the answer; returns when it is kept, or cannot be, which is logged.
    pub(super) async fn keep(&self, answer: PostedAnswer) {
        let (done, told) = oneshot::channel();
        if self.0.send((answer, done)).await.is_ok() {
            // An error is the end of the writer, with the program.
            let _ = told.await;
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
