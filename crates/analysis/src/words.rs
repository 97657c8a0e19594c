//! Finds words and sentence ends in normalised text of languages that separate words by spaces.
//!
//! What stays one word: letters and digits together (LiFePO4, TiO2, 18650), digits with `.` or `,` between them
//! (25.5, 5,123,456, the locants 1,3 of 1,3-butadiene), letters with an
//! apostrophe between them, single letters with stops between them (U.S., e.g.).
//! What separates: everything else, dashes included, so that the parts of `lithium-ion` take two positions.
//! Greek letters stand for themselves: β-lactam gives β and lactam, TNFα gives TNF and α; a digit stays with its
//! letter (β2). Longer Greek runs are words of Greek. The micro sign belongs to its unit (μm).
//! A number is separated from a unit that is written close to it (10nm), so that it meets `10 nm`.
//! A character of Chinese or Japanese is a word of its own.

use std::ops::Range;

use crate::fold::{greek_name, is_cjk};
use crate::normalize::char_at;
use crate::sentence::{Abbreviations, is_blank_line};

/// What the scanner found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    /// A word, with whether it is all ASCII letters.
    Word(Range<usize>),
    /// One Greek letter and the digits behind it.
    Greek(Range<usize>),
    /// The sentence closes here.
    SentenceEnd,
}

/// Units that are split off the number before them. Single letters are not among them: 10g may be a part's label,
/// 5G a standard. Case counts: mPa is a pressure, MPA is not.
const UNITS: &[&str] = &[
    "nm", "um", "μm", "mm", "cm", "km", "mg", "kg", "ug", "μg", "ng", "ml", "mL", "uL", "μL", "dL", "kL",
    "mol", "mmol", "Pa", "kPa", "MPa", "GPa", "Hz", "kHz", "MHz", "GHz", "THz", "mV", "kV", "mA", "mAh",
    "Ah", "Wh", "kWh", "kW", "MW", "mW", "eV", "keV", "MeV", "wt", "vol", "ppm", "ppb", "rpm", "min", "sec",
    "hr", "ms", "us", "μs", "ns", "kJ", "MJ", "kcal", "mmHg", "kDa", "bp", "dB", "μF", "pF", "nF", "mS",
    "mT", "phr",
];

/// Single-letter units, split off only where the number has a decimal point (3.7V).
const LETTER_UNITS: &[u8] = b"VAWKmgLsJNT";

/// Walks through normalised text once.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    abbreviations: &'a Abbreviations,
    /// Whether an apostrophe between letters is inside the word: English (don't, O'Brien), not French (l'eau).
    joins_apostrophes: bool,
    /// The unit that follows a number just returned.
    unit: Option<Range<usize>>,
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const STOP: u8 = 3;
const BREAK: u8 = 4;
const WIDE: u8 = 5;

/// Classes of bytes, for the first look at each.
static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        class[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'.' | b'!' | b'?' => STOP,
            b'\n' => BREAK,
            0x80..=0xff => WIDE,
            _ => 0,
        };
        byte += 1;
    }
    class
};

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str, abbreviations: &'a Abbreviations) -> Self {
        Scanner { text, at: 0, abbreviations, joins_apostrophes: true, unit: None }
    }

    /// The same for languages in which an apostrophe stands between two words.
    pub(crate) fn splitting_apostrophes(self) -> Self {
        Scanner { joins_apostrophes: false, ..self }
    }

    /// The unit behind the number that was returned last.
    pub(crate) fn take_unit(&mut self) -> Option<Item> {
        self.unit.take().map(Item::Word)
    }

    /// The word that starts exactly at byte `at`, which holds a letter or a digit, without any CJK character.
    pub(crate) fn word_at(&mut self, at: usize) -> Item {
        self.at = at;
        let c = char_at(self.text, at);
        if c.is_ascii() || greek_name(c).is_none() { self.word(at) } else { self.greek(at) }
    }

    fn word(&mut self, start: usize) -> Item {
        let mut end = start;
        let bytes = self.text.as_bytes();
        loop {
            while end < bytes.len() && matches!(CLASS[bytes[end] as usize], LETTER | DIGIT) {
                end += 1;
            }
            match self.joined(start, end) {
                0 => break,
                length => end += length,
            }
        }
        if bytes[start].is_ascii_digit()
            && let Some(unit) = self.unit_start(start, end)
        {
            self.unit = Some(unit..end);
            self.at = end;
            return Item::Word(start..unit);
        }
        self.at = end;
        Item::Word(start..end)
    }

    /// Bytes of what follows `end` and is still inside the word: a letter beyond ASCII, or a joining character that
    /// has the right neighbours on both sides.
    fn joined(&self, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let Some(&byte) = bytes.get(end) else { return 0 };
        let before = if end > start { bytes[end - 1] } else { 0 };
        let after = bytes.get(end + 1).copied().unwrap_or(0);
        match byte {
            b'.' | b',' if before.is_ascii_digit() && after.is_ascii_digit() => 1,
            b'.' if self.is_acronym_stop(start, end) => 1,
            b'\''
                if self.joins_apostrophes && before.is_ascii_alphabetic() && after.is_ascii_alphabetic() =>
            {
                1
            }
            0x80.. => {
                let c = char_at(self.text, end);
                let length = c.len_utf8();
                let next = bytes.get(end + length).copied().unwrap_or(0);
                match c {
                    '\u{2019}' | '\u{2bc}'
                        if self.joins_apostrophes
                            && before.is_ascii_alphabetic()
                            && next.is_ascii_alphabetic() =>
                    {
                        length
                    }
                    'μ' if next.is_ascii_alphabetic() && (end == start || before.is_ascii_digit()) => length,
                    _ if greek_name(c).is_some() || is_cjk(c) => 0,
                    _ if c.is_alphanumeric() || is_mark(c) => length,
                    _ => 0,
                }
            }
            _ => 0,
        }
    }

    /// Whether the stop at `end` stands between single letters, as in U.S. or e.g.: they make one word.
    fn is_acronym_stop(&self, start: usize, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let letters = &bytes[start..end];
        let spelled = letters.iter().enumerate().all(|(index, byte)| match index % 2 {
            0 => byte.is_ascii_alphabetic(),
            _ => *byte == b'.',
        });
        let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        let word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        spelled && letters.len() % 2 == 1 && letter(end + 1) && !word(end + 2)
    }

    /// Where the unit starts in a word that is a number followed by a unit.
    fn unit_start(&self, start: usize, end: usize) -> Option<usize> {
        let word = &self.text[start..end];
        let digits = word.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
        let unit = &word[digits..];
        let single =
            unit.len() == 1 && LETTER_UNITS.contains(&unit.as_bytes()[0]) && word[..digits].contains('.');
        (single || (unit.len() >= 2 && UNITS.contains(&unit))).then_some(start + digits)
    }

    fn greek(&mut self, start: usize) -> Item {
        let run: usize =
            self.text[start..].chars().take_while(|&c| greek_name(c).is_some()).map(char::len_utf8).sum();
        let first = char_at(self.text, start);
        let bytes = self.text.as_bytes();
        let after = bytes.get(start + run).copied().unwrap_or(0);
        if first == 'μ' && run == first.len_utf8() && after.is_ascii_alphabetic() {
            return self.word(start);
        }
        if run > 2 * first.len_utf8() {
            self.at = start + run;
            return Item::Word(start..start + run);
        }
        let mut end = start + first.len_utf8();
        while end < bytes.len() && bytes[end].is_ascii_digit() {
            end += 1;
        }
        self.at = end;
        Item::Greek(start..end)
    }

    fn wide(&mut self, start: usize) -> Option<Item> {
        let c = char_at(self.text, start);
        self.at = start + c.len_utf8();
        if matches!(c, '。' | '｡') {
            return Some(Item::SentenceEnd);
        }
        if !c.is_alphanumeric() {
            return None;
        }
        if is_cjk(c) {
            return Some(Item::Word(start..self.at));
        }
        Some(if greek_name(c).is_some() { self.greek(start) } else { self.word(start) })
    }
}

impl Iterator for Scanner<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(unit) = self.take_unit() {
            return Some(unit);
        }
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let start = self.at;
            match CLASS[bytes[start] as usize] {
                LETTER | DIGIT => return Some(self.word(start)),
                WIDE => {
                    if let Some(item) = self.wide(start) {
                        return Some(item);
                    }
                }
                STOP => {
                    self.at += 1;
                    if self.abbreviations.sentence_closes(self.text, start) {
                        return Some(Item::SentenceEnd);
                    }
                }
                BREAK => {
                    self.at += 1;
                    if is_blank_line(self.text, start) {
                        return Some(Item::SentenceEnd);
                    }
                }
                _ => self.at += 1,
            }
        }
        None
    }
}

/// Combining marks inside words of scripts that need them (Devanagari, Thai, Arabic).
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words separated by spaces, Greek letters in braces, sentence ends as `|`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let abbreviations = Abbreviations::default();
        let found: Vec<String> = Scanner::new(text, &abbreviations)
            .map(|item| match item {
                Item::Word(range) => text[range].to_owned(),
                Item::Greek(range) => format!("{{{}}}", &text[range]),
                Item::SentenceEnd => "|".to_owned(),
            })
            .collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn chemistry_stays_whole() {
        check("LiFePO4/TiO2", "LiFePO4 TiO2");
        check("LiNi0.5Mn1.5O4", "LiNi0.5Mn1.5O4");
        check("1,3-butadiene", "1,3 butadiene");
        check("2,2'-bipyridine", "2,2 bipyridine");
    }

    #[test]
    fn greek() {
        check("β-lactam", "{β} lactam");
        check("TNFα", "TNF {α}");
        check("β2x", "{β2} x");
        check("αβ", "{α} {β}");
        check("λογοσ", "λογοσ");
        check("10μm μg μ-law", "10 μm μg {μ} law");
    }

    #[test]
    fn numbers_and_units() {
        check("5,123,456.", "5,123,456 |");
        check("25.5, 3", "25.5 3");
        check("10nm 10g 10.5g 5G 3.7V 3V", "10 nm 10g 10.5 g 5G 3.7 V 3V");
        check("1,2nm", "1,2 nm");
    }

    #[test]
    fn apostrophes_and_stops() {
        check("don't O’Brien 'quoted' polymers'", "don't O’Brien quoted polymers");
        check("U.S. e.g. a.b.c x.yz", "U.S e.g a.b.c x yz");
        let abbreviations = Abbreviations::default();
        let text = "l'eau";
        assert_eq!(Scanner::new(text, &abbreviations).splitting_apostrophes().count(), 2);
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_characters() {
        check("用Transformer的", "用 Transformer 的");
    }
}
