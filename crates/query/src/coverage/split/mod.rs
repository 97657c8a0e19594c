//! A technique's description or a claim, divided into elements.
//!
//! The rules are those by which claims are drafted; sentences follow them closely enough. No language is detected: a
//! text with kana or kanji is read by the rules of [`japanese`], any other by those of [`english`]. Where no rule fits,
//! a sentence is one element. Every element keeps its place in the text, and no word of a text belongs to two.

mod english;
mod japanese;
mod pieces;

use std::ops::Range;

use crate::plan::is_japanese;

/// The places of a text's elements, in bytes: ascending, disjoint, on character boundaries, never empty.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    if text.chars().any(is_japanese) { japanese::split(text) } else { english::split(text) }
}
