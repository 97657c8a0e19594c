//! What a document or a text is about: the terms by which others are compared with it.
//!
//! Of a document, a term's weight is the score that the document itself has for it in BM25F: what it has of the term
//! in title, abstract, claims and keywords is weighed by part, set against the part's length and saturated, and
//! multiplied by the idf. Of each view the `long.terms` heaviest terms are searched, each with its saturated frequency
//! as boost, so that the document that shares most of what this one is about scores most; of several languages, scaled
//! so that a term of each gives the source itself as much. Numbers are left out, and so
//! are terms that no other document has. A text with the headings of a publication is taken in the same way, its
//! description included.
//!
//! Any other text is planned as a free text: see `crate::plan`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use indexer::{Generation, IndexError, Part, StoredDocument, View};

use super::{
    super::{
        bm25f::documents_in,
        counts::{OfView, TermCounts, in_view},
    },
    parts,
};
use crate::{
    Across, Ast, Problem, QueryError, TermTranslation,
    parse::free_text,
    plan::{self, Clause, Source, document_frequency, idf, is_no_evidence, scored_term, selected_notice},
    snippet::head_texts_of,
};

/// The views of words, in each of which a text without a stated language is read.
const VIEWS: [View; 3] = [View::Ja, View::En, View::Other];

/// A term that a document or text is looked up by.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceTerm {
    /// As the document has it first.
    pub name: String,
    /// As the index has it.
    pub term: String,
    pub view: View,
    /// Its saturated frequency, evened out between languages, by which its score in other documents is multiplied.
    pub boost: f32,
    /// The boost times its idf.
    pub weight: f64,
    /// Documents that have it, in the part in which most do.
    pub documents: u64,
}

/// How a document or text is looked up.
pub(super) struct Lookup {
    /// What scores.
    pub(super) root: Clause,
    /// By weight.
    pub(super) terms: Vec<SourceTerm>,
    pub(super) problems: Vec<Problem>,
    /// Pairs by which a text was searched in the other language, where that was asked for.
    pub(super) translations: Vec<TermTranslation>,
}

impl Lookup {
    /// By the terms of documents: in each view, of the first that has text in it.
    pub(super) fn of_documents(
        generation: &Generation,
        documents: &[StoredDocument],
    ) -> Result<Self, QueryError> {
        let texts_of = |document: &StoredDocument| Ok((document.abstracts()?, document.claims()?));
        let stored = documents.iter().map(texts_of).collect::<Result<Vec<_>, IndexError>>()?;
        let mut texts: Vec<(Part, View, &str)> = Vec::new();
        for (document, (abstracts, claims)) in documents.iter().zip(&stored) {
            let known: BTreeSet<View> = texts.iter().map(|(_, view, _)| *view).collect();
            let of_document = head_texts_of(document.front(), abstracts, claims).filter_map(in_view);
            texts.extend(of_document.filter(|(_, view, _)| !known.contains(view)));
        }
        let counts = TermCounts::in_views(generation, texts.into_iter())?;
        // The document itself has each of its terms.
        Self::of_counts(generation, &counts, 2)
    }

    /// By the terms of a text's parts, or by its words where it has no parts.
    pub(super) fn of_text(generation: &Generation, text: &str, across: &Across) -> Result<Self, QueryError> {
        let parts = parts::read(text);
        if let [(_, whole)] = parts.as_slice() {
            return Self::of_words(generation, whole, across);
        }
        let texts = parts.iter().flat_map(|(part, text)| VIEWS.map(|view| (*part, view, *text)));
        Self::of_counts(generation, &TermCounts::in_views(generation, texts)?, 1)
    }

    fn of_words(generation: &Generation, text: &str, across: &Across) -> Result<Self, QueryError> {
        let ast = free_text(text);
        if ast == Ast::Everything {
            let (terms, problems, translations) = (Vec::new(), Vec::new(), Vec::new());
            return Ok(Self { root: Clause::Nothing, terms, problems, translations });
        }
        let plan = plan::plan_across(generation, &ast, &[], across)?;
        let mut terms = of_clause(generation, &plan.root)?;
        terms.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        Ok(Self { root: plan.root, terms, problems: plan.problems, translations: plan.translations })
    }

    /// By the heaviest terms of each view that so many documents have.
    fn of_counts(generation: &Generation, counts: &TermCounts, documents: u64) -> Result<Self, QueryError> {
        let mut by_view: BTreeMap<View, Vec<SourceTerm>> = BTreeMap::new();
        for of_view in counts.terms.chunk_by(|((a, _), _), ((b, _), _)| a == b) {
            let view = of_view[0].0.0;
            let weighing = OfView::new(generation, view)?;
            let mut terms = Vec::with_capacity(of_view.len());
            for ((_, term), counted) in of_view {
                let is_number = term.chars().all(char::is_numeric);
                if is_number || is_no_evidence(view, &counted.name) {
                    continue;
                }
                let known = document_frequency(generation, view, term)?;
                if known < documents {
                    continue;
                }
                let boost = counts.saturated(&weighing, counted);
                terms.push(SourceTerm {
                    name: counted.name.clone(),
                    term: term.clone(),
                    view,
                    boost,
                    weight: f64::from(boost) * idf(weighing.statistics.documents, known),
                    documents: known,
                });
            }
            by_view.insert(view, terms);
        }
        let limit = generation.config().ranking.long.terms;
        let most = by_view.values().map(Vec::len).max().unwrap_or(0);
        for terms in by_view.values_mut() {
            // The terms of a view come in their order, which decides among equals.
            terms.sort_by(|a, b| b.weight.total_cmp(&a.weight));
            terms.truncate(limit);
        }
        even_out(&mut by_view);
        let mut terms: Vec<SourceTerm> = by_view.into_values().flatten().collect();
        terms.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        let problems = (limit < most).then(|| selected_notice(most, limit)).into_iter().collect();
        Ok(Self { root: clause(generation, &terms)?, terms, problems, translations: Vec::new() })
    }
}

/// Scales the boosts of each view so that a term gives the source itself on average as much in one as in the others:
/// languages saturate differently, and a document in one must not stand before one in the other for that.
fn even_out(by_view: &mut BTreeMap<View, Vec<SourceTerm>>) {
    let own = |terms: &[SourceTerm]| -> f64 {
        terms.iter().map(|term| f64::from(term.boost) * term.weight).sum::<f64>() / terms.len().max(1) as f64
    };
    let most = by_view.values().map(|terms| own(terms)).fold(0.0, f64::max);
    for terms in by_view.values_mut() {
        let own = own(terms);
        if own == 0.0 || own == most {
            continue;
        }
        for term in terms {
            term.boost *= (most / own) as f32;
            term.weight *= most / own;
        }
    }
}

/// What scores by the terms: of several languages, the one in which a document scores most.
fn clause(generation: &Generation, terms: &[SourceTerm]) -> Result<Clause, QueryError> {
    let mut by_view: BTreeMap<View, Vec<Clause>> = BTreeMap::new();
    for SourceTerm { name, term, view, boost, .. } in terms {
        let scored = Clause::Scored(scored_term(generation, (*view, term), name, *boost)?.into());
        by_view.entry(*view).or_default().push(scored);
    }
    let mut languages: Vec<Clause> =
        by_view.into_values().map(|clauses| Clause::Any { condition: None, clauses }).collect();
    Ok(match languages.len() {
        0 => Clause::Nothing,
        1 => languages.swap_remove(0),
        _ => Clause::Best(languages),
    })
}

/// The single terms of a plan, pairs left out.
fn of_clause(generation: &Generation, clause: &Clause) -> Result<Vec<SourceTerm>, QueryError> {
    let mut terms = Vec::new();
    match clause {
        Clause::Any { clauses, .. } | Clause::All(clauses) | Clause::Best(clauses) => {
            for clause in clauses {
                terms.extend(of_clause(generation, clause)?);
            }
        }
        Clause::Scored(scored) if !scored.is_pair => {
            for form in &scored.forms {
                let streams = form.variants.iter().flat_map(|variant| &variant.streams);
                let of_stream = |stream: &plan::Stream| match &stream.source {
                    Source::Terms { terms, .. } => Some(Arc::clone(terms)),
                    Source::Spans(_) => None,
                };
                let Some(words) = streams.filter_map(of_stream).next() else { continue };
                let words: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
                let mut documents = u64::MAX;
                for word in &words {
                    documents = documents.min(document_frequency(generation, form.view, word)?);
                }
                terms.push(SourceTerm {
                    name: scored.name.to_string(),
                    term: words.join(" "),
                    view: form.view,
                    boost: form.boost,
                    weight: f64::from(form.boost) * idf(documents_in(generation, form.view)?, documents),
                    documents,
                });
            }
        }
        _ => {}
    }
    Ok(terms)
}
