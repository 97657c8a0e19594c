use model::Document;
use query::{Before, CoveragePage, Grade, Mention};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    BeforeDay, CharRange, CitedLink, Passage,
    convert::{char_ranges, passage},
};
use crate::{InterfaceLanguage, resolve::link};

/// Documents by how fully one claim of theirs covers a technique. The same request on the same generation gives the
/// same bytes.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CoverageResponse {
    pub generation: String,
    pub technique: TechniqueText,
    /// The rows of the matrix.
    pub elements: Vec<TechniqueElement>,
    /// The day that documents must be older than, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<BeforeDay>,
    /// Members of the extended family of the claim's document that were left out, itself included.
    pub left_out: u64,
    /// Documents whose claims were judged.
    pub judged: u64,
    /// The columns, by `coverage`, then by `described`, then by how much of the elements' words their claims have.
    pub documents: Vec<CoverageDocument>,
    /// Articles that mention an element, one entry an element.
    pub articles: Vec<ElementArticles>,
}

/// The technique as it was judged.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TechniqueText {
    pub text: String,
    /// The document whose claim it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<CitedLink>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<u32>,
}

/// A row of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TechniqueElement {
    /// From 1.
    pub number: usize,
    pub text: String,
    /// Characters of the technique's text; absent where the element was given by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<CharRange>,
}

/// A column of the matrix.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CoverageDocument {
    #[serde(flatten)]
    pub document: CitedLink,
    /// `patent` or `article`.
    #[serde(rename = "type")]
    pub document_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// An invented document for demonstration.
    pub invented: bool,
    /// The sum of its cells' values: the elements that its best claim covers.
    pub coverage: f64,
    /// The number of elements: what `coverage` could be.
    pub of: usize,
    /// Elements that stand only outside of that claim.
    pub described: usize,
    /// How well a search of the whole technique finds it; 0 where only a search of an element did.
    pub score: f64,
    /// The claim that covers most; absent where the index has no claim of it in the languages judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<CoveringClaim>,
    /// One an element, in their order.
    pub cells: Vec<CoverageCell>,
    /// What every independent claim by itself covers.
    pub independent_claims: Vec<IndependentClaim>,
}

/// A claim as it was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CoveringClaim {
    pub number: u32,
    pub language: String,
    /// The claims that it refers to and was judged with; empty for an independent claim.
    pub with: Vec<u32>,
}

/// An independent claim and its grades.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct IndependentClaim {
    pub number: u32,
    pub language: String,
    pub coverage: f64,
    /// `covered`, `variant` or `absent`, one an element.
    pub grades: Vec<String>,
}

/// An element in a document.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CoverageCell {
    /// The element's number.
    pub element: usize,
    /// `covered`: in the claim, in the words; `variant`: in the claim, in words that a list says mean the same or of
    /// another language; `description`: only elsewhere in the document, which `passage.place` tells; `absent`.
    #[schema(example = "covered")]
    pub grade: String,
    /// What it adds to the document's coverage.
    pub value: f64,
    /// The weight of the element's words that stand together in the place, over that of all.
    pub share: f64,
    /// False where the index has no claim of the document in the languages judged.
    pub claims_judged: bool,
    /// The place; absent where the element is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    /// Words of the element that stand there.
    pub found: Vec<CoveredWord>,
    /// Words of the element that do not.
    pub missing: Vec<String>,
}

/// A word of an element in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CoveredWord {
    /// As the element writes it.
    pub word: String,
    /// As the text writes it.
    pub text: String,
    pub variant: bool,
    /// The pair of terms by which a text in the other language says it, as `xl_without` takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pair: Option<String>,
}

/// The articles that mention an element.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ElementArticles {
    /// The element's number.
    pub element: usize,
    /// Those that say most of it first.
    pub articles: Vec<MentioningArticle>,
}

/// An article that mentions an element.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MentioningArticle {
    #[serde(flatten)]
    pub document: CitedLink,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    pub share: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
}

/// A matrix as the API answers it. `source` is the document whose claim is the technique, with the claim's number.
pub fn coverage_response(
    page: &CoveragePage,
    source: Option<&(Document, u32)>,
    before: Option<Before>,
    language: InterfaceLanguage,
) -> CoverageResponse {
    let day = |(before, day): (Before, model::Date)| BeforeDay {
        of: before.name().to_owned(),
        day: day.to_string(),
    };
    let articles = page.articles.iter().enumerate().map(|(i, mentions)| ElementArticles {
        element: i + 1,
        articles: mentions.iter().map(|mention| article(mention, language)).collect(),
    });
    CoverageResponse {
        generation: page.generation.to_string(),
        technique: TechniqueText {
            text: page.text.clone(),
            document: source.map(|(document, _)| link(document, language)),
            claim: source.map(|(_, number)| *number),
        },
        elements: elements(page),
        before: before.zip(page.before).map(day),
        left_out: page.left_out,
        judged: page.judged as u64,
        documents: page.documents.iter().map(|found| document(found, language)).collect(),
        articles: articles.collect(),
    }
}

fn elements(page: &CoveragePage) -> Vec<TechniqueElement> {
    let element = |(i, element): (usize, &query::Element)| {
        let bytes = element.byte_range.clone();
        let range = bytes.and_then(|range| char_ranges(&page.text, &[range]).into_iter().next());
        TechniqueElement { number: i + 1, text: element.text.clone(), range }
    };
    page.elements.iter().enumerate().map(element).collect()
}

fn document(found: &query::CoveringDocument, language: InterfaceLanguage) -> CoverageDocument {
    let cells = found.cells.iter().enumerate().map(|(i, cell)| CoverageCell {
        element: i + 1,
        grade: cell.grade.as_str().to_owned(),
        value: cell.value,
        share: cell.share,
        claims_judged: found.claim.is_some(),
        passage: cell.passage.as_ref().map(|found| passage(found, language)),
        found: cell
            .found
            .iter()
            .map(|word| CoveredWord {
                word: word.word.clone(),
                text: word.text.clone(),
                variant: word.is_variant,
                pair: word.pair.as_ref().map(ToString::to_string),
            })
            .collect(),
        missing: cell.missing.clone(),
    });
    CoverageDocument {
        document: link(&found.document, language),
        document_type: found.document.document_type().as_str().to_owned(),
        published: found.document.published().map(|date| date.to_string()),
        invented: found.document.is_invented(),
        coverage: found.coverage,
        of: found.cells.len(),
        described: found.described,
        score: found.score,
        claim: found.claim.as_ref().map(|claim| CoveringClaim {
            number: claim.number,
            language: claim.language.to_string(),
            with: claim.with.clone(),
        }),
        cells: cells.collect(),
        independent_claims: found
            .independent
            .iter()
            .map(|claim| IndependentClaim {
                number: claim.name.number,
                language: claim.name.language.to_string(),
                coverage: claim.coverage,
                grades: claim.grades.iter().copied().map(Grade::as_str).map(str::to_owned).collect(),
            })
            .collect(),
    }
}

fn article(mention: &Mention, language: InterfaceLanguage) -> MentioningArticle {
    MentioningArticle {
        document: link(&mention.document, language),
        published: mention.published.map(|date| date.to_string()),
        share: mention.cell.share,
        passage: mention.cell.passage.as_ref().map(|found| passage(found, language)),
    }
}
