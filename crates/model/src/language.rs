use std::{fmt, str::FromStr};

use crate::{Invalid, newtype::as_json_string};

/// The language of a text as its source states it: an ISO 639 code of two or three letters (`ja`, `en`, `mul`).
///
/// It is never detected from the text: architecture decision 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 3]);

impl Language {
    pub const JA: Self = Self(*b"ja\0");
    pub const EN: Self = Self(*b"en\0");
    /// The source did not say: ISO 639-2 `und`.
    pub const UNDETERMINED: Self = Self(*b"und");

    pub fn as_str(&self) -> &str {
        let end = if self.0[2] == 0 { 2 } else { 3 };
        // The constructor admits ASCII letters only.
        std::str::from_utf8(&self.0[..end]).unwrap_or("und")
    }
}

impl FromStr for Language {
    type Err = Invalid;

    /// Accepts a tag of any case and keeps its primary part: `JA`, `en-US` and `eng` are read.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let primary = text.split(['-', '_']).next().unwrap_or_default();
        let letters = primary.as_bytes();
        if !(2..=3).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_alphabetic) {
            return Err(Invalid::new("language", text, "expected an ISO 639 code such as ja or en"));
        }
        let mut code = [0; 3];
        code.iter_mut().zip(letters).for_each(|(place, letter)| *place = letter.to_ascii_lowercase());
        Ok(match &code {
            b"jpn" => Self::JA,
            b"eng" => Self::EN,
            _ => Self(code),
        })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

as_json_string!(Language, "Language", "ISO 639 language code", "^[a-z]{2,3}$");
