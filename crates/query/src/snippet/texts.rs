//! The texts of a document that passages are taken from, with their places.

use std::ops::Range;

use indexer::{Part, StoredClaim, StoredSection};
use model::{Claim, Document, Language, Text};

use super::{JAPANESE_CHARS, OTHER_CHARS};
use crate::{Passage, Place};

/// The most text of one document that is looked at, in bytes: the longest descriptions are cut.
const MAX_BYTES: usize = 1 << 20;

/// One value of a field: a title, claim or paragraph.
pub(super) struct Candidate<'d> {
    pub(super) part: Part,
    field: &'static str,
    place: PlaceOf<'d>,
    pub(super) language: Language,
    pub(super) text: &'d str,
}

/// A [`Place`]: few are shown.
enum PlaceOf<'d> {
    Title,
    Abstract,
    Claim(u32),
    Paragraph { number: Option<&'d str>, heading: Option<&'d str> },
    Keywords,
}

impl PlaceOf<'_> {
    fn told(&self) -> Place {
        match *self {
            Self::Title => Place::Title,
            Self::Abstract => Place::Abstract,
            Self::Claim(number) => Place::Claim(number),
            Self::Paragraph { number, heading } => {
                Place::Paragraph { number: number.map(str::to_owned), heading: heading.map(str::to_owned) }
            }
            Self::Keywords => Place::Keywords,
        }
    }
}

impl Candidate<'_> {
    pub(super) fn is_japanese(&self) -> bool {
        self.language == Language::JA
    }

    /// Characters that a passage of it has.
    pub(super) fn chars(&self) -> usize {
        if self.is_japanese() { JAPANESE_CHARS } else { OTHER_CHARS }
    }

    pub(super) fn passage(&self, text: String, marks: Vec<Range<usize>>) -> Passage {
        Passage { field: self.field, place: self.place.told(), language: self.language, text, marks }
    }
}

pub(super) fn titles(document: &Document) -> impl Iterator<Item = Candidate<'_>> {
    document.titles().iter().map(|text| of_text(Part::Title, "title", PlaceOf::Title, text))
}

/// Claims, abstracts and keywords, in the order in which they are preferred.
pub(super) fn head_texts<'d>(
    front: &'d Document,
    abstracts: &'d [Text],
    claims: &'d [StoredClaim<'_>],
) -> impl Iterator<Item = Candidate<'d>> {
    claims.iter().map(of_stored_claim).chain(short_texts(front, abstracts))
}

/// Abstracts and keywords.
fn short_texts<'d>(front: &'d Document, abstracts: &'d [Text]) -> impl Iterator<Item = Candidate<'d>> {
    let keywords: &[Text] = match front {
        Document::Patent(_) => &[],
        Document::Article(article) => &article.keywords,
    };
    abstracts
        .iter()
        .map(|text| of_text(Part::Abstract, "abstract", PlaceOf::Abstract, text))
        .chain(keywords.iter().map(|text| of_text(Part::Keywords, "keywords", PlaceOf::Keywords, text)))
}

/// Titles, claims, abstracts and keywords with their parts and languages; claims and abstracts come apart from the rest.
pub(crate) fn head_texts_of<'d>(
    front: &'d Document,
    abstracts: &'d [Text],
    claims: &'d [Claim],
) -> impl Iterator<Item = (Part, Language, &'d str)> {
    let all = titles(front).chain(claims.iter().map(of_claim)).chain(short_texts(front, abstracts));
    all.map(|candidate| (candidate.part, candidate.language, candidate.text))
}

/// The paragraphs of a description or body.
pub(super) fn section_texts<'d>(
    document: &Document,
    sections: &'d [StoredSection<'_>],
) -> impl Iterator<Item = Candidate<'d>> {
    let (part, field) = match document {
        Document::Patent(_) => (Part::Description, "description"),
        Document::Article(_) => (Part::Body, "body"),
    };
    let paragraphs = sections.iter().flat_map(move |section| {
        section.paragraphs.iter().map(move |paragraph| Candidate {
            part,
            field,
            place: PlaceOf::Paragraph { number: paragraph.number, heading: section.heading },
            language: section.language,
            text: paragraph.text,
        })
    });
    let mut bytes = 0;
    paragraphs.take_while(move |paragraph| {
        bytes += paragraph.text.len();
        bytes <= MAX_BYTES
    })
}

fn of_text<'d>(part: Part, field: &'static str, place: PlaceOf<'d>, text: &'d Text) -> Candidate<'d> {
    Candidate { part, field, place, language: text.language, text: &text.text }
}

fn of_claim(claim: &Claim) -> Candidate<'_> {
    of_claim_text(claim.number, claim.is_independent(), claim.language, &claim.text)
}

fn of_stored_claim<'d>(claim: &'d StoredClaim<'_>) -> Candidate<'d> {
    of_claim_text(claim.number, claim.is_independent(), claim.language, claim.text)
}

fn of_claim_text(number: u32, is_independent: bool, language: Language, text: &str) -> Candidate<'_> {
    let part = match number {
        1 => Part::ClaimsFirst,
        _ if is_independent => Part::ClaimsIndependent,
        _ => Part::ClaimsDependent,
    };
    Candidate { part, field: "claims", place: PlaceOf::Claim(number), language, text }
}
