use model::Document;

use crate::Reason;

/// Reads one line.
pub(crate) fn read(_line: &[u8]) -> Result<Document, Reason> {
    Err(Reason::NoRoot)
}
