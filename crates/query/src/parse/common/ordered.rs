//! Dates and numbers as offices' search services write them.

use std::ops::Range;

use model::Date;

use crate::{Bound, Field, FieldKind, Operand, Problem, ProblemCode, Value};

/// How a value of an ordered field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse) enum Comparison {
    Equal,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// A condition on one value: `20080107`, `2008-01`, `07/01/2008`, `07.01.2008`, `200801`, `2008`.
pub(in crate::parse) fn comparison(
    field: Field,
    comparison: Comparison,
    text: &str,
    place: &Range<usize>,
    problems: &mut Vec<Problem>,
) -> Option<Operand> {
    let value = value(field, text, place, problems)?;
    let bound = |inclusive| Some(Bound { value: value.clone(), inclusive });
    Some(match comparison {
        Comparison::Equal => Operand::Range { lower: bound(true), upper: bound(true) },
        Comparison::Less => Operand::Range { lower: None, upper: bound(false) },
        Comparison::AtMost => Operand::Range { lower: None, upper: bound(true) },
        Comparison::More => Operand::Range { lower: bound(false), upper: None },
        Comparison::AtLeast => Operand::Range { lower: bound(true), upper: None },
    })
}

/// A condition between two values, both included; an empty end is open.
pub(in crate::parse) fn span(
    field: Field,
    (from, to): (&str, &str),
    place: &Range<usize>,
    problems: &mut Vec<Problem>,
) -> Option<Operand> {
    let mut end = |text: &str| match text.trim() {
        "" => Some(None),
        text => value(field, text, place, problems).map(|value| Some(Bound { value, inclusive: true })),
    };
    let (lower, upper) = (end(from), end(to));
    let (lower, upper) = (lower?, upper?);
    if let (Some(lower), Some(upper)) = (&lower, &upper)
        && upper.last_number() < lower.first_number()
    {
        let message = format!("the range of the field {field} ends before it begins and matches nothing");
        problems.push(Problem::new(ProblemCode::EmptyRange, place.clone(), &field.to_string(), message));
    }
    Some(Operand::Range { lower, upper })
}

fn value(field: Field, text: &str, place: &Range<usize>, problems: &mut Vec<Problem>) -> Option<Value> {
    let text: String = text.trim().chars().map(crate::field::narrow).collect();
    let is_date = field.kind() == FieldKind::Date;
    let value = match is_date {
        true => date(&text).map(Value::Date),
        false => text.parse().ok().map(Value::Number),
    };
    if value.is_none() {
        let expected =
            if is_date { "expected YYYY, YYYYMM, YYYYMMDD or DD/MM/YYYY" } else { "expected a whole number" };
        let message = format!("{text:?} is no value of the field {field}: {expected}");
        problems.push(Problem::new(ProblemCode::InvalidValue, place.clone(), &text, message));
    }
    value
}

/// Reads a date in any of the forms that Espacenet and J-PlatPat take.
pub(in crate::parse) fn date(text: &str) -> Option<Date> {
    let is_digits = text.bytes().all(|b| b.is_ascii_digit());
    match (is_digits, text.len()) {
        (true, 4) => return Date::new(text.parse().ok()?, None, None).ok(),
        (true, 6) => return Date::new(text[..4].parse().ok()?, Some(text[4..].parse().ok()?), None).ok(),
        (true, 8) => return Date::from_st2(text).ok(),
        _ => {}
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let number = |text: &str| text.parse::<u8>().ok();
    match parts.as_slice() {
        [year, month] if year.len() == 4 => Date::new(year.parse().ok()?, Some(number(month)?), None).ok(),
        [year, month, day] if year.len() == 4 => {
            Date::new(year.parse().ok()?, Some(number(month)?), Some(number(day)?)).ok()
        }
        [day, month, year] if year.len() == 4 => {
            Date::new(year.parse().ok()?, Some(number(month)?), Some(number(day)?)).ok()
        }
        _ => None,
    }
}
