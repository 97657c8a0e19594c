//! The state of the ledger that a reported search was answered by, and the same search by that state again.

use commons::{Commons, Day, Error};
use query::{Ast, Filter, Leaf, Operand, Scope};

use crate::wire::ReportedLedger;

/// The name of the field whose conditions the ledger answers.
const FIELD: &str = "commons";

impl ReportedLedger {
    /// What the ledger holds now.
    pub fn now(commons: &Commons) -> Result<Self, Error> {
        let head = commons.snapshot()?.head();
        Ok(Self {
            revision: head.revision,
            sha256: head.hash.to_string(),
            day: commons.now().day().to_string(),
        })
    }

    /// What the ledger held at a revision, if it has come to it.
    pub fn at(commons: &Commons, revision: u64, day: Day) -> Result<Option<Self>, Error> {
        if commons.snapshot()?.revision() < revision {
            return Ok(None);
        }
        let sha256 = match revision.checked_sub(1) {
            None => commons::Digest::NONE,
            Some(before) => {
                commons.entries(before, 1)?.first().map_or(commons::Digest::NONE, |(_, hash)| *hash)
            }
        };
        Ok(Some(Self { revision, sha256: sha256.to_string(), day: day.to_string() }))
    }

    /// The query with each condition on the commons bound to this state, where it does not name a day or a revision itself.
    pub(super) fn pin(&self, ast: &Ast) -> Ast {
        ast.with_leaves(&|leaf| self.pinned(leaf))
    }

    pub(super) fn pin_scope(&self, scope: &Scope) -> Scope {
        let pin = |filter: &Filter| {
            let pinned = |operand: &Operand| {
                self.pinned(&Leaf { field: filter.field, operand: operand.clone() }).operand
            };
            Filter { field: filter.field, operands: filter.operands.iter().map(pinned).collect() }
        };
        let all = |filters: &[Filter]| filters.iter().map(pin).collect();
        Scope { filters: all(&scope.filters), excluded: all(&scope.excluded) }
    }

    fn pinned(&self, leaf: &Leaf) -> Leaf {
        let value = match &leaf.operand {
            Operand::FreeText(value)
            | Operand::Word(value)
            | Operand::Quoted(value)
            | Operand::Exact(value)
                if leaf.field.info().name == FIELD =>
            {
                value
            }
            _ => return leaf.clone(),
        };
        let mut pinned = value.clone();
        let names = |name: &str| value.split([' ', ',', '\u{3000}']).any(|part| part.starts_with(name));
        if !names("asof=") {
            pinned.push_str(&format!(" asof={}", self.day));
        }
        if !names("revision=") {
            pinned.push_str(&format!(" revision={}", self.revision));
        }
        Leaf { field: leaf.field, operand: Operand::Quoted(pinned) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, expected: &str) {
        let ledger = ReportedLedger { revision: 7, sha256: String::new(), day: "2026-01-31".to_owned() };
        assert_eq!(ledger.pin(&query::parse(query).ast).to_string(), query::parse(expected).ast.to_string());
    }

    #[test]
    fn conditions_on_the_commons_are_bound_to_a_day_and_a_revision() {
        check("電池", "電池");
        check("電池 AND commons:research", "電池 AND commons:\"research asof=2026-01-31 revision=7\"");
        check("NOT commons:\"any asof=2025-01-01\"", "NOT commons:\"any asof=2025-01-01 revision=7\"");
        check("commons:\"any revision=3\"", "commons:\"any revision=3 asof=2026-01-31\"");
    }
}
