//! Other ways to write a word: what a text may say where the query says something else.
//!
//! A variant is only a guess; the caller counts what it would find, and shows none that finds nothing.

use crate::plan::is_japanese;

/// In what a variant differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VariantKind {
    /// 長音: コンピュータ, コンピューター.
    LongVowel,
    /// 送り仮名: 取付, 取付け, 取り付け.
    Okurigana,
    /// 旧字・異体字: 竜, 龍.
    Kanji,
    /// ヴァ, バ and the like: バイオリン, ヴァイオリン.
    Kana,
    /// 全角, 半角.
    Width,
    /// lithium-ion, lithium ion.
    Hyphen,
    /// fibre, fiber.
    Spelling,
    /// cell, cells.
    Number,
}

impl VariantKind {
    /// The name that programs see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LongVowel => "long-vowel",
            Self::Okurigana => "okurigana",
            Self::Kanji => "kanji",
            Self::Kana => "kana",
            Self::Width => "width",
            Self::Hyphen => "hyphen",
            Self::Spelling => "spelling",
            Self::Number => "number",
        }
    }
}

/// The most variants of one text, so that a long one costs no more than a short one.
const MAX_VARIANTS: usize = 12;

/// The longest text of which variants are made, in characters.
const MAX_CHARS: usize = 80;

/// Variants of a word or phrase, without the text itself; at most [`MAX_VARIANTS`].
pub(super) fn variants(text: &str) -> Vec<(VariantKind, String)> {
    if MAX_CHARS < text.chars().count() {
        return Vec::new();
    }
    let mut found: Vec<(VariantKind, String)> = Vec::new();
    let mut add = |kind, variant: String| {
        if variant != text && !variant.trim().is_empty() && found.iter().all(|(_, known)| *known != variant) {
            found.push((kind, variant));
        }
    };
    if text.chars().any(is_japanese) {
        long_vowels(text).into_iter().for_each(|variant| add(VariantKind::LongVowel, variant));
        okurigana(text).into_iter().for_each(|variant| add(VariantKind::Okurigana, variant));
        exchanged(text, KANJI).into_iter().for_each(|variant| add(VariantKind::Kanji, variant));
        exchanged(text, KANA).into_iter().for_each(|variant| add(VariantKind::Kana, variant));
    }
    if text.chars().any(|c| c.is_ascii_alphabetic()) {
        hyphens(text).into_iter().for_each(|variant| add(VariantKind::Hyphen, variant));
        spellings(text).into_iter().for_each(|variant| add(VariantKind::Spelling, variant));
        numbers(text).into_iter().for_each(|variant| add(VariantKind::Number, variant));
    }
    add(VariantKind::Width, other_width(text));
    found.truncate(MAX_VARIANTS);
    found
}

/// The variants alone.
pub(crate) fn other_spellings(text: &str) -> impl Iterator<Item = String> {
    variants(text).into_iter().map(|(_, variant)| variant)
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー')
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

fn is_kanji(c: char) -> bool {
    is_japanese(c) && !is_hiragana(c) && !is_katakana(c) && c != '・'
}

/// Every run of katakana with its last ー left out, or one added.
fn long_vowels(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut variants = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        let ends_run = is_katakana(*c) && chars.get(i + 1).is_none_or(|next| !is_katakana(*next));
        let begins = chars[..i].iter().rev().take_while(|c| is_katakana(**c)).count();
        if !ends_run || begins < 2 {
            continue;
        }
        let (before, after) = (chars[..i].iter(), chars[i + 1..].iter());
        let end: &[char] = if *c == 'ー' { &[] } else { &[*c, 'ー'] };
        variants.push(before.chain(end).chain(after).collect());
    }
    variants
}

/// Compound verbs of claims: with all okurigana, with the last only, without.
const COMPOUNDS: &[[&str; 3]] = &[
    ["取り付け", "取付け", "取付"],
    ["取り出し", "取出し", "取出"],
    ["取り外し", "取外し", "取外"],
    ["取り込み", "取込み", "取込"],
    ["組み込み", "組込み", "組込"],
    ["組み合わせ", "組合せ", "組合"],
    ["組み立て", "組立て", "組立"],
    ["切り替え", "切替え", "切替"],
    ["切り換え", "切換え", "切換"],
    ["繰り返し", "繰返し", "繰返"],
    ["引き出し", "引出し", "引出"],
    ["押し出し", "押出し", "押出"],
    ["巻き取り", "巻取り", "巻取"],
    ["折り曲げ", "折曲げ", "折曲"],
    ["差し込み", "差込み", "差込"],
    ["打ち抜き", "打抜き", "打抜"],
    ["読み取り", "読取り", "読取"],
    ["読み出し", "読出し", "読出"],
    ["書き込み", "書込み", "書込"],
    ["書き換え", "書換え", "書換"],
    ["締め付け", "締付け", "締付"],
    ["貼り付け", "貼付け", "貼付"],
    ["焼き付け", "焼付け", "焼付"],
    ["埋め込み", "埋込み", "埋込"],
    ["割り込み", "割込み", "割込"],
    ["割り当て", "割当て", "割当"],
    ["呼び出し", "呼出し", "呼出"],
    ["振り分け", "振分け", "振分"],
    ["突き合わせ", "突合せ", "突合"],
    ["打ち込み", "打込み", "打込"],
    ["吹き付け", "吹付け", "吹付"],
    ["吸い込み", "吸込み", "吸込"],
    ["立ち上がり", "立上がり", "立上り"],
    ["張り出し", "張出し", "張出"],
    ["仕上げ", "仕上", "仕上げ"],
    ["見積もり", "見積り", "見積"],
];

/// The forms of the compounds that a text has; else its okurigana between kanji, and at its end, left out.
fn okurigana(text: &str) -> Vec<String> {
    let mut variants = Vec::new();
    for forms in COMPOUNDS {
        // The longest form that the text has: 取付 is part of 取付け.
        let Some(found) = forms.iter().filter(|form| text.contains(**form)).max_by_key(|form| form.len())
        else {
            continue;
        };
        variants.extend(forms.iter().filter(|form| *form != found).map(|form| text.replace(found, form)));
    }
    if !variants.is_empty() {
        return variants;
    }
    let chars: Vec<char> = text.chars().collect();
    let is_between = |i: usize| {
        is_hiragana(chars[i])
            && !matches!(chars[i], 'の' | 'と' | 'を' | 'に' | 'は' | 'が')
            && 0 < i
            && is_kanji(chars[i - 1])
            && chars.get(i + 1).is_some_and(|next| is_kanji(*next))
    };
    let inner: String = (0..chars.len()).filter(|i| !is_between(*i)).map(|i| chars[i]).collect();
    let ends_in_okurigana =
        matches!(chars.as_slice(), [.., before, last] if is_kanji(*before) && is_hiragana(*last));
    if ends_in_okurigana {
        variants.push(inner.chars().take(inner.chars().count() - 1).collect());
    }
    variants.push(inner);
    variants
}

/// Sets of characters that are written for each other.
const KANJI: &[&[&str]] = &[
    &["竜", "龍"],
    &["沢", "澤"],
    &["辺", "邊", "邉"],
    &["斎", "斉", "齋", "齊"],
    &["広", "廣"],
    &["国", "國"],
    &["浜", "濱"],
    &["高", "髙"],
    &["崎", "﨑"],
    &["桜", "櫻"],
    &["弁", "瓣", "辯"],
    &["触", "觸"],
    &["塩", "鹽"],
    &["鉄", "鐵"],
    &["鋳", "鑄"],
    &["渋", "澁"],
    &["灯", "燈"],
    &["会", "會"],
    &["学", "學"],
    &["気", "氣"],
    &["円", "圓"],
    &["糸", "絲"],
    &["虫", "蟲"],
    &["糊", "餬"],
    &["砥", "礪"],
    &["籠", "篭"],
    &["檜", "桧"],
    &["嚢", "囊"],
    &["掴", "摑"],
    &["蝋", "蠟"],
    &["頬", "頰"],
    &["剥", "剝"],
    &["填", "塡"],
    &["箪", "簞"],
    &["繋", "繫"],
    &["鴎", "鷗"],
    &["撹", "攪"],
    &["燐", "リン"],
    &["硅", "珪", "ケイ"],
    &["弗", "フッ"],
    &["蛋白", "タンパク", "たんぱく", "たん白"],
    &["螺子", "ネジ", "ねじ"],
];

const KANA: &[&[&str]] = &[
    &["ヴァ", "バ"],
    &["ヴィ", "ビ"],
    &["ヴェ", "ベ"],
    &["ヴォ", "ボ"],
    &["ヴ", "ブ"],
    &["ディ", "デ", "ジ"],
    &["ティ", "チ"],
    &["ウィ", "ウイ"],
    &["ウェ", "ウエ"],
    &["ウォ", "ウオ"],
    &["フォ", "ホ"],
    &["フェ", "ヘ"],
    &["ファ", "ハ"],
    &["イェ", "イエ"],
    &["ツェ", "ツエ"],
];

/// The text with each character of a set exchanged for each other of the set. The narrow forms of `KANA` are tried
/// only where the text has the wide one, or the other way round; never inside a wide one.
fn exchanged(text: &str, sets: &[&[&str]]) -> Vec<String> {
    let mut variants = Vec::new();
    for set in sets {
        let Some(found) = set.iter().filter(|form| text.contains(**form)).max_by_key(|form| form.len())
        else {
            continue;
        };
        variants.extend(set.iter().filter(|form| *form != found).map(|form| text.replacen(found, form, 1)));
    }
    variants
}

/// Hyphens made spaces and nothing, and the other way round.
fn hyphens(text: &str) -> Vec<String> {
    let spaced = text.replace('-', " ");
    match (text.contains('-'), text.split_whitespace().count()) {
        (true, _) => vec![text.replace('-', ""), spaced],
        (false, 2) => vec![text.replace(char::is_whitespace, "-"), text.replace(char::is_whitespace, "")],
        _ => Vec::new(),
    }
}

/// British and American forms of words.
const SPELLINGS: &[[&str; 2]] = &[
    ["aluminium", "aluminum"],
    ["sulphur", "sulfur"],
    ["sulphide", "sulfide"],
    ["sulphate", "sulfate"],
    ["sulphuric", "sulfuric"],
    ["caesium", "cesium"],
    ["fibre", "fiber"],
    ["centre", "center"],
    ["metre", "meter"],
    ["litre", "liter"],
    ["mould", "mold"],
    ["moulding", "molding"],
    ["tyre", "tire"],
    ["grey", "gray"],
    ["colour", "color"],
    ["vapour", "vapor"],
    ["odour", "odor"],
    ["flavour", "flavor"],
    ["behaviour", "behavior"],
    ["catalyse", "catalyze"],
    ["analyse", "analyze"],
    ["analogue", "analog"],
    ["catalogue", "catalog"],
    ["anaemia", "anemia"],
    ["haemoglobin", "hemoglobin"],
    ["oestrogen", "estrogen"],
    ["foetal", "fetal"],
    ["licence", "license"],
    ["programme", "program"],
    ["plough", "plow"],
    ["artefact", "artifact"],
    ["labelled", "labeled"],
    ["travelling", "traveling"],
    ["modelling", "modeling"],
];

/// Endings of words: British, American.
const ENDINGS: &[[&str; 2]] =
    &[["isation", "ization"], ["ising", "izing"], ["ised", "ized"], ["ise", "ize"], ["iser", "izer"]];

fn spellings(text: &str) -> Vec<String> {
    by_word(text, |word| {
        let lower = word.to_ascii_lowercase();
        for [british, american] in SPELLINGS {
            for (from, to) in [(british, american), (american, british)] {
                if let Some(rest) = lower.strip_prefix(from)
                    && matches!(rest, "" | "s" | "d" | "ed" | "ing")
                {
                    return Some(format!("{to}{rest}"));
                }
            }
        }
        for [british, american] in ENDINGS {
            for (from, to) in [(british, american), (american, british)] {
                if let Some(stem) = lower.strip_suffix(from).filter(|stem| 3 < stem.len()) {
                    return Some(format!("{stem}{to}"));
                }
            }
        }
        None
    })
}

/// The last word in the plural, or in the singular.
fn numbers(text: &str) -> Vec<String> {
    let (before, word) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    if word.len() < 4 || !word.chars().all(|c| c.is_ascii_lowercase()) {
        return Vec::new();
    }
    let ends_in = |letters: &[&str]| letters.iter().any(|end| word.ends_with(end));
    let other = if let Some(stem) = word.strip_suffix("ies") {
        format!("{stem}y")
    } else if ends_in(&["sses", "xes", "ches", "shes"]) {
        word[..word.len() - 2].to_owned()
    } else if word.ends_with('s') && !ends_in(&["ss", "us", "is"]) {
        word[..word.len() - 1].to_owned()
    } else if word.ends_with('y') && !ends_in(&["ay", "ey", "oy"]) {
        format!("{}ies", &word[..word.len() - 1])
    } else if ends_in(&["ss", "x", "ch", "sh"]) {
        format!("{word}es")
    } else {
        format!("{word}s")
    };
    vec![format!("{before} {other}").trim_start().to_owned()]
}

/// The text with one word exchanged, for each word that `change` knows another form of.
fn by_word(text: &str, change: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut variants = Vec::new();
    for (i, word) in words.iter().enumerate() {
        if let Some(other) = change(word) {
            let mut changed = words.clone();
            changed[i] = &other;
            variants.push(changed.join(" "));
        }
    }
    variants
}

/// Letters and digits of ASCII made full-width, or full-width ones made ASCII.
fn other_width(text: &str) -> String {
    let has_wide = text.chars().any(|c| crate::field::narrow(c) != c);
    let widened = |c: char| match c {
        '0'..='9' | 'A'..='Z' | 'a'..='z' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().map(|c| if has_wide { crate::field::narrow(c) } else { widened(c) }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, kind: VariantKind, expected: &[&str]) {
        let found: Vec<String> = variants(text)
            .into_iter()
            .filter(|(found, _)| *found == kind)
            .map(|(_, variant)| variant)
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_have_their_other_forms() {
        check("コンピュータ", VariantKind::LongVowel, &["コンピューター"]);
        check("センサー制御", VariantKind::LongVowel, &["センサ制御"]);
        check("キー", VariantKind::LongVowel, &[]);
        check("取付部材", VariantKind::Okurigana, &["取り付け部材", "取付け部材"]);
        check("取り付け", VariantKind::Okurigana, &["取付け", "取付"]);
        check("噛み合い", VariantKind::Okurigana, &["噛合", "噛合い"]);
        check("電池の正極", VariantKind::Okurigana, &[]);
        check("撹拌", VariantKind::Kanji, &["攪拌"]);
        check("剥離", VariantKind::Kanji, &["剝離"]);
        check("ヴァルブ", VariantKind::Kana, &["バルブ", "ヴァルヴ"]);
        check("バルブ", VariantKind::Kana, &["ヴァルブ", "バルヴ"]);
        check("lithium-ion", VariantKind::Hyphen, &["lithiumion", "lithium ion"]);
        check("lithium ion", VariantKind::Hyphen, &["lithium-ion", "lithiumion"]);
        check("optical fibre", VariantKind::Spelling, &["optical fiber"]);
        check("Molding", VariantKind::Spelling, &["moulding"]);
        check("crystallization", VariantKind::Spelling, &["crystallisation"]);
        check("fuel cell", VariantKind::Number, &["fuel cells"]);
        check("batteries", VariantKind::Number, &["battery"]);
        check("LiFePO4", VariantKind::Width, &["ＬｉＦｅＰＯ４"]);
        check("ＬｉＦｅＰＯ４", VariantKind::Width, &["LiFePO4"]);
    }

    proptest! {
        #[test]
        fn a_variant_is_another_text(text in "[ぁ-んァ-ヴー漢字取付弁a-z \\-]{0,30}") {
            let found = variants(&text);
            prop_assert!(found.len() <= MAX_VARIANTS);
            for (_, variant) in found {
                prop_assert_ne!(variant, text.clone());
            }
        }
    }
}
