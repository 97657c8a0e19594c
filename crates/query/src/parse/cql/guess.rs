//! Which index a word without one means, by Espacenet's rules for its smart search.
//!
//! Unlike Espacenet, a number needs four digits and must be one that an office could have given: CO2 is a text.

use crate::{Field, parse::common::date};

/// The index that Espacenet would take for a word; `None` for text.
pub(super) fn index_of(word: &str) -> Option<&'static str> {
    let word: String = word.chars().map(crate::field::narrow).collect();
    let is_day = word.len() >= 8 && word.bytes().any(|b| b.is_ascii_digit()) && date(&word).is_some();
    if is_day {
        Some("pd")
    } else if is_class(&word) {
        Some("cl")
    } else if is_number(&word) {
        Some("num")
    } else if is_name(&word) {
        Some("ia")
    } else {
        None
    }
}

/// The field of [`index_of`].
pub(super) fn field_of(index: &str) -> Option<Field> {
    match super::Index::find(index)? {
        super::Index::Field(field) => Some(field),
        _ => None,
    }
}

/// `B03`, `H01M`, `H01M10`, `H01M5/12`.
fn is_class(word: &str) -> bool {
    let bytes = word.as_bytes();
    let [section, first, second, rest @ ..] = bytes else { return false };
    if !matches!(section, b'A'..=b'H' | b'Y') || !first.is_ascii_digit() || !second.is_ascii_digit() {
        return false;
    }
    let [subclass, group @ ..] = rest else { return true };
    let mut parts = group.splitn(2, |b| *b == b'/');
    let is_digits = |part: &[u8], least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.iter().all(u8::is_ascii_digit)
    };
    let main = parts.next().is_some_and(|part| is_digits(part, 0, 4));
    let sub = parts.next().is_none_or(|part| group[0] != b'/' && is_digits(part, 2, 6));
    subclass.is_ascii_uppercase() && main && sub
}

fn is_number(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let all_digits = digits == word.len();
    (all_digits && 5 <= digits) || (!all_digits && 4 <= digits && model::read_number(word).is_ok())
}

/// A capital letter and then small letters only.
fn is_name(word: &str) -> bool {
    let mut bytes = word.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_uppercase())
        && 2 <= word.len()
        && bytes.all(|b| b.is_ascii_lowercase())
}
