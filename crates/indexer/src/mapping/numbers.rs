//! Numbers by which documents are found, and dates and counts in columns.

use std::fmt::Display;

use model::{Article, Date, Number, Patent, PublicationNumber};

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
    let published =
        [&patent.number, &patent.number.without_kind()].map(|number| Number::Publication(number.clone()));
    let applied_for = patent.application.clone().map(Number::Application);
    let granted = patent.grant.clone().map(Number::Grant);
    for number in published.into_iter().chain(applied_for).chain(granted) {
        values.keyword(KeywordField::NumberKey, number.order_key());
    }
    if let Some(family) = &patent.family {
        values.keyword(KeywordField::Family, family.as_str());
    }
    let own = patent.application.as_ref().filter(|_| patent.priorities.is_empty());
    for number in patent.priorities.iter().map(|priority| &priority.number).chain(own) {
        values.keyword(KeywordField::Priorities, number.to_string());
    }

    date(values, NumberField::Published, patent.published);
    date(values, NumberField::Filed, patent.filed);
    date(values, NumberField::Priority, patent.earliest_date());
    date(values, NumberField::Granted, patent.granted);
    year(values, patent.published);
    values.number(NumberField::CitationCount, patent.citations.len() as u64);
    values.number(NumberField::LiteratureCount, patent.literature.len() as u64);
}

pub(super) fn article(values: &mut Values, article: &Article) {
    if let Some(doi) = article.id.as_str().strip_prefix("doi:") {
        values.keyword(KeywordField::Doi, doi);
    }
    date(values, NumberField::Published, article.published);
    year(values, article.published);
    let cited_patents =
        article.references.iter().filter(|reference| reference.patent.is_some()).count() as u64;
    values.number(NumberField::CitationCount, cited_patents);
    values.number(NumberField::LiteratureCount, article.references.len() as u64 - cited_patents);
}

/// Users often leave the kind out, and either form must meet the other.
fn with_and_without_kind(values: &mut Values, keyword: KeywordField, number: &PublicationNumber) {
    values.keyword(keyword, number.to_string());
    values.keyword(keyword, number.without_kind().to_string());
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
