use std::{fmt, str::FromStr};

use crate::{Invalid, newtype::as_json_string};

macro_rules! string_identifier {
    ($(#[$attribute:meta])* $name:ident, $label:literal, $pattern:literal) => {
        $(#[$attribute])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

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

        as_json_string!($name, $label, $label, $pattern);
    };
}

string_identifier!(
    /// A digital object identifier, lower-cased, without resolver or prefix: `10.1000/182` (ISO 26324).
    Doi, "DOI", "^10\\.[0-9.]+/.+$"
);

string_identifier!(
    /// An article's identifier: `doi:10.1000/182`, else the source's prefix and own id, `pmc:PMC1234567`.
    ArticleId, "ArticleId", "^[a-z][a-z0-9-]*:.+$"
);

string_identifier!(
    /// An International Standard Serial Number with a right check digit (ISO 3297): `1234-5679`.
    Issn, "ISSN", "^[0-9]{4}-[0-9]{3}[0-9X]$"
);

string_identifier!(
    /// An ORCID iD with a right check digit (ISO 7064 MOD 11-2): `0000-0002-1825-0097`.
    Orcid, "ORCID", "^([0-9]{4}-){3}[0-9]{3}[0-9X]$"
);

string_identifier!(
    /// A ROR id, the part after `https://ror.org/`: `057zh3y96`.
    Ror, "ROR", "^0[a-z0-9]{6}[0-9]{2}$"
);

impl FromStr for Doi {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let lower = text.trim().to_lowercase();
        let prefixes =
            ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];
        let bare =
            prefixes.iter().find_map(|prefix| lower.strip_prefix(prefix)).unwrap_or(&lower).trim_start();
        let valid = bare.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(
            |(registrant, suffix)| {
                !registrant.is_empty()
                    && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                    && !suffix.is_empty()
                    && !suffix.contains(char::is_whitespace)
            },
        );
        if valid {
            Ok(Self(bare.to_owned()))
        } else {
            Err(Invalid::new("DOI", text, "expected 10.REGISTRANT/SUFFIX"))
        }
    }
}

impl From<Doi> for ArticleId {
    fn from(doi: Doi) -> Self {
        Self(format!("doi:{doi}"))
    }
}

impl FromStr for ArticleId {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong =
            || Invalid::new("article id", text, "expected doi:10.… or prefix:id, such as pmc:PMC1234567");
        let (prefix, own) = text.split_once(':').ok_or_else(wrong)?;
        if prefix == "doi" {
            return own.parse::<Doi>().map(Self::from);
        }
        let prefix_ok = prefix.starts_with(|c: char| c.is_ascii_lowercase())
            && prefix.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let own_ok = !own.is_empty() && !own.contains(char::is_whitespace);
        if prefix_ok && own_ok { Ok(Self(text.to_owned())) } else { Err(wrong()) }
    }
}

impl FromStr for Issn {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let digits: String =
            text.trim().chars().filter(|c| *c != '-').map(|c| c.to_ascii_uppercase()).collect();
        let wrong = |reason: &str| Invalid::new("ISSN", text, reason);
        if digits.len() != 8 || !digits.is_ascii() {
            return Err(wrong("expected eight digits, the last may be X"));
        }
        let mut sum = 0;
        for (digit, weight) in digits[..7].bytes().zip((2..=8u32).rev()) {
            if !digit.is_ascii_digit() {
                return Err(wrong("expected eight digits, the last may be X"));
            }
            sum += u32::from(digit - b'0') * weight;
        }
        let check = match (11 - sum % 11) % 11 {
            10 => 'X',
            n => char::from(b'0' + n as u8),
        };
        if digits.ends_with(check) {
            Ok(Self(format!("{}-{}", &digits[..4], &digits[4..])))
        } else {
            Err(wrong(&format!("the check digit should be {check}")))
        }
    }
}

impl FromStr for Orcid {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let wrong = |reason: &str| Invalid::new("ORCID", text, reason);
        let trimmed = text.trim().trim_end_matches('/');
        let bare = trimmed.rsplit('/').next().unwrap_or_default();
        let digits: String = bare.chars().filter(|c| *c != '-').map(|c| c.to_ascii_uppercase()).collect();
        if digits.len() != 16 || !digits.is_ascii() || !digits[..15].bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong("expected sixteen digits in groups of four, the last may be X"));
        }
        let total =
            digits[..15].bytes().fold(0u32, |total, digit| (total + u32::from(digit - b'0')) * 2 % 11);
        let check = match (12 - total) % 11 {
            10 => 'X',
            n => char::from(b'0' + n as u8),
        };
        if digits.ends_with(check) {
            let group = |i: usize| &digits[4 * i..4 * i + 4];
            Ok(Self(format!("{}-{}-{}-{}", group(0), group(1), group(2), group(3))))
        } else {
            Err(wrong(&format!("the check digit should be {check}")))
        }
    }
}

impl FromStr for Ror {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let lower = text.trim().to_ascii_lowercase();
        let bare = lower.rsplit('/').next().unwrap_or_default();
        let valid = bare.len() == 9
            && bare.starts_with('0')
            && bare.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && bare.bytes().skip(7).all(|b| b.is_ascii_digit());
        if valid {
            Ok(Self(bare.to_owned()))
        } else {
            Err(Invalid::new("ROR", text, "expected nine characters that start with 0, such as 057zh3y96"))
        }
    }
}
