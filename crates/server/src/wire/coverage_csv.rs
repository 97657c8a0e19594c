//! A matrix as CSV (RFC 4180): one line for each element of each document.

use super::{CoverageCell, CoverageDocument, CoverageResponse};

const HEADER: [&str; 15] = [
    "element_number",
    "element",
    "document",
    "type",
    "title",
    "published",
    "claim",
    "claim_language",
    "grade",
    "value",
    "share",
    "place",
    "passage",
    "found",
    "missing",
];

/// The bytes of the file, in UTF-8 without a byte order mark.
pub fn coverage_csv(response: &CoverageResponse) -> String {
    let mut text = line(HEADER.map(str::to_owned));
    for document in &response.documents {
        for (element, cell) in response.elements.iter().zip(&document.cells) {
            text.push_str(&line(row(&element.text, document, cell)));
        }
    }
    text
}

fn row(element: &str, document: &CoverageDocument, cell: &CoverageCell) -> [String; 15] {
    let claim = document.claim.as_ref();
    let passage = cell.passage.as_ref();
    let found: Vec<&str> = cell.found.iter().map(|word| word.text.as_str()).collect();
    [
        cell.element.to_string(),
        element.to_owned(),
        document.document.id.clone(),
        document.document_type.clone(),
        document.document.title.clone(),
        document.published.clone().unwrap_or_default(),
        claim.map_or_else(String::new, |claim| claim.number.to_string()),
        claim.map_or_else(String::new, |claim| claim.language.clone()),
        cell.grade.clone(),
        cell.value.to_string(),
        format!("{:.4}", cell.share),
        passage.map_or_else(String::new, |passage| passage.place.label.clone()),
        passage.map_or_else(String::new, |passage| passage.text.text.clone()),
        found.join("; "),
        cell.missing.join("; "),
    ]
}

/// A line of a file.
pub(super) fn line<const CELLS: usize>(cells: [String; CELLS]) -> String {
    let quoted: Vec<String> = cells.into_iter().map(|cell| quoted(&guarded(cell))).collect();
    format!("{}\r\n", quoted.join(","))
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// What a spreadsheet would run as a formula gets an apostrophe, as in exports.
fn guarded(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_guarded() {
        #[track_caller]
        fn check(cell: &str, expected: &str) {
            assert_eq!(quoted(&guarded(cell.to_owned())), expected);
        }
        check("弁", "弁");
        check("a, \"b\"", "\"a, \"\"b\"\"\"");
        check("=1+1", "'=1+1");
        check("−0.6V", "−0.6V");
        check("一\n二", "\"一\n二\"");
    }
}
