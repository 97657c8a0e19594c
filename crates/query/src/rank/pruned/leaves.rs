//! What a score is the sum of, taken out of the tree that says how.

use std::sync::Arc;

use crate::{
    plan::{Clause, Plan},
    rank::{bm25f::WeighedTerm, evaluate::Weighed},
};

/// A part of a score.
pub(super) struct Leaf<'w> {
    pub(super) scored: Scored<'w>,
    /// Whether having it makes a match by itself. What only adds to the scores of matches does not.
    pub(super) matches: bool,
}

pub(super) enum Scored<'w> {
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
    /// Whether a document matches that has one of the parts that match, and no other does. Where it is not so, what
    /// matches must be known.
    pub(super) is_union: bool,
    /// Whether the score of a document that matches is the sum of the parts that it has. Where it is not, no score
    /// exceeds that sum, since no part is negative.
    pub(super) is_sum: bool,
}

impl<'w> Leaves<'w> {
    pub(super) fn of(weighed: &'w Weighed, plan: &Plan) -> Self {
        let mut leaves = Self { leaves: Vec::new(), is_union: plan.filters.is_empty(), is_sum: true };
        leaves.root(weighed);
        leaves
    }

    /// Whether a document matches that has any of the parts.
    pub(super) fn all_match(&self) -> bool {
        self.is_union && self.leaves.iter().all(|leaf| leaf.matches)
    }

    /// A part of the tree that every match matches.
    fn root(&mut self, weighed: &'w Weighed) {
        match weighed {
            Weighed::With { matched, added } => {
                self.root(matched);
                added.iter().for_each(|added| self.inner(added, false));
            }
            Weighed::All(clauses) => {
                self.is_union = false;
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
        let scored = match weighed {
            Weighed::Term(term) => Scored::Term(term),
            Weighed::Named { clauses, score } => Scored::Named { clauses, score: *score },
            Weighed::Silent(clause) => Scored::Silent(clause),
            Weighed::Any { clauses, pairs, .. } => {
                self.is_sum &= pairs.is_empty();
                clauses.iter().for_each(|clause| self.inner(clause, matches));
                return pairs.iter().for_each(|pair| self.inner(pair, false));
            }
            Weighed::Best(clauses) | Weighed::All(clauses) => {
                self.is_sum &= clauses.len() < 2;
                self.is_union &= matches!(weighed, Weighed::Best(_)) || clauses.len() < 2;
                return clauses.iter().for_each(|clause| self.inner(clause, matches));
            }
            Weighed::With { matched, added } => {
                self.is_sum = false;
                self.inner(matched, matches);
                return added.iter().for_each(|added| self.inner(added, false));
            }
        };
        self.leaves.push(Leaf { scored, matches });
    }
}
