use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Invalid, newtype::as_json_string};

/// An IPC or CPC class of a document, with its role.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Classification {
    pub symbol: ClassSymbol,
    /// True for the first (main) class.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub main: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ClassificationValue>,
}

/// WIPO ST.8: invention information or additional information.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClassificationValue {
    Inventive,
    Additional,
}

/// A symbol of IPC or CPC, without spaces, at any level from subclass down: `H01M`, `H01M10/0525`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassSymbol(String);

/// A symbol of Japan's FI: an IPC symbol, then `,` and an expansion number, `@` and an edition letter.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FiSymbol(String);

/// An F-term: theme, viewpoint, number and, where given, an additional code: `4F100AB01`, `4F100AB01.A`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FTerm(String);

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
}

impl FromStr for ClassSymbol {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let compact: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let wrong = || Invalid::new("class symbol", text, "expected a form such as H01M or H01M10/0525");
        let bytes = compact.as_bytes();
        let subclass_ok = bytes.len() >= 4
            && matches!(bytes[0], b'A'..=b'H' | b'Y')
            && bytes[1..3].iter().all(u8::is_ascii_digit)
            && bytes[3].is_ascii_uppercase();
        if !subclass_ok {
            return Err(wrong());
        }
        let rest_ok = match compact[4..].split_once('/') {
            None => compact[4..].bytes().all(|b| b.is_ascii_digit()),
            Some((group, subgroup)) => {
                (1..=4).contains(&group.len())
                    && (2..=6).contains(&subgroup.len())
                    && group.bytes().chain(subgroup.bytes()).all(|b| b.is_ascii_digit())
            }
        };
        if rest_ok { Ok(Self(compact)) } else { Err(wrong()) }
    }
}

macro_rules! displayed_as_text {
    ($($name:ident)*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

displayed_as_text!(ClassSymbol FiSymbol FTerm);

impl FiSymbol {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The IPC symbol that it refines.
    pub fn ipc(&self) -> &str {
        self.0.split([',', '@']).next().unwrap_or(&self.0)
    }
}

impl FromStr for FiSymbol {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let compact: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let ipc = compact.split([',', '@']).next().unwrap_or_default();
        ipc.parse::<ClassSymbol>()
            .map_err(|_| Invalid::new("FI symbol", text, "expected a form such as H01M10/0525,101@B"))?;
        Ok(Self(compact))
    }
}

impl FTerm {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The five-character theme, `4F100`.
    pub fn theme(&self) -> &str {
        &self.0[..5]
    }
}

impl FromStr for FTerm {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let compact: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        if compact.is_ascii() && (9..=11).contains(&compact.len()) {
            Ok(Self(compact))
        } else {
            Err(Invalid::new("F-term", text, "expected a form such as 4F100AB01 or 4F100AB01.A"))
        }
    }
}

as_json_string!(
    ClassSymbol,
    "ClassSymbol",
    "IPC or CPC symbol",
    "^[A-HY][0-9]{2}[A-Z]([0-9]{1,4}(/[0-9]{2,6})?)?$"
);
as_json_string!(FiSymbol, "FiSymbol", "FI symbol", "^[A-H][0-9]{2}[A-Z].*$");
as_json_string!(FTerm, "FTerm", "F-term", "^[0-9][A-Z][0-9]{3}[A-Z]{2}[0-9]{2}(\\.[A-Z0-9])?$");
