//! The best places found so far.

use std::collections::BinaryHeap;

use tantivy::DocAddress;

use crate::{cursor::PlaceInOrder, rank::by_score::Scored};

/// The first places of a search after a given one, in all segments together.
pub(super) struct Top {
    wanted: usize,
    after: Option<PlaceInOrder>,
    /// The worst one first.
    places: BinaryHeap<PlaceInOrder>,
}

impl Top {
    pub(super) fn new(wanted: usize, after: Option<PlaceInOrder>) -> Self {
        Self { wanted, after, places: BinaryHeap::with_capacity(wanted + 1) }
    }

    /// What a document's score must exceed: of equal scores the earlier address wins, and documents are offered by
    /// rising address.
    pub(super) fn threshold(&self) -> f64 {
        match self.places.peek() {
            Some(worst) if self.places.len() == self.wanted => f64::from_bits(!worst.rank),
            _ if self.wanted == 0 => f64::INFINITY,
            _ => f64::NEG_INFINITY,
        }
    }

    /// Takes a document where it is among the best.
    pub(super) fn offer(&mut self, address: DocAddress, score: f64) {
        let place = Scored { address, score }.place();
        if self.after.is_some_and(|after| place <= after) {
            return;
        }
        self.places.push(place);
        if self.wanted < self.places.len() {
            self.places.pop();
        }
    }

    /// Best first.
    pub(super) fn into_scored(self) -> Vec<Scored> {
        let places = self.places.into_sorted_vec().into_iter();
        places.map(|place| Scored { address: place.address, score: f64::from_bits(!place.rank) }).collect()
    }
}
