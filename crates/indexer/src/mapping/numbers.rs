//! Numbers by which documents are found, citations, and dates and counts in columns.

use std::fmt::Display;

use model::{Article, Date, Doi, Patent, PublicationNumber};

use super::Values;
use crate::{KeywordField, NumberField};

pub(super) fn patent(values: &mut Values, patent: &Patent) {
    with_and_without_kind(values, KeywordField::Number, &patent.number);
    let others = patent
        .application
        .iter()
        .map(|number| number as &dyn Display)
        .chain(patent.grant.iter().map(|number| number as &dyn Display))
        .chain(patent.priorities.iter().map(|priority| &priority.number as &dyn Display));
    for number in others {
        values.keyword(KeywordField::Number, number.to_string());
    }
    if let Some(family) = &patent.family {
        values.keyword(KeywordField::Family, family.as_str());
    }
    for number in patent.citations.iter().filter_map(|citation| citation.number.as_ref()) {
        with_and_without_kind(values, KeywordField::Cites, number);
    }
    cited_literature(values, patent.literature.iter().filter_map(|citation| citation.doi.as_ref()));

    date(values, NumberField::Published, patent.published);
    date(values, NumberField::Filed, patent.filed);
    date(values, NumberField::Priority, patent.earliest_date());
    year(values, patent.published);
    let mut claims: Vec<(u32, bool)> =
        patent.claims.iter().map(|claim| (claim.number, claim.is_independent())).collect();
    // A claim that is given in several languages is one claim.
    claims.sort_unstable();
    claims.dedup_by_key(|(number, _)| *number);
    values.number(NumberField::ClaimCount, claims.len() as u64);
    let independent = claims.iter().filter(|(_, independent)| *independent).count();
    values.number(NumberField::IndependentClaimCount, independent as u64);
    values.number(NumberField::CitationCount, patent.citations.len() as u64);
    values.number(NumberField::LiteratureCount, patent.literature.len() as u64);
}

pub(super) fn article(values: &mut Values, article: &Article) {
    if let Some(doi) = article.id.as_str().strip_prefix("doi:") {
        values.keyword(KeywordField::Doi, doi);
    }
    let patents = article.references.iter().filter_map(|reference| reference.patent.as_ref());
    let mut cited_patents = 0;
    for number in patents {
        with_and_without_kind(values, KeywordField::Cites, number);
        cited_patents += 1;
    }
    cited_literature(values, article.references.iter().filter_map(|reference| reference.doi.as_ref()));

    date(values, NumberField::Published, article.published);
    year(values, article.published);
    values.number(NumberField::CitationCount, cited_patents);
    values.number(NumberField::LiteratureCount, article.references.len() as u64 - cited_patents);
}

/// Citations and users often leave the kind out, and either form must meet the other.
fn with_and_without_kind(values: &mut Values, keyword: KeywordField, number: &PublicationNumber) {
    values.keyword(keyword, number.to_string());
    values.keyword(keyword, format!("{}-{}", number.office(), number.serial()));
}

/// The form of an article's id, so that a citation is looked up as it stands.
fn cited_literature<'d>(values: &mut Values, dois: impl Iterator<Item = &'d Doi>) {
    for doi in dois {
        values.keyword(KeywordField::Cites, format!("doi:{doi}"));
    }
}

fn date(values: &mut Values, number: NumberField, date: Option<Date>) {
    if let Some(date) = date {
        values.number(number, u64::from(date.as_number()));
    }
}

fn year(values: &mut Values, published: Option<Date>) {
    if let Some(date) = published {
        values.number(NumberField::Year, u64::from(date.year()));
    }
}
