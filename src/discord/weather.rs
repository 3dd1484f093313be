//! Whether Discord takes what is posted. When nobody gets through, one tries in growing pauses and all others wait: everybody
//! trying would be a storm, and whoever gives up too early loses an answer that could have been sent later.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// So many failures with no success between are more than bad luck.
const BAD: u32 = 3;
/// The first pause between tries in bad weather, and the longest that they grow to.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(10));

/// How posting has gone lately.
#[derive(Debug, Default)]
pub(super) struct Weather {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    failures: u32,
    next: Option<Instant>,
}

impl State {
    fn pause(&self) -> Duration {
        let (first, longest) = PAUSES;
        (first * 2_u32.saturating_pow(self.failures.saturating_sub(BAD).min(8))).min(longest)
    }

    /// How long to wait before a try; who may try at once is the only one until the next pause is over.
    fn turn(&mut self, now: Instant) -> Option<Duration> {
        if self.failures < BAD {
            return None;
        }
        let left = self.next.unwrap_or(now).saturating_duration_since(now);
        if left.is_zero() {
            self.next = Some(now + self.pause());
            return None;
        }
        Some(left)
    }
}

impl Weather {
    /// Returns when there is sense in trying.
    pub(super) async fn turn(&self) {
        loop {
            let changed = self.changed.notified();
            let wait = self.state.lock().unwrap_or_else(PoisonError::into_inner).turn(Instant::now());
            let Some(wait) = wait else { return };
            // Whichever comes first.
            let _ = tokio::time::timeout(wait, changed).await;
        }
    }

    /// Discord took something, or refused it with a reason.
    pub(super) fn succeeded(&self) {
        let before = std::mem::take(&mut *self.state.lock().unwrap_or_else(PoisonError::into_inner)).failures;
        if before >= BAD {
            tracing::info!(failures = before, "Discord takes answers again");
            self.changed.notify_waiters();
        }
    }

    /// Discord did not take something. Whether that is so for everybody.
    pub(super) fn failed(&self) -> bool {
        let state = &mut *self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures = state.failures.saturating_add(1);
        if state.failures == BAD {
            state.next = Some(Instant::now() + state.pause());
            tracing::warn!("Discord does not take answers; they wait");
        }
        state.failures >= BAD
    }

    /// Whether nobody gets through.
    pub(super) fn is_bad(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).failures >= BAD
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_bad_weather_one_tries_after_each_pause() {
        let now = Instant::now();
        let mut state = State::default();
        assert_eq!((state.turn(now), state.turn(now)), (None, None));
        state.failures = BAD;
        state.next = Some(now + state.pause());
        let later = now + Duration::from_secs(1);
        assert_eq!(state.turn(now), Some(Duration::from_secs(1)));
        assert_eq!((state.turn(later), state.turn(later)), (None, Some(Duration::from_secs(1))));
        state.failures = 100;
        assert_eq!(state.pause(), PAUSES.1);
    }

    #[tokio::test]
    async fn whoever_gets_through_clears_the_way_for_all() {
        let weather = Weather::default();
        assert_eq!([(); 3].map(|()| weather.failed()), [false, false, true]);
        let (_, ()) = tokio::join!(weather.turn(), async { weather.succeeded() });
        assert!(!weather.is_bad());
    }
}
