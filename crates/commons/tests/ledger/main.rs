//! The ledger as its callers see it.

mod append;
mod concurrency;
mod listed;
mod random;
mod support;
mod table;
mod verify;
