//! Rows of the ledger for people and scripts.

use ::commons::{Conflict, Day, Event, Listing, ListingState, PlannedRow, RowNumber, RowOutcome, Snapshot};
use model::PublicationNumber;
use serde_json::{Value, json};

/// A listing of a day.
pub(super) struct ListedRow {
    pub(super) patent: String,
    pub(super) provider: String,
    terms: String,
    version: u32,
    since: Day,
}

/// Every provider's listing of a patent on a day.
pub(super) fn listings_of(snapshot: &Snapshot, patent: &PublicationNumber, on: Day) -> Vec<ListedRow> {
    let row = |listing: &Listing<'_>| ListedRow {
        patent: patent.to_string(),
        provider: listing.provider.to_string(),
        terms: listing.offer.terms.terms.to_string(),
        version: listing.offer.terms.version,
        since: listing.since,
    };
    let states = snapshot.history(patent, snapshot.revision()).listings(on);
    let current = states.into_iter().filter_map(|(_, state)| match state {
        ListingState::Current(listing) => Some(row(&listing)),
        _ => None,
    });
    current.collect()
}

impl ListedRow {
    /// Columns apart by tabs.
    pub(super) fn line(&self) -> String {
        let Self { patent, provider, terms, version, since } = self;
        format!("{patent}\t{provider}\t{terms}@{version}\t{since}")
    }

    pub(super) fn json(&self) -> Value {
        let Self { patent, provider, terms, version, since } = self;
        json!({ "patent": patent, "provider": provider, "terms": terms, "version": version, "since": since })
    }
}

/// What a row of a table would do, on one line.
pub(crate) fn planned_line(row: &PlannedRow) -> String {
    let number = match &row.number {
        RowNumber::One { patent, is_in_index: true } => patent.to_string(),
        RowNumber::One { patent, is_in_index: false } => format!("{patent} (not in the index)"),
        _ => row.given.clone(),
    };
    let outcome = match &row.outcome {
        RowOutcome::WillEnter(entry) => format!("would be entered: {}", verb(&entry.event)),
        RowOutcome::Unchanged(_) => "says what the ledger says already".to_owned(),
        RowOutcome::Refused(problems) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            format!("refused: {}", problems.join("; "))
        }
    };
    let conflicts: Vec<String> = row.conflicts.iter().map(conflict).collect();
    let conflicts =
        if conflicts.is_empty() { String::new() } else { format!(" [look: {}]", conflicts.join("; ")) };
    format!("line {}: {number}: {outcome}{conflicts}", row.line)
}

fn verb(event: &Event) -> &'static str {
    match event {
        Event::ListingWithdrawn { .. } => "withdrawal",
        Event::ListingChanged { .. } => "change",
        _ => "listing",
    }
}

fn conflict(conflict: &Conflict) -> String {
    match conflict {
        Conflict::SameAsLine(line) => format!("the same patent as line {line}"),
        Conflict::NotInForce(state) => format!("the right is {}", state.as_str()),
        Conflict::ListedByAnother(provider) => format!("listed by {provider} too"),
        Conflict::ExclusiveLicence { since } => format!("an exclusive licence since {since}"),
        Conflict::LicenceNotDeclared => "exclusive licences are not declared".to_owned(),
    }
}
