//! The sounds of a katakana word: Hepburn's romanisation in one letter a sound.
//!
//! `S` is sh, `C` ch, `j` both j and z before i; ー and ッ, length and doubling, are no sounds here, since loan words
//! come with and without.

/// Whether a word is of katakana alone, and of two characters at least.
pub fn is_katakana_word(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー')) && 1 < word.chars().filter(|c| *c != 'ー').count()
}

/// Sounds; `None` for what is no katakana word.
pub(super) fn sounds(word: &str) -> Option<Vec<u8>> {
    if !is_katakana_word(word) {
        return None;
    }
    let mut sounds: Vec<u8> = Vec::with_capacity(2 * word.len());
    for c in word.chars() {
        match small(c) {
            // キャ is k and ya, ファ is f and a: a small letter takes the place of the vowel before it.
            Some(small) => {
                let is_palatal = matches!(sounds.as_slice(), [.., b'S' | b'C' | b'j', b'i']);
                let is_vowel = matches!(sounds.last(), Some(b'a' | b'i' | b'u' | b'e' | b'o'));
                // ウィ is wi; イェ is ye.
                let is_glide =
                    matches!(sounds.as_slice(), [b'u'] | [.., b'a' | b'i' | b'e' | b'o' | b'n', b'u']);
                if is_glide {
                    sounds.pop();
                    sounds.push(b'w');
                } else if is_vowel {
                    sounds.pop();
                }
                let vowel = if is_palatal { &small[small.len() - 1..] } else { small };
                sounds.extend(vowel.bytes());
            }
            None => sounds.extend(syllable(c).bytes()),
        }
    }
    (!sounds.is_empty()).then_some(sounds)
}

fn small(c: char) -> Option<&'static str> {
    Some(match c {
        'ァ' => "a",
        'ィ' => "i",
        'ゥ' => "u",
        'ェ' => "e",
        'ォ' => "o",
        'ャ' => "ya",
        'ュ' => "yu",
        'ョ' => "yo",
        'ヮ' => "wa",
        _ => return None,
    })
}

fn syllable(c: char) -> &'static str {
    const ROWS: [(&str, [&str; 5]); 15] = [
        ("アイウエオ", ["a", "i", "u", "e", "o"]),
        ("カキクケコ", ["ka", "ki", "ku", "ke", "ko"]),
        ("ガギグゲゴ", ["ga", "gi", "gu", "ge", "go"]),
        ("サシスセソ", ["sa", "Si", "su", "se", "so"]),
        ("ザジズゼゾ", ["za", "ji", "zu", "ze", "zo"]),
        ("タチツテト", ["ta", "Ci", "tsu", "te", "to"]),
        ("ダヂヅデド", ["da", "ji", "zu", "de", "do"]),
        ("ナニヌネノ", ["na", "ni", "nu", "ne", "no"]),
        ("ハヒフヘホ", ["ha", "hi", "fu", "he", "ho"]),
        ("バビブベボ", ["ba", "bi", "bu", "be", "bo"]),
        ("パピプペポ", ["pa", "pi", "pu", "pe", "po"]),
        ("マミムメモ", ["ma", "mi", "mu", "me", "mo"]),
        ("ヤ・ユ・ヨ", ["ya", "", "yu", "", "yo"]),
        ("ラリルレロ", ["ra", "ri", "ru", "re", "ro"]),
        ("ワヰ・ヱヲ", ["wa", "i", "", "e", "o"]),
    ];
    match c {
        'ン' => return "n",
        'ヴ' => return "bu",
        _ => {}
    }
    let found =
        ROWS.iter().find_map(|(row, sounds)| Some(sounds[row.chars().position(|of_row| of_row == c)?]));
    found.unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        let sounds = sounds(word).map(|sounds| String::from_utf8(sounds).unwrap());
        assert_eq!(sounds.as_deref(), expected, "{word}");
    }

    #[test]
    fn words_are_romanised() {
        check("アルゴリズム", Some("arugorizumu"));
        check("コーパス", Some("kopasu"));
        check("フィルタ", Some("firuta"));
        check("キャリア", Some("kyaria"));
        check("シャフト", Some("Safuto"));
        check("チェック", Some("Ceku"));
        check("ジョイント", Some("jointo"));
        check("ティ", Some("ti"));
        check("ウェハ", Some("weha"));
        check("ヴァイオリン", Some("baiorin"));
        check("ツール", Some("tsuru"));
        check("電池", None);
        check("ア", None);
        check("ー", None);
    }
}
