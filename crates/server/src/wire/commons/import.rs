use ::commons::{Conflict, ImportPlan as Planned, PlannedRow, RowNumber, RowOutcome};
use serde::Serialize;
use utoipa::ToSchema;

use super::state_word;

/// What every row of a table would do to the ledger, without doing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportPlan {
    /// Revision of the ledger that the rows were judged by.
    pub revision: u64,
    /// The encoding that the table was read in.
    pub encoding: String,
    /// Whether no row is refused.
    pub can_be_applied: bool,
    pub rows: Vec<ImportRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportRow {
    /// Line of the table, from 1; in JSON the place of the row.
    pub line: u64,
    /// The number as it is written.
    pub given: String,
    /// The publication that was recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patent: Option<String>,
    pub is_in_index: bool,
    /// What the number can mean, where it does not name one publication.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// The legal status in the patent's own office, where the index states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The day of that status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_as_of: Option<String>,
    /// What people should look at; it does not keep the row from being entered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<ImportConflict>,
    /// `enter`, `unchanged` or `refused`.
    pub outcome: String,
    /// All that is wrong with the row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// Something to look at before a row is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportConflict {
    /// `same-as-line`, `not-in-force`, `listed-by-another`, `exclusive-licence`, `licence-not-declared`.
    pub code: String,
    /// The line, state, provider or day that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

impl From<&Planned> for ImportPlan {
    fn from(plan: &Planned) -> Self {
        Self {
            revision: plan.revision,
            encoding: plan.encoding.to_owned(),
            can_be_applied: plan.can_be_applied(),
            rows: plan.rows.iter().map(ImportRow::from).collect(),
        }
    }
}

impl From<&PlannedRow> for ImportRow {
    fn from(row: &PlannedRow) -> Self {
        let (patent, is_in_index, candidates) = match &row.number {
            RowNumber::One { patent, is_in_index } => (Some(patent.to_string()), *is_in_index, Vec::new()),
            RowNumber::Ambiguous(numbers) => (None, false, numbers.iter().map(ToString::to_string).collect()),
            RowNumber::NoPublication(number) => (None, false, vec![number.to_string()]),
            RowNumber::Unreadable => (None, false, Vec::new()),
        };
        let (outcome, problems) = match &row.outcome {
            RowOutcome::WillEnter(_) => ("enter", Vec::new()),
            RowOutcome::Unchanged(_) => ("unchanged", Vec::new()),
            RowOutcome::Refused(problems) => ("refused", problems.iter().map(ToString::to_string).collect()),
        };
        let status = row.status.as_ref();
        Self {
            line: row.line,
            given: row.given.clone(),
            patent,
            is_in_index,
            candidates,
            status: status.map(|status| state_word(status.state).to_owned()),
            status_as_of: status.and_then(|status| status.as_of).map(|day| day.to_string()),
            conflicts: row.conflicts.iter().map(ImportConflict::from).collect(),
            outcome: outcome.to_owned(),
            problems,
        }
    }
}

impl From<&Conflict> for ImportConflict {
    fn from(conflict: &Conflict) -> Self {
        let (code, about) = match conflict {
            Conflict::SameAsLine(line) => ("same-as-line", Some(line.to_string())),
            Conflict::NotInForce(state) => ("not-in-force", Some(state_word(*state).to_owned())),
            Conflict::ListedByAnother(provider) => ("listed-by-another", Some(provider.to_string())),
            Conflict::ExclusiveLicence { since } => ("exclusive-licence", Some(since.to_string())),
            Conflict::LicenceNotDeclared => ("licence-not-declared", None),
        };
        Self { code: code.to_owned(), about }
    }
}
