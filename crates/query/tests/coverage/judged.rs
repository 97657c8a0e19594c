//! Techniques of `techniques.json`, each judged by a person who read the demo corpus: which document covers most of
//! it, by which claim, and what that document and others say of each element.

use std::collections::BTreeMap;

use query::{Across, CoveragePage, CoverageRequest, Scope, Technique, coverage};
use serde::Deserialize;

use crate::search::fixture::{Fixture, demo, mined_demo};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Judged {
    /// What it is for.
    about: String,
    technique: String,
    /// `None` where no claim covers any element.
    first: Option<String>,
    #[serde(default)]
    claim: Option<u32>,
    /// Grades, in the elements' order, by document.
    cells: BTreeMap<String, Vec<String>>,
}

fn techniques() -> Vec<Judged> {
    serde_json::from_str(include_str!("techniques.json")).expect("the file has techniques")
}

pub(super) fn request(technique: Technique) -> CoverageRequest {
    CoverageRequest {
        technique,
        elements: Vec::new(),
        before: None,
        scope: Scope::default(),
        languages: Vec::new(),
        across: Across::both(),
        size: 10,
    }
}

fn page(technique: &str) -> CoveragePage {
    page_of(demo(), technique)
}

fn page_of(fixture: &Fixture, technique: &str) -> CoveragePage {
    let request = request(Technique::Description(technique.to_owned()));
    coverage(&fixture.generation, &request).expect("the technique is judged")
}

/// A page as a person reads it, for the messages of failed tests.
pub(super) fn printed(page: &CoveragePage) -> String {
    let mut text = String::new();
    for element in &page.elements {
        text.push_str(&format!("- {}\n", element.text));
    }
    for document in &page.documents {
        text.push_str(&format!("{} {:.2} {:?}\n", document.id, document.coverage, document.claim));
        for cell in &document.cells {
            let place = cell.passage.as_ref().map(|passage| &passage.place);
            let (grade, share) = (cell.grade.as_str(), cell.share);
            text.push_str(&format!("    {grade} {share:.2} {place:?} without {:?}\n", cell.missing));
        }
    }
    text
}

fn wrong(fixture: &Fixture, judged: &Judged) -> Option<String> {
    let page = page_of(fixture, &judged.technique);
    let mut wrong = Vec::new();
    match (&judged.first, page.documents.first()) {
        (Some(first), Some(found)) => {
            let claim = found.claim.as_ref().map(|claim| claim.number);
            if found.id.to_string() != *first || claim != judged.claim {
                wrong.push(format!("first is {} claim {claim:?}", found.id));
            }
        }
        (None, Some(found)) if found.coverage > 0.0 => wrong.push(format!("{} covers something", found.id)),
        (Some(_), None) => wrong.push("nothing is found".to_owned()),
        (None, _) => {}
    }
    for (id, expected) in &judged.cells {
        let found = page.documents.iter().find(|document| document.id.to_string() == *id);
        let cells =
            found.map(|document| document.cells.iter().map(|cell| cell.grade.as_str()).collect::<Vec<_>>());
        if cells.as_ref().is_none_or(|cells| cells != expected) {
            wrong.push(format!("{id} has {cells:?}, not {expected:?}"));
        }
    }
    let (about, technique) = (&judged.about, &judged.technique);
    (!wrong.is_empty()).then(|| format!("{about}: {technique}\n{}\n{}", wrong.join("\n"), printed(&page)))
}

#[test]
fn judged_techniques_have_the_document_first_and_the_cells() {
    let techniques = techniques();
    let japanese =
        techniques.iter().filter(|judged| !judged.technique.is_ascii() && !judged.technique.contains(" a "));
    assert!(10 <= japanese.count() && 20 <= techniques.len(), "there are {}", techniques.len());
    for fixture in [demo(), mined_demo()] {
        let wrong: Vec<String> = techniques.iter().filter_map(|judged| wrong(fixture, judged)).collect();
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), techniques.len(), wrong.join("\n\n"));
    }
}

#[test]
fn a_coverage_is_the_sum_of_its_cells() {
    for judged in techniques() {
        for document in page(&judged.technique).documents {
            let sum: f64 = document.cells.iter().map(|cell| cell.value).sum();
            assert!((sum - document.coverage).abs() < 1e-9, "{sum} and {}", document.coverage);
        }
    }
}

#[test]
fn the_same_technique_has_the_same_page() {
    for judged in techniques() {
        let (once, again) = (page(&judged.technique), page(&judged.technique));
        assert_eq!(format!("{once:?}"), format!("{again:?}"), "{}", judged.technique);
    }
}
