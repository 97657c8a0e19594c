//! Advice on a query, measured on the index: parts that do nothing, traps, spellings that would find more.

mod precedence;
mod rules;
mod variant;

use std::fmt;

use indexer::Generation;

pub use variant::VariantKind;
pub(crate) use variant::other_spellings;

use super::{CountedTree, Scope, count::Counter};
use crate::{Ast, QueryError};

/// What there is to say about a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// In the order of the nodes that they are about.
    pub advice: Vec<Advice>,
    /// False where the limit of counts (`limits.counted_nodes`) ended the measuring.
    pub is_complete: bool,
}

/// One piece of advice. Its figures are exact and within the search's filters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    pub code: AdviceCode,
    /// The node that it is about: places among operands from the root, from 0.
    pub path: Vec<usize>,
    /// The node in chizai's own syntax.
    pub node: String,
    /// What the node matches by itself.
    pub count: u64,
    /// The other part of the query that matters here, in chizai's own syntax, with what it matches by itself.
    pub other: Option<(String, u64)>,
    /// First and last value that the index holds of the node's field.
    pub held: Option<(String, String)>,
    /// What to search instead.
    pub suggestions: Vec<Suggestion>,
}

/// A whole query that could be searched instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub query: String,
    /// What it matches.
    pub count: u64,
    /// The word that it adds, where it adds one.
    pub variant: Option<Variant>,
}

/// Another way to write a word of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    pub kind: VariantKind,
    pub text: String,
    /// Documents that it matches and the query's own word does not.
    pub adds: u64,
}

macro_rules! advice_codes {
    ($($(#[doc = $doc:literal])* $name:ident => $code:literal;)*) => {
        /// The stable codes of advice.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum AdviceCode {
            $($(#[doc = $doc])* $name,)*
        }

        impl AdviceCode {
            /// Every code, for documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as programs see it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

advice_codes! {
    /// AND and OR without brackets: from left to right, as other syntaxes read it, it would find something else.
    Precedence => "precedence";
    /// An operand of OR that matches nothing.
    DeadBranch => "dead-branch";
    /// An operand of AND that matches nothing, so that the AND matches nothing either.
    EmptyOperand => "empty-operand";
    /// Operands of AND that each match something, but no document together.
    NothingInCommon => "nothing-in-common";
    /// A NOT that leaves nothing out.
    ExcludesNothing => "excludes-nothing";
    /// A NOT that leaves everything out.
    ExcludesEverything => "excludes-everything";
    /// An operand of OR that another one contains.
    Subsumed => "subsumed";
    /// An operand of OR that gives nearly all of what the OR matches.
    Dominates => "dominates";
    /// A class that no document has.
    EmptyClass => "empty-class";
    /// A range outside of what the index holds.
    OutsideHoldings => "outside-holdings";
    /// Quoted text that no document has, although its words are there.
    WordsApart => "words-apart";
    /// Another spelling of a word that would find more.
    MissingVariant => "missing-variant";
}

/// Examines a counted query. `input` is its text in chizai's own syntax, where it was written in that.
pub fn lint(
    generation: &Generation,
    tree: &CountedTree,
    scope: &Scope,
    input: Option<&str>,
) -> Result<Lint, QueryError> {
    let limit = generation.config().ranking.limits.counted_nodes;
    let counter = Counter::new(generation, scope, &tree.across, limit).with_known(tree);
    let mut linter = Linter { generation, root: &tree.root.ast, counter, advice: Vec::new() };
    if let Some(input) = input {
        linter.precedence(input)?;
    }
    linter.node(&tree.root, &mut Vec::new())?;
    let is_complete = tree.is_complete() && !linter.counter.is_spent;
    Ok(Lint { advice: linter.advice, is_complete })
}

struct Linter<'l> {
    generation: &'l Generation,
    root: &'l Ast,
    counter: Counter<'l>,
    advice: Vec<Advice>,
}

impl fmt::Display for Advice {
    /// One sentence in English, lower case, without final stop.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { node, count, .. } = self;
        let (other, of_other) =
            self.other.as_ref().map_or(("", 0), |(other, count)| (other.as_str(), *count));
        match self.code {
            AdviceCode::Precedence => {
                write!(
                    f,
                    "AND binds tighter than OR here; read from left to right it would match {of_other} instead of {count}"
                )
            }
            AdviceCode::DeadBranch => write!(f, "{node} matches nothing; without it the result is the same"),
            AdviceCode::EmptyOperand => {
                write!(f, "{node} matches nothing, so that everything joined to it by AND matches nothing")
            }
            AdviceCode::NothingInCommon => {
                write!(f, "each part of {node} matches something, but no document has them all")
            }
            AdviceCode::ExcludesNothing => write!(f, "{node} leaves nothing out"),
            AdviceCode::ExcludesEverything => {
                write!(f, "{node} leaves out everything that the rest matches ({of_other})")
            }
            AdviceCode::Subsumed => write!(
                f,
                "{node} adds nothing: each of its {count} documents is among the {of_other} of {other}"
            ),
            AdviceCode::Dominates => {
                write!(f, "{node} alone gives {count} of the {of_other} documents of {other}")
            }
            AdviceCode::EmptyClass => write!(f, "no document is classified under {node}"),
            AdviceCode::OutsideHoldings => {
                let (first, last) = self.held.as_ref().map_or(("", ""), |(first, last)| (first, last));
                write!(f, "{node} lies outside of what the index holds, {first} to {last}")
            }
            AdviceCode::WordsApart => write!(f, "{node} is nowhere as quoted, but its words are"),
            AdviceCode::MissingVariant => {
                let variant = self.suggestions.iter().find_map(|suggestion| suggestion.variant.as_ref());
                let (text, adds) = variant.map_or(("", 0), |variant| (variant.text.as_str(), variant.adds));
                write!(f, "{node} is also written {text}, which {adds} more documents have")
            }
        }
    }
}
