//! A document in the form in which a segment takes it.

use std::{ops::Range, sync::Arc};

use tantivy::schema::{
    Field,
    document::{Document, ReferenceValue, ReferenceValueLeaf, Value},
};

use crate::{NumberField, Schema, stored::StoredForm};

/// A value of a physical field.
#[derive(Debug)]
pub(crate) enum FieldValue {
    /// All terms of a field and their positions: bytes of what is written of the document
    /// ([`analysis::WrittenTokens`]).
    Terms(Range<usize>),
    Text(Arc<str>),
    Bytes(Vec<u8>),
    Number(u64),
}

/// The values of one document, field by field. For the engine they are a document without its texts, of which it keeps
/// columns and what is stored.
pub(crate) struct FieldValues {
    pub(crate) values: Vec<(Field, FieldValue)>,
    /// Of all fields.
    pub(crate) terms: Box<[u8]>,
}

impl FieldValues {
    /// With what is stored of the document.
    pub(crate) fn storing(mut self, schema: &Schema, stored: StoredForm) -> Self {
        self.values.push((schema.number(NumberField::ContentHash), FieldValue::Number(stored.hash)));
        // Stored documents are read from the end of all stored values, of which this is the only one.
        self.values.push((schema.stored(), FieldValue::Bytes(stored.into_stored())));
        self
    }
}

impl Document for FieldValues {
    type Value<'a> = ValueRef<'a>;
    type FieldsValuesIter<'a> = FieldsAndValues<'a>;

    fn iter_fields_and_values(&self) -> FieldsAndValues<'_> {
        FieldsAndValues { values: self.values.iter() }
    }
}

pub(crate) struct FieldsAndValues<'a> {
    values: std::slice::Iter<'a, (Field, FieldValue)>,
}

impl<'a> Iterator for FieldsAndValues<'a> {
    type Item = (Field, ValueRef<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.values.find_map(|(field, value)| {
            let leaf = match value {
                FieldValue::Terms(_) => return None,
                FieldValue::Text(text) => ReferenceValueLeaf::Str(text),
                FieldValue::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
                FieldValue::Number(number) => ReferenceValueLeaf::U64(*number),
            };
            Some((*field, ValueRef(leaf)))
        })
    }
}

#[derive(Debug, Clone)]
pub(crate) struct ValueRef<'a>(ReferenceValueLeaf<'a>);

impl<'a> Value<'a> for ValueRef<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        self.0.clone().into()
    }
}
