//! Bytes of a table to text: UTF-8, UTF-16 or the Shift_JIS of Japanese Excel.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};

use super::ImportError;

/// Largest table, in bytes: some 200 thousand rows.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// The text of a table in any of the encodings that an import reads.
pub fn table_text(bytes: &[u8]) -> Result<String, ImportError> {
    decode(bytes).map(|(text, _)| text)
}

/// The text, and the name of the encoding that it was in.
///
/// A byte-order mark decides (UTF-8, UTF-16). Without one, what is valid UTF-8 is UTF-8, and all else must be valid
/// Shift_JIS with Microsoft's additions, as Excel writes CSV in Japanese: text of either is almost never valid in the other,
/// and bytes that are in neither are an error, not replaced.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, &'static str), ImportError> {
    if MAX_BYTES < bytes.len() {
        return Err(ImportError::TooLarge { n_bytes: bytes.len(), limit: MAX_BYTES });
    }
    let (encoding, text_bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, bytes),
        None => (SHIFT_JIS, bytes),
    };
    match encoding.decode_without_bom_handling_and_without_replacement(text_bytes) {
        Some(text) => Ok((text.into_owned(), encoding.name())),
        None => {
            Err(ImportError::Encoding { line: broken_line(encoding, text_bytes), encoding: encoding.name() })
        }
    }
}

/// The first line, from 1, that is not in the encoding. No byte of a Shift_JIS character is a line feed.
fn broken_line(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let is_whole = |line: &[u8]| encoding.decode_without_bom_handling_and_without_replacement(line).is_some();
    bytes.split(|b| *b == b'\n').position(|line| !is_whole(line)).map_or(1, |i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_of_spreadsheets_are_read() {
        let text = "番号,条項\n特開２０１９−９０１１０１,①㈱髙\n";
        let (shift_jis, ..) = SHIFT_JIS.encode("番号,条項\n特開２０１９－９０１１０１,①㈱髙\n");
        assert_eq!(
            decode(&shift_jis).unwrap(),
            ("番号,条項\n特開２０１９－９０１１０１,①㈱髙\n".to_owned(), "Shift_JIS")
        );
        assert_eq!(decode(text.as_bytes()).unwrap(), (text.to_owned(), "UTF-8"));
        let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        assert_eq!(decode(&with_mark).unwrap(), (text.to_owned(), "UTF-8"));
        let utf_16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&utf_16).unwrap(), (text.to_owned(), "UTF-16LE"));
    }

    #[test]
    fn what_is_in_no_encoding_is_refused_by_line() {
        let error = decode(b"number\nJP-1\n\xff\xff\n").unwrap_err();
        assert!(matches!(error, ImportError::Encoding { line: 3, encoding: "Shift_JIS" }), "{error}");
    }
}
