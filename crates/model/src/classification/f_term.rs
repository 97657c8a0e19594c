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
        let mut compact: String = folded(text).chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
        let fits = compact.bytes().enumerate().all(|(i, b)| match i {
            0 | 2 | 3 | 4 | 7 | 8 => b.is_ascii_digit(),
            1 | 5 | 6 => b.is_ascii_uppercase(),
            _ => b.is_ascii_uppercase() || b.is_ascii_digit(),
        });
        if !fits || !matches!(compact.len(), 5 | 7 | 9 | 10) {
            return Err(Invalid::new(
                "F-term",
                text,
                "expected a form such as 4F100, 4F100AB01 or 4F100AB01.A",
            ));
        }
        if compact.len() == 10 {
            compact.insert(9, '.');
        }
        Ok(Self(compact))
    }
}

displayed_as_text!(FTerm);
as_json_string!(FTerm, "FTerm", "F-term", "^[0-9][A-Z][0-9]{3}([A-Z]{2}([0-9]{2}(\\.[A-Z0-9])?)?)?$");
