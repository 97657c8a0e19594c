//! Truncated words as an automaton over bytes: every place of the pattern that can have been reached is one bit.

use tantivy_fst::Automaton;

use super::MARKER;
use crate::Piece;

/// Characters and gaps of one truncated word, at most: one bit each, and one for the end.
const MAX_STEPS: usize = 127;

/// A truncated word.
#[derive(Debug)]
pub(in crate::plan) struct Truncated {
    /// By ASCII character: the steps that it passes.
    ascii: Box<[u128; 128]>,
    /// Steps of characters beyond ASCII, with the bits of their places.
    wide: Vec<(char, u128)>,
    /// Steps that any character passes.
    any: u128,
    /// Steps that need no character.
    optional: u128,
    /// Steps that a character passes without leaving them.
    runs: u128,
    end: u128,
    /// What every term that fits begins with.
    prefix: String,
}

/// Places reached, and a character whose bytes are not complete yet.
#[derive(Debug, Clone, Copy)]
pub(in crate::plan) struct Reached {
    places: u128,
    /// Bits of the character so far.
    character: u32,
    /// Bytes that it still lacks.
    lacking: u8,
    has_begun: bool,
}

impl Truncated {
    /// `None` for a pattern that is longer than any word.
    pub(in crate::plan) fn new(pieces: &[Piece]) -> Option<Self> {
        let mut word = Self {
            ascii: Box::new([0; 128]),
            wide: Vec::new(),
            any: 0,
            optional: 0,
            runs: 0,
            end: 0,
            prefix: String::new(),
        };
        if let Some(Piece::Literal(first)) = pieces.first() {
            word.prefix.clone_from(first);
        }
        let mut steps = 0;
        for piece in pieces {
            let characters = match piece {
                Piece::Literal(text) => text.chars().count(),
                _ => 1,
            };
            if MAX_STEPS < steps + characters {
                return None;
            }
            word.add(piece, steps);
            steps += characters;
        }
        word.end = 1 << steps;
        Some(word)
    }

    fn add(&mut self, piece: &Piece, step: usize) {
        let bit = 1_u128 << step;
        match piece {
            Piece::Literal(text) => {
                for (i, c) in text.chars().enumerate() {
                    match self.ascii.get_mut(c as usize) {
                        Some(steps) => *steps |= bit << i,
                        None => self.wide.push((c, bit << i)),
                    }
                }
            }
            Piece::AnyOne => self.any |= bit,
            Piece::AtMostOne => {
                self.any |= bit;
                self.optional |= bit;
            }
            Piece::AnyRun => {
                self.optional |= bit;
                self.runs |= bit;
            }
        }
    }

    /// What every term that fits begins with.
    pub(in crate::plan) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Places reached without another character.
    fn closed(&self, mut places: u128) -> u128 {
        loop {
            let further = places | (places & self.optional) << 1;
            if further == places {
                return places;
            }
            places = further;
        }
    }

    fn pass(&self, places: u128, c: u32) -> u128 {
        let fitting = match self.ascii.get(c as usize) {
            Some(steps) => *steps,
            None => {
                let of_character = self.wide.iter().filter(|(wide, _)| *wide as u32 == c);
                of_character.fold(0, |all, (_, bits)| all | bits)
            }
        };
        self.closed((places & (fitting | self.any)) << 1 | places & self.runs)
    }
}

impl Automaton for Truncated {
    type State = Reached;

    fn start(&self) -> Reached {
        Reached { places: self.closed(1), character: 0, lacking: 0, has_begun: false }
    }

    fn is_match(&self, state: &Reached) -> bool {
        state.lacking == 0 && state.places & self.end != 0
    }

    fn can_match(&self, state: &Reached) -> bool {
        state.places != 0
    }

    fn accept(&self, state: &Reached, byte: u8) -> Reached {
        let mut next = Reached { has_begun: true, ..*state };
        match byte {
            MARKER if !state.has_begun => next.places = 0,
            0..0x80 => next.places = self.pass(state.places, u32::from(byte)),
            0x80..0xc0 => {
                next.character = state.character << 6 | u32::from(byte & 0x3f);
                next.lacking = state.lacking.saturating_sub(1);
                if next.lacking == 0 {
                    next.places = self.pass(state.places, next.character);
                }
            }
            0xc0..0xe0 => (next.character, next.lacking) = (u32::from(byte & 0x1f), 1),
            0xe0..0xf0 => (next.character, next.lacking) = (u32::from(byte & 0x0f), 2),
            0xf0.. => (next.character, next.lacking) = (u32::from(byte & 0x07), 3),
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(written: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for c in written.chars() {
            match (c, pieces.last_mut()) {
                ('*', _) => pieces.push(Piece::AnyRun),
                ('?', _) => pieces.push(Piece::AnyOne),
                ('!', _) => pieces.push(Piece::AtMostOne),
                (c, Some(Piece::Literal(text))) => text.push(c),
                (c, _) => pieces.push(Piece::Literal(c.to_string())),
            }
        }
        pieces
    }

    #[track_caller]
    fn check(pattern: &str, word: &str, expected: bool) {
        let automaton = Truncated::new(&pieces(pattern)).unwrap();
        let mut state = automaton.start();
        for byte in word.bytes() {
            state = automaton.accept(&state, byte);
        }
        assert_eq!(automaton.is_match(&state), expected, "{pattern} and {word}");
    }

    #[test]
    fn words_fit() {
        check("electro*", "electro", true);
        check("electro*", "electrolyte", true);
        check("electro*", "electr", false);
        check("*lyte", "electrolyte", true);
        check("*lyte", "electrolytes", false);
        check("*ly*", "electrolytes", true);
        check("wom?n", "women", true);
        check("wom?n", "womn", false);
        check("wom?n", "womaan", false);
        check("colo!r", "color", true);
        check("colo!r", "colour", true);
        check("colo!r", "coloxyr", false);
        check("a!!b", "axxb", true);
        check("a!!b", "axxxb", false);
        check("na?ve", "naïve", true);
        check("é*", "état", true);
        check("*あ?う*", "xあいうy", true);
        check("*a*b*a*", "abba", true);
        check("*a", "\u{2}ca\u{2}A", false);
    }

    #[test]
    fn a_pattern_longer_than_words_is_none() {
        assert!(Truncated::new(&pieces(&"a".repeat(128))).is_none());
        assert!(Truncated::new(&pieces(&"a".repeat(127))).is_some());
    }
}
