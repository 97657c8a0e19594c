//! What makes up for the length of a text and the breadth of a document, in one segment.

use std::sync::Arc;

use tantivy::{DocId, SegmentReader, directory::OwnedBytes, fieldnorm::FieldNormReader, schema::Field};

use super::{postings::RUN, statistics::BreadthOfSegment};

/// The lengths of a field's texts: one byte a document, which stands for a length of the engine's scale.
pub(super) struct Lengths(Option<OwnedBytes>);

/// The length of the texts of a field that keeps none.
const ALIKE: u32 = 1;

impl Lengths {
    pub(super) fn open(segment: &SegmentReader, field: Field) -> tantivy::Result<Self> {
        let file = segment.fieldnorms_readers().get_inner_file().open_read(field);
        Ok(Self(file.map(|file| file.read_bytes()).transpose()?))
    }

    /// The byte of a document.
    #[inline]
    fn id(&self, document: DocId) -> u8 {
        match &self.0 {
            Some(bytes) => bytes[document as usize],
            None => FieldNormReader::fieldnorm_to_id(ALIKE),
        }
    }

    /// Terms, rounded down to the scale.
    pub(super) fn length(&self, document: DocId) -> u32 {
        FieldNormReader::id_to_fieldnorm(self.id(document))
    }
}

/// What makes up for lengths in a part.
pub(super) struct Norms {
    pub(super) lengths: Lengths,
    /// By the byte of a length.
    pub(super) by_length: Arc<[f32; 256]>,
    pub(super) breadth: BreadthOfSegment,
}

/// Makes pseudo-frequencies of the frequencies of a part.
pub(super) struct PseudoFrequency {
    pub(super) norms: Arc<Norms>,
    pub(super) weight: f32,
}

impl PseudoFrequency {
    pub(super) fn of(&self, document: DocId, frequency: u32) -> f32 {
        let Norms { lengths, by_length, breadth } = &*self.norms;
        let norm = by_length[usize::from(lengths.id(document))];
        self.weight * frequency as f32 * norm * breadth.norm(document)
    }

    /// As [`Self::of`], bit for bit, of at most [`RUN`] documents; written to `room`.
    #[inline]
    pub(super) fn of_run<'r>(
        &self,
        documents: &[DocId],
        frequencies: &[u32],
        room: &'r mut [f32; RUN],
    ) -> &'r mut [f32] {
        let Norms { lengths, by_length, breadth } = &*self.norms;
        let room = &mut room[..documents.len()];
        match &lengths.0 {
            Some(lengths) => {
                let lengths = lengths.as_slice();
                for (place, document) in room.iter_mut().zip(documents) {
                    *place = by_length[usize::from(lengths[*document as usize])];
                }
            }
            None => room.fill(by_length[usize::from(FieldNormReader::fieldnorm_to_id(ALIKE))]),
        }
        for (place, frequency) in room.iter_mut().zip(frequencies) {
            // No text has 2^31 terms, and processors convert signed numbers several at once.
            *place *= self.weight * *frequency as i32 as f32;
        }
        if breadth.changes_any() {
            for (place, document) in room.iter_mut().zip(documents) {
                *place *= breadth.norm(*document);
            }
        }
        room
    }
}
