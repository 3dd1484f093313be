//! Keeps the warm index while the bot runs, and when it ends: written beside the answers, which do not wait for it.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use crate::register::Live;
use crate::store::{Store, StoreError};

/// How often it is looked whether it is due.
const LOOK: Duration = Duration::from_secs(60);
/// How long nothing more is written after it was, or could not be.
const REST: Duration = Duration::from_secs(600);

/// Whoever writes the warm index of a running program.
pub(super) struct Keeper {
    live: Arc<Live>,
    store: Store,
    /// Held while it is written, also when nobody waits for that any more.
    writing: Arc<Mutex<()>>,
}

impl Keeper {
    pub(super) fn new(live: Arc<Live>, store: Store) -> Self {
        Self { live, store, writing: Arc::default() }
    }

    /// Writes it whenever it is due. Never ends.
    pub(super) async fn keep(&self) -> Infallible {
        loop {
            tokio::time::sleep(LOOK).await;
            if self.write().await {
                tokio::time::sleep(REST).await;
            }
        }
    }

    /// Writes it if it is due; whether it was, and the register did not change on the way.
    pub(super) async fn write(&self) -> bool {
        match self.written().await {
            Ok(None) => false,
            Ok(Some((bytes, revision))) => {
                tracing::info!(bytes, register.revision = revision, "the warm index is written");
                true
            }
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "the warm index is not written; the next start takes longer, nothing is lost");
                true
            }
        }
    }

    async fn written(&self) -> Result<Option<(u64, i64)>, StoreError> {
        let writing = Arc::clone(&self.writing).lock_owned().await;
        let Some(head) = self.live.warm_head(&self.store).await? else { return Ok(None) };
        let (live, revision) = (Arc::clone(&self.live), head.revision);
        let written = tokio::task::spawn_blocking(move || {
            let _writing = writing;
            live.write_warm(&head)
        });
        let bytes = written.await.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))?;
        Ok(bytes.map(|bytes| (bytes, revision)))
    }
}
