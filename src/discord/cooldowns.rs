//! How often somebody may ask, and how often a channel is answered: so many at once, refilled over time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Entries from which on full ones are thrown away.
const MANY: usize = 4_096;

/// So many questions in so much time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Questions that may come at once.
    pub questions: u32,
    /// The time in which as many more may come.
    pub time: Duration,
}

/// Who or what has how many questions left.
#[derive(Debug)]
pub(super) struct Cooldowns {
    rate: Rate,
    all: Mutex<All>,
}

#[derive(Debug)]
struct All {
    left: HashMap<u64, Left>,
    /// Entries at which full ones are thrown away next: looking at all of them each time would cost more the more there are.
    sweep: usize,
}

#[derive(Debug, Clone, Copy)]
struct Left {
    questions: f64,
    at: Instant,
    told: bool,
}

/// What comes of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It may be answered.
    Answer,
    /// Too many; this is the first one too many, so say so.
    Tell,
    /// Too many, and that was said.
    Ignore,
}

impl Verdict {
    /// This verdict if it refuses, else the other one.
    pub(super) fn max_with(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::Answer { other() } else { self }
    }

    /// The same for what many share: that it is too much is news to each of them.
    pub(super) fn to_each(self) -> Self {
        if self == Self::Ignore { Self::Tell } else { self }
    }
}

impl Cooldowns {
    pub(super) fn new(rate: Rate) -> Self {
        Self { rate, all: Mutex::new(All { left: HashMap::new(), sweep: MANY }) }
    }

    /// Takes one question from what is left.
    pub(super) fn take(&self, id: u64) -> Verdict {
        self.take_at(id, Instant::now())
    }

    fn take_at(&self, id: u64, now: Instant) -> Verdict {
        let full = f64::from(self.rate.questions.max(1));
        let speed = full / self.rate.time.as_secs_f64().max(0.001);
        let refilled = |left: &Left| (left.questions + now.saturating_duration_since(left.at).as_secs_f64() * speed).min(full);
        let all = &mut *self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if all.left.len() >= all.sweep {
            all.left.retain(|_, left| refilled(left) < full);
            all.left.shrink_to(MANY);
            all.sweep = MANY.max(2 * all.left.len());
        }
        let left = all.left.entry(id).or_insert(Left { questions: full, at: now, told: false });
        left.questions = refilled(left);
        left.at = now;
        if left.questions >= 1.0 {
            left.questions -= 1.0;
            left.told = false;
            Verdict::Answer
        } else if std::mem::replace(&mut left.told, true) {
            Verdict::Ignore
        } else {
            Verdict::Tell
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_at_once_then_one_word_then_silence_until_time_has_passed() {
        let cooldowns = Cooldowns::new(Rate { questions: 2, time: Duration::from_secs(10) });
        let start = Instant::now();
        let take = |id, seconds| cooldowns.take_at(id, start + Duration::from_secs(seconds));
        let verdicts: Vec<Verdict> = [0, 0, 0, 0, 6, 6].map(|seconds| take(1, seconds)).into();
        use Verdict::{Answer, Ignore, Tell};
        assert_eq!(verdicts, [Answer, Answer, Tell, Ignore, Answer, Tell]);
        assert_eq!(take(2, 6), Answer);
    }

    #[test]
    fn a_crowd_is_forgotten_when_it_has_gone() {
        let cooldowns = Cooldowns::new(Rate { questions: 2, time: Duration::from_secs(10) });
        let start = Instant::now();
        for id in 0..3 * MANY as u64 {
            cooldowns.take_at(id, start);
        }
        assert_eq!(cooldowns.all.lock().unwrap().left.len(), 3 * MANY, "nobody's time has passed");
        for id in 0..2 * MANY as u64 {
            cooldowns.take_at(1_000_000 + id, start + Duration::from_secs(5));
        }
        assert!(cooldowns.all.lock().unwrap().left.len() <= 2 * MANY);
    }
}
