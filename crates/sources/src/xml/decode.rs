use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Fault;
use crate::Reason;

/// The bytes of a record as text, in the encoding of its byte order mark, else of its XML declaration, else UTF-8.
///
/// Bytes that are not valid in that encoding are an error with their place, never replacement characters.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, mark),
        None => (declared(bytes)?, 0),
    };
    let body = &bytes[mark..];
    if encoding == UTF_8 {
        return std::str::from_utf8(body).map(Cow::Borrowed).map_err(|error| Fault {
            offset: (mark + error.valid_up_to()) as u64,
            reason: undecodable(encoding),
        });
    }
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => Ok(text),
        None => Err(Fault { offset: first_bad(encoding, body), reason: undecodable(encoding) }),
    }
}

fn undecodable(encoding: &'static Encoding) -> Reason {
    Reason::Undecodable { encoding: encoding.name().to_owned() }
}

/// Where the first byte stands that is not valid.
fn first_bad(encoding: &'static Encoding, bytes: &[u8]) -> u64 {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut scratch = vec![0; 4096];
    let mut read = 0;
    loop {
        let (result, taken, _) =
            decoder.decode_to_utf8_without_replacement(&bytes[read..], &mut scratch, true);
        read += taken;
        match result {
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::InputEmpty => return read as u64,
            encoding_rs::DecoderResult::Malformed(bad, after) => {
                return (read - usize::from(bad) - usize::from(after)) as u64;
            }
        }
    }
}

/// The encoding that the XML declaration names, else UTF-8 (XML 1.0, 4.3.3).
fn declared(bytes: &[u8]) -> Result<&'static Encoding, Fault> {
    let Some(name) = declared_name(bytes) else { return Ok(UTF_8) };
    let label = Encoding::for_label(&name);
    match label {
        // The declaration could be read as bytes: the reader has made UTF-8 of it.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Ok(UTF_8),
        Some(encoding) if encoding.is_ascii_compatible() => Ok(encoding),
        Some(_) | None => Err(Fault {
            offset: 0,
            reason: Reason::UnknownEncoding { name: String::from_utf8_lossy(&name).into_owned() },
        }),
    }
}

fn declared_name(bytes: &[u8]) -> Option<Vec<u8>> {
    let declaration = bytes.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = &declaration[..declaration.len().min(200)];
    let end = declaration.windows(2).position(|pair| pair == b"?>")?;
    let declaration = &declaration[..end];
    let start = declaration.windows(8).position(|word| word == b"encoding")? + 8;
    let value = declaration[start..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first()?;
    let end = value[1..].iter().position(|byte| *byte == quote)?;
    Some(value[1..=end].to_vec())
}
