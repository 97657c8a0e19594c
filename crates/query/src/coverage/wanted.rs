//! An element as texts are searched for it: its concepts, what each weighs, and the ways of saying them.
//!
//! A concept is a term that the analyser of the element's own script makes of it; a number and the unit behind it are
//! one. It weighs `idf = ln(1 + (N - n + 0.5) / (n + 0.5))`, the figure by which words of long queries are chosen; the
//! words that `coverage.unspecific` lists, reference signs in brackets and ordinals weigh nothing, unless nothing else
//! is there. A text in the same script says a concept in its own words with that term, which the analyser already
//! frees of inflection, okurigana and width. Other ways of saying it are variants: spellings by rule, and the
//! terms of the other language that [`OtherWords`] lists. In another script a formula, a number or a Latin name is said in its own words as well.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    ops::RangeInclusive,
};

use indexer::{Generation, View};

use super::{OtherWords, other_words::OtherWord};
use crate::{
    QueryError, WordPair,
    honest::other_spellings,
    plan::{document_frequency, idf, is_japanese},
    rank::documents_in,
    workers::Worker,
};

pub(super) struct Wanted {
    /// The view of its own words.
    pub(super) view: View,
    /// In the order of the element; never two of the same terms.
    pub(super) concepts: Vec<Concept>,
    /// Positions from the first concept to the last.
    pub(super) span: u32,
    pub(super) ways: BTreeMap<View, Vec<Way>>,
    /// Its letters and digits but kana, folded: a text that has few of them says little of it.
    pub(super) characters: HashSet<char>,
}

pub(super) struct Concept {
    /// As the element writes it.
    pub(super) name: String,
    pub(super) weight: f64,
    /// A number with its unit, or a formula: nothing like it stands for it.
    pub(super) is_exact: bool,
}

/// Terms that stand side by side and say concepts.
pub(super) struct Way {
    pub(super) terms: Vec<String>,
    /// Places in the element's list.
    pub(super) concepts: Vec<usize>,
    /// Whether these are the element's own words.
    pub(super) is_own: bool,
    /// The term pair that says so, of words in the other language.
    pub(super) pair: Option<WordPair>,
}

impl Wanted {
    pub(super) fn of(
        generation: &Generation,
        element: &str,
        other_words: &OtherWords,
    ) -> Result<Self, QueryError> {
        let view = if element.chars().any(is_japanese) { View::Ja } else { View::En };
        let words = Words::of(generation, view, element)?;
        let mut wanted = Self {
            view,
            concepts: Vec::new(),
            span: words.span(),
            ways: BTreeMap::new(),
            characters: element.chars().filter_map(folded).collect(),
        };
        let places = wanted.add_concepts(generation, view, &words)?;
        wanted.add_spellings(generation, view, &words, &places)?;
        wanted.add_latin(generation, other_view(view), &words, &places)?;
        wanted.add_other_words(view, &words, &places, other_words);
        Ok(wanted)
    }

    /// The sum of the weights of all concepts.
    pub(super) fn weight(&self) -> f64 {
        self.concepts.iter().map(|concept| concept.weight).sum()
    }

    /// The concept of each word; `None` for what weighs nothing.
    fn add_concepts(
        &mut self,
        generation: &Generation,
        view: View,
        words: &Words,
    ) -> Result<Vec<Option<usize>>, QueryError> {
        let unspecific = unspecific(generation, view)?;
        let is_unspecific =
            |word: &Word| word.is_sign || word.is_ordinal || unspecific.contains(&word.terms[0]);
        let keeps_all = words.0.iter().all(is_unspecific);
        let mut known: HashMap<&[String], usize> = HashMap::new();
        let mut places = Vec::with_capacity(words.0.len());
        for word in &words.0 {
            if !keeps_all && is_unspecific(word) {
                places.push(None);
                continue;
            }
            let next = self.concepts.len();
            let place = *known.entry(&word.terms).or_insert(next);
            if place == next {
                let documents = document_frequency(generation, view, &word.terms[0])?;
                let weight = idf(documents_in(generation, view)?, documents);
                let is_exact = word.terms[0].contains(|c: char| c.is_ascii_digit());
                self.concepts.push(Concept { name: word.surface.clone(), weight, is_exact });
                self.add(
                    view,
                    Way { terms: word.terms.clone(), concepts: vec![place], is_own: true, pair: None },
                );
            }
            places.push(Some(place));
        }
        Ok(places)
    }

    fn add(&mut self, view: View, way: Way) {
        let ways = self.ways.entry(view).or_default();
        let is_known = ways.iter().any(|known| known.terms == way.terms && known.concepts == way.concepts);
        if !way.terms.is_empty() && !is_known {
            ways.push(way);
        }
    }

    /// Spellings that the analyser does not fold.
    fn add_spellings(
        &mut self,
        generation: &Generation,
        view: View,
        words: &Words,
        places: &[Option<usize>],
    ) -> Result<(), QueryError> {
        let mut analyzer = Worker::of_view(generation, view)?;
        for (word, place) in words.0.iter().zip(places) {
            let Some(place) = place.filter(|place| !self.concepts[*place].is_exact) else { continue };
            for spelling in other_spellings(&word.surface) {
                let terms = terms_of(&mut analyzer, &spelling);
                self.add(view, Way { terms, concepts: vec![place], is_own: false, pair: None });
            }
        }
        Ok(())
    }

    /// What is written alike in both scripts.
    fn add_latin(
        &mut self,
        generation: &Generation,
        view: View,
        words: &Words,
        places: &[Option<usize>],
    ) -> Result<(), QueryError> {
        let mut analyzer = Worker::of_view(generation, view)?;
        for (word, place) in words.0.iter().zip(places) {
            let Some(place) = *place else { continue };
            let written: Vec<&str> = word.surface.split_whitespace().collect();
            let latin = written.iter().filter(|part| !part.chars().any(is_japanese));
            let latin = latin.copied().collect::<Vec<_>>().join(" ");
            let terms = terms_of(&mut analyzer, &latin);
            self.add(view, Way { terms, concepts: vec![place], is_own: true, pair: None });
        }
        Ok(())
    }

    /// The terms of the other language for each run of words, longer runs first. Words of a text say one run only,
    /// the one with the better pair: "solid" is not 固体 and 電解質 at once. Nothing takes the place of a run whose
    /// pairs are refused, its parts neither.
    fn add_other_words(
        &mut self,
        view: View,
        words: &Words,
        places: &[Option<usize>],
        other_words: &OtherWords,
    ) {
        let mut best: BTreeMap<(View, Vec<String>), (OtherWord, Vec<usize>)> = BTreeMap::new();
        let mut refused: Vec<RangeInclusive<usize>> = Vec::new();
        for length in (1..=other_words.longest_key().min(words.0.len())).rev() {
            for start in 0..=words.0.len() - length {
                let run = start..=start + length - 1;
                if refused.iter().any(|refused| refused.start() <= &start && run.end() <= refused.end()) {
                    continue;
                }
                let concepts: BTreeSet<usize> = places[run.clone()].iter().flatten().copied().collect();
                if concepts.is_empty() {
                    continue;
                }
                let terms = words.0[run.clone()].iter().flat_map(|word| &word.terms);
                let key = terms.map(String::as_str).collect::<Vec<_>>().join(" ");
                let Some(others) = other_words.of(view, &key) else {
                    refused.push(run);
                    continue;
                };
                for other in others {
                    let place = (other.view, other.terms.clone());
                    if best.get(&place).is_none_or(|(known, _)| known.score < other.score) {
                        best.insert(place, (other, concepts.iter().copied().collect()));
                    }
                }
            }
        }
        for ((other_view, terms), (other, concepts)) in best {
            self.add(other_view, Way { terms, concepts, is_own: false, pair: Some(other.pair) });
        }
    }
}

/// The words of an element.
struct Words(Vec<Word>);

struct Word {
    /// Two for a number and its unit.
    terms: Vec<String>,
    surface: String,
    position: u32,
    /// A reference sign of a drawing: (42).
    is_sign: bool,
    /// The number of 第1.
    is_ordinal: bool,
}

impl Words {
    fn of(generation: &Generation, view: View, element: &str) -> Result<Self, QueryError> {
        let mut analyzer = Worker::of_view(generation, view)?;
        let mut words: Vec<Word> = Vec::new();
        let mut last_end = 0;
        for token in analyzer.analyze(element).iter().filter(|token| !token.is_marker()) {
            let surface = &element[token.byte_range.clone()];
            let is_beside = words.last().is_some_and(|last| token.position == last.position + 1);
            let gap = &element[last_end..token.byte_range.start.max(last_end)];
            last_end = token.byte_range.end;
            match words.last_mut() {
                Some(last) if is_beside && gap.trim().is_empty() && last.takes_unit(surface) => {
                    last.terms.push(token.term.to_owned());
                    last.surface = format!("{} {surface}", last.surface);
                    last.position = token.position;
                    continue;
                }
                _ => {}
            }
            let is_ordinal =
                is_number(token.term) && is_beside && words.last().is_some_and(|last| last.terms[0] == "第");
            words.push(Word {
                terms: vec![token.term.to_owned()],
                surface: surface.to_owned(),
                position: token.position,
                is_sign: is_sign(element, &token.byte_range),
                is_ordinal,
            });
        }
        Ok(Self(words))
    }

    fn span(&self) -> u32 {
        let ends = self.0.first().zip(self.0.last());
        ends.map_or(0, |(first, last)| last.position - first.position + 1)
    }
}

impl Word {
    fn takes_unit(&self, surface: &str) -> bool {
        const JAPANESE: [&str; 14] =
            ["質量", "重量", "体積", "原子", "度", "秒", "分", "時間", "個", "本", "枚", "回", "倍", "モル"];
        let is_unit = JAPANESE.contains(&surface)
            || (surface.chars().count() <= 4
                && surface.chars().all(|c| c.is_alphabetic() && !is_japanese(c)))
            || ["℃", "㎛", "㎜", "㎏", "㎖", "㎃", "㎠", "%", "％"].contains(&surface);
        self.terms.len() == 1
            && is_number(&self.terms[0])
            && !self.is_ordinal
            && is_unit
            && !is_joining(surface)
    }
}

/// `20 to 30`, `5 or more`.
fn is_joining(surface: &str) -> bool {
    ["to", "and", "or", "of", "at", "in", "by", "on"].contains(&surface.to_lowercase().as_str())
}

fn is_number(term: &str) -> bool {
    term.contains(|c: char| c.is_ascii_digit())
        && term.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
}

fn is_sign(text: &str, range: &std::ops::Range<usize>) -> bool {
    let is_short = text[range.clone()].chars().count() <= 4;
    let begins = text[range.clone()].starts_with(|c: char| c.is_numeric());
    is_short
        && begins
        && text[..range.start].ends_with(['(', '（'])
        && text[range.end..].starts_with([')', '）'])
}

/// The other of the two scripts that claims are compared across.
fn other_view(view: View) -> View {
    if view == View::Ja { View::En } else { View::Ja }
}

/// What weighs nothing in claims of a language.
fn unspecific(generation: &Generation, view: View) -> Result<HashSet<String>, QueryError> {
    let Some(words) = generation.config().ranking.coverage.unspecific.get(&view) else {
        return Ok(HashSet::new());
    };
    let mut analyzer = Worker::of_view(generation, view)?;
    Ok(words.iter().flat_map(|word| terms_of(&mut analyzer, word)).collect())
}

pub(super) fn terms_of(analyzer: &mut Worker, text: &str) -> Vec<String> {
    let tokens = analyzer.analyze(text).iter();
    tokens.filter(|token| !token.is_marker()).map(|token| token.term.to_owned()).collect()
}

/// The character by which texts are looked at before they are analysed; `None` for kana, punctuation and space.
pub(super) fn folded(c: char) -> Option<char> {
    let is_kana = ('\u{3041}'..='\u{3096}').contains(&c);
    let c = crate::field::narrow(c);
    (c.is_alphanumeric() && !is_kana).then(|| c.to_lowercase().next().unwrap_or(c))
}
