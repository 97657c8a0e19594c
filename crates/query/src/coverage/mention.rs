//! Articles that mention an element.

use model::{Date, Document, DocumentId};

use super::{candidates::Candidates, cell::Cell, document, element::Element, judge::Judge};
use crate::{Filter, QueryError};

/// An article and the place where it mentions an element.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    pub id: DocumentId,
    /// Without its body.
    pub document: Document,
    pub published: Option<Date>,
    pub cell: Cell,
}

/// For each element the articles that say most of it, at most `coverage.articles`.
pub(super) fn of_elements(
    candidates: &Candidates<'_>,
    judge: &mut Judge<'_>,
    elements: &[Element],
) -> Result<Vec<Vec<Mention>>, QueryError> {
    let article = Filter::read("type", &["article"]).map_err(|problems| QueryError::Refused { problems })?;
    let filters = [article];
    let settings = &candidates.generation.config().ranking.coverage;
    let mut all = Vec::with_capacity(elements.len());
    for (number, element) in elements.iter().enumerate() {
        let mut mentions = Vec::new();
        for candidate in candidates.found(&element.text, &filters, settings.element_candidates)? {
            let cell =
                document::mentions(candidates.generation, judge, &candidate, number, settings.variant)?;
            mentions.extend(cell.map(|cell| Mention {
                published: candidate.document.published(),
                id: candidate.id,
                document: candidate.document,
                cell,
            }));
        }
        mentions.sort_by(|a, b| b.cell.share.total_cmp(&a.cell.share).then_with(|| a.id.cmp(&b.id)));
        mentions.truncate(settings.articles);
        all.push(mentions);
    }
    Ok(all)
}
