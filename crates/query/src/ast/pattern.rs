//! Truncation: what a word may look like.

/// A word with gaps: `electro*`, `wom?n`, `*lyte`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// In order; never empty, no two literals and no two runs side by side.
    pieces: Vec<Piece>,
}

/// A part of a [`Pattern`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece {
    /// These characters.
    Literal(String),
    /// Any number of characters, none included.
    AnyRun,
    /// Exactly one character.
    AnyOne,
    /// One character or none.
    AtMostOne,
}

impl Pattern {
    /// A pattern of these pieces, neighbouring literals and runs joined; `None` where no character is given, since
    /// every word would fit.
    pub fn new(pieces: impl IntoIterator<Item = Piece>) -> Option<Self> {
        let mut joined: Vec<Piece> = Vec::new();
        for piece in pieces {
            match (joined.last_mut(), piece) {
                (_, Piece::Literal(text)) if text.is_empty() => {}
                (Some(Piece::Literal(before)), Piece::Literal(text)) => before.push_str(&text),
                (Some(Piece::AnyRun), Piece::AnyRun) => {}
                (_, piece) => joined.push(piece),
            }
        }
        let has_characters = joined.iter().any(|piece| matches!(piece, Piece::Literal(_)));
        has_characters.then_some(Self { pieces: joined })
    }

    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }
}
