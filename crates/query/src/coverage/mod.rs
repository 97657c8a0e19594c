//! Technique coverage: which documents claim what a text describes, element by element.
//!
//! A technique is divided into elements ([`Element::all_of`]), or given as elements, or it is a claim of a document of
//! the index. Candidates are the best documents of a search of the whole technique and of a search of each element.
//! Every claim of each is judged element by element; a document stands for its claim that covers most, and documents
//! are ordered by what that claim covers, then by the elements that are said elsewhere in them, then by how much of
//! the elements' words the claim has, then by the score of the search, then by their ids. What a document's coverage
//! consists of is the sum of its cells' values. Nothing is random and nothing depends on time.
//!
//! What is not judged: the order of things, which of them acts on which, negation, and ranges of numbers that contain
//! a number. It is a measure of words that stand together, for a person who reads the passages.

mod candidates;
mod cell;
mod claims;
mod document;
mod element;
mod judge;
mod mention;
mod other_words;
mod source;
mod split;
mod wanted;
mod window;
mod words;

use indexer::{Generation, GenerationId};
use model::{Date, DocumentId, Language};

pub use cell::{Cell, FoundWord, Grade};
pub use document::{ClaimGrades, ClaimName, CoveringDocument};
pub use element::Element;
pub use mention::Mention;

use candidates::Candidates;
use judge::Judge;
use other_words::OtherWords;
use source::Source;
use wanted::Wanted;

use crate::{Across, Before, QueryError, Scope, before::published_before};

/// What is asked of a technique.
#[derive(Debug, Clone)]
pub struct CoverageRequest {
    pub technique: Technique,
    /// What the technique consists of, instead of what it would be divided into; empty to divide it.
    pub elements: Vec<String>,
    /// Only documents, articles too, published before it.
    pub before: Option<Before>,
    /// What narrows the documents.
    pub scope: Scope,
    /// Languages of the texts that are judged; all where none is given.
    pub languages: Vec<Language>,
    /// The languages whose terms stand for the technique's, by the term pairs of the index.
    pub across: Across,
    /// Documents of the answer, at most `coverage.described` of `ranking.toml`.
    pub size: usize,
}

/// A technique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Technique {
    /// In words; empty where the elements are given.
    Description(String),
    /// A claim of a document of the index: in a language, else in the first that the document has it in.
    Claim { document: DocumentId, number: u32, language: Option<Language> },
}

/// Documents by how fully one claim of theirs covers a technique.
#[derive(Debug, Clone, PartialEq)]
pub struct CoveragePage {
    pub generation: GenerationId,
    /// The technique's text: the description or the claim; empty where only elements were given.
    pub text: String,
    /// The rows.
    pub elements: Vec<Element>,
    /// The columns, best first.
    pub documents: Vec<CoveringDocument>,
    /// Documents whose claims were judged.
    pub judged: usize,
    /// The articles that mention each element, best first; one list an element, at most `coverage.articles` long.
    pub articles: Vec<Vec<Mention>>,
    /// The day that was meant.
    pub before: Option<Date>,
    /// Members of the family of the claim's document, which were left out, itself included.
    pub left_out: u64,
}

/// Finds the documents that claim a technique.
///
/// Errors: those of [`crate::search`]; [`QueryError::NoElements`] and [`QueryError::TooManyElements`],
/// [`QueryError::UnknownDocument`], [`QueryError::UnknownClaim`], [`QueryError::NoDate`], [`QueryError::PageTooLarge`].
pub fn coverage(generation: &Generation, request: &CoverageRequest) -> Result<CoveragePage, QueryError> {
    let settings = &generation.config().ranking.coverage;
    if settings.described < request.size {
        return Err(QueryError::MatrixTooLarge { asked: request.size, limit: settings.described });
    }
    let source = match &request.technique {
        Technique::Claim { document, .. } => Some(Source::of(generation, document)?),
        _ => None,
    };
    let text = text(&request.technique, source.as_ref())?;
    let chars =
        text.chars().count().max(request.elements.iter().map(|element| element.chars().count()).sum());
    if settings.chars < chars {
        return Err(QueryError::TechniqueTooLong { chars, limit: settings.chars });
    }
    let elements = elements(&text, &request.elements);
    let limit = settings.elements;
    if elements.is_empty() {
        return Err(QueryError::NoElements);
    }
    if limit < elements.len() {
        return Err(QueryError::TooManyElements { elements: elements.len(), limit });
    }
    let document = source.as_ref().map(|source| &source.document);
    let before = request.before.map(|before| before.day(document)).transpose()?;
    let mut scope = request.scope.clone();
    scope.filters.extend(before.map(published_before).transpose()?);

    let other_words = OtherWords::of_index(generation, &request.across)?;
    let wanted = elements.iter().map(|element| Wanted::of(generation, &element.text, &other_words));
    let mut judge = Judge::new(generation, wanted.collect::<Result<_, _>>()?)?;
    let family = source.map_or_else(Vec::new, |source| source.family);
    let search = Candidates { generation, scope: &scope, across: &request.across, left_out: &family };
    let whole: Vec<&str> = elements.iter().map(|element| element.text.as_str()).collect();
    let found = search.of_technique(&whole.join("\n"), &elements)?;
    let judged = found.len();
    let documents = ranked(generation, &mut judge, found, request)?;
    let articles = mention::of_elements(&search, &mut judge, &elements)?;
    Ok(CoveragePage {
        generation: generation.id().clone(),
        text,
        elements,
        documents,
        judged,
        articles,
        before,
        left_out: family.len() as u64,
    })
}

fn text(technique: &Technique, source: Option<&Source>) -> Result<String, QueryError> {
    match (technique, source) {
        (Technique::Description(text), _) => Ok(text.clone()),
        (Technique::Claim { number, language, .. }, Some(source)) => {
            source.claim(*number, *language).map(str::to_owned)
        }
        (Technique::Claim { document, .. }, None) => {
            Err(QueryError::UnknownDocument { id: document.to_string() })
        }
    }
}

fn elements(text: &str, given: &[String]) -> Vec<Element> {
    if given.is_empty() {
        return Element::all_of(text);
    }
    given.iter().map(|text| Element::given(text)).filter(Element::has_word).collect()
}

/// The best candidates by their claims, each judged whole, in their order.
fn ranked(
    generation: &Generation,
    judge: &mut Judge<'_>,
    mut candidates: Vec<document::Candidate>,
    request: &CoverageRequest,
) -> Result<Vec<CoveringDocument>, QueryError> {
    let settings = &generation.config().ranking.coverage;
    for candidate in &mut candidates {
        candidate.judge_claims(judge, &request.languages, settings.variant);
    }
    candidates.sort_by(|a, b| {
        let by_claim = b.value.0.total_cmp(&a.value.0).then(b.value.1.total_cmp(&a.value.1));
        by_claim.then(b.score.total_cmp(&a.score)).then_with(|| a.id.cmp(&b.id))
    });
    candidates.truncate(settings.described);
    let mut documents = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        documents.push(candidate.judge(generation, judge, &request.languages, settings.variant)?);
    }
    let shares = |document: &CoveringDocument| -> f64 { document.cells.iter().map(|cell| cell.share).sum() };
    documents.sort_by(|a, b| {
        b.coverage
            .total_cmp(&a.coverage)
            .then(b.described.cmp(&a.described))
            .then_with(|| shares(b).total_cmp(&shares(a)))
            .then(b.score.total_cmp(&a.score))
            .then_with(|| a.id.cmp(&b.id))
    });
    // A candidate that shares a common word with the technique and says none of its elements is no answer.
    documents.retain(|document| document.cells.iter().any(|cell| cell.grade != Grade::Absent));
    documents.truncate(request.size);
    Ok(documents)
}
