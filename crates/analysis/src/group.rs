//! Several analysers over the same text.

use crate::analyzers::{Analyzer, Chain};
use crate::normalize::Profile;
use crate::spaced::{self, WordView};
use crate::word_memo::WordMemo;
use crate::words::Scanner;
use crate::written::WrittenTokens;

/// One thread's worker of several analysers: what two of them read alike in a text is read once.
#[derive(Clone)]
pub struct AnalyzerGroup {
    analyzers: Vec<Analyzer>,
    /// The places of `english` and `english-words`, whose words are the same at the same positions.
    english: Option<[usize; 2]>,
    memo: WordMemo,
}

impl AnalyzerGroup {
    pub(crate) fn new(analyzers: Vec<Analyzer>) -> Self {
        let stemmed = analyzers.iter().position(|analyzer| matches!(analyzer.chain, Chain::English(_)));
        let written = analyzers.iter().position(|analyzer| matches!(analyzer.chain, Chain::EnglishWords(_)));
        let english = stemmed.zip(written).map(|(stemmed, written)| [stemmed, written]);
        Self { analyzers, english, memo: WordMemo::default() }
    }

    /// Writes one value, for each analyser in the order in which they were named what [`Analyzer::analyze`] finds.
    ///
    /// `out` has a place for each, or is made to have it.
    pub fn write(&mut self, text: &str, out: &mut Vec<WrittenTokens>) {
        out.resize_with(self.analyzers.len(), WrittenTokens::default);
        let pair = self.english.and_then(|places| {
            self.analyzers.get_disjoint_mut(places).ok().zip(out.get_disjoint_mut(places).ok())
        });
        if let Some((analyzers, out)) = pair {
            both_views(text, analyzers, &mut self.memo, out);
        }
        for (place, (analyzer, out)) in self.analyzers.iter_mut().zip(out).enumerate() {
            if !self.english.is_some_and(|places| places.contains(&place)) {
                out.add(analyzer.analyze(text));
            }
        }
    }
}

/// The words of an English text, stemmed and as written.
fn both_views(
    text: &str,
    [stemmed, written]: [&mut Analyzer; 2],
    memo: &mut WordMemo,
    out: [&mut WrittenTokens; 2],
) {
    let (Chain::English(stem), Chain::EnglishWords(as_written)) = (&mut stemmed.chain, &mut written.chain)
    else {
        return;
    };
    Profile::Words.normalizer().normalize(text, &mut stemmed.normalized);
    let normal = stemmed.normalized.text();
    let scanner = Scanner::new(normal, &stemmed.shared.abbreviations);
    let mut views = [
        WordView { stem, marks_case: false, out: &mut stemmed.tokens },
        WordView { stem: as_written, marks_case: true, out: &mut written.tokens },
    ];
    spaced::write(scanner, normal, &mut views, memo, out);
}
