//! Citations between the documents of a generation.

use rustc_hash::FxHashMap;

use super::{
    Segment,
    manner::Manner,
    segment::{Reference, SegmentFacts},
};
use crate::lists::Lists;

/// One end of a citation: the document at the other end, and how it is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Edge {
    pub document: u32,
    pub manner: Manner,
}

/// Citations of documents that the index does not have, by what is cited, each document once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outside {
    /// Patents of the front page or the search report.
    pub patents: u32,
    /// Patents that only the text cites.
    pub patents_in_text: u32,
    /// Literature with a DOI.
    pub literature: u32,
}

/// All citations, from both ends: 16 bytes each.
pub(super) struct Edges {
    /// By citing document, in the order of the cited ones.
    pub(super) cited: Lists<Edge>,
    /// By cited document, in the order of the citing ones.
    pub(super) citing: Lists<Edge>,
    /// By citing document: what it cites and the index does not have, each once.
    outside: Lists<Missing>,
}

/// A cited document that the index does not have: 30 bits of the hash of its number, and whether it is literature and
/// whether only the text cites it. It is told from the few others that one family cites, and from no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Missing(u32);

impl Missing {
    const IN_TEXT: u32 = 1;
    const LITERATURE: u32 = 2;

    fn new(base: u64, manner: Manner) -> Self {
        let in_text = if manner.is_in_text() { Self::IN_TEXT } else { 0 };
        let literature = if manner.is_literature() { Self::LITERATURE } else { 0 };
        Self((base as u32) << 2 | literature | in_text)
    }

    fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }

    fn same_document(&mut self, other: &mut Self) -> bool {
        self.0 >> 2 == other.0 >> 2
    }
}

impl Edges {
    /// Finds what each live document cites. A number without a kind means every publication of it.
    pub(super) fn resolve(segments: &[Segment], is_live: &[bool]) -> Self {
        let known = Known::read(segments, is_live);
        let documents = is_live.len();
        let mut edges = Self {
            cited: Lists::with_capacity(documents),
            citing: Lists::default(),
            outside: Lists::with_capacity(documents),
        };
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for segment in segments {
            let facts = &*segment.facts;
            let meant = known.meant(facts);
            for document in 0..facts.documents() {
                let number = segment.base + document;
                if is_live[number as usize] {
                    for at in facts.citations.of(document) {
                        let (reference, manner) = facts.cited[*at as usize];
                        let documents = meant.of(*at);
                        // What cites itself is a slip of the source.
                        let others = documents.iter().filter(|other| **other != number);
                        found.extend(others.map(|document| Edge { document: *document, manner }));
                        if documents.is_empty() {
                            missing.push(Missing::new(reference.base, manner));
                        }
                    }
                    found.sort_unstable_by_key(|edge: &Edge| edge.document);
                    found.drain(..).for_each(|edge| edges.cited.push(edge));
                    each_once(&mut missing);
                    missing.drain(..).for_each(|other| edges.outside.push(other));
                }
                edges.cited.end_list();
                edges.outside.end_list();
            }
        }
        edges.citing =
            edges.cited.turned(documents, |edge| edge.document, |document, edge| Edge { document, ..edge });
        edges
    }

    /// What documents cite together and the index does not have.
    pub(super) fn outside(&self, documents: &[u32]) -> Outside {
        let mut missing: Vec<Missing> =
            documents.iter().flat_map(|document| self.outside.of(*document)).copied().collect();
        each_once(&mut missing);
        let mut outside = Outside::default();
        for other in missing {
            let count = match (other.has(Missing::LITERATURE), other.has(Missing::IN_TEXT)) {
                (true, _) => &mut outside.literature,
                (false, false) => &mut outside.patents,
                (false, true) => &mut outside.patents_in_text,
            };
            *count += 1;
        }
        outside
    }

    pub(super) fn cites_the_same_outside(&self, document: u32, others: &Self, other: u32) -> bool {
        self.outside.of(document) == others.outside.of(other)
    }

    pub(super) fn bytes(&self) -> usize {
        self.cited.bytes() + self.citing.bytes() + self.outside.bytes()
    }
}

/// What stands on the front page and in the text counts for the front page, which sorts first.
fn each_once(missing: &mut Vec<Missing>) {
    missing.sort_unstable();
    missing.dedup_by(Missing::same_document);
}

/// The live documents by their ids.
struct Known {
    /// Ascending by id.
    documents: Vec<(Reference, u32)>,
    /// By the hash of a number: the place of its first document.
    first: FxHashMap<u64, u32>,
}

impl Known {
    fn read(segments: &[Segment], is_live: &[bool]) -> Self {
        let mut documents = Vec::with_capacity(is_live.len());
        for segment in segments {
            let numbered = (segment.base..).zip(&segment.facts.references);
            let live = numbered.filter(|(number, _)| is_live[*number as usize]);
            documents.extend(live.map(|(number, reference)| (*reference, number)));
        }
        documents.sort_unstable();
        let mut first = FxHashMap::with_capacity_and_hasher(documents.len(), rustc_hash::FxBuildHasher);
        for (at, (reference, _)) in (0u32..).zip(&documents) {
            first.entry(reference.base).or_insert(at);
        }
        Self { documents, first }
    }

    /// The documents that each distinct citation of a segment means.
    fn meant(&self, facts: &SegmentFacts) -> Lists<u32> {
        let mut meant = Lists::with_capacity(facts.cited.len());
        for (reference, _) in &facts.cited {
            if let Some(first) = self.first.get(&reference.base) {
                let same = self.documents[*first as usize..].iter();
                let same = same.take_while(|(other, _)| other.base == reference.base);
                same.filter(|(other, _)| other.meets(*reference)).for_each(|(_, number)| meant.push(*number));
            }
            meant.end_list();
        }
        meant
    }
}
