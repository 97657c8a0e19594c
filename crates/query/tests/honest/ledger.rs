//! What the index holds, against a plain count over the documents.

use std::collections::BTreeMap;

use model::Document;
use query::{Period, ledger};

use crate::search::fixture::demo;

type Row = (Option<String>, String, Option<String>);

/// Documents, with abstract, with claims, with full text, by office, type and kind.
fn plain(period: &Period) -> BTreeMap<Row, [u64; 4]> {
    let mut rows: BTreeMap<Row, [u64; 4]> = BTreeMap::new();
    for document in &demo().documents {
        let year = document.published().map(|date| (date.as_number() / 10_000) as u16);
        let (office, kind, claims, text) = match document {
            Document::Patent(patent) => (
                Some(patent.number.office().to_string()),
                patent.number.kind().map(|kind| kind.to_string()),
                !patent.claims.is_empty(),
                !patent.description.is_empty(),
            ),
            Document::Article(article) => (None, None, false, !article.body.is_empty()),
        };
        let is_inside = period.from.is_none_or(|from| year.is_some_and(|year| from <= year))
            && period.to.is_none_or(|to| year.is_some_and(|year| year <= to))
            && (period.offices.is_empty() || office.as_ref().is_some_and(|o| period.offices.contains(o)));
        if is_inside {
            let row = rows.entry((office, document.document_type().as_str().to_owned(), kind)).or_default();
            let facts = [true, !document.abstracts().is_empty(), claims, text];
            row.iter_mut().zip(facts).for_each(|(sum, is_so)| *sum += u64::from(is_so));
        }
    }
    rows
}

#[track_caller]
fn check(period: &Period) {
    let ledger = ledger(&demo().generation, period).expect("a ledger");
    let rows: BTreeMap<Row, [u64; 4]> = ledger
        .rows
        .iter()
        .map(|row| {
            let key = (row.office.clone(), row.document_type.clone(), row.kind.clone());
            (key, [row.documents, row.with_abstract, row.with_claims, row.with_full_text])
        })
        .collect();
    let expected = plain(period);
    assert_eq!(rows, expected, "{period:?}");
    assert_eq!(ledger.documents, expected.values().map(|row| row[0]).sum::<u64>());
    for row in &ledger.rows {
        assert!(
            row.years_without.iter().all(|year| row.first_year < Some(*year) && Some(*year) < row.last_year)
        );
    }
}

#[test]
fn the_ledger_counts_what_is_there() {
    let jp = || vec!["JP".to_owned()];
    check(&Period::default());
    check(&Period { offices: jp(), ..Period::default() });
    check(&Period { offices: vec!["JP".to_owned(), "US".to_owned()], from: Some(2012), to: Some(2018) });
    check(&Period { offices: jp(), from: Some(2015), to: None });
    check(&Period { offices: vec!["XX".to_owned()], ..Period::default() });
    check(&Period { from: Some(1900), to: Some(1901), ..Period::default() });
}

#[test]
fn the_digest_tells_holdings_apart() {
    let digest = |period: &Period| ledger(&demo().generation, period).expect("a ledger").digest();
    let all = Period::default();
    assert_eq!(digest(&all), digest(&all));
    assert_ne!(digest(&all), digest(&Period { from: Some(2015), ..Period::default() }));
}
