//! `chizai commons health`: how the listings of providers and of a technology field stand.

use std::sync::Arc;

use ::commons::ProviderId;
use serde_json::json;
use server::{
    InterfaceLanguage, field_health, provider_health,
    wire::{HealthReport, IndicatorSummary},
};
use value::Figures;

use crate::{
    arguments::{Configuration, ListingHealth},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(super) fn run(configuration: &Configuration, arguments: &ListingHealth) -> anyhow::Result<Exit> {
    let path = setup::ledger_path(arguments.ledger.as_deref(), &arguments.index);
    let commons = setup::open_ledger(&path)?;
    let setup = setup::prepare(configuration)?;
    let generation = Arc::new(setup::open(&setup, &arguments.index)?);
    let figures = Figures::of(&generation)?;
    let providers: Vec<ProviderId> = match &arguments.provider {
        Some(provider) => vec![provider.clone()],
        None if arguments.field.is_some() => Vec::new(),
        None => {
            let snapshot = commons.snapshot()?;
            let joined = snapshot.register().providers(commons.now().day(), snapshot.revision());
            joined.map(|(provider, _)| provider.clone()).collect()
        }
    };
    let language = InterfaceLanguage::from_environment();
    let mut reports = Vec::new();
    for provider in &providers {
        let report =
            provider_health(&generation, &commons, Some(&figures), provider, arguments.all, language)?;
        reports.push(report.ok_or_else(|| WrongUse(format!("provider {provider} has not joined")))?);
    }
    let mut fields = Vec::new();
    if let Some(field) = &arguments.field {
        let report = field_health(&generation, &commons, Some(&figures), field, arguments.all, language)?;
        fields.push(report.ok_or_else(|| WrongUse(format!("the ledger has no technology field {field}")))?);
    }
    if arguments.json {
        output::print_json(&json!({ "providers": reports, "fields": fields }))?;
    } else {
        for of in &reports {
            print(&of.provider.id, &of.report)?;
        }
        for of in &fields {
            print(&of.field.id, &of.report)?;
        }
    }
    let is_marked = |report: &HealthReport| report.listings.iter().any(|listing| !listing.remarks.is_empty());
    let of_providers = reports.iter().map(|of| &of.report);
    Ok(if of_providers.chain(fields.iter().map(|of| &of.report)).any(is_marked) {
        Exit::Partly
    } else {
        Exit::Done
    })
}

fn print(id: &str, report: &HealthReport) -> anyhow::Result<()> {
    let counts = &report.counts;
    let head = format!(
        "{}\tlisted {}\twithdrawn {}\tended {}\tnot in force {}\tlapsing soon {}\towner moved {}\tconflicts {}\t\
         in use {}\tnever viewed {}",
        id,
        counts.listed,
        counts.withdrawn,
        counts.ended,
        counts.not_in_force,
        counts.lapsing_soon,
        counts.owner_moved,
        counts.conflicts,
        counts.in_use,
        counts.never_viewed,
    );
    output::print(&format!("{}\n", output::harmless(&head)))?;
    if let Some(indicators) = &report.indicators {
        output::print(&format!("{}\n", output::harmless(&summary(indicators))))?;
    }
    for listing in &report.listings {
        let remarks: Vec<&str> = listing.remarks.iter().map(|remark| remark.text.as_str()).collect();
        let line = format!("  {}\t{}\t{}", listing.patent, listing.state, remarks.join("; "));
        output::print(&format!("{}\n", output::harmless(&line)))?;
    }
    Ok(())
}

/// The indicators of what is listed in one line: figures that are known, and medians.
fn summary(indicators: &IndicatorSummary) -> String {
    let figures = indicators.figures.iter().filter_map(|figure| {
        let value = figure.reading.value?;
        Some(format!("\t{} {value:.2} of {}", figure.name, figure.of))
    });
    let medians = indicators
        .distributions
        .iter()
        .map(|found| format!("\tmedian {} {} of {}", found.name, found.median, found.known));
    let said: String = figures.chain(medians).collect();
    format!("  indicators of {} families{said}", indicators.families)
}
