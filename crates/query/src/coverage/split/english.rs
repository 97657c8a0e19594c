//! The rules for English.
//!
//! | what stands there | what is divided |
//! |---|---|
//! | `. `, `;`, a blank line | sentences and items |
//! | the first `comprising`, `including`, `having`, `consisting of`, `characterized by` of a sentence; `with` where there is none | the preamble, and what follows |
//! | `wherein`, `whereby`, `characterized in that`, `in which`, `such that` | one clause from the next |
//! | behind the preamble or `wherein`: `, and`, and a comma before an article, `means`, `at least` or a word in `-ing` | items and clauses, where no semicolon divides them |
//! | the one `and` before an article | the two things of a list without commas, the last two of one with them; not behind `between`, `both`, `either` |
//! | `according to claim 1` and the like at the end of a preamble | left out |
//!
//! `the method` and the like, which repeat the preamble before `comprising`, and `said` are left out of no element but
//! weigh nothing when claims are judged.

use std::ops::Range;

use super::pieces::{bracketed, distinct, trimmed};

/// What ends a preamble; longer ones first where one begins with another.
const TRANSITIONS: &[&str] = &[
    "which comprises",
    "that comprises",
    "which comprise",
    "that comprise",
    "comprising",
    "comprises",
    "which includes",
    "that includes",
    "including",
    "includes",
    "which has",
    "that has",
    "having",
    "consisting essentially of",
    "consisting of",
    "consists of",
    "composed of",
    "characterized by",
    "characterised by",
    "equipped with",
    "provided with",
];

/// What begins a further clause.
const CLAUSES: &[&str] = &[
    "characterized in that",
    "characterised in that",
    "the improvement comprising",
    "wherein",
    "whereby",
    "in which",
    "such that",
    "where",
];

/// What an item of a list begins with.
const ITEM_STARTS: &[&str] = &[
    "a",
    "an",
    "the",
    "at",
    "one",
    "two",
    "three",
    "first",
    "second",
    "third",
    "means",
    "each",
    "said",
    "another",
    "optionally",
    "then",
    "thereafter",
    "that",
];

/// Before these, `and` joins what is one.
const TOGETHER: &[&str] = &["between", "both", "either", "of"];

/// Words at the ends of an element that belong to none.
const OUTER_WORDS: &[&str] = &["and", "or", "then", "further", "thereby", "also"];

pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        let clauses = at_words(text, sentence, CLAUSES);
        for (i, clause) in clauses.into_iter().enumerate() {
            let (preamble, body) = if i == 0 { preamble(text, clause) } else { (None, clause) };
            let is_list = preamble.is_some() || i > 0;
            found.extend(preamble);
            if is_list { items(text, body, &mut found) } else { acts(text, body, &mut found) }
        }
    }
    let outer = found.into_iter().map(|range| outer(text, range)).collect();
    distinct(text, outer)
}

/// Sentences, and what semicolons and blank lines divide.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let brackets = bracketed(text);
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        let before = &text[start..at];
        let ends = match c {
            '.' => {
                let is_word = before.chars().rev().take_while(|c| c.is_alphanumeric()).count() > 1;
                is_word
                    && after.trim_start().chars().next().is_none_or(char::is_uppercase)
                    && after.chars().next().is_none_or(char::is_whitespace)
            }
            '\n' => after.starts_with('\n') || before.trim_end().ends_with([',', ';', ':']),
            _ => false,
        };
        if ends && !brackets.iter().any(|range| range.contains(&at)) {
            found.push(start..at);
            start = at + c.len_utf8();
        }
    }
    found.push(start..text.len());
    joined_by_lists(text, found)
}

/// A preamble keeps its list: lines of one claim are items and not sentences of their own.
fn joined_by_lists(text: &str, sentences: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for sentence in sentences {
        match joined.last_mut() {
            Some(last) if text[last.clone()].trim_end().ends_with([',', ';', ':']) => last.end = sentence.end,
            _ => joined.push(sentence),
        }
    }
    joined
}

/// The range divided before each of the words, which are left out.
fn at_words(text: &str, range: Range<usize>, words: &[&str]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    let mut from = range.start;
    while let Some((at, length)) = first_word(text, from..range.end, words) {
        // A clause needs something before it, else it opens the text.
        if !text[start..at].trim_matches(is_outer).is_empty() {
            found.push(start..at);
        }
        start = at + length;
        from = start;
    }
    found.push(start..range.end);
    found
}

/// The first of the words as whole words, outside of brackets.
fn first_word(text: &str, range: Range<usize>, words: &[&str]) -> Option<(usize, usize)> {
    let brackets = bracketed(text);
    let starts = text[range.clone()].char_indices().map(|(at, _)| range.start + at);
    starts.filter(|at| begins_word(text, *at) && !brackets.iter().any(|range| range.contains(at))).find_map(
        |at| words.iter().find(|word| has_word(&text[at..range.end], word)).map(|word| (at, word.len())),
    )
}

fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '-')
}

/// Whether a text begins with a word, whatever its case.
fn has_word(text: &str, word: &str) -> bool {
    let begins = text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    begins && !text[word.len()..].chars().next().is_some_and(|c| c.is_alphanumeric() || c == '-')
}

/// A sentence's preamble and what follows it.
fn preamble(text: &str, range: Range<usize>) -> (Option<Range<usize>>, Range<usize>) {
    let with = || {
        let (at, length) = first_word(text, range.clone(), &["with"])?;
        let item = text[at + length..range.end].trim_start();
        starts_item(item).then_some((at, length))
    };
    let Some((at, length)) = first_word(text, range.clone(), TRANSITIONS).or_else(with) else {
        return (None, range);
    };
    let before = without_reference(text, outer(text, range.start..at));
    if before.is_empty() {
        return (None, at + length..range.end);
    }
    (Some(without_repeated_subject(text, before)), at + length..range.end)
}

/// `The battery according to claim 1`.
fn without_reference(text: &str, range: Range<usize>) -> Range<usize> {
    const REFERENCES: &[&str] = &[
        " according to claim",
        " according to any",
        " of claim",
        " of any",
        " as claimed in",
        " as recited in",
        " as defined in",
        " as set forth in",
        " in claim",
    ];
    let piece = &text[range.clone()];
    let starts = REFERENCES.iter().filter_map(|word| piece.rfind(word));
    match starts.filter(|at| piece[*at..].contains("claim")).min() {
        Some(at) => outer(text, range.start..range.start + at),
        None => range,
    }
}

/// `A method for …, the method`.
fn without_repeated_subject(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    match piece.rfind(", the ") {
        Some(at) if piece[at + 6..].split_whitespace().count() <= 4 => {
            outer(text, range.start..range.start + at)
        }
        _ => range,
    }
}

fn starts_item(text: &str) -> bool {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
    let word = word.to_lowercase();
    ITEM_STARTS.contains(&word.as_str()) || (word.len() > 5 && word.ends_with("ing"))
}

/// The items of a list: at semicolons, else at commas.
fn items(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let semicolons = divided(text, range.clone(), |c, _, _| c == ';');
    if 1 < semicolons.len() {
        found.extend(semicolons);
        return;
    }
    let commas = divided(text, range.clone(), |c, _, after| {
        let after = after.trim_start();
        let and = ["and ", "or "].iter().find_map(|word| after.strip_prefix(word));
        c == ',' && (and.is_some() || starts_item(after))
    });
    if let [rest @ .., last] = commas.as_slice()
        && !rest.is_empty()
    {
        found.extend_from_slice(rest);
        let has_and = ["and ", "or "].iter().any(|word| text[last.clone()].trim_start().starts_with(word));
        if has_and { found.push(last.clone()) } else { found.extend(two(text, last.clone())) }
    } else {
        found.extend(two(text, range));
    }
}

/// `a sensor and a valve`.
fn two(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let piece = &text[range.clone()];
    let is_together = |before: &str| {
        let words: Vec<&str> = before.split_whitespace().collect();
        TOGETHER[..3].iter().any(|word| words.contains(word))
    };
    let mut ands = piece.match_indices(" and ").filter(|(at, word)| {
        starts_item(piece[at + word.len()..].trim_start()) && !is_together(&piece[..*at])
    });
    match (ands.next(), ands.next()) {
        (Some((at, word)), None) => {
            vec![range.start..range.start + at, range.start + at + word.len()..range.end]
        }
        _ => vec![range],
    }
}

/// What a sentence without a list tells: one act after the other.
fn acts(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let clauses = divided(text, range, |c, _, after| {
        let after = after.trim_start();
        c == ';'
            || (c == ',' && ["and ", "then ", "while ", "which "].iter().any(|word| after.starts_with(word)))
    });
    found.extend(clauses);
}

/// The range divided at characters outside of brackets.
fn divided(text: &str, range: Range<usize>, divides: impl Fn(char, &str, &str) -> bool) -> Vec<Range<usize>> {
    let brackets = bracketed(text);
    let mut found = Vec::new();
    let mut start = range.start;
    for (at, c) in text[range.clone()].char_indices() {
        let at = range.start + at;
        let end = at + c.len_utf8();
        let is_inside = brackets.iter().any(|range| range.contains(&at));
        // 1,000
        let in_number = text[end..].starts_with(|c: char| c.is_ascii_digit())
            && text[..at].ends_with(|c: char| c.is_ascii_digit());
        if start <= at && !is_inside && !in_number && divides(c, &text[start..at], &text[end..range.end]) {
            found.push(start..at);
            start = end;
        }
    }
    found.push(start..range.end);
    found.retain(|range| !text[range.clone()].trim_matches(is_outer).is_empty());
    found
}

fn is_outer(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.')
}

/// A piece without what belongs to no element.
fn outer(text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = trimmed(text, range, is_outer);
    loop {
        let piece = &text[range.clone()];
        let opener = OUTER_WORDS.iter().find(|word| has_word(piece, word)).map(|word| word.len());
        let closer = OUTER_WORDS.iter().find(|word| {
            let start = piece.len().saturating_sub(word.len());
            piece.is_char_boundary(start) && has_word(&piece[start..], word) && begins_word(piece, start)
        });
        if let Some(length) = opener {
            range.start += length;
        } else if let Some(word) = closer {
            range.end -= word.len();
        } else {
            return range;
        }
        range = trimmed(text, range, is_outer);
    }
}
