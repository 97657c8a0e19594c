//! What readers of a generation work out once from it and keep as long as it: tables over all of its documents.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::Generation;

/// One value a type, made when it is first asked for.
#[derive(Default)]
pub(super) struct Derived(Mutex<HashMap<TypeId, Slot>>);

/// Its own lock: making one value holds up only those who want the same one.
type Slot = Arc<Mutex<Option<Arc<dyn Any + Send + Sync>>>>;

impl Generation {
    /// The value of type `T` that belongs to this generation, made now if nobody has asked for it yet.
    ///
    /// Those who ask while it is being made wait for it. A failure is returned and not kept. `make` must not ask for
    /// the same type.
    pub fn derived<T: Any + Send + Sync, E>(
        &self,
        make: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        // Neither lock guards anything that a panic could leave half done.
        let slot = {
            let mut slots = self.derived.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(TypeId::of::<T>()).or_default())
        };
        let mut kept = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = kept.as_ref().and_then(|value| Arc::clone(value).downcast::<T>().ok()) {
            return Ok(value);
        }
        let made = Arc::new(make(self)?);
        *kept = Some(Arc::clone(&made) as Arc<dyn Any + Send + Sync>);
        Ok(made)
    }
}
