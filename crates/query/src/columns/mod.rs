//! Columns of a segment kept unpacked, from the first search that asks for one on: to read a value from the engine's
//! column takes several times as long as to count it or compare it.

mod numbers;

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

pub(crate) use numbers::{Fitting, Numbers};

/// The columns of a segment that were asked for; a clone is another hold of one.
pub(crate) struct Columns<K, C>(Mutex<HashMap<K, C>>);

impl<K, C> Default for Columns<K, C> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, C: Clone> Columns<K, C> {
    /// A column, read now if nobody has asked for it yet.
    pub(crate) fn column<E>(&self, key: K, read: impl FnOnce() -> Result<C, E>) -> Result<C, E> {
        // A panic leaves a map of whole entries.
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Ok(known.clone());
        }
        let made = read()?;
        lock().insert(key, made.clone());
        Ok(made)
    }
}
