//! From what a person writes for a document to the documents of a generation.

use indexer::Generation;
use std::collections::HashMap;

use model::{Document, DocumentId, Found, Invalid, Meaning, Number, read_document_id};

use crate::{Ast, Field, Hit, Operand, QueryError, SearchRequest, search};

/// Most documents that one written number is resolved to.
const RESOLVED_MAX: usize = 100;

/// Why a written number or id names no document.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    #[error(transparent)]
    Unreadable(#[from] Invalid),
    #[error(transparent)]
    Query(#[from] QueryError),
}

/// What a written number, DOI or id means in a generation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The documents that the generation holds, the likeliest first.
    pub documents: Vec<DocumentId>,
    /// Everything that the text can mean, in canonical form, whether the generation holds it or not.
    pub readings: Vec<String>,
}

/// Finds the documents that `written` means: its own id, a number in any form that [`model::read_number`] reads, a DOI.
///
/// A number of an application or a grant means the publications that carry it as their own, not those that claim its
/// priority.
pub fn resolve(generation: &Generation, written: &str) -> Result<Resolved, ResolveError> {
    let reading = read_document_id(written)?;
    let mut resolved = Resolved::default();
    for id in &reading.ids {
        resolved.readings.push(id.to_string());
        if generation.address(id).map_err(QueryError::from)?.is_some() {
            resolved.documents.push(id.clone());
        }
    }
    for number in &reading.numbers {
        resolved.readings.push(number.to_string());
        for document in carrying(generation, number)? {
            let id = document.id();
            if is_own_number(&document, number) && !resolved.documents.contains(&id) {
                resolved.documents.push(id);
            }
        }
    }
    Ok(resolved)
}

/// A number or DOI in a text, with what it means in a generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mentioned {
    pub found: Found,
    pub resolved: Resolved,
}

impl Mentioned {
    /// Whether only a crosswalk leads from this number to a publication: a Japanese patent published before 特許第2500001号
    /// under a 特公 number. Documents that state such a grant are found all the same.
    pub fn needs_crosswalk(&self) -> bool {
        let Meaning::Number(reading) = &self.found.meaning else { return false };
        self.resolved.documents.is_empty() && reading.numbers().iter().all(Number::needs_crosswalk)
    }
}

/// Resolves every number and DOI of a text, in their order. A number that is mentioned again is looked up once.
pub fn resolve_all(generation: &Generation, text: &str) -> Result<Vec<Mentioned>, QueryError> {
    let mut known: HashMap<String, Resolved> = HashMap::new();
    let mut mentioned = Vec::new();
    for found in model::scan(text) {
        let resolved = match known.get(&found.read_as) {
            Some(resolved) => resolved.clone(),
            None => {
                let resolved = match resolve(generation, &found.read_as) {
                    Ok(resolved) => resolved,
                    Err(ResolveError::Query(error)) => return Err(error),
                    // What a text's scan reads, the reader of single numbers reads; were it not so, it is left unresolved.
                    Err(ResolveError::Unreadable(_)) => Resolved::default(),
                };
                known.insert(found.read_as.clone(), resolved.clone());
                resolved
            }
        };
        mentioned.push(Mentioned { found, resolved });
    }
    Ok(mentioned)
}

/// The publications that carry a number as their own: the publication itself, or those of an application or a grant;
/// without abstracts, claims, what they cite, and descriptions.
pub fn documents_with(generation: &Generation, number: &Number) -> Result<Vec<Document>, QueryError> {
    let mut documents = carrying(generation, number)?;
    documents.retain(|document| is_own_number(document, number));
    Ok(documents)
}

/// The documents that have a number among those they carry, priorities included.
fn carrying(generation: &Generation, number: &Number) -> Result<Vec<Document>, QueryError> {
    let Some(field) = Field::find("number") else { return Ok(Vec::new()) };
    let mut request = SearchRequest::new(Ast::leaf(field, Operand::Quoted(number.to_string())));
    request.size = RESOLVED_MAX;
    request.highlight = false;
    Ok(search(generation, &request)?.hits.into_iter().map(Hit::into_front).collect())
}

fn is_own_number(document: &Document, number: &Number) -> bool {
    let Document::Patent(patent) = document else { return false };
    match number {
        Number::Publication(wanted) if wanted.kind().is_some() => patent.number == *wanted,
        Number::Publication(wanted) => patent.number.without_kind() == *wanted,
        Number::Application(wanted) => patent.application.as_ref() == Some(wanted),
        Number::Grant(wanted) => {
            // Registered utility models are counted by themselves: 実用新案登録第3123456号 is not 特許第3123456号.
            let is_patent = patent.number.kind().is_none_or(|kind| !matches!(kind.letter(), 'U' | 'Y'));
            let published_under_it = is_patent
                && patent.number.office() == wanted.office()
                && patent.number.serial() == wanted.serial();
            published_under_it || patent.grant.as_ref() == Some(wanted)
        }
    }
}
