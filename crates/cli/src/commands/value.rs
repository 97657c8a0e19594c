//! `chizai value`: indicators of a patent, and what a set of documents is like as a whole.

use std::{fmt::Write, sync::Arc};

use indexer::Generation;
use query::{Matching, SearchRequest, Severity};
use server::{
    InterfaceLanguage,
    wire::{self, Indicator, IndicatorReading, PortfolioResponse, PortfolioSet},
};
use value::{Figures, ValueError};

use super::{
    search::{problem_line, unanswered},
    similar::document,
};
use crate::{
    arguments::{Configuration, Value, ValueAction, ValueIndicators, ValuePortfolio},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Value) -> anyhow::Result<Exit> {
    match &arguments.action {
        ValueAction::Indicators(arguments) => indicators(configuration, arguments),
        ValueAction::Portfolio(arguments) => portfolio(configuration, arguments),
    }
}

fn indicators(configuration: &Configuration, arguments: &ValueIndicators) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let generation = setup::open(&setup, &arguments.index)?;
    let Some(document) = document(&generation, &arguments.id)? else { return Ok(Exit::Partly) };
    let card = match value::indicators(&generation, &document.id(), arguments.unit.into()) {
        Err(error @ ValueError::NotAPatent { .. }) => return Err(WrongUse(error.to_string()).into()),
        other => other?,
    };
    let language = InterfaceLanguage::from_environment();
    let response = wire::indicators_response(&card, &generation.id().to_string(), language);
    if arguments.json {
        output::print_json(&response)?;
        return Ok(Exit::Done);
    }
    // Writing to a string cannot fail.
    let mut out = format!("{} ({}: {})\n", response.id, response.unit, joined(&card.members));
    if let Some(day) = &response.as_of {
        let _ = writeln!(out, "as of {day}");
    }
    response.indicators.iter().for_each(|indicator| add(&mut out, indicator));
    output::print(&out)?;
    Ok(Exit::Done)
}

fn add(out: &mut String, indicator: &Indicator) {
    let value = match indicator.reading.value {
        Some(value) if indicator.is_flag => if value == 0.0 { "no" } else { "yes" }.to_owned(),
        _ => reading(&indicator.reading),
    };
    let _ = writeln!(out, "\n{}: {value}", indicator.title);
    let _ = writeln!(out, "  formula   {}", indicator.formula);
    let _ = writeln!(out, "  source    {}", indicator.source);
    for part in &indicator.parts {
        let _ = writeln!(out, "  part      {}: {}", part.title, figure(part.value));
    }
    let inputs = &indicator.inputs;
    let documents: Vec<String> = inputs.documents.iter().map(|document| document.id.clone()).collect();
    for (label, values) in [
        ("documents", &documents),
        ("classes  ", &inputs.classes),
        ("applicants", &inputs.applicants),
        ("offices  ", &inputs.offices),
    ] {
        if !values.is_empty() {
            let _ = writeln!(out, "  {label} {}", joined(values));
        }
    }
    if let Some(cohort) = &indicator.cohort {
        let office = cohort.office.as_deref().unwrap_or("any office");
        let place = cohort.percentile.as_ref().map_or_else(String::new, |place| match place.value {
            Some(place) => format!(", percentile {place:.1}"),
            None => format!(", {}", reading(place)),
        });
        let _ = writeln!(
            out,
            "  cohort    {office}, {}, filed {}, n = {}{place}",
            cohort.field.name, cohort.year, cohort.size
        );
    }
    if let Some(why) = &indicator.no_cohort {
        let _ = writeln!(out, "  cohort    {why}");
    }
}

fn joined(values: &[String]) -> String {
    output::harmless(&values.join(", "))
}

fn reading(reading: &IndicatorReading) -> String {
    match (reading.value, &reading.message) {
        (Some(value), _) => figure(value),
        (None, message) => message.clone().unwrap_or_default(),
    }
}

fn figure(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.4}") }
}

fn portfolio(configuration: &Configuration, arguments: &ValuePortfolio) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let (generation, _) = setup::open_with_ledger(&setup, &arguments.index, arguments.ledger.as_deref())?;
    let generation = Arc::new(generation);
    let language = InterfaceLanguage::from_environment();
    let figures = Figures::of(&generation)?;
    let describe = |query: &str| -> anyhow::Result<(PortfolioSet, Matching)> {
        let (matching, problems) = found(&generation, query, arguments.syntax)?;
        let set = value::portfolio(&figures, &matching.addresses);
        Ok((wire::portfolio_set(query, problems.iter().chain(&matching.problems), &set, language), matching))
    };
    let (set, matching) = describe(&arguments.query.join(" "))?;
    let against = match &arguments.against {
        None => None,
        Some(against) => {
            let (other, others) = describe(against)?;
            let (a, b) = (&matching.addresses, &others.addresses);
            Some((other, value::common_families(figures.facts(), a, b)))
        }
    };
    let as_of = figures.facts().as_of();
    let response = wire::portfolio_response(&generation.id().to_string(), as_of, set, against);
    if arguments.json {
        output::print_json(&response)?;
    } else {
        for problem in std::iter::once(&response.set).chain(&response.against).flat_map(|set| &set.problems) {
            output::say(&problem.message);
        }
        output::print(&listing(&response))?;
    }
    Ok(if response.set.families == 0 { Exit::Partly } else { Exit::Done })
}

/// The documents of a query, and what came up while it was read.
fn found(
    generation: &Arc<Generation>,
    query: &str,
    syntax: query::Syntax,
) -> anyhow::Result<(Matching, Vec<query::Problem>)> {
    let parsed = query::parse_as(syntax, query);
    if let Some(problem) = parsed.problems.iter().find(|problem| problem.severity() == Severity::Error) {
        return Err(WrongUse(problem_line(problem)).into());
    }
    let matching = query::matching(generation, &SearchRequest::new(parsed.ast)).map_err(unanswered)?;
    Ok((matching, parsed.problems))
}

fn listing(response: &PortfolioResponse) -> String {
    let mut out = String::new();
    for set in std::iter::once(&response.set).chain(&response.against) {
        add_set(&mut out, set);
        out.push('\n');
    }
    // Writing to a string cannot fail.
    if let Some(common) = response.common_families {
        let _ = writeln!(out, "families in both: {common}");
    }
    out
}

fn add_set(out: &mut String, set: &PortfolioSet) {
    let _ = writeln!(out, "{}", output::harmless(&set.q));
    let (families, patents, articles) = (set.families, set.patents, set.articles);
    let _ = writeln!(out, "{families} families, {patents} patent documents, {articles} articles");
    for figure in &set.figures {
        let _ = writeln!(out, "  {}: {} (of {})", figure.title, reading(&figure.reading), figure.of);
    }
    for found in &set.fields {
        let advantage =
            found.advantage.value.map_or_else(|| reading(&found.advantage), |rta| format!("{rta:.2}"));
        let _ = writeln!(
            out,
            "  {} {}: {} families, {:.1} expected, RTA {advantage}",
            found.field.number, found.field.name, found.families, found.expected
        );
    }
    for found in &set.distributions {
        let quartiles = [found.first_quartile, found.median, found.third_quartile].map(figure).join(" / ");
        let _ = writeln!(out, "  {}: {quartiles} (n = {})", found.title, found.known);
    }
    for applicant in &set.applicants {
        let _ = writeln!(out, "  {}: {}", output::harmless(&applicant.name), applicant.families);
    }
}
