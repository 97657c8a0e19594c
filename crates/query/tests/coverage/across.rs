//! Elements that claims of the other language say, by the term pairs of the index.

use model::Language;
use query::{Across, CoveragePage, CoverageRequest, Grade, Technique, coverage};

use super::judged::{printed, request};
use crate::search::fixture::{Fixture, english, japanese};

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
        assert_eq!(found.documents[1].coverage, 2.0 * f64::from(0.8_f32), "coverage.variant twice");
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
