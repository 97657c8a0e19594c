//! Names, codes, classes and numbers: what a user writes to the terms that the index holds.

use indexer::Generation;
use model::{Doi, Number, NumberReading, PublicationNumber};

use super::{Clause, Planner, mentioned};
use crate::{Field, FieldKind, QueryError, field::narrow, workers::Worker};

impl Planner<'_> {
    /// Clauses of which any must match. They never score: a code is there or not.
    pub(super) fn value(&self, field: Field, text: &str) -> Result<Vec<Clause>, QueryError> {
        let mut clauses = Vec::new();
        if field.info().physical == ["number"]
            && let Some(numbers) = as_written_by_offices(text)
        {
            return Ok(numbers.iter().flat_map(mentioned::of_number).collect());
        }
        for physical in field.info().physical {
            for form in forms(field, physical, text) {
                clauses.extend(self.analysed(physical, &form)?);
            }
        }
        Ok(clauses)
    }

    /// Clauses as of [`Planner::value`], of the value in this very case.
    pub(super) fn value_as_written(&self, field: Field, text: &str) -> Result<Vec<Clause>, QueryError> {
        let mut clauses = Vec::new();
        for physical in field.info().physical {
            clauses.extend(self.analysed(physical, text.trim())?);
        }
        Ok(clauses)
    }

    /// A value as the analyser of its physical field makes terms of it.
    fn analysed(&self, physical: &str, value: &str) -> Result<Option<Clause>, QueryError> {
        let terms = terms_of(self.generation, physical, value)?;
        let field = physical.to_owned();
        Ok(match terms.len() {
            0 => None,
            1 => terms.into_iter().next().map(|(_, term)| Clause::Term { field, term }),
            _ => Some(Clause::Phrase { field, terms }),
        })
    }
}

/// The terms of a value with their positions; the value itself where the field has no analyser.
fn terms_of(generation: &Generation, physical: &str, value: &str) -> Result<Vec<(u32, String)>, QueryError> {
    let missing = || QueryError::MissingField { field: physical.to_owned() };
    let schema = generation.schema();
    let field = schema.field(physical).ok_or_else(missing)?;
    let Some(name) = schema.analyzer(field) else {
        return Ok(vec![(0, value.to_owned())]);
    };
    let mut analyzer = Worker::of(generation, name)?;
    Ok(super::text::terms(&mut analyzer, value))
}

/// The clauses of `field:text*`.
pub(super) fn prefixes(field: Field, text: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for physical in field.info().physical {
        let mut prefixes = forms(field, physical, text);
        if field.kind() == FieldKind::Identifier {
            // Numbers stand in the index in one case; a beginning does not pass their analyser.
            prefixes.extend(prefixes.clone().iter().map(|prefix| prefix.to_lowercase()));
            prefixes.sort();
            prefixes.dedup();
        }
        for prefix in prefixes {
            clauses.push(Clause::Prefix { field: (*physical).to_owned(), prefix });
        }
    }
    clauses
}

/// The forms in which the index may hold a value; it keeps codes in one case and classes without spaces.
fn forms(field: Field, physical: &str, text: &str) -> Vec<String> {
    let narrowed: String = text.trim().chars().map(narrow).collect();
    let mut forms = match (field.kind(), physical) {
        (FieldKind::Name, _) => vec![text.to_owned()],
        (FieldKind::Class, _) => {
            vec![narrowed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()]
        }
        (FieldKind::Identifier, "number" | "cites") => {
            let mut forms = vec![narrowed.clone()];
            forms.extend(numbers(text));
            if let Ok(doi) = narrowed.parse::<Doi>() {
                forms.push(format!("doi:{doi}"));
            }
            forms
        }
        (FieldKind::Identifier, _) => vec![narrowed],
        _ => vec![narrowed.to_uppercase(), narrowed.to_lowercase(), text.trim().to_owned(), narrowed],
    };
    forms.sort();
    forms.dedup();
    forms
}

/// What a number in a form of an office means; none for canonical forms, such as `JP-2009123456`, which do not tell a
/// publication from an application and find either, and for what is no number.
fn as_written_by_offices(text: &str) -> Option<Vec<Number>> {
    let narrowed: String = text.trim().chars().map(narrow).collect();
    let is_canonical = narrowed
        .parse::<PublicationNumber>()
        .is_ok_and(|number| number.to_string() == narrowed.to_uppercase());
    if is_canonical {
        return None;
    }
    model::read_number(text).ok().map(|reading| reading.numbers().to_vec())
}

/// The canonical forms of all that a written number can mean.
fn numbers(text: &str) -> Vec<String> {
    match model::read_number(text) {
        Ok(reading @ (NumberReading::One(_) | NumberReading::Candidates(_))) => {
            reading.numbers().iter().map(ToString::to_string).collect()
        }
        Err(_) => Vec::new(),
    }
}
