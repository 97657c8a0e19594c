//! The syntaxes that a query can be written in.

use std::{fmt, str::FromStr};

use super::{Parsed, cql, jplatpat, json, nothing_to_search, parse, prefix};
use crate::{Ast, Severity};

/// How a query is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Syntax {
    /// chizai's own, see [`crate::parse()`].
    #[default]
    Native,
    /// Espacenet's.
    Cql,
    /// J-PlatPat's logical expressions (論理式).
    JPlatPat,
    /// The tree itself, see [`json`].
    Json,
}

/// A name that no syntax has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no syntax is called {written:?}: expected native, cql, jplatpat or json")]
pub struct UnknownSyntax {
    pub written: String,
}

impl Syntax {
    pub const ALL: [Self; 4] = [Self::Native, Self::Cql, Self::JPlatPat, Self::Json];

    /// The name that programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Cql => "cql",
            Self::JPlatPat => "jplatpat",
            Self::Json => "json",
        }
    }
}

impl fmt::Display for Syntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Syntax {
    type Err = UnknownSyntax;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|syntax| syntax.as_str() == text)
            .ok_or_else(|| UnknownSyntax { written: text.to_owned() })
    }
}

/// Whether a name and the sign after it begin a condition: `title:`, `claim:`, in CQL `ti=`.
pub(crate) fn is_before_value(syntax: Syntax, name: &str) -> bool {
    match syntax {
        Syntax::Native => prefix::read(name).is_some(),
        Syntax::Cql => cql::Index::find(name).is_some(),
        Syntax::JPlatPat | Syntax::Json => false,
    }
}

/// Reads a query in a syntax. Never fails, never panics; an empty text is every document.
pub fn parse_as(syntax: Syntax, text: &str) -> Parsed {
    let read = match syntax {
        Syntax::Native => return parse(text),
        Syntax::Cql => cql::read,
        Syntax::JPlatPat => jplatpat::read,
        Syntax::Json => json::read,
    };
    let mut problems = Vec::new();
    let ast = read(text, &mut problems);
    let is_refused = problems.iter().any(|problem| problem.severity() == Severity::Error);
    if ast.is_none() && !is_refused && !text.trim().is_empty() {
        problems.push(nothing_to_search(text));
    }
    problems.sort_by_key(|problem| (problem.char_range.start, problem.char_range.end));
    Parsed { ast: ast.unwrap_or(Ast::Everything), problems }
}
