//! A set of three families in an index of 33, worked by hand.

use std::sync::{Arc, LazyLock};

use indexer::Generation;

use super::*;
use crate::{Figures, Missing, fixture::Fixture};

/// 18 of batteries and 12 of assays, filed in 2005 and 2000: what the third family cites.
fn cited() -> Vec<String> {
    (1..=30)
        .map(|serial| {
            let class = if serial <= 18 { "H01M10/05" } else { "G01N33/53" };
            let filed = if serial <= 20 { "2005-01-01" } else { "2000-01-01" };
            format!(
                r#"{{"type":"patent","number":"JP-20060000{serial:02}-A","filed":"{filed}","published":"2006-08-01",
                "ipc":[{{"symbol":"{class}"}}]}}"#
            )
        })
        .collect()
}

fn set() -> Vec<String> {
    let party = |name: &str, sector: &str| {
        format!(r#"{{"names":[{{"language":"ja","text":"{name}"}}],"sector":"{sector}"}}"#)
    };
    let (university, company) = (party("青葉大学", "university"), party("乙社", "company"));
    let other = party("丙社", "company");
    let citations: Vec<String> =
        (1..=30).map(|serial| format!(r#"{{"text":"x","number":"JP-20060000{serial:02}-A"}}"#)).collect();
    vec![
        format!(
            r#"{{"type":"patent","number":"JP-2011000001-A","family":"f","filed":"2010-01-01","published":"2011-07-01",
            "ipc":[{{"symbol":"H01M10/05"}}],"applicants":[{university},{company}]}}"#
        ),
        r#"{"type":"patent","number":"US-9000001-B2","family":"f","filed":"2010-06-01","published":"2012-07-01",
            "ipc":[{"symbol":"H01M10/05"}]}"#
            .to_owned(),
        format!(
            r#"{{"type":"patent","number":"JP-2012000002-A","filed":"2011-01-01","published":"2012-07-01",
            "ipc":[{{"symbol":"H01M10/05"}}],"applicants":[{university}]}}"#
        ),
        format!(
            r#"{{"type":"patent","number":"JP-2011000003-A","filed":"2010-01-01","published":"2011-07-01",
            "ipc":[{{"symbol":"G01N33/53"}}],"applicants":[{other}],"citations":[{}]}}"#,
            citations.join(",")
        ),
        r#"{"type":"article","id":"doi:10.5555/a","published":"2004"}"#.to_owned(),
    ]
}

static GENERATION: LazyLock<Arc<Generation>> = LazyLock::new(|| {
    let lines: Vec<String> = cited().into_iter().chain(set()).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    Fixture::new(&[&lines]).generation()
});

fn of(ids: &[&str]) -> Portfolio {
    let figures = Figures::of(&GENERATION).unwrap();
    let addresses: Vec<_> =
        ids.iter().map(|id| GENERATION.address(&id.parse().unwrap()).unwrap().unwrap()).collect();
    portfolio(&figures, &addresses)
}

fn three() -> Portfolio {
    of(&["JP-2011000001-A", "US-9000001-B2", "JP-2012000002-A", "JP-2011000003-A", "doi:10.5555/a"])
}

#[track_caller]
fn check(reading: Reading, expected: f64) {
    let Reading::Known(value) = reading else { panic!("{reading:?}") };
    assert!((value - expected).abs() < 1e-4, "{value} and not {expected}");
}

#[test]
fn families_are_counted_once() {
    let set = three();
    assert_eq!((set.patents, set.articles, set.families), (4, 1, 3));
    let offices: Vec<(&str, usize)> =
        set.offices.iter().map(|(office, count)| (office.as_str(), *count)).collect();
    assert_eq!(offices, [("JP", 3), ("US", 1)]);
    assert_eq!(set.years, [(2010, 2), (2011, 1)]);
    assert_eq!(set.sectors, [(Sector::University, 2), (Sector::Company, 2)]);
    let names: Vec<(&str, usize)> =
        set.applicants.iter().map(|applicant| (applicant.name.as_str(), applicant.families)).collect();
    assert_eq!(names, [("青葉大学", 2), ("丙社", 1), ("乙社", 1)]);
    // One member stands for its family.
    let one = of(&["US-9000001-B2"]);
    assert_eq!((one.patents, one.families, one.applicant_count), (1, 1, 2));
}

#[test]
fn applicants_concentrate() {
    let set = three();
    // ½ + 1, ½ and 1 of 3 families: shares ½, 1/6, 1/3; squares ¼ + 1/36 + 1/9.
    check(set.hhi, 0.25 + 1.0 / 36.0 + 1.0 / 9.0);
    check(set.cr4, 1.0);
    check(set.international, 1.0 / 3.0);
    check(set.collaboration.reading, 1.0 / 3.0);
    assert_eq!(set.collaboration.of, 3);
}

#[test]
fn cited_families_have_an_age() {
    let set = three();
    assert_eq!(set.cycle_time.citations, 30);
    // Of 30 ages the fifteenth: from 2005-01-01 to 2010-01-01, 1826 days.
    check(set.cycle_time.median, 1826.0 / 365.2425);
    let few = of(&["JP-2012000002-A"]).cycle_time;
    assert_eq!((few.median, few.citations), (Reading::Unknown(Missing::Citations), 0));
}

#[test]
fn advantages_compare_with_the_whole_index() {
    let ids: Vec<String> = (1..=30).map(|serial| format!("JP-20060000{serial:02}-A")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let set = of(&ids);
    let fields: Vec<(u8, usize)> =
        set.fields.iter().map(|count| (count.field.number(), count.families)).collect();
    assert_eq!(fields, [(1, 18), (11, 12)]);
    // Of 33 families in all 20 are of field 1 and 13 of field 11: (18/30)/(20/33) and (12/30)/(13/33).
    check(set.fields[0].advantage, 0.6 / (20.0 / 33.0));
    check(set.fields[1].advantage, 0.4 / (13.0 / 33.0));
    // Of three families 3 · 13/33 are expected in field 11: too few.
    let small = three();
    assert_eq!(small.fields[1].advantage, Reading::NotEnoughData { size: 1, needed: 5 });
    // All of the index has no advantage over itself.
    let ids: Vec<&str> =
        ids.into_iter().chain(["JP-2011000001-A", "JP-2012000002-A", "JP-2011000003-A"]).collect();
    of(&ids).fields.iter().for_each(|count| check(count.advantage, 1.0));
}

#[test]
fn figures_are_distributed() {
    let set = three();
    let backward =
        set.distributions.iter().find(|found| found.measure == Measure::BackwardCitations).unwrap();
    // 0, 0 and 30.
    assert_eq!((backward.known, backward.mean, backward.quartiles), (3, 10.0, [0.0, 0.0, 0.0, 30.0, 30.0]));
    assert!(set.distributions.iter().all(|found| !matches!(found.measure, Measure::Claims)));
    // Windows of five years have closed for what was published in 2006, and not for these.
    assert!(set.distributions.iter().all(|found| found.measure != Measure::ForwardCitations5));
    assert_eq!(of(&[]).families, 0);
}
