//! Figures of the claims: how many, how they refer to each other, how long the first is.

use std::collections::BTreeMap;

use model::{Claim, Language, Patent};

use super::Values;
use crate::NumberField;

pub(super) fn patent(values: &mut Values, patent: &Patent) {
    // A claim that is given in several languages is one claim.
    let mut refers_to: BTreeMap<u32, &[u32]> = BTreeMap::new();
    for claim in &patent.claims {
        refers_to.entry(claim.number).or_insert(&claim.depends_on);
    }
    values.number(NumberField::ClaimCount, refers_to.len() as u64);
    let independent = refers_to.values().filter(|others| others.is_empty()).count();
    values.number(NumberField::IndependentClaimCount, independent as u64);
    if refers_to.is_empty() {
        return;
    }
    values.number(NumberField::ClaimDepth, depth(&refers_to));
    if let Some(claim) = first_independent(&patent.claims, Language::JA) {
        values.number(NumberField::FirstClaimCharacters, characters(&claim.text));
    }
    if let Some(claim) = first_independent(&patent.claims, Language::EN) {
        values.number(NumberField::FirstClaimWords, words(&claim.text));
    }
}

fn first_independent(claims: &[Claim], language: Language) -> Option<&Claim> {
    claims
        .iter()
        .filter(|claim| claim.language == language && claim.is_independent())
        .min_by_key(|claim| claim.number)
}

/// References on the longest way from a claim to an independent one. Only references to earlier claims are followed,
/// as the rules on claims have it (Rule 6.4(a) PCT), so that no circle can be.
fn depth(refers_to: &BTreeMap<u32, &[u32]>) -> u64 {
    let mut depths: BTreeMap<u32, u64> = BTreeMap::new();
    for (number, others) in refers_to {
        let earlier = others.iter().filter(|other| *other < number).filter_map(|other| depths.get(other));
        let depth = earlier.max().map_or(u64::from(!others.is_empty()), |depth| depth + 1);
        depths.insert(*number, depth);
    }
    depths.into_values().max().unwrap_or(0)
}

/// Characters other than white space: line breaks of a printed claim say nothing.
fn characters(text: &str) -> u64 {
    text.chars().filter(|c| !c.is_whitespace()).count() as u64
}

/// Runs between white space that have a letter or digit: a dash that stands alone is no word.
fn words(text: &str) -> u64 {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() as u64
}
