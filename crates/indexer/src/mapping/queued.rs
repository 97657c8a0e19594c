//! A document in the form that the engine's threads read.

use std::sync::Arc;

use tantivy::schema::{
    Field,
    document::{Document, ReferenceValue, ReferenceValueLeaf, Value},
};

use crate::{NumberField, Schema, stored::StoredForm};

/// A value of a physical field.
#[derive(Debug)]
pub(crate) enum FieldValue {
    /// Terms and their positions, as [`crate::tokens`] writes them.
    Terms(String),
    Text(Arc<str>),
    Bytes(Vec<u8>),
    Number(u64),
}

/// The values of one document, field by field, all but what is stored of it.
pub(crate) struct FieldValues(pub(super) Vec<(Field, FieldValue)>);

/// All values of a document, with what it holds until the engine has indexed it: its share of the memory limit.
pub(crate) struct QueuedDocument<P> {
    values: Vec<(Field, FieldValue)>,
    /// Released when the engine drops the document.
    _permit: P,
}

impl FieldValues {
    /// With what is stored of the document.
    pub(crate) fn storing(mut self, schema: &Schema, stored: StoredForm) -> Self {
        self.0.push((schema.number(NumberField::ContentHash), FieldValue::Number(stored.hash)));
        // Stored documents are read from the end of all stored values, of which this is the only one.
        self.0.push((schema.stored(), FieldValue::Bytes(stored.into_stored())));
        self
    }

    /// Bytes of memory, about.
    pub(crate) fn bytes(&self) -> usize {
        let of_value = |(_, value): &(Field, FieldValue)| {
            let beside = match value {
                FieldValue::Terms(terms) => terms.len(),
                FieldValue::Text(text) => text.len(),
                FieldValue::Bytes(bytes) => bytes.len(),
                FieldValue::Number(_) => 0,
            };
            size_of::<(Field, FieldValue)>() + beside
        };
        self.0.iter().map(of_value).sum()
    }

    /// Hands the values to the engine, with what is to be released when it is done with them.
    pub(crate) fn queued<P>(self, permit: P) -> QueuedDocument<P> {
        QueuedDocument { values: self.0, _permit: permit }
    }
}

impl<P: Send + Sync + 'static> Document for QueuedDocument<P> {
    type Value<'a> = ValueRef<'a>;
    type FieldsValuesIter<'a> = FieldsAndValues<'a>;

    fn iter_fields_and_values(&self) -> FieldsAndValues<'_> {
        FieldsAndValues(self.values.iter())
    }
}

pub(crate) struct FieldsAndValues<'a>(std::slice::Iter<'a, (Field, FieldValue)>);

impl<'a> Iterator for FieldsAndValues<'a> {
    type Item = (Field, ValueRef<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(field, value)| (*field, ValueRef(value)))
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct ValueRef<'a>(&'a FieldValue);

impl<'a> Value<'a> for ValueRef<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        let leaf = match self.0 {
            FieldValue::Terms(terms) => ReferenceValueLeaf::Str(terms),
            FieldValue::Text(text) => ReferenceValueLeaf::Str(text),
            FieldValue::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
            FieldValue::Number(number) => ReferenceValueLeaf::U64(*number),
        };
        leaf.into()
    }
}
