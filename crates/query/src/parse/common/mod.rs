//! What the readers of several syntaxes share: tokens with places, and, for those that are not chizai's own, conditions
//! and trees of bounded height.

mod condition;
mod ordered;
mod source;
mod token;
mod tree;
mod written;

pub(super) use condition::{Condition, refuse};
pub(super) use ordered::{Comparison, comparison, date, span};
pub(crate) use source::has_japanese;
pub(super) use source::{Source, is_japanese};
pub(super) use token::{Token, group_length};
pub(super) use tree::{Builder, Tree, near};
pub(super) use written::Written;
