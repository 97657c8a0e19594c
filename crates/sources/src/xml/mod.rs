//! XML as a small tree with limits: what the format readers see instead of an XML library.
//!
//! Nothing outside of the record's bytes is ever read: DTDs are not fetched, external entities are not resolved.
//! Entities that a document declares itself are never expanded either (no "billion laughs"); their references stay
//! readable as `&name;`. The character entities of HTML and ISO 8879, which the offices' DTDs include, are known.
//! Namespace prefixes are kept in names; look-ups go by the local name.

mod decode;
mod element;
mod entity;
mod parse;

pub(crate) use decode::decode;
pub(crate) use element::{Element, Node};
pub(crate) use entity::resolve as resolve_reference;
pub(crate) use parse::{Fault, parse};
