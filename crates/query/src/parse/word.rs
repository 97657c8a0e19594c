//! A word as it was written: plain text, truncation, or a fuzzy term.

use crate::{Pattern, Piece, field::narrow, plan::is_japanese};

/// The characters of a word, and which of them `\` protected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Word {
    chars: Vec<Written>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    c: char,
    escaped: bool,
}

/// How truncation marks of a word are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Free text: prose has question marks, `2*3` and `C*-algebra`, so that a mark counts only where it stands as
    /// truncation does: `wom?n`, `electro*`, `*lyte`.
    Bare,
    /// The value of a text or name field, or the operand of an operator: every mark counts.
    Operand,
    /// A class, number or code: only `*` at the end.
    Code,
}

/// What a word says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading {
    /// `*` alone.
    Everything,
    /// The word, with one space for white space that was protected.
    Plain(String),
    Pattern(Pattern),
    /// A word and the distance written after `~`, 1 where there is none. Any number: the caller knows the limit.
    Fuzzy {
        word: String,
        distance: u32,
    },
    /// What stands before a final `*`.
    Prefix(String),
}

/// The shortest word that `~` makes a fuzzy term of in free text, in characters: `Ａ～` is no term.
const SHORTEST_FUZZY: usize = 3;

impl Word {
    /// A word that is read as `text` and nothing else.
    pub(crate) fn protecting(text: &str, manner: Manner) -> Self {
        let mut word = Self::literal(text);
        if manner == Manner::Code {
            word.protect(|c| matches!(narrow(c), '*' | '?'));
        }
        if word.read(manner) != Reading::Plain(text.to_owned()) {
            word.protect(is_mark);
        }
        if word.is_operator() || word.begins_exact() {
            word.chars[0].escaped = true;
        }
        word
    }

    /// Whether a text needs no protection: letters and digits are no marks and nothing special.
    pub(crate) fn is_safe(text: &str) -> bool {
        text.chars().all(char::is_alphanumeric) && super::operator::read(text).is_none()
    }

    /// A word in which every mark is protected, for putting marks after it.
    pub(crate) fn protecting_marks(text: &str) -> Self {
        let mut word = Self::literal(text);
        word.protect(is_mark);
        if let Some(first) = word.chars.first_mut() {
            first.escaped |= narrow(first.c) == '=';
        }
        word
    }

    /// A word as it is typed, with `\` before what is protected.
    pub(crate) fn typed(text: &str) -> Self {
        let mut word = Self::default();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => word.push(chars.next().unwrap_or('\\'), true),
                c => word.push(c, false),
            }
        }
        word
    }

    fn literal(text: &str) -> Self {
        let mut word = Self { chars: text.chars().map(|c| Written { c, escaped: false }).collect() };
        word.protect(|c| is_special(c) || c.is_whitespace());
        word
    }

    fn protect(&mut self, is_protected: impl Fn(char) -> bool) {
        for written in &mut self.chars {
            written.escaped |= is_protected(written.c);
        }
    }

    pub(super) fn push(&mut self, c: char, escaped: bool) {
        self.chars.push(Written { c, escaped });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    pub(super) fn has_escapes(&self) -> bool {
        self.chars.iter().any(|written| written.escaped)
    }

    /// The characters, those of escapes without `\`.
    pub(super) fn text(&self) -> String {
        self.chars.iter().map(|written| written.c).collect()
    }

    /// Whether the word would be read as an operator.
    pub(crate) fn is_operator(&self) -> bool {
        !self.has_escapes() && super::operator::read(&self.text()).is_some()
    }

    fn begins_exact(&self) -> bool {
        let unescaped = |i: usize| self.chars.get(i).filter(|written| !written.escaped);
        unescaped(0).is_some_and(|first| narrow(first.c) == '=')
            && self.chars.get(1).is_some_and(|next| next.escaped || can_be_exact(next.c))
    }

    pub(crate) fn read(&self, manner: Manner) -> Reading {
        if !self.is_empty() && (0..self.chars.len()).all(|i| self.mark(i) == Some('*')) {
            return Reading::Everything;
        }
        if manner == Manner::Code {
            return self.code();
        }
        self.fuzzy(manner).or_else(|| self.pattern(manner)).unwrap_or_else(|| Reading::Plain(self.plain()))
    }

    /// Whether a code has marks that are not read: `H01M?0`.
    pub(super) fn has_marks_inside(&self) -> bool {
        let end = self.chars.len() - self.final_stars();
        (0..end).any(|i| matches!(self.mark(i), Some('*' | '?')))
    }

    fn plain(&self) -> String {
        joined(&self.text())
    }

    /// An unprotected character that may be a mark, made narrow.
    fn mark(&self, at: usize) -> Option<char> {
        let written = self.chars.get(at)?;
        (!written.escaped).then(|| narrow(written.c))
    }

    fn final_stars(&self) -> usize {
        (0..self.chars.len()).rev().take_while(|&i| self.mark(i) == Some('*')).count()
    }

    fn code(&self) -> Reading {
        let end = self.chars.len() - self.final_stars();
        if end == self.chars.len() {
            return Reading::Plain(self.plain());
        }
        Reading::Prefix(joined(&self.chars[..end].iter().map(|written| written.c).collect::<String>()))
    }

    fn fuzzy(&self, manner: Manner) -> Option<Reading> {
        let tilde = (0..self.chars.len()).rev().find(|&i| self.mark(i) == Some('~'))?;
        let digits: String = (tilde + 1..self.chars.len()).map(|i| self.mark(i)).collect::<Option<_>>()?;
        if digits.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let base = &self.chars[..tilde];
        let marked = (0..tilde).any(|i| matches!(self.mark(i), Some('*' | '?')));
        let letters = base.iter().filter(|written| written.c.is_alphabetic()).count();
        let japanese = base.iter().any(|written| is_japanese(written.c));
        let is_term = match manner {
            Manner::Bare => letters == base.len() && SHORTEST_FUZZY <= letters && !japanese,
            _ => 0 < letters && (letters == base.len() || !japanese),
        };
        if marked || !is_term || base.iter().any(|written| written.c.is_whitespace()) {
            return None;
        }
        let word = base.iter().map(|written| written.c).collect();
        Some(Reading::Fuzzy { word, distance: if digits.is_empty() { 1 } else { digits.parse().ok()? } })
    }

    fn pattern(&self, manner: Manner) -> Option<Reading> {
        let mut pieces = self.pieces();
        if manner == Manner::Bare {
            // What ends a question.
            while pieces.last() == Some(&Piece::AnyOne) {
                pieces.pop();
            }
            if !(0..pieces.len()).all(|i| stands_in_prose(&pieces, i)) {
                return None;
            }
        }
        let truncates = pieces.iter().any(|piece| !matches!(piece, Piece::Literal(_)));
        if !truncates {
            return None;
        }
        Pattern::new(pieces).map(Reading::Pattern)
    }

    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut at = 0;
        while let Some(written) = self.chars.get(at) {
            let optional = [Some('['), Some('?'), Some(']')] == [0, 1, 2].map(|i| self.mark(at + i));
            let piece = match self.mark(at) {
                _ if optional => Some(Piece::AtMostOne),
                Some('*') => Some(Piece::AnyRun),
                Some('?') => Some(Piece::AnyOne),
                _ => None,
            };
            at += if optional { 3 } else { 1 };
            let Some(piece) = piece else {
                literal.push(written.c);
                continue;
            };
            if !literal.is_empty() {
                pieces.push(Piece::Literal(std::mem::take(&mut literal)));
            }
            pieces.push(piece);
        }
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        pieces
    }
}

impl std::fmt::Display for Word {
    /// As it is typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for written in &self.chars {
            if written.escaped {
                f.write_str("\\")?;
            }
            write!(f, "{}", written.c)?;
        }
        Ok(())
    }
}

/// Whether a piece of a word in prose can belong to a truncated word, judged by what stands on both sides.
fn stands_in_prose(pieces: &[Piece], at: usize) -> bool {
    let literal = |piece: &Piece| match piece {
        Piece::Literal(text) => Some(text.clone()),
        _ => None,
    };
    let (before, after) = match &pieces[at] {
        Piece::Literal(text) => return text.chars().all(is_of_word),
        _ => (
            pieces[..at].iter().rev().find_map(literal).and_then(|text| text.chars().next_back()),
            pieces[at + 1..].iter().find_map(literal).and_then(|text| text.chars().next()),
        ),
    };
    match (&pieces[at], before, after) {
        (_, None, None) => false,
        (Piece::AnyOne, Some(before), Some(after)) => {
            [before, after].into_iter().all(|c| c.is_alphanumeric() && !is_japanese(c))
        }
        (Piece::AnyOne, _, _) => false,
        (_, Some(before), Some(after)) => before.is_alphabetic() && after.is_alphabetic(),
        (_, Some(before), None) => before.is_alphanumeric(),
        (_, None, Some(after)) => after.is_alphabetic(),
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(narrow(c), '-' | '\'' | '’' | '.' | ',' | '_' | '・')
}

fn is_mark(c: char) -> bool {
    matches!(narrow(c), '*' | '?' | '~')
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '＂')
}

/// What ends a word or begins something else, and so needs `\` inside a word.
fn is_special(c: char) -> bool {
    is_quote(c) || matches!(narrow(c), '(' | ')' | '\\' | ':' | '[' | '{')
}

/// Whether what `=` stands before can be a word or quotation to be taken as written: `=AIDS`, unlike `a = b`, `=>`.
pub(crate) fn can_be_exact(next: char) -> bool {
    !next.is_whitespace() && !matches!(narrow(next), '=' | '>' | '<' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_safe_word_is_written_as_it_is(
            text in "[a-cA-C0-9Ａ-Ｃ０-９ァ-ン一-七ß𠮷]{1,5}|(?i)(and|or|not|near|adj|xor|ｎｅａｒ)[0-9]{0,2}",
        ) {
            if Word::is_safe(&text) {
                for manner in [Manner::Bare, Manner::Operand, Manner::Code] {
                    prop_assert_eq!(Word::protecting(&text, manner).to_string(), text.clone());
                }
            }
        }
    }
}
