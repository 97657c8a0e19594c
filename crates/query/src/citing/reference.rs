//! What a citation says, and when two numbers mean the same document.

use std::collections::HashMap;

use crate::QueryError;

/// A value of the column `citation`: `EP-1-A<TAB>XY<TAB>examiner<TAB>in-text`.
pub(super) struct Citation<'v> {
    pub(super) reference: &'v str,
    /// Letters of WIPO ST.14.
    pub(super) categories: &'v str,
    pub(super) by: &'v str,
    /// Empty for a reference of an article.
    pub(super) place: &'v str,
}

impl<'v> Citation<'v> {
    pub(super) fn read(value: &'v str) -> Self {
        let mut parts = value.split('\t');
        let mut part = || parts.next().unwrap_or_default();
        Self { reference: part(), categories: part(), by: part(), place: part() }
    }
}

/// Document ids and cited numbers, each by office and serial number with the kinds it came with.
pub(super) struct References {
    /// An empty kind: a number without one, which means every kind; of articles, always.
    kinds: HashMap<String, Vec<String>>,
    count: usize,
    limit: usize,
}

impl References {
    pub(super) fn with_limit(limit: usize) -> Self {
        Self { kinds: HashMap::new(), count: 0, limit }
    }

    /// Adds a canonical id or cited number; refused beyond the limit.
    pub(super) fn add(&mut self, reference: &str) -> Result<(), QueryError> {
        let (base, kind) = split_reference(reference);
        let kinds = match self.kinds.get_mut(base) {
            Some(kinds) => kinds,
            None => self.kinds.entry(base.to_owned()).or_default(),
        };
        if kinds.iter().any(|known| known == kind) {
            return Ok(());
        }
        kinds.push(kind.to_owned());
        self.count += 1;
        if self.limit < self.count {
            return Err(QueryError::TooManyCitations { limit: self.limit });
        }
        Ok(())
    }

    /// Whether a number means one of these: the same, or the same but for a kind that either lacks.
    pub(super) fn meets(&self, reference: &str) -> bool {
        let (base, kind) = split_reference(reference);
        self.kinds.get(base).is_some_and(|kinds| {
            kind.is_empty() || kinds.iter().any(|known| known.is_empty() || known == kind)
        })
    }

    /// Distinct numbers without their kinds.
    pub(super) fn bases(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }
}

/// Whether two canonical numbers or ids mean the same document: the same, or the same but for a kind that either lacks.
pub fn means_same_document(a: &str, b: &str) -> bool {
    let ((a, kind), (b, other_kind)) = (split_reference(a), split_reference(b));
    a == b && (kind == other_kind || kind.is_empty() || other_kind.is_empty())
}

/// Office and serial number, and kind: `EP-1`, `A`. Ids of articles have none.
pub fn split_reference(reference: &str) -> (&str, &str) {
    if reference.contains(':') {
        return (reference, "");
    }
    let serial = reference.find('-').map_or(0, |dash| dash + 1);
    match reference[serial..].find('-') {
        Some(dash) => (&reference[..serial + dash], &reference[serial + dash + 1..]),
        None => (reference, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_meet_where_either_lacks_the_kind() {
        #[track_caller]
        fn check(known: &str, other: &str, meets: bool) {
            let mut references = References::with_limit(9);
            references.add(known).expect("below the limit");
            assert_eq!(references.meets(other), meets, "{known} and {other}");
            assert_eq!(means_same_document(known, other), meets, "{known} and {other}");
        }
        check("EP-1234567-A1", "EP-1234567-A1", true);
        check("EP-1234567-A1", "EP-1234567-B1", false);
        check("EP-1234567-A1", "EP-1234567", true);
        check("EP-1234567", "EP-1234567-B1", true);
        check("EP-1234567", "EP-12345678-B1", false);
        check("EP-1234567", "WO-1234567", false);
        check("doi:10.5555/a-b-c", "doi:10.5555/a-b-c", true);
        check("doi:10.5555/a-b-c", "doi:10.5555/a-b-d", false);
        check("doi:10.5555/a-b", "doi:10.5555/a-b-d", false);
    }

    #[test]
    fn one_more_than_the_limit_is_refused() {
        let mut references = References::with_limit(2);
        for known in ["EP-1-A", "EP-1-B", "EP-1-A"] {
            references.add(known).expect("two numbers");
        }
        assert!(matches!(references.add("EP-1"), Err(QueryError::TooManyCitations { limit: 2 })));
    }

    #[test]
    fn a_citation_is_read() {
        let citation = Citation::read("EP-1-A\tXY\texaminer");
        assert_eq!((citation.reference, citation.categories, citation.by), ("EP-1-A", "XY", "examiner"));
        let citation = Citation::read("doi:10.5555/a\t\t");
        assert_eq!((citation.reference, citation.categories, citation.by), ("doi:10.5555/a", "", ""));
    }
}
