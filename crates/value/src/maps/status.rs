//! Legal status by what is left of the nominal term, and what is open in the commons.

use indexer::KeywordField;
use model::Date;
use query::{Ast, Field, Operand, QueryError};

use super::{
    By, Figure, Map, Name, Row, Table, Words, common_limits,
    coverage::percent,
    scope::{Group, Scope, between, is, is_none_of},
    words::{documents, status},
};

/// The nominal term in years from filing (TRIPS Art. 33).
const TERM: u16 = 20;

/// The order in which states are stacked: what is alive first.
const ORDER: [&str; 7] = ["in-force", "pending", "lapsed", "expired", "refused", "withdrawn", "revoked"];

pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let scope = whole.of_patents()?;
    let states = states(&scope)?;
    let open = open(&scope)?;
    let mut columns: Vec<Name> = states.iter().map(|(name, _)| name.clone()).collect();
    columns.push(Name::new(Words::new("合計", "all")));
    if open.is_some() {
        columns.push(Name::new(Words::new("コモンズに掲載", "open in the commons")));
    }
    let mut rows = Vec::new();
    for (name, condition) in bands(scope.as_of) {
        let band = scope.group(condition)?;
        let mut cells: Vec<_> = states.iter().map(|(_, state)| Some(band.with(state))).collect();
        cells.push(Some(band.cell()));
        cells.extend(open.iter().map(|open| Some(band.with(open))));
        let share =
            open.as_ref().map_or_else(String::new, |open| percent(band.set.common(&open.set), band.len()));
        rows.push(Row { name: Name::new(name), attributes: vec![Words::same(share).into()], cells });
    }
    let n = scope.base.len();
    let in_force = scope.group(is("status", "in-force"))?.len();
    let listed = open.as_ref().map(|open| open.len());
    Ok(Map {
        kind: whole.request.kind,
        by: By::Whole,
        title: Words::new("法的状態と名目残存期間", "Legal status by nominal remaining life"),
        summary: Words::new(
            format!(
                "特許文献 {n} 件。存続と記載されたもの {in_force} 件、コモンズに掲載 {} 件。",
                listed.unwrap_or(0)
            ),
            format!(
                "{}; {in_force} stated to be in force, {} open in the commons.",
                documents(n),
                listed.unwrap_or(0)
            ),
        ),
        total: scope.base.cell(),
        tables: vec![Table {
            key: "life",
            title: Words::new("残存期間と法的状態", "Remaining life and legal status"),
            rows_are: Words::new("名目残存期間", "nominal remaining life"),
            attributes: vec![Words::new("掲載の割合", "share open")],
            columns,
            rows,
        }],
        figure: Figure::Bars { series: (0..states.len()).collect(), overlay: None, first_year: None },
        white_spaces: Vec::new(),
        as_of: scope.as_of,
        lag: None,
        method: method(),
        limits: vec![Words::new("法的な助言ではありません。", "Not legal advice."), common_limits()],
    })
}

fn method() -> Vec<Words> {
    vec![
        Words::new(
            format!(
                "名目残存期間: 出願日から{TERM}年（TRIPS協定33条）まで。延長、年金の不納、優先権は考えません。"
            ),
            format!(
                "Nominal remaining life: until {TERM} years after filing (TRIPS Art. 33). Extensions and unpaid fees are not considered."
            ),
        ),
        Words::new(
            "法的状態: 情報源が述べたまま。述べていないものは「記載なし」。",
            "Legal status: as the source states it; what it does not state is “not stated”.",
        ),
        Words::new(
            "コモンズに掲載: 索引の最新の発行日に、研究のための利用が台帳に掲載されている特許。",
            "Open in the commons: patents that the ledger lists for use in research on the day of the newest publication.",
        ),
    ]
}

/// The states that occur, in their order, and what states none.
fn states(scope: &Scope<'_>) -> Result<Vec<(Name, Group)>, QueryError> {
    let found = scope.top(KeywordField::Status, usize::MAX)?;
    let mut states = Vec::new();
    for state in ORDER.into_iter().filter(|state| found.iter().any(|code| code == state)) {
        states.push((Name::new(status(state)), scope.group(is("status", state))?));
    }
    let all = ORDER.map(str::to_owned);
    let unknown = scope.group(is_none_of("status", &all))?;
    if unknown.len() != 0 {
        states.push((Name::new(Words::new("記載なし", "not stated")), unknown));
    }
    Ok(states)
}

/// What the ledger lists for research on the day of the map; nothing where no ledger is joined.
pub(super) fn open(scope: &Scope<'_>) -> Result<Option<Group>, QueryError> {
    let (Some(field), Some(as_of)) = (Field::find("commons"), scope.as_of) else { return Ok(None) };
    let day = as_of.last_day();
    let condition = Ast::leaf(field, Operand::Quoted(format!("research asof={day}")));
    match scope.group(condition) {
        Ok(group) => Ok(Some(group)),
        Err(QueryError::Refused { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Spans of remaining life with the filing dates that they mean, the longest life first.
fn bands(as_of: Option<Date>) -> Vec<(Words, Ast)> {
    let Some(as_of) = as_of else { return Vec::new() };
    // The day so many years ago; the 29th of February becomes the 28th.
    let ago = |years: u16| {
        let (year, day) = (as_of.year().saturating_sub(years), as_of.last_day().day());
        let month = as_of.last_day().month();
        Date::new(year, month, day).or_else(|_| Date::new(year, month, Some(28))).ok()
    };
    let after = |date: Option<Date>| date.and_then(next_day);
    let mut bands = Vec::new();
    for left in [15, 10, 5, 0] {
        let (filed_from, filed_to) = (ago(TERM - left), if left == 15 { None } else { ago(TERM - left - 5) });
        let name = if left == 15 {
            Words::new("15年超", "over 15 years")
        } else {
            Words::new(format!("{left}–{}年", left + 5), format!("{left}–{} years", left + 5))
        };
        bands.push((name, between("filed", after(filed_from), filed_to)));
    }
    bands.push((Words::new("期間満了", "term over"), between("filed", None, ago(TERM))));
    bands
}

fn next_day(date: Date) -> Option<Date> {
    let (year, month, day) = (date.year(), date.month()?, date.day()?);
    let following = Date::new(year, Some(month), Some(day + 1))
        .or_else(|_| Date::new(year, Some(month + 1), Some(1)))
        .or_else(|_| Date::new(year + 1, Some(1), Some(1)));
    following.ok()
}
