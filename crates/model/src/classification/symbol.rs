use std::str::FromStr;

use super::{displayed_as_text, folded};
use crate::{Invalid, newtype::as_json_string};

/// A symbol of IPC or CPC, without spaces, at any level from subclass down: `H01M`, `H01M10`, `H01M10/0525`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassSymbol(String);

/// Digits after the subclass in ST.8's fixed form: four of the group, six of the subgroup.
const ST8_DIGITS: usize = 10;

impl ClassSymbol {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The symbol and what contains it by its form, widest first: `H`, `H01`, `H01M`, `H01M10`, `H01M10/0525`.
    ///
    /// Dots inside a main group are not in the form: that hierarchy needs the scheme.
    pub fn levels(&self) -> Vec<&str> {
        let symbol = self.as_str();
        let slash = symbol.find('/');
        let ends = [Some(1), Some(3), Some(4), slash, Some(symbol.len())];
        let mut levels: Vec<&str> =
            ends.into_iter().flatten().map(|end| &symbol[..end.min(symbol.len())]).collect();
        levels.dedup();
        levels
    }

    /// The four-character subclass, `H01M`.
    pub fn subclass(&self) -> &str {
        &self.0[..4]
    }

    /// The main group without its `/00`, `H01M10`; `None` for a subclass.
    pub fn main_group(&self) -> Option<&str> {
        main_group(&self.0)
    }

    /// Reads a symbol from the front of a text without white space, and gives what follows it.
    pub(super) fn strip(compact: &str) -> Option<(Self, &str)> {
        if !is_subclass(compact.as_bytes()) {
            return None;
        }
        let (subclass, rest) = compact.split_at(4);
        let (group, after_group) = split_digits(rest);
        if group.len() == ST8_DIGITS {
            return Some((Self::of_parts(subclass, &group[..4], trimmed_subgroup(&group[4..])), after_group));
        }
        if group.is_empty() {
            return Some((Self(subclass.to_owned()), after_group));
        }
        if group.len() > 4 {
            return None;
        }
        // Indexing codes of IPC's editions to 7 have a colon, A23L2:38.
        match after_group.strip_prefix(['/', ':']).map(split_digits) {
            Some((subgroup, rest)) if (2..=6).contains(&subgroup.len()) => {
                Some((Self::of_parts(subclass, group, subgroup), rest))
            }
            Some(_) => None,
            None => Some((Self(format!("{subclass}{}", without_zeros(group)?)), after_group)),
        }
    }

    fn of_parts(subclass: &str, group: &str, subgroup: &str) -> Self {
        Self(format!("{subclass}{}/{subgroup}", without_zeros(group).unwrap_or("0")))
    }
}

/// What stands before the slash, where that is more than a subclass.
pub(super) fn main_group(symbol: &str) -> Option<&str> {
    symbol.split('/').next().filter(|group| 4 < group.len())
}

/// Whether a text is a symbol as it is kept: reading what is stored makes no other form of it first.
pub(super) fn is_canonical(text: &str) -> bool {
    let Some((subclass, rest)) = text.split_at_checked(4) else { return false };
    let (group, after_group) = split_digits(rest);
    let subgroup = after_group.strip_prefix('/');
    is_subclass(subclass.as_bytes())
        && !group.starts_with('0')
        && match (group.len(), subgroup) {
            (0, _) => after_group.is_empty(),
            (1..=4, Some(digits)) => {
                (2..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
            }
            (1..=4, None) => after_group.is_empty(),
            _ => false,
        }
}

fn is_subclass(bytes: &[u8]) -> bool {
    4 <= bytes.len()
        && matches!(bytes[0], b'A'..=b'H' | b'Y')
        && bytes[1..3].iter().all(u8::is_ascii_digit)
        && bytes[3].is_ascii_uppercase()
}

fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

fn without_zeros(group: &str) -> Option<&str> {
    Some(group.trim_start_matches('0')).filter(|group| !group.is_empty())
}

/// `052500` → `0525`, `000000` → `00`: at least two digits.
fn trimmed_subgroup(subgroup: &str) -> &str {
    &subgroup[..subgroup.trim_end_matches('0').len().max(2)]
}

impl FromStr for ClassSymbol {
    type Err = Invalid;

    /// Reads `H01M 10/0525`, `h01m10/0525`, full-width forms and the fixed width of WIPO ST.8, `H01M0010052500`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let read = if is_canonical(text) { Some(Self(text.to_owned())) } else { read(text) };
        read.ok_or_else(|| Invalid::new("class symbol", text, "expected a form such as H01M or H01M10/0525"))
    }
}

fn read(text: &str) -> Option<ClassSymbol> {
    let compact: String = folded(text).chars().filter(|c| !c.is_whitespace()).collect();
    ClassSymbol::strip(&compact).filter(|(_, rest)| rest.is_empty()).map(|(symbol, _)| symbol)
}

displayed_as_text!(ClassSymbol);
as_json_string!(
    ClassSymbol,
    "ClassSymbol",
    "IPC or CPC symbol",
    "^[A-HY][0-9]{2}[A-Z]([0-9]{1,4}(/[0-9]{2,6})?)?$"
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_kept_as_it_is_reads_the_same(text in "[A-IY][0-9]{2}[A-Z]([0-9]{1,11}([/:][0-9]{0,7})?)?[ Aa]?") {
            if is_canonical(&text) {
                prop_assert_eq!(read(&text), Some(ClassSymbol(text)));
            }
        }
    }

    #[test]
    fn symbols_of_every_level_are_known_at_sight() {
        for text in ["H01M", "H01M10", "H01M10/00", "G06Q2220/165", "Y02E60/123456"] {
            assert!(is_canonical(text), "{text}");
        }
    }
}
