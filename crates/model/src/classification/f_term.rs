use std::str::FromStr;

use super::{displayed_as_text, folded};
use crate::{Invalid, newtype::as_json_string};

/// An F-term: theme, viewpoint, number and, where given, an additional code: `4F100AB01`, `4F100AB01.A`;
/// or only a theme (`4F100`), or a theme and its viewpoint (`4F100AB`).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FTerm(String);

/// Lengths of theme, theme with viewpoint, symbol, symbol with its point and additional code.
const LENGTHS: [usize; 4] = [5, 7, 9, 11];

impl FTerm {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The five-character theme, `4F100`.
    pub fn theme(&self) -> &str {
        &self.0[..5]
    }

    /// Theme, theme with viewpoint, symbol, symbol with additional code, as far as it goes.
    pub fn levels(&self) -> Vec<&str> {
        LENGTHS.into_iter().filter_map(|length| self.0.get(..length)).collect()
    }
}

impl FromStr for FTerm {
    type Err = Invalid;

    /// Reads `4F100AB01.A`, `4f100 AB01 A` and full-width forms.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let read = if is_canonical(text) { Some(text.to_owned()) } else { read(text) };
        read.map(Self).ok_or_else(|| {
            Invalid::new("F-term", text, "expected a form such as 4F100, 4F100AB01 or 4F100AB01.A")
        })
    }
}

fn read(text: &str) -> Option<String> {
    let mut compact: String = folded(text).chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    if !compact.bytes().enumerate().all(fits) || !matches!(compact.len(), 5 | 7 | 9 | 10) {
        return None;
    }
    if compact.len() == 10 {
        compact.insert(9, '.');
    }
    Some(compact)
}

/// Whether a text is an F-term as it is kept: reading what is stored makes no other form of it first.
fn is_canonical(text: &str) -> bool {
    match text.split_once('.') {
        None => matches!(text.len(), 5 | 7 | 9) && text.bytes().enumerate().all(fits),
        Some((symbol, code)) => {
            (symbol.len(), code.len()) == (9, 1) && symbol.bytes().chain(code.bytes()).enumerate().all(fits)
        }
    }
}

/// Whether a byte can stand at its place among those of an F-term without its point.
fn fits((place, byte): (usize, u8)) -> bool {
    match place {
        0 | 2 | 3 | 4 | 7 | 8 => byte.is_ascii_digit(),
        1 | 5 | 6 => byte.is_ascii_uppercase(),
        _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
    }
}

displayed_as_text!(FTerm);
as_json_string!(FTerm, "FTerm", "F-term", "^[0-9][A-Z][0-9]{3}([A-Z]{2}([0-9]{2}(\\.[A-Z0-9])?)?)?$");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_kept_as_it_is_reads_the_same(text in "[0-9][A-Z][0-9]{3}([A-Z]{2}([0-9]{2}(\\.?[A-Z0-9a]?)?)?)?[ A0]?") {
            if is_canonical(&text) {
                prop_assert_eq!(read(&text), Some(text));
            }
        }
    }

    #[test]
    fn symbols_of_every_length_are_known_at_sight() {
        for text in ["4F100", "4F100AB", "4F100AB01", "4F100AB01.A", "4F100AB01.1"] {
            assert!(is_canonical(text), "{text}");
        }
    }
}
