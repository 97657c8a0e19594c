//! Columns of keywords: the words of a segment, and one numbering of them for a whole generation.

use tantivy::{DocId, SegmentReader, columnar::StrColumn};

use crate::{ValueError, lists::Lists};

/// A keyword column of one segment, in memory.
pub(super) struct SegmentWords {
    /// Distinct words, ascending.
    pub(super) words: Vec<Box<str>>,
    /// By document: places in `words`, ascending.
    pub(super) of: Lists<u32>,
}

impl SegmentWords {
    /// What `keep` makes of each value of a column; `None` leaves the value out.
    pub(super) fn read(
        segment: &SegmentReader,
        column: &str,
        keep: impl Fn(&str) -> Option<&str>,
    ) -> Result<Self, ValueError> {
        let mut read = Self { words: Vec::new(), of: Lists::with_capacity(segment.max_doc() as usize) };
        let Some(column) = segment.fast_fields().str(column)? else {
            (0..segment.max_doc()).for_each(|_| read.of.end_list());
            return Ok(read);
        };
        let kept = read.words_of(&column, keep)?;
        let mut places = Vec::new();
        for document in 0..segment.max_doc() {
            places.extend(column.term_ords(document).filter_map(|ordinal| kept[ordinal as usize]));
            places.sort_unstable();
            places.dedup();
            places.drain(..).for_each(|place| read.of.push(place));
            read.of.end_list();
        }
        Ok(read)
    }

    /// The words of a document.
    pub(super) fn words_of_document(&self, document: DocId) -> Vec<&str> {
        self.of.of(document).iter().map(|at| &*self.words[*at as usize]).collect()
    }

    /// Reads the column's dictionary; gives the place of each ordinal's word.
    fn words_of(
        &mut self,
        column: &StrColumn,
        keep: impl Fn(&str) -> Option<&str>,
    ) -> Result<Vec<Option<u32>>, ValueError> {
        let mut values: Vec<Option<Box<str>>> = Vec::with_capacity(column.num_terms());
        for_each_word(column, |value| {
            values.push(keep(value).map(Box::from));
            Ok(())
        })?;
        self.words = values.iter().flatten().cloned().collect();
        self.words.sort_unstable();
        self.words.dedup();
        let place = |word: &str| self.words.binary_search_by(|known| (**known).cmp(word)).ok();
        Ok(values.iter().map(|value| place(value.as_deref()?).map(|place| place as u32)).collect())
    }
}

/// Calls for each word of a column's dictionary, in the order of their ordinals.
pub(super) fn for_each_word(
    column: &StrColumn,
    mut each: impl FnMut(&str) -> Result<(), ValueError>,
) -> Result<(), ValueError> {
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        let word = std::str::from_utf8(stream.key())
            .map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))?;
        each(word)?;
    }
    Ok(())
}

/// One numbering of the words of all segments: ascending, so that it is the same whatever the segments are.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: Vec<Box<str>>,
}

impl Vocabulary {
    /// The words of all, and by segment the number of each of its words.
    pub(super) fn merge(segments: &[&SegmentWords]) -> (Self, Vec<Vec<u32>>) {
        let mut words: Vec<Box<str>> =
            segments.iter().flat_map(|segment| segment.words.iter().cloned()).collect();
        words.sort_unstable();
        words.dedup();
        let merged = Self { words };
        let numbers = segments
            .iter()
            .map(|segment| segment.words.iter().filter_map(|word| merged.number(word)).collect())
            .collect();
        (merged, numbers)
    }

    /// Words in all; they are numbered from 0.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word of a number below [`Self::len`].
    pub fn word(&self, number: u32) -> &str {
        &self.words[number as usize]
    }

    /// The number of a word, if it is here.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.words.binary_search_by(|known| (**known).cmp(word)).ok().map(|number| number as u32)
    }
}
