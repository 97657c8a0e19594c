//! The parts of a stored document in one run of bytes: one after the other, then the length of each.

use std::ops::Range;

use super::PARTS;

/// Bytes of a length.
const LENGTH_BYTES: usize = size_of::<u32>();

/// The parts and their lengths, each the lowest byte first.
pub(super) fn joined(parts: &[Vec<u8>; PARTS]) -> Vec<u8> {
    let bytes: usize = parts.iter().map(Vec::len).sum();
    let mut joined = Vec::with_capacity(bytes + PARTS * LENGTH_BYTES);
    parts.iter().for_each(|part| joined.extend_from_slice(part));
    for part in parts {
        let length = u32::try_from(part.len()).expect("a packed text has fewer than 4 GB");
        joined.extend_from_slice(&length.to_le_bytes());
    }
    joined
}

/// Where the parts are in bytes that end as [`joined`] does, whatever stands before; `None` if they cannot be there.
pub(super) fn parted(bytes: &[u8]) -> Option<[Range<usize>; PARTS]> {
    let (before, lengths) = bytes.split_last_chunk::<{ PARTS * LENGTH_BYTES }>()?;
    let mut parts = [const { 0..0 }; PARTS];
    let mut end = before.len();
    for (part, length) in parts.iter_mut().zip(lengths.as_chunks::<LENGTH_BYTES>().0).rev() {
        let start = end.checked_sub(u32::from_le_bytes(*length) as usize)?;
        *part = start..end;
        end = start;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    proptest! {
        #[test]
        fn parts_are_found_again(
            before in vec(any::<u8>(), 0..9),
            parts in prop::array::uniform5(vec(any::<u8>(), 0..70)),
        ) {
            let bytes = [before, joined(&parts)].concat();
            let found = parted(&bytes).unwrap().map(|range| bytes[range].to_vec());
            prop_assert_eq!(found, parts);
        }

        #[test]
        fn bytes_that_were_cut_or_changed_give_parts_within_them_or_none(bytes in vec(any::<u8>(), 0..40)) {
            if let Some(parts) = parted(&bytes) {
                prop_assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
                prop_assert_eq!(parts[PARTS - 1].end, bytes.len() - PARTS * LENGTH_BYTES);
            }
        }
    }
}
