//! Numbers behind the code or the English name of an office.

use super::{
    Form, Mention, Shared,
    digits::{Groups, Shape},
    letters::Letters,
    reading,
};
use crate::{
    OfficeCode,
    number::{ENGLISH_OFFICES, ENGLISH_WORDS},
};

/// Offices whose numbers are often written without a kind.
const KINDLESS: [&str; 12] = ["DE", "GB", "FR", "CN", "KR", "TW", "CA", "AU", "CH", "SU", "RU", "NL"];

/// Letters of ST.16 that end a number.
const KINDS: &str = "ABCEHPSTUWY";

/// Words of a citation before its number.
const MAX_WORDS: usize = 12;

/// What says that digits are an office's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Announced {
    /// The office's code only.
    Code,
    /// Words: `Patent No.`, 特許第.
    Words,
}

/// `US 7,654,321 B2`, `U.S. Pat. No. 7,654,321`, `PCT/JP2010/001234`, `P2010-228687A`.
pub(super) fn mention(letters: &Letters<'_>, at: usize) -> Option<Mention> {
    if !letters.starts_word(at) {
        return None;
    }
    pct_application(letters, at)
        .or_else(|| in_words(letters, at))
        .or_else(|| behind_code(letters, at))
        .or_else(|| gazette(letters, at))
}

fn pct_application(letters: &Letters<'_>, at: usize) -> Option<Mention> {
    let office = letters.after(at, "PCT/").or_else(|| letters.after(at, "PCT-"))?;
    let body = letters.skip_spaces(letters.after_letters(office, 2));
    let (end, _) = Groups::at(letters, body).longest(letters, |shape, _| {
        shape.is_pair(4, "/-", 6) || shape.is_pair(2, "/-", 6) || shape.is(&[9], "") || shape.is(&[10], "")
    })?;
    whole(letters, at, end)
}

/// `(P2010-228687A)`, as the gazette prints it.
fn gazette(letters: &Letters<'_>, at: usize) -> Option<Mention> {
    let body = letters.after(at, "P")?;
    let (end, _) = Groups::at(letters, body).longest(letters, |shape, _| shape.is(&[4, 6], "-"))?;
    whole(letters, at, letters.after(end, "A")?)
}

fn whole(letters: &Letters<'_>, at: usize, end: usize) -> Option<Mention> {
    if letters.is_alphanumeric(end) {
        return None;
    }
    let read_as = letters.slice(at, end).to_owned();
    let meaning = reading(&read_as)?;
    Some(Mention { end, read_as, meaning, is_labelled: true, shared: None })
}

fn behind_code(letters: &Letters<'_>, at: usize) -> Option<Mention> {
    let office: OfficeCode = letters.folded(at, letters.after_letters(at, 2)).parse().ok()?;
    let mut body = at + 2;
    for _ in 0..2 {
        if matches!(letters.get(body), Some(' ' | '-' | '.')) {
            body += 1;
        }
    }
    let (end, shape) = body_end(letters, office, body, Announced::Code)?;
    // Small letters are common words: `in 1234567 a`. One run without spaces is none.
    if letters.has_small_letters(at, at + 2) && (letters.slice(at, end).contains(' ') || shape.digits() < 7) {
        return None;
    }
    mention_of(letters, at, body, end, (office, shape), false)
}

/// An office in words, words of a citation, a number.
fn in_words(letters: &Letters<'_>, at: usize) -> Option<Mention> {
    let (office, mut body) = named_office(letters, at)?;
    let (mut words, mut is_list) = (0, false);
    for _ in 0..MAX_WORDS {
        let start = after_punctuation(letters, body);
        let end = letters.after_letters(start, 12);
        let word = letters.folded(start, end);
        if letters.is_digit(end) || !ENGLISH_WORDS.contains(&word.as_str()) {
            body = start;
            break;
        }
        is_list |= word == "NOS" || word == "PATENTS";
        words += 1;
        body = end;
    }
    if words == 0 {
        return None;
    }
    // `International Patent Application No. PCT/JP2010/001234` and `Publication No. WO 2012/123456`.
    if letters.get(body).is_some_and(|c| c.is_ascii_uppercase())
        && let Some(inner) = pct_application(letters, body).or_else(|| behind_code(letters, body))
    {
        return Some(inner_in_words(letters, at, inner));
    }
    let (end, shape) = body_end(letters, office, body, Announced::Words)?;
    mention_of(letters, at, body, end, (office, shape), is_list)
}

/// The number with its words where they can be read together, which may say more (application or publication).
fn inner_in_words(letters: &Letters<'_>, at: usize, inner: Mention) -> Mention {
    let written = letters.slice(at, inner.end);
    match reading(written) {
        Some(meaning) if meaning == inner.meaning => Mention { read_as: written.to_owned(), ..inner },
        _ => inner,
    }
}

fn named_office(letters: &Letters<'_>, at: usize) -> Option<(OfficeCode, usize)> {
    let names = [("U.S.A.", "US"), ("U.S.", "US"), ("UNITED STATES", "US")];
    let (end, code) = names
        .iter()
        .chain(&ENGLISH_OFFICES)
        .find_map(|(name, code)| letters.after(at, name).map(|end| (end, *code)))
        .or_else(|| Some((at + 2, "")))?;
    if letters.is_alphanumeric(end) {
        return None;
    }
    let code =
        if code.is_empty() { letters.folded(at, letters.after_letters(at, 2)) } else { code.to_owned() };
    Some((code.parse().ok()?, end))
}

/// The place after spaces, dots, dashes and brackets between the words of a citation.
fn after_punctuation(letters: &Letters<'_>, at: usize) -> usize {
    let is_punctuation =
        |at: usize| matches!(letters.get(at), Some(' ' | '.' | '-' | '(' | ')' | ':' | '#' | ','));
    (at..at + 4).find(|&at| !is_punctuation(at)).unwrap_or(at + 4)
}

fn mention_of(
    letters: &Letters<'_>,
    at: usize,
    body: usize,
    end: usize,
    (office, shape): (OfficeCode, Shape),
    is_list: bool,
) -> Option<Mention> {
    let read_as = letters.slice(at, end).to_owned();
    let meaning = reading(&read_as)?;
    let prefix = letters.slice(at, body).to_owned();
    let shared = Shared { prefix, form: Form::Office(office), shape, is_list };
    Some(Mention { end, read_as, meaning, is_labelled: true, shared: Some(shared) })
}

/// Where an office's number ends that begins at `at` with letters of its own or digits, with the shape of its digits.
pub(super) fn body_end(
    letters: &Letters<'_>,
    office: OfficeCode,
    at: usize,
    announced: Announced,
) -> Option<(usize, Shape)> {
    let (prefix, digits_at) = own_letters(letters, office, at);
    let mut with_kind = None;
    let (end, shape) = Groups::at(letters, digits_at).longest(letters, |shape, end| {
        let kind_end = kind_end(letters, end);
        let ends = kind_end.is_some() || !letters.is_alphanumeric(end);
        let known = Known { has_kind: kind_end.is_some(), has_words: announced == Announced::Words };
        with_kind = kind_end;
        ends && fits(office.as_str(), &prefix, shape, known)
    })?;
    Some((with_kind.unwrap_or(end), shape))
}

/// Letters between office and digits, in one form, and where the digits begin: `H`, `RE`, `A-`, `WO`.
fn own_letters(letters: &Letters<'_>, office: OfficeCode, at: usize) -> (String, usize) {
    let end = letters.after_letters(at, 2);
    let prefix = letters.folded(at, end);
    let allowed: &[&str] = match office.as_str() {
        "JP" => &["H", "S", "T", "M", "R", "A", "B", "U", "Y", "P", "WO"],
        "US" => &["RE", "PP", "D", "H", "T"],
        "WO" => &["WO"],
        "EP" => &["EP"],
        _ => &[],
    };
    if end == at || !allowed.contains(&prefix.as_str()) {
        return (String::new(), at);
    }
    let digits = match letters.get(end) {
        Some(' ' | '-' | '.') => end + 1,
        _ => end,
    };
    // JP-A-H11-123456: kind in front, then an era.
    let is_front = office == OfficeCode::JP && matches!(prefix.as_str(), "A" | "B" | "U" | "Y");
    if is_front && matches!(letters.get(digits), Some('H' | 'S' | 'T' | 'M' | 'R')) {
        return (letters.folded(digits, digits + 1), digits + 1);
    }
    (prefix, digits)
}

/// The place after a kind, which stands alone behind a number: `B2`, ` A1`, `-A`.
fn kind_end(letters: &Letters<'_>, end: usize) -> Option<usize> {
    let at = match letters.get(end) {
        Some(' ' | '-' | '.') => end + 1,
        _ => end,
    };
    letters.get(at).filter(|c| KINDS.contains(*c))?;
    let has_digit = letters.is_digit(at + 1);
    let after = at + 1 + usize::from(has_digit);
    let is_article = at != end && !has_digit && goes_on_as_prose(letters, after);
    (!letters.is_alphanumeric(after) && !is_article).then_some(after)
}

/// Whether ` A` is the English article: a word follows that does not join two things.
fn goes_on_as_prose(letters: &Letters<'_>, at: usize) -> bool {
    if letters.get(at) != Some(' ') {
        return false;
    }
    let end = letters.after_letters(at + 1, 12);
    let word = letters.folded(at + 1, end);
    letters.has_small_letters(at + 1, end)
        && !matches!(
            word.as_str(),
            "AND" | "OR" | "TO" | "IN" | "BY" | "OF" | "IS" | "WAS" | "AS" | "AT" | "FOR"
        )
        && !["DISCLOS", "TEACH", "DESCRIB", "SHOW", "FIG"].iter().any(|stem| word.starts_with(stem))
}

/// What is known beside the digits.
#[derive(Clone, Copy)]
struct Known {
    has_kind: bool,
    has_words: bool,
}

/// Whether the digits have a form of the office; without a kind or words only forms that nothing else has.
fn fits(office: &str, prefix: &str, shape: &Shape, known: Known) -> bool {
    let digits = shape.digits();
    let run = |range: std::ops::RangeInclusive<usize>| shape.is_run() && range.contains(&digits);
    match (office, prefix) {
        ("JP", "H" | "S" | "T" | "M" | "R") => {
            shape.is_pair(2, "-/", 6)
                || shape.is_pair(1, "-/", 6)
                || run(7..=8)
                || (known.has_kind && run(4..=8))
        }
        ("JP", "WO") | ("WO", _) => international(shape, known),
        ("JP", _) => {
            let front = !prefix.is_empty();
            let said = known.has_kind || known.has_words || front;
            let serial = shape.lengths.last().copied().unwrap_or_default();
            (shape.is_pair(4, "-/", 6) && (said || 3 <= serial))
                || shape.is(&[4, 6], " ")
                || (said && (shape.is_pair(2, "-/", 6) || shape.is_pair(1, "-/", 6)))
                || run(10..=11)
                || run(6..=7)
                || (known.has_kind && run(5..=8))
                || (shape.is_thousands(",") && digits == 7)
        }
        ("US", "") => {
            (shape.is_thousands(", ") && (6..=8).contains(&digits))
                || run(6..=8)
                || run(10..=11)
                || shape.is(&[4, 7], "/- ")
                || shape.is(&[4, 6], "/")
                || (shape.is(&[2, 3, 3], "/, ") && shape.separators[0] == '/')
                || shape.is(&[2, 6], "/")
                || shape.is(&[1, 6], "/")
                || (known.has_kind && run(4..=8))
        }
        // `USD 100,000` is a price: a design has its kind or words.
        ("US", "D") => {
            (known.has_kind || known.has_words) && (run(5..=7) || (shape.is_thousands(",") && digits <= 7))
        }
        ("US", _) => run(4..=6) || (shape.is_thousands(",") && digits <= 6),
        ("EP", _) => european(shape, known),
        _ => other(office, shape, known),
    }
}

fn international(shape: &Shape, known: Known) -> bool {
    shape.is(&[4, 6], "/- ")
        || shape.is(&[2, 5], "/-")
        || shape.is(&[2, 6], "/-")
        || shape.is(&[10], "")
        || (known.has_kind && shape.is_run() && (7..=9).contains(&shape.digits()))
}

fn european(shape: &Shape, known: Known) -> bool {
    let digits = shape.digits();
    let is_checked = |lengths: &[usize]| shape.lengths == lengths && shape.separators.last() == Some(&'.');
    (shape.is_thousands(" ,.") && (6..=7).contains(&digits))
        || (shape.is_run() && (matches!(digits, 6..=8 | 11) || (known.has_kind && digits == 5)))
        || is_checked(&[8, 1])
        || is_checked(&[2, 3, 3, 1])
        || is_checked(&[2, 6, 1])
        || shape.is(&[2, 3, 3], " ")
}

fn other(office: &str, shape: &Shape, known: Known) -> bool {
    let digits = shape.digits();
    let one_separator = shape.separators.iter().all(|c| *c == shape.separators[0] && " -,".contains(*c));
    if known.has_kind || known.has_words {
        return one_separator && (5..=13).contains(&digits);
    }
    let of_office = match office {
        "DE" => shape.is(&[2, 4, 3, 3], " ") || shape.is(&[12, 1], "."),
        "KR" => shape.is(&[2, 4, 7], "-") || shape.is(&[2, 7], "-"),
        "CN" => shape.is(&[12, 1], ".") || shape.is(&[8, 1], "."),
        _ => false,
    };
    of_office
        || (KINDLESS.contains(&office)
            && ((shape.is_run() && (7..=13).contains(&digits))
                || (shape.is_thousands(" ") && (7..=9).contains(&digits))))
}
