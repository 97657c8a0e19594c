//! How terms come to the engine.
//!
//! Texts and names are cut into terms before the engine is given their document ([`written`]), so that its threads,
//! which write, do not do it, and that the views of a text are made together. The engine takes a text and asks a
//! tokenizer for its terms: the text is then the terms themselves, one after the other.
//!
//! A term is written as the distance of its position from the one before (from -1 at first), its length in bytes, and
//! itself. The distance is a character below [`MORE`], before which each [`MORE`] adds so many; the length is a
//! character up to U+00FF.

use analysis::{Analyzer, TokenBuffer, UNIT_END};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The largest character of one byte: what is below is written for itself.
const MORE: char = '\x7f';

/// The terms of one value, with [`UNIT_END`] at its last position, also where that position's word was left out: two
/// views of a text that place words alike place the ends of values alike.
///
/// A value without a word gives no marker either: it has no position that a marker could stand at.
pub(crate) fn written(tokens: &TokenBuffer) -> String {
    let mut out = String::with_capacity(tokens.term_bytes() + 2 * tokens.len() + 2 + UNIT_END.len());
    let mut next = 0;
    for token in tokens.iter() {
        push(&mut out, token.position + 1 - next, token.term);
        next = token.position + 1;
    }
    if 0 < tokens.positions() {
        push(&mut out, tokens.positions() - next, UNIT_END);
    }
    out
}

fn push(out: &mut String, mut distance: u32, term: &str) {
    while u32::from(MORE) <= distance {
        out.push(MORE);
        distance -= u32::from(MORE);
    }
    out.push(char::from(distance as u8));
    out.push(char::from(u8::try_from(term.len()).expect("analysers cut terms to 255 bytes")));
    out.push_str(term);
}

/// Reads what [`written`] has written.
#[derive(Clone, Default)]
pub(crate) struct WrittenTokenizer {
    token: Token,
}

impl Tokenizer for WrittenTokenizer {
    type TokenStream<'a> = WrittenTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WrittenTokenStream<'a> {
        self.token.reset();
        WrittenTokenStream { rest: text, token: &mut self.token, next: 0 }
    }
}

pub(crate) struct WrittenTokenStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
    /// The position behind that of the last term.
    next: usize,
}

impl TokenStream for WrittenTokenStream<'_> {
    fn advance(&mut self) -> bool {
        let mut characters = self.rest.chars();
        loop {
            match characters.next() {
                None => return false,
                Some(MORE) => self.next += MORE as usize,
                Some(distance) => {
                    self.next += distance as usize;
                    break;
                }
            }
        }
        let length = characters.next().map_or(0, |length| length as usize);
        let (term, rest) = characters.as_str().split_at(length);
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = self.next - 1;
        self.rest = rest;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// An analyser as the engine's tokenizer, for keywords, whose column holds what the source has written.
///
/// The engine clones it once for each field of each segment it writes, and a clone is a worker of its own.
#[derive(Clone)]
pub(crate) struct AnalyzerTokenizer {
    analyzer: Analyzer,
    token: Token,
}

impl AnalyzerTokenizer {
    pub(crate) fn new(analyzer: Analyzer) -> Self {
        Self { analyzer, token: Token::default() }
    }
}

impl Tokenizer for AnalyzerTokenizer {
    type TokenStream<'a> = AnalyzerTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> AnalyzerTokenStream<'a> {
        self.token.reset();
        AnalyzerTokenStream { buffer: self.analyzer.analyze(text), token: &mut self.token, next: 0 }
    }
}

/// The terms of one value.
pub(crate) struct AnalyzerTokenStream<'a> {
    buffer: &'a TokenBuffer,
    token: &'a mut Token,
    next: usize,
}

impl TokenStream for AnalyzerTokenStream<'_> {
    fn advance(&mut self) -> bool {
        if self.next >= self.buffer.len() {
            return false;
        }
        let token = self.buffer.get(self.next);
        self.token.text.clear();
        self.token.text.push_str(token.term);
        self.token.position = token.position as usize;
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use analysis::Analyzers;
    use proptest::prelude::*;

    use super::*;
    use crate::IndexConfig;

    static ANALYZERS: LazyLock<Analyzers> = LazyLock::new(|| {
        let config = IndexConfig::shipped().analyzers;
        Analyzers::load(&config, &analysis::default_cache_dir()).unwrap()
    });

    /// What is read is what the analyser found, then the marker of the end.
    #[track_caller]
    fn check(analyzer: &str, text: &str) -> Vec<(String, usize)> {
        let mut analyzer = ANALYZERS.get(analyzer).unwrap();
        let tokens = analyzer.analyze(text);
        let mut expected: Vec<(String, usize)> =
            tokens.iter().map(|token| (token.term.to_owned(), token.position as usize)).collect();
        if let Some(last) = tokens.positions().checked_sub(1) {
            expected.push((UNIT_END.to_owned(), last as usize));
        }
        let written = written(tokens);
        let mut read = Vec::new();
        WrittenTokenizer::default()
            .token_stream(&written)
            .process(&mut |token| read.push((token.text.clone(), token.position)));
        assert_eq!(read, expected);
        read
    }

    #[test]
    fn gaps_of_any_length_are_kept() {
        for stop_words in [0, 1, 125, 126, 127, 128, 253, 254, 255, 1000] {
            let gap = "the ".repeat(stop_words);
            let read = check("english", &format!("{gap}cathode {gap}Anode. {gap}"));
            assert_eq!(read[0], ("cathod".to_owned(), stop_words));
            assert_eq!(read.last(), Some(&(UNIT_END.to_owned(), 3 * stop_words + 1)));
        }
        assert_eq!(check("english", " "), []);
        assert_eq!(check("english", "the"), [(UNIT_END.to_owned(), 0)]);
    }

    #[test]
    fn terms_of_any_length_are_kept() {
        for letters in [1, 127, 128, 254, 255, 256, 2000] {
            check("english-words", &format!("x {} y", "A".repeat(letters)));
            check("japanese", &"電".repeat(letters));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read(text in r"(the |[A-Za-z]{1,9}[ .]{1,2}|\PC|[ぁ-ん]|[一-龠]){0,60}") {
            for analyzer in ["english", "english-words", "japanese", "japanese-characters", "plain", "name"] {
                check(analyzer, &text);
            }
        }
    }
}
