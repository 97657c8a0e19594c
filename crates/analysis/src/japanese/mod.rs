//! The morphological view of Japanese text: words in running order
//! normalise → segment → divide compounds → stop parts of speech → base form and common spelling → katakana → term.
//!
//! Latin words and numbers inside Japanese text go the way of English ones, so that LiFePO4 is one term in both.

mod chain;
mod katakana;
mod lexicon;
pub(crate) mod lines;
pub(crate) mod marks;
mod segment;

pub(crate) use chain::Japanese;
pub(crate) use lexicon::Lexicon;
