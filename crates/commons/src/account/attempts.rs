//! How often somebody may try: a policy without a clock or a store of its own.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
};

use crate::Instant;

/// What is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptPolicy {
    /// Failures within a window after which further attempts wait.
    pub max_failures: usize,
    pub window_ms: i64,
    /// Keys that are remembered; where there are more, those whose last failure is oldest are forgotten.
    pub max_keys: usize,
}

impl AttemptPolicy {
    /// Ten failures in a quarter of an hour, for ten thousand addresses.
    pub const SIGN_IN: Self = Self { max_failures: 10, window_ms: 15 * 60 * 1000, max_keys: 10_000 };
}

/// How long to wait before the next attempt, in milliseconds: `Retry-After`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitMs(pub i64);

/// Failures by key: an address, an account, whatever attempts are counted by.
///
/// An attempt is counted before it is made ([`Attempts::begin`]) and taken back if it succeeds, so that many at once do not
/// slip through.
#[derive(Debug)]
pub struct Attempts<K> {
    policy: AttemptPolicy,
    failures: HashMap<K, VecDeque<Instant>>,
}

impl<K: Clone + Eq + Hash> Attempts<K> {
    pub fn new(policy: AttemptPolicy) -> Self {
        Self { policy, failures: HashMap::new() }
    }

    /// Counts an attempt as a failure, or refuses it.
    pub fn begin(&mut self, key: &K, now: Instant) -> Result<(), WaitMs> {
        self.make_room(key, now);
        let AttemptPolicy { max_failures, window_ms, .. } = self.policy;
        let failures = self.failures.entry(key.clone()).or_default();
        while failures.front().is_some_and(|first| first.plus_ms(window_ms) <= now) {
            failures.pop_front();
        }
        if failures.len() < max_failures {
            failures.push_back(now);
            return Ok(());
        }
        let first = failures.front().copied().unwrap_or(now);
        Err(WaitMs(first.plus_ms(window_ms).unix_ms() - now.unix_ms()))
    }

    /// Forgets the failures of who has succeeded.
    pub fn succeeded(&mut self, key: &K) {
        self.failures.remove(key);
    }

    fn make_room(&mut self, key: &K, now: Instant) {
        if self.failures.len() < self.policy.max_keys || self.failures.contains_key(key) {
            return;
        }
        let window_ms = self.policy.window_ms;
        self.failures.retain(|_, failures| failures.back().is_some_and(|last| now < last.plus_ms(window_ms)));
        while self.policy.max_keys <= self.failures.len() {
            let oldest = self.failures.iter().min_by_key(|(_, failures)| failures.back().copied());
            let Some(oldest) = oldest.map(|(key, _)| key.clone()) else { return };
            self.failures.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: AttemptPolicy = AttemptPolicy { max_failures: 3, window_ms: 1000, max_keys: 2 };

    fn at(ms: i64) -> Instant {
        Instant::from_unix_ms(ms)
    }

    #[test]
    fn attempts_wait_until_the_first_failure_leaves_the_window() {
        let mut attempts = Attempts::new(POLICY);
        for (ms, expected) in [
            (0, Ok(())),
            (100, Ok(())),
            (200, Ok(())),
            (300, Err(WaitMs(700))),
            (999, Err(WaitMs(1))),
            (1000, Ok(())),
            (1050, Err(WaitMs(50))),
            (1100, Ok(())),
        ] {
            assert_eq!(attempts.begin(&"a", at(ms)), expected, "{ms}");
        }
        assert_eq!(attempts.begin(&"b", at(1100)), Ok(()));
    }

    #[test]
    fn success_forgets_failures() {
        let mut attempts = Attempts::new(POLICY);
        for ms in 0..3 {
            assert_eq!(attempts.begin(&"a", at(ms)), Ok(()));
        }
        attempts.succeeded(&"a");
        assert_eq!(attempts.begin(&"a", at(4)), Ok(()));
    }

    #[test]
    fn no_more_keys_are_remembered_than_there_is_room_for() {
        let mut attempts = Attempts::new(POLICY);
        for key in 0..100 {
            assert_eq!(attempts.begin(&key, at(key)), Ok(()));
            assert!(attempts.failures.len() <= 2);
        }
    }
}
