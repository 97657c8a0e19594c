//! A word as written, its wildcards told from its characters.

use crate::{Ast, Field, Near, Operand, Pattern, Piece};

/// Characters and wildcards in the order written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::parse) struct Written {
    pieces: Vec<Piece>,
}

impl Written {
    pub(in crate::parse) fn push(&mut self, c: char) {
        match self.pieces.last_mut() {
            Some(Piece::Literal(text)) => text.push(c),
            _ => self.pieces.push(Piece::Literal(c.to_string())),
        }
    }

    pub(in crate::parse) fn push_wildcard(&mut self, wildcard: Piece) {
        self.pieces.push(wildcard);
    }

    /// Adds another word behind a space.
    pub(in crate::parse) fn append_word(&mut self, word: &Self) {
        self.push(' ');
        for piece in &word.pieces {
            match piece {
                Piece::Literal(text) => text.chars().for_each(|c| self.push(c)),
                wildcard => self.push_wildcard(wildcard.clone()),
            }
        }
    }

    pub(in crate::parse) fn has_wildcards(&self) -> bool {
        self.pieces.iter().any(|piece| !matches!(piece, Piece::Literal(_)))
    }

    /// The characters without the wildcards, words one space apart.
    pub(in crate::parse) fn text(&self) -> String {
        let characters: String = self.literals().collect();
        characters.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The characters without the wildcards, as they stand.
    pub(in crate::parse) fn raw(&self) -> String {
        self.literals().collect()
    }

    fn literals(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Literal(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// What stands before one `*` at the end, where that is the only wildcard.
    pub(in crate::parse) fn prefix(&self) -> Option<String> {
        match self.pieces.as_slice() {
            [Piece::Literal(text), Piece::AnyRun] => Some(text.trim().to_owned()),
            _ => None,
        }
    }

    /// The same without `/low` at its end, which asks for what is below a class; `None` where it has none.
    pub(in crate::parse) fn without_low(&self) -> Option<Self> {
        let mut pieces = self.pieces.clone();
        let Some(Piece::Literal(text)) = pieces.last_mut() else { return None };
        let at = text.len().checked_sub(4)?;
        let is_low = text.get(at..)?.eq_ignore_ascii_case("/low");
        text.truncate(at);
        is_low.then_some(Self { pieces })
    }

    /// The pattern of one word; `None` where no character is given.
    pub(in crate::parse) fn pattern(&self) -> Option<Pattern> {
        Pattern::new(self.pieces.iter().cloned())
    }

    /// The words between white space.
    pub(in crate::parse) fn words(&self) -> Vec<Self> {
        let mut words = vec![Self::default()];
        for piece in &self.pieces {
            let Piece::Literal(text) = piece else {
                words.last_mut().into_iter().for_each(|word| word.push_wildcard(piece.clone()));
                continue;
            };
            for c in text.chars() {
                if c.is_whitespace() {
                    words.push(Self::default());
                } else {
                    words.last_mut().into_iter().for_each(|word| word.push(c));
                }
            }
        }
        words.retain(|word| !word.pieces.is_empty());
        words
    }

    /// Quoted text with wildcards: its words directly after each other. `None` where a word is wildcards only.
    pub(in crate::parse) fn phrase(&self, field: Field) -> Option<Ast> {
        let mut phrase: Option<Ast> = None;
        for word in self.words() {
            let operand = match word.has_wildcards() {
                true => Operand::Pattern(word.pattern()?),
                false => Operand::Quoted(word.text()),
            };
            let right = Ast::leaf(field, operand);
            phrase = Some(match phrase {
                None => right,
                Some(left) => Ast::Near(Near {
                    left: Box::new(left),
                    right: Box::new(right),
                    distance: 1,
                    ordered: true,
                }),
            });
        }
        phrase
    }
}
