//! Katakana words and the English words that they were made of, by sound.
//!
//! Both are written in one alphabet of sounds (`katakana`, `english`) in which what Japanese does not tell apart is
//! the same: l and r, b and v, s and th, long and short vowels. Two words are as alike as 1 less the cost of making one
//! of the other, in which vowels that Japanese puts between consonants (u, i and o) cost little; a weighted edit distance
//! (Wagner and Fischer, "The String-to-String Correction Problem", 1974; for katakana see Knight and Graehl, "Machine
//! Transliteration", Computational Linguistics 24(4), 1998). So a pair is found that no text has together.
//! What differs in length alone is not told apart: レーザ is as like razor as laser, and チップ as like cheap as chip.

mod distance;
mod english;
mod index;
mod katakana;

pub use index::SoundIndex;
pub use katakana::is_katakana_word;

use crate::Direction;

/// Whether a word has a sound that words of the other language can be like.
pub fn has_sound(from: Direction, word: &str) -> bool {
    match from {
        Direction::ToEnglish => is_katakana_word(word),
        Direction::ToJapanese => english::sounds(word).is_some(),
    }
}

/// How alike a katakana word and an English word sound: 1 for the same, 0 for nothing in common or no such words.
pub fn likeness(katakana: &str, english: &str) -> f32 {
    match (katakana::sounds(katakana), english::sounds(english)) {
        (Some(japanese), Some(english)) => distance::likeness(&japanese, &english),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loan_words_sound_like_their_origin() {
        for (katakana, english) in [
            ("アルゴリズム", "algorithm"),
            ("コーパス", "corpus"),
            ("モデル", "model"),
            ("ポリマー", "polymer"),
            ("レーザ", "laser"),
            ("シソーラス", "thesaurus"),
            ("パターン", "pattern"),
            ("クラスタリング", "clustering"),
            ("テキスト", "text"),
            ("インタフェース", "interface"),
            ("ドメイン", "domain"),
            ("セパレータ", "separator"),
            ("ヴァイオリン", "violin"),
            ("ウェハ", "wafer"),
            ("チップ", "chip"),
            ("フィルタ", "filter"),
            ("ゼオライト", "zeolite"),
        ] {
            let likeness = likeness(katakana, english);
            assert!(0.75 < likeness, "{katakana} {english}: {likeness}");
        }
    }

    #[test]
    fn other_words_do_not() {
        for (katakana, english) in [
            ("アルゴリズム", "logarithm"),
            ("コーパス", "copy"),
            ("モデル", "modify"),
            ("パターン", "button"),
            ("テキスト", "test"),
            ("ドメイン", "demon"),
            ("フィルタ", "folder"),
            ("固体", "solid"),
        ] {
            let likeness = likeness(katakana, english);
            assert!(likeness < 0.85, "{katakana} {english}: {likeness}");
        }
    }
}
