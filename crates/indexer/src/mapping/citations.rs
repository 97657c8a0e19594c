//! What a document cites, by the cited number or DOI, alone and with category and origin.

use model::{Article, CitationCategory, CitationPlace, CitedBy, Doi, Patent, PublicationNumber};

use super::Values;
use crate::KeywordField;

/// One citation that names its document.
struct Citation<'d> {
    /// The forms by which it is looked up; the first is the fullest.
    cited: Vec<String>,
    categories: &'d [CitationCategory],
    by: Option<CitedBy>,
    /// `None` of an article's references.
    place: Option<CitationPlace>,
}

pub(super) fn patent(values: &mut Values, patent: &Patent) {
    for citation in &patent.citations {
        let Some(number) = &citation.number else { continue };
        let cited = forms(number);
        add(
            values,
            &Citation {
                cited,
                categories: &citation.categories,
                by: citation.cited_by,
                place: Some(citation.place),
            },
        );
    }
    for citation in &patent.literature {
        let Some(doi) = &citation.doi else { continue };
        let cited = vec![article_id(doi)];
        add(
            values,
            &Citation {
                cited,
                categories: &citation.categories,
                by: citation.cited_by,
                place: Some(citation.place),
            },
        );
    }
}

pub(super) fn article(values: &mut Values, article: &Article) {
    let patents = article.references.iter().filter_map(|reference| reference.patent.as_ref()).map(forms);
    let dois = article.references.iter().filter_map(|reference| reference.doi.as_ref());
    for cited in patents.chain(dois.map(|doi| vec![article_id(doi)])) {
        add(values, &Citation { cited, categories: &[], by: None, place: None });
    }
}

/// Citations and users often leave the kind out, and either form must meet the other.
fn forms(number: &PublicationNumber) -> Vec<String> {
    let mut forms = vec![number.to_string(), number.without_kind().to_string()];
    forms.dedup();
    forms
}

/// The form of an article's id, so that a citation is looked up as it stands.
fn article_id(doi: &Doi) -> String {
    format!("doi:{doi}")
}

fn add(values: &mut Values, citation: &Citation<'_>) {
    let letters: String = citation.categories.iter().map(CitationCategory::letter).collect();
    let by = citation.by.map_or("", CitedBy::as_str);
    for cited in &citation.cited {
        values.keyword(KeywordField::Cites, cited.as_str());
        for letter in letters.chars() {
            values.keyword(KeywordField::CitesAs, format!("{letter} {cited}"));
            if !by.is_empty() {
                values.keyword(KeywordField::CitesAs, format!("{letter} {by} {cited}"));
            }
        }
        if !by.is_empty() {
            values.keyword(KeywordField::CitesAs, format!("{by} {cited}"));
        }
    }
    let place = citation.place.map_or("", CitationPlace::as_str);
    values.keyword(KeywordField::Citation, format!("{}\t{letters}\t{by}\t{place}", citation.cited[0]));
}
