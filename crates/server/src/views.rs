//! Counting how often patents of the commons are looked at, so that a provider sees which nobody finds.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use commons::Commons;
use model::{Document, PublicationNumber};

/// Looks of so long after a writing wait for the next one, since each waits for the disk: the first look after that
/// writes them all.
const WRITTEN_EVERY: Duration = Duration::from_secs(60);

/// And no more than so many patents wait.
const WAITING_MAX: usize = 1_000;

/// Looks that are not written yet. What a crash loses is a minute of counts.
pub(crate) struct Looks(Mutex<Waiting>);

struct Waiting {
    counts: HashMap<PublicationNumber, u64>,
    written: Instant,
}

impl Looks {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Waiting { counts: HashMap::new(), written: Instant::now() }))
    }

    /// Counts a look at a document, where it is a patent that the ledger knows. A fault is told in the log: the answer
    /// does not depend on it.
    pub(crate) fn count(&self, commons: &Commons, document: &Document) {
        let Document::Patent(patent) = document else { return };
        match commons.snapshot() {
            Ok(snapshot) if snapshot.place(&patent.number).is_some() => {}
            _ => return,
        }
        let is_due = {
            let mut waiting = self.waiting();
            *waiting.counts.entry(patent.number.clone()).or_default() += 1;
            WRITTEN_EVERY <= waiting.written.elapsed() || WAITING_MAX <= waiting.counts.len()
        };
        if is_due {
            self.write(commons);
        }
    }

    /// Writes what waits; what cannot be written waits on.
    pub(crate) fn write(&self, commons: &Commons) {
        let counts = {
            let mut waiting = self.waiting();
            waiting.written = Instant::now();
            std::mem::take(&mut waiting.counts)
        };
        if counts.is_empty() {
            return;
        }
        if let Err(error) = commons.add_views(&counts) {
            tracing::warn!(error = &error as &dyn std::error::Error, "looks at patents could not be counted");
            let mut waiting = self.waiting();
            for (patent, n) in counts {
                *waiting.counts.entry(patent).or_default() += n;
            }
        }
    }

    /// A panic leaves whole counts behind.
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
