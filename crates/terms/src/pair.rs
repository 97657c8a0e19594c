//! A pair of terms that say the same in Japanese and in English.

use std::fmt;

use indexer::View;
use model::DocumentId;

/// Which language a term is translated into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    ToEnglish,
    ToJapanese,
}

impl Direction {
    pub const ALL: [Self; 2] = [Self::ToEnglish, Self::ToJapanese];

    /// The view whose terms are translated.
    pub fn from_view(self) -> View {
        match self {
            Self::ToEnglish => View::Ja,
            Self::ToJapanese => View::En,
        }
    }

    /// The view whose terms they become.
    pub fn to_view(self) -> View {
        match self {
            Self::ToEnglish => View::En,
            Self::ToJapanese => View::Ja,
        }
    }
}

/// One side of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Side {
    /// What the analyser of the side's view makes of the surface: its terms, joined by single spaces.
    pub key: String,
    /// As texts or dictionaries write it.
    pub surface: String,
}

/// Where a pair comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// Aligned texts of the index.
    Mined,
    /// A dictionary of the user's, by the name in its manifest.
    Dictionary(String),
    /// A katakana word and a word that sounds like it.
    Sound,
    /// A person's decision.
    Added,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mined => f.write_str("mined"),
            Self::Dictionary(name) => write!(f, "dictionary {name}"),
            Self::Sound => f.write_str("sound"),
            Self::Added => f.write_str("added"),
        }
    }
}

impl Source {
    /// Reads what [`Display`](fmt::Display) writes.
    pub fn read(text: &str) -> Option<Self> {
        Some(match text {
            "mined" => Self::Mined,
            "sound" => Self::Sound,
            "added" => Self::Added,
            other => Self::Dictionary(other.strip_prefix("dictionary ")?.to_owned()),
        })
    }
}

/// A Japanese and an English term that translate each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub ja: Side,
    pub en: Side,
    /// Estimate of the probability that a text which says the Japanese term says the English one in English; above 0,
    /// at most 1. Over all pairs of one Japanese term these sum to 1 or less.
    pub to_english: f32,
    /// The same the other way round.
    pub to_japanese: f32,
    /// Never empty, in their order.
    pub sources: Vec<Source>,
    /// Documents in whose texts the two stand for each other; 0 where none was seen.
    pub support: u32,
    /// Some of them, in the order of their ids: at most [`Pair::LISTED_DOCUMENTS`].
    pub documents: Vec<DocumentId>,
}

impl Pair {
    /// Supporting documents that a pair names.
    pub const LISTED_DOCUMENTS: usize = 8;

    /// The side that is translated.
    pub fn from(&self, direction: Direction) -> &Side {
        match direction {
            Direction::ToEnglish => &self.ja,
            Direction::ToJapanese => &self.en,
        }
    }

    /// The side that it becomes.
    pub fn to(&self, direction: Direction) -> &Side {
        match direction {
            Direction::ToEnglish => &self.en,
            Direction::ToJapanese => &self.ja,
        }
    }

    pub fn probability(&self, direction: Direction) -> f32 {
        match direction {
            Direction::ToEnglish => self.to_english,
            Direction::ToJapanese => self.to_japanese,
        }
    }

    /// The geometric mean of both probabilities, by which pairs are listed.
    pub fn score(&self) -> f32 {
        (self.to_english * self.to_japanese).sqrt()
    }

    /// Sources, joined by commas.
    pub fn sources_text(&self) -> String {
        self.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}
