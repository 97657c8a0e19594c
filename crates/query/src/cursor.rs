//! Where a page ended, as an opaque text that the next request gives back.

use std::{fmt, str::FromStr};

use tantivy::DocAddress;

use crate::{Direction, Sort, SortKey};

/// Raised when the form changes; a cursor of another version is refused.
const VERSION: u8 = 2;

/// The place after a page's last hit in the order of one generation.
///
/// It belongs to the request that made it: query, filters and order must be given again as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub(crate) generation: String,
    /// Of query and filters.
    pub(crate) search: u64,
    pub(crate) sort: Sort,
    /// Documents that match, so that they need not be counted again.
    pub(crate) total: u64,
    /// The last hit's place.
    pub(crate) after: PlaceInOrder,
}

/// A hit's place in the order of a search: smaller comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PlaceInOrder {
    /// What is sorted by, turned so that smaller comes first.
    pub(crate) rank: u64,
    pub(crate) address: DocAddress,
}

/// Why a text is not a cursor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    #[error("the cursor is damaged: it must be given back exactly as it was received")]
    Damaged,
    #[error("the cursor has version {found}, this program reads {expected}")]
    Version { found: u8, expected: u8 },
}

impl Cursor {
    /// The generation that the cursor belongs to.
    pub fn generation(&self) -> &str {
        &self.generation
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION, sort_byte(self.sort)];
        bytes.extend(self.search.to_le_bytes());
        bytes.extend(self.total.to_le_bytes());
        bytes.extend(self.after.rank.to_le_bytes());
        bytes.extend(self.after.address.segment_ord.to_le_bytes());
        bytes.extend(self.after.address.doc_id.to_le_bytes());
        bytes.extend(self.generation.as_bytes());
        let sum = hash(&bytes) as u32;
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (bytes, sum) = bytes.split_last_chunk::<4>()?;
        if u32::from_le_bytes(*sum) != hash(bytes) as u32 {
            return None;
        }
        let mut reader = Reader(bytes.get(1..)?);
        let sort = sort_of_byte(reader.take::<1>()?[0])?;
        let search = u64::from_le_bytes(reader.take()?);
        let total = u64::from_le_bytes(reader.take()?);
        let rank = u64::from_le_bytes(reader.take()?);
        let segment_ord = u32::from_le_bytes(reader.take()?);
        let doc_id = u32::from_le_bytes(reader.take()?);
        let after = PlaceInOrder { rank, address: DocAddress { segment_ord, doc_id } };
        let generation = String::from_utf8(reader.0.to_vec()).ok()?;
        Some(Self { generation, search, sort, total, after })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&encode(&self.to_bytes()))
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let bytes = decode(text.trim()).ok_or(CursorError::Damaged)?;
        match bytes.first() {
            Some(&VERSION) => Self::from_bytes(&bytes).ok_or(CursorError::Damaged),
            Some(&found) if found < 16 => Err(CursorError::Version { found, expected: VERSION }),
            _ => Err(CursorError::Damaged),
        }
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (chunk, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*chunk)
    }
}

fn sort_byte(sort: Sort) -> u8 {
    let key = match sort.key {
        SortKey::Score => 0,
        SortKey::Published => 1,
        SortKey::Filed => 2,
        SortKey::Priority => 3,
    };
    key * 2 + u8::from(sort.direction == Direction::Ascending)
}

fn sort_of_byte(byte: u8) -> Option<Sort> {
    let key =
        [SortKey::Score, SortKey::Published, SortKey::Filed, SortKey::Priority].get(usize::from(byte / 2))?;
    let direction = if byte % 2 == 1 { Direction::Ascending } else { Direction::Descending };
    Some(Sort { key: *key, direction })
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo): the same on every machine and in every version, which `std` does not promise.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    bytes.iter().fold(OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

/// The alphabet of base64url (RFC 4648, section 5), written without padding.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().enumerate().fold(0u32, |group, (i, byte)| group | u32::from(*byte) << (16 - 8 * i));
        for i in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(group >> (18 - 6 * i) & 63) as usize]));
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for chunk in text.as_bytes().chunks(4) {
        if chunk.len() == 1 {
            return None;
        }
        let mut group = 0u32;
        for (i, letter) in chunk.iter().enumerate() {
            let value = ALPHABET.iter().position(|known| known == letter)?;
            group |= (value as u32) << (18 - 6 * i);
        }
        bytes.extend(&group.to_be_bytes()[1..chunk.len()]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cursor() -> Cursor {
        Cursor {
            generation: "000012-9f3a01c7".to_owned(),
            search: 7,
            sort: Sort { key: SortKey::Filed, direction: Direction::Ascending },
            total: 1234,
            after: PlaceInOrder { rank: u64::MAX, address: DocAddress { segment_ord: 2, doc_id: 9 } },
        }
    }

    #[test]
    fn a_cursor_survives_its_text() {
        let cursors = [cursor(), Cursor { generation: String::new(), ..cursor() }];
        for cursor in cursors {
            let text = cursor.to_string();
            assert!(text.bytes().all(|b| ALPHABET.contains(&b)), "{text}");
            assert_eq!(text.parse(), Ok(cursor));
        }
    }

    #[test]
    fn another_version_is_named() {
        let text = encode(&[VERSION + 1, 0, 0]);
        assert_eq!(
            text.parse::<Cursor>(),
            Err(CursorError::Version { found: VERSION + 1, expected: VERSION })
        );
    }

    proptest! {
        #[test]
        fn damage_is_noticed(at in 0usize..60, letter in "[A-Za-z0-9_-]") {
            let text = cursor().to_string();
            let at = at % text.len();
            let damaged = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
            // The last letter of a group that is cut short has bits that mean nothing.
            prop_assert!(damaged == text || at + 1 == text.len() || damaged.parse::<Cursor>().is_err());
        }

        #[test]
        fn any_text_is_refused_without_panic(text in ".*") {
            prop_assert!(text.parse::<Cursor>().is_err());
        }

        #[test]
        fn bytes_survive(bytes: Vec<u8>) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
    }
}
