//! A segment in the making: what documents bring, until it is written in the engine's formats.
//!
//! The engine's own writer meets its table of terms at each occurrence of a term, and writes one field after the other
//! on one core. Here terms and postings are gathered field by field ([`postings`]), and the fields of a segment are
//! written side by side; columns and stored documents are written by the engine's own code.

mod dictionary;
mod field;
mod files;
mod occurrences;
mod postings;
mod terms;
mod transducer;

use std::collections::HashMap;

use analysis::{Analyzer, Analyzers, WrittenReader};
use tantivy::{
    Segment,
    fastfield::FastFieldsWriter,
    fieldnorm::FieldNormReader,
    index::SegmentComponent,
    schema::Field,
    store::StoreWriter,
    tokenizer::{MAX_TOKEN_LEN, TokenizerManager},
};

use crate::{
    KeywordField, Schema,
    mapping::{FieldValue, FieldValues},
};
use postings::{Postings, Scratch};

/// Gathers documents until [`finish`](Self::finish) writes their segment.
pub(crate) struct SegmentBuilder {
    segment: Segment,
    /// By field id; `None` where a field is not indexed.
    fields: Vec<Option<IndexedField>>,
    columns: FastFieldsWriter,
    store: StoreWriter,
    /// Documents so far, those included that were deleted again.
    documents: u32,
    /// By what tells documents apart.
    of_keys: HashMap<u128, u32>,
    deleted: Vec<u32>,
    scratch: Scratch,
}

struct IndexedField {
    postings: Postings,
    /// By document, in the engine's short form; shorter than the documents where the last ones have no value.
    lengths: Option<Vec<u8>>,
    /// Of keywords that are not one term as they stand; texts and names come as terms.
    analyzer: Option<Analyzer>,
}

impl SegmentBuilder {
    /// A builder for a segment that the engine has named.
    pub(crate) fn new(segment: Segment, schema: &Schema, analyzers: &Analyzers) -> tantivy::Result<Self> {
        let engine = schema.tantivy();
        let of_keywords: Vec<Field> =
            KeywordField::ALL.iter().map(|keyword| schema.keyword(*keyword)).collect();
        let fields = engine.fields().map(|(field, entry)| {
            let record = entry.field_type().index_record_option()?;
            let analyzer = schema.analyzer(field).filter(|_| of_keywords.contains(&field));
            Some(IndexedField {
                postings: Postings::new(record),
                lengths: entry.has_fieldnorms().then(Vec::new),
                analyzer: analyzer.and_then(|name| analyzers.get(name)),
            })
        });
        let fields = fields.collect();
        // Columns hold values as they are, which the engine's tokenizer for that does not change.
        let columns =
            FastFieldsWriter::from_schema_and_tokenizer_manager(engine, TokenizerManager::default())?;
        let settings = segment.index().settings();
        let store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            settings.docstore_compress_dedicated_thread,
        )?;
        Ok(Self {
            segment,
            fields,
            columns,
            store,
            documents: 0,
            of_keys: HashMap::new(),
            deleted: Vec::new(),
            scratch: Scratch::default(),
        })
    }

    /// Adds a document; the builder has none that lives of the same key.
    pub(crate) fn add(&mut self, key: u128, document: &FieldValues) -> tantivy::Result<()> {
        let number = self.documents;
        self.documents += 1;
        self.of_keys.insert(key, number);
        for (field, value) in &document.values {
            if let Some(indexed) = &mut self.fields[field.field_id() as usize] {
                indexed.add(number, value, &document.terms);
            }
        }
        for indexed in self.fields.iter_mut().flatten() {
            indexed.postings.end_document(&mut self.scratch);
        }
        self.columns.add_document(document)?;
        Ok(self.store.store(document, &self.segment.schema())?)
    }

    /// Deletes a document; false if there is none of the key.
    pub(crate) fn delete(&mut self, key: u128) -> bool {
        let document = self.of_keys.remove(&key);
        self.deleted.extend(document);
        document.is_some()
    }

    /// Bytes of memory that gathering takes and [`finish`](Self::finish) will, about.
    pub(crate) fn memory(&self) -> usize {
        let fields: usize = self.fields.iter().flatten().map(IndexedField::memory).sum();
        fields + self.columns.mem_usage() + self.store.mem_usage() + self.of_keys.capacity() * 40
    }
}

impl IndexedField {
    fn add(&mut self, document: u32, value: &FieldValue, terms: &[u8]) {
        let mut count = 0;
        let mut add = |term: &[u8], position: u32| {
            // As the engine does; only a value that is one term can be as long.
            if MAX_TOKEN_LEN < term.len() {
                tracing::warn!(bytes = term.len(), "a term is too long and cannot be searched");
                return;
            }
            self.postings.add(document, term, position);
            count += 1;
        };
        match value {
            FieldValue::Terms(range) => {
                WrittenReader::new(&terms[range.clone()]).for_each(|(term, position)| add(term, position));
            }
            FieldValue::Text(text) => match &mut self.analyzer {
                None => add(text.as_bytes(), 0),
                Some(analyzer) => {
                    analyzer
                        .analyze(text)
                        .iter()
                        .for_each(|token| add(token.term.as_bytes(), token.position));
                }
            },
            FieldValue::Number(number) => add(&number.to_be_bytes(), 0),
            FieldValue::Bytes(_) => {}
        }
        if let Some(lengths) = &mut self.lengths {
            lengths.resize(document as usize, 0);
            lengths.push(FieldNormReader::fieldnorm_to_id(count));
        }
    }

    fn memory(&self) -> usize {
        self.postings.memory() + self.lengths.as_ref().map_or(0, Vec::capacity)
    }
}

#[cfg(test)]
mod tests;
