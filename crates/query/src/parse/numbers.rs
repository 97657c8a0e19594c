//! Patents' numbers in a query: ranges, and lists as they are pasted.

use std::ops::Range;

use model::{Number, NumberReading, read_number};

use crate::{Bound, Field, Operand, Problem, ProblemCode, Value};

/// Whether a field holds patents' numbers, which have ranges and may be written in several words.
pub(crate) fn is_number_field(field: Field) -> bool {
    field.info().physical == ["number"]
}

/// The numbers of a run of bare words: `US 7,654,321 B2, 特開2010-1` is two. What is between numbers that can be read
/// is one value a word; commas and semicolons separate.
pub(super) fn split_list(text: &str) -> Vec<String> {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, ';' | '，' | '；' | '、');
    let mut values = Vec::new();
    let mut at = 0;
    let words = |between: &str, values: &mut Vec<String>| {
        for word in between.split(is_separator).map(|word| word.trim_matches(',')) {
            if is_thousands(word) {
                values.push(word.to_owned());
            } else {
                values.extend(word.split(',').filter(|part| !part.is_empty()).map(str::to_owned));
            }
        }
    };
    for found in model::scan(text) {
        words(&text[at..found.byte_range.start], &mut values);
        values.push(found.read_as.clone());
        at = found.byte_range.end;
    }
    words(&text[at..], &mut values);
    values
}

/// Whether a word among numbers stays as it is.
pub(crate) fn is_one_number(text: &str) -> bool {
    split_list(text) == [text]
}

/// `7,654,321`.
fn is_thousands(word: &str) -> bool {
    let mut groups = word.split(',');
    let is_digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && is_digits(first))
        && groups.all(|group| group.len() == 3 && is_digits(group))
}

/// Reads what stands between the brackets of `[A TO B]`.
///
/// Both ends are of one office, sort, kind and way of numbering; what can mean several numbers is refused with the
/// ranges that it can mean, since none of them should be guessed.
pub(super) fn read_range(
    inside: &str,
    inclusive: (bool, bool),
    char_range: Range<usize>,
) -> Result<(Operand, Option<Problem>), Box<Problem>> {
    let reader = Reader { inside, char_range };
    let (lower, upper) = reader.ends()?;
    let ranges = match (lower, upper) {
        (None, None) => return Err(reader.malformed()),
        (Some(lower), None) => {
            reader.numbers(lower)?.into_iter().map(|number| (Some(number), None)).collect()
        }
        (None, Some(upper)) => {
            reader.numbers(upper)?.into_iter().map(|number| (None, Some(number))).collect()
        }
        (Some(lower), Some(upper)) => reader.pairs(lower, upper)?,
    };
    let range = reader.only(ranges)?;
    let is_empty = matches!(&range, (Some(lower), Some(upper)) if upper.order_key() < lower.order_key());
    let problem = is_empty.then(|| {
        reader.problem(
            ProblemCode::EmptyRange,
            "the range of numbers ends before it begins and matches nothing".to_owned(),
            Vec::new(),
        )
    });
    let bound = |number: Option<Number>, inclusive| {
        number.map(|number| Bound { value: Value::Identifier(number), inclusive })
    };
    Ok((Operand::Range { lower: bound(range.0, inclusive.0), upper: bound(range.1, inclusive.1) }, problem))
}

type Ends = (Option<Number>, Option<Number>);

struct Reader<'t> {
    inside: &'t str,
    char_range: Range<usize>,
}

impl<'t> Reader<'t> {
    /// The text of each end; `None` for an open one.
    fn ends(&self) -> Result<(Option<&'t str>, Option<&'t str>), Box<Problem>> {
        // The brackets' text was made narrow, and ASCII upper case keeps the places.
        let upper_case = self.inside.to_ascii_uppercase();
        let is_to = |at: &usize| {
            let before = self.inside[..*at].chars().next_back().is_none_or(char::is_whitespace);
            before && self.inside[at + 2..].chars().next().is_none_or(char::is_whitespace)
        };
        let mut separators = upper_case.match_indices("TO").map(|(at, _)| at).filter(is_to);
        let (Some(at), None) = (separators.next(), separators.next()) else { return Err(self.malformed()) };
        let end = |text: &'t str| Some(text.trim()).filter(|text| !matches!(*text, "" | "*"));
        Ok((end(&self.inside[..at]), end(&self.inside[at + 2..])))
    }

    /// What an end can mean, as far as it can be written so that it means nothing else.
    fn numbers(&self, text: &str) -> Result<Vec<Number>, Box<Problem>> {
        let invalid = |message: String| {
            let suggestions = vec!["number:[JP-2010000001-A TO JP-2010000999-A]".to_owned()];
            Box::new(Problem {
                subject: text.to_owned(),
                ..self.problem(ProblemCode::InvalidValue, message, suggestions)
            })
        };
        let reading = read_number(text).map_err(|error| invalid(error.to_string()))?;
        let is_unmistakable = |number: &&Number| {
            read_number(&number.unmistakable()) == Ok(NumberReading::One((*number).clone()))
        };
        let numbers: Vec<Number> = reading.numbers().iter().filter(is_unmistakable).cloned().collect();
        if numbers.is_empty() {
            return Err(invalid(format!("no range can begin or end with {text:?}")));
        }
        Ok(numbers)
    }

    fn pairs(&self, lower: &str, upper: &str) -> Result<Vec<Ends>, Box<Problem>> {
        let (lower, upper) = (self.numbers(lower)?, self.numbers(upper)?);
        let mut pairs = Vec::new();
        for first in &lower {
            for last in upper.iter().filter(|last| last.series() == first.series()) {
                pairs.push((Some(first.clone()), Some(last.clone())));
            }
        }
        if pairs.is_empty() {
            let message = format!(
                "a range of numbers stays within one office, sort, kind and way of numbering, which {} and {} do not \
                 share",
                lower[0], upper[0]
            );
            return Err(Box::new(self.problem(ProblemCode::NumbersOfDifferentSeries, message, Vec::new())));
        }
        Ok(pairs)
    }

    fn only(&self, mut ranges: Vec<Ends>) -> Result<Ends, Box<Problem>> {
        if let [_] = ranges.as_slice()
            && let Some(range) = ranges.pop()
        {
            return Ok(range);
        }
        let end =
            |number: &Option<Number>| number.as_ref().map_or_else(|| "*".to_owned(), Number::unmistakable);
        let suggestions = ranges
            .iter()
            .map(|(lower, upper)| format!("number:[{} TO {}]", end(lower), end(upper)))
            .collect();
        let message = format!("{:?} can mean several ranges of numbers", self.inside);
        Err(Box::new(self.problem(ProblemCode::AmbiguousNumber, message, suggestions)))
    }

    fn malformed(&self) -> Box<Problem> {
        let message = "a range of numbers reads [A TO B], with * for one open end".to_owned();
        let suggestions = vec!["number:[JP-2010000001-A TO JP-2010000999-A]".to_owned()];
        Box::new(self.problem(ProblemCode::MalformedRange, message, suggestions))
    }

    fn problem(&self, code: ProblemCode, message: String, suggestions: Vec<String>) -> Problem {
        let subject = self.inside.to_owned();
        Problem { code, char_range: self.char_range.clone(), subject, message, suggestions }
    }
}
