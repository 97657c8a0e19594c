//! Numbers of few bytes as the engine writes them: seven bits a byte, the lowest first, the last byte marked.

const END: u8 = 0x80;

#[inline]
pub(super) fn write_number(out: &mut Vec<u8>, number: u32) {
    let mut rest = number;
    while u32::from(END) <= rest {
        out.push(rest as u8 & !END);
        rest >>= 7;
    }
    out.push(rest as u8 | END);
}

/// Reads what [`write_number`] has written, and leaves what is behind it.
#[inline]
pub(super) fn read_number(bytes: &mut &[u8]) -> u32 {
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
            let mut rest = written.as_slice();
            for number in numbers {
                prop_assert_eq!(read_number(&mut rest), number);
            }
            prop_assert!(rest.is_empty());
        }
    }
}
