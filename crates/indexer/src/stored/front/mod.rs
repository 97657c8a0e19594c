//! The front of a document as bytes: what JSON says, without its names and marks.
//!
//! A page of hits reads ten fronts. As JSON, with the names of fields in each object, a front has to be packed to be small,
//! and unpacking and parsing it took half of a search of one word.
//!
//! | value | bytes |
//! |---|---|
//! | number, `true` or `false` | seven bits a byte, the lowest first; all bytes but the last have their highest bit set |
//! | text | how many bytes it has, as a number, and its UTF-8 |
//! | several values | how many they are, as a number, and each of them |
//! | object | of each field that it has, its place among all fields from 1 on, as a number, and its value; then 0 |
//! | one of several words | its place among them from 0 on, as a number |
//!
//! A document is one byte, which tells its type, and the object. Places are those in the types of the model: where they
//! change, so does [`crate::config::STORED_FORM_VERSION`].

mod read;
mod write;

use model::Document;
use serde::{de, ser};
use thiserror::Error;

const PATENT: u8 = 0;

const ARTICLE: u8 = 1;

/// Set in the bytes of a number that more follow.
const MORE: u8 = 0x80;

/// Why bytes are no front, or a value has no bytes.
#[derive(Debug, Error, PartialEq, Eq)]
pub(super) enum FrontError {
    #[error("the front ends inside a value")]
    CutOff,
    #[error("the front goes on behind its end")]
    TooLong,
    #[error("a number of the front is too large")]
    TooLarge,
    #[error("a text of the front is no UTF-8")]
    NoText,
    #[error("{0} is no type of document")]
    UnknownType(u8),
    #[error("a front has no {0}")]
    NotOfFronts(&'static str),
    #[error("{0}")]
    Other(String),
}

impl ser::Error for FrontError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }
}

impl de::Error for FrontError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }
}

pub(super) fn write(document: &Document) -> Result<Vec<u8>, FrontError> {
    match document {
        Document::Patent(patent) => write::bytes(PATENT, patent),
        Document::Article(article) => write::bytes(ARTICLE, article),
    }
}

pub(super) fn read(front: &[u8]) -> Result<Document, FrontError> {
    match front.split_first() {
        Some((&PATENT, object)) => read::value(object).map(Document::Patent),
        Some((&ARTICLE, object)) => read::value(object).map(Document::Article),
        Some((&other, _)) => Err(FrontError::UnknownType(other)),
        None => Err(FrontError::CutOff),
    }
}

#[cfg(test)]
mod tests;
