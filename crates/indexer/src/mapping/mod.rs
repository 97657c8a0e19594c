//! Which text, name, symbol and figure of a document goes into which physical field.
//!
//! One file a kind of field; each takes the document and adds values. A change here changes what an index holds:
//! raise `STORED_FORM_VERSION` with it.

mod citations;
mod claims;
mod classes;
mod facets;
mod names;
mod numbers;
mod text;
mod values;

use model::Document;

pub(crate) use values::{QueuedDocument, Values};

use crate::{KeywordField, NumberField, Schema, stored::StoredForm};

/// All values of a document, the stored form first.
pub(crate) fn map(schema: &Schema, document: &Document, stored: StoredForm) -> Values {
    let mut values = Values::new(schema);
    values.number(NumberField::ContentHash, stored.hash);
    // The reader of a document's head stops after the first stored value.
    values.stored_bytes(schema.head(), stored.head);
    values.stored_bytes(schema.sections(), stored.sections);
    values.keyword(KeywordField::Id, document.id().to_string());
    values.keyword(KeywordField::Type, document.document_type().as_str());
    match document {
        Document::Patent(patent) => {
            text::patent(&mut values, patent);
            names::patent(&mut values, patent);
            numbers::patent(&mut values, patent);
            claims::patent(&mut values, patent);
            citations::patent(&mut values, patent);
            classes::patent(&mut values, patent);
            facets::patent(&mut values, patent);
        }
        Document::Article(article) => {
            text::article(&mut values, article);
            names::article(&mut values, article);
            numbers::article(&mut values, article);
            citations::article(&mut values, article);
            facets::article(&mut values, article);
        }
    }
    values
}

#[cfg(test)]
mod tests;
