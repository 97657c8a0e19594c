//! Citations of literature that carry no DOI, and the articles of the index that they mean.
//!
//! Both ends are indexed under the same keys, a title's beginning and end and the year with volume and first page
//! ([`LiteratureRecord::keys`]), so that an update of either end needs no other document. Keys find candidates;
//! [`agreement`] decides. A citation that agrees with several articles means none of them.

use std::collections::{BTreeSet, HashSet};

use indexer::{Generation, KeywordField};
use model::{DocumentId, Doi, LiteratureRecord};
use tantivy::{
    DocAddress, DocId, DocSet, SegmentReader, TERMINATED, Term, columnar::StrColumn,
    schema::IndexRecordOption,
};

use super::{
    agreement::{LinkRule, agreement},
    column::{VALUES_A_LOOKUP, read_values},
    reference::Citation,
};
use crate::{QueryError, bits::Bits, found::Found};

/// What a citation of literature means in a generation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiteratureLink {
    /// One article, and by which rule.
    Resolved { document: DocumentId, rule: LinkRule },
    /// It agrees with each of these, so that it means none.
    Ambiguous { documents: Vec<DocumentId> },
    /// The index holds no article that it can mean.
    NotInIndex,
    /// It says too little to mean any article, or is no publication.
    Unresolvable,
}

/// Finds the article that a printed citation means. A DOI decides alone.
pub fn link_literature(
    generation: &Generation,
    text: &str,
    doi: Option<&Doi>,
) -> Result<LiteratureLink, QueryError> {
    if let Some(doi) = doi {
        let document = DocumentId::Article(doi.clone().into());
        return Ok(match generation.address(&document)? {
            Some(_) => LiteratureLink::Resolved { document, rule: LinkRule::Doi },
            None => LiteratureLink::NotInIndex,
        });
    }
    let Some(record) = LiteratureRecord::of_citation(text) else { return Ok(LiteratureLink::Unresolvable) };
    let articles = articles_of(generation, &record)?;
    let id = |address: DocAddress| generation.front(address).map(|document| document.id());
    Ok(match articles.as_slice() {
        [] => LiteratureLink::NotInIndex,
        [(address, rule)] => LiteratureLink::Resolved { document: id(*address)?, rule: *rule },
        several => {
            let mut documents =
                several.iter().map(|(address, _)| id(*address)).collect::<Result<Vec<_>, _>>()?;
            documents.sort();
            LiteratureLink::Ambiguous { documents }
        }
    })
}

/// Every article that agrees with a citation.
fn articles_of(
    generation: &Generation,
    citation: &LiteratureRecord,
) -> Result<Vec<(DocAddress, LinkRule)>, QueryError> {
    let keys = citation.keys();
    let mut articles = Vec::new();
    for (ordinal, segment) in generation.searcher().segment_readers().iter().enumerate() {
        let Some(records) = segment.fast_fields().str(KeywordField::ArticleRecord.as_str())? else {
            continue;
        };
        let mut candidates = BTreeSet::new();
        with_keys(generation, segment, KeywordField::ArticleKey, &keys, |document| {
            candidates.insert(document);
        })?;
        for document in candidates {
            let is_alive = segment.alive_bitset().is_none_or(|alive| alive.is_alive(document));
            let Some(article) = record_of(&records, document)?.filter(|_| is_alive) else { continue };
            if let Some(rule) = agreement(citation, &article) {
                articles.push((DocAddress::new(ordinal as u32, document), rule));
            }
        }
    }
    Ok(articles)
}

/// The only article that a citation means.
fn article_of(
    generation: &Generation,
    citation: &LiteratureRecord,
) -> Result<Option<DocAddress>, QueryError> {
    Ok(match articles_of(generation, citation)?.as_slice() {
        [(address, _)] => Some(*address),
        _ => None,
    })
}

/// The documents that cite an article of `cited` without a DOI, in a citation that is meant.
pub(super) fn citing(
    generation: &Generation,
    cited: &Found,
    is_meant: impl Fn(&Citation<'_>) -> bool,
) -> Result<Found, QueryError> {
    let wanted = Wanted::of(generation, cited)?;
    let mut failed = Ok(());
    let found = Found::collect(generation, |segment, found| {
        let Some(column) = segment.fast_fields().str(KeywordField::CitedLiterature.as_str())? else {
            return Ok(());
        };
        let mut candidates = Vec::new();
        if column.num_terms() / VALUES_A_LOOKUP < wanted.keys.len() {
            candidates.extend(0..segment.max_doc());
        } else {
            with_keys(generation, segment, KeywordField::CitedKey, &wanted.keys, |document| {
                candidates.push(document);
            })?;
        }
        if failed.is_ok() {
            match wanted.cited_in(generation, &column, &candidates, &is_meant) {
                Ok(documents) => documents.into_iter().for_each(|document| found.insert(document)),
                Err(error) => failed = Err(error),
            }
        }
        Ok(())
    })?;
    failed.map(|()| found)
}

/// The articles that the lines of a column mean, each a citation that is meant.
pub(super) struct CitedArticles<'g> {
    generation: &'g Generation,
    addresses: Vec<DocAddress>,
    /// What was resolved: a family cites the same, and each segment has its own lines.
    references: HashSet<String>,
    limit: usize,
}

impl<'g> CitedArticles<'g> {
    pub(super) fn new(generation: &'g Generation, limit: usize) -> Self {
        Self { generation, addresses: Vec::new(), references: HashSet::new(), limit }
    }

    /// Resolves a citation; refused beyond the limit of distinct ones.
    pub(super) fn add(&mut self, citation: &Citation<'_>) -> Result<(), QueryError> {
        if !self.references.insert(citation.reference.to_owned()) {
            return Ok(());
        }
        if self.limit < self.references.len() {
            return Err(QueryError::TooManyCitations { limit: self.limit });
        }
        self.addresses.extend(article_of(self.generation, &LiteratureRecord::read(citation.reference))?);
        Ok(())
    }

    pub(super) fn found(&self) -> Result<Found, QueryError> {
        Found::of(self.generation, &self.addresses)
    }
}

/// Articles that citations are looked for of.
struct Wanted {
    keys: BTreeSet<String>,
    addresses: BTreeSet<DocAddress>,
}

impl Wanted {
    fn of(generation: &Generation, cited: &Found) -> Result<Self, QueryError> {
        let mut wanted = Self { keys: BTreeSet::new(), addresses: BTreeSet::new() };
        for (ordinal, segment) in generation.searcher().segment_readers().iter().enumerate() {
            let Some(records) = segment.fast_fields().str(KeywordField::ArticleRecord.as_str())? else {
                continue;
            };
            let Some(documents) = cited.in_segment(segment) else { continue };
            for document in documents.iter() {
                if let Some(record) = record_of(&records, document)? {
                    wanted.keys.extend(record.article_keys());
                    wanted.addresses.insert(DocAddress::new(ordinal as u32, document));
                }
            }
        }
        Ok(wanted)
    }

    /// The candidates with a citation that is meant and means one of these. A string is cited by many documents of a
    /// family: each is decided once a segment.
    fn cited_in(
        &self,
        generation: &Generation,
        column: &StrColumn,
        candidates: &[DocId],
        is_meant: impl Fn(&Citation<'_>) -> bool,
    ) -> Result<Vec<DocId>, QueryError> {
        let mut lines = Bits::below(column.num_terms());
        for &document in candidates {
            column.term_ords(document).for_each(|ordinal| {
                lines.insert(ordinal as u32);
            });
        }
        let mut cited = Bits::below(column.num_terms());
        read_values(column, &lines, |ordinal, line| {
            let citation = Citation::read(line);
            if is_meant(&citation)
                && self.is_meant_by(generation, &LiteratureRecord::read(citation.reference))?
            {
                cited.insert(ordinal);
            }
            Ok(())
        })?;
        let is_cited =
            |document: &DocId| column.term_ords(*document).any(|ordinal| cited.contains(ordinal as u32));
        Ok(candidates.iter().copied().filter(is_cited).collect())
    }

    fn is_meant_by(&self, generation: &Generation, citation: &LiteratureRecord) -> Result<bool, QueryError> {
        if citation.keys().is_disjoint(&self.keys) {
            return Ok(false);
        }
        Ok(article_of(generation, citation)?.is_some_and(|address| self.addresses.contains(&address)))
    }
}

fn record_of(records: &StrColumn, document: DocId) -> tantivy::Result<Option<LiteratureRecord>> {
    let Some(ordinal) = records.term_ords(document).next() else { return Ok(None) };
    let mut line = String::new();
    records.ord_to_str(ordinal, &mut line)?;
    Ok(Some(LiteratureRecord::read(&line)))
}

/// Calls for each document of a segment under one of the keys, deleted ones too; several times for one under several.
fn with_keys(
    generation: &Generation,
    segment: &SegmentReader,
    field: KeywordField,
    keys: &BTreeSet<String>,
    mut each: impl FnMut(DocId),
) -> tantivy::Result<()> {
    let field = generation.schema().keyword(field);
    let inverted = segment.inverted_index(field)?;
    for key in keys {
        let term = Term::from_field_text(field, key);
        let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
        while postings.doc() != TERMINATED {
            each(postings.doc());
            postings.advance();
        }
    }
    Ok(())
}
