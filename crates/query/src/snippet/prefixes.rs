//! The likely places of a query's words in a text that separates words, without analysing it.

use super::{
    pattern::Pattern,
    window::{Match, Window, densest},
};

/// Terms from this length on are looked for without their last letter, which stemming may have changed
/// (`batteri`, battery).
const TRIMMED_FROM: usize = 4;

/// Texts up to this length are analysed instead: that is exact, and costs little.
pub(super) const ANALYSED_BYTES: usize = 600;

/// Beginnings of words that a query's terms are stems of, with their weights.
pub(super) struct Prefixes {
    /// Lower-case ASCII letters and digits, with the number and weight of their pattern.
    all: Vec<(Box<[u8]>, usize, f32)>,
    /// Whether a prefix starts with a byte.
    starts: [bool; 256],
}

impl Prefixes {
    pub(super) fn of<'p>(patterns: impl Iterator<Item = &'p Pattern>) -> Self {
        let mut prefixes = Self { all: Vec::new(), starts: [false; 256] };
        for pattern in patterns {
            let share = pattern.weight / pattern.terms.len().max(1) as f32;
            for (_, term) in &pattern.terms {
                prefixes.add(term, share);
            }
        }
        prefixes
    }

    fn add(&mut self, term: &str, weight: f32) {
        let letters = term.as_bytes();
        let end = if TRIMMED_FROM <= letters.len() { letters.len() - 1 } else { letters.len() };
        let prefix: Box<[u8]> = letters[..end].to_ascii_lowercase().into();
        let Some(&first) = prefix.first() else { return };
        self.starts[usize::from(first)] = true;
        self.starts[usize::from(first.to_ascii_uppercase())] = true;
        match self.all.iter_mut().find(|(known, ..)| *known == prefix) {
            Some((_, _, known)) => *known = known.max(weight),
            None => self.all.push((prefix, self.all.len(), weight)),
        }
    }

    /// The place of at most `bytes` bytes where most of the query's words seem to be.
    pub(super) fn densest(&self, text: &str, bytes: usize) -> Option<Window> {
        let letters = text.as_bytes();
        let mut found = Vec::new();
        let mut inside_word = false;
        for (at, &byte) in letters.iter().enumerate() {
            let in_word = byte.is_ascii_alphanumeric() || 0x80 <= byte;
            if in_word && !inside_word && self.starts[usize::from(byte)] {
                let rest = &letters[at..];
                let begins = |prefix: &[u8]| {
                    rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
                };
                let hits = self.all.iter().filter(|(prefix, ..)| begins(prefix));
                found.extend(hits.map(|(_, pattern, weight)| Match {
                    byte_range: at..at + word_length(rest),
                    pattern: *pattern,
                    weight: *weight,
                }));
            }
            inside_word = in_word;
        }
        densest(&found, bytes)
    }
}

/// Bytes of the word that `text` begins with; whole characters, since bytes above ASCII count as letters.
fn word_length(text: &[u8]) -> usize {
    text.iter().position(|byte| !(byte.is_ascii_alphanumeric() || 0x80 <= *byte)).unwrap_or(text.len())
}
