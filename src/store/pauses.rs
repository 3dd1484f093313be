//! Pauses between tries: each twice as long as the one before up to a longest, and none exactly so long, so that processes
//! which lost the same server do not come back to it at the same moment.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// The pauses of somebody who tries again and again.
#[derive(Debug, Clone)]
pub struct Pauses {
    first: Duration,
    longest: Duration,
    next: Duration,
}

impl Pauses {
    /// Pauses from a first one up to a longest one.
    pub const fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest, next: first }
    }

    /// How long to wait before the next try: between half and all of the pause that is due.
    pub fn again(&mut self) -> Duration {
        let pause = self.next;
        self.next = (pause * 2).min(self.longest);
        jittered(pause)
    }

    /// It worked: the next pause is the first one again.
    pub fn succeeded(&mut self) {
        self.next = self.first;
    }
}

/// Between half and all of it, at random.
fn jittered(pause: Duration) -> Duration {
    // The keys of a new state are random, which is all that is needed here.
    let random = RandomState::new().hash_one(()) % 1_000;
    let share = u32::try_from(random).unwrap_or_default();
    pause / 2 + pause / 2 * share / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_longest_and_are_never_twice_the_same() {
        let second = Duration::from_secs(1);
        let mut pauses = Pauses::new(second, second * 60);
        for due in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
            let pause = pauses.again();
            assert!(pause >= second * due / 2 && pause <= second * due, "{pause:?} of {due} s");
        }
        pauses.succeeded();
        assert!(pauses.again() <= second);
        let different: std::collections::HashSet<Duration> = (0..32).map(|_| jittered(second)).collect();
        assert!(different.len() > 16, "{different:?}");
    }
}
