//! Walking a cursor to its end.

use std::collections::HashSet;

use query::{CursorError, QueryError, SearchRequest, Sort, parse, search};

use super::fixture::{Fixture, Numbers, demo, english, ids_of, japanese};

/// Walks all pages of a query and gives the ids in the order in which they came.
#[track_caller]
fn walk(fixture: &Fixture, text: &str, sort: &str, size: usize) -> Vec<String> {
    let mut request = SearchRequest {
        size,
        highlight: false,
        sort: sort.parse().expect("a sort order"),
        ..SearchRequest::new(parse(text).ast)
    };
    let mut ids = Vec::new();
    let total = fixture.search(&request).total;
    loop {
        let page = fixture.search(&request);
        assert_eq!(page.total, total, "{text}");
        ids.extend(ids_of(&page));
        match page.next {
            // As the next request of a client would have it.
            Some(cursor) => request.cursor = Some(cursor.to_string().parse().expect("our own cursor")),
            None => break,
        }
        assert!(ids.len() <= total as usize, "{text} sorted by {sort} goes on after {} hits", ids.len());
    }
    assert_eq!(ids.len() as u64, total, "{text} sorted by {sort}, pages of {size}");
    let distinct: HashSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "{text} sorted by {sort}, pages of {size}: a hit came twice");
    ids
}

#[test]
fn every_hit_comes_once() {
    for text in [
        "電池",
        "solid electrolyte battery",
        "固体電解質 AND 電池",
        "*",
        "office:JP",
        "NOT 電池",
        "ti:電池 OR 触媒",
    ] {
        for sort in ["score", "-published", "published", "filed", "-priority"] {
            for size in [1, 3, 10] {
                walk(demo(), text, sort, size);
            }
        }
    }
}

#[test]
fn many_equal_scores_come_once() {
    // Few distinct texts: scores meet in large groups, and sums of several terms round differently.
    let mut numbers = Numbers(3);
    let mut pick = |from: &[&'static str]| *numbers.pick(from);
    let titles = ["固体 電池 電極", "電極 電池", "電池 固体", "電極", "固体 固体 電池"];
    let documents = (0..400).map(|serial| {
        if serial % 3 == 0 {
            english(serial + 1, pick(&["solid battery", "battery electrode solid", "electrode"]), &[])
        } else {
            japanese(serial + 1, pick(&titles), &[pick(&titles)])
        }
    });
    let fixture = Fixture::new(documents.collect(), 3);
    for text in ["固体 電池 電極 solid battery electrode", "電池", "電池 OR office:US", "固体 AND 電極", "*"]
    {
        let by_seven = walk(&fixture, text, "score", 7);
        let by_hundred = walk(&fixture, text, "score", 100);
        let distinct = |ids: &[String]| ids.iter().cloned().collect::<HashSet<_>>();
        assert_eq!(distinct(&by_seven), distinct(&by_hundred), "{text}");
    }
}

#[test]
fn the_order_of_dates_does_not_depend_on_pages() {
    for sort in ["-published", "published", "filed", "-priority"] {
        assert_eq!(walk(demo(), "電池 battery", sort, 4), walk(demo(), "電池 battery", sort, 50), "{sort}");
    }
}

#[test]
fn a_cursor_of_another_search_or_generation_is_refused() {
    let request = SearchRequest { size: 2, ..SearchRequest::new(parse("電池").ast) };
    let cursor = demo().search(&request).next;
    assert!(cursor.is_some());
    let of_other_query = SearchRequest { cursor: cursor.clone(), ..SearchRequest::new(parse("触媒").ast) };
    assert!(matches!(search(&demo().generation, &of_other_query), Err(QueryError::CursorOfOtherSearch)));
    let sort = "-filed".parse::<Sort>().expect("a sort order");
    let of_other_sort = SearchRequest { cursor: cursor.clone(), sort, ..request.clone() };
    assert!(matches!(search(&demo().generation, &of_other_sort), Err(QueryError::CursorOfOtherSearch)));
    let other = Fixture::new(vec![japanese(1, "電池", &[])], 1);
    let of_other_generation = SearchRequest { cursor, ..request };
    match search(&other.generation, &of_other_generation) {
        Err(QueryError::CursorOfOtherGeneration { of, .. }) => {
            assert_eq!(of, demo().generation.id().to_string());
        }
        other => panic!("expected an error, got {other:?}"),
    }
    assert_eq!("nonsense".parse::<query::Cursor>(), Err(CursorError::Damaged));
}

#[test]
fn a_page_that_is_too_large_is_refused() {
    let most = demo().generation.config().ranking.limits.page_size_max;
    let request = SearchRequest { size: most + 1, ..SearchRequest::new(parse("電池").ast) };
    match search(&demo().generation, &request) {
        Err(QueryError::PageTooLarge { asked, limit }) => assert_eq!((asked, limit), (most + 1, most)),
        other => panic!("expected an error, got {other:?}"),
    }
}
