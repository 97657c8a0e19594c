//! Volume, issue and pages of a citation, labelled (`vol. 12, no. 3, pp. 4-5`, 第12巻第3号) or by their form
//! (`12(3):4-5`).

use std::ops::Range;

use super::year;
use crate::scan::Letters;

/// A stretch of the text, in characters.
pub(super) type Span = Range<usize>;

const VOLUME: &[&str] = &["VOLUME", "VOLS.", "VOL", "BAND", "BD."];
const ISSUE: &[&str] = &["NUMBER", "NOS.", "NO", "NR", "ISSUE", "ISS.", "HEFT"];
const PAGES: &[&str] = &["PAGES", "PAGE", "PGS", "PG.", "PP", "P.", "SEITEN", "SEITE"];
/// What follows a count of pages.
const COUNTED: &[&str] = &["PAGES", "PAGE", "PGS", "PG", "PP", "SHEETS", "SHEET", "WEBPAGES"];

/// The figures that place a publication, as they stand.
#[derive(Debug, Default)]
pub(super) struct Numerals {
    pub(super) volume: Option<Span>,
    pub(super) issue: Option<Span>,
    pub(super) first_page: Option<Span>,
    pub(super) last_page: Option<Span>,
    /// Of `53 (1998) 12-15`.
    pub(super) year: Option<u16>,
    /// Whether `896-897` stands somewhere that may be pages.
    pub(super) has_bare_pages: bool,
    /// Each figure with its label.
    marks: Vec<Span>,
}

/// Pages and where they end.
struct Pages {
    first: Span,
    last: Option<Span>,
    end: usize,
}

impl Numerals {
    /// Finds them where `free` lets it, and takes what it found from `free`.
    pub(super) fn read(letters: &Letters<'_>, free: &mut [bool]) -> Self {
        let mut numerals = Self::default();
        hide_counts(letters, free);
        let mut at = 0;
        while at < letters.len() {
            at = if free[at] { numerals.labelled(letters, free, at).unwrap_or(at + 1) } else { at + 1 };
        }
        if numerals.volume.is_none() || numerals.first_page.is_none() {
            numerals.compact(letters, free);
        }
        numerals.has_bare_pages = bare_pages(letters, free).is_some();
        numerals
    }

    /// `, 896-897 (2004)`: pages without a label or a volume.
    pub(super) fn read_bare_pages(&mut self, letters: &Letters<'_>, free: &[bool]) {
        if let Some((start, pages)) = bare_pages(letters, free) {
            self.marks.push(start..pages.end);
            self.take_pages(pages);
        }
    }

    pub(super) fn marks(&self) -> impl Iterator<Item = Span> + '_ {
        self.marks.iter().cloned()
    }

    /// A labelled figure at a place; where to go on.
    fn labelled(&mut self, letters: &Letters<'_>, free: &mut [bool], at: usize) -> Option<usize> {
        let end = if let Some(start) = label(letters, at, PAGES) {
            let pages = pages(letters, start)?;
            let end = pages.end;
            self.take_pages(pages);
            end
        } else if let Some(start) = label(letters, at, VOLUME) {
            let volume = volume(letters, start)?;
            let mut end = volume.end;
            if self.volume.is_none() {
                self.volume = Some(volume);
                end = self.after_volume(letters, end);
            }
            end
        } else if let Some(start) = label(letters, at, &["V."]).filter(|&start| letters.is_digit(start)) {
            let volume = volume(letters, start)?;
            let end = volume.end;
            self.volume.get_or_insert(volume);
            end
        } else if let Some(start) = label(letters, at, ISSUE) {
            let issue = issue(letters, start)?;
            let end = issue.end;
            self.issue.get_or_insert(issue);
            end
        } else {
            self.counted_in_japanese(letters, at)?
        };
        self.mark(at..end, free);
        Some(end)
    }

    /// 第12巻, 3号, 第4〜5頁.
    fn counted_in_japanese(&mut self, letters: &Letters<'_>, at: usize) -> Option<usize> {
        let start = if letters.get(at) == Some('第') { at + 1 } else { at };
        if !letters.is_digit(start) || (start == at && at != 0 && letters.is_alphanumeric(at - 1)) {
            return None;
        }
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let found = pages(letters, start)?;
        let end = letters.skip_spaces(found.end);
        match letters.get(end)? {
            '巻' => {
                self.volume.get_or_insert(found.first);
                Some(self.after_volume(letters, end + 1))
            }
            '号' if !matches!(before, Some('第' | '願' | '許' | '開')) => {
                let issue = found.first.start..found.last.map_or(found.first.end, |last| last.end);
                self.issue.get_or_insert(issue);
                Some(end + 1)
            }
            '頁' | 'ペ' if !matches!(before, Some('全' | '計')) => {
                self.take_pages(found);
                Some(end + 1)
            }
            _ => None,
        }
    }

    /// `(3)` and `:4-5` right behind a volume.
    fn after_volume(&mut self, letters: &Letters<'_>, end: usize) -> usize {
        let mut end = end;
        if let Some((issue, after)) = issue_in_parentheses(letters, letters.skip_spaces(end)) {
            self.issue.get_or_insert(issue);
            end = after;
        }
        let at = letters.skip_spaces(end);
        let separator = letters.get(at);
        if matches!(separator, Some(':' | ',')) {
            let found = pages(letters, letters.skip_spaces(at + 1));
            if let Some(pages) = found.filter(|pages| separator == Some(':') || pages.last.is_some())
                && self.first_page.is_none()
            {
                end = pages.end;
                self.take_pages(pages);
            }
        }
        end
    }

    /// `71(2):257-66`, `123: 9525-9534`, `257, 413-419`, `53 (1998) 12-15`: the last of them.
    fn compact(&mut self, letters: &Letters<'_>, free: &mut [bool]) {
        let mut found = None;
        let mut at = 0;
        while at < letters.len() {
            match compact_at(letters, free, at) {
                Some(compact) => {
                    at = compact.end.max(at + 1);
                    found = Some(compact);
                }
                None => at += 1,
            }
        }
        let Some(compact) = found else { return };
        if self.volume.is_some() && self.first_page.is_some() {
            return;
        }
        self.mark(compact.volume.start..compact.end, free);
        self.volume.get_or_insert(compact.volume);
        self.year = compact.year;
        if self.issue.is_none() {
            self.issue = compact.issue;
        }
        if let Some(pages) = compact.pages {
            self.take_pages(pages);
        }
    }

    fn take_pages(&mut self, pages: Pages) {
        if self.first_page.is_none() {
            self.first_page = Some(pages.first);
            self.last_page = pages.last;
        }
    }

    fn mark(&mut self, span: Span, free: &mut [bool]) {
        free[span.clone()].fill(false);
        self.marks.push(span);
    }
}

/// The place of the figure behind one of the labels at a place.
fn label(letters: &Letters<'_>, at: usize, labels: &[&str]) -> Option<usize> {
    if !letters.starts_word(at) {
        return None;
    }
    labels.iter().find_map(|label| {
        let mut end = letters.after(at, label)?;
        if letters.get(end).is_some_and(|c| c.is_ascii_uppercase()) {
            return None;
        }
        while matches!(letters.get(end), Some('.' | ':' | '#' | ' ')) {
            end += 1;
        }
        letters.is_alphanumeric(end).then_some(end)
    })
}

/// `12`, `26B`, `A12`, `XII`.
fn volume(letters: &Letters<'_>, at: usize) -> Option<Span> {
    let first = page(letters, at).filter(|span| span.len() <= 5);
    first.or_else(|| {
        let roman = |at: &usize| matches!(letters.get(*at), Some('I' | 'V' | 'X' | 'L' | 'C'));
        let end = at + (at..letters.len()).take_while(roman).count();
        (at < end && end < at + 8 && !letters.is_alphanumeric(end)).then_some(at..end)
    })
}

/// `3`, `2B`, `15/16`, `1-2`.
fn issue(letters: &Letters<'_>, at: usize) -> Option<Span> {
    let first = page(letters, at)?;
    if matches!(letters.get(first.end), Some('-' | '/'))
        && let Some(second) = page(letters, first.end + 1)
        && second.len() <= first.len() + 1
    {
        return Some(at..second.end);
    }
    Some(first)
}

/// The issue between parentheses, no year, and what follows them.
fn issue_in_parentheses(letters: &Letters<'_>, at: usize) -> Option<(Span, usize)> {
    if letters.get(at) != Some('(') {
        return None;
    }
    let length = (at + 1..at + 16).take_while(|&at| !matches!(letters.get(at), Some(')') | None)).count();
    let end = at + 1 + length;
    let has_digit = (at + 1..end).any(|at| letters.is_digit(at));
    let is_year = year::at(letters, at + 1).is_some();
    (letters.get(end) == Some(')') && has_digit && !is_year && length <= 12).then_some((at + 1..end, end + 1))
}

/// `R16`, `1267`, `e103411`, `12a`.
fn page(letters: &Letters<'_>, at: usize) -> Option<Span> {
    let digits = letters.after_letters(at, 3);
    let length = (digits..digits + 8).take_while(|&at| letters.is_digit(at)).count();
    let mut end = digits + length;
    if length == 0 {
        return None;
    }
    if digits == at && letters.get(end).is_some_and(|c| c.is_ascii_uppercase()) {
        end += 1;
    }
    (!letters.is_alphanumeric(end)).then_some(at..end)
}

/// One page or the first and the last.
fn pages(letters: &Letters<'_>, at: usize) -> Option<Pages> {
    let first = page(letters, at)?;
    let dash = letters.skip_spaces(first.end);
    let mut next = dash;
    while next < dash + 3 && letters.get(next) == Some('-') {
        next += 1;
    }
    let last = (dash < next).then(|| page(letters, letters.skip_spaces(next))).flatten();
    let end = last.as_ref().map_or(first.end, |last| last.end);
    Some(Pages { first, last, end })
}

/// `4 pages`, `5pp.`: how long it is, not where it stands. `15 pp. 12-13` is none.
fn hide_counts(letters: &Letters<'_>, free: &mut [bool]) {
    for at in 0..letters.len() {
        let follows_digit = at != 0 && letters.is_digit(at - 1);
        if !letters.is_digit(at) || follows_digit || !free[at] {
            continue;
        }
        let length = (at..at + 4).take_while(|&at| letters.is_digit(at)).count();
        let word = letters.skip_spaces(at + length);
        let Some(end) = COUNTED.iter().find_map(|label| letters.after(word, label)) else { continue };
        let mut next = end;
        while matches!(letters.get(next), Some('.' | ' ' | ':')) {
            next += 1;
        }
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        if !letters.is_alphanumeric(end) && !letters.is_digit(next) && before != Some('-') {
            free[at..end].fill(false);
        }
    }
}

/// Volume, issue and pages without labels.
struct Compact {
    volume: Span,
    issue: Option<Span>,
    year: Option<u16>,
    pages: Option<Pages>,
    end: usize,
}

fn compact_at(letters: &Letters<'_>, free: &[bool], at: usize) -> Option<Compact> {
    let before = at.checked_sub(1).and_then(|before| letters.get(before));
    let begins = before.is_none_or(|c| matches!(c, ' ' | ',' | ';' | '(' | '.') || !c.is_ascii());
    let is_grouped = before == Some(',') && 1 < at && letters.is_digit(at - 2);
    if !letters.is_digit(at) || !begins || is_grouped || !free[at] {
        return None;
    }
    let volume = page(letters, at).filter(|span| span.len() <= 5)?;
    let is_year = year::at(letters, at).is_some() && volume.len() == 4;
    let follows = letters.skip_spaces(volume.end);
    if let Some((issue, end)) = issue_in_parentheses(letters, follows).filter(|_| !is_year) {
        let at = letters.skip_spaces(end);
        let pages = match letters.get(at) {
            Some(':' | ',') => pages(letters, letters.skip_spaces(at + 1)),
            _ => pages(letters, at).filter(|pages| pages.last.is_some()),
        };
        let pages = pages.filter(|pages| free[pages.first.start]);
        let end = pages.as_ref().map_or(end, |pages| pages.end);
        return Some(Compact { volume, issue: Some(issue), year: None, pages, end });
    }
    if !is_year && reaches_pages(letters, free, follows) {
        return Some(Compact { end: volume.end, volume, issue: None, year: None, pages: None });
    }
    if letters.get(follows) == Some('(') && !is_year {
        let year = year::at(letters, follows + 1)?;
        let after = follows + 6;
        if letters.get(follows + 5) != Some(')') {
            return None;
        }
        let mut start = letters.skip_spaces(after);
        if matches!(letters.get(start), Some(',' | ':')) {
            start = letters.skip_spaces(start + 1);
        }
        let pages = pages(letters, start).filter(|pages| pages.last.is_some() && free[pages.first.start]);
        let is_lettered = letters.get(volume.end - 1).is_some_and(|c| c.is_ascii_uppercase());
        if pages.is_none() && !is_lettered {
            return None;
        }
        let end = pages.as_ref().map_or(after, |pages| pages.end);
        return Some(Compact { volume, issue: None, year: Some(year), pages, end });
    }
    if is_year {
        return None;
    }
    let found = match letters.get(follows) {
        Some(':') => pages(letters, letters.skip_spaces(follows + 1)),
        Some(',') => pages(letters, letters.skip_spaces(follows + 1)).filter(is_range),
        Some(c) if follows != volume.end && c.is_ascii_alphanumeric() => {
            pages(letters, follows).filter(is_range)
        }
        _ => None,
    }?;
    if !free[found.first.start]
        || (follows == volume.end && letters.get(follows) == Some(',') && before != Some(' '))
    {
        return None;
    }
    let end = found.end;
    Some(Compact { volume, issue: None, year: None, pages: Some(found), end })
}

/// Whether labelled pages come next, behind a year in parentheses or punctuation at most: `94 pp. 173-177`,
/// `16 (2001) pp. 745-755`.
fn reaches_pages(letters: &Letters<'_>, free: &[bool], at: usize) -> bool {
    let mut at = at;
    if letters.get(at) == Some('(') && year::at(letters, at + 1).is_some() && letters.get(at + 5) == Some(')')
    {
        at = letters.skip_spaces(at + 6);
    }
    if matches!(letters.get(at), Some(',' | ':' | ';')) {
        at = letters.skip_spaces(at + 1);
    }
    free.get(at) == Some(&false) && letters.get(at) == Some('P')
}

fn is_range(pages: &Pages) -> bool {
    pages.last.is_some() && 1 < pages.first.len()
}

/// A range of pages by itself, the last: after a comma or a space, before the end, a comma or a parenthesis; not a
/// range of years.
fn bare_pages(letters: &Letters<'_>, free: &[bool]) -> Option<(usize, Pages)> {
    (1..letters.len()).rev().find_map(|at| {
        if !free[at] || !letters.is_alphanumeric(at) || letters.get(at - 1) != Some(' ') {
            return None;
        }
        let pages = pages(letters, at)?;
        let last = pages.last.as_ref()?;
        let ends = matches!(letters.get(pages.end), None | Some(',' | '.' | ';' | ' ' | '(' | ')' | '['));
        let are_years = year::at(letters, at).is_some() && year::at(letters, last.start).is_some();
        let is_written_so = pages.first.len() < 6 && 1 < pages.first.len() && free[last.start];
        (ends && !are_years && is_written_so && !year::follows_month(letters, at)).then_some((at, pages))
    })
}
