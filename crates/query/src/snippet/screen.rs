//! Which of a query's terms a text cannot have, told without analysing it.
//!
//! A term begins with the letters that its word begins with, but for the last one or two, which stemming may change.
//! So a text in which no word begins so has not got the term. It may be that a word begins so and makes another term:
//! only analysing tells. Letters beyond ASCII are folded by analysing, so that whatever stands from the first one on
//! in a word is taken to fit.

use rustc_hash::FxHashMap;

use super::{
    blocks::{BYTES, Firsts, blocks, places},
    starts::Starts,
};

/// Terms of a language that separates words.
pub(super) struct Screen {
    starts: Starts<Beginning>,
    firsts: Firsts,
    /// Terms that do not begin with an ASCII letter or digit.
    others: Vec<usize>,
    /// Markers, which texts have none of.
    markers: Vec<usize>,
    /// All terms have lower numbers.
    numbers: usize,
}

struct Beginning {
    letters: Vec<u8>,
    /// Of the terms that begin so.
    numbers: Vec<usize>,
}

/// The terms that a text may have.
#[derive(Default)]
pub(super) struct Possible {
    /// Distinct.
    numbers: Vec<usize>,
    seen: Vec<bool>,
}

/// What a character beyond ASCII is to the words around it.
enum Beyond {
    /// Stands between words, or is left out of one.
    Separator,
    /// A letter whose folded form begins with this.
    Letter(u8),
    Unknown,
}

impl Screen {
    /// `terms` come with their numbers; one number may stand for any of several terms.
    pub(super) fn of<'t>(terms: impl Iterator<Item = (&'t str, usize)>) -> Self {
        let (mut others, mut markers, mut numbers) = (Vec::new(), Vec::new(), 0);
        let mut beginnings: FxHashMap<Vec<u8>, Vec<usize>> = FxHashMap::default();
        for (term, number) in terms {
            numbers = numbers.max(number + 1);
            let letters = beginning(term);
            if analysis::is_marker(term) {
                markers.push(number);
            } else if letters.is_empty() {
                others.push(number);
            } else {
                beginnings.entry(letters).or_default().push(number);
            }
        }
        let beginnings = beginnings.into_iter().map(|(letters, numbers)| Beginning { letters, numbers });
        let beginnings: Vec<Beginning> = beginnings.collect();
        let firsts = Firsts::of(beginnings.iter().map(|beginning| beginning.letters[0]));
        let starts = Starts::of(beginnings, |beginning| &beginning.letters);
        Self { starts, firsts, others, markers, numbers }
    }

    /// Those of the terms that a text may have; what is not among them it has not got.
    pub(super) fn possible(&self, text: &str, possible: &mut Possible) {
        possible.clear(self.numbers);
        self.markers.iter().for_each(|number| possible.add(*number));
        let bytes = text.as_bytes();
        let mut before = Before::Other;
        // Behind the last character that was looked at.
        let mut end = 0;
        for (start, block) in blocks(bytes, &self.firsts) {
            if block.wide == 0 {
                // A unit behind its number is a word of its own.
                let after_letter = block.letters << 1 | u64::from(before == Before::Letter);
                let after_digit = block.digits << 1 | u64::from(before == Before::Digit);
                let begun = block.letters & !after_letter | block.digits & !(after_letter | after_digit);
                places(begun & block.firsts).for_each(|place| self.begin(&bytes[start + place..], possible));
                end = (start + BYTES).min(bytes.len());
                before = Before::of(bytes[end - 1]);
            }
            while end < bytes.len().min(start + BYTES) {
                let Some(c) = text[end..].chars().next() else { return };
                match self.step(c, (before, &bytes[end..]), possible) {
                    Some(now) => before = now,
                    None => return (0..self.numbers).for_each(|number| possible.add(number)),
                }
                end += c.len_utf8();
            }
        }
    }

    /// A character behind another, with the text that it begins; `None` where there may be whatever there is.
    fn step(&self, c: char, (before, text): (Before, &[u8]), possible: &mut Possible) -> Option<Before> {
        if c.is_ascii() {
            let now = Before::of(text[0]);
            if now != Before::Other && before != Before::Letter && before != now {
                self.begin(text, possible);
            }
            return Some(now);
        }
        self.others.iter().for_each(|number| possible.add(*number));
        match beyond(c) {
            Beyond::Separator => Some(Before::Other),
            Beyond::Letter(first) => {
                if before != Before::Letter {
                    self.starts.with_first(first).for_each(|beginning| possible.add_all(beginning));
                }
                Some(Before::Letter)
            }
            Beyond::Unknown => None,
        }
    }

    /// `text` begins with a word's first byte.
    fn begin(&self, text: &[u8], possible: &mut Possible) {
        if text.get(1).is_none_or(u8::is_ascii_alphanumeric) {
            let all = self.starts.at(text).filter(|beginning| begins(text, &beginning.letters));
            all.for_each(|beginning| possible.add_all(beginning));
        } else {
            // What follows may be left out of the word.
            let all = self.starts.with_first(text[0]).filter(|beginning| begins(text, &beginning.letters));
            all.for_each(|beginning| possible.add_all(beginning));
        }
    }
}

/// What stands before a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Other,
    Digit,
    Letter,
}

impl Before {
    fn of(byte: u8) -> Self {
        match byte {
            b'0'..=b'9' => Self::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Self::Letter,
            _ => Self::Other,
        }
    }
}

impl Possible {
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.numbers.iter().copied()
    }

    pub(super) fn has(&self, number: usize) -> bool {
        self.seen[number]
    }

    fn clear(&mut self, numbers: usize) {
        self.numbers.clear();
        self.seen.clear();
        self.seen.resize(numbers, false);
    }

    fn add(&mut self, number: usize) {
        if !std::mem::replace(&mut self.seen[number], true) {
            self.numbers.push(number);
        }
    }

    fn add_all(&mut self, beginning: &Beginning) {
        beginning.numbers.iter().for_each(|number| self.add(*number));
    }
}

/// Whether a word may begin with `letters` that `text` begins with.
fn begins(text: &[u8], letters: &[u8]) -> bool {
    let mut letters = letters.iter();
    let Some(mut wanted) = letters.next() else { return true };
    for byte in text {
        match byte {
            // Left out of some words: U.S., don't, 10,000.
            b'.' | b',' | b'\'' => continue,
            0x80.. => return true,
            _ if byte.to_ascii_lowercase() != *wanted => return false,
            _ => {}
        }
        match letters.next() {
            Some(next) => wanted = next,
            None => return true,
        }
    }
    false
}

/// The letters that every word of a term begins with, as far as they are ASCII.
fn beginning(term: &str) -> Vec<u8> {
    let end = match term.as_bytes() {
        // Of dying, lying, tying: die, lie, tie.
        [_, b'i', b'e'] => 1,
        [] | [_] => term.len(),
        // Of skies, batteries, stability: sky, batteri, stabl.
        [.., _] => term.len() - 1,
    };
    let ascii = term.bytes().take(end).take_while(u8::is_ascii);
    ascii.filter(|byte| !matches!(byte, b'.' | b',')).collect()
}

fn beyond(c: char) -> Beyond {
    /// U+00C0 to U+00FF.
    const FIRST_LETTERS: &[u8; 64] = b"aaaaaaaceeeeiiiidnooooo_ouuuuytsaaaaaaaceeeeiiiidnooooo_ouuuuyty";
    match c {
        '\u{d7}' | '\u{f7}' => Beyond::Separator,
        '\u{c0}'..='\u{ff}' => Beyond::Letter(FIRST_LETTERS[c as usize - 0xc0]),
        '\u{a0}'
        | '\u{a7}'
        | '\u{a9}'
        | '\u{ab}'
        | '\u{ae}'
        | '\u{b0}'
        | '\u{b1}'
        | '\u{b7}'
        | '\u{bb}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2010}'..='\u{2022}'
        | '\u{2026}'
        | '\u{2032}'
        | '\u{2033}'
        | '\u{2190}'..='\u{22ff}'
        | '\u{25a0}'..='\u{25ff}' => Beyond::Separator,
        _ => Beyond::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use analysis::Analyzers;
    use indexer::IndexConfig;
    use proptest::{collection::vec, prelude::*};

    use super::*;

    static ANALYZERS: LazyLock<Analyzers> = LazyLock::new(|| {
        let config = IndexConfig::shipped();
        Analyzers::load(&config.analyzers, &analysis::default_cache_dir()).expect("the analysers load")
    });

    /// Every term that an analyser makes of a text is one that the text may have.
    #[track_caller]
    fn check(text: &str) {
        for name in ["english", "english-words", "plain"] {
            let mut analyzer = ANALYZERS.get(name).expect("a shipped analyser");
            let tokens = analyzer.analyze(text);
            let terms: Vec<String> = tokens.iter().map(|token| token.term.to_owned()).collect();
            let screen = Screen::of(terms.iter().map(String::as_str).zip(0..));
            let mut possible = Possible::default();
            screen.possible(text, &mut possible);
            for (number, term) in terms.iter().enumerate() {
                assert!(possible.has(number), "{name}: {term:?} of {text:?}");
            }
            // One by one too, since what is looked for decides how.
            for term in &terms {
                let screen = Screen::of([(term.as_str(), 0)].into_iter());
                screen.possible(text, &mut possible);
                assert!(possible.has(0), "{name}: {term:?} alone of {text:?}");
            }
        }
    }

    #[test]
    fn words_that_analysis_writes_otherwise_are_possible() {
        check("Dying, lying and tying cells; the skies are ugly. U.S. e.g. don't O’Brien's 5,123,456 25.5");
        check(
            "10nm 3.7V 10μm 1,3-butadiene LiFePO4 RXRs lcds Gödel naïve œuvre ﬁeld x² ½ ™ β-lactam TNFα l'eau",
        );
        check("co\u{ad}op e\u{301}te\u{301} Å Ångström straße μ-law ﬀ ㍿ 電池 cell電池cell ℛ𝒩 Ａｎｏｄｅ");
    }

    #[test]
    fn a_text_without_a_word_that_begins_so_has_not_got_the_term() {
        let terms = ["batteri", "die", "cell", "gödel", "電"];
        let screen = Screen::of(terms.into_iter().zip(0..));
        let found = |text: &str| {
            let mut possible = Possible::default();
            screen.possible(text, &mut possible);
            terms
                .into_iter()
                .enumerate()
                .filter(|(n, _)| possible.has(*n))
                .map(|(_, term)| term)
                .collect::<Vec<_>>()
        };
        assert_eq!(found("A Battery."), ["batteri"]);
        assert_eq!(found("A battle, dried up; an excel sheet"), ["die"]);
        assert_eq!(found("cel"), ["cell"]);
        assert_eq!(found("20° – an “anode” × 3"), ["電"]);
        assert_eq!(found("電"), terms);
    }

    proptest! {
        #[test]
        fn what_is_not_possible_is_not_there(
            pieces in vec(
                prop_oneof![
                    "[a-zA-Z]{1,9}",
                    "[a-z]{1,4}(ies|ied|ying|ing|ed|ability|ization|ation|fulness|ly|ational|enci|izer|y|s|es|'s|’s)",
                    "[0-9]{1,4}",
                    "[ ,.'’\\-/()\n;°–“αβμéßﬁ²½™\u{301}\u{ad}電ｱ]{1,2}",
                    any::<char>().prop_map(String::from),
                ],
                0..40,
            ),
        ) {
            check(&pieces.concat());
        }
    }
}
