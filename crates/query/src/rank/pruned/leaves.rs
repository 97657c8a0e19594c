//! What a score is the sum of, taken out of the tree that says how.

use std::sync::Arc;

use crate::{
    plan::{Clause, Plan},
    rank::{bm25f::WeighedTerm, evaluate::Weighed},
};

/// A part of a score.
pub(super) struct Leaf<'w> {
    pub(super) what: What<'w>,
    /// Whether a document that has it and meets what is required matches. Neighbours and what feedback added match
    /// nothing.
    pub(super) matches: bool,
}

#[derive(Clone, Copy)]
pub(super) enum What<'w> {
    Term(&'w Arc<WeighedTerm>),
    /// What one of the clauses matches has this score.
    Named {
        clauses: &'w [Clause],
        score: f32,
    },
    /// It matches and scores nothing.
    Silent(&'w Clause),
}

/// The parts of a plan's scores, and what a document must meet besides having one of them.
pub(super) struct Leaves<'w> {
    pub(super) leaves: Vec<Leaf<'w>>,
    pub(super) required: Required<'w>,
    /// Whether the score of a document that meets what is required is the sum of the parts that it has. Where it is
    /// not, no score exceeds that sum, since no part is negative.
    pub(super) is_sum: bool,
}

/// What every match must meet.
pub(super) enum Required<'w> {
    /// These clauses; there may be none.
    Clauses(Vec<&'w Clause>),
    /// All that the plan says.
    Plan,
}

impl<'w> Leaves<'w> {
    pub(super) fn of(weighed: &'w Weighed, plan: &'w Plan) -> Self {
        let required = Required::Clauses(plan.filters.iter().collect());
        let mut leaves = Self { leaves: Vec::new(), required, is_sum: true };
        leaves.root(weighed);
        leaves
    }

    /// A part of the tree that every match matches.
    fn root(&mut self, weighed: &'w Weighed) {
        match weighed {
            Weighed::With { matched, added } => {
                self.root(matched);
                added.iter().for_each(|added| self.inner(added, false));
            }
            Weighed::All(clauses) => {
                let scoring = clauses.iter().filter(|clause| !matches!(clause, Weighed::Silent(_))).count();
                match &mut self.required {
                    Required::Clauses(required) if scoring == 1 => {
                        required.extend(clauses.iter().filter_map(|clause| match clause {
                            Weighed::Silent(clause) => Some(clause),
                            _ => None,
                        }));
                    }
                    required => *required = Required::Plan,
                }
                let scoring = clauses.iter().filter(|clause| !matches!(clause, Weighed::Silent(_)));
                scoring.for_each(|clause| self.root(clause));
            }
            Weighed::Any { clauses, pairs, .. } => {
                match clauses.as_slice() {
                    [clause] => self.root(clause),
                    clauses => clauses.iter().for_each(|clause| self.inner(clause, true)),
                }
                pairs.iter().for_each(|pair| self.inner(pair, false));
            }
            inner => self.inner(inner, true),
        }
    }

    /// A part of the tree that a match need not match.
    fn inner(&mut self, weighed: &'w Weighed, matches: bool) {
        let what = match weighed {
            Weighed::Term(term) => What::Term(term),
            Weighed::Named { clauses, score } => What::Named { clauses, score: *score },
            Weighed::Silent(clause) => What::Silent(clause),
            Weighed::Any { clauses, pairs, .. } => {
                self.is_sum &= pairs.is_empty();
                clauses.iter().for_each(|clause| self.inner(clause, matches));
                return pairs.iter().for_each(|pair| self.inner(pair, false));
            }
            Weighed::Best(clauses) | Weighed::All(clauses) => {
                self.is_sum &= clauses.len() < 2;
                return clauses.iter().for_each(|clause| self.inner(clause, matches));
            }
            Weighed::With { matched, added } => {
                self.is_sum = false;
                self.inner(matched, matches);
                return added.iter().for_each(|added| self.inner(added, false));
            }
        };
        self.leaves.push(Leaf { what, matches });
    }
}
