//! The index's terms that fit a truncated, misspelt or case-sensitive word.

mod fuzzy;
mod lexicon;
mod truncated;

use std::{
    collections::{BTreeMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    rc::Rc,
};

use indexer::Generation;
use tantivy::termdict::TermStreamer;
use tantivy_fst::Automaton;

pub(super) use truncated::Truncated;

use fuzzy::Fuzzy;

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
#[derive(Default)]
pub(super) struct Count {
    /// Hashes instead of the terms, since a condition that is refused may have millions.
    seen: HashSet<u64>,
    /// The last misspelt word's: making it takes as long as a walk over one field's words.
    fuzzy: Option<(String, Rc<Fuzzy>)>,
}

impl Count {
    pub(super) fn terms(&self) -> usize {
        self.seen.len()
    }

    /// A condition has one distance, and one word in all fields that are analysed alike.
    fn fuzzy(&mut self, word: &str, distance: u8) -> Rc<Fuzzy> {
        match &self.fuzzy {
            Some((known, automaton)) if known == word => Rc::clone(automaton),
            _ => {
                let automaton = Rc::new(fuzzy::automaton(word, distance));
                self.fuzzy = Some((word.to_owned(), Rc::clone(&automaton)));
                automaton
            }
        }
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
    if let Shape::Truncated(pieces) = shape
        && let (Some(piece), Some(word)) = (lexicon::inner_piece(pieces), Truncated::new(pieces))
        && let Some(lexicon) = lexicon::Lexicon::of(generation, field)?
    {
        lexicon.each(piece, &word, |term, documents| expansion.add(term, documents, count, limit));
        return Ok(expansion);
    }
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
                let automaton = count.fuzzy(word, *distance);
                expansion.read(terms.search(&*automaton).into_stream()?, count, limit);
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
            self.add(term, info.doc_freq, count, limit);
        }
    }

    fn add(&mut self, term: &[u8], documents: u32, count: &mut Count, limit: usize) {
        count.add(term);
        let documents = u64::from(documents);
        // Terms are made by analysers, from text.
        let Ok(term) = std::str::from_utf8(term) else { return };
        if let Some(known) = self.terms.get_mut(term) {
            *known += documents;
        } else if self.terms.len() < limit {
            self.terms.insert(term.to_owned(), documents);
        }
    }
}
