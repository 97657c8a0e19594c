//! How terms come to the engine.
//!
//! Texts and names are cut into terms before the engine is given their document ([`WrittenTokens`]), so that its
//! threads, which write, do not do it, and that the views of a text are made together. The engine takes a text and asks
//! a tokenizer for its terms: the text is then the terms themselves, those of all values of a field.
//!
//! [`WrittenTokens`]: analysis::WrittenTokens

use analysis::{Analyzer, TokenBuffer, WrittenReader};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Reads terms that were written.
#[derive(Clone, Default)]
pub(crate) struct WrittenTokenizer {
    token: Token,
}

impl Tokenizer for WrittenTokenizer {
    type TokenStream<'a> = WrittenTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WrittenTokenStream<'a> {
        self.token.reset();
        WrittenTokenStream { reader: WrittenReader::new(text), token: &mut self.token }
    }
}

pub(crate) struct WrittenTokenStream<'a> {
    reader: WrittenReader<'a>,
    token: &'a mut Token,
}

impl TokenStream for WrittenTokenStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, position)) = self.reader.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = position as usize;
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
