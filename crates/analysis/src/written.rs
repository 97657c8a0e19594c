//! Tokens in the form in which an index takes them: bytes.
//!
//! A token is written as the distance of its position from the one before (from -1 at first), the length of its term
//! in bytes, and the term. The distance is a byte below [`MORE`], before which each [`MORE`] adds so many; the length is
//! a byte.

use crate::token::{CASED, SENTENCE_END, TokenBuffer, UNIT_END};

/// The largest byte: what is below is written for itself.
const MORE: u8 = u8::MAX;

/// Bytes of a [`ShortTerm`] at most.
const SHORT_BYTES: usize = 15;

/// The tokens of several values, by one analyser.
///
/// Between the last position of a value and the first of the next one is a free one. At a value's last position stands
/// [`UNIT_END`], also where that position's word was left out: two views of a text that place words alike place the
/// ends of values alike. A value without a word has no position that a marker could stand at, and leaves none free:
/// what stands before or behind a word would seem to be there.
#[derive(Default)]
pub struct WrittenTokens {
    bytes: Vec<u8>,
    /// The position behind that of the last token.
    next: u32,
    /// The first position of the value at hand.
    start: u32,
    last: Last,
}

/// The last token of the value at hand.
#[derive(Default, PartialEq, Eq)]
enum Last {
    #[default]
    None,
    SentenceEnd,
    Other,
}

/// A term as it is written, its length before it, and zeros behind it. Without a byte it is no term.
#[derive(Clone, Copy, Default)]
pub(crate) struct ShortTerm([u8; SHORT_BYTES + 1]);

impl ShortTerm {
    /// `None` of a longer term.
    pub(crate) fn of(term: &str) -> Option<Self> {
        let mut written = [0; SHORT_BYTES + 1];
        written.get_mut(1..=term.len())?.copy_from_slice(term.as_bytes());
        written[0] = term.len() as u8;
        Some(Self(written))
    }

    fn len(&self) -> usize {
        usize::from(self.0[0])
    }

    fn as_bytes(&self) -> &[u8] {
        &self.0[1..=self.len()]
    }
}

impl WrittenTokens {
    /// Adds a value.
    pub fn add(&mut self, value: &TokenBuffer) {
        for token in value.iter() {
            self.push(token.position, token.term);
        }
        self.end_value(value.positions());
    }

    /// Adds a token to the value at hand, at a position of the value that is not before the last one.
    pub(crate) fn push(&mut self, position: u32, term: &str) {
        self.go_to(position);
        self.push_term(term);
        self.last = Last::Other;
    }

    /// The same of a term that may be none: it adds no token then.
    pub(crate) fn push_short(&mut self, position: u32, term: &ShortTerm) {
        if term.len() == 0 {
            return;
        }
        self.go_to(position);
        // Copying a number of bytes that is known takes a tenth of the time of copying one that is not.
        let end = self.bytes.len() + 1 + term.len();
        self.bytes.extend_from_slice(&term.0);
        self.bytes.truncate(end);
        self.last = Last::Other;
    }

    /// Stacks on the last token, of this term, the marker of how its word is written: [`cased`](crate::cased).
    pub(crate) fn mark_case(&mut self, term: &ShortTerm, written: &str) {
        let length = CASED.len() + term.len() + 1 + written.len();
        self.bytes.extend([0, u8::try_from(length).expect("the terms of short words are short")]);
        self.bytes.extend_from_slice(CASED.as_bytes());
        self.bytes.extend_from_slice(term.as_bytes());
        self.bytes.push(b'\x02');
        self.bytes.extend_from_slice(written.as_bytes());
    }

    /// Stacks [`SENTENCE_END`] on the value's last token; without a token, or on a marker, it does nothing.
    pub(crate) fn end_sentence(&mut self) {
        if self.last == Last::Other {
            self.bytes.push(0);
            self.push_term(SENTENCE_END);
            self.last = Last::SentenceEnd;
        }
    }

    /// Ends the value at hand, whose words took so many positions.
    pub(crate) fn end_value(&mut self, positions: u32) {
        if let Some(last) = positions.checked_sub(1) {
            self.push(last, UNIT_END);
            self.start += positions + 1;
        }
        self.last = Last::None;
    }

    fn go_to(&mut self, position: u32) {
        let position = self.start + position;
        let mut distance = position + 1 - self.next;
        while u32::from(MORE) <= distance {
            self.bytes.push(MORE);
            distance -= u32::from(MORE);
        }
        self.bytes.push(distance as u8);
        self.next = position + 1;
    }

    fn push_term(&mut self, term: &str) {
        self.bytes.push(u8::try_from(term.len()).expect("terms are cut to 255 bytes"));
        self.bytes.extend_from_slice(term.as_bytes());
    }

    /// Appends what is written to `out` and forgets it.
    pub fn take(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.bytes);
        self.bytes.clear();
        *self = Self { bytes: std::mem::take(&mut self.bytes), ..Self::default() };
    }
}

/// The tokens that [`WrittenTokens`] has written, in the order of their positions: terms and positions.
#[derive(Debug, Clone)]
pub struct WrittenReader<'t> {
    rest: &'t [u8],
    next: u32,
}

impl<'t> WrittenReader<'t> {
    #[must_use]
    pub fn new(written: &'t [u8]) -> Self {
        Self { rest: written, next: 0 }
    }
}

impl<'t> Iterator for WrittenReader<'t> {
    type Item = (&'t [u8], u32);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (distance, rest) = self.rest.split_first()?;
            self.rest = rest;
            self.next += u32::from(*distance);
            if *distance != MORE {
                break;
            }
        }
        let (length, rest) = self.rest.split_first()?;
        let (term, rest) = rest.split_at(usize::from(*length));
        self.rest = rest;
        Some((term, self.next - 1))
    }
}
