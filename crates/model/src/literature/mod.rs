//! Reads citations of literature as they are printed: authors, title, journal, year, volume, pages.
//!
//! Offices print them in many ways and follow none of their own rules to the letter (WIPO ST.14; MPEP 707.05(e); the
//! JPO's form 著者名, "論文名", 誌名, 発行日, 巻, 号, 頁), so that this is a reading, not a grammar: what is marked is
//! taken by its mark (`vol.`, `pp.`, 第3号, quotation marks), then what stands between the marks by its place. A part
//! that cannot be told is left out; no part is invented.

mod kind;
mod names;
mod numerals;
mod parts;
mod record;
mod year;

use std::ops::Range;

pub use kind::LiteratureKind;
pub use record::LiteratureRecord;

use crate::{Doi, Issn, Meaning, scan::Letters};
use numerals::Numerals;

/// Characters of a citation that are looked at: the longest of real grants is below half of it.
const MAX_CHARS: usize = 4000;

/// What a printed citation says. Ranges are bytes of the text that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiteratureReading {
    pub kind: LiteratureKind,
    /// The authors as they are listed, without "et al.".
    pub authors: Option<Range<usize>>,
    pub title: Option<Range<usize>>,
    /// The journal, proceedings or book in which it stands.
    pub journal: Option<Range<usize>>,
    pub year: Option<u16>,
    pub volume: Option<Range<usize>>,
    pub issue: Option<Range<usize>>,
    /// The first page or the article's number.
    pub first_page: Option<Range<usize>>,
    /// As printed: `257-66` ends at `66`.
    pub last_page: Option<Range<usize>>,
    pub doi: Option<Doi>,
    pub issn: Option<Issn>,
}

impl LiteratureReading {
    /// The first author's name in small letters without diacritics, the family name first; `text` is what was read.
    pub fn first_author(&self, text: &str) -> Option<String> {
        let name = record::first_author(text.get(self.authors.clone()?)?);
        Some(name).filter(|name| !name.is_empty())
    }
}

/// Reads a printed citation. Never panics, whatever the text; every range lies within it, at ends of characters.
///
/// Of office papers, search reports and the like only kind and year are read: their words are no authors or titles.
pub fn read_literature(text: &str) -> LiteratureReading {
    let end = text.char_indices().nth(MAX_CHARS).map_or(text.len(), |(byte, _)| byte);
    let text = &text[..end];
    let letters = Letters::new(text);
    let quoted = parts::quoted(text);
    let mut free = vec![true; letters.len()];
    let mut reading = LiteratureReading { issn: issn(&letters, &mut free), ..LiteratureReading::default() };
    let title_chars = quoted.clone().map(|title| {
        let char_of = |byte: usize| text[..byte].chars().count();
        char_of(title.start)..char_of(title.end)
    });
    title_chars.iter().cloned().flatten().for_each(|at| free[at] = false);
    // The figure of a label is no volume; one in brackets may be the year.
    if !text.starts_with(['[', '(']) {
        free[..text[..parts::label_end(text)].chars().count()].fill(false);
    }
    year::hide_addresses(&letters, &mut free);
    let folded = letters.folded_whole();
    // Every DOI begins so, and few citations have one.
    let found = if folded.contains("10.") { crate::scan(text) } else { Vec::new() };
    reading.doi = found.into_iter().find_map(|found| match found.meaning {
        Meaning::Doi(doi) => {
            free[found.char_range].fill(false);
            Some(doi)
        }
        Meaning::Number(_) => None,
    });
    let after_title = title_chars.map_or(0, |title| title.end);
    let dated = year::iso(&letters, &mut free);
    let mut numerals = Numerals::read(&letters, &mut free);
    let year = dated.or_else(|| year::find(&letters, &free, after_title));
    reading.year = year.as_ref().map(|year| year.value).or(numerals.year);
    reading.kind =
        kind::of(&folded, &numerals, quoted.is_some(), reading.year.is_some(), reading.doi.is_some());
    if !reading.kind.has_parts() {
        return reading;
    }
    if reading.kind == LiteratureKind::Publication && numerals.first_page.is_none() {
        numerals.read_bare_pages(&letters, &free);
    }
    let mark = |chars: Range<usize>| letters.byte(chars.start)..letters.byte(chars.end);
    let mut marks: Vec<Range<usize>> = numerals.marks().map(mark).collect();
    marks.extend(year.map(|year| mark(year.span)));
    marks.extend(hidden_runs(&letters, &free).map(mark));
    marks.retain(|mark| {
        quoted.as_ref().is_none_or(|title| mark.end <= title.start || title.end <= mark.start)
    });
    marks.sort_by_key(|mark| mark.start);
    let parts = told_parts((text, &folded), quoted, &marks, &numerals, &mut reading);
    reading.volume = numerals.volume.map(mark);
    reading.issue = numerals.issue.map(mark);
    reading.first_page = numerals.first_page.map(mark);
    reading.last_page = numerals.last_page.map(mark);
    reading.authors = parts.authors;
    reading.title = parts.title;
    reading.journal = parts.journal;
    reading
}

/// The parts that are taken for true: all of a publication's, a quoted title of anything else. What is of no known kind
/// is a publication where its parts tell one. The text comes as printed and folded.
fn told_parts(
    (text, folded): (&str, &str),
    quoted: Option<Range<usize>>,
    marks: &[Range<usize>],
    numerals: &Numerals,
    reading: &mut LiteratureReading,
) -> parts::Parts {
    let is_quoted = quoted.is_some();
    let parts = parts::divide(text, quoted, marks);
    let is_told = reading.kind == LiteratureKind::Other
        && kind::is_told_by_parts(folded, &parts, numerals, reading.year.is_some());
    if is_told {
        reading.kind = LiteratureKind::Publication;
    }
    match reading.kind {
        LiteratureKind::Publication => parts,
        _ if is_quoted => parts::Parts { title: parts.title, ..parts::Parts::default() },
        _ => parts::Parts::default(),
    }
}

/// `ISSN: 1234-5679`, with a right check digit.
fn issn(letters: &Letters<'_>, free: &mut [bool]) -> Option<Issn> {
    for at in 0..letters.len() {
        let Some(mut start) = letters.after(at, "ISSN") else { continue };
        while matches!(letters.get(start), Some(' ' | ':' | '.')) {
            start += 1;
        }
        let end = (start + 9).min(letters.len());
        if let Ok(issn) = letters.folded(start, end).parse() {
            free[at..end].fill(false);
            return Some(issn);
        }
    }
    None
}

/// What was hidden from the reading: addresses, DOIs, serial numbers. They end a journal's name as figures do.
fn hidden_runs<'l>(letters: &'l Letters<'_>, free: &'l [bool]) -> impl Iterator<Item = Range<usize>> + 'l {
    let starts = (0..letters.len()).filter(|&at| !free[at] && (at == 0 || free[at - 1]));
    starts.map(|start| {
        let length = free[start..].iter().take_while(|free| !**free).count();
        start..start + length
    })
}
