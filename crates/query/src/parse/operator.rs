//! The operators, in capitals and of either width.

use super::lexer::TokenKind;
use crate::{Near, field::narrow};

/// The distance of NEAR without a number.
pub const NEAR_DISTANCE: u32 = 10;

/// The distance of ADJ without a number: neighbours.
pub const ADJ_DISTANCE: u32 = 1;

/// A word that is an operator.
pub(super) struct Operator {
    pub(super) kind: TokenKind,
    /// What was written after `/`, where it is no distance; the operator has its usual distance then.
    pub(super) refused_distance: Option<String>,
}

/// Reads a word that nothing in it is escaped as an operator.
pub(super) fn read(word: &str) -> Option<Operator> {
    // Every word of a long text is asked about.
    if !word.chars().next().is_some_and(|first| matches!(narrow(first), 'A' | 'O' | 'N')) {
        return None;
    }
    // Longer words are no operators, and need not be copied.
    let narrowed: String = word.chars().take(16).map(narrow).collect();
    let kind = match narrowed.as_str() {
        "AND" => TokenKind::And,
        "OR" => TokenKind::Or,
        "NOT" => TokenKind::Not,
        _ => return proximity(&narrowed),
    };
    Some(Operator { kind, refused_distance: None })
}

fn proximity(word: &str) -> Option<Operator> {
    let (name, distance) = match word.split_once('/') {
        Some((name, distance)) => (name, Some(distance)),
        None => (word, None),
    };
    let (ordered, usual) = match name {
        "NEAR" => (false, NEAR_DISTANCE),
        "ADJ" => (true, ADJ_DISTANCE),
        _ => return None,
    };
    let read = match distance {
        None => Some(usual),
        Some("*") => Some(Near::UNLIMITED),
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            digits.parse().ok().filter(|n| (1..=Near::MAX_DISTANCE).contains(n))
        }
        Some(signed) if signed.starts_with(|c: char| c.is_ascii_digit() || c == '-') => None,
        // NEAR/FAR is a word.
        Some(_) => return None,
    };
    let refused_distance = read.is_none().then(|| distance.unwrap_or_default().to_owned());
    let kind = TokenKind::Near { ordered, distance: read.unwrap_or(usual) };
    Some(Operator { kind, refused_distance })
}
