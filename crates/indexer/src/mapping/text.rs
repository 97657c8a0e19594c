//! Titles, abstracts, claims, descriptions, bodies: one title, claim or paragraph is one value.

use model::{Article, Claim, Patent, Section, Text};

use super::Values;
use crate::Part;

pub(super) fn patent<'d>(values: &mut Values<'d>, patent: &'d Patent) {
    texts(values, Part::Title, &patent.titles);
    texts(values, Part::Abstract, &patent.abstracts);
    for claim in &patent.claims {
        values.text(part_of(claim), claim.language, &claim.text);
    }
    sections(values, Part::Description, &patent.description);
}

pub(super) fn article<'d>(values: &mut Values<'d>, article: &'d Article) {
    texts(values, Part::Title, &article.titles);
    texts(values, Part::Abstract, &article.abstracts);
    texts(values, Part::Keywords, &article.keywords);
    sections(values, Part::Body, &article.body);
}

/// Claim 1 is the first even where a source says that it depends on another: it is the one that readers mean.
fn part_of(claim: &Claim) -> Part {
    if claim.number == 1 {
        Part::ClaimsFirst
    } else if claim.is_independent() {
        Part::ClaimsIndependent
    } else {
        Part::ClaimsDependent
    }
}

fn texts<'d>(values: &mut Values<'d>, part: Part, texts: &'d [Text]) {
    for text in texts {
        values.text(part, text.language, &text.text);
    }
}

/// A heading is a value of its own before its paragraphs: it is searched, and is in no paragraph.
fn sections<'d>(values: &mut Values<'d>, part: Part, sections: &'d [Section]) {
    for section in sections {
        if let Some(heading) = &section.heading {
            values.text(part, section.language, heading);
        }
        for paragraph in &section.paragraphs {
            values.text(part, section.language, &paragraph.text);
        }
    }
}
