//! Term pairs from texts that say the same in both languages.
//!
//! 1. Aligned texts ([`texts`]) are cut into terms and, where both have several sentences, into pairs of sentences
//!    ([`sentences`]).
//! 2. For single terms, candidates are those that occur together more often than by chance ([`association`]), and two
//!    alignment models, one a direction, tell how likely one is said for the other ([`alignment`]).
//! 3. Terms of several words are neighbours that occur together in the same way and whose words translate each other
//!    ([`phrases`]); of nested ones the best is kept ([`nested`]).
//! 4. Entries of dictionaries take part in 2 as evidence, and are joined with what was mined ([`joined`]).
//!
//! The same texts in whatever order give the same pairs.

mod alignment;
mod association;
mod corpus;
mod joined;
mod nested;
mod phrases;
mod sentences;
mod texts;

use analysis::Analyzers;
use indexer::{Generation, IndexConfig, Mining};

use crate::{Dictionary, Pair, TermsError, keys::Keys, store::DictionaryInfo};
use corpus::Corpus;

pub use texts::AlignedTexts;

/// Pairs that can be installed beside an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Mined {
    /// By Japanese key, then English key.
    pub pairs: Vec<Pair>,
    /// Pairs of texts that were aligned, sentences counted singly.
    pub texts: usize,
    /// Documents that these are of.
    pub documents: usize,
    pub dictionaries: Vec<DictionaryInfo>,
    /// Fingerprint of the analysers that made the keys.
    pub analysis: String,
}

/// Mines texts under one configuration, with the same dictionaries.
pub struct Miner {
    keys: Keys,
    settings: Mining,
    entries: joined::Entries,
    dictionaries: Vec<DictionaryInfo>,
    analysis: String,
}

impl Miner {
    /// Reads the terms of the dictionaries' entries.
    pub fn new(
        config: &IndexConfig,
        analyzers: &Analyzers,
        dictionaries: &[Dictionary],
    ) -> Result<Self, TermsError> {
        let settings = config.ranking.mining;
        let mut keys = Keys::new(config, analyzers)?;
        let entries = joined::Entries::new(dictionaries, &mut keys, &settings);
        let dictionaries = dictionaries.iter().map(DictionaryInfo::of).collect();
        Ok(Self { keys, settings, entries, dictionaries, analysis: analyzers.fingerprint().to_owned() })
    }

    /// Mines the documents of a generation of the same configuration.
    pub fn mine(&mut self, generation: &Generation) -> Result<Mined, TermsError> {
        let texts = texts::of_generation(generation, self.settings.documents)?;
        Ok(self.mine_texts(&texts))
    }

    /// The same for texts from elsewhere.
    pub fn mine_texts(&mut self, texts: &[AlignedTexts]) -> Mined {
        let settings = &self.settings;
        let mut corpus = Corpus::new(texts, &mut self.keys);
        let known = self.entries.known_to(&corpus);
        let first = alignment::align(&corpus, &known, settings);
        corpus.divide(&first);
        let lexicon = alignment::align(&corpus, &known, settings);
        let mut found = association::pairs(&corpus, &lexicon, settings);
        found.extend(phrases::pairs(&corpus, &lexicon, settings));
        let found = nested::telling(&corpus, found);
        Mined {
            pairs: joined::join(&corpus, found, &self.entries, &mut self.keys, settings),
            texts: corpus.units.len(),
            documents: corpus.documents.len(),
            dictionaries: self.dictionaries.clone(),
            analysis: self.analysis.clone(),
        }
    }
}
