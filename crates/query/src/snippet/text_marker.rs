//! Marks of a query in any text of a document, as a page that shows the whole document needs them.

use std::ops::Range;

use indexer::{Generation, Part};
use model::Language;

use super::{
    pattern::{Marker, Patterns, joined},
    positions::Conditions,
};
use crate::{Ast, QueryError, plan};

/// Marks what matched. One a query; texts are analysed one by one.
pub struct TextMarker {
    patterns: Patterns,
    marker: Marker,
    conditions: Conditions,
}

impl TextMarker {
    /// Fails where the query could not be searched.
    pub fn new(generation: &Generation, query: &Ast) -> Result<Self, QueryError> {
        let plan = plan::plan(generation, query, &[])?;
        let patterns = Patterns::of(generation, &plan.root)?;
        let marker = Marker::new(generation, &patterns)?;
        let conditions = Conditions::of(generation, &plan.root)?;
        Ok(Self { patterns, marker, conditions })
    }

    /// The byte ranges of one value's text in which the query's words are, ascending and disjoint. `field` is a part
    /// or a group of them: `title`, `claims`.
    pub fn marks(&mut self, field: &str, language: Language, text: &str) -> Vec<Range<usize>> {
        let is_below = |part: &str| {
            part.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let mut marks = Vec::new();
        for &part in Part::ALL.iter().filter(|part| is_below(part.as_str())) {
            marks.extend(self.marker.marks(&self.patterns, part, language, text));
            let found = self.conditions.matches(part, language, text);
            marks.extend(found.into_iter().map(|found| found.byte_range));
        }
        joined(marks)
    }
}
