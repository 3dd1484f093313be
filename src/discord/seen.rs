//! Ids that were handled already: a resumed connection may replay what it had sent before.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// So many ids are remembered: minutes of a busy bot, and a resumed connection replays seconds.
const MOST: usize = 10_000;

/// The last ids seen.
#[derive(Debug, Default)]
pub(super) struct Seen(Mutex<(HashSet<u64>, VecDeque<u64>)>);

impl Seen {
    /// Whether the id comes for the first time.
    pub(super) fn is_new(&self, id: u64) -> bool {
        let (ids, order) = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !ids.insert(id) {
            return false;
        }
        order.push_back(id);
        if order.len() > MOST
            && let Some(oldest) = order.pop_front()
        {
            ids.remove(&oldest);
        }
        true
    }

    /// Whether the id was seen.
    pub(super) fn has(&self, id: u64) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.contains(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_new_once_and_old_ones_are_forgotten() {
        let seen = Seen::default();
        assert!(seen.is_new(7) && !seen.is_new(7) && seen.has(7));
        for id in 100..100 + MOST as u64 {
            seen.is_new(id);
        }
        assert!(!seen.has(7));
    }
}
