//! The ledger as its callers see it.

mod accounts;
mod append;
mod concurrency;
mod import;
mod listed;
mod objects;
mod random;
mod records;
mod support;
mod table;
mod verify;
