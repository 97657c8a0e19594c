//! Who applies together, and where industry and academia do.

use model::Sector;
use query::QueryError;

use super::{
    By, Cell, Figure, Join, Map, Name, Row, Table, Words,
    applicants::{Applicant, keys, sector_words, tone, top_applicants},
    common_limits,
    scope::Scope,
    words::{counted, documents},
};

/// Applicants among whom joint applications are looked for: those with most documents.
const LOOKED_INTO: usize = 120;

/// Pairs that are drawn, those with most documents.
const PAIRS: usize = 80;

/// Two applicants, by their places, with the documents that they share.
struct Pair {
    one: usize,
    other: usize,
    cell: Cell,
    joins_sectors: bool,
}

pub(super) fn map(whole: &Scope<'_>) -> Result<Map, QueryError> {
    let scope = whole.of_patents()?;
    let applicants = top_applicants(&scope, LOOKED_INTO)?;
    let mut pairs = pairs(&applicants);
    let partners = partners(applicants.len(), &pairs);
    // Those with partners, by their documents; the applicants come in that order.
    let shown: Vec<usize> =
        (0..applicants.len()).filter(|i| partners[*i] != 0).take(whole.request.top).collect();
    pairs.retain(|pair| shown.contains(&pair.one) && shown.contains(&pair.other));
    pairs.truncate(PAIRS);
    let place = |applicant: usize| shown.iter().position(|one| *one == applicant).unwrap_or_default();
    let joins = pairs.iter().enumerate().map(|(row, pair)| Join {
        from: place(pair.one),
        to: place(pair.other),
        row,
        is_strong: pair.joins_sectors,
    });
    let joins: Vec<Join> = joins.collect();
    let across = pairs.iter().filter(|pair| pair.joins_sectors).count();
    let tones = shown.iter().map(|i| tone(applicants[*i].sector)).collect();
    let n = scope.base.len();
    Ok(Map {
        kind: whole.request.kind,
        by: By::Whole,
        title: Words::new(
            "共同出願の関係（産学連携を強調）",
            "Joint applications; industry with academia stands out",
        ),
        summary: Words::new(
            format!(
                "特許文献 {n} 件。共同で出願する {} 者、{} 組、うち産学の組 {across}。",
                shown.len(),
                pairs.len()
            ),
            format!(
                "{}: {} applicants in {}, of which {across} join industry and academia.",
                documents(n),
                shown.len(),
                counted(pairs.len() as u64, "pair", "pairs")
            ),
        ),
        total: scope.base.cell(),
        tables: vec![of_applicants(&applicants, &shown, &partners), of_pairs(&applicants, &pairs)],
        figure: Figure::Network {
            keys: keys(&applicants),
            lines: [
                Words::new("企業と大学・公的研究機関", "company with university or public institute"),
                Words::new("ほかの共同出願", "other joint applications"),
            ],
            tones,
            joins,
            timeline: None,
            centre: None,
        },
        white_spaces: Vec::new(),
        as_of: scope.as_of,
        lag: None,
        method: vec![Words::new(
            format!(
                "出願件数の多い {LOOKED_INTO} 者のうち、同じ公報に名を連ねる組。線の太さは共同の公報数、強調した線は企業と大学・公的研究機関の組。公報の出願人と権利者を合わせて見るため、譲渡の前後の名義も組になります。"
            ),
            format!(
                "Pairs that stand on one publication, among the {LOOKED_INTO} applicants with most documents. Lines are as thick as they share publications; strong ones join a company with a university or public institute. Applicants and assignees are taken together, so that the names before and after an assignment make a pair as well."
            ),
        )],
        limits: vec![common_limits()],
    })
}

/// All pairs that share documents, those with most first.
fn pairs(applicants: &[Applicant]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (other, applicant) in applicants.iter().enumerate() {
        for (one, partner) in applicants[..other].iter().enumerate() {
            let cell = partner.group.with(&applicant.group);
            if cell.count != 0 {
                let joins_sectors = joins_sectors(partner.sector, applicant.sector);
                pairs.push(Pair { one, other, cell, joins_sectors });
            }
        }
    }
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.cell.count), pair.one, pair.other));
    pairs
}

fn joins_sectors(one: Option<Sector>, other: Option<Sector>) -> bool {
    let is_academic =
        |sector: Option<Sector>| matches!(sector, Some(Sector::University | Sector::PublicInstitute));
    let is_company = |sector: Option<Sector>| sector == Some(Sector::Company);
    (is_academic(one) && is_company(other)) || (is_company(one) && is_academic(other))
}

/// How many partners each has.
fn partners(applicants: usize, pairs: &[Pair]) -> Vec<usize> {
    let mut partners = vec![0; applicants];
    for pair in pairs {
        partners[pair.one] += 1;
        partners[pair.other] += 1;
    }
    partners
}

fn of_applicants(applicants: &[Applicant], shown: &[usize], partners: &[usize]) -> Table {
    let row = |i: &usize| Row {
        name: Name::foreign(&applicants[*i].name),
        attributes: [sector_words(applicants[*i].sector), Words::same(partners[*i])].map(Name::from).to_vec(),
        cells: vec![Some(applicants[*i].group.cell())],
    };
    Table {
        key: "applicants",
        title: Words::new("共同で出願する者", "Applicants with partners"),
        rows_are: Words::new("出願人", "applicant"),
        attributes: vec![Words::new("産学官", "sector"), Words::new("相手の数", "partners")],
        columns: vec![Name::new(Words::new("文献", "documents"))],
        rows: shown.iter().map(row).collect(),
    }
}

fn of_pairs(applicants: &[Applicant], pairs: &[Pair]) -> Table {
    let row = |pair: &Pair| {
        let names = format!("{} × {}", applicants[pair.one].name, applicants[pair.other].name);
        let kind =
            if pair.joins_sectors { Words::new("産学", "industry and academia") } else { Words::default() };
        Row {
            name: Name::foreign(&names),
            attributes: vec![kind.into()],
            cells: vec![Some(pair.cell.clone())],
        }
    };
    Table {
        key: "pairs",
        title: Words::new("共同出願の組", "Pairs"),
        rows_are: Words::new("組", "pair"),
        attributes: vec![Words::new("産学連携", "sectors joined")],
        columns: vec![Name::new(Words::new("共同の文献", "joint documents"))],
        rows: pairs.iter().map(row).collect(),
    }
}
