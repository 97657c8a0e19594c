//! How a field ripens: applicants against filings, period by period (the JPO's maturity map, 成熟度マップ).

use query::QueryError;

use super::{
    By, Figure, Map, Name, Row, Table, Words, common_limits, lag_limit,
    scope::{DateOf, Scope, in_years},
    timeline::{Lag, Timeline, periods},
    words::{counted, documents},
};

pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let scope = whole.of_patents()?;
    let timeline = Timeline::of(&scope, DateOf::Filing)?;
    let mut rows = Vec::new();
    let lag = scope.as_of.map(Lag::before);
    let (periods, whole_periods) = periods(&timeline.years, lag.as_ref());
    for (first, last) in periods {
        let group = scope.group(in_years(DateOf::Filing, first, last))?;
        let name = if first == last { first.to_string() } else { format!("{first}–{last}") };
        let cells = vec![Some(scope.applicants(&group)?), Some(group.cell())];
        rows.push(Row { name: Name::new(Words::same(name)), attributes: Vec::new(), cells });
    }
    let n = scope.base.len();
    let applicants = scope.applicants(&scope.base)?.count;
    Ok(Map {
        kind: whole.request.kind,
        by: By::Whole,
        title: Words::new("成熟度: 期間ごとの出願人数と出願件数", "Maturity: applicants and filings by period"),
        summary: Words::new(
            format!("特許文献 {n} 件、出願人 {applicants} 者。右上へ進む間は発展期、左へ戻ると出願人が減っています。"),
            format!(
                "{} of {}. Towards the upper right the field grows; back to the left, applicants leave.",
                documents(n),
                counted(applicants, "applicant", "applicants")
            ),
        ),
        total: scope.base.cell(),
        tables: vec![Table {
            key: "periods",
            title: Words::new("期間ごとの出願人数と出願件数", "Applicants and filings by period"),
            rows_are: Words::new("出願年", "filing years"),
            attributes: Vec::new(),
            columns: vec![Name::new(Words::new("出願人", "applicants")), Name::new(Words::new("出願", "filings"))],
            rows,
        }],
        figure: Figure::Path { late: whole_periods },
        white_spaces: Vec::new(),
        as_of: scope.as_of,
        lag,
        method: vec![Words::new(
            "横軸はその期間に出願した異なる出願人（権利者を含む）の数、縦軸は出願日がその期間にある公報の数。出願人の名称は最初に記載されたものをそのまま用います。",
            "Across: different applicants (assignees included) that filed in the period; up: publications with a filing date in it. Applicants are told apart by their names as written first.",
        )],
        limits: timeline
            .left_out()
            .into_iter()
            .chain([
                lag_limit(),
                Words::new(
                    "同じ出願人の日本語名と英語名は別に数えられます。",
                    "An applicant whose name is written in Japanese in one document and in English in another counts twice.",
                ),
                common_limits(),
            ])
            .collect(),
    })
}
