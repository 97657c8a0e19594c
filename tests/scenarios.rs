//! What a person sees: searches on the demo corpus whose right answer is known (the tables of `demo/README.md`).

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{chizai, demo_index};

fn search(query: &str, limit: usize) -> Value {
    let outcome =
        chizai(&["search", "--json", "--limit", &limit.to_string(), "--index", demo_index(), query]);
    assert!(outcome.code <= 1, "{query}: {}", outcome.stderr);
    outcome.json()
}

fn ids(body: &Value) -> Vec<String> {
    body["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
}

/// The documents that match, whatever their order.
#[track_caller]
fn check_matches(query: &str, expected: &[&str]) {
    let found: BTreeSet<String> = ids(&search(query, 100)).into_iter().collect();
    assert_eq!(found, expected.iter().map(|id| (*id).to_owned()).collect(), "{query}");
}

/// All of `expected` match, others may too.
#[track_caller]
fn check_includes(query: &str, expected: &[&str]) {
    let found = ids(&search(query, 100));
    for id in expected {
        assert!(found.iter().any(|found| found == id), "{query}: {id} is not among {found:?}");
    }
}

/// The first hits, in order.
#[track_caller]
fn check_first(query: &str, expected: &[&str]) {
    let found = ids(&search(query, expected.len()));
    assert_eq!(found, expected, "{query}");
}

#[test]
fn quoted_japanese_is_exact() {
    check_matches("\"関西国際空港\"", &["JP-2017940306-A"]);
    check_matches("\"空港\"", &["JP-2017940306-A"]);
    check_matches("\"東京ばな菓\"", &["JP-9940305-B2"]);
    check_includes("\"組み込\"", &["JP-9940104-B2", "JP-9940208-B2"]);
    check_includes("\"ＬｉＦｅＰＯ４\"", &["JP-2014900620-A"]);
    check_includes("\"LiFePO4\"", &["JP-2014900620-A", "US-20189000731-A1"]);
}

#[test]
fn part_of_a_compound_finds_it() {
    check_includes("電池", &["JP-2012900101-A", "JP-2014900620-A", "JP-2008900840-A"]);
    check_includes("空港", &["JP-2017940306-A"]);
}

#[test]
fn a_technique_in_plain_words_puts_claims_before_descriptions() {
    let query = "二酸化炭素を電気化学的に還元する銅触媒";
    check_first(query, &["JP-2019901101-A"]);
    let found = ids(&search(query, 100));
    let rank =
        |id: &str| found.iter().position(|found| found == id).unwrap_or_else(|| panic!("{id}: {found:?}"));
    assert!(rank("JP-2025901777-A") < rank("JP-2024901636-A"), "claims before description only: {found:?}");
}

#[test]
fn both_languages_are_searched_without_being_asked() {
    check_first("laser scanning microscope adaptive", &["US-20059400301-A1"]);
    check_includes("solid electrolyte", &["doi:10.5555/chizai.asd.2015.0611", "US-20129000101-A1"]);
    check_includes("固体電解質 solid electrolyte", &["JP-2012900101-A", "doi:10.5555/chizai.asd.2015.0611"]);
}

#[test]
fn chemistry_is_found_as_written() {
    check_includes(
        "\"LiNi0.5Mn1.5O4\"",
        &["JP-2016900303-A", "WO-2016900303-A1", "doi:10.5555/chizai.dko.2013.0417"],
    );
    check_includes(
        "\"Li7La3Zr2O12\"",
        &["JP-9001210-B2", "US-99000210-B2", "doi:10.5555/chizai.asd.2015.0611"],
    );
    check_includes("\"1,3-butadiene\"", &["US-20129001747-A1", "EP-9000404-A1"]);
    check_includes("\"β-lactam\"", &["US-20129001747-A1"]);
    check_includes("TiO2", &["JP-2023901525-A"]);
}

#[test]
fn names_are_searched_in_their_own_script() {
    check_includes("inventor:髙﨑", &["JP-9940305-B2", "JP-2024940310-A"]);
    check_includes("inventor:\"高崎 守\"", &["JP-9940305-B2"]);
    let japanese = search("applicant:日東", 100);
    assert_eq!(
        japanese["total"],
        search("applicant:日東光学機器", 100)["total"],
        "part of a name finds the whole"
    );
    assert!(0 < japanese["total"]["value"].as_u64().unwrap());
    check_includes(
        "applicant:nordheim",
        &ids(&search("applicant:\"Nordheim Energie\"", 5)).iter().map(String::as_str).collect::<Vec<_>>(),
    );
}

#[test]
fn classes_are_found_by_level_and_prefix() {
    let found = ids(&search("ipc:H01M10/06", 100));
    assert_eq!(found, ["JP-2008900840-A"]);
    check_includes("ipc:H01M", &["JP-2008900840-A", "JP-2014900620-A"]);
    check_includes("ipc:H01M10/05*", &["JP-2014900620-A"]);
    assert!(!ids(&search("ipc:H01M10/05*", 100)).contains(&"JP-2008900840-A".to_owned()));
    check_includes("fi:\"A23D9/00,504\"", &["JP-H11940206-A"]);
}

#[test]
fn boolean_operators_and_ranges_select() {
    let both = search("銅触媒 AND 二酸化炭素", 100)["total"]["value"].as_u64().unwrap();
    let one = search("銅触媒", 100)["total"]["value"].as_u64().unwrap();
    assert!(0 < both && both <= one);
    let count = |query: &str| search(query, 1)["total"]["value"].as_u64().unwrap();
    assert_eq!(count("type:patent") + count("type:article"), 109);
    assert_eq!(
        count("type:patent AND published:[2010 TO 2019]")
            + count("type:patent AND NOT published:[2010 TO 2019]"),
        76
    );
    assert_eq!(count("office:JP OR office:US"), count("office:JP") + count("office:US"));
}

#[test]
fn any_accepted_form_of_a_number_shows_the_document() {
    for (form, id) in [
        ("特開2012-900101", "JP-2012900101-A"),
        ("特開２０１２－９００１０１号公報", "JP-2012900101-A"),
        ("JP2012900101A", "JP-2012900101-A"),
        ("特開平11-900512", "JP-H11900512-A"),
        ("JPH11900512A", "JP-H11900512-A"),
        ("特開Ｈ１１－９００５１２", "JP-H11900512-A"),
        ("特許第9940104号", "JP-9940104-B2"),
        ("US 99,000,210 B2", "US-99000210-B2"),
        ("US2012/9000101 A1", "US-20129000101-A1"),
        ("https://doi.org/10.5555/chizai.asd.2015.0611", "doi:10.5555/chizai.asd.2015.0611"),
    ] {
        let outcome = chizai(&["show", "--json", "--index", demo_index(), form]).with_code(0);
        let shown = outcome.json();
        let found = shown["number"].as_str().or(shown["id"].as_str()).unwrap();
        assert_eq!(found, id, "{form}");
    }
}

#[test]
fn invented_documents_are_marked() {
    for hit in search("電池", 20)["hits"].as_array().unwrap() {
        assert_eq!(hit["invented"], true, "{hit}");
    }
    let shown = chizai(&["show", "--index", demo_index(), "JP-2012900101-A"]).with_code(0);
    assert!(shown.stdout.contains("invented"), "{}", shown.stdout);
    let listed = chizai(&["search", "--index", demo_index(), "電池"]).with_code(0);
    assert!(listed.stdout.contains("invented"), "{}", listed.stdout);
}

#[test]
fn passages_say_where_they_stand() {
    let body = search("射出成形機 金型の温度を検知する手段", 1);
    let passage = &body["hits"][0]["passages"][0];
    assert!(!passage["text"].as_str().unwrap().is_empty(), "{body}");
    assert!(!passage["marks"].as_array().unwrap().is_empty(), "{body}");
    assert!(passage["place"]["label"].is_string(), "{body}");
}
