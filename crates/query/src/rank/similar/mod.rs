//! Documents that are about what a document or a text is about: prior art and neighbours, patents and articles alike.
//!
//! The query is made of the terms that tell what the document is about ([`terms`] states the rule); for a text, of its
//! words as a search takes them. Documents in several languages have the score of the language in which they score
//! most, so that a translation counts once. The document's own family is left out.

mod reasons;
mod terms;

use std::{fmt, str::FromStr};

use indexer::Generation;
use model::{Date, Document, DocumentId};

use self::reasons::Source;
use super::search::run;
use crate::{
    Ast, FamilyDefinition, Filter, QueryError, SearchPage, SearchRequest,
    family::family_addresses,
    found::Found,
    parse::free_text,
    plan::{self, Clause, Plan},
};

pub use reasons::{Reasons, SharedTerm};
pub use terms::SourceTerm;

/// What similar documents are asked for.
#[derive(Debug, Clone)]
pub struct SimilarRequest {
    pub to: SimilarTo,
    /// Only documents published before it.
    pub before: Option<Before>,
    /// How the answer is narrowed and cut: its query is not read, its order is that of scores.
    pub search: SearchRequest,
}

/// What the documents are similar to.
#[derive(Debug, Clone)]
pub enum SimilarTo {
    /// A document of the index, by its canonical id.
    Document(DocumentId),
    /// A paragraph, a claim, or any other text.
    Text(String),
}

/// The day that similar documents must be older than.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Before {
    Day(Date),
    /// The earliest priority; the filing, and then the publication, of a document without.
    Priority,
    /// The filing; the publication of a document without.
    Filed,
    Published,
}

/// Similar documents and why they are.
#[derive(Debug, Clone)]
pub struct SimilarPage {
    pub page: SearchPage,
    /// What the document was looked up by, by weight; of a text, empty: the explanation of each hit names its words.
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
    let source = match &request.to {
        SimilarTo::Text(_) => None,
        SimilarTo::Document(id) => {
            let unknown = || QueryError::UnknownDocument { id: id.to_string() };
            Some(generation.head(generation.address(id)?.ok_or_else(unknown)?)?)
        }
    };
    let before = day(request.before, source.as_ref())?;
    let mut filters = request.search.filters.clone();
    filters.extend(before.map(published_before).transpose()?);
    let (mut plan, terms, echo) = match (&request.to, &source) {
        (SimilarTo::Text(text), _) => {
            let ast = free_text(text);
            (plan::plan(generation, &ast, &filters)?, Vec::new(), ast.to_string())
        }
        (SimilarTo::Document(id), Some(document)) => {
            let terms = terms::of_document(generation, document)?;
            let filters = plan::plan(generation, &Ast::Everything, &filters)?.filters;
            let root = terms::clause(generation, &terms)?;
            (
                Plan { root, filters, problems: Vec::new(), translations: Vec::new() },
                terms,
                format!("similar {id}"),
            )
        }
        (SimilarTo::Document(id), None) => {
            return Err(QueryError::UnknownDocument { id: id.to_string() });
        }
    };
    let left_out = match &source {
        Some(document) => {
            let members = family_addresses(generation, &document.id(), FamilyDefinition::Extended)?;
            let found = Found::of(generation, &members)?;
            let family = Clause::Found { condition: "the document's family".to_owned(), found: found.into() };
            plan.filters.push(Clause::All(vec![Clause::Everything, Clause::Not(Box::new(family))]));
            members.len() as u64
        }
        None => 0,
    };
    let search = SearchRequest { explain: true, ..request.search.clone() };
    let mut page = run(generation, &search, plan, echo)?;
    let source = Source::new(source.as_ref());
    let reasons = page.hits.iter().map(|hit| source.reasons(hit)).collect();
    if !request.search.explain {
        page.hits.iter_mut().for_each(|hit| hit.explanation = None);
    }
    Ok(SimilarPage { page, terms, before, left_out, reasons })
}

/// The day that is meant.
fn day(before: Option<Before>, source: Option<&Document>) -> Result<Option<Date>, QueryError> {
    let of_document = |document: &Document, before| match (document, before) {
        (Document::Article(article), _) => article.published,
        (Document::Patent(patent), Before::Published) => patent.published,
        (Document::Patent(patent), Before::Filed) => patent.filed.or(patent.published),
        (Document::Patent(patent), _) => {
            let claimed = patent.priorities.iter().filter_map(|priority| priority.date).min();
            claimed.or(patent.filed).or(patent.published)
        }
    };
    match before {
        None => Ok(None),
        Some(Before::Day(day)) => Ok(Some(day)),
        Some(before) => match source.and_then(|document| of_document(document, before)) {
            Some(day) => Ok(Some(day)),
            None => Err(QueryError::NoDate { before: before.to_string() }),
        },
    }
}

fn published_before(day: Date) -> Result<Filter, QueryError> {
    let read = Filter::read("published", &[&format!("<{day}")]);
    read.map_err(|problems| QueryError::Refused { problems })
}

impl fmt::Display for Before {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Priority => f.write_str("priority"),
            Self::Filed => f.write_str("filed"),
            Self::Published => f.write_str("published"),
        }
    }
}

/// A day that is neither a date nor one of a document's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{written:?} is no day: expected priority, filed, published or a date such as 2012-03-04")]
pub struct UnknownDay {
    pub written: String,
}

impl FromStr for Before {
    type Err = UnknownDay;

    fn from_str(text: &str) -> Result<Self, UnknownDay> {
        match text {
            "priority" => Ok(Self::Priority),
            "filed" => Ok(Self::Filed),
            "published" => Ok(Self::Published),
            date => date.parse().map(Self::Day).map_err(|_| UnknownDay { written: text.to_owned() }),
        }
    }
}
