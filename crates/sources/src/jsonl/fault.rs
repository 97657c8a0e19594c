//! Errors that say where in the line, which key, and what was probably meant.

use model::DocumentType;
use serde_json::error::Category;

use crate::Reason;

/// Names at least this alike (Jaro-Winkler, 0 to 1) are suggested.
const ALIKE: f64 = 0.8;

/// The value of `type` among the object's own members, and the text with that member blanked out.
///
/// `type` can stand anywhere; chizai writes it first, so that this seldom looks further than twenty bytes.
pub(super) fn document_type(text: &str) -> Result<(DocumentType, String), Reason> {
    let found = member(text, "type").ok_or_else(|| Reason::Json {
        path: String::new(),
        message: "expected an object with a \"type\" of \"patent\" or \"article\"".to_owned(),
    })?;
    let value = text[found.value.clone()].trim().trim_matches('"');
    let known = [DocumentType::Patent, DocumentType::Article];
    let Some(document_type) = known.into_iter().find(|known| known.as_str() == value) else {
        let suggestion = suggestion(value, known.iter().map(|known| known.as_str()));
        return Err(Reason::Json {
            path: "type".to_owned(),
            message: format!("unknown type {value:?}{suggestion}"),
        });
    };
    let mut blanked = String::with_capacity(text.len());
    blanked.push_str(&text[..found.start]);
    blanked.extend(std::iter::repeat_n(' ', found.end - found.start));
    blanked.push_str(&text[found.end..]);
    Ok((document_type, blanked))
}

struct Member {
    /// With one comma beside it, so that what is left is an object again.
    start: usize,
    end: usize,
    value: std::ops::Range<usize>,
}

/// Finds a member of the outermost object by walking over strings and brackets.
fn member(text: &str, key: &str) -> Option<Member> {
    let bytes = text.as_bytes();
    let open = bytes.iter().position(|b| !b.is_ascii_whitespace()).filter(|at| bytes[*at] == b'{')?;
    let mut at = open + 1;
    let mut comma_before = None;
    loop {
        at += bytes[at..].iter().position(|b| !b.is_ascii_whitespace())?;
        let start = at;
        let key_end = string_end(bytes, at)?;
        let found = &text[at + 1..key_end - 1] == key;
        at = key_end + bytes[key_end..].iter().position(|b| *b == b':')? + 1;
        let value_start = at;
        at = value_end(bytes, at)?;
        if found {
            let comma_after = bytes.get(at) == Some(&b',');
            let start = if comma_after { start } else { comma_before.unwrap_or(start) };
            return Some(Member { start, end: at + usize::from(comma_after), value: value_start..at });
        }
        comma_before = Some(at);
        at += usize::from(bytes.get(at) == Some(&b','));
    }
}

/// The end of the string that begins here.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    if bytes.get(start) != Some(&b'"') {
        return None;
    }
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// The comma or closing brace after the value that begins here.
fn value_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    let mut depth = 0_usize;
    loop {
        match bytes.get(at)? {
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b',' | b'}' if depth == 0 => return Some(at),
            b'}' | b']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += 1;
    }
}

pub(super) fn reason(error: &serde_path_to_error::Error<serde_json::Error>) -> Reason {
    let inner = error.inner();
    if inner.classify() != Category::Data {
        return syntax(inner);
    }
    let path = Some(error.path().to_string()).filter(|path| path != ".").unwrap_or_default();
    let message = inner.to_string();
    let (message, column) = match message.rsplit_once(" at line ") {
        Some((message, _)) => (message.to_owned(), inner.column()),
        None => (message, 0),
    };
    let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'));
    let message = match unknown {
        Some((key, expected)) => {
            let suggestion = suggestion(key, expected.split('`').skip(1).step_by(2));
            format!("unknown key {key:?}{suggestion} (column {column})")
        }
        None if message.starts_with("missing field") || message.starts_with("invalid type") => {
            format!("{message}, column {column}")
        }
        None => message,
    };
    Reason::Json { path, message }
}

/// What is wrong with the JSON itself.
pub(super) fn syntax(error: &serde_json::Error) -> Reason {
    let column = error.column();
    let message = if error.is_eof() {
        "the line ends inside the document".to_owned()
    } else {
        let message = error.to_string();
        message.rsplit_once(" at line ").map_or(message.clone(), |(message, _)| message.to_owned())
    };
    Reason::Json { path: String::new(), message: format!("{message}, column {column}") }
}

fn suggestion<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> String {
    let alike = known
        .map(|name| (strsim::jaro_winkler(given, name), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    alike.map(|(_, name)| format!(", did you mean {name:?}?")).unwrap_or_default()
}
