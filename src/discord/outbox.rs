//! What is to be sent, in a queue for each channel with one sender: one after the other, the limiter knows before Discord
//! refuses; all at once, most are refused and wait half a minute. A queue takes so many and no more.

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::model::id::ChannelId;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// Longest queue of a channel: more than this nobody waits for.
const MOST: usize = 32;
/// Answers waiting in all channels: at half a kilobyte, a megabyte.
const MOST_IN_ALL: usize = 2_000;
/// Answers being sent at the same time: each has a connection to Discord, with some 70 kB.
const AT_ONCE: usize = 64;

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;
/// The right to be sending something. Whoever has sent gives it back: what is left to do must not keep others from it.
pub(super) type Permit = OwnedSemaphorePermit;
/// What begins the work when its turn comes: until then only what is needed for it lies here, not the answer.
type Job = Box<dyn FnOnce(Permit) -> Work + Send>;

/// The queues. Clones share them.
#[derive(Clone)]
pub(super) struct Outbox {
    queues: Arc<Mutex<Queues>>,
    emptied: Arc<Notify>,
    sending: Arc<Semaphore>,
}

/// What waits in a channel, and since when; and since when what is being sent has waited.
#[derive(Default)]
struct Queue {
    jobs: VecDeque<(Instant, Job)>,
    sending: Option<Instant>,
}

#[derive(Default)]
struct Queues {
    of: HashMap<ChannelId, Queue>,
    waiting: usize,
}

impl Default for Outbox {
    fn default() -> Self {
        Self { queues: Arc::default(), emptied: Arc::default(), sending: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

/// The queue of a channel is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Full;

impl Outbox {
    /// Does it when what was put in before for the same channel is done.
    pub(super) fn put<W>(&self, channel: ChannelId, job: impl FnOnce(Permit) -> W + Send + 'static) -> Result<(), Full>
    where
        W: Future<Output = ()> + Send + 'static,
    {
        let job: Job = Box::new(move |permit| Box::pin(job(permit)));
        let queues = &mut *self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        if queues.waiting >= MOST_IN_ALL {
            return Err(Full);
        }
        match queues.of.get_mut(&channel) {
            Some(queue) if queue.jobs.len() >= MOST => return Err(Full),
            Some(queue) => queue.jobs.push_back((Instant::now(), job)),
            None => {
                queues.of.insert(channel, Queue { jobs: VecDeque::from([(Instant::now(), job)]), sending: None });
                let outbox = self.clone();
                tokio::spawn(async move { outbox.work(channel).await });
            }
        }
        queues.waiting += 1;
        Ok(())
    }

    /// Works a queue off, and takes it away when it is empty.
    async fn work(&self, channel: ChannelId) {
        loop {
            // Never closed.
            let Ok(permit) = Arc::clone(&self.sending).acquire_owned().await else { return };
            let Some(job) = self.next(channel) else { break };
            // A job that panics must not leave its channel mute.
            if let Err(error) = tokio::spawn(job(permit)).await {
                tracing::error!(%error, "an answer could not be sent");
            }
            self.sent(channel);
        }
        self.emptied.notify_waiters();
    }

    /// Nobody waits for it any more.
    fn sent(&self, channel: ChannelId) {
        let queues = &mut *self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = queues.of.get_mut(&channel) {
            queue.sending = None;
        }
    }

    fn next(&self, channel: ChannelId) -> Option<Job> {
        let queues = &mut *self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queues.of.get_mut(&channel)?;
        let job = queue.jobs.pop_front();
        queue.sending = job.as_ref().map(|(since, _)| *since);
        match job {
            Some(_) => queues.waiting -= 1,
            None => {
                queues.of.remove(&channel);
                // What a crowd needed is not kept for ever.
                if queues.of.capacity() > 4 * (queues.of.len() + AT_ONCE) {
                    queues.of.shrink_to_fit();
                }
            }
        }
        job.map(|(_, job)| job)
    }

    /// For how long somebody has waited in the channel; `None` if nobody does.
    pub(super) fn waits(&self, channel: ChannelId) -> Option<Duration> {
        let queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queues.of.get(&channel)?;
        queue.sending.or_else(|| queue.jobs.front().map(|(since, _)| *since)).map(|since| since.elapsed())
    }

    /// Whether an answer for the channel would be taken now: without room there is no use in looking for one.
    pub(super) fn has_room(&self, channel: ChannelId) -> bool {
        let queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        queues.waiting < MOST_IN_ALL && queues.of.get(&channel).is_none_or(|queue| queue.jobs.len() < MOST)
    }

    /// How many answers wait, in all channels.
    pub(super) fn waiting(&self) -> usize {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner).waiting
    }

    /// Returns when everything is done.
    pub(super) async fn emptied(&self) {
        loop {
            let emptied = self.emptied.notified();
            if self.queues.lock().unwrap_or_else(PoisonError::into_inner).of.is_empty() {
                return;
            }
            emptied.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_channel_is_served_in_order_and_takes_no_more_than_so_many() {
        let outbox = Outbox::default();
        let gate = Arc::new(Notify::new());
        let done: Arc<Mutex<Vec<usize>>> = Arc::default();
        let opened = Arc::clone(&gate);
        outbox.put(ChannelId::new(1), |_| async move { opened.notified().await }).unwrap();
        let mut taken = 0;
        loop {
            let (position, done) = (taken, Arc::clone(&done));
            let job = move |_| async move { done.lock().unwrap().push(position) };
            if outbox.put(ChannelId::new(1), job) == Err(Full) {
                break;
            }
            taken += 1;
        }
        assert!((MOST - 1..=MOST).contains(&taken), "{taken}");
        assert!(!outbox.has_room(ChannelId::new(1)) && outbox.has_room(ChannelId::new(2)));
        outbox.put(ChannelId::new(2), |_| async {}).unwrap();
        gate.notify_one();
        outbox.emptied().await;
        assert_eq!(*done.lock().unwrap(), (0..taken).collect::<Vec<_>>());
        assert_eq!(outbox.waiting(), 0);
    }

    #[tokio::test]
    async fn whoever_has_sent_does_not_keep_others_from_sending() {
        let (outbox, gate) = (Outbox::default(), Arc::new(Semaphore::new(0)));
        for channel in 1..=2 * AT_ONCE as u64 {
            let closed = Arc::clone(&gate);
            let slow = move |permit| async move {
                drop(permit);
                drop(closed.acquire().await);
            };
            outbox.put(ChannelId::new(channel), slow).unwrap();
        }
        let sent = Arc::new(Notify::new());
        let told = Arc::clone(&sent);
        outbox.put(ChannelId::new(1_000), move |_| async move { told.notify_one() }).unwrap();
        sent.notified().await;
        gate.add_permits(1);
        outbox.emptied().await;
    }
}
