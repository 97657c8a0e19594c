//! What was shown is what is entered: a plan has a digest, and is applied by it.

use serde::Serialize;

use super::{ImportPlan, RowOutcome};
use crate::{
    AccountId, Applied, BatchKey, Commons, Digest, Error, NewEntry, digest::canonical_json,
    text_form::invalid,
};

/// What became of a plan that was to be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportApplied {
    Applied(Applied),
    /// The table, the index or the ledger's entries about its patents are others than when the plan was shown.
    Changed,
    /// Rows are refused, so that nothing was entered.
    Refused,
}

/// What people read before they agree.
#[derive(Serialize)]
struct Shown<'p> {
    account: &'p AccountId,
    rows: Vec<ShownRow<'p>>,
}

#[derive(Serialize)]
struct ShownRow<'p> {
    line: u64,
    outcome: &'static str,
    entry: Option<&'p NewEntry>,
    status: Option<String>,
    conflicts: Vec<String>,
    last_entry: Option<u64>,
}

impl ImportPlan {
    /// SHA-256 of what the plan shows: rows with their outcome, status and conflicts, the events, and the last entry about
    /// each patent. It stays the same whatever is entered about other patents. The table's encoding is no part of it.
    pub fn digest(&self) -> Result<Digest, Error> {
        let rows = self.rows.iter().map(|row| {
            let (outcome, entry) = match &row.outcome {
                RowOutcome::WillEnter(entry) => ("enter", Some(&**entry)),
                RowOutcome::Unchanged(entry) => ("unchanged", Some(&**entry)),
                RowOutcome::Refused(_) => ("refused", None),
            };
            ShownRow {
                line: row.line,
                outcome,
                entry,
                status: row.status.as_ref().map(|status| format!("{:?} {:?}", status.state, status.as_of)),
                conflicts: row.conflicts.iter().map(|conflict| format!("{conflict:?}")).collect(),
                last_entry: row.last_entry,
            }
        });
        let shown = Shown { account: self.author.account(), rows: rows.collect() };
        let text = canonical_json(&shown).map_err(|error| invalid("plan", "", error.to_string()))?;
        Ok(Digest::of(text.as_bytes()))
    }
}

impl Commons {
    /// Enters a plan that was made again from the same table, if it shows what was shown under `shown`. A plan that was
    /// applied before is entered once, though it shows by then that nothing would change.
    pub fn apply_import(&self, plan: &ImportPlan, shown: Digest) -> Result<ImportApplied, Error> {
        if !plan.can_be_applied() {
            return Ok(ImportApplied::Refused);
        }
        let key: BatchKey = format!("import-{shown}").parse()?;
        let batch = plan.batch(Some(key));
        if plan.digest()? != shown {
            let before = self.was_entered(&batch)?;
            return Ok(if before {
                ImportApplied::Applied(Applied::EnteredBefore)
            } else {
                ImportApplied::Changed
            });
        }
        Ok(ImportApplied::Applied(self.apply(&batch)?))
    }
}
