//! The science behind a claim: articles that mention its elements before the priority date, and articles after it that
//! cite the patent.

use indexer::Generation;
use model::{Date, Document, DocumentType};
use query::{
    Across, Ast, Before, CitationDirection, CoverageRequest, Field, Filter, Operand, QueryError, Scope,
    Technique,
};

use crate::{
    HttpError, InterfaceLanguage,
    citations::Wanted,
    coverage::{in_url, refused},
    links::{citing_documents, type_filter},
    resolve::link,
    wire::{self, ScienceResponse},
};

/// The answer of `/v1/documents/{id}/science`: `claim` in the first language that the document has it in.
///
/// The day is the earliest priority; where a document states none, its filing, else its publication.
pub fn science(
    generation: &Generation,
    document: &Document,
    claim: u32,
    language: InterfaceLanguage,
) -> Result<ScienceResponse, HttpError> {
    let before = Before::Priority;
    let request = CoverageRequest {
        technique: Technique::Claim { document: document.id(), number: claim, language: None },
        elements: Vec::new(),
        before: Some(before),
        // Only articles are asked for: no claim of another patent has to be judged.
        scope: Scope { filters: vec![type_filter(DocumentType::Article)?], excluded: Vec::new() },
        languages: Vec::new(),
        across: Across::both(),
        size: 0,
    };
    let page = query::coverage(generation, &request).map_err(|error| refused(error, in_url))?;
    let matrix = wire::coverage_response(&page, None, Some(before), language);
    let (Some(date), Some(day)) = (page.before, matrix.before) else {
        return Err(QueryError::NoDate { before: before.to_string() }.into());
    };
    let earlier = [type_filter(DocumentType::Article)?, published("<", date)?];
    let searches = page.elements.iter().map(|element| search_of(&element.text, &earlier));
    let id = document.id();
    let filters = vec![type_filter(DocumentType::Article)?, published(">=", date)?];
    let wanted = Wanted::all(CitationDirection::CitedBy);
    Ok(ScienceResponse {
        generation: generation.id().to_string(),
        id: id.to_string(),
        document: link(document, language),
        claim,
        text: page.text,
        elements: matrix.elements,
        searches: searches.collect(),
        day,
        before: matrix.articles,
        after: citing_documents(generation, document, &wanted, filters, language)?,
    })
}

fn published(comparison: &str, day: Date) -> Result<Filter, QueryError> {
    let read = Filter::read("published", &[&format!("{comparison}{day}")]);
    read.map_err(|problems| QueryError::Refused { problems })
}

fn search_of(element: &str, filters: &[Filter]) -> String {
    let words = Ast::leaf(Field::TEXT, Operand::FreeText(element.to_owned()));
    Ast::And(filters.iter().map(Filter::to_ast).chain([words]).collect()).to_string()
}
