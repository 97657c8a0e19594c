//! The tolerant reader of numbers as people and offices write them.

use super::{
    ApplicationNumber, GrantNumber, Number, NumberReading, PublicationNumber,
    canonical::{self, is_separator},
    japanese::{self, Sort},
};
use crate::{Invalid, KindCode, OfficeCode, number::era::Era};

/// A text longer than this is not a number.
const MAX_CHARS: usize = 120;

/// What may follow a number in Japanese text.
const TRAILERS: [&str; 9] =
    ["のマイクロフィルム", "パンフレット", "明細書", "公報", "号", "等", "の", "以下", ")"];

/// Countries as Japanese citations name them.
pub(crate) const JAPANESE_OFFICES: [(&str, &str); 13] = [
    ("国際公開番号", "WO"),
    ("国際公開", "WO"),
    ("国際特許", "WO"),
    ("米国", "US"),
    ("欧州", "EP"),
    ("独国", "DE"),
    ("ドイツ", "DE"),
    ("英国", "GB"),
    ("仏国", "FR"),
    ("フランス", "FR"),
    ("中国", "CN"),
    ("韓国", "KR"),
    ("大韓民国", "KR"),
];

/// Offices as English citations name them.
pub(crate) const ENGLISH_OFFICES: [(&str, &str); 10] = [
    ("JAPANESE", "JP"),
    ("JAPAN", "JP"),
    ("EUROPEAN", "EP"),
    ("INTERNATIONAL", "WO"),
    ("GERMAN", "DE"),
    ("FRENCH", "FR"),
    ("BRITISH", "GB"),
    ("CHINESE", "CN"),
    ("KOREAN", "KR"),
    ("USA", "US"),
];

/// Words between an office and a number that say nothing about it, or only its sort.
pub(crate) const ENGLISH_WORDS: [&str; 22] = [
    "PATENT",
    "PATENTS",
    "PAT",
    "APPLICATION",
    "APPLN",
    "APPL",
    "APP",
    "PUBLICATION",
    "PUBL",
    "PUB",
    "NUMBER",
    "NO",
    "NOS",
    "SERIAL",
    "SER",
    "UNEXAMINED",
    "EXAMINED",
    "LAID",
    "OPEN",
    "KOKAI",
    "KOKOKU",
    "PUBLISHED",
];

/// Reads a publication, application or grant number as people and offices write it.
///
/// Ambiguous input gives candidates, never a guess: `2009-123456` is 特開 or 特願. Three conventions are relied on,
/// because the offices' own data follow them: a Japanese number with its office and western year but no kind is a
/// laid-open publication (EPODOC leaves out the kind A); an era number in one run has a two-digit year
/// (`JPH0936427` is 平9-36427); an `EP` number of eight digits is an application.
/// 特許第1234567号 is a [`GrantNumber`]; [`GrantNumber::publications`] says when a crosswalk is needed.
pub fn read_number(text: &str) -> Result<NumberReading, Invalid> {
    let wrong = |reason: &str| Err(Invalid::new("number", text, reason));
    if text.chars().count() > MAX_CHARS {
        return wrong("too long for a number");
    }
    let folded = canonical::fold(text);
    let cleaned = undecorated(&folded);
    if !cleaned.bytes().any(|b| b.is_ascii_digit()) && !cleaned.contains('元') {
        return wrong("expected a number such as 特開2010-228687, JP2010228687A or US 7,654,321 B2");
    }
    match NumberReading::of(numbers(cleaned)) {
        Some(reading) => Ok(reading),
        None => {
            wrong("not in a form of any office, such as 特開2010-228687, JP2010228687A or US 7,654,321 B2")
        }
    }
}

fn numbers(text: &str) -> Vec<Number> {
    if text.starts_with("PCT") {
        return application(OfficeCode::WO, text, 12).into_iter().collect();
    }
    if let Some(numbers) = with_japanese_office(text) {
        return numbers;
    }
    if let Some(numbers) = japanese::labelled(text) {
        return numbers;
    }
    if let Some(numbers) = in_english_words(text) {
        return numbers;
    }
    match office_prefix(text) {
        Some((office, rest)) => of_office(office, rest),
        None => bare(text),
    }
}

/// Cuts brackets, 号, 公報 and the like off the end, and brackets around the whole.
fn undecorated(text: &str) -> &str {
    let mut text = text
        .trim_start_matches(['(', '[', '【', ' '])
        .trim_end_matches([']', '】', ';', ',', '。', '、', '.']);
    loop {
        let before = text;
        text = text.trim_end();
        for trailer in TRAILERS {
            text = text.strip_suffix(trailer).unwrap_or(text).trim_end();
        }
        // 特開2008-123456(JP,A): the office and kind that JPO's examiners append.
        if let Some(at) = text.rfind('(').filter(|at| *at > 0) {
            text = &text[..at];
        }
        if text == before {
            return text;
        }
    }
}

fn with_japanese_office(text: &str) -> Option<Vec<Number>> {
    let (office, rest) = JAPANESE_OFFICES
        .iter()
        .find_map(|(name, office)| text.strip_prefix(name).map(|rest| (*office, rest)))?;
    let office = office.parse().ok()?;
    let words = |c: char| "特許出願公開登録番号第".contains(c) || is_separator(c);
    Some(of_office(office, without_repeated_office(office, rest.trim_start_matches(words))))
}

fn without_repeated_office(office: OfficeCode, text: &str) -> &str {
    text.strip_prefix(office.as_str()).unwrap_or(text).trim_start_matches(is_separator)
}

/// `U.S. Pat. No. 7,654,321`, `Japanese Patent Application Laid-Open No. H11-123456`.
fn in_english_words(text: &str) -> Option<Vec<Number>> {
    let text = text.replace("U.S.A.", "US ").replace("U.S.", "US ").replace("UNITED STATES", "US ");
    let first_digit = text.find(|c: char| c.is_ascii_digit())?;
    let mut office = None;
    let mut words = Vec::new();
    let mut number_at = first_digit;
    let head = &text[..first_digit];
    for word in head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let named = ENGLISH_OFFICES.iter().find(|row| row.0 == word).map(|row| row.1);
        if ENGLISH_WORDS.contains(&word) {
            words.push(word);
        } else if office.is_none()
            && let Some(code) = named.or((word.len() == 2).then_some(word))
        {
            office = Some(code.parse::<OfficeCode>().ok()?);
        } else if head.ends_with(word) || head.trim_end_matches(['-', ' ']).ends_with(word) {
            // Letters that belong to the number: H11-…, RE45,678, JP2010….
            number_at = head.rfind(word)?;
        } else {
            return None;
        }
    }
    if words.is_empty() {
        return None;
    }
    let number = &text[number_at..];
    let Some(office) = office.or_else(|| office_prefix(number).map(|(office, _)| office)) else {
        return Some(bare(number));
    };
    let number = without_repeated_office(office, number);
    if office != OfficeCode::JP {
        return Some(of_office(office, number));
    }
    let says = |any: &[&str]| words.iter().any(|word| any.contains(word));
    let laid_open = says(&["UNEXAMINED", "LAID", "OPEN", "KOKAI"]);
    let sort = if says(&["KOKOKU", "EXAMINED"]) {
        Sort::Examined
    } else if laid_open {
        Sort::LaidOpen
    } else if says(&["APPLICATION", "APPL", "APPLN", "APP"])
        && !says(&["PUBLICATION", "PUBL", "PUB", "PUBLISHED"])
    {
        Sort::Application
    } else {
        return Some(of_office(office, number));
    };
    let (body, _) = split_kind(number);
    Some(japanese::of_sort(sort, body))
}

/// The office in front, where what follows it cannot be more of a word.
fn office_prefix(text: &str) -> Option<(OfficeCode, &str)> {
    let office = text.get(..2)?.parse().ok()?;
    let rest = &text[2..];
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    (letters <= 3).then_some((office, rest.trim_start_matches(is_separator)))
}

/// The number and the kind at its end: a letter and at most one digit after a digit or a separator.
fn split_kind(text: &str) -> (&str, Option<KindCode>) {
    let text = text.trim_end_matches(is_separator);
    for length in [2, 1] {
        let Some((number, kind)) = text.len().checked_sub(length).and_then(|at| text.split_at_checked(at))
        else {
            continue;
        };
        let Ok(kind) = kind.parse::<KindCode>() else { continue };
        let after_number = number.ends_with(|c: char| c.is_ascii_digit() || is_separator(c));
        let number = number.trim_end_matches(is_separator);
        if after_number && number.bytes().any(|b| b.is_ascii_digit()) {
            return (number, Some(kind));
        }
    }
    (text, None)
}

fn of_office(office: OfficeCode, rest: &str) -> Vec<Number> {
    let (body, kind) = split_kind(rest);
    if body.is_empty() {
        return Vec::new();
    }
    let digits = body.bytes().filter(u8::is_ascii_digit).count();
    match office.as_str() {
        "JP" => of_japan(body, kind),
        "US" if is_us_application(body) => application(office, body, 8).into_iter().collect(),
        "EP" if kind.is_none() && (matches!(digits, 8 | 11) || has_check_digit(body)) => {
            application(office, body, 8).into_iter().collect()
        }
        "EP" => publication(office, body, kind).filter(|_| (1..=7).contains(&digits)).into_iter().collect(),
        "WO" if body.bytes().any(|b| b.is_ascii_alphabetic()) => {
            application(office, body, 12).into_iter().collect()
        }
        "WO" => {
            publication(office, body, kind).filter(|number| number.serial().len() == 10).into_iter().collect()
        }
        _ if kind.is_none() && has_check_digit(body) => application(office, body, 20).into_iter().collect(),
        _ => publication(office, body, kind).into_iter().collect(),
    }
}

fn publication(office: OfficeCode, body: &str, kind: Option<KindCode>) -> Option<Number> {
    PublicationNumber::new(office, body, kind).ok().map(Number::Publication)
}

fn application(office: OfficeCode, body: &str, longest: usize) -> Option<Number> {
    let number = ApplicationNumber::new(office, body).ok()?;
    (number.serial().len() <= longest).then_some(Number::Application(number))
}

/// `12/345,678`: a series code of one or two digits, a slash, six digits.
fn is_us_application(body: &str) -> bool {
    body.split_once('/').is_some_and(|(series, serial)| {
        (1..=2).contains(&series.len())
            && series.bytes().all(|b| b.is_ascii_digit())
            && serial.bytes().filter(u8::is_ascii_digit).count() <= 6
    })
}

fn has_check_digit(body: &str) -> bool {
    body.rsplit_once('.').is_some_and(|(number, check)| {
        check.len() == 1
            && check.as_bytes()[0].is_ascii_digit()
            && number.bytes().filter(u8::is_ascii_digit).count() >= 8
    })
}

fn of_japan(body: &str, kind: Option<KindCode>) -> Vec<Number> {
    // JP-A-2010-228687, JP-B-7-012345, JP-U-5-12345: the kind in front, as in English-language papers of Japan.
    if kind.is_none()
        && let Some((letter, number)) = kind_in_front(body)
    {
        return japanese::of_sort(letter, number);
    }
    if let Some(kind) = kind {
        return publication(OfficeCode::JP, body, Some(kind)).into_iter().collect();
    }
    if let Some(international) = body.strip_prefix("WO") {
        return japanese::of_sort(Sort::Republished, international.trim_start_matches(is_separator));
    }
    if let Some(digits) = japanese::plain_digits(body) {
        return GrantNumber::new(OfficeCode::JP, &digits).map(Number::Grant).into_iter().collect();
    }
    let epodoc_application = body.len() == 11 && body.bytes().all(|b| b.is_ascii_digit());
    if epodoc_application {
        return application(OfficeCode::JP, body, 10).into_iter().collect();
    }
    japanese::of_sort(Sort::LaidOpen, body.strip_prefix('P').unwrap_or(body))
}

fn kind_in_front(body: &str) -> Option<(Sort, &str)> {
    let sort = match body.chars().next()? {
        'A' => Sort::LaidOpen,
        'B' => Sort::Examined,
        'U' => Sort::UtilityLaidOpen,
        'Y' => Sort::UtilityExamined,
        _ => return None,
    };
    Some((sort, body[1..].trim_start_matches(is_separator)))
}

/// A number without office: the shapes that only one or two offices use.
fn bare(text: &str) -> Vec<Number> {
    let (body, kind) = split_kind(text);
    let body = body.strip_prefix('P').filter(|rest| rest.starts_with("20")).unwrap_or(body);
    if let Some(kind) = kind {
        // (P2010-228687A), H11-123456 A: only Japan's shape says the office.
        let japanese = japanese::of_sort(Sort::LaidOpen, body);
        return japanese.into_iter().filter(|_| kind.letter() == 'A').collect();
    }
    if Era::strip(body).is_some() {
        return japanese::bare(body);
    }
    let groups: Vec<&str> = body.split(is_separator).filter(|group| !group.is_empty()).collect();
    if groups.iter().any(|group| !group.bytes().all(|b| b.is_ascii_digit())) {
        return Vec::new();
    }
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    match (lengths.as_slice(), body.contains('/')) {
        ([4, 7], _) => publication(OfficeCode::US, body, None).into_iter().collect(),
        ([4, 6], true) => {
            let international = publication(OfficeCode::WO, body, None);
            international.into_iter().chain(japanese::of_sort(Sort::Republished, body)).collect()
        }
        ([1 | 2, 3, 3] | [1 | 2, 6], true) => application(OfficeCode::US, body, 8).into_iter().collect(),
        ([1 | 2 | 4, 1..=6], false) => japanese::bare(body),
        ([10], _) => japanese::bare(body),
        ([11], _) => publication(OfficeCode::US, body, None).into_iter().collect(),
        ([7 | 8] | [1 | 2, 3, 3], false) => seven_digits(body, groups.len() > 1),
        _ => Vec::new(),
    }
}

/// `7654321` is a patent of the United States, of Japan or of the EPO; commas are the American way.
fn seven_digits(body: &str, grouped: bool) -> Vec<Number> {
    let us = publication(OfficeCode::US, body, None);
    let jp = japanese::of_sort(Sort::Granted, body);
    let ep = publication(OfficeCode::EP, body, None).filter(|number| number.serial().len() == 7);
    if grouped && body.contains(',') {
        return us.into_iter().chain(jp).collect();
    }
    us.into_iter().chain(jp).chain(ep).collect()
}
