//! Numbers of few bytes as the engine writes them: seven bits a byte, the lowest first, the last byte marked.

/// Marks the last byte.
const END: u8 = 0x80;

#[inline]
pub(crate) fn write_number(out: &mut Vec<u8>, number: impl Into<u64>) {
    let mut rest = number.into();
    while u64::from(END) <= rest {
        out.push(rest as u8 & !END);
        rest >>= 7;
    }
    out.push(rest as u8 | END);
}

/// Reads a number of a file and leaves what is behind it; `None` where it has no end or more than 64 bits.
#[inline]
pub(crate) fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = u64::from(byte & !END);
        number |= bits.checked_shl(shift).filter(|shifted| shifted >> shift == bits)?;
        if END <= *byte {
            return Some(number);
        }
        shift += 7;
    }
}

/// The same of 32 bits that [`write_number`] has written in this process, which nothing can have damaged.
#[inline]
pub(crate) fn read_written(bytes: &mut &[u8]) -> u32 {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (byte, rest) = bytes.split_first().expect("a number has an end");
        *bytes = rest;
        number |= u32::from(byte & !END) << shift;
        if END <= *byte {
            return number;
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_are_read_as_they_were_written(numbers in proptest::collection::vec((0..33u32, any::<u32>()), 0..50)) {
            let numbers: Vec<u32> = numbers
                .into_iter()
                .map(|(bits, number)| number.checked_shr(bits).unwrap_or(0))
                .collect();
            let mut written = Vec::new();
            numbers.iter().for_each(|number| write_number(&mut written, *number));
            let (mut rest, mut checked) = (written.as_slice(), written.as_slice());
            for number in numbers {
                prop_assert_eq!(read_written(&mut rest), number);
                prop_assert_eq!(read_number(&mut checked), Some(u64::from(number)));
            }
            prop_assert!(rest.is_empty() && checked.is_empty());
        }

        #[test]
        fn numbers_of_64_bits_are_read_as_they_were_written(number: u64, bits in 0..64u32, cut in 0..10usize) {
            let number = number >> bits;
            let mut written = Vec::new();
            write_number(&mut written, number);
            prop_assert_eq!(read_number(&mut written.as_slice()), Some(number));
            let cut = cut % written.len();
            prop_assert_eq!(read_number(&mut &written[..cut]), None);
        }
    }

    #[test]
    fn more_than_64_bits_are_no_number() {
        let of_last = |last: u8| read_number(&mut [[0x7f; 9].as_slice(), &[last]].concat().as_slice());
        assert_eq!(of_last(END | 1), Some(u64::MAX));
        assert_eq!(of_last(END | 2), None);
        assert_eq!(read_number(&mut [0; 20].as_slice()), None);
    }
}
