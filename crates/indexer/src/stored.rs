//! The stored form: a document as JSON, in two parts, so that a page of hits never parses a description.
//!
//! The engine compresses documents together in blocks, and reading one unpacks its whole block. Long sections are
//! therefore compressed by themselves before: a block then holds them as they are, and the head beside them is had
//! without unpacking them. Short ones are left to the block, where they are compressed with those of other documents.

use std::{borrow::Cow, io};

use model::{Document, Section};
use tantivy::schema::{
    Field,
    document::{
        DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize, ValueDeserializer,
    },
};

/// Sections of as many bytes of JSON are compressed by themselves: a quarter of a block.
const LONG_SECTIONS: usize = 4 << 10;

/// What a frame of zstd begins with (RFC 8878, section 3.1.1), which no JSON does.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// What is written of a document, and what tells it from another version of the document.
pub(crate) struct StoredForm {
    /// JSON of the document without description or body; text, since the engine reads bytes one by one.
    pub head: String,
    /// JSON of the description's or body's sections, which is written compressed where it is long.
    pub sections: Vec<u8>,
    /// 64 bits of the BLAKE3 hash of the JSON of both.
    pub hash: u64,
    /// Bytes of the JSON of both.
    pub bytes: usize,
}

impl StoredForm {
    /// Nothing is compressed yet: a document that is known unchanged is not written. The document is unchanged
    /// afterwards.
    pub(crate) fn of(document: &mut Document) -> Result<Self, serde_json::Error> {
        let sections = std::mem::take(sections_of(document));
        let head = serde_json::to_string(document);
        let text = serde_json::to_vec(&sections);
        *sections_of(document) = sections;
        let (head, sections) = (head?, text?);
        let mut hasher = blake3::Hasher::new();
        // The length keeps apart what would be one string of bytes if it were cut elsewhere.
        hasher.update(&(head.len() as u64).to_le_bytes()).update(head.as_bytes()).update(&sections);
        let mut eight = [0; 8];
        hasher.finalize_xof().fill(&mut eight);
        let bytes = head.len() + sections.len();
        Ok(Self { head, sections, hash: u64::from_le_bytes(eight), bytes })
    }

    /// As it is written: long sections compressed at a level of zstd's.
    pub(crate) fn compressed(self, level: i32) -> io::Result<Self> {
        if self.sections.len() < LONG_SECTIONS {
            return Ok(self);
        }
        Ok(Self { sections: zstd::bulk::compress(&self.sections, level)?, ..self })
    }
}

/// The document of a head.
///
/// Its type is written first; the rest is then read as an object of that type. Reading a type out of an object makes a
/// copy of every value of it before.
pub(crate) fn head_document(head: &str) -> serde_json::Result<Document> {
    let object = |start: &str| head.strip_prefix(start).map(|rest| ["{", rest].concat());
    if let Some(patent) = object(r#"{"type":"patent","#) {
        return serde_json::from_str(&patent).map(Document::Patent);
    }
    match object(r#"{"type":"article","#) {
        Some(article) => serde_json::from_str(&article).map(Document::Article),
        None => serde_json::from_str(head),
    }
}

/// The JSON of sections as they are stored.
pub(crate) fn sections_json(stored: &[u8]) -> io::Result<Cow<'_, [u8]>> {
    match stored.starts_with(&ZSTD_MAGIC) {
        true => zstd::decode_all(stored).map(Cow::Owned),
        false => Ok(Cow::Borrowed(stored)),
    }
}

/// The description of a patent, the body of an article.
pub(crate) fn sections_of(document: &mut Document) -> &mut Vec<Section> {
    match document {
        Document::Patent(patent) => &mut patent.description,
        Document::Article(article) => &mut article.body,
    }
}

/// A stored document as it comes from the store.
pub(crate) struct StoredParts {
    pub head: String,
    /// As [`StoredForm::sections`].
    pub sections: Vec<u8>,
}

/// The head only.
pub(crate) struct StoredHead(pub String);

/// A value, as the engine hands it out.
struct Text(String);

struct Bytes(Vec<u8>);

impl ValueDeserialize for Text {
    fn deserialize<'de, D: ValueDeserializer<'de>>(deserializer: D) -> Result<Self, DeserializeError> {
        deserializer.deserialize_string().map(Self)
    }
}

impl ValueDeserialize for Bytes {
    fn deserialize<'de, D: ValueDeserializer<'de>>(deserializer: D) -> Result<Self, DeserializeError> {
        deserializer.deserialize_bytes().map(Self)
    }
}

/// The next value, in the order in which the mapping adds them: the head, then the sections.
fn next<'de, V: ValueDeserialize>(
    deserializer: &mut impl DocumentDeserializer<'de>,
) -> Result<V, DeserializeError> {
    let value = deserializer.next_field()?.map(|(_, value): (Field, V)| value);
    value.ok_or_else(|| DeserializeError::custom("the stored document lacks its head or its sections"))
}

impl DocumentDeserialize for StoredParts {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut deserializer: D) -> Result<Self, DeserializeError> {
        let Text(head) = next(&mut deserializer)?;
        let Bytes(sections) = next(&mut deserializer)?;
        Ok(Self { head, sections })
    }
}

impl DocumentDeserialize for StoredHead {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut deserializer: D) -> Result<Self, DeserializeError> {
        let Text(head) = next(&mut deserializer)?;
        Ok(Self(head))
    }
}

#[cfg(test)]
mod tests {
    use model::Patent;

    use super::*;

    /// Sections come back as they were, and are compressed where they are long.
    #[track_caller]
    fn check(paragraph: &str, is_compressed: bool) {
        let mut patent = Patent::new("JP-1-A".parse().unwrap());
        let paragraphs = vec![model::Paragraph { number: None, text: paragraph.to_owned() }];
        patent.description = vec![Section { heading: None, language: model::Language::JA, paragraphs }];
        let mut document = Document::Patent(Box::new(patent));
        let before = document.clone();
        let stored = StoredForm::of(&mut document).unwrap().compressed(3).unwrap();
        assert_eq!(document, before);
        sections_of(&mut document).clear();
        assert_eq!(head_document(&stored.head).unwrap(), document);
        document = before;
        let json = sections_json(&stored.sections).unwrap();
        assert_eq!(json, serde_json::to_vec(sections_of(&mut document)).unwrap());
        assert_eq!(stored.bytes, stored.head.len() + json.len());
        assert_eq!(stored.sections.len() < json.len(), is_compressed);
        assert_eq!(StoredForm::of(&mut document).unwrap().hash, stored.hash);
    }

    #[test]
    fn long_sections_are_compressed_by_themselves() {
        check("", false);
        check("電池", false);
        check(&"電池".repeat(LONG_SECTIONS), true);
        assert!(sections_json(&ZSTD_MAGIC).is_err());
    }
}
