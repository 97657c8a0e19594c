//! What a map says, as tables: the figures that its chart draws, each with the search that it stands for.

use query::Ast;

use super::{Name, Words};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Documents: the total of the search.
    Documents,
    /// Simple families: those that the search counts where hits are families.
    Families,
    /// Different applicants among the documents of the search: the `distinct` of its facet.
    Applicants,
}

impl Unit {
    /// `documents`, `families`, `applicants`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Families => "families",
            Self::Applicants => "applicants",
        }
    }

    /// One of them in English.
    pub(super) fn one(self) -> &'static str {
        match self {
            Self::Documents => "document",
            Self::Families => "family",
            Self::Applicants => "applicant",
        }
    }

    pub fn words(self) -> Words {
        match self {
            Self::Documents => Words::new("文献", "documents"),
            Self::Families => Words::new("ファミリー", "families"),
            Self::Applicants => Words::new("出願人", "applicants"),
        }
    }
}

/// A count and what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub count: u64,
    pub unit: Unit,
    /// What the search has besides the map's own query: all must match.
    pub conditions: Vec<Ast>,
    /// Present where the table has expectations: how many there would be if rows and columns had nothing to do with each other.
    pub expected: Option<f64>,
    /// Whether the count is far below what is expected.
    pub is_white: bool,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub name: Name,
    /// As many as the table has attributes.
    pub attributes: Vec<Name>,
    /// As many as the table has columns; `None` where there is nothing to count.
    pub cells: Vec<Option<Cell>>,
}

/// Counts by rows and columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// A word for addresses and files: `years`.
    pub key: &'static str,
    pub title: Words,
    /// What the rows are.
    pub rows_are: Words,
    pub attributes: Vec<Words>,
    pub columns: Vec<Name>,
    pub rows: Vec<Row>,
}

impl Table {
    /// Every cell with its row and column.
    pub fn cells(&self) -> impl Iterator<Item = (&Row, &Name, &Cell)> {
        self.rows.iter().flat_map(move |row| {
            let cells = row.cells.iter().zip(&self.columns);
            cells.filter_map(move |(cell, column)| cell.as_ref().map(|cell| (row, column, cell)))
        })
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
