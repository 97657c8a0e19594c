//! One term for the spellings of a katakana word.
//!
//! Rules that join what nobody tells apart (ヴァ and バ, ウェハ and ウエハ, フェイス and フェース, ダイヤ and ダイア,
//! the ー of インター and the one at a long word's end), then a table of whole words for the rest.
//! A prolonged sound mark inside a word is otherwise kept: ビル and ビール are two things.

use rustc_hash::FxHashMap;

use crate::dictionary::Technical;
use crate::fold::is_katakana;

/// The rules and the table of whole words.
pub(crate) struct Katakana {
    words: FxHashMap<String, String>,
}

impl Katakana {
    pub(super) fn new() -> Self {
        let mut scratch = Vec::new();
        let mut fold = |word: &str| {
            scratch.clear();
            scratch.extend(word.chars());
            apply_rules(&mut scratch);
            scratch.iter().collect::<String>()
        };
        let words =
            Technical::katakana_spellings().into_iter().map(|(spelling, term)| (fold(spelling), fold(term)));
        Katakana { words: words.filter(|(spelling, term)| spelling != term).collect() }
    }

    fn fold(&self, word: &mut Vec<char>, key: &mut String) {
        apply_rules(word);
        key.clear();
        key.extend(word.iter());
        if let Some(term) = self.words.get(key.as_str()) {
            word.clear();
            word.extend(term.chars());
        }
    }
}

/// A worker's scratch space.
#[derive(Default)]
pub(super) struct KatakanaScratch {
    word: Vec<char>,
    key: String,
}

impl KatakanaScratch {
    /// Appends the term of a katakana word: folded if there is a `table`, without ー at the end if it has `stem_from` characters (0: never).
    pub(super) fn push_term(
        &mut self,
        word: &str,
        table: Option<&Katakana>,
        stem_from: usize,
        out: &mut String,
    ) {
        self.word.clear();
        self.word.extend(word.chars());
        if let Some(table) = table {
            table.fold(&mut self.word, &mut self.key);
        }
        if stem_from > 0 && self.word.len() >= stem_from && self.word.last() == Some(&'ー') {
            self.word.pop();
        }
        out.extend(self.word.iter());
    }
}

/// Whether every character is katakana or ー, and one is not ー.
pub(super) fn is_katakana_word(word: &str) -> bool {
    word.chars().all(is_katakana) && !word.chars().all(|c| c == 'ー')
}

fn apply_rules(word: &mut Vec<char>) {
    let mut written: usize = 0;
    for read in 0..word.len() {
        let previous = written.checked_sub(1).map(|at| word[at]);
        let c = match (previous, word[read], word.get(read + 1)) {
            (Some('ー'), 'ー', _) => continue,
            (_, 'ヴ', Some('ァ')) => 'バ',
            (_, 'ヴ', Some('ィ')) => 'ビ',
            (_, 'ヴ', Some('ェ')) => 'ベ',
            (_, 'ヴ', Some('ォ')) => 'ボ',
            (_, 'ヴ', _) => 'ブ',
            (Some('バ'), 'ァ', _) | (Some('ビ'), 'ィ', _) | (Some('ベ'), 'ェ', _) | (Some('ボ'), 'ォ', _) =>
            {
                continue;
            }
            (_, 'ヂ', _) => 'ジ',
            (_, 'ヅ', _) => 'ズ',
            (_, 'ヰ', _) => 'イ',
            (_, 'ヱ', _) => 'エ',
            (_, 'ヲ', _) => 'オ',
            (Some('イ'), 'ア', _) => 'ヤ',
            (Some(before), 'イ', _) if word.len() > 2 && has_vowel_e(before) => 'ー',
            (_, c, _) => c,
        };
        word[written] = c;
        written += 1;
    }
    word.truncate(written);
    for c in word.iter_mut() {
        *c = large_vowel(*c);
    }
    if word.len() > 5 && word.starts_with(&['イ', 'ン', 'タ', 'ー']) {
        word.remove(3);
    }
}

/// Whether a kana ends in the vowel e, so that イ after it is heard as ー.
fn has_vowel_e(c: char) -> bool {
    "エェケゲセゼテデネヘベペメレ".contains(c)
}

/// ァ to ア and so on; ャ, ュ, ョ and ッ are kept, since they tell words apart.
fn large_vowel(c: char) -> char {
    match c {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_same(spellings: &[&str]) {
        let table = Katakana::new();
        let term = |word: &str| {
            let mut out = String::new();
            KatakanaScratch::default().push_term(word, Some(&table), 4, &mut out);
            out
        };
        let first = term(spellings[0]);
        for spelling in spellings {
            assert_eq!(term(spelling), first, "{spelling} and {}", spellings[0]);
        }
    }

    #[track_caller]
    fn check_apart(one: &str, other: &str) {
        let result = std::panic::catch_unwind(|| check_same(&[one, other]));
        assert!(result.is_err(), "{one} and {other} became one term");
    }

    #[test]
    fn spellings_of_one_word() {
        check_same(&["ポリマー", "ポリマ"]);
        check_same(&["コンピューター", "コンピュータ", "コンピューターー"]);
        check_same(&["ウェハ", "ウエハ", "ウェーハ", "ウエーハ", "ウェハー", "ウエハー"]);
        check_same(&["インタフェース", "インターフェース", "インターフェイス", "インタフェイス"]);
        check_same(&["ヴァイオリン", "バイオリン"]);
        check_same(&["バルブ", "ヴァルヴ"]);
        check_same(&["ダイヤフラム", "ダイアフラム"]);
        check_same(&["デジタル", "ディジタル"]);
        check_same(&["プラスチック", "プラスティック"]);
        check_same(&["メイン", "メーン"]);
        check_same(&["ソフトウェア", "ソフトウエア"]);
        check_same(&["シミュレーション", "シュミレーション"]);
    }

    #[test]
    fn words_that_stay_apart() {
        check_apart("ビル", "ビール");
        check_apart("シート", "シト");
        check_apart("コーヒー", "コピー");
        check_apart("バッグ", "バック");
        check_apart("キヤ", "キャ");
    }
}
