//! What a document cites, by the cited number or DOI, alone and with category and origin; literature without a DOI by
//! what its citation says.

use model::{
    Article, CitationCategory, CitationPlace, CitedBy, Doi, LiteratureKind, LiteratureReading,
    LiteratureRecord, Patent, PublicationNumber, read_literature,
};

use super::Values;
use crate::{KeywordField, NumberField};

/// One citation, with what says which document it names.
struct Citation<'d> {
    /// The forms by which it is looked up, the fullest first; none of literature without a DOI.
    cited: Vec<String>,
    categories: &'d [CitationCategory],
    by: Option<CitedBy>,
    /// `None` of an article's references.
    place: Option<CitationPlace>,
}

impl Citation<'_> {
    /// Categories, origin and place, apart by tabs.
    fn said(&self) -> String {
        let letters: String = self.categories.iter().map(CitationCategory::letter).collect();
        let by = self.by.map_or("", CitedBy::as_str);
        let place = self.place.map_or("", CitationPlace::as_str);
        format!("{letters}\t{by}\t{place}")
    }
}

/// A publication is an article, a paper of a conference or a book, by its DOI or as far as its text tells.
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
    let mut publications = 0;
    for citation in &patent.literature {
        let cited = citation.doi.as_ref().map(|doi| vec![article_id(doi)]).unwrap_or_default();
        let known = Citation {
            cited,
            categories: &citation.categories,
            by: citation.cited_by,
            place: Some(citation.place),
        };
        let is_publication = match known.cited.is_empty() {
            true => {
                let reading = read_literature(&citation.text);
                add_literature(values, &citation.text, &reading, &known);
                reading.kind == LiteratureKind::Publication
            }
            false => {
                add(values, &known);
                true
            }
        };
        publications += u64::from(is_publication);
    }
    values.number(NumberField::PublicationCount, publications);
}

pub(super) fn article(values: &mut Values, article: &Article) {
    let record = LiteratureRecord::of_article(article);
    for key in record.article_keys() {
        values.keyword(KeywordField::ArticleKey, key);
    }
    values.keyword(KeywordField::ArticleRecord, record.written());
    for reference in &article.references {
        let patent = reference.cited_patent();
        let mut citation = Citation { cited: Vec::new(), categories: &[], by: None, place: None };
        for cited in patent.iter().map(forms).chain(reference.doi.iter().map(|doi| vec![article_id(doi)])) {
            citation.cited = cited;
            add(values, &citation);
        }
        if citation.cited.is_empty() {
            add_literature(values, &reference.text, &read_literature(&reference.text), &citation);
        }
    }
}

/// A citation that has to be compared with articles.
fn add_literature(values: &mut Values, text: &str, reading: &LiteratureReading, citation: &Citation<'_>) {
    let Some(record) = LiteratureRecord::of_reading(text, reading) else { return };
    for key in record.keys() {
        values.keyword(KeywordField::CitedKey, key);
    }
    values.keyword(KeywordField::CitedLiterature, format!("{}\t{}", record.written(), citation.said()));
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
    values.keyword(KeywordField::Citation, format!("{}\t{}", citation.cited[0], citation.said()));
}
