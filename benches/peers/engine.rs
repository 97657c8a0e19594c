//! What every engine is asked, and what it answers.

use std::time::Duration;

use query::{Ast, Filter};

use crate::tree::Tree;

/// How much of the result is asked for; always the ten best with what is stored of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Top,
    /// With the exact total.
    Total,
    /// With the total and the counts of three columns.
    Facets,
}

impl Mode {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Total => "total",
            Self::Facets => "facets",
        }
    }
}

/// One query as each engine takes it.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) ast: Ast,
    pub(crate) filters: Vec<Filter>,
    /// What a user writes, as far as it is text: each engine has it analysed before it searches, since chizai analyses
    /// it too.
    pub(crate) text: String,
    pub(crate) tree: Tree,
}

impl Query {
    /// The analyser of its text, which chizai and Lucene have under the same name.
    pub(crate) fn analyser(&self) -> &'static str {
        if self.text.chars().any(|c| '\u{3040}' <= c) { "japanese" } else { "english" }
    }
}

/// Queries of one kind, by what they are called.
pub(crate) type Class = (String, Vec<Query>, Mode);

/// What an engine found.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) took: Duration,
    /// Exact where the mode says so; chizai's always is.
    pub(crate) total: u64,
    /// Ids by falling score.
    pub(crate) hits: Vec<(String, f64)>,
}

/// An engine with an open index.
pub(crate) trait Engine {
    fn name(&self) -> &'static str;

    /// How long it runs before its times count.
    fn warm_up(&self) -> Duration {
        Duration::from_millis(200)
    }

    /// One query in one thread.
    fn run(&mut self, query: &Query, mode: Mode) -> Answer;

    /// All queries, taken in turn by so many threads.
    fn batch(&mut self, queries: &[Query], mode: Mode, threads: usize) -> Duration;
}
