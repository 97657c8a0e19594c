//! `chizai commons harvest`: gathers what another node lists.

use ::commons::Link;
use harvest::{HarvestError, Harvested};
use indicatif::ProgressBar;
use serde_json::json;

use super::{open, owner_of_file, wrong_use};
use crate::{
    arguments::Harvest,
    exit::{Exit, WrongUse},
    output,
};

pub(super) fn run(arguments: &Harvest) -> anyhow::Result<Exit> {
    let node = node_of(&arguments.node)?;
    let commons = open(&arguments.ledger)?;
    let by = owner_of_file(&arguments.by);
    let bar = ProgressBar::new_spinner().with_message("records");
    let mut tell = |progress: harvest::Progress| {
        if let Some(size) = progress.list_size {
            bar.set_length(size);
        }
        bar.set_position(progress.n_records as u64);
    };
    let harvested = harvest::harvest(&commons, &by, &node, arguments.full, &mut tell);
    bar.finish_and_clear();
    let harvested = harvested.map_err(|error| match error {
        HarvestError::Ledger(error) => wrong_use(error),
        other => other.into(),
    })?;
    if arguments.json {
        output::print_json(&as_json(&node, &harvested))?;
    } else {
        print(&node, &harvested)?;
    }
    let is_whole = harvested.skipped.is_empty() && harvested.unreadable.is_empty();
    Ok(if is_whole { Exit::Done } else { Exit::Partly })
}

/// The node's address, whether its page or its `/oai` was given.
fn node_of(given: &Link) -> Result<Link, WrongUse> {
    let written = given.as_str().trim_end_matches('/');
    let node = written.strip_suffix("/oai").unwrap_or(written).trim_end_matches('/');
    if node.contains(['?', '#']) {
        let message = format!("{given} has a query; give the node's address, such as https://node.example/");
        return Err(WrongUse(message));
    }
    node.parse().map_err(|error: model::Invalid| WrongUse(error.to_string()))
}

fn as_json(node: &Link, harvested: &Harvested) -> serde_json::Value {
    let skipped = harvested
        .skipped
        .iter()
        .map(|skipped| json!({ "record": skipped.key.to_string(), "reason": skipped.reason.to_string() }));
    let unreadable = harvested
        .unreadable
        .iter()
        .map(|unreadable| json!({ "identifier": unreadable.identifier, "reason": unreadable.reason }));
    json!({
        "node": node,
        "records": harvested.n_records,
        "entered": harvested.n_entered,
        "unchanged": harvested.n_known,
        "skipped": skipped.collect::<Vec<_>>(),
        "unreadable": unreadable.collect::<Vec<_>>(),
        "since": harvested.since,
    })
}

fn print(node: &Link, harvested: &Harvested) -> anyhow::Result<()> {
    for skipped in &harvested.skipped {
        let line = format!("{}: skipped: {}", skipped.key, skipped.reason);
        output::print(&format!("{}\n", output::harmless(&line)))?;
    }
    for unreadable in &harvested.unreadable {
        let line = format!("{}: cannot be read: {}", unreadable.identifier, unreadable.reason);
        output::print(&format!("{}\n", output::harmless(&line)))?;
    }
    let Harvested { n_records, n_entered, n_known, .. } = harvested;
    let left_out = harvested.skipped.len() + harvested.unreadable.len();
    output::print(&format!(
        "{node}: {n_records} records, {n_entered} entries entered, {n_known} records unchanged, {left_out} left out\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_named_by_its_address() {
        for (given, expected) in [
            ("https://node.example", Some("https://node.example")),
            ("https://node.example/", Some("https://node.example")),
            ("https://node.example/oai", Some("https://node.example")),
            ("https://node.example/commons/oai/", Some("https://node.example/commons")),
            ("https://node.example/oai?verb=Identify", None),
        ] {
            let node = node_of(&given.parse().unwrap()).ok();
            assert_eq!(node.as_ref().map(Link::as_str), expected, "{given}");
        }
    }
}
