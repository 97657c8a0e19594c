//! Terms at fixed offsets from each other, in one segment.

use std::sync::Arc;

use tantivy::{
    DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED,
    postings::{Postings, SegmentPostings, TermInfo},
    schema::{Field, IndexRecordOption},
};

use crate::plan::Located;

/// Finds the documents of a phrase, and how often each has it.
pub(in crate::rank) struct PhraseCursor {
    /// The rarest first, each with what its positions are shifted by so that the terms of one occurrence meet.
    terms: Vec<(u32, SegmentPostings)>,
    standing: Standing,
    starts: Vec<u32>,
    others: Vec<u32>,
}

/// Where a cursor stands.
enum Standing {
    /// No document has been found yet.
    Before,
    /// At a document that has the phrase so often.
    At(DocId, u32),
    End,
}

impl PhraseCursor {
    /// Before the first document. `None` where the segment lacks a term.
    pub(super) fn open(
        segment: &SegmentReader,
        field: Field,
        terms: &[(u32, Arc<Located>)],
    ) -> tantivy::Result<Option<Self>> {
        let last_offset = terms.iter().map(|(offset, _)| *offset).max().unwrap_or(0);
        let mut found = Vec::with_capacity(terms.len());
        for (offset, located) in terms {
            let Some(info) = located.in_segment(segment) else { return Ok(None) };
            found.push((last_offset - offset, info));
        }
        Self::of_terms(&*segment.inverted_index(field)?, found).map(Some)
    }

    /// Terms with what their positions are shifted by.
    fn of_terms(inverted: &InvertedIndexReader, mut terms: Vec<(u32, &TermInfo)>) -> tantivy::Result<Self> {
        terms.sort_by_key(|(_, info)| info.doc_freq);
        let mut opened = Vec::with_capacity(terms.len());
        for (shift, info) in terms {
            let postings =
                inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
            opened.push((shift, postings));
        }
        let standing = Standing::Before;
        Ok(Self { terms: opened, standing, starts: Vec::new(), others: Vec::new() })
    }

    /// The current document; before the first one, one that does not lie behind it.
    pub(super) fn document(&self) -> DocId {
        match self.standing {
            Standing::Before => {
                self.terms.iter().map(|(_, postings)| postings.doc()).max().unwrap_or(TERMINATED)
            }
            Standing::At(document, _) => document,
            Standing::End => TERMINATED,
        }
    }

    pub(super) fn frequency(&self) -> u32 {
        match self.standing {
            Standing::At(_, frequency) => frequency,
            Standing::Before | Standing::End => 0,
        }
    }

    /// To the first document from `target` on; never back.
    pub(super) fn seek(&mut self, mut target: DocId) {
        match self.standing {
            Standing::At(document, _) if target <= document => return,
            Standing::End => return,
            Standing::Before | Standing::At(..) => self.standing = Standing::End,
        }
        while let Some(document) = self.meet(target) {
            let frequency = self.count();
            if 0 < frequency {
                self.standing = Standing::At(document, frequency);
                return;
            }
            target = document + 1;
        }
    }

    /// How often a document has it, which must not lie before one asked for earlier. Nothing behind it is looked at:
    /// afterwards the cursor may stand before it.
    pub(super) fn frequency_in(&mut self, document: DocId) -> Option<u32> {
        match self.standing {
            Standing::At(at, frequency) if document <= at => return (document == at).then_some(frequency),
            Standing::End => return None,
            Standing::Before | Standing::At(..) => {}
        }
        let stands_there = |(_, postings): &mut (u32, SegmentPostings)| {
            if postings.doc() < document {
                postings.seek(document);
            }
            postings.doc() == document
        };
        if !self.terms.iter_mut().all(stands_there) {
            return None;
        }
        let frequency = self.count();
        if frequency == 0 {
            return None;
        }
        self.standing = Standing::At(document, frequency);
        Some(frequency)
    }

    pub(super) fn size_hint(&self) -> u32 {
        self.terms.first().map_or(0, |(_, postings)| postings.doc_freq())
    }

    /// The first document from `target` on that has every term, wherever.
    fn meet(&mut self, mut target: DocId) -> Option<DocId> {
        loop {
            let mut all_here = true;
            for (_, postings) in &mut self.terms {
                if postings.doc() < target {
                    postings.seek(target);
                }
                if target < postings.doc() {
                    target = postings.doc();
                    all_here = false;
                    break;
                }
            }
            if target == TERMINATED {
                return None;
            }
            if all_here {
                return Some(target);
            }
        }
    }

    fn count(&mut self) -> u32 {
        let Self { terms, starts, others, .. } = self;
        let Some(((first_shift, first), rest)) = terms.split_first_mut() else { return 0 };
        first.positions_with_offset(*first_shift, starts);
        for (shift, postings) in rest {
            postings.positions_with_offset(*shift, others);
            keep_common(starts, others);
            if starts.is_empty() {
                break;
            }
        }
        starts.len() as u32
    }
}

/// Leaves of ascending positions those that are among others.
fn keep_common(positions: &mut Vec<u32>, others: &[u32]) {
    let mut others = others.iter();
    let mut other = others.next();
    positions.retain(|position| {
        while other.is_some_and(|other| other < position) {
            other = others.next();
        }
        other == Some(position)
    });
}

#[cfg(test)]
mod tests {
    use tantivy::{
        Index, TantivyDocument, Term,
        schema::{Schema, TEXT},
    };

    use super::{super::occurrences::OccurrenceCursor, *};

    /// Gives a function that opens the phrase `a b` in documents of these texts.
    fn phrase_in(texts: &[&str], ask: impl Fn(&dyn Fn() -> PhraseCursor)) {
        let mut schema = Schema::builder();
        let field = schema.add_text_field("text", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 15 << 20).unwrap();
        for text in texts {
            let mut document = TantivyDocument::new();
            document.add_text(field, text);
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let inverted = searcher.segment_reader(0).inverted_index(field).unwrap();
        let term = |text| inverted.get_term_info(&Term::from_field_text(field, text)).unwrap().unwrap();
        let [a, b] = ["a", "b"].map(term);
        ask(&|| PhraseCursor::of_terms(&inverted, vec![(1, &a), (0, &b)]).unwrap());
    }

    #[test]
    fn documents_are_looked_up_before_the_first_one_is_found() {
        phrase_in(&["a x b", "b a", "a b", "x", "b a b a b", "a b"], |open| {
            let mut cursor = open();
            let is_before = |cursor: &PhraseCursor| matches!(cursor.standing, Standing::Before);
            assert_eq!((is_before(&cursor), cursor.document(), cursor.frequency()), (true, 0, 0));
            assert_eq!(cursor.frequency_in(1), None);
            assert!(is_before(&cursor));
            // It stands before the first document, which is not behind what it is asked for.
            let mut cursor = OccurrenceCursor::Phrase(cursor);
            cursor.seek(1);
            assert_eq!(cursor.document(), 2);
            let found = [0, 2, 3, 4, 5].map(|document| open().frequency_in(document));
            assert_eq!(found, [None, Some(1), None, Some(2), Some(1)]);
            let mut cursor = open();
            assert_eq!(cursor.frequency_in(4), Some(2));
            cursor.seek(5);
            assert_eq!((cursor.document(), cursor.frequency()), (5, 1));
            cursor.seek(6);
            assert_eq!((cursor.document(), cursor.frequency_in(7)), (TERMINATED, None));
        });
    }
}
