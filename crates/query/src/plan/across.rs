//! Terms of a query in the other language.
//!
//! A term is what the longest pair of the index's term pairs covers: several words side by side before single ones.
//! Its translations that the index holds are variants of one form in the other language's view, so that they count as
//! one term however many there are: the frequencies of all are added up, each times its weight, and so are the numbers
//! of documents that have them (Pirkola, "The Effects of Query Structure and Dictionary Setups in Dictionary-Based
//! Cross-Language Information Retrieval", SIGIR 1998, with the weights of Darwish and Oard, "Probabilistic Structured
//! Query Methods", SIGIR 2003). The weight of a translation is `(p / p of the likeliest) ^ translation.power`.
//!
//! A word is one term with its translations. So are several words that are translated together: a document has the score
//! of the words, their neighbourhoods included, or that of the translations, whichever is more, so that one in both
//! languages does not count the term twice.
//!
//! A refused pair is left out after terms were found and translations chosen: nothing takes its place. Nor are the words
//! of a term translated one by one whose only pair people vetoed.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use indexer::{Generation, View};
use terms::{Direction, Pair, Source as PairSource, TermPairs};

use super::{
    Clause, Form, Planner, QueryTerm, Variant,
    sounds::Sounds,
    text::{Counted, Found, Named, relative},
};
use crate::{Across, Field, QueryError, TermTranslation, across::language_into};

/// What the planner translates with.
pub(super) struct Translator {
    pairs: Arc<TermPairs>,
    directions: Vec<Direction>,
    /// By the keys of their sides, Japanese first.
    refused: HashSet<(String, String)>,
    /// Pairs that took part, each once.
    pub(super) used: Vec<TermTranslation>,
}

/// A run of words that is translated as one term.
pub(super) struct Span {
    /// Places in the list of found words.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) form: Form,
}

/// Several words that are translated as one term.
pub(super) struct Compound {
    name: String,
    /// By the names of their own terms.
    words: Vec<String>,
    form: Form,
}

/// A translation that may take part.
struct Choice {
    surface: String,
    key: String,
    probability: f32,
    sources: Vec<PairSource>,
    support: u32,
    documents: Vec<model::DocumentId>,
}

impl Translator {
    pub(super) fn new(generation: &Generation, across: &Across) -> Result<Option<Self>, QueryError> {
        let directions = across.directions();
        if directions.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self {
            pairs: TermPairs::of(generation)?,
            directions,
            refused: HashSet::new(),
            used: Vec::new(),
        }))
    }
}

impl Planner<'_> {
    /// The directions in which words found in a view are translated within a field.
    pub(super) fn direction(&self, view: View, views: &[View]) -> Option<Direction> {
        let directions = self.translator.iter().flat_map(|translator| &translator.directions).copied();
        let mut fitting = directions
            .filter(|direction| direction.from_view() == view && views.contains(&direction.to_view()));
        fitting.next()
    }

    /// Reads the keys of refused pairs.
    pub(super) fn refuse(&mut self, across: &Across) -> Result<(), QueryError> {
        let mut refused = HashSet::new();
        for pair in &across.refused {
            for (ja, en) in [(&pair.word, &pair.translation), (&pair.translation, &pair.word)] {
                refused.insert((self.key(View::Ja, ja)?, self.key(View::En, en)?));
            }
        }
        if let Some(translator) = &mut self.translator {
            translator.refused = refused;
        }
        Ok(())
    }

    fn key(&self, view: View, text: &str) -> Result<String, QueryError> {
        Ok(key_of(&self.analyzed(view, text)?))
    }

    /// Adds translations of single words to the words' own forms; what several words are translated as together is
    /// returned.
    pub(super) fn translations(
        &mut self,
        field: Field,
        direction: Direction,
        (found, counted): (&[Found<'_>], &[Counted<'_>]),
        terms: &mut Named,
    ) -> Result<Vec<Compound>, QueryError> {
        let counted: HashMap<&str, &Counted<'_>> =
            counted.iter().map(|counted| (counted.term, counted)).collect();
        let is_searched = |found: &Found<'_>| counted.contains_key(found.term.as_str());
        let mut done: HashSet<String> = HashSet::new();
        let mut compounds = Vec::new();
        for span in self.translated_spans(field, direction, found, is_searched)? {
            let run: Vec<&Counted<'_>> =
                found[span.from..span.to].iter().map(|found| counted[found.term.as_str()]).collect();
            let name = name_of(direction, &found[span.from..span.to]);
            if !done.insert(name.clone()) {
                continue;
            }
            let times = run.iter().map(|word| self.saturated(word.times)).fold(f32::INFINITY, f32::min);
            let form = Form { boost: span.form.boost * times, ..span.form };
            match run.as_slice() {
                [_] => terms.add(name.into(), Some(form)),
                words => {
                    let words = words.iter().map(|word| word.surface.to_owned()).collect();
                    compounds.push(Compound { name, words, form });
                }
            }
        }
        Ok(compounds)
    }

    /// A compound as one term: a document has the score of its words with their neighbourhoods, or that of its
    /// translations, whichever is more.
    pub(super) fn compound_term(
        &mut self,
        compound: Compound,
        terms: &mut Named,
        pairs: &mut Named,
    ) -> Result<Clause, QueryError> {
        let Compound { name, words, form } = compound;
        let neighbours = words.windows(2).map(|pair| pair.join(" "));
        let chars: Vec<char> = name.chars().collect();
        let characters = chars.windows(2).map(String::from_iter);
        let pair_names: Vec<String> = neighbours.chain(characters).collect();
        let mut own = Vec::new();
        for (names, of, is_pair) in [(words, terms, false), (pair_names, pairs, true)] {
            for name in names {
                let forms = of.take(&name);
                if !forms.is_empty() {
                    own.extend(self.scored(QueryTerm { name: name.into(), is_pair, forms }));
                }
            }
        }
        let mut languages = self.scored(QueryTerm { name: name.into(), is_pair: false, forms: vec![form] });
        if !own.is_empty() {
            languages.insert(0, Clause::Any { condition: None, clauses: own });
        }
        Ok(Clause::Best(languages))
    }

    /// The terms among found words that pairs cover, longest first from the left, with their forms in the other view.
    /// Words that `is_searched` does not name are not translated.
    pub(super) fn translated_spans(
        &mut self,
        field: Field,
        direction: Direction,
        found: &[Found<'_>],
        is_searched: impl Fn(&Found<'_>) -> bool,
    ) -> Result<Vec<Span>, QueryError> {
        let Some(pairs) = self.translator.as_ref().map(|translator| Arc::clone(&translator.pairs)) else {
            return Ok(Vec::new());
        };
        let mut spans = Vec::new();
        let mut from = 0;
        while from < found.len() {
            let mut to = from + 1;
            if is_searched(&found[from]) {
                let longest = pairs.longest_key(direction).clamp(1, found.len() - from);
                for length in (1..=longest).rev() {
                    let run = &found[from..from + length];
                    if !are_neighbours(run) || !run.iter().all(&is_searched) {
                        continue;
                    }
                    if let Some(form) = self.translated(field, direction, run)? {
                        to = from + length;
                        spans.extend(form.map(|form| Span { from, to, form }));
                        break;
                    }
                }
            }
            from = to;
        }
        Ok(spans)
    }

    /// The form of a run of words in the other view. `None` where no pair that the index holds covers it; `Some(None)`
    /// where all that do are refused or vetoed.
    pub(super) fn translated(
        &mut self,
        field: Field,
        direction: Direction,
        run: &[Found<'_>],
    ) -> Result<Option<Option<Form>>, QueryError> {
        let word = name_of(direction, run);
        let key = key_of(run);
        let settings = self.ranking().translation;
        let mut chosen: Vec<(Choice, Variant)> = Vec::new();
        for choice in self.choices(direction, &key, run)? {
            if chosen.len() == settings.terms {
                break;
            }
            let likeliest = chosen.first().map_or(choice.probability, |(first, _)| first.probability);
            if choice.probability < settings.probability * likeliest {
                break;
            }
            let weight = (choice.probability / likeliest).powf(settings.power);
            let variant = self.variant(field, direction.to_view(), &choice.surface, weight)?;
            chosen.extend(variant.map(|variant| (choice, variant)));
        }
        if chosen.is_empty() {
            let has_veto = self.translator.as_ref().is_some_and(|own| own.pairs.has_veto(direction, &key));
            return Ok(has_veto.then_some(None));
        }
        let (mut variants, mut used) = (Vec::new(), Vec::new());
        for (choice, variant) in chosen {
            if self.is_refused(direction, &key, &choice.key) {
                continue;
            }
            used.push(TermTranslation {
                word: word.clone(),
                translation: choice.surface,
                into: language_into(direction),
                weight: variant.weight,
                probability: choice.probability,
                sources: choice.sources,
                support: choice.support,
                documents: choice.documents,
            });
            variants.push(variant);
        }
        if let Some(translator) = &mut self.translator {
            used.retain(|used| !translator.used.contains(used));
            translator.used.extend(used);
        }
        let boost = settings.weight * (run.len() as f32).powf(settings.length);
        let form = Form { view: direction.to_view(), boost, variants };
        Ok(Some((!form.variants.is_empty()).then_some(form)))
    }

    /// What a run may be translated as, the likeliest first: pairs, and for a word without any, what sounds like it.
    fn choices(&self, direction: Direction, key: &str, run: &[Found<'_>]) -> Result<Vec<Choice>, QueryError> {
        let Some(translator) = &self.translator else { return Ok(Vec::new()) };
        let of_pair = |pair: &Pair| Choice {
            surface: pair.to(direction).surface.clone(),
            key: pair.to(direction).key.clone(),
            probability: pair.probability(direction),
            sources: pair.sources.clone(),
            support: pair.support,
            documents: pair.documents.clone(),
        };
        let mut choices: Vec<Choice> = translator.pairs.translations(direction, key).map(of_pair).collect();
        if let ([word], true) = (run, choices.is_empty())
            && terms::sound::has_sound(direction, word.surface)
        {
            let settings = self.ranking().translation;
            for (surface, likeness) in
                Sounds::of(self.generation, direction)?.like(word.surface, settings.sound)
            {
                let key = self.key(direction.to_view(), &surface)?;
                let is_vetoed = match direction {
                    Direction::ToEnglish => translator.pairs.is_vetoed(&word.term, &key),
                    Direction::ToJapanese => translator.pairs.is_vetoed(&key, &word.term),
                };
                if !is_vetoed && !choices.iter().any(|choice| choice.key == key) {
                    let sources = vec![PairSource::Sound];
                    choices.push(Choice {
                        surface,
                        key,
                        probability: likeness,
                        sources,
                        support: 0,
                        documents: vec![],
                    });
                }
            }
        }
        Ok(choices)
    }

    /// `None` where no part of the field has it.
    fn variant(
        &self,
        field: Field,
        view: View,
        surface: &str,
        weight: f32,
    ) -> Result<Option<Variant>, QueryError> {
        let found = self.analyzed(view, surface)?;
        let terms: Vec<(u32, String)> = found.into_iter().map(|found| (found.position, found.term)).collect();
        if terms.is_empty() {
            return Ok(None);
        }
        let streams = self.streams(field, view, &relative(&terms).into())?;
        Ok((!streams.is_empty()).then(|| Variant { name: surface.into(), weight, streams }))
    }

    fn is_refused(&self, direction: Direction, from: &str, to: &str) -> bool {
        let pair = match direction {
            Direction::ToEnglish => (from.to_owned(), to.to_owned()),
            Direction::ToJapanese => (to.to_owned(), from.to_owned()),
        };
        self.translator.as_ref().is_some_and(|translator| translator.refused.contains(&pair))
    }
}

fn key_of(run: &[Found<'_>]) -> String {
    run.iter().map(|found| found.term.as_str()).collect::<Vec<_>>().join(" ")
}

pub(super) fn name_of(direction: Direction, run: &[Found<'_>]) -> String {
    let words: Vec<&str> = run.iter().map(|found| found.surface).collect();
    words.join(match direction {
        Direction::ToEnglish => "",
        Direction::ToJapanese => " ",
    })
}

fn are_neighbours(run: &[Found<'_>]) -> bool {
    run.windows(2).all(|pair| pair[0].position + 1 == pair[1].position)
}
