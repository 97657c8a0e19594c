use std::{fmt, str::FromStr};

use crate::{Invalid, newtype::as_json_string};

/// An office or country: two letters of WIPO ST.3.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OfficeCode([u8; 2]);

impl OfficeCode {
    pub const JP: Self = Self(*b"JP");
    pub const US: Self = Self(*b"US");
    pub const EP: Self = Self(*b"EP");
    pub const WO: Self = Self(*b"WO");

    pub fn as_str(&self) -> &str {
        // The constructor admits ASCII letters only.
        std::str::from_utf8(&self.0).unwrap_or("XX")
    }
}

impl FromStr for OfficeCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => Err(Invalid::new("office code", text, "expected two letters of WIPO ST.3, such as JP")),
        }
    }
}

impl fmt::Display for OfficeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for OfficeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

as_json_string!(OfficeCode, "OfficeCode", "Office or country, WIPO ST.3", "^[A-Z]{2}$");

/// The kind of a patent document: a letter of WIPO ST.16 and at most one digit (`A`, `B2`, `U`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindCode([u8; 2]);

impl KindCode {
    pub fn as_str(&self) -> &str {
        let end = if self.0[1] == 0 { 1 } else { 2 };
        // The constructor admits one ASCII letter and one ASCII digit only.
        std::str::from_utf8(&self.0[..end]).unwrap_or("?")
    }

    /// The letter: `A` first publication, `B` second, `U` utility model, `S` design, …
    pub fn letter(&self) -> char {
        char::from(self.0[0])
    }
}

impl FromStr for KindCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text.as_bytes() {
            [letter] if letter.is_ascii_alphabetic() => Ok(Self([letter.to_ascii_uppercase(), 0])),
            [letter, digit] if letter.is_ascii_alphabetic() && digit.is_ascii_digit() => {
                Ok(Self([letter.to_ascii_uppercase(), *digit]))
            }
            _ => Err(Invalid::new("kind code", text, "expected a letter and at most one digit, WIPO ST.16")),
        }
    }
}

impl fmt::Display for KindCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for KindCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

as_json_string!(KindCode, "KindCode", "Kind of patent document, WIPO ST.16", "^[A-Z][0-9]?$");
