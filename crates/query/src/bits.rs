//! A set of small numbers: documents of a segment, documents of an index, ordinals of a column.

/// One bit a number below a bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The empty set of numbers below `bound`.
    pub(crate) fn below(bound: usize) -> Self {
        Self { words: vec![0; bound.div_ceil(64)] }
    }

    /// The places of values that fit.
    #[inline]
    pub(crate) fn of_fitting<T>(values: &[T], fits: impl Fn(&T) -> bool) -> Self {
        let mut bits = Self::below(values.len());
        let mut words = bits.words.iter_mut();
        let (whole, rest) = values.as_chunks::<64>();
        for (values, word) in whole.iter().zip(&mut words) {
            // Comparing all before any bit is set lets the compiler compare several at once.
            let mut marks = [0; 64];
            marks.iter_mut().zip(values).for_each(|(mark, value)| *mark = u8::from(fits(value)));
            *word = word_of(&marks);
        }
        for word in words {
            *word = rest.iter().rev().fold(0, |word, value| word << 1 | u64::from(fits(value)));
        }
        bits
    }

    /// The empty set below the same bound.
    pub(crate) fn none(&self) -> Self {
        Self { words: vec![0; self.words.len()] }
    }

    /// Whether the number is new. It must lie below the bound.
    pub(crate) fn insert(&mut self, number: u32) -> bool {
        let word = &mut self.words[number as usize / 64];
        let bit = 1 << (number % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Inserts ascending numbers, each less `from`.
    #[inline]
    pub(crate) fn insert_run(&mut self, numbers: &[u32], from: u32) {
        let (mut at, mut word) = (0, 0_u64);
        for number in numbers {
            let number = number - from;
            let at_number = number as usize / 64;
            if at_number != at {
                self.words[at] |= word;
                (at, word) = (at_number, 0);
            }
            word |= 1 << (number % 64);
        }
        self.words[at] |= word;
    }

    /// Inserts 64 numbers from `first` on, a multiple of 64; the lowest bit stands for the first.
    #[inline]
    pub(crate) fn insert_word(&mut self, word: u64, first: u32) {
        self.words[first as usize / 64] |= word;
    }

    /// Leaves what is in both sets.
    pub(crate) fn retain_set(&mut self, others: &Self) {
        self.words.iter_mut().zip(&others.words).for_each(|(word, other)| *word &= other);
    }

    pub(crate) fn remove_set(&mut self, others: &Self) {
        self.words.iter_mut().zip(&others.words).for_each(|(word, other)| *word &= !other);
    }

    /// Removes a number below the bound.
    pub(crate) fn remove(&mut self, number: u32) {
        self.words[number as usize / 64] &= !(1 << (number % 64));
    }

    /// Leaves what is kept, asked in ascending order.
    #[inline]
    pub(crate) fn try_retain<E>(&mut self, mut keep: impl FnMut(u32) -> Result<bool, E>) -> Result<(), E> {
        for (word, first) in self.words.iter_mut().zip((0..).step_by(64)) {
            let mut left = *word;
            while left != 0 {
                let place = left.trailing_zeros();
                if !keep(first + place)? {
                    *word &= !(1 << place);
                }
                left &= left - 1;
            }
        }
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    #[inline]
    pub(crate) fn contains(&self, number: u32) -> bool {
        self.words.get(number as usize / 64).is_some_and(|word| word & 1 << (number % 64) != 0)
    }

    pub(crate) fn len(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// The numbers of both sets.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self { words: self.words.iter().zip(&other.words).map(|(a, b)| a & b).collect() }
    }

    /// How many numbers are in both sets.
    pub(crate) fn common(&self, other: &Self) -> u64 {
        self.words.iter().zip(&other.words).map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    /// The least number of the set that is not below `from`.
    pub(crate) fn next(&self, from: u32) -> Option<u32> {
        let first = from as usize / 64;
        let in_first = self.words.get(first)? & (u64::MAX << (from % 64));
        let following = self.words[first + 1..].iter().copied();
        let mut words = (first..).zip(std::iter::once(in_first).chain(following));
        let (at, word) = words.find(|(_, word)| *word != 0)?;
        Some(at as u32 * 64 + word.trailing_zeros())
    }

    /// Writes the numbers of the set from `from` on, ascending, as far as there is room, and says how many these are.
    pub(crate) fn fill(&self, from: u32, room: &mut [u32]) -> usize {
        let mut filled = 0;
        let first = from as usize / 64;
        for (at, word) in self.words.iter().enumerate().skip(first) {
            let mut left = if at == first { word & (u64::MAX << (from % 64)) } else { *word };
            while left != 0 {
                let Some(place) = room.get_mut(filled) else { return filled };
                *place = at as u32 * 64 + left.trailing_zeros();
                filled += 1;
                left &= left - 1;
            }
        }
        filled
    }

    /// Gives every number, ascending.
    #[inline]
    pub(crate) fn for_each(&self, mut each: impl FnMut(usize)) {
        for (at, word) in self.words.iter().enumerate() {
            let mut left = *word;
            while left != 0 {
                each(at * 64 + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }

    pub(crate) fn clear(&mut self) {
        self.words.fill(0);
    }

    /// Gives every number, ascending, and leaves the set empty.
    #[inline]
    pub(crate) fn drain(&mut self, mut each: impl FnMut(usize)) {
        for (at, word) in self.words.iter_mut().enumerate() {
            let mut left = std::mem::take(word);
            while left != 0 {
                each(at * 64 + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }

    /// Ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let mut from = Some(0);
        std::iter::from_fn(move || {
            let found = self.next(from?)?;
            from = found.checked_add(1);
            Some(found)
        })
    }
}

/// Where documents are put while they are found.
pub(crate) trait Collect {
    /// Numbers below the bound.
    fn insert_all(&mut self, numbers: &[u32]);

    fn insert_set(&mut self, numbers: &Bits);
}

impl Collect for Bits {
    fn insert_all(&mut self, numbers: &[u32]) {
        numbers.iter().for_each(|number| self.words[*number as usize / 64] |= 1 << (number % 64));
    }

    fn insert_set(&mut self, numbers: &Bits) {
        self.words.iter_mut().zip(&numbers.words).for_each(|(word, other)| *word |= other);
    }
}

/// A set as one byte a number: a byte is written without being read before, which a bit is not, so that many insertions
/// take less time, and the set eight times the room.
pub(crate) struct Marks(Vec<u8>);

impl Marks {
    /// The empty set of numbers below `bound`.
    pub(crate) fn below(bound: usize) -> Self {
        Self(vec![0; bound.next_multiple_of(64)])
    }

    pub(crate) fn into_bits(self) -> Bits {
        let (words, _) = self.0.as_chunks::<64>();
        Bits { words: words.iter().map(word_of).collect() }
    }
}

/// The bits of bytes that are 0 or 1, the first the lowest.
#[inline]
pub(crate) fn word_of(marks: &[u8; 64]) -> u64 {
    let (eights, _) = marks.as_chunks::<8>();
    let bytes = eights.iter().zip(0..).map(|(eight, place)| u64::from(bits_of(*eight)) << (8 * place));
    bytes.sum()
}

/// The bits of eight bytes that are 0 or 1, the first the lowest: the factor moves each to its place in the highest byte
/// of the product.
fn bits_of(marks: [u8; 8]) -> u8 {
    (u64::from_le_bytes(marks).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8
}

impl Collect for Marks {
    fn insert_all(&mut self, numbers: &[u32]) {
        numbers.iter().for_each(|number| self.0[*number as usize] = 1);
    }

    fn insert_set(&mut self, numbers: &Bits) {
        numbers.iter().for_each(|number| self.0[number as usize] = 1);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn run_of(numbers: &[u32]) -> Bits {
        let mut bits = Bits::below(1 << 16);
        bits.insert_all(numbers);
        bits
    }

    proptest! {
        #[test]
        fn sets_are_laid_against_each_other(one: BTreeSet<u16>, other: BTreeSet<u16>) {
            let bits = |numbers: &BTreeSet<u16>| {
                let mut bits = Bits::below(1 << 16);
                numbers.iter().for_each(|number| { bits.insert(u32::from(*number)); });
                bits
            };
            let both: BTreeSet<u16> = one.intersection(&other).copied().collect();
            prop_assert_eq!(bits(&one).and(&bits(&other)), bits(&both));
            prop_assert_eq!(bits(&one).common(&bits(&other)), both.len() as u64);
            let mut retained = bits(&one);
            retained.retain_set(&bits(&other));
            prop_assert_eq!(&retained, &bits(&both));
            let mut left = bits(&one);
            left.remove_set(&bits(&other));
            prop_assert_eq!(&left, &bits(&one.difference(&other).copied().collect()));
            let mut removed = bits(&one);
            other.iter().for_each(|number| removed.remove(u32::from(*number)));
            prop_assert_eq!(&removed, &left);
            let mut kept = bits(&one);
            let mut asked = Vec::new();
            let retained: Result<(), ()> = kept.try_retain(|number| {
                asked.push(number as u16);
                Ok(!other.contains(&(number as u16)))
            });
            prop_assert_eq!(retained, Ok(()));
            prop_assert!(asked.iter().eq(&one));
            prop_assert_eq!(&kept, &left);
            prop_assert_eq!(left.is_empty(), one.is_subset(&other));
            left.insert_set(&bits(&other));
            prop_assert_eq!(&left, &bits(&one.union(&other).copied().collect()));
        }

        #[test]
        fn it_is_a_set(numbers: Vec<u16>) {
            let model: BTreeSet<u32> = numbers.iter().map(|number| u32::from(*number)).collect();
            let mut bits = Bits::below(1 << 16);
            let new = numbers.iter().filter(|number| bits.insert(u32::from(**number))).count();
            prop_assert_eq!(new, model.len());
            prop_assert_eq!(bits.len(), model.len() as u64);
            prop_assert!(bits.iter().eq(model.iter().copied()));
            let mut room = [0; 10];
            let filled = bits.fill(100, &mut room);
            prop_assert!(room[..filled].iter().copied().eq(model.range(100..).copied().take(10)));
            let mut all = Bits::below(1 << 16);
            all.insert_all(&model.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(&all, &bits);
            let mut marks = Marks::below(1 << 16);
            marks.insert_all(&model.iter().copied().collect::<Vec<_>>());
            marks.insert_set(&run_of(&[7]));
            let mut with_seven = bits.clone();
            with_seven.insert(7);
            prop_assert_eq!(marks.into_bits(), with_seven);
            let values: Vec<u32> = (0..300).collect();
            let fitting = Bits::of_fitting(&values, |value| model.contains(value));
            prop_assert!(fitting.iter().eq(model.range(..300).copied()));
            let from = model.first().copied().unwrap_or(0);
            let mut run = Bits::below(1 << 16);
            run.insert_run(&model.iter().copied().collect::<Vec<_>>(), from);
            prop_assert!(run.iter().eq(model.iter().map(|number| number - from)));
            let mut each = Vec::new();
            bits.for_each(|number| each.push(number as u32));
            prop_assert!(each.iter().eq(model.iter()));
            let mut drained = bits.clone();
            let mut numbers = Vec::new();
            drained.drain(|number| numbers.push(number as u32));
            prop_assert!(numbers.iter().eq(model.iter()));
            prop_assert_eq!(drained.len(), 0);
            for number in 0..200 {
                prop_assert_eq!(bits.contains(number), model.contains(&number));
                prop_assert_eq!(bits.next(number), model.range(number..).next().copied());
            }
        }
    }
}
