//! From what the engine answers to what goes over the wire.

use std::ops::Range;

use model::{Document, Party, Text};
use query::{Explained, SearchPage, Sort, SortKey};

use super::{
    Bucket, CharRange, Explanation, Facet, FeedbackTerm, Histogram, HistogramBucket, Hit, HitLinks,
    MarkedText, Name, Passage, Place, SearchContext, SearchResponse, TermTranslation, Total, family,
};
use crate::{
    InterfaceLanguage,
    error::{Item, Place as ProblemPlace},
    request::encode_component,
};

impl From<Range<usize>> for CharRange {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// A page of hits as the API answers it. `parse_problems` are those of [`query::parse_as`], which come first.
pub fn search_response(
    page: &SearchPage,
    parse_problems: &[query::Problem],
    context: &SearchContext,
) -> SearchResponse {
    let language = context.language;
    let problems = parse_problems.iter().chain(&page.problems);
    SearchResponse {
        generation: page.generation.to_string(),
        took_ms: (context.took.as_secs_f64() * 1e6).round() / 1e3,
        total: exactly(page.total),
        families: page.families.map(family::totals),
        collapse: family::collapse(page.collapse, &page.representative, language),
        understood: page.echo.clone(),
        query: None,
        lint: None,
        completeness: None,
        feedback: page.feedback.as_ref().map(|terms| terms.iter().map(feedback_term).collect()),
        translations: None,
        sort: sort_name(page.sort).to_owned(),
        hits: page.hits.iter().map(|found| hit(found, language)).collect(),
        facets: page.facets.iter().map(facet).collect(),
        histograms: page.histograms.iter().map(histogram).collect(),
        problems: problems
            .map(|problem| Item::of_query(problem, ProblemPlace::Pointer("/q".to_owned())).to_wire(language))
            .collect(),
        next: page.next.as_ref().map(ToString::to_string),
    }
}

/// The pairs of terms that took part in a search.
pub(crate) fn translations(page: &SearchPage) -> Vec<TermTranslation> {
    let translation = |pair: &query::TermTranslation| TermTranslation {
        word: pair.word.clone(),
        translation: pair.translation.clone(),
        into: pair.into.to_string(),
        pair: pair.refusal().to_string(),
        weight: pair.weight,
        probability: pair.probability,
        sources: pair.sources.iter().map(ToString::to_string).collect(),
        support: pair.support,
        documents: pair.documents.iter().map(ToString::to_string).collect(),
    };
    page.translations.iter().map(translation).collect()
}

fn feedback_term(term: &query::FeedbackTerm) -> FeedbackTerm {
    FeedbackTerm {
        name: term.name.clone(),
        term: term.term.clone(),
        view: term.view.to_string(),
        weight: term.weight,
        documents: term.documents.iter().map(ToString::to_string).collect(),
    }
}

pub(super) fn exactly(value: u64) -> Total {
    Total { value, relation: "exact" }
}

/// The order's name as the `sort` parameter takes it, where there is one.
fn sort_name(sort: Sort) -> &'static str {
    use query::Direction::{Ascending, Descending};
    match (sort.key, sort.direction) {
        (SortKey::Score, _) => "relevance",
        (SortKey::Published, Descending) => "newest",
        (SortKey::Published, Ascending) => "oldest",
        (SortKey::Filed, _) => "filed",
        (SortKey::Priority, _) => "priority",
    }
}

fn hit(found: &query::Hit, language: InterfaceLanguage) -> Hit {
    let id = found.id.to_string();
    let mut titles: Vec<MarkedText> = found.titles.iter().map(marked).collect();
    titles.sort_by_key(|title| title.language != language.code());
    let document = found.front();
    let (office, kind, source_family) = match document {
        Document::Patent(patent) => (
            Some(patent.number.office().to_string()),
            patent.number.kind().map(|kind| kind.to_string()),
            patent.family.clone(),
        ),
        Document::Article(_) => (None, None, None),
    };
    Hit {
        title: titles.first().map_or_else(|| id.clone(), |title| title.text.clone()),
        titles,
        original_language: document.titles().first().map(|title| title.language.to_string()),
        document_type: document.document_type().as_str().to_owned(),
        score: found.score,
        office,
        kind,
        published: document.published().map(|date| date.to_string()),
        parties: parties(document, language),
        classes: classes(document),
        journal: journal(document, language),
        family: source_family,
        collapsed: found.family.as_ref().map(|found| family::of_hit(found, language)),
        invented: document.is_invented(),
        passages: found.passages.iter().map(|passage| self::passage(passage, language)).collect(),
        explanation: found.explanation.as_ref().map(explanation),
        commons: None,
        reasons: None,
        links: HitLinks {
            document: document_href(&id),
            page: format!("/documents/{}", encode_component(&id)),
        },
        id,
    }
}

/// The address of a document's JSON form.
pub(crate) fn document_href(id: &str) -> String {
    format!("/v1/documents/{}", encode_component(id))
}

/// The text in the reader's language, else the first.
pub(crate) fn for_reader(texts: &[Text], language: InterfaceLanguage) -> Option<&Text> {
    texts.iter().find(|text| text.language.as_str() == language.code()).or(texts.first())
}

fn name(texts: &[Text], language: InterfaceLanguage) -> Option<Name> {
    for_reader(texts, language)
        .map(|text| Name { text: text.text.clone(), language: text.language.to_string() })
}

fn parties(document: &Document, language: InterfaceLanguage) -> Vec<Name> {
    let of_parties = |parties: &[Party]| -> Vec<Name> {
        parties.iter().filter_map(|party| name(&party.names, language)).collect()
    };
    match document {
        Document::Patent(patent) if patent.applicants.is_empty() => of_parties(&patent.assignees),
        Document::Patent(patent) => of_parties(&patent.applicants),
        Document::Article(article) => {
            article.authors.iter().filter_map(|author| name(&author.names, language)).collect()
        }
    }
}

fn journal(document: &Document, language: InterfaceLanguage) -> Option<Name> {
    match document {
        Document::Article(article) => name(&article.journal.as_ref()?.titles, language),
        Document::Patent(_) => None,
    }
}

fn classes(document: &Document) -> Vec<String> {
    let Document::Patent(patent) = document else { return Vec::new() };
    let classes = if patent.ipc.is_empty() { &patent.cpc } else { &patent.ipc };
    let mut ordered: Vec<_> = classes.iter().collect();
    ordered.sort_by_key(|class| !class.main);
    ordered.into_iter().map(|class| class.symbol.to_string()).collect()
}

fn marked(passage: &query::Passage) -> MarkedText {
    MarkedText {
        language: passage.language.to_string(),
        text: passage.text.clone(),
        marks: char_ranges(&passage.text, &passage.marks),
    }
}

/// Byte ranges as character ranges, in one pass over the text.
pub(crate) fn char_ranges(text: &str, byte_ranges: &[Range<usize>]) -> Vec<CharRange> {
    let (mut byte, mut chars) = (0, 0);
    let mut count_to = |to: usize| {
        chars += text[byte..to].chars().count();
        byte = to;
        chars
    };
    byte_ranges
        .iter()
        .map(|range| {
            let start = count_to(range.start);
            CharRange { start, end: count_to(range.end) }
        })
        .collect()
}

pub(super) fn passage(passage: &query::Passage, language: InterfaceLanguage) -> Passage {
    let (label, claim, paragraph, heading) = match &passage.place {
        query::Place::Title => (language.pick("名称", "title").to_owned(), None, None, None),
        query::Place::Abstract => (language.pick("要約", "abstract").to_owned(), None, None, None),
        query::Place::Keywords => (language.pick("キーワード", "keywords").to_owned(), None, None, None),
        query::Place::Claim(number) => {
            let label = match language {
                InterfaceLanguage::Japanese => format!("請求項{number}"),
                InterfaceLanguage::English => format!("claim {number}"),
            };
            (label, Some(*number), None, None)
        }
        query::Place::Paragraph { number, heading } => {
            let label = match (number, heading) {
                (Some(number), _) => format!("[{number}]"),
                (None, Some(heading)) => heading.clone(),
                (None, None) => language.pick("本文", "text").to_owned(),
            };
            (label, None, number.clone(), heading.clone())
        }
    };
    Passage {
        field: passage.field.to_owned(),
        place: Place { label, claim, paragraph, heading },
        text: marked(passage),
    }
}

fn facet(facet: &query::Facet) -> Facet {
    let bucket = |value: &query::FacetValue| Bucket { value: value.value.clone(), count: value.count };
    Facet {
        field: facet.column.name().to_owned(),
        filter: facet.column.field().to_owned(),
        buckets: facet.values.iter().map(bucket).collect(),
        distinct: facet.distinct,
        missing: facet.missing,
    }
}

fn histogram(histogram: &query::Histogram) -> Histogram {
    let bucket =
        |bucket: &query::HistogramBucket| HistogramBucket { from: bucket.from.clone(), count: bucket.count };
    Histogram {
        field: histogram.column.name().to_owned(),
        step: histogram.step.to_string(),
        buckets: histogram.buckets.iter().map(bucket).collect(),
        missing: histogram.missing,
        coarser: histogram.coarser,
    }
}

fn explanation(node: &query::Explanation) -> Explanation {
    let (label, formula) = match &node.what {
        Explained::Term { name, statistics } => {
            (format!("{name} ({})", statistics.view), Some(statistics.to_string()))
        }
        Explained::Occurrences { name, field, statistics } => {
            (format!("{name} in {field}"), Some(statistics.to_string()))
        }
        other => (other.to_string(), None),
    };
    Explanation { label, value: node.value, formula, parts: node.parts.iter().map(explanation).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_counted_in_characters() {
        let ranges = char_ranges("全固体電池 cell", &[3..9, 16..20]);
        assert_eq!(ranges, [CharRange { start: 1, end: 3 }, CharRange { start: 6, end: 10 }]);
        assert!(char_ranges("", &[]).is_empty());
    }
}
