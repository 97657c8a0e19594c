//! A stream of bytes to records, with memory for one record only.

mod lexer;
mod lines;
mod roots;

pub(crate) use lines::Lines;
pub(crate) use roots::Roots;

use crate::{Format, Reason};

/// What a splitter finds, in order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Record { position: u64, format: Format, bytes: Vec<u8> },
    Skipped { position: u64, reason: Reason },
}

/// The reason for a failed read: our own guards speak through `io::Error`.
pub(crate) fn reason_of(error: &std::io::Error) -> Reason {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Reason>()) {
        Some(reason) => reason.clone(),
        None => Reason::Unreadable { message: error.to_string() },
    }
}
