use std::{collections::VecDeque, io::Read};

use super::{
    Piece,
    lexer::{Lexer, Signal},
    reason_of,
};
use crate::{
    Format, Reason,
    format::{is_container, unread_root},
};

/// Read at a time.
const BUFFER_BYTES: usize = 64 << 10;

/// Shown of what stands outside of documents.
const SAMPLE_BYTES: usize = 40;

/// XML documents that stand one after the other, or many inside one container element.
///
/// A document begins with `<?xml `, with a DOCTYPE or with its root element, and ends with its root element. One that
/// is cut ends where the next `<?xml ` or the next root element of the same name begins, so that a fault costs one
/// record. Of a container (`exchange-documents`, …) each document inside is a record and the rest is dropped.
pub(crate) struct Roots<R> {
    input: R,
    buffer: Vec<u8>,
    /// Offset in the file of the next byte to be lexed.
    position: u64,
    limit: usize,
    lexer: Lexer,
    place: Place,
    /// Open elements.
    depth: usize,
    /// The bytes of the record, or of the one markup being read outside of records.
    bytes: Vec<u8>,
    /// The record went over the limit and its bytes are gone.
    overflow: bool,
    /// Where the record and the last markup begin in the file.
    record_at: u64,
    markup_at: u64,
    /// Text outside of documents: where it begins, how much, its beginning.
    stray: Option<(u64, u64, Vec<u8>)>,
    found: VecDeque<Piece>,
    ended: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Outside,
    /// After an XML declaration or DOCTYPE, before the root.
    Prolog,
    Record {
        format: Format,
        root: Vec<u8>,
        /// Open elements around it.
        base: usize,
        container: Option<Container>,
    },
    Container(Container),
    /// Inside a document that is not read.
    Unread {
        root: Vec<u8>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Container {
    root: String,
    at: u64,
    documents: u64,
}

impl<R: Read> Roots<R> {
    /// `position` is where the input begins in its file, after a byte order mark.
    pub(crate) fn new(input: R, position: u64, limit: usize) -> Self {
        Self {
            input,
            buffer: vec![0; BUFFER_BYTES],
            position,
            limit,
            lexer: Lexer::default(),
            place: Place::Outside,
            depth: 0,
            bytes: Vec::new(),
            overflow: false,
            record_at: position,
            markup_at: position,
            stray: None,
            found: VecDeque::new(),
            ended: false,
        }
    }

    pub(crate) fn next_piece(&mut self) -> Option<Piece> {
        while self.found.is_empty() && !self.ended {
            // The buffer is taken out for the time of lexing, which changes everything else of `self`.
            let mut buffer = std::mem::take(&mut self.buffer);
            match self.input.read(&mut buffer) {
                Ok(0) => self.finish(),
                Ok(read) => self.feed(&buffer[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => self.fail(&error),
            }
            self.buffer = buffer;
        }
        self.found.pop_front()
    }

    fn feed(&mut self, slice: &[u8]) {
        let mut rest = slice;
        while !rest.is_empty() {
            if self.lexer.in_text() {
                let end = rest.iter().position(|byte| *byte == b'<').unwrap_or(rest.len());
                self.text(&rest[..end]);
                self.position += end as u64;
                rest = &rest[end..];
                if rest.is_empty() {
                    return;
                }
            }
            let byte = rest[0];
            rest = &rest[1..];
            let signal = self.lexer.step(byte);
            if self.lexer.opens_markup() {
                self.markup_at = self.position;
                if matches!(self.place, Place::Outside | Place::Container(_) | Place::Unread { .. }) {
                    self.bytes.clear();
                    self.overflow = false;
                }
            }
            self.push(&[byte]);
            self.position += 1;
            if let Some(signal) = signal {
                self.signal(signal);
            }
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        if self.overflow {
            return;
        }
        if self.bytes.len() + bytes.len() > self.limit {
            self.overflow = true;
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn text(&mut self, text: &[u8]) {
        match self.place {
            Place::Record { .. } | Place::Prolog => self.push(text),
            Place::Outside => {
                let Some(start) = text.iter().position(|byte| !byte.is_ascii_whitespace()) else { return };
                self.stray(self.position + start as u64, text.trim_ascii());
            }
            Place::Container(_) | Place::Unread { .. } => {}
        }
    }

    /// Notes something that stands outside of documents.
    fn stray(&mut self, at: u64, found: &[u8]) {
        let (_, bytes, sample) = self.stray.get_or_insert((at, 0, Vec::new()));
        *bytes += found.len() as u64;
        sample.extend(found.iter().take(SAMPLE_BYTES - sample.len()));
    }

    fn signal(&mut self, signal: Signal) {
        match signal {
            Signal::Declaration => self.declaration(),
            Signal::Doctype if self.place == Place::Outside => {
                self.end_stray();
                self.record_at = self.markup_at;
                self.place = Place::Prolog;
            }
            Signal::Start => self.start(false),
            Signal::Empty => self.start(true),
            Signal::End => self.end(),
            Signal::Doctype | Signal::Other => {}
        }
    }

    /// A new document begins, whatever was open.
    fn declaration(&mut self) {
        const DECLARATION: &[u8] = b"<?xml ";
        self.bytes.truncate(self.bytes.len().saturating_sub(DECLARATION.len()));
        self.end_stray();
        self.close_cut();
        self.bytes.clear();
        self.overflow = false;
        self.bytes.extend_from_slice(DECLARATION);
        self.record_at = self.position - DECLARATION.len() as u64;
        self.depth = 0;
        self.place = Place::Prolog;
    }

    /// Reports what is open and was not closed.
    fn close_cut(&mut self) {
        match std::mem::replace(&mut self.place, Place::Outside) {
            Place::Outside | Place::Unread { .. } => {}
            Place::Prolog => self.skip(self.record_at, Reason::NoRoot),
            // The parser will find the end missing, and knows better where.
            Place::Record { format, container, .. } => {
                self.emit(format);
                if let Some(container) = container {
                    self.skip(container.at, Reason::Truncated { open: container.root });
                }
            }
            Place::Container(container) => {
                self.skip(container.at, Reason::Truncated { open: container.root });
            }
        }
    }

    fn start(&mut self, empty: bool) {
        match &self.place {
            Place::Outside | Place::Prolog => self.start_root(empty),
            Place::Record { root, .. } if root[..] == *self.lexer.name() => self.start_again(empty),
            Place::Record { .. } => self.depth += usize::from(!empty),
            Place::Unread { root } if root[..] == *self.lexer.name() => {
                self.place = Place::Outside;
                self.depth = 0;
                self.start_root(empty);
            }
            Place::Unread { .. } => self.depth += usize::from(!empty),
            Place::Container(_) => self.start_in_container(empty),
        }
    }

    fn start_root(&mut self, empty: bool) {
        self.end_stray();
        if self.place == Place::Outside {
            self.record_at = self.markup_at;
        }
        let local = self.lexer.local_name();
        let root = self.lexer.name().to_vec();
        self.depth = 1;
        if let Some(format) = Format::of_root(&local) {
            self.place = Place::Record { format, root, base: 0, container: None };
        } else if is_container(&local) {
            self.place = Place::Container(Container { root: local, at: self.record_at, documents: 0 });
        } else {
            let reason = match unread_root(&local) {
                Some((format, years)) => Reason::UnreadFormat { format, years },
                None => Reason::UnknownFormat { root: local },
            };
            self.skip(self.record_at, reason);
            self.place = Place::Unread { root };
        }
        if empty {
            self.end();
        }
    }

    fn start_in_container(&mut self, empty: bool) {
        let Some(format) = Format::of_root(&self.lexer.local_name()) else {
            self.depth += usize::from(!empty);
            return;
        };
        let Place::Container(container) = std::mem::replace(&mut self.place, Place::Outside) else { return };
        let root = self.lexer.name().to_vec();
        self.place = Place::Record { format, root, base: self.depth, container: Some(container) };
        self.record_at = self.markup_at;
        self.depth += 1;
        if empty {
            self.end();
        }
    }

    /// The root element begins again inside itself: the document before it was cut.
    fn start_again(&mut self, empty: bool) {
        let tag_bytes = (self.position - self.markup_at) as usize;
        let tag = self.bytes.split_off(self.bytes.len().saturating_sub(tag_bytes));
        let Place::Record { format, base, container, .. } = &mut self.place else { return };
        let (format, base) = (*format, *base);
        if let Some(container) = container {
            container.documents += 1;
        }
        self.emit(format);
        self.bytes = tag;
        self.record_at = self.markup_at;
        self.depth = base + 1;
        if empty {
            self.end();
        }
    }

    fn end(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        match &mut self.place {
            Place::Record { format, base, container, .. } if self.depth <= *base => {
                let format = *format;
                let container = container.take();
                self.emit(format);
                self.place = match container {
                    Some(container) => {
                        Place::Container(Container { documents: container.documents + 1, ..container })
                    }
                    None => Place::Outside,
                };
            }
            Place::Container(container) if self.depth == 0 => {
                if container.documents == 0 {
                    let (at, root) = (container.at, container.root.clone());
                    self.skip(at, Reason::NoDocuments { root });
                }
                self.place = Place::Outside;
            }
            Place::Unread { .. } if self.depth == 0 => self.place = Place::Outside,
            Place::Outside => {
                let markup = std::mem::take(&mut self.bytes);
                self.stray(self.markup_at, &markup);
            }
            Place::Record { .. } | Place::Container(_) | Place::Unread { .. } | Place::Prolog => {}
        }
    }

    fn emit(&mut self, format: Format) {
        let bytes = std::mem::take(&mut self.bytes);
        let position = self.record_at;
        if std::mem::take(&mut self.overflow) {
            let bytes = self.position - position;
            self.skip(position, Reason::TooLarge { bytes, limit: self.limit });
        } else {
            self.found.push_back(Piece::Record { position, format, bytes });
        }
    }

    fn skip(&mut self, position: u64, reason: Reason) {
        self.found.push_back(Piece::Skipped { position, reason });
    }

    /// Text outside of documents ends; a byte order mark in front of a document is none.
    fn end_stray(&mut self) {
        let Some((at, bytes, sample)) = self.stray.take() else { return };
        if sample != "\u{feff}".as_bytes() {
            let start = String::from_utf8_lossy(&sample).into_owned();
            self.skip(at, Reason::OutsideOfDocuments { bytes, start });
        }
    }

    fn finish(&mut self) {
        self.ended = true;
        self.end_stray();
        if self.place == Place::Outside && !self.lexer.in_text() {
            let start: Vec<u8> = self.bytes.iter().copied().take(SAMPLE_BYTES).collect();
            let bytes = self.position - self.markup_at;
            let start = String::from_utf8_lossy(&start).into_owned();
            self.skip(self.markup_at, Reason::OutsideOfDocuments { bytes, start });
        }
        self.close_cut();
    }

    fn fail(&mut self, error: &std::io::Error) {
        self.ended = true;
        self.skip(self.position, reason_of(error));
    }
}

#[cfg(test)]
#[path = "roots_tests.rs"]
mod tests;
