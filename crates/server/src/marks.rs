//! Marks a query's words in the whole texts of one document.
//!
//! A hit's passages come marked from `query`; a document's page shows every text, also those that no passage was
//! cut from. The same analysers are used, so that what is marked is what matched.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    ops::Range,
};

use indexer::Generation;
use model::Language;
use query::{Ast, Field, FieldKind, Leaf, Operand, TextView};

/// Words and phrases of a query, by the analyser that reads the texts they are looked for in.
pub(crate) struct Marker {
    wanted: Vec<Wanted>,
    generation: std::sync::Arc<Generation>,
    seen: RefCell<HashMap<&'static str, Vec<Vec<Vec<String>>>>>,
}

/// A condition on text.
struct Wanted {
    field: Field,
    text: String,
    how: How,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// Any of its terms.
    Any,
    /// Its terms one after the other.
    Run,
    /// As `Run`, by characters in Japanese.
    Exact,
}

impl Marker {
    pub(crate) fn new(generation: std::sync::Arc<Generation>, query: &Ast) -> Self {
        let mut wanted = Vec::new();
        collect(query, &mut wanted);
        Self { wanted, generation, seen: RefCell::default() }
    }

    /// The byte ranges of `text` that the query's words are in, ascending and disjoint.
    pub(crate) fn marks(&self, field: &str, language: Language, text: &str) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
        for exact in [false, true] {
            let analyzer = analyzer_name(language, exact);
            let runs = self.runs(analyzer, exact, field, language);
            if !runs.is_empty() {
                self.mark(analyzer, &runs, text, &mut marks);
            }
        }
        merged(marks, text)
    }

    /// The runs of terms to look for in texts of a field.
    fn runs(&self, analyzer: &'static str, exact: bool, field: &str, language: Language) -> Vec<Vec<String>> {
        let mut seen = self.seen.borrow_mut();
        let key = if exact && analyzer != "japanese-characters" { "exact" } else { analyzer };
        let analyzed = match seen.entry(key_of(key, language)) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(self.wanted.iter().map(|wanted| self.analyzed(analyzer, exact, wanted)).collect())
            }
        };
        let in_field = |wanted: &Wanted| {
            let name = wanted.field.info().name;
            let in_part = name == "text"
                || name.split('.').next() == Some(field)
                || (name == "tiab" && matches!(field, "title" | "abstract"));
            in_part && wanted.field.view().is_none_or(|view| view == view_of(language))
        };
        self.wanted
            .iter()
            .zip(analyzed.iter())
            .filter(|(wanted, _)| in_field(wanted))
            .flat_map(|(_, runs)| runs.clone())
            .collect()
    }

    fn analyzed(&self, analyzer: &'static str, exact: bool, wanted: &Wanted) -> Vec<Vec<String>> {
        if exact != (wanted.how == How::Exact) {
            return Vec::new();
        }
        let Some(mut worker) = self.generation.analyzers().get(analyzer) else { return Vec::new() };
        let terms: Vec<String> = worker
            .analyze(&wanted.text)
            .iter()
            .filter(|token| !token.is_marker())
            .map(|token| token.term.to_owned())
            .collect();
        match wanted.how {
            _ if terms.is_empty() => Vec::new(),
            How::Any => terms.into_iter().map(|term| vec![term]).collect(),
            How::Run | How::Exact => vec![terms],
        }
    }

    fn mark(&self, analyzer: &str, runs: &[Vec<String>], text: &str, marks: &mut Vec<Range<usize>>) {
        let Some(mut worker) = self.generation.analyzers().get(analyzer) else { return };
        let tokens = worker.analyze(text);
        let firsts: HashSet<&str> = runs.iter().filter_map(|run| run.first()).map(String::as_str).collect();
        let words: Vec<_> = tokens.iter().filter(|token| !token.is_marker()).collect();
        for (i, token) in words.iter().enumerate() {
            if !firsts.contains(token.term) {
                continue;
            }
            for run in runs {
                let here =
                    words[i..].iter().zip(run).take_while(|(token, term)| token.term == **term).count();
                if here == run.len() {
                    marks.push(token.byte_range.start..words[i + run.len() - 1].byte_range.end);
                }
            }
        }
    }
}

/// The text conditions that a document fulfils by containing them: nothing below a NOT.
fn collect(ast: &Ast, wanted: &mut Vec<Wanted>) {
    match ast {
        Ast::Leaf(Leaf { field, operand }) if field.kind() == FieldKind::Text => {
            let (text, how) = match operand {
                Operand::FreeText(text) => (text, How::Any),
                Operand::Word(text) => (text, How::Run),
                Operand::Quoted(text) => (text, How::Exact),
                Operand::Exact(text) => (text, How::Exact),
                Operand::Prefix(_) | Operand::Pattern(_) | Operand::Fuzzy { .. } | Operand::Range { .. } => {
                    return;
                }
            };
            wanted.push(Wanted { field: *field, text: text.clone(), how });
        }
        Ast::And(operands) | Ast::Or(operands) => {
            for operand in operands {
                collect(operand, wanted);
            }
        }
        Ast::Near(near) => {
            collect(&near.left, wanted);
            collect(&near.right, wanted);
        }
        Ast::Within(within) => collect(&within.operand, wanted),
        Ast::Line(line) => collect(&line.operand, wanted),
        Ast::Everything | Ast::Leaf(_) | Ast::Not(_) | Ast::Citing(_) => {}
    }
}

fn view_of(language: Language) -> TextView {
    match language {
        Language::JA => TextView::Japanese,
        Language::EN => TextView::English,
        _ => TextView::Other,
    }
}

/// The analyser of a view, as `index-config/fields.toml` assigns them.
fn analyzer_name(language: Language, exact: bool) -> &'static str {
    match (view_of(language), exact) {
        (TextView::Japanese, false) => "japanese",
        (TextView::Japanese, true) => "japanese-characters",
        (TextView::English, _) => "english",
        (TextView::Other, _) => "plain",
    }
}

/// Keys of analysed queries: one for each view and way.
fn key_of(key: &'static str, language: Language) -> &'static str {
    match (key, view_of(language)) {
        ("exact", TextView::English) => "english exact",
        ("exact", _) => "plain exact",
        (key, _) => key,
    }
}

/// Overlapping marks as one, and neighbours too where nothing but spaces stands between: 銅 and 触媒 are one mark.
fn merged(mut marks: Vec<Range<usize>>, text: &str) -> Vec<Range<usize>> {
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match merged.last_mut() {
            Some(last) if mark.start <= last.end || text[last.end..mark.start].trim().is_empty() => {
                last.end = last.end.max(mark.end);
            }
            _ => merged.push(mark),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, marks: &[Range<usize>], expected: &[&str]) {
        let merged = merged(marks.to_vec(), text);
        let pieces: Vec<&str> = merged.into_iter().map(|mark| &text[mark]).collect();
        assert_eq!(pieces, expected);
    }

    #[test]
    fn marks_that_touch_or_overlap_become_one() {
        check("abc def ghi", &[], &[]);
        check("abc def ghi", &[0..3, 4..7], &["abc def"]);
        check("abc def ghi", &[8..11, 0..3], &["abc", "ghi"]);
        check("abcdef", &[0..4, 2..3], &["abcd"]);
        check("銅触媒", &[0..3, 3..9], &["銅触媒"]);
    }
}
