//! The typed form of `index-config/analyzers.toml`.

use serde::{Deserialize, Serialize};

use crate::error::AnalysisError;

/// What can be chosen about analysis; a change needs a new index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnalyzersConfig {
    /// The morphological view of Japanese.
    pub japanese: JapaneseConfig,
    /// English words.
    pub english: EnglishConfig,
}

/// Choices of the analyser `japanese`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct JapaneseConfig {
    /// The system dictionary.
    pub dictionary: WordDictionary,
    /// Whether the user dictionary of technical terms corrects the system dictionary.
    pub technical_terms: bool,
    /// All-kanji words of more characters than this are looked at for a finer division.
    pub divide_kanji_above: u8,
    /// Other words of more characters than this are looked at for a finer division.
    pub divide_other_above: u8,
    /// Beginnings of part-of-speech labels, levels joined by a comma, whose words are dropped.
    pub stop_parts_of_speech: Vec<String>,
    /// Base forms that are dropped whatever their part of speech.
    pub stop_words: Vec<String>,
    /// Whether katakana spellings of one word become one term (ウェーハ, ウエハ; ヴァ, バ).
    pub fold_katakana: bool,
    /// Katakana words of at least this many characters lose a prolonged sound mark at the end; 0 keeps it.
    pub katakana_stem_from: u8,
    /// Whether okurigana of compound verbs and their nouns is dropped (取り付け, 取付け, 取付).
    pub fold_okurigana: bool,
}

/// Choices of the analyser `english`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EnglishConfig {
    /// How far word endings are cut.
    pub stemming: Stemming,
    /// Words that make no term, in lower case.
    pub stop_words: Vec<String>,
    /// Words after which a full stop does not end a sentence, in every analyser.
    pub abbreviations: Vec<String>,
}

/// A system dictionary that is compiled into the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordDictionary {
    /// IPADIC 2.7.0-20070801.
    Ipadic,
}

/// Stemming of English words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stemming {
    /// Words as they are, in lower case.
    None,
    /// Plural to singular only.
    Light,
    /// Snowball's English stemmer (Porter2).
    Porter2,
}

impl AnalyzersConfig {
    /// Reads the configuration; `file_name` is only for messages.
    ///
    /// # Errors
    /// [`AnalysisError::Config`] names the file and the key, and a known key that is close to an unknown one.
    pub fn parse(toml_text: &str, file_name: &str) -> Result<Self, AnalysisError> {
        let wrong = |key: String, reason: String| {
            let suggestion = suggest(&reason);
            AnalysisError::Config { file: file_name.to_owned(), key, reason, suggestion }
        };
        let parsed = toml::Deserializer::parse(toml_text)
            .map_err(|error| wrong("(the whole file)".to_owned(), error.to_string().trim().to_owned()))?;
        let config: Self = serde_path_to_error::deserialize(parsed)
            .map_err(|error| wrong(error.path().to_string(), error.inner().message().to_owned()))?;
        config.check(&wrong)?;
        Ok(config)
    }

    /// Values that the types allow and the analysers do not.
    fn check(&self, wrong: &impl Fn(String, String) -> AnalysisError) -> Result<(), AnalysisError> {
        let lists = [
            ("english.stop-words", &self.english.stop_words),
            ("english.abbreviations", &self.english.abbreviations),
        ];
        for (key, words) in lists {
            if let Some(word) = words.iter().find(|word| **word != word.to_lowercase() || word.is_empty()) {
                return Err(wrong(key.to_owned(), format!("`{word}` is not in lower case")));
            }
        }
        for (key, value) in [
            ("divide-kanji-above", self.japanese.divide_kanji_above),
            ("divide-other-above", self.japanese.divide_other_above),
        ] {
            if value == 0 {
                return Err(wrong(format!("japanese.{key}"), "must be at least 1".to_owned()));
            }
        }
        Ok(())
    }
}

/// The known name closest to the unknown one that serde's message quotes, if one is close.
fn suggest(message: &str) -> Option<String> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let found = quoted.next()?;
    let known = quoted.map(|name| (strsim::jaro_winkler(found, name), name));
    known
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name.to_owned())
}
