//! Elements that claims of the other language say, by the term pairs of the index.

use model::Language;
use query::{Across, CoveragePage, CoverageRequest, Grade, Technique, coverage};

use super::judged::{printed, request};
use crate::search::fixture::{Fixture, english, japanese, mined_demo};

const PAIRS: [(&str, &str); 5] = [
    ("硫化物", "sulfide"),
    ("固体電解質", "solid electrolyte"),
    ("リチウム", "lithium"),
    ("負極", "anode"),
    ("負極", "negative electrode"),
];

fn fixture() -> Fixture {
    let documents = vec![
        english(1, "Battery", &["A battery comprising a sulfide solid electrolyte and a lithium anode."]),
        english(2, "Battery", &["A battery comprising a lithium negative electrode and an oxide."]),
        japanese(3, "電池", &["硫化物固体電解質とリチウム負極とを備える電池。"]),
        english(4, "Mold", &["A mold with a valve for cooling water."]),
    ];
    Fixture::new(documents, 1).with_added_terms(&PAIRS)
}

fn page(fixture: &Fixture, elements: &[&str], across: Across) -> CoveragePage {
    let elements = elements.iter().map(|element| (*element).to_owned()).collect();
    let request = CoverageRequest { elements, across, ..request(Technique::Description(String::new())) };
    coverage(&fixture.generation, &request).expect("the technique is judged")
}

fn grades(page: &CoveragePage, id: &str) -> Option<Vec<Grade>> {
    let found = page.documents.iter().find(|document| document.id.to_string() == id)?;
    Some(found.cells.iter().map(|cell| cell.grade).collect())
}

#[test]
fn a_claim_in_the_other_language_covers_by_terms_of_pairs() {
    use Grade::{Absent, Covered, Variant};
    let fixture = fixture();
    for (elements, own, other) in [
        (["硫化物固体電解質", "リチウム負極"], "JP-2020000003-A", "US-20200000001-A1"),
        (["sulfide solid electrolyte", "lithium anode"], "US-20200000001-A1", "JP-2020000003-A"),
    ] {
        let found = page(&fixture, &elements, Across::both());
        let ids: Vec<String> = found.documents.iter().map(|document| document.id.to_string()).collect();
        assert_eq!(ids[0], own, "{}", printed(&found));
        assert_eq!(ids[1], other, "{}", printed(&found));
        assert_eq!(grades(&found, own).unwrap(), [Covered, Covered], "{}", printed(&found));
        assert_eq!(grades(&found, other).unwrap(), [Variant, Variant], "{}", printed(&found));
        let cell = &found.documents[1].cells[0];
        assert!(cell.found.iter().all(|word| word.is_variant), "{:?}", cell.found);
        let passage = cell.passage.as_ref().expect("a variant has its place");
        assert!(!passage.marks.is_empty(), "{passage:?}");
        assert_eq!(found.documents[1].coverage, 2.0 * 0.8, "coverage.variant twice");
    }
    let found = page(&fixture, &["硫化物固体電解質", "リチウム負極"], Across::both());
    assert_eq!(grades(&found, "US-20200000002-A1").unwrap(), [Absent, Variant], "{}", printed(&found));
    assert_eq!(grades(&found, "US-20200000004-A1"), None, "{}", printed(&found));
}

#[test]
fn without_pairs_a_claim_in_the_other_language_covers_nothing() {
    let fixture = fixture();
    let elements = ["硫化物固体電解質", "リチウム負極"];
    for across in [Across::default(), Across { into: vec![Language::JA], refused: vec![] }] {
        let found = page(&fixture, &elements, across);
        assert_eq!(found.documents.len(), 1, "{}", printed(&found));
    }
    let refused = ["固体電解質=solid electrolyte", "sulfide=硫化物"];
    let refused = refused.map(|pair| pair.parse().expect("a pair")).to_vec();
    let found = page(&fixture, &elements, Across { refused, ..Across::both() });
    use Grade::{Absent, Variant};
    assert_eq!(grades(&found, "US-20200000001-A1").unwrap(), [Absent, Variant], "{}", printed(&found));
}

/// What texts only say together is no translation: a catalyst is no oxide, a halide no sulfide.
#[test]
fn mined_pairs_cover_only_what_they_translate() {
    use Grade::{Absent, Variant};
    for (element, id, expected) in [
        ("硫化物固体電解質", "US-20129000101-A1", Variant),
        ("硫化物固体電解質", "US-20259001188-A1", Variant),
        ("銅触媒", "US-20199001101-A1", Variant),
        ("copper catalyst", "JP-2019901101-A", Variant),
        ("電解液", "US-20199001101-A1", Absent),
    ] {
        let found = page(mined_demo(), &[element], Across::both());
        let document = found.documents.iter().find(|document| document.id.to_string() == id);
        let cell = document.map(|document| &document.cells[0]);
        let grade = cell.map_or(Absent, |cell| cell.grade);
        let grade = if grade == Grade::Description { Absent } else { grade };
        assert_eq!(grade, expected, "{element} in {id}\n{}", printed(&found));
        if grade == Variant {
            let cell = cell.expect("it has a grade");
            assert!(cell.missing.is_empty(), "{element} in {id} by {:?}", cell.passage);
        }
    }
}

/// The pair that a word of a cell names is the one to refuse.
#[test]
fn a_pair_that_covers_is_named_and_can_be_refused() {
    let elements = ["固体電解質"];
    let found = page(mined_demo(), &elements, Across::both());
    let is_english = |id: &str| id.starts_with("US-20129000101");
    let of = |page: &CoveragePage| {
        let document = page.documents.iter().find(|document| is_english(&document.id.to_string()))?;
        Some(document.cells[0].clone())
    };
    let cell = of(&found).expect("the patent is judged");
    assert_eq!(cell.grade, Grade::Variant, "{}", printed(&found));
    let pairs: Vec<String> =
        cell.found.iter().filter_map(|word| Some(word.pair.as_ref()?.to_string())).collect();
    assert_eq!(pairs, ["固体電解質=solid electrolyte", "固体電解質=solid electrolyte"], "{:?}", cell.found);
    let refused = vec![pairs[0].parse().expect("a pair")];
    let without = page(mined_demo(), &elements, Across { refused, ..Across::both() });
    let covered = of(&without).is_some_and(|cell| cell.grade == Grade::Variant);
    assert!(!covered, "{}", printed(&without));
}
