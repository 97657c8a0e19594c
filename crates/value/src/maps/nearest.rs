//! The documents nearest to a white space.

use query::{Ast, DocumentParts, Field, Operand, QueryError, SearchRequest, search};

use super::{Cell, Name, Table, Words, scope::Scope};

/// White spaces that are looked into, those with most expected first.
const LOOKED_INTO: usize = 8;

/// Documents named for each.
const NAMED: usize = 3;

/// A cell far below what is expected, and what comes nearest to it.
#[derive(Debug, Clone, PartialEq)]
pub struct WhiteSpace {
    pub row: Name,
    pub column: Name,
    pub cell: Cell,
    /// Id and titles, the nearest first.
    pub nearest: Vec<Near>,
}

/// A document near a white space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    pub id: String,
    pub titles: Vec<model::Text>,
}

/// The white spaces of a table, with the documents of the map's search that are in the row or the column: those first that rank
/// first for the words of both, then the newest.
pub(super) fn white_spaces(scope: &Scope<'_>, table: &Table) -> Result<Vec<WhiteSpace>, QueryError> {
    let mut white: Vec<(&super::Row, &Name, &Cell)> =
        table.cells().filter(|(_, _, cell)| cell.is_white).collect();
    let expected = |cell: &Cell| cell.expected.unwrap_or_default();
    white.sort_by(|a, b| expected(b.2).total_cmp(&expected(a.2)));
    let mut spaces = Vec::new();
    for (row, column, cell) in white.into_iter().take(LOOKED_INTO) {
        let words = format!("{} {}", said(&row.name), said(column));
        spaces.push(WhiteSpace {
            row: row.name.clone(),
            column: column.clone(),
            cell: cell.clone(),
            nearest: nearest(scope, cell, &words)?,
        });
    }
    Ok(spaces)
}

/// What a name says: the title of a class rather than its symbol.
fn said(name: &Name) -> String {
    let Words { ja, en } = if name.more.is_empty() { &name.words } else { &name.more };
    if ja == en { ja.clone() } else { format!("{ja} {en}") }
}

/// Documents that fulfil one of the cell's last two conditions: ranked by the words of both, then those without the words.
fn nearest(scope: &Scope<'_>, cell: &Cell, words: &str) -> Result<Vec<Near>, QueryError> {
    let (common, own) = cell.conditions.split_at(cell.conditions.len().saturating_sub(2));
    let mut either = vec![scope.request.query.clone()];
    either.extend(common.iter().cloned());
    either.push(Ast::Or(own.to_vec()));
    let ranked = Ast::leaf(Field::TEXT, Operand::FreeText(words.to_owned()));
    let mut near: Vec<Near> = Vec::with_capacity(NAMED);
    for query in [[either.clone(), vec![ranked]].concat(), either] {
        if near.len() < NAMED {
            let found = first(scope, query)?;
            near.extend(found.into_iter().filter(|of| !near.contains(of)).collect::<Vec<_>>());
        }
    }
    near.truncate(NAMED);
    Ok(near)
}

/// The first documents that fulfil all conditions, the newest where nothing ranks them.
fn first(scope: &Scope<'_>, conditions: Vec<Ast>) -> Result<Vec<Near>, QueryError> {
    let request = SearchRequest {
        filters: scope.request.filters.clone(),
        across: scope.request.across.clone(),
        size: NAMED,
        highlight: false,
        parts: DocumentParts::Head,
        ..SearchRequest::new(Ast::And(conditions))
    };
    let page = search(scope.generation, &request)?;
    let near = |hit: &query::Hit| Near { id: hit.id.to_string(), titles: hit.front().titles().to_vec() };
    Ok(page.hits.iter().map(near).collect())
}
