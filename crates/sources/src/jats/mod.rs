use model::Document;

use crate::{Reason, xml::Element};

pub(crate) fn read(_root: &Element) -> Result<Document, Reason> {
    Err(Reason::NoRoot)
}
