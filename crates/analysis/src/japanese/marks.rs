//! Iteration marks of kana and dashes that stand for the prolonged sound mark.
//!
//! 々 is left alone: dictionary words such as 各々 and 種々 are written with it.

use unicode_normalization::UnicodeNormalization;

use crate::fold::{is_dash, is_hiragana, is_katakana};
use crate::normalize::Normalized;

/// Whether [`repair`] may do something to `c`.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ')
}

/// Rewrites the mark at `start` and returns where it ends, or leaves it to plain normalisation.
pub(crate) fn repair(source: &str, start: usize, first: char, out: &mut Normalized) -> Option<usize> {
    let end = start + first.len_utf8();
    let previous = out.written().chars().next_back()?;
    let repaired = match first {
        'ゝ' if is_hiragana(previous) => unvoiced(previous),
        'ヽ' if is_katakana(previous) => unvoiced(previous),
        'ゞ' if is_hiragana(previous) => voiced(previous),
        'ヾ' if is_katakana(previous) => voiced(previous),
        _ if is_dash(first) && prolongs(out.written(), &source[end..]) => 'ー',
        _ => return None,
    };
    out.replace(start..end, |text| text.push(repaired));
    Some(end)
}

fn unvoiced(kana: char) -> char {
    std::iter::once(kana).nfd().next().unwrap_or(kana)
}

fn voiced(kana: char) -> char {
    [unvoiced(kana), '\u{3099}'].into_iter().nfc().next().unwrap_or(kana)
}

/// Whether a dash between `before` and `after` stands for ー, as it does where old texts could not type it (モ－タ).
///
/// It joins words where several katakana stand on both sides (リチウム－イオン): then it stays a dash.
fn prolongs(before: &str, after: &str) -> bool {
    let katakana = |c: &char| is_katakana(*c) || matches!(c, '\u{ff66}'..='\u{ff9f}');
    let left = before.chars().rev().take_while(katakana).count();
    let right = after.chars().take_while(katakana).count();
    let next = after.chars().nth(right);
    match (left, right) {
        (0, _) => false,
        (1, 0) => false, // ア－１: a label
        (_, 0) => !next.is_some_and(|c| c.is_alphanumeric() && !is_hiragana(c) || is_dash(c)),
        (1, _) | (_, 1) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::normalize::{Normalized, Profile};

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let mut normalized = Normalized::default();
        Profile::Japanese.normalizer().normalize(source, &mut normalized);
        assert_eq!(normalized.text(), expected);
    }

    #[test]
    fn iteration_marks() {
        check("こゝろ", "こころ");
        check("いすゞ", "いすず");
        check("づゝ", "づつ");
        check("バナヽ", "バナナ");
        check("各々、ゝ", "各々、ゝ");
    }

    #[test]
    fn dashes_that_prolong_and_dashes_that_join() {
        check("モ－タ", "モータ");
        check("センサ－の", "センサーの");
        check("センサ―", "センサー");
        check("コンピュ－タ", "コンピュータ");
        check("リチウム－イオン", "リチウム-イオン");
        check("モデル－５", "モデル-5");
        check("ア－１", "ア-1");
        check("β－ラクタム", "β-ラクタム");
        check("センサ-の", "センサ-の");
    }
}
