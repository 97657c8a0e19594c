//! What is compared of an article and of a printed citation, in one form for both.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{LiteratureKind, LiteratureReading, read_literature};
use crate::{Article, Author};

/// Letters at a title's beginning and end that make its keys; half as many where they are kanji or kana.
const TITLE_KEY: usize = 24;
/// A title shorter than this, kanji and kana counted twice, says too little to be a key ("Editorial").
const TITLE_MIN: usize = 20;
/// Letters of a title that are kept.
const TITLE_MAX: usize = 240;

/// Between fields, values and keys; none of them occurs in what is compared.
const FIELD: char = '\u{1f}';
const VALUE: char = '\u{1e}';

/// An article's or a citation's fields, folded for comparison: small letters without diacritics or punctuation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiteratureRecord {
    pub year: Option<u16>,
    /// `12`, `26b`
    pub volume: String,
    /// `1267`, `e103411`
    pub first_page: String,
    /// The first author's name in each script: words between spaces; of a citation, the family name first.
    pub first_authors: Vec<String>,
    /// Words between spaces.
    pub journals: Vec<String>,
    pub issns: Vec<String>,
    /// Letters and digits without spaces.
    pub titles: Vec<String>,
}

impl LiteratureRecord {
    pub fn of_article(article: &Article) -> Self {
        let journal = article.journal.as_ref();
        let pages = journal.and_then(|journal| journal.pages.as_deref()).unwrap_or_default();
        let volume = journal.and_then(|journal| journal.volume.as_deref()).unwrap_or_default();
        let first_author = article.authors.first().map(|Author { names, .. }| names);
        Self {
            year: article.published.map(|date| date.year()),
            volume: figure(volume),
            first_page: figure(pages.split(['-', '–', ',', ' ']).next().unwrap_or_default()),
            first_authors: first_author.into_iter().flatten().map(|name| words(&name.text)).collect(),
            journals: journal
                .iter()
                .flat_map(|journal| &journal.titles)
                .map(|title| words(&title.text))
                .collect(),
            issns: journal.iter().flat_map(|journal| &journal.issns).map(ToString::to_string).collect(),
            titles: article.titles.iter().map(|title| letters(&title.text)).collect(),
        }
    }

    /// Of what is printed; `None` of what is no publication, or says too little to tell one.
    pub fn of_citation(text: &str) -> Option<Self> {
        Self::of_reading(text, &read_literature(text))
    }

    /// The same of what has been read of the text.
    pub fn of_reading(text: &str, reading: &LiteratureReading) -> Option<Self> {
        if !matches!(
            reading.kind,
            LiteratureKind::Publication | LiteratureKind::Other | LiteratureKind::WebPage
        ) {
            return None;
        }
        let part = |range: &Option<std::ops::Range<usize>>| range.clone().map_or("", |range| &text[range]);
        let some = |value: String| if value.is_empty() { Vec::new() } else { vec![value] };
        let record = Self {
            year: reading.year,
            volume: figure(part(&reading.volume)),
            first_page: figure(part(&reading.first_page)),
            first_authors: reading.first_author(text).into_iter().collect(),
            journals: some(words(part(&reading.journal))),
            issns: reading.issn.iter().map(ToString::to_string).collect(),
            titles: some(letters(part(&reading.title))),
        };
        (!record.keys().is_empty()).then_some(record)
    }

    /// The terms under which an article and its citation meet, or a part of them: the beginning and the end of a
    /// title, and year, volume and first page together. An article has the last for the years around its own too,
    /// since the year of print and that of first publication differ: see [`Self::article_keys`].
    pub fn keys(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for title in &self.titles {
            if TITLE_MIN <= weight(title) {
                let size = if weight(title) == title.chars().count() { TITLE_KEY } else { TITLE_KEY / 2 };
                let count = title.chars().count();
                keys.insert(format!("b {}", title.chars().take(size).collect::<String>()));
                keys.insert(format!(
                    "e {}",
                    title.chars().skip(count.saturating_sub(size)).collect::<String>()
                ));
            }
        }
        keys.extend(self.year.and_then(|year| self.place_key(year)));
        keys
    }

    /// The keys of an article: those of a citation of it that differs by a year.
    pub fn article_keys(&self) -> BTreeSet<String> {
        let mut keys = self.keys();
        let years = self.year.into_iter().flat_map(|year| [year.saturating_sub(1), year + 1]);
        keys.extend(years.filter_map(|year| self.place_key(year)));
        keys
    }

    fn place_key(&self, year: u16) -> Option<String> {
        let is_placed = !self.volume.is_empty() && !self.first_page.is_empty();
        is_placed.then(|| format!("p {year} {} {}", self.volume, self.first_page))
    }

    /// One line that [`Self::read`] reads back.
    pub fn written(&self) -> String {
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        let lists = [&self.first_authors, &self.journals, &self.issns, &self.titles];
        let mut fields = vec![year, self.volume.clone(), self.first_page.clone()];
        fields.extend(lists.map(|list| list.join(&VALUE.to_string())));
        fields.join(&FIELD.to_string())
    }

    /// What [`Self::written`] wrote; missing fields are empty.
    pub fn read(line: &str) -> Self {
        let mut fields = line.split(FIELD);
        let mut field = || fields.next().unwrap_or_default();
        let list =
            |field: &str| field.split(VALUE).filter(|value| !value.is_empty()).map(str::to_owned).collect();
        Self {
            year: field().parse().ok(),
            volume: field().to_owned(),
            first_page: field().to_owned(),
            first_authors: list(field()),
            journals: list(field()),
            issns: list(field()),
            titles: list(field()),
        }
    }
}

/// Letters and digits that a title's length is measured by: a kanji or kana says as much as two letters.
fn weight(title: &str) -> usize {
    title.chars().map(|c| if ('\u{3000}'..='\u{9fff}').contains(&c) { 2 } else { 1 }).sum()
}

/// Small letters without diacritics; what is neither letter nor digit becomes a space.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        let fold = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
        return text.chars().map(fold).collect();
    }
    let mut folded = String::new();
    for c in text.nfkc().flat_map(char::to_lowercase) {
        // Only Latin and Greek lose their marks: those of kana make other letters.
        let loses_marks = ('\u{c0}'..='\u{24f}').contains(&c)
            || ('\u{370}'..='\u{3ff}').contains(&c)
            || ('\u{1e00}'..='\u{1fff}').contains(&c);
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            c if loses_marks => folded.extend(c.nfd().filter(|c| !is_combining_mark(*c))),
            c if c.is_alphanumeric() => folded.push(c),
            _ => folded.push(' '),
        }
    }
    folded
}

fn letters(text: &str) -> String {
    folded(text).chars().filter(|c| *c != ' ').take(TITLE_MAX).collect()
}

fn words(text: &str) -> String {
    folded(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A volume or page without zeros before it.
fn figure(text: &str) -> String {
    let letters = letters(text);
    letters.trim_start_matches('0').to_owned()
}

/// The first name of a list, its family name first: `Oatridge A, Herlihy A`, `D. L. Trumbo`, `Baer, Adam`.
pub(super) fn first_author(list: &str) -> String {
    let first = list.split([',', ';', '、', '，', '・']).next().unwrap_or_default();
    let first = first.split(" and ").next().unwrap_or_default();
    let first = first.split(" & ").next().unwrap_or_default().trim();
    let is_initial = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        letters <= 2 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
    };
    let mut parts: Vec<&str> = first.split_whitespace().collect();
    // `Oatridge A` has its family name first, `D. L. Trumbo` last; initials tell which.
    let family = parts.iter().rposition(|word| !is_initial(word)).filter(|_| parts.len() < 8);
    if let Some(at) = family {
        let family = parts.remove(at);
        parts.insert(0, family);
    }
    words(&parts.join(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ascii_is_folded_as_other_texts_are(text in "[\\x00-\\x7f]{0,80}") {
            prop_assert_eq!(folded(&text) + "e", folded(&format!("{text}é")));
        }
    }
}
