//! What clients send, read from URLs and JSON bodies by one table, and refused with place and suggestion.

mod body;
mod coverage;
mod given;
mod of_map;
mod pairs;
mod parameter;
mod search;
mod typed;

pub(crate) use body::{BodyError, read as read_json};
pub(crate) use coverage::{CoverageParameters, WrittenClaim};
pub(crate) use given::Given;
pub(crate) use pairs::{Pairs, encode_component};
pub(crate) use parameter::{Endpoint, FILTERS, Parameter, ParameterKind, did_you_mean};
pub(crate) use search::{DateField, SearchParameters, SortBy, before, similar_text, unknown_field};
pub(crate) use typed::{parsed, parsed_if_given, to_ledger, typed};
