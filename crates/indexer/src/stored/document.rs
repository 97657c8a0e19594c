//! Documents as they are stored, read as far as they are asked for.

use std::{fmt, ops::Range, path::Path, sync::Arc};

use model::{Claim, Document, Section, Text};
use serde::de::DeserializeOwned;
use tantivy::{
    DocAddress, Searcher, Segment, SegmentReader,
    directory::{OwnedBytes, error::OpenReadError},
    index::SegmentComponent,
};

use super::{
    Cited, CitedIds, PARTS, StoredClaim, StoredPart, StoredSection, Unpacker, abstracts_of, compact, front,
    layout, put_claims, sections_of, store::Store,
};
use crate::IndexError;

/// The stored documents of a generation.
pub(crate) struct StoredDocuments {
    /// One a segment.
    stores: Vec<Store>,
    unpacker: Arc<Unpacker>,
}

/// A document of a generation: what stands in front is read, the rest where it is asked for. Cheap to clone but for
/// the front; the generation's files stay readable as long as it lives.
#[derive(Clone)]
pub struct StoredDocument {
    front: Document,
    packed: Packed,
}

/// The parts of one document.
#[derive(Clone)]
struct Packed {
    bytes: OwnedBytes,
    /// By [`StoredPart`].
    parts: [Range<usize>; PARTS],
    unpacker: Arc<Unpacker>,
    address: DocAddress,
}

impl StoredDocuments {
    /// Of the generation in a folder.
    pub(crate) fn open(searcher: &Searcher, folder: &Path) -> Result<Self, IndexError> {
        let failed = IndexError::engine("opening the stored documents", folder);
        let segments = searcher.index().searchable_segments().map_err(failed)?;
        let store_of = |reader: &SegmentReader| {
            let segment = segments.iter().find(|segment| segment.id() == reader.segment_id());
            let segment = segment.ok_or_else(|| IndexError::damaged(folder, &"a segment is not listed"))?;
            open_store(segment, folder)
        };
        let stores = searcher.segment_readers().iter().map(store_of).collect::<Result<_, _>>()?;
        Ok(Self { stores, unpacker: Arc::new(Unpacker::open(folder)?) })
    }

    /// Damage of the front is an error here, damage of the rest where it is asked for.
    pub(crate) fn read(&self, address: DocAddress) -> Result<StoredDocument, IndexError> {
        StoredDocument::of(self.packed(address)?)
    }

    /// The description of a patent, the body of an article.
    pub(crate) fn sections(&self, address: DocAddress) -> Result<Vec<Section>, IndexError> {
        self.packed(address)?.parse(StoredPart::Sections)
    }

    fn packed(&self, address: DocAddress) -> Result<Packed, IndexError> {
        let store = &self.stores[address.segment_ord as usize];
        let bytes = store
            .get(address.doc_id)
            .map_err(|error| damaged(&self.unpacker, address, &error.to_string()))?;
        Packed::of(bytes, Arc::clone(&self.unpacker), address)
    }
}

impl StoredDocument {
    fn of(packed: Packed) -> Result<Self, IndexError> {
        let front = packed.read(StoredPart::Front, front::read)?;
        Ok(Self { front, packed })
    }

    /// What a list shows of the document: all but abstracts, claims, what it cites, and description or body.
    pub fn front(&self) -> &Document {
        &self.front
    }

    /// See [`Self::front`].
    pub fn into_front(self) -> Document {
        self.front
    }

    pub fn abstracts(&self) -> Result<Vec<Text>, IndexError> {
        self.packed.parse(StoredPart::Abstracts)
    }

    /// Of a patent; none of an article.
    pub fn claims(&self) -> Result<Vec<Claim>, IndexError> {
        self.packed.parse(StoredPart::Claims)
    }

    /// The citations of a patent, the references of an article.
    pub fn cited(&self) -> Result<Cited, IndexError> {
        self.packed.read(StoredPart::Cited, |json| serde_json::from_slice(json))
    }

    /// The same by their ids, in their order: patents by their numbers, articles by `doi:…`; what has neither is left
    /// out.
    pub fn cited_ids(&self) -> Result<Vec<String>, IndexError> {
        self.packed.read(StoredPart::Cited, |json| {
            serde_json::from_slice::<CitedIds<'_>>(json).map(CitedIds::into_ids)
        })
    }

    /// The description of a patent, the body of an article.
    pub fn sections(&self) -> Result<Vec<Section>, IndexError> {
        self.packed.parse(StoredPart::Sections)
    }

    /// What `read` makes of the claims of a patent; of none, for an article.
    pub fn read_claims<T>(&self, read: impl FnOnce(&[StoredClaim<'_>]) -> T) -> Result<T, IndexError> {
        self.packed.read(StoredPart::Claims, |bytes| {
            compact::read::<Vec<StoredClaim<'_>>>(bytes).map(|claims| read(&claims))
        })
    }

    /// What `read` makes of the description of a patent or the body of an article.
    pub fn read_sections<T>(&self, read: impl FnOnce(&[StoredSection<'_>]) -> T) -> Result<T, IndexError> {
        self.packed.read(StoredPart::Sections, |bytes| {
            compact::read::<Vec<StoredSection<'_>>>(bytes).map(|sections| read(&sections))
        })
    }

    /// The front with its abstracts.
    pub fn into_summary(self) -> Result<Document, IndexError> {
        let abstracts = self.abstracts()?;
        let mut document = self.front;
        *abstracts_of(&mut document) = abstracts;
        Ok(document)
    }

    /// The document without its sections: without description or body.
    pub fn into_head(self) -> Result<Document, IndexError> {
        let (claims, cited) = (self.claims()?, self.cited()?);
        let mut document = self.into_summary()?;
        put_claims(&mut document, claims);
        cited.put(&mut document);
        Ok(document)
    }

    /// The document with its sections.
    pub fn into_whole(self) -> Result<Document, IndexError> {
        let sections = self.sections()?;
        let mut document = self.into_head()?;
        *sections_of(&mut document) = sections;
        Ok(document)
    }
}

impl fmt::Debug for StoredDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredDocument").field("front", &self.front).finish_non_exhaustive()
    }
}

impl Packed {
    fn of(bytes: OwnedBytes, unpacker: Arc<Unpacker>, address: DocAddress) -> Result<Self, IndexError> {
        match layout::parted(&bytes) {
            Some(parts) => Ok(Self { bytes, parts, unpacker, address }),
            None => Err(damaged(&unpacker, address, "its parts are cut off")),
        }
    }

    fn parse<T: DeserializeOwned>(&self, part: StoredPart) -> Result<T, IndexError> {
        self.read(part, |bytes| compact::read(bytes))
    }

    fn read<T, E: fmt::Display>(
        &self,
        part: StoredPart,
        parse: impl FnOnce(&[u8]) -> Result<T, E>,
    ) -> Result<T, IndexError> {
        let stored = &self.bytes[self.parts[part as usize].clone()];
        let told = |error: &dyn fmt::Display| damaged(&self.unpacker, self.address, &error.to_string());
        let parsed = self.unpacker.unpacked(stored, parse).map_err(|error| told(&error))?;
        parsed.map_err(|error| told(&error))
    }
}

fn open_store(segment: &Segment, folder: &Path) -> Result<Store, IndexError> {
    let failed = |error: OpenReadError| IndexError::engine("opening stored documents", folder)(error.into());
    let file = segment.open_read(SegmentComponent::Store).map_err(failed)?;
    let bytes = file.read_bytes().map_err(IndexError::io("read", folder))?;
    Store::open(&bytes).map_err(|error| {
        IndexError::damaged(folder, &format!("the documents of segment {}: {error}", segment.id()))
    })
}

fn damaged(unpacker: &Unpacker, address: DocAddress, reason: &str) -> IndexError {
    let DocAddress { segment_ord, doc_id } = address;
    IndexError::damaged(unpacker.folder(), &format!("document {doc_id} of segment {segment_ord}: {reason}"))
}

#[cfg(test)]
mod tests {
    use model::{Article, ClaimCategory, Language, Paragraph, Patent, PatentCitation, Reference, Text};
    use tempfile::TempDir;

    use super::{
        super::{StoredForm, StoredParagraph, take_claims},
        *,
    };

    fn claim(text: &str) -> Claim {
        Claim {
            number: 1,
            language: Language::EN,
            text: text.to_owned(),
            category: None,
            depends_on: Vec::new(),
        }
    }

    fn section(text: &str) -> Section {
        let paragraphs = vec![
            Paragraph { number: None, text: text.to_owned() },
            Paragraph { number: Some("0002".to_owned()), text: format!("\"{text}\"\n{text}") },
        ];
        Section { heading: Some(format!("【{text}】")), language: Language::JA, paragraphs }
    }

    fn patent() -> Patent {
        let citation = r#"{"text":"US 1,234,567 A","number":"US-1234567-A"}"#;
        Patent {
            titles: vec![Text::new(Language::JA, "二次電池")],
            abstracts: vec![Text::new(Language::JA, "【課題】\n容量を\"2倍\"にする。")],
            claims: vec![
                claim("A cell that has an anode, a cathode and a separator between them."),
                Claim {
                    number: 2,
                    category: Some(ClaimCategory::Use),
                    depends_on: vec![1],
                    ..claim("The cell of claim 1,\nwith a \"lid\".")
                },
            ],
            citations: vec![serde_json::from_str::<PatentCitation>(citation).unwrap()],
            literature: vec![
                serde_json::from_str(r#"{"text":"Y. Sato, Cells, 2001"}"#).unwrap(),
                serde_json::from_str(r#"{"text":"A \"cell\"","doi":"10.1000/\u0061b"}"#).unwrap(),
            ],
            description: vec![section("電池は正極と負極を備える。")],
            ..Patent::new("JP-1-A".parse().unwrap())
        }
    }

    fn stored(bytes: Vec<u8>, folder: &TempDir) -> Result<StoredDocument, IndexError> {
        let unpacker = Unpacker::open(folder.path()).unwrap();
        let address = DocAddress { segment_ord: 2, doc_id: 7 };
        StoredDocument::of(Packed::of(OwnedBytes::new(bytes), Arc::new(unpacker), address)?)
    }

    /// Without what is not read of them.
    fn told_claims(claims: &[StoredClaim<'_>]) -> Vec<Claim> {
        let told = |claim: &StoredClaim<'_>| Claim {
            number: claim.number,
            language: claim.language,
            text: claim.text.to_string(),
            category: claim.category,
            depends_on: if claim.is_independent() { Vec::new() } else { vec![1] },
        };
        claims.iter().map(told).collect()
    }

    fn told_sections(sections: &[StoredSection<'_>]) -> Vec<Section> {
        let paragraph = |paragraph: &StoredParagraph<'_>| Paragraph {
            number: paragraph.number.map(str::to_owned),
            text: paragraph.text.to_string(),
        };
        let told = |section: &StoredSection<'_>| Section {
            heading: section.heading.map(str::to_owned),
            language: section.language,
            paragraphs: section.paragraphs.iter().map(paragraph).collect(),
        };
        sections.iter().map(told).collect()
    }

    fn ids(cited: &Cited) -> Vec<String> {
        let numbers = cited.citations.iter().filter_map(|citation| citation.number.as_ref());
        let dois = cited.literature.iter().filter_map(|citation| citation.doi.as_ref());
        let of_reference = |reference: &Reference| match (&reference.doi, &reference.patent) {
            (Some(doi), _) => Some(format!("doi:{doi}")),
            (None, Some(patent)) => Some(patent.to_string()),
            (None, None) => None,
        };
        let references = cited.references.iter().filter_map(of_reference);
        let of_patent = numbers.map(ToString::to_string).chain(dois.map(|doi| format!("doi:{doi}")));
        of_patent.chain(references).collect()
    }

    /// The parts of a document are its document again.
    #[track_caller]
    fn check(mut document: Document) {
        let before = document.clone();
        let form = StoredForm::of(&mut document).unwrap();
        assert_eq!(document, before);
        let folder = tempfile::tempdir().unwrap();
        let stored = stored([b"engine", form.into_stored().as_slice()].concat(), &folder).unwrap();
        let mut parts = before.clone();
        assert_eq!(stored.read_claims(told_claims).unwrap(), stored.claims().unwrap());
        assert_eq!(stored.read_sections(told_sections).unwrap(), stored.sections().unwrap());
        assert_eq!(stored.sections().unwrap(), std::mem::take(sections_of(&mut parts)));
        assert_eq!(stored.clone().into_head().unwrap(), parts);
        let cited = Cited::take(&mut parts);
        assert_eq!(stored.cited_ids().unwrap(), ids(&cited));
        assert_eq!(stored.cited().unwrap(), cited);
        let mut summary = before.clone();
        let _ = (Cited::take(&mut summary), take_claims(&mut summary));
        sections_of(&mut summary).clear();
        assert_eq!(stored.clone().into_summary().unwrap(), summary);
        assert_eq!(stored.abstracts().unwrap(), std::mem::take(abstracts_of(&mut parts)));
        if let Document::Patent(patent) = &mut parts {
            assert_eq!(stored.claims().unwrap(), std::mem::take(&mut patent.claims));
        }
        assert_eq!(*stored.front(), parts);
        assert_eq!(stored.into_whole().unwrap(), before);
    }

    #[test]
    fn a_document_is_read_from_its_parts() {
        check(Document::Patent(Box::new(patent())));
        check(Document::Patent(Box::new(Patent::new("JP-1-A".parse().unwrap()))));
        let references = vec![
            Reference { text: "Sato, 2001".to_owned(), doi: None, patent: None },
            Reference { text: "Ito".to_owned(), doi: Some("10.1/b".parse().unwrap()), patent: None },
            Reference { text: "EP 1".to_owned(), doi: None, patent: Some("EP-1-A".parse().unwrap()) },
        ];
        let article = Article::new("doi:10.1/a".parse().unwrap());
        check(Document::Article(Box::new(article.clone())));
        let abstracts = vec![Text::new(Language::EN, "Cells"), Text::new(Language::JA, "電池")];
        let body = vec![section("本文")];
        check(Document::Article(Box::new(Article { abstracts, references, body, ..article })));
    }

    #[test]
    fn damage_is_told_where_the_part_is_read_and_nowhere_else() {
        let form = StoredForm::of(&mut Document::Patent(Box::new(patent()))).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let all = [
            StoredPart::Front,
            StoredPart::Abstracts,
            StoredPart::Claims,
            StoredPart::Cited,
            StoredPart::Sections,
        ];
        for part in all {
            let mut parts = form.parts.clone();
            parts[part as usize].pop();
            let read = stored(layout::joined(&parts), &folder);
            let told = match (part, &read) {
                (StoredPart::Front, Err(error)) => error.to_string(),
                (_, Ok(read)) => {
                    assert_eq!(read.abstracts().is_err(), part == StoredPart::Abstracts);
                    assert_eq!(read.claims().is_err(), part == StoredPart::Claims);
                    assert_eq!(read.cited().is_err(), part == StoredPart::Cited);
                    assert_eq!(read.cited_ids().is_err(), part == StoredPart::Cited);
                    assert_eq!(read.sections().is_err(), part == StoredPart::Sections);
                    assert_eq!(read.clone().into_head().is_err(), part != StoredPart::Sections);
                    read.clone().into_whole().unwrap_err().to_string()
                }
                (part, read) => panic!("{part:?}: {read:?}"),
            };
            assert!(told.contains("document 7 of segment 2: "), "{told}");
        }
        let bytes = form.bytes;
        let cut = form.into_stored().split_off(bytes);
        assert!(stored(cut, &folder).unwrap_err().to_string().contains("its parts are cut off"));
    }
}
