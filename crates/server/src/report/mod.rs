//! Reports of searches: made, checked again, compared between generations. For the API and the command line alike.

mod diff;
mod ledger;
mod time;
mod verify;

use std::sync::Arc;

use indexer::Generation;
use query::{
    Across, Ast, Collapse, Filter, Listing, Period, QueryError, Representative, Scope, SearchRequest,
    Severity, Sort,
};

pub use diff::{Side, compare};
pub use time::utc;
pub use verify::verify;

use crate::{
    honesty,
    wire::{Report, ReportedDocument, ReportedFamilies, ReportedIndex, ReportedLedger, ReportedResults},
};

/// The version of the form that this program writes; older ones cannot be read yet, since there are none.
pub const REPORT_VERSION: u32 = 1;

/// A search that a report is made of.
#[derive(Debug, Clone)]
pub struct Reported {
    /// The query as written.
    pub input: String,
    pub syntax: String,
    pub ast: Ast,
    pub scope: Scope,
    pub sort: Sort,
    pub collapse: Collapse,
    pub representative: Representative,
    /// Terms that feedback must not add; `None` where there is no feedback.
    pub feedback: Option<Vec<String>>,
}

/// Why a report cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error("the report has version {found}, this program reads {expected}")]
    Version { found: u32, expected: u32 },
    /// A member that does not read as what it should be.
    #[error("the report's {member} cannot be read: {value:?}")]
    Unreadable { member: &'static str, value: String },
    #[error("the search could not be run")]
    Query(#[from] QueryError),
    #[error(transparent)]
    Ledger(#[from] commons::Error),
}

/// Runs a search and reports it. `made` is the time, UTC, as [`utc`] writes it. Conditions on the commons are answered by
/// the given state of the ledger, where there is one.
pub fn report(
    generation: &Arc<Generation>,
    reported: &Reported,
    made: String,
    ledger: Option<ReportedLedger>,
) -> Result<Report, QueryError> {
    let Reported { input, syntax, ast: asked, sort, collapse, representative, feedback, .. } = reported;
    // Lines are named in the text they come from; a report stands by itself.
    let asked = asked.without_lines();
    let (ast, scope) = match &ledger {
        Some(ledger) => (ledger.pin(&asked), ledger.pin_scope(&reported.scope)),
        None => (asked.clone(), reported.scope.clone()),
    };
    let tree = query::count_nodes(generation, &ast, &scope, &Across::default())?;
    let request = SearchRequest {
        filters: scope.filters.clone(),
        sort: *sort,
        collapse: *collapse,
        representative: representative.clone(),
        feedback: feedback.clone(),
        size: 0,
        ..SearchRequest::new(scope.narrow(ast))
    };
    let listing = query::list(generation, &request)?;
    let families = collapse.definition().map(|definition| ReportedFamilies {
        definition: definition.as_str().to_owned(),
        text: definition.text().to_owned(),
        representative: representative.to_string(),
        families: listing.documents.len() as u64,
    });
    let total = match families {
        Some(_) => query::search(generation, &request)?.total,
        None => listing.documents.len() as u64,
    };
    let printed = |filters: &[Filter]| filters.iter().map(|filter| filter.to_ast().to_string()).collect();
    let mut report = Report {
        version: REPORT_VERSION,
        made,
        program: format!("chizai {}", env!("CARGO_PKG_VERSION")),
        input: input.clone(),
        syntax: syntax.clone(),
        understood: asked.to_string(),
        filters: printed(&reported.scope.filters),
        excluded: printed(&reported.scope.excluded),
        sort: listing.sort.to_string(),
        families,
        feedback: feedback.clone(),
        total,
        tree: honesty::node(&tree.root),
        complete: tree.is_complete(),
        index: index(generation)?,
        ledger,
        results: results(&listing, generation.config().ranking.limits.report_documents),
        digest: String::new(),
    };
    report.digest = digest(&report);
    Ok(report)
}

fn index(generation: &Generation) -> Result<ReportedIndex, QueryError> {
    let fingerprint = generation.fingerprint();
    Ok(ReportedIndex {
        generation: generation.id().to_string(),
        documents: generation.document_count(),
        fingerprint: fingerprint.to_string(),
        fields: fingerprint.fields.clone(),
        analyzers: fingerprint.analyzers.clone(),
        stored_form: fingerprint.stored_form,
        engine: fingerprint.engine.clone(),
        ranking: generation.config().ranking.fingerprint(),
        completeness: query::ledger(generation, &Period::default())?.digest(),
    })
}

fn results(listing: &Listing, limit: usize) -> ReportedResults {
    let (ids_blake3, contents_blake3) = listing.digests();
    let document = |listed: &query::Listed| ReportedDocument {
        id: listed.id.clone(),
        content: format!("{:016x}", listed.content),
    };
    ReportedResults {
        ids_blake3,
        contents_blake3,
        documents: listing.documents.iter().take(limit).map(document).collect(),
        listed_all: listing.documents.len() <= limit,
    }
}

/// The digest that a report should have.
fn digest(report: &Report) -> String {
    let body = Report { digest: String::new(), ..report.clone() };
    // Plain structs with string keys: serialising them cannot fail.
    let json = serde_json::to_vec(&body).unwrap_or_default();
    query::digest(&json)
}

/// The search of a report.
pub fn reported(report: &Report) -> Result<Reported, ReportError> {
    if report.version != REPORT_VERSION {
        return Err(ReportError::Version { found: report.version, expected: REPORT_VERSION });
    }
    let ast = parsed("understood", &report.understood)?;
    let filters = |member: &'static str, printed: &[String]| -> Result<Vec<Filter>, ReportError> {
        let filter = |text: &String| {
            let unreadable = || ReportError::Unreadable { member, value: text.clone() };
            Filter::of_ast(&parsed(member, text)?).ok_or_else(unreadable)
        };
        printed.iter().map(filter).collect()
    };
    let scope = Scope {
        filters: filters("filters", &report.filters)?,
        excluded: filters("excluded", &report.excluded)?,
    };
    let unreadable = |_| ReportError::Unreadable { member: "sort", value: report.sort.clone() };
    let (collapse, representative) = match &report.families {
        None => (Collapse::None, Representative::Rank),
        Some(families) => collapsed(families)?,
    };
    Ok(Reported {
        input: report.input.clone(),
        syntax: report.syntax.clone(),
        ast,
        scope,
        sort: report.sort.parse().map_err(unreadable)?,
        collapse,
        representative,
        feedback: report.feedback.clone(),
    })
}

fn collapsed(families: &ReportedFamilies) -> Result<(Collapse, Representative), ReportError> {
    let unreadable = |value: &String| ReportError::Unreadable { member: "families", value: value.clone() };
    let known = [Collapse::Simple, Collapse::Extended];
    let collapse = known.into_iter().find(|collapse| collapse.as_str() == families.definition);
    let representative = families.representative.parse().map_err(|_| unreadable(&families.representative))?;
    Ok((collapse.ok_or_else(|| unreadable(&families.definition))?, representative))
}

fn parsed(member: &'static str, text: &str) -> Result<Ast, ReportError> {
    let parsed = query::parse(text);
    if parsed.problems.iter().any(|problem| problem.severity() == Severity::Error) {
        return Err(ReportError::Unreadable { member, value: text.to_owned() });
    }
    Ok(parsed.ast)
}
