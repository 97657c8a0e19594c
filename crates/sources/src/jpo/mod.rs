use model::Document;

use crate::{Reason, xml::Element};

/// Reads a `jp-official-gazette`.
pub(crate) fn read(_root: &Element) -> Result<Document, Reason> {
    Err(Reason::NoRoot)
}
