//! Columns of a segment kept unpacked, from the first search that asks for one on: to read a value from the engine's
//! column takes several times as long as to count it or compare it.

mod numbers;

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

pub(crate) use numbers::{Fitting, Numbers};

/// The columns that were asked for, of a segment or of all; a clone is another hold of one.
pub(crate) struct Columns<K, C>(Mutex<HashMap<K, Place<C>>>);

/// Empty until the column is read.
type Place<C> = Arc<Mutex<Option<C>>>;

impl<K, C> Default for Columns<K, C> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, C: Clone> Columns<K, C> {
    /// A column, read now if nobody has asked for it yet. Those who ask while it is being read wait for it.
    pub(crate) fn column<E>(&self, key: K, read: impl FnOnce() -> Result<C, E>) -> Result<C, E> {
        // A panic leaves a map of whole entries, and a place empty or filled.
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = Arc::clone(places.entry(key).or_default());
        drop(places);
        let mut column = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*column {
            return Ok(known.clone());
        }
        let made = read()?;
        *column = Some(made.clone());
        Ok(made)
    }
}
