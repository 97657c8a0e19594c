//! `chizai commons health`: how the listings of providers stand.

use ::commons::ProviderId;
use serde_json::json;
use server::{InterfaceLanguage, provider_health, wire::HealthResponse};

use crate::{
    arguments::{Configuration, ListingHealth},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(super) fn run(configuration: &Configuration, arguments: &ListingHealth) -> anyhow::Result<Exit> {
    let path = setup::ledger_path(arguments.ledger.as_deref(), &arguments.index);
    let commons = setup::open_ledger(&path)?;
    let setup = setup::prepare(configuration)?;
    let generation = setup::open(&setup, &arguments.index)?;
    let providers: Vec<ProviderId> = match &arguments.provider {
        Some(provider) => vec![provider.clone()],
        None => {
            let snapshot = commons.snapshot()?;
            let joined = snapshot.register().providers(commons.now().day(), snapshot.revision());
            joined.map(|(provider, _)| provider.clone()).collect()
        }
    };
    let mut reports = Vec::new();
    for provider in &providers {
        let language = InterfaceLanguage::from_environment();
        let report = provider_health(&generation, &commons, provider, arguments.all, language)?;
        reports.push(report.ok_or_else(|| WrongUse(format!("provider {provider} has not joined")))?);
    }
    if arguments.json {
        output::print_json(&json!({ "providers": reports }))?;
    } else {
        for report in &reports {
            print(report)?;
        }
    }
    let is_marked =
        |report: &HealthResponse| report.listings.iter().any(|listing| !listing.remarks.is_empty());
    Ok(if reports.iter().any(is_marked) { Exit::Partly } else { Exit::Done })
}

fn print(report: &HealthResponse) -> anyhow::Result<()> {
    let counts = &report.counts;
    let head = format!(
        "{}\tlisted {}\twithdrawn {}\tended {}\tnot in force {}\tlapsing soon {}\towner moved {}\tconflicts {}\t\
         in use {}\t{}",
        report.provider.id,
        counts.listed,
        counts.withdrawn,
        counts.ended,
        counts.not_in_force,
        counts.lapsing_soon,
        counts.owner_moved,
        counts.conflicts,
        counts.in_use,
        report.views,
    );
    output::print(&format!("{}\n", output::harmless(&head)))?;
    for listing in &report.listings {
        let remarks: Vec<&str> = listing.remarks.iter().map(|remark| remark.text.as_str()).collect();
        let line = format!("  {}\t{}\t{}", listing.patent, listing.state, remarks.join("; "));
        output::print(&format!("{}\n", output::harmless(&line)))?;
    }
    Ok(())
}
