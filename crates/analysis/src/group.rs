//! Several analysers over the same text.

use crate::analyzers::{Analyzer, Chain};
use crate::normalize::Profile;
use crate::spaced::{self, WordView};
use crate::token::TokenBuffer;
use crate::words::Scanner;

/// One thread's worker of several analysers: what two of them read alike in a text is read once.
#[derive(Clone)]
pub struct AnalyzerGroup {
    analyzers: Vec<Analyzer>,
    /// The places of `english` and `english-words`, whose words are the same at the same positions.
    english: Option<[usize; 2]>,
}

impl AnalyzerGroup {
    pub(crate) fn new(analyzers: Vec<Analyzer>) -> Self {
        let stemmed = analyzers.iter().position(|analyzer| matches!(analyzer.chain, Chain::English(_)));
        let written = analyzers.iter().position(|analyzer| matches!(analyzer.chain, Chain::EnglishWords(_)));
        Self { analyzers, english: stemmed.zip(written).map(|(stemmed, written)| [stemmed, written]) }
    }

    /// The tokens that each analyser finds in one value, in the order in which the analysers were named; they are valid
    /// until the next call, and the same as those of [`Analyzer::analyze`].
    pub fn analyze(&mut self, text: &str) -> impl Iterator<Item = &TokenBuffer> {
        let pair = self.english.and_then(|places| self.analyzers.get_disjoint_mut(places).ok());
        if let Some([stemmed, written]) = pair {
            both_views(text, stemmed, written);
        }
        for (place, analyzer) in self.analyzers.iter_mut().enumerate() {
            if !self.english.is_some_and(|places| places.contains(&place)) {
                analyzer.analyze(text);
            }
        }
        self.analyzers.iter().map(|analyzer| &analyzer.tokens)
    }
}

/// The words of an English text, stemmed and as written.
fn both_views(text: &str, stemmed: &mut Analyzer, written: &mut Analyzer) {
    let (Chain::English(stem), Chain::EnglishWords(as_written)) = (&mut stemmed.chain, &mut written.chain)
    else {
        return;
    };
    stemmed.tokens.clear();
    written.tokens.clear();
    Profile::Words.normalizer().normalize(text, &mut stemmed.normalized);
    let scanner = Scanner::new(stemmed.normalized.text(), &stemmed.shared.abbreviations);
    let mut views = [
        WordView { stem, marks_case: false, out: &mut stemmed.tokens },
        WordView { stem: as_written, marks_case: true, out: &mut written.tokens },
    ];
    spaced::analyze(scanner, &mut views, &stemmed.normalized);
}
