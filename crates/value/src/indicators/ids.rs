//! Ids of documents by their numbers.

use indexer::{Generation, KeywordField};
use tantivy::columnar::StrColumn;

use crate::{Facts, ValueError};

/// The column of ids, by segment.
pub(crate) struct Ids(Vec<Option<StrColumn>>);

impl Ids {
    pub(crate) fn open(generation: &Generation) -> Result<Self, ValueError> {
        let segments = generation.searcher().segment_readers().iter();
        let columns = segments.map(|segment| segment.fast_fields().str(KeywordField::Id.as_str()));
        Ok(Self(columns.collect::<Result<_, _>>()?))
    }

    pub(crate) fn of(&self, facts: &Facts, document: u32) -> Result<String, ValueError> {
        let address = facts.address(document);
        let mut id = String::new();
        if let Some(column) = &self.0[address.segment_ord as usize]
            && let Some(ordinal) = column.term_ords(address.doc_id).next()
        {
            column.ord_to_str(ordinal, &mut id)?;
        }
        Ok(id)
    }
}
