//! Queries that are plainly written in another syntax, told by marks that prose and chizai's own syntax do not have.

use std::ops::Range;

use crate::{Problem, ProblemCode, field::narrow, plan::is_japanese};

/// A syntax that is not chizai's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OtherSyntax {
    /// Espacenet's: `ti="solid electrolyte" and pa=siemens`.
    Cql,
    /// J-PlatPat's logical expressions: `(電池+蓄電池)*正極/CL`.
    JPlatPat,
    /// The USPTO's Patent Public Search: `battery.ti. NEAR5 anode`.
    Ppubs,
    /// The tree as JSON.
    Json,
}

/// Espacenet's field identifiers.
const CQL_INDEXES: &[&str] = &[
    "ti", "ab", "ta", "txt", "desc", "claims", "ftxt", "nftxt", "in", "pa", "ia", "pn", "ap", "pr", "num",
    "pd", "ct", "ipc", "cpc", "cpcc", "cl",
];

/// The search items of J-PlatPat's text, bibliographic and classification searches.
const JPLATPAT_TAGS: &[&str] =
    &["TI", "AB", "CL", "SP", "TX", "AP", "IN", "FI", "FT", "IP", "CP", "PN", "PD", "AD", "AN"];

/// The suffixes of Patent Public Search that name parts of the text and parties.
const PPUBS_SUFFIXES: &[&str] =
    &["ti", "ab", "clm", "spec", "desc", "bsum", "detd", "in", "as", "aanm", "cpc", "cpca", "pn", "pd", "ay"];

impl OtherSyntax {
    /// The name that programs use: that of `syntax=`, where it can be chosen.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cql => "cql",
            Self::JPlatPat => "jplatpat",
            Self::Ppubs => "ppubs",
            Self::Json => "json",
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::Cql => "this looks like Espacenet's CQL, which is read with syntax=cql",
            Self::JPlatPat => {
                "this looks like a logical expression of J-PlatPat, which is read with syntax=jplatpat"
            }
            Self::Ppubs => {
                "this looks like the syntax of Patent Public Search, which is not read: write title:battery for \
                 battery.ti., and NEAR/5 for NEAR5"
            }
            Self::Json => "this looks like a tree as JSON, which is read with syntax=json",
        }
    }
}

/// The syntax that a query is plainly written in, where that is not chizai's own. Time is linear in the text.
pub fn hint(text: &str) -> Option<OtherSyntax> {
    find(text).map(|(syntax, _)| syntax)
}

/// The hint as a notice at the mark that tells.
pub(super) fn problem(text: &str) -> Option<Problem> {
    let (syntax, char_range) = find(text)?;
    let suggestions = match syntax {
        OtherSyntax::Ppubs => Vec::new(),
        other => vec![format!("syntax={}", other.as_str())],
    };
    let message = syntax.advice().to_owned();
    let subject = syntax.as_str().to_owned();
    Some(Problem { code: ProblemCode::OtherSyntax, char_range, subject, message, suggestions })
}

/// Where a mark that begins at a place ends.
type Mark = fn(&[char], usize) -> Option<usize>;

fn find(text: &str) -> Option<(OtherSyntax, Range<usize>)> {
    let chars: Vec<char> = text.chars().take(super::MAX_CHARS).map(narrow).collect();
    if is_json(&chars) {
        return Some((OtherSyntax::Json, 0..1));
    }
    let marks: [(OtherSyntax, Mark); 6] = [
        (OtherSyntax::Cql, cql_relation),
        (OtherSyntax::Cql, cql_proximity),
        (OtherSyntax::JPlatPat, jplatpat_tag),
        (OtherSyntax::JPlatPat, jplatpat_distance),
        (OtherSyntax::JPlatPat, jplatpat_product),
        (OtherSyntax::Ppubs, ppubs_mark),
    ];
    (0..chars.len()).find_map(|at| {
        marks
            .iter()
            .find_map(|(syntax, mark)| mark(&chars, at).map(|end| (*syntax, at..end.min(chars.len()))))
    })
}

fn is_json(chars: &[char]) -> bool {
    let mut shown = chars.iter().filter(|c| !c.is_whitespace());
    let begins = shown.next() == Some(&'{') && shown.next() == Some(&'"');
    begins && chars.iter().rev().find(|c| !c.is_whitespace()) == Some(&'}')
}

fn is_word(c: Option<&char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric())
}

fn before(chars: &[char], at: usize) -> Option<&char> {
    chars.get(at.checked_sub(1)?)
}

/// The ASCII letters from `at`, in lower case, at most ten, and where they end.
fn letters(chars: &[char], at: usize) -> (String, usize) {
    let rest = chars.get(at..).unwrap_or_default();
    let found: String = rest.iter().take(10).take_while(|c| c.is_ascii_alphabetic()).collect();
    let end = at + found.len();
    (found.to_ascii_lowercase(), end)
}

/// At most three blanks: a longer gap joins nothing, and would make the search quadratic.
fn skip_blanks(chars: &[char], mut at: usize) -> usize {
    let end = at + 3;
    while at < end && chars.get(at).is_some_and(|c| c.is_whitespace()) {
        at += 1;
    }
    at
}

/// `ti="…"`, `pa=siemens`, `pd=2010`, `ti any "…"`; not `In=5`, `Pr = 0.7`.
fn cql_relation(chars: &[char], at: usize) -> Option<usize> {
    if is_word(before(chars, at)) || !chars[at].is_ascii_alphabetic() {
        return None;
    }
    let (name, end) = letters(chars, at);
    if !CQL_INDEXES.contains(&name.as_str()) || is_word(chars.get(end)) {
        return None;
    }
    let relation = skip_blanks(chars, end);
    let is_quote = |at: usize| chars.get(at).is_some_and(|c| matches!(c, '"' | '“' | '”'));
    if chars.get(relation) == Some(&'=') {
        let value = skip_blanks(chars, relation + 1);
        let tight = relation == end && value == relation + 1;
        let run = chars[value.min(chars.len())..].iter().take(4).take_while(|c| c.is_alphanumeric());
        let run: Vec<&char> = run.collect();
        let is_value = match run.as_slice() {
            [first, second, ..] if first.is_alphabetic() => second.is_alphanumeric(),
            [a, b, c, d] => [a, b, c, d].iter().all(|c| c.is_ascii_digit()),
            _ => false,
        };
        return (is_quote(value) || tight && is_value).then_some(relation + 1);
    }
    let (word, word_end) = letters(chars, relation);
    let is_relation = end < relation && matches!(word.as_str(), "any" | "all" | "within");
    (is_relation && is_quote(skip_blanks(chars, word_end))).then_some(word_end)
}

/// `prox/distance<3`, `prox/unit=sentence`, `prox/ordered`.
fn cql_proximity(chars: &[char], at: usize) -> Option<usize> {
    if is_word(before(chars, at)) || !chars[at].eq_ignore_ascii_case(&'p') {
        return None;
    }
    let (name, end) = letters(chars, at);
    let (modifier, modifier_end) = letters(chars, end + 1);
    let is_modifier = matches!(modifier.as_str(), "distance" | "unit" | "ordered");
    (name == "prox" && chars.get(end) == Some(&'/') && is_modifier).then_some(modifier_end)
}

/// `正極/CL`, `(a+b)/TX`, `[H01M10/05/IP]`: capitals behind a Japanese character, a bracket or a class.
fn jplatpat_tag(chars: &[char], at: usize) -> Option<usize> {
    let before = *before(chars, at)?;
    let tag: String = chars.get(at + 1..at + 3)?.iter().collect();
    let is_tag = chars[at] == '/' && JPLATPAT_TAGS.contains(&tag.as_str());
    let ends = chars.get(at + 3).is_none_or(|c| c.is_whitespace() || "*+-)],".contains(*c));
    let has_term = is_japanese(before) || matches!(before, ')' | ']');
    let has_operator = || chars.get(at + 3).is_some_and(|c| "*+]".contains(*c));
    (is_tag && ends && (has_term || before.is_alphanumeric() && has_operator())).then_some(at + 3)
}

/// `弾力性,10N,ゼリー`; `1,10-フェナントロリン` has a digit before and no comma behind.
fn jplatpat_distance(chars: &[char], at: usize) -> Option<usize> {
    let term = before(chars, at).filter(|c| c.is_alphabetic() || matches!(c, ')' | ']'));
    if chars[at] != ',' || term.is_none() {
        return None;
    }
    let digits = chars[at + 1..].iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    let end = at + 1 + digits;
    let is_operator = 0 < digits
        && chars.get(end).is_some_and(|c| matches!(c, 'N' | 'C'))
        && chars.get(end + 1) == Some(&',')
        && chars.get(end + 2).is_some_and(|c| c.is_alphabetic() || matches!(c, '(' | '['));
    is_operator.then_some(end + 2)
}

/// `)*` or `*(` beside a Japanese character: 論理積 of groups.
fn jplatpat_product(chars: &[char], at: usize) -> Option<usize> {
    let (before, after) = (before(chars, at)?, chars.get(at + 1)?);
    let is_group = |c: &char, bracket: [char; 2]| bracket.contains(c);
    let joins = is_group(before, [')', ']']) && (is_japanese(*after) || is_group(after, ['(', '[']))
        || is_japanese(*before) && is_group(after, ['(', '[']);
    (chars[at] == '*' && joins).then_some(at + 1)
}

/// `battery.ti.`, `(a or b).clm.`, `a NEAR5 b`.
fn ppubs_mark(chars: &[char], at: usize) -> Option<usize> {
    let before = before(chars, at);
    if chars[at] == '.' && before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '"' | '$')) {
        let (suffix, end) = letters(chars, at + 1);
        let ends = chars.get(end + 1).is_none_or(|c| c.is_whitespace() || *c == ')');
        return (PPUBS_SUFFIXES.contains(&suffix.as_str()) && chars.get(end) == Some(&'.') && ends)
            .then_some(end + 1);
    }
    if !before.is_some_and(|c| c.is_whitespace()) || !matches!(chars[at], 'N' | 'A' | 'W' | 'S') {
        return None;
    }
    let (_, end) = letters(chars, at);
    let name: String = chars[at..end].iter().collect();
    let digits = chars[end..].iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    let is_operator = matches!(name.as_str(), "NEAR" | "ADJ" | "WITH" | "SAME") && 0 < digits;
    (is_operator && chars.get(end + digits).is_some_and(|c| c.is_whitespace())).then_some(end + digits)
}
