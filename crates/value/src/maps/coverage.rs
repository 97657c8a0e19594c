//! In which countries families have members.

use indexer::KeywordField;
use query::QueryError;

use super::{
    By, Figure, Map, Name, Row, Table, Words, common_limits,
    scope::{Scope, is},
    words::{counted, documents, office},
};

pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let scope = whole.of_patents()?;
    let all = scope.families(&scope.base)?;
    let mut rows = Vec::new();
    for code in scope.top(KeywordField::Office, whole.request.top)? {
        let group = scope.group(is("office", &code))?;
        let families = scope.families(&group)?;
        let share = percent(families.count, all.count);
        rows.push(Row {
            name: Name::new(office(&code)),
            attributes: vec![Words::same(share).into()],
            cells: vec![Some(families), Some(group.cell())],
        });
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.cells[0].as_ref().map_or(0, |cell| cell.count)));
    let (families, n) = (all.count, scope.base.len());
    let tones = vec![0; rows.len()];
    Ok(Map {
        kind: whole.request.kind,
        by: By::Whole,
        title: Words::new("ファミリーの国別展開", "Family coverage by country"),
        summary: Words::new(
            format!("{families} ファミリー（特許文献 {n} 件）が、それぞれどの官庁に公報を持つかを示します。"),
            format!(
                "{} ({}) by the offices at which they have publications.",
                counted(families, "family", "families"),
                documents(n)
            ),
        ),
        total: scope.base.cell(),
        tables: vec![Table {
            key: "offices",
            title: Words::new("官庁ごとのファミリー", "Families by office"),
            rows_are: Words::new("発行国・機関", "office"),
            attributes: vec![Words::new("全ファミリーに占める割合", "share of all families")],
            columns: vec![
                Name::new(Words::new("ファミリー", "families")),
                Name::new(Words::new("文献", "documents")),
            ],
            rows,
        }],
        figure: Figure::Ranked { keys: Vec::new(), tones, detail: Some(0), tag: None, strip: None },
        white_spaces: Vec::new(),
        as_of: scope.as_of,
        lag: None,
        method: vec![Words::new(
            "シンプルファミリーのうち、検索に当たった公報がその官庁にあるものを数えます。一つのファミリーは複数の官庁に数えられます。",
            "Simple families of which the search finds a publication at the office. A family counts at each of its offices.",
        )],
        limits: vec![
            Words::new(
                "検索に当たらない言語の公報は数えません。検索語を加えるか xl（言語をまたぐ検索）を使うと広がります。",
                "Members in a language that the query does not reach are not counted; xl (search across languages) reaches them.",
            ),
            common_limits(),
        ],
    })
}

/// A share as whole percents.
pub(super) fn percent(part: u64, whole: u64) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.0}%", part as f64 * 100.0 / whole as f64) }
}
