//! A classification scheme as a tree: what stands below what, by dots and not by the letters of symbols.
//!
//! `H01M10/0525` stands below `H01M10/052`, `H01M10/05` and `H01M10/00`; `H01M2010/0495` stands below `H01M10/04`.
//! Only the scheme tells. [`SchemeBuilder`] takes entries in any order; the finished [`Scheme`] holds them in the
//! order of the tree, so that everything below a class is one range of it.

mod builder;
mod kind;
mod tree;

pub use builder::{ClassEntry, EntryFault, SchemeBuilder};
pub use kind::SchemeKind;
pub use tree::{ClassId, Preorder, Scheme};
