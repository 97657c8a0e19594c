//! What a caller asks for.

use std::ops::Range;

use crate::{
    Across, Ast, Collapse, Cursor, FacetRequest, Field, HistogramRequest, Leaf, Operand, Problem,
    Representative, parse,
};

/// A search: what must match, what narrows it, and what the page should hold.
#[derive(Debug, Clone)]
pub struct SearchRequest {
    pub query: Ast,
    /// All must match; they never change the score.
    pub filters: Vec<Filter>,
    pub sort: Sort,
    /// Hits on the page, at most `limits.page_size_max` of `ranking.toml`; 0 asks for the total and the facets only.
    pub size: usize,
    /// Where the page before ended. The other parts of the request must be as they were then.
    pub cursor: Option<Cursor>,
    /// Facets count documents, collapsed or not.
    pub facets: Vec<FacetRequest>,
    pub histograms: Vec<HistogramRequest>,
    /// Whether hits are documents or families.
    pub collapse: Collapse,
    /// Which document stands for a family; without collapsing it means nothing.
    pub representative: Representative,
    /// Whether families are counted without collapsing too, which costs a walk over all matches.
    pub count_families: bool,
    /// Whether terms of the best documents take part in the ranking; of those, what is refused by its term or name.
    pub feedback: Option<Vec<String>>,
    /// Whether terms are searched in the other language as well.
    pub across: Across,
    /// Whether each hit carries the parts of its score.
    pub explain: bool,
    /// Whether each hit carries passages.
    pub highlight: bool,
    /// What can be read of each hit's document.
    pub parts: DocumentParts,
}

/// What is read of a document: its long text is stored apart from the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DocumentParts {
    /// All but the description or body.
    #[default]
    Head,
    Whole,
}

impl SearchRequest {
    /// Ten ranked hits with passages, without filters or facets.
    pub fn new(query: Ast) -> Self {
        Self {
            query,
            filters: Vec::new(),
            sort: Sort::default(),
            size: 10,
            cursor: None,
            facets: Vec::new(),
            histograms: Vec::new(),
            collapse: Collapse::None,
            representative: Representative::Rank,
            count_families: false,
            feedback: None,
            across: Across::default(),
            explain: false,
            highlight: true,
            parts: DocumentParts::default(),
        }
    }
}

/// A condition on one field, fulfilled by any of its operands, that does not change the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub field: Field,
    /// Never empty.
    pub operands: Vec<Operand>,
}

impl Filter {
    /// Reads a filter as a form or an address gives it: a field's name or alias, and values in the syntax that
    /// follows `field:` in a query: `JP`, `H01M10*`, `>=2010`, `[2010 TO 2012]`.
    ///
    /// A value of several words is read as quoted. Every problem is returned, with ranges of the value's text.
    pub fn read(field: &str, values: &[&str]) -> Result<Self, Vec<Problem>> {
        parse::read_filter(field, values)
    }

    /// The filter that a tree of [`to_ast`](Self::to_ast) came from; `None` for any other tree.
    pub fn of_ast(ast: &Ast) -> Option<Self> {
        let leaves = match ast {
            Ast::Leaf(leaf) => vec![leaf],
            Ast::Or(operands) => operands
                .iter()
                .map(|operand| if let Ast::Leaf(leaf) = operand { Some(leaf) } else { None })
                .collect::<Option<Vec<_>>>()?,
            _ => return None,
        };
        let field = leaves.first()?.field;
        let is_of_field = leaves.iter().all(|leaf| leaf.field == field);
        is_of_field
            .then(|| Self { field, operands: leaves.iter().map(|leaf| leaf.operand.clone()).collect() })
    }

    /// The filter as a tree.
    pub fn to_ast(&self) -> Ast {
        let leaf = |operand: &Operand| Ast::Leaf(Leaf { field: self.field, operand: operand.clone() });
        match self.operands.as_slice() {
            [operand] => leaf(operand),
            operands => Ast::Or(operands.iter().map(leaf).collect()),
        }
    }
}

/// The order of hits. Ties are broken by the document's address in the generation, which never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    pub key: SortKey,
    pub direction: Direction,
}

/// What hits are ordered by. Documents without the date come last in both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// How well the document answers the query, best first whatever the direction. A query of which nothing ranks (filters, NOT) is ordered by
    /// publication date instead, the newest first.
    Score,
    Published,
    Filed,
    Priority,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    Descending,
    Ascending,
}

impl Sort {
    /// The physical column of a date; `None` for the score.
    pub(crate) fn column(self) -> Option<&'static str> {
        match self.key {
            SortKey::Score => None,
            SortKey::Published => Some("published"),
            SortKey::Filed => Some("filed"),
            SortKey::Priority => Some("priority"),
        }
    }
}

impl Default for Sort {
    fn default() -> Self {
        Self { key: SortKey::Score, direction: Direction::Descending }
    }
}

impl std::str::FromStr for Sort {
    type Err = Problem;

    /// Reads `score`, `published`, `filed`, `priority`; dates with `-` before (descending) or `+` or nothing
    /// (ascending). Scores always fall.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let trimmed = text.trim();
        let (signed, name) = match trimmed.strip_prefix('-') {
            Some(name) => (Some(Direction::Descending), name),
            None => match trimmed.strip_prefix('+') {
                Some(name) => (Some(Direction::Ascending), name),
                None => (None, trimmed),
            },
        };
        let key = match name {
            "score" => SortKey::Score,
            "published" => SortKey::Published,
            "filed" => SortKey::Filed,
            "priority" => SortKey::Priority,
            _ => return Err(unknown_sort(text)),
        };
        match (key, signed) {
            (SortKey::Score, Some(Direction::Ascending)) => Err(unknown_sort(text)),
            (SortKey::Score, _) => Ok(Self::default()),
            (key, signed) => Ok(Self { key, direction: signed.unwrap_or(Direction::Ascending) }),
        }
    }
}

impl std::fmt::Display for Sort {
    /// As [`FromStr`](std::str::FromStr) reads it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = match self.key {
            SortKey::Score => return f.write_str("score"),
            SortKey::Published => "published",
            SortKey::Filed => "filed",
            SortKey::Priority => "priority",
        };
        let sign = if self.direction == Direction::Descending { "-" } else { "" };
        write!(f, "{sign}{name}")
    }
}

fn unknown_sort(text: &str) -> Problem {
    let char_range: Range<usize> = 0..text.chars().count();
    Problem {
        code: crate::ProblemCode::InvalidValue,
        char_range,
        subject: text.to_owned(),
        message: format!("hits cannot be sorted by {text:?}"),
        suggestions: ["-score", "-published", "published", "-filed", "-priority"].map(str::to_owned).to_vec(),
    }
}
