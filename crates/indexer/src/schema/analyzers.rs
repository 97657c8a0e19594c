//! The analyser of a field as people name it: physical, or a group of parts in one view.

use super::Schema;

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
}
