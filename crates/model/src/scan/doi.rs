//! DOIs, without what surrounds them in prose.

use super::{Meaning, Mention, letters::Letters};

/// Longest suffix that is looked at.
const MAX_SUFFIX: usize = 300;

/// `10.1000/xyz` at a place; punctuation that ends the sentence, and brackets that are closed but not opened, are no
/// part of it.
pub(super) fn doi(letters: &Letters<'_>, at: usize) -> Option<Mention> {
    if at != 0 && matches!(letters.get(at - 1), Some('0'..='9' | 'A'..='Z' | '.' | '-')) {
        return None;
    }
    let mut slash = letters.after(at, "10.")?;
    let registrant = slash;
    while letters.get(slash).is_some_and(|c| c.is_ascii_digit() || c == '.') && slash - registrant < 12 {
        slash += 1;
    }
    if slash - registrant < 4 || letters.get(slash) != Some('/') {
        return None;
    }
    // The suffix is read as written: full-width characters end it.
    let rest = letters.slice(slash + 1, letters.len().min(slash + 1 + MAX_SUFFIX));
    let length =
        rest.find(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>')).unwrap_or(rest.len());
    let mut suffix = &rest[..length];
    // Several in one row: `10.1/a,10.1/b`.
    if let Some(next) = suffix.find(",10.").or_else(|| suffix.find(";10.")) {
        suffix = &suffix[..next];
    }
    let suffix = without_punctuation(suffix);
    let end = slash + 1 + suffix.len();
    let read_as = letters.slice(at, end).to_owned();
    let doi = read_as.parse().ok()?;
    Some(Mention { end, read_as, meaning: Meaning::Doi(doi), is_labelled: true, shared: None })
}

fn without_punctuation(suffix: &str) -> &str {
    let mut suffix = suffix;
    loop {
        let unopened = |open: char, close: char| {
            suffix.ends_with(close) && suffix.matches(open).count() < suffix.matches(close).count()
        };
        let is_punctuation = suffix.ends_with(['.', ',', ';', ':', '!', '?', '\'', '*']);
        if !(is_punctuation || unopened('(', ')') || unopened('[', ']') || unopened('{', '}')) {
            return suffix;
        }
        suffix = &suffix[..suffix.len() - 1];
    }
}
