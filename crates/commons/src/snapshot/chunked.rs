//! Collections that are copied in pieces: a copy shares what does not change, so that a batch costs what it touches.

use std::{collections::HashMap, hash::BuildHasher, hash::Hash, hash::RandomState, sync::Arc};

/// Items a piece of a [`Chunked`], pieces of a [`Sharded`]: at 100 thousand items a change copies some 250 to 400 handles.
const PIECE: usize = 256;

/// A list that grows at its end.
#[derive(Debug, Clone)]
pub(super) struct Chunked<T> {
    pieces: Vec<Arc<Vec<T>>>,
    len: usize,
}

impl<T> Default for Chunked<T> {
    fn default() -> Self {
        Self { pieces: Vec::new(), len: 0 }
    }
}

impl<T: Clone> Chunked<T> {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn get(&self, i: usize) -> Option<&T> {
        self.pieces.get(i / PIECE)?.get(i % PIECE)
    }

    pub(super) fn get_mut(&mut self, i: usize) -> Option<&mut T> {
        Arc::make_mut(self.pieces.get_mut(i / PIECE)?).get_mut(i % PIECE)
    }

    pub(super) fn push(&mut self, item: T) {
        if self.len.is_multiple_of(PIECE) {
            self.pieces.push(Arc::new(Vec::with_capacity(PIECE)));
        }
        if let Some(last) = self.pieces.last_mut() {
            Arc::make_mut(last).push(item);
            self.len += 1;
        }
    }

    /// How many items at the beginning are so; `is_so` must hold up to some place and not after it.
    pub(super) fn partition_point(&self, is_so: impl Fn(&T) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle).is_some_and(&is_so) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// A map whose keys are never removed.
#[derive(Debug, Clone)]
pub(super) struct Sharded<K> {
    shards: Vec<Arc<HashMap<K, u32>>>,
    hasher: RandomState,
}

impl<K> Default for Sharded<K> {
    fn default() -> Self {
        Self { shards: (0..PIECE).map(|_| Arc::default()).collect(), hasher: RandomState::new() }
    }
}

impl<K: Clone + Eq + Hash> Sharded<K> {
    pub(super) fn get(&self, key: &K) -> Option<u32> {
        self.shards[self.shard(key)].get(key).copied()
    }

    pub(super) fn insert(&mut self, key: K, value: u32) {
        let shard = self.shard(&key);
        Arc::make_mut(&mut self.shards[shard]).insert(key, value);
    }

    fn shard(&self, key: &K) -> usize {
        self.hasher.hash_one(key) as usize % PIECE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_stays_as_it_was() {
        let mut numbers = Chunked::default();
        let mut places = Sharded::default();
        for n in 0..1000_u32 {
            numbers.push(n);
            places.insert(n, n * 2);
        }
        let (old_numbers, old_places) = (numbers.clone(), places.clone());
        *numbers.get_mut(300).unwrap() = 7;
        numbers.push(1000);
        places.insert(1000, 1);
        assert_eq!(old_numbers.get(300), Some(&300));
        assert_eq!((old_numbers.len(), numbers.len()), (1000, 1001));
        assert_eq!((old_places.get(&1000), places.get(&1000)), (None, Some(1)));
        assert!((0..1000).all(|n| old_numbers.get(n) == Some(&(n as u32))));
        assert_eq!(old_numbers.partition_point(|n| *n < 257), 257);
    }
}
