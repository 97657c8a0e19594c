use std::io::{BufRead, Read};

use super::{Piece, reason_of};
use crate::{Format, Reason};

/// Lines of JSON, blank ones left out.
pub(crate) struct Lines<R> {
    input: R,
    position: u64,
    limit: usize,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// `position` is where the input begins in its file, after a byte order mark.
    pub(crate) fn new(input: R, position: u64, limit: usize) -> Self {
        Self { input, position, limit, ended: false }
    }

    pub(crate) fn next_piece(&mut self) -> Option<Piece> {
        while !self.ended {
            let position = self.position;
            match self.line() {
                Ok(Line::Whole(bytes)) if bytes.trim_ascii().is_empty() => {}
                Ok(Line::Whole(bytes)) => {
                    let bytes = bytes.trim_ascii_end().to_vec();
                    return Some(Piece::Record { position, format: Format::JsonLines, bytes });
                }
                Ok(Line::TooLong(bytes)) => {
                    let reason = Reason::TooLarge { bytes, limit: self.limit };
                    return Some(Piece::Skipped { position, reason });
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Piece::Skipped { position: self.position, reason: reason_of(&error) });
                }
            }
        }
        None
    }

    fn line(&mut self) -> std::io::Result<Line> {
        let mut bytes = Vec::new();
        let limit = self.limit as u64;
        let mut length = (&mut self.input).take(limit + 1).read_until(b'\n', &mut bytes)? as u64;
        self.ended = length == 0;
        if length <= limit || bytes.ends_with(b"\n") {
            self.position += length;
            return Ok(Line::Whole(bytes));
        }
        drop(bytes);
        loop {
            let ahead = self.input.fill_buf()?;
            let (taken, found) = match ahead.iter().position(|byte| *byte == b'\n') {
                Some(end) => (end + 1, true),
                None => (ahead.len(), ahead.is_empty()),
            };
            self.input.consume(taken);
            length += taken as u64;
            if found {
                self.position += length;
                return Ok(Line::TooLong(length));
            }
        }
    }
}

enum Line {
    Whole(Vec<u8>),
    TooLong(u64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_line_ends_and_skips_long_lines() {
        let mut lines = Lines::new(&b"{1}\r\n\n{0123456789}\n{2}"[..], 0, 8);
        let mut found = Vec::new();
        while let Some(piece) = lines.next_piece() {
            found.push(match piece {
                Piece::Record { position, bytes, .. } => {
                    format!("{position}: {}", String::from_utf8_lossy(&bytes))
                }
                Piece::Skipped { position, reason } => format!("{position}: {reason}"),
            });
        }
        assert_eq!(found, ["0: {1}", "6: the record has 13 bytes, the limit is 8", "19: {2}"]);
    }
}
