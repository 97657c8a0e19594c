//! Pseudo-relevance feedback: terms of the best documents change the order of what the query matches.
//!
//! As RM3 does (Lavrenko and Croft, "Relevance-Based Language Models", 2001; Abdul-Jaleel et al., "UMass at TREC 2004"),
//! terms of the best documents are added to the query with a share of its weight; a term's part in a document is not its
//! relative frequency but what BM25F makes of it there, as in Rocchio's method over BM25 weights (Rocchio, 1971;
//! Robertson and Walker, "Okapi/Keenbow at TREC-8", 1999). A document d of the best, with the score s and S the best
//! score, says of a term t of its head (title, abstract, claims, keywords) `(s / S)^p * f`, where f is the saturated
//! frequency that BM25F gives it; the term's weight is its idf times the sum of that over all d. The terms of the
//! greatest weights are kept, their weights scaled to sum to 1, and each is a term of the query with the boost
//! `share / (1 - share) * q * weight`, where q is the number of terms of the query. What matches stays as it is: a
//! term only adds to the scores of documents that the query matches.

use std::collections::{HashMap, HashSet};

use indexer::{Generation, View};
use model::DocumentId;

use super::{
    bm25f::documents_in,
    by_score::ByScore,
    counts::{OfView, TermCounts},
    evaluate::Weighed,
};
use crate::{
    QueryError, SearchRequest,
    plan::{Clause, Plan, document_frequency, idf, scored_term},
    snippet::head_texts_of,
};

/// A term that the best documents added to the query.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedbackTerm {
    /// As one of the documents has it.
    pub name: String,
    /// As the index has it; with this or the name it is refused.
    pub term: String,
    pub view: View,
    /// Of all terms added, which sum to 1.
    pub weight: f64,
    /// The documents that it comes from, best first.
    pub documents: Vec<DocumentId>,
}

/// A plan, weighed as the request wants it, and what was added to it.
pub(super) fn weighed(
    generation: &Generation,
    request: &SearchRequest,
    plan: &Plan,
) -> Result<(Weighed, Vec<FeedbackTerm>), QueryError> {
    let plain = Weighed::new(generation, &plan.root)?;
    let Some(refused) = &request.feedback else { return Ok((plain, Vec::new())) };
    let terms = query_terms(&plan.root);
    // Where nothing scores, no document is better than another.
    if terms == 0 {
        return Ok((plain, Vec::new()));
    }
    let added = added(generation, plan, &plain, refused)?;
    let settings = &generation.config().ranking.feedback;
    let scale = f64::from(settings.share / (1.0 - settings.share)) * terms as f64;
    let mut clauses = Vec::with_capacity(added.len());
    for term in &added {
        let boost = (scale * term.weight) as f32;
        let clause =
            Clause::Scored(scored_term(generation, (term.view, &term.term), &term.name, boost)?.into());
        clauses.push(Weighed::new(generation, &clause)?);
    }
    Ok((Weighed::With { matched: Box::new(plain), added: clauses }, added))
}

/// Terms that score, pairs not counted.
fn query_terms(clause: &Clause) -> usize {
    match clause {
        Clause::Scored(term) => usize::from(!term.is_pair),
        Clause::Any { clauses, .. } | Clause::All(clauses) | Clause::Best(clauses) => {
            clauses.iter().map(query_terms).sum()
        }
        _ => 0,
    }
}

/// What is known of a term while the best documents are read.
struct Candidate {
    name: String,
    sum: f64,
    documents: Vec<usize>,
}

fn added(
    generation: &Generation,
    plan: &Plan,
    weighed: &Weighed,
    refused: &[String],
) -> Result<Vec<FeedbackTerm>, QueryError> {
    let settings = &generation.config().ranking.feedback;
    let ranking = ByScore { generation, plan, weighed, leaves: weighed.leaves() };
    let best = ranking.best(None, settings.documents, None)?;
    let Some(top) = best.first().map(|scored| scored.score).filter(|score| 0.0 < *score) else {
        return Ok(Vec::new());
    };
    let mut ids = Vec::with_capacity(best.len());
    let mut candidates: HashMap<(View, String), Candidate> = HashMap::new();
    for (i, scored) in best.iter().enumerate() {
        let stored = generation.stored(scored.address)?;
        let (abstracts, claims) = (stored.abstracts()?, stored.claims()?);
        let counts = TermCounts::of(generation, head_texts_of(stored.front(), &abstracts, &claims))?;
        let trust = (scored.score / top).powi(settings.power);
        for of_view in counts.terms.chunk_by(|((a, _), _), ((b, _), _)| a == b) {
            let weighing = OfView::new(generation, of_view[0].0.0)?;
            for ((view, term), counted) in of_view {
                let candidate = candidates.entry((*view, term.clone())).or_insert_with(|| Candidate {
                    name: counted.name.clone(),
                    sum: 0.0,
                    documents: Vec::new(),
                });
                candidate.sum += trust * f64::from(counts.saturated(&weighing, counted));
                candidate.documents.push(i);
            }
        }
        ids.push(stored.front().id());
    }
    let refused: HashSet<String> = refused.iter().map(|term| term.to_lowercase()).collect();
    let mut terms = Vec::with_capacity(candidates.len());
    for ((view, term), candidate) in candidates {
        if refused.contains(&term.to_lowercase()) || refused.contains(&candidate.name.to_lowercase()) {
            continue;
        }
        let documents = document_frequency(generation, view, &term)?;
        // What no other document has, or what comes from documents without a score, can change no order.
        if documents < 2 || candidate.sum <= 0.0 {
            continue;
        }
        let from = candidate.documents.iter().map(|i| ids[*i].clone()).collect();
        terms.push(FeedbackTerm {
            name: candidate.name,
            term,
            view,
            weight: idf(documents_in(generation, view)?, documents) * candidate.sum,
            documents: from,
        });
    }
    terms.sort_by(|a, b| {
        b.weight.total_cmp(&a.weight).then_with(|| (a.view, &a.term).cmp(&(b.view, &b.term)))
    });
    terms.truncate(settings.terms);
    let sum: f64 = terms.iter().map(|term| term.weight).sum();
    terms.iter_mut().for_each(|term| term.weight /= sum);
    Ok(terms)
}
