use std::{num::NonZeroUsize, time::Duration};

const MB: usize = 1 << 20;

/// The engine's threads need this much each, by its own rule; what is left above it is buffer.
const MIN_THREAD_BYTES: usize = 16 * MB;
/// The engine's arenas address 32 bits.
const MAX_THREAD_BYTES: usize = 4_000 * MB;
/// The engine's own limit; beyond it, threads wait for each other at the queue.
const MAX_THREADS: usize = 8;

/// How a run uses the machine.
#[derive(Debug, Clone)]
pub struct WriterOptions {
    /// Bytes for documents in the queue and segments in the making. Less than 24 MB is taken as 24 MB. What the
    /// dictionaries need is not counted, nor what the operating system caches of files.
    pub memory_bytes: usize,
    /// Threads that add documents at once. Half as many write what these prepare, which is about half of the work;
    /// with little memory, fewer.
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
            // A commit closes every thread's segment, so frequent ones make small segments, and merging work.
            commit_bytes: 2 << 30,
            commit_interval: Duration::from_secs(120),
            // A part of a second.
            verify_at_once_bytes: 256 << 20,
        }
    }
}

/// How the memory is divided, over the threads that write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Budget {
    pub threads: usize,
    pub thread_bytes: usize,
    pub queue_bytes: usize,
}

impl WriterOptions {
    /// An eighth for the queue, the rest for the threads' segments.
    pub(super) fn budget(&self) -> Budget {
        let memory = self.memory_bytes.max(24 * MB);
        let queue_bytes = memory / 8;
        let rest = memory - queue_bytes;
        let threads = self.threads.div_ceil(2).clamp(1, MAX_THREADS).min(rest / MIN_THREAD_BYTES);
        let thread_bytes = (rest / threads).min(MAX_THREAD_BYTES);
        Budget { threads, thread_bytes, queue_bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(memory_mb: usize, threads: usize, expected: (usize, usize, usize)) {
        let options = WriterOptions { memory_bytes: memory_mb * MB, threads, ..WriterOptions::default() };
        let Budget { threads, thread_bytes, queue_bytes } = options.budget();
        assert_eq!((threads, thread_bytes / MB, queue_bytes / MB), expected);
    }

    #[test]
    fn memory_is_divided_over_as_many_threads_as_it_allows() {
        check(512, 2, (1, 448, 64));
        check(512, 3, (2, 224, 64));
        check(512, 64, (8, 56, 64));
        check(512, 0, (1, 448, 64));
        check(32, 2, (1, 28, 4));
        check(0, 2, (1, 21, 3));
        check(1 << 20, 1, (1, 4_000, 1 << 17));
    }
}
