use model::Document;

use crate::{Reason, xml::Element};

/// Reads a `patent-document`.
pub(crate) fn read_patent_document(_root: &Element) -> Result<Document, Reason> {
    Err(Reason::NoRoot)
}

/// Reads a `fulltext-document`.
pub(crate) fn read_fulltext(_root: &Element) -> Result<Document, Reason> {
    Err(Reason::NoRoot)
}

/// Reads an `exchange-document`.
pub(crate) fn read_exchange(_root: &Element) -> Result<Document, Reason> {
    Err(Reason::NoRoot)
}
