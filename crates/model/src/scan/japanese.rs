//! Numbers behind Japanese labels and Japanese names of offices.

use super::{
    Form, Meaning, Mention, Shared,
    digits::{Groups, Shape},
    latin,
    letters::Letters,
    reading,
};
use crate::number::{JAPANESE_OFFICES, LABELS, Sort};

/// What may follow a number and belongs to it.
const TRAILERS: [&str; 5] = ["公報", "明細書", "パンフレット", "公開公報", "公告公報"];

/// Names and letters of eras, a longer one first.
const ERAS: [&str; 15] =
    ["平成", "昭和", "令和", "大正", "明治", "平", "昭", "令", "大", "明", "H", "S", "R", "T", "M"];

/// Words between the name of an office and its number.
const OFFICE_WORDS: [&str; 8] = ["特許", "出願", "公開", "登録", "番号", "公報", "第", " "];

/// What the digits behind a label look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// A year and a serial, `2010-228687`, 平11-123456, `2010228687`.
    Year,
    /// The year and serial of an international publication, `2012/123456`, perhaps behind `WO`.
    International,
    /// A run or groups of thousands, `6543210`.
    Plain,
}

/// 特開2010-228687号公報, 特許第6543210号, 平成11年特許願第123456号.
pub(super) fn labelled(letters: &Letters<'_>, at: usize) -> Option<Mention> {
    if matches!(letters.get(at), Some('平' | '昭' | '令' | '大' | '明')) {
        return year_first(letters, at);
    }
    let (label, sort, after) = label(letters, at)?;
    let digits = digits_of(sort);
    let body = filler(letters, after);
    let (end, shape) = body_end(letters, digits, body.at)?;
    let number_end = end;
    let (end, has_final) = trailer(letters, end);
    let plain = shape.digits();
    let says_number = digits != Digits::Plain || (body.has_ordinal && has_final) || 6 <= plain;
    if !says_number || is_quantity(letters, end) {
        return None;
    }
    let written = letters.slice(at, end);
    let short = format!("{label}{}", letters.slice(body.at, number_end));
    let (read_as, meaning) = read_either(written, short)?;
    let shared = Shared { prefix: label.to_owned(), form: Form::Label(digits), shape, is_list: true };
    Some(Mention { end, read_as, meaning, is_labelled: true, shared: Some(shared) })
}

/// 米国特許第7,654,321号明細書, 国際公開第2012/123456号.
pub(super) fn of_named_office(letters: &Letters<'_>, at: usize) -> Option<Mention> {
    let (name, office) = JAPANESE_OFFICES
        .iter()
        .filter(|(name, _)| letters.after(at, name).is_some())
        .max_by_key(|(name, _)| name.len())?;
    let office = office.parse().ok()?;
    let mut body = letters.after(at, name)?;
    let mut has_words = false;
    for _ in 0..8 {
        let Some(next) = OFFICE_WORDS.iter().find_map(|word| letters.after(body, word)) else { break };
        has_words |= letters.get(body) != Some(' ');
        body = next;
    }
    let (end, shape) = latin::body_end(letters, office, body, latin::Announced::Words)?;
    let (end, has_final) = trailer(letters, end);
    if !(has_words && has_final) && shape.digits() < 6 || is_quantity(letters, end) {
        return None;
    }
    let read_as = letters.slice(at, end).to_owned();
    let meaning = reading(&read_as)?;
    let prefix = letters.slice(at, body).to_owned();
    let shared = Shared { prefix, form: Form::Office(office), shape, is_list: true };
    Some(Mention { end, read_as, meaning, is_labelled: true, shared: Some(shared) })
}

/// `2009-123456` and 平11-123456 with nothing that says what they are.
pub(super) fn bare(letters: &Letters<'_>, at: usize) -> Option<Mention> {
    let is_inside =
        at != 0 && matches!(letters.get(at - 1), Some('0'..='9' | 'A'..='Z' | '-' | '/' | '.' | ','));
    if is_inside {
        return None;
    }
    let era = era(letters, at).filter(|(name, _)| !name.is_ascii());
    let (end, shape) = match era {
        Some((_, after)) => year_and_serial(letters, after, true)?,
        None => year_and_serial(letters, at, false)?,
    };
    let is_full = match era {
        Some(_) => matches!(shape.lengths.as_slice(), [1 | 2, 3..=6]),
        None => shape.is(&[4, 6], "-"),
    };
    if !is_full || letters.is_alphanumeric(end) || is_quantity(letters, end) {
        return None;
    }
    let read_as = letters.slice(at, end).to_owned();
    let meaning = reading(&read_as)?;
    Some(Mention { end, read_as, meaning, is_labelled: false, shared: None })
}

/// Where the digits behind a label or in a list end, with their shape.
pub(super) fn body_end(letters: &Letters<'_>, digits: Digits, at: usize) -> Option<(usize, Shape)> {
    match digits {
        Digits::Plain => Groups::at(letters, at).longest(letters, |shape, _| {
            (shape.is_run() || shape.is_thousands(",. ")) && shape.digits() <= 7
        }),
        Digits::International => {
            let at = letters.after(at, "WO").map_or(at, |after| letters.skip_spaces(after));
            Groups::at(letters, at).longest(letters, |shape, _| {
                shape.is_pair(4, "/-", 6) || shape.is_pair(2, "/-", 6) || shape.is(&[10], "")
            })
        }
        Digits::Year => match era(letters, at) {
            Some((_, after)) => year_and_serial(letters, letters.skip_spaces(after), true),
            None => year_and_serial(letters, at, false),
        },
    }
}

/// The place after 号 and what may follow it, and whether 号 is there.
pub(super) fn trailer(letters: &Letters<'_>, end: usize) -> (usize, bool) {
    let final_end = letters.after(letters.skip_spaces(end), "号");
    let after = final_end.unwrap_or(end);
    let after = TRAILERS.iter().find_map(|word| letters.after(after, word)).unwrap_or(after);
    (after, final_end.is_some())
}

/// A place behind what may stand between a label and digits.
pub(super) struct Filler {
    pub(super) at: usize,
    /// Whether 第 was there.
    pub(super) has_ordinal: bool,
}

pub(super) fn filler(letters: &Letters<'_>, at: usize) -> Filler {
    let mut filler = Filler { at, has_ordinal: false };
    for _ in 0..5 {
        let next = ["第", "番号", "公報", ":", " "].iter().find_map(|word| letters.after(filler.at, word));
        let Some(next) = next else { break };
        filler.has_ordinal |= letters.get(filler.at) == Some('第');
        filler.at = next;
    }
    filler
}

/// The written text if it can be read as it stands, else the short form.
fn read_either(written: &str, short: String) -> Option<(String, Meaning)> {
    match reading(written) {
        Some(meaning) => Some((written.to_owned(), meaning)),
        None => reading(&short).map(|meaning| (short, meaning)),
    }
}

fn year_first(letters: &Letters<'_>, at: usize) -> Option<Mention> {
    let (_, after) = era(letters, at)?;
    let year = if letters.get(after) == Some('元') {
        after + 1
    } else {
        (after..after + 3).find(|&at| !letters.is_digit(at)).filter(|&end| after < end)?
    };
    let (_, sort, after) = label(letters, letters.after(year, "年")?)?;
    if digits_of(sort) != Digits::Year {
        return None;
    }
    let body = filler(letters, after);
    let (end, _) =
        Groups::at(letters, body.at).longest(letters, |shape, _| shape.is_run() && shape.digits() <= 6)?;
    let (end, _) = trailer(letters, end);
    let read_as = letters.slice(at, end).to_owned();
    let meaning = reading(&read_as)?;
    Some(Mention { end, read_as, meaning, is_labelled: true, shared: None })
}

fn label(letters: &Letters<'_>, at: usize) -> Option<(&'static str, Sort, usize)> {
    LABELS.iter().find_map(|(label, sort)| letters.after(at, label).map(|after| (*label, *sort, after)))
}

fn digits_of(sort: Sort) -> Digits {
    match sort {
        Sort::Granted | Sort::UtilityRegistered => Digits::Plain,
        Sort::Republished => Digits::International,
        _ => Digits::Year,
    }
}

fn era(letters: &Letters<'_>, at: usize) -> Option<(&'static str, usize)> {
    ERAS.iter().find_map(|name| letters.after(at, name).map(|after| (*name, after)))
}

/// `2010-228687`, `11-123456` or 元-123456, `2010年第228687`, `2010228687`, `H11123456` without its letter.
fn year_and_serial(letters: &Letters<'_>, at: usize, of_era: bool) -> Option<(usize, Shape)> {
    if of_era && letters.get(at) == Some('元') {
        let serial = after_year(letters, at + 1)?;
        let (end, shape) =
            Groups::at(letters, serial).longest(letters, |shape, _| shape.is_run() && shape.digits() <= 6)?;
        return Some((end, Shape { lengths: vec![1, shape.digits()], separators: vec!['-'] }));
    }
    let groups = Groups::at(letters, at);
    let found = groups.longest(letters, |shape, _| {
        if of_era {
            shape.is_pair(1, "-/", 6)
                || shape.is_pair(2, "-/", 6)
                || (shape.is_run() && (6..=8).contains(&shape.digits()))
        } else {
            shape.is_pair(4, "-/", 6)
                || shape.is_pair(2, "-/", 6)
                || shape.is_pair(1, "-/", 6)
                || shape.is(&[10], "")
        }
    });
    if found.is_some() {
        return found;
    }
    // 特開2010年第228687号
    let year_end = (at..at + 5).find(|&at| !letters.is_digit(at)).filter(|&end| at < end)?;
    let serial = after_year(letters, letters.after(year_end, "年").map(|_| year_end)?)?;
    let (end, shape) =
        Groups::at(letters, serial).longest(letters, |shape, _| shape.is_run() && shape.digits() <= 6)?;
    Some((end, Shape { lengths: vec![year_end - at, shape.digits()], separators: vec!['-'] }))
}

/// The place of the serial behind 年第, 年, 第 or a dash.
fn after_year(letters: &Letters<'_>, at: usize) -> Option<usize> {
    let after = letters.after(at, "年").unwrap_or(at);
    let after = letters.after(after, "第").or_else(|| letters.after(after, "-")).unwrap_or(after);
    (at < after).then_some(after)
}

/// Whether a unit follows: 特許10000件, 2009-123456円.
fn is_quantity(letters: &Letters<'_>, end: usize) -> bool {
    matches!(
        letters.get(end),
        Some('年' | '月' | '日' | '円' | '件' | '個' | '人' | '万' | '億' | '%' | '条' | '項')
    )
}
