//! What is marked: the terms and phrases of a plan, and where a text has them.

use std::{
    borrow::Cow,
    cell::OnceCell,
    collections::{HashMap, hash_map::Entry},
    ops::Range,
};

use analysis::TokenBuffer;
use indexer::{Generation, Part, View};
use model::Language;
use rustc_hash::FxHashMap;

use super::{
    analyzers::Analyzers,
    prefixes::Prefixes,
    screen::{Possible, Screen},
    texts::Candidate,
    window::{Grams, Match, Window, densest},
};
use crate::{
    QueryError,
    plan::{Clause, Source, Vocabulary},
};

/// A term or phrase of the query in a view. Those with Latin words among characters are conditions on positions
/// here, since their letters are in many a word.
pub(super) struct Pattern {
    view: View,
    /// With positions relative to the first.
    pub(super) terms: Vec<(u32, String)>,
    /// The parts that the query looks for it in.
    parts: Vec<Part>,
    /// How telling it is: the sum of its terms' inverse document frequencies.
    pub(super) weight: f32,
}

/// Every pattern of a query.
pub(super) struct Patterns {
    all: Vec<Pattern>,
    /// By view and first term.
    by_first: HashMap<View, FxHashMap<String, Vec<usize>>>,
    /// Made where they are asked for: few parts of few languages are looked at. By [`Part::ALL`].
    grams: [OnceCell<Grams>; Part::ALL.len()],
    prefixes: [OnceCell<Prefixes>; Part::ALL.len()],
    /// Of the first terms of patterns in views of separate words, by the numbers of the patterns.
    screen: Screen,
}

/// Where the pattern of a view and its terms is in the list.
type Places<'r> = FxHashMap<(View, Cow<'r, [(u32, String)]>), usize>;

/// Analyses texts and finds patterns in them.
pub(super) struct Marker {
    analyzers: Analyzers,
}

impl Patterns {
    /// The patterns of what matches; what NOT excludes is not shown.
    pub(super) fn of(generation: &Generation, root: &Clause) -> Result<Self, QueryError> {
        let mut all = Vec::new();
        collect(generation, root, &mut Places::default(), &mut all)?;
        let mut by_first: HashMap<View, FxHashMap<String, Vec<usize>>> = HashMap::new();
        for (i, pattern) in all.iter().enumerate() {
            let of_view = by_first.entry(pattern.view).or_default();
            of_view.entry(pattern.terms[0].1.clone()).or_default().push(i);
        }
        let separate = all.iter().enumerate().filter(|(_, pattern)| !pattern.is_japanese());
        let screen = Screen::of(separate.map(|(i, pattern)| (pattern.terms[0].1.as_str(), i)));
        Ok(Self { all, by_first, grams: Default::default(), prefixes: Default::default(), screen })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The characters by which places in Japanese texts of a part are found.
    pub(super) fn grams(&self, part: Part) -> &Grams {
        self.grams[part as usize]
            .get_or_init(|| Grams::of(self.of_part(part).filter(|pattern| pattern.is_japanese())))
    }

    /// The beginnings of words by which places in other texts of a part are found.
    pub(super) fn prefixes(&self, part: Part) -> &Prefixes {
        self.prefixes[part as usize]
            .get_or_init(|| Prefixes::of(self.of_part(part).filter(|pattern| !pattern.is_japanese())))
    }

    fn of_part(&self, part: Part) -> impl Iterator<Item = &Pattern> {
        self.all.iter().filter(move |pattern| pattern.parts.contains(&part))
    }

    /// What the patterns of a part that a text may have weigh together; `None` where it may have none. The language is
    /// one that separates words.
    pub(super) fn most(&self, candidate: &Candidate<'_>, possible: &mut Possible) -> Option<f32> {
        let views = View::of(candidate.language);
        self.screen.possible(candidate.text, possible);
        let patterns = possible.numbers().map(|number| &self.all[number]);
        let here = patterns.filter(|p| views.contains(&p.view) && p.parts.contains(&candidate.part));
        here.map(|pattern| pattern.weight).reduce(|sum, weight| sum + weight)
    }
}

impl Pattern {
    fn is_japanese(&self) -> bool {
        View::of(Language::JA).contains(&self.view)
    }
}

fn collect<'r>(
    generation: &Generation,
    clause: &'r Clause,
    places: &mut Places<'r>,
    all: &mut Vec<Pattern>,
) -> Result<(), QueryError> {
    match clause {
        Clause::Scored(term) if !term.is_pair => term.sources().try_for_each(|source| match source {
            Source::Terms { field, terms } => add(generation, field, (&**terms).into(), places, all),
            Source::Spans(_) => Ok(()),
        }),
        Clause::Term { field, term } => add(generation, field, vec![(0, term.clone())].into(), places, all),
        Clause::Phrase { field, terms } => add(generation, field, terms.into(), places, all),
        Clause::Any { clauses, .. } | Clause::All(clauses) | Clause::Best(clauses) => {
            clauses.iter().try_for_each(|clause| collect(generation, clause, places, all))
        }
        Clause::Scored(_)
        | Clause::Named { .. }
        | Clause::Everything
        | Clause::Nothing
        | Clause::TermSet { .. }
        | Clause::Prefix { .. }
        | Clause::Between { .. }
        | Clause::Range { .. }
        | Clause::Found { .. }
        | Clause::Spans(_)
        | Clause::Not(_) => Ok(()),
    }
}

fn add<'r>(
    generation: &Generation,
    field: &str,
    terms: Cow<'r, [(u32, String)]>,
    places: &mut Places<'r>,
    all: &mut Vec<Pattern>,
) -> Result<(), QueryError> {
    if has_whole_word(&terms) {
        return Ok(());
    }
    let schema = generation.schema();
    let physical = schema.field(field);
    let Some(text) = schema.text_fields().iter().find(|text| Some(text.field) == physical) else {
        return Ok(());
    };
    let place = match places.entry((text.view, terms)) {
        Entry::Occupied(known) => *known.get(),
        Entry::Vacant(free) => {
            let terms = free.key().1.to_vec();
            let weight = weight(generation, field, &terms)?;
            all.push(Pattern { view: text.view, terms, parts: Vec::new(), weight });
            *free.insert(all.len() - 1)
        }
    };
    all[place].parts.push(text.part);
    Ok(())
}

/// Whether terms stand for Latin words as wholes, in the view of single characters.
pub(super) fn has_whole_word(terms: &[(u32, String)]) -> bool {
    terms.iter().any(|(_, term)| term.starts_with(analysis::WHOLE_WORD))
}

fn weight(generation: &Generation, field: &str, terms: &[(u32, String)]) -> Result<f32, QueryError> {
    let documents = generation.document_count() as f32;
    let mut sum = 0.0;
    for (_, term) in terms {
        let frequency = generation.document_frequency(field, term)? as f32;
        sum += (1.0 + documents / (frequency + 0.5)).ln();
    }
    Ok(sum)
}

impl Marker {
    pub(super) fn new(generation: &Generation, patterns: &Patterns) -> Result<Self, QueryError> {
        Ok(Self { analyzers: Analyzers::of(generation, |view| patterns.by_first.contains_key(&view))? })
    }

    /// Byte ranges of the query's words in a text of a part: ascending, disjoint, touching ones joined.
    pub(super) fn marks(
        &mut self,
        patterns: &Patterns,
        part: Part,
        language: Language,
        text: &str,
    ) -> Vec<Range<usize>> {
        let matches = self.matches(patterns, part, language, text);
        joined(matches.into_iter().map(|found| found.byte_range).collect())
    }

    /// The densest place of a text in a language that separates words.
    pub(super) fn densest(
        &mut self,
        patterns: &Patterns,
        candidate: &Candidate<'_>,
        chars: usize,
    ) -> Option<Window> {
        let matches = self.matches(patterns, candidate.part, candidate.language, candidate.text);
        densest(&matches, chars)
    }

    /// View by view.
    fn matches(&mut self, patterns: &Patterns, part: Part, language: Language, text: &str) -> Vec<Match> {
        let mut found = Vec::new();
        for (view, tokens) in self.analyzers.analyze(language, text) {
            let Some(by_first) = patterns.by_first.get(&view) else { continue };
            // One word a position; markers are stacked on words and left out.
            for (i, word) in tokens.iter().enumerate().filter(|(_, token)| !token.is_marker()) {
                for &index in by_first.get(word.term).into_iter().flatten() {
                    let pattern = &patterns.all[index];
                    if !pattern.parts.contains(&part) {
                        continue;
                    }
                    let last = last_of_phrase(&pattern.terms, tokens, i);
                    found.extend(last.map(|last| Match {
                        byte_range: word.byte_range.start..last,
                        pattern: index,
                        weight: pattern.weight,
                    }));
                }
            }
        }
        found
    }
}

/// The byte at which a phrase ends that begins with the token at `first`.
fn last_of_phrase(terms: &[(u32, String)], tokens: &TokenBuffer, first: usize) -> Option<usize> {
    let start = tokens.get(first).position;
    let mut words = (first..tokens.len()).map(|i| tokens.get(i)).filter(|token| !token.is_marker());
    let mut word = words.next()?;
    for (offset, term) in terms {
        while word.position < start + offset {
            word = words.next()?;
        }
        if word.position != start + offset || word.term != term {
            return None;
        }
    }
    Some(word.byte_range.end)
}

pub(super) fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
