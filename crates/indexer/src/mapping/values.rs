//! A mapped document in the form that the engine's threads read.

use std::{collections::BTreeSet, sync::Arc};

use model::Language;
use tantivy::schema::{
    Field,
    document::{Document, ReferenceValue, ReferenceValueLeaf, Value},
};

use crate::{KeywordField, NameField, NumberField, Part, Schema, View};

/// The values of one document, field by field.
pub(crate) struct Values {
    schema: Schema,
    values: Vec<(Field, FieldValue)>,
    /// The keywords added so far: a value is added once a field.
    seen: BTreeSet<(KeywordField, Arc<str>)>,
    languages: BTreeSet<Language>,
}

/// A text that is indexed in several fields is held once.
#[derive(Debug, Clone)]
enum FieldValue {
    Text(Arc<str>),
    Bytes(Vec<u8>),
    Number(u64),
}

/// A mapped document with what it holds until the engine has indexed it: its share of the memory limit.
pub(crate) struct QueuedDocument<P> {
    values: Vec<(Field, FieldValue)>,
    /// Released when the engine drops the document.
    _permit: P,
}

impl Values {
    pub(crate) fn new(schema: &Schema) -> Self {
        Self { schema: schema.clone(), values: Vec::new(), seen: BTreeSet::new(), languages: BTreeSet::new() }
    }

    /// One value of a part: a title, a claim, a paragraph; it goes into the views of its language.
    pub(crate) fn text(&mut self, part: Part, language: Language, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.languages.insert(language) {
            self.keyword(KeywordField::Language, language.as_str());
        }
        let shared: Arc<str> = text.into();
        for &view in View::of(language) {
            if let Some(field) = self.schema.text(part, view) {
                let field = field.field;
                self.values.push((field, FieldValue::Text(Arc::clone(&shared))));
            }
        }
    }

    pub(crate) fn name(&mut self, field: NameField, name: &str) {
        if !name.is_empty() {
            self.values.push((self.schema.name(field), FieldValue::Text(name.into())));
        }
    }

    /// A whole value; an empty one and one that the field has already are left out.
    pub(crate) fn keyword(&mut self, keyword: KeywordField, value: impl Into<Arc<str>>) {
        let value = value.into();
        if value.is_empty() || !self.seen.insert((keyword, Arc::clone(&value))) {
            return;
        }
        self.values.push((self.schema.keyword(keyword), FieldValue::Text(value)));
    }

    pub(crate) fn number(&mut self, number: NumberField, value: u64) {
        self.values.push((self.schema.number(number), FieldValue::Number(value)));
    }

    pub(crate) fn stored_bytes(&mut self, field: Field, bytes: Vec<u8>) {
        self.values.push((field, FieldValue::Bytes(bytes)));
    }

    /// Hands the values to the engine, with what is to be released when it is done with them.
    pub(crate) fn queued<P>(self, permit: P) -> QueuedDocument<P> {
        QueuedDocument { values: self.values, _permit: permit }
    }

    /// Physical field and value as text, in the order of addition, for tests.
    #[cfg(test)]
    pub(crate) fn listed(&self) -> Vec<(String, String)> {
        let name = |field| self.schema.tantivy().get_field_name(field).to_owned();
        let shown = |value: &FieldValue| match value {
            FieldValue::Text(text) => text.to_string(),
            FieldValue::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            FieldValue::Number(number) => number.to_string(),
        };
        self.values.iter().map(|(field, value)| (name(*field), shown(value))).collect()
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
            FieldValue::Text(text) => ReferenceValueLeaf::Str(text),
            FieldValue::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
            FieldValue::Number(number) => ReferenceValueLeaf::U64(*number),
        };
        leaf.into()
    }
}
