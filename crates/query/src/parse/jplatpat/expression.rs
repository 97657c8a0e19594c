//! An expression whose tags are not yet handed to its keywords.

use std::ops::Range;

use super::tag::Tag;
use crate::parse::common::Written;

/// What was written, as far as the grammar goes. Its height is bounded by the depth of brackets.
#[derive(Debug)]
pub(super) enum Expression {
    Keyword(Keyword),
    /// At least one.
    Sum(Vec<Expression>),
    /// All of these; those with `true` not.
    Product(Vec<(bool, Expression)>),
    /// The first, and each of the rest near what came before.
    Near(Box<Expression>, Vec<(Nearness, Expression)>),
    /// The fields of the keywords inside that have none.
    Tagged(Box<Expression>, Vec<Tag>),
}

#[derive(Debug)]
pub(super) struct Keyword {
    pub(super) written: Written,
    /// Quoted, or several English words side by side.
    pub(super) phrase: bool,
    pub(super) char_range: Range<usize>,
}

/// `,10C,`
#[derive(Debug)]
pub(super) struct Nearness {
    pub(super) between: u32,
    pub(super) ordered: bool,
    pub(super) char_range: Range<usize>,
}

impl Nearness {
    /// The operator as it is written.
    pub(super) fn sign(&self) -> String {
        let (between, letter) = (self.between, if self.ordered { 'C' } else { 'N' });
        format!(",{between}{letter},")
    }
}
