//! Aligned texts as numbers: terms and where they stand.

use rustc_hash::FxHashMap;

use model::DocumentId;

use super::{AlignedTexts, alignment::Lexicon, sentences};
use crate::{
    Direction,
    keys::{Keys, Token},
};

/// Distinct terms of one language, numbered.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: FxHashMap<String, u32>,
    pub(super) terms: Vec<String>,
    /// Of each term, how it is written, with the number of times.
    surfaces: Vec<FxHashMap<String, u32>>,
}

/// A term in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) term: u32,
    pub(super) position: u32,
    pub(super) begins_sentence: bool,
}

/// Two texts that say the same: an aligned text, or sentences of it.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) document: u32,
    /// Japanese, English: by [`Direction`], the side that is translated.
    pub(super) sides: [Vec<Place>; 2],
}

#[derive(Debug)]
pub(super) struct Corpus {
    pub(super) documents: Vec<DocumentId>,
    pub(super) units: Vec<Unit>,
    pub(super) vocabularies: [Vocabulary; 2],
}

impl Vocabulary {
    fn add(&mut self, term: String, surface: String) -> u32 {
        let terms = &mut self.terms;
        let surfaces = &mut self.surfaces;
        let number = *self.numbers.entry(term).or_insert_with_key(|term| {
            terms.push(term.clone());
            surfaces.push(FxHashMap::default());
            terms.len() as u32 - 1
        });
        *self.surfaces[number as usize].entry(surface).or_default() += 1;
        number
    }

    pub(super) fn number(&self, term: &str) -> Option<u32> {
        self.numbers.get(term).copied()
    }

    /// How a term is written most often.
    pub(super) fn surface(&self, term: u32) -> &str {
        let by_count = self.surfaces[term as usize].iter();
        // Lower case before capitals at the beginning of titles.
        let best = by_count.max_by(|a, b| a.1.cmp(b.1).then_with(|| a.0.cmp(b.0)));
        best.map_or(self.terms[term as usize].as_str(), |(surface, _)| surface)
    }

    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }
}

impl Corpus {
    /// Texts are taken in the order of their documents' ids, whatever their own order.
    pub(super) fn new(texts: &[AlignedTexts], keys: &mut Keys) -> Self {
        let mut corpus = Self { documents: Vec::new(), units: Vec::new(), vocabularies: Default::default() };
        let mut order: Vec<&AlignedTexts> = texts.iter().collect();
        order.sort_by(|a, b| (&a.document, &a.texts).cmp(&(&b.document, &b.texts)));
        for of_document in order {
            if corpus.documents.last() != Some(&of_document.document) {
                corpus.documents.push(of_document.document.clone());
            }
            let document = corpus.documents.len() as u32 - 1;
            for (ja, en) in &of_document.texts {
                let sides = [
                    corpus.places(Direction::ToEnglish, keys.tokens(Direction::ToEnglish, ja)),
                    corpus.places(Direction::ToJapanese, keys.tokens(Direction::ToJapanese, en)),
                ];
                if sides.iter().all(|side| !side.is_empty()) {
                    corpus.units.push(Unit { document, sides });
                }
            }
        }
        corpus
    }

    fn places(&mut self, direction: Direction, tokens: Vec<Token>) -> Vec<Place> {
        let vocabulary = &mut self.vocabularies[direction as usize];
        let place = |token: Token| Place {
            term: vocabulary.add(token.term, token.surface),
            position: token.position,
            begins_sentence: token.begins_sentence,
        };
        tokens.into_iter().map(place).collect()
    }

    /// Texts of several sentences become pairs of sentences.
    pub(super) fn divide(&mut self, lexicon: &Lexicon) {
        let units = std::mem::take(&mut self.units);
        for unit in units {
            self.units.extend(sentences::divided(unit, lexicon));
        }
    }

    /// Of each term of a language the units that have it, ascending.
    pub(super) fn postings(&self, side: Direction) -> Vec<Vec<u32>> {
        let mut postings: Vec<Vec<u32>> = vec![Vec::new(); self.vocabularies[side as usize].len()];
        for (number, unit) in (0..).zip(&self.units) {
            for place in &unit.sides[side as usize] {
                let units = &mut postings[place.term as usize];
                if units.last() != Some(&number) {
                    units.push(number);
                }
            }
        }
        postings
    }

    /// The documents of units, each once.
    pub(super) fn documents_of(&self, units: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut documents: Vec<u32> = units.map(|unit| self.units[unit as usize].document).collect();
        documents.sort_unstable();
        documents.dedup();
        documents
    }
}

/// What two ascending lists have in common.
pub(super) fn common<'a>(a: &'a [u32], b: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().copied().filter(|unit| many.binary_search(unit).is_ok())
}
