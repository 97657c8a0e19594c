//! Joins over citations: which documents cite others, and which others cite.
//!
//! The index keeps each citation whole in the column `citation`: the cited number or DOI as it stands, its
//! categories, who brought it in. One citation must fulfil all that is asked, so that this column decides, and terms
//! of `cites` and `id` only lead to it where few documents are meant.
//!
//! Literature without a DOI is met by what its citation says, under keys of its own (`literature`).
//!
//! Numbers meet without their kinds where either lacks it: citations often do. A join is exact or refused: the other
//! end may have `limits.citations_joined` distinct documents or references.

mod agreement;
mod column;
mod literature;
mod reference;

pub use agreement::LinkRule;
pub use literature::{LiteratureLink, link_literature};
pub use reference::{means_same_document, split_reference};

use std::sync::Arc;

use indexer::Generation;
use model::{CitationCategory, CitationPlace, CitedBy, Number, read_document_id};
use tantivy::query::{EnableScoring, Query};

use self::{
    column::{CITATIONS, IDS, LITERATURE},
    literature::CitedArticles,
    reference::{Citation, References},
};
use crate::{Ast, CitationDirection, Citing, Operand, QueryError, ResolveError, found::Found, resolve};

/// The documents at the other end of a citation.
pub(crate) enum OtherEnd {
    /// Whatever it is.
    Anything,
    /// A document by what it is called: it need not be in the index to be cited.
    Named(String),
    /// Documents of the index that a query finds.
    Found(Box<dyn Query>),
}

/// Runs a join.
pub(crate) fn run(
    generation: &Generation,
    citing: &Citing,
    others: &[OtherEnd],
) -> Result<Arc<Found>, QueryError> {
    let join = Join { generation, categories: &citing.categories, by: citing.by, place: citing.place };
    let found = match citing.direction {
        CitationDirection::Cites => join.citing(others),
        CitationDirection::CitedBy => join.cited_by(others),
    };
    found.map(Arc::new)
}

/// What a condition calls a document by, if it names one by number or DOI.
pub(crate) fn name_of(condition: &Ast) -> Option<&str> {
    let Ast::Leaf(leaf) = condition else { return None };
    let (Operand::Word(text) | Operand::Quoted(text) | Operand::Exact(text) | Operand::FreeText(text)) =
        &leaf.operand
    else {
        return None;
    };
    let names_documents = matches!(leaf.field.info().name, "number" | "doi");
    (names_documents && read_document_id(text).is_ok()).then_some(text)
}

struct Join<'j> {
    generation: &'j Generation,
    categories: &'j [CitationCategory],
    by: Option<CitedBy>,
    place: Option<CitationPlace>,
}

impl Join<'_> {
    /// The documents with a citation that is meant and names one of the others.
    fn citing(&self, others: &[OtherEnd]) -> Result<Found, QueryError> {
        if others.iter().any(|other| matches!(other, OtherEnd::Anything)) {
            return CITATIONS
                .documents_with_any(self.generation, |value| self.is_meant(&Citation::read(value)));
        }
        let mut wanted = References::with_limit(self.limit());
        for other in others {
            match other {
                OtherEnd::Anything => {}
                OtherEnd::Named(name) => self.add_named(name, &mut wanted)?,
                OtherEnd::Found(query) => {
                    let found = self.found(query.as_ref())?;
                    IDS.values_of(self.generation, &found, |id| wanted.add(id))?;
                }
            }
        }
        let by_reference = CITATIONS.documents(self.generation, &wanted, |value| {
            let citation = Citation::read(value);
            self.is_meant(&citation) && wanted.meets(citation.reference)
        })?;
        let cited = IDS.documents(self.generation, &wanted, |id| wanted.meets(id))?;
        let by_fields = literature::citing(self.generation, &cited, |citation| self.is_meant(citation))?;
        Ok(by_reference.or(&by_fields))
    }

    /// The documents that one of the others names in a citation that is meant.
    fn cited_by(&self, others: &[OtherEnd]) -> Result<Found, QueryError> {
        let mut wanted = References::with_limit(self.limit());
        let mut articles = CitedArticles::new(self.generation, self.limit());
        for other in others {
            let citing = match other {
                OtherEnd::Anything => Found::all(self.generation)?,
                OtherEnd::Named(name) => {
                    let mut ids = References::with_limit(self.limit());
                    self.add_named(name, &mut ids)?;
                    IDS.documents(self.generation, &ids, |id| ids.meets(id))?
                }
                OtherEnd::Found(query) => self.found(query.as_ref())?,
            };
            CITATIONS.values_of(self.generation, &citing, |value| {
                let citation = Citation::read(value);
                if self.is_meant(&citation) { wanted.add(citation.reference) } else { Ok(()) }
            })?;
            LITERATURE.values_of(self.generation, &citing, |value| {
                let citation = Citation::read(value);
                if self.is_meant(&citation) { articles.add(&citation) } else { Ok(()) }
            })?;
        }
        Ok(IDS.documents(self.generation, &wanted, |id| wanted.meets(id))?.or(&articles.found()?))
    }

    /// Whether a citation has the category, the origin and the place asked for.
    fn is_meant(&self, citation: &Citation<'_>) -> bool {
        let has = |category: &CitationCategory| citation.categories.contains(category.letter());
        (self.categories.is_empty() || self.categories.iter().any(has))
            && self.by.is_none_or(|by| citation.by == by.as_str())
            && self.place.is_none_or(|place| citation.place == place.as_str())
    }

    /// Everything that a written number or DOI means: publications as they are read, and the documents of the index
    /// that carry it as application or grant.
    fn add_named(&self, name: &str, references: &mut References) -> Result<(), QueryError> {
        let Ok(reading) = read_document_id(name) else { return Ok(()) };
        for id in &reading.ids {
            references.add(&id.to_string())?;
        }
        for number in &reading.numbers {
            if let Number::Publication(number) = number {
                references.add(&number.to_string())?;
            }
        }
        match resolve(self.generation, name) {
            Ok(resolved) => resolved.documents.iter().try_for_each(|id| references.add(&id.to_string())),
            Err(ResolveError::Unreadable(_)) => Ok(()),
            Err(ResolveError::Query(error)) => Err(error),
        }
    }

    fn found(&self, query: &dyn Query) -> Result<Found, QueryError> {
        let searcher = self.generation.searcher();
        let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
        Found::collect(self.generation, |segment, found| {
            weight.for_each_no_score(segment, &mut |block| {
                block.iter().for_each(|document| found.insert(*document));
            })
        })
    }

    fn limit(&self) -> usize {
        self.generation.config().ranking.limits.citations_joined
    }
}
