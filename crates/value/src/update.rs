//! Which figures of an earlier generation hold in a later one, so that after an update only those near it are computed.
//!
//! The figures of a family and of its documents are made of the documents, of their citations, and of the families at
//! the other ends. They hold where all of these are as before, and where no window of citations has closed since.

use rustc_hash::FxHashMap;

use crate::{Edge, Facts, calendar::years_later};

/// Years after publication in which citations are counted.
pub(crate) const WINDOWS: [u16; 2] = [5, 7];

/// A number for what was not there before.
const NEW: u32 = u32::MAX;

/// The documents and families of a generation with their numbers in an earlier one.
pub(crate) struct Update<'f> {
    before: &'f Facts,
    now: &'f Facts,
    /// By document.
    documents: Vec<u32>,
    /// By family: the number of the family of the same documents.
    families: Vec<u32>,
}

impl<'f> Update<'f> {
    pub(crate) fn new(before: &'f Facts, now: &'f Facts) -> Self {
        let known: FxHashMap<u64, u32> =
            before.documents().map(|number| (before.content(number), number)).collect();
        let before_of = |number: u32| known.get(&now.content(number)).copied().unwrap_or(NEW);
        let documents: Vec<u32> = (0..now.number_bound())
            .map(|number| if now.is_live(number) { before_of(number) } else { NEW })
            .collect();
        let families = (0..now.family_count()).map(|family| {
            let numbers = now.members(family).iter().map(|member| documents[*member as usize]);
            same_family(before, numbers).unwrap_or(NEW)
        });
        Self { before, now, families: families.collect(), documents }
    }

    /// The number before of a document that was there.
    pub(crate) fn document(&self, number: u32) -> Option<u32> {
        Some(self.documents[number as usize]).filter(|before| *before != NEW)
    }

    /// The number before of a family whose figures hold, and those of its documents with them.
    pub(crate) fn held(&self, family: u32) -> Option<u32> {
        let before = Some(self.families[family as usize]).filter(|before| *before != NEW)?;
        self.now.members(family).iter().all(|member| self.is_as_before(*member)).then_some(before)
    }

    fn is_as_before(&self, number: u32) -> bool {
        let Some(before) = self.document(number) else { return false };
        self.closes_no_window(number)
            && self.now.cites_the_same_outside(number, self.before, before)
            && self.are_as_before(self.now.cited(number), self.before.cited(before))
            && self.are_as_before(self.now.citing(number), self.before.citing(before))
    }

    fn closes_no_window(&self, number: u32) -> bool {
        let Some(published) = self.now.published(number) else { return true };
        WINDOWS.into_iter().all(|years| {
            let until = years_later(published, years);
            let is_closed = |facts: &Facts| facts.as_of().is_some_and(|day| until <= day);
            is_closed(self.now) == is_closed(self.before)
        })
    }

    /// Whether citations have the same other ends, in families that are the same.
    fn are_as_before(&self, now: &[Edge], before: &[Edge]) -> bool {
        if now.len() != before.len() {
            return false;
        }
        let number_before = |edge: &Edge| {
            let is_same = self.families[self.now.family(edge.document) as usize] != NEW;
            self.document(edge.document).filter(|_| is_same)
        };
        let numbered = now.iter().map(|edge| Some(Edge { document: number_before(edge)?, ..*edge }));
        let Some(mut numbered) = numbered.collect::<Option<Vec<Edge>>>() else { return false };
        let mut before = before.to_vec();
        numbered.sort_unstable();
        before.sort_unstable();
        numbered == before
    }
}

/// The family of exactly these documents.
fn same_family(facts: &Facts, mut numbers: impl ExactSizeIterator<Item = u32> + Clone) -> Option<u32> {
    let family = facts.family(numbers.clone().next().filter(|number| *number != NEW)?);
    let is_whole = facts.members(family).len() == numbers.len();
    let is_member = |number: u32| number != NEW && facts.family(number) == family;
    (is_whole && numbers.all(is_member)).then_some(family)
}

#[cfg(test)]
mod tests;
