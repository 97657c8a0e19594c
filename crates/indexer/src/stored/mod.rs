//! The stored form: a document as JSON, in two parts, so that a page of hits never parses a description.
//!
//! Each part is packed by itself, so that reading one hit unpacks nothing else; what documents have in common is in a
//! dictionary beside them ([`Packer`]). The engine compresses whole blocks of documents, of which one hit needs a tenth.

mod packer;
mod unpacker;

use model::{Document, Section};
use tantivy::schema::{
    Field,
    document::{
        DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize, ValueDeserializer,
    },
};

pub(crate) use packer::Packer;
pub(crate) use unpacker::Unpacker;

/// What documents are packed by, in a generation's folder; one that is small has none.
pub(crate) const DICTIONARY_FILE: &str = "stored.dictionary";

/// What a frame of zstd begins with (RFC 8878, section 3.1.1), which no JSON does.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// What is written of a document, and what tells it from another version of the document.
pub(crate) struct StoredForm {
    /// JSON of the document without description or body, or that packed.
    pub head: Vec<u8>,
    /// JSON of the description's or body's sections, or that packed.
    pub sections: Vec<u8>,
    /// 64 bits of the BLAKE3 hash of the JSON of both.
    pub hash: u64,
    /// Bytes of the JSON of both.
    pub bytes: usize,
}

impl StoredForm {
    /// Not packed yet. The document is unchanged afterwards.
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
        let bytes = head.len() + sections.len();
        Ok(Self { head, sections, hash: u64::from_le_bytes(eight), bytes })
    }
}

/// The document of a head.
///
/// Its type is written first; the rest is then read as an object of that type. Reading a type out of an object makes a
/// copy of every value of it before.
pub(crate) fn head_document(mut head: Vec<u8>) -> serde_json::Result<Document> {
    let mut object = |start: &[u8]| {
        let is_here = head.starts_with(start);
        if is_here {
            head[start.len() - 1] = b'{';
        }
        is_here.then_some(start.len() - 1)
    };
    if let Some(from) = object(br#"{"type":"patent","#) {
        return serde_json::from_slice(&head[from..]).map(Document::Patent);
    }
    match object(br#"{"type":"article","#) {
        Some(from) => serde_json::from_slice(&head[from..]).map(Document::Article),
        None => serde_json::from_slice(&head),
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
    pub head: Vec<u8>,
    pub sections: Vec<u8>,
}

/// The head only.
pub(crate) struct StoredHead(pub Vec<u8>);

/// A value, as the engine hands it out.
struct Bytes(Vec<u8>);

impl ValueDeserialize for Bytes {
    fn deserialize<'de, D: ValueDeserializer<'de>>(deserializer: D) -> Result<Self, DeserializeError> {
        deserializer.deserialize_bytes().map(Self)
    }
}

/// The next value, in the order in which the mapping adds them: the head, then the sections.
fn next<'de>(deserializer: &mut impl DocumentDeserializer<'de>) -> Result<Vec<u8>, DeserializeError> {
    let value = deserializer.next_field()?.map(|(_, Bytes(value)): (Field, Bytes)| value);
    value.ok_or_else(|| DeserializeError::custom("the stored document lacks its head or its sections"))
}

impl DocumentDeserialize for StoredParts {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut deserializer: D) -> Result<Self, DeserializeError> {
        let (head, sections) = (next(&mut deserializer)?, next(&mut deserializer)?);
        Ok(Self { head, sections })
    }
}

impl DocumentDeserialize for StoredHead {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut deserializer: D) -> Result<Self, DeserializeError> {
        next(&mut deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use model::{Article, Patent};

    use super::*;

    /// The parts of a document are its document again.
    #[track_caller]
    fn check(mut document: Document) {
        let before = document.clone();
        let stored = StoredForm::of(&mut document).unwrap();
        assert_eq!(document, before);
        assert_eq!(stored.bytes, stored.head.len() + stored.sections.len());
        let mut read = head_document(stored.head).unwrap();
        *sections_of(&mut read) = serde_json::from_slice(&stored.sections).unwrap();
        assert_eq!(read, document);
    }

    #[test]
    fn a_document_is_read_from_its_parts() {
        let paragraphs = vec![model::Paragraph { number: None, text: "電池".to_owned() }];
        let sections = vec![Section { heading: None, language: model::Language::JA, paragraphs }];
        let mut patent = Patent::new("JP-1-A".parse().unwrap());
        patent.description.clone_from(&sections);
        check(Document::Patent(Box::new(patent)));
        let mut article = Article::new("doi:10.1/a".parse().unwrap());
        article.body = sections;
        check(Document::Article(Box::new(article)));
    }
}
