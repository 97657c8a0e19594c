//! The pairs of an index, looked up by what the analysers make of a term.

use std::{collections::HashSet, path::Path, sync::Arc};

use analysis::Analyzers;
use indexer::{Generation, IndexConfig, TermFiles};

use crate::{Decision, Decisions, Direction, Pair, PairsInfo, Source, TermsError, keys::Keys, store};

/// Mined pairs and those of dictionaries, after the decisions of people.
#[derive(Debug, Default)]
pub struct TermPairs {
    pairs: Vec<Pair>,
    /// For each direction the places of pairs, by key of the side that is translated, then the likeliest first.
    orders: [Vec<u32>; 2],
    /// Terms of the longest key of each direction.
    longest: [usize; 2],
    vetoed: HashSet<(String, String)>,
    info: Option<PairsInfo>,
}

impl TermPairs {
    /// The pairs beside the index of a generation, read at the first call and kept as long as the generation is open;
    /// none where none were mined or added.
    pub fn of(generation: &Generation) -> Result<Arc<Self>, TermsError> {
        generation.derived(|generation| {
            Self::read(generation.term_files(), generation.config(), generation.analyzers())
        })
    }

    /// The pairs beside the index in `dir`.
    pub fn open(dir: &Path, config: &IndexConfig, analyzers: &Analyzers) -> Result<Self, TermsError> {
        Self::read(&TermFiles::open(dir)?, config, analyzers)
    }

    fn read(files: &TermFiles, config: &IndexConfig, analyzers: &Analyzers) -> Result<Self, TermsError> {
        let (info, mined) = match files.pairs() {
            None => (None, Vec::new()),
            Some(path) => {
                let info = store::read_info(&path)?;
                if info.analysis != analyzers.fingerprint() {
                    return Err(TermsError::OtherAnalysers { path });
                }
                let (info, pairs) = store::read(&path)?;
                (Some(info), pairs)
            }
        };
        let decisions = match files.decisions() {
            Some(path) => Decisions::read(&path)?,
            None => Decisions::default(),
        };
        let keys = (!decisions.is_empty()).then(|| Keys::new(config, analyzers)).transpose()?;
        let mut pairs = Self { pairs: mined, info, ..Self::default() };
        if let Some(mut keys) = keys {
            pairs.decide(&decisions, &mut keys);
        }
        pairs.sort();
        Ok(pairs)
    }

    /// Decisions about what has no term under these analysers change nothing.
    fn decide(&mut self, decisions: &Decisions, keys: &mut Keys) {
        for (decision, ja, en) in decisions.iter() {
            let sides = keys.side(Direction::ToEnglish, ja).zip(keys.side(Direction::ToJapanese, en));
            let Some((ja, en)) = sides else { continue };
            let place = self.pairs.iter().position(|pair| pair.ja.key == ja.key && pair.en.key == en.key);
            match (decision, place) {
                (Decision::Veto, place) => {
                    place.map(|place| self.pairs.swap_remove(place));
                    self.vetoed.insert((ja.key, en.key));
                }
                (Decision::Add, Some(place)) => {
                    let pair = &mut self.pairs[place];
                    (pair.to_english, pair.to_japanese) = (1.0, 1.0);
                    pair.sources.push(Source::Added);
                }
                (Decision::Add, None) => self.pairs.push(Pair {
                    ja,
                    en,
                    to_english: 1.0,
                    to_japanese: 1.0,
                    sources: vec![Source::Added],
                    support: 0,
                    documents: Vec::new(),
                }),
            }
        }
    }

    fn sort(&mut self) {
        for direction in Direction::ALL {
            let mut order: Vec<u32> = (0..self.pairs.len() as u32).collect();
            order.sort_by(|a, b| {
                let (a, b) = (&self.pairs[*a as usize], &self.pairs[*b as usize]);
                let by_key = a.from(direction).key.cmp(&b.from(direction).key);
                let by_probability = || b.probability(direction).total_cmp(&a.probability(direction));
                by_key.then_with(by_probability).then_with(|| a.to(direction).key.cmp(&b.to(direction).key))
            });
            self.orders[direction as usize] = order;
            let terms = |pair: &Pair| pair.from(direction).key.split(' ').count();
            self.longest[direction as usize] = self.pairs.iter().map(terms).max().unwrap_or(0);
        }
    }

    /// The translations of a key: terms of the view that is translated, joined by single spaces; the likeliest first.
    pub fn translations(&self, direction: Direction, key: &str) -> impl Iterator<Item = &Pair> {
        let order = &self.orders[direction as usize];
        let key_of = |place: &u32| self.pairs[*place as usize].from(direction).key.as_str();
        let from = order.partition_point(|place| key_of(place) < key);
        let to = from + order[from..].partition_point(|place| key_of(place) == key);
        order[from..to].iter().map(|place| &self.pairs[*place as usize])
    }

    /// Terms that the longest key of a direction has; 0 where there is no pair.
    pub fn longest_key(&self, direction: Direction) -> usize {
        self.longest[direction as usize]
    }

    /// Whether people decided that these keys are no pair.
    pub fn is_vetoed(&self, ja: &str, en: &str) -> bool {
        !self.vetoed.is_empty() && self.vetoed.contains(&(ja.to_owned(), en.to_owned()))
    }

    /// Whether people decided that a key has not the translation that it would have.
    pub fn has_veto(&self, direction: Direction, key: &str) -> bool {
        let from = |(ja, en): &(String, String)| match direction {
            Direction::ToEnglish => ja == key,
            Direction::ToJapanese => en == key,
        };
        self.vetoed.iter().any(from)
    }

    /// All pairs, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// What was mined, where that was done.
    pub fn info(&self) -> Option<&PairsInfo> {
        self.info.as_ref()
    }
}
