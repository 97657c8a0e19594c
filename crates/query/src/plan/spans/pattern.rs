//! Truncated words and runs of characters as nodes.

use std::ops::RangeInclusive;

use super::{
    Boundary, NearNode, Node, Open,
    build::{Builder, Source},
};
use crate::{Leaf, Pattern, Piece, QueryError, plan::dictionary::Shape, plan::is_japanese};

/// Characters that `*` between two runs of Japanese characters stands for at most, all of one sentence.
pub const JAPANESE_RUN: u32 = 20;

/// The words of a pattern: a hyphen in it divides it as it divides a text.
#[derive(Default)]
struct Words {
    /// With their positions.
    done: Vec<(u32, Vec<Piece>)>,
    current: Vec<Piece>,
    position: u32,
}

impl Builder<'_, '_> {
    /// A pattern over one word, or words with separators between.
    pub(super) fn truncated_words(
        &mut self,
        source: &Source,
        leaf: &Leaf,
        pattern: &Pattern,
    ) -> Result<Option<Node>, QueryError> {
        let mut run = Vec::new();
        for (position, pieces) in self.words_of(source, pattern)? {
            let slot = match pieces.as_slice() {
                [Piece::Literal(term)] => self.slot_of_term(source, term)?,
                pieces => self.slot_of_shape(source, leaf, &Shape::Truncated(pieces))?,
            };
            let Some(slot) = slot else { return Ok(None) };
            run.push((position, slot));
        }
        Ok(Self::run(run))
    }

    fn words_of(&self, source: &Source, pattern: &Pattern) -> Result<Vec<(u32, Vec<Piece>)>, QueryError> {
        let mut words = Words::default();
        for piece in pattern.pieces() {
            let Piece::Literal(text) = piece else {
                words.current.push(piece.clone());
                continue;
            };
            let found = self.analysed(source, text)?;
            if found.is_empty() {
                words.close();
            }
            for (i, word) in found.iter().enumerate() {
                if 0 < i || 0 < word.byte_range.start {
                    words.close();
                }
                words.current.push(Piece::Literal(word.term.clone()));
            }
            if found.last().is_some_and(|last| last.byte_range.end < text.len()) {
                words.close();
            }
        }
        words.close();
        Ok(words.done)
    }

    /// A pattern over characters at consecutive positions, in texts and names of scripts without spaces.
    pub(super) fn truncated_characters(
        &mut self,
        source: &Source,
        pattern: &Pattern,
        boundary: Boundary,
    ) -> Result<Option<Node>, QueryError> {
        let boundary = if has_inner_run(pattern.pieces()) { boundary } else { Boundary::Value };
        let mut node: Option<Node> = None;
        let mut gap = Gap::default();
        let mut before = 0;
        let last = pattern.pieces().len() - 1;
        for (i, piece) in pattern.pieces().iter().enumerate() {
            let Piece::Literal(text) = piece else {
                gap.add(piece);
                continue;
            };
            let words = self.analysed(source, text)?;
            if words.is_empty() {
                continue;
            }
            let open = Open { start: 0 < i, end: i < last };
            let Some(next) = self.run_of_words(source, &words, open)? else { return Ok(None) };
            let gap = std::mem::take(&mut gap);
            node = Some(match node {
                None => {
                    // A run at the beginning or end means nothing there, since any place of a text counts.
                    before = gap.least;
                    next
                }
                Some(left) => Node::Near(Box::new(NearNode {
                    left,
                    right: next,
                    distance: gap.distance(),
                    ordered: true,
                    boundary,
                    is_run: true,
                })),
            });
        }
        let after = gap.least;
        Ok(node.map(|node| match (before, after) {
            (0, 0) => node,
            _ => Node::Padded { before, after, node: Box::new(node) },
        }))
    }

    /// Names are words in some scripts and characters in others; a pattern is in one.
    pub(super) fn truncated_name(
        &mut self,
        source: &Source,
        leaf: &Leaf,
        pattern: &Pattern,
    ) -> Result<Option<Node>, QueryError> {
        let of_characters = pattern.pieces().iter().any(|piece| match piece {
            Piece::Literal(text) => text.chars().any(is_japanese),
            _ => false,
        });
        if of_characters {
            self.truncated_characters(source, pattern, Boundary::Value)
        } else {
            self.truncated_words(source, leaf, pattern)
        }
    }
}

/// Whether a run stands between two literals.
fn has_inner_run(pieces: &[Piece]) -> bool {
    let is_literal = |piece: &Piece| matches!(piece, Piece::Literal(_));
    let first = pieces.iter().position(is_literal).unwrap_or(0);
    let last = pieces.iter().rposition(is_literal).unwrap_or(0);
    pieces[first..=last].contains(&Piece::AnyRun)
}

impl Words {
    fn close(&mut self) {
        if self.current.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.current);
        // Gaps alone say nothing of the word at their place.
        if word.iter().any(|piece| matches!(piece, Piece::Literal(_))) {
            self.done.push((self.position, word));
        }
        self.position += 1;
    }
}

/// Characters between two runs.
#[derive(Default)]
struct Gap {
    least: u32,
    most: u32,
    has_run: bool,
}

impl Gap {
    fn add(&mut self, piece: &Piece) {
        match piece {
            Piece::AnyOne => {
                self.least += 1;
                self.most += 1;
            }
            Piece::AtMostOne => self.most += 1,
            // Two runs with nothing but punctuation between them.
            Piece::AnyRun if self.has_run => {}
            Piece::AnyRun => {
                self.has_run = true;
                self.most += JAPANESE_RUN;
            }
            Piece::Literal(_) => {}
        }
    }

    fn distance(&self) -> RangeInclusive<u32> {
        self.least + 1..=self.most + 1
    }
}
