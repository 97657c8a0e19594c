//! Technologies against applicants: who works on what, and where nobody does.

use indexer::{Generation, KeywordField};
use model::{Language, SchemeKind};
use query::QueryError;

use super::{
    By, Figure, Map, Name, Row, Table, Words,
    applicants::top_applicants,
    common_limits,
    expected::{expect, white_limits},
    nearest::white_spaces,
    scope::{Group, Scope, is},
    words::{counted, documents},
};

pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let scope = whole.of_patents()?;
    let (field, column, scheme) = classes(whole.request.by);
    let mut technologies: Vec<(Name, Group)> = Vec::new();
    for symbol in scope.top(column, whole.request.top)? {
        technologies.push((named(scope.generation, scheme, &symbol)?, scope.group(is(field, &symbol))?));
    }
    let applicants = top_applicants(&scope, whole.request.top)?;
    let mut rows = Vec::new();
    for applicant in &applicants {
        let cells =
            technologies.iter().map(|(_, technology)| Some(applicant.group.with(technology))).collect();
        rows.push(Row { name: Name::foreign(&applicant.name), attributes: Vec::new(), cells });
    }
    let row_totals: Vec<u64> = applicants.iter().map(|applicant| applicant.group.len()).collect();
    let column_totals: Vec<u64> = technologies.iter().map(|(_, technology)| technology.len()).collect();
    let white = expect(&mut rows, &row_totals, &column_totals, scope.base.len());
    let by = whole.request.by.words();
    let n = scope.base.len();
    let (shown_applicants, shown_classes) = (applicants.len(), technologies.len());
    let table = Table {
        key: "technologies",
        title: Words::new("出願人と技術", "Applicants and technologies"),
        rows_are: Words::new("出願人", "applicant"),
        attributes: Vec::new(),
        columns: technologies.into_iter().map(|(name, _)| name).collect(),
        rows,
    };
    Ok(Map {
        kind: whole.request.kind,
        by: whole.request.by,
        title: Words::new(
            format!("技術（{}）× 出願人", by.ja),
            format!("Technologies ({}) by applicants", by.en),
        ),
        summary: Words::new(
            format!(
                "特許文献 {n} 件の、上位 {shown_applicants} 出願人と上位 {shown_classes} 分類。空白 {white} 箇所。"
            ),
            format!(
                "{}: the first {} and the first {}; {}.",
                documents(n),
                counted(shown_applicants as u64, "applicant", "applicants"),
                counted(shown_classes as u64, "class", "classes"),
                counted(white as u64, "white space", "white spaces")
            ),
        ),
        total: scope.base.cell(),
        white_spaces: white_spaces(&scope, &table)?,
        tables: vec![table],
        figure: Figure::Matrix { bubbles: false, columns_are: by, has_totals: false },
        as_of: scope.as_of,
        lag: None,
        method: method(),
        limits: white_limits().into_iter().chain([common_limits()]).collect(),
    })
}

fn method() -> Vec<Words> {
    vec![
        Words::new(
            "出願人（最初に記載された名称）と分類の両方を持つ公報の数。一つの公報は、持つ分類すべてに数えます。",
            "Publications that have both the applicant (by the name as written first) and the class. A publication counts under each of its classes.",
        ),
        super::expected::method(),
    ]
}

fn classes(by: By) -> (&'static str, KeywordField, SchemeKind) {
    match by {
        By::IpcSubclass => ("ipc", KeywordField::IpcSubclass, SchemeKind::Ipc),
        By::CpcSubclass => ("cpc", KeywordField::CpcSubclass, SchemeKind::Cpc),
        By::CpcGroup => ("cpc", KeywordField::CpcGroup, SchemeKind::Cpc),
        By::FiSubclass => ("fi", KeywordField::FiSubclass, SchemeKind::Fi),
        By::FiGroup => ("fi", KeywordField::FiGroup, SchemeKind::Fi),
        By::FTermTheme => ("fterm", KeywordField::FTermTheme, SchemeKind::FTerm),
        _ => ("ipc", KeywordField::IpcGroup, SchemeKind::Ipc),
    }
}

/// A symbol with its title where the scheme is installed and has one.
pub(super) fn named(generation: &Generation, kind: SchemeKind, symbol: &str) -> Result<Name, QueryError> {
    let mut name = Name::new(Words::same(symbol));
    let Some(scheme) = generation.schemes().get(kind)? else { return Ok(name) };
    // Main groups stand in schemes as `H01M10/00`.
    let found = scheme.find(symbol).or_else(|| scheme.find(&format!("{symbol}/00")));
    if let Some(class) = found {
        let title = |language| scheme.title(class, language);
        let either = |one, other| title(one).or_else(|| title(other)).unwrap_or_default().to_owned();
        name.more = Words::new(either(Language::JA, Language::EN), either(Language::EN, Language::JA));
    }
    Ok(name)
}
