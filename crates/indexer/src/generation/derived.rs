//! What readers of a generation work out once from it and keep as long as it: tables over all of its documents, which
//! may be made from those of the generation before, and tables over the documents of one segment, which later
//! generations with the same segment take over.

use std::{
    any::{Any, TypeId},
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock},
};

use rustc_hash::FxHashMap;
use tantivy::{SegmentReader, index::SegmentId};

use super::Generation;

/// One value a type, made when it is first asked for.
#[derive(Default)]
pub(super) struct Derived(RwLock<FxHashMap<TypeId, Arc<Slot>>>);

/// Values of the generation before, by type, until those of this one are made of them.
#[derive(Default)]
pub(super) struct Before(Mutex<FxHashMap<TypeId, Option<Arc<dyn Any + Send + Sync>>>>);

/// One value a segment and type.
#[derive(Default)]
pub(super) struct OfSegments(RwLock<FxHashMap<(SegmentId, TypeId), Arc<Slot>>>);

/// A value that may be made yet. A search asks for one again and again: once made it is read without a lock.
#[derive(Default)]
struct Slot {
    value: OnceLock<Arc<dyn Any + Send + Sync>>,
    /// Held while the value is made, which holds up only those who want the same one.
    making: Mutex<()>,
}

impl Generation {
    /// The value of type `T` that belongs to this generation, made now if nobody has asked for it yet.
    ///
    /// Those who ask while it is being made wait for it. A failure is returned and not kept. `make` must not ask for
    /// the same type.
    pub fn derived<T: Any + Send + Sync, E>(
        &self,
        make: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        slot_in(&self.derived.0, TypeId::of::<T>()).value(|| make(self))
    }

    /// The value of type `T`, as [`Self::derived`], made with the last one of an earlier generation that the same watch
    /// had open, if there is any. That one is let go afterwards.
    pub fn derived_after<T: Any + Send + Sync, E>(
        &self,
        make: impl FnOnce(&Self, Option<&T>) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        self.derived(|generation| {
            // The entry stays, so that the next generation is given the value of this one.
            let before = generation.before.lock().entry(TypeId::of::<T>()).or_default().take();
            let before = before.and_then(|value| value.downcast::<T>().ok());
            make(generation, before.as_deref())
        })
    }

    /// The value of type `T` that was made already; none while it is being made.
    pub fn derived_if_made<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        self.derived.made(&TypeId::of::<T>())?.downcast::<T>().ok()
    }

    /// The value of type `T` that belongs to a segment of this generation, as [`Self::derived`]; a generation that a
    /// watch opens later takes it over, so that after an update only new segments are read.
    ///
    /// `make` may read only what never changes in a segment: neither its deletions nor other segments.
    pub fn derived_of_segment<T: Any + Send + Sync, E>(
        &self,
        segment: &SegmentReader,
        make: impl FnOnce(&SegmentReader) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        slot_in(&self.of_segments.0, (segment.segment_id(), TypeId::of::<T>())).value(|| make(segment))
    }
}

impl Derived {
    /// A value that was made already.
    fn made(&self, of: &TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(of)?.value.get().cloned()
    }
}

impl Before {
    /// What a generation that follows one begins with: what that one has made, else what it began with itself.
    pub(super) fn after(earlier: &Generation) -> Self {
        let of_earlier = earlier.before.lock();
        let latest = of_earlier.iter().map(|(of, before)| (*of, earlier.derived.made(of).or(before.clone())));
        Self(Mutex::new(latest.collect()))
    }

    fn lock(&self) -> MutexGuard<'_, FxHashMap<TypeId, Option<Arc<dyn Any + Send + Sync>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OfSegments {
    /// What there is of these segments.
    pub(super) fn of_those_in(&self, segments: &[SegmentReader]) -> Self {
        let slots = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let is_here = |id: SegmentId| segments.iter().any(|segment| segment.segment_id() == id);
        let kept = slots.iter().filter(|((id, _), _)| is_here(*id));
        Self(RwLock::new(kept.map(|(key, slot)| (*key, Arc::clone(slot))).collect()))
    }
}

/// The slot of a key, which is there from now on. A panic leaves a map of whole entries.
fn slot_in<K: Copy + Eq + Hash>(slots: &RwLock<FxHashMap<K, Arc<Slot>>>, key: K) -> Arc<Slot> {
    if let Some(slot) = slots.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Arc::clone(slot);
    }
    Arc::clone(slots.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_default())
}

impl Slot {
    fn value<T: Any + Send + Sync, E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(value) = self.known() {
            return Ok(value);
        }
        // It guards nothing that a panic could leave half done.
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = self.known() {
            return Ok(value);
        }
        let made = Arc::new(make()?);
        // Nobody else makes one meanwhile.
        let _ = self.value.set(Arc::clone(&made) as Arc<dyn Any + Send + Sync>);
        Ok(made)
    }

    fn known<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        Arc::clone(self.value.get()?).downcast::<T>().ok()
    }
}
