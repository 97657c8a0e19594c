//! `chizai commons propose`: which listed patents to offer together.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use ::commons::{
    Candidate, Commons, Day, ListingState, Proposal, ProposalRules, Proposed, ProviderId, propose_package,
};
use indexer::Generation;
use model::{Document, PublicationNumber};
use query::{Across, CoverageRequest, Filter, Grade, Scope, SearchRequest, Technique};
use serde_json::json;

use super::wrong_use;
use crate::{
    arguments::{Configuration, Propose},
    exit::{Exit, WrongUse},
    output, setup,
};

/// Patents that are looked at: the best of the query.
const CANDIDATES: usize = 1_000;

pub(crate) fn run(configuration: &Configuration, arguments: &Propose) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let (generation, commons) =
        setup::open_with_ledger(&setup, &arguments.index, arguments.ledger.as_deref())?;
    let commons = commons.ok_or_else(|| {
        WrongUse("there is no ledger beside the index: `chizai commons init` makes one".to_owned())
    })?;
    let on = arguments.on.unwrap_or_else(|| commons.now().day());
    let found = match &arguments.technique {
        Some(technique) => covering(&generation, technique, arguments, on)?,
        None => sharing(&Arc::new(generation), arguments, on)?,
    };
    let candidates = candidates(&commons, &found.elements, arguments.provider.as_ref(), on)?;
    let rules = ProposalRules { max_patents: arguments.max, min_shared: arguments.min_shared };
    let proposal = propose_package(&found.wanted, &candidates, rules);
    if arguments.json {
        output::print_json(&as_json(&proposal, &found, candidates.len(), on))?;
    } else {
        output::print(&output::harmless(&listing(&proposal, &found, candidates.len())))?;
    }
    Ok(if proposal.patents.len() < 2 { Exit::Partly } else { Exit::Done })
}

/// What a package should have, and what each patent has of it.
struct Found {
    wanted: BTreeSet<String>,
    elements: BTreeMap<PublicationNumber, BTreeSet<String>>,
}

fn scope(arguments: &Propose, on: Day) -> anyhow::Result<Scope> {
    let condition = format!("any asof={on}");
    let filter = Filter::read("commons", &[&condition]).map_err(|_| WrongUse(condition.clone()))?;
    let classes: Vec<String> = arguments.classes.iter().map(|class| format!("{class}*")).collect();
    let classes: Vec<&str> = classes.iter().map(String::as_str).collect();
    let mut filters = vec![filter];
    if !classes.is_empty() {
        let of_class = Filter::read("class", &classes);
        filters.push(of_class.map_err(|_| WrongUse(format!("{} is no class", classes.join(", "))))?);
    }
    Ok(Scope { filters, excluded: Vec::new() })
}

/// The elements of a technique that claims of listed patents cover.
fn covering(generation: &Generation, technique: &str, arguments: &Propose, on: Day) -> anyhow::Result<Found> {
    let request = CoverageRequest {
        technique: Technique::Description(technique.to_owned()),
        elements: Vec::new(),
        before: None,
        scope: scope(arguments, on)?,
        languages: Vec::new(),
        across: Across::both(),
        size: generation.config().ranking.coverage.described,
    };
    let page = query::coverage(generation, &request).map_err(|error| WrongUse(error.to_string()))?;
    let wanted = page.elements.iter().map(|element| element.text.clone()).collect();
    let mut elements = BTreeMap::new();
    for document in &page.documents {
        let Document::Patent(patent) = &document.document else { continue };
        let cells = document.cells.iter().zip(&page.elements);
        let covered = cells.filter(|(cell, _)| matches!(cell.grade, Grade::Covered | Grade::Variant));
        elements.insert(patent.number.clone(), covered.map(|(_, element)| element.text.clone()).collect());
    }
    Ok(Found { wanted, elements })
}

/// Main groups of classes that at least two of the listed patents share.
fn sharing(generation: &Arc<Generation>, arguments: &Propose, on: Day) -> anyhow::Result<Found> {
    let parsed = query::parse(arguments.query.as_deref().unwrap_or_default());
    if let Some(problem) = parsed.problems.iter().find(|p| p.severity() == query::Severity::Error) {
        return Err(WrongUse(crate::commands::search::problem_line(problem)).into());
    }
    let filters = scope(arguments, on)?.filters;
    let request = SearchRequest { filters, ..SearchRequest::new(parsed.ast) };
    let mut elements: BTreeMap<PublicationNumber, BTreeSet<String>> = BTreeMap::new();
    for document in query::stream(generation, &request)?.take(CANDIDATES) {
        if let Document::Patent(patent) = document? {
            elements.insert(patent.number.clone(), main_groups(&patent));
        }
    }
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    elements.values().flatten().for_each(|group| *counts.entry(group).or_default() += 1);
    let wanted = counts.into_iter().filter(|(_, n_patents)| 2 <= *n_patents).map(|(group, _)| group.clone());
    Ok(Found { wanted: wanted.collect(), elements })
}

/// `H01M10` of `H01M10/0562`.
fn main_groups(patent: &model::Patent) -> BTreeSet<String> {
    let symbols = patent.ipc.iter().chain(&patent.cpc).map(|class| class.symbol.as_str());
    symbols.map(|symbol| symbol.split('/').next().unwrap_or(symbol).replace(' ', "")).collect()
}

/// Each patent for the first provider that lists it on the day.
fn candidates(
    commons: &Commons,
    elements: &BTreeMap<PublicationNumber, BTreeSet<String>>,
    asked: Option<&ProviderId>,
    on: Day,
) -> anyhow::Result<Vec<Candidate>> {
    let snapshot = commons.snapshot().map_err(wrong_use)?;
    let candidate = |(patent, elements): (&PublicationNumber, &BTreeSet<String>)| {
        let states = snapshot.history(patent, snapshot.revision()).listings(on);
        let mut current = states.into_iter().filter(|(_, state)| matches!(state, ListingState::Current(_)));
        let (provider, _) = current.find(|(provider, _)| asked.is_none_or(|asked| asked == *provider))?;
        Some(Candidate { patent: patent.clone(), provider: provider.clone(), elements: elements.clone() })
    };
    Ok(elements.iter().filter_map(candidate).collect())
}

fn as_json(proposal: &Proposal, found: &Found, n_candidates: usize, on: Day) -> serde_json::Value {
    let patent = |chosen: &Proposed| {
        json!({
            "patent": chosen.patent,
            "provider": chosen.provider,
            "adds": chosen.adds,
            "shares": chosen.shares,
        })
    };
    json!({
        "on": on,
        "candidates": n_candidates,
        "wanted": found.wanted,
        "patents": proposal.patents.iter().map(patent).collect::<Vec<_>>(),
        "missing": proposal.missing,
    })
}

fn listing(proposal: &Proposal, found: &Found, n_candidates: usize) -> String {
    let joined = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(" / ");
    let n_had = found.wanted.len() - proposal.missing.len();
    let mut lines = vec![format!(
        "{} of {n_candidates} listed patents have {n_had} of {} wanted",
        proposal.patents.len(),
        found.wanted.len()
    )];
    for chosen in &proposal.patents {
        lines.push(format!("{}  {}", chosen.patent, chosen.provider));
        lines.push(format!("    adds    {}", joined(&chosen.adds)));
        if !chosen.shares.is_empty() {
            lines.push(format!("    shares  {}", joined(&chosen.shares)));
        }
    }
    if !proposal.missing.is_empty() {
        lines.push(format!("missing: {}", joined(&proposal.missing)));
    }
    lines.join("\n") + "\n"
}
