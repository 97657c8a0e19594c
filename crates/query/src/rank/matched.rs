//! What a search matches, found once: totals, facets, orders by date and the ranked pass all look at it.
//!
//! A set has a bit for each document of a segment. A union is made list by list, which costs a fraction of asking each
//! list for its next document; a range is compared with a column that the segment keeps; a conjunction begins with what
//! has fewest documents, and what has many more is looked up for them instead of being read.

use std::{borrow::Cow, sync::Arc};

use indexer::Generation;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, SegmentReader, TERMINATED, query::Scorer};

use super::{
    bm25f::{OccurrenceCursor, Occurrences, PostingsReader, Words},
    evaluate::{Weighed, scorer, stands_at},
};
use crate::{
    QueryError,
    bits::{Bits, Collect, Marks},
    columns::{Fitting, Numbers},
    found::Found,
    plan::{Clause, Plan, Source},
};

/// What looking a document up in a list of postings is taken to cost, in postings that are read one after the other.
pub(super) const COST_OF_SEEK: u64 = 8;

/// What comparing a number of a column is taken to cost.
const COST_OF_NUMBER: u64 = 1;

/// Numbers of a column that are compared one after the other in the time of one posting.
const NUMBERS_PER_POSTING: u64 = 8;

/// The documents of a plan that was weighed.
pub(super) fn documents(
    generation: &Generation,
    plan: &Plan,
    weighed: &Weighed,
) -> Result<Found, QueryError> {
    Found::of_segments(generation, |segment| documents_in(generation, segment, plan, weighed))
}

/// Those of a segment, deleted ones included.
pub(super) fn documents_in(
    generation: &Generation,
    segment: &SegmentReader,
    plan: &Plan,
    weighed: &Weighed,
) -> Result<Bits, QueryError> {
    let place = Place { generation, segment };
    place.filtered(place.of_weighed(weighed)?, plan)?.documents(&mut PostingsReader::of_documents(segment))
}

/// The documents of a plan.
pub(crate) fn documents_of_plan(generation: &Generation, plan: &Plan) -> Result<Found, QueryError> {
    Found::of_segments(generation, |segment| {
        let place = Place { generation, segment };
        place
            .filtered(place.of_clause(&plan.root)?, plan)?
            .documents(&mut PostingsReader::of_documents(segment))
    })
}

/// How many documents have the only term of a search, where the index says it by itself.
pub(super) fn total_of_term(generation: &Generation, plan: &Plan, weighed: &Weighed) -> Option<u64> {
    let segments = generation.searcher().segment_readers();
    let has_deleted = segments.iter().any(|segment| segment.alive_bitset().is_some());
    if has_deleted || !plan.filters.is_empty() {
        return None;
    }
    match weighed {
        Weighed::Any { clauses, pairs, .. } => match (clauses.as_slice(), pairs.as_slice()) {
            ([Weighed::Term(term)], []) => term.only_documents(),
            _ => None,
        },
        Weighed::Term(term) => term.only_documents(),
        _ => None,
    }
}

/// A segment of a generation.
#[derive(Clone, Copy)]
struct Place<'s> {
    generation: &'s Generation,
    segment: &'s SegmentReader,
}

/// What a segment's documents are found by.
enum Matcher<'w> {
    /// What the engine finds.
    Engine(Box<dyn Scorer>),
    List {
        occurrences: Cow<'w, Occurrences>,
        /// Opened for the first document that is looked up.
        cursor: Option<OccurrenceCursor>,
    },
    Range(Fitting),
    Any(Vec<Matcher<'w>>),
    All {
        wanted: Vec<Matcher<'w>>,
        excluded: Vec<Matcher<'w>>,
    },
}

impl<'s> Place<'s> {
    fn filtered<'w>(self, root: Matcher<'w>, plan: &Plan) -> Result<Matcher<'w>, QueryError> {
        if plan.filters.is_empty() {
            return Ok(root);
        }
        let mut wanted = vec![root];
        for filter in &plan.filters {
            wanted.push(self.of_clause(filter)?);
        }
        Ok(Matcher::All { wanted, excluded: Vec::new() })
    }

    fn of_weighed<'w>(self, weighed: &'w Weighed) -> Result<Matcher<'w>, QueryError> {
        Ok(match weighed {
            Weighed::Silent(clause) => self.of_clause(clause)?,
            Weighed::Named { clauses, .. } => self.any_of(clauses)?,
            Weighed::Term(term) => Matcher::Any(term.occurrences().map(Matcher::of_list).collect()),
            Weighed::Any { clauses, .. } | Weighed::Best(clauses) => {
                let matchers = clauses.iter().map(|clause| self.of_weighed(clause));
                Matcher::Any(matchers.collect::<Result<_, _>>()?)
            }
            Weighed::With { matched, .. } => self.of_weighed(matched)?,
            Weighed::All(clauses) => {
                let (mut wanted, mut excluded) = (Vec::new(), Vec::new());
                for clause in clauses {
                    match clause {
                        Weighed::Silent(Clause::Not(clause)) => excluded.push(self.of_clause(clause)?),
                        clause => wanted.push(self.of_weighed(clause)?),
                    }
                }
                self.all_of(wanted, excluded)?
            }
        })
    }

    fn of_clause<'w>(self, clause: &Clause) -> Result<Matcher<'w>, QueryError> {
        Ok(match clause {
            Clause::Scored(term) => {
                let sources = if term.is_pair { Vec::new() } else { term.sources().collect() };
                let matchers = sources.into_iter().map(|source| self.of_source(source));
                Matcher::Any(matchers.collect::<Result<_, _>>()?)
            }
            Clause::Term { field, term } => {
                let terms = Arc::new([(0, term.clone())]);
                self.of_source(&Source::Terms { field: field.as_str().into(), terms })?
            }
            Clause::Any { clauses, .. } | Clause::Best(clauses) | Clause::Named { clauses, .. } => {
                self.any_of(clauses)?
            }
            Clause::All(clauses) => {
                let (mut wanted, mut excluded) = (Vec::new(), Vec::new());
                for clause in clauses {
                    match clause {
                        Clause::Not(clause) => excluded.push(self.of_clause(clause)?),
                        clause => wanted.push(self.of_clause(clause)?),
                    }
                }
                self.all_of(wanted, excluded)?
            }
            Clause::Not(clause) => self.all_of(Vec::new(), vec![self.of_clause(clause)?])?,
            Clause::Range { column, lower, upper } => {
                match Numbers::of_segment(self.generation, self.segment, column)? {
                    Some(numbers) => Matcher::Range(numbers.between(*lower, *upper)),
                    None => self.engine(clause)?,
                }
            }
            other => self.engine(other)?,
        })
    }

    fn engine<'w>(self, clause: &Clause) -> Result<Matcher<'w>, QueryError> {
        Ok(Matcher::Engine(scorer(self.generation, self.segment, clause)?))
    }

    fn of_source<'w>(self, source: &Source) -> Result<Matcher<'w>, QueryError> {
        let mut words = Words::new(self.generation)?;
        let occurrences = Cow::Owned(Occurrences::new(&mut words, source, false)?);
        Ok(Matcher::List { occurrences, cursor: None })
    }

    fn any_of<'w>(self, clauses: &[Clause]) -> Result<Matcher<'w>, QueryError> {
        let matchers = clauses.iter().map(|clause| self.of_clause(clause));
        Ok(Matcher::Any(matchers.collect::<Result<_, _>>()?))
    }

    /// What is only excluded from is everything.
    fn all_of<'w>(
        self,
        mut wanted: Vec<Matcher<'w>>,
        excluded: Vec<Matcher<'w>>,
    ) -> Result<Matcher<'w>, QueryError> {
        if wanted.is_empty() {
            wanted.push(self.engine(&Clause::Everything)?);
        }
        Ok(Matcher::All { wanted, excluded })
    }
}

impl<'w> Matcher<'w> {
    fn of_list(occurrences: &'w Occurrences) -> Self {
        Self::List { occurrences: Cow::Borrowed(occurrences), cursor: None }
    }

    /// Every document that matches, deleted ones included.
    fn documents(self, reader: &mut PostingsReader<'_>) -> Result<Bits, QueryError> {
        let bound = reader.segment.max_doc();
        if let Self::All { wanted, excluded } = self {
            return all(wanted, excluded, reader);
        }
        if u64::from(bound) < self.cost(reader.segment) {
            let mut documents = Marks::below(bound as usize);
            self.insert_into(&mut documents, reader)?;
            return Ok(documents.into_bits());
        }
        let mut documents = Bits::below(bound as usize);
        self.insert_into(&mut documents, reader)?;
        Ok(documents)
    }

    fn insert_into(
        self,
        documents: &mut impl Collect,
        reader: &mut PostingsReader<'_>,
    ) -> Result<(), QueryError> {
        match self {
            Self::Engine(mut scorer) => insert_all(scorer.as_mut(), documents),
            Self::List { occurrences, .. } => occurrences.insert_documents(reader, documents)?,
            Self::Range(fitting) => documents.insert_set(&fitting.documents()),
            Self::Any(matchers) => {
                for matcher in matchers {
                    matcher.insert_into(documents, reader)?;
                }
            }
            Self::All { wanted, excluded } => documents.insert_set(&all(wanted, excluded, reader)?),
        }
        Ok(())
    }

    /// What finding all documents costs, in postings.
    fn cost(&self, segment: &SegmentReader) -> u64 {
        match self {
            Self::Engine(scorer) => scorer.cost(),
            Self::List { occurrences, .. } => occurrences.cost_in(segment),
            Self::Range(_) => u64::from(segment.max_doc()) / NUMBERS_PER_POSTING,
            Self::Any(matchers) => matchers.iter().map(|matcher| matcher.cost(segment)).sum(),
            Self::All { wanted, .. } => wanted.iter().map(|matcher| matcher.cost(segment)).min().unwrap_or(0),
        }
    }

    /// What looking a document up costs at most, in postings.
    fn cost_of_look_up(&self) -> u64 {
        match self {
            Self::Engine(_) | Self::List { .. } => COST_OF_SEEK,
            Self::Range(_) => COST_OF_NUMBER,
            Self::Any(matchers) => matchers.iter().map(Self::cost_of_look_up).sum(),
            Self::All { wanted, excluded } => wanted.iter().chain(excluded).map(Self::cost_of_look_up).sum(),
        }
    }

    /// Whether a document matches, which must not lie before one asked for earlier.
    fn matches(&mut self, document: DocId, segment: &SegmentReader) -> Result<bool, QueryError> {
        Ok(match self {
            Self::Engine(scorer) => stands_at(scorer.as_mut(), document),
            Self::List { occurrences, cursor } => {
                let cursor = match cursor {
                    Some(cursor) => cursor,
                    none => match occurrences.open_before(&mut PostingsReader::of_frequencies(segment))? {
                        Some(opened) => none.insert(opened),
                        None => return Ok(false),
                    },
                };
                cursor.frequency_in(document).is_some()
            }
            Self::Range(fitting) => fitting.contains(document),
            Self::Any(matchers) => {
                for matcher in matchers {
                    if matcher.matches(document, segment)? {
                        return Ok(true);
                    }
                }
                false
            }
            Self::All { wanted, excluded } => {
                for matcher in wanted {
                    if !matcher.matches(document, segment)? {
                        return Ok(false);
                    }
                }
                for matcher in excluded {
                    if matcher.matches(document, segment)? {
                        return Ok(false);
                    }
                }
                true
            }
        })
    }

    /// Leaves of a set the documents that match, or those that do not.
    fn retain(
        mut self,
        documents: &mut Bits,
        wanted: bool,
        reader: &mut PostingsReader<'_>,
    ) -> Result<(), QueryError> {
        let is_looked_up = documents.len() * self.cost_of_look_up() < self.cost(reader.segment);
        if !is_looked_up {
            let matching = self.documents(reader)?;
            match wanted {
                true => documents.retain_set(&matching),
                false => documents.remove_set(&matching),
            }
            return Ok(());
        }
        documents.try_retain(|document| Ok(self.matches(document, reader.segment)? == wanted))
    }
}

/// What all of some match and none of others.
fn all<'w>(
    mut wanted: Vec<Matcher<'w>>,
    excluded: Vec<Matcher<'w>>,
    reader: &mut PostingsReader<'_>,
) -> Result<Bits, QueryError> {
    wanted.sort_by_key(|matcher| matcher.cost(reader.segment));
    let mut wanted = wanted.into_iter();
    let mut documents = match wanted.next() {
        Some(rarest) => rarest.documents(reader)?,
        None => Bits::below(reader.segment.max_doc() as usize),
    };
    let others = wanted.map(|matcher| (matcher, true));
    for (matcher, wanted) in others.chain(excluded.into_iter().map(|matcher| (matcher, false))) {
        if documents.is_empty() {
            break;
        }
        matcher.retain(&mut documents, wanted, reader)?;
    }
    Ok(documents)
}

fn insert_all(scorer: &mut dyn Scorer, documents: &mut impl Collect) {
    let mut buffer = [0; COLLECT_BLOCK_BUFFER_LEN];
    while scorer.doc() != TERMINATED {
        let filled = scorer.fill_buffer(&mut buffer);
        documents.insert_all(&buffer[..filled]);
    }
}
