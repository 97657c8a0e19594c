//! Unicode normalisation that remembers where every piece came from.
//!
//! NFKC turns one character into several (㈱ → (株), ℃ → °C) and several into one (ｶﾞ → ガ), so offsets into the
//! normalised text are no offsets into the original.
//! [`Normalized`] keeps a list of segments; a range of normalised text maps to *whole* original characters, so that
//! a snippet cut by it is always valid and shows everything that the term came from.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use crate::dictionary::kanji_variant;
use crate::fold;
use crate::japanese::{lines, marks};

/// A value is analysed up to this many bytes: offsets then fit 32 bits with room for characters that expand.
/// The longest published patent texts are below 30 MiB.
pub(crate) const MAX_VALUE_BYTES: usize = 128 << 20;

/// What happens beside NFKC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Exact text: dashes and wave dashes of different encodings become one, nothing else.
    Exact,
    /// Words: Latin and Greek diacritics are dropped.
    Words,
    /// Words, and kanji variants are folded: names of people and firms.
    Names,
    /// Japanese text: as names; line breaks inside text are joined, iteration and prolonged sound marks are repaired.
    Japanese,
}

/// Normalises text of one profile.
pub(crate) struct Normalizer {
    profile: Profile,
    /// One bit for each character of the basic plane: 1 when it needs more than copying.
    attention: Box<[u64; 1024]>,
}

static EXACT: LazyLock<Normalizer> = LazyLock::new(|| Normalizer::new(Profile::Exact));
static WORDS: LazyLock<Normalizer> = LazyLock::new(|| Normalizer::new(Profile::Words));
static NAMES: LazyLock<Normalizer> = LazyLock::new(|| Normalizer::new(Profile::Names));
static JAPANESE: LazyLock<Normalizer> = LazyLock::new(|| Normalizer::new(Profile::Japanese));

impl Profile {
    /// The shared normaliser of this profile; its table is made on first use.
    pub(crate) fn normalizer(self) -> &'static Normalizer {
        match self {
            Profile::Exact => &EXACT,
            Profile::Words => &WORDS,
            Profile::Names => &NAMES,
            Profile::Japanese => &JAPANESE,
        }
    }

    fn folds_latin(self) -> bool {
        self != Profile::Exact
    }

    fn folds_kanji(self) -> bool {
        matches!(self, Profile::Names | Profile::Japanese)
    }
}

impl Normalizer {
    fn new(profile: Profile) -> Self {
        let mut attention = Box::new([0_u64; 1024]);
        let mut folded = String::new();
        for code in 0..=0xffff_u32 {
            let plain = char::from_u32(code).is_some_and(|c| {
                folded.clear();
                c.is_ascii() || fold_one(profile, c, &mut folded)
            });
            let line_break = profile == Profile::Japanese && matches!(code, 0x0a | 0x0d);
            if !plain || line_break {
                attention[code as usize >> 6] |= 1 << (code & 63);
            }
        }
        Normalizer { profile, attention }
    }

    fn needs_attention(&self, c: char) -> bool {
        let code = c as usize;
        code > 0xffff || self.attention[code >> 6] & (1 << (code & 63)) != 0
    }

    /// Normalises `source` into `out`, which is overwritten.
    pub(crate) fn normalize(&self, source: &str, out: &mut Normalized) {
        out.clear();
        let source = clip(source);
        let mut copied = 0; // everything before this byte is in `out`
        let mut previous = 0; // start of the character before `at`
        let mut at = 0;
        let bytes = source.as_bytes();
        while at < bytes.len() {
            if bytes[at] < 0x80 && !(self.profile == Profile::Japanese && matches!(bytes[at], b'\n' | b'\r'))
            {
                previous = at;
                at += 1;
                continue;
            }
            let c = char_at(source, at);
            if !self.needs_attention(c) {
                previous = at;
                at += c.len_utf8();
                continue;
            }
            // A mark that combines with the character before takes that character into its cluster.
            let start = if is_combiner(c) && previous >= copied && at > copied { previous } else { at };
            out.copy(source, copied..start);
            let end = self.rewrite(source, start, out);
            copied = end;
            previous = end;
            at = end;
        }
        out.copy(source, copied..source.len());
        out.finish(source.len());
    }

    /// Appends the normalised form of what starts at `start` and returns where it ends in the source.
    fn rewrite(&self, source: &str, start: usize, out: &mut Normalized) -> usize {
        let first = char_at(source, start);
        if self.profile == Profile::Japanese {
            if let Some(end) = lines::join(source, start, first, out) {
                return end;
            }
            if let Some(end) = marks::repair(source, start, first, out) {
                return end;
            }
        }
        let mut end = start + first.len_utf8();
        while end < source.len() {
            let next = char_at(source, end);
            if !is_combiner(next) {
                break;
            }
            end += next.len_utf8();
        }
        out.replace(start..end, |text| self.push_cluster(&source[start..end], first, text));
        end
    }

    fn push_cluster(&self, cluster: &str, first: char, text: &mut String) {
        if cluster.len() == first.len_utf8() {
            // Full-width ASCII is the most frequent case of Japanese offices' texts.
            if let '\u{ff01}'..='\u{ff5e}' = first {
                let ascii = char::from_u32(first as u32 - 0xfee0).unwrap_or(first);
                text.push(ascii);
                return;
            }
            fold_one(self.profile, first, text);
            return;
        }
        for c in cluster.nfkc() {
            fold_normal(self.profile, c, text);
        }
    }
}

/// Appends the folded NFKC form of one character; whether that form is the character itself and stands alone.
fn fold_one(profile: Profile, c: char, out: &mut String) -> bool {
    let start = out.len();
    for normal in std::iter::once(c).nfkc() {
        fold_normal(profile, normal, out);
    }
    let kept = out[start..].chars().eq([c]);
    kept && !is_combiner(c) && !(profile == Profile::Japanese && marks::is_mark(c))
}

/// Appends one character of NFKC text in the way of the profile.
fn fold_normal(profile: Profile, c: char, out: &mut String) {
    if fold::is_invisible(c) {
        return;
    }
    match c {
        // The same wave dash and minus come out of different converters as different characters.
        '\u{301c}' => out.push('~'),
        _ if fold::is_dash(c) => out.push('-'),
        _ if profile.folds_latin() && (fold::is_latin_or_greek(c) || is_stray_mark(c, out)) => {
            if !is_stray_mark(c, out) {
                fold::push_folded(c, out);
            }
        }
        _ if profile.folds_kanji() => out.push(kanji_variant(c)),
        _ => out.push(c),
    }
}

/// Whether `c` is a combining mark that follows a Latin or Greek letter with which it does not compose (x̄).
fn is_stray_mark(c: char, out: &str) -> bool {
    matches!(c, '\u{300}'..='\u{36f}') && out.chars().next_back().is_some_and(fold::is_latin_or_greek)
}

/// Whether `c` may combine with the character before it under NFKC.
fn is_combiner(c: char) -> bool {
    if c.is_ascii() || matches!(c, '\u{3400}'..='\u{9fff}') {
        return false;
    }
    matches!(c, '\u{ff9e}' | '\u{ff9f}')
        || canonical_combining_class(c) != 0
        || is_nfkc_quick(std::iter::once(c)) == IsNormalized::Maybe
}

/// The character that starts at byte `at`, which is a boundary below the text's length.
pub(crate) fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or('\u{fffd}')
}

fn clip(source: &str) -> &str {
    if source.len() <= MAX_VALUE_BYTES {
        return source;
    }
    let end = (0..=MAX_VALUE_BYTES).rev().find(|&at| source.is_char_boundary(at)).unwrap_or(0);
    &source[..end]
}

/// Normalised text with its way back to the original.
#[derive(Debug, Clone, Default)]
pub(crate) struct Normalized {
    text: String,
    /// Ascending in both offsets; the last one is a sentinel at the end of both texts.
    segments: Vec<Segment>,
}

/// From `normal` to the next segment's, the text came from `source` to the next segment's.
#[derive(Debug, Clone, Copy)]
struct Segment {
    normal: u32,
    source: u32,
    /// Copied byte by byte; otherwise the segment maps as a whole.
    copied: bool,
}

impl Normalized {
    /// The normalised text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The original's whole characters that `range` of the normalised text came from.
    ///
    /// `hint` is kept by the caller between calls with ascending ranges, and starts at 0.
    pub(crate) fn source_range(&self, range: Range<usize>, hint: &mut usize) -> Range<usize> {
        let mut first = *hint;
        if self.segments[first].normal as usize > range.start {
            first = self.segments.partition_point(|s| s.normal as usize <= range.start) - 1;
        }
        while first + 2 < self.segments.len() && self.segments[first + 1].normal as usize <= range.start {
            first += 1;
        }
        *hint = first;
        let segment = self.segments[first];
        let start = match segment.copied {
            true => segment.source as usize + (range.start - segment.normal as usize),
            false => segment.source as usize,
        };
        let mut last = first;
        while last + 2 < self.segments.len() && (self.segments[last + 1].normal as usize) < range.end {
            last += 1;
        }
        let segment = self.segments[last];
        let end = match segment.copied {
            true => segment.source as usize + (range.end - segment.normal as usize),
            false => self.segments[last + 1].source as usize,
        };
        start..end
    }

    fn clear(&mut self) {
        self.text.clear();
        self.segments.clear();
    }

    /// The text written so far, for repairs that look back.
    pub(crate) fn written(&self) -> &str {
        &self.text
    }

    fn copy(&mut self, source: &str, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.open_segment(range.start, true);
        self.text.push_str(&source[range]);
    }

    /// Appends what `write` writes in place of `range` of the source; nothing written removes it.
    pub(crate) fn replace(&mut self, range: Range<usize>, write: impl FnOnce(&mut String)) {
        self.open_segment(range.start, false);
        write(&mut self.text);
    }

    fn open_segment(&mut self, source: usize, copied: bool) {
        self.segments.push(Segment { normal: self.text.len() as u32, source: source as u32, copied });
    }

    fn finish(&mut self, source_len: usize) {
        if self.segments.is_empty() {
            self.open_segment(0, true);
        }
        self.open_segment(source_len, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character of the normalised text with the piece of the original that it came from.
    #[track_caller]
    fn check(profile: Profile, source: &str, expected: &[(&str, &str)]) {
        let mut normalized = Normalized::default();
        profile.normalizer().normalize(source, &mut normalized);
        let mut hint = 0;
        let text = normalized.text();
        let found: Vec<(&str, &str)> = text
            .char_indices()
            .map(|(at, c)| {
                let range = at..at + c.len_utf8();
                (&text[range.clone()], &source[normalized.source_range(range, &mut hint)])
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn characters_map_to_whole_characters() {
        check(Profile::Exact, "a㈱b", &[("a", "a"), ("(", "㈱"), ("株", "㈱"), (")", "㈱"), ("b", "b")]);
        check(Profile::Exact, "ｶﾞｽ", &[("ガ", "ｶﾞ"), ("ス", "ｽ")]);
        check(Profile::Exact, "か\u{3099}き", &[("が", "か\u{3099}"), ("き", "き")]);
        check(Profile::Exact, "e\u{301}e", &[("é", "e\u{301}"), ("e", "e")]);
        check(Profile::Exact, "\u{1100}\u{1161}\u{11a8}", &[("각", "\u{1100}\u{1161}\u{11a8}")]);
        check(Profile::Exact, "５℃", &[("5", "５"), ("°", "℃"), ("C", "℃")]);
        check(Profile::Exact, "\u{3099}", &[("\u{3099}", "\u{3099}")]);
    }

    #[test]
    fn invisible_characters_belong_to_nothing() {
        check(Profile::Exact, "co\u{ad}op", &[("c", "c"), ("o", "o"), ("o", "o"), ("p", "p")]);
        check(Profile::Exact, "\u{feff}a\u{200b}", &[("a", "a")]);
    }

    #[test]
    fn profiles_fold_what_they_say() {
        check(Profile::Exact, "é−髙", &[("é", "é"), ("-", "−"), ("髙", "髙")]);
        check(Profile::Words, "éß髙", &[("e", "é"), ("s", "ß"), ("s", "ß"), ("髙", "髙")]);
        check(Profile::Words, "x\u{304}y", &[("x", "x\u{304}"), ("y", "y")]);
        check(Profile::Names, "é髙", &[("e", "é"), ("高", "髙")]);
        check(Profile::Japanese, "髙ゝ", &[("高", "髙"), ("ゝ", "ゝ")]);
    }

    #[test]
    fn a_range_over_several_pieces_is_whole() {
        let mut normalized = Normalized::default();
        let source = "半導体装\n置とｶﾞ";
        Profile::Japanese.normalizer().normalize(source, &mut normalized);
        let device = normalized.text().find("装置").expect("the line break is removed");
        assert_eq!(&source[normalized.source_range(device..device + 6, &mut 0)], "装\n置");
        assert_eq!(normalized.source_range(0..normalized.text().len(), &mut 0), 0..source.len());
    }
}
