//! Beginnings of words by their first two bytes, so that a word is compared with few of them.

use std::ops::Range;

/// Classes of bytes: the letters of either case, the digits, and all others together.
const CLASSES: usize = 37;

static CLASS: [u8; 256] = {
    let mut class = [(CLASSES - 1) as u8; 256];
    let mut n = 0;
    while n < 26 {
        class[b'a' as usize + n] = n as u8;
        class[b'A' as usize + n] = n as u8;
        n += 1;
    }
    while n < CLASSES - 1 {
        class[b'0' as usize + n - 26] = n as u8;
        n += 1;
    }
    class
};

/// Beginnings of words, with what is known of each.
pub(super) struct Starts<T> {
    all: Vec<T>,
    /// Of each pair of classes, where its list begins in `listed`; the last is the end of all.
    lists: Box<[u32]>,
    /// Places in `all`, ascending in each list.
    listed: Vec<u32>,
}

impl<T> Starts<T> {
    /// `letters` gives the bytes that a beginning has, at least one, none of them a capital letter.
    pub(super) fn of(all: Vec<T>, letters: impl Fn(&T) -> &[u8]) -> Self {
        let pairs_of = |letters: &[u8]| {
            let first = class(letters[0]) * CLASSES;
            // One letter may be followed by whatever there is.
            letters.get(1).map_or(first..first + CLASSES, |second| {
                let pair = first + class(*second);
                pair..pair + 1
            })
        };
        let mut lists = vec![0_u32; CLASSES * CLASSES + 1].into_boxed_slice();
        for one in &all {
            pairs_of(letters(one)).for_each(|pair| lists[pair + 1] += 1);
        }
        for pair in 0..CLASSES * CLASSES {
            lists[pair + 1] += lists[pair];
        }
        let mut free = lists.clone();
        let mut listed = vec![0; lists[CLASSES * CLASSES] as usize];
        for (place, one) in (0..).zip(&all) {
            for pair in pairs_of(letters(one)) {
                listed[free[pair] as usize] = place;
                free[pair] += 1;
            }
        }
        Self { all, lists, listed }
    }

    /// Those that a text may begin with, in their order; it has a byte.
    pub(super) fn at(&self, text: &[u8]) -> impl Iterator<Item = &T> {
        let second = text.get(1).map_or(CLASSES - 1, |byte| class(*byte));
        let pair = class(text[0]) * CLASSES + second;
        self.listed_for(pair..pair + 1)
    }

    /// Those that begin with a letter or digit; some come again.
    pub(super) fn with_first(&self, letter: u8) -> impl Iterator<Item = &T> {
        let first = class(letter) * CLASSES;
        self.listed_for(first..first + CLASSES)
    }

    fn listed_for(&self, pairs: Range<usize>) -> impl Iterator<Item = &T> {
        let list = self.lists[pairs.start] as usize..self.lists[pairs.end] as usize;
        self.listed[list].iter().map(|place| &self.all[*place as usize])
    }
}

fn class(byte: u8) -> usize {
    CLASS[byte as usize] as usize
}
