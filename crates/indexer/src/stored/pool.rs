//! Contexts of zstd that are kept: making one costs as much as unpacking a page of short documents.

use std::{
    io,
    sync::{Mutex, PoisonError},
};

/// Contexts that nobody is using; there are as many as threads that ever used one at once.
pub(super) struct Pool<C>(Mutex<Vec<C>>);

impl<C> Default for Pool<C> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<C> Pool<C> {
    /// Does something with a context, which `make` makes where none is free.
    pub(super) fn with<T>(
        &self,
        make: impl FnOnce() -> io::Result<C>,
        work: impl FnOnce(&mut C) -> io::Result<T>,
    ) -> io::Result<T> {
        // A panic loses the context at hand and leaves a list of whole ones.
        let free = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut context = free.map_or_else(make, Ok)?;
        let done = work(&mut context);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(context);
        done
    }
}
