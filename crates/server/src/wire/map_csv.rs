//! A map's figures as CSV (RFC 4180): one line for each count.

use super::{MapResponse, coverage_csv::line};

const HEADER: [&str; 9] =
    ["table", "row", "attributes", "column", "count", "unit", "expected", "white_space", "query"];

/// The bytes of the file, in UTF-8 without a byte order mark.
pub fn map_csv(response: &MapResponse) -> String {
    let mut text = line(HEADER.map(str::to_owned));
    for table in &response.tables {
        for row in &table.rows {
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                let Some(cell) = cell else { continue };
                let attributes: Vec<&str> = row.attributes.iter().map(|name| name.text.as_str()).collect();
                text.push_str(&line([
                    table.key.clone(),
                    row.name.text.clone(),
                    attributes.join("; "),
                    column.text.clone(),
                    cell.count.to_string(),
                    cell.unit.clone(),
                    cell.expected.map_or_else(String::new, |expected| expected.to_string()),
                    cell.white_space.to_string(),
                    cell.query.clone(),
                ]));
            }
        }
    }
    text
}
