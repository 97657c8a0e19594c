//! Conditions on one field, by the field's kind.

use super::{Clause, Planner, ranges, spans::Open, values};
use crate::{
    Ast, CitationDirection, Citing, Field, FieldKind, Leaf, Operand, ProblemCode, QueryError, citing,
};

impl Planner<'_> {
    pub(super) fn leaf(&mut self, leaf: &Leaf) -> Result<Option<Clause>, QueryError> {
        if let Some(citing) = citing_document(leaf) {
            return self.citing(&citing).map(Some);
        }
        self.count_clauses(1)?;
        if leaf.field.info().physical.is_empty() {
            return self.set_beside(leaf).map(Some);
        }
        let clauses = match (leaf.field.kind(), &leaf.operand) {
            (_, Operand::Range { lower, upper }) => {
                let range = ranges::range(leaf.field, lower.as_ref(), upper.as_ref());
                let not_executable = || QueryError::NotExecutable { condition: leaf.to_string() };
                return range.map(Some).ok_or_else(not_executable);
            }
            (FieldKind::Text, Operand::FreeText(text)) => self.free_text_with_numbers(leaf.field, text)?,
            (FieldKind::Text, Operand::Quoted(text)) => self.quoted(leaf.field, text)?,
            (FieldKind::Text, Operand::Word(text)) => self.word_or_number(leaf.field, text)?,
            (FieldKind::Text, Operand::Prefix(text)) => {
                self.word(leaf.field, text, Open { end: true, ..Open::default() })?
            }
            (FieldKind::Class, Operand::Exact(text)) => Some(self.class(leaf.field, text, true)?),
            (FieldKind::Class, Operand::FreeText(text) | Operand::Word(text) | Operand::Quoted(text)) => {
                Some(self.class(leaf.field, text, false)?)
            }
            (kind, Operand::Prefix(text)) if kind.has_prefixes() => Some(values::prefixes(leaf.field, text)),
            (FieldKind::Text, Operand::Exact(_) | Operand::Pattern(_) | Operand::Fuzzy { .. })
            | (FieldKind::Name, Operand::Exact(_) | Operand::Pattern(_)) => {
                return self.spans(&Ast::Leaf(leaf.clone())).map(Some);
            }
            (FieldKind::Keyword, Operand::Exact(text)) => Some(self.value_as_written(leaf.field, text)?),
            (FieldKind::Identifier, Operand::Exact(text)) => Some(self.value(leaf.field, text)?),
            (_, Operand::Exact(_) | Operand::Pattern(_) | Operand::Fuzzy { .. }) => {
                let condition = leaf.to_string();
                return Err(QueryError::NotExecutable { condition });
            }
            (
                _,
                Operand::FreeText(text) | Operand::Word(text) | Operand::Quoted(text) | Operand::Prefix(text),
            ) => Some(self.value(leaf.field, text)?),
        };
        let Some(clauses) = clauses else {
            if !self.keep_stop_words {
                let written = leaf.to_string();
                let message = format!("{written:?} was left out: words as common as this are not indexed");
                self.problem(ProblemCode::StopWordLeftOut, text_of(&leaf.operand), message);
            }
            return Ok(None);
        };
        Ok(Some(Clause::Any { condition: Some(leaf.to_string().into()), clauses }))
    }
}

/// `cites:N` of one document is the join of citations: literature without a DOI carries no number to be looked up by.
fn citing_document(leaf: &Leaf) -> Option<Citing> {
    if leaf.field.info().name != "cites" {
        return None;
    }
    let of = Ast::leaf(Field::number(), leaf.operand.clone());
    citing::name_of(&of)?;
    let direction = CitationDirection::Cites;
    Some(Citing { direction, categories: Vec::new(), by: None, place: None, of: Box::new(of) })
}

fn text_of(operand: &Operand) -> &str {
    match operand {
        Operand::FreeText(text) | Operand::Word(text) | Operand::Quoted(text) | Operand::Prefix(text) => text,
        Operand::Exact(text) | Operand::Fuzzy { word: text, .. } => text,
        Operand::Pattern(_) | Operand::Range { .. } => "",
    }
}
