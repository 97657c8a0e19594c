//! Bytes of a text looked at 64 at once: what holds of each is a bit of a word.

use crate::bits::word_of;

/// Bytes of a block.
pub(super) const BYTES: usize = 64;

/// At most so many first letters are looked for by themselves; with more of them nearly every word is one.
const FIRST_LETTERS: usize = 8;

/// What bytes are, the first by the lowest bit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) letters: u64,
    pub(super) digits: u64,
    /// Of characters beyond ASCII.
    pub(super) wide: u64,
    /// Those that a wanted word may begin with.
    pub(super) firsts: u64,
}

/// The first letters of wanted words.
pub(super) enum Firsts {
    /// Few, all of them ASCII letters in lower case or digits.
    Few(Vec<u8>),
    Any,
}

impl Firsts {
    pub(super) fn of(letters: impl Iterator<Item = u8>) -> Self {
        let mut few = Vec::new();
        for letter in letters {
            if few.contains(&letter) {
                continue;
            }
            if !letter.is_ascii_alphanumeric() || few.len() == FIRST_LETTERS {
                return Self::Any;
            }
            few.push(letter);
        }
        Self::Few(few)
    }
}

/// The blocks of a text with the place of each; behind the end there are spaces.
pub(super) fn blocks<'t>(text: &'t [u8], firsts: &'t Firsts) -> impl Iterator<Item = (usize, Block)> + 't {
    text.chunks(BYTES).enumerate().map(|(i, chunk)| {
        let of_block = match chunk.first_chunk::<BYTES>() {
            Some(whole) => block(whole, firsts),
            None => {
                let mut filled = [b' '; BYTES];
                filled[..chunk.len()].copy_from_slice(chunk);
                block(&filled, firsts)
            }
        };
        (i * BYTES, of_block)
    })
}

/// Each loop is one over bytes, which compilers make one over registers of them.
fn block(bytes: &[u8; BYTES], firsts: &Firsts) -> Block {
    // A digit with this bit is itself.
    const LOWER_CASE: u8 = b'a' ^ b'A';
    let mut lower = [0; BYTES];
    for (lower, byte) in lower.iter_mut().zip(bytes) {
        *lower = byte | LOWER_CASE;
    }
    let [mut letters, mut digits, mut wide] = [[0; BYTES]; 3];
    for (flag, byte) in letters.iter_mut().zip(&lower) {
        *flag = u8::from(byte.wrapping_sub(b'a') < 26);
    }
    for (flag, byte) in digits.iter_mut().zip(bytes) {
        *flag = u8::from(byte.wrapping_sub(b'0') < 10);
    }
    for (flag, byte) in wide.iter_mut().zip(bytes) {
        *flag = byte >> 7;
    }
    let of_firsts = match firsts {
        Firsts::Any => u64::MAX,
        Firsts::Few(wanted) => {
            let mut flags = [0; BYTES];
            for letter in wanted {
                for (flag, byte) in flags.iter_mut().zip(&lower) {
                    *flag |= u8::from(byte == letter);
                }
            }
            word_of(&flags)
        }
    };
    Block { letters: word_of(&letters), digits: word_of(&digits), wide: word_of(&wide), firsts: of_firsts }
}

/// The places of the bits that are set, ascending.
pub(super) fn places(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = bits.trailing_zeros() as usize;
        let is_set = bits != 0;
        bits &= bits.wrapping_sub(1);
        is_set.then_some(place)
    })
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    proptest! {
        #[test]
        fn every_byte_is_what_it_is(text in vec(any::<u8>(), 0..200), letters in "[a-z0-9]{0,12}") {
            let firsts = Firsts::of(letters.bytes());
            for (at, found) in blocks(&text, &firsts) {
                for i in 0..BYTES {
                    let byte = text.get(at + i).copied().unwrap_or(b' ');
                    let has = |bits: u64| bits >> i & 1 == 1;
                    prop_assert_eq!(has(found.letters), byte.is_ascii_alphabetic());
                    prop_assert_eq!(has(found.digits), byte.is_ascii_digit());
                    prop_assert_eq!(has(found.wide), !byte.is_ascii());
                    // Of bytes that begin no word nothing is said.
                    if byte.is_ascii_alphanumeric() && let Firsts::Few(letters) = &firsts {
                        prop_assert_eq!(has(found.firsts), letters.contains(&byte.to_ascii_lowercase()));
                    }
                }
                let set: Vec<usize> = places(found.letters).collect();
                prop_assert_eq!(set, (0..BYTES).filter(|i| found.letters >> i & 1 == 1).collect::<Vec<_>>());
            }
        }
    }
}
