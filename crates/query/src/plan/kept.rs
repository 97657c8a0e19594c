//! What was found out about words once, kept by a generation for the searches that follow.

use std::{
    hash::Hash,
    sync::{Arc, PoisonError, RwLock},
};

use rustc_hash::FxHashMap;

/// Values by word.
type ByWord<V> = FxHashMap<Box<str>, Arc<V>>;

/// Values by what a word is of, a view or a field, and the word.
pub(super) struct Kept<K, V, const LIMIT: usize>(RwLock<FxHashMap<K, ByWord<V>>>);

impl<K, V, const LIMIT: usize> Default for Kept<K, V, LIMIT> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Copy + Eq + Hash, V, const LIMIT: usize> Kept<K, V, LIMIT> {
    /// The value of a word, or what `read` finds, which is kept: `LIMIT` words at most of each key.
    pub(super) fn known_or<E>(
        &self,
        (key, word): (K, &str),
        read: impl FnOnce() -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        // A panic leaves a map of whole entries.
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&key).and_then(|words| words.get(word)) {
            return Ok(Arc::clone(known));
        }
        drop(known);
        let made = Arc::new(read()?);
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let words = kept.entry(key).or_default();
        // The words of the searches that follow soon fill it again.
        if LIMIT <= words.len() {
            words.clear();
        }
        words.insert(word.into(), Arc::clone(&made));
        Ok(made)
    }
}
