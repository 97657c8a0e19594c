//! A part of a score in one segment.

use std::ops::Range;

use indexer::Generation;
use tantivy::{DocId, DocSet, TERMINATED, query::Scorer};

use super::leaves::{Leaf, Scored};
use crate::{
    QueryError,
    plan::Clause,
    rank::{
        bm25f::{Among, PostingsReader, Scratch, TermCursor},
        evaluate::{scorer, stands_at},
    },
};

/// The documents of one part of the score, with what no document has more of it.
pub(super) struct List {
    documents: Documents,
    pub(super) bound: f64,
    /// Postings to read from here to the end.
    pub(super) postings: u64,
    /// Lists of postings that it is made of.
    pub(super) lists: usize,
    /// Whether having it makes a match.
    pub(super) matches: bool,
    /// Whether [`Self::score_window`] gives each document once, with its score: a part that weighs nothing cannot be
    /// told from none, so that documents may come again where there are several.
    pub(super) gives_once: bool,
}

enum Documents {
    Term(TermCursor),
    /// All have the same score.
    Flat {
        scorer: Box<dyn Scorer>,
        score: f32,
    },
}

impl List {
    /// `None` where the segment has no document of it, as far as that is known without positions.
    pub(super) fn open(
        generation: &Generation,
        reader: &mut PostingsReader<'_>,
        leaf: &Leaf<'_>,
    ) -> Result<Option<Self>, QueryError> {
        let segment = reader.segment;
        let flat = |clause: &Clause, score| {
            let scorer = scorer(generation, segment, clause)?;
            Ok::<_, QueryError>(Documents::Flat { scorer, score })
        };
        let documents = match &leaf.scored {
            Scored::Term(term) => Documents::Term(TermCursor::open_before(reader, term)?),
            Scored::Named { clauses, score } => {
                flat(&Clause::Any { condition: None, clauses: clauses.to_vec() }, *score)?
            }
            Scored::Silent(clause) => flat(clause, 0.0)?,
        };
        let (bound, postings, lists) = match &documents {
            Documents::Term(cursor) => (cursor.bound(), cursor.postings(), cursor.lists()),
            Documents::Flat { scorer, score } => (score.max(0.0), scorer.cost(), 1),
        };
        let is_positive = matches!(&leaf.scored, Scored::Term(term) if term.is_positive());
        let list = Self {
            documents,
            bound: f64::from(bound),
            postings,
            lists,
            matches: leaf.matches,
            gives_once: lists == 1 || is_positive,
        };
        Ok((list.document() != TERMINATED).then_some(list))
    }

    /// A document before which it has none any more; [`TERMINATED`] at the end.
    pub(super) fn document(&self) -> DocId {
        match &self.documents {
            Documents::Term(cursor) => cursor.document(),
            Documents::Flat { scorer, .. } => scorer.doc(),
        }
    }

    pub(super) fn reads_positions(&self) -> bool {
        matches!(&self.documents, Documents::Term(cursor) if cursor.reads_positions())
    }

    /// Gives documents of the window, some at a time, with their scores. None may lie before one asked for earlier.
    #[inline]
    pub(super) fn score_window(
        &mut self,
        window: Range<DocId>,
        among: Among<'_>,
        scratch: &mut Scratch,
        mut each: impl FnMut(&[DocId], &[f32]),
    ) {
        let (scorer, score) = match &mut self.documents {
            Documents::Term(cursor) => return cursor.score_window(window, among, scratch, each),
            Documents::Flat { scorer, score } => (scorer, *score),
        };
        if let Among::These(documents) = among {
            for document in documents {
                if stands_at(scorer.as_mut(), *document) {
                    each(&[*document], &[score]);
                }
            }
            return;
        }
        let mut document = scorer.doc();
        if document < window.start {
            document = scorer.seek(window.start);
        }
        while document < window.end {
            match among {
                Among::Kept(kept) if !kept.contains(document - window.start) => {}
                _ => each(&[document], &[score]),
            }
            document = scorer.advance();
        }
    }
}
