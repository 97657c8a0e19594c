//! Hashes, and the one way in which an entry is written before it is hashed.

use std::{fmt, fmt::Write, str::FromStr};

use model::Invalid;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::text_form::{invalid, text_form};

/// A SHA-256 hash, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// What the first entry of a ledger chains to.
    pub const NONE: Self = Self([0; 32]);

    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl FromStr for Digest {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = || invalid("SHA-256", text, "expected 64 hexadecimal digits in lower case");
        let digit = |c: u8| match c {
            b'0'..=b'9' => Ok(c - b'0'),
            b'a'..=b'f' => Ok(c - b'a' + 10),
            _ => Err(wrong()),
        };
        let digits = <[u8; 64]>::try_from(text.as_bytes()).map_err(|_| wrong())?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            *byte = digit(pair[0])? * 16 + digit(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

text_form!(Digest);

/// JSON with the names of every object in the order of their bytes and no spaces, as RFC 8785 has it.
///
/// The ledger writes no fractions, so that the one hard part of RFC 8785, the digits of floating-point numbers, does not
/// arise. The order does not rest on the maps of `serde_json`, whose order a feature of another crate can change.
pub(crate) fn canonical_json(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut text = String::new();
    write_value(&serde_json::to_value(value)?, &mut text);
    Ok(text)
}

fn write_value(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                if i != 0 {
                    text.push(',');
                }
                write_value(item, text);
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort_unstable();
            text.push('{');
            for (i, name) in names.into_iter().enumerate() {
                if i != 0 {
                    text.push(',');
                }
                // Writing to a string does not fail.
                let _ = write!(text, "{}:", Value::from(name.as_str()));
                write_value(&members[name], text);
            }
            text.push('}');
        }
        simple => {
            let _ = write!(text, "{simple}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_of_their_bytes() {
        let value: Value = serde_json::from_str(r#"{"b": [1, {"z": null, "a": "é\n"}], "a": true}"#).unwrap();
        assert_eq!(canonical_json(&value).unwrap(), r#"{"a":true,"b":[1,{"a":"é\n","z":null}]}"#);
    }

    #[test]
    fn hashes_are_those_of_the_standard() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), abc);
        assert_eq!(abc.parse::<Digest>().unwrap(), Digest::of(b"abc"));
        assert!(abc.to_uppercase().parse::<Digest>().is_err());
        assert!(abc[1..].parse::<Digest>().is_err());
    }
}
