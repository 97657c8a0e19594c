//! Headwords and glosses of a dictionary's line.
//!
//! English: headwords apart by commas (`B.S.,B.Sc.`). Japanese: glosses apart by `/`, `;`, `,`, `、` and `|`. What
//! stands in 〈 〉, 《 》, ( ), [ ], 〔 〕, 【 】 or { } is a note and no part of the gloss, nested or not; 『 』 and
//! 「 」 only set words off. `…` and `～` stand for what the word is used with, as do notes at the beginning: a
//! particle after them (…を, 〈物〉を) is no part of the gloss either.

/// Longer ones explain a word instead of translating it.
const MAX_CHARS: usize = 14;

const PARTICLES: [&str; 9] = ["から", "より", "を", "に", "へ", "が", "と", "で", "の"];

/// The headwords of a line.
pub(super) fn headwords(english: &str) -> Vec<String> {
    let words = english.split([',', ';']).map(|word| word.split_whitespace().collect::<Vec<_>>().join(" "));
    words.filter(|word| !word.is_empty()).collect()
}

/// The glosses of a line in their order, each once.
pub(super) fn glosses(japanese: &str) -> Vec<String> {
    let plain = without_notes(japanese);
    let mut glosses: Vec<String> = Vec::new();
    for piece in plain.split(['/', '／', ';', '；', ',', '，', '、', '|']) {
        let gloss = gloss(piece);
        let is_usable = gloss.chars().count() <= MAX_CHARS && gloss.chars().any(is_japanese);
        if is_usable && !glosses.contains(&gloss) {
            glosses.push(gloss);
        }
    }
    glosses
}

/// Notes become `…`, quotation marks nothing.
fn without_notes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '〈' | '《' | '(' | '（' | '[' | '［' | '〔' | '【' | '{' => {
                if depth == 0 {
                    plain.push('…');
                }
                depth += 1;
            }
            '〉' | '》' | ')' | '）' | ']' | '］' | '〕' | '】' | '}' => {
                depth = depth.saturating_sub(1);
            }
            _ if 0 < depth => {}
            '『' | '』' | '「' | '」' | '"' => {}
            '～' | '〜' => plain.push('…'),
            c => plain.push(c),
        }
    }
    plain
}

fn gloss(piece: &str) -> String {
    let piece = piece.trim();
    let from = piece.trim_start_matches(['…', ' ', '.', '=']);
    let mut words = from;
    if from.len() < piece.len() {
        let particle = PARTICLES.iter().find(|particle| words.starts_with(**particle));
        words = particle.map_or(words, |particle| &words[particle.len()..]);
    }
    // A note inside (印刷…物) is left out of the word.
    let words: String = words.chars().filter(|c| *c != '…').collect();
    without_latin_beginning(words.trim()).trim_end_matches(['。', '.', '！', '!']).to_owned()
}

/// Abbreviations are written out before their gloss: `Bachelor of Arts文学士`.
fn without_latin_beginning(words: &str) -> &str {
    let rest =
        words.trim_start_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '-' | '\''));
    let is_written_out = words[..words.len() - rest.len()].trim_end().contains(' ');
    if is_written_out { rest } else { words }
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(japanese: &str, expected: &[&str]) {
        assert_eq!(glosses(japanese), expected, "{japanese}");
    }

    #[test]
    fn glosses_are_cut_out_of_their_notes() {
        check("電解液;電解質", &["電解液", "電解質"]);
        check("『名詞』", &["名詞"]);
        check(
            "(内容・状況などの)『分析』,分解;(詳細な)検討 / 《米》(心理学で)[精神]分析;(数学で)解析",
            &["分析", "分解", "検討", "解析"],
        );
        check(
            "(…から)〈物〉を『引き抜く』,抜き取る《+『名』+『from』+『名』》 / 〈成分など〉を絞り出す",
            &["引き抜く", "抜き取る", "絞り出す"],
        );
        check("…を『覚える』(memorize)", &["覚える"]);
        check("〈U〉〈C〉分類[作業];分類法", &["分類", "分類法"]);
        check("Bachelor of Arts文学士", &["文学士"]);
        check("CDプレーヤー", &["CDプレーヤー"]);
        check("〈C〉(特に秩序だった)(…の)『方法』,方式《+『of』+『名』(do『ing』)》", &["方法", "方式"]);
        check("《副詞[句]を伴って》〈人など〉を『扱う』", &["扱う"]);
        check("bachelor / bacillus", &[]);
        check(
            "文章論,統語論,シンタックス(文中における語の配列を扱う文法の一部門)",
            &["文章論", "統語論", "シンタックス"],
        );
        check("固体、固形物|立体", &["固体", "固形物", "立体"]);
        check("〈閉じない注,全部", &[]);
    }

    #[test]
    fn headwords_are_apart_by_commas() {
        assert_eq!(headwords("B.S.,B.Sc."), ["B.S.", "B.Sc."]);
        assert_eq!(headwords(" solid  electrolyte "), ["solid electrolyte"]);
        assert!(headwords(" , ").is_empty());
    }
}
