//! What a search says about itself: counts of every part of the query, advice, what the index holds.

mod count;
mod ledger;
mod lint;

pub use count::{CountedNode, CountedTree, Operator, Scope, count_nodes};
pub use ledger::{Ledger, LedgerRow, Period, ledger};
pub use lint::{Advice, AdviceCode, Lint, Suggestion, Variant, VariantKind, lint};
