//! The words of a vocabulary that sound like a word of the other language.

use rustc_hash::FxHashMap;

use super::{distance, english, katakana};
use crate::Direction;

/// Words by the consonants that they begin with.
#[derive(Debug, Default)]
pub struct SoundIndex {
    words: Vec<(String, Vec<u8>)>,
    buckets: FxHashMap<[u8; 2], Vec<u32>>,
}

impl SoundIndex {
    /// Of katakana words and of English words alike; other words are left out.
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        let mut index = Self::default();
        for word in words {
            let Some(sounds) = katakana::sounds(&word).or_else(|| english::sounds(&word)) else { continue };
            let bucket = index.buckets.entry(bucket(&sounds)).or_default();
            bucket.push(index.words.len() as u32);
            index.words.push((word, sounds));
        }
        index
    }

    /// The words of the other language that sound like `word` at least as much as `least`, the likest first; words of
    /// the same language are none.
    pub fn like(&self, from: Direction, word: &str, least: f32) -> Vec<(&str, f32)> {
        let sounds = match from {
            Direction::ToEnglish => katakana::sounds(word),
            Direction::ToJapanese => english::sounds(word),
        };
        let Some(sounds) = sounds else { return Vec::new() };
        let places = self.buckets.get(&bucket(&sounds)).into_iter().flatten();
        let mut like: Vec<(&str, f32)> = Vec::new();
        for (other, of_other) in places.map(|place| &self.words[*place as usize]) {
            let likeness = match (from, katakana::is_katakana_word(other)) {
                (Direction::ToEnglish, false) => distance::likeness(&sounds, of_other),
                (Direction::ToJapanese, true) => distance::likeness(of_other, &sounds),
                _ => continue,
            };
            if least <= likeness {
                like.push((other, likeness));
            }
        }
        like.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        like
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// The first two consonants, those that are mistaken for each other alike; r is none, since it is lost.
fn bucket(sounds: &[u8]) -> [u8; 2] {
    let class = |sound: &u8| match sound {
        b's' | b'z' | b'S' | b'j' | b'g' => Some(b's'),
        b'C' | b't' | b'k' => Some(b't'),
        b'h' | b'f' => Some(b'h'),
        b'm' | b'n' => Some(b'n'),
        b'a' | b'i' | b'u' | b'e' | b'o' | b'y' | b'w' | b'r' => None,
        other => Some(*other),
    };
    let mut classes = sounds.iter().filter_map(class);
    [classes.next().unwrap_or(0), classes.next().unwrap_or(0)]
}
