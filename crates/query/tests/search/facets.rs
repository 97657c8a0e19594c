//! Facets against counting by hand.

use std::collections::{BTreeMap, HashSet};

use model::Document;
use query::{FacetColumn, FacetRequest, Filter, SearchRequest, parse};

use super::fixture::demo;

/// The values of a document in a column.
fn values(document: &Document, column: FacetColumn) -> HashSet<String> {
    let names = |parties: &[model::Party]| -> HashSet<String> {
        parties.iter().filter_map(|party| party.names.first()).map(|name| name.text.clone()).collect()
    };
    let year = |date: Option<model::Date>| date.map(|date| date.year().to_string()).into_iter().collect();
    match (document, column) {
        (_, FacetColumn::Type) => HashSet::from([document.document_type().as_str().to_owned()]),
        (_, FacetColumn::Year) => year(document.published()),
        (Document::Patent(patent), FacetColumn::Office) => {
            HashSet::from([patent.number.office().to_string()])
        }
        (Document::Patent(patent), FacetColumn::Kind) => {
            patent.number.kind().map(|kind| kind.to_string()).into_iter().collect()
        }
        (Document::Patent(patent), FacetColumn::Applicant) => {
            names(&patent.applicants).union(&names(&patent.assignees)).cloned().collect()
        }
        (Document::Patent(patent), FacetColumn::IpcSubclass) => {
            patent.ipc.iter().map(|class| class.symbol.subclass().to_owned()).collect()
        }
        (Document::Article(article), FacetColumn::Journal) => article
            .journal
            .iter()
            .flat_map(|journal| &journal.titles)
            .map(|title| title.text.clone())
            .collect(),
        _ => HashSet::new(),
    }
}

const COLUMNS: [FacetColumn; 7] = [
    FacetColumn::Type,
    FacetColumn::Office,
    FacetColumn::Kind,
    FacetColumn::Year,
    FacetColumn::Applicant,
    FacetColumn::IpcSubclass,
    FacetColumn::Journal,
];

#[track_caller]
fn check(text: &str, filters: Vec<Filter>) {
    let facets = COLUMNS.map(|column| FacetRequest { column, size: 1000 }).to_vec();
    let all =
        SearchRequest { size: 100, highlight: false, filters, facets, ..SearchRequest::new(parse(text).ast) };
    let mut request = all.clone();
    let mut ids = HashSet::new();
    let page = demo().search(&all);
    loop {
        let page = demo().search(&request);
        ids.extend(page.hits.iter().map(|hit| hit.id.to_string()));
        match page.next {
            Some(next) => request.cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(ids.len() as u64, page.total);
    let matching: Vec<&Document> =
        demo().documents.iter().filter(|document| ids.contains(&document.id().to_string())).collect();
    for (facet, column) in page.facets.iter().zip(COLUMNS) {
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        let mut missing = 0;
        for document in &matching {
            let values = values(document, column);
            missing += u64::from(values.is_empty());
            values.into_iter().for_each(|value| *expected.entry(value).or_default() += 1);
        }
        let found: BTreeMap<String, u64> =
            facet.values.iter().map(|value| (value.value.clone(), value.count)).collect();
        assert_eq!(found, expected, "{text}: {}", column.name());
        assert_eq!(facet.missing, missing, "{text}: {}", column.name());
        assert_eq!(facet.distinct, expected.len() as u64, "{text}: {}", column.name());
    }
    let years: Vec<u16> =
        matching.iter().filter_map(|document| document.published()).map(|date| date.year()).collect();
    assert_eq!(page.years.map(|years| years.first), years.iter().min().copied());
    assert_eq!(page.years.map(|years| years.last), years.iter().max().copied());
}

#[test]
fn facets_count_what_matches() {
    check("*", vec![]);
    check("電池", vec![]);
    check("solid electrolyte", vec![]);
    check("電池 NOT office:US", vec![]);
    check("触媒", vec![Filter::read("office", &["JP"]).expect("a filter")]);
    check("kein Treffer", vec![]);
}

#[test]
fn the_largest_values_come_first() {
    let facets = vec![FacetRequest { column: FacetColumn::IpcSubclass, size: 3 }];
    let page = demo().search(&SearchRequest { facets, ..SearchRequest::new(parse("*").ast) });
    let facet = &page.facets[0];
    assert_eq!(facet.values.len(), 3);
    assert!(facet.values.is_sorted_by(|a, b| b.count <= a.count));
    assert!(3 < facet.distinct);
}
