//! Dates, numbers and ranges of them.

use std::ops::Range;

use model::Date;

use super::lexer::TokenKind;
use crate::{Bound, Field, FieldKind, Operand, Problem, ProblemCode, Value, field::narrow};

/// Whether a word is `>`, `>=`, `<` or `<=` alone, so that its value is the next word.
pub(super) fn is_comparison(text: &str) -> bool {
    matches!(narrowed(text).as_str(), ">" | ">=" | "<" | "<=")
}

/// Reads what follows an ordered field. `next` is the word after a comparison that stands alone.
pub(super) fn read(
    field: Field,
    token: &TokenKind,
    next: Option<&str>,
    char_range: Range<usize>,
    problems: &mut Vec<Problem>,
) -> Option<Operand> {
    let reader = Reader { field, char_range: char_range.clone() };
    let operand = match token {
        TokenKind::Range { inside, lower_inclusive, upper_inclusive } => {
            reader.range(inside, *lower_inclusive, *upper_inclusive)
        }
        TokenKind::Word(word) => {
            reader.word(&(narrowed(&word.text()) + &next.map_or(String::new(), narrowed)))
        }
        TokenKind::Quoted(text) | TokenKind::Exact(text) => reader.word(&narrowed(text)),
        _ => return None,
    };
    match operand {
        Ok(operand) => {
            problems.extend(empty_range(field, &operand, char_range));
            Some(operand)
        }
        Err(problem) => {
            problems.push(*problem);
            None
        }
    }
}

fn narrowed(text: &str) -> String {
    text.trim().chars().map(narrow).collect()
}

struct Reader {
    field: Field,
    char_range: Range<usize>,
}

impl Reader {
    fn range(
        &self,
        inside: &str,
        lower_inclusive: bool,
        upper_inclusive: bool,
    ) -> Result<Operand, Box<Problem>> {
        let words: Vec<&str> = inside.split_whitespace().collect();
        let (lower, upper) = match words.as_slice() {
            [lower, to, upper] if to.eq_ignore_ascii_case("TO") => (*lower, *upper),
            [both] if both.contains("..") => both.split_once("..").unwrap_or((both, "*")),
            _ => return Err(self.malformed(inside)),
        };
        Ok(Operand::Range {
            lower: self.end(lower, lower_inclusive)?,
            upper: self.end(upper, upper_inclusive)?,
        })
    }

    fn word(&self, text: &str) -> Result<Operand, Box<Problem>> {
        let lower =
            |inclusive, value: &str| Ok(Operand::Range { lower: self.end(value, inclusive)?, upper: None });
        let upper =
            |inclusive, value: &str| Ok(Operand::Range { lower: None, upper: self.end(value, inclusive)? });
        if let Some(value) = text.strip_prefix(">=") {
            return lower(true, value);
        }
        if let Some(value) = text.strip_prefix("<=") {
            return upper(true, value);
        }
        if let Some(value) = text.strip_prefix('>') {
            return lower(false, value);
        }
        if let Some(value) = text.strip_prefix('<') {
            return upper(false, value);
        }
        if text.contains("..") {
            return self.range(text, true, true);
        }
        let bound = Some(Bound { value: self.value(text)?, inclusive: true });
        Ok(Operand::Range { lower: bound.clone(), upper: bound })
    }

    /// One end of a range; `*` or nothing is open.
    fn end(&self, text: &str, inclusive: bool) -> Result<Option<Bound>, Box<Problem>> {
        let text = text.trim();
        if text.is_empty() || text == "*" {
            return Ok(None);
        }
        self.value(text).map(|value| Some(Bound { value, inclusive }))
    }

    fn value(&self, text: &str) -> Result<Value, Box<Problem>> {
        if self.field.kind() == FieldKind::Date {
            return read_date(text)
                .map(Value::Date)
                .ok_or_else(|| self.invalid(text, "expected YYYY, YYYY-MM, YYYY-MM-DD or YYYYMMDD"));
        }
        text.parse().map(Value::Number).map_err(|_| self.invalid(text, "expected a whole number"))
    }

    fn invalid(&self, text: &str, expected: &str) -> Box<Problem> {
        Box::new(Problem {
            code: ProblemCode::InvalidValue,
            char_range: self.char_range.clone(),
            subject: text.to_owned(),
            message: format!("{text:?} is no value of the field {}: {expected}", self.field),
            suggestions: vec![self.field.info().example.to_owned()],
        })
    }

    fn malformed(&self, inside: &str) -> Box<Problem> {
        Box::new(Problem {
            code: ProblemCode::MalformedRange,
            char_range: self.char_range.clone(),
            subject: inside.to_owned(),
            message: "a range reads [a TO b], with * for an open end".to_owned(),
            suggestions: vec![format!("{}:[2010 TO 2012]", self.field)],
        })
    }
}

/// Reads `2010`, `2010-05`, `2010-05-03`, with `/` or `.` between as well, and `20100503`.
fn read_date(text: &str) -> Option<Date> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Date::from_st2(text).ok();
    }
    let parts: Vec<String> = text
        .split(['-', '/', '.'])
        .enumerate()
        .map(|(i, part)| if i == 0 { part.to_owned() } else { format!("{part:0>2}") })
        .collect();
    parts.join("-").parse().ok()
}

fn empty_range(field: Field, operand: &Operand, char_range: Range<usize>) -> Option<Problem> {
    let Operand::Range { lower: Some(lower), upper: Some(upper) } = operand else { return None };
    let (first, last) = (lower.first_number()?, upper.last_number()?);
    (last < first).then(|| Problem {
        code: ProblemCode::EmptyRange,
        char_range,
        subject: field.to_string(),
        message: format!("the range of the field {field} ends before it begins and matches nothing"),
        suggestions: Vec::new(),
    })
}

impl Bound {
    /// The smallest number inside when this is a lower bound; dates count as YYYYMMDD with 00 for unknown parts.
    ///
    /// A date of reduced precision stands for all of its days: `>2010` begins in 2011.
    /// `None` for what is no number in this sense.
    pub(crate) fn first_number(&self) -> Option<u64> {
        Some(match (&self.value, self.inclusive) {
            (Value::Number(number), true) => *number,
            (Value::Number(number), false) => number.saturating_add(1),
            (Value::Date(date), true) => u64::from(date.as_number()),
            (Value::Date(date), false) => u64::from(date.last_day().as_number()) + 1,
            (Value::Identifier(_), _) => return None,
        })
    }

    /// The largest number inside when this is an upper bound; see [`Bound::first_number`].
    pub(crate) fn last_number(&self) -> Option<u64> {
        Some(match (&self.value, self.inclusive) {
            (Value::Number(number), true) => *number,
            (Value::Number(number), false) => number.saturating_sub(1),
            (Value::Date(date), true) => u64::from(date.last_day().as_number()),
            (Value::Date(date), false) => u64::from(date.as_number()) - 1,
            (Value::Identifier(_), _) => return None,
        })
    }
}
