//! Many short lists in one buffer.

/// Lists of values, one after the other. They are numbered from 0 in the order in which they were ended.
#[derive(Debug)]
pub(crate) struct Lists<T> {
    values: Vec<T>,
    /// Where each list ends; it starts where the one before it ends.
    ends: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { values: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Lists<T> {
    pub(crate) fn with_capacity(lists: usize) -> Self {
        Self { values: Vec::new(), ends: Vec::with_capacity(lists) }
    }

    /// Adds a value to the list that has not ended yet.
    pub(crate) fn push(&mut self, value: T) {
        self.values.push(value);
    }

    pub(crate) fn end_list(&mut self) {
        // 2^32 values would be 16 GiB of the smallest ones that are kept here.
        self.ends.push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
    }

    /// The list of a number below [`Self::len`].
    pub(crate) fn of(&self, number: u32) -> &[T] {
        &self.values[self.start(number)..self.ends[number as usize] as usize]
    }

    /// Lists that have ended.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Values of all lists.
    pub(crate) fn value_count(&self) -> usize {
        self.values.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.values.capacity() * size_of::<T>() + self.ends.capacity() * size_of::<u32>()
    }

    fn start(&self, number: u32) -> usize {
        if number == 0 { 0 } else { self.ends[number as usize - 1] as usize }
    }
}

impl<T: Copy> Lists<T> {
    /// The lists turned round: for each number that `key` gives, the lists that have a value with it, ascending, with
    /// these values.
    pub(crate) fn turned<U: Copy + Default>(
        &self,
        lists: usize,
        key: impl Fn(T) -> u32,
        value: impl Fn(u32, T) -> U,
    ) -> Lists<U> {
        let mut ends = vec![0u32; lists + 1];
        for &of_list in &self.values {
            ends[key(of_list) as usize + 1] += 1;
        }
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut values = vec![U::default(); self.values.len()];
        // While the lists are filled, `ends` says of each list where its next value goes; at last where it ends.
        for number in 0..self.len() as u32 {
            for &of_list in self.of(number) {
                let end = &mut ends[key(of_list) as usize];
                values[*end as usize] = value(number, of_list);
                *end += 1;
            }
        }
        ends.truncate(lists);
        Lists { values, ends }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    proptest! {
        #[test]
        fn turned_lists_say_the_same(lists in vec(vec(0u32..20, 0..5), 0..20)) {
            let mut given = Lists::default();
            for list in &lists {
                list.iter().for_each(|value| given.push(*value));
                given.end_list();
            }
            let turned = given.turned(20, |value| value, |number, _| number);
            prop_assert_eq!(turned.len(), 20);
            prop_assert_eq!(turned.value_count(), given.value_count());
            for value in 0..20 {
                let expected: Vec<u32> = (0u32..).zip(&lists).flat_map(|(number, list)| {
                    list.iter().filter(move |other| **other == value).map(move |_| number)
                }).collect();
                prop_assert_eq!(turned.of(value), &expected[..]);
            }
        }
    }
}
