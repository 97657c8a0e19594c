//! Authors, title and journal: by quotation marks, and by what stands before the first figure.

use std::ops::Range;

use super::{names, year::without_date};

#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) authors: Option<Range<usize>>,
    pub(super) title: Option<Range<usize>>,
    pub(super) journal: Option<Range<usize>>,
}

/// Opening and closing marks of titles, the surest first.
const QUOTES: [(&str, &str); 7] =
    [("「", "」"), ("『", "』"), ("“", "”"), ("\"", "\""), ("``", "''"), ("‘", "’"), ("'", "'")];

/// Words that say that a journal or proceedings follow, in capitals and in order.
const WORKS: &[&str] = &[
    "ACM",
    "ACTA",
    "AM",
    "AMERICAN",
    "ANGEW",
    "ANN",
    "ANNALS",
    "APPL",
    "APPLIED",
    "ARCH",
    "ARCHIVES",
    "BIOCHEM",
    "BIOCHIM",
    "BIOL",
    "BRITISH",
    "BULL",
    "BULLETIN",
    "CANCER",
    "CHEM",
    "CLIN",
    "COMMUN",
    "CONFERENCE",
    "CONGRESS",
    "CURR",
    "DIGEST",
    "ENG",
    "EUR",
    "EUROPEAN",
    "EXP",
    "IEEE",
    "IMMUNOL",
    "INT",
    "INTERNATIONAL",
    "INTL",
    "J",
    "JOUR",
    "JOURNAL",
    "JPN",
    "LANCET",
    "LETT",
    "LETTERS",
    "MACROMOLECULES",
    "MAGAZINE",
    "MATER",
    "MED",
    "MEETING",
    "METH",
    "METHODS",
    "MICROBIOL",
    "MOL",
    "NATL",
    "NATURE",
    "NEW",
    "NUCLEIC",
    "OPT",
    "PHARM",
    "PHARMACOL",
    "PHYS",
    "PLOS",
    "POLYM",
    "PROC",
    "PROCEEDINGS",
    "RES",
    "REV",
    "REVIEW",
    "REVIEWS",
    "SCI",
    "SOC",
    "SPIE",
    "SYMPOSIUM",
    "TECH",
    "TECHNICAL",
    "TETRAHEDRON",
    "TRANS",
    "TRANSACTIONS",
    "WORKSHOP",
    "ZEITSCHRIFT",
];

/// Words that the name of a journal or of proceedings can have.
const MAX_WORDS: usize = 14;

/// What stands between a title and the name of what it is in.
const INTRODUCTIONS: &[&str] = &[
    "published in the",
    "published in",
    "published by",
    "presented at the",
    "presented at",
    "appearing in",
    "appeared in",
    "reprinted from",
    "in:",
    "in ",
    "from ",
    "In:",
    "In ",
    "IN:",
    "the ",
];

/// The title between quotation marks: two words or eight letters at least. `'` counts only at ends of words.
pub(super) fn quoted(text: &str) -> Option<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (open, close) in QUOTES {
        let Some(start) = opening(text, open) else { continue };
        let from = start + open.len();
        let Some(end) = closing(&text[from..], close) else { continue };
        let inside = trim(text, from..from + end);
        if is_word_of_sentence(text, start, from + end + close.len()) {
            continue;
        }
        let words = text[inside.clone()].split_whitespace().count();
        let shown = &text[inside.clone()];
        if !shown.is_empty() && (1 < words || 8 <= shown.chars().count() || !shown.is_ascii()) {
            found.push(inside);
        }
    }
    let first = found.first()?.clone();
    // A mark inside another's quotation is a part of the title.
    Some(found.into_iter().find(|other| other.start < first.start && first.end < other.end).unwrap_or(first))
}

/// `of the “red zone” on knees`: marks around words of a title that has none itself.
fn is_word_of_sentence(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end_matches(' ');
    let after = text[end..].strip_prefix(' ').unwrap_or_default();
    let goes_on =
        after.starts_with(char::is_lowercase) && !after.starts_with("by ") && !after.starts_with("in ");
    before.ends_with(char::is_lowercase) && before.len() < start && goes_on
}

fn opening(text: &str, mark: &str) -> Option<usize> {
    text.match_indices(mark).map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back();
        let after = text[at + mark.len()..].chars().next();
        mark != "'" || (before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(char::is_alphabetic))
    })
}

fn closing(text: &str, mark: &str) -> Option<usize> {
    text.match_indices(mark).map(|(at, _)| at).find(|&at| {
        let after = text[at + mark.len()..].chars().next();
        let before = text[..at].chars().next_back();
        let is_apostrophe = after.is_some_and(char::is_alphanumeric) || before == Some(' ');
        0 < at && (!matches!(mark, "'" | "’") || !is_apostrophe)
    })
}

/// Divides what stands around the title and the marks (years, volumes, addresses; sorted) into parts.
pub(super) fn divide(text: &str, quoted: Option<Range<usize>>, marks: &[Range<usize>]) -> Parts {
    match quoted {
        Some(title) => around_title(text, title, marks),
        None => without_title(text, marks),
    }
}

fn around_title(text: &str, title: Range<usize>, marks: &[Range<usize>]) -> Parts {
    let mut parts = Parts { title: Some(title.clone()), ..Parts::default() };
    let tail_end = marks.iter().find(|mark| title.end <= mark.start).map_or(text.len(), |mark| mark.start);
    let tail = after_quote(text, title.end, tail_end);
    let head = label_end(text).min(title.start)..title.start;
    // What is marked within the label before a citation says nothing of it.
    let is_before = |mark: &&Range<usize>| head.start <= mark.start && mark.end <= title.start;
    let marks_before: Vec<&Range<usize>> = marks.iter().filter(is_before).collect();
    if let Some(by) = text[tail.clone()].strip_prefix("by ") {
        let start = tail.end - by.len();
        let authors = names::leading(by);
        let end =
            authors.as_ref().map_or_else(|| by.find([',', ';']).unwrap_or(by.len()), |authors| authors.end);
        let rest = authors.map_or(end, |authors| authors.rest);
        parts.authors = named(text, start..start + end);
        parts.journal = journal(text, start + rest..tail.end);
        return parts;
    }
    // `JOURNAL, vol. 1, pages 2 - 3 A. AUTHOR 'Title'`
    if let (Some(first), Some(last)) = (marks_before.first(), marks_before.last())
        && !marks.iter().any(|mark| title.end <= mark.start)
    {
        parts.journal = journal(text, head.start..first.start);
        parts.authors = authors_of_head(text, last.end..title.start);
        return parts;
    }
    parts.journal = journal(text, tail);
    let head_end = marks_before.first().map_or(head.end, |mark| mark.start);
    let head = head.start.min(head_end)..head_end;
    match names::leading(&text[head.clone()]) {
        Some(authors) if parts.journal.is_none() => {
            parts.authors = named(text, head.start..head.start + authors.end);
            parts.journal = journal(text, head.start + authors.rest..head.end);
        }
        _ => parts.authors = authors_of_head(text, head),
    }
    parts
}

/// The stretch behind a closing quotation mark, without the mark.
fn after_quote(text: &str, start: usize, end: usize) -> Range<usize> {
    let start = start.min(end);
    let tail = text[start..end]
        .trim_start_matches(|c: char| c.is_whitespace() || ",.;:”\"'’」』)–-、，".contains(c));
    let mut start = end - tail.len();
    for introduction in INTRODUCTIONS {
        if text[start..end].starts_with(introduction) {
            start += introduction.len();
            break;
        }
    }
    let tail = text[start..end].trim_start();
    end - tail.len()..end
}

/// Everything before a title, as far as it can be names.
fn authors_of_head(text: &str, head: Range<usize>) -> Option<Range<usize>> {
    let shortened = names::shortened(&text[head.clone()]);
    let end = shortened.map_or(head.end, |authors| head.start + authors.end);
    named(text, head.start..end)
}

/// The length of `1. `, `[12] `, `非特許文献1:` and the EPO's serial number before a citation.
pub(super) fn label_end(text: &str) -> usize {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_numeric()).len();
    let bracketed = text.strip_prefix(['[', '(']).and_then(|rest| {
        let length = digits(rest);
        (0 < length && rest[length..].starts_with([']', ')'])).then_some(length + 2)
    });
    let numbered = || {
        let length = digits(text);
        (0 < length && length < 4 && text[length..].starts_with(". ")).then_some(length + 2)
    };
    let named = || {
        let rest = text.strip_prefix("非特許文献")?;
        let length = digits(rest);
        let colon = rest[length..].chars().next().filter(|c| matches!(c, ':' | '：' | '】'))?;
        Some(text.len() - rest.len() + length + colon.len_utf8())
    };
    let serial = || {
        let rest = text.strip_prefix("XP")?;
        let length = digits(rest);
        (5 < length).then_some(2 + length)
    };
    bracketed.or_else(numbered).or_else(named).or_else(serial).unwrap_or(0)
}

fn without_title(text: &str, marks: &[Range<usize>]) -> Parts {
    let start = label_end(text);
    let end_of =
        |from: usize| marks.iter().find(|mark| from < mark.end).map_or(text.len(), |mark| mark.start);
    let body = start..end_of(start).max(start);
    // `Smith J, Doe A (2004) Title. Journal 12: 34-45`, `K Sato. 2010. Title. Journal 12`
    if let Some(year) = marks.iter().find(|mark| mark.start == body.end && mark.len() == 4) {
        let rest = year.end..end_of(year.end + 1).max(year.end);
        let is_titled = 1 < text[rest.clone()]
            .split_whitespace()
            .filter(|word| word.starts_with(char::is_alphabetic))
            .count();
        let authors = names::shortened(&text[body.clone()]).map(|authors| authors.end);
        let authors = authors.or_else(|| names::is_list(&text[body.clone()]).then_some(body.len()));
        if let Some(end) = authors.filter(|_| is_titled) {
            let (title, journal) = title_and_journal(text, rest);
            return Parts { authors: named(text, body.start..body.start + end), title, journal };
        }
    }
    if !text[body.clone()].is_ascii()
        && text[body.clone()].contains(['、', '，', ','])
        && is_japanese(&text[body.clone()])
    {
        return in_pieces(text, body);
    }
    let authors = names::leading(&text[body.clone()]);
    let rest = authors.as_ref().map_or(body.start, |authors| body.start + authors.rest)..body.end;
    let (title, journal) = match journal_between(text, marks) {
        Some(journal) => (named(text, rest), Some(journal)),
        None => title_and_journal(text, rest),
    };
    let authors = authors.and_then(|authors| named(text, body.start..body.start + authors.end));
    Parts { authors, title, journal }
}

/// `pp. 924-926, App. Physics Lett., vol. 76`: a journal between two marks.
fn journal_between(text: &str, marks: &[Range<usize>]) -> Option<Range<usize>> {
    marks.windows(2).find_map(|pair| {
        let gap = trim(text, pair[0].end..pair[1].start.max(pair[0].end));
        let words = text[gap.clone()].split_whitespace().count();
        (1 < words && words < 9 && is_work(&text[gap.clone()])).then(|| journal(text, gap)).flatten()
    })
}

fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))
}

/// 山田太郎, 固体電解質の研究, 電気化学: authors, title, journal between commas.
fn in_pieces(text: &str, body: Range<usize>) -> Parts {
    let mut pieces = Vec::new();
    let mut start = body.start;
    for (at, mark) in text[body.clone()].match_indices(['、', '，', ',']) {
        pieces.extend(named(text, start..body.start + at));
        start = body.start + at + mark.len();
    }
    pieces.extend(named(text, start..body.end));
    let without_et_al = |piece: Range<usize>| {
        let end =
            names::shortened(&text[piece.clone()]).map_or(piece.end, |authors| piece.start + authors.end);
        named(text, piece.start..end)
    };
    match pieces.as_slice() {
        [journal] => Parts { journal: Some(journal.clone()), ..Parts::default() },
        [authors, journal] => Parts {
            authors: without_et_al(authors.clone()),
            journal: Some(journal.clone()),
            ..Parts::default()
        },
        [authors, title, journal, ..] => Parts {
            authors: without_et_al(authors.clone()),
            title: Some(title.clone()),
            journal: Some(journal.clone()),
        },
        [] => Parts::default(),
    }
}

/// Title and journal of what has no quotation marks: the journal begins where one can be told to begin.
fn title_and_journal(text: &str, rest: Range<usize>) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let rest = trim(text, rest);
    if rest.is_empty() {
        return (None, None);
    }
    let shown = without_date(&text[rest.clone()]);
    let rest = rest.start..rest.start + shown.len();
    if is_abbreviated(shown) {
        return (None, journal(text, rest));
    }
    let mut last = None;
    for at in boundaries(shown) {
        last = Some(at);
        if is_work(&shown[at..]) {
            let start = rest.start + at;
            return (named(text, rest.start..start), journal(text, start..rest.end));
        }
    }
    if is_work(shown) {
        return (None, journal(text, rest));
    }
    let title_end = last.filter(|&at| shown[at..].split_whitespace().count() <= 5 && is_titled(&shown[at..]));
    match title_end {
        Some(at) => {
            let start = rest.start + at;
            (named(text, rest.start..start), journal(text, start..rest.end))
        }
        None if shown.split_whitespace().count() <= 4 && is_titled(shown) => (None, journal(text, rest)),
        None => (named(text, rest), None),
    }
}

/// Where a new part can begin: behind a comma, a semicolon, and the end of a sentence.
fn boundaries(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices(' ').filter_map(|(at, _)| {
        let before = &text[..at];
        let word = before.rsplit(' ').next().unwrap_or_default();
        let ends = match before.chars().next_back()? {
            ',' | ';' | '?' | '!' => true,
            // Journals' words are shortened with a capital.
            '.' => {
                let letters = word.trim_end_matches('.').chars().count();
                let is_small = word.starts_with(char::is_lowercase);
                !is_of_works(word.trim_end_matches('.'))
                    && (4 <= letters || (is_small && 2 < letters))
                    && word.trim_end_matches('.').chars().skip(1).all(|c| !c.is_uppercase())
            }
            _ => false,
        };
        ends.then_some(at + 1)
    })
}

/// Whether a word is one of [`WORKS`], whatever its case.
fn is_of_works(word: &str) -> bool {
    let in_order = |work: &&str| work.chars().cmp(word.chars().flat_map(char::to_uppercase));
    WORKS.binary_search_by(in_order).is_ok()
}

/// Whether this reads as the name of a journal or of proceedings: short, with one of their words near its beginning,
/// or abbreviated throughout.
fn is_work(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(MAX_WORDS + 1).collect();
    let is_of_works = |word: &&str| is_of_works(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let begins = words.first().is_some_and(is_of_works);
    let near = words.iter().take(4).any(is_of_works);
    let capital =
        words.first().is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    let small = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    capital
        && words.len() <= MAX_WORDS
        && ((begins && small <= 4) || (near && small <= 2 && words.len() <= 8) || is_abbreviated(text))
}

/// Whether at least every second word is abbreviated: `J. Leukoc. Biol.`
fn is_abbreviated(text: &str) -> bool {
    let words = text.split_whitespace();
    let abbreviated = words.clone().filter(|word| word.trim_end_matches(',').ends_with('.')).count();
    text.starts_with(char::is_uppercase) && words.count() <= 2 * abbreviated
}

/// Whether every longer word begins with a capital.
fn is_titled(text: &str) -> bool {
    let small = |word: &str| 3 < word.len() && word.starts_with(char::is_lowercase);
    text.starts_with(|c: char| c.is_uppercase()) && !text.split_whitespace().any(small)
}

/// The journal at a stretch's beginning: up to the comma that ends its name. `J. Polym. Sci., A: Polym. Chem.` and
/// `J. Opt. Soc. Am. A` go on behind one.
fn journal(text: &str, stretch: Range<usize>) -> Option<Range<usize>> {
    let stretch = trim(text, stretch);
    let shown = without_date(&text[stretch.clone()]);
    let mut end = 0;
    for (at, mark) in shown.match_indices([',', ';', '、', '，']) {
        end = at;
        let rest = shown[at + mark.len()..].trim_start();
        let next = rest.split([',', ';', ' ', ':']).next().unwrap_or_default();
        let is_series = next.chars().count() == 1 && next.starts_with(|c: char| c.is_ascii_uppercase());
        if !(is_series && mark == ",") {
            break;
        }
        end = 0;
    }
    let end = if end == 0 { shown.len() } else { end };
    let mut found = trim(text, stretch.start..stretch.start + end);
    if text[found.clone()].contains('.') && text[found.end..].starts_with('.') {
        found.end += 1;
    }
    let letters = text[found.clone()].chars().filter(|c| c.is_alphabetic()).count();
    (1 < letters).then_some(found)
}

/// A stretch without punctuation at its ends; `None` where no letter is left.
fn named(text: &str, stretch: Range<usize>) -> Option<Range<usize>> {
    let mut found = trim(text, stretch.clone());
    let initials = text[found.clone()].rsplit([' ', ',']).next().is_some_and(|word| {
        word.chars().filter(|c| c.is_alphabetic()).count() <= 3 && word.starts_with(char::is_uppercase)
    });
    if initials && text[found.end..stretch.end.max(found.end)].starts_with('.') {
        found.end += 1;
    }
    text[found.clone()].contains(char::is_alphabetic).then_some(found)
}

/// A stretch without blanks and punctuation at its ends; one that ends before it starts is empty, at its end.
fn trim(text: &str, stretch: Range<usize>) -> Range<usize> {
    let stretch = stretch.start.min(stretch.end)..stretch.end;
    let is_edge = |c: char| c.is_whitespace() || ",;:.()[]<>*-–—、，。・「」『』“”\"‘’'`".contains(c);
    let shown = text[stretch.clone()].trim_start_matches(is_edge);
    let start = stretch.end - shown.len();
    start..start + shown.trim_end_matches(is_edge).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_works_is_found_whatever_its_case() {
        assert!(WORKS.is_sorted());
        assert!(WORKS.iter().all(|work| is_of_works(work) && is_of_works(&work.to_lowercase())));
        assert!(["Scı", "ſoc", "Digeﬆ"].into_iter().all(is_of_works));
        assert!(!["", "I", "INTS", "ｊｏｕｒｎａｌ", "zz"].into_iter().any(is_of_works));
    }
}
