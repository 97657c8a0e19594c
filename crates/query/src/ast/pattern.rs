//! Truncation: what a word may look like.

/// A word with gaps: `electro*`, `wom?n`, `*lyte`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// In order; never empty, no two literals side by side, and a run neither with another in its gap nor with what
    /// may be one character.
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
    /// A pattern of these pieces, with neighbouring literals joined and of each gap the first run only, as it stands
    /// for all others and for what may be one character. `None` where no character is given, since every word would
    /// fit.
    pub fn new(pieces: impl IntoIterator<Item = Piece>) -> Option<Self> {
        let mut joined: Vec<Piece> = Vec::new();
        let mut gap = Gap::default();
        for piece in pieces {
            match piece {
                Piece::Literal(text) if text.is_empty() => {}
                Piece::Literal(text) => {
                    joined.append(&mut gap.close());
                    match joined.last_mut() {
                        Some(Piece::Literal(before)) => before.push_str(&text),
                        _ => joined.push(Piece::Literal(text)),
                    }
                }
                piece => gap.add(piece),
            }
        }
        joined.append(&mut gap.close());
        let has_characters = joined.iter().any(|piece| matches!(piece, Piece::Literal(_)));
        has_characters.then_some(Self { pieces: joined })
    }

    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }
}

/// What stands between two literals, before the first or behind the last.
#[derive(Default)]
struct Gap {
    pieces: Vec<Piece>,
    has_run: bool,
}

impl Gap {
    fn add(&mut self, piece: Piece) {
        let is_run = piece == Piece::AnyRun;
        if self.has_run && (is_run || piece == Piece::AtMostOne) {
            return;
        }
        if is_run {
            self.has_run = true;
            self.pieces.retain(|before| *before != Piece::AtMostOne);
        }
        self.pieces.push(piece);
    }

    fn close(&mut self) -> Vec<Piece> {
        self.has_run = false;
        std::mem::take(&mut self.pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(of: &str) -> Vec<Piece> {
        let piece = |c| match c {
            '*' => Piece::AnyRun,
            '.' => Piece::AnyOne,
            '?' => Piece::AtMostOne,
            c => Piece::Literal(c.to_string()),
        };
        of.chars().map(piece).collect()
    }

    #[test]
    fn a_gap_has_one_run() {
        for (given, kept) in [
            ("固**池", "固*池"),
            ("固*?*池", "固*池"),
            ("固??*池", "固*池"),
            ("固*??池", "固*池"),
            ("固*.*.池", "固*..池"),
            ("*?固?池.?*", "*固?池.*"),
        ] {
            let pattern = Pattern::new(pieces(given)).expect("a pattern has characters");
            assert_eq!(pattern.pieces(), pieces(kept), "{given}");
        }
    }

    #[test]
    fn neighbouring_literals_are_one() {
        let pattern = Pattern::new(pieces("固体*電池")).expect("a pattern has characters");
        let literal = |text: &str| Piece::Literal(text.to_owned());
        assert_eq!(pattern.pieces(), [literal("固体"), Piece::AnyRun, literal("電池")]);
    }

    #[test]
    fn gaps_alone_are_no_pattern() {
        assert_eq!(Pattern::new(pieces("*.?")), None);
    }
}
