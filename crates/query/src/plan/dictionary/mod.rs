//! The index's terms that fit a truncated, misspelt or case-sensitive word.

mod fuzzy;
mod truncated;

use std::{
    collections::{BTreeMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use indexer::Generation;
use tantivy::termdict::TermStreamer;
use tantivy_fst::Automaton;

pub(super) use truncated::Truncated;

use crate::{Piece, QueryError};

/// The first byte of markers of boundaries and of case, which are no words.
const MARKER: u8 = 2;

/// What the terms wanted look like.
#[derive(Debug, Clone)]
pub(super) enum Shape<'a> {
    /// Pieces of one word, literals as the index holds them.
    Truncated(&'a [Piece]),
    /// Words at most this many letters apart (1 or 2).
    Near(&'a str, u8),
    /// Terms that begin so, markers included.
    Beginning(&'a str),
}

/// Terms of a field that fit.
#[derive(Debug, Default)]
pub(super) struct Expansion {
    /// With the number of documents that have each; at most as many as the limit, markers for case not counted.
    pub(super) terms: BTreeMap<String, u64>,
}

/// The distinct terms that one condition of the query stands for, over all fields.
#[derive(Debug, Default)]
pub(super) struct Count {
    /// Hashes instead of the terms, since a condition that is refused may have millions.
    seen: HashSet<u64>,
}

impl Count {
    pub(super) fn terms(&self) -> usize {
        self.seen.len()
    }

    fn add(&mut self, term: &[u8]) {
        let mut hasher = DefaultHasher::new();
        term.hash(&mut hasher);
        self.seen.insert(hasher.finish());
    }
}

/// Looks a shape up in a field. Terms beyond `limit` are counted and not kept: the caller refuses the condition.
pub(super) fn expand(
    generation: &Generation,
    physical: &str,
    shape: &Shape<'_>,
    count: &mut Count,
    limit: usize,
) -> Result<Expansion, QueryError> {
    let mut expansion = Expansion::default();
    let Some(field) = generation.schema().field(physical) else { return Ok(expansion) };
    for segment in generation.searcher().segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let terms = inverted.terms();
        match shape {
            Shape::Truncated(pieces) => {
                let Some(automaton) = Truncated::new(pieces) else { continue };
                let prefix = automaton.prefix();
                // The engine walks from the first term on, unless it is told where those with the prefix begin.
                let stream = terms.search(&automaton).ge(prefix).into_stream()?;
                expansion.read(stream, count, limit);
            }
            Shape::Near(word, distance) => {
                let automaton = fuzzy::automaton(word, *distance);
                expansion.read(terms.search(&automaton).into_stream()?, count, limit);
            }
            Shape::Beginning(beginning) => {
                // No term holds the last byte value, so that it ends the terms with this beginning.
                let end = [beginning.as_bytes(), &[0xff]].concat();
                let stream = terms.range().ge(beginning).lt(&end).into_stream()?;
                expansion.read(stream, count, limit);
            }
        }
    }
    Ok(expansion)
}

impl Expansion {
    fn read<A: Automaton>(&mut self, mut stream: TermStreamer<'_, A>, count: &mut Count, limit: usize)
    where
        A::State: Clone,
    {
        while let Some((term, info)) = stream.next() {
            count.add(term);
            let documents = u64::from(info.doc_freq);
            // Terms are made by analysers, from text.
            let Ok(term) = std::str::from_utf8(term) else { continue };
            if let Some(known) = self.terms.get_mut(term) {
                *known += documents;
            } else if self.terms.len() < limit {
                self.terms.insert(term.to_owned(), documents);
            }
        }
    }
}
