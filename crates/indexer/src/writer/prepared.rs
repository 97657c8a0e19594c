//! What callers' threads do for a document before its turn comes.

use std::convert::Infallible;

use model::Document;

use super::IndexWriter;
use crate::{
    IndexError,
    mapping::{self, FieldAnalyzers, FieldValues},
    stored::StoredForm,
};

/// A document that is ready to be added to the index of the writer that has prepared it.
pub struct Prepared {
    pub(super) id: String,
    pub(super) stored: StoredForm,
    content: Content,
}

enum Content {
    Analyzed(FieldValues),
    /// The index has the same document already, as it seemed when it was prepared.
    Known(Document),
}

impl IndexWriter {
    /// Serialises and packs a document and cuts its texts into terms: most of what the document costs the processor.
    /// Called from any number of threads; the order of calls does not matter.
    pub fn prepare(&self, mut document: Document) -> Result<Prepared, IndexError> {
        let id = document.id().to_string();
        let stored = StoredForm::of(&mut document)
            .map_err(|error| IndexError::Unstorable { id: id.clone(), reason: error.to_string() })?;
        if self.known_hash(&id)? == Some(stored.hash) {
            return Ok(Prepared { id, stored, content: Content::Known(document) });
        }
        let content = Content::Analyzed(self.analyze(&document));
        Ok(Prepared { id, stored: self.packer.pack_if_learnt(stored)?, content })
    }

    /// The parts of a document that is not known any more, where it ever was.
    pub(super) fn analyzed(&self, prepared: Prepared) -> (String, StoredForm, FieldValues) {
        let Prepared { id, stored, content } = prepared;
        let values = match content {
            Content::Analyzed(values) => values,
            Content::Known(document) => self.analyze(&document),
        };
        (id, stored, values)
    }

    fn analyze(&self, document: &Document) -> FieldValues {
        let make = || Ok(FieldAnalyzers::new(&self.schema, &self.analyzers));
        let values = mapping::map(&self.schema, document);
        let Ok(values) = self.workers.with::<_, Infallible>(make, |worker| Ok(worker.analyze(values)));
        values
    }
}
