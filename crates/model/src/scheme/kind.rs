use std::{fmt, str::FromStr};

use crate::{ClassSymbol, FTerm, FiSymbol, Invalid, classification};

/// A classification scheme of patents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SchemeKind {
    Ipc,
    Cpc,
    Fi,
    FTerm,
}

impl SchemeKind {
    pub const ALL: [Self; 4] = [Self::Ipc, Self::Cpc, Self::Fi, Self::FTerm];

    /// The name in addresses, files and fields: `ipc`, `cpc`, `fi`, `fterm`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ipc => "ipc",
            Self::Cpc => "cpc",
            Self::Fi => "fi",
            Self::FTerm => "fterm",
        }
    }

    /// The name in a sentence.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ipc => "IPC",
            Self::Cpc => "CPC",
            Self::Fi => "FI",
            Self::FTerm => "F-term",
        }
    }

    /// Reads a symbol of any level in the forms that people and offices write, and gives its one form here: `H`,
    /// `H01`, `H01M`, `H01M10/00`, `H01M10/0525`; `H01M10/0525,101@B`; `5H029`, `5H029AJ`, `5H029AJ06`,
    /// `4F100AB01.A`. A main group has one form, whether written `H01M10` or `H01M10/00`.
    pub fn read(self, written: &str) -> Result<String, Invalid> {
        if self == Self::FTerm {
            return written.parse().map(|term: FTerm| term.to_string());
        }
        let compact: String =
            classification::folded(written).chars().filter(|c| !c.is_whitespace()).collect();
        if is_above_subclass(&compact) {
            return Ok(compact);
        }
        let mut symbol = match self {
            Self::Fi => written.parse::<FiSymbol>()?.to_string(),
            _ => written.parse::<ClassSymbol>()?.to_string(),
        };
        if 4 < symbol.len() && !symbol.contains(['/', ',', '@']) {
            symbol.push_str("/00");
        }
        Ok(symbol)
    }

    /// What contains a symbol by its form alone, nearest first: `H01M10/0525` gives `H01M10/00`, `H01M`, `H01`, `H`.
    ///
    /// The symbol must be as [`SchemeKind::read`] gives it. Dots are not in the form: that hierarchy needs the scheme.
    pub fn containers(self, symbol: &str) -> Vec<String> {
        let mut containers = Vec::new();
        if self == Self::FTerm {
            let lengths = [9, 7, 5].into_iter().filter(|length| *length < symbol.len());
            containers.extend(lengths.map(|length| symbol[..length].to_owned()));
            return containers;
        }
        let ipc = symbol.split([',', '@']).next().unwrap_or(symbol);
        if let Some((expansion, _)) = symbol.split_once('@') {
            containers.push(expansion.to_owned());
        }
        if ipc != symbol && containers.last().is_none_or(|last| last != ipc) {
            containers.push(ipc.to_owned());
        }
        if let Some((group, subgroup)) = ipc.split_once('/')
            && subgroup.bytes().any(|digit| digit != b'0')
        {
            containers.push(format!("{group}/00"));
        }
        let shorter = [4, 3, 1].into_iter().filter(|length| *length < ipc.len());
        containers.extend(shorter.map(|length| ipc[..length].to_owned()));
        containers
    }
}

/// A section or class: `H`, `H01`.
fn is_above_subclass(compact: &str) -> bool {
    match compact.as_bytes() {
        [section] => matches!(section, b'A'..=b'H' | b'Y'),
        [section, class @ ..] if class.len() == 2 => {
            matches!(section, b'A'..=b'H' | b'Y') && class.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

impl fmt::Display for SchemeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl FromStr for SchemeKind {
    type Err = Invalid;

    /// Reads `ipc`, `cpc`, `fi` and `fterm`, in any case.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let lower = text.trim().to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == lower)
            .ok_or_else(|| Invalid::new("classification scheme", text, "expected ipc, cpc, fi or fterm"))
    }
}
