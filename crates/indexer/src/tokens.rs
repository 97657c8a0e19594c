//! The engine's tokenizer on top of an analyser.

use analysis::{Analyzer, TokenBuffer, UNIT_END};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// An analyser as the engine's tokenizer.
///
/// The engine clones it once for each field of each segment it writes, and a clone is a worker of its own; one value
/// after the other is analysed into the worker's buffer, and one `Token` carries every term to the engine.
#[derive(Clone)]
pub struct AnalyzerTokenizer {
    analyzer: Analyzer,
    token: Token,
    units: Units,
}

/// Whether the ends of values are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Units {
    Marked,
    Plain,
}

impl AnalyzerTokenizer {
    /// For text fields and names: [`UNIT_END`] stands at the last position of each value, also where its word was left
    /// out: two views of a text that place words alike place the ends of values alike.
    pub fn for_text(analyzer: Analyzer) -> Self {
        Self { analyzer, token: Token::default(), units: Units::Marked }
    }

    /// For keywords: the analyser's terms only.
    pub fn for_values(analyzer: Analyzer) -> Self {
        Self { analyzer, token: Token::default(), units: Units::Plain }
    }
}

impl Tokenizer for AnalyzerTokenizer {
    type TokenStream<'a> = AnalyzerTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> AnalyzerTokenStream<'a> {
        self.token.reset();
        let buffer = self.analyzer.analyze(text);
        // A value without a word gives no marker either: it has no position that a marker could stand at.
        let markers = usize::from(self.units == Units::Marked && 0 < buffer.positions());
        AnalyzerTokenStream { buffer, token: &mut self.token, next: 0, end: buffer.len() + markers }
    }
}

/// The terms of one value, then the marker of its end.
pub struct AnalyzerTokenStream<'a> {
    buffer: &'a TokenBuffer,
    token: &'a mut Token,
    next: usize,
    /// Terms and marker.
    end: usize,
}

impl TokenStream for AnalyzerTokenStream<'_> {
    fn advance(&mut self) -> bool {
        if self.next >= self.end {
            return false;
        }
        self.token.text.clear();
        if self.next < self.buffer.len() {
            let token = self.buffer.get(self.next);
            self.token.text.push_str(token.term);
            self.token.offset_from = token.byte_range.start;
            self.token.offset_to = token.byte_range.end;
            self.token.position = token.position as usize;
        } else {
            // Offsets stay those of the last term.
            self.token.text.push_str(UNIT_END);
            self.token.position = self.buffer.positions() as usize - 1;
        }
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
