use crate::number::is_dash;

/// A text character by character, in one width, one case and with one kind of dash and space; every character stays at
/// its place.
pub(crate) struct Letters<'t> {
    text: &'t str,
    folded: Vec<char>,
    /// The first byte of each character, and the text's length.
    bytes: Vec<usize>,
}

impl<'t> Letters<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { text, folded: text.chars().map(fold).collect(), bytes }
    }

    /// Characters of the text.
    pub(crate) fn len(&self) -> usize {
        self.folded.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<char> {
        self.folded.get(at).copied()
    }

    pub(crate) fn is_digit(&self, at: usize) -> bool {
        self.get(at).is_some_and(|c| c.is_ascii_digit())
    }

    pub(crate) fn is_alphanumeric(&self, at: usize) -> bool {
        self.get(at).is_some_and(|c| c.is_ascii_alphanumeric())
    }

    /// The first byte of the character at a place; the text's length at its end.
    pub(crate) fn byte(&self, at: usize) -> usize {
        self.bytes[at]
    }

    /// The text as written between two places.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'t str {
        &self.text[self.bytes[start]..self.bytes[end]]
    }

    /// The end of `word`, given in folded form, where the text has it at a place.
    pub(crate) fn after(&self, at: usize, word: &str) -> Option<usize> {
        let mut at = at;
        for c in word.chars() {
            if self.get(at) != Some(c) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The place after at most two spaces.
    pub(crate) fn skip_spaces(&self, at: usize) -> usize {
        (at..at + 2).find(|&at| self.get(at) != Some(' ')).unwrap_or(at + 2)
    }

    /// The place after the ASCII letters at a place, at most `most`.
    pub(crate) fn after_letters(&self, at: usize, most: usize) -> usize {
        let is_letter = |at: usize| self.get(at).is_some_and(|c| c.is_ascii_uppercase());
        (at..at + most).find(|&at| !is_letter(at)).unwrap_or(at + most)
    }

    /// The folded text between two places.
    pub(crate) fn folded(&self, start: usize, end: usize) -> String {
        self.folded[start..end].iter().collect()
    }

    /// The whole text, folded.
    pub(crate) fn folded_whole(&self) -> String {
        self.folded.iter().collect()
    }

    /// Whether a letter of the text as written is small.
    pub(crate) fn has_small_letters(&self, start: usize, end: usize) -> bool {
        self.slice(start, end).chars().any(char::is_lowercase)
    }

    /// Whether a word begins here: no letter or digit stands before.
    pub(crate) fn starts_word(&self, at: usize) -> bool {
        at == 0 || !self.is_alphanumeric(at - 1)
    }
}

fn fold(c: char) -> char {
    let narrow = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    match narrow {
        c if is_dash(c) => '-',
        c if c.is_whitespace() => ' ',
        c => c.to_ascii_uppercase(),
    }
}
