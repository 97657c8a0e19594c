//! A bound on the bytes in flight.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Bytes that may be in flight; taking waits until there is room. One item larger than the whole is let through alone.
pub(crate) struct ByteBudget {
    limit: usize,
    in_flight: Mutex<usize>,
    room: Condvar,
}

/// Bytes taken from a budget, given back on drop.
pub(crate) struct Share {
    budget: Arc<ByteBudget>,
    bytes: usize,
}

impl ByteBudget {
    pub(crate) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit, in_flight: Mutex::new(0), room: Condvar::new() })
    }

    pub(crate) fn take(self: &Arc<Self>, bytes: usize) -> Share {
        // A poisoned lock only says that a thread died elsewhere: the count is a plain number and stays right.
        let in_flight = self.in_flight.lock().unwrap_or_else(PoisonError::into_inner);
        let mut in_flight = self
            .room
            .wait_while(in_flight, |in_flight| 0 < *in_flight && self.limit < *in_flight + bytes)
            .unwrap_or_else(PoisonError::into_inner);
        *in_flight += bytes;
        Share { budget: Arc::clone(self), bytes }
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        *self.budget.in_flight.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.budget.room.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_oversized_item_passes_alone_and_the_next_waits_for_it() {
        let budget = ByteBudget::new(10);
        let large = budget.take(50);
        let waiting = {
            let budget = Arc::clone(&budget);
            std::thread::spawn(move || drop(budget.take(1)))
        };
        assert_eq!(*budget.in_flight.lock().unwrap(), 50);
        drop(large);
        waiting.join().unwrap();
        assert_eq!(*budget.in_flight.lock().unwrap(), 0);
    }
}
