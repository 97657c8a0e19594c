//! What the mapping makes of a document, before texts and names are cut into terms.

use std::{collections::BTreeSet, sync::Arc};

use model::Language;
use rustc_hash::{FxBuildHasher, FxHashSet};
use tantivy::schema::Field;

use super::field_values::FieldValue;
use crate::{KeywordField, NameField, NumberField, Part, Schema};

/// Keywords for which there is room from the beginning: most patents have fewer than these, which a table of 256 slots
/// holds.
const KEYWORDS: usize = 224;

/// The values of one document, in the order of addition.
pub(crate) struct Values<'d> {
    schema: Schema,
    given: Vec<Given<'d>>,
    /// The keywords added so far: a value is added once a field.
    seen: FxHashSet<(KeywordField, Arc<str>)>,
    languages: BTreeSet<Language>,
}

/// One value.
#[derive(Debug)]
pub(super) enum Given<'d> {
    /// Goes into the views of its language.
    Text(Part, Language, &'d str),
    Name(NameField, &'d str),
    /// As a segment takes it.
    Value(Field, FieldValue),
}

impl<'d> Values<'d> {
    pub(crate) fn new(schema: &Schema) -> Self {
        Self {
            schema: schema.clone(),
            given: Vec::new(),
            seen: FxHashSet::with_capacity_and_hasher(KEYWORDS, FxBuildHasher),
            languages: BTreeSet::new(),
        }
    }

    /// One value of a part: a title, a claim, a paragraph.
    pub(crate) fn text(&mut self, part: Part, language: Language, text: &'d str) {
        if text.is_empty() {
            return;
        }
        if self.languages.insert(language) {
            self.keyword(KeywordField::Language, language.as_str());
        }
        self.given.push(Given::Text(part, language, text));
    }

    pub(crate) fn name(&mut self, field: NameField, name: &'d str) {
        if !name.is_empty() {
            self.given.push(Given::Name(field, name));
        }
    }

    /// A whole value; an empty one and one that the field has already are left out.
    pub(crate) fn keyword(&mut self, keyword: KeywordField, value: impl Into<Arc<str>>) {
        let value = value.into();
        if value.is_empty() || !self.seen.insert((keyword, Arc::clone(&value))) {
            return;
        }
        self.given.push(Given::Value(self.schema.keyword(keyword), FieldValue::Text(value)));
    }

    pub(crate) fn number(&mut self, number: NumberField, value: u64) {
        self.given.push(Given::Value(self.schema.number(number), FieldValue::Number(value)));
    }

    pub(super) fn into_given(self) -> Vec<Given<'d>> {
        self.given
    }

    /// Physical field and value as text, in the order of addition, for tests.
    #[cfg(test)]
    pub(crate) fn listed(&self) -> Vec<(String, String)> {
        let name = |field| self.schema.tantivy().get_field_name(field).to_owned();
        let mut listed = Vec::new();
        for given in &self.given {
            match given {
                Given::Text(part, language, text) => {
                    let fields =
                        crate::View::of(*language).iter().filter_map(|view| self.schema.text(*part, *view));
                    listed.extend(fields.map(|field| (field.name.to_string(), (*text).to_owned())));
                }
                Given::Name(field, text) => listed.push((field.to_string(), (*text).to_owned())),
                Given::Value(field, FieldValue::Number(number)) => {
                    listed.push((name(*field), number.to_string()));
                }
                Given::Value(field, FieldValue::Text(text)) => listed.push((name(*field), text.to_string())),
                Given::Value(..) => unreachable!("the mapping adds no other values"),
            }
        }
        listed
    }
}
