//! Patent maps of a search: counts with the search that each stands for, and the chart that is drawn of them.
//!
//! Every count is the size of an intersection of sets that the searches' own plans found ([`query::DocumentSet`]): it equals
//! the total of the search behind its mark by construction, whatever a condition means. A map is as of the newest
//! publication of its index, never of the day on which it is drawn, so that one generation gives one map.

mod applicants;
mod citations;
mod collaboration;
mod coverage;
mod expected;
mod figure;
mod filings;
mod flow;
mod kind;
mod landscape;
mod matrix;
mod maturity;
mod nearest;
mod papers;
mod phrases;
mod scope;
mod status;
mod table;
mod technologies;
mod timeline;
mod words;

use indexer::Generation;
use model::{Date, DocumentId};
use query::{Across, Ast, DocumentSet, Filter, QueryError};

pub use figure::{Context, chart};
pub use kind::{By, Kind};
pub use nearest::{Near, WhiteSpace};
use scope::Scope;
pub use table::{Cell, Row, Table, Unit};
pub use timeline::Lag;
pub use words::{Name, Words, sector, status};

/// What a map is drawn of.
#[derive(Debug, Clone)]
pub struct MapRequest {
    pub kind: Kind,
    /// The query, narrowed by what it excludes.
    pub query: Ast,
    pub filters: Vec<Filter>,
    pub across: Across,
    /// What the map is divided by; [`Kind::choices`] has the default first.
    pub by: By,
    /// Rows, or rows and columns, at most; [`Kind::top`] is the default.
    pub top: usize,
    /// The document that a map of citations is drawn around.
    pub document: Option<DocumentId>,
}

/// A map.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    pub kind: Kind,
    pub by: By,
    pub title: Words,
    /// A sentence or two with the main figures: what a reader who does not see the chart is told.
    pub summary: Words,
    /// Documents of the search that the map is about.
    pub total: Cell,
    /// The figures, those of the chart first. Never empty.
    pub tables: Vec<Table>,
    pub figure: Figure,
    /// Cells far below expectation, with what comes nearest to them.
    pub white_spaces: Vec<WhiteSpace>,
    /// The newest publication of the index.
    pub as_of: Option<Date>,
    /// Where time is an axis.
    pub lag: Option<Lag>,
    /// How it is made.
    pub method: Vec<Words>,
    /// What it does not say.
    pub limits: Vec<Words>,
}

/// Which chart is drawn of which tables.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// Rows are steps, `series` are columns that are stacked, `overlay` is a column as a line.
    Bars {
        series: Vec<usize>,
        overlay: Option<usize>,
        /// The year of the first step, where steps are years.
        first_year: Option<u16>,
    },
    /// Rows are years, every column is a line.
    Lines {
        first_year: Option<u16>,
        /// Columns of which the last years are not wholly published.
        lagging: Vec<usize>,
    },
    /// A bar a row by the first column; attributes are what is written below the name and behind the figure.
    Ranked {
        /// The meaning of tones.
        keys: Vec<Name>,
        /// For each row: its tone.
        tones: Vec<usize>,
        detail: Option<usize>,
        tag: Option<usize>,
        /// The table whose rows are those of the first and whose columns are years, and the first of them.
        strip: Option<(usize, Option<u16>)>,
    },
    Matrix {
        bubbles: bool,
        columns_are: Words,
        /// Whether the last column has totals.
        has_totals: bool,
    },
    /// A stop a row: the first column across, the second up.
    Path {
        /// The first stop of which not all is published.
        late: usize,
    },
    /// The rows of the first table are nodes, weighted by its first column; those of the second are what joins them.
    Network {
        /// The meaning of tones.
        keys: Vec<Name>,
        /// What joins that stand out are called, and what the others are.
        lines: [Words; 2],
        /// For each node: its tone.
        tones: Vec<usize>,
        joins: Vec<Join>,
        /// For each node: its year, where nodes stand by time.
        timeline: Option<Vec<Option<u16>>>,
        /// The node that is asked about.
        centre: Option<usize>,
    },
    /// The rows of the first table are regions, those of the second are points.
    Landscape {
        places: Vec<Place>,
        /// For each region: its middle.
        middles: Vec<(f64, f64)>,
    },
}

/// What joins two nodes of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Join {
    pub from: usize,
    pub to: usize,
    /// The row of the second table that counts it.
    pub row: usize,
    /// Whether it stands out.
    pub is_strong: bool,
}

/// Where a document stands on a landscape, between 0 and 1 in both directions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    pub x: f64,
    pub y: f64,
    /// 0 for a patent, 1 for a patent in the commons, 2 for an article.
    pub kind: usize,
}

/// Draws a map of a search.
///
/// Takes some dozens of searches without ranking and memory of one bit a document of the index for each group that is
/// counted: tens of megabytes for ten million documents.
pub fn map(generation: &Generation, request: &MapRequest) -> Result<Map, QueryError> {
    map_of(generation, request, &found(generation, request)?)
}

/// What the search of a map finds: for several maps of one search on one generation.
pub fn found(generation: &Generation, request: &MapRequest) -> Result<DocumentSet, QueryError> {
    DocumentSet::matching(generation, &request.query, &request.filters, &request.across)
}

/// The same as [`map`] with what its search [`found`].
pub fn map_of(generation: &Generation, request: &MapRequest, found: &DocumentSet) -> Result<Map, QueryError> {
    let whole = Scope::new(generation, request, found)?;
    match request.kind {
        Kind::Filings => filings::map(&whole),
        Kind::Flow => flow::map(&whole),
        Kind::Applicants => applicants::map(&whole),
        Kind::Technologies => technologies::map(&whole),
        Kind::Collaboration => collaboration::map(&whole),
        Kind::Citations => citations::map(&whole),
        Kind::Landscape => landscape::map(&whole),
        Kind::Matrix => matrix::map(&whole),
        Kind::Maturity => maturity::map(&whole),
        Kind::Papers => papers::map(&whole),
        Kind::Status => status::map(&whole),
        Kind::Families => coverage::map(&whole),
    }
}

/// What holds for every map.
fn common_limits() -> Words {
    Words::new(
        "索引にある文献だけを数えています。索引にないことは、世の中にないことを意味しません。",
        "Only documents of this index are counted: absence in the index is not absence in the world.",
    )
}

/// What years with a lag mean.
fn lag_limit() -> Words {
    Words::new(
        "出願は原則として出願から18か月後に公開されるため、網掛けの年の件数は今後増えます。",
        "Applications are published eighteen months after filing as a rule: counts of the shaded years will grow.",
    )
}
