//! Deletion of one version of a document.

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
    schema::IndexRecordOption,
};

use crate::NumberField;

/// Matches the document of an id and a content hash, for the engine to delete it.
///
/// The engine deletes from all segments that it has when a deletion is given to it, the ones with the new version of the
/// same id included.
#[derive(Debug, Clone)]
pub(super) struct Deletion {
    pub id: Term,
    pub hash: u64,
}

impl Query for Deletion {
    fn weight(&self, _enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Deletion {
    /// What the engine asks of a deletion.
    fn for_each_no_score(
        &self,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(&[DocId]),
    ) -> tantivy::Result<()> {
        let index = reader.inverted_index(self.id.field())?;
        let Some(mut postings) = index.read_postings(&self.id, IndexRecordOption::Basic)? else {
            return Ok(());
        };
        let hashes = reader.fast_fields().u64(NumberField::ContentHash.as_str())?;
        while postings.doc() != TERMINATED {
            if hashes.first(postings.doc()) == Some(self.hash) {
                callback(&[postings.doc()]);
            }
            postings.advance();
        }
        Ok(())
    }

    fn scorer(&self, _reader: &SegmentReader, _boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Err(without_score())
    }

    fn explain(&self, _reader: &SegmentReader, _document: DocId) -> tantivy::Result<Explanation> {
        Err(without_score())
    }
}

fn without_score() -> TantivyError {
    TantivyError::InvalidArgument("a deletion has no scores".to_owned())
}
