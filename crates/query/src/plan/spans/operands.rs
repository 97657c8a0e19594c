//! What may stand in a condition on positions, and what each operand becomes.

use indexer::View;

use super::{
    Boundary, Node, Open,
    build::{Builder, Scope, Source},
};
use crate::{
    Ast, FieldKind, Leaf, Operand, QueryError, TextView, Unit,
    plan::{dictionary::Shape, is_japanese},
};

/// Refuses what has no position: dates and classes, and AND and NOT beside NEAR.
pub(super) fn check(ast: &Ast) -> Result<(), QueryError> {
    match ast {
        Ast::Near(near) => {
            let operator = if near.ordered { "ADJ" } else { "NEAR" };
            check_near(&near.left, operator)?;
            check_near(&near.right, operator)
        }
        Ast::Within(within) => {
            let operator = match within.unit {
                Unit::Sentence => "sentence",
                Unit::Paragraph => "paragraph",
                Unit::Claim => "claim",
            };
            check_within(&within.operand, operator)
        }
        Ast::Line(line) => check(&line.operand),
        _ => Ok(()),
    }
}

fn check_near(ast: &Ast, operator: &'static str) -> Result<(), QueryError> {
    match ast {
        Ast::Leaf(leaf) if is_text(leaf) => Ok(()),
        Ast::Or(operands) => operands.iter().try_for_each(|operand| check_near(operand, operator)),
        Ast::Near(_) => check(ast),
        Ast::Line(line) => check_near(&line.operand, operator),
        _ => Err(QueryError::NotInside { condition: ast.to_string(), operator }),
    }
}

fn check_within(ast: &Ast, operator: &'static str) -> Result<(), QueryError> {
    match ast {
        Ast::Everything => Ok(()),
        Ast::Leaf(leaf) if is_text(leaf) => Ok(()),
        Ast::And(operands) | Ast::Or(operands) => {
            operands.iter().try_for_each(|operand| check_within(operand, operator))
        }
        Ast::Not(operand) => check_within(operand, operator),
        Ast::Near(_) | Ast::Within(_) => check(ast),
        Ast::Line(line) => check_within(&line.operand, operator),
        _ => Err(QueryError::NotInside { condition: ast.to_string(), operator }),
    }
}

fn is_text(leaf: &Leaf) -> bool {
    leaf.field.kind() == FieldKind::Text && !matches!(leaf.operand, Operand::Range { .. })
}

impl Builder<'_, '_> {
    pub(super) fn leaf(&mut self, leaf: &Leaf) -> Result<Option<Node>, QueryError> {
        let base = self.base();
        let language = match self.scope {
            Scope::Text(_, language) => Some(language),
            Scope::Name(_) => None,
        };
        match (&leaf.operand, language) {
            (Operand::Range { .. }, _) => Ok(None),
            (Operand::Exact(text), _) => self.as_written(&base, text),
            (Operand::Pattern(pattern), Some(TextView::Japanese)) => {
                self.truncated_characters(&base, pattern, Boundary::Sentence)
            }
            (Operand::Pattern(pattern), Some(_)) => self.truncated_words(&base, leaf, pattern),
            (Operand::Pattern(pattern), None) => self.truncated_name(&base, leaf, pattern),
            (Operand::Fuzzy { .. }, Some(TextView::Japanese) | None) => Ok(None),
            (Operand::Fuzzy { word, distance }, Some(_)) => self.fuzzy(&base, leaf, word, *distance),
            (Operand::FreeText(text), Some(TextView::Japanese)) => self.any_of_characters(&base, text),
            (Operand::FreeText(text), Some(language)) => self.any_word(language, text),
            (Operand::Word(text) | Operand::Prefix(text), Some(TextView::English)) => {
                let stemmed = self.source(View::En);
                let terms = self.terms(&stemmed, text)?;
                // Words that are left out of that view are all in the other.
                if terms.is_empty() {
                    self.side_by_side(&base, text)
                } else {
                    self.run_of_terms(&stemmed, &terms)
                }
            }
            (Operand::Prefix(text), _) => {
                let words = self.analysed(&base, text)?;
                self.run_of_words(&base, &words, Open { end: true, ..Open::default() })
            }
            (Operand::Word(text) | Operand::Quoted(text) | Operand::FreeText(text), _) => {
                self.side_by_side(&base, text)
            }
        }
    }

    fn terms(&self, source: &Source, text: &str) -> Result<Vec<(u32, String)>, QueryError> {
        Ok(self.analysed(source, text)?.into_iter().map(|word| (word.position, word.term)).collect())
    }

    fn side_by_side(&mut self, source: &Source, text: &str) -> Result<Option<Node>, QueryError> {
        let words = self.analysed(source, text)?;
        self.run_of_words(source, &words, Open::default())
    }

    fn as_written(&mut self, source: &Source, text: &str) -> Result<Option<Node>, QueryError> {
        let words = self.analysed(source, text)?;
        self.run_as_written(source, &words)
    }

    fn fuzzy(
        &mut self,
        source: &Source,
        leaf: &Leaf,
        word: &str,
        distance: u8,
    ) -> Result<Option<Node>, QueryError> {
        let words = self.analysed(source, word)?;
        let [word] = words.as_slice() else {
            return Err(QueryError::NotOneWord { condition: leaf.to_string() });
        };
        let slot = self.slot_of_shape(source, leaf, &Shape::Near(&word.term, distance))?;
        Ok(slot.and_then(|slot| Self::run(vec![(0, slot)])))
    }

    /// Any word of a free text in a language that separates words.
    fn any_word(&mut self, language: TextView, text: &str) -> Result<Option<Node>, QueryError> {
        let base = self.base();
        let source = if language == TextView::English { self.source(View::En) } else { base.clone() };
        let mut words = self.words(&source, text)?;
        let source = if words.is_empty() {
            words = self.words(&base, text)?;
            base
        } else {
            source
        };
        let mut nodes = Vec::with_capacity(words.len());
        for term in words {
            nodes.extend(self.run_of_terms(&source, &[(0, term)])?);
        }
        Ok(self.any(nodes))
    }

    /// Distinct terms; single characters of Japanese or Chinese are no evidence one by one.
    fn words(&self, source: &Source, text: &str) -> Result<Vec<String>, QueryError> {
        let words = self.analysed(source, text)?;
        let mut terms: Vec<String> = words
            .into_iter()
            .filter(|word| !text[word.byte_range.clone()].chars().all(is_japanese))
            .map(|word| word.term)
            .collect();
        terms.sort();
        terms.dedup();
        Ok(terms)
    }

    /// Any word of a free text, each as its characters in order.
    fn any_of_characters(&mut self, base: &Source, text: &str) -> Result<Option<Node>, QueryError> {
        let found = self.analysed(&self.source(View::Ja), text)?;
        let mut words: Vec<&str> = found.iter().map(|word| &text[word.byte_range.clone()]).collect();
        if words.is_empty() {
            words = text.split_whitespace().collect();
        }
        words.sort_unstable();
        words.dedup();
        let mut nodes = Vec::with_capacity(words.len());
        for word in words {
            nodes.extend(self.side_by_side(base, word)?);
        }
        Ok(self.any(nodes))
    }
}
