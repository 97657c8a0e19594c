//! What the readers of other syntaxes than chizai's own share: they read characters with places, and build conditions
//! and trees of bounded height.

mod condition;
mod ordered;
mod source;
mod tree;
mod written;

pub(super) use condition::{Condition, refuse};
pub(super) use ordered::{Comparison, comparison, date, span};
pub(crate) use source::has_japanese;
pub(super) use source::{Source, is_japanese};
pub(super) use tree::{Builder, Tree, near};
pub(super) use written::Written;
