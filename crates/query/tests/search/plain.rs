//! The plain model that Boolean search is compared with: a scan over the analysed texts of every document.

use std::collections::HashMap;

use analysis::Analyzer;
use indexer::View;
use model::{Document, Language};
use query::{Ast, Bound, FieldKind, Leaf, Operand, TextView, Value};

use super::fixture::analyzers;

/// A term, the text that it was made of, and its position; whether a Latin word of a Japanese text begins or ends there.
type Word = (String, String, u32, [bool; 2]);

/// One document as lists of words.
pub(crate) struct PlainDocument {
    pub(crate) id: String,
    /// Part, view and the words of one value.
    values: Vec<(&'static str, View, Vec<Word>)>,
    office: String,
    classes: Vec<String>,
    year: Option<u64>,
}

pub(crate) struct Plain {
    documents: Vec<PlainDocument>,
    analyzers: HashMap<View, Analyzer>,
}

const VIEWS: [(View, &str); 5] = [
    (View::Ja, "japanese"),
    (View::JaChars, "japanese-characters"),
    (View::En, "english"),
    (View::EnWords, "english-words"),
    (View::Other, "plain"),
];

impl Plain {
    pub(crate) fn new(documents: &[Document]) -> Self {
        let get = |(view, name)| (view, analyzers().get(name).expect("a shipped analyser"));
        let mut plain = Self { documents: Vec::new(), analyzers: VIEWS.into_iter().map(get).collect() };
        plain.documents = documents.iter().map(|document| plain.document(document)).collect();
        plain
    }

    fn document(&mut self, document: &Document) -> PlainDocument {
        let Document::Patent(patent) = document else { panic!("only patents are scanned") };
        let mut texts: Vec<(&'static str, Language, &str)> = Vec::new();
        texts.extend(patent.titles.iter().map(|text| ("title", text.language, text.text.as_str())));
        texts.extend(patent.abstracts.iter().map(|text| ("abstract", text.language, text.text.as_str())));
        for claim in &patent.claims {
            let part = match claim.number {
                1 => "claims.first",
                _ if claim.is_independent() => "claims.independent",
                _ => "claims.dependent",
            };
            texts.push((part, claim.language, &claim.text));
        }
        let mut values = Vec::new();
        for (part, language, text) in texts {
            for &view in View::of(language) {
                values.push((part, view, self.words(view, text)));
            }
        }
        PlainDocument {
            id: patent.number.to_string(),
            values,
            office: patent.number.office().to_string(),
            classes: patent
                .ipc
                .iter()
                .flat_map(|class| class.symbol.levels().into_iter().map(str::to_owned).collect::<Vec<_>>())
                .collect(),
            year: patent.published.map(|date| u64::from(date.year())),
        }
    }

    fn words(&mut self, view: View, text: &str) -> Vec<Word> {
        let analyzer = self.analyzers.get_mut(&view).expect("every view is there");
        let tokens = analyzer.analyze(text);
        let has = |marker: &str, position: u32| {
            tokens.iter().any(|token| token.term == marker && token.position == position)
        };
        let words = tokens.iter().filter(|token| !token.is_marker());
        words
            .map(|t| {
                let ends = [analysis::WORD_START, analysis::WORD_END].map(|marker| has(marker, t.position));
                (t.term.to_owned(), text[t.byte_range.clone()].to_owned(), t.position, ends)
            })
            .collect()
    }

    /// The ids that match, sorted; `None` where the tree has nothing but stop words.
    pub(crate) fn search(&mut self, ast: &Ast) -> Option<Vec<String>> {
        let matching = self.matching(ast)?;
        let mut ids: Vec<String> = self
            .documents
            .iter()
            .zip(matching)
            .filter(|(_, matches)| *matches)
            .map(|(document, _)| document.id.clone())
            .collect();
        ids.sort();
        Some(ids)
    }

    fn matching(&mut self, ast: &Ast) -> Option<Vec<bool>> {
        match ast {
            Ast::Everything => Some(vec![true; self.documents.len()]),
            Ast::Leaf(leaf) => self.leaf(leaf),
            Ast::Not(operand) => Some(self.matching(operand)?.iter().map(|matches| !matches).collect()),
            Ast::And(operands) => self.combine(operands, |a, b| a && b),
            Ast::Or(operands) => self.combine(operands, |a, b| a || b),
            other => panic!("{other} is not in the model"),
        }
    }

    fn combine(&mut self, operands: &[Ast], combine: fn(bool, bool) -> bool) -> Option<Vec<bool>> {
        let found: Vec<Vec<bool>> = operands.iter().filter_map(|operand| self.matching(operand)).collect();
        let join = |a: Vec<bool>, b: Vec<bool>| a.into_iter().zip(b).map(|(a, b)| combine(a, b)).collect();
        found.into_iter().reduce(join)
    }

    fn leaf(&mut self, leaf: &Leaf) -> Option<Vec<bool>> {
        match (leaf.field.kind(), &leaf.operand) {
            (FieldKind::Text, Operand::FreeText(text)) => self.free_text(leaf, text),
            (FieldKind::Text, Operand::Word(text)) => self.text(leaf, text, true),
            (FieldKind::Text, Operand::Quoted(text)) => self.text(leaf, text, false),
            (FieldKind::Number, Operand::Range { lower, upper }) => {
                let number = |bound: &Bound| match &bound.value {
                    Value::Number(number) => *number,
                    other => panic!("{other} is no number"),
                };
                let above = |year: u64| {
                    lower
                        .as_ref()
                        .is_none_or(|b| if b.inclusive { number(b) <= year } else { number(b) < year })
                };
                let below = |year: u64| {
                    upper
                        .as_ref()
                        .is_none_or(|b| if b.inclusive { year <= number(b) } else { year < number(b) })
                };
                Some(self.each(|document| document.year.is_some_and(|year| above(year) && below(year))))
            }
            (FieldKind::Keyword, Operand::Word(text)) => {
                Some(self.each(|document| document.office.eq_ignore_ascii_case(text)))
            }
            (FieldKind::Class, Operand::Word(text)) => {
                Some(self.each(|document| document.classes.iter().any(|class| class == text)))
            }
            (FieldKind::Class, Operand::Prefix(text)) => Some(
                self.each(|document| document.classes.iter().any(|class| class.starts_with(text.as_str()))),
            ),
            other => panic!("{other:?} is not in the model"),
        }
    }

    fn each(&self, matches: impl Fn(&PlainDocument) -> bool) -> Vec<bool> {
        self.documents.iter().map(matches).collect()
    }

    fn is_stop_text(&mut self, text: &str) -> bool {
        let view = if text.chars().any(is_japanese) { View::Ja } else { View::En };
        self.words(view, text).is_empty()
    }

    fn free_text(&mut self, leaf: &Leaf, text: &str) -> Option<Vec<bool>> {
        if self.is_stop_text(text) {
            return None;
        }
        let mut matching = vec![false; self.documents.len()];
        for view in views(leaf) {
            for (term, surface, _, ends) in self.words(view, text) {
                let is_characters = surface.chars().all(is_japanese);
                if view == View::En && is_characters {
                    continue;
                }
                let mut found = self.phrase(leaf, view, &[(term, surface.clone(), 0, ends)]);
                let is_unknown = !found.contains(&true);
                if is_unknown && view == View::Ja && is_characters && 1 < surface.chars().count() {
                    let characters = self.words(View::JaChars, &surface);
                    found = self.phrase(leaf, View::JaChars, &characters);
                }
                matching.iter_mut().zip(found).for_each(|(all, new)| *all |= new);
            }
        }
        Some(matching)
    }

    fn text(&mut self, leaf: &Leaf, text: &str, is_word: bool) -> Option<Vec<bool>> {
        let japanese = text.chars().any(is_japanese);
        if is_word && self.is_stop_text(text) {
            return None;
        }
        let mut matching = vec![false; self.documents.len()];
        for view in views(leaf) {
            let views = match (view, is_word) {
                (View::Ja, true) if japanese => vec![View::Ja, View::JaChars],
                (View::Ja, false) => vec![View::JaChars],
                (View::En, false) => vec![View::EnWords],
                (view, _) => vec![view],
            };
            for view in views {
                let words = self.words(view, text);
                let found = self.phrase(leaf, view, &words);
                matching.iter_mut().zip(found).for_each(|(all, new)| *all |= new);
            }
        }
        Some(matching)
    }

    /// Documents that have all words, as far from each other as they are here, in one value.
    fn phrase(&self, leaf: &Leaf, view: View, words: &[Word]) -> Vec<bool> {
        let Some(first) = words.first() else { return vec![false; self.documents.len()] };
        self.each(|document| {
            document.values.iter().filter(|(part, of, _)| *of == view && has_part(leaf, part)).any(
                |(_, _, value)| {
                    value.iter().any(|start| {
                        // Among characters, Latin words begin and end where those of the query do.
                        words.iter().all(|(wanted, _, at, ends)| {
                            let position = start.2 + (at - first.2);
                            value.iter().any(|(term, _, at, ends_here)| {
                                term == wanted && *at == position && ends_here == ends
                            })
                        })
                    })
                },
            )
        })
    }
}

fn has_part(leaf: &Leaf, part: &str) -> bool {
    match leaf.field.info().name {
        "text" => true,
        "claims" => part.starts_with("claims."),
        name => name == part,
    }
}

fn views(leaf: &Leaf) -> Vec<View> {
    match leaf.field.view() {
        None => vec![View::Ja, View::En, View::Other],
        Some(TextView::Japanese) => vec![View::Ja],
        Some(TextView::English) => vec![View::En],
        Some(TextView::Other) => vec![View::Other],
    }
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}
