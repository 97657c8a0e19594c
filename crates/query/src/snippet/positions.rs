//! Marks of conditions on positions: the words that take part in a span, in the texts where there is one.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
    sync::Arc,
};

use analysis::{SENTENCE_END, TokenBuffer};
use indexer::{Generation, Part, View};
use model::Language;
use rustc_hash::FxHashMap;

use super::{
    analyzers::Analyzers,
    pattern::has_whole_word,
    screen::{Possible, Screen},
    window::Match,
};
use crate::{
    QueryError,
    plan::{Boundary, Clause, Held, Node, Slot, Source, Spans},
    rank::{Places, Span, find},
};

/// The numbers of patterns of this kind begin here, apart from those of terms.
const FIRST_PATTERN: usize = 1 << 32;

/// The conditions on positions of a query, and the analysers of their texts.
pub(super) struct Conditions {
    all: Vec<Condition>,
    /// What looks for a term of a view.
    seekers: HashMap<View, FxHashMap<String, Vec<Seeker>>>,
    analyzers: Analyzers,
    /// Of the terms of slots in views of separate words, by the places of the slots.
    screen: Screen,
    possible: Possible,
    documents: u64,
}

/// A slot of a condition.
struct Seeker {
    condition: usize,
    slot: usize,
    /// Whether it must not stand there.
    excludes: bool,
}

struct Condition {
    spans: Arc<Spans>,
    part: Part,
    base: View,
    /// By slot.
    views: Vec<View>,
    /// The place of its first slot among those of all conditions.
    first_slot: usize,
}

/// Where a condition's slots stand in one text.
struct Text<'t> {
    wanted: Vec<BTreeSet<u32>>,
    excluded: Vec<BTreeSet<u32>>,
    base: &'t Words,
}

/// A text in one view.
#[derive(Default)]
struct Words {
    /// The position of every word with its bytes, ascending.
    places: Vec<(u32, Range<usize>)>,
    sentence_ends: Vec<u32>,
}

impl Conditions {
    /// The conditions of what matches; what NOT excludes is not shown.
    pub(super) fn of(generation: &Generation, root: &Clause) -> Result<Self, QueryError> {
        let mut all = Vec::new();
        collect(generation, root, &mut all)?;
        let mut seekers: HashMap<View, FxHashMap<String, Vec<Seeker>>> = HashMap::new();
        for (condition, Condition { spans, views, .. }) in all.iter().enumerate() {
            for (slot, (of_slot, view)) in spans.slots.iter().zip(views).enumerate() {
                let of_view = seekers.entry(*view).or_default();
                for (terms, excludes) in [(&of_slot.any_of, false), (&of_slot.but_not, true)] {
                    for term in terms {
                        let seeker = Seeker { condition, slot, excludes };
                        of_view.entry(term.clone()).or_default().push(seeker);
                    }
                }
            }
        }
        let slots = all.iter().flat_map(|condition: &Condition| {
            let slots = condition.spans.slots.iter().zip(&condition.views).zip(condition.first_slot..);
            slots.filter(|((_, view), _)| !View::of(Language::JA).contains(view))
        });
        let terms = slots.flat_map(|((slot, _), n)| slot.any_of.iter().map(move |term| (term.as_str(), n)));
        let screen = Screen::of(terms);
        let views: Vec<View> = all.iter().flat_map(|c| c.views.iter().copied().chain([c.base])).collect();
        Ok(Self {
            analyzers: Analyzers::of(generation, |view| views.contains(&view))?,
            screen,
            possible: Possible::default(),
            all,
            seekers,
            documents: generation.document_count(),
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Those that a text of a part may fulfil.
    fn concerned(&mut self, part: Part, language: Language, text: &str) -> Vec<usize> {
        let views = View::of(language);
        let is_here = |condition: &Condition| condition.part == part && views.contains(&condition.base);
        let mut concerned: Vec<usize> = (0..self.all.len()).filter(|&i| is_here(&self.all[i])).collect();
        if !concerned.is_empty() && language != Language::JA {
            self.screen.possible(text, &mut self.possible);
            concerned.retain(|&i| {
                let Condition { spans, first_slot, .. } = &self.all[i];
                may_have(&spans.node, &|slot| self.possible.has(first_slot + slot))
            });
        }
        concerned
    }

    /// The words of a text that take part in a span, ordered by where they end.
    pub(super) fn matches(&mut self, part: Part, language: Language, text: &str) -> Vec<Match> {
        let concerned = self.concerned(part, language, text);
        if concerned.is_empty() {
            return Vec::new();
        }
        let mut wanted: Vec<Vec<BTreeSet<u32>>> =
            self.all.iter().map(|condition| vec![BTreeSet::new(); condition.views.len()]).collect();
        let mut excluded = wanted.clone();
        let mut words: HashMap<View, Words> = HashMap::new();
        for (view, tokens) in self.analyzers.analyze(language, text) {
            words.insert(view, Words::of(tokens));
            let Some(seekers) = self.seekers.get(&view) else { continue };
            for token in tokens.iter() {
                for seeker in seekers.get(token.term).into_iter().flatten() {
                    let positions = if seeker.excludes { &mut excluded } else { &mut wanted };
                    positions[seeker.condition][seeker.slot].insert(token.position);
                }
            }
        }
        let mut found = Vec::new();
        for i in concerned {
            let condition = &self.all[i];
            let Some(base) = words.get(&condition.base) else { continue };
            let (wanted, excluded) = (std::mem::take(&mut wanted[i]), std::mem::take(&mut excluded[i]));
            let mut places = Text { wanted, excluded, base };
            let mut whole = find(&condition.spans.node, &mut places);
            // The farthest end of those that begin here or before, so that one look tells what lies in any.
            for i in 1..whole.len() {
                whole[i].end = whole[i].end.max(whole[i - 1].end);
            }
            if !whole.is_empty() {
                let mut marks =
                    Marks { condition, whole, words: &words, documents: self.documents, found: &mut found };
                marks.of_node(&condition.spans.node, &mut places);
            }
        }
        found.sort_by_key(|found| (found.byte_range.end, found.byte_range.start));
        found
    }
}

fn collect(generation: &Generation, clause: &Clause, all: &mut Vec<Condition>) -> Result<(), QueryError> {
    let mut add = |spans: &Arc<Spans>| all.extend(Condition::of(generation, spans, all.last()));
    match clause {
        Clause::Any { clauses, .. } | Clause::All(clauses) | Clause::Best(clauses) => {
            clauses.iter().try_for_each(|clause| collect(generation, clause, all))?;
        }
        Clause::Spans(spans) => add(spans),
        Clause::Scored(term) => {
            for source in term.sources() {
                match source {
                    Source::Spans(spans) => add(spans),
                    Source::Terms { field, terms } => {
                        of_whole_words(generation, field, terms)?.iter().for_each(&mut add);
                    }
                }
            }
        }
        Clause::Term { field, term } => {
            // It stands at the last of its letters.
            let letters = term.strip_prefix(analysis::WHOLE_WORD).map_or(0, |word| word.chars().count());
            let terms = [((letters as u32).saturating_sub(1), term.clone())];
            of_whole_words(generation, field, &terms)?.iter().for_each(add);
        }
        Clause::Phrase { field, terms } => {
            of_whole_words(generation, field, terms)?.iter().for_each(add);
        }
        _ => {}
    }
    Ok(())
}

/// Terms side by side as a condition, where Latin words are among them as wholes.
fn of_whole_words(
    generation: &Generation,
    field: &str,
    terms: &[(u32, String)],
) -> Result<Option<Arc<Spans>>, QueryError> {
    if !has_whole_word(terms) {
        return Ok(None);
    }
    let spans = Spans::of_characters(generation, (field, String::new()), terms, &[])?;
    Ok(Some(spans.into()))
}

impl Condition {
    /// `None` for a condition on names, which are not shown as passages.
    fn of(generation: &Generation, spans: &Arc<Spans>, last: Option<&Self>) -> Option<Self> {
        let fields = generation.schema().text_fields();
        let text_field = |name: &str| fields.iter().find(|field| *field.name == *name);
        let base = text_field(&spans.field)?;
        let view_of = |slot: &Slot| text_field(&slot.field).map_or(base.view, |field| field.view);
        Some(Self {
            spans: Arc::clone(spans),
            part: base.part,
            base: base.view,
            views: spans.slots.iter().map(view_of).collect(),
            first_slot: last.map_or(0, |last| last.first_slot + last.views.len()),
        })
    }
}

/// Whether a text may have a span of a node, as far as its slots tell: those of which `has` says that it may have them.
fn may_have(node: &Node, has: &impl Fn(usize) -> bool) -> bool {
    match node {
        Node::Run(run) => run.slots.iter().all(|(_, slot)| has(*slot)),
        Node::Any(nodes) => nodes.iter().any(|node| may_have(node, has)),
        Node::Near(near) => may_have(&near.left, has) && may_have(&near.right, has),
        Node::Padded { node, .. } => may_have(node, has),
        Node::Within { held, .. } => may_hold(held, has),
    }
}

fn may_hold(held: &Held, has: &impl Fn(usize) -> bool) -> bool {
    match held {
        Held::Everything(_) | Held::Not { .. } => true,
        Held::Nothing => false,
        Held::Span(node) => may_have(node, has),
        Held::All(operands) => operands.iter().all(|operand| may_hold(operand, has)),
        Held::Any(operands) => operands.iter().any(|operand| may_hold(operand, has)),
    }
}

/// Collects the words of one condition.
struct Marks<'m> {
    condition: &'m Condition,
    /// The spans of the whole condition: where each begins, and the farthest end from there on back.
    whole: Vec<Span>,
    words: &'m HashMap<View, Words>,
    documents: u64,
    found: &'m mut Vec<Match>,
}

impl Marks<'_> {
    fn of_node(&mut self, node: &Node, places: &mut Text<'_>) {
        match node {
            Node::Run(run) => {
                let slot = run.slots.first().map_or(0, |(_, slot)| *slot);
                self.mark(slot, self.condition.views[slot], &find(node, places));
            }
            // The characters between are part of what was asked for.
            Node::Padded { .. } => self.mark(0, self.condition.base, &find(node, places)),
            Node::Near(near) if near.is_run => self.mark(0, self.condition.base, &find(node, places)),
            Node::Near(near) => {
                self.of_node(&near.left, places);
                self.of_node(&near.right, places);
            }
            Node::Any(nodes) => nodes.iter().for_each(|node| self.of_node(node, places)),
            Node::Within { held, .. } => self.of_held(held, places),
        }
    }

    fn of_held(&mut self, held: &Held, places: &mut Text<'_>) {
        match held {
            Held::Span(node) => self.of_node(node, places),
            Held::All(operands) | Held::Any(operands) => {
                operands.iter().for_each(|operand| self.of_held(operand, places));
            }
            Held::Everything(_) | Held::Nothing | Held::Not { .. } => {}
        }
    }

    /// Marks the spans that lie in a span of the whole condition.
    fn mark(&mut self, slot: usize, view: View, spans: &[Span]) {
        let Some(words) = self.words.get(&view) else { return };
        let documents = self.condition.spans.slots[slot].document_frequency.unwrap_or(self.documents);
        let weight = (1.0 + self.documents as f32 / (documents as f32 + 0.5)).ln();
        for span in spans {
            let begun = self.whole.partition_point(|whole| whole.start <= span.start);
            if self.whole[..begun].last().is_none_or(|whole| whole.end < span.end) {
                continue;
            }
            if let (Some(first), Some(last)) = (words.bytes(span.start), words.bytes(span.end)) {
                let byte_range = first.start..last.end;
                self.found.push(Match {
                    byte_range,
                    pattern: FIRST_PATTERN + self.condition.first_slot + slot,
                    weight,
                });
            }
        }
    }
}

impl Words {
    fn of(tokens: &TokenBuffer) -> Self {
        let mut words = Self::default();
        for token in tokens.iter() {
            if token.term == SENTENCE_END {
                words.sentence_ends.push(token.position);
            } else if !token.is_marker() {
                words.places.push((token.position, token.byte_range));
            }
        }
        words
    }

    fn bytes(&self, position: u32) -> Option<&Range<usize>> {
        let place = self.places.binary_search_by_key(&position, |(at, _)| *at).ok()?;
        Some(&self.places[place].1)
    }
}

impl Places for Text<'_> {
    fn of_slot(&mut self, slot: usize, positions: &mut Vec<u32>) {
        positions.extend(self.wanted[slot].difference(&self.excluded[slot]));
    }

    fn ends(&mut self, boundary: Boundary, positions: &mut Vec<u32>) {
        if boundary == Boundary::Sentence {
            positions.extend(&self.base.sentence_ends);
        }
        // The text is one value.
        let last = self.base.places.last().map(|(position, _)| *position);
        positions.extend(last.filter(|last| positions.last() != Some(last)));
    }
}
