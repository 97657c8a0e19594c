//! Numbers among the words of a query that names no field: `特開2010-228687 電池`, `NOT JP2010228687A`.
//!
//! A number stands for the documents that carry it, and for those in whose text it stands as written. Only what has
//! a label or an office in front is taken for one (`model::scan` says what); `2009-123456` alone and whole numbers
//! remain words.

use model::{Found, Meaning, Number};

use super::{Clause, Planner, ranges::NUMBER_KEYS, spans::Open};
use crate::{Field, ProblemCode, QueryError};

/// The score of a document for being named: it comes before every document that only mentions the number in its
/// text, whatever words stand beside it. Scores of words are below 100.
const NAMED: f32 = 1000.0;

impl Planner<'_> {
    /// As [`Planner::free_text`], with numbers taken as wholes and as documents.
    pub(super) fn free_text_with_numbers(
        &mut self,
        field: Field,
        text: &str,
    ) -> Result<Option<Vec<Clause>>, QueryError> {
        let numbers = numbers_in(field, text);
        if numbers.is_empty() {
            return self.free_text(field, text);
        }
        let mut clauses = Vec::new();
        let mut words = String::new();
        let mut at = 0;
        for found in &numbers {
            words.push_str(&text[at..found.byte_range.start]);
            words.push(' ');
            at = found.byte_range.end;
            clauses.extend(self.number_or_words(field, &text[found.byte_range.clone()], found)?);
        }
        words.push_str(&text[at..]);
        if words.chars().any(char::is_alphanumeric) {
            clauses.extend(self.free_text(field, words.trim())?.unwrap_or_default());
        }
        Ok(Some(clauses))
    }

    /// As [`Planner::word`]; a word that is a number stands for its documents too.
    pub(super) fn word_or_number(
        &mut self,
        field: Field,
        text: &str,
    ) -> Result<Option<Vec<Clause>>, QueryError> {
        match numbers_in(field, text).as_slice() {
            [found] if found.byte_range == (0..text.len()) => {
                self.number_or_words(field, text, found).map(Some)
            }
            _ => self.word(field, text, Open::default()),
        }
    }

    fn number_or_words(
        &mut self,
        field: Field,
        words: &str,
        found: &Found,
    ) -> Result<Vec<Clause>, QueryError> {
        let mut clauses = documents(&found.meaning);
        self.count_clauses(clauses.len())?;
        if self.scoring {
            let (claiming, named) = clauses.into_iter().partition(claims_priority);
            clauses = claiming;
            clauses.push(Clause::Named { clauses: named, score: NAMED });
        }
        clauses.extend(self.word(field, words, Open::default())?.unwrap_or_default());
        let message =
            format!("{words:?} was searched as a number too: {}", readings(&found.meaning).join(", "));
        self.problem(ProblemCode::ReadAsNumber, words, message);
        Ok(clauses)
    }
}

fn numbers_in(field: Field, text: &str) -> Vec<Found> {
    if field != Field::TEXT || !text.bytes().any(|b| b.is_ascii_digit()) && text.is_ascii() {
        return Vec::new();
    }
    model::scan(text).into_iter().filter(|found| found.is_labelled).collect()
}

/// Clauses of which each finds the documents that carry one of the numbers meant.
fn documents(meaning: &Meaning) -> Vec<Clause> {
    match meaning {
        Meaning::Number(reading) => reading.numbers().iter().flat_map(of_number).collect(),
        Meaning::Doi(doi) => vec![term("id", format!("doi:{doi}"))],
    }
}

/// Whether a clause finds the documents that claim a number's priority, rather than those that carry it.
fn claims_priority(clause: &Clause) -> bool {
    matches!(clause, Clause::Term { field, .. } if field == "priorities")
}

/// The documents that carry a number. An application's number finds those that claim its priority too.
pub(super) fn of_number(number: &Number) -> Vec<Clause> {
    let mut clauses = vec![term(NUMBER_KEYS, number.order_key())];
    match number {
        Number::Publication(_) => {}
        Number::Application(application) => clauses.push(term("priorities", application.to_string())),
        Number::Grant(grant) => {
            let publication = |number| term(NUMBER_KEYS, Number::Publication(number).order_key());
            clauses.extend(grant.publications().into_iter().map(publication));
        }
    }
    clauses
}

fn term(field: &str, term: String) -> Clause {
    Clause::Term { field: field.to_owned(), term }
}

fn readings(meaning: &Meaning) -> Vec<String> {
    match meaning {
        Meaning::Number(reading) => reading.numbers().iter().map(Number::unmistakable).collect(),
        Meaning::Doi(doi) => vec![format!("doi:{doi}")],
    }
}
