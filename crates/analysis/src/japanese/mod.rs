//! The morphological view of Japanese text.

mod kanji;
pub(crate) mod lines;
pub(crate) mod marks;

pub(crate) use kanji::kanji_variant;
