//! The rules for Japanese.
//!
//! | what stands there | what is divided |
//! |---|---|
//! | 「。」「；」, a line's end behind 「、」「と」 or a blank line | sentences and items |
//! | 「…と、…とを備え(る/た)」「…工程と、を含む」 | the items, and the subject behind the verb; 「…すると、」 is a condition and divides nothing |
//! | 「…であって、」「…において、」 first in the text | the subject |
//! | 「…を備え、」「…を有し、」「…を含み、」「…からなり、」 | what there is, from what follows |
//! | 「…し、」「…であり、」 and other verbs in their continuative form before 「、」, outside of items | one act or property from the next |
//! | 「…を備える装置」「…である装置」「…を特徴とする装置」 at the end | what there is, and the subject |
//! | 「A、B及びCを備える」「AとBを備える」 | the things listed, where each has two characters or more |
//! | 「AとBとを備える」 | the things listed |
//!
//! 「前記」 and what names the same thing again stay where they are: they weigh nothing when claims are judged.

use std::ops::Range;

use super::pieces::{bracketed, distinct, trimmed};
use crate::plan::is_japanese;

/// Verbs of having with their particle, as they stand before a noun; longer ones first where one begins with another.
const HAVING: &[&str] = &[
    "を備えている",
    "を備えてなる",
    "を備える",
    "を備えた",
    "を具備する",
    "を具備した",
    "を具える",
    "を具えた",
    "を有している",
    "を有する",
    "を有した",
    "を含んでいる",
    "を含んでなる",
    "を含む",
    "を含んだ",
    "を含有する",
    "を含有した",
    "を包含する",
    "を持つ",
    "を持った",
    "をもつ",
    "を設けた",
    "を搭載した",
    "を搭載する",
    "を組み合わせた",
    "を組合せた",
    "を用いた",
    "を用いる",
    "からなる",
    "から成る",
    "から構成される",
    "から構成された",
    "で構成される",
    "で構成された",
    "により構成される",
    "により構成された",
];

/// The same as they stand before a comma.
const HAVING_AND: &[&str] = &[
    "を備え",
    "を具備し",
    "を具え",
    "を有し",
    "を含み",
    "を含有し",
    "を持ち",
    "を設け",
    "からなり",
    "から成り",
    "から構成され",
];

/// What ends the subject at the beginning of a claim.
const SUBJECT_ENDS: &[&str] = &["であって、", "であって，", "において、", "において，", "において "];

/// Behind these, 「において」 says when or where, and not of what.
const CIRCUMSTANCES: &[&str] = &[
    "測定",
    "条件",
    "状態",
    "雰囲気",
    "範囲",
    "場合",
    "時",
    "工程",
    "ステップ",
    "期間",
    "温度",
    "℃",
    "回折",
    "間",
    "上",
    "中",
];

/// What ends a property before the subject at the end of a claim.
const PROPERTY_ENDS: &[&str] =
    &["ことを特徴とする", "ことを特徴とした", "を特徴とする", "を特徴とした", "である", "であり", "となる"];

/// Words before an element that belong to none.
const OPENERS: &[&str] = &[
    "ことを特徴とする",
    "ことを特徴とした",
    "ものであって",
    "また、",
    "さらに、",
    "更に、",
    "かつ、",
    "且つ、",
    "そして、",
    "次に、",
    "その後に、",
    "及び",
    "および",
    "並びに",
    "ならびに",
    "かつ",
    "さらに",
    "更に",
];

/// Words behind an element that belong to none.
const CLOSERS: &[&str] = &["であること", "であり", "であって", "である"];

/// Kana before 「、」 that are no verb's continuative form although they look like one.
const NO_VERB: &[&str] = &[
    "より",
    "よれ",
    "応じ",
    "基づき",
    "関し",
    "対し",
    "際し",
    "おき",
    "つき",
    "ため",
    "とき",
    "まま",
    "うち",
    "さらに",
    "ただし",
    "わたり",
    "先立ち",
    "伴い",
    "従い",
    "しかし",
    "もし",
    "なし",
    "により",
    "限り",
    "ごとき",
];

/// What makes 「AとB」 one thing rather than two.
const TOGETHER: &[&str] = &[
    "との",
    "の間",
    "の差",
    "の比",
    "の合計",
    "の関係",
    "の両",
    "の少なくとも",
    "のいずれ",
    "の双方",
    "の混合",
];

/// The least that each thing of a list has, in characters: letters of formulas are no things.
const LISTED_CHARS: usize = 2;

/// The least that stands before a verb that divides, in characters.
const ACT_CHARS: usize = 5;

/// How a piece ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// 「と」: an item of a list.
    Item,
    /// A verb of having: what stands before is what there is.
    Having,
    /// What stands before ends with the subject.
    Subject,
    /// A sentence's end.
    Sentence,
}

pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut has_items = false;
    for (range, end) in pieces(text) {
        let range = outer(text, range);
        match end {
            End::Item if has_items => found.push(range),
            End::Item => {
                found.extend(joined_by_to(text, range));
                has_items = true;
            }
            End::Having => {
                let last = acts_before(text, range, &mut found);
                if has_items { found.push(last) } else { found.extend(listed(text, last)) }
            }
            End::Subject | End::Sentence => acts(text, range, &mut found),
        }
        has_items &= end != End::Sentence;
    }
    let outer = found.into_iter().map(|range| outer(text, range)).collect();
    distinct(text, outer)
}

/// The text divided at what ends items, clauses and sentences.
fn pieces(text: &str) -> Vec<(Range<usize>, End)> {
    let brackets = bracketed(text);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut has_subject = false;
    let mut skip = 0;
    for (at, _) in text.char_indices() {
        if at < skip || brackets.iter().any(|range| range.contains(&at)) {
            continue;
        }
        let Some((end, length)) = end_at(text, start, at, !has_subject) else { continue };
        has_subject |= end == End::Subject;
        pieces.push((start..at, end));
        start = at + length;
        skip = start;
    }
    pieces.push((start..text.len(), End::Sentence));
    pieces
}

/// What ends at a byte, and its length.
fn end_at(text: &str, start: usize, at: usize, may_be_subject: bool) -> Option<(End, usize)> {
    let (before, rest) = (&text[start..at], &text[at..]);
    let prefix = |words: &[&str]| words.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
    if let Some(length) = prefix(&["。", "；", ";", "．\n"]) {
        return Some((End::Sentence, length));
    }
    // 「…を含む、請求項1に記載の電池」
    if let Some(after) = rest.strip_prefix('、').filter(|after| after.starts_with("請求項")) {
        return Some((End::Sentence, rest.len() - after.len()));
    }
    if let Some(after) = rest.strip_prefix('\n') {
        return line_end(before, after).then_some((End::Sentence, 1));
    }
    if rest.starts_with('と') && !before.trim().is_empty() {
        return item_end(before, &rest['と'.len_utf8()..])
            .map(|length| (End::Item, 'と'.len_utf8() + length));
    }
    if let Some(length) = prefix(SUBJECT_ENDS).filter(|_| may_be_subject && is_subject(before, rest)) {
        return Some((End::Subject, length));
    }
    let verb = prefix(HAVING_AND)?;
    let after = &rest[verb..];
    after.starts_with(['、', '，', ',']).then(|| (End::Having, verb + comma(after)))
}

fn comma(rest: &str) -> usize {
    rest.chars().next().map_or(0, char::len_utf8)
}

fn line_end(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let is_closed = before.ends_with(['、', '，', ',', '：', ':']);
    is_closed || after.trim_start_matches([' ', '\t', '　']).starts_with('\n')
}

/// The length of what follows 「と」 where an item ends there.
fn item_end(before: &str, after: &str) -> Option<usize> {
    let blank = after.len() - after.trim_start().len();
    let rest = &after[blank..];
    // 「…と、を備える」 is left to what the next piece begins with.
    if let Some(verb) = having(rest) {
        return Some(blank + verb);
    }
    if let Some(verb) = HAVING_AND.iter().find(|verb| rest.starts_with(**verb)) {
        return Some(blank + verb.len());
    }
    if is_condition(before) {
        return None;
    }
    if rest.starts_with(['、', '，', ',']) {
        return Some(blank + comma(rest));
    }
    let is_line_end = after[..blank].contains('\n');
    (is_line_end || rest.starts_with("更に") || rest.starts_with("さらに")).then_some(blank)
}

/// 「…すると、」: the verb in its plain form.
fn is_condition(before: &str) -> bool {
    before.ends_with(['る', 'う', 'く', 'す', 'つ', 'ぬ', 'ぶ', 'む', 'ぐ', 'い', 'だ', 'ん'])
}

fn having(rest: &str) -> Option<usize> {
    HAVING.iter().find(|verb| rest.starts_with(**verb)).map(|verb| verb.len())
}

/// 「25℃において、」 is no subject.
fn is_subject(before: &str, rest: &str) -> bool {
    let before = before.trim();
    let is_place = rest.starts_with("において")
        && (CIRCUMSTANCES.iter().any(|word| before.ends_with(word)) || before.starts_with("前記"));
    !before.is_empty() && !is_place
}

/// A piece without what belongs to no element.
fn outer(text: &str, range: Range<usize>) -> Range<usize> {
    let is_outer =
        |c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '。' | '．' | '；' | ';' | '：' | ':');
    let mut range = trimmed(text, range, is_outer);
    loop {
        let piece = &text[range.clone()];
        let opener = OPENERS.iter().find(|word| piece.starts_with(**word)).map(|word| word.len());
        let opener = opener.or_else(|| reference(piece));
        let verb =
            HAVING.iter().chain(HAVING_AND).find(|verb| piece.starts_with(**verb)).map(|verb| verb.len());
        let closer = CLOSERS.iter().find(|word| piece.ends_with(**word)).map(|word| word.len());
        if let Some(length) = opener.or(verb) {
            range.start += length;
        } else if let Some(length) = closer {
            range.end -= length;
        } else {
            return range;
        }
        range = trimmed(text, range, is_outer);
    }
}

/// The length of 「請求項1に記載の」, which says what a claim depends on.
fn reference(piece: &str) -> Option<usize> {
    const REFERENCE_CHARS: usize = 40;
    piece.starts_with("請求項").then_some(())?;
    let end = piece.char_indices().nth(REFERENCE_CHARS).map_or(piece.len(), |(at, _)| at);
    let ends = ["に記載の", "記載の", "に係る"]
        .iter()
        .filter_map(|word| Some(piece[..end].find(word)? + word.len()));
    ends.min()
}

/// Acts and properties one by one; what follows the last.
fn acts_before(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) -> Range<usize> {
    let brackets = bracketed(text);
    let mut start = range.start;
    for (at, c) in text[range.clone()].char_indices() {
        let at = range.start + at;
        let in_brackets = brackets.iter().any(|range| range.contains(&at));
        if !in_brackets && matches!(c, '、' | '，') && is_act(&text[start..at]) {
            found.push(start..at);
            start = at + c.len_utf8();
        }
    }
    outer(text, start..range.end)
}

/// Acts and properties one by one, and the subject at the end.
fn acts(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let last = acts_before(text, range, found);
    match subject_at(&text[last.clone()]) {
        Some((end, subject)) => {
            found.extend(listed(text, outer(text, last.start..last.start + end)));
            found.push(last.start + subject..last.end);
        }
        None => found.push(last),
    }
}

/// Whether a verb in its continuative form ends there.
fn is_act(piece: &str) -> bool {
    const LAST: [char; 18] = [
        'し', 'み', 'り', 'き', 'ち', 'ぎ', 'び', 'え', 'け', 'せ', 'て', 'め', 'べ', 'れ', 'げ', 'ね', 'じ',
        'で',
    ];
    let piece = piece.trim();
    if piece.chars().count() < ACT_CHARS || NO_VERB.iter().any(|word| piece.ends_with(word)) {
        return false;
    }
    if piece.ends_with("であって") {
        return true;
    }
    let Some(last) = piece.chars().next_back() else { return false };
    match last {
        // 「に応じて」「を介して」 say how; only 「…して」 says that one act follows another.
        'て' => {
            let how = ["介して", "対して", "として", "関して", "際して", "通して"];
            piece.ends_with("して") && !how.iter().any(|word| piece.ends_with(word))
        }
        'で' => piece.ends_with("んで"),
        last => LAST.contains(&last),
    }
}

/// Where the last verb of having or property ends, and where the subject behind it begins.
fn subject_at(piece: &str) -> Option<(usize, usize)> {
    let ends = HAVING.iter().chain(PROPERTY_ENDS);
    let last = ends
        .filter_map(|word| piece.rfind(word).map(|at| (at, at + word.len())))
        .max_by_key(|(_, end)| *end)?;
    let (mut end, begin) = last;
    let subject = piece[begin..].trim_start();
    let is_noun = !subject.is_empty()
        && !subject.contains(['、', 'を', 'が', 'は'])
        && subject.chars().next().is_some_and(is_noun_start);
    // 「…を含有することを特徴とする…」
    if let Some(verb) = HAVING.iter().find(|verb| piece[..end].ends_with(**verb)) {
        end -= verb.len();
    }
    (is_noun && !piece[..end].trim().is_empty()).then(|| (end, piece.len() - subject.len()))
}

fn is_noun_start(c: char) -> bool {
    !('\u{3041}'..='\u{3096}').contains(&c)
}

/// The things of a list before a verb of having.
fn listed(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let piece = &text[range.clone()];
    let commas = divided(piece, &["、", "及び", "および", "並びに"], |before, _| {
        before.chars().next_back().is_some_and(is_noun_start)
    });
    let parts = if 1 < commas.len() || TOGETHER.iter().any(|word| piece.contains(word)) {
        commas
    } else {
        divided(piece, &["と"], |before, after| {
            before.chars().next_back().is_some_and(is_noun_start)
                && after.chars().next().is_some_and(is_noun_start)
        })
    };
    let is_list = parts.iter().all(|part| LISTED_CHARS <= listed_chars(&piece[part.clone()]));
    if !is_list {
        return vec![range];
    }
    parts.into_iter().map(|part| range.start + part.start..range.start + part.end).collect()
}

/// The things of 「AとBと」, where the last と says that each of the others ends one.
fn joined_by_to(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let piece = &text[range.clone()];
    if TOGETHER.iter().any(|word| piece.contains(word)) || piece.contains('、') {
        return vec![range];
    }
    let parts = divided(piece, &["と"], |before, after| {
        before.chars().next_back().is_some_and(is_noun_start)
            && after.chars().next().is_some_and(is_noun_start)
    });
    parts.into_iter().map(|part| range.start + part.start..range.start + part.end).collect()
}

/// Characters of a thing that is listed; 0 where it is a number.
fn listed_chars(part: &str) -> usize {
    let part = part.trim_start_matches(['、', ' ', '及', 'び']);
    let is_word = part.chars().any(|c| is_japanese(c) || c.is_alphabetic());
    if is_word { part.chars().count() } else { 0 }
}

fn divided(piece: &str, words: &[&str], divides: impl Fn(&str, &str) -> bool) -> Vec<Range<usize>> {
    let brackets = bracketed(piece);
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in piece.char_indices() {
        let Some(word) = words.iter().find(|word| piece[at..].starts_with(**word)) else { continue };
        let in_brackets = brackets.iter().any(|range| range.contains(&at));
        if start <= at && !in_brackets && divides(&piece[start..at], &piece[at + word.len()..]) {
            parts.push(start..at);
            start = at + word.len();
        }
    }
    parts.push(start..piece.len());
    parts.retain(|part| !part.is_empty());
    parts
}
