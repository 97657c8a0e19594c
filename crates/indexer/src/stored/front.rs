//! The front of a document as bytes: one that tells its type, and the rest of it ([`compact`]).
//!
//! A page of hits reads ten of them. Unpacking and parsing JSON took half of a search of one word.

use model::Document;
use serde::ser::Error;

use super::compact::{self, CompactError};

const PATENT: u8 = 0;

const ARTICLE: u8 = 1;

pub(super) fn write(document: &Document) -> Result<Vec<u8>, CompactError> {
    match document {
        Document::Patent(patent) => compact::write_behind(vec![PATENT], patent),
        Document::Article(article) => compact::write_behind(vec![ARTICLE], article),
    }
}

pub(super) fn read(front: &[u8]) -> Result<Document, CompactError> {
    match front.split_first() {
        Some((&PATENT, object)) => compact::read(object).map(Document::Patent),
        Some((&ARTICLE, object)) => compact::read(object).map(Document::Article),
        Some((other, _)) => Err(CompactError::custom(format!("{other} is no type of document"))),
        None => Err(CompactError::CutOff),
    }
}
