//! Back-pressure: documents that wait for the engine share a limited number of bytes.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A wait longer than this asks whether anybody is left who could end it. Writing a segment takes as long at times.
const PATIENCE: Duration = Duration::from_secs(1);

/// Bytes of documents between a caller of `add` and the engine's threads.
///
/// The engine's own queue counts documents, ten thousand of them, which may be a gigabyte of patents or ten megabytes
/// of abstracts.
#[derive(Clone)]
pub(super) struct InFlight(Arc<Shared>);

struct Shared {
    limit: usize,
    used: Mutex<usize>,
    released: Condvar,
}

/// A document's bytes, given back when it is dropped.
pub(crate) struct Permit {
    shared: Arc<Shared>,
    bytes: usize,
}

impl InFlight {
    pub(super) fn new(limit: usize) -> Self {
        Self(Arc::new(Shared { limit, used: Mutex::new(0), released: Condvar::new() }))
    }

    /// Waits until there is room. A document larger than the limit has it to itself.
    ///
    /// Documents that wait in the engine's queue when its threads die are not dropped, and their bytes not released:
    /// `alive` is asked now and then, and ends the wait with its error.
    pub(super) fn wait<E>(&self, bytes: usize, alive: impl Fn() -> Result<(), E>) -> Result<Permit, E> {
        let shared = &self.0;
        let full = |used: &mut usize| *used > 0 && *used + bytes > shared.limit;
        let mut used = shared.used();
        while full(&mut used) {
            let (guard, waited) = unpoisoned(shared.released.wait_timeout_while(used, PATIENCE, full));
            used = guard;
            if waited.timed_out() {
                // It takes the engine's lock, which others hold while they wait for this one.
                drop(used);
                alive()?;
                used = shared.used();
            }
        }
        *used += bytes;
        Ok(Permit { shared: Arc::clone(shared), bytes })
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.shared.used() -= self.bytes;
        self.shared.released.notify_all();
    }
}

impl Shared {
    fn used(&self) -> MutexGuard<'_, usize> {
        unpoisoned(self.used.lock())
    }
}

/// Nothing that can panic runs while the count is held, so it is right even where the lock says otherwise.
fn unpoisoned<T>(result: Result<T, PoisonError<T>>) -> T {
    result.unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn alive() -> Result<(), &'static str> {
        Ok(())
    }

    #[test]
    fn a_document_waits_for_room_and_a_huge_one_for_all_of_it() {
        let in_flight = InFlight::new(10);
        let first = in_flight.wait(6, alive).unwrap();
        let (sender, receiver) = mpsc::channel();
        let waiting = in_flight.clone();
        let thread = std::thread::spawn(move || {
            drop(waiting.wait(5, alive).unwrap());
            sender.send("five").unwrap();
            drop(waiting.wait(50, alive).unwrap());
            sender.send("fifty").unwrap();
        });
        assert_eq!(receiver.try_recv(), Err(mpsc::TryRecvError::Empty));
        drop(first);
        assert_eq!(receiver.recv().unwrap(), "five");
        assert_eq!(receiver.recv().unwrap(), "fifty");
        thread.join().unwrap();
        assert_eq!(*in_flight.0.used(), 0);
    }

    #[test]
    fn nobody_waits_for_the_dead() {
        let in_flight = InFlight::new(10);
        let held = in_flight.wait(10, alive).unwrap();
        assert_eq!(in_flight.wait(1, || Err("dead")).err(), Some("dead"));
        drop(held);
        assert_eq!(*in_flight.0.used(), 0);
    }
}
