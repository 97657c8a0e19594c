//! Where applicants come from against where they file (出願収支).

use indexer::KeywordField;
use query::QueryError;

use super::{
    By, Figure, Map, Name, Row, Table, Words, common_limits,
    scope::{Scope, is},
    words::office,
};

pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let scope = whole.of_patents()?;
    let mut destinations = Vec::new();
    for code in scope.top(KeywordField::Office, whole.request.top)? {
        destinations.push((Name::new(office(&code)), scope.group(is("office", &code))?));
    }
    let mut rows = Vec::new();
    let mut abroad = (0, 0);
    for code in scope.top(KeywordField::Origin, whole.request.top)? {
        let origin = scope.group(is("origin", &code))?;
        let mut cells: Vec<_> = destinations.iter().map(|(_, place)| Some(origin.with(place))).collect();
        let home = destinations.iter().position(|(name, _)| *name == Name::new(office(&code)));
        let at_home = home.and_then(|at| cells[at].as_ref()).map_or(0, |cell| cell.count);
        abroad = (abroad.0 + origin.len() - at_home, abroad.1 + origin.len());
        cells.push(Some(origin.cell()));
        rows.push(Row { name: Name::new(office(&code)), attributes: Vec::new(), cells });
    }
    let mut columns: Vec<Name> = destinations.iter().map(|(name, _)| name.clone()).collect();
    columns.push(Name::new(Words::new("合計", "all")));
    let (away, all) = abroad;
    Ok(Map {
        kind: whole.request.kind,
        by: By::Whole,
        title: Words::new(
            "出願人の国 × 出願先（発行国・機関）",
            "Origin of applicants by office of publication",
        ),
        summary: Words::new(
            format!(
                "文献と出願人の国の組 {all} 件（共同出願は国ごと）のうち {away} 件が自国以外の官庁の公報です。"
            ),
            format!(
                "Of {all} pairs of a document and its origin (a joint application has several), {away} are publications of another office than that of the origin."
            ),
        ),
        total: scope.base.cell(),
        tables: vec![Table {
            key: "flow",
            title: Words::new("出願人の国と出願先", "Origins and destinations"),
            rows_are: Words::new("出願人の国", "origin"),
            attributes: Vec::new(),
            columns,
            rows,
        }],
        figure: Figure::Matrix {
            bubbles: false,
            columns_are: Words::new("出願先", "office"),
            has_totals: true,
        },
        white_spaces: Vec::new(),
        as_of: scope.as_of,
        lag: None,
        method: vec![Words::new(
            "行は出願人の国（情報源による国、なければ最先の優先権の官庁）、列は公報を発行した官庁。国の異なる共同出願はそれぞれの行に数えます。",
            "Rows are origins (the applicants' country as the source gives it, else the office of the earliest priority), columns the offices that published. A joint application from two countries counts in both rows.",
        )],
        limits: vec![common_limits()],
    })
}
