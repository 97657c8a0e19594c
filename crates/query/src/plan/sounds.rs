//! Words of the index that sound like a word of the other language.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use indexer::{Generation, Part, View};
use terms::{Direction, sound::SoundIndex};

use crate::QueryError;

/// Words of one language that are kept, those that most documents have.
const WORDS: usize = 300_000;

/// The first byte of markers of boundaries and of case, which are no words.
const MARKER: u8 = 2;

/// The sounds of the words of a language: read once a generation, when a word is first looked up.
pub(super) struct Sounds {
    direction: Direction,
    index: SoundIndex,
}

#[derive(Default)]
struct ByDirection(Mutex<HashMap<Direction, Arc<Sounds>>>);

impl Sounds {
    /// The words that terms become in a direction.
    pub(super) fn of(generation: &Generation, direction: Direction) -> Result<Arc<Self>, QueryError> {
        let kept = generation.derived(|_| Ok::<_, QueryError>(ByDirection::default()))?;
        // A map that is filled entry by entry is whole after a panic, too.
        let mut kept = kept.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(&direction) {
            return Ok(Arc::clone(known));
        }
        let read = Arc::new(Self { direction, index: SoundIndex::new(words(generation, direction)?) });
        kept.insert(direction, Arc::clone(&read));
        Ok(read)
    }

    /// Words with how alike they sound, the likest first.
    pub(super) fn like(&self, word: &str, least: f32) -> Vec<(String, f32)> {
        let like = self.index.like(self.direction, word, least);
        like.into_iter().map(|(word, likeness)| (word.to_owned(), likeness)).collect()
    }
}

fn words(generation: &Generation, direction: Direction) -> Result<Vec<String>, QueryError> {
    // Stems do not sound like words.
    let view = match direction {
        Direction::ToEnglish => View::EnWords,
        Direction::ToJapanese => View::Ja,
    };
    let mut documents: HashMap<String, u64> = HashMap::new();
    for part in Part::ALL {
        let Some(field) = generation.schema().field(&format!("{part}.{view}")) else { continue };
        for segment in generation.searcher().segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut words = inverted.terms().range().ge([MARKER + 1]).into_stream()?;
            while let Some((word, info)) = words.next() {
                let Ok(word) = std::str::from_utf8(word) else { continue };
                let is_word = match direction {
                    Direction::ToEnglish => word.bytes().all(|byte| byte.is_ascii_lowercase()),
                    Direction::ToJapanese => terms::sound::is_katakana_word(word),
                };
                if is_word {
                    *documents.entry(word.to_owned()).or_default() += u64::from(info.doc_freq);
                }
            }
        }
    }
    let mut words: Vec<(String, u64)> = documents.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.truncate(WORDS);
    Ok(words.into_iter().map(|(word, _)| word).collect())
}
