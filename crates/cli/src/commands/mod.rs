//! One module a command: each takes the arguments as typed and gives the exit code.

pub(crate) mod analyze;
pub(crate) mod check;
pub(crate) mod classes;
pub(crate) mod commons;
pub(crate) mod completions;
pub(crate) mod coverage;
pub(crate) mod demo;
pub(crate) mod diff;
pub(crate) mod eval;
pub(crate) mod export;
pub(crate) mod index;
pub(crate) mod lines;
pub(crate) mod links;
pub(crate) mod man;
pub(crate) mod map;
pub(crate) mod report;
pub(crate) mod resolve;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod similar;
pub(crate) mod terms;
pub(crate) mod value;
pub(crate) mod verify;
