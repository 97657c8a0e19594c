//! The user dictionary of technical terms: corrections of the system dictionary, and katakana spellings.

use std::collections::HashMap;

use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::UserDictionary;

use super::ipadic::metadata;
use super::manifest::Manifest;
use crate::error::AnalysisError;

const TERMS: &str = include_str!("../../../../dictionaries/technical/terms.csv");
const KATAKANA: &str = include_str!("../../../../dictionaries/technical/katakana.tsv");
const MANIFEST: &str = include_str!("../../../../dictionaries/technical/MANIFEST.toml");

/// The loaded user dictionary.
pub(crate) struct Technical {
    pub(crate) manifest: Manifest,
    pub(crate) words: UserDictionary,
}

impl Technical {
    /// Reads the embedded terms; they are few, so they are compiled at every start.
    pub(crate) fn load() -> Result<Self, AnalysisError> {
        let manifest = Manifest::parse(MANIFEST, "technical")?;
        manifest.verify(format!("{TERMS}{KATAKANA}").as_bytes())?;
        let words = DictionaryBuilder::new(metadata())
            .build_user_dict_from_reader(TERMS.as_bytes())
            .map_err(|error| AnalysisError::DictionarySource {
                name: "technical".to_owned(),
                stage: "compiling",
                reason: error.to_string(),
            })?;
        Ok(Technical { manifest, words })
    }

    /// Whole katakana words by spelling, to the spelling that is the term.
    pub(crate) fn katakana_spellings() -> HashMap<&'static str, &'static str> {
        let lines = KATAKANA.lines().filter(|line| !line.starts_with('#'));
        let rows = lines.filter_map(|line| line.split_once('\t'));
        rows.flat_map(|(term, others)| others.split_whitespace().map(move |other| (other, term))).collect()
    }
}
