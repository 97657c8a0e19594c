//! What technique coverage is asked for with.

use indexer::CoverageRanking;
use model::Language;
use query::{Across, Before};

use super::{
    Given,
    search::{across, before},
};
use crate::error::{Bilingual, Item};

/// A technique as it was written, judged against the limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CoverageParameters {
    /// Empty where there is none.
    pub(crate) description: String,
    /// Empty where the technique is to be divided.
    pub(crate) elements: Vec<String>,
    pub(crate) claim: Option<WrittenClaim>,
    pub(crate) before: Option<Before>,
    pub(crate) languages: Vec<Language>,
    pub(crate) across: Across,
    pub(crate) size: usize,
    pub(crate) is_csv: bool,
}

/// A claim of a document, by a number as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrittenClaim {
    pub(crate) document: String,
    pub(crate) number: u32,
    pub(crate) language: Option<Language>,
}

impl CoverageParameters {
    /// Takes what is of a technique out of what was given; what is wrong is added to its problems.
    pub(crate) fn read(given: &mut Given, limits: &CoverageRanking) -> Self {
        let parameters = Self {
            description: given.text("description").unwrap_or_default().trim().to_owned(),
            elements: elements(given),
            claim: claim(given),
            before: before(given),
            languages: languages(given),
            across: across_or_both(given),
            size: given.integer("size", limits.documents, 1..=limits.described, "coverage.described"),
            is_csv: given.choice("format") == "csv",
        };
        given.take("size");
        parameters.expect_one_technique(given);
        parameters.expect_limits(given, limits);
        parameters
    }

    fn expect_one_technique(&self, given: &mut Given) {
        if self.claim.is_some() && !self.description.is_empty() {
            let message = Bilingual::new(
                "description と document は一方だけ指定できます",
                "a technique is a description or a document's claim: give one of description and document",
            );
            given.problem("document", "given-together", message);
        }
        if self.claim.is_none() && self.description.is_empty() && self.elements.is_empty() {
            let message = Bilingual::new(
                "技術の説明 description、構成要素 elements、文献 document のいずれかが必要です",
                "a technique is required: description, elements, or document with claim",
            );
            given.problem("description", "missing", message);
        }
    }

    fn expect_limits(&self, given: &mut Given, limits: &CoverageRanking) {
        let of_elements: usize = self.elements.iter().map(|element| element.chars().count()).sum();
        let texts = [("description", self.description.chars().count()), ("elements", of_elements)];
        for (name, chars) in texts {
            let max = limits.chars;
            if max < chars {
                let message = Bilingual::new(
                    format!("{name} は {max} 文字 (coverage.chars) までです (今は {chars} 文字)"),
                    format!("{name} has {chars} characters, the limit is {max} (coverage.chars)"),
                );
                given.problem(name, "too-long", message);
            }
        }
        let (count, max) = (self.elements.len(), limits.elements);
        if max < count {
            let message = Bilingual::new(
                format!("構成要素は {max} 個 (coverage.elements) までです (今は {count} 個)"),
                format!("there are {count} elements, the limit is {max} (coverage.elements)"),
            );
            given.problem("elements", "too-many", message);
        }
    }
}

/// One a line, so that a form can be one field.
fn elements(given: &Given) -> Vec<String> {
    let lines = given.list("elements").iter().flat_map(|value| value.lines());
    lines.map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn claim(given: &mut Given) -> Option<WrittenClaim> {
    let document = given.text("document").map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let number = given.integer("claim", 1, 1..=9999, "9999") as u32;
    let language = given.text("claim_language").map(str::to_owned);
    let language = language.and_then(|written| language_of(given, "claim_language", &written));
    document.map(|document| WrittenClaim { document, number, language })
}

fn languages(given: &mut Given) -> Vec<Language> {
    let written = given.list("languages").to_vec();
    written.iter().filter_map(|written| language_of(given, "languages", written)).collect()
}

/// Both languages where the request does not say.
fn across_or_both(given: &mut Given) -> Across {
    let across = across(given);
    if given.list("xl").is_empty() { Across { into: Across::both().into, ..across } } else { across }
}

fn language_of(given: &mut Given, name: &str, written: &str) -> Option<Language> {
    if let Ok(language) = written.parse() {
        return Some(language);
    }
    let message = Bilingual::new(
        format!("{name} は ISO 639 の言語コード (ja、en など) です ({written} は使えません)"),
        format!("{name} takes codes of languages, ISO 639, such as ja or en, not {written:?}"),
    );
    let place = given.place(name);
    given.problems.push(Item::new(place, "not-a-language", message));
    None
}
