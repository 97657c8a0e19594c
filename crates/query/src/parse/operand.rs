//! Tokens to the tree: what operators stand between.

use std::ops::Range;

use super::{
    MAX_NESTING, enumerated,
    grammar::{Element, Parser},
    lexer::{Token, TokenKind},
    missing_value, numbers, proximity, value,
    word::{Manner, Reading, Word},
};
use crate::{Ast, Citing, Field, FieldKind, Operand, ProblemCode, Unit, Within, field::CLAIMS};

/// The distances of fuzzy terms.
const FUZZY_DISTANCES: std::ops::RangeInclusive<u32> = 1..=2;

impl<'a> Parser<'a> {
    pub(super) fn primary(&mut self) -> Option<Element<'a>> {
        let token = *self.tokens.get(self.at)?;
        match &token.kind {
            TokenKind::Open => self.group(self.field).map(Element::Tree),
            TokenKind::Field(_) | TokenKind::Unit { .. } | TokenKind::Citing { .. } => {
                self.prefixed(token).map(Element::Tree)
            }
            TokenKind::Word(word) if self.field.kind() == FieldKind::Text => {
                self.at += 1;
                self.bare_word(word, &token.char_range)
            }
            // In `cites:(*)`, as in no other list of values, every document can be meant.
            TokenKind::Word(word)
                if numbers::is_number_field(self.field) && word.read(Manner::Code) == Reading::Everything =>
            {
                self.at += 1;
                Some(Element::Tree(Ast::Everything))
            }
            TokenKind::Word(_) | TokenKind::Quoted(_) | TokenKind::Exact(_) | TokenKind::Range { .. } => {
                self.operand(self.field).map(Element::Tree)
            }
            TokenKind::Close | TokenKind::And | TokenKind::Or | TokenKind::Not | TokenKind::Near { .. } => {
                None
            }
        }
    }

    fn bare_word(&mut self, word: &'a Word, char_range: &Range<usize>) -> Option<Element<'a>> {
        match word.read(Manner::Operand) {
            Reading::Everything => Some(Element::Tree(Ast::Everything)),
            Reading::Plain(text) if text.is_empty() => None,
            _ => Some(Element::Bare(word, char_range.clone())),
        }
    }

    /// A prefix with its colon, and what follows it.
    fn prefixed(&mut self, token: &'a Token) -> Option<Ast> {
        self.at += 1;
        let name_range = &token.char_range;
        match &token.kind {
            TokenKind::Field(field) if *field == Field::cites() && self.peek() == Some(&TokenKind::Open) => {
                let of = Box::new(self.group(Field::number())?);
                Some(Ast::Citing(Citing {
                    direction: crate::CitationDirection::Cites,
                    categories: Vec::new(),
                    by: None,
                    place: None,
                    of,
                }))
            }
            TokenKind::Field(field) => self.value(*field, name_range),
            TokenKind::Citing { direction, categories, by, place } => {
                let of = Box::new(self.value(Field::number(), name_range)?);
                Some(Ast::Citing(Citing {
                    direction: *direction,
                    categories: categories.clone(),
                    by: *by,
                    place: *place,
                    of,
                }))
            }
            TokenKind::Unit { unit, field } => self.within(*unit, *field, name_range),
            _ => None,
        }
    }

    /// What follows `claim:`, with `field` where the name says in which part of the text.
    fn within(&mut self, unit: Unit, field: Option<Field>, name_range: &Range<usize>) -> Option<Ast> {
        let field = field.unwrap_or_else(|| default_field(unit, self.field));
        let first = self.at;
        let operand = match self.peek() {
            Some(TokenKind::Field(_)) if self.depth < MAX_NESTING => {
                self.depth += 1;
                let element = self.primary();
                self.depth -= 1;
                match element {
                    Some(Element::Tree(tree)) => tree,
                    _ => return None,
                }
            }
            _ => self.value(field, name_range)?,
        };
        let within = Within { unit, operand: Box::new(operand) };
        match proximity::refused_within(&within, self.range_since(first)) {
            None => Some(Ast::Within(within)),
            Some(problem) => {
                self.problems.push(problem);
                Some(*within.operand)
            }
        }
    }

    /// At an opening parenthesis: what it encloses, with `field` for words without one.
    pub(super) fn group(&mut self, field: Field) -> Option<Ast> {
        let start = self.range_here();
        let partner = self.partners[self.at];
        if self.depth == MAX_NESTING {
            self.too_deep(start);
            self.at = partner + 1;
            return None;
        }
        self.at += 1;
        let outer = std::mem::replace(&mut self.field, field);
        self.depth += 1;
        let problems_before = self.problems.len();
        let item = self.or();
        let tree = self.finish(item);
        self.depth -= 1;
        self.field = outer;
        if tree.is_none() && self.problems.len() == problems_before {
            let message = "parentheses enclose nothing".to_owned();
            self.problem(ProblemCode::EmptyParentheses, start, "()", message);
        }
        self.at = partner + 1;
        tree
    }

    /// What follows `field:`.
    fn value(&mut self, field: Field, name_range: &Range<usize>) -> Option<Ast> {
        match self.peek() {
            Some(TokenKind::Open) => self.group(field),
            Some(
                TokenKind::Word(_) | TokenKind::Quoted(_) | TokenKind::Exact(_) | TokenKind::Range { .. },
            ) => self.operand(field),
            _ => {
                self.problems.push(missing_value(field, name_range.clone()));
                None
            }
        }
    }

    /// A word, quoted text or range as a condition on `field`.
    fn operand(&mut self, field: Field) -> Option<Ast> {
        let token = *self.tokens.get(self.at)?;
        self.at += 1;
        let char_range = token.char_range.clone();
        if let TokenKind::Quoted(text) | TokenKind::Exact(text) = &token.kind
            && text.trim().is_empty()
        {
            let message = "quotation marks enclose nothing".to_owned();
            self.problem(ProblemCode::EmptyQuote, char_range, "", message);
            return None;
        }
        if field.kind().is_ordered() {
            let next = self.next_word_of_comparison(token);
            let operand = value::read(field, &token.kind, next.as_deref(), char_range, self.problems)?;
            return Some(Ast::leaf(field, operand));
        }
        let operand = match &token.kind {
            TokenKind::Quoted(text) => Operand::Quoted(text.clone()),
            TokenKind::Exact(text) => Operand::Exact(text.clone()),
            TokenKind::Word(word) => self.word_operand(field, word, &char_range)?,
            TokenKind::Range { inside, lower_inclusive, upper_inclusive }
                if numbers::is_number_field(field) =>
            {
                match numbers::read_range(inside, (*lower_inclusive, *upper_inclusive), char_range) {
                    Ok((operand, problem)) => {
                        self.problems.extend(problem);
                        return Some(Ast::leaf(field, operand));
                    }
                    Err(problem) => {
                        self.problems.push(*problem);
                        return None;
                    }
                }
            }
            TokenKind::Range { inside, .. } => {
                let message = format!("the field {field} has no order, so that it has no ranges");
                self.problem(ProblemCode::UnsupportedOperation, char_range, inside, message);
                return None;
            }
            _ => return None,
        };
        if let Some(problem) = enumerated::refused(field, &operand, char_range) {
            self.problems.push(problem);
            return None;
        }
        Some(Ast::leaf(field, operand))
    }

    /// `>= 2010` with a space between.
    fn next_word_of_comparison(&mut self, token: &Token) -> Option<String> {
        let TokenKind::Word(word) = &token.kind else { return None };
        let TokenKind::Word(next) = self.peek()? else { return None };
        value::is_comparison(&word.text()).then(|| {
            self.at += 1;
            next.text()
        })
    }

    /// A word as the value of a field.
    fn word_operand(&mut self, field: Field, word: &Word, char_range: &Range<usize>) -> Option<Operand> {
        let manner = if field.kind().has_prefixes() { Manner::Code } else { Manner::Operand };
        match word.read(manner) {
            Reading::Everything => {
                self.problems.push(missing_value(field, char_range.clone()));
                None
            }
            Reading::Plain(text) | Reading::Prefix(text) if text.is_empty() => {
                self.problems.push(missing_value(field, char_range.clone()));
                None
            }
            reading => {
                if field.kind() == FieldKind::Class && word.has_marks_inside() {
                    let text = word.text();
                    let message = format!(
                        "{text} was searched as written: the field {field} has * at the end only, as in {}",
                        field.info().example
                    );
                    self.problem(ProblemCode::UnsupportedTruncation, char_range.clone(), &text, message);
                }
                self.text_operand(field, reading, char_range)
            }
        }
    }

    /// `None` for what stands for every document.
    pub(super) fn text_operand(
        &mut self,
        field: Field,
        reading: Reading,
        char_range: &Range<usize>,
    ) -> Option<Operand> {
        Some(match reading {
            Reading::Everything => return None,
            Reading::Plain(text) => Operand::Word(text),
            Reading::Pattern(pattern) => Operand::Pattern(pattern),
            Reading::Prefix(text) => Operand::Prefix(text),
            Reading::Fuzzy { word, distance } => self.fuzzy(field, word, distance, char_range),
        })
    }

    fn fuzzy(&mut self, field: Field, word: String, distance: u32, char_range: &Range<usize>) -> Operand {
        if field.kind() != FieldKind::Text || word.chars().any(crate::plan::is_japanese) {
            let message = format!(
                "{word:?} cannot be fuzzy: ~ is for words of the text in languages other than Japanese"
            );
            self.problem(ProblemCode::UnsupportedOperation, char_range.clone(), "~", message);
            return Operand::Word(word);
        }
        if !FUZZY_DISTANCES.contains(&distance) {
            let (least, most) = (FUZZY_DISTANCES.start(), FUZZY_DISTANCES.end());
            let message = format!("a fuzzy term differs by {least} or {most} letters, not {distance}");
            self.problem(ProblemCode::InvalidDistance, char_range.clone(), &format!("~{distance}"), message);
        }
        Operand::Fuzzy { word, distance: distance.clamp(1, 2) as u8 }
    }
}

/// The field of words without one inside a unit: in a claim, the claims.
pub(crate) fn default_field(unit: Unit, outer: Field) -> Field {
    let of_claims = outer.info().physical.iter().all(|part| CLAIMS.contains(part));
    if unit == Unit::Claim && !of_claims { Field::claims() } else { outer }
}
