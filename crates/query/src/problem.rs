//! What is wrong with a query's text, for people and for programs.

use std::{fmt, ops::Range};

/// Something in the query that was not understood, or not read as written.
///
/// The message is English; the server puts a problem into the reader's language by its code and data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub code: ProblemCode,
    /// Where in the query's text, in characters (not bytes).
    pub char_range: Range<usize>,
    /// The part of the query it is about: a field's name, a value, an operator.
    pub subject: String,
    /// Whole sentence in English, lower case, without final stop.
    pub message: String,
    /// What the user may have meant, nearest first; may be empty.
    pub suggestions: Vec<String>,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The query runs as the tree shows it, which may differ from what was meant.
    Notice,
    /// A caller that must not guess (the HTTP API) refuses the query.
    Error,
}

macro_rules! problem_codes {
    ($($(#[doc = $doc:literal])* $name:ident => $code:literal, $severity:ident;)*) => {
        /// The stable codes of problems.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ProblemCode {
            $($(#[doc = $doc])* $name,)*
        }

        impl ProblemCode {
            /// Every code, for documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as programs see it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// How bad a problem with this code is.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                }
            }
        }
    };
}

problem_codes! {
    /// `foo:bar` where no field is called so. The text is searched as words.
    UnknownField => "unknown-field", Error;
    /// `課題：電池` or `comprising: a cathode` where no field is called so: read as text, since prose has colons that are
    /// full-width or have a space behind them.
    TextWithColon => "text-with-colon", Notice;
    /// A long text without fields and operators: all of it is read as text.
    ReadAsProse => "read-as-prose", Notice;
    /// A value that the field cannot have, such as `published:soon`.
    InvalidValue => "invalid-value", Error;
    /// An operation that the field does not offer, such as a range of titles.
    UnsupportedOperation => "unsupported-operation", Error;
    /// A range whose lower end lies above its upper end: it matches nothing.
    EmptyRange => "empty-range", Notice;
    /// A quotation mark without its partner: quoted to the end of the query.
    UnclosedQuote => "unclosed-quote", Notice;
    /// Quotation marks with nothing between them: left out.
    EmptyQuote => "empty-quote", Notice;
    /// An opening parenthesis without its partner: closed at the end of the query.
    UnclosedParenthesis => "unclosed-parenthesis", Notice;
    /// A closing parenthesis without its partner: left out.
    UnopenedParenthesis => "unopened-parenthesis", Notice;
    /// Parentheses with nothing between them: left out.
    EmptyParentheses => "empty-parentheses", Notice;
    /// `field:` with nothing after it: left out.
    MissingValue => "missing-value", Error;
    /// AND, OR or NOT without an operand: left out.
    MissingOperand => "missing-operand", Notice;
    /// A text of which nothing that can be searched is left, such as `(((`: it is no wish for every document.
    NothingToSearch => "nothing-to-search", Error;
    /// A range that does not read `[a TO b]`.
    MalformedRange => "malformed-range", Error;
    /// A range of numbers whose ends are of different offices, sorts, kinds or ways of numbering.
    NumbersOfDifferentSeries => "different-series", Error;
    /// A range of numbers that can mean several: the suggestions are all of them.
    AmbiguousNumber => "ambiguous-number", Error;
    /// A word of the query that was searched as a patent's number or DOI too.
    ReadAsNumber => "read-as-number", Notice;
    /// `*` or `?` where truncation is not offered: searched without it.
    UnsupportedTruncation => "unsupported-truncation", Notice;
    /// A distance of NEAR or ADJ that is no number from 1 to [`crate::Near::MAX_DISTANCE`], or of `~` that is not 1 or 2,
    /// or one that another syntax does not have.
    InvalidDistance => "invalid-distance", Error;
    /// What cannot stand beside NEAR or ADJ, such as AND, NOT, a date or a class: AND was read instead.
    NotInProximity => "not-in-proximity", Error;
    /// What cannot stand inside `sentence:( )`, `paragraph:( )` or `claim:( )`: its unit was left out.
    NotInUnit => "not-in-unit", Error;
    /// Bare words beside `a NEAR b`: NEAR takes only the word next to it.
    WordsBesideProximity => "words-beside-proximity", Notice;
    /// A query that is plainly written in another syntax, which the subject names; it was read as it stands.
    OtherSyntax => "other-syntax", Notice;
    /// Parentheses or NOT nested deeper than the limit: what lies deeper is left out.
    TooDeep => "too-deep", Error;
    /// A query longer than the limit: the rest is left out.
    TooLong => "too-long", Error;
    /// A word of a Boolean query that is too common to be indexed (の, the): left out.
    StopWordLeftOut => "stop-word-left-out", Notice;
    /// Operators of one query that its syntax reads from left to right, and chizai's own by precedence.
    LeftToRight => "left-to-right", Notice;
    /// A word without a field whose shape says which one is meant, such as a date.
    GuessedField => "guessed-field", Notice;
    /// Something that the syntax means more narrowly or otherwise than it can be asked: the message says how it was
    /// read.
    ReadDifferently => "read-differently", Notice;
    /// A text that is no JSON, or JSON that is no query.
    MalformedJson => "malformed-json", Error;
    /// A reference to a line that does not stand before the one that names it.
    UnknownLine => "unknown-line", Error;
    /// Two lines of one name: references mean the first.
    LineNamedTwice => "line-named-twice", Error;
    /// A line whose name looks like a misspelt field, as `titel: battery` does: read as a line of this name.
    LineNamedLikeField => "line-named-like-field", Notice;
    /// A reference to a line beside words, without AND, OR or NOT between them.
    LineWithoutOperator => "line-without-operator", Error;
    /// A text of more words than are searched at once: those that tell most were taken.
    WordsSelected => "words-selected", Notice;
    /// Words that were also searched as one word, or a word as two: the message says which.
    SpellingAdded => "spelling-added", Notice;
    /// Words that are not indexed and on which nothing else can be searched: searched where all words are kept.
    OnlyStopWords => "only-stop-words", Notice;
    /// A class symbol that its scheme lacks and that no document carries.
    UnknownClass => "unknown-class", Error;
    /// A class symbol that its scheme lacks although documents carry it, or may: searched as it is.
    ClassNotInScheme => "class-not-in-scheme", Notice;
    /// No scheme is installed that knows what is below a class: searched by the form of symbols alone.
    NoClassScheme => "no-class-scheme", Notice;
    /// What is below a class was taken from another scheme, as IPC's dots from CPC.
    ClassHierarchyBorrowed => "class-hierarchy-borrowed", Notice;
}

impl Problem {
    /// A problem without suggestions.
    pub(crate) fn new(code: ProblemCode, char_range: Range<usize>, subject: &str, message: String) -> Self {
        Self { code, char_range, subject: subject.to_owned(), message, suggestions: Vec::new() }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(first) = self.suggestions.first() {
            write!(f, "; did you mean {first:?}?")?;
        }
        Ok(())
    }
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
