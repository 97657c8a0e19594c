//! The terms of an index, document by document: what peers index, so that every engine has the same terms.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use indexer::Generation;
use model::{Document, Language};
use tantivy::{
    DocAddress, DocSet, SegmentReader, TERMINATED,
    postings::Postings,
    schema::{Field, IndexRecordOption},
};

/// A segment of an index by its documents.
pub(crate) struct SegmentTerms {
    pub(crate) dictionary: Vec<String>,
    pub(crate) documents: Vec<DocumentTerms>,
}

/// What a peer indexes of a document.
pub(crate) struct DocumentTerms {
    pub(crate) id: String,
    pub(crate) year: u16,
    pub(crate) document_type: &'static str,
    pub(crate) languages: Vec<String>,
    /// JSON of the document without its long text, which every engine reads of its hits.
    pub(crate) head: Vec<u8>,
    /// JSON of the long text, which every engine stores beside it.
    pub(crate) sections: Vec<u8>,
    /// By the place of the field among all: terms of the dictionary at positions, by position.
    pub(crate) fields: Vec<(usize, Vec<(u32, u32)>)>,
}

/// The names of the text fields.
pub(crate) fn field_names(generation: &Generation) -> Vec<String> {
    let schema = generation.schema();
    schema.text_fields().iter().map(|text| schema.tantivy().get_field_name(text.field).to_owned()).collect()
}

/// The terms of each segment, one segment after the other.
pub(crate) fn segments(generation: &Generation) -> impl Iterator<Item = SegmentTerms> {
    let readers = generation.searcher().segment_readers().iter().enumerate();
    readers.map(|(ordinal, reader)| of_segment(generation, ordinal as u32, reader))
}

fn of_segment(generation: &Generation, ordinal: u32, reader: &SegmentReader) -> SegmentTerms {
    let mut dictionary = Vec::new();
    let mut documents: Vec<DocumentTerms> = (0..reader.max_doc())
        .map(|document| {
            let address = DocAddress::new(ordinal, document);
            let sections = generation.sections(address).expect("a document");
            DocumentTerms {
                sections: serde_json::to_vec(&sections).expect("sections are JSON"),
                ..of_head(&generation.head(address).expect("a document"))
            }
        })
        .collect();
    for (place, text) in generation.schema().text_fields().iter().enumerate() {
        let mut of_field = vec![Vec::new(); documents.len()];
        collect(reader, text.field, &mut dictionary, &mut of_field);
        for (document, mut terms) in documents.iter_mut().zip(of_field) {
            if !terms.is_empty() {
                terms.sort_by_key(|(_, position)| *position);
                document.fields.push((place, terms));
            }
        }
    }
    SegmentTerms { dictionary, documents }
}

fn collect(
    reader: &SegmentReader,
    field: Field,
    dictionary: &mut Vec<String>,
    documents: &mut [Vec<(u32, u32)>],
) {
    let index = reader.inverted_index(field).expect("a text field has terms");
    let mut terms = index.terms().stream().expect("terms are readable");
    let mut positions = Vec::new();
    while terms.advance() {
        let term = dictionary.len() as u32;
        dictionary.push(String::from_utf8(terms.key().to_vec()).expect("terms are UTF-8"));
        let mut postings = index
            .read_postings_from_terminfo(terms.value(), IndexRecordOption::WithFreqsAndPositions)
            .expect("postings are readable");
        while postings.doc() != TERMINATED {
            postings.positions(&mut positions);
            let document = &mut documents[postings.doc() as usize];
            document.extend(positions.iter().map(|position| (term, *position)));
            postings.advance();
        }
    }
}

fn of_head(document: &Document) -> DocumentTerms {
    let texts = document.titles().iter().chain(document.abstracts());
    let mut languages: BTreeSet<Language> = texts.map(|text| text.language).collect();
    if let Document::Patent(patent) = document {
        languages.extend(patent.claims.iter().map(|claim| claim.language));
    }
    DocumentTerms {
        id: document.id().to_string(),
        year: document.published().map_or(0, |date| date.year()),
        document_type: document.document_type().as_str(),
        languages: languages.iter().map(ToString::to_string).collect(),
        head: serde_json::to_vec(document).expect("a document is JSON"),
        sections: Vec::new(),
        fields: Vec::new(),
    }
}

/// Writes all segments for the driver of Lucene, which reads them in `lucene/Indexing.java`: numbers of 32 bits, the
/// highest byte first.
pub(crate) fn write(generation: &Generation, to: &mut impl Write) -> io::Result<()> {
    let names = field_names(generation);
    number(to, names.len())?;
    names.iter().try_for_each(|name| bytes(to, name.as_bytes()))?;
    number(to, generation.searcher().segment_readers().len())?;
    for SegmentTerms { dictionary, documents } in segments(generation) {
        number(to, dictionary.len())?;
        dictionary.iter().try_for_each(|term| bytes(to, term.as_bytes()))?;
        number(to, documents.len())?;
        for document in documents {
            bytes(to, document.id.as_bytes())?;
            number(to, usize::from(document.year))?;
            bytes(to, document.document_type.as_bytes())?;
            number(to, document.languages.len())?;
            document.languages.iter().try_for_each(|language| bytes(to, language.as_bytes()))?;
            bytes(to, &document.head)?;
            bytes(to, &document.sections)?;
            number(to, document.fields.len())?;
            for (field, terms) in document.fields {
                number(to, field)?;
                number(to, terms.len())?;
                for (term, position) in terms {
                    to.write_all(&term.to_be_bytes())?;
                    to.write_all(&position.to_be_bytes())?;
                }
            }
        }
    }
    to.flush()
}

/// A number of 32 bits.
pub(crate) fn number(to: &mut impl Write, number: usize) -> io::Result<()> {
    to.write_all(&u32::try_from(number).expect("a number of 32 bits").to_be_bytes())
}

/// Bytes behind their number.
pub(crate) fn bytes(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    number(to, bytes.len())?;
    to.write_all(bytes)
}
