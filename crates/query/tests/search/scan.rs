//! The meaning of text operators as a scan over the texts as they stand: characters in Japanese, words between
//! anything that is no letter or digit in English. No analyser is asked.

use std::collections::BTreeSet;

use model::{Document, Language};
use query::plan::JAPANESE_RUN;
use query::{Ast, Leaf, Near, Operand, Pattern, Piece, TextView, Unit};

/// The first and the last place of a match in one value.
type Place = (usize, usize);

/// A document's values: part, language, and what stands at each place.
pub(crate) struct ScannedDocument {
    pub(crate) id: String,
    values: Vec<Value>,
}

struct Value {
    part: &'static str,
    language: Language,
    /// A word or a character as written.
    words: Vec<String>,
    /// The number of the sentence that each is in.
    sentences: Vec<usize>,
    /// Of the characters of a Japanese text: the number of the Latin word that each is in, 0 for none.
    latin: Vec<usize>,
}

impl ScannedDocument {
    pub(crate) fn new(document: &Document) -> Self {
        let Document::Patent(patent) = document else { panic!("only patents are scanned") };
        let mut values = Vec::new();
        let mut add = |part, language, text: &str| values.push(Value::new(part, language, text));
        patent.titles.iter().for_each(|text| add("title", text.language, &text.text));
        patent.abstracts.iter().for_each(|text| add("abstract", text.language, &text.text));
        for claim in &patent.claims {
            let part = match claim.number {
                1 => "claims.first",
                _ if claim.is_independent() => "claims.independent",
                _ => "claims.dependent",
            };
            add(part, claim.language, &claim.text);
        }
        for section in &patent.description {
            for paragraph in &section.paragraphs {
                add("description", section.language, &paragraph.text);
            }
        }
        Self { id: patent.number.to_string(), values }
    }

    /// How often a condition holds in each part and language.
    pub(crate) fn frequencies(&self, ast: &Ast) -> Vec<(&'static str, Language, usize)> {
        let mut found: Vec<(&'static str, Language, usize)> = Vec::new();
        let leaves = ast.leaves();
        let is_named = |value: &&Value| leaves.is_empty() || leaves.iter().any(|leaf| value.is_in(leaf));
        for value in self.values.iter().filter(is_named) {
            let frequency = value.counted(ast).len();
            match found.iter_mut().find(|known| (known.0, known.1) == (value.part, value.language)) {
                Some(known) => known.2 += frequency,
                None => found.push((value.part, value.language, frequency)),
            }
        }
        found.retain(|(_, _, frequency)| 0 < *frequency);
        found
    }
}

impl Value {
    fn new(part: &'static str, language: Language, text: &str) -> Self {
        let mut value = Self { part, language, words: Vec::new(), sentences: Vec::new(), latin: Vec::new() };
        let mut sentence = 0;
        let mut word = String::new();
        // A Latin word begins behind what is none, and behind a number that stands at the beginning.
        let (mut latin, mut before) = (0, ' ');
        let mut is_number = false;
        for c in text.chars() {
            if c.is_ascii_alphanumeric() {
                let begins = !before.is_ascii_alphanumeric() || (is_number && !c.is_ascii_digit());
                latin += usize::from(begins);
                is_number = c.is_ascii_digit() && (begins || is_number);
            }
            before = c;
            if language == Language::JA {
                if !c.is_whitespace() {
                    value.words.push(c.to_string());
                    value.sentences.push(sentence);
                    value.latin.push(if c.is_ascii_alphanumeric() { latin } else { 0 });
                }
                sentence += usize::from(c == '。');
                continue;
            }
            if c.is_alphanumeric() {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                value.words.push(std::mem::take(&mut word));
                value.sentences.push(sentence);
            }
            // The texts have full stops at the ends of sentences only.
            sentence += usize::from(c == '.');
        }
        if !word.is_empty() {
            value.words.push(word);
            value.sentences.push(sentence);
        }
        value
    }

    fn is_japanese(&self) -> bool {
        self.language == Language::JA
    }

    fn matches(&self, ast: &Ast) -> BTreeSet<Place> {
        match ast {
            Ast::Leaf(leaf) => self.leaf(leaf),
            Ast::Or(operands) => operands.iter().flat_map(|operand| self.matches(operand)).collect(),
            Ast::Near(near) => self.near(near),
            Ast::Within(within) => {
                let units: Vec<Place> = match within.unit {
                    Unit::Claim if !self.part.starts_with("claims.") => Vec::new(),
                    _ if self.words.is_empty() => Vec::new(),
                    Unit::Claim | Unit::Paragraph => vec![(0, self.words.len() - 1)],
                    Unit::Sentence => self
                        .sentences
                        .chunk_by(|a, b| a == b)
                        .scan(0, |start, sentence| {
                            let first = *start;
                            *start += sentence.len();
                            Some((first, *start - 1))
                        })
                        .collect(),
                };
                units.into_iter().filter(|unit| self.holds(&within.operand, *unit)).collect()
            }
            other => panic!("{other} is not in the model"),
        }
    }

    /// What counts as an occurrence: of an unlimited NEAR, each beginning with the first end behind it and each end with
    /// the last beginning before it.
    fn counted(&self, ast: &Ast) -> BTreeSet<Place> {
        match ast {
            Ast::Or(operands) => operands.iter().flat_map(|operand| self.counted(operand)).collect(),
            Ast::Near(near) if near.distance == Near::UNLIMITED => {
                let (left, right) = (self.matches(&near.left), self.matches(&near.right));
                let mut found = closest(&self.pairs(near, &left, &right));
                if !near.ordered {
                    found.extend(closest(&self.pairs(near, &right, &left)));
                }
                found
            }
            ast => self.matches(ast),
        }
    }

    fn holds(&self, ast: &Ast, unit: Place) -> bool {
        match ast {
            Ast::Everything => true,
            Ast::And(operands) => operands.iter().all(|operand| self.holds(operand, unit)),
            Ast::Or(operands) => operands.iter().any(|operand| self.holds(operand, unit)),
            Ast::Not(operand) => !self.holds(operand, unit),
            ast => self.matches(ast).iter().any(|(start, end)| unit.0 <= *start && *end <= unit.1),
        }
    }

    fn near(&self, near: &Near) -> BTreeSet<Place> {
        let (left, right) = (self.matches(&near.left), self.matches(&near.right));
        let mut found = self.pairs(near, &left, &right);
        if !near.ordered {
            found.extend(self.pairs(near, &right, &left));
        }
        found
    }

    /// From the beginning of one to the end of another that comes later.
    fn pairs(&self, near: &Near, first: &BTreeSet<Place>, second: &BTreeSet<Place>) -> BTreeSet<Place> {
        let follows = |a: &Place, b: &Place| a.1 < b.0 && b.0 - a.1 <= near.distance as usize;
        let ends =
            |a: &Place| second.iter().filter(|b| follows(a, b)).map(|b| (a.0, b.1)).collect::<Vec<_>>();
        first.iter().flat_map(ends).collect()
    }

    /// Whether a condition looks into it.
    fn is_in(&self, leaf: &Leaf) -> bool {
        let in_field = match leaf.field.info().name {
            "text" => true,
            "claims" => self.part.starts_with("claims."),
            name => name == self.part,
        };
        let in_view = leaf.field.view().is_none_or(|view| {
            view == if self.is_japanese() { TextView::Japanese } else { TextView::English }
        });
        in_field && in_view
    }

    fn leaf(&self, leaf: &Leaf) -> BTreeSet<Place> {
        if !self.is_in(leaf) {
            return BTreeSet::new();
        }
        match &leaf.operand {
            Operand::FreeText(text) => text
                .split(' ')
                .flat_map(|word| self.run(word, |wanted, word| self.is_same(wanted, word)))
                .collect(),
            Operand::Word(text) => self.run(text, |wanted, word| self.is_same(wanted, word)),
            Operand::Quoted(text) => {
                self.run(text, |wanted, word| wanted.to_lowercase() == word.to_lowercase())
            }
            Operand::Exact(text) => self.run(text, |wanted, word| wanted == word),
            Operand::Fuzzy { word, distance } if !self.is_japanese() => self.run(word, |wanted, word| {
                differences(&wanted.to_lowercase(), &word.to_lowercase()) <= usize::from(*distance)
            }),
            Operand::Fuzzy { .. } => BTreeSet::new(),
            Operand::Pattern(pattern) if self.is_japanese() => self.truncated_run(pattern),
            Operand::Pattern(pattern) => {
                let fits = |word: &String| {
                    let word: Vec<char> = word.to_lowercase().chars().collect();
                    fits(pattern.pieces(), &word)
                };
                (0..self.words.len()).filter(|at| fits(&self.words[*at])).map(|at| (at, at)).collect()
            }
            other => panic!("{other:?} is not in the model"),
        }
    }

    /// Unquoted words meet their other forms, except in Japanese, where characters are compared.
    fn is_same(&self, wanted: &str, word: &str) -> bool {
        let (wanted, word) = (wanted.to_lowercase(), word.to_lowercase());
        if self.is_japanese() { wanted == word } else { base_form(&wanted) == base_form(&word) }
    }

    /// Where the words, or characters, of a text stand one after the other, those of Latin words as such words.
    fn run(&self, text: &str, is_same: impl Fn(&str, &str) -> bool) -> BTreeSet<Place> {
        let wanted = Self::new("", self.language, text);
        let length = wanted.words.len();
        if length == 0 || self.words.len() < length {
            return BTreeSet::new();
        }
        let stands = |i: usize, at: usize| {
            is_same(&wanted.words[i], &self.words[at])
                && wanted.begins_whole(i) == self.begins_whole(at)
                && wanted.ends_whole(i) == self.ends_whole(at)
        };
        (0..=self.words.len() - length)
            .filter(|start| (0..length).all(|i| stands(i, start + i)))
            .map(|start| (start, start + length - 1))
            .collect()
    }

    /// Whether no Latin word of a Japanese text goes on before a place.
    fn begins_whole(&self, at: usize) -> bool {
        !self.is_japanese() || self.latin[at] == 0 || at == 0 || self.latin[at - 1] != self.latin[at]
    }

    /// Whether none goes on behind it.
    fn ends_whole(&self, at: usize) -> bool {
        !self.is_japanese() || self.latin[at] == 0 || self.latin.get(at + 1) != Some(&self.latin[at])
    }

    fn truncated_run(&self, pattern: &Pattern) -> BTreeSet<Place> {
        let means_nothing = |piece: &Piece| matches!(piece, Piece::AnyRun | Piece::AtMostOne);
        let is_literal = |piece: &Piece| matches!(piece, Piece::Literal(_));
        let pieces = pattern.pieces();
        let first = pieces.iter().position(is_literal).expect("a pattern has a literal");
        let last = pieces.iter().rposition(is_literal).expect("a pattern has a literal");
        // At both ends only what stands for exactly one character asks for anything.
        let outer = |pieces: &[Piece]| pieces.iter().filter(|piece| !means_nothing(piece)).count();
        let (before, after) = (outer(&pieces[..first]), outer(&pieces[last + 1..]));
        let inner = &pieces[first..=last];
        let mut found = BTreeSet::new();
        for start in 0..self.words.len() {
            for end in self.ends(inner, start) {
                let in_one_sentence = self.sentences[start] == self.sentences[end - 1];
                if inner.contains(&Piece::AnyRun) && !in_one_sentence {
                    continue;
                }
                let is_whole = (0 < first || self.begins_whole(start))
                    && (last + 1 < pieces.len() || self.ends_whole(end - 1));
                if is_whole && before <= start && end - 1 + after < self.words.len() {
                    found.insert((start - before, end - 1 + after));
                }
            }
        }
        found
    }

    /// The places after the end of what fits the pieces from a place on.
    fn ends(&self, pieces: &[Piece], at: usize) -> BTreeSet<usize> {
        let Some((piece, rest)) = pieces.split_first() else { return BTreeSet::from([at]) };
        let left = self.words.len() - at;
        let lengths = match piece {
            Piece::Literal(text) => {
                let wanted: Vec<String> = text.to_lowercase().chars().map(String::from).collect();
                let here = self.words[at..].iter().take(wanted.len()).map(|c| c.to_lowercase());
                let stands = here.eq(wanted.iter().cloned());
                if !stands {
                    return BTreeSet::new();
                }
                wanted.len()..=wanted.len()
            }
            Piece::AnyOne => 1..=1,
            Piece::AtMostOne => 0..=1,
            Piece::AnyRun => 0..=JAPANESE_RUN as usize,
        };
        lengths.filter(|length| *length <= left).flat_map(|length| self.ends(rest, at + length)).collect()
    }
}

fn closest(places: &BTreeSet<Place>) -> BTreeSet<Place> {
    let first_end = |start: usize| places.iter().filter(|place| place.0 == start).min_by_key(|place| place.1);
    let last_start = |end: usize| places.iter().filter(|place| place.1 == end).max_by_key(|place| place.0);
    places.iter().flat_map(|place| [first_end(place.0), last_start(place.1)]).flatten().copied().collect()
}

fn base_form(word: &str) -> &str {
    match word {
        "batteries" => "battery",
        "cells" => "cell",
        "electrodes" => "electrode",
        word => word,
    }
}

fn fits(pieces: &[Piece], word: &[char]) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return word.is_empty() };
    match piece {
        Piece::Literal(text) => {
            let wanted: Vec<char> = text.to_lowercase().chars().collect();
            word.starts_with(&wanted) && fits(rest, &word[wanted.len()..])
        }
        Piece::AnyOne => !word.is_empty() && fits(rest, &word[1..]),
        Piece::AtMostOne => fits(rest, word) || (!word.is_empty() && fits(rest, &word[1..])),
        Piece::AnyRun => (0..=word.len()).any(|skipped| fits(rest, &word[skipped..])),
    }
}

/// Letters added, left out, replaced or exchanged with a neighbour, none of them twice.
fn differences(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let least = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                let is_exchanged = 1 < i && 1 < j && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if is_exchanged { least.min(table[i - 2][j - 2] + 1) } else { least }
            };
        }
    }
    table[a.len()][b.len()]
}
