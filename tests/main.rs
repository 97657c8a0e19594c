//! Acceptance tests by behaviour, through the real binary, real HTTP and a real browser, in one test binary.
//!
//! Real data comes from the folder that `CHIZAI_DATA` names (default: `../shared/data` beside the checkout).

mod support;

/// The pages in a real Chromium, with pictures of them.
mod browser;
/// Classes by their place in the scheme.
mod classes;
/// What scripts rely on: arguments, JSON, exit codes.
mod command_line;
mod commons;
/// Which claims cover a technique.
mod coverage;
/// The whole result as a file, and parts of documents.
mod export;
/// Families and citations, both ways.
mod families;
/// Nodes and a hub that gathers what they list.
mod harvest;
/// Counts, advice, holdings, reports and comparisons.
mod honesty;
/// The API through a real process and port.
mod http;
/// Real publishers' files, through to a search.
mod ingest;
/// `kill -9` and two writers.
mod kill;
/// Many editors and readers at once, and `kill -9` during imports, through a server.
mod ledger_service;
/// Papers and patents that cite each other, and the science behind a claim.
mod links;
/// Charts of a search, and the searches behind their marks.
mod maps;
/// Floors of search quality.
mod quality;
/// A search that is saved, and run again after the index and the ledger have changed.
mod reproduce;
/// Numbers in pasted texts.
mod resolve;
/// What a person sees on the demo corpus.
mod scenarios;
/// What professional searchers ask in their own syntaxes, by what it finds.
mod searchers;
/// Prior art and neighbours of a document or a text.
mod similar;
/// Term pairs, and searches across languages.
mod terms;
/// The house rules: who may depend on whom, licences, sizes.
mod tidy;
/// Indicators of technical value, of a patent and of a set of documents.
mod value;
