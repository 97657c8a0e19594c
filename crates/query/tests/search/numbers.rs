//! Ranges of numbers against a scan over the documents.

use std::sync::LazyLock;

use model::{Document, Number, Patent, PublicationNumber};
use proptest::prelude::*;
use query::{Ast, Bound, Field, Operand, SearchRequest, Value, parse};

use super::fixture::{Fixture, Numbers, demo, ids_of};

/// Publications whose serials are close to each other, of several offices, kinds and ways of numbering, each with an
/// application's and perhaps a grant's number.
static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let mut numbers = Numbers(11);
    let mut ids = std::collections::BTreeSet::new();
    while ids.len() < 120 {
        ids.insert(random_publication(&mut numbers));
    }
    ids.into_iter()
        .map(|id| {
            let mut patent = Patent::new(id.parse().expect("a number"));
            patent.application =
                format!("JP-{}{:06}", 2009 + numbers.below(2), numbers.below(40)).parse().ok();
            patent.grant = format!("JP-{}", 5_999_990 + numbers.below(30)).parse().ok();
            Document::Patent(Box::new(patent))
        })
        .collect()
});
static INDEX: LazyLock<Fixture> = LazyLock::new(|| Fixture::new(DOCUMENTS.clone(), 3));

fn random_publication(numbers: &mut Numbers) -> String {
    let serial = numbers.below(40);
    match numbers.below(7) {
        0 => format!("JP-{}{serial:06}-A", 2009 + numbers.below(2)),
        1 => format!("JP-H10{serial:06}-A"),
        2 => format!("JP-H07{serial:06}-B2"),
        3 => format!("JP-{}-B2", 5_999_980 + serial),
        4 => format!("JP-{}-U", 3_000_001 + serial),
        5 => format!("US-{}-B2", 9_999_980 + serial),
        _ => format!("US-RE{}-E1", 99_980 + serial),
    }
}

/// Sort, office, kind and letters, and the value of the digits.
fn plain(number: &Number) -> (String, u64) {
    let (sort, written) = match number {
        Number::Publication(number) => ("publication", number.to_string()),
        Number::Application(number) => ("application", number.to_string()),
        Number::Grant(number) => ("grant", number.to_string()),
    };
    let mut parts = written.split('-');
    let (office, serial) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let letters: String = serial.chars().filter(char::is_ascii_alphabetic).collect();
    let digits: String = serial.chars().filter(char::is_ascii_digit).collect();
    let kind = parts.next().unwrap_or_default();
    (format!("{sort} {office} {letters} {kind}"), digits.parse().expect("digits"))
}

fn numbers_of(document: &Document) -> Vec<Number> {
    let Document::Patent(patent) = document else { return Vec::new() };
    let mut numbers = vec![Number::Publication(patent.number.clone())];
    numbers.push(Number::Publication(patent.number.without_kind()));
    numbers.extend(patent.application.clone().map(Number::Application));
    numbers.extend(patent.grant.clone().map(Number::Grant));
    numbers
}

fn any_number() -> impl Strategy<Value = Number> {
    (0..DOCUMENTS.len(), 0..4_usize).prop_map(|(document, which)| {
        let numbers = numbers_of(&DOCUMENTS[document]);
        numbers[which % numbers.len()].clone()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_range_finds_what_lies_in_it(
        one in any_number(),
        other in any_number(),
        ends in 0..4_u8,
        inclusive in any::<(bool, bool)>(),
    ) {
        let (series, _) = plain(&one);
        let other = if plain(&other).0 == series { other } else { one.clone() };
        let (first, last) = if plain(&one).1 <= plain(&other).1 { (one, other) } else { (other, one) };
        let bound = |number: &Number, inclusive| Bound { value: Value::Identifier(number.clone()), inclusive };
        let lower = (ends != 1).then(|| bound(&first, inclusive.0));
        let upper = (ends != 2).then(|| bound(&last, inclusive.1));
        let inside = |number: &Number| {
            let (of, value) = plain(number);
            let above = ends == 1 || plain(&first).1 < value || (inclusive.0 && plain(&first).1 == value);
            let below = ends == 2 || value < plain(&last).1 || (inclusive.1 && plain(&last).1 == value);
            of == series && above && below
        };
        let mut expected: Vec<String> = DOCUMENTS
            .iter()
            .filter(|document| numbers_of(document).iter().any(inside))
            .map(|document| document.id().to_string())
            .collect();
        expected.sort();
        let field = Field::find("number").expect("a field");
        let query = Ast::leaf(field, Operand::Range { lower, upper });
        let request = SearchRequest { size: 1000, highlight: false, ..SearchRequest::new(query.clone()) };
        let mut found = ids_of(&INDEX.search(&request));
        found.sort();
        prop_assert_eq!(found, expected, "{}", query);
    }
}

#[test]
fn numbers_of_one_series_are_ordered_by_their_keys() {
    let key =
        |text: &str| Number::Publication(text.parse::<PublicationNumber>().expect("a number")).order_key();
    assert!(key("US-999999-A") < key("US-1000000-A"), "by value, not by characters");
    assert!(key("JP-2010000009-A") < key("JP-2010000010-A"));
}

/// The tree that a range in a query is read as, printed, or the code of its problem.
#[track_caller]
fn check(inside: &str, expected: &str) {
    let parsed = parse(&format!("number:{inside}"));
    let read = match parsed.problems.first() {
        Some(problem) => problem.code.to_string(),
        None => parsed.ast.to_string(),
    };
    assert_eq!(read, expected, "{inside}: {:?}", parsed.problems);
    if parsed.problems.is_empty() {
        assert_eq!(parse(&read).ast, parsed.ast, "{read} is not read back");
    }
}

#[test]
fn ranges_are_read_in_any_form() {
    let expected = "number:[JP-2010000001-A TO JP-2010000999-A]";
    check("[JP-2010000001-A TO JP-2010000999-A]", expected);
    check("[特開2010-1 TO 特開2010-999]", expected);
    check("［特開２０１０－１ TO 特開２０１０－９９９］", expected);
    check("[JP 2010-000001 A to JP 2010-000999 A]", expected);
    check("{特開2010-1 TO 特開2010-999}", "number:{JP-2010000001-A TO JP-2010000999-A}");
    check("[特開2010-1 TO *]", "number:[JP-2010000001-A TO *]");
    check("{* TO 特開2010-999]", "number:[* TO JP-2010000999-A]");
    check("[US 7,654,321 B2 TO US 7,654,399 B2]", "number:[US-7654321-B2 TO US-7654399-B2]");
    check("[特願2009-1 TO 特願2009-100]", "number:[JP20090000001 TO JP20090000100]");
    check("[実願2009-1 TO 実願2009-100]", "number:[実願2009-000001 TO 実願2009-000100]");
    check("[US 12/345,678 TO US 12/345,700]", "number:[US12/345678 TO US12/345700]");
    check("[PCT/JP2010/1 TO PCT/JP2010/999]", "invalid-value");
    check("[PCT/JP2010/000001 TO PCT/JP2010/000999]", "number:[PCT/JP2010/000001 TO PCT/JP2010/000999]");
    check("[EP 09 123 456.7 TO EP 09 123 460.1]", "number:[EP20090123456 TO EP20090123460]");
    check("[特許第6000000号 TO 特許第6000999号]", "number:[JP-6000000 TO JP-6000999]");
    check("[特開2010-5 TO 特開2010-5]", "number:[JP-2010000005-A TO JP-2010000005-A]");
}

#[test]
fn ranges_that_are_none_are_refused_with_a_reason() {
    check("[特開2010-1 TO US 7,654,321 B2]", "different-series");
    check("[特開平10-1 TO 特開2010-1]", "different-series");
    check("[JP6000000B1 TO JP6000009B2]", "different-series");
    check("[2009-1 TO 2009-999]", "ambiguous-number");
    check("[特公平7-1 TO 特公平7-9]", "ambiguous-number");
    check("[電池 TO 特開2010-1]", "invalid-value");
    check("[特開2010-9 TO 特開2010-1]", "empty-range");
    check("[* TO *]", "malformed-range");
    check("[特開2010-1 TO 特開2010-2 TO 特開2010-3]", "malformed-range");
}

#[test]
fn what_a_range_can_mean_is_suggested() {
    let parsed = parse("number:[2009-1 TO 2009-999]");
    assert_eq!(
        parsed.problems[0].suggestions,
        ["number:[JP-2009000001-A TO JP-2009000999-A]", "number:[JP20090000001 TO JP20090000999]"]
    );
}

/// Whether a query on the demo corpus finds a document, and the codes of the problems of planning it.
#[track_caller]
fn check_demo(query: &str, id: &str, finds: bool, codes: &[&str]) {
    let request = SearchRequest { size: 200, highlight: false, ..SearchRequest::new(parse(query).ast) };
    let page = demo().search(&request);
    assert_eq!(ids_of(&page).iter().any(|found| found == id), finds, "{query}: {:?}", ids_of(&page));
    let found: Vec<&str> = page.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(found, codes, "{query}: {:?}", page.problems);
}

#[test]
fn a_number_typed_without_a_field_finds_its_document_and_says_so() {
    let read = &["read-as-number"];
    for query in [
        "特開2012-900101",
        "特開２０１２－９００１０１号公報",
        "JP2012900101A",
        "JP 2012-900101 A",
        "jp2012900101a",
        "特開2012-900101 AND office:JP",
        "office:JP 特開2012-900101",
        "(特開2012-900101 OR xyzzy) AND type:patent",
    ] {
        check_demo(query, "JP-2012900101-A", true, read);
    }
    check_demo("US 99,000,210 B2", "US-99000210-B2", true, read);
    check_demo("特開2012-900101 sulfide", "JP-2012900101-A", true, read);
    check_demo("NOT JP2012900101A", "JP-2012900101-A", false, read);
    check_demo("特許第9940104号", "JP-9940104-B2", true, read);
    check_demo("10.5555/chizai.asd.2015.0611", "doi:10.5555/chizai.asd.2015.0611", true, read);
    check_demo("特開平11-900512", "JP-H11900512-A", true, read);
}

#[test]
fn the_document_that_a_number_names_comes_first() {
    let number = "JP-2010000001-A";
    let mut named = Patent::new(number.parse().expect("a number"));
    named.titles.push(model::Text::new(model::Language::JA, "電池"));
    let mut documents = vec![named];
    // They name it as often as a text can, in fields that count for much.
    for serial in 2..8 {
        let mut other = Patent::new(format!("JP-201000000{serial}-A").parse().expect("a number"));
        let text = format!("{number} 電池 {number} 電池 {number} 特開2010-000001");
        other.titles.push(model::Text::new(model::Language::JA, &text));
        other.abstracts.push(model::Text::new(model::Language::EN, &text));
        documents.push(other);
    }
    let documents = documents.into_iter().map(|patent| Document::Patent(Box::new(patent))).collect();
    let index = Fixture::new(documents, 2);
    for query in [number, "特開2010-000001", "電池 特開2010-000001 電池"] {
        let request = SearchRequest { explain: true, ..SearchRequest::new(parse(query).ast) };
        let page = index.search(&request);
        assert!(1 < page.total, "{query}: {:?}", ids_of(&page));
        assert_eq!(ids_of(&page)[0], number, "{query}");
        for hit in &page.hits {
            let explanation = hit.explanation.as_ref().expect("an explanation was asked for");
            let sum: f64 = explanation.leaves().iter().map(|leaf| leaf.value).sum();
            assert!((sum - hit.score).abs() < 1e-6, "{query}: {} sums to {sum}, not {}", hit.id, hit.score);
        }
    }
}

#[test]
fn what_does_not_say_that_it_is_a_number_remains_text() {
    check_demo("2012-900101", "JP-2012900101-A", false, &[]);
    check_demo("2012900101", "JP-2012900101-A", false, &[]);
    check_demo("title:JP2012900101A", "JP-2012900101-A", false, &[]);
    check_demo("\"JP2012900101A\"", "JP-2012900101-A", false, &[]);
}

#[test]
fn lists_are_read_as_they_are_pasted() {
    for list in [
        "number:(JP2012900101A US 99,000,210 B2)",
        "number:(特開2012-900101、US 99,000,210 B2)",
        "number:(JP-2012900101-A,US-99000210-B2)",
        "number:(特開２０１２－９００１０１号公報\nUS 99,000,210 B2\n)",
        "number:(99,000,210; 特開2012-900101)",
    ] {
        assert_eq!(demo().ids(list), ["JP-2012900101-A", "US-99000210-B2"], "{list}");
        let echo = parse(list).ast.to_string();
        assert_eq!(parse(&echo).ast, parse(list).ast, "{echo}");
    }
}

#[test]
fn a_beginning_of_a_number_is_read_in_any_case() {
    for beginning in ["number:JP-2012900101*", "number:jp-2012900101*", "pn:ＪＰ-2012900101*"] {
        assert_eq!(demo().ids(beginning), ["JP-2012900101-A"], "{beginning}");
    }
}

#[test]
fn a_thousand_numbers_are_one_query_and_too_many_are_refused() {
    let list = |count: usize| {
        let numbers: Vec<String> = (1..=count).map(|serial| format!("JP-2012{serial:06}-A")).collect();
        SearchRequest::new(parse(&format!("number:({} JP-2012900101-A)", numbers.join(" "))).ast)
    };
    assert_eq!(demo().search(&list(999)).total, 1);
    let refused = query::search(&demo().generation, &list(1_100)).expect_err("beyond the limit");
    assert!(refused.to_string().contains("limits.clauses"), "{refused}");
}

#[test]
fn an_application_is_not_the_publication_of_the_same_number() {
    let mut publication = Patent::new("JP-2009123456-A".parse().expect("a number"));
    publication.application = "JP-2008000001".parse().ok();
    let mut of_application = Patent::new("JP-2010228687-A".parse().expect("a number"));
    of_application.application = "JP-2009123456".parse().ok();
    let utility_model = Patent::new("JP-3123456-U".parse().expect("a number"));
    let documents = [publication, of_application, utility_model];
    let index =
        Fixture::new(documents.into_iter().map(|patent| Document::Patent(Box::new(patent))).collect(), 1);
    assert_eq!(index.ids("number:特願2009-123456"), ["JP-2010228687-A"]);
    assert_eq!(index.ids("number:JP20090123456"), ["JP-2010228687-A"]);
    assert_eq!(index.ids("number:特開2009-123456"), ["JP-2009123456-A"]);
    assert_eq!(index.ids("number:2009-123456"), ["JP-2009123456-A", "JP-2010228687-A"]);
    assert!(index.ids("number:特許第3123456号").is_empty());
    let granted = query::resolve(&index.generation, "特許第3123456号").expect("a number");
    assert!(granted.documents.is_empty(), "{granted:?}");
}
