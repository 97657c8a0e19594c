//! The likely places of a query's words in a text that separates words, without analysing it.

use rustc_hash::FxHashMap;

use super::{
    blocks::{Firsts, blocks, places},
    pattern::Pattern,
    starts::Starts,
    window::{Match, Window, densest},
};

/// Terms from this length on are looked for without their last letter, which stemming may have changed
/// (`batteri`, battery).
const TRIMMED_FROM: usize = 4;

/// Texts up to this length are analysed instead: that is exact, and costs little.
pub(super) const ANALYSED_BYTES: usize = 600;

/// Beginnings of words that a query's terms are stems of, with their weights.
pub(super) struct Prefixes {
    starts: Starts<Prefix>,
    firsts: Firsts,
}

struct Prefix {
    /// ASCII letters in lower case.
    letters: Box<[u8]>,
    number: usize,
    weight: f32,
}

impl Prefixes {
    pub(super) fn of<'p>(patterns: impl Iterator<Item = &'p Pattern>) -> Self {
        let mut places: FxHashMap<Box<[u8]>, usize> = FxHashMap::default();
        let mut all: Vec<Prefix> = Vec::new();
        for pattern in patterns {
            let share = pattern.weight / pattern.terms.len().max(1) as f32;
            for (_, term) in &pattern.terms {
                let Some(letters) = beginning(term) else { continue };
                let number = *places.entry(letters.clone()).or_insert(all.len());
                match all.get_mut(number) {
                    Some(known) => known.weight = known.weight.max(share),
                    None => all.push(Prefix { letters, number, weight: share }),
                }
            }
        }
        let firsts = Firsts::of(all.iter().map(|prefix| prefix.letters[0]));
        Self { starts: Starts::of(all, |prefix| &prefix.letters), firsts }
    }

    /// The place of at most `bytes` bytes where most of the query's words seem to be.
    pub(super) fn densest(&self, text: &str, bytes: usize) -> Option<Window> {
        let letters = text.as_bytes();
        let mut found = Vec::new();
        // Whether the byte before the block is of a word.
        let mut before = 0;
        for (at, block) in blocks(letters, &self.firsts) {
            let of_words = block.letters | block.digits | block.wide;
            let begun = of_words & !(of_words << 1 | before);
            before = of_words >> 63;
            for place in places(begun & block.firsts) {
                let start = at + place;
                let rest = &letters[start..];
                for prefix in self.starts.at(rest) {
                    let beginning = rest.get(..prefix.letters.len());
                    if beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(&prefix.letters)) {
                        found.push(Match {
                            byte_range: start..start + word_length(rest),
                            pattern: prefix.number,
                            weight: prefix.weight,
                        });
                    }
                }
            }
        }
        densest(&found, bytes)
    }
}

/// Without the last letter of a term that is not short; `None` for none.
fn beginning(term: &str) -> Option<Box<[u8]>> {
    let letters = term.as_bytes();
    let end = if TRIMMED_FROM <= letters.len() { letters.len() - 1 } else { letters.len() };
    (0 < end).then(|| letters[..end].to_ascii_lowercase().into())
}

/// Bytes of the word that `text` begins with; whole characters, since bytes above ASCII count as letters.
fn word_length(text: &[u8]) -> usize {
    text.iter().position(|byte| !(byte.is_ascii_alphanumeric() || 0x80 <= *byte)).unwrap_or(text.len())
}
