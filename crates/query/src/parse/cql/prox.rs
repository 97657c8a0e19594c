//! `prox` and its modifiers.

use std::ops::Range;

use crate::{Problem, ProblemCode, Unit, parse::common::Source};

/// What `prox/…` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Prox {
    /// At most so many words apart; neighbours are one word apart.
    pub(super) distance: Option<u32>,
    pub(super) ordered: bool,
    /// `None`: words.
    pub(super) unit: Option<Unit>,
}

/// Whether `prox` as a word of its own begins here.
pub(super) fn starts(source: &Source) -> bool {
    source.narrow_text(0, 4).eq_ignore_ascii_case("prox")
        && source.peek(4).is_none_or(|c| c == '/' || c.is_whitespace() || matches!(c, '(' | ')' | '"'))
}

/// Reads `prox/distance<3/unit=word/ordered=true`, with spaces where CQL has them.
pub(super) fn read(source: &mut Source, problems: &mut Vec<Problem>) -> Prox {
    let start = source.at;
    source.at += 4;
    let mut prox = Prox::default();
    loop {
        let end = source.at;
        source.skip_whitespace();
        if source.peek(0) != Some('/') {
            source.at = end;
            break;
        }
        source.at += 1;
        let modifier = Modifier::read(source);
        modifier.apply(&mut prox, problems);
    }
    let nothing_between = prox.distance == Some(0) && prox.unit.is_none();
    if nothing_between {
        let place = start..source.at;
        let subject = source.slice(place.clone());
        let message = format!("{subject:?} allows no distance: neighbours are one word apart, distance<2");
        problems.push(Problem::new(ProblemCode::InvalidDistance, place, &subject, message));
        prox.distance = Some(1);
    }
    prox
}

struct Modifier {
    name: String,
    comparison: String,
    value: String,
    place: Range<usize>,
}

impl Modifier {
    fn read(source: &mut Source) -> Self {
        source.skip_whitespace();
        let start = source.at;
        let name = take(source, char::is_alphanumeric);
        let end = source.at;
        source.skip_whitespace();
        let comparison = take(source, |c| matches!(c, '<' | '>' | '='));
        let mut value = String::new();
        if comparison.is_empty() {
            source.at = end;
        } else {
            source.skip_whitespace();
            value = take(source, char::is_alphanumeric);
        }
        Self { name, comparison, value, place: start..source.at }
    }

    fn apply(&self, prox: &mut Prox, problems: &mut Vec<Problem>) {
        match (self.name.as_str(), self.comparison.as_str(), self.value.as_str()) {
            ("distance", comparison, value) => prox.distance = self.distance(comparison, value, problems),
            ("ordered", "" | "=", "" | "true") | ("unordered", "=", "false") => prox.ordered = true,
            ("unordered", "" | "=", "" | "true") | ("ordered", "=", "false") => prox.ordered = false,
            ("unit", "=", "word") => prox.unit = None,
            ("unit", "=", "sentence") => prox.unit = Some(Unit::Sentence),
            ("unit", "=", "paragraph") => prox.unit = Some(Unit::Paragraph),
            _ => self.refuse(problems),
        }
    }

    fn distance(&self, comparison: &str, value: &str, problems: &mut Vec<Problem>) -> Option<u32> {
        let Ok(number) = value.parse::<u32>() else {
            self.refuse(problems);
            return None;
        };
        match comparison {
            "<" => Some(number.saturating_sub(1)),
            "<=" => Some(number),
            "=" => {
                let message = format!("a distance of exactly {number} was read as {number} at most");
                let code = ProblemCode::ReadDifferently;
                problems.push(Problem::new(code, self.place.clone(), &self.written(), message));
                Some(number)
            }
            _ => {
                self.refuse(problems);
                None
            }
        }
    }

    fn written(&self) -> String {
        format!("{}{}{}", self.name, self.comparison, self.value)
    }

    fn refuse(&self, problems: &mut Vec<Problem>) {
        let written = self.written();
        let message = format!(
            "{written:?} is no modifier of prox: expected distance<n, distance<=n, ordered, unit=word, unit=sentence or unit=paragraph"
        );
        let code = ProblemCode::UnsupportedOperation;
        problems.push(Problem::new(code, self.place.clone(), &written, message));
    }
}

/// Takes the characters that fulfil a condition, in lower case.
fn take(source: &mut Source, is_inside: fn(char) -> bool) -> String {
    let length = source.run(0, is_inside);
    let text = source.narrow_text(0, length).to_lowercase();
    source.at += length;
    text
}
