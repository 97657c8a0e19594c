//! Names that the ledger gives to providers, terms and packages, and links to what proves an entry.

use std::{fmt, str::FromStr};

use model::Invalid;

use crate::text_form::{invalid, text_form};

/// Longest name, in characters: it stands in addresses and tables.
const MAX_NAME: usize = 64;

/// Longest link, in bytes: what browsers and servers agree to carry.
const MAX_LINK_BYTES: usize = 2_000;

macro_rules! names {
    ($($(#[$attribute:meta])* $name:ident, $what:literal;)+) => {$(
        $(#[$attribute])*
        ///
        /// Lower-case ASCII letters and digits in groups joined by hyphens, at most 64 characters.
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = Invalid;

            fn from_str(text: &str) -> Result<Self, Invalid> {
                name($what, text).map(Self)
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

        text_form!($name);
    )+};
}

names! {
    /// A provider of patents: `aoba-university`.
    ProviderId, "provider";
    /// Terms of use, all their versions: `model-research`.
    TermsId, "terms";
    /// Several patents that are offered together: `solid-battery-2026`.
    PackageId, "package";
    /// An exclusive licence of one patent: `el-1`.
    LicenceId, "licence";
    /// A person or office that may enter events: `admin`, `kita-editor`.
    AccountId, "account";
    /// A stated need: `quiet-pump`.
    NeedId, "need";
    /// A priority technology field: `hydrogen-storage`.
    FieldId, "field";
}

fn name(what: &'static str, text: &str) -> Result<String, Invalid> {
    let group_ok = |group: &str| {
        !group.is_empty() && group.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    if text.len() <= MAX_NAME && text.split('-').all(group_ok) {
        Ok(text.to_owned())
    } else {
        let reason = format!("expected lower-case letters and digits joined by hyphens, at most {MAX_NAME}");
        Err(invalid(what, text, reason))
    }
}

/// An address of the web that shows what an entry says.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Link(String);

impl Link {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Link {
    type Err = Invalid;

    /// Takes `https://` and `http://` only, since a link is shown to be followed.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let rest = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
        let has_host = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']));
        let is_bare = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"');
        if has_host && text.len() <= MAX_LINK_BYTES && !text.contains(is_bare) {
            Ok(Self(text.to_owned()))
        } else {
            let reason = format!("expected https:// or http:// and a host, at most {MAX_LINK_BYTES} bytes");
            Err(invalid("link", text, reason))
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_form!(Link);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for (text, valid) in [
            ("aoba-university", true),
            ("a", true),
            ("2026-a", true),
            ("", false),
            ("Aoba", false),
            ("a--b", false),
            ("-a", false),
            ("青葉", false),
            (&"a".repeat(65), false),
        ] {
            assert_eq!(text.parse::<ProviderId>().is_ok(), valid, "{text}");
        }
    }

    #[test]
    fn links_can_be_followed() {
        for (text, valid) in [
            ("https://example.org/a?b=c", true),
            ("http://example.org", true),
            ("javascript:alert(1)", false),
            ("https://", false),
            ("https:///path", false),
            ("https://example.org/a b", false),
            ("https://example.org/\"", false),
        ] {
            assert_eq!(text.parse::<Link>().is_ok(), valid, "{text}");
        }
    }
}
