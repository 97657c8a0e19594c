use model::Document;
use query::{Before, SimilarPage, SimilarTo};
use serde::Serialize;
use utoipa::ToSchema;

use super::{CitedLink, SearchContext, SearchResponse, search_response};
use crate::resolve::link;

/// Documents similar to a document or a text, best first, each with the reasons.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SimilarResponse {
    /// A page as a search answers it: `total` are the documents that share at least one term, `understood` is the query
    /// that narrows them, each hit has `reasons`.
    #[serde(flatten)]
    pub page: SearchResponse,
    /// The document asked about; absent for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similar_to: Option<CitedLink>,
    /// The day that documents must be older than, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<BeforeDay>,
    /// Members of the document's extended family that were left out, itself included.
    pub left_out: u64,
    /// What the document or text was looked up by, by weight.
    pub terms: Vec<LookupTerm>,
}

/// The day that similar documents must be older than.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BeforeDay {
    /// `priority`, `filed`, `published` or `date`.
    #[schema(example = "priority")]
    pub of: String,
    /// YYYY-MM-DD, or as precisely as it is known.
    #[schema(example = "2010-03-04")]
    pub day: String,
}

/// A term that a document or text was looked up by.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LookupTerm {
    /// As the document or text has it first.
    pub name: String,
    /// As the index has it.
    pub term: String,
    /// The view of the text: `ja`, `en`, `other`.
    pub view: String,
    /// How much it tells: `boost` times the inverse document frequency.
    pub weight: f64,
    /// What its score in other documents is multiplied by: how much the document or text has of it, saturated.
    pub boost: f64,
    /// Documents that have it, in the part in which most do.
    pub documents: u64,
}

/// Why a document is similar.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Reasons {
    /// The terms that gave most of the score, at most ten, by what they gave.
    pub terms: Vec<SharedTerm>,
    /// How many terms gave some of it.
    pub term_count: u64,
    /// Classes that both carry, in full.
    pub classes: Vec<SharedClass>,
    /// Whether the document asked about cites it.
    pub cited: bool,
    /// Whether it cites the document asked about.
    pub citing: bool,
    /// References that both cite, as the document asked about has them.
    pub references: Vec<String>,
}

/// A term that a hit shares with the document or text asked about.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SharedTerm {
    /// A word, or two words side by side.
    pub name: String,
    /// The view of the text: `ja`, `en`, `other`.
    pub view: String,
    /// What it adds to the score.
    pub value: f64,
}

/// A class that a hit shares with the document asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SharedClass {
    /// `ipc`, `cpc`, `fi` or `fterm`.
    #[schema(example = "ipc")]
    pub scheme: String,
    #[schema(example = "H01M10/0562")]
    pub symbol: String,
}

/// Similar documents as the API answers them; `document` is the one asked about.
pub fn similar_response(
    found: &SimilarPage,
    (to, document): (&SimilarTo, Option<&Document>),
    before: Option<Before>,
    parse_problems: &[query::Problem],
    context: &SearchContext,
) -> SimilarResponse {
    let mut page = search_response(&found.page, parse_problems, context);
    for (hit, reasons) in page.hits.iter_mut().zip(&found.reasons) {
        hit.reasons = Some(reasons_of(reasons));
    }
    // What was selected are words of the document or text, not of the query that narrows.
    let pointer = matches!(to, SimilarTo::Text(_)).then(|| "/text".to_owned());
    let selected = query::ProblemCode::WordsSelected.as_str();
    for problem in page.problems.iter_mut().filter(|problem| problem.code == selected) {
        problem.pointer.clone_from(&pointer);
    }
    let day = |(before, day): (Before, model::Date)| BeforeDay {
        of: before.name().to_owned(),
        day: day.to_string(),
    };
    SimilarResponse {
        page,
        similar_to: document.map(|document| link(document, context.language)),
        before: before.zip(found.before).map(day),
        left_out: found.left_out,
        terms: found.terms.iter().map(lookup_term).collect(),
    }
}

fn lookup_term(term: &query::SourceTerm) -> LookupTerm {
    LookupTerm {
        name: term.name.clone(),
        term: term.term.clone(),
        view: term.view.to_string(),
        weight: term.weight,
        boost: f64::from(term.boost),
        documents: term.documents,
    }
}

fn reasons_of(reasons: &query::Reasons) -> Reasons {
    let shared_term = |term: &query::SharedTerm| SharedTerm {
        name: term.name.clone(),
        view: term.view.to_string(),
        value: term.value,
    };
    let shared_class = |class: &query::SharedClass| SharedClass {
        scheme: class.scheme.as_str().to_owned(),
        symbol: class.symbol.clone(),
    };
    Reasons {
        terms: reasons.terms.iter().map(shared_term).collect(),
        term_count: reasons.term_count as u64,
        classes: reasons.classes.iter().map(shared_class).collect(),
        cited: reasons.is_cited,
        citing: reasons.is_citing,
        references: reasons.references.clone(),
    }
}
