//! Finds the document that a written number, DOI or id means.

use indexer::{Generation, IndexError};
use model::{Document, DocumentId, Doi, Number, PublicationNumber, read_number};
use query::{
    Ast, CitationDirection, FamilyDefinition, Field, Hit, Operand, QueryError, ResolveError, Resolved,
    SearchRequest,
};

use crate::{
    HttpError, InterfaceLanguage, ProblemKind,
    citations::{self, Wanted},
    error::{Bilingual, Item, Place},
    search::chain,
    wire::{Candidate, CitedLink, DocumentLinks, Mention, ResolveResponse, document_href, for_reader},
};

/// Most links of one sort that a document is given.
const LINKS_MAX: usize = 100;

/// Characters of something unreadable that a message repeats.
const SHOWN_CHARS: usize = 80;

/// The one document that `written` means, or the reason why there is not one, in words.
///
/// Any form that [`query::resolve`] reads is taken. Where several documents are meant, all are named: nothing is
/// guessed.
pub(crate) fn document(generation: &Generation, written: &str) -> Result<Document, HttpError> {
    let Resolved { documents, readings } =
        query::resolve(generation, written).map_err(|error| match error {
            ResolveError::Unreadable(mut invalid) => {
                // What is no number may be of any length; its beginning tells which it was.
                if let Some((end, _)) = invalid.value.char_indices().nth(SHOWN_CHARS) {
                    invalid.value.truncate(end);
                    invalid.value.push('…');
                }
                let japanese = format!("「{}」は番号として読めません", invalid.value);
                HttpError::new(ProblemKind::InvalidNumber, Bilingual::new(japanese, invalid.to_string()))
            }
            ResolveError::Query(error) => error.into(),
        })?;
    match documents.as_slice() {
        [] => Err(not_held(generation, written, &readings)?),
        [id] => generation.document(id)?.ok_or_else(|| not_found(&readings)),
        _ => Err(ambiguous(documents.iter().map(|id| candidate(&id.to_string())).collect())),
    }
}

/// The numbers and DOIs of a text with their documents: the answer of `/v1/resolve`.
pub fn resolve_text(
    generation: &Generation,
    text: &str,
    language: InterfaceLanguage,
) -> Result<ResolveResponse, QueryError> {
    let mut mentions = Vec::new();
    for mentioned in query::resolve_all(generation, text)? {
        let mut documents = Vec::with_capacity(mentioned.resolved.documents.len());
        for id in &mentioned.resolved.documents {
            if let Some(address) = generation.address(id)? {
                documents.push(link(&generation.front(address)?, language));
            }
        }
        mentions.push(Mention::new(text, &mentioned, documents, language));
    }
    Ok(ResolveResponse { generation: generation.id().to_string(), mentions })
}

/// The documents of the index that have a number, of whatever kind.
fn of_any_kind(generation: &Generation, number: &PublicationNumber) -> Result<Vec<DocumentId>, HttpError> {
    let is_meant = |document: &Document| match document {
        Document::Patent(patent) => patent.number.without_kind() == *number,
        Document::Article(_) => false,
    };
    let matching = front_matches(generation, "number", &number.to_string())?;
    Ok(matching.into_iter().filter(is_meant).map(|document| document.id()).collect())
}

fn candidate(id: &str) -> Candidate {
    Candidate { id: id.to_owned(), href: document_href(id) }
}

fn not_found(parsed: &[String]) -> HttpError {
    let parsed = parsed.join(", ");
    HttpError::new(
        ProblemKind::DocumentNotFound,
        Bilingual::new(
            format!("{parsed} と読みましたが、索引にありません"),
            format!("it was read as {parsed}, which the index does not hold"),
        ),
    )
}

/// A number that the index does not hold: what it could be, whether only a crosswalk leads further, and the documents
/// that carry it otherwise, as a priority does.
fn not_held(generation: &Generation, written: &str, readings: &[String]) -> Result<HttpError, HttpError> {
    let numbers = read_number(written).map_or_else(|_| Vec::new(), |reading| reading.numbers().to_vec());
    let mut candidates: Vec<Candidate> = Vec::new();
    for number in &numbers {
        for document in front_matches(generation, "number", &number.to_string())? {
            let candidate = candidate(&document.id().to_string());
            if !candidates.iter().any(|known| known.id == candidate.id) && candidates.len() < LINKS_MAX {
                candidates.push(candidate);
            }
        }
    }
    let error = not_found(readings);
    let mut detail = *error.detail;
    let publications: Vec<String> = numbers.iter().flat_map(publications).collect();
    if !publications.is_empty() {
        let publications = publications.join(", ");
        detail.japanese.push_str(&format!("。公報の番号は {publications} のいずれかです"));
        detail.english.push_str(&format!("; its publication can be {publications}"));
    }
    let mut items = Vec::new();
    if !numbers.is_empty() && numbers.iter().all(Number::needs_crosswalk) {
        let message = Bilingual::new(
            "この番号の前に特公の番号で発行されており、対応表がなければ公報が定まりません",
            "it was published under an earlier 特公 number, which only a crosswalk can tell",
        );
        detail.japanese.push_str(&format!("。{}", message.japanese));
        detail.english.push_str(&format!("; {}", message.english));
        items.push(Item::new(Place::Parameter("id".to_owned()), "needs-crosswalk", message));
    }
    if !candidates.is_empty() {
        let count = candidates.len();
        detail.japanese.push_str(&format!("。この番号を優先権などに記した文献は {count} 件あります"));
        detail.english.push_str(&format!("; {count} documents carry it otherwise, as a priority"));
    }
    Ok(HttpError { detail: Box::new(detail), items, candidates, ..error })
}

/// The publications that can carry a grant.
fn publications(number: &Number) -> Vec<String> {
    match number {
        Number::Grant(grant) => grant.publications().iter().map(ToString::to_string).collect(),
        Number::Publication(_) | Number::Application(_) => Vec::new(),
    }
}

fn ambiguous(candidates: Vec<Candidate>) -> HttpError {
    let count = candidates.len();
    let detail = Bilingual::new(
        format!("{count} 件の文献がこの番号に当たります"),
        format!("{count} documents have this number"),
    );
    HttpError { candidates, ..HttpError::new(ProblemKind::AmbiguousNumber, detail) }
}

/// The documents, as far as a list of hits shows them, that have `value` in a field.
fn front_matches(generation: &Generation, field: &str, value: &str) -> Result<Vec<Document>, HttpError> {
    let Some(field) = Field::find(field) else { return Ok(Vec::new()) };
    let request = SearchRequest {
        size: LINKS_MAX,
        highlight: false,
        ..SearchRequest::new(Ast::leaf(field, Operand::Quoted(value.to_owned())))
    };
    let page = query::search(generation, &request)?;
    Ok(page.hits.into_iter().map(Hit::into_front).collect())
}

/// What a document is connected with, as far as the index holds it.
pub(crate) fn links(
    generation: &Generation,
    document: &Document,
    language: InterfaceLanguage,
) -> Result<DocumentLinks, HttpError> {
    let id = document.id();
    let to_others = |documents: Vec<Document>| -> Vec<CitedLink> {
        documents.iter().filter(|other| other.id() != id).map(|other| link(other, language)).collect()
    };
    let limit = generation.config().ranking.limits.family_members;
    let family = query::family_of(generation, &id, FamilyDefinition::Simple, limit)?;
    let citing = Wanted::all(CitationDirection::CitedBy);
    let citing = citations::citations(generation, document, citing, language)?;
    let id_text = id.to_string();
    Ok(DocumentLinks {
        self_href: document_href(&id_text),
        page: document_href(&id_text).replacen("/v1", "", 1),
        family: to_others(family.map_or_else(Vec::new, |family| family.members)),
        cites: to_others(cited(generation, document)?),
        cited_by: citing.citations.into_iter().filter_map(|citation| citation.document).collect(),
    })
}

/// The documents of the index that a document cites, each once.
fn cited(generation: &Generation, document: &Document) -> Result<Vec<Document>, HttpError> {
    let (numbers, dois): (Vec<&PublicationNumber>, Vec<&Doi>) = match document {
        Document::Patent(patent) => (
            patent.citations.iter().filter_map(|citation| citation.number.as_ref()).collect(),
            patent.literature.iter().filter_map(|citation| citation.doi.as_ref()).collect(),
        ),
        Document::Article(article) => (
            article.references.iter().filter_map(|reference| reference.patent.as_ref()).collect(),
            article.references.iter().filter_map(|reference| reference.doi.as_ref()).collect(),
        ),
    };
    let mut ids: Vec<DocumentId> = Vec::new();
    for number in numbers.into_iter().take(LINKS_MAX) {
        match number.kind() {
            Some(_) => ids.push(DocumentId::Patent(number.clone())),
            None => ids.extend(of_any_kind(generation, number)?),
        }
    }
    ids.extend(dois.into_iter().take(LINKS_MAX).map(|doi| DocumentId::Article(doi.clone().into())));
    let mut documents = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for id in ids {
        if seen.insert(id.clone())
            && let Some(address) = generation.address(&id)?
        {
            documents.push(generation.front(address)?);
        }
    }
    Ok(documents)
}

pub(crate) fn link(document: &Document, language: InterfaceLanguage) -> CitedLink {
    let id = document.id().to_string();
    let title = for_reader(document.titles(), language);
    CitedLink {
        title: title.map_or_else(|| id.clone(), |title| title.text.clone()),
        language: title.map_or_else(|| "und".to_owned(), |title| title.language.to_string()),
        href: document_href(&id),
        id,
    }
}

impl From<IndexError> for HttpError {
    fn from(error: IndexError) -> Self {
        Self::internal(chain(&error))
    }
}
