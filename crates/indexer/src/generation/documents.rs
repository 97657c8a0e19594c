//! Reading the documents of a generation.

use model::{Document, DocumentId, Section};
use tantivy::DocAddress;

use super::{Generation, find_id};
use crate::{IndexError, KeywordField, StoredDocument};

impl Generation {
    /// The whole document of an id in its canonical form, if it is here.
    pub fn document(&self, id: &DocumentId) -> Result<Option<Document>, IndexError> {
        match self.address(id)? {
            Some(address) => self.whole(address).map(Some),
            None => Ok(None),
        }
    }

    /// Where the document of an id is, if it is here.
    pub fn address(&self, id: &DocumentId) -> Result<Option<DocAddress>, IndexError> {
        find_id(&self.searcher, self.schema.keyword(KeywordField::Id), &id.to_string())
            .map_err(IndexError::engine("looking up a document", &self.path))
    }

    /// The document as it is stored, its front read.
    pub fn stored(&self, address: DocAddress) -> Result<StoredDocument, IndexError> {
        self.documents.read(address)
    }

    /// What a list shows of the document: all but abstracts, claims, what it cites, and description or body.
    pub fn front(&self, address: DocAddress) -> Result<Document, IndexError> {
        self.stored(address).map(StoredDocument::into_front)
    }

    /// The same with its abstracts.
    pub fn summary(&self, address: DocAddress) -> Result<Document, IndexError> {
        self.stored(address)?.into_summary()
    }

    /// The document without its sections: without description or body.
    pub fn head(&self, address: DocAddress) -> Result<Document, IndexError> {
        self.stored(address)?.into_head()
    }

    /// The description of a patent, the body of an article.
    pub fn sections(&self, address: DocAddress) -> Result<Vec<Section>, IndexError> {
        self.documents.sections(address)
    }

    /// The document with its sections.
    pub fn whole(&self, address: DocAddress) -> Result<Document, IndexError> {
        self.stored(address)?.into_whole()
    }

    /// The documents without description or body, in the order of their addresses: one is in memory at a time.
    pub fn heads(&self) -> impl Iterator<Item = Result<Document, IndexError>> + '_ {
        let segments = (0..).zip(self.searcher.segment_readers());
        let addresses = segments.flat_map(|(segment_ord, segment)| {
            segment.doc_ids_alive().map(move |doc_id| DocAddress { segment_ord, doc_id })
        });
        addresses.map(|address| self.head(address))
    }
}
