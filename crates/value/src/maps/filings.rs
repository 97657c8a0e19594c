//! Filings and families by year, divided by office or by origin.

use indexer::KeywordField;
use query::QueryError;

use super::{
    By, Figure, Map, Name, Row, Table, Words, common_limits, lag_limit,
    scope::{DateOf, Group, Scope, is, is_none_of},
    timeline::{Lag, Timeline},
    words::{counted, documents, office},
};

pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let scope = whole.of_patents()?;
    let filed = Timeline::of(&scope, DateOf::Filing)?;
    let left_out = filed.left_out();
    let timeline = filed.joined(&Timeline { undated: 0, ..Timeline::of(&scope, DateOf::Priority)? });
    let parts = parts(&scope)?;
    let mut columns =
        vec![Name::new(Words::new("出願", "filings")), Name::new(Words::new("ファミリー", "families"))];
    columns.extend(parts.iter().map(|(name, _)| name.clone()));
    let mut rows = Vec::with_capacity(timeline.years.len());
    let filed = scope.in_each_year(DateOf::Filing, &timeline.years)?;
    let begun = scope.in_each_year(DateOf::Priority, &timeline.years)?;
    for ((year, filed), begun) in timeline.years.iter().zip(&filed).zip(&begun) {
        let mut cells = vec![Some(filed.cell()), Some(scope.families(begun)?)];
        cells.extend(parts.iter().map(|(_, part)| Some(filed.with(part))));
        rows.push(Row { name: Name::new(Words::same(year)), attributes: Vec::new(), cells });
    }
    let families = scope.families(&scope.base)?.count;
    let lag = scope.as_of.map(Lag::before);
    let total = scope.base.cell();
    let (n, span) = (total.count, span(&timeline.years));
    let by = if whole.request.by == By::Origin { By::Origin } else { By::Office };
    Ok(Map {
        kind: whole.request.kind,
        by,
        title: Words::new(
            format!("出願とファミリーの推移（{}）", by.words().ja),
            format!("Filings and families by year, {}", by.words().en),
        ),
        summary: Words::new(
            format!("特許文献 {n} 件、{families} ファミリー{}。", span.ja),
            format!("{} in {}{}.", documents(n), counted(families, "family", "families"), span.en),
        ),
        total,
        tables: vec![Table {
            key: "years",
            title: Words::new("年ごとの件数", "Counts by year"),
            rows_are: Words::new("年", "year"),
            attributes: Vec::new(),
            columns,
            rows,
        }],
        figure: Figure::Bars {
            series: (2..2 + parts.len()).collect(),
            overlay: Some(1),
            first_year: timeline.years.first().copied(),
        },
        white_spaces: Vec::new(),
        as_of: scope.as_of,
        lag,
        method: method(by),
        limits: left_out.into_iter().chain([lag_limit(), common_limits()]).collect(),
    })
}

/// The most frequent offices or origins, and all others together.
fn parts(scope: &Scope<'_>) -> Result<Vec<(Name, Group)>, QueryError> {
    let (field, column) = match scope.request.by {
        By::Origin => ("origin", KeywordField::Origin),
        _ => ("office", KeywordField::Office),
    };
    let top = scope.top(column, scope.request.top)?;
    let mut parts = Vec::with_capacity(top.len() + 1);
    for code in &top {
        parts.push((Name::new(office(code)), scope.group(is(field, code))?));
    }
    let others = scope.group(is_none_of(field, &top))?;
    if others.len() != 0 {
        parts.push((Name::new(Words::new("その他", "others")), others));
    }
    Ok(parts)
}

fn span(years: &[u16]) -> Words {
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => {
            Words::new(format!("、{first} 年から {last} 年",), format!(", from {first} to {last}"))
        }
        (Some(year), _) => Words::new(format!("、{year} 年"), format!(", {year}")),
        _ => Words::default(),
    }
}

fn method(by: By) -> Vec<Words> {
    let mut method = vec![
        Words::new(
            "出願: 出願日の年ごとの公報数。同じ出願の公開公報と登録公報は、索引に両方あれば2件と数えます。",
            "Filings: publications by the year of their filing date. An application and its grant count as two where the index has both.",
        ),
        Words::new(
            "ファミリー: 最先の優先日の年ごとの、シンプルファミリー（優先権主張の基礎が同じ文献の組）の数。",
            "Families: simple families (documents that claim the same set of priorities) by the year of their earliest priority.",
        ),
    ];
    if by == By::Origin {
        method.push(Words::new(
            "出願人の国: 情報源による出願人の国。なければ最先の優先権の官庁。国の異なる共同出願はそれぞれの国に数えます。",
            "Origin: the country of the applicants as the source gives it, else the office of the earliest priority. A joint application from two countries counts in both.",
        ));
    }
    method
}
