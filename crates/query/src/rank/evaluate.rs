//! The exact score of single documents, term by term in the plan's order.
//!
//! Each term's contribution is a 32-bit figure, and the sum is made in 64 bits and always in the same order: two
//! documents compare the same way on every page, and an explanation sums to the score. The ranked pass
//! ([`super::pruned`]) gives the same figures. The engine's own, which families are chosen by, adds contributions in 32
//! bits.

use std::sync::Arc;

use indexer::Generation;
use tantivy::{
    DocId, DocSet, SegmentReader, TERMINATED,
    query::{BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EnableScoring, Occur, Query, Scorer},
};

use super::{
    Explained, Explanation, SharedTerm,
    bm25f::{Bm25fQuery, PostingsReader, TermCursor, WeighedTerm, Words},
};
use crate::{
    QueryError,
    plan::{Clause, Plan, compile},
};

/// A plan's scoring part with the index's statistics, for any segment.
pub(crate) enum Weighed {
    /// Scores nothing: whether it matches is left to the engine.
    Silent(Clause),
    Term(Arc<WeighedTerm>),
    /// What one of the clauses matches has this score.
    Named {
        clauses: Vec<Clause>,
        score: f32,
    },
    /// What any of the clauses matches, with the scores of neighbours besides: those match nothing by themselves.
    Any {
        condition: Option<Arc<str>>,
        clauses: Vec<Weighed>,
        pairs: Vec<Weighed>,
    },
    /// The one that scores most.
    Best(Vec<Weighed>),
    All(Vec<Weighed>),
    /// What `matched` matches, with the scores of what was added to it besides.
    With {
        matched: Box<Weighed>,
        added: Vec<Weighed>,
    },
}

impl Weighed {
    /// Weighs a clause.
    pub(crate) fn new(generation: &Generation, clause: &Clause) -> Result<Self, QueryError> {
        Self::of(&mut Words::new(generation)?, clause)
    }

    fn of<'p>(words: &mut Words<'p>, clause: &'p Clause) -> Result<Self, QueryError> {
        let mut all = |clauses: &'p [Clause]| {
            clauses.iter().map(|clause| Self::of(words, clause)).collect::<Result<Vec<_>, _>>()
        };
        let is_pair = |clause: &&Clause| matches!(clause, Clause::Scored(term) if term.is_pair);
        Ok(match clause {
            clause if !clause.scores() => Self::Silent(clause.clone()),
            Clause::Any { condition, clauses } => {
                let (pairs, clauses): (Vec<&'p Clause>, Vec<&'p Clause>) = clauses.iter().partition(is_pair);
                let mut weighed = |clauses: Vec<&'p Clause>| -> Result<Vec<Self>, QueryError> {
                    clauses.into_iter().map(|clause| Self::of(words, clause)).collect()
                };
                Self::Any { condition: condition.clone(), clauses: weighed(clauses)?, pairs: weighed(pairs)? }
            }
            Clause::Best(clauses) => Self::Best(all(clauses)?),
            Clause::All(clauses) => Self::All(all(clauses)?),
            Clause::Scored(term) => Self::Term(Arc::new(WeighedTerm::new(words, term)?)),
            Clause::Named { clauses, score } => Self::Named { clauses: clauses.clone(), score: *score },
            silent => Self::Silent(silent.clone()),
        })
    }

    /// The terms that score, and documents that are named.
    pub(crate) fn leaves(&self) -> usize {
        match self {
            Self::Silent(_) => 0,
            Self::Term(_) | Self::Named { .. } => 1,
            Self::Any { clauses, pairs, .. } => clauses.iter().chain(pairs).map(Self::leaves).sum(),
            Self::Best(clauses) | Self::All(clauses) => clauses.iter().map(Self::leaves).sum(),
            Self::With { matched, added } => matched.leaves() + added.iter().map(Self::leaves).sum::<usize>(),
        }
    }

    /// The engine's query that scores: what `self` matches, within a plan's filters.
    pub(crate) fn query(&self, generation: &Generation, plan: &Plan) -> Result<Box<dyn Query>, QueryError> {
        let scored = self.scoring_query(generation)?;
        if plan.filters.is_empty() {
            return Ok(scored);
        }
        let mut clauses = vec![(Occur::Must, scored)];
        for filter in &plan.filters {
            clauses.push((Occur::Must, compile(generation, filter)?));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn scoring_query(&self, generation: &Generation) -> Result<Box<dyn Query>, QueryError> {
        let mut of_operands = Vec::new();
        match self {
            Self::Silent(clause) => return compile(generation, clause),
            Self::Term(term) => return Ok(Box::new(Bm25fQuery::new(Arc::clone(term)))),
            Self::Named { clauses, score } => {
                let any = Clause::Any { condition: None, clauses: clauses.clone() };
                return Ok(Box::new(ConstScoreQuery::new(compile(generation, &any)?, *score)));
            }
            Self::Any { clauses, pairs, .. } => {
                for clause in clauses {
                    of_operands.push((Occur::Should, clause.scoring_query(generation)?));
                }
                if !pairs.is_empty() {
                    let matched: Box<dyn Query> = Box::new(BooleanQuery::new(of_operands));
                    of_operands = vec![(Occur::Must, matched)];
                    for pair in pairs {
                        of_operands.push((Occur::Should, pair.scoring_query(generation)?));
                    }
                }
            }
            Self::Best(clauses) => {
                let queries = clauses.iter().map(|clause| clause.scoring_query(generation));
                return Ok(Box::new(DisjunctionMaxQuery::new(queries.collect::<Result<_, _>>()?)));
            }
            Self::With { matched, added } => {
                of_operands.push((Occur::Must, matched.scoring_query(generation)?));
                for clause in added {
                    of_operands.push((Occur::Should, clause.scoring_query(generation)?));
                }
            }
            Self::All(clauses) => {
                for clause in clauses {
                    of_operands.push(match clause {
                        Self::Silent(Clause::Not(excluded)) => {
                            (Occur::MustNot, compile(generation, excluded)?)
                        }
                        clause => (Occur::Must, clause.scoring_query(generation)?),
                    });
                }
            }
        }
        Ok(Box::new(BooleanQuery::new(of_operands)))
    }
}

/// A weighed plan on one segment; documents are asked for in ascending order.
pub(crate) enum Evaluator<'w> {
    Silent(Box<dyn Scorer>),
    Term(TermCursor),
    Named { scorer: Box<dyn Scorer>, score: f32 },
    Any { condition: Option<&'w str>, evaluators: Vec<Evaluator<'w>>, pairs: Vec<Evaluator<'w>> },
    Best(Vec<Evaluator<'w>>),
    All(Vec<Evaluator<'w>>),
    With { matched: Box<Evaluator<'w>>, added: Vec<Evaluator<'w>> },
}

impl<'w> Evaluator<'w> {
    pub(crate) fn new(
        generation: &Generation,
        segment: &SegmentReader,
        weighed: &'w Weighed,
    ) -> Result<Self, QueryError> {
        Self::open(generation, &mut PostingsReader::of_frequencies(segment), weighed)
    }

    fn open(
        generation: &Generation,
        reader: &mut PostingsReader<'_>,
        weighed: &'w Weighed,
    ) -> Result<Self, QueryError> {
        let segment = reader.segment;
        let mut all = |clauses: &'w [Weighed]| {
            clauses.iter().map(|clause| Self::open(generation, reader, clause)).collect::<Result<Vec<_>, _>>()
        };
        let scorer = |clause: &Clause| scorer(generation, segment, clause);
        Ok(match weighed {
            Weighed::Silent(clause) => Self::Silent(scorer(clause)?),
            Weighed::Term(term) => Self::Term(TermCursor::open(reader, term)?),
            Weighed::Named { clauses, score } => {
                let any = Clause::Any { condition: None, clauses: clauses.clone() };
                Self::Named { scorer: scorer(&any)?, score: *score }
            }
            Weighed::Any { condition, clauses, pairs } => {
                Self::Any { condition: condition.as_deref(), evaluators: all(clauses)?, pairs: all(pairs)? }
            }
            Weighed::Best(clauses) => Self::Best(all(clauses)?),
            Weighed::All(clauses) => Self::All(all(clauses)?),
            Weighed::With { matched, added } => {
                let added = all(added)?;
                Self::With { matched: Box::new(Self::open(generation, reader, matched)?), added }
            }
        })
    }

    /// The score of a document, or `None` where it does not match.
    ///
    /// `document` must not lie before the document asked for last.
    pub(crate) fn score(&mut self, document: DocId) -> Option<f64> {
        match self {
            Self::Silent(scorer) => stands_at(scorer, document).then_some(0.0),
            Self::Term(cursor) => cursor.score_of(document).map(f64::from),
            Self::Named { scorer, score } => stands_at(scorer, document).then_some(f64::from(*score)),
            Self::Any { evaluators, pairs, .. } => {
                let mut sum = None;
                for evaluator in evaluators {
                    if let Some(score) = evaluator.score(document) {
                        sum = Some(sum.unwrap_or(0.0) + score);
                    }
                }
                let of_pairs = pairs.iter_mut().filter_map(|pair| pair.score(document));
                sum.map(|sum| of_pairs.fold(sum, |sum, score| sum + score))
            }
            Self::Best(evaluators) => {
                let scores = evaluators.iter_mut().filter_map(|evaluator| evaluator.score(document));
                scores.max_by(f64::total_cmp)
            }
            Self::All(evaluators) => {
                let mut sum = 0.0;
                for evaluator in evaluators {
                    sum += evaluator.score(document)?;
                }
                Some(sum)
            }
            Self::With { matched, added } => {
                let mut sum = matched.score(document)?;
                for evaluator in added {
                    sum += evaluator.score(document).unwrap_or(0.0);
                }
                Some(sum)
            }
        }
    }

    /// As [`Evaluator::score`], with the reasons. Parts that score nothing are left out.
    pub(crate) fn explain(&mut self, document: DocId) -> Option<Explanation> {
        match self {
            Self::Silent(scorer) => stands_at(scorer, document).then(Explanation::of_match),
            Self::Term(cursor) => (cursor.seek(document) == document).then(|| cursor.explain()),
            Self::Named { scorer, score } => stands_at(scorer, document).then(|| Explanation {
                value: f64::from(*score),
                what: Explained::Named,
                parts: Vec::new(),
            }),
            Self::Any { condition, evaluators, pairs } => {
                let mut parts: Vec<_> =
                    evaluators.iter_mut().filter_map(|evaluator| evaluator.explain(document)).collect();
                if !parts.is_empty() {
                    parts.extend(pairs.iter_mut().filter_map(|pair| pair.explain(document)));
                }
                let what = match condition {
                    Some(condition) => Explained::Condition((*condition).to_owned()),
                    None => Explained::AnyOf,
                };
                (!parts.is_empty()).then(|| Explanation::sum(what, parts))
            }
            Self::Best(evaluators) => {
                let parts = evaluators.iter_mut().filter_map(|evaluator| evaluator.explain(document));
                let best = parts.max_by(|a, b| a.value.total_cmp(&b.value))?;
                Some(Explanation::sum(Explained::Best, vec![best]))
            }
            Self::All(evaluators) => {
                let parts: Option<Vec<_>> =
                    evaluators.iter_mut().map(|evaluator| evaluator.explain(document)).collect();
                parts.map(|parts| Explanation::sum(Explained::AllOf, parts))
            }
            Self::With { matched, added } => {
                let matched = matched.explain(document)?;
                let of_added = added.iter_mut().filter_map(|evaluator| evaluator.explain(document));
                let added = Explanation::sum(Explained::Feedback, of_added.collect());
                Some(Explanation::sum(Explained::AllOf, vec![matched, added]))
            }
        }
    }
}

impl Evaluator<'_> {
    /// What each term adds to the score, in the order of the query: the terms of [`Evaluator::explain`] and nothing
    /// else of it. `None` where the document does not match.
    pub(crate) fn shares(&mut self, document: DocId) -> Option<Vec<SharedTerm>> {
        let mut shares = Vec::new();
        self.add_shares(document, &mut shares).map(|_| shares)
    }

    /// The score, as an explanation sums it. Where there is none, nothing is added.
    fn add_shares(&mut self, document: DocId, shares: &mut Vec<SharedTerm>) -> Option<f64> {
        match self {
            Self::Silent(_) | Self::Named { .. } => self.score(document),
            Self::Term(cursor) => {
                if cursor.seek(document) != document {
                    return None;
                }
                let share = cursor.share();
                let value = share.as_ref().map_or(0.0, |share| share.value);
                shares.extend(share);
                Some(value)
            }
            Self::Any { evaluators, pairs, .. } => {
                let mut sum = None;
                for evaluator in evaluators {
                    let value = evaluator.add_shares(document, shares);
                    sum = value.map(|value| sum.unwrap_or(0.0) + value).or(sum);
                }
                let sum = sum?;
                let of_pairs = pairs.iter_mut().filter_map(|pair| pair.add_shares(document, shares));
                Some(of_pairs.fold(sum, |sum, value| sum + value))
            }
            Self::Best(evaluators) => {
                let of_each = evaluators.iter_mut().filter_map(|evaluator| {
                    let mut shares = Vec::new();
                    evaluator.add_shares(document, &mut shares).map(|value| (value, shares))
                });
                let (value, of_best) = of_each.max_by(|a, b| a.0.total_cmp(&b.0))?;
                shares.extend(of_best);
                Some(value)
            }
            Self::All(evaluators) => {
                let from = shares.len();
                let sum = evaluators
                    .iter_mut()
                    .try_fold(0.0, |sum, evaluator| Some(sum + evaluator.add_shares(document, shares)?));
                if sum.is_none() {
                    shares.truncate(from);
                }
                sum
            }
            Self::With { matched, added } => {
                let sum = matched.add_shares(document, shares)?;
                let of_added =
                    added.iter_mut().filter_map(|evaluator| evaluator.add_shares(document, shares));
                Some(of_added.fold(sum, |sum, value| sum + value))
            }
        }
    }
}

/// The documents of a clause in a segment, without scores.
pub(super) fn scorer(
    generation: &Generation,
    segment: &SegmentReader,
    clause: &Clause,
) -> Result<Box<dyn Scorer>, QueryError> {
    let query = compile(generation, clause)?;
    let weight = query.weight(EnableScoring::disabled_from_searcher(generation.searcher()))?;
    Ok(weight.scorer(segment, 1.0)?)
}

/// Whether a document is one of these; it must not lie before one asked for earlier.
pub(super) fn stands_at(documents: &mut (impl DocSet + ?Sized), document: DocId) -> bool {
    if documents.doc() < document {
        documents.seek(document);
    }
    documents.doc() == document && document != TERMINATED
}
