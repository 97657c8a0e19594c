//! The terms of a field: a number each, in the order in which they come.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Bytes before a term where it lies: its number and its length.
const HEAD: usize = 6;

/// Bytes of a term that are compared at once.
const KEY_BYTES: usize = 7;

/// Bytes of a term that are compared so.
const KEYED_BYTES: usize = 8 * KEY_BYTES;

/// Where a term lies, and its hash, by which others are told apart without a look at it.
#[derive(Clone, Copy)]
struct Slot {
    hash: u32,
    /// In `bytes`; `NONE` where there is no term.
    at: u32,
}

const NONE: u32 = u32::MAX;
const EMPTY: Slot = Slot { hash: 0, at: NONE };

/// Terms and their numbers.
///
/// A term lies beside its number, so that finding one waits for memory twice: for its slot and for itself.
pub(super) struct Terms {
    /// A power of two of them.
    slots: Vec<Slot>,
    /// Of each term in the order of numbers, its number, its length and itself.
    bytes: Vec<u8>,
    /// By number.
    places: Vec<u32>,
}

impl Default for Terms {
    fn default() -> Self {
        Self { slots: vec![EMPTY; 64], bytes: Vec::new(), places: Vec::new() }
    }
}

impl Terms {
    /// The number of a term of at most [`u16::MAX`] bytes, which is added where it is new.
    pub(super) fn number(&mut self, term: &[u8]) -> u32 {
        let hash = hash(term);
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.at == NONE {
                return self.add(term, hash, at);
            }
            if slot.hash == hash {
                let (number, found) = read(&self.bytes[slot.at as usize..]);
                if found == term {
                    return number;
                }
            }
            at = (at + 1) & mask;
        }
    }

    fn add(&mut self, term: &[u8], hash: u32, at: usize) -> u32 {
        let number = self.places.len() as u32;
        let place = self.bytes.len() as u32;
        let length = u16::try_from(term.len()).expect("longer terms are left out");
        self.bytes.extend_from_slice(&number.to_le_bytes());
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(term);
        self.places.push(place);
        self.slots[at] = Slot { hash, at: place };
        // Where no more than half of the slots are taken, a term is in its first or second one.
        if self.slots.len() < 2 * self.places.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let larger = vec![EMPTY; self.slots.len() * 2];
        let mask = larger.len() - 1;
        for slot in std::mem::replace(&mut self.slots, larger) {
            if slot.at == NONE {
                continue;
            }
            let mut at = slot.hash as usize & mask;
            while self.slots[at].at != NONE {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn term(&self, number: u32) -> &[u8] {
        read(&self.bytes[self.places[number as usize] as usize..]).1
    }

    /// The numbers of all terms in the order of the terms' bytes.
    pub(super) fn sorted(&self) -> Vec<u32> {
        let mut keys: Vec<(u64, u32)> = (0..self.len() as u32).map(|number| (0, number)).collect();
        self.sort(&mut keys, 0);
        keys.into_iter().map(|(_, number)| number).collect()
    }

    /// Sorts terms that are the same before byte `from`. A term is looked at once for each [`KEY_BYTES`] of its first
    /// [`KEYED_BYTES`]; few terms are the same for longer.
    fn sort(&self, terms: &mut [(u64, u32)], from: usize) {
        if KEYED_BYTES <= from {
            return terms.sort_unstable_by_key(|(_, number)| self.term(*number));
        }
        for (key, number) in &mut *terms {
            *key = sort_key(&self.term(*number)[from..]);
        }
        terms.sort_unstable();
        for same in terms.chunk_by_mut(|a, b| a.0 == b.0).filter(|same| 1 < same.len()) {
            self.sort(same, from + KEY_BYTES);
        }
    }

    /// Bytes of memory.
    pub(super) fn memory(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>()
            + self.bytes.capacity()
            + self.places.capacity() * size_of::<u32>()
    }
}

/// The first bytes of a term as a number; then how many these are, or that there are more. Only terms that go on have
/// the same.
fn sort_key(term: &[u8]) -> u64 {
    let mut key = [0; KEY_BYTES + 1];
    let length = term.len().min(KEY_BYTES);
    key[..length].copy_from_slice(&term[..length]);
    key[KEY_BYTES] = term.len().min(KEY_BYTES + 1) as u8;
    u64::from_be_bytes(key)
}

fn hash(term: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(term);
    let hash = hasher.finish();
    // Its halves are each of the whole.
    (hash ^ (hash >> 32)) as u32
}

/// The number and the term that lie at the beginning of `bytes`.
fn read(bytes: &[u8]) -> (u32, &[u8]) {
    let (head, rest) = bytes.split_at(HEAD);
    let number = u32::from_le_bytes([head[0], head[1], head[2], head[3]]);
    let length = usize::from(u16::from_le_bytes([head[4], head[5]]));
    (number, &rest[..length])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_terms_are_sorted(words in proptest::collection::btree_set("(a|b|\\x00){0,2}(abcdefg){0,10}[a\\x00]{0,3}", 0..60)) {
            let mut terms = Terms::default();
            // Not in their order.
            words.iter().rev().for_each(|word| {
                terms.number(word.as_bytes());
            });
            let sorted: Vec<&[u8]> = terms.sorted().into_iter().map(|number| terms.term(number)).collect();
            prop_assert!(sorted.into_iter().eq(words.iter().map(String::as_bytes)));
        }
    }

    #[test]
    fn each_term_keeps_the_number_that_it_got() {
        let mut terms = Terms::default();
        let words: Vec<String> =
            (0..5_000u32).map(|word| format!("{:x}", word.wrapping_mul(77_777))).collect();
        for _ in 0..2 {
            for (number, word) in words.iter().enumerate() {
                assert_eq!(terms.number(word.as_bytes()), number as u32, "{word}");
            }
        }
        assert_eq!(terms.number(b""), 5_000);
        assert_eq!(terms.len(), 5_001);
        let mut expected: Vec<&[u8]> = words.iter().map(String::as_bytes).chain([&b""[..]]).collect();
        expected.sort_unstable();
        let sorted: Vec<&[u8]> = terms.sorted().into_iter().map(|number| terms.term(number)).collect();
        assert_eq!(sorted, expected);
    }

    #[test]
    fn terms_are_ordered_by_all_of_their_bytes() {
        let mut terms = Terms::default();
        let long = [&[b'x'; KEYED_BYTES + 3][..], &[b'x'; KEYED_BYTES], &[b'x'; KEYED_BYTES + 4]];
        let mut words: [&[u8]; 15] = [
            long[0],
            long[1],
            long[2],
            b"abcdefghj",
            b"abcdefgh",
            b"abcdefgh\0",
            b"b",
            b"abcdefghi",
            b"a\xff",
            b"",
            b"\0",
            b"abcdefg",
            b"abcdefg\0",
            b"abcdefghijklmnopqrstuvwxyz",
            b"abcdefghijklmnopqrstuvwxyy",
        ];
        for word in words {
            terms.number(word);
        }
        let sorted: Vec<&[u8]> = terms.sorted().into_iter().map(|number| terms.term(number)).collect();
        words.sort_unstable();
        assert_eq!(sorted, words);
    }
}
