use std::{num::NonZeroUsize, time::Duration};

const MB: usize = 1 << 20;

/// A segment of no document takes seven, so that one in less would have a few documents.
const MIN_SEGMENT_BYTES: usize = 16 * MB;
/// Terms are found by 32 bits.
const MAX_SEGMENT_BYTES: usize = 4_000 * MB;

/// How a run uses the machine.
#[derive(Debug, Clone)]
pub struct WriterOptions {
    /// Bytes for the segment in the making, what writing it takes included: it is written when it has as many. Less
    /// than 16 MB is taken as 16 MB, and a long document may need more. What the dictionaries need is not counted, nor
    /// what the operating system caches of files.
    pub memory_bytes: usize,
    /// Threads that add documents at once; as many write the fields of a segment.
    pub threads: usize,
    /// A run commits when it has read this many bytes since the last commit …
    pub commit_bytes: u64,
    /// … or when this time has passed, so that a killed run has little to do again.
    pub commit_interval: Duration,
    /// A current generation of at most this many bytes is compared with its checksums when the writer is opened, a
    /// larger one before the first change: reading it whole would cost more than a run that changes nothing.
    pub verify_at_once_bytes: u64,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self {
            memory_bytes: 512 * MB,
            threads: std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
            // A commit ends the segment in the making, so frequent ones make small segments, and merging work.
            commit_bytes: 2 << 30,
            commit_interval: Duration::from_secs(120),
            // A part of a second.
            verify_at_once_bytes: 256 << 20,
        }
    }
}

impl WriterOptions {
    pub(super) fn segment_bytes(&self) -> usize {
        self.memory_bytes.clamp(MIN_SEGMENT_BYTES, MAX_SEGMENT_BYTES)
    }
}
