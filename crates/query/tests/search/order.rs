//! The order of hits.

use model::Date;
use query::{Direction, SearchRequest, Sort, SortKey, parse};

use super::fixture::demo;

fn dates(sort: &str) -> Vec<Option<Date>> {
    let sort = sort.parse().expect("a sort order");
    let request =
        SearchRequest { size: 100, highlight: false, sort, ..SearchRequest::new(parse("type:patent").ast) };
    demo().search(&request).hits.iter().map(|hit| hit.front().published()).collect()
}

#[test]
fn dates_rise_or_fall_and_missing_ones_come_last() {
    let rising = dates("published");
    let known: Vec<Date> = rising.iter().copied().flatten().collect();
    assert!(known.is_sorted());
    assert!(rising[..known.len()].iter().all(Option::is_some));
    let falling: Vec<Date> = dates("-published").into_iter().flatten().collect();
    assert!(falling.is_sorted_by(|a, b| b <= a));
}

#[test]
fn a_query_that_ranks_nothing_is_ordered_by_date() {
    let newest_first = Sort { key: SortKey::Published, direction: Direction::Descending };
    assert_eq!(demo().page("office:JP").sort, newest_first);
    assert_eq!(demo().page("NOT 電池").sort, newest_first);
    assert_eq!(demo().page("電池").sort, Sort::default());
}

#[test]
fn filters_narrow_and_do_not_change_scores() {
    let plain = demo().page("電池");
    let request = SearchRequest {
        size: 100,
        highlight: false,
        filters: vec![query::Filter::read("office", &["JP"]).expect("a filter")],
        ..SearchRequest::new(parse("電池").ast)
    };
    let filtered = demo().search(&request);
    assert!(0 < filtered.total && filtered.total < plain.total);
    for hit in &filtered.hits {
        let unfiltered = plain.hits.iter().find(|other| other.id == hit.id).expect("a filter adds nothing");
        assert_eq!(unfiltered.score, hit.score);
    }
}

#[test]
fn sort_orders_are_read() {
    let check = |text: &str, key, direction| {
        assert_eq!(text.parse::<Sort>().ok(), Some(Sort { key, direction }), "{text}");
    };
    check("score", SortKey::Score, Direction::Descending);
    check("-score", SortKey::Score, Direction::Descending);
    check("published", SortKey::Published, Direction::Ascending);
    check("-filed", SortKey::Filed, Direction::Descending);
    check("+priority", SortKey::Priority, Direction::Ascending);
    assert!("+score".parse::<Sort>().is_err());
    assert!("size".parse::<Sort>().is_err());
}
