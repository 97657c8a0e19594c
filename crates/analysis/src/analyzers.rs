//! The named analysers and their workers.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::config::{AnalyzersConfig, Stemming};
use crate::dictionary::DictionaryInfo;
use crate::error::AnalysisError;
use crate::group::AnalyzerGroup;
use crate::japanese::{Japanese, Lexicon};
use crate::normalize::{Normalized, Profile};
use crate::sentence::Abbreviations;
use crate::spaced::WordView;
use crate::stem::Stem;
use crate::token::TokenBuffer;
use crate::words::Scanner;
use crate::{characters, identifier, name, spaced};

/// Raised when the code makes other terms of the same text and configuration; part of the fingerprint.
const ANALYSIS_VERSION: u32 = 7;

/// Every analyser by name, in the order in which help shows them.
const NAMES: [&str; 8] =
    ["japanese", "japanese-characters", "english", "english-words", "plain", "name", "keyword", "identifier"];

/// All analysers of a configuration: shared, immutable and cheap to clone.
#[derive(Clone)]
pub struct Analyzers {
    shared: Arc<Shared>,
}

/// What every worker reads.
pub(crate) struct Shared {
    stemming: Stemming,
    stop_words: Arc<HashSet<Box<str>>>,
    pub(crate) abbreviations: Abbreviations,
    fingerprint: String,
    dictionaries: Vec<DictionaryInfo>,
    lexicon: Arc<Lexicon>,
}

impl Analyzers {
    /// Makes the analysers, compiling the dictionary into `cache_dir` on first use (about two seconds).
    ///
    /// # Errors
    /// When the embedded dictionary is damaged or `cache_dir` cannot be used.
    pub fn load(config: &AnalyzersConfig, cache_dir: &Path) -> Result<Self, AnalysisError> {
        let (lexicon, dictionaries) = Lexicon::open(&config.japanese, cache_dir)?;
        let stop_words = config.english.stop_words.iter().map(|word| word.as_str().into()).collect();
        Ok(Analyzers {
            shared: Arc::new(Shared {
                stemming: config.english.stemming,
                stop_words: Arc::new(stop_words),
                abbreviations: Abbreviations::new(&config.english.abbreviations),
                fingerprint: fingerprint(config, &dictionaries),
                dictionaries,
                lexicon: Arc::new(lexicon),
            }),
        })
    }

    /// A new worker of the analyser called `name`, with its own scratch space.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Analyzer> {
        let chain = match name {
            "japanese" => Chain::Japanese(Box::new(Japanese::new(
                Arc::clone(&self.shared.lexicon),
                Stem::new(self.shared.stemming, Arc::default()),
            ))),
            "japanese-characters" => Chain::Characters,
            "english" => {
                let stop_words = Arc::clone(&self.shared.stop_words);
                Chain::English(Box::new(Stem::new(self.shared.stemming, stop_words)))
            }
            "english-words" => Chain::EnglishWords(Box::new(Stem::new(Stemming::None, Arc::default()))),
            "plain" => Chain::Plain(Box::new(Stem::new(Stemming::None, Arc::default()))),
            "name" => Chain::Name,
            "keyword" => Chain::Keyword,
            "identifier" => Chain::Identifier,
            _ => return None,
        };
        Some(Analyzer {
            chain,
            shared: Arc::clone(&self.shared),
            normalized: Normalized::default(),
            tokens: TokenBuffer::default(),
        })
    }

    /// A new worker of the analysers called `names`, over the same text.
    #[must_use]
    pub fn group(&self, names: &[&str]) -> Option<AnalyzerGroup> {
        names.iter().map(|name| self.get(name)).collect::<Option<_>>().map(AnalyzerGroup::new)
    }

    /// Names that [`get`](Self::get) knows.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        NAMES.into_iter()
    }

    /// Hex digest that changes when the configuration, a dictionary or the way of analysis changes.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.shared.fingerprint
    }

    /// The dictionaries in use.
    #[must_use]
    pub fn dictionaries(&self) -> &[DictionaryInfo] {
        &self.shared.dictionaries
    }
}

/// Changes with everything that changes terms.
fn fingerprint(config: &AnalyzersConfig, dictionaries: &[DictionaryInfo]) -> String {
    let all = format!("{ANALYSIS_VERSION} {config:?} {dictionaries:?}");
    blake3::hash(all.as_bytes()).to_hex().to_string()
}

/// One thread's worker of one analyser. A clone has its own scratch space over the same dictionaries.
#[derive(Clone)]
pub struct Analyzer {
    pub(crate) chain: Chain,
    pub(crate) shared: Arc<Shared>,
    pub(crate) normalized: Normalized,
    pub(crate) tokens: TokenBuffer,
}

#[derive(Clone)]
pub(crate) enum Chain {
    Japanese(Box<Japanese>),
    Characters,
    English(Box<Stem>),
    /// The words of `English` at the same positions: none left out, not stemmed, capitals marked.
    EnglishWords(Box<Stem>),
    Plain(Box<Stem>),
    Name,
    Keyword,
    Identifier,
}

impl Analyzer {
    /// The tokens of one value; they are valid until the next call.
    ///
    /// Never fails and never panics, whatever the text holds. Text beyond 128 MiB is not read.
    pub fn analyze(&mut self, text: &str) -> &TokenBuffer {
        self.tokens.clear();
        let (normalized, tokens, abbreviations) =
            (&mut self.normalized, &mut self.tokens, &self.shared.abbreviations);
        match &mut self.chain {
            Chain::Japanese(japanese) => japanese.analyze(text, abbreviations, normalized, tokens),
            Chain::Characters => characters::analyze(text, abbreviations, normalized, tokens),
            Chain::English(stem) => {
                Profile::Words.normalizer().normalize(text, normalized);
                let scanner = Scanner::new(normalized.text(), abbreviations);
                spaced::analyze(scanner, &mut WordView { stem, marks_case: false, out: tokens }, normalized);
            }
            Chain::EnglishWords(stem) => {
                Profile::Words.normalizer().normalize(text, normalized);
                let scanner = Scanner::new(normalized.text(), abbreviations);
                spaced::analyze(scanner, &mut WordView { stem, marks_case: true, out: tokens }, normalized);
            }
            Chain::Plain(stem) => {
                Profile::Words.normalizer().normalize(text, normalized);
                let scanner = Scanner::new(normalized.text(), abbreviations).splitting_apostrophes();
                spaced::analyze(scanner, &mut WordView { stem, marks_case: true, out: tokens }, normalized);
            }
            Chain::Name => name::analyze(text, abbreviations, normalized, tokens),
            Chain::Keyword => identifier::analyze_keyword(text, normalized, tokens),
            Chain::Identifier => identifier::analyze_identifier(text, normalized, tokens),
        }
        &self.tokens
    }
}
