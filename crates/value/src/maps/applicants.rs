//! Top applicants, who is new, who has left, and of which sector they are.

use std::collections::HashMap;

use indexer::KeywordField;
use model::Sector;
use query::QueryError;

use super::{
    By, Cell, Figure, Map, Name, Row, Table, Words, common_limits, lag_limit,
    scope::{DateOf, Group, Scope, is, is_exactly},
    timeline::{Lag, Timeline},
    words::{counted, documents, sector},
};
use crate::facts::sector_of;

/// Years back from the day of the map in which who files first is a newcomer, and who does not file has left.
const RECENT: u16 = 5;

/// Sectors in the order of their tones.
const SECTORS: [Sector; 5] = [
    Sector::Company,
    Sector::University,
    Sector::PublicInstitute,
    Sector::LicensingOffice,
    Sector::Individual,
];

/// An applicant of the search.
pub(super) struct Applicant {
    pub(super) name: String,
    pub(super) group: Group,
    /// The one that most of its documents in the search state for it.
    pub(super) sector: Option<Sector>,
}

pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let scope = whole.of_patents()?;
    let timeline = Timeline::of(&scope, DateOf::Filing)?;
    let applicants = top_applicants(&scope, whole.request.top)?;
    let by_year = scope.in_each_year(DateOf::Filing, &timeline.years)?;
    let recent = scope.as_of.map_or(0, |as_of| as_of.year() + 1 - RECENT);
    let (mut rows, mut strips, mut moves) = (Vec::new(), Vec::new(), (0, 0));
    for applicant in &applicants {
        let cells: Vec<Cell> = by_year.iter().map(|year| applicant.group.with(year)).collect();
        let mut active =
            timeline.years.iter().zip(&cells).filter(|(_, cell)| cell.count != 0).map(|(year, _)| *year);
        let (first, last) = (active.clone().next(), active.next_back());
        let change = change(&timeline.years, first, last, recent);
        moves = (moves.0 + u64::from(change == Change::New), moves.1 + u64::from(change == Change::Gone));
        let year = |year: Option<u16>| year.map_or_else(Words::default, Words::same);
        rows.push(Row {
            name: Name::foreign(&applicant.name),
            attributes: [sector_words(applicant.sector), year(first), year(last), change.words()]
                .map(Name::from)
                .to_vec(),
            cells: vec![Some(applicant.group.cell())],
        });
        let name = Name::foreign(&applicant.name);
        strips.push(Row { name, attributes: Vec::new(), cells: cells.into_iter().map(Some).collect() });
    }
    let tones = applicants.iter().map(|applicant| tone(applicant.sector)).collect();
    let total = scope.base.cell();
    let distinct = scope.applicants(&scope.base)?.count;
    Ok(Map {
        kind: whole.request.kind,
        by: By::Whole,
        title: Words::new(
            "主な出願人: 新規と離脱、産学官の別",
            "Top applicants: newcomers, leavers and sectors",
        ),
        summary: summary(&total, distinct, applicants.len(), moves),
        total,
        tables: vec![of_applicants(rows), of_years(&timeline.years, strips), of_sectors(&scope)?],
        figure: Figure::Ranked {
            keys: keys(&applicants),
            tones,
            detail: Some(0),
            tag: Some(3),
            strip: Some((1, timeline.years.first().copied())),
        },
        white_spaces: Vec::new(),
        as_of: scope.as_of,
        lag: Lag::within(scope.as_of, timeline.years.last().copied()),
        method: method(recent),
        limits: timeline.left_out().into_iter().chain(limits()).collect(),
    })
}

/// The applicants with most documents.
pub(super) fn top_applicants(scope: &Scope<'_>, size: usize) -> Result<Vec<Applicant>, QueryError> {
    let sectors = sectors(scope)?;
    let mut applicants = Vec::new();
    for name in scope.top(KeywordField::ApplicantFacet, size)? {
        let group = scope.group(is_exactly("applicant.name", &name))?;
        let sector = sectors.get(&name).copied();
        applicants.push(Applicant { name, group, sector });
    }
    Ok(applicants)
}

/// The sector of each applicant that some document of the search states: the one that most state, of several the first by its
/// word.
fn sectors(scope: &Scope<'_>) -> Result<HashMap<String, Sector>, QueryError> {
    let mut sectors = HashMap::new();
    // The most frequent come first.
    for (stated, _) in scope.base.set.values(scope.generation, KeywordField::ApplicantSector)? {
        if let (Some(sector), Some((_, name))) = (sector_of(&stated), stated.split_once('\t')) {
            sectors.entry(name.to_owned()).or_insert(sector);
        }
    }
    Ok(sectors)
}

pub(super) fn sector_words(of: Option<Sector>) -> Words {
    of.map_or_else(Words::default, |of| sector(of.as_str()))
}

/// The tone of a sector; the last is that of what is not known.
pub(super) fn tone(sector: Option<Sector>) -> usize {
    sector.and_then(|one| SECTORS.iter().position(|known| *known == one)).unwrap_or(6)
}

/// The sectors that occur, with their tones in the order of [`SECTORS`].
pub(super) fn keys(applicants: &[Applicant]) -> Vec<Name> {
    let occurs = |one: Sector| applicants.iter().any(|applicant| applicant.sector == Some(one));
    SECTORS
        .into_iter()
        .map(|one| if occurs(one) { Name::new(sector(one.as_str())) } else { Name::default() })
        .collect()
}

/// Whether an applicant came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Stays,
    New,
    Gone,
}

impl Change {
    fn words(self) -> Words {
        match self {
            Self::Stays => Words::default(),
            Self::New => Words::new("新規", "new"),
            Self::Gone => Words::new("離脱", "left"),
        }
    }
}

/// Nobody is new where nothing older is known.
fn change(years: &[u16], first: Option<u16>, last: Option<u16>, recent: u16) -> Change {
    match (years.first(), first, last) {
        (Some(begin), Some(first), _) if recent <= first && *begin < recent => Change::New,
        (_, _, Some(last)) if last < recent => Change::Gone,
        _ => Change::Stays,
    }
}

fn of_applicants(rows: Vec<Row>) -> Table {
    Table {
        key: "applicants",
        title: Words::new("出願人", "Applicants"),
        rows_are: Words::new("出願人", "applicant"),
        attributes: vec![
            Words::new("産学官", "sector"),
            Words::new("最初の出願年", "first filing"),
            Words::new("最後の出願年", "last filing"),
            Words::new("新規・離脱", "came or left"),
        ],
        columns: vec![Name::new(Words::new("文献", "documents"))],
        rows,
    }
}

fn of_years(years: &[u16], rows: Vec<Row>) -> Table {
    Table {
        key: "years",
        title: Words::new("出願人と出願年", "Applicants and filing years"),
        rows_are: Words::new("出願人", "applicant"),
        attributes: Vec::new(),
        columns: years.iter().map(|year| Name::new(Words::same(year))).collect(),
        rows,
    }
}

fn of_sectors(scope: &Scope<'_>) -> Result<Table, QueryError> {
    let mut rows = Vec::new();
    for code in scope.top(KeywordField::Sector, SECTORS.len())? {
        let group = scope.group(is("sector", &code))?;
        let cells = vec![Some(group.cell()), Some(scope.applicants(&group)?)];
        rows.push(Row { name: Name::new(sector(&code)), attributes: Vec::new(), cells });
    }
    Ok(Table {
        key: "sectors",
        title: Words::new("産学官の別", "Sectors"),
        rows_are: Words::new("産学官", "sector"),
        attributes: Vec::new(),
        columns: vec![
            Name::new(Words::new("文献", "documents")),
            Name::new(Words::new("出願人（共同出願の相手を含む）", "applicants, partners included")),
        ],
        rows,
    })
}

fn summary(total: &Cell, distinct: u64, shown: usize, (new, gone): (u64, u64)) -> Words {
    let n = total.count;
    Words::new(
        format!(
            "特許文献 {n} 件の出願人 {distinct} 者のうち上位 {shown} 者。新規 {new} 者、離脱 {gone} 者。"
        ),
        format!(
            "The first {shown} of {} of {}; new: {new}, left: {gone}.",
            counted(distinct, "applicant", "applicants"),
            documents(n)
        ),
    )
}

fn method(recent: u16) -> Vec<Words> {
    vec![
        Words::new(
            "出願人と権利者の、最初に記載された名称ごとの公報数。共同出願はそれぞれに数えます。",
            "Publications by the names of applicants and assignees as written first. A joint application counts for each.",
        ),
        Words::new(
            format!(
                "新規: 最初の出願が {recent} 年以降で、検索全体にはそれより前の出願がある。離脱: 最後の出願が {recent} 年より前。"
            ),
            format!(
                "New: the first filing is in {recent} or later, while the search has earlier filings of others. Left: the last filing is before {recent}."
            ),
        ),
    ]
}

fn limits() -> [Words; 3] {
    [
        lag_limit(),
        Words::new(
            "名称の表記ゆれ、日本語名と英語名、子会社はまとめません。",
            "Variants of a name, its Japanese and English forms and subsidiaries are not joined.",
        ),
        common_limits(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_files_first_of_late_is_new_and_who_has_stopped_has_left() {
        #[track_caller]
        fn check(first: u16, last: u16, expected: Change) {
            let years: Vec<u16> = (2000..=2025).collect();
            assert_eq!(change(&years, Some(first), Some(last), 2021), expected, "{first} to {last}");
        }
        check(2021, 2025, Change::New);
        check(2020, 2025, Change::Stays);
        check(2005, 2020, Change::Gone);
        assert_eq!(change(&[2022, 2023], Some(2022), Some(2023), 2021), Change::Stays);
    }
}
