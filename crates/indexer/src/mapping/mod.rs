//! Which text, name, symbol and figure of a document goes into which physical field.
//!
//! One file a kind of field; each takes the document and adds values. A change here changes what an index holds:
//! raise `STORED_FORM_VERSION` with it.

mod citations;
mod claims;
mod classes;
mod facets;
mod field_analyzers;
mod field_values;
mod names;
mod numbers;
mod text;
mod values;

use model::Document;

pub(crate) use field_analyzers::FieldAnalyzers;
pub(crate) use field_values::{FieldValue, FieldValues};
pub(crate) use values::Values;

use crate::{KeywordField, Schema};

/// All values of a document, but what is stored of it.
pub(crate) fn map<'d>(schema: &Schema, document: &'d Document) -> Values<'d> {
    let mut values = Values::new(schema);
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
