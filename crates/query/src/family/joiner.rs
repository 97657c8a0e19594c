//! Puts documents together by what they share. Knows no index.

use std::collections::HashMap;

/// No document yet.
const NOBODY: u32 = u32::MAX;

/// Grows families document by document. Documents and values are numbers from 0.
pub(super) struct Joiner {
    simple: Sets,
    extended: Sets,
    /// By priority: the first document that claims it.
    first: Vec<u32>,
    /// By priority: the first document that claims it and no other.
    first_alone: Vec<u32>,
    /// The first document of each set of several priorities.
    first_of_set: HashMap<Box<[u32]>, u32>,
    /// By the source's family id: the first document.
    first_of_source: Vec<u32>,
}

impl Joiner {
    pub(super) fn new(documents: usize, priorities: usize, sources: usize) -> Self {
        Self {
            simple: Sets::new(documents),
            extended: Sets::new(documents),
            first: vec![NOBODY; priorities],
            first_alone: vec![NOBODY; priorities],
            first_of_set: HashMap::new(),
            first_of_source: vec![NOBODY; sources],
        }
    }

    /// Adds a document with its priorities, ascending and distinct, and the source's family ids.
    pub(super) fn add(&mut self, document: u32, priorities: &[u32], sources: &[u32]) {
        for &priority in priorities {
            let first = first(&mut self.first[priority as usize], document);
            self.extended.join(first, document);
        }
        let same_set = match priorities {
            [] => document,
            [alone] => first(&mut self.first_alone[*alone as usize], document),
            several => *self.first_of_set.entry(several.into()).or_insert(document),
        };
        self.simple.join(same_set, document);
        for &source in sources {
            let first = first(&mut self.first_of_source[source as usize], document);
            self.simple.join(first, document);
            self.extended.join(first, document);
        }
    }

    /// The first document of each document's family: simple families, extended families.
    pub(super) fn roots(self) -> (Vec<u32>, Vec<u32>) {
        (self.simple.roots(), self.extended.roots())
    }
}

fn first(known: &mut u32, document: u32) -> u32 {
    if *known == NOBODY {
        *known = document;
    }
    *known
}

/// Disjoint sets (union-find) whose root is their least member, with path halving.
struct Sets(Vec<u32>);

impl Sets {
    fn new(size: usize) -> Self {
        Self((0..size as u32).collect())
    }

    fn root(&mut self, mut of: u32) -> u32 {
        while self.0[of as usize] != of {
            let parent = self.0[of as usize];
            let grandparent = self.0[parent as usize];
            self.0[of as usize] = grandparent;
            of = grandparent;
        }
        of
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }

    fn roots(mut self) -> Vec<u32> {
        for of in 0..self.0.len() as u32 {
            // A parent is never above its child, so that those below are at their roots already.
            self.0[of as usize] = self.root(of);
        }
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::{collection::vec, prelude::*};

    use super::*;

    type Claims = (BTreeSet<u32>, Option<u32>);

    /// The least document reached from each by steps between documents that belong together.
    fn model(documents: &[Claims], belong: impl Fn(&Claims, &Claims) -> bool) -> Vec<u32> {
        let mut least: Vec<u32> = (0..documents.len() as u32).collect();
        loop {
            let before = least.clone();
            for a in 0..documents.len() {
                for b in 0..documents.len() {
                    if a == b || belong(&documents[a], &documents[b]) {
                        least[a] = least[a].min(least[b]);
                    }
                }
            }
            if least == before {
                return least;
            }
        }
    }

    proptest! {
        #[test]
        fn families_are_what_steps_reach(
            documents in vec((proptest::collection::btree_set(0u32..12, 0..4), proptest::option::weighted(0.3, 0u32..6)), 0..40),
        ) {
            let mut joiner = Joiner::new(documents.len(), 12, 6);
            for (document, (priorities, source)) in (0..).zip(&documents) {
                let priorities: Vec<u32> = priorities.iter().copied().collect();
                joiner.add(document, &priorities, source.as_slice());
            }
            let (simple, extended) = joiner.roots();
            let same_source = |a: &Claims, b: &Claims| a.1.is_some() && a.1 == b.1;
            let same_set = |a: &Claims, b: &Claims| !a.0.is_empty() && a.0 == b.0;
            let shared = |a: &Claims, b: &Claims| !a.0.is_disjoint(&b.0);
            prop_assert_eq!(simple, model(&documents, |a, b| same_source(a, b) || same_set(a, b)));
            prop_assert_eq!(extended, model(&documents, |a, b| same_source(a, b) || shared(a, b)));
        }
    }
}
