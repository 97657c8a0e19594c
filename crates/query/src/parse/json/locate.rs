//! Where in a JSON text a value stands.

use std::ops::Range;

use serde_path_to_error::{Path, Segment};

/// An RFC 6901 pointer of a path; what could not be named is left out with what is below it.
pub(super) fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escaped(key))),
            Segment::Enum { .. } | Segment::Unknown => break,
        }
    }
    pointer
}

pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The characters of a value, by its pointer. `None` where the text is not well formed up to there.
pub(super) fn value(text: &str, pointer: &str) -> Option<Range<usize>> {
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0 };
    scanner.space();
    for token in pointer.split('/').skip(1) {
        scanner.enter(text, &token.replace("~1", "/").replace("~0", "~"))?;
    }
    let start = scanner.at;
    scanner.skip()?;
    Some(chars(text, start)..chars(text, scanner.at))
}

/// The character at a line and column as `serde_json` counts them: from 1, columns in bytes.
pub(super) fn position(text: &str, line: usize, column: usize) -> Range<usize> {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let byte = (before + column.saturating_sub(1)).min(text.len());
    let start = chars(text, byte);
    start..(start + 1).min(text.chars().count())
}

fn chars(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count()
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Takes a byte and the white space after it.
    fn take(&mut self, expected: u8) -> Option<()> {
        (self.peek()? == expected).then(|| {
            self.at += 1;
            self.space();
        })
    }

    /// From an object to a member's value, or from an array to an element.
    fn enter(&mut self, text: &str, token: &str) -> Option<()> {
        if self.peek()? == b'[' {
            self.take(b'[')?;
            for _ in 0..token.parse::<usize>().ok()? {
                self.skip()?;
                self.space();
                self.take(b',')?;
            }
            return Some(());
        }
        self.take(b'{')?;
        loop {
            let start = self.at;
            self.string()?;
            let key = text.get(start..self.at)?;
            self.space();
            self.take(b':')?;
            if serde_json::from_str::<String>(key).is_ok_and(|key| key == token) {
                return Some(());
            }
            self.skip()?;
            self.space();
            self.take(b',')?;
        }
    }

    fn string(&mut self) -> Option<()> {
        self.at += usize::from(self.peek()? == b'"');
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    /// Over one value. Brackets are counted, so that no depth of them needs a stack.
    fn skip(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.peek()? {
                b'"' => self.string()?,
                b'[' | b'{' => {
                    open += 1;
                    self.at += 1;
                }
                b']' | b'}' => {
                    open = open.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                b if b.is_ascii_whitespace() => self.at += 1,
                _ => {
                    let is_inside = |b: &u8| !b.is_ascii_whitespace() && !b",:]}[{\"".contains(b);
                    self.at += self.bytes[self.at..].iter().take_while(|b| is_inside(b)).count();
                }
            }
            if open == 0 {
                return Some(());
            }
        }
    }
}
