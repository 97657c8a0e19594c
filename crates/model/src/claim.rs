//! Which claims a claim refers to, read from its text, for sources that do not mark it.
//!
//! The rule: every reference to an earlier claim makes a claim dependent, whatever the claim is directed to.
//! So 「請求項1に記載の電池を備えた車両」 and "A method of making the battery of claim 1" depend on claim 1, as
//! they do in the offices' own markup of references (JPO's 引用形式, USPTO's `claim-ref`), although a lawyer
//! may call them independent in substance. References to the claim itself and to later claims are slips and left out.

use unicode_normalization::UnicodeNormalization;

use crate::Language;

/// What introduces claim numbers, by language; a longer word before a shorter one that it starts with.
const KEYWORDS: [(&str, &[&str]); 6] = [
    ("ja", &["請求項"]),
    ("zh", &["权利要求", "請求項", "申請專利範圍第"]),
    ("en", &["claims", "claim"]),
    (
        "de",
        &[
            "patentansprüchen",
            "patentansprüche",
            "patentanspruch",
            "ansprüchen",
            "ansprüche",
            "anspruchs",
            "anspruch",
        ],
    ),
    ("fr", &["revendications", "revendication"]),
    ("es", &["reivindicaciones", "reivindicación", "reivindicacion"]),
];

/// Between the ends of a range.
const RANGES: [&str; 16] = [
    "乃至",
    "ないし",
    "から",
    "至",
    "到",
    "through",
    "thru",
    "to",
    "bis",
    "à",
    "a",
    "-",
    "~",
    "〜",
    "–",
    "−",
];

/// Between numbers that are each meant.
const CONJUNCTIONS: [&str; 25] = [
    "又は",
    "または",
    "若しくは",
    "もしくは",
    "及び",
    "および",
    "並びに",
    "ならびに",
    "或いは",
    "あるいは",
    "或",
    "和",
    "and/or",
    "und/oder",
    "et/ou",
    "and",
    "or",
    "oder",
    "und",
    "et",
    "ou",
    "y",
    "o",
    "&",
    "と",
];

/// All earlier claims at once, unless a number follows ("the preceding claims 9 to 13").
const PRECEDING: [&str; 23] = [
    "preceding claim",
    "previous claim",
    "foregoing claim",
    "above claim",
    "vorhergehenden anspr",
    "vorhergehenden patentanspr",
    "vorstehenden anspr",
    "vorstehenden patentanspr",
    "vorangehenden anspr",
    "vorangegangenen anspr",
    "vorgehenden anspr",
    "vorgenannten anspr",
    "vorherigen anspr",
    "vorigen anspr",
    "obigen anspr",
    "oberen anspr",
    "revendications précédentes",
    "revendication précédente",
    "reivindicaciones anteriores",
    "先行する請求項",
    "前記請求項のいずれか",
    "前記の請求項のいずれか",
    "上記請求項のいずれか",
];

/// Words that may stand between "claims" and the first number.
const FILLERS: [&str; 9] =
    ["précédentes ", "anteriores ", "from ", "von ", "de ", "no. ", "nos. ", "nr. ", "n° "];

/// More numbers than this after one keyword are not a list of claims.
const MAX_REFERENCES: usize = 1000;

/// The claims to which claim `number` refers by number or as "preceding claims", ascending, each once.
///
/// Empty for an independent claim. A language without its own words is read with the words of all.
pub fn dependencies(text: &str, language: Language, number: u32) -> Vec<u32> {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let own = KEYWORDS.iter().find(|(code, _)| *code == language.as_str());
    let keywords: Vec<&str> = match own {
        Some((_, words)) => words.to_vec(),
        None => KEYWORDS.iter().flat_map(|(_, words)| words.iter().copied()).collect(),
    };
    let mut found = Vec::new();
    if refers_to_all_preceding(&folded) {
        found.extend(1..number);
    }
    let mut rest = folded.as_str();
    let mut before = None;
    while let Some(character) = rest.chars().next() {
        let keyword = keywords.iter().find(|word| rest.starts_with(**word) && starts_word(before, word));
        let skip = match keyword {
            Some(word) => {
                let after = &rest[word.len()..];
                let mut list = List { rest: after, keywords: &keywords, found: Vec::new() };
                list.read(is_plural_or_unspaced(word));
                found.append(&mut list.found);
                word.len()
            }
            None => character.len_utf8(),
        };
        before = rest[..skip].chars().next_back();
        rest = &rest[skip..];
    }
    found.retain(|reference| (1..number).contains(reference));
    found.sort_unstable();
    found.dedup();
    found
}

fn refers_to_all_preceding(folded: &str) -> bool {
    let without_number = |phrase: &str, after: &str| {
        let latin = phrase.starts_with(|c: char| c.is_ascii_alphabetic());
        let after = after_fillers(after.trim_start_matches(char::is_alphabetic).trim_start());
        !latin || !after.starts_with(|c: char| c.is_ascii_digit())
    };
    PRECEDING.iter().any(|phrase| {
        folded.match_indices(phrase).any(|(at, _)| without_number(phrase, &folded[at + phrase.len()..]))
    })
}

fn after_fillers(mut text: &str) -> &str {
    while let Some(after) = FILLERS.iter().find_map(|word| text.strip_prefix(word)) {
        text = after.trim_start();
    }
    text
}

/// A word of letters begins at a word's begin; 請求項 can follow anything.
fn starts_word(before: Option<char>, word: &str) -> bool {
    !word.starts_with(|c: char| c.is_ascii_alphabetic()) || !before.is_some_and(char::is_alphabetic)
}

/// "claim 1, 20 wt%" has one number, "claims 1, 2" two; Japanese and Chinese have no plural.
fn is_plural_or_unspaced(word: &str) -> bool {
    word.ends_with('s') || word.contains("ansprüche") || !word.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The numbers after a keyword: `1`, `1 to 3`, `1, 2 or 4`, `1乃至3、5及び請求項7`.
struct List<'a> {
    rest: &'a str,
    keywords: &'a [&'a str],
    found: Vec<u32>,
}

impl List<'_> {
    fn read(&mut self, commas_join: bool) {
        let Some(mut last) = self.number() else { return };
        self.found.push(last);
        // Numbers after commas wait for an "or" that makes the list certain, unless commas join by themselves.
        let mut waiting = Vec::new();
        while self.found.len() < MAX_REFERENCES {
            let start = self.rest;
            self.rest = self.rest.trim_start();
            if let Some(after) = strip_word(self.rest, &RANGES) {
                self.rest = after;
                let Some(end) = self.number() else { break };
                let certain = if waiting.is_empty() { &mut self.found } else { &mut waiting };
                certain.extend((last..=end).take(MAX_REFERENCES));
                last = end;
                continue;
            }
            let comma = self.rest.strip_prefix([',', '、', ';', '・']);
            let after = comma.unwrap_or(self.rest).trim_start();
            let conjunction = strip_word(after, &CONJUNCTIONS);
            if comma.is_none() && conjunction.is_none() {
                break;
            }
            self.rest = conjunction.unwrap_or(after);
            let Some(next) = self.number() else {
                self.rest = start;
                break;
            };
            last = next;
            if conjunction.is_some() {
                self.found.append(&mut waiting);
                self.found.push(next);
            } else {
                waiting.push(next);
            }
        }
        self.found.extend(waiting.into_iter().filter(|_| commas_join));
    }

    /// A number, the keyword repeated before it or not; 第 and 項 around it are passed over.
    fn number(&mut self) -> Option<u32> {
        let mut rest = self.rest.trim_start();
        if let Some(after) = self.keywords.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = after.trim_start();
        }
        rest = after_fillers(rest);
        rest = rest.strip_prefix('第').unwrap_or(rest);
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number = rest[..digits].parse().ok().filter(|_| (1..=4).contains(&digits))?;
        rest = &rest[digits..];
        // 1.5 and 20% are no claims.
        let decimal =
            rest.strip_prefix('.').is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
        if decimal || rest.starts_with('%') {
            return None;
        }
        self.rest = rest.strip_prefix('項').unwrap_or(rest);
        Some(number)
    }
}

/// The rest after one of the words; a word of letters must end there.
fn strip_word<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let rest = text.strip_prefix(word)?;
        let letters = word.ends_with(|c: char| c.is_ascii_alphabetic() || c == 'à');
        (!letters || !rest.starts_with(char::is_alphabetic)).then_some(rest)
    })
}
