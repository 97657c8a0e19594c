//! A logical expression to tokens with their places.

use super::tag;
use crate::{
    Piece, Problem, ProblemCode,
    parse::common::{self, Source, Written, is_japanese},
};

pub(super) type Token = common::Token<TokenKind>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    Not,
    /// `,10C,`: how many characters or words may lie between.
    Near {
        between: u32,
        ordered: bool,
    },
    /// `/TI`, in capitals without the slash.
    Tag(String),
    Word(Written),
    Quoted(Written),
}

pub(super) fn lex(text: &str, problems: &mut Vec<Problem>) -> Vec<Token> {
    let mut source = Source::new(text, problems);
    let mut tokens: Vec<Token> = Vec::new();
    while let Some(c) = source.peek(0) {
        let start = source.at;
        let (kind, length) = match c {
            c if c.is_whitespace() => {
                source.at += 1;
                continue;
            }
            '(' | '[' => (TokenKind::Open, 1),
            ')' | ']' => (TokenKind::Close, 1),
            '*' => (TokenKind::And, 1),
            '+' => (TokenKind::Or, 1),
            '-' | '\u{2212}' => (TokenKind::Not, 1),
            '"' => (quoted(&mut source, problems), 0),
            _ => match near(&source).or_else(|| tag_here(&source)) {
                Some(found) => found,
                None => (TokenKind::Word(word(&mut source)), 0),
            },
        };
        source.at += length;
        tokens.push(Token { kind, char_range: start..source.at });
    }
    tokens
}

/// At `,10C,`: the operator and its length.
fn near(source: &Source) -> Option<(TokenKind, usize)> {
    if source.peek(0) != Some(',') {
        return None;
    }
    let spaces = |from| source.run(from, char::is_whitespace);
    let digits_at = 1 + spaces(1);
    let digits = source.run(digits_at, |c| c.is_ascii_digit());
    let letter_at = digits_at + digits;
    let ordered = match source.peek(letter_at) {
        _ if digits == 0 => return None,
        Some('C' | 'c') => true,
        Some('N' | 'n') => false,
        _ => return None,
    };
    let end = letter_at + 1 + spaces(letter_at + 1);
    if source.peek(end) != Some(',') {
        return None;
    }
    let between = source.narrow_text(digits_at, digits).parse().unwrap_or(u32::MAX);
    Some((TokenKind::Near { between, ordered }, end + 1))
}

/// At a tag: the tag and its length. What is no tag of J-PlatPat is one only in capitals and before no other tag.
fn tag_here(source: &Source) -> Option<(TokenKind, usize)> {
    if source.peek(0) != Some('/') || source.run(1, |c| c.is_ascii_alphanumeric()) != 2 {
        return None;
    }
    let written = source.narrow_text(1, 2);
    let is_end = |c: char| {
        c.is_whitespace() || matches!(c, '*' | '+' | '-' | '\u{2212}' | '(' | ')' | '[' | ']' | ',' | '/')
    };
    if !written.bytes().all(|b| b.is_ascii_alphabetic()) || !source.peek(3).is_none_or(is_end) {
        return None;
    }
    let name = written.to_uppercase();
    let is_tag = tag::is_known(&name) || (name == written && source.peek(3) != Some('/'));
    is_tag.then_some((TokenKind::Tag(name), 3))
}

fn quoted(source: &mut Source, problems: &mut Vec<Problem>) -> TokenKind {
    let start = source.at;
    source.at += 1;
    let mut written = Written::default();
    loop {
        match (source.peek(0), source.written(0)) {
            (Some('"'), _) => {
                source.at += 1;
                break;
            }
            (Some('\\'), _) => {
                written.push(source.written(1).unwrap_or('\\'));
                source.at += if source.written(1).is_some() { 2 } else { 1 };
            }
            (_, Some(c)) => {
                written.push(c);
                source.at += 1;
            }
            (_, None) => {
                let message = "a quotation mark has no partner".to_owned();
                let subject: String = source.slice(start..source.at).chars().take(80).collect();
                let code = ProblemCode::UnclosedQuote;
                problems.push(Problem::new(code, start..source.at, &subject, message));
                break;
            }
        }
    }
    TokenKind::Quoted(written)
}

/// A keyword, with the signs that are part of it.
fn word(source: &mut Source) -> Written {
    let mut written = Written::default();
    let start = source.at;
    while let (Some(c), Some(as_written)) = (source.peek(0), source.written(0)) {
        let is_first = source.at == start;
        let ends = match c {
            c if c.is_whitespace() => true,
            '"' | '*' | '[' | ']' | ')' => true,
            '(' => match enclosed(source) {
                Some(length) if !is_first => {
                    (0..length).filter_map(|i| source.written(i)).for_each(|c| written.push(c));
                    source.at += length;
                    continue;
                }
                _ => true,
            },
            '+' => !is_charge(source),
            '-' | '\u{2212}' => !is_hyphen(source),
            ',' => !is_first && near(source).is_some(),
            '/' => !is_first && tag_here(source).is_some(),
            _ => false,
        };
        if ends {
            break;
        }
        match c {
            '?' => written.push_wildcard(Piece::AnyRun),
            _ => written.push(as_written),
        }
        source.at += 1;
    }
    written
}

/// The length of a parenthesis that belongs to the word before it: with neither signs nor another one inside.
fn enclosed(source: &Source) -> Option<usize> {
    let is_inside = |c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | '[' | ']' | '*' | '+' | '"');
    let length = source.run(1, is_inside);
    (0 < length && source.peek(1 + length) == Some(')')).then_some(length + 2)
}

/// At a plus: whether it is a charge, as in `Li+/TX`.
fn is_charge(source: &Source) -> bool {
    source.before().is_some_and(|c| c.is_ascii_alphanumeric())
        && source.peek(1) == Some('/')
        && tag::is_known(&source.narrow_text(2, 2).to_uppercase())
}

/// At a hyphen inside a word: whether it is a part of it, and no NOT.
fn is_hyphen(source: &Source) -> bool {
    let is_part = |c: char| !c.is_whitespace() && !"*+-()[],/\"\u{2212}".contains(c);
    if !source.peek(1).is_some_and(is_part) {
        return false;
    }
    let before = source.before();
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || is_greek(c) || matches!(c, '\'' | ')')) {
        return true;
    }
    before.is_some_and(is_japanese) && is_locant(source)
}

/// Whether what follows the hyphen is a locant and another hyphen: `-1-`, `-2,4-`, `-N-`.
fn is_locant(source: &Source) -> bool {
    let positions = source.run(1, |c| c.is_ascii_digit() || matches!(c, ',' | '\''));
    let letters = source.run(1, |c| c.is_ascii_alphabetic() || is_greek(c));
    (0 < positions && source.peek(1 + positions) == Some('-'))
        || (letters == 1 && source.peek(2) == Some('-'))
}

fn is_greek(c: char) -> bool {
    matches!(c, 'α'..='ω' | 'Α'..='Ω')
}
