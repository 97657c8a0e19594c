//! Documents that are about what a document or a text is about: prior art and neighbours, patents and articles alike.
//!
//! The query is made of the terms that tell what the document is about ([`terms`] states the rule). A pasted text with
//! the headings of a publication is taken as one ([`parts`]); any other text is searched for its words, as a search
//! takes them. Documents in several languages have the score of the language in which they score most, so that a
//! translation counts once. In a language that the document has no text in, the text of its family is taken: that finds
//! what is similar in the other language. The family itself is left out.

mod parts;
mod reasons;
mod terms;

use indexer::{Generation, StoredDocument};
use model::{Date, Document, DocumentId};

use self::{reasons::Source, terms::Lookup};
use super::search::{Shares, run};
use crate::{
    Ast, Before, FamilyDefinition, QueryError, SearchPage, SearchRequest, Sort,
    before::published_before,
    family::family_addresses,
    found::Found,
    plan::{self, Clause, Plan},
};

pub use reasons::{Reasons, SharedClass, SharedTerm};
pub use terms::SourceTerm;

/// Members of a family whose texts are looked at.
const FAMILY_READ: usize = 20;

/// What similar documents are asked for.
#[derive(Debug, Clone)]
pub struct SimilarRequest {
    pub to: SimilarTo,
    /// Only documents published before it.
    pub before: Option<Before>,
    /// How the answer is narrowed and cut. Its query narrows as its filters do and changes no score; its order is that
    /// of scores, and feedback does not take part.
    pub search: SearchRequest,
}

/// What the documents are similar to.
#[derive(Debug, Clone)]
pub enum SimilarTo {
    /// A document of the index, by its canonical id.
    Document(DocumentId),
    /// A paragraph, a claim, a publication or any other text.
    Text(String),
}

/// Similar documents and why they are.
#[derive(Debug, Clone)]
pub struct SimilarPage {
    /// Its echo is that of the query that narrows.
    pub page: SearchPage,
    /// What the document or text was looked up by, by weight.
    pub terms: Vec<SourceTerm>,
    /// The day that was meant.
    pub before: Option<Date>,
    /// Members of the document's family that were left out, itself included.
    pub left_out: u64,
    /// One a hit, in the hits' order.
    pub reasons: Vec<Reasons>,
}

/// Finds what is similar to a document or a text.
///
/// Errors: those of [`crate::search`]; [`QueryError::UnknownDocument`] and [`QueryError::NoDate`].
pub fn similar(generation: &Generation, request: &SimilarRequest) -> Result<SimilarPage, QueryError> {
    let source = source(generation, &request.to)?;
    let document = source.as_ref().map(StoredDocument::front);
    let before = request.before.map(|before| before.day(document)).transpose()?;
    let lookup = match &request.to {
        SimilarTo::Text(text) => Lookup::of_text(generation, text, &request.search.across)?,
        SimilarTo::Document(_) => {
            Lookup::of_documents(generation, &with_family(generation, source.as_ref())?)?
        }
    };
    let mut search = SearchRequest { sort: Sort::default(), feedback: None, ..request.search.clone() };
    search.filters.extend(before.map(published_before).transpose()?);
    let narrowed = plan::plan(generation, &search.query, &search.filters)?;
    let Lookup { root, terms, problems, translations } = lookup;
    let mut plan = Plan { root, filters: narrowed.filters, problems, translations };
    plan.problems.extend(narrowed.problems);
    if search.query != Ast::Everything {
        plan.filters.push(narrowed.root);
    }
    let left_out = leave_out_family(generation, document, &mut plan)?;
    let echo = search.query.to_string();
    let told = format!("similar to {:?}, {echo}", request.to);
    let mut page = run(generation, &search, plan, told, Shares::Told)?;
    page.echo = echo;
    let source = Source::new(source.as_ref())?;
    let reasons = page.hits.iter().map(|hit| source.reasons(hit)).collect::<Result<_, _>>()?;
    Ok(SimilarPage { page, terms, before, left_out, reasons })
}

/// The document; nothing for a text.
fn source(generation: &Generation, to: &SimilarTo) -> Result<Option<StoredDocument>, QueryError> {
    let SimilarTo::Document(id) = to else { return Ok(None) };
    let unknown = || QueryError::UnknownDocument { id: id.to_string() };
    let address = generation.address(id)?.ok_or_else(unknown)?;
    Ok(Some(generation.stored(address)?))
}

/// The document and its simple family, whose texts tell in other languages what it is about.
fn with_family(
    generation: &Generation,
    source: Option<&StoredDocument>,
) -> Result<Vec<StoredDocument>, QueryError> {
    let Some(document) = source else { return Ok(Vec::new()) };
    let mut documents = vec![document.clone()];
    let members = family_addresses(generation, &document.front().id(), FamilyDefinition::Simple)?;
    for address in members.into_iter().take(FAMILY_READ) {
        documents.push(generation.stored(address)?);
    }
    Ok(documents)
}

fn leave_out_family(
    generation: &Generation,
    source: Option<&Document>,
    plan: &mut Plan,
) -> Result<u64, QueryError> {
    let Some(document) = source else { return Ok(0) };
    let members = family_addresses(generation, &document.id(), FamilyDefinition::Extended)?;
    let found = Found::of(generation, &members)?;
    let family = Clause::Found { condition: "the document's family".to_owned(), found: found.into() };
    plan.filters.push(Clause::All(vec![Clause::Everything, Clause::Not(Box::new(family))]));
    Ok(members.len() as u64)
}
