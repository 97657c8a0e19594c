//! What an index has of classes: counts, and the symbols nearest to one that there is not.

use indexer::Generation;
use model::{Scheme, SchemeKind};
use tantivy::collector::Count;

use crate::{Ast, Field, Operand, QueryError, plan};

/// Symbols that are suggested for one that there is not.
const NEAREST: usize = 3;

/// Documents of a class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClassCounts {
    /// With this very symbol.
    pub own: u64,
    /// With it or anything below it.
    pub below: u64,
}

/// The field of a scheme's symbols.
pub fn class_field(kind: SchemeKind) -> Field {
    // The table of fields names each scheme; a test holds it.
    Field::find(kind.as_str()).unwrap_or(Field::TEXT)
}

/// Counts the documents of a symbol in a generation, exactly.
pub fn count_class(
    generation: &Generation,
    kind: SchemeKind,
    symbol: &str,
) -> Result<ClassCounts, QueryError> {
    let count = |operand| {
        let planned = plan::plan(generation, &Ast::leaf(class_field(kind), operand), &[])?;
        let query = plan::to_query(generation, &planned)?;
        Ok::<u64, QueryError>(generation.searcher().search(&query, &Count)? as u64)
    };
    Ok(ClassCounts {
        own: count(Operand::Exact(symbol.to_owned()))?,
        below: count(Operand::Word(symbol.to_owned()))?,
    })
}

/// The symbols of a scheme that are nearest to one that it lacks: those that differ least in the narrowest container
/// that there is, and the container.
///
/// `symbol` must be as [`SchemeKind::read`] gives it.
pub fn nearest(scheme: &Scheme, symbol: &str) -> Vec<String> {
    let kind = scheme.kind();
    let Some(container) = kind.containers(symbol).into_iter().find(|one| scheme.find(one).is_some()) else {
        return scheme.roots().map(|id| scheme.symbol(id).to_owned()).take(NEAREST).collect();
    };
    let prefix = container.strip_suffix("00").unwrap_or(&container);
    // One level of the form below the container: groups of a subclass, not their subgroups.
    let is_sibling = |other: &str| kind.containers(other).first() == Some(&container);
    let mut ranked: Vec<(usize, usize, &str)> = scheme
        .with_prefix(prefix)
        .map(|id| scheme.symbol(id))
        .filter(|other| is_sibling(other))
        .map(|other| (strsim::damerau_levenshtein(symbol, other), symbol.len().abs_diff(other.len()), other))
        .collect();
    ranked.sort_unstable();
    let near = ranked.into_iter().take(NEAREST).map(|(_, _, other)| other.to_owned());
    near.chain([container.clone()]).collect()
}
