//! The exact score of single documents, leaf by leaf in the plan's order.
//!
//! The engine's ranked pass adds 32-bit contributions in an order that depends on what it skipped. Here each leaf's
//! contribution is the same 32-bit figure, and the sum is made in 64 bits and always in the same order: two
//! documents compare the same way on every page, and an explanation sums to the score.

use indexer::Generation;
use tantivy::{
    DocId, DocSet, SegmentReader, TERMINATED, Term,
    fieldnorm::FieldNormReader,
    postings::{Postings, SegmentPostings},
    query::{EnableScoring, Scorer},
    schema::{Field, IndexRecordOption},
};

use super::{
    Explained, Explanation, TermStatistics,
    bm25::{LeafWeight, Statistics},
    spans::{SpanCursor, SpansQuery},
};
use crate::{
    QueryError,
    plan::{Clause, Role, compile, resolve},
};

/// A plan's scoring part with the index's statistics, for any segment.
pub(crate) enum Weighed {
    /// Scores nothing: whether it matches is left to the engine.
    Silent(Clause),
    Leaf(WeighedLeaf),
    Spans {
        query: SpansQuery,
        weight: LeafWeight,
    },
    Any {
        condition: Option<String>,
        clauses: Vec<Weighed>,
    },
    All(Vec<Weighed>),
}

pub(crate) struct WeighedLeaf {
    physical: String,
    field: Field,
    /// With offsets relative to the first.
    terms: Vec<(u32, Term)>,
    words: Vec<String>,
    weight: LeafWeight,
}

/// Weighs a clause.
pub(crate) fn weigh(
    generation: &Generation,
    statistics: &mut Statistics<'_>,
    clause: &Clause,
) -> Result<Weighed, QueryError> {
    let mut all = |clauses: &[Clause]| {
        clauses.iter().map(|clause| weigh(generation, statistics, clause)).collect::<Result<Vec<_>, _>>()
    };
    match clause {
        clause if !clause.scores() => Ok(Weighed::Silent(clause.clone())),
        Clause::Any { condition, clauses } => {
            Ok(Weighed::Any { condition: condition.clone(), clauses: all(clauses)? })
        }
        Clause::All(clauses) => Ok(Weighed::All(all(clauses)?)),
        Clause::Term { field, term, role: Role::Score(boost) } => {
            weigh_leaf(generation, statistics, field, &[(0, term.clone())], *boost).map(Weighed::Leaf)
        }
        Clause::Phrase { field, terms, role: Role::Score(boost) } => {
            weigh_leaf(generation, statistics, field, terms, *boost).map(Weighed::Leaf)
        }
        Clause::Spans(spans) => {
            let query = SpansQuery::new(generation, spans)?;
            let weight = query.weigh(statistics)?;
            Ok(Weighed::Spans { query, weight })
        }
        silent => Ok(Weighed::Silent(silent.clone())),
    }
}

fn weigh_leaf(
    generation: &Generation,
    statistics: &mut Statistics<'_>,
    physical: &str,
    words: &[(u32, String)],
    boost: f32,
) -> Result<WeighedLeaf, QueryError> {
    let field = resolve(generation, physical)?;
    let terms: Vec<(u32, Term)> =
        words.iter().map(|(offset, word)| (*offset, Term::from_field_text(field, word))).collect();
    let of_index: Vec<Term> = terms.iter().map(|(_, term)| term.clone()).collect();
    let weight = statistics.weigh(field, &of_index, boost)?;
    let words = words.iter().map(|(_, word)| word.clone()).collect();
    Ok(WeighedLeaf { physical: physical.to_owned(), field, terms, words, weight })
}

/// A weighed plan on one segment; documents are asked for in ascending order.
pub(crate) enum Evaluator<'w> {
    Silent(Box<dyn Scorer>),
    Leaf {
        leaf: &'w WeighedLeaf,
        postings: Vec<SegmentPostings>,
        lengths: FieldNormReader,
    },
    Spans {
        query: &'w SpansQuery,
        weight: &'w LeafWeight,
        cursor: SpanCursor,
        lengths: FieldNormReader,
    },
    /// The segment lacks a term of the leaf.
    Never,
    Any {
        condition: Option<&'w str>,
        evaluators: Vec<Evaluator<'w>>,
    },
    All(Vec<Evaluator<'w>>),
}

impl<'w> Evaluator<'w> {
    pub(crate) fn new(
        generation: &Generation,
        segment: &SegmentReader,
        weighed: &'w Weighed,
    ) -> Result<Self, QueryError> {
        let all = |clauses: &'w [Weighed]| {
            clauses.iter().map(|clause| Self::new(generation, segment, clause)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match weighed {
            Weighed::Silent(clause) => {
                let query = compile(generation, clause)?;
                let weight = query.weight(EnableScoring::disabled_from_searcher(generation.searcher()))?;
                Self::Silent(weight.scorer(segment, 1.0)?)
            }
            Weighed::Leaf(leaf) => Self::of_leaf(segment, leaf)?,
            Weighed::Spans { query, weight } => {
                let lengths = segment.get_fieldnorms_reader(query.field())?;
                Self::Spans { query, weight, cursor: query.cursor(segment)?, lengths }
            }
            Weighed::Any { condition, clauses } => {
                Self::Any { condition: condition.as_deref(), evaluators: all(clauses)? }
            }
            Weighed::All(clauses) => Self::All(all(clauses)?),
        })
    }

    fn of_leaf(segment: &SegmentReader, leaf: &'w WeighedLeaf) -> Result<Self, QueryError> {
        let inverted = segment.inverted_index(leaf.field)?;
        let record = match leaf.terms.len() {
            1 => IndexRecordOption::WithFreqs,
            _ => IndexRecordOption::WithFreqsAndPositions,
        };
        let mut postings = Vec::with_capacity(leaf.terms.len());
        for (_, term) in &leaf.terms {
            let Some(of_term) = inverted.read_postings(term, record)? else { return Ok(Self::Never) };
            postings.push(of_term);
        }
        // A code or number has no length of its own: the engine counts one word.
        let lengths = match segment.schema().get_field_entry(leaf.field).has_fieldnorms() {
            true => segment.get_fieldnorms_reader(leaf.field)?,
            false => FieldNormReader::constant(segment.max_doc(), 1),
        };
        Ok(Self::Leaf { leaf, postings, lengths })
    }

    /// The score of a document, or `None` where it does not match.
    ///
    /// `document` must not lie before the document asked for last.
    pub(crate) fn score(&mut self, document: DocId) -> Option<f64> {
        match self {
            Self::Never => None,
            Self::Silent(scorer) => stands_at(scorer, document).then_some(0.0),
            Self::Leaf { leaf, postings, lengths } => {
                let frequency = frequency(leaf, postings, document)?;
                Some(f64::from(leaf.weight.score(lengths.fieldnorm_id(document), frequency)))
            }
            Self::Spans { weight, cursor, lengths, .. } => match cursor.frequency(document) {
                0 => None,
                frequency => Some(f64::from(weight.score(lengths.fieldnorm_id(document), frequency))),
            },
            Self::Any { evaluators, .. } => {
                let mut sum = None;
                for evaluator in evaluators {
                    if let Some(score) = evaluator.score(document) {
                        sum = Some(sum.unwrap_or(0.0) + score);
                    }
                }
                sum
            }
            Self::All(evaluators) => {
                let mut sum = 0.0;
                for evaluator in evaluators {
                    sum += evaluator.score(document)?;
                }
                Some(sum)
            }
        }
    }

    /// As [`Evaluator::score`], with the reasons. Parts that score nothing are left out.
    pub(crate) fn explain(&mut self, document: DocId) -> Option<Explanation> {
        match self {
            Self::Never => None,
            Self::Silent(scorer) => stands_at(scorer, document).then(|| Explanation {
                value: 0.0,
                what: Explained::Matched,
                parts: Vec::new(),
            }),
            Self::Leaf { leaf, postings, lengths } => {
                let frequency = frequency(leaf, postings, document)?;
                let fieldnorm_id = lengths.fieldnorm_id(document);
                let what = (leaf.physical.clone(), leaf.words.clone());
                Some(leaf.weight.explain(what, fieldnorm_id, frequency))
            }
            Self::Spans { query, weight, cursor, lengths } => {
                let frequency = cursor.frequency(document);
                let what = (query.spans().field.clone(), vec![query.spans().condition.clone()]);
                (0 < frequency).then(|| weight.explain(what, lengths.fieldnorm_id(document), frequency))
            }
            Self::Any { condition, evaluators } => {
                let parts: Vec<_> =
                    evaluators.iter_mut().filter_map(|evaluator| evaluator.explain(document)).collect();
                let what = match condition {
                    Some(condition) => Explained::Condition((*condition).to_owned()),
                    None => Explained::AnyOf,
                };
                (!parts.is_empty()).then(|| Explanation::sum(what, parts))
            }
            Self::All(evaluators) => {
                let parts: Option<Vec<_>> =
                    evaluators.iter_mut().map(|evaluator| evaluator.explain(document)).collect();
                parts.map(|parts| Explanation::sum(Explained::AllOf, parts))
            }
        }
    }
}

impl LeafWeight {
    fn explain(
        &self,
        (field, terms): (String, Vec<String>),
        fieldnorm_id: u8,
        frequency: u32,
    ) -> Explanation {
        let statistics = TermStatistics {
            frequency,
            document_frequencies: self.document_frequencies.clone(),
            documents: self.documents,
            length: FieldNormReader::id_to_fieldnorm(fieldnorm_id),
            mean_length: self.mean_length,
            boost: self.boost,
        };
        Explanation {
            value: f64::from(self.score(fieldnorm_id, frequency)),
            what: Explained::Terms { field, terms, statistics },
            parts: Vec::new(),
        }
    }
}

fn stands_at(documents: &mut (impl DocSet + ?Sized), document: DocId) -> bool {
    if documents.doc() < document {
        documents.seek(document);
    }
    documents.doc() == document && document != TERMINATED
}

/// How often the leaf's terms stand in the document at their offsets; `None` for never.
fn frequency(leaf: &WeighedLeaf, postings: &mut [SegmentPostings], document: DocId) -> Option<u32> {
    if !postings.iter_mut().all(|of_term| stands_at(of_term, document)) {
        return None;
    }
    if let [of_term] = postings {
        return Some(of_term.term_freq());
    }
    // Positions are shifted so that the terms of one occurrence of the phrase meet at one number.
    let last_offset = leaf.terms.last().map_or(0, |(offset, _)| *offset);
    let mut starts: Vec<u32> = Vec::new();
    let mut others: Vec<u32> = Vec::new();
    for (i, (of_term, (offset, _))) in postings.iter_mut().zip(&leaf.terms).enumerate() {
        let shift = last_offset - offset;
        if i == 0 {
            of_term.positions_with_offset(shift, &mut starts);
        } else {
            of_term.positions_with_offset(shift, &mut others);
            starts.retain(|start| others.binary_search(start).is_ok());
        }
    }
    let count = starts.len() as u32;
    (0 < count).then_some(count)
}

impl Weighed {
    /// Leaves that score.
    pub(crate) fn leaves(&self) -> usize {
        match self {
            Self::Silent(_) => 0,
            Self::Leaf(_) | Self::Spans { .. } => 1,
            Self::Any { clauses, .. } | Self::All(clauses) => clauses.iter().map(Self::leaves).sum(),
        }
    }
}
