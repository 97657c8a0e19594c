//! What a tree means for one index: fields, terms, weights and roles, without naming an engine.
//!
//! [`plan`] asks the analysers for terms and the index's [`Vocabulary`] for what it holds; `engine` turns the
//! [`Plan`] into the embedded engine's query, and another engine could read the same plan.
//!
//! What each condition becomes, for each part of the field (`title`, `claims.first`, …):
//!
//! | operand | Japanese view | English and other views |
//! |---|---|---|
//! | free text | any of its terms; a term that no Japanese field knows, its characters in order | any of its terms |
//! | word | its term, or its terms side by side, or (kana and kanji) its characters in order | its terms side by side |
//! | quoted | exactly its characters in order | its words as written, side by side |
//!
//! Proximity, units of text, truncation, misspelling and case are conditions on positions: see [`Spans`].
//!
//! The character view makes `日東` find 日東電工 where the dictionary makes one word of it.
//! Words that an analyser leaves out of the index (の, the) are left out of the query with a notice; where nothing
//! is left, the query is answered from the views that keep every word.

mod across;
mod characters;
mod citing;
mod classes;
mod compound;
mod dictionary;
mod engine;
mod joined;
mod kept;
mod leaf;
mod located;
mod mentioned;
mod query_term;
mod ranges;
mod selection;
mod sounds;
mod spans;
mod text;
mod values;

use std::{collections::HashMap, ops::Bound, sync::Arc};

use across::Translator;
use indexer::{Generation, RankingConfig};

pub use engine::to_query;
pub(crate) use engine::{compile, resolve};
pub(crate) use located::{Located, Terms, Word, locate, locate_word};
pub(crate) use query_term::scored_term;
pub use query_term::{Form, QueryTerm, Source, Stream, Variant};
pub(crate) use selection::{document_frequency, idf, selected_notice};
pub use spans::{Boundary, Held, JAPANESE_RUN, NearNode, Node, Run, Slot, Spans};
pub(crate) use text::{is_japanese, is_no_evidence};

use crate::{Across, Ast, Filter, Problem, ProblemCode, QueryError, Severity, TermTranslation, found::Found};

/// A query as the index will answer it.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What must match, and what gives the score.
    pub root: Clause,
    /// All must match as well; they never score.
    pub filters: Vec<Clause>,
    /// Words left out, and the like.
    pub problems: Vec<Problem>,
    /// Pairs of terms that widen the query into another language.
    pub translations: Vec<TermTranslation>,
}

/// A node of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Clause {
    /// Matches every document, scores nothing.
    Everything,
    /// Matches no document.
    Nothing,
    /// What scores: everything else only matches.
    Scored(Arc<QueryTerm>),
    /// What one of the clauses matches has this score.
    Named {
        clauses: Vec<Clause>,
        score: f32,
    },
    Term {
        field: String,
        term: String,
    },
    /// Terms at positions relative to the first.
    Phrase {
        field: String,
        terms: Vec<(u32, String)>,
    },
    /// Terms at positions that a condition is put on.
    Spans(Arc<Spans>),
    /// Any of these terms of a keyword field, in the order of terms: one look into the index, however many there are.
    TermSet {
        field: String,
        terms: Arc<[String]>,
    },
    /// Any term of a keyword field that starts so.
    Prefix {
        field: String,
        prefix: String,
    },
    /// Any term of a keyword field between two terms, by their bytes.
    Between {
        field: String,
        lower: Bound<String>,
        upper: Bound<String>,
    },
    /// A number of a column between two ends, both included.
    Range {
        column: String,
        lower: Option<u64>,
        upper: Option<u64>,
    },
    /// Documents of the index found by a join, over citations or with what is known beside the index; scores nothing. `condition` is the part of the query
    /// that it stands for, printed.
    Found {
        condition: String,
        found: Arc<Found>,
    },
    /// At least one matches; the score is the sum over those that do. `condition` is the part of the query that it
    /// stands for, printed.
    Any {
        condition: Option<Arc<str>>,
        clauses: Vec<Clause>,
    },
    /// At least one matches; the score is that of the one that scores most.
    Best(Vec<Clause>),
    /// All match; the score is the sum.
    All(Vec<Clause>),
    /// The clause does not match; scores nothing.
    Not(Box<Clause>),
}

/// What an index says of its terms.
pub trait Vocabulary {
    /// Documents that have the term in the field, deleted ones included; 0 for a field that the index lacks.
    fn document_frequency(&self, field: &str, term: &str) -> Result<u64, QueryError>;
}

/// Plans a query and its filters for an index.
pub fn plan(generation: &Generation, ast: &Ast, filters: &[Filter]) -> Result<Plan, QueryError> {
    plan_across(generation, ast, filters, &Across::default())
}

/// The same with the query's terms, not the filters', in other languages as well.
pub fn plan_across(
    generation: &Generation,
    ast: &Ast,
    filters: &[Filter],
    across: &Across,
) -> Result<Plan, QueryError> {
    let mut planner = Planner {
        generation,
        terms: Terms::of(generation)?,
        problems: Vec::new(),
        scoring: true,
        keep_stop_words: false,
        clauses: 0,
        expansions: HashMap::new(),
        translator: Translator::new(generation, across)?,
    };
    planner.refuse(across)?;
    let root = match planner.clause(ast)? {
        Some(root) => root,
        None => planner.only_stop_words(ast)?,
    };
    planner.scoring = false;
    let translations = planner.translator.take().map_or_else(Vec::new, |translator| translator.used);
    let mut planned = Vec::with_capacity(filters.len());
    for filter in filters {
        planned.extend(planner.clause(&filter.to_ast())?);
    }
    let (errors, problems): (Vec<Problem>, Vec<Problem>) =
        planner.problems.into_iter().partition(|problem| problem.severity() == Severity::Error);
    if errors.is_empty() {
        Ok(Plan { root, filters: planned, problems, translations })
    } else {
        Err(QueryError::Refused { problems: errors })
    }
}

struct Planner<'g> {
    generation: &'g Generation,
    terms: Arc<Terms>,
    problems: Vec<Problem>,
    scoring: bool,
    /// Whether words that analysers leave out are looked for where they are kept.
    keep_stop_words: bool,
    /// Terms planned so far, before they are spread over fields.
    clauses: usize,
    /// The terms that truncated and misspelt words stand for, by the condition as printed.
    expansions: HashMap<String, dictionary::Count>,
    translator: Option<Translator>,
}

impl Planner<'_> {
    /// `None` where nothing of the tree can be searched: it consists of words that are not indexed.
    fn clause(&mut self, ast: &Ast) -> Result<Option<Clause>, QueryError> {
        match ast {
            Ast::Everything => Ok(Some(Clause::Everything)),
            Ast::Leaf(leaf) => self.leaf(leaf),
            Ast::And(operands) if operands.is_empty() => Ok(Some(Clause::Everything)),
            Ast::Or(operands) if operands.is_empty() => Ok(Some(Clause::Nothing)),
            Ast::And(operands) => {
                let clauses = self.operands(operands)?;
                Ok(combined(clauses, Clause::All))
            }
            Ast::Or(operands) => {
                let clauses = self.operands(operands)?;
                Ok(combined(clauses, |clauses| Clause::Any { condition: None, clauses }))
            }
            Ast::Not(operand) => {
                let scoring = std::mem::replace(&mut self.scoring, false);
                let clause = self.clause(operand);
                self.scoring = scoring;
                Ok(clause?.map(|clause| Clause::Not(Box::new(clause))))
            }
            Ast::Line(line) => self.clause(&line.operand),
            Ast::Citing(citing) => self.citing(citing).map(Some),
            Ast::Near(_) | Ast::Within(_) => self.spans(ast).map(Some),
        }
    }

    fn operands(&mut self, operands: &[Ast]) -> Result<Vec<Clause>, QueryError> {
        let mut clauses = Vec::with_capacity(operands.len());
        for operand in operands {
            clauses.extend(self.clause(operand)?);
        }
        Ok(clauses)
    }

    fn only_stop_words(&mut self, ast: &Ast) -> Result<Clause, QueryError> {
        self.problems.clear();
        self.keep_stop_words = true;
        let root = self.clause(ast)?.unwrap_or(Clause::Nothing);
        self.keep_stop_words = false;
        let message = "the query has only words that are not indexed; they were searched in the views that keep every word";
        self.problem(ProblemCode::OnlyStopWords, &ast.to_string(), message.to_owned());
        Ok(root)
    }

    fn problem(&mut self, code: ProblemCode, subject: &str, message: String) {
        let subject = subject.to_owned();
        // The tree does not keep places, so that a problem of planning names its word and no range.
        self.problems.push(Problem { code, char_range: 0..0, subject, message, suggestions: Vec::new() });
    }

    fn ranking(&self) -> &RankingConfig {
        &self.generation.config().ranking
    }

    /// Counts terms against the limit of a query.
    fn count_clauses(&mut self, more: usize) -> Result<(), QueryError> {
        self.clauses += more;
        let limit = self.ranking().limits.clauses;
        if limit < self.clauses {
            return Err(QueryError::TooManyClauses { clauses: self.clauses, limit });
        }
        Ok(())
    }
}

/// Operands under one operator; a single one stands for itself, none for nothing searchable.
fn combined(mut clauses: Vec<Clause>, combine: impl FnOnce(Vec<Clause>) -> Clause) -> Option<Clause> {
    if clauses.len() < 2 { clauses.pop() } else { Some(combine(clauses)) }
}

impl Plan {
    /// Whether any leaf contributes to scores, or would if its words were known: a plan that no document can match
    /// because of unknown words keeps the order that was asked for.
    pub fn scores(&self) -> bool {
        self.root.scores() || self.root.is_nothing()
    }
}

impl Clause {
    /// Whether any leaf contributes to scores.
    pub fn scores(&self) -> bool {
        match self {
            Self::Scored(_) | Self::Named { .. } => true,
            Self::Any { clauses, .. } | Self::All(clauses) | Self::Best(clauses) => {
                clauses.iter().any(Self::scores)
            }
            Self::Everything
            | Self::Nothing
            | Self::Term { .. }
            | Self::Phrase { .. }
            | Self::Spans(_)
            | Self::Prefix { .. }
            | Self::Between { .. }
            | Self::Range { .. }
            | Self::Found { .. }
            | Self::TermSet { .. }
            | Self::Not(_) => false,
        }
    }

    /// Whether no document can match, whatever the index holds of other terms.
    fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Any { clauses, .. } | Self::Best(clauses) => clauses.iter().all(Self::is_nothing),
            Self::All(clauses) => clauses.iter().any(Self::is_nothing),
            _ => false,
        }
    }
}
