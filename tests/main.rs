//! Acceptance tests by behaviour, through the real binary, real HTTP and a real browser, in one test binary.
//!
//! Real data comes from the folder that `CHIZAI_DATA` names (default: `../shared/data` beside the checkout).

mod support;

/// The house rules: who may depend on whom, licences, sizes.
mod tidy;
