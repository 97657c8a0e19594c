//! Ranges of dates, of whole numbers, and of patents' numbers.

use std::ops::Bound::{Excluded, Included};

use super::Clause;
use crate::{Bound, Field, FieldKind, Value};

/// The physical field whose terms are [`model::Number::order_key`]s.
pub(super) const NUMBER_KEYS: &str = "number.key";

/// The clause of a range; `None` where the field has no order, or the bounds are not of its kind or of one series.
pub(super) fn range(field: Field, lower: Option<&Bound>, upper: Option<&Bound>) -> Option<Clause> {
    if field.info().physical == ["number"] {
        return numbers(lower, upper);
    }
    let value_fits = |bound: &&Bound| match field.kind() {
        FieldKind::Date => matches!(bound.value, Value::Date(_)),
        FieldKind::Number => matches!(bound.value, Value::Number(_)),
        _ => false,
    };
    let fits = field.kind().is_ordered() && [lower, upper].iter().flatten().all(value_fits);
    fits.then(|| Clause::Range {
        column: field.info().physical[0].to_owned(),
        lower: lower.and_then(Bound::first_number),
        upper: upper.and_then(Bound::last_number),
    })
}

/// Publications, applications or grants of one series; an open end is the end of the series.
fn numbers(lower: Option<&Bound>, upper: Option<&Bound>) -> Option<Clause> {
    let mut series: Option<String> = None;
    for bound in [lower, upper].into_iter().flatten() {
        let Value::Identifier(number) = &bound.value else { return None };
        if *series.get_or_insert_with(|| number.series()) != number.series() {
            return None;
        }
    }
    let series = series?;
    let key = |bound: &Bound| match &bound.value {
        Value::Identifier(number) if bound.inclusive => Included(number.order_key()),
        Value::Identifier(number) => Excluded(number.order_key()),
        Value::Date(_) | Value::Number(_) => Included(String::new()),
    };
    Some(Clause::Between {
        field: NUMBER_KEYS.to_owned(),
        lower: lower.map_or_else(|| Included(series.clone()), key),
        // Digits follow the series, and a colon follows the digits.
        upper: upper.map_or_else(|| Excluded(format!("{series}:")), key),
    })
}
