//! Words at their positions as runs of slots.

use std::collections::BTreeMap;

use super::{
    Node, Open, Run, Slot,
    build::{Builder, Source, Word},
};
use crate::{
    QueryError,
    plan::{
        Vocabulary,
        characters::{Piece, Reading},
        dictionary::{Shape, expand},
    },
};

/// Letters with which a word begins from which on it is worth knowing the words that begin so.
const BEGINNING: usize = 3;

impl Builder<'_, '_> {
    /// Slots at their positions, relative to the first.
    pub(super) fn run(slots: Vec<(u32, usize)>) -> Option<Node> {
        let first = slots.first()?.0;
        let slots = slots.into_iter().map(|(position, slot)| (position - first, slot)).collect();
        Some(Node::Run(Run::of(slots)))
    }

    /// Words at their positions; `None` without words, or where the field lacks one.
    pub(super) fn run_of_words(
        &mut self,
        source: &Source,
        words: &[Word],
        open: Open,
    ) -> Result<Option<Node>, QueryError> {
        let Reading { pieces, markers, beginning } =
            Reading::of(words.iter().map(|word| &word.of_word), open);
        let mut run = Vec::with_capacity(pieces.len() + markers.len());
        for piece in pieces {
            let (place, term) = match piece {
                Piece::Character(place) => (place, words[place].term.as_str()),
                Piece::Word(last) => (last, words[last].of_word.whole()),
            };
            let Some(slot) = self.slot_of_term(source, term)? else { return Ok(None) };
            run.push((words[place].position, slot));
        }
        if let Some(beginning) = beginning
            && let Some(found) = self.words_beginning(source, &words[beginning..])?
        {
            if found.is_empty() {
                return Ok(None);
            }
            // They are the evidence, and not their letters.
            let letters = run.len() - (words.len() - beginning);
            let documents = found.values().sum::<u64>().min(self.planner.generation.document_count());
            for (place, (_, slot)) in run[letters..].iter().enumerate() {
                let known = &mut self.slots[*slot].document_frequency;
                *known = known.filter(|_| place == 0).map(|_| documents);
            }
            self.slots[run[0].1].beside = found.into_keys().collect();
        }
        self.add_markers(source, words, &markers, &mut run);
        Ok(Self::run_of(words, run, beginning == Some(0)))
    }

    /// The words of a text as they are written, between the ends of Latin words.
    pub(super) fn run_as_written(
        &mut self,
        source: &Source,
        words: &[Word],
    ) -> Result<Option<Node>, QueryError> {
        let Reading { pieces, markers, .. } =
            Reading::of(words.iter().map(|word| &word.of_word), Open::default());
        let mut run = Vec::new();
        for piece in pieces {
            let Piece::Word(last) = piece else { continue };
            // It is in few documents, and its letters tell how it is written.
            let whole = words[last].of_word.whole();
            if self.planner.generation.document_frequency(&source.field, whole)? == 0 {
                return Ok(None);
            }
            run.push((words[last].position, self.slot_of_marker(source, whole)));
        }
        for word in words {
            let Some(slot) = self.slot_as_written(source, word)? else { return Ok(None) };
            run.push((word.position, slot));
        }
        self.add_markers(source, words, &markers, &mut run);
        Ok(Self::run_of(words, run, false))
    }

    fn add_markers(
        &mut self,
        source: &Source,
        words: &[Word],
        markers: &[(usize, &'static str)],
        run: &mut Vec<(u32, usize)>,
    ) {
        // Behind the slots of characters, which stand in fewer documents.
        for (place, marker) in markers {
            run.push((words[*place].position, self.slot_of_marker(source, marker)));
        }
    }

    fn slot_of_marker(&mut self, source: &Source, marker: &str) -> usize {
        self.slots.push(Slot::of_marker(&source.field, marker));
        self.slots.len() - 1
    }

    /// Slots at positions of words, as a run over all of these; `None` without words.
    fn run_of(words: &[Word], slots: Vec<(u32, usize)>, is_beginning: bool) -> Option<Node> {
        let (first, last) = (words.first()?.position, words.last()?.position);
        let slots = slots.into_iter().map(|(position, slot)| (position - first, slot)).collect();
        let last = last - first;
        let has_gaps = words.len() as u32 <= last;
        Some(Node::Run(Run { slots, last, has_gaps, is_beginning }))
    }

    /// The whole words of a field that begin so, with the documents of each; `None` where the letters are too few
    /// or too many, or the words are.
    fn words_beginning(
        &self,
        source: &Source,
        letters: &[Word],
    ) -> Result<Option<BTreeMap<String, u64>>, QueryError> {
        if letters.len() < BEGINNING {
            return Ok(None);
        }
        let letters = letters.iter().map(|letter| letter.term.as_str());
        let beginning: String = [analysis::WHOLE_WORD].into_iter().chain(letters).collect();
        if analysis::may_be_cut(&beginning) {
            return Ok(None);
        }
        let generation = self.planner.generation;
        let limit = self.planner.ranking().limits.expansions;
        let shape = Shape::Beginning(&beginning);
        let terms = expand(generation, &source.field, &shape, &mut Default::default(), limit + 1)?.terms;
        Ok((terms.len() <= limit).then_some(terms))
    }

    /// Terms at their positions; `None` without terms, or where the field lacks one.
    pub(super) fn run_of_terms(
        &mut self,
        source: &Source,
        terms: &[(u32, String)],
    ) -> Result<Option<Node>, QueryError> {
        let mut run = Vec::with_capacity(terms.len());
        for (position, term) in terms {
            let Some(slot) = self.slot_of_term(source, term)? else { return Ok(None) };
            run.push((*position, slot));
        }
        Ok(Self::run(run))
    }
}
