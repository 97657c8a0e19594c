//! Papers against patents by year.

use model::Date;
use query::QueryError;

use super::{
    By, Figure, Map, Name, Row, Table, Words, common_limits, lag_limit,
    scope::{DateOf, Scope, is},
    timeline::{Lag, Timeline},
    words::{counted, documents},
};

pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let of_patents = whole.of_patents()?;
    let of_papers = whole.narrowed(is("type", "article"))?;
    let timeline =
        Timeline::of(&of_patents, DateOf::Priority)?.joined(&Timeline::of(&of_papers, DateOf::Publication)?);
    let patents = of_patents.in_each_year(DateOf::Priority, &timeline.years)?;
    let papers = of_papers.in_each_year(DateOf::Publication, &timeline.years)?;
    let mut rows = Vec::with_capacity(timeline.years.len());
    for ((year, patents), papers) in timeline.years.iter().zip(&patents).zip(&papers) {
        let cells = vec![Some(patents.cell()), Some(papers.cell())];
        rows.push(Row { name: Name::new(Words::same(year)), attributes: Vec::new(), cells });
    }
    let (patents, papers) = (of_patents.base.len(), of_papers.base.len());
    Ok(Map {
        kind: whole.request.kind,
        by: By::Whole,
        title: Words::new("論文と特許の推移", "Papers and patents by year"),
        summary: Words::new(
            format!("特許 {patents} 件（優先日の年）、論文 {papers} 件（発行年）。"),
            format!(
                "{} by year of priority, {} by year of publication.",
                documents(patents),
                counted(papers, "paper", "papers")
            ),
        ),
        total: whole.base.cell(),
        tables: vec![Table {
            key: "years",
            title: Words::new("年ごとの件数", "Counts by year"),
            rows_are: Words::new("年", "year"),
            attributes: Vec::new(),
            columns: vec![Name::new(Words::new("特許", "patents")), Name::new(Words::new("論文", "papers"))],
            rows,
        }],
        figure: Figure::Lines { first_year: timeline.years.first().copied(), lagging: vec![0] },
        white_spaces: Vec::new(),
        as_of: of_patents.as_of,
        lag: of_patents.as_of.map(lag_of_patents),
        method: vec![Words::new(
            "特許は最先の優先日の年、論文は発行日の年で数えます。論文の投稿から発行までの遅れは差し引いていません。",
            "Patents count in the year of their earliest priority, papers in the year of publication: the time from submission to publication is not taken off.",
        )],
        limits: timeline
            .left_out()
            .into_iter()
            .chain([
                lag_limit(),
                Words::new(
                    "検索式が特許だけの項目（請求項、分類など）を含むと、論文は当たりません。",
                    "Where the query has conditions that only patents can meet (claims, classes), no papers are found.",
                ),
                common_limits(),
            ])
            .collect(),
    })
}

/// The lag, which papers do not have.
fn lag_of_patents(as_of: Date) -> Lag {
    let label = Words::new("特許は未公開分あり（18か月）", "patents not all published (18 months)");
    Lag { label, ..Lag::before(as_of) }
}
