//! Terms of several words.
//!
//! Neighbours that several texts have are taken as terms, whether they are phrases or not; what tells a pair of them is
//! that they occur together (log-likelihood ratio) and that each word of either is a likely translation of a word of
//! the other: the lexical weight of phrase-based translation (Koehn, Och and Marcu, "Statistical Phrase-Based
//! Translation", NAACL 2003), here as a geometric mean over the words of both sides.

use indexer::Mining;
use rustc_hash::FxHashMap;

use super::{
    alignment::Lexicon,
    association::log_likelihood_ratio,
    corpus::{Corpus, Place, common},
    joined::Found,
};
use crate::Direction;

/// Texts of a term that are counted.
const COUNTED: usize = 500;

/// What a word counts that no word of the other side is known to translate.
const UNTRANSLATED: f64 = 0.003;

/// The least lexical weight of a pair.
const LEXICAL: f64 = 0.05;

/// Translations of a term that are kept, those of the greatest weights.
const KEPT: usize = 4;

/// Terms of one to several words of one language.
struct Phrases {
    words: Vec<Box<[u32]>>,
    /// Ascending.
    units: Vec<Vec<u32>>,
}

/// A pair that may be kept.
struct Candidate {
    ja: u32,
    en: u32,
    together: u32,
    lexical: f64,
}

pub(super) fn pairs(corpus: &Corpus, lexicon: &Lexicon, settings: &Mining) -> Vec<Found> {
    let [ja, en] = Direction::ALL.map(|side| Phrases::of(corpus, side, settings));
    let mut of_unit: Vec<Vec<u32>> = vec![Vec::new(); corpus.units.len()];
    for (phrase, units) in (0_u32..).zip(&en.units) {
        units.iter().for_each(|unit| of_unit[*unit as usize].push(phrase));
    }
    let mut candidates = Vec::new();
    let mut counts = vec![0_u32; en.words.len()];
    for phrase in 0..ja.words.len() as u32 {
        let mut of_phrase = candidates_of(phrase, (&ja, &en), &of_unit, &mut counts, (lexicon, settings));
        of_phrase.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then(a.en.cmp(&b.en)));
        of_phrase.truncate(KEPT);
        candidates.extend(of_phrase);
    }
    candidates.sort_by(|a, b| a.en.cmp(&b.en).then(b.weight().total_cmp(&a.weight())).then(a.ja.cmp(&b.ja)));
    let mut of_english = 0;
    let mut last = None;
    candidates.retain(|candidate| {
        of_english = if last == Some(candidate.en) { of_english + 1 } else { 1 };
        last = Some(candidate.en);
        of_english <= KEPT
    });
    let found = |candidate: &Candidate| {
        let (of_ja, of_en) = (&ja.units[candidate.ja as usize], &en.units[candidate.en as usize]);
        let share =
            |all: &[u32]| (f64::from(candidate.together) / all.len() as f64 * candidate.lexical) as f32;
        Found {
            terms: [ja.words[candidate.ja as usize].to_vec(), en.words[candidate.en as usize].to_vec()],
            probabilities: [share(of_ja), share(of_en)],
            documents: corpus.documents_of(common(of_ja, of_en)),
            occurrences: [of_ja.len() as u32, of_en.len() as u32],
        }
    };
    candidates.iter().map(found).collect()
}

/// English terms that stand for a Japanese one, where either has several words. `counts` is zero before and after.
fn candidates_of(
    phrase: u32,
    (ja, en): (&Phrases, &Phrases),
    of_unit: &[Vec<u32>],
    counts: &mut [u32],
    (lexicon, settings): (&Lexicon, &Mining),
) -> Vec<Candidate> {
    let (words, units) = (&ja.words[phrase as usize], &ja.units[phrase as usize]);
    let step = units.len().div_ceil(COUNTED).max(1);
    let mut touched: Vec<u32> = Vec::new();
    for unit in units.iter().step_by(step) {
        for other in &of_unit[*unit as usize] {
            if counts[*other as usize] == 0 {
                touched.push(*other);
            }
            counts[*other as usize] += 1;
        }
    }
    let mut candidates = Vec::new();
    for other in touched {
        let of_other = en.units[other as usize].len() as u32;
        let counted = std::mem::take(&mut counts[other as usize]) * step as u32;
        let together = counted.min(of_other).min(units.len() as u32);
        let others = &en.words[other as usize];
        if together < settings.together || words.len() + others.len() < 3 {
            continue;
        }
        let ratio = log_likelihood_ratio(together, units.len() as u32, of_other, of_unit.len() as u32);
        if ratio < settings.log_likelihood_ratio {
            continue;
        }
        let lexical = lexical_weight(words, others, lexicon);
        if LEXICAL <= lexical {
            candidates.push(Candidate { ja: phrase, en: other, together, lexical });
        }
    }
    candidates
}

impl Candidate {
    fn weight(&self) -> f64 {
        f64::from(self.together) * self.lexical
    }
}

fn lexical_weight(ja: &[u32], en: &[u32], lexicon: &Lexicon) -> f64 {
    let explained = |direction, from: &[u32], said: u32| {
        let probabilities = from.iter().map(|from| f64::from(lexicon.probability(direction, *from, said)));
        probabilities.sum::<f64>().clamp(UNTRANSLATED, 1.0).ln()
    };
    let to_english: f64 = en.iter().map(|said| explained(Direction::ToEnglish, ja, *said)).sum();
    let to_japanese: f64 = ja.iter().map(|said| explained(Direction::ToJapanese, en, *said)).sum();
    ((to_english + to_japanese) / (ja.len() + en.len()) as f64).exp()
}

impl Phrases {
    /// Single terms too, since one word may stand for several. Longer ones are counted where their parts are kept.
    fn of(corpus: &Corpus, side: Direction, settings: &Mining) -> Self {
        let mut kept: FxHashMap<Box<[u32]>, Vec<u32>> = FxHashMap::default();
        for length in 1..=settings.terms {
            let mut counted: FxHashMap<Box<[u32]>, Vec<u32>> = FxHashMap::default();
            for (number, unit) in (0_u32..).zip(&corpus.units) {
                for run in unit.sides[side as usize].windows(length).filter(|run| are_neighbours(run)) {
                    let words: Box<[u32]> = run.iter().map(|place| place.term).collect();
                    let may_be = length == 1
                        || kept.contains_key(&words[1..]) && kept.contains_key(&words[..length - 1]);
                    if !may_be {
                        continue;
                    }
                    let units = counted.entry(words).or_default();
                    if units.last() != Some(&number) {
                        units.push(number);
                    }
                }
            }
            counted.retain(|_, units| settings.together as usize <= units.len());
            kept.extend(counted);
        }
        let mut sorted: Vec<(Box<[u32]>, Vec<u32>)> = kept.into_iter().collect();
        sorted.sort_unstable();
        let (words, units) = sorted.into_iter().unzip();
        Self { words, units }
    }
}

fn are_neighbours(run: &[Place]) -> bool {
    run.windows(2).all(|pair| pair[0].position + 1 == pair[1].position && !pair[1].begins_sentence)
}
