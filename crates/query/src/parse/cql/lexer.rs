//! A CQL text to tokens with their places.

use super::prox::{self, Prox};
use crate::{
    Piece, Problem, ProblemCode,
    parse::common::{self, Source, Written},
};

pub(super) type Token = common::Token<TokenKind>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    Not,
    Prox(Prox),
    Relation(Relation),
    Word(Written),
    Quoted(Written),
}

/// A relation that is written with signs; `any`, `all` and `within` are words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Equal,
    /// `==`
    Exact,
    /// `<>`
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
}

pub(super) fn lex(text: &str, problems: &mut Vec<Problem>) -> Vec<Token> {
    let mut source = Source::new(text, problems);
    let mut tokens = Vec::new();
    while let Some(c) = source.peek(0) {
        let start = source.at;
        let kind = match c {
            c if c.is_whitespace() => {
                source.at += 1;
                continue;
            }
            '(' => single(&mut source, TokenKind::Open),
            ')' => single(&mut source, TokenKind::Close),
            '=' | '<' | '>' => relation(&mut source),
            '"' => quoted(&mut source, problems),
            _ if prox::starts(&source) => TokenKind::Prox(prox::read(&mut source, problems)),
            _ => word(&mut source),
        };
        tokens.push(Token { kind, char_range: start..source.at });
    }
    tokens
}

fn single(source: &mut Source, kind: TokenKind) -> TokenKind {
    source.at += 1;
    kind
}

fn relation(source: &mut Source) -> TokenKind {
    let (relation, length) = match (source.peek(0), source.peek(1)) {
        (Some('='), Some('=')) => (Relation::Exact, 2),
        (Some('<'), Some('>')) => (Relation::Unequal, 2),
        (Some('<'), Some('=')) => (Relation::AtMost, 2),
        (Some('>'), Some('=')) => (Relation::AtLeast, 2),
        (Some('<'), _) => (Relation::Less, 1),
        (Some('>'), _) => (Relation::More, 1),
        _ => (Relation::Equal, 1),
    };
    source.at += length;
    TokenKind::Relation(relation)
}

/// `*` any run of characters, `?` none or one, `#` exactly one.
fn wildcard(c: char) -> Option<Piece> {
    match c {
        '*' => Some(Piece::AnyRun),
        '?' => Some(Piece::AtMostOne),
        '#' => Some(Piece::AnyOne),
        _ => None,
    }
}

/// Adds the character here, a wildcard, or what a backslash takes as it is.
fn take(source: &mut Source, written: &mut Written) {
    match (source.peek(0), source.written(0)) {
        (Some('\\'), _) => {
            written.push(source.written(1).unwrap_or('\\'));
            source.at += if source.written(1).is_some() { 2 } else { 1 };
            return;
        }
        (Some(narrow), Some(as_written)) => match wildcard(narrow) {
            Some(piece) => written.push_wildcard(piece),
            None => written.push(as_written),
        },
        _ => {}
    }
    source.at += 1;
}

fn quoted(source: &mut Source, problems: &mut Vec<Problem>) -> TokenKind {
    let start = source.at;
    source.at += 1;
    let mut written = Written::default();
    loop {
        match source.peek(0) {
            Some('"') => {
                source.at += 1;
                break;
            }
            Some(_) => take(source, &mut written),
            None => {
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

fn word(source: &mut Source) -> TokenKind {
    let start = source.at;
    let mut written = Written::default();
    while let Some(c) = source.peek(0) {
        if c.is_whitespace() || matches!(c, '(' | ')' | '"' | '=' | '<' | '>') {
            break;
        }
        take(source, &mut written);
    }
    let narrow: String = source.slice(start..source.at).chars().take(4).map(crate::field::narrow).collect();
    match narrow.to_lowercase().as_str() {
        "and" => TokenKind::And,
        "or" => TokenKind::Or,
        "not" => TokenKind::Not,
        _ => TokenKind::Word(written),
    }
}
