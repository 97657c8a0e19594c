//! Exact counts of values over all matching documents.

mod histogram;
mod joined;
mod tally;
mod unpacked;

pub(crate) use histogram::Histograms;
pub use histogram::{Histogram, HistogramBucket, HistogramRequest, ScaleColumn, Step};
pub(crate) use tally::{Tallied, tally};

/// A column whose values are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetColumn {
    Type,
    Office,
    Kind,
    Language,
    /// Publication year.
    Year,
    Applicant,
    Inventor,
    IpcSubclass,
    CpcSubclass,
    FiSubclass,
    /// Main groups without their `/00`: `H01M10`.
    IpcGroup,
    CpcGroup,
    FiGroup,
    /// Theme of an F-term.
    FTermTheme,
    Journal,
    Status,
    Sector,
    Region,
    /// The source's id of the simple family.
    Family,
}

/// A facet asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FacetRequest {
    pub column: FacetColumn,
    /// At most this many values, the most frequent.
    pub size: usize,
}

/// The counts of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    pub column: FacetColumn,
    /// By falling count, then by value; years by falling year.
    pub values: Vec<FacetValue>,
    /// Distinct values among the matching documents, listed or not.
    pub distinct: u64,
    /// Matching documents without any value.
    pub missing: u64,
}

/// A value and the number of matching documents that have it; a document counts once for each of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    pub value: String,
    pub count: u64,
}

/// First and last publication year among documents that have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearSpan {
    pub first: u16,
    pub last: u16,
}

impl FacetColumn {
    pub const ALL: [Self; 19] = [
        Self::Type,
        Self::Office,
        Self::Kind,
        Self::Language,
        Self::Year,
        Self::Applicant,
        Self::Inventor,
        Self::IpcSubclass,
        Self::CpcSubclass,
        Self::FiSubclass,
        Self::IpcGroup,
        Self::CpcGroup,
        Self::FiGroup,
        Self::FTermTheme,
        Self::Journal,
        Self::Status,
        Self::Sector,
        Self::Region,
        Self::Family,
    ];

    /// The public name: `type`, `year`, `applicant`, `ipc` (subclasses), `ipc.group` (main groups), …
    pub fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Office => "office",
            Self::Kind => "kind",
            Self::Language => "language",
            Self::Year => "year",
            Self::Applicant => "applicant",
            Self::Inventor => "inventor",
            Self::IpcSubclass => "ipc",
            Self::CpcSubclass => "cpc",
            Self::FiSubclass => "fi",
            Self::IpcGroup => "ipc.group",
            Self::CpcGroup => "cpc.group",
            Self::FiGroup => "fi.group",
            Self::FTermTheme => "fterm",
            Self::Journal => "journal",
            Self::Status => "status",
            Self::Sector => "sector",
            Self::Region => "region",
            Self::Family => "family",
        }
    }

    /// The field of the query language that takes its values: `ipc` for `ipc.group`.
    pub fn field(self) -> &'static str {
        match self {
            Self::IpcGroup => "ipc",
            Self::CpcGroup => "cpc",
            Self::FiGroup => "fi",
            other => other.name(),
        }
    }

    /// The facet of a public name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    /// The physical column.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Applicant => "applicant.facet",
            Self::Inventor => "inventor.facet",
            Self::IpcSubclass => "ipc.subclass",
            Self::CpcSubclass => "cpc.subclass",
            Self::FiSubclass => "fi.subclass",
            Self::FTermTheme => "fterm.theme",
            other => other.name(),
        }
    }
}
