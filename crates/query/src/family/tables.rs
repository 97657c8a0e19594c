//! The families of all documents of a generation.

use std::sync::Arc;

use indexer::{Generation, KeywordField};
use tantivy::DocAddress;

use super::{FamilyCounts, FamilyDefinition, joiner::Joiner, shared_values::SharedValues};
use crate::{QueryError, bits::Bits};

/// The family of a document that is deleted.
const NONE: u32 = u32::MAX;

/// Which documents belong together, for both definitions. Kept with the generation.
///
/// Documents are numbered through all segments, in the order of their addresses, deleted ones included. Simple families
/// are numbered so that those of one extended family stand side by side: one list of members serves both. 20 bytes a
/// document at most.
pub struct Families {
    /// The number of each segment's first document.
    bases: Vec<u32>,
    /// By document: its simple family.
    simple_of: Vec<u32>,
    /// Live documents by simple family, ascending in each.
    members: Vec<u32>,
    /// By simple family: where its members start; one more at the end.
    simple_starts: Vec<u32>,
    /// By simple family: its extended family.
    extended_of: Vec<u32>,
    /// By extended family: its first simple family; one more at the end.
    extended_starts: Vec<u32>,
}

impl Families {
    /// The generation's tables, worked out when they are first asked for.
    pub fn of(generation: &Generation) -> Result<Arc<Self>, QueryError> {
        generation.derived(Self::read)
    }

    fn read(generation: &Generation) -> Result<Self, QueryError> {
        let segments = generation.searcher().segment_readers();
        let mut bases = Vec::with_capacity(segments.len());
        let mut documents = 0u32;
        for segment in segments {
            bases.push(documents);
            documents += segment.max_doc();
        }
        let priorities = SharedValues::read(generation, KeywordField::Priorities)?;
        let sources = SharedValues::read(generation, KeywordField::Family)?;
        let mut joiner = Joiner::new(documents as usize, priorities.distinct, sources.distinct);
        let mut live = Vec::with_capacity(documents as usize);
        let (mut claimed, mut given) = (Vec::new(), Vec::new());
        for (segment_ord, segment) in segments.iter().enumerate() {
            for document in segment.doc_ids_alive() {
                priorities.of(segment_ord, document, &mut claimed);
                sources.of(segment_ord, document, &mut given);
                let number = bases[segment_ord] + document;
                joiner.add(number, &claimed, &given);
                live.push(number);
            }
        }
        let (simple, extended) = joiner.roots();
        Ok(Self::number(bases, live, &simple, &extended))
    }

    /// Numbers the families whose first documents are given for each document.
    fn number(bases: Vec<u32>, mut live: Vec<u32>, simple: &[u32], extended: &[u32]) -> Self {
        live.sort_unstable_by_key(|&document| {
            let at = document as usize;
            (extended[at], simple[at], document)
        });
        let mut tables = Self {
            bases,
            simple_of: vec![NONE; simple.len()],
            members: Vec::new(),
            simple_starts: Vec::new(),
            extended_of: Vec::new(),
            extended_starts: Vec::new(),
        };
        let (mut last_simple, mut last_extended) = (NONE, NONE);
        for (at, &document) in (0u32..).zip(&live) {
            let (root, extended_root) = (simple[document as usize], extended[document as usize]);
            if last_extended != extended_root {
                tables.extended_starts.push(tables.simple_starts.len() as u32);
                last_extended = extended_root;
            }
            if last_simple != root {
                tables.simple_starts.push(at);
                tables.extended_of.push(tables.extended_starts.len() as u32 - 1);
                last_simple = root;
            }
            tables.simple_of[document as usize] = tables.simple_starts.len() as u32 - 1;
        }
        tables.extended_starts.push(tables.simple_starts.len() as u32);
        tables.simple_starts.push(live.len() as u32);
        tables.members = live;
        tables
    }

    /// All documents, deleted ones included.
    pub fn documents(&self) -> usize {
        self.simple_of.len()
    }

    /// Families of a definition; they are numbered from 0.
    pub fn count_of(&self, definition: FamilyDefinition) -> usize {
        match definition {
            FamilyDefinition::Simple => self.simple_starts.len() - 1,
            FamilyDefinition::Extended => self.extended_starts.len() - 1,
        }
    }

    /// The number of a document.
    pub fn document(&self, address: DocAddress) -> u32 {
        self.bases[address.segment_ord as usize] + address.doc_id
    }

    /// The address of a document's number.
    pub fn address(&self, document: u32) -> DocAddress {
        let segment_ord = self.bases.partition_point(|base| *base <= document) - 1;
        // Empty segments have the base of the next one, which `partition_point` passes over.
        DocAddress { segment_ord: segment_ord as u32, doc_id: document - self.bases[segment_ord] }
    }

    /// The family of a document; the document must not be deleted.
    pub fn family(&self, definition: FamilyDefinition, document: u32) -> u32 {
        let simple = self.simple_of[document as usize];
        match definition {
            FamilyDefinition::Simple => simple,
            FamilyDefinition::Extended => self.extended_of[simple as usize],
        }
    }

    /// The documents of a family, ascending within each simple family; deleted ones are in none.
    pub fn members(&self, definition: FamilyDefinition, family: u32) -> &[u32] {
        let family = family as usize;
        let simple = match definition {
            FamilyDefinition::Simple => family..family + 1,
            FamilyDefinition::Extended => {
                self.extended_starts[family] as usize..self.extended_starts[family + 1] as usize
            }
        };
        &self.members[self.simple_starts[simple.start] as usize..self.simple_starts[simple.end] as usize]
    }

    /// Counts the families of live documents.
    pub(crate) fn count(&self, documents: &Bits) -> FamilyCounts {
        let mut simple = Bits::below(self.count_of(FamilyDefinition::Simple));
        for document in documents.iter() {
            simple.insert(self.simple_of[document as usize]);
        }
        // Families of one extended family stand side by side.
        let (mut extended, mut last) = (0, NONE);
        for family in simple.iter() {
            let of = self.extended_of[family as usize];
            extended += u64::from(of != last);
            last = of;
        }
        FamilyCounts { simple: simple.len(), extended }
    }
}
