//! Which patents to offer together: a greedy cover of the elements that a package should have.

use std::collections::{BTreeMap, BTreeSet};

use model::PublicationNumber;

use crate::ProviderId;

/// A patent that can go into a package, with what it has: classes, or elements of a technique, in words of the caller's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub patent: PublicationNumber,
    pub provider: ProviderId,
    pub elements: BTreeSet<String>,
}

/// What a package may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProposalRules {
    pub max_patents: usize,
    /// Elements that each patent after the first must have in common with those before it, so that a package is about one
    /// thing; 0 asks for nothing.
    pub min_shared: usize,
}

/// A package that is proposed to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// In the order in which they were chosen.
    pub patents: Vec<Proposed>,
    /// What is asked for and none of them has.
    pub missing: BTreeSet<String>,
}

/// A patent of a proposal, and why it is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    pub patent: PublicationNumber,
    pub provider: ProviderId,
    /// Wanted elements that no patent before it has.
    pub adds: BTreeSet<String>,
    /// Elements, wanted or not, that it has in common with patents before it.
    pub shares: BTreeSet<String>,
}

/// Chooses again and again the candidate that adds most of the wanted elements, until nothing is added or the package is
/// full: the greedy set cover, which needs at most H(n) times the fewest patents (Chvátal 1979, "A Greedy Heuristic for the
/// Set-Covering Problem"; H is the harmonic number, n the most wanted elements of a candidate).
///
/// Of candidates that add as much, the one that shares most with those chosen goes first, then one of a provider that has
/// none in the package yet, then the smaller number: the same input gives the same package in any order.
pub fn propose_package(
    wanted: &BTreeSet<String>,
    candidates: &[Candidate],
    rules: ProposalRules,
) -> Proposal {
    let mut by_number: BTreeMap<&PublicationNumber, &Candidate> = BTreeMap::new();
    for candidate in candidates {
        by_number.entry(&candidate.patent).or_insert(candidate);
    }
    let mut proposal = Proposal { patents: Vec::new(), missing: wanted.clone() };
    let mut had: BTreeSet<&String> = BTreeSet::new();
    while proposal.patents.len() < rules.max_patents {
        let Some(next) = next(&proposal, &had, by_number.values().copied(), rules) else { break };
        let chosen = Proposed {
            patent: next.patent.clone(),
            provider: next.provider.clone(),
            adds: next.elements.intersection(&proposal.missing).cloned().collect(),
            shares: next.elements.iter().filter(|element| had.contains(element)).cloned().collect(),
        };
        proposal.missing.retain(|element| !chosen.adds.contains(element));
        had.extend(&next.elements);
        by_number.remove(&next.patent);
        proposal.patents.push(chosen);
    }
    proposal
}

fn next<'c>(
    proposal: &Proposal,
    had: &BTreeSet<&String>,
    candidates: impl Iterator<Item = &'c Candidate>,
    rules: ProposalRules,
) -> Option<&'c Candidate> {
    let n_added = |candidate: &Candidate| candidate.elements.intersection(&proposal.missing).count();
    let n_shared = |candidate: &Candidate| candidate.elements.iter().filter(|e| had.contains(e)).count();
    let is_new =
        |candidate: &Candidate| !proposal.patents.iter().any(|chosen| chosen.provider == candidate.provider);
    let min_shared = if proposal.patents.is_empty() { 0 } else { rules.min_shared };
    candidates
        .filter(|candidate| 0 < n_added(candidate) && min_shared <= n_shared(candidate))
        .map(|candidate| (n_added(candidate), n_shared(candidate), is_new(candidate), candidate))
        .max_by(|(a_adds, a_shares, a_new, a), (b_adds, b_shares, b_new, b)| {
            let by_worth = (a_adds, a_shares, a_new).cmp(&(b_adds, b_shares, b_new));
            by_worth.then_with(|| b.patent.cmp(&a.patent))
        })
        .map(|(.., candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(elements: &str) -> BTreeSet<String> {
        elements.split_whitespace().map(str::to_owned).collect()
    }

    #[track_caller]
    fn check(
        wanted: &str,
        candidates: &[(u32, &str, &str)],
        rules: (usize, usize),
        expected: &[(u32, &str, &str)],
        missing: &str,
    ) {
        let number = |n: u32| format!("JP-{}-B2", 7_000_000 + n).parse::<PublicationNumber>().unwrap();
        let mut candidates: Vec<Candidate> = candidates
            .iter()
            .map(|(n, provider, elements)| Candidate {
                patent: number(*n),
                provider: provider.parse().unwrap(),
                elements: set(elements),
            })
            .collect();
        let rules = ProposalRules { max_patents: rules.0, min_shared: rules.1 };
        let proposal = propose_package(&set(wanted), &candidates, rules);
        let chosen: Vec<_> =
            proposal.patents.iter().map(|p| (p.patent.clone(), &p.adds, &p.shares)).collect();
        let (adds, shares): (Vec<_>, Vec<_>) =
            expected.iter().map(|(_, adds, shares)| (set(adds), set(shares))).unzip();
        let expected: Vec<_> = expected
            .iter()
            .zip(&adds)
            .zip(&shares)
            .map(|(((n, ..), adds), shares)| (number(*n), adds, shares))
            .collect();
        assert_eq!(chosen, expected);
        assert_eq!(proposal.missing, set(missing));
        candidates.reverse();
        assert_eq!(propose_package(&set(wanted), &candidates, rules), proposal, "whatever the order");
    }

    #[test]
    fn patents_fill_each_others_gaps() {
        let candidates = [
            (1, "aoba", "mould sensor"),
            (2, "kita", "sensor valve"),
            (3, "aoba", "mould"),
            (4, "kita", "paint"),
        ];
        let expected = [(1, "mould sensor", ""), (2, "valve", "sensor")];
        check("mould sensor valve", &candidates, (5, 1), &expected, "");
        check("mould sensor valve", &candidates, (1, 1), &expected[..1], "valve");
    }

    #[test]
    fn a_package_is_about_one_thing() {
        let candidates = [(1, "aoba", "a b c"), (2, "kita", "d e"), (3, "kita", "d c")];
        check("a b c d e", &candidates, (5, 1), &[(1, "a b c", ""), (3, "d", "c"), (2, "e", "d")], "");
        check("a b c d e", &candidates[..2], (5, 1), &[(1, "a b c", "")], "d e");
        check("a b c d e", &candidates[..2], (5, 0), &[(1, "a b c", ""), (2, "d e", "")], "");
    }

    #[test]
    fn another_provider_is_preferred_where_all_else_is_equal() {
        let candidates = [(1, "aoba", "a b"), (2, "aoba", "b c"), (3, "kita", "b c")];
        check("a b c", &candidates, (5, 1), &[(1, "a b", ""), (3, "c", "b")], "");
    }

    #[test]
    fn nothing_is_proposed_of_what_adds_nothing() {
        check("x", &[(1, "aoba", "a")], (5, 0), &[], "x");
        check("", &[(1, "aoba", "a")], (5, 0), &[], "");
        check("a", &[], (5, 0), &[], "a");
    }
}
