//! The whole result against its pages.

use std::sync::Arc;

use indexer::Generation;
use query::{Collapse, DocumentParts, Representative, SearchRequest, parse, stream};

use super::fixture::{Fixture, Numbers, demo, english, japanese};

/// All ids of a query by pages.
fn paged(generation: &Generation, request: &SearchRequest, size: usize) -> Vec<String> {
    let mut request = SearchRequest { size, ..request.clone() };
    let mut ids = Vec::new();
    loop {
        let page = query::search(generation, &request).expect("a page");
        ids.extend(page.hits.iter().map(|hit| hit.id.to_string()));
        match page.next {
            Some(next) => request.cursor = Some(next),
            None => return ids,
        }
    }
}

#[track_caller]
fn check(generation: &Arc<Generation>, text: &str, sort: &str) {
    let sort = sort.parse().expect("a sort order");
    let request = SearchRequest { sort, highlight: false, ..SearchRequest::new(parse(text).ast) };
    let result = stream(generation, &request).expect("a result");
    let total = result.total();
    let ids: Vec<String> = result.map(|document| document.expect("readable").id().to_string()).collect();
    assert_eq!(ids.len() as u64, total, "{text}");
    for size in [3, 100] {
        assert_eq!(ids, paged(generation, &request, size), "{text}, {sort:?}, pages of {size}");
    }
}

#[test]
fn the_order_is_that_of_the_pages() {
    for text in [
        "電池",
        "solid electrolyte battery",
        "固体電解質 AND 電池",
        "*",
        "office:JP",
        "NOT 電池",
        "kein Treffer",
    ] {
        for sort in ["score", "-published", "published", "filed", "-priority"] {
            check(&demo().generation, text, sort);
        }
    }
}

#[test]
fn equal_scores_stand_in_the_same_order() {
    let mut numbers = Numbers(11);
    let mut pick = |from: &[&'static str]| *numbers.pick(from);
    let titles = ["固体 電池 電極", "電極 電池", "電池 固体", "電極", "固体 固体 電池"];
    let documents = (0..400).map(|serial| {
        if serial % 3 == 0 {
            english(serial + 1, pick(&["solid battery", "battery electrode solid", "electrode"]), &[])
        } else {
            japanese(serial + 1, pick(&titles), &[])
        }
    });
    let fixture = Fixture::new(documents.collect(), 3);
    for text in ["固体 電池 電極 solid battery electrode", "電池", "固体 AND 電極", "電池 OR office:US"]
    {
        check(&fixture.generation, text, "score");
    }
}

#[test]
fn long_texts_come_only_when_asked_for() {
    let has_sections = |document: &model::Document| match document {
        model::Document::Patent(patent) => !patent.description.is_empty(),
        model::Document::Article(article) => !article.body.is_empty(),
    };
    for (parts, expected) in [(DocumentParts::Head, false), (DocumentParts::Whole, true)] {
        let request = SearchRequest { parts, ..SearchRequest::new(parse("*").ast) };
        let result = stream(&demo().generation, &request).expect("a result");
        let documents: Vec<model::Document> = result.map(|document| document.expect("readable")).collect();
        assert_eq!(documents.iter().any(has_sections), expected, "{parts:?}");
        let page = demo().search(&SearchRequest { size: 100, ..request });
        assert_eq!(page.hits.iter().any(|hit| has_sections(&hit.document().unwrap())), expected, "{parts:?}");
    }
}

#[test]
fn a_family_gives_the_document_that_stands_for_it() {
    let representatives =
        [Representative::Rank, Representative::Office(vec!["US".parse().expect("an office")])];
    for representative in representatives {
        for collapse in [Collapse::Simple, Collapse::Extended] {
            for sort in ["score", "-published"] {
                let request = SearchRequest {
                    collapse,
                    representative: representative.clone(),
                    sort: sort.parse().expect("a sort order"),
                    highlight: false,
                    ..SearchRequest::new(parse("電池 OR battery").ast)
                };
                let result = stream(&demo().generation, &request).expect("a result");
                let ids: Vec<String> =
                    result.map(|document| document.expect("readable").id().to_string()).collect();
                assert_eq!(ids, paged(&demo().generation, &request, 4), "{collapse:?}, {sort}");
                assert!(1 < ids.len());
            }
        }
    }
}
