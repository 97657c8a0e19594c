//! Every document of a generation, one after the other.

use model::Document;
use tantivy::DocAddress;

use super::Generation;
use crate::IndexError;

impl Generation {
    /// The documents without description or body, in the order of their addresses: one is in memory at a time.
    pub fn heads(&self) -> impl Iterator<Item = Result<Document, IndexError>> + '_ {
        let segments = (0..).zip(self.searcher.segment_readers());
        let addresses = segments.flat_map(|(segment_ord, segment)| {
            segment.doc_ids_alive().map(move |doc_id| DocAddress { segment_ord, doc_id })
        });
        addresses.map(|address| self.head(address))
    }
}
