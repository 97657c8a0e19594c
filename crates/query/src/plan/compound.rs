//! Words that are written as one or as two: `airflow` and `air flow`, `microRNA` and `micro RNA`, `IL6` and `IL 6`.
//!
//! In a free text in English, two words side by side are also searched as the one word that they make when written
//! together, where the index has it; and a word is also searched as two words side by side. It is divided where a letter
//! and a digit meet or where both parts have three letters, at the place whose rarer part most documents have, and only
//! where the divided spelling is in use: at least [`USAGE`] as many documents have it as have the word itself, so that
//! `express ion` is not searched for `expression`. What was added is told by a notice. What is excluded, and filters, are
//! taken as they are written.

use std::{collections::HashSet, sync::Arc};

use indexer::View;

use super::{
    Clause, Form, Planner, QueryTerm, Stream, Variant,
    engine::compile,
    kept::Kept,
    text::{Counted, Found},
};
use crate::{Field, ProblemCode, QueryError};

/// Letters of a part, where no digit tells the parts.
const LETTERS: usize = 3;

/// Documents with the two words for each that has the one, from which the two are taken for a spelling of it.
const USAGE: f64 = 0.1;

/// Words kept, those that are not divided too: each takes about 200 bytes.
const WORDS_KEPT: usize = 1 << 15;

/// How words are divided, by field: it takes a look at every place where a word could be divided, and the words of texts
/// come again and again.
type DividedWords = Kept<Field, Divided, WORDS_KEPT>;

/// How a word is divided that has this term.
struct Divided {
    term: String,
    variant: Option<Variant>,
}

impl Planner<'_> {
    /// The words that neighbours make when written as one, of those that the text does not have itself.
    pub(super) fn joined(
        &mut self,
        field: Field,
        view: View,
        (found, counted): (&[Found<'_>], &[Counted<'_>]),
    ) -> Result<Vec<QueryTerm>, QueryError> {
        let mut joined: Vec<QueryTerm> = Vec::new();
        if !self.scoring {
            return Ok(joined);
        }
        if view != View::En {
            return Ok(joined);
        }
        let searched: HashSet<&str> = counted.iter().map(|word| word.term).collect();
        let pairs: Vec<[&Found<'_>; 2]> = found
            .iter()
            .zip(found.iter().skip(1))
            .map(<[&Found<'_>; 2]>::from)
            .filter(|pair| can_join(pair) && pair.iter().all(|of| searched.contains(of.term.as_str())))
            .collect();
        let surfaces: Vec<String> =
            pairs.iter().map(|[first, second]| format!("{}{}", first.surface, second.surface)).collect();
        let terms = self.one_words(view, &surfaces)?;
        for (([first, second], surface), term) in pairs.into_iter().zip(surfaces).zip(terms) {
            let Some(term) = term.filter(|term| !searched.contains(term.as_str())) else { continue };
            if joined.iter().any(|known| *known.name == surface) {
                continue;
            }
            let streams = self.streams(field, view, &Arc::from([(0, term)]))?;
            let name: Arc<str> = surface.into();
            if let Some(form) = Form::of(view, 1.0, &name, streams) {
                self.note_spelling(&format!("{} {}", first.surface, second.surface), &name);
                joined.push(QueryTerm { name, is_pair: false, forms: vec![form] });
            }
        }
        Ok(joined)
    }

    /// A word as two words side by side, where they are in use.
    pub(super) fn divided(
        &mut self,
        field: Field,
        view: View,
        word: &Counted<'_>,
    ) -> Result<Option<Variant>, QueryError> {
        if !self.scoring || view != View::En || !word.surface.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Ok(None);
        }
        let kept = self.generation.derived(|_| Ok::<_, QueryError>(DividedWords::default()))?;
        let divided = kept.known_or((field, word.surface), || {
            let variant = self.divide(field, view, word)?;
            Ok::<_, QueryError>(Divided { term: word.term.to_owned(), variant })
        })?;
        // A word may be another term where it stands in another text.
        let variant = match divided.term == word.term {
            true => divided.variant.clone(),
            false => self.divide(field, view, word)?,
        };
        if let Some(Variant { name, .. }) = &variant {
            self.note_spelling(word.surface, name);
        }
        Ok(variant)
    }

    fn divide(&self, field: Field, view: View, word: &Counted<'_>) -> Result<Option<Variant>, QueryError> {
        let own = self.documents(view, word.term)?;
        let needed = (USAGE * own as f64).max(1.0);
        let mut best: Option<(u64, [String; 2], String)> = None;
        for at in 1..word.surface.len() {
            let (first, second) = word.surface.split_at(at);
            if !can_part(first, second) {
                continue;
            }
            let Some(terms) = self.one_word(view, first)?.zip(self.one_word(view, second)?) else { continue };
            let rarer = self.documents(view, &terms.0)?.min(self.documents(view, &terms.1)?);
            if needed <= rarer as f64 && best.as_ref().is_none_or(|(most, ..)| *most < rarer) {
                best = Some((rarer, [terms.0, terms.1], format!("{first} {second}")));
            }
        }
        let Some((_, [first, second], name)) = best else { return Ok(None) };
        let streams = self.streams(field, view, &Arc::from([(0, first), (1, second)]))?;
        if self.documents_of_any(&streams)? < needed {
            return Ok(None);
        }
        Ok(Some(Variant { name: name.into(), weight: 1.0, streams }))
    }

    /// The term of what the view's analyser takes for one word.
    fn one_word(&self, view: View, text: &str) -> Result<Option<String>, QueryError> {
        let mut found = self.analyzed(view, text)?;
        Ok((found.len() == 1).then(|| found.swap_remove(0).term))
    }

    /// The same for many words of letters and digits, which are divided as one text.
    fn one_words(&self, view: View, words: &[String]) -> Result<Vec<Option<String>>, QueryError> {
        let text = words.join(" ");
        let mut found = self.analyzed(view, &text)?.into_iter().peekable();
        let mut end = 0;
        let of_word = |word: &String| {
            end += word.len();
            let mut terms = std::iter::from_fn(|| found.next_if(|found| found.end <= end));
            let only = terms.next();
            let is_only = terms.count() == 0;
            // The space behind it.
            end += 1;
            only.filter(|_| is_only).map(|found| found.term)
        };
        Ok(words.iter().map(of_word).collect())
    }

    fn documents(&self, view: View, term: &str) -> Result<u64, QueryError> {
        super::document_frequency(self.generation, view, term)
    }

    fn documents_of_any(&self, streams: &[Stream]) -> Result<f64, QueryError> {
        let clauses: Vec<Clause> = streams.iter().map(|stream| stream.source.clone().clause()).collect();
        let any = compile(self.generation, &Clause::Any { condition: None, clauses })?;
        Ok(any.count(self.generation.searcher())? as f64)
    }

    fn note_spelling(&mut self, written: &str, also: &str) {
        let subject = format!("{written} → {also}");
        if !self
            .problems
            .iter()
            .any(|known| known.code == ProblemCode::SpellingAdded && known.subject == subject)
        {
            let message =
                format!("{written:?} was also searched as {also:?}; quotes keep a spelling as it is");
            self.problem(ProblemCode::SpellingAdded, &subject, message);
        }
    }
}

/// Whether two words stand side by side and could be written as one.
fn can_join([first, second]: &[&Found<'_>; 2]) -> bool {
    let is_plain = |found: &Found<'_>| found.surface.bytes().all(|b| b.is_ascii_alphanumeric());
    let are_numbers = ends_in_digit(first.surface) && begins_with_digit(second.surface);
    second.position == first.position + 1 && is_plain(first) && is_plain(second) && !are_numbers
}

/// Whether a word can be two words that end and begin here.
fn can_part(first: &str, second: &str) -> bool {
    let (ends, begins) = (ends_in_digit(first), begins_with_digit(second));
    ends != begins || (!ends && LETTERS <= first.len() && LETTERS <= second.len())
}

fn ends_in_digit(word: &str) -> bool {
    word.bytes().last().is_some_and(|byte| byte.is_ascii_digit())
}

fn begins_with_digit(word: &str) -> bool {
    word.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
}
