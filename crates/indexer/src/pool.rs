//! Workers that are kept: making one costs more than what many of its tasks do.

use std::sync::{Mutex, PoisonError};

/// Workers that nobody is using; there are as many as threads that ever used one at once.
pub(crate) struct Pool<W>(Mutex<Vec<W>>);

impl<W> Default for Pool<W> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<W> Pool<W> {
    /// Does something with a worker, which `make` makes where none is free.
    pub(crate) fn with<T, E>(
        &self,
        make: impl FnOnce() -> Result<W, E>,
        work: impl FnOnce(&mut W) -> Result<T, E>,
    ) -> Result<T, E> {
        // A panic loses the worker at hand and leaves a list of whole ones.
        let free = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = free.map_or_else(make, Ok)?;
        let done = work(&mut worker);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        done
    }
}
