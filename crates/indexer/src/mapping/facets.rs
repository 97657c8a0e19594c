//! Codes that are counted and filtered by: office, kind, status, journal.

use model::{Article, Patent};

use super::Values;
use crate::KeywordField;

pub(super) fn patent(values: &mut Values, patent: &Patent) {
    values.keyword(KeywordField::Office, patent.number.office().as_str());
    if let Some(kind) = patent.number.kind() {
        values.keyword(KeywordField::Kind, kind.as_str());
    }
    if let Some(status) = &patent.status {
        values.keyword(KeywordField::Status, status.state.as_str());
    }
}

/// A journal can be looked up by each of its titles; its column then has a value each.
pub(super) fn article(values: &mut Values, article: &Article) {
    let Some(journal) = &article.journal else { return };
    for title in &journal.titles {
        values.keyword(KeywordField::Journal, title.text.as_str());
    }
    for issn in &journal.issns {
        values.keyword(KeywordField::Issn, issn.as_str());
    }
}
