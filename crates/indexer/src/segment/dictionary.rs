//! The dictionary of a field's terms in the engine's format: the transducer that tells a term's number, and what is
//! known of each number.

use std::{io, sync::LazyLock};

use tantivy::{postings::TermInfo, termdict::TermDictionaryBuilder};

use super::transducer::TransducerBuilder;

static TRANSDUCER_OF_NONE: LazyLock<Vec<u8>> = LazyLock::new(|| TransducerBuilder::new().finish());

/// Builds the dictionary of terms that are given in ascending order.
pub(super) struct DictionaryBuilder {
    transducer: TransducerBuilder,
    /// The engine's dictionary of no terms, which writes what is known of each.
    known: TermDictionaryBuilder<Vec<u8>>,
}

impl DictionaryBuilder {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { transducer: TransducerBuilder::new(), known: TermDictionaryBuilder::create(Vec::new())? })
    }

    /// Adds a term, which is greater than those before.
    pub(super) fn insert(&mut self, term: &[u8], known: &TermInfo) -> io::Result<()> {
        self.transducer.insert(term);
        self.known.insert_value(known)
    }

    pub(super) fn finish(self) -> io::Result<Vec<u8>> {
        let of_none = self.known.finish()?;
        let known = of_none.strip_prefix(TRANSDUCER_OF_NONE.as_slice());
        let mut dictionary = self.transducer.finish();
        dictionary.extend_from_slice(known.expect("a dictionary begins with its transducer"));
        Ok(dictionary)
    }
}
