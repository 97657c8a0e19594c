//! Counts of what families have.

use std::collections::BTreeMap;

/// Counts by key.
#[derive(Debug)]
pub(super) struct Counts<K>(BTreeMap<K, usize>);

impl<K: Ord> Default for Counts<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> Counts<K> {
    pub(super) fn add(&mut self, key: K) {
        *self.0.entry(key).or_default() += 1;
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// By key.
    pub(super) fn by_key(self) -> Vec<(K, usize)> {
        self.0.into_iter().collect()
    }

    /// The most frequent first, of equal ones by key.
    pub(super) fn by_count(self) -> Vec<(K, usize)> {
        let mut counts = self.by_key();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }
}
