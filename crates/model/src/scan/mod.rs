//! Finds patents' numbers and DOIs in running text: office actions, e-mails, descriptions, queries.
//!
//! A number is found where something says that it is one: a Japanese label (特開, 特許第…号), an office in front (`US`,
//! 米国特許), words of a citation (`U.S. Pat. No.`), or the number before it in a list (`同2010-2号`, `US 7,654,321;
//! 7,654,322`). Without any of these only `2009-123456` and 平11-123456 are taken, and marked. What looks like a number
//! but has no form of its office is left out: nothing is invented.
//!
//! Every rule looks at a bounded stretch of the text, so that the time is linear in its length.

mod digits;
mod doi;
mod japanese;
mod latin;
mod letters;
mod list;

use std::ops::Range;

pub(crate) use letters::Letters;

use crate::{Doi, NumberReading, read_number};

/// A number or DOI in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, with its label and 号公報, in bytes.
    pub byte_range: Range<usize>,
    /// The same in characters (Unicode scalar values).
    pub char_range: Range<usize>,
    /// What was read: the text as it stands, with what a list leaves out (`同2010-2号` is read as `特開2010-2号`).
    pub read_as: String,
    pub meaning: Meaning,
    /// Whether a label, an office or the number before it says that this is a number.
    pub is_labelled: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A patent's, application's or grant's number, or several that it can be.
    Number(NumberReading),
    /// An article.
    Doi(Doi),
}

/// All numbers and DOIs of a text, in their order, none inside another. Never panics, whatever the text.
pub fn scan(text: &str) -> Vec<Found> {
    let letters = Letters::new(text);
    let mut scanner = Scanner { letters: &letters, found: Vec::new(), previous: None };
    let mut at = 0;
    while at < letters.len() {
        at = match scanner.mention(at) {
            Some(mention) => {
                let end = mention.end;
                scanner.push(at, mention);
                end
            }
            None => at + 1,
        };
    }
    scanner.found
}

/// A number that a rule found at a place.
struct Mention {
    /// After its last character.
    end: usize,
    read_as: String,
    meaning: Meaning,
    is_labelled: bool,
    /// What a list that goes on after it shares with it.
    shared: Option<Shared>,
}

/// What the numbers of a list share.
#[derive(Debug, Clone)]
struct Shared {
    /// What stands before the digits of the first: 特開, 米国特許第, `U.S. Patent Nos. `.
    prefix: String,
    form: Form,
    shape: digits::Shape,
    /// Whether the list was announced (`Nos.`) or has begun.
    is_list: bool,
}

/// How the digits behind a prefix are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Label(japanese::Digits),
    Office(crate::OfficeCode),
}

struct Scanner<'t> {
    letters: &'t Letters<'t>,
    found: Vec<Found>,
    /// What the number before shares with a list, and where it ends.
    previous: Option<(usize, Shared)>,
}

impl Scanner<'_> {
    fn mention(&self, at: usize) -> Option<Mention> {
        let first = self.letters.get(at)?;
        self.previous.as_ref().and_then(|(end, shared)| list::next(self.letters, *end, shared, at)).or_else(
            || match first {
                '0'..='9' => doi::doi(self.letters, at).or_else(|| japanese::bare(self.letters, at)),
                'A'..='Z' => latin::mention(self.letters, at),
                c if c.is_ascii() => None,
                _ => japanese::labelled(self.letters, at)
                    .or_else(|| japanese::of_named_office(self.letters, at))
                    .or_else(|| japanese::bare(self.letters, at)),
            },
        )
    }

    fn push(&mut self, start: usize, mention: Mention) {
        let Mention { end, read_as, meaning, is_labelled, shared } = mention;
        self.found.push(Found {
            byte_range: self.letters.byte(start)..self.letters.byte(end),
            char_range: start..end,
            read_as,
            meaning,
            is_labelled,
        });
        self.previous = shared.map(|shared| (end, shared));
    }
}

/// The reading of a text that is only a number.
fn reading(text: &str) -> Option<Meaning> {
    read_number(text).ok().map(Meaning::Number)
}
