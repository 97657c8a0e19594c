//! A word or quoted text to a condition on a field.

use std::ops::Range;

use super::{Comparison, Written, comparison};
use crate::{Ast, Field, FieldKind, Operand, Problem, ProblemCode, parse::enumerated};

/// What was written for a field.
pub(in crate::parse) struct Condition<'a> {
    pub(in crate::parse) field: Field,
    pub(in crate::parse) written: &'a Written,
    pub(in crate::parse) quoted: bool,
    pub(in crate::parse) char_range: Range<usize>,
}

impl Condition<'_> {
    /// The condition as a tree; `None` with a problem where the field cannot have it.
    pub(in crate::parse) fn read(&self, problems: &mut Vec<Problem>) -> Option<Ast> {
        if self.written.text().is_empty() {
            self.nothing_given(problems);
            return None;
        }
        match self.field.kind() {
            FieldKind::Text | FieldKind::Name if self.written.has_wildcards() => self.truncated(problems),
            FieldKind::Text | FieldKind::Name if self.quoted => {
                Some(Ast::leaf(self.field, Operand::Quoted(self.written.text())))
            }
            FieldKind::Text | FieldKind::Name => {
                Some(Ast::leaf(self.field, Operand::Word(self.written.text())))
            }
            FieldKind::Date | FieldKind::Number => {
                self.without_truncation(problems);
                let text = self.written.text();
                let operand = comparison(self.field, Comparison::Equal, &text, &self.char_range, problems)?;
                Some(Ast::leaf(self.field, operand))
            }
            _ => self.value(problems),
        }
    }

    fn nothing_given(&self, problems: &mut Vec<Problem>) {
        let problem = match (self.written.has_wildcards(), self.quoted) {
            (true, _) => {
                let message = "a wildcard needs a character beside it".to_owned();
                Problem::new(ProblemCode::InvalidValue, self.char_range.clone(), "*", message)
            }
            (false, true) => {
                let message = "quotation marks enclose nothing".to_owned();
                Problem::new(ProblemCode::EmptyQuote, self.char_range.clone(), "", message)
            }
            (false, false) => crate::parse::missing_value(self.field, self.char_range.clone()),
        };
        problems.push(problem);
    }

    fn truncated(&self, problems: &mut Vec<Problem>) -> Option<Ast> {
        let tree = match self.quoted {
            true => self.written.phrase(self.field),
            false => self.written.pattern().map(|pattern| Ast::leaf(self.field, Operand::Pattern(pattern))),
        };
        if tree.is_none() {
            let message = "a word of wildcards alone matches every word".to_owned();
            problems.push(Problem::new(ProblemCode::InvalidValue, self.char_range.clone(), "*", message));
        }
        tree
    }

    fn without_truncation(&self, problems: &mut Vec<Problem>) {
        if self.written.has_wildcards() {
            let text = self.written.text();
            let message =
                format!("{text:?} was searched without wildcards: the field {} has none", self.field);
            let code = ProblemCode::UnsupportedTruncation;
            problems.push(Problem::new(code, self.char_range.clone(), &text, message));
        }
    }

    /// A code, class or number: whole, or its beginning.
    fn value(&self, problems: &mut Vec<Problem>) -> Option<Ast> {
        let prefix = self.written.prefix();
        if prefix.is_none() {
            self.without_truncation(problems);
        }
        let text = prefix.clone().unwrap_or_else(|| self.written.text());
        let operand = match (prefix, self.field.kind()) {
            (Some(prefix), _) => Operand::Prefix(prefix),
            // Symbols have no spaces that mean anything: H01M 10/05.
            (None, FieldKind::Class) => Operand::Word(text.chars().filter(|c| !c.is_whitespace()).collect()),
            (None, _) if self.quoted => Operand::Quoted(text),
            (None, _) => Operand::Word(text),
        };
        if let Some(problem) = enumerated::refused(self.field, &operand, self.char_range.clone()) {
            problems.push(problem);
            return None;
        }
        Some(Ast::leaf(self.field, operand))
    }
}

/// Reports an operation that a field does not offer.
pub(in crate::parse) fn refuse(
    field: Field,
    operation: &str,
    char_range: Range<usize>,
    problems: &mut Vec<Problem>,
) {
    let message = format!("the field {field} is not compared with {operation}");
    problems.push(Problem::new(ProblemCode::UnsupportedOperation, char_range, operation, message));
}
