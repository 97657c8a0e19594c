//! The stored form: a document in parts, so that a page of hits reads no more of it than it shows. Parts are written in
//! a form of their own ([`compact`]); what a document cites, of which mostly a little is read, is JSON.
//!
//! Each part but the front is packed by itself, so that reading one unpacks nothing else; what documents have in common
//! is in a dictionary beside them ([`Packer`]). The engine compresses whole blocks of documents, of which one hit needs
//! a tenth.

mod cited;
mod compact;
mod document;
mod front;
mod layout;
mod packer;
mod store;
mod texts;
mod unpacker;

use model::{Claim, Document, Section, Text};
use serde::ser;

pub use cited::Cited;
use cited::CitedIds;
use compact::CompactError;
pub use document::StoredDocument;
pub(crate) use document::StoredDocuments;
pub(crate) use packer::Packer;
pub use texts::{StoredClaim, StoredParagraph, StoredSection};
use unpacker::Unpacker;

/// What documents are packed by, in a generation's folder; one that is small has none.
pub(crate) const DICTIONARY_FILE: &str = "stored.dictionary";

/// What a frame of zstd begins with (RFC 8878, section 3.1.1). No part does: a front begins with 0 or 1, what is cited
/// with a brace, and in the others the third byte would begin the place of a field behind the 127th.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// A part of the stored form, in the order in which they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StoredPart {
    /// The document without what the other parts hold.
    Front,
    /// A page of hits needs them where it shows passages.
    Abstracts,
    /// Of a patent.
    Claims,
    /// A [`Cited`].
    Cited,
    /// The sections of the description or body.
    Sections,
}

/// How many parts there are.
const PARTS: usize = StoredPart::Sections as usize + 1;

/// What is written of a document, and what tells it from another version of the document.
pub(crate) struct StoredForm {
    /// By [`StoredPart`]: as they are read, or that packed.
    parts: [Vec<u8>; PARTS],
    /// Whether a [`Packer`] has packed what it packs of them.
    is_packed: bool,
    /// 64 bits of the BLAKE3 hash of all of them.
    pub hash: u64,
    /// Bytes of all of them, not packed.
    pub bytes: usize,
}

impl StoredForm {
    /// Not packed yet. The document is unchanged afterwards.
    pub(crate) fn of(document: &mut Document) -> Result<Self, CompactError> {
        let behind = BehindFront::take(document);
        let parts = behind.parts(document);
        behind.put(document);
        let parts = parts?;
        let mut hasher = blake3::Hasher::new();
        for part in &parts {
            // The length keeps apart what would be one string of bytes if it were cut elsewhere.
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        let mut eight = [0; 8];
        hasher.finalize_xof().fill(&mut eight);
        let bytes = parts.iter().map(Vec::len).sum();
        Ok(Self { parts, is_packed: false, hash: u64::from_le_bytes(eight), bytes })
    }

    /// The parts as they are stored.
    pub(crate) fn into_stored(self) -> Vec<u8> {
        layout::joined(&self.parts)
    }
}

/// What stands behind the front, out of its document while the front is written.
struct BehindFront {
    abstracts: Vec<Text>,
    claims: Vec<Claim>,
    cited: Cited,
    sections: Vec<Section>,
}

impl BehindFront {
    fn take(document: &mut Document) -> Self {
        Self {
            abstracts: std::mem::take(abstracts_of(document)),
            claims: take_claims(document),
            cited: Cited::take(document),
            sections: std::mem::take(sections_of(document)),
        }
    }

    fn put(self, document: &mut Document) {
        *abstracts_of(document) = self.abstracts;
        put_claims(document, self.claims);
        self.cited.put(document);
        *sections_of(document) = self.sections;
    }

    /// By [`StoredPart`].
    fn parts(&self, front: &Document) -> Result<[Vec<u8>; PARTS], CompactError> {
        Ok([
            front::write(front)?,
            compact::write(&self.abstracts)?,
            compact::write(&self.claims)?,
            serde_json::to_vec(&self.cited).map_err(ser::Error::custom)?,
            compact::write(&self.sections)?,
        ])
    }
}

fn take_claims(document: &mut Document) -> Vec<Claim> {
    match document {
        Document::Patent(patent) => std::mem::take(&mut patent.claims),
        Document::Article(_) => Vec::new(),
    }
}

fn put_claims(document: &mut Document, claims: Vec<Claim>) {
    if let Document::Patent(patent) = document {
        patent.claims = claims;
    }
}

fn abstracts_of(document: &mut Document) -> &mut Vec<Text> {
    match document {
        Document::Patent(patent) => &mut patent.abstracts,
        Document::Article(article) => &mut article.abstracts,
    }
}

/// The description of a patent, the body of an article.
fn sections_of(document: &mut Document) -> &mut Vec<Section> {
    match document {
        Document::Patent(patent) => &mut patent.description,
        Document::Article(article) => &mut article.body,
    }
}
