//! What a run comes to in the end.

use std::collections::HashMap;

/// The version of a document, by its content hash; `None` where there is none.
type Version = Option<u64>;

/// Of each document that a run touched, the version before the run and the one now. 48 bytes a document.
///
/// A file may hold several versions of one document, of which the last stays. Read again, the same file goes through
/// them all once more and comes to nothing, which only the whole run can tell.
#[derive(Default)]
pub(super) struct NetChange {
    versions: HashMap<u128, (Version, Version)>,
}

/// How many documents a run changed in the end, whatever came in between.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunCounts {
    /// Not there before the run.
    pub indexed: u64,
    /// There before in another version.
    pub updated: u64,
    pub deleted: u64,
    /// Touched, and in the end as they were before the run.
    pub restored: u64,
}

impl NetChange {
    /// `before` counts the first time only: it is what this run found.
    pub(super) fn record(&mut self, document: u128, before: Version, now: Version) {
        self.versions.entry(document).or_insert((before, None)).1 = now;
    }

    pub(super) fn counts(&self) -> RunCounts {
        let mut counts = RunCounts::default();
        for versions in self.versions.values() {
            match versions {
                (before, now) if before == now => counts.restored += 1,
                (None, _) => counts.indexed += 1,
                (Some(_), Some(_)) => counts.updated += 1,
                (Some(_), None) => counts.deleted += 1,
            }
        }
        counts
    }

    pub(super) fn is_empty(&self) -> bool {
        self.versions.values().all(|(before, now)| before == now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_and_the_last_version_count() {
        let mut net = NetChange::default();
        net.record(1, Some(10), Some(11));
        net.record(1, Some(11), Some(10));
        net.record(2, None, Some(20));
        net.record(2, Some(20), None);
        assert!(net.is_empty());
        net.record(3, None, Some(30));
        net.record(4, Some(40), Some(41));
        net.record(5, Some(50), None);
        assert!(!net.is_empty());
        assert_eq!(net.counts(), RunCounts { indexed: 1, updated: 1, deleted: 1, restored: 2 });
    }
}
