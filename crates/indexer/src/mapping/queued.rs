//! A document in the form that the engine's threads read.

use std::{ops::Range, sync::Arc};

use tantivy::schema::{
    Field,
    document::{Document, ReferenceValue, ReferenceValueLeaf, Value},
};

use crate::{NumberField, Schema, stored::StoredForm};

/// A value of a physical field.
#[derive(Debug)]
pub(crate) enum FieldValue {
    /// All terms of a field and their positions: bytes of what is written of the document ([`crate::tokens`]).
    Terms(Range<usize>),
    Text(Arc<str>),
    Bytes(Vec<u8>),
    Number(u64),
}

/// The values of one document, field by field, all but what is stored of it.
pub(crate) struct FieldValues {
    pub(super) values: Vec<(Field, FieldValue)>,
    /// Of all fields.
    pub(super) terms: Box<str>,
}

/// All values of a document, with what it holds until the engine has indexed it: its share of the memory limit.
pub(crate) struct QueuedDocument<P> {
    values: FieldValues,
    /// Released when the engine drops the document.
    _permit: P,
}

impl FieldValues {
    /// With what is stored of the document.
    pub(crate) fn storing(mut self, schema: &Schema, stored: StoredForm) -> Self {
        self.values.push((schema.number(NumberField::ContentHash), FieldValue::Number(stored.hash)));
        // Stored documents are read from the end of all stored values, of which this is the only one.
        self.values.push((schema.stored(), FieldValue::Bytes(stored.into_stored())));
        self
    }

    /// Bytes of memory, about.
    pub(crate) fn bytes(&self) -> usize {
        let of_value = |(_, value): &(Field, FieldValue)| {
            let beside = match value {
                FieldValue::Text(text) => text.len(),
                FieldValue::Bytes(bytes) => bytes.len(),
                FieldValue::Terms(_) | FieldValue::Number(_) => 0,
            };
            size_of::<(Field, FieldValue)>() + beside
        };
        self.terms.len() + self.values.iter().map(of_value).sum::<usize>()
    }

    /// Hands the values to the engine, with what is to be released when it is done with them.
    pub(crate) fn queued<P>(self, permit: P) -> QueuedDocument<P> {
        QueuedDocument { values: self, _permit: permit }
    }
}

impl<P: Send + Sync + 'static> Document for QueuedDocument<P> {
    type Value<'a> = ValueRef<'a>;
    type FieldsValuesIter<'a> = FieldsAndValues<'a>;

    fn iter_fields_and_values(&self) -> FieldsAndValues<'_> {
        FieldsAndValues { values: self.values.values.iter(), terms: &self.values.terms }
    }
}

pub(crate) struct FieldsAndValues<'a> {
    values: std::slice::Iter<'a, (Field, FieldValue)>,
    terms: &'a str,
}

impl<'a> Iterator for FieldsAndValues<'a> {
    type Item = (Field, ValueRef<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (field, value) = self.values.next()?;
        let leaf = match value {
            FieldValue::Terms(range) => ReferenceValueLeaf::Str(&self.terms[range.clone()]),
            FieldValue::Text(text) => ReferenceValueLeaf::Str(text),
            FieldValue::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
            FieldValue::Number(number) => ReferenceValueLeaf::U64(*number),
        };
        Some((*field, ValueRef(leaf)))
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
