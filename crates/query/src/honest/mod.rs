//! What a search says about itself: counts of every part of the query, advice, what the index holds.

mod change;
mod count;
mod diff;
mod ledger;
mod lint;

pub use count::{CountedNode, CountedTree, Operator, Scope, count_nodes};
pub use diff::{Cause, Change, ChangedCondition, Diff, DiffSide, diff, moved};
pub use ledger::{Ledger, LedgerRow, Period, ledger};
pub(crate) use lint::other_spellings;
pub use lint::{Advice, AdviceCode, Lint, Suggestion, Variant, VariantKind, lint};
