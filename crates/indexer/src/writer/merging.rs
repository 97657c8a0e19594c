//! How many segments a published generation has.

use tantivy::{SegmentMeta, index::SegmentId, indexer::LogMergePolicy};

/// Segments of one size that a run collects before it merges them. Fewer would write every document more often
/// while the run is on; more would keep more files open.
const MERGED_AT_ONCE: usize = 8;

/// Segments of fewer documents than this are merged before publication whatever their sizes: it takes no time worth
/// saving.
const SMALL: u64 = 2_000;

/// A segment of which more than this share is deleted is written anew: its postings still cost time.
const DELETED_SHARE: f32 = 0.3;

/// The policy while a run is on.
pub(super) fn during_the_run() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(MERGED_AT_ONCE);
    policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
    policy
}

/// The segments to merge into one before publication; `segments` are all committed ones.
pub(super) fn before_publication(segments: &[SegmentMeta]) -> Vec<SegmentId> {
    let sizes = segments.iter().map(|segment| {
        let deleted = segment.num_deleted_docs() as f32 / segment.max_doc().max(1) as f32;
        (segment.id(), u64::from(segment.num_docs()), deleted)
    });
    to_merge(sizes.collect())
}

/// The segments to merge into one, so that each that is left has at least as many documents as all smaller ones
/// together.
///
/// There are then at most log2(documents) segments, and an index that grows by small runs writes a document as often,
/// instead of at every run. A search threshold restarts in every segment, so fewer are better.
fn to_merge<I>(mut segments: Vec<(I, u64, f32)>) -> Vec<I> {
    segments.sort_by_key(|(_, documents, _)| *documents);
    let mut together = 0;
    let mut count = 0;
    for (at, (_, documents, deleted)) in segments.iter().enumerate() {
        let large_enough = *documents >= SMALL && *documents >= together && *deleted <= DELETED_SHARE;
        together += documents;
        if !large_enough {
            count = at + 1;
        }
    }
    let alone_and_whole = count == 1 && segments[0].2 <= DELETED_SHARE;
    if alone_and_whole {
        return Vec::new();
    }
    segments.into_iter().take(count).map(|(id, ..)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Documents of each segment; the names of the merged ones are their places.
    #[track_caller]
    fn check(sizes: &[u64], expected: &[usize]) {
        let segments = sizes.iter().enumerate().map(|(at, size)| (at, *size, 0.0)).collect();
        let mut merged = to_merge(segments);
        merged.sort_unstable();
        assert_eq!(merged, expected, "of {sizes:?}");
    }

    #[test]
    fn small_segments_are_merged_and_large_ones_left() {
        check(&[], &[]);
        check(&[10], &[]);
        check(&[10, 10], &[0, 1]);
        check(&[100_000, 10], &[]);
        check(&[100_000, 10, 20], &[1, 2]);
        check(&[100_000, 99_000], &[]);
        check(&[50_000, 50_000, 50_000], &[0, 1, 2]);
        check(&[1_000_000, 50_000, 40_000, 30_000], &[1, 2, 3]);
        check(&[8_000, 4_000, 2_000], &[]);
    }

    #[test]
    fn a_segment_of_deleted_documents_is_written_anew() {
        assert_eq!(to_merge(vec![("whole", 90_000, 0.1), ("half", 50_000, 0.5)]), ["half"]);
        assert_eq!(to_merge(vec![("half", 50_000, 0.5)]), ["half"]);
    }
}
