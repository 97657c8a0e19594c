//! The analyser of a field as people name it: physical, or a group of parts in one view.

use super::{NameField, Schema, View};

impl Schema {
    /// The analyser of a text or name field by the name that a person uses: a physical field (`claims.first.ja`,
    /// `applicant`), or a group of parts in one view (`claims.ja`), which share one.
    pub fn analyzer_of(&self, written: &str) -> Option<&str> {
        if let Some(field) = self.field(written) {
            return self.analyzer(field);
        }
        let (group, view) = written.split_once('.')?;
        let in_group = self.text_fields().iter().find(|text_field| {
            let parts_below = text_field.name.strip_prefix(group).is_some_and(|rest| rest.starts_with('.'));
            parts_below && text_field.view.as_str() == view
        });
        in_group.map(|text_field| text_field.analyzer.as_str())
    }

    /// The fields that stand for a part or a group of parts in each of its languages: `claims` for `claims.ja` and
    /// `claims.en`. Empty where `part` is neither.
    pub fn languages_of(&self, part: &str) -> Vec<String> {
        let named = View::ALL.iter().filter(|view| !matches!(view, View::JaChars | View::EnWords));
        let fields = named.map(|view| format!("{part}.{view}"));
        fields.filter(|field| self.analyzer_of(field).is_some()).collect()
    }

    /// The names of the fields that are cut into terms: text fields, then names of people and organisations.
    pub fn analyzed_fields(&self) -> impl Iterator<Item = &str> {
        let text = self.text_fields().iter().map(|field| &*field.name);
        text.chain(NameField::ALL.iter().map(|name| name.as_str()))
    }
}
