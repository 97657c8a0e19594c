//! The year of a citation among its other figures.

use super::numerals::Span;
use crate::scan::Letters;

const YEARS: std::ops::RangeInclusive<u16> = 1800..=2099;

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// The years of an era's beginning, less one.
const ERAS: [(&str, u16); 4] = [("昭和", 1925), ("平成", 1988), ("令和", 2018), ("大正", 1911)];

pub(super) struct Year {
    pub(super) value: u16,
    pub(super) span: Span,
}

/// Four digits that are a year, no part of a longer number.
pub(super) fn at(letters: &Letters<'_>, at: usize) -> Option<u16> {
    let bounded = (at == 0 || !letters.is_alphanumeric(at - 1)) && !letters.is_alphanumeric(at + 4);
    if !bounded || !(at..at + 4).all(|at| letters.is_digit(at)) {
        return None;
    }
    letters.folded(at, at + 4).parse().ok().filter(|year| YEARS.contains(year))
}

/// `(2001-03-01)`: the date that the EPO puts behind the printed one.
pub(super) fn iso(letters: &Letters<'_>, free: &mut [bool]) -> Option<Year> {
    (1..letters.len().saturating_sub(8)).find_map(|start| {
        let dashes = letters.get(start + 4) == Some('-') && letters.get(start + 7) == Some('-');
        let begins = letters.get(start - 1) == Some('(') && free[start];
        let value = at(letters, start).filter(|_| begins && dashes)?;
        let span = start..(start + 10).min(letters.len());
        free[span.clone()].fill(false);
        Some(Year { value, span })
    })
}

/// The year that is most likely the publication's: one in parentheses or before 年, one of a date or between commas,
/// any; of equals the first behind the title.
pub(super) fn find(letters: &Letters<'_>, free: &[bool], after_title: usize) -> Option<Year> {
    let mut best: Option<(u8, bool, Year)> = None;
    for (start, is_free) in free.iter().enumerate() {
        let Some(value) = is_free.then(|| at(letters, start)).flatten() else { continue };
        let weight = weight(letters, start);
        let is_behind = after_title <= start;
        if best.as_ref().is_none_or(|(known, behind, _)| (*known, *behind) < (weight, is_behind)) {
            best = Some((weight, is_behind, Year { value, span: start..start + 4 }));
        }
    }
    best.map(|(_, _, year)| year).or_else(|| of_era(letters, free))
}

fn weight(letters: &Letters<'_>, start: usize) -> u8 {
    let before = (0..start).rev().map(|at| letters.get(at).unwrap_or(' '));
    let mut near = before.clone().filter(|c| *c != ' ');
    let previous = near.next();
    let after = letters.get(start + 4);
    // A range of years, a number with dashes or slashes, an amount.
    if matches!(after, Some('-' | '/')) || matches!(previous, Some('-' | '/' | '#' | '$')) {
        return 0;
    }
    let opened = before.clone().take(24).find(|c| matches!(c, '(' | ')'));
    if opened == Some('(') && (start + 4..start + 6).any(|at| letters.get(at) == Some(')'))
        || after == Some('年')
    {
        return 4;
    }
    if follows_month(letters, start) {
        return 3;
    }
    let goes_on = after == Some(' ') && letters.get(start + 5).is_some_and(|c| c.is_ascii_uppercase());
    match previous {
        Some(',' | ';' | '.' | ')' | '、' | '，') if !goes_on => 3,
        _ if goes_on => 1,
        _ => 2,
    }
}

/// Whether a month's name stands shortly before.
pub(super) fn follows_month(letters: &Letters<'_>, at: usize) -> bool {
    let recent = letters.folded(at.saturating_sub(14), at);
    MONTHS.iter().any(|month| recent.contains(month))
}

/// 平成12年.
fn of_era(letters: &Letters<'_>, free: &[bool]) -> Option<Year> {
    (0..letters.len()).filter(|&at| free[at]).find_map(|start| {
        ERAS.iter().find_map(|(era, before_first)| {
            let digits = letters.after(start, era)?;
            let length = (digits..digits + 2).take_while(|&at| letters.is_digit(at)).count();
            let end = digits + length;
            let count: u16 = letters.folded(digits, end).parse().ok()?;
            (letters.get(end) == Some('年'))
                .then_some(Year { value: before_first + count, span: start..end + 1 })
        })
    })
}

/// Takes web addresses, the EPO's serial numbers (`XP002022306`) and days of retrieval out of what is read.
pub(super) fn hide_addresses(letters: &Letters<'_>, free: &mut [bool]) {
    for start in 0..letters.len() {
        let end = if letters.after(start, "HTTP").is_some() || letters.after(start, "WWW.").is_some() {
            let ends = |at: &usize| matches!(letters.get(*at), Some(' ' | '>' | '"' | '”') | None);
            (start..letters.len()).find(ends).unwrap_or(letters.len())
        } else if letters.starts_word(start)
            && letters.after(start, "XP").is_some_and(|at| letters.is_digit(at))
        {
            let digits = (start + 2..).take_while(|&at| letters.is_digit(at)).count();
            if digits < 6 { continue } else { start + 2 + digits }
        } else if letters.starts_word(start) && letters.after(start, "RETRIEVED").is_some() {
            let ends = |at: &usize| matches!(letters.get(*at), Some(']' | ')' | ';') | None);
            (start..letters.len()).find(ends).unwrap_or(letters.len())
        } else {
            continue;
        };
        free[start..end].fill(false);
    }
}

/// The last byte before a date that ends the text: `J. Chem., (Dec. 10, ` gives the end of `J. Chem.`.
pub(super) fn without_date(text: &str) -> &str {
    let mut text = text;
    loop {
        let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || "(,;:/-–.".contains(c));
        let word = trimmed.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let upper = word.to_uppercase();
        let is_month =
            3 <= upper.len() && MONTHS.iter().any(|month| upper.starts_with(month)) && is_month(&upper);
        let is_day = !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        if word.is_empty() || !(is_month || is_day) {
            return if trimmed.len() < text.len() {
                &text[..trimmed.len() + full_stop(text, trimmed.len())]
            } else {
                text
            };
        }
        text = &trimmed[..trimmed.len() - word.len()];
    }
}

/// One where a full stop stands right there.
fn full_stop(text: &str, at: usize) -> usize {
    usize::from(text[at..].starts_with('.'))
}

/// A month's name, short or whole, in English, French or German.
fn is_month(upper: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "JANUARY",
        "FEBRUARY",
        "MARCH",
        "APRIL",
        "MAY",
        "JUNE",
        "JULY",
        "AUGUST",
        "SEPTEMBER",
        "OCTOBER",
        "NOVEMBER",
        "DECEMBER",
    ];
    upper.len() <= 4
        || WHOLE.contains(&upper)
        || matches!(upper, "JANUAR" | "FEBRUAR" | "DEZEMBER" | "OKTOBER")
}
