//! Finds the document that a written number, DOI or id means.

use indexer::{Generation, IndexError};
use model::{ArticleId, Document, DocumentId, Doi, Number, PublicationNumber, read_number};
use query::{Ast, Field, Operand, SearchRequest};

use crate::{
    HttpError, InterfaceLanguage, ProblemKind,
    error::Bilingual,
    search::chain,
    wire::{Candidate, CitedLink, DocumentLinks, document_href, for_reader},
};

/// Most links of one sort that a document is given.
const LINKS_MAX: usize = 100;

/// The one document that `written` means, or the reason why there is not one, in words.
///
/// Any form that `model::read_number` reads is taken, a DOI with or without resolver, or the canonical id. A number
/// of an application or a grant means its publications. Where several documents are meant, all are named.
pub(crate) fn document(generation: &Generation, written: &str) -> Result<Document, HttpError> {
    let written = written.trim();
    if let Some(id) = article_id(written) {
        let found = generation.document(&DocumentId::Article(id.clone()))?;
        return found.ok_or_else(|| not_found(&[id.to_string()]));
    }
    let exact = written.parse::<PublicationNumber>().ok().filter(|number| number.kind().is_some());
    if let Some(number) = exact
        && let Some(document) = generation.document(&DocumentId::Patent(number))?
    {
        return Ok(document);
    }
    let reading = read_number(written).map_err(|error| {
        HttpError::new(
            ProblemKind::InvalidNumber,
            Bilingual::new(format!("「{written}」は番号として読めません"), error.to_string()),
        )
    })?;
    let readings = reading.numbers();
    let mut found: Vec<DocumentId> = Vec::new();
    for number in readings {
        for id in documents_of(generation, number)? {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    let parsed: Vec<String> = readings.iter().map(said).collect();
    match (found.as_slice(), readings) {
        ([id], [_]) => generation.document(id)?.ok_or_else(|| not_found(&parsed)),
        ([], [_]) => Err(not_found(&parsed)),
        (_, [_]) => Err(ambiguous(found.iter().map(|id| candidate(&id.to_string(), true)).collect())),
        _ => {
            let mut candidates: Vec<Candidate> =
                found.iter().map(|id| candidate(&id.to_string(), true)).collect();
            for number in readings {
                let id = number_text(number);
                if !candidates.iter().any(|known| known.id.starts_with(&id)) {
                    candidates.push(candidate(&id, false));
                }
            }
            Err(ambiguous(candidates))
        }
    }
}

fn article_id(written: &str) -> Option<ArticleId> {
    if let Ok(doi) = written.parse::<Doi>() {
        return Some(doi.into());
    }
    written.parse().ok()
}

/// The documents of the index that a number names: itself, any kind of it, or publications of the application.
fn documents_of(generation: &Generation, number: &Number) -> Result<Vec<DocumentId>, HttpError> {
    let matching = head_matches(generation, "number", &number_text(number))?;
    let is_meant = |document: &Document| {
        let Document::Patent(patent) = document else { return false };
        match number {
            Number::Publication(wanted) if wanted.kind().is_some() => patent.number == *wanted,
            Number::Publication(wanted) => patent.number.without_kind() == *wanted,
            Number::Application(wanted) => patent.application.as_ref() == Some(wanted),
            Number::Grant(wanted) => {
                patent.grant.as_ref() == Some(wanted)
                    || (patent.number.office() == wanted.office()
                        && patent.number.serial() == wanted.serial())
            }
        }
    };
    Ok(matching.into_iter().filter(is_meant).map(|document| document.id()).collect())
}

fn number_text(number: &Number) -> String {
    match number {
        Number::Publication(number) => number.to_string(),
        Number::Application(number) => number.to_string(),
        Number::Grant(number) => number.to_string(),
    }
}

/// How a number was read, for the 404 answer.
fn said(number: &Number) -> String {
    let sort = match number {
        Number::Publication(_) => "publication",
        Number::Application(_) => "application",
        Number::Grant(_) => "grant",
    };
    format!("{sort} {}", number_text(number))
}

fn candidate(id: &str, indexed: bool) -> Candidate {
    Candidate { id: id.to_owned(), indexed, href: document_href(id) }
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

fn ambiguous(candidates: Vec<Candidate>) -> HttpError {
    let count = candidates.len();
    let detail = Bilingual::new(
        format!("{count} 通りに読めます"),
        format!("it can mean {count} documents or numbers"),
    );
    HttpError { candidates, ..HttpError::new(ProblemKind::AmbiguousNumber, detail) }
}

/// The documents, without their long texts, that have `value` in a field.
fn head_matches(generation: &Generation, field: &str, value: &str) -> Result<Vec<Document>, HttpError> {
    let Some(field) = Field::find(field) else { return Ok(Vec::new()) };
    let request = SearchRequest {
        size: LINKS_MAX,
        highlight: false,
        ..SearchRequest::new(Ast::leaf(field, Operand::Quoted(value.to_owned())))
    };
    let page = query::search(generation, &request)?;
    Ok(page.hits.into_iter().map(|hit| hit.document).collect())
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
    let family = match document {
        Document::Patent(patent) => patent.family.as_deref(),
        Document::Article(_) => None,
    };
    let family = family.map(|family| head_matches(generation, "family", family)).transpose()?;
    let cited_as = match &id {
        DocumentId::Patent(number) => number.without_kind().to_string(),
        DocumentId::Article(id) => id.to_string(),
    };
    let id_text = id.to_string();
    Ok(DocumentLinks {
        self_href: document_href(&id_text),
        page: document_href(&id_text).replacen("/v1", "", 1),
        family: to_others(family.unwrap_or_default()),
        cites: to_others(cited(generation, document)?),
        cited_by: to_others(head_matches(generation, "cites", &cited_as)?),
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
            None => ids.extend(documents_of(generation, &Number::Publication(number.clone()))?),
        }
    }
    ids.extend(dois.into_iter().take(LINKS_MAX).map(|doi| DocumentId::Article(doi.clone().into())));
    let mut documents = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for id in ids {
        if seen.insert(id.clone())
            && let Some(address) = generation.address(&id)?
        {
            documents.push(generation.head(address)?);
        }
    }
    Ok(documents)
}

fn link(document: &Document, language: InterfaceLanguage) -> CitedLink {
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
