//! Dictionaries: what they are, where they come from, where their compiled form lives.

mod cache;
mod ipadic;
mod kanji_variants;
mod manifest;
mod technical;
mod words;

use std::path::PathBuf;

pub(crate) use ipadic::Ipadic;
pub(crate) use kanji_variants::{kanji_variant, kanji_variants};
pub(crate) use technical::Technical;

/// A dictionary in use, for people and for the index's record of what it was built with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DictionaryInfo {
    /// Short name, also the folder's name.
    pub name: String,
    /// Version of the source data.
    pub version: String,
    /// Licence identifier or name.
    pub licence: String,
    /// Hex digest of the source data.
    pub fingerprint: String,
    /// The notice that must go with the data wherever it goes; empty where chizai's own licence holds.
    pub notice: &'static str,
}

/// Where compiled dictionaries are kept: `$CHIZAI_CACHE`, else `$XDG_CACHE_HOME/chizai`, else `~/.cache/chizai`.
#[must_use]
pub fn default_cache_dir() -> PathBuf {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    folder("CHIZAI_CACHE")
        .or_else(|| folder("XDG_CACHE_HOME").map(|cache| cache.join("chizai")))
        .or_else(|| folder("HOME").map(|home| home.join(".cache").join("chizai")))
        .unwrap_or_else(|| std::env::temp_dir().join("chizai-cache"))
}
