//! Text to terms: the only place that decides what a searchable word is.
//!
//! The indexer and the query side use the same [`Analyzer`] for the same field, so they cannot disagree.
//! [`Analyzers`] is shared and immutable; [`Analyzer`] is one thread's worker with its own scratch space.
//! A token stream is flat: one token a position, except for the marker [`SENTENCE_END`], which is stacked on the
//! last token of a sentence so that distances between words are not changed by it.
//! No language is ever detected: the caller names the analyser.

mod analyzers;
mod characters;
mod config;
mod dictionary;
mod error;
mod fold;
mod group;
mod identifier;
mod japanese;
mod name;
mod normalize;
mod sentence;
mod spaced;
mod stem;
mod token;
mod word_memo;
mod words;
mod written;

pub use analyzers::{Analyzer, Analyzers};
pub use config::{AnalyzersConfig, EnglishConfig, JapaneseConfig, Stemming, WordDictionary};
pub use dictionary::{DictionaryInfo, default_cache_dir};
pub use error::AnalysisError;
pub use group::AnalyzerGroup;
pub use token::{
    SENTENCE_END, Token, TokenBuffer, UNIT_END, WHOLE_WORD, WORD_END, WORD_START, cased, cased_spellings,
    is_marker, may_be_cut,
};
pub use written::{WrittenReader, WrittenTokens};
