//! Advice: a table on the demo corpus, and what must hold for any query.

use proptest::prelude::*;
use query::{Across, Advice, AdviceCode, Lint, Scope, SearchRequest, count_nodes, lint, parse};

use crate::search::fixture::{Fixture, demo, english, japanese};

fn lint_of(fixture: &Fixture, text: &str) -> Lint {
    let tree = count_nodes(&fixture.generation, &parse(text).ast, &Scope::default(), &Across::default())
        .expect("counted");
    lint(&fixture.generation, &tree, &Scope::default(), Some(text)).expect("examined")
}

/// Checks codes and nodes of the advice, spellings left out.
#[track_caller]
fn check(fixture: &Fixture, text: &str, expected: &[(&str, &str)]) {
    let lint = lint_of(fixture, text);
    assert!(lint.is_complete, "{text}");
    let found: Vec<(&str, &str)> = lint
        .advice
        .iter()
        .filter(|advice| advice.code != AdviceCode::MissingVariant)
        .map(|advice| (advice.code.as_str(), advice.node.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_demo_corpus_is_examined() {
    let fixture = demo();
    check(fixture, "固体電解質", &[]);
    check(fixture, "type:patent AND ipc:H01M", &[]);
    check(fixture, "title:電池 OR title:qqq", &[("dead-branch", "title:qqq")]);
    check(fixture, "title:電池 AND title:qqq", &[("empty-operand", "title:qqq")]);
    check(fixture, "title:電池 NOT title:qqq", &[("excludes-nothing", "NOT title:qqq")]);
    check(fixture, "type:patent NOT type:article", &[("excludes-nothing", "NOT type:article")]);
    check(fixture, "ipc:H01M NOT type:patent", &[("excludes-everything", "NOT type:patent")]);
    check(fixture, "ipc:A01B OR ipc:H01M", &[("dead-branch", "ipc:A01B"), ("empty-class", "ipc:A01B")]);
    check(fixture, "ipc:H01M OR ipc:H01M10", &[("subsumed", "ipc:H01M10")]);
    check(fixture, "type:patent AND type:article", &[("nothing-in-common", "type:patent AND type:article")]);
    check(fixture, "published:1850", &[("outside-holdings", "published:1850")]);
    check(fixture, "\"電解質の固体\"", &[("words-apart", "\"電解質の固体\"")]);
    check(fixture, "\"electrolyte solid\"", &[("words-apart", "\"electrolyte solid\"")]);
    check(
        fixture,
        "type:article OR office:JP AND year:2012",
        &[("precedence", "type:article OR (office:JP AND year:2012)")],
    );
}

#[test]
fn a_term_that_gives_nearly_all_of_a_union_is_named() {
    let mut documents: Vec<_> = (0..40).map(|i| english(i, "common", &["It is common."])).collect();
    documents.push(english(50, "rare", &["It is rare."]));
    let fixture = Fixture::new(documents, 1);
    check(&fixture, "title:common OR title:rare", &[("dominates", "title:common")]);
}

fn variants(fixture: &Fixture, text: &str) -> Vec<(String, u64, u64)> {
    let advice: Vec<Advice> = lint_of(fixture, text).advice;
    let of_spelling = advice.into_iter().filter(|advice| advice.code == AdviceCode::MissingVariant);
    let suggestions = of_spelling.flat_map(|advice| advice.suggestions);
    suggestions
        .filter_map(|suggestion| {
            let variant = suggestion.variant?;
            Some((variant.text, variant.adds, suggestion.count))
        })
        .collect()
}

#[test]
fn spellings_that_would_find_more_are_counted() {
    let fixture = Fixture::new(
        vec![
            japanese(1, "取付け部材", &["取付け部材。"]),
            japanese(2, "取り付け部材", &["取り付け部材。"]),
            japanese(3, "取り付け部材", &["取り付け部材。"]),
            english(1, "optical fibre", &["An optical fibre."]),
            english(2, "optical fiber", &["An optical fiber."]),
        ],
        1,
    );
    assert_eq!(variants(&fixture, "\"取付け部材\""), [("取り付け部材".to_owned(), 2, 3)]);
    assert_eq!(variants(&fixture, "title:fibre"), [("fiber".to_owned(), 1, 2)]);
    assert!(variants(&fixture, "title:optical").is_empty());
}

/// Parts of queries that find something, and some that do not.
fn conditions() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "title:電池",
        "title:battery",
        "title:qqq",
        "ipc:H01M",
        "ipc:A01B",
        "type:article",
        "office:JP",
        "year:2012",
        "\"固体電解質\"",
        "\"qqq rrr\"",
        "published:<1900",
        "電池",
        "コンピュータ",
        "*",
    ])
    .prop_map(str::to_owned)
}

fn queries() -> impl Strategy<Value = String> {
    conditions().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) AND ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) OR ({b})")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("{a} OR {b} AND {c}")),
            inner.prop_map(|a| format!("NOT ({a})")),
        ]
    })
}

fn total(text: &str) -> u64 {
    demo().search(&SearchRequest { size: 0, ..SearchRequest::new(parse(text).ast) }).total
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn advice_is_true_of_any_query(text in queries()) {
        for advice in lint_of(demo(), &text).advice {
            let count = total(&advice.node);
            prop_assert_eq!(advice.count, count, "{} in {}", advice.node, text);
            let must_be_empty =
                matches!(advice.code, AdviceCode::DeadBranch | AdviceCode::EmptyOperand | AdviceCode::EmptyClass);
            prop_assert!(!must_be_empty || count == 0, "{} in {}", advice.node, text);
            for suggestion in &advice.suggestions {
                prop_assert_eq!(suggestion.count, total(&suggestion.query), "{} of {}", suggestion.query, text);
            }
            prop_assert!(!advice.to_string().is_empty());
        }
    }

    #[test]
    fn any_text_is_examined(text in ".{0,60}") {
        lint_of(demo(), &text);
    }
}
