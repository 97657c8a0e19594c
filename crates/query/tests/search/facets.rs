//! Facets against counting by hand.

use std::collections::{BTreeMap, HashSet};

use model::Document;
use query::{
    FacetColumn, FacetRequest, Filter, Histogram, HistogramRequest, Hit, ScaleColumn, SearchRequest, Step,
    parse,
};

use super::fixture::{Fixture, demo, english};

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
        (Document::Patent(patent), FacetColumn::CpcSubclass) => {
            patent.cpc.iter().map(|class| class.symbol.as_str()[..4].to_owned()).collect()
        }
        (Document::Patent(patent), FacetColumn::FiSubclass) => {
            patent.fi.iter().map(|symbol| symbol.as_str()[..4].to_owned()).collect()
        }
        (Document::Patent(patent), FacetColumn::IpcGroup) => {
            groups(patent.ipc.iter().map(|class| class.symbol.as_str()))
        }
        (Document::Patent(patent), FacetColumn::CpcGroup) => {
            groups(patent.cpc.iter().map(|class| class.symbol.as_str()))
        }
        (Document::Patent(patent), FacetColumn::FiGroup) => {
            groups(patent.fi.iter().map(model::FiSymbol::as_str))
        }
        (Document::Patent(patent), FacetColumn::FTermTheme) => {
            patent.f_terms.iter().map(|term| term.theme().to_owned()).collect()
        }
        (Document::Patent(patent), FacetColumn::Family) => patent.family.iter().cloned().collect(),
        (Document::Article(article), FacetColumn::Journal) => article
            .journal
            .iter()
            .flat_map(|journal| &journal.titles)
            .map(|title| title.text.clone())
            .collect(),
        _ => HashSet::new(),
    }
}

/// What stands before the slash of each symbol.
fn groups<'a>(symbols: impl Iterator<Item = &'a str>) -> HashSet<String> {
    symbols.filter_map(|symbol| Some(symbol.split_once('/')?.0.to_owned())).collect()
}

const COLUMNS: [FacetColumn; 14] = [
    FacetColumn::Type,
    FacetColumn::Office,
    FacetColumn::Kind,
    FacetColumn::Year,
    FacetColumn::Applicant,
    FacetColumn::IpcSubclass,
    FacetColumn::CpcSubclass,
    FacetColumn::FiSubclass,
    FacetColumn::IpcGroup,
    FacetColumn::CpcGroup,
    FacetColumn::FiGroup,
    FacetColumn::Journal,
    FacetColumn::FTermTheme,
    FacetColumn::Family,
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

/// The values of a facet can be searched for: the field that takes them finds as many documents as were counted.
#[test]
fn a_value_of_classes_finds_what_was_counted() {
    let columns = [
        FacetColumn::IpcSubclass,
        FacetColumn::CpcSubclass,
        FacetColumn::FiSubclass,
        FacetColumn::IpcGroup,
        FacetColumn::CpcGroup,
        FacetColumn::FiGroup,
    ];
    let facets = columns.map(|column| FacetRequest { column, size: 1000 }).to_vec();
    let page = demo().search(&SearchRequest { facets, ..SearchRequest::new(parse("*").ast) });
    for facet in &page.facets {
        assert!(!facet.values.is_empty(), "{}", facet.column.name());
        for value in &facet.values {
            let query = format!("{}:{}", facet.column.field(), value.value);
            let found = demo().page(&query).total;
            // CPC's scheme has the indexing codes of the 2000 series below the group that they refine.
            let has_codes = facet.column == FacetColumn::CpcGroup && value.count < found;
            assert!(found == value.count || has_codes, "{query}: {found}, counted {}", value.count);
        }
    }
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

/// Two runs of more documents than are merged for their number: some firms are in both, some in one, some in none of
/// what matches.
#[test]
fn the_values_of_several_segments_are_counted_together() {
    let (first, second) = (2900_u32, 2300);
    let document = |serial: u32| {
        let firm = if serial < first { serial % 70 } else { 40 + serial % 50 };
        let title = if serial.is_multiple_of(3) { "battery" } else { "pump" };
        let mut document = english(serial, title, &[]);
        if let Document::Patent(patent) = &mut document {
            let text = model::Text::new(model::Language::EN, format!("Firm {firm}"));
            patent.applicants = vec![model::Party { names: vec![text], ..model::Party::default() }];
            patent.published = model::Date::new(1990 + (firm % 30) as u16, None, None).ok();
        }
        document
    };
    let documents: Vec<Document> = (1..=first + second).map(document).collect();
    let fixture = Fixture::of_runs(documents.clone(), &[first as usize, second as usize]);
    assert_eq!(fixture.generation.searcher().segment_readers().len(), 2);
    let matching: Vec<&Document> =
        documents.iter().filter(|document| document.titles()[0].text == "battery").collect();
    for (column, size) in [(FacetColumn::Applicant, 7), (FacetColumn::Applicant, 500), (FacetColumn::Year, 4)]
    {
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        for value in matching.iter().flat_map(|document| values(document, column)) {
            *expected.entry(value).or_default() += 1;
        }
        let distinct = expected.len() as u64;
        let mut expected: Vec<(String, u64)> = expected.into_iter().collect();
        match column {
            FacetColumn::Year => expected.reverse(),
            _ => expected.sort_by_key(|(_, count)| std::cmp::Reverse(*count)),
        }
        expected.truncate(size);
        let facets = vec![FacetRequest { column, size }];
        let page = fixture.search(&SearchRequest { facets, ..SearchRequest::new(parse("battery").ast) });
        let facet = &page.facets[0];
        let found: Vec<(String, u64)> =
            facet.values.iter().map(|value| (value.value.clone(), value.count)).collect();
        assert_eq!((found, facet.distinct, facet.missing), (expected, distinct, 0), "{}", column.name());
        assert_eq!(page.years.map(|years| (years.first, years.last)), Some((1990, 2019)));
    }
}

/// What a histogram counts by plain reckoning: counts by the beginning of the bucket, missing, coarser.
fn counted(documents: &[&Document], column: ScaleColumn, step: Step) -> (BTreeMap<String, u64>, u64, u64) {
    let (mut counts, mut missing, mut coarser) = (BTreeMap::new(), 0, 0);
    for document in documents {
        let date = match (document, column) {
            (_, ScaleColumn::Published) => document.published(),
            (Document::Patent(patent), ScaleColumn::Filed) => patent.filed,
            (Document::Patent(patent), ScaleColumn::Priority) => patent.earliest_date(),
            _ => None,
        };
        let text = date.map(|date| date.to_string());
        let length = match step {
            Step::Year => 4,
            Step::Month => 7,
            Step::Day => 10,
            Step::Width(_) => panic!("dates only"),
        };
        match text.as_deref().map(|text| text.get(..length)) {
            None => missing += 1,
            Some(None) => coarser += 1,
            Some(Some(from)) => *counts.entry(from.to_owned()).or_default() += 1,
        }
    }
    (counts, missing, coarser)
}

#[track_caller]
fn check_histogram(documents: &[&Document], histogram: &Histogram) {
    let (expected, missing, coarser) = counted(documents, histogram.column, histogram.step);
    let what = format!("{} by {}", histogram.column.name(), histogram.step);
    assert_eq!((histogram.missing, histogram.coarser), (missing, coarser), "{what}");
    let filled = histogram.buckets.iter().filter(|bucket| bucket.count != 0);
    let found: BTreeMap<String, u64> = filled.map(|bucket| (bucket.from.clone(), bucket.count)).collect();
    assert_eq!(found, expected, "{what}");
    assert!(histogram.buckets.is_sorted_by(|a, b| a.from < b.from), "{what}");
    let ends = [histogram.buckets.first(), histogram.buckets.last()];
    assert!(ends.into_iter().flatten().all(|bucket| bucket.count != 0), "{what}");
}

#[test]
fn histograms_count_what_plain_reckoning_counts() {
    let columns = [ScaleColumn::Published, ScaleColumn::Filed, ScaleColumn::Priority];
    let mut histograms = Vec::new();
    for column in columns {
        for step in [Step::Year, Step::Month, Step::Day] {
            histograms.extend(HistogramRequest::new(column, step));
        }
    }
    // The filter keeps the days below the limit of buckets.
    for (text, from, to) in [("*", 2012, 2018), ("電池", 2010, 2016), ("office:JP", 2014, 2015)] {
        let filters = ["published", "filed", "priority"]
            .map(|field| Filter::read(field, &[&format!("[{from} TO {to}]")]).expect("a filter"))
            .to_vec();
        let request = SearchRequest {
            size: 100,
            highlight: false,
            histograms: histograms.clone(),
            filters,
            ..SearchRequest::new(parse(text).ast)
        };
        let page = demo().search(&request);
        let documents: Vec<&Document> = page.hits.iter().map(Hit::front).collect();
        assert_eq!(documents.len() as u64, page.total);
        assert_eq!(page.histograms.len(), histograms.len());
        page.histograms.iter().for_each(|histogram| check_histogram(&documents, histogram));
    }
}

#[test]
fn months_and_days_follow_the_calendar() {
    let patent = |serial: u32, date: &str| {
        let Document::Patent(mut patent) = english(serial, "cell", &["x"; 3]) else { panic!() };
        patent.published = (!date.is_empty()).then(|| date.parse().expect("a date"));
        Document::Patent(patent)
    };
    let dates = ["2023-12-30", "2024-03-01", "2024-03-01", "2024", "2024-02", ""];
    let documents = (1..).zip(dates).map(|(serial, date)| patent(serial, date)).collect();
    let fixture = Fixture::new(documents, 2);
    let histogram = |written: &str| {
        let histograms = vec![HistogramRequest::read(written).expect("a histogram")];
        let page = fixture.search(&SearchRequest { histograms, ..SearchRequest::new(parse("*").ast) });
        let buckets = page.histograms[0].buckets.iter().map(|bucket| (bucket.from.clone(), bucket.count));
        (buckets.collect::<Vec<_>>(), page.histograms[0].missing, page.histograms[0].coarser)
    };
    let (days, missing, coarser) = histogram("published:day");
    assert_eq!(
        (days.len(), missing, coarser),
        (63, 1, 2),
        "two days, 31 of January, 29 of February, one of March"
    );
    assert_eq!(days[1..3], [("2023-12-31".to_owned(), 0), ("2024-01-01".to_owned(), 0)]);
    assert_eq!(days[61..], [("2024-02-29".to_owned(), 0), ("2024-03-01".to_owned(), 2)]);
    let months =
        ["2023-12", "2024-01", "2024-02", "2024-03"].map(str::to_owned).into_iter().zip([1, 0, 1, 2]);
    assert_eq!(histogram("published:month"), (months.collect(), 1, 1));
    assert_eq!(histogram("published"), (vec![("2023".to_owned(), 1), ("2024".to_owned(), 4)], 1, 0));
    assert_eq!(histogram("claim_count:2"), (vec![("2".to_owned(), 6)], 0, 0));
    assert_eq!(histogram("filed:day"), (vec![], 6, 0));
}

#[test]
fn histograms_are_read_as_they_are_written() {
    for (written, expected) in [
        ("published", Some("published:year")),
        ("filed:day", Some("filed:day")),
        ("claim_count", Some("claim_count:1")),
        ("claim_count:25", Some("claim_count:25")),
        ("claim_count:0", None),
        ("claim_count:month", None),
        ("published:7", None),
        ("title:year", None),
        ("", None),
    ] {
        let read = HistogramRequest::read(written).map(|histogram| histogram.to_string());
        assert_eq!(read.as_deref(), expected, "{written}");
    }
}

#[test]
fn a_histogram_with_too_many_buckets_is_refused() {
    let histograms = vec![HistogramRequest::read("published:day").expect("a histogram")];
    let request = SearchRequest { histograms, ..SearchRequest::new(parse("*").ast) };
    match query::search(&demo().generation, &request) {
        Err(query::QueryError::TooManyBuckets { histogram, limit }) => {
            assert_eq!((histogram.as_str(), limit), ("published:day", 4000));
        }
        other => panic!("expected an error, got {other:?}"),
    }
}
