//! A search of several lines: each has a name, and later ones refer to earlier ones by it.
//!
//! ```text
//! # all-solid-state batteries
//! L1: 固体電解質 OR "solid electrolyte"
//! L2 = L1 AND cpc:H01M10/0562     # the class as well
//! ```
//!
//! A line without a name gets the next free one of L1, L2, …. A `#` at the start of a line, or after a space and
//! outside of quotation marks, begins a comment.

use std::{
    collections::{HashMap, hash_map::Entry},
    ops::Range,
};

use crate::{
    Ast, Field, Leaf, Line, Operand, Parsed, Problem, ProblemCode, Syntax,
    parse::{is_before_value, parse_as},
};

/// A line as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLine {
    pub name: String,
    /// Its query as written, without name and comment.
    pub query: String,
    /// The number of the line in the text, from 1.
    pub number: usize,
    /// Where its query begins in the line, in characters from 1.
    pub column: usize,
    /// References to other lines are [`Ast::Line`]s with what they stand for.
    pub ast: Ast,
    /// With ranges of the whole text.
    pub problems: Vec<Problem>,
}

/// The most nodes of a line with everything that it refers to: each line may name another one twice, so that lines
/// could stand for trees that double in size from line to line.
const MAX_NODES: usize = 10_000;

/// Reads a text of several lines, each query in the same syntax. A line is referred to by a word that is its name, in
/// every syntax alike.
pub fn lines(text: &str, syntax: Syntax) -> Vec<NamedLine> {
    let mut known: HashMap<String, (Ast, usize)> = HashMap::new();
    let mut lines = Vec::new();
    let mut named: Vec<Written<'_>> = Vec::new();
    let mut start = 0;
    for (i, line) in text.split_inclusive('\n').enumerate() {
        let before_comment = without_comment(line).trim();
        let (name, query) = split_name(before_comment, syntax);
        // Both are slices of one text.
        let column = line[..query.as_ptr() as usize - line.as_ptr() as usize].chars().count();
        if !before_comment.is_empty() {
            named.push(Written { number: i + 1, column: column + 1, start: start + column, name, query });
        }
        start += line.chars().count();
    }
    let taken: Vec<String> = named.iter().filter_map(|line| line.name.map(str::to_uppercase)).collect();
    let mut free = (1..).map(|i| format!("L{i}")).filter(|name| !taken.contains(name));
    for Written { number, column, start, name, query } in named {
        // The numbers never end.
        let name = name.map_or_else(|| free.next().unwrap_or_default(), str::to_owned);
        let Parsed { ast, mut problems } = parse_as(syntax, query);
        let whole = 0..query.chars().count();
        let mut reader = Reader { known: &known, nodes: 0, query, problems: &mut problems };
        let mut ast = reader.resolved(&ast);
        let nodes = reader.nodes;
        if MAX_NODES < nodes {
            let message =
                format!("the line and those it refers to have {nodes} parts, the limit is {MAX_NODES}");
            problems.push(problem(ProblemCode::TooLong, whole.clone(), &name, message));
            ast = Ast::Or(Vec::new());
        }
        problems.extend(like_field(syntax, &name, query));
        let key = name.to_uppercase();
        match known.entry(key) {
            Entry::Occupied(_) => {
                let message = format!("there is a line {name} already");
                problems.push(problem(ProblemCode::LineNamedTwice, whole, &name, message));
            }
            Entry::Vacant(place) => {
                place.insert((ast.clone(), nodes.min(MAX_NODES)));
            }
        }
        for problem in &mut problems {
            problem.char_range = start + problem.char_range.start..start + problem.char_range.end;
        }
        lines.push(NamedLine { name, query: query.to_owned(), number, column, ast, problems });
    }
    lines
}

/// A line as it stands in the text.
struct Written<'t> {
    number: usize,
    column: usize,
    /// The characters of the text before the query.
    start: usize,
    name: Option<&'t str>,
    query: &'t str,
}

/// The line up to its comment.
fn without_comment(line: &str) -> &str {
    let mut is_quoted = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match c {
            '"' | '“' | '”' if before != '\\' => is_quoted = !is_quoted,
            '#' if !is_quoted && before.is_whitespace() => return &line[..at],
            _ => {}
        }
        before = c;
    }
    line
}

/// Whether a text can be a line's name: a Latin letter, then letters, digits and `_`.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_of_name)
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Splits `L1: query` and `L1 = query`. What stands before a value in the syntax, as `title:` and `claim:` do, is no
/// name.
fn split_name(line: &str, syntax: Syntax) -> (Option<&str>, &str) {
    let end = line.find(|c| !is_of_name(c)).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let after = rest.trim_start();
    match after.chars().next() {
        Some(':' | '：' | '=' | '＝') if is_name(name) && !is_before_value(syntax, name) => {
            let query = after.trim_start_matches([':', '：', '=', '＝']).trim();
            (Some(name), query)
        }
        _ => (None, line),
    }
}

/// What is said of a name with letters alone that is nearly a field's: the colon may have been meant for the field.
fn like_field(syntax: Syntax, name: &str, query: &str) -> Option<Problem> {
    if syntax != Syntax::Native || name.contains(|c: char| !c.is_ascii_alphabetic()) {
        return None;
    }
    let field = Field::nearest(name).into_iter().next()?;
    let message = format!("read as a line named {name}; the field is called {field}");
    let whole = 0..query.chars().count();
    let suggestions = vec![format!("{field}:{query}")];
    Some(Problem { suggestions, ..problem(ProblemCode::LineNamedLikeField, whole, name, message) })
}

fn problem(code: ProblemCode, char_range: Range<usize>, subject: &str, message: String) -> Problem {
    Problem { code, char_range, subject: subject.to_owned(), message, suggestions: Vec::new() }
}

/// Puts lines in the place of words that name them.
struct Reader<'r> {
    known: &'r HashMap<String, (Ast, usize)>,
    nodes: usize,
    query: &'r str,
    problems: &'r mut Vec<Problem>,
}

impl Reader<'_> {
    fn resolved(&mut self, ast: &Ast) -> Ast {
        self.nodes = self.nodes.saturating_add(1);
        match ast {
            Ast::Leaf(Leaf { field, operand: Operand::Word(text) | Operand::FreeText(text) })
                if *field == Field::TEXT =>
            {
                self.word(ast, text)
            }
            Ast::Everything | Ast::Leaf(_) => ast.clone(),
            _ => {
                let operands: Vec<Ast> =
                    ast.operands().into_iter().map(|operand| self.resolved(operand)).collect();
                with_operands(ast, operands)
            }
        }
    }

    fn word(&mut self, ast: &Ast, text: &str) -> Ast {
        let key = text.to_uppercase();
        if let Some((operand, nodes)) = self.known.get(&key) {
            self.nodes = self.nodes.saturating_add(*nodes);
            // What is beyond the limit is refused: it need not be made.
            let is_small = self.nodes <= MAX_NODES;
            let operand = Box::new(if is_small { operand.clone() } else { Ast::Everything });
            return Ast::Line(Line { name: text.to_owned(), operand });
        }
        for word in names_in(text) {
            let is_line = self.known.contains_key(&word.to_uppercase());
            if is_line {
                let message = format!("an operator is missing beside the line {word}");
                self.add(ProblemCode::LineWithoutOperator, word, message);
            } else if is_numbered(word) {
                let message = format!("there is no line {word} before this one");
                self.add(ProblemCode::UnknownLine, word, message);
            }
        }
        ast.clone()
    }

    fn add(&mut self, code: ProblemCode, subject: &str, message: String) {
        let whole = || 0..self.query.chars().count();
        let place = place_of(subject, self.query).unwrap_or_else(whole);
        self.problems.push(problem(code, place, subject, message));
    }
}

/// The words of a text that can be names of lines. A hyphen is a sign of J-PlatPat, but in `L1-L2` it belongs to the
/// word there: the numbered lines among its parts are meant.
fn names_in(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for word in text.split_whitespace() {
        let parts: Vec<&str> = word.split('-').filter(|part| is_numbered(part)).collect();
        if 1 < parts.len() { names.extend(parts) } else { names.push(word) }
    }
    names
}

/// The characters of a word in a text, where it stands by itself.
fn place_of(word: &str, text: &str) -> Option<Range<usize>> {
    let is_inside = |c: char| c.is_alphanumeric() || c == '_';
    let stands_alone =
        |at: &usize| !text[..*at].ends_with(is_inside) && !text[at + word.len()..].starts_with(is_inside);
    let at = text.match_indices(word).map(|(at, _)| at).find(stands_alone)?;
    let start = text[..at].chars().count();
    Some(start..start + word.chars().count())
}

/// Whether a word is a capital L and a number: nothing else than a line is called so by mistake.
fn is_numbered(word: &str) -> bool {
    word.strip_prefix('L').is_some_and(|digits| {
        !digits.is_empty() && digits.len() < 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The same node with other operands, as many as it has.
fn with_operands(ast: &Ast, operands: Vec<Ast>) -> Ast {
    match ast {
        Ast::And(_) => Ast::And(operands),
        Ast::Or(_) => Ast::Or(operands),
        _ => (0..)
            .zip(operands)
            .fold(ast.clone(), |tree, (place, operand)| tree.replaced(&[place], operand).unwrap_or(tree)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Checks names and trees, and the codes of problems.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, &[&str])]) {
        check_as(Syntax::Native, text, expected);
    }

    #[track_caller]
    fn check_as(syntax: Syntax, text: &str, expected: &[(&str, &str, &[&str])]) {
        let found = lines(text, syntax);
        let shown: Vec<(String, String, Vec<&str>)> = found
            .iter()
            .map(|line| {
                let codes = line.problems.iter().map(|problem| problem.code.as_str()).collect();
                (line.name.clone(), line.ast.without_lines().to_string(), codes)
            })
            .collect();
        let shown: Vec<(&str, &str, &[&str])> =
            shown.iter().map(|(name, ast, codes)| (name.as_str(), ast.as_str(), codes.as_slice())).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn lines_have_names_and_refer_to_each_other() {
        check("title:a", &[("L1", "title:a", &[])]);
        check("# nothing\n\n  ", &[]);
        check(
            "L1: title:a OR title:b\nL2 = L1 AND title:c  # both",
            &[("L1", "title:a OR title:b", &[]), ("L2", "(title:a OR title:b) AND title:c", &[])],
        );
        check("anode: title:a\nNOT anode", &[("anode", "title:a", &[]), ("L1", "NOT title:a", &[])]);
        check(
            "title:a\nL1: title:b\nl1",
            &[("L2", "title:a", &[]), ("L1", "title:b", &[]), ("L3", "title:b", &[])],
        );
        check("ti: a", &[("L1", "title:a", &[])]);
        check("L1: \"a # b\"", &[("L1", "\"a # b\"", &[])]);
        check("C#", &[("L1", "C#", &[])]);
        check("claim:(a AND b)", &[("L1", "claim:(a AND b)", &[])]);
        check("citedby: EP1234567", &[("L1", "citedby:(EP1234567)", &[])]);
    }

    #[test]
    fn lines_are_read_in_every_syntax() {
        check_as(
            Syntax::Cql,
            "L1: ti=laser\nfamn=1\nboth = L1 and ab=printer\nL3 = L9",
            &[
                ("L1", "title:laser", &[]),
                ("L2", "family:1", &[]),
                ("both", "title:laser AND abstract:printer", &[]),
                ("L3", "text:L9", &["unknown-line"]),
            ],
        );
        check_as(
            Syntax::JPlatPat,
            "L1: 電池/TI\nL2 = L1*正極/CL\nL3 = [L1]-L2\nL4 = L1-L2",
            &[
                ("L1", "title:\"電池\"", &[]),
                ("L2", "title:\"電池\" AND claims:\"正極\"", &[]),
                ("L3", "title:\"電池\" AND NOT (title:\"電池\" AND claims:\"正極\")", &[]),
                ("L4", "text:L1-L2", &["line-without-operator", "line-without-operator"]),
            ],
        );
        check_as(
            Syntax::Json,
            "{\"word\":\"a\"}\n{\"not\":{\"word\":\"L1\"}}",
            &[("L1", "text:a", &[]), ("L2", "NOT a", &[])],
        );
    }

    #[test]
    fn problems_point_into_the_text() {
        let text = "# 電池\n電解 電池\nL2 = 電池 AND L9\n  titel:a\r\nL4: NOT\n";
        let pointed: Vec<(usize, usize, String)> = lines(text, Syntax::Native)
            .iter()
            .flat_map(|line| line.problems.iter().map(move |problem| (line, problem)))
            .filter(|(_, problem)| problem.severity() == crate::Severity::Error)
            .map(|(line, problem)| {
                let chars = text.chars().skip(problem.char_range.start).take(problem.char_range.len());
                (line.number, line.column, chars.collect())
            })
            .collect();
        // What is called like no field names the line.
        let expected = [(3, 6, "L9"), (5, 5, "NOT")];
        assert_eq!(pointed, expected.map(|(number, column, at)| (number, column, at.to_owned())));
    }

    #[test]
    fn wrong_references_are_told() {
        check("L1: L2\nL2: title:a", &[("L1", "L2", &["unknown-line"]), ("L2", "title:a", &[])]);
        check("L1: L1 OR title:a", &[("L1", "L1 OR title:a", &["unknown-line"])]);
        check(
            "L1: title:a\nL1: title:b\nL1",
            &[("L1", "title:a", &[]), ("L1", "title:b", &["line-named-twice"]), ("L2", "title:a", &[])],
        );
        check("L1: title:a\nL1 b", &[("L1", "title:a", &[]), ("L2", "L1 b", &["line-without-operator"])]);
    }

    #[test]
    fn lines_cannot_double_without_end() {
        let mut text = "L1: title:a".to_owned();
        for i in 2..60 {
            text.push_str(&format!("\nL{i}: L{0} OR L{0}", i - 1));
        }
        let found = lines(&text, Syntax::Native);
        let refused =
            |line: &&NamedLine| line.problems.iter().any(|problem| problem.code == ProblemCode::TooLong);
        assert!(found.iter().filter(refused).count() > 40);
    }

    #[test]
    fn a_name_that_looks_like_a_field_is_told() {
        let told = |text: &str| {
            let lines = lines(text, Syntax::Native);
            let problems = lines.iter().flat_map(|line| &line.problems);
            problems
                .filter(|problem| problem.code == ProblemCode::LineNamedLikeField)
                .cloned()
                .collect::<Vec<_>>()
        };
        let found = told("titel: battery\nL2: titel AND cell");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].suggestions, ["title:battery"]);
        for text in ["L1: battery", "battery: cell", "title: battery", "t1 = titel"] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(L[1-3]|[:=#\"\n ]|AND|OR|NOT|\\PC){0,40}") {
            for syntax in Syntax::ALL {
                let length = text.chars().count();
                for problem in lines(&text, syntax).iter().flat_map(|line| &line.problems) {
                    prop_assert!(problem.char_range.end <= length, "{problem:?}");
                }
            }
        }
    }
}
