//! The stored form: a document as JSON, in two parts, so that a page of hits never parses a description.

use model::{Document, Section};
use tantivy::schema::{
    Field,
    document::{
        DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize, ValueDeserializer,
    },
};

/// What is written of a document, and what tells it from another version of the document.
pub(crate) struct StoredForm {
    /// JSON of the document without description or body.
    pub head: Vec<u8>,
    /// JSON of the description's or body's sections.
    pub sections: Vec<u8>,
    /// 64 bits of the BLAKE3 hash of both.
    pub hash: u64,
}

impl StoredForm {
    /// The document is unchanged afterwards.
    pub(crate) fn of(document: &mut Document) -> Result<Self, serde_json::Error> {
        let sections = std::mem::take(sections_of(document));
        let head = serde_json::to_vec(document);
        let text = serde_json::to_vec(&sections);
        *sections_of(document) = sections;
        let (head, sections) = (head?, text?);
        let mut hasher = blake3::Hasher::new();
        // The length keeps apart what would be one string of bytes if it were cut elsewhere.
        hasher.update(&(head.len() as u64).to_le_bytes()).update(&head).update(&sections);
        let mut eight = [0; 8];
        hasher.finalize_xof().fill(&mut eight);
        Ok(Self { head, sections, hash: u64::from_le_bytes(eight) })
    }

    pub(crate) fn bytes(&self) -> usize {
        self.head.len() + self.sections.len()
    }
}

/// The description of a patent, the body of an article.
pub(crate) fn sections_of(document: &mut Document) -> &mut Vec<Section> {
    match document {
        Document::Patent(patent) => &mut patent.description,
        Document::Article(article) => &mut article.body,
    }
}

/// A stored document as it comes from the store, in the order in which the mapping adds its values: the head first.
pub(crate) struct StoredValues(pub Vec<(Field, Vec<u8>)>);

/// The first stored value only.
pub(crate) struct StoredHead(pub Vec<u8>);

/// Bytes, as the engine hands them out.
struct Bytes(Vec<u8>);

impl ValueDeserialize for Bytes {
    fn deserialize<'de, D: ValueDeserializer<'de>>(deserializer: D) -> Result<Self, DeserializeError> {
        deserializer.deserialize_bytes().map(Self)
    }
}

impl DocumentDeserialize for StoredValues {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut deserializer: D) -> Result<Self, DeserializeError> {
        let mut values = Vec::with_capacity(deserializer.size_hint());
        while let Some((field, Bytes(bytes))) = deserializer.next_field()? {
            values.push((field, bytes));
        }
        Ok(Self(values))
    }
}

impl DocumentDeserialize for StoredHead {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut deserializer: D) -> Result<Self, DeserializeError> {
        match deserializer.next_field()? {
            Some((_, Bytes(bytes))) => Ok(Self(bytes)),
            None => Err(DeserializeError::custom("the stored document is empty")),
        }
    }
}
