use std::{
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{Limits, Reason};

/// What one compressed file may expand to, all its entries and nested archives together: a zip bomb of overlapping
/// or nested entries is caught as well as a plain one.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    expanded: Arc<AtomicU64>,
    compressed_bytes: u64,
    limit: u64,
    ratio: u64,
}

/// So much is let through before the ratio is looked at: small files of spaces pack well.
const RATIO_FREE_BYTES: u64 = 16 << 20;

impl Budget {
    /// The budget of a file with this size on disk.
    pub(crate) fn new(compressed_bytes: u64, limits: &Limits) -> Self {
        Self {
            expanded: Arc::default(),
            compressed_bytes,
            limit: limits.expanded_bytes,
            ratio: limits.expansion_ratio,
        }
    }

    /// Counts what is read from a decompressor against the budget.
    pub(crate) fn guard<R: Read>(&self, input: R) -> impl Read + use<R> {
        Guard { input, budget: self.clone() }
    }

    fn spend(&self, bytes: u64) -> Result<(), Reason> {
        let bytes = self.expanded.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if bytes > self.limit {
            return Err(Reason::ExpandedSize { limit: self.limit });
        }
        if bytes > RATIO_FREE_BYTES && bytes / self.ratio > self.compressed_bytes {
            return Err(Reason::ExpansionRatio { limit: self.ratio, bytes });
        }
        Ok(())
    }
}

struct Guard<R> {
    input: R,
    budget: Budget,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.budget.spend(read as u64).map_err(io::Error::other)?;
        Ok(read)
    }
}
