//! Queries that mix AND and OR without brackets: other syntaxes read them from left to right.

/// The same query with brackets that make chizai read it from left to right, as Espacenet does; `None` where no
/// level of brackets mixes AND and OR.
pub(super) fn left_to_right(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut levels = vec![Level::new(0)];
    let mut inserted: Vec<(usize, &'static str)> = Vec::new();
    let mut is_mixed = false;
    let mut i = 0;
    while i < chars.len() {
        match chars[i] {
            '\\' => i += 1,
            '"' | '“' | '”' | '＂' => i = after_quote(&chars, i + 1),
            '(' | '（' => levels.push(Level::new(i + 1)),
            ')' | '）' if 1 < levels.len() => {
                if let Some(level) = levels.pop() {
                    is_mixed |= level.close(&mut inserted);
                }
            }
            'A' | 'O' => {
                if let Some((operator, length)) = operator_at(&chars, i) {
                    if let Some(level) = levels.last_mut() {
                        level.operators.push((i, operator));
                    }
                    i += length - 1;
                }
            }
            _ => {}
        }
        i += 1;
    }
    for level in levels {
        is_mixed |= level.close(&mut inserted);
    }
    if !is_mixed {
        return None;
    }
    inserted.sort_by_key(|(place, _)| *place);
    let mut written = String::with_capacity(text.len() + inserted.len());
    let mut next = inserted.into_iter().peekable();
    for (i, c) in chars.iter().enumerate() {
        while let Some((_, bracket)) = next.next_if(|(place, _)| *place == i) {
            written.push_str(bracket);
        }
        written.push(*c);
    }
    Some(written)
}

/// What stands between two brackets.
struct Level {
    start: usize,
    operators: Vec<(usize, Operator)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    And,
    Or,
}

impl Level {
    fn new(start: usize) -> Self {
        Self { start, operators: Vec::new() }
    }

    /// Adds brackets around what stands before each operator but the first; false where the operators are all alike.
    fn close(self, inserted: &mut Vec<(usize, &'static str)>) -> bool {
        let Some((_, first)) = self.operators.first() else { return false };
        if self.operators.iter().all(|(_, operator)| operator == first) {
            return false;
        }
        for (place, _) in &self.operators[1..] {
            inserted.push((self.start, "("));
            inserted.push((*place, ") "));
        }
        true
    }
}

/// The place of the closing quotation mark, or of the last character.
fn after_quote(chars: &[char], from: usize) -> usize {
    let mut i = from;
    while i < chars.len() {
        match chars[i] {
            '\\' => i += 1,
            '"' | '“' | '”' | '＂' => return i,
            _ => {}
        }
        i += 1;
    }
    i
}

/// AND or OR as a word of its own, with its length.
fn operator_at(chars: &[char], at: usize) -> Option<(Operator, usize)> {
    let is_edge = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace() || "()（）\"".contains(*c));
    if 0 < at && !is_edge(chars.get(at - 1)) {
        return None;
    }
    [("AND", Operator::And), ("OR", Operator::Or)].into_iter().find_map(|(word, operator)| {
        let end = at + word.len();
        let is_word = chars.get(at..end).is_some_and(|found| found.iter().copied().eq(word.chars()));
        (is_word && is_edge(chars.get(end))).then_some((operator, word.len()))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(left_to_right(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn brackets_make_the_first_operator_bind_tightest() {
        check("a OR b AND c", Some("(a OR b ) AND c"));
        check("a AND b OR c", Some("(a AND b ) OR c"));
        check("a OR b AND c OR d", Some("((a OR b ) AND c ) OR d"));
        check("a AND (b OR c)", None);
        check("x AND (a OR b AND c)", Some("x AND ((a OR b ) AND c)"));
        check("a OR \"b AND c\"", None);
        check("a OR b", None);
        check("ORANGE OR LAND AND x", Some("(ORANGE OR LAND ) AND x"));
        check("", None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(AND|OR|[a-c()\"\\\\ ]){0,20}") {
            if let Some(written) = left_to_right(&text) {
                prop_assert!(text.len() < written.len());
            }
        }
    }
}
