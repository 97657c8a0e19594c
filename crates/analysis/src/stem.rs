//! From a word of an English or other text to its term: apostrophes, number forms, case, stop words, stemming.

use std::collections::HashSet;
use std::sync::Arc;

use crate::config::Stemming;
use crate::fold::{greek_name, push_lower};
use crate::word_memo::ShortWord;

/// Longest term, in bytes, that is remembered.
const MEMO_BYTES: usize = 23;
/// Slots of the memo. 8,192 slots of 48 bytes fit a second-level cache; four times as many were not faster on scientific abstracts.
const MEMO_SLOTS: usize = 8192;
/// Marks a remembered stop word.
const STOPPED: u8 = u8::MAX;

/// Makes terms of words; a worker with a memo of its own.
pub(crate) struct Stem {
    stemming: Stemming,
    stop_words: Arc<HashSet<Box<str>>>,
    porter2: frostem::Stemmer,
    /// Empty until the first word.
    memo: Vec<Slot>,
    lower: String,
}

/// One remembered word: direct-mapped, the last one that hashed here.
#[derive(Clone, Copy)]
struct Slot {
    word: ShortWord<3>,
    term_len: u8,
    term: [u8; MEMO_BYTES],
}

impl Clone for Stem {
    /// A worker with an empty memo over the same stop words.
    fn clone(&self) -> Self {
        Stem::new(self.stemming, Arc::clone(&self.stop_words))
    }
}

impl Stem {
    pub(crate) fn new(stemming: Stemming, stop_words: Arc<HashSet<Box<str>>>) -> Self {
        Stem {
            stemming,
            stop_words,
            porter2: frostem::Stemmer::new(frostem::Algorithm::English),
            memo: Vec::new(),
            lower: String::new(),
        }
    }

    /// Appends the term of `word` to `out`; appends nothing for a stop word.
    pub(crate) fn push_term(&mut self, word: &str, out: &mut String) {
        if self.stemming == Stemming::None && self.stop_words.is_empty() {
            push_plain(word, out);
            return;
        }
        let Some(key) = ShortWord::of(word.as_bytes()) else {
            self.compute(word, out);
            return;
        };
        if self.memo.is_empty() {
            let empty = Slot { word: ShortWord::default(), term_len: 0, term: [0; MEMO_BYTES] };
            self.memo = vec![empty; MEMO_SLOTS];
        }
        let index = key.slot(MEMO_SLOTS);
        let slot = &self.memo[index];
        if slot.word == key {
            if slot.term_len != STOPPED
                && let Ok(term) = std::str::from_utf8(&slot.term[..slot.term_len as usize])
            {
                out.push_str(term);
            }
            return;
        }
        let start = out.len();
        self.compute(word, out);
        let term = &out.as_bytes()[start..];
        if term.len() > MEMO_BYTES {
            return;
        }
        let slot = &mut self.memo[index];
        slot.word = key;
        slot.term_len = if term.is_empty() { STOPPED } else { term.len() as u8 };
        slot.term[..term.len()].copy_from_slice(term);
    }

    fn compute(&mut self, word: &str, out: &mut String) {
        let mut lower = std::mem::take(&mut self.lower);
        lower.clear();
        let word = if self.stemming == Stemming::None { word } else { acronym_in_singular(word) };
        push_plain(word, &mut lower);
        if !self.stop_words.contains(lower.as_str()) {
            if lower.bytes().all(|b| b.is_ascii_lowercase()) {
                match self.stemming {
                    Stemming::None => out.push_str(&lower),
                    Stemming::Light => push_singular(&lower, out),
                    Stemming::Porter2 => out.push_str(&self.porter2.stem(&lower)),
                }
            } else {
                out.push_str(&lower);
            }
        }
        self.lower = lower;
    }
}

/// An acronym without the `s` of its plural (RXRs, LCDs, miRNAs, IL2s), which Porter2 keeps behind consonants alone and
/// behind a vowel; a word without vowels that ends in `s` is taken for the same in lower case. Other words as they are.
fn acronym_in_singular(word: &str) -> &str {
    let Some(singular) = word.strip_suffix('s').filter(|_| word.is_ascii()) else { return word };
    let letters = singular.trim_end_matches(|c: char| c.is_ascii_digit());
    let capitals = letters.bytes().rev().take_while(u8::is_ascii_uppercase).count();
    let is_acronym = 2 <= capitals && letters.bytes().all(|b| b.is_ascii_alphanumeric());
    let has_no_vowel =
        2 <= singular.len() && singular.bytes().all(|b| b.is_ascii_lowercase() && !b"aeiouys".contains(&b));
    if is_acronym || has_no_vowel { singular } else { word }
}

/// Appends `word` in lower case, without possessive and apostrophes, without thousands separators.
///
/// `O'Brien` and `OBrien`, `don't` and `dont`, 5,123,456 and 5123456 become the same term, U.S.
/// becomes us; 1,3 keeps its comma.
pub(crate) fn push_plain(word: &str, out: &mut String) {
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        return;
    }
    if is_grouped_number(word) {
        out.extend(word.chars().filter(|&c| c != ','));
        return;
    }
    let word = strip_possessive(word);
    let has_digit = word.bytes().any(|b| b.is_ascii_digit());
    for c in word.chars() {
        match c {
            '\'' | '\u{2019}' | '\u{2bc}' => {}
            '.' if !has_digit => {}
            'μ' if word.len() > c.len_utf8() => out.push('u'),
            _ => push_lower(c, out),
        }
    }
}

/// Appends the ASCII name of the Greek letter that `word` starts with, and the digits behind it.
pub(crate) fn push_greek(word: &str, out: &mut String) {
    let mut chars = word.chars();
    if let Some(name) = chars.next().and_then(greek_name) {
        out.push_str(name);
    }
    out.push_str(chars.as_str());
}

fn strip_possessive(word: &str) -> &str {
    ["'s", "'S", "\u{2019}s", "\u{2019}S"].iter().find_map(|s| word.strip_suffix(s)).unwrap_or(word)
}

/// Whether `word` is digits in groups of three after the first: 10,000 or 5,123,456.
fn is_grouped_number(word: &str) -> bool {
    let mut groups = word.split(',');
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let mut any = false;
    (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|group| {
            any = true;
            group.len() == 3 && digits(group)
        })
        && any
}

/// Appends `word` in the singular: Harman's S-stemmer, which touches plurals and nothing else.
///
/// Donna Harman, "How effective is suffixing?", JASIS 42(1), 1991: the first rule that matches applies.
fn push_singular(word: &str, out: &mut String) {
    let keeps = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let cut = word.len() - 1;
    if word.len() <= 3 || !word.ends_with('s') {
        out.push_str(word);
    } else if word.ends_with("ies") && !keeps(&["eies", "aies"]) {
        out.push_str(&word[..word.len() - 3]);
        out.push('y');
    } else if word.ends_with("es") && !keeps(&["aes", "ees", "oes"]) || !keeps(&["es", "us", "ss"]) {
        out.push_str(&word[..cut]);
    } else {
        out.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stemming: Stemming, word: &str, expected: &str) {
        let mut stem = Stem::new(stemming, Arc::new(HashSet::from(["the".into()])));
        for attempt in ["computed", "remembered"] {
            let mut out = String::from("before ");
            stem.push_term(word, &mut out);
            assert_eq!(out.strip_prefix("before "), Some(expected), "{word}, {attempt}");
        }
    }

    #[test]
    fn plain_forms() {
        check(Stemming::None, "LiFePO4", "lifepo4");
        check(Stemming::None, "O’Brien’s", "obrien");
        check(Stemming::None, "don't", "dont");
        check(Stemming::None, "U.S", "us");
        check(Stemming::None, "5,123,456", "5123456");
        check(Stemming::None, "1,3", "1,3");
        check(Stemming::None, "1234,567", "1234,567");
        check(Stemming::None, "25.5", "25.5");
        check(Stemming::None, "μm", "um");
        check(Stemming::None, "The", "");
        check(Stemming::None, "Dimethylaminopropylmethacrylamide", "dimethylaminopropylmethacrylamide");
    }

    #[test]
    fn light_stemming_cuts_plurals_only() {
        for (word, expected) in [
            ("batteries", "battery"),
            ("cells", "cell"),
            ("processes", "processe"),
            ("glass", "glass"),
            ("apparatus", "apparatus"),
            ("gas", "gas"),
            ("heated", "heated"),
            ("shoes", "shoes"),
        ] {
            check(Stemming::Light, word, expected);
        }
    }

    #[test]
    fn acronyms_lose_the_s_of_their_plural() {
        for (word, expected) in [
            ("RXRs", "rxr"),
            ("DNAs", "dna"),
            ("miRNAs", "mirna"),
            ("lcds", "lcd"),
            ("H2s", "h2s"),
            ("IL2s", "il2"),
            ("ROS", "ros"),
            ("gas", "gas"),
            ("css", "css"),
            ("As", "as"),
        ] {
            check(Stemming::Porter2, word, expected);
        }
        check(Stemming::None, "RXRs", "rxrs");
    }

    #[test]
    fn porter2_leaves_formulas_alone() {
        check(Stemming::Porter2, "batteries", "batteri");
        check(Stemming::Porter2, "organization", "organiz");
        check(Stemming::Porter2, "organ", "organ");
        check(Stemming::Porter2, "TiO2s", "tio2s");
    }
}
