use std::io::{self, BufReader, Chain, Cursor, Read};

use encoding_rs::{UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;

use super::{Budget, utf16::Utf16};

/// A stream with what it was seen to hold; the stream begins at its first byte, or after its byte order mark.
pub(crate) struct Opened {
    pub(crate) content: Content,
    pub(crate) stream: Box<dyn Read + Send>,
    /// Bytes of the byte order mark that was taken away.
    pub(crate) mark_bytes: u64,
}

/// What the first bytes of a stream say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    Empty,
    Xml,
    JsonLines,
    Zip,
    /// A format of patents that is recognised and not read: its name and years.
    Unread(&'static str, &'static str),
    /// The beginning of something else.
    Other(String),
}

/// Bytes looked at. BRS files begin with a line of metadata and a title before their telling line.
const SNIFF_BYTES: u64 = 1024;

/// Tells what a stream holds by its first bytes, through gzip and a byte order mark.
pub(crate) fn sniff(stream: impl Read + Send + 'static, budget: &Budget) -> io::Result<Opened> {
    let (start, stream) = peek(stream)?;
    if start.starts_with(b"\x1f\x8b") {
        let unpacked = budget.guard(MultiGzDecoder::new(BufReader::with_capacity(64 << 10, stream)));
        let (start, stream) = peek(unpacked)?;
        return Ok(told(&start, stream));
    }
    Ok(told(&start, stream))
}

type Peeked<R> = Chain<Cursor<Vec<u8>>, R>;

fn peek<R: Read>(mut stream: R) -> io::Result<(Vec<u8>, Peeked<R>)> {
    let mut start = Vec::new();
    (&mut stream).take(SNIFF_BYTES).read_to_end(&mut start)?;
    Ok((start.clone(), Cursor::new(start).chain(stream)))
}

fn told(start: &[u8], mut stream: impl Read + Send + 'static) -> Opened {
    let (encoding, mark) = match start {
        [0xef, 0xbb, 0xbf, ..] => (None, 3),
        [0xff, 0xfe, ..] => (Some(UTF_16LE), 2),
        [0xfe, 0xff, ..] => (Some(UTF_16BE), 2),
        // Without a mark, the first two characters of a declaration tell it (XML 1.0, appendix F).
        [b'<', 0, b'?', 0, ..] => (Some(UTF_16LE), 0),
        [0, b'<', 0, b'?', ..] => (Some(UTF_16BE), 0),
        _ => (None, 0),
    };
    let body = &start[mark..];
    // The mark stands in the part that was peeked at, so that reading it cannot fail.
    let _ = stream.read_exact(&mut [0; 3][..mark]);
    let mark_bytes = mark as u64;
    match encoding {
        None => Opened { content: content_of(body), stream: Box::new(stream), mark_bytes },
        Some(encoding) => {
            let text = encoding.decode_without_bom_handling(body).0;
            let content = content_of(text.as_bytes());
            Opened { content, stream: Box::new(Utf16::new(stream, encoding)), mark_bytes }
        }
    }
}

fn content_of(start: &[u8]) -> Content {
    let text = start.trim_ascii_start();
    match text {
        [] if start.len() < SNIFF_BYTES as usize => Content::Empty,
        [b'<', ..] => Content::Xml,
        [b'{', ..] => Content::JsonLines,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Content::Zip,
        _ if text.starts_with(b"PATN") || text.starts_with(b"HHHHHT") => {
            Content::Unread("USPTO Green Book", "1976 to 2001")
        }
        _ if contains(text, b"*** BRS DOCUMENT BOUNDARY ***") => {
            Content::Unread("USPTO CSS/BRS text", "the EAST and WEST search tools")
        }
        _ => Content::Other(String::from_utf8_lossy(&start[..start.len().min(40)]).into_owned()),
    }
}

fn contains(text: &[u8], words: &[u8]) -> bool {
    text.windows(words.len()).any(|window| window == words)
}
