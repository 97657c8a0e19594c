//! The place of a text where most of the query is close together.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::pattern::Pattern;
use crate::{field::narrow, plan::is_japanese};

/// Share of a pattern's weight that a single kanji of it has: it finds spellings with other kana between.
const SINGLE_KANJI: f32 = 0.2;

/// Share of the weight of a pair of Latin letters: they meet by chance.
const LATIN_PAIR: f32 = 0.2;

/// A place and how much of the query it has.
pub(super) struct Window {
    /// From the first match to the last.
    pub(super) byte_range: Range<usize>,
    /// The sum of the weights of the distinct patterns in it.
    pub(super) weight: f32,
}

/// A pattern found in a text.
pub(super) struct Match {
    pub(super) byte_range: Range<usize>,
    pub(super) pattern: usize,
    pub(super) weight: f32,
}

/// Pairs of characters, and single ones, of a query's Japanese terms with their weights.
pub(super) struct Grams {
    pairs: FxHashMap<(char, char), (usize, f32)>,
    singles: FxHashMap<char, (usize, f32)>,
    count: usize,
}

impl Grams {
    pub(super) fn of<'p>(patterns: impl Iterator<Item = &'p Pattern>) -> Self {
        let mut grams = Self { pairs: FxHashMap::default(), singles: FxHashMap::default(), count: 0 };
        for pattern in patterns {
            let chars: Vec<char> =
                pattern.terms.iter().flat_map(|(_, term)| term.chars()).map(folded).collect();
            let share = pattern.weight / chars.len().saturating_sub(1).max(1) as f32;
            for pair in chars.windows(2) {
                let weight = if pair.iter().all(char::is_ascii) { share * LATIN_PAIR } else { share };
                grams.add_pair((pair[0], pair[1]), weight);
            }
            for &c in &chars {
                let is_kanji = is_japanese(c) && !('\u{3040}'..='\u{30ff}').contains(&c);
                if chars.len() == 1 {
                    grams.add_single(c, pattern.weight);
                } else if is_kanji {
                    grams.add_single(c, share * SINGLE_KANJI);
                }
            }
        }
        grams
    }

    fn add_pair(&mut self, pair: (char, char), weight: f32) {
        let next = self.count;
        let gram = self.pairs.entry(pair).or_insert((next, 0.0));
        self.count += usize::from(gram.0 == next);
        gram.1 = gram.1.max(weight);
    }

    fn add_single(&mut self, c: char, weight: f32) {
        let next = self.count;
        let gram = self.singles.entry(c).or_insert((next, 0.0));
        self.count += usize::from(gram.0 == next);
        gram.1 = gram.1.max(weight);
    }
}

/// The character by which variants of width and case meet.
fn folded(c: char) -> char {
    // Kana and kanji have no case, and looking that up for each costs more than all else.
    if ('\u{3041}'..='\u{9fff}').contains(&c) {
        return c;
    }
    narrow(c).to_lowercase().next().unwrap_or(c)
}

/// Whether a text has any of a query's characters.
pub(super) fn has_any(text: &str, grams: &Grams) -> bool {
    by_characters(text, grams, text.len()).is_some()
}

/// The place of at most `chars` characters with the most of the query's characters in their order.
pub(super) fn by_characters(text: &str, grams: &Grams, chars: usize) -> Option<Window> {
    if grams.count == 0 {
        return None;
    }
    let mut found = Vec::new();
    let mut before: Option<(char, usize)> = None;
    for (at, c) in text.char_indices() {
        let now = folded(c);
        let end = at + c.len_utf8();
        if let Some(&(pattern, weight)) = grams.singles.get(&now) {
            found.push(Match { byte_range: at..end, pattern, weight });
        }
        if let Some((last, start)) = before
            && let Some(&(pattern, weight)) = grams.pairs.get(&(last, now))
        {
            found.push(Match { byte_range: start..end, pattern, weight });
        }
        before = Some((now, at));
    }
    // Japanese takes three bytes a character, and what it does not is shorter on the page.
    densest(&found, chars * 3)
}

/// The span of at most `bytes` bytes whose distinct patterns weigh most; the first of equals.
///
/// `matches` is ordered by where it ends. Linear in its length.
pub(super) fn densest(matches: &[Match], bytes: usize) -> Option<Window> {
    let mut inside: FxHashMap<usize, u32> = FxHashMap::default();
    let mut weight = 0.0;
    let mut first = 0;
    let mut best: Option<Window> = None;
    for found in matches {
        let count = inside.entry(found.pattern).or_default();
        *count += 1;
        if *count == 1 {
            weight += found.weight;
        }
        while bytes < found.byte_range.end.saturating_sub(matches[first].byte_range.start) {
            let leaving = &matches[first];
            first += 1;
            if let Some(count) = inside.get_mut(&leaving.pattern) {
                *count -= 1;
                if *count == 0 {
                    weight -= leaving.weight;
                }
            }
            if matches.len() == first || found.byte_range.end <= matches[first].byte_range.start {
                break;
            }
        }
        // Weights are added and taken away: what is left of rounding must not win.
        if best.as_ref().is_none_or(|best| best.weight + 1e-3 < weight) && 0.0 < weight {
            let start = matches[first.min(matches.len() - 1)].byte_range.start.min(found.byte_range.start);
            best = Some(Window { byte_range: start..found.byte_range.end, weight });
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn characters_without_case_are_themselves() {
        for c in '\u{3041}'..='\u{9fff}' {
            assert!(c.to_lowercase().eq([c]), "{c}");
        }
        assert_eq!("ＡaÄカ電".chars().map(folded).collect::<String>(), "aaäカ電");
    }
}
