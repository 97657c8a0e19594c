//! What a score is the sum of, taken out of the tree that says how.

use std::sync::Arc;

use crate::{
    plan::{Clause, Plan},
    rank::{bm25f::WeighedTerm, evaluate::Weighed},
};

/// A part of a score.
pub(super) enum Leaf<'w> {
    Term(&'w Arc<WeighedTerm>),
    /// What one of the clauses matches has this score.
    Named {
        clauses: &'w [Clause],
        score: f32,
    },
    /// It matches and scores nothing.
    Silent(&'w Clause),
}

/// The parts of a plan's scores.
pub(super) struct Leaves<'w> {
    pub(super) leaves: Vec<Leaf<'w>>,
    /// Whether a document matches that has one of the parts. Where it is not so, what matches must be known.
    pub(super) all_match: bool,
    /// Whether the score of a document that matches is the sum of the parts that it has. Where it is not, no score
    /// exceeds that sum, since no part is negative.
    pub(super) is_sum: bool,
}

impl<'w> Leaves<'w> {
    pub(super) fn of(weighed: &'w Weighed, plan: &Plan) -> Self {
        let mut leaves = Self { leaves: Vec::new(), all_match: plan.filters.is_empty(), is_sum: true };
        leaves.root(weighed);
        leaves
    }

    /// A part of the tree that every match matches.
    fn root(&mut self, weighed: &'w Weighed) {
        match weighed {
            Weighed::With { matched, added } => {
                self.root(matched);
                added.iter().for_each(|added| self.added(added));
            }
            Weighed::All(clauses) => {
                self.all_match = false;
                let scoring = clauses.iter().filter(|clause| !matches!(clause, Weighed::Silent(_)));
                scoring.for_each(|clause| self.root(clause));
            }
            Weighed::Any { clauses, pairs, .. } => {
                match clauses.as_slice() {
                    [clause] => self.root(clause),
                    clauses => clauses.iter().for_each(|clause| self.inner(clause)),
                }
                pairs.iter().for_each(|pair| self.added(pair));
            }
            inner => self.inner(inner),
        }
    }

    /// A part of the tree that matches nothing.
    fn added(&mut self, weighed: &'w Weighed) {
        self.all_match = false;
        self.inner(weighed);
    }

    /// A part of the tree that a match need not match.
    fn inner(&mut self, weighed: &'w Weighed) {
        self.leaves.push(match weighed {
            Weighed::Term(term) => Leaf::Term(term),
            Weighed::Named { clauses, score } => Leaf::Named { clauses, score: *score },
            Weighed::Silent(clause) => Leaf::Silent(clause),
            Weighed::Any { clauses, pairs, .. } => {
                self.is_sum &= pairs.is_empty();
                clauses.iter().for_each(|clause| self.inner(clause));
                return pairs.iter().for_each(|pair| self.added(pair));
            }
            Weighed::Best(clauses) | Weighed::All(clauses) => {
                self.is_sum &= clauses.len() < 2;
                self.all_match &= matches!(weighed, Weighed::Best(_)) || clauses.len() < 2;
                return clauses.iter().for_each(|clause| self.inner(clause));
            }
            Weighed::With { matched, added } => {
                self.is_sum = false;
                self.inner(matched);
                return added.iter().for_each(|added| self.added(added));
            }
        });
    }
}
