//! What is made of short words, remembered.

use crate::written::ShortTerm;

/// Slots of a memo of words in two views: two megabytes, of which the common words use little. With a quarter as many,
/// rare words put common ones out, and indexing full texts takes 2 % more of the processor.
const SLOTS: usize = 32768;

/// A word of fewer than eight times `N` bytes, zeros behind it, and its length: compared and hashed in `N` steps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct ShortWord<const N: usize>([u64; N]);

/// What no word is.
impl<const N: usize> Default for ShortWord<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> ShortWord<N> {
    /// `None` of a longer word.
    pub(crate) fn of(word: &[u8]) -> Option<Self> {
        if 8 * N <= word.len() {
            return None;
        }
        let (eights, rest) = word.as_chunks::<8>();
        let mut parts = [0; N];
        for (part, eight) in parts.iter_mut().zip(eights) {
            *part = u64::from_le_bytes(*eight);
        }
        // A processor waits for bytes that were written one by one before it reads them as a whole.
        let rest = rest.iter().rev().fold(0, |part, byte| part << 8 | u64::from(*byte));
        parts[eights.len()] = rest;
        parts[N - 1] |= (word.len() as u64) << 56;
        Some(Self(parts))
    }

    /// A place in a table of a power of two of slots.
    pub(crate) fn slot(self, slots: usize) -> usize {
        // Odd numbers without a pattern: the fraction of the golden ratio, and the multipliers of SplitMix64.
        const MIX: [u64; 3] = [0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb];
        let mixed = self
            .0
            .iter()
            .zip(MIX)
            .fold(0_u64, |mixed, (part, mix)| mixed.rotate_left(29) ^ part.wrapping_mul(mix));
        // The upper bits of a product depend on all bits of its factors.
        ((mixed ^ (mixed >> 32)).wrapping_mul(MIX[0]) >> 32) as usize & (slots - 1)
    }
}

/// The tokens of a word in the two views of English.
#[derive(Clone, Copy, Default)]
pub(crate) struct WordTokens {
    /// None of a stop word.
    pub(crate) stemmed: ShortTerm,
    pub(crate) written: ShortTerm,
    /// Whether the view as written marks its spelling.
    pub(crate) is_cased: bool,
}

/// Words and their tokens: direct-mapped, of each slot the last word that hashed there.
#[derive(Default)]
pub(crate) struct WordMemo {
    /// Empty until the first word.
    slots: Vec<Slot>,
}

/// One line of a processor's cache.
#[derive(Clone, Copy, Default)]
#[repr(align(64))]
struct Slot {
    word: MemoWord,
    tokens: WordTokens,
}

/// A word whose terms may be [`ShortTerm`]s.
pub(crate) type MemoWord = ShortWord<2>;

impl Clone for WordMemo {
    /// An empty memo.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl WordMemo {
    pub(crate) fn get(&self, word: MemoWord) -> Option<&WordTokens> {
        let slot = self.slots.get(word.slot(SLOTS))?;
        (slot.word == word).then_some(&slot.tokens)
    }

    pub(crate) fn remember(&mut self, word: MemoWord, tokens: WordTokens) {
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, Slot::default());
        }
        self.slots[word.slot(SLOTS)] = Slot { word, tokens };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_by_every_byte_and_their_length() {
        let longest = [1; 23];
        let mut words: Vec<[u64; 3]> = Vec::new();
        for length in 1..=23 {
            words.push(ShortWord::of(&longest[..length]).unwrap().0);
            words.push(ShortWord::of(&[0; 23][..length]).unwrap().0);
            for changed in 0..length {
                let mut word = longest;
                word[changed] = 2;
                words.push(ShortWord::of(&word[..length]).unwrap().0);
            }
        }
        words.push(ShortWord::default().0);
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
        assert!(ShortWord::<3>::of(&[1; 24]).is_none() && ShortWord::<2>::of(&[1; 16]).is_none());
        assert!(ShortWord::<2>::of(&[1; 15]).is_some());
    }

    #[test]
    fn a_slot_is_one_line() {
        assert_eq!(size_of::<Slot>(), 64);
    }
}
