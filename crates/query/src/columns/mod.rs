//! Columns of a segment kept unpacked, from the first search that asks for one on: to read a value from the engine's
//! column takes several times as long as to count it or compare it.

mod numbers;

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

pub(crate) use numbers::{Fitting, Numbers};

/// The columns of a segment that were asked for.
pub(crate) struct Columns<K, C>(Mutex<HashMap<K, Arc<C>>>);

impl<K, C> Default for Columns<K, C> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, C> Columns<K, C> {
    /// A column, read now if nobody has asked for it yet.
    pub(crate) fn column<E>(&self, key: K, read: impl FnOnce() -> Result<C, E>) -> Result<Arc<C>, E> {
        // A panic leaves a map of whole entries.
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(read()?);
        lock().insert(key, Arc::clone(&made));
        Ok(made)
    }
}
