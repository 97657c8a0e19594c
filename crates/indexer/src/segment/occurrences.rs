//! Where terms occur, gathered until they are sorted by term.

/// A term at a position of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// The term's number.
    pub term: u32,
    pub document: u32,
    pub position: u32,
}

/// Values of a digit: its counts fit the first cache.
const DIGIT_BITS: u32 = 11;

/// Sorts by term and leaves the order of one term's occurrences as it was; the terms are below `terms`.
///
/// Digit by digit from the lowest, each by counting. What `scratch` holds is overwritten.
pub(super) fn sort_by_term(occurrences: &mut Vec<Occurrence>, scratch: &mut Vec<Occurrence>, terms: usize) {
    let bits = usize::BITS - terms.saturating_sub(1).leading_zeros();
    scratch.resize(occurrences.len(), Occurrence::default());
    for digit in 0..bits.div_ceil(DIGIT_BITS) {
        let shift = digit * DIGIT_BITS;
        let value = |occurrence: &Occurrence| (occurrence.term >> shift) as usize & ((1 << DIGIT_BITS) - 1);
        let mut next = [0u32; 1 << DIGIT_BITS];
        for occurrence in occurrences.iter() {
            next[value(occurrence)] += 1;
        }
        let mut before = 0;
        for count in &mut next {
            before += std::mem::replace(count, before);
        }
        for occurrence in occurrences.iter() {
            let place = &mut next[value(occurrence)];
            scratch[*place as usize] = *occurrence;
            *place += 1;
        }
        std::mem::swap(occurrences, scratch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn occurrences_of_a_term_stay_in_their_order() {
        for terms in [1usize, 2, 1 << 11, (1 << 11) + 1, 5_000_000] {
            let of = |number: u32| Occurrence {
                term: (u64::from(number.wrapping_mul(2_654_435_761)) % terms as u64) as u32,
                document: number / 10,
                position: number % 10,
            };
            let mut occurrences: Vec<Occurrence> = (0..20_000).map(of).collect();
            let mut expected = occurrences.clone();
            expected.sort_by_key(|occurrence| occurrence.term);
            sort_by_term(&mut occurrences, &mut Vec::new(), terms);
            assert_eq!(occurrences, expected, "{terms} terms");
        }
    }
}
