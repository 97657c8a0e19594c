//! A table in CSV or JSON to rows.

use csv::{ReaderBuilder, StringRecord};

use super::{
    ImportError, RawRow,
    row::{COLUMNS, folded},
};

/// Most rows of a table.
pub(super) const MAX_ROWS: usize = 100_000;

/// The form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportFormat {
    /// Comma, semicolon or tab between cells; the first line names the columns, in Japanese or English.
    Csv,
    /// An array of objects.
    Json,
}

/// Rows with the lines on which they begin, from 1; in JSON, their places.
pub(super) fn rows(text: &str, format: ImportFormat) -> Result<Vec<(u64, RawRow)>, ImportError> {
    let rows = match format {
        ImportFormat::Csv => csv_rows(text)?,
        ImportFormat::Json => json_rows(text)?,
    };
    match rows.len() {
        0 => Err(ImportError::NoRows),
        n_rows if MAX_ROWS < n_rows => Err(ImportError::TooManyRows { n_rows, limit: MAX_ROWS }),
        _ => Ok(rows),
    }
}

fn json_rows(text: &str) -> Result<Vec<(u64, RawRow)>, ImportError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let rows: Vec<RawRow> = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        ImportError::Json { place: error.path().to_string(), reason: error.inner().to_string() }
    })?;
    json.end()
        .map_err(|error| ImportError::Json { place: "the end".to_owned(), reason: error.to_string() })?;
    Ok((1..).zip(rows).collect())
}

fn csv_rows(text: &str) -> Result<Vec<(u64, RawRow)>, ImportError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = records.next().ok_or(ImportError::NoRows)?.map_err(|error| csv_error(&error))?;
    let columns = columns(&header)?;
    let mut rows = Vec::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    for record in records {
        let record = record.map_err(|error| csv_error(&error))?;
        let line = record.position().map_or(0, |position| lines.of(position.byte()));
        let mut row = RawRow::default();
        if columns.len() < record.len()
            && record.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty())
        {
            return Err(ImportError::TooManyCells { line, given: record.len(), expected: columns.len() });
        }
        for (column, cell) in columns.iter().zip(&record) {
            row.set(column, cell);
        }
        if !row.is_empty() {
            rows.push((line, row));
        }
        if MAX_ROWS < rows.len() {
            return Err(ImportError::TooManyRows { n_rows: rows.len(), limit: MAX_ROWS });
        }
    }
    Ok(rows)
}

/// Counts lines up to places that ascend. The reader's own count leaves out line feeds that it has not passed yet.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first cell behind a place, from 1.
    fn of(&mut self, byte: u64) -> u64 {
        let mut end = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        end += self.text[end..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let passed = self.text.get(self.at..end).unwrap_or_default();
        self.line += passed.iter().filter(|b| **b == b'\n').count() as u64;
        self.at = self.at.max(end);
        self.line
    }
}

fn csv_error(error: &csv::Error) -> ImportError {
    ImportError::Csv { line: error.position().map_or(0, csv::Position::line), reason: error.to_string() }
}

/// What stands most often in the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| first.bytes().filter(|b| b == delimiter).count();
    // The last of equals wins, so that the comma is what a single column is read with.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// The columns of a header in its order, each known and named once.
fn columns(header: &StringRecord) -> Result<Vec<&'static str>, ImportError> {
    let mut columns = Vec::new();
    for cell in header {
        let name = folded(cell).to_lowercase();
        let is_it = |(column, others): &&(&str, &[&str])| *column == name || others.contains(&name.as_str());
        let Some((column, _)) = COLUMNS.iter().find(is_it) else {
            return Err(ImportError::UnknownColumn { name: cell.to_owned(), known: known_columns() });
        };
        if columns.contains(column) {
            return Err(ImportError::ColumnTwice { name: cell.to_owned(), column });
        }
        columns.push(*column);
    }
    if columns.contains(&"number") { Ok(columns) } else { Err(ImportError::NoNumberColumn) }
}

fn known_columns() -> String {
    let named = COLUMNS.iter().map(|(column, others)| format!("{column} ({})", others[0]));
    named.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(u64, &str, Option<&str>)]) {
        let rows = rows(text, ImportFormat::Csv).unwrap();
        let read: Vec<_> = rows
            .iter()
            .map(|(line, row)| (*line, row.number.as_deref().unwrap_or_default(), row.terms.as_deref()))
            .collect();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn tables_are_read_by_the_names_of_their_columns() {
        let two: &[_] = &[(2, "JP-1-A", Some("open")), (3, "JP-2-A", None)];
        check("number,terms\nJP-1-A,open\nJP-2-A\n", two);
        check("条項;番号\nopen;JP-1-A\n;JP-2-A\n", two);
        check("番号\t条項\r\nJP-1-A\topen\r\nJP-2-A\t\r\n\t\r\n", two);
        check(
            "Ｎｕｍｂｅｒ, Terms \n\"JP-1-A\",open\n\nJP-2-A,",
            &[(2, "JP-1-A", Some("open")), (4, "JP-2-A", None)],
        );
        check("番号\nJP-1-A\n", &[(2, "JP-1-A", None)]);
    }

    #[track_caller]
    fn check_error(text: &str, format: ImportFormat, expected: &str) {
        assert_eq!(rows(text, format).unwrap_err().to_string(), expected);
    }

    #[test]
    fn what_is_wrong_with_a_table_is_said() {
        check_error("番号,条項\n", ImportFormat::Csv, "the table has no rows");
        check_error("条項\nopen\n", ImportFormat::Csv, "the table has no column number (番号)");
        check_error(
            "番号,特許番号\n1,2\n",
            ImportFormat::Csv,
            "column \"特許番号\" says number a second time",
        );
        check_error("番号\nJP-1-A,open\n", ImportFormat::Csv, "line 2: 2 cells, the header has 1");
        let unknown = rows("番号,色\n1,2\n", ImportFormat::Csv).unwrap_err().to_string();
        assert!(
            unknown.starts_with("column \"色\" is not known, expected some of number (番号), "),
            "{unknown}"
        );
        let wrong = rows(r#"[{"number": "JP-1-A"}, {"numbr": "x"}]"#, ImportFormat::Json).unwrap_err();
        assert!(wrong.to_string().starts_with("[1].numbr: unknown field `numbr`"), "{wrong}");
        assert!(rows("[] x", ImportFormat::Json).is_err());
    }

    #[test]
    fn json_takes_numbers_as_numbers_or_text() {
        let text = r#"[{"number": "JP-1-A", "readiness": 4, "version": "2"}]"#;
        let rows = rows(text, ImportFormat::Json).unwrap();
        let row = rows[0].1.read().unwrap();
        assert_eq!((row.readiness.map(u8::from), row.version), (Some(4), Some(2)));
    }
}
