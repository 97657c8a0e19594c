//! From values of a column to its documents and back.

use std::collections::BTreeSet;

use indexer::{Generation, KeywordField};
use tantivy::{DocSet, SegmentReader, TERMINATED, Term, columnar::StrColumn, schema::IndexRecordOption};

use super::reference::References;
use crate::{
    QueryError,
    bits::Bits,
    found::{Found, InSegment},
};

/// A column of numbers, alone or followed by more after a tab, and the field that finds them as terms.
pub(super) struct NumberColumn {
    column: KeywordField,
    terms: KeywordField,
}

pub(super) const CITATIONS: NumberColumn =
    NumberColumn { column: KeywordField::Citation, terms: KeywordField::Cites };

/// Literature without a DOI: not looked up by number.
pub(super) const LITERATURE: NumberColumn =
    NumberColumn { column: KeywordField::CitedLiterature, terms: KeywordField::CitedKey };

pub(super) const IDS: NumberColumn = NumberColumn { column: KeywordField::Id, terms: KeywordField::Id };

/// Where at least one value in so many is looked for, the whole dictionary is read instead of each value's place:
/// a look-up decompresses a block of values, and reads some hundred of them.
pub(super) const VALUES_A_LOOKUP: usize = 200;

impl NumberColumn {
    /// Calls for each distinct value of the documents found, in each segment.
    pub(super) fn values_of(
        &self,
        generation: &Generation,
        documents: &Found,
        mut each: impl FnMut(&str) -> Result<(), QueryError>,
    ) -> Result<(), QueryError> {
        for segment in generation.searcher().segment_readers() {
            let Some(column) = segment.fast_fields().str(self.column.as_str())? else { continue };
            let Some(documents) = documents.in_segment(segment) else { continue };
            let mut ordinals = Bits::below(column.num_terms());
            for document in documents.iter() {
                column.term_ords(document).for_each(|ordinal| {
                    ordinals.insert(ordinal as u32);
                });
            }
            read_values(&column, &ordinals, |_, value| each(value))?;
        }
        Ok(())
    }

    /// The documents with a value that is accepted, whatever the values are.
    pub(super) fn documents_with_any(
        &self,
        generation: &Generation,
        accepts: impl Fn(&str) -> bool,
    ) -> Result<Found, QueryError> {
        Found::collect(generation, |segment, found| {
            let Some(column) = segment.fast_fields().str(self.column.as_str())? else { return Ok(()) };
            self.scan(segment, &column, &accepts, found)
        })
    }

    /// The documents with a value that is accepted; those accepted have a number that is among `numbers`.
    pub(super) fn documents(
        &self,
        generation: &Generation,
        numbers: &References,
        accepts: impl Fn(&str) -> bool,
    ) -> Result<Found, QueryError> {
        Found::collect(generation, |segment, found| {
            let Some(column) = segment.fast_fields().str(self.column.as_str())? else { return Ok(()) };
            if column.num_terms() / VALUES_A_LOOKUP < numbers.len() {
                self.scan(segment, &column, &accepts, found)
            } else {
                self.look_up(generation, segment, &column, numbers, &accepts, found)
            }
        })
    }

    /// Reads the whole dictionary, then the values of every document.
    fn scan(
        &self,
        segment: &SegmentReader,
        column: &StrColumn,
        accepts: &impl Fn(&str) -> bool,
        found: &mut InSegment<'_>,
    ) -> tantivy::Result<()> {
        let mut accepted = Bits::below(column.num_terms());
        let mut values = column.dictionary().stream()?;
        while values.advance() {
            if accepts(text(values.key())?) {
                accepted.insert(values.term_ord() as u32);
            }
        }
        for document in 0..segment.max_doc() {
            if column.term_ords(document).any(|ordinal| accepted.contains(ordinal as u32)) {
                found.insert(document);
            }
        }
        Ok(())
    }

    /// Looks each number up, in the dictionary and then among the terms.
    fn look_up(
        &self,
        generation: &Generation,
        segment: &SegmentReader,
        column: &StrColumn,
        numbers: &References,
        accepts: &impl Fn(&str) -> bool,
        found: &mut InSegment<'_>,
    ) -> tantivy::Result<()> {
        let mut ordinals = BTreeSet::new();
        let mut terms = BTreeSet::new();
        for base in numbers.bases() {
            // `EP-1` alone, before a tab, before a kind: everything from it to the next number that is longer.
            let mut values = column.dictionary().prefix_range(base).into_stream()?;
            while values.advance() {
                let value = text(values.key())?;
                let ends = matches!(value.as_bytes().get(base.len()), None | Some(b'\t' | b'-'));
                if ends && accepts(value) {
                    ordinals.insert(values.term_ord());
                    terms.insert(value.split('\t').next().unwrap_or_default().to_owned());
                }
            }
        }
        let field = generation.schema().keyword(self.terms);
        let inverted = segment.inverted_index(field)?;
        for term in terms {
            let term = Term::from_field_text(field, &term);
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                let document = postings.doc();
                if column.term_ords(document).any(|ordinal| ordinals.contains(&ordinal)) {
                    found.insert(document);
                }
                postings.advance();
            }
        }
        Ok(())
    }
}

/// Calls with each of the ordinals and its value, in order: a block of values is decompressed once for all in it.
pub(super) fn read_values(
    column: &StrColumn,
    ordinals: &Bits,
    mut each: impl FnMut(u32, &str) -> Result<(), QueryError>,
) -> Result<(), QueryError> {
    let ordinals: Vec<u64> = ordinals.iter().map(u64::from).collect();
    let mut next = ordinals.iter();
    let mut result = Ok(());
    column.dictionary().sorted_ords_to_term_cb(&ordinals, |value| {
        let ordinal = next.next().copied().unwrap_or_default() as u32;
        if result.is_ok() {
            result = text(value).map_err(QueryError::from).and_then(|value| each(ordinal, value));
        }
    })?;
    result
}

fn text(value: &[u8]) -> std::io::Result<&str> {
    std::str::from_utf8(value).map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))
}
