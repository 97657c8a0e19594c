//! Values as bytes: what JSON says of them, without its names and marks.
//!
//! As JSON a value has to be packed to be small, and is parsed byte by byte.
//!
//! | value | bytes |
//! |---|---|
//! | number, `true` or `false` | as [`crate::numbers`] writes it |
//! | text | how many bytes it has, as a number, and its UTF-8 |
//! | several values | how many they are, as a number, and each of them |
//! | object | of each field that it has, its place among all fields from 1 on, as a number, and its value; then 0 |
//! | one of several words | its place among them from 0 on, as a number |
//!
//! Places are those in the types of the model: where they change, so does [`crate::config::STORED_FORM_VERSION`].

mod read;
mod write;

use serde::{de, ser};
use thiserror::Error;

pub(super) use read::read;
pub(super) use write::{write, write_behind};

/// Why bytes are no value, or a value has no bytes.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum CompactError {
    #[error("it ends inside a value")]
    CutOff,
    #[error("it goes on behind its end")]
    TooLong,
    #[error("a number has no end, or is too large")]
    NoNumber,
    #[error("a text is no UTF-8")]
    NoText,
    #[error("{0} cannot be stored")]
    NoForm(&'static str),
    #[error("{0}")]
    Other(String),
}

impl ser::Error for CompactError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }
}

impl de::Error for CompactError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }
}

#[cfg(test)]
mod tests;
