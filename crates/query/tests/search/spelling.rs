//! English words written as one or as two, acronyms in the plural, and neighbouring characters of Japanese texts.

use std::sync::LazyLock;

use query::{ProblemCode, SearchRequest, parse};

use super::fixture::{Fixture, english, ids_of, japanese};

static INDEX: LazyLock<Fixture> = LazyLock::new(|| {
    Fixture::new(
        vec![
            english(1, "airflow over a wing", &[]),
            english(2, "air flow sensor", &[]),
            english(3, "flow of air", &[]),
            english(4, "expression of proteins", &[]),
            english(5, "RXRs and their ligands", &[]),
            english(6, "the RXR receptor", &[]),
            english(7, "IL 6 in serum", &[]),
            japanese(1, "固体の電解質", &["液体"]),
            japanese(2, "固体電解質", &["液体"]),
        ],
        1,
    )
});

/// The documents of `text` by their last digits, sorted, and whether another spelling was added.
#[track_caller]
fn check(text: &str, expected: &[u32], is_added: bool) {
    let page = INDEX.search(&SearchRequest { size: 100, ..SearchRequest::new(parse(text).ast) });
    let mut found = ids_of(&page);
    found.sort();
    let expected: Vec<String> = expected.iter().map(|serial| format!("US-2020{serial:07}-A1")).collect();
    assert_eq!(found, expected, "{text}");
    let has_notice = page.problems.iter().any(|problem| problem.code == ProblemCode::SpellingAdded);
    assert_eq!(has_notice, is_added, "{text}: {:?}", page.problems);
}

#[test]
fn words_are_found_as_one_and_as_two() {
    check("air flow", &[1, 2, 3], true);
    check("airflow", &[1, 2], true);
    check("\"airflow\"", &[1], false);
    check("\"air flow\"", &[2], false);
    check("sensor NOT airflow", &[2], false);
    check("IL6", &[7], true);
    check("expression", &[4], false);
}

#[test]
fn acronyms_are_found_in_the_singular() {
    check("RXR", &[5, 6], false);
    check("RXRs", &[5, 6], false);
    check("rxrs", &[5, 6], false);
}

/// Both documents have both words; the characters stand side by side in the second one alone.
#[test]
fn neighbouring_characters_rank_and_match_nothing_more() {
    let page = INDEX.page("固体電解質");
    assert_eq!(ids_of(&page), ["JP-2020000002-A", "JP-2020000001-A"]);
    assert_eq!(page.total, 2);
    assert_eq!(INDEX.page("質").total, 0);
}
