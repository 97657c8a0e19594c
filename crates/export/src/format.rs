use std::{fmt, str::FromStr};

/// A form in which documents are handed to other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// The exchange form, one document a line; `chizai index` reads it again.
    Ndjson,
    /// A table (RFC 4180).
    Csv,
    Ris,
    /// For biblatex and biber, in UTF-8.
    Bibtex,
    CslJson,
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Ndjson, Self::Csv, Self::Ris, Self::Bibtex, Self::CslJson];

    /// The names, in the order of [`Format::ALL`].
    pub const NAMES: [&str; 5] = ["ndjson", "csv", "ris", "bibtex", "csl"];

    /// `ndjson`, `csv`, `ris`, `bibtex`, `csl`.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// What a file's name ends in.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Ris => "ris",
            Self::Bibtex => "bib",
            Self::CslJson => "json",
        }
    }

    /// The media type as IANA or the format's own documentation names it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Ndjson => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Ris => "application/x-research-info-systems; charset=utf-8",
            Self::Bibtex => "application/x-bibtex; charset=utf-8",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
        }
    }
}

impl FromStr for Format {
    /// The names that there are.
    type Err = &'static [&'static str];

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or(&Self::NAMES)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
