//! Links between patents and papers: what a document cites of both, and who of both cites it.

use indexer::Generation;
use model::{CitationPlace, Document, DocumentId, DocumentType, LiteratureReading};
use query::{
    Ast, CitationDirection, Direction, Filter, LiteratureLink, QueryError, SearchPage, SearchRequest, Sort,
    SortKey, link_literature,
};

use crate::{
    HttpError, InterfaceLanguage,
    citations::{self, Cited, Wanted},
    resolve::link,
    wire::{
        CitationEntry, CitedByPlace, CitingDocuments, CitingPatents, LinkCounts, LinksResponse,
        ReadLiterature, Total,
    },
};

/// The papers and patents around a document: the answer of `/v1/documents/{id}/links`.
pub fn document_links(
    generation: &Generation,
    document: &Document,
    language: InterfaceLanguage,
) -> Result<LinksResponse, HttpError> {
    let cites = citations::citations(generation, document, Wanted::all(CitationDirection::Cites), language)?;
    let (literature, patents): (Vec<_>, Vec<_>) =
        cites.citations.into_iter().partition(|entry| entry.literature.is_some());
    let id = document.id();
    let found = |document_type: DocumentType, place: Option<CitationPlace>| {
        let filter = type_filter(document_type)?;
        citing_documents(
            generation,
            document,
            &Wanted { place, ..Wanted::all(CitationDirection::CitedBy) },
            vec![filter],
            language,
        )
    };
    let citing_patents = CitingPatents {
        total: citing_total(generation, &id, vec![type_filter(DocumentType::Patent)?])?,
        front_page: found(DocumentType::Patent, Some(CitationPlace::FrontPage))?,
        in_text: found(DocumentType::Patent, Some(CitationPlace::InText))?,
    };
    let citing_articles = found(DocumentType::Article, None)?;
    let counts = LinkCounts {
        patents: patents.len() as u64,
        patents_in_index: patents.iter().filter(|entry| entry.document.is_some()).count() as u64,
        citing_patents: citing_patents.total.value,
        citing_articles: citing_articles.total.value,
        ..counts(&literature)
    };
    Ok(LinksResponse {
        generation: generation.id().to_string(),
        id: id.to_string(),
        document_type: document.document_type().as_str().to_owned(),
        counts,
        literature: by_place(literature),
        patents,
        citing_patents,
        citing_articles,
    })
}

fn counts(literature: &[CitationEntry]) -> LinkCounts {
    let of = |status: &str| {
        let is_so =
            |entry: &&CitationEntry| entry.literature.as_ref().is_some_and(|read| read.status == status);
        literature.iter().filter(is_so).count() as u64
    };
    LinkCounts {
        literature: literature.len() as u64,
        resolved: of("resolved"),
        ambiguous: of("ambiguous"),
        not_in_index: of("not-in-index"),
        unresolvable: of("unresolvable"),
        ..LinkCounts::default()
    }
}

fn by_place(literature: Vec<CitationEntry>) -> CitedByPlace {
    let mut by_place = CitedByPlace::default();
    for entry in literature {
        match entry.place {
            "front-page" => by_place.front_page.push(entry),
            "in-text" => by_place.in_text.push(entry),
            _ => by_place.reference_list.push(entry),
        }
    }
    by_place
}

/// The documents that cite one, in a citation that is wanted, narrowed by filters.
pub(crate) fn citing_documents(
    generation: &Generation,
    document: &Document,
    wanted: &Wanted,
    filters: Vec<Filter>,
    language: InterfaceLanguage,
) -> Result<CitingDocuments, HttpError> {
    let cited = Cited::new(document);
    let query =
        citations::citing_query(&document.id(), Wanted { direction: CitationDirection::Cites, ..*wanted });
    let narrowed = std::iter::once(query.clone()).chain(filters.iter().map(Filter::to_ast));
    let search = citations::search_href(&Ast::And(narrowed.collect()).to_string());
    let sort = Sort { key: SortKey::Published, direction: Direction::Descending };
    let size = citations::CITING_MAX;
    let request = SearchRequest { size, sort, highlight: false, filters, ..SearchRequest::new(query) };
    let page: SearchPage = query::search(generation, &request)?;
    let mut entries = Vec::with_capacity(page.hits.len());
    for hit in &page.hits {
        entries.extend(citations::citation_of(generation, &hit.document()?, &cited, *wanted, language)?);
    }
    Ok(CitingDocuments { total: Total { value: page.total, relation: "exact" }, citations: entries, search })
}

/// How many documents cite one in any citation, narrowed by filters.
fn citing_total(generation: &Generation, id: &DocumentId, filters: Vec<Filter>) -> Result<Total, HttpError> {
    let query = citations::citing_query(id, Wanted::all(CitationDirection::Cites));
    let request = SearchRequest { size: 0, highlight: false, filters, ..SearchRequest::new(query) };
    Ok(Total { value: query::search(generation, &request)?.total, relation: "exact" })
}

pub(crate) fn type_filter(document_type: DocumentType) -> Result<Filter, QueryError> {
    Filter::read("type", &[document_type.as_str()]).map_err(|problems| QueryError::Refused { problems })
}

/// What a citation of literature means, and what was read of it.
pub(crate) fn read_literature(
    generation: &Generation,
    text: &str,
    doi: Option<&model::Doi>,
    language: InterfaceLanguage,
) -> Result<(LiteratureLink, ReadLiterature), HttpError> {
    let found = link_literature(generation, text, doi)?;
    let status = match &found {
        LiteratureLink::Resolved { .. } => "resolved",
        LiteratureLink::Ambiguous { .. } => "ambiguous",
        LiteratureLink::NotInIndex => "not-in-index",
        LiteratureLink::Unresolvable => "unresolvable",
    };
    let reading = model::read_literature(text);
    let reading = LiteratureReading { doi: doi.cloned().or(reading.doi.clone()), ..reading };
    let mut read = ReadLiterature::new(text, &reading, status);
    if let LiteratureLink::Ambiguous { documents } = &found {
        for id in documents {
            if let Some(address) = generation.address(id)? {
                read.candidates.push(link(&generation.front(address)?, language));
            }
        }
    }
    Ok((found, read))
}
