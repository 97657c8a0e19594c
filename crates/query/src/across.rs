//! Searching across languages: what is asked for, and which pairs of terms took part.

use std::{fmt, str::FromStr};

use model::{DocumentId, Language};
use terms::{Direction, Source};

use crate::{Problem, ProblemCode};

/// Whether and how terms of a query are searched in the other language as well.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Across {
    /// The languages that terms are translated into: English, Japanese, or both. Empty: none.
    pub into: Vec<Language>,
    /// Pairs that must not take part, and for which nothing else is put.
    pub refused: Vec<WordPair>,
}

/// A pair by its two words, as an answer lists it and a request refuses it: `固体電解質=solid electrolyte`, either side
/// first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WordPair {
    pub word: String,
    pub translation: String,
}

impl Across {
    /// English and Japanese both.
    pub fn both() -> Self {
        Self { into: vec![Language::EN, Language::JA], refused: Vec::new() }
    }

    /// The directions that are translated in.
    pub(crate) fn directions(&self) -> Vec<Direction> {
        Direction::ALL
            .into_iter()
            .filter(|direction| self.into.contains(&language_into(*direction)))
            .collect()
    }

    /// Reads languages apart by commas: `en`, `ja` or `en,ja`; `none` for no language.
    pub fn into_languages(text: &str) -> Result<Vec<Language>, Problem> {
        let mut into = Vec::new();
        if text.trim() == "none" {
            return Ok(into);
        }
        for name in text.split(',').map(str::trim) {
            let language = match name {
                "en" => Language::EN,
                "ja" => Language::JA,
                _ => {
                    return Err(invalid(
                        text,
                        format!(
                            "terms cannot be translated into {name:?}, only into en, ja or both, or none"
                        ),
                        &["en,ja", "en", "ja", "none"],
                    ));
                }
            };
            if !into.contains(&language) {
                into.push(language);
            }
        }
        Ok(into)
    }
}

/// The language that a direction translates into.
pub(crate) fn language_into(direction: Direction) -> Language {
    match direction {
        Direction::ToEnglish => Language::EN,
        Direction::ToJapanese => Language::JA,
    }
}

impl FromStr for WordPair {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let sides = text.split_once('=').map(|(word, translation)| (word.trim(), translation.trim()));
        match sides {
            Some((word, translation)) if !word.is_empty() && !translation.is_empty() => {
                Ok(Self { word: word.to_owned(), translation: translation.to_owned() })
            }
            _ => Err(invalid(
                text,
                format!("{text:?} is no pair of terms: write both with = between"),
                &["固体電解質=solid electrolyte"],
            )),
        }
    }
}

impl fmt::Display for WordPair {
    /// As [`FromStr`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.word, self.translation)
    }
}

fn invalid(text: &str, message: String, suggestions: &[&str]) -> Problem {
    Problem {
        code: ProblemCode::InvalidValue,
        char_range: 0..text.chars().count(),
        subject: text.to_owned(),
        message,
        suggestions: suggestions.iter().map(|suggestion| (*suggestion).to_owned()).collect(),
    }
}

/// A pair of terms that took part in a search.
#[derive(Debug, Clone, PartialEq)]
pub struct TermTranslation {
    /// The term as the query says it.
    pub word: String,
    /// What it is searched as beside.
    pub translation: String,
    /// The language of the translation.
    pub into: Language,
    /// How much an occurrence counts beside one of the likeliest translation, which counts 1.
    pub weight: f32,
    /// Estimate of the probability that the word is said so; of a pair by sound, how alike the two sound.
    pub probability: f32,
    pub sources: Vec<Source>,
    /// Documents in whose texts the two stand for each other; 0 where none was seen.
    pub support: u32,
    /// Some of them.
    pub documents: Vec<DocumentId>,
}

impl TermTranslation {
    /// What refuses this pair.
    pub fn refusal(&self) -> WordPair {
        WordPair { word: self.word.clone(), translation: self.translation.clone() }
    }
}
