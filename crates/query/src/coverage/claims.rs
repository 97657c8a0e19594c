//! What is judged as one claim.
//!
//! A claim that refers to others has all that they have: it is judged together with one of them, the one with which it
//! covers most, and with what that one refers to. An independent claim is judged by itself, and comes before a
//! dependent one that covers as much.

use std::collections::HashMap;

use model::{Claim, Language};

use super::judge::{Finding, Judge, JudgedText};
use crate::Place;

/// A claim with what it has by reference, and what that says of each element.
#[derive(Clone)]
pub(super) struct JudgedClaim<'d> {
    pub(super) number: u32,
    pub(super) language: Language,
    pub(super) is_independent: bool,
    /// Numbers of the claims that it was judged with, ascending.
    pub(super) with: Vec<u32>,
    pub(super) findings: Vec<Option<Finding<'d>>>,
    /// The sum of the values of its elements.
    pub(super) value: f64,
    /// The sum of their shares.
    pub(super) shares: f64,
}

/// Every claim, in the order of the document.
pub(super) fn judged<'d>(
    judge: &mut Judge<'_>,
    claims: &'d [Claim],
    languages: &[Language],
    variant_value: f64,
) -> Vec<JudgedClaim<'d>> {
    let asked = vec![true; judge.elements.len()];
    let mut judged: Vec<JudgedClaim<'d>> = Vec::new();
    let mut places: HashMap<(Language, u32), usize> = HashMap::new();
    for claim in claims.iter().filter(|claim| languages.is_empty() || languages.contains(&claim.language)) {
        let text = JudgedText {
            field: "claims",
            place: Place::Claim(claim.number),
            language: claim.language,
            text: &claim.text,
        };
        let own = judge.findings(&text, &asked);
        let parents = claim.depends_on.iter().filter_map(|number| places.get(&(claim.language, *number)));
        let alone = JudgedClaim::new(claim, Vec::new(), own, variant_value);
        let with = parents.map(|parent| alone.with(&judged[*parent], variant_value));
        let best = with.reduce(|best, next| if next.is_better_than(&best) { next } else { best });
        places.insert((claim.language, claim.number), judged.len());
        judged.push(best.unwrap_or(alone));
    }
    judged
}

impl<'d> JudgedClaim<'d> {
    fn new(claim: &Claim, with: Vec<u32>, findings: Vec<Option<Finding<'d>>>, variant_value: f64) -> Self {
        let (value, shares) = sums(&findings, variant_value);
        let is_independent = claim.is_independent();
        Self { number: claim.number, language: claim.language, is_independent, with, findings, value, shares }
    }

    /// The claim with all that another has.
    fn with(&self, other: &Self, variant_value: f64) -> Self {
        let mut with = other.with.clone();
        with.push(other.number);
        with.sort_unstable();
        let pairs = self.findings.iter().zip(&other.findings);
        let findings: Vec<Option<Finding<'d>>> = pairs
            .map(|(own, others)| match (own, others) {
                (Some(own), Some(others)) if others.is_better_than(own) => Some(others.clone()),
                (Some(own), _) => Some(own.clone()),
                (None, others) => others.clone(),
            })
            .collect();
        let (value, shares) = sums(&findings, variant_value);
        Self { with, findings, value, shares, ..self.clone() }
    }

    /// The claim that covers more; among equals the independent one, then the one that says more, then the first.
    pub(super) fn is_better_than(&self, other: &Self) -> bool {
        self.value
            .total_cmp(&other.value)
            .then(self.is_independent.cmp(&other.is_independent))
            .then(self.shares.total_cmp(&other.shares))
            .is_gt()
    }
}

fn sums(findings: &[Option<Finding<'_>>], variant_value: f64) -> (f64, f64) {
    let values = findings.iter().flatten().map(|finding| finding.grade_in_claim().value(variant_value));
    (values.sum(), findings.iter().flatten().map(|finding| finding.window.share).sum())
}
