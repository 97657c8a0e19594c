//! CSV (RFC 4180): a header, one line a document, CRLF at line ends, fields quoted where they must be.
//!
//! Columns are named by the paths of their fields. Values of one cell are joined by `; `, of texts and names in
//! several languages the reader's comes first. A cell that a spreadsheet would take for a formula (it begins with
//! `=`, `+`, `-`, `@`, a tab or a carriage return) has an apostrophe put before it, as OWASP's "CSV Injection" advises.

use model::{Document, Language};
use serde_json::Value;

use crate::{
    Selection,
    selection::{Selected, exchange_form},
};

/// What separates the values of a cell.
const SEPARATOR: &str = "; ";

/// The columns where no fields are asked for.
const DEFAULT_COLUMNS: [&str; 25] = [
    "id",
    "type",
    "title",
    "biblio.office",
    "biblio.kind",
    "biblio.number",
    "biblio.application",
    "biblio.grant",
    "biblio.filed",
    "biblio.published",
    "biblio.granted",
    "biblio.priorities",
    "biblio.family",
    "biblio.applicants",
    "biblio.assignees",
    "biblio.inventors",
    "biblio.authors",
    "biblio.journal",
    "classes.ipc",
    "classes.cpc",
    "classes.fi",
    "classes.fterm",
    "status",
    "abstract",
    "invented",
];

/// The columns of one export.
#[derive(Debug, Clone)]
pub(crate) struct Table(Vec<Selected>);

impl Table {
    pub(crate) fn new(selection: Option<&Selection>) -> Self {
        let columns = match selection {
            Some(selection) => selection.selected().to_vec(),
            // The names above are paths: a test reads them.
            None => {
                Selection::read(DEFAULT_COLUMNS).map_or_else(|_| Vec::new(), |all| all.selected().to_vec())
            }
        };
        Self(columns)
    }

    pub(crate) fn header(&self) -> Vec<String> {
        self.0.iter().map(Selected::path).collect()
    }

    pub(crate) fn cells(&self, document: &Document, language: Language) -> Vec<String> {
        let source = exchange_form(document);
        self.0
            .iter()
            .map(|column| {
                let value = column.value(document, &source);
                guarded(value.map_or_else(String::new, |value| cell(&value, language)))
            })
            .collect()
    }
}

/// One line with its end.
pub(crate) fn line(cells: Vec<String>) -> Result<Vec<u8>, std::io::Error> {
    let terminator = csv::Terminator::CRLF;
    let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
    writer.write_record(cells)?;
    writer.into_inner().map_err(|error| error.into_error())
}

fn guarded(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

/// A value of the exchange form in one cell.
fn cell(value: &Value, language: Language) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => joined(items.iter().map(|item| cell(item, language))),
        Value::Object(members) => {
            let text = |name: &str| members.get(name).and_then(Value::as_str);
            if let Some(Value::Array(names)) = members.get("names").or_else(|| members.get("titles")) {
                return for_reader(names, language).map_or_else(String::new, |name| cell(name, language));
            }
            if let Some(Value::Array(paragraphs)) = members.get("paragraphs") {
                return joined(paragraphs.iter().map(|paragraph| cell(paragraph, language)));
            }
            for name in ["symbol", "theme", "state"] {
                if let Some(text) = text(name) {
                    return text.to_owned();
                }
            }
            if members.contains_key("text") {
                return text("text").unwrap_or_default().to_owned();
            }
            match (text("number"), text("date")) {
                (Some(number), Some(date)) => format!("{number} ({date})"),
                (Some(number), None) => number.to_owned(),
                // By language: the reader's first.
                (None, _) => joined(by_language(members, language).map(|value| cell(value, language))),
            }
        }
    }
}

fn by_language(members: &serde_json::Map<String, Value>, language: Language) -> impl Iterator<Item = &Value> {
    let first = members.get(language.as_str()).into_iter();
    first.chain(members.iter().filter(move |(code, _)| *code != language.as_str()).map(|(_, value)| value))
}

fn for_reader(texts: &[Value], language: Language) -> Option<&Value> {
    texts.iter().find(|text| text["language"] == language.as_str()).or(texts.first())
}

fn joined(values: impl Iterator<Item = String>) -> String {
    values.filter(|value| !value.is_empty()).collect::<Vec<_>>().join(SEPARATOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_columns_are_paths() {
        assert_eq!(Table::new(None).header(), DEFAULT_COLUMNS);
    }
}
