//! A piece of a text with its place, for the lexers of every syntax.

use std::ops::Range;

/// A token of a kind that the syntax knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::parse) struct Token<K> {
    pub(in crate::parse) kind: K,
    pub(in crate::parse) char_range: Range<usize>,
}

/// The tokens of the group that the first token opens, its closing bracket included; all of them where it has none.
pub(in crate::parse) fn group_length<K: PartialEq>(tokens: &[Token<K>], open: &K, close: &K) -> usize {
    let mut depth = 0_usize;
    let end = tokens.iter().position(|token| {
        if token.kind == *open {
            depth += 1;
        } else if token.kind == *close {
            depth -= 1;
        }
        depth == 0
    });
    end.map_or(tokens.len(), |end| end + 1)
}
