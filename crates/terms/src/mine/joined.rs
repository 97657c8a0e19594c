//! What was found in texts and what dictionaries say, as pairs.

use std::collections::BTreeMap;

use indexer::Mining;
use rustc_hash::FxHashMap;

use super::{alignment::Known, corpus::Corpus};
use crate::{Dictionary, Direction, Pair, Side, Source, keys::Keys};

/// A pair found in texts, by the numbers of terms.
pub(super) struct Found {
    /// Japanese, English.
    pub(super) terms: [Vec<u32>; 2],
    /// To English, to Japanese.
    pub(super) probabilities: [f32; 2],
    /// Numbers of the supporting documents.
    pub(super) documents: Vec<u32>,
    /// Texts that have the Japanese term, the English one.
    pub(super) occurrences: [u32; 2],
}

/// Entries of dictionaries by the keys of their sides.
pub(super) struct Entries {
    by_keys: BTreeMap<(String, String), Entry>,
}

struct Entry {
    surfaces: (String, String),
    dictionaries: Vec<String>,
    weight: f32,
    /// The share of the weight among all entries of the Japanese side, of the English side.
    shares: [f32; 2],
}

impl Entries {
    /// Entries with a term on both sides, and with as many as `mining.terms` at most.
    pub(super) fn new(dictionaries: &[Dictionary], keys: &mut Keys, settings: &Mining) -> Self {
        let mut by_keys: BTreeMap<(String, String), Entry> = BTreeMap::new();
        let mut known: FxHashMap<String, Option<Side>> = FxHashMap::default();
        for dictionary in dictionaries {
            for entry in &dictionary.entries {
                let mut side = |direction: Direction, text: &String| {
                    let known = known.entry(format!("{direction:?} {text}"));
                    let side = known.or_insert_with(|| keys.side(direction, text));
                    side.clone().filter(|side| side.key.split(' ').count() <= settings.terms)
                };
                let sides = side(Direction::ToEnglish, &entry.japanese)
                    .zip(side(Direction::ToJapanese, &entry.english));
                let Some((ja, en)) = sides else { continue };
                let entry_weight = 1.0 / (1.0 + settings.decay * entry.rank as f32);
                let joined = by_keys.entry((ja.key, en.key)).or_insert_with(|| Entry {
                    surfaces: (ja.surface, en.surface),
                    dictionaries: Vec::new(),
                    weight: 0.0,
                    shares: [0.0; 2],
                });
                joined.weight = joined.weight.max(entry_weight);
                if !joined.dictionaries.contains(&dictionary.name) {
                    joined.dictionaries.push(dictionary.name.clone());
                }
            }
        }
        let mut sums: [FxHashMap<String, f32>; 2] = Default::default();
        for ((ja, en), entry) in &by_keys {
            *sums[0].entry(ja.clone()).or_default() += entry.weight;
            *sums[1].entry(en.clone()).or_default() += entry.weight;
        }
        for ((ja, en), entry) in &mut by_keys {
            entry.shares = [entry.weight / sums[0][ja], entry.weight / sums[1][en]];
        }
        Self { by_keys }
    }

    /// Those of single terms that texts have.
    pub(super) fn known_to(&self, corpus: &Corpus) -> Known {
        let [ja_terms, en_terms] = &corpus.vocabularies;
        let entries = self.by_keys.iter();
        let numbered = entries
            .filter_map(|((ja, en), entry)| Some((ja_terms.number(ja)?, en_terms.number(en)?, entry.weight)));
        numbered.collect()
    }
}

/// What is known of a pair before its probabilities are joined.
#[derive(Default)]
struct Joining {
    surfaces: Option<(String, String)>,
    mined: [f32; 2],
    shares: [f32; 2],
    sources: Vec<Source>,
    documents: Vec<u32>,
}

/// Pairs by Japanese key, then English key. A probability is the mean of what texts and dictionaries say, weighed by
/// how often texts have the term: `(n * mined + even * share) / (n + even)` of n texts; what only one of them has a
/// word on, it says alone.
pub(super) fn join(
    corpus: &Corpus,
    found: Vec<Found>,
    entries: &Entries,
    keys: &mut Keys,
    settings: &Mining,
) -> Vec<Pair> {
    let mut joining: BTreeMap<(String, String), Joining> = BTreeMap::new();
    // By side and key: in how many texts the term was, and whether dictionaries have it.
    let mut occurrences: [FxHashMap<String, f32>; 2] = Default::default();
    for found in found {
        let Some(sides) = sides(corpus, &found, keys) else { continue };
        for (side, key) in sides.iter().map(|side| side.key.clone()).enumerate() {
            occurrences[side].insert(key, found.occurrences[side] as f32);
        }
        let [ja, en] = sides;
        let pair = joining.entry((ja.key, en.key)).or_default();
        pair.surfaces = Some((ja.surface, en.surface));
        pair.mined = found.probabilities;
        pair.sources.push(Source::Mined);
        pair.documents = found.documents;
    }
    let mut in_dictionaries: [FxHashMap<String, ()>; 2] = Default::default();
    for ((ja, en), entry) in &entries.by_keys {
        in_dictionaries[0].insert(ja.clone(), ());
        in_dictionaries[1].insert(en.clone(), ());
        let pair = joining.entry((ja.clone(), en.clone())).or_default();
        pair.surfaces.get_or_insert_with(|| entry.surfaces.clone());
        pair.shares = entry.shares;
        pair.sources.extend(entry.dictionaries.iter().cloned().map(Source::Dictionary));
    }
    let mut pairs = Vec::with_capacity(joining.len());
    for ((ja, en), pair) in joining {
        let probability = |side: usize, key: &str| {
            let mined = occurrences[side].get(key).copied();
            let is_known = in_dictionaries[side].contains_key(key);
            let joined = match mined {
                None => pair.shares[side],
                Some(_) if !is_known => pair.mined[side],
                Some(n) => (n * pair.mined[side] + settings.even * pair.shares[side]) / (n + settings.even),
            };
            joined.clamp(LEAST, 1.0)
        };
        let (to_english, to_japanese) = (probability(0, &ja), probability(1, &en));
        let Some((ja_surface, en_surface)) = pair.surfaces else { continue };
        pairs.push(Pair {
            ja: Side { key: ja, surface: ja_surface },
            en: Side { key: en, surface: en_surface },
            to_english,
            to_japanese,
            sources: pair.sources,
            support: pair.documents.len() as u32,
            documents: listed(corpus, &pair.documents),
        });
    }
    pairs
}

/// Probabilities are above 0.
const LEAST: f32 = 1e-4;

fn listed(corpus: &Corpus, documents: &[u32]) -> Vec<model::DocumentId> {
    let first = documents.iter().take(Pair::LISTED_DOCUMENTS);
    first.map(|document| corpus.documents[*document as usize].clone()).collect()
}

/// Both sides as texts write them; `None` where the analysers make other terms of the words put together than they
/// made of the text, so that the pair would not be found.
fn sides(corpus: &Corpus, found: &Found, keys: &mut Keys) -> Option<[Side; 2]> {
    let mut side = |direction: Direction, separator: &str| {
        let vocabulary = &corpus.vocabularies[direction as usize];
        let terms = &found.terms[direction as usize];
        let words: Vec<&str> = terms.iter().map(|term| vocabulary.surface(*term)).collect();
        let key: Vec<&str> = terms.iter().map(|term| vocabulary.terms[*term as usize].as_str()).collect();
        let (key, surface) = (key.join(" "), words.join(separator));
        let again = keys.side(direction, &surface)?;
        (again.key == key).then_some(again)
    };
    Some([side(Direction::ToEnglish, "")?, side(Direction::ToJapanese, " ")?])
}
