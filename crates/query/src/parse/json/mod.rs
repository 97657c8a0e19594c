//! The tree as JSON: strict, and the same in both directions for every tree.
//!
//! A node is an object with exactly one of these members; a member that is not listed is refused.
//!
//! | node | members |
//! |---|---|
//! | every document | `{"everything": true}` |
//! | AND, OR | `{"and": [node, …]}`, `{"or": [node, …]}` |
//! | NOT | `{"not": node}` |
//! | near | `{"near": {"left": node, "right": node, "distance": 5, "ordered": false}}`; without a distance anywhere in the unit |
//! | in one unit | `{"within": {"unit": "claim", "query": node}}`; also `sentence`, `paragraph` |
//! | citations | `{"cites": {"of": node, "categories": ["X"], "by": "examiner"}}`, `{"cited_by": {…}}` |
//! | a named line | `{"line": {"name": "L1", "query": node}}` |
//! | words, any of them, ranked | `{"free_text": "solid electrolyte"}` |
//! | a word | `{"field": "title", "word": "電池"}`; without `field`, all text |
//! | quoted text | `{"quoted": "固体電解質"}` |
//! | as written | `{"exact": "AIDS"}` |
//! | truncation | `{"pattern": [{"literal": "electro"}, {"any": "run"}]}`; also `one`, `at-most-one` |
//! | one or two letters off | `{"fuzzy": {"word": "electrolite", "distance": 1}}` |
//! | a beginning | `{"field": "ipc", "prefix": "H01M10"}` |
//! | a range | `{"field": "published", "range": {"from": "2010", "to": "2012-06", "to_inclusive": false}}` |

mod locate;
mod lower;
mod node;
mod raise;

pub use node::{
    CitingNode, FuzzyNode, Gap, LineNode, NearNode, Node, PieceNode, RangeNode, UnitName, WithinNode,
};

use crate::{Ast, Problem, ProblemCode, parse::MAX_CHARS};

/// Reads a text; `None` where it is no query, or is empty.
pub(super) fn read(text: &str, problems: &mut Vec<Problem>) -> Option<Ast> {
    let total = text.chars().count();
    if MAX_CHARS < total {
        let message = format!("the query has {total} characters, the limit is {MAX_CHARS}");
        problems.push(Problem::new(ProblemCode::TooLong, MAX_CHARS..total, &total.to_string(), message));
        return None;
    }
    if text.trim().is_empty() {
        return None;
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize::<_, Node>(&mut reader);
    let ended = reader.end();
    let node = match read {
        Ok(node) => node,
        Err(error) => {
            let pointer = locate::pointer(error.path());
            problems.push(malformed(text, &pointer, error.inner()));
            return None;
        }
    };
    if let Err(error) = ended {
        problems.push(malformed(text, "", &error));
        return None;
    }
    lower::lower(node, text, problems)
}

/// The JSON form of a tree, on one line; every tree has one.
pub(crate) fn write(ast: &Ast) -> String {
    // Strings, numbers, lists and structs always serialise.
    serde_json::to_string(&raise::raise(ast)).unwrap_or_default()
}

fn malformed(text: &str, pointer: &str, error: &serde_json::Error) -> Problem {
    let place = match error.classify() {
        serde_json::error::Category::Data => locate::value(text, pointer),
        _ => None,
    };
    let place = place.unwrap_or_else(|| locate::position(text, error.line(), error.column()));
    let reason = error.to_string();
    if reason.starts_with("recursion limit") {
        let message = "the query is nested too deeply".to_owned();
        return Problem::new(ProblemCode::TooDeep, place, pointer, message);
    }
    let shown = if pointer.is_empty() { "the document" } else { pointer };
    Problem::new(ProblemCode::MalformedJson, place, shown, format!("{shown}: {reason}"))
}
