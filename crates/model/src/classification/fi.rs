use std::str::FromStr;

use super::{
    ClassSymbol, displayed_as_text, folded,
    symbol::{self, main_group},
};
use crate::{Invalid, newtype::as_json_string};

/// A symbol of Japan's FI: an IPC symbol, then `,` and a 展開記号 of three digits, `@` and a 分冊識別記号,
/// either of which can be absent: `H01M10/0525,101@B`, `H01M10/40@Z`, `G06F17/30,350`.
///
/// A 広域ファセット (three letters, `ZNA`) can stand in the place of the digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FiSymbol(String);

impl FiSymbol {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The IPC symbol that it refines.
    pub fn ipc(&self) -> &str {
        self.0.split([',', '@']).next().unwrap_or(&self.0)
    }

    /// The four-character subclass, `H01M`.
    pub fn subclass(&self) -> &str {
        &self.0[..4]
    }

    /// The main group without its `/00`, `H01M10`; `None` for a subclass.
    pub fn main_group(&self) -> Option<&str> {
        main_group(self.ipc())
    }

    /// The symbol and what contains it by its form, widest first:
    /// `H`, `H01`, `H01M`, `H01M10`, `H01M10/0525`, `H01M10/0525,101`, `H01M10/0525,101@B`.
    pub fn levels(&self) -> Vec<&str> {
        let symbol = self.as_str();
        let ipc = self.ipc().len();
        let slash = symbol.find('/').unwrap_or(ipc);
        let ends = [1, 3, 4, slash, ipc, symbol.find('@').unwrap_or(ipc), symbol.len()];
        let mut levels: Vec<&str> = ends.into_iter().map(|end| &symbol[..end]).collect();
        levels.dedup();
        levels
    }
}

impl FromStr for FiSymbol {
    type Err = Invalid;

    /// Reads the forms in use: `H01M10/0525,101@B`, `G06F17/30,350C`, `C04B 35/58 104 B`, `A63F13/00 S`, `H01M10/40Z`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let read = if is_canonical(text) { Some(text.to_owned()) } else { read(&folded(text)) };
        read.map(Self)
            .ok_or_else(|| Invalid::new("FI symbol", text, "expected a form such as H01M10/0525,101@B"))
    }
}

/// Whether a text is a symbol as it is kept: reading what is stored makes no other form of it first.
fn is_canonical(text: &str) -> bool {
    let (before, letter) =
        text.split_once('@').map_or((text, None), |(before, letter)| (before, Some(letter)));
    let (ipc, expansion) = before.split_once(',').map_or((before, None), |(ipc, digits)| (ipc, Some(digits)));
    symbol::is_canonical(ipc)
        && (ipc == text || ipc.contains('/'))
        && expansion.is_none_or(|expansion| expansion.len() == 3 && is_expansion(expansion))
        && letter.is_none_or(|letter| matches!(letter.as_bytes(), [b'A'..=b'Z']))
}

fn is_expansion(text: &str) -> bool {
    let is_facet = text.starts_with('Z') && text.bytes().all(|b| b.is_ascii_uppercase());
    is_facet || text.bytes().all(|b| b.is_ascii_digit())
}

fn read(folded: &str) -> Option<String> {
    // Inside the IPC symbol white space says nothing; after it, it divides subgroup and expansion.
    let after_slash = folded.find(['/', ':']).map_or(folded.len(), |slash| slash + 1);
    let subgroup = folded[after_slash..].trim_start();
    let digits = subgroup.find(|c: char| !c.is_ascii_digit()).unwrap_or(subgroup.len());
    let end = folded.len() - subgroup.len() + digits;
    let symbol: ClassSymbol = folded[..end].trim_end_matches([',', '@']).parse().ok()?;
    let rest: String = folded[end..].chars().filter(|c| !matches!(c, ' ' | '\t' | ',' | '@')).collect();
    let (expansion, letter) = match rest.len() {
        0 => ("", ""),
        1 => ("", rest.as_str()),
        3 => (rest.as_str(), ""),
        4 => rest.split_at_checked(3)?,
        _ => return None,
    };
    if !is_expansion(expansion) || !letter.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let mut canonical = symbol.to_string();
    for (mark, part) in [(',', expansion), ('@', letter)] {
        if !part.is_empty() {
            canonical.push(mark);
            canonical.push_str(part);
        }
    }
    Some(canonical)
}

displayed_as_text!(FiSymbol);
as_json_string!(
    FiSymbol,
    "FiSymbol",
    "FI symbol",
    "^[A-H][0-9]{2}[A-Z]([0-9]{1,4}(/[0-9]{2,6})?)?(,([0-9]{3}|Z[A-Z]{2}))?(@[A-Z])?$"
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_kept_as_it_is_reads_the_same(
            text in "[A-HY][0-9]{2}[A-Z]([0-9]{1,5}(/[0-9]{1,7})?)?([, ]?([0-9]{2,4}|Z[A-Z]{1,2}))?(@?[A-Za]?)?",
        ) {
            if is_canonical(&text) {
                prop_assert_eq!(read(&folded(&text)), Some(text));
            }
        }
    }

    #[test]
    fn symbols_with_what_refines_them_are_known_at_sight() {
        for text in
            ["H01M", "H01M10/0525", "H01M10/0525,101", "H01M10/0525,101@B", "C12N15/00,ZNA@A", "A63F13/00@S"]
        {
            assert!(is_canonical(text), "{text}");
        }
    }
}
