//! What the analysers of the index make of a term: the key by which pairs are found.

use analysis::{Analyzer, Analyzers};
use indexer::{IndexConfig, View};

use crate::{Direction, Side, TermsError};

/// Terms of a text as the indexes know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) term: String,
    pub(crate) surface: String,
    /// Neighbours differ by 1; a word that is left out, and in Japanese anything that stands between, makes it more.
    pub(crate) position: u32,
    /// The first token of a sentence.
    pub(crate) begins_sentence: bool,
}

/// Workers of the two views that pairs have sides in.
pub(crate) struct Keys {
    japanese: Analyzer,
    english: Analyzer,
}

impl Keys {
    pub(crate) fn new(config: &IndexConfig, analyzers: &Analyzers) -> Result<Self, TermsError> {
        let worker = |view| {
            let name = &config.fields.views[&view].analyzer;
            analyzers.get(name).ok_or_else(|| TermsError::MissingAnalyzer { name: name.clone() })
        };
        Ok(Self { japanese: worker(View::Ja)?, english: worker(View::En)? })
    }

    /// The tokens of a text in the language that is translated.
    pub(crate) fn tokens(&mut self, from: Direction, text: &str) -> Vec<Token> {
        let analyzer = match from {
            Direction::ToEnglish => &mut self.japanese,
            Direction::ToJapanese => &mut self.english,
        };
        let mut tokens: Vec<Token> = Vec::new();
        let (mut end, mut position, mut last) = (0, 0, None);
        let mut begins_sentence = true;
        for token in analyzer.analyze(text).iter() {
            if token.is_marker() {
                begins_sentence |= token.term == analysis::SENTENCE_END;
                continue;
            }
            let step = last.map_or(0, |last| token.position - last);
            let is_apart = from == Direction::ToEnglish && end < token.byte_range.start;
            position += if is_apart { step.max(2) } else { step };
            tokens.push(Token {
                term: token.term.to_owned(),
                surface: text[token.byte_range.clone()].to_owned(),
                position,
                begins_sentence: std::mem::take(&mut begins_sentence),
            });
            last = Some(token.position);
            end = token.byte_range.end;
        }
        tokens
    }

    /// A side of a pair; `None` for a text without a term.
    pub(crate) fn side(&mut self, from: Direction, surface: &str) -> Option<Side> {
        let surface = surface.split_whitespace().collect::<Vec<_>>().join(" ");
        let terms: Vec<String> = self.tokens(from, &surface).into_iter().map(|token| token.term).collect();
        (!terms.is_empty()).then(|| Side { key: terms.join(" "), surface })
    }
}
