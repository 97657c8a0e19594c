//! A user's text to a ranked page.
//!
//! ```text
//! text --parse--> Ast (+ problems) --plan(+ analysis)--> Plan --plan::engine--> tantivy --rank--> SearchPage
//! ```
//!
//! [`parse()`] never fails: it gives a tree and a list of [`Problem`]s. [`search`] runs a [`SearchRequest`] on one
//! [`indexer::Generation`] and gives a [`SearchPage`] with an exact total, facets, highlighted passages and, on
//! request, an [`Explanation`] that sums to each score; [`stream()`] gives every document of the result, one by one.
//!
//! Whatever can change without a new index is here; what cannot is in `indexer`. The [`plan::Plan`] names fields and
//! terms but no engine: only `plan::engine`, `plan::dictionary`, `rank` and `facet` know tantivy. No HTTP, no JSON, and no language is
//! ever detected: a query's text is read by each language's analyser for that language's fields.

mod across;
mod ast;
mod before;
mod bits;
mod citing;
mod classes;
mod columns;
mod cursor;
mod error;
mod family;
mod field;
mod found;
mod joined;
mod page;
mod problem;
mod request;
mod resolve;
mod sets;

pub mod parse;
pub mod plan;

mod coverage;
mod facet;
mod honest;
mod lines;
mod rank;
mod snippet;
mod translate;
mod workers;

pub use across::{Across, TermTranslation, WordPair};
pub use ast::{
    Ast, Bound, CitationDirection, Citing, Leaf, Line, Near, Operand, Pattern, Piece, Unit, Value, Within,
};
pub use before::{Before, UnknownDay};
pub use citing::{LinkRule, LiteratureLink, link_literature, means_same_document, split_reference};
pub use classes::{ClassCounts, class_field, count_class, nearest as nearest_classes};
pub use coverage::{
    Cell, ClaimGrades, ClaimName, CoveragePage, CoverageRequest, CoveringDocument, Element, FoundWord, Grade,
    Mention, Technique, coverage,
};
pub use cursor::{Cursor, CursorError};
pub use error::QueryError;
pub use facet::{
    Facet, FacetColumn, FacetRequest, FacetValue, Histogram, HistogramBucket, HistogramRequest, ScaleColumn,
    Step, YearSpan,
};
pub use family::{
    Collapse, Families, Family, FamilyCounts, FamilyDefinition, FamilyMember, FamilyOfHit, Representative,
    family_of,
};
pub use field::{Field, FieldInfo, FieldKind, OPERATORS, TextView, fields};
pub use honest::{
    Advice, AdviceCode, Cause, Change, ChangedCondition, CountedNode, CountedTree, Diff, DiffSide, Ledger,
    LedgerRow, Lint, Operator, Period, Scope, Suggestion, Variant, VariantKind, count_nodes, diff, ledger,
    lint, moved,
};
pub use joined::{PatentSet, PatentSets, WrongCondition, join};
pub use lines::{NamedLine, lines};
pub use page::{Hit, Passage, Place, SearchPage};
pub use parse::{Parsed, Syntax, UnknownSyntax, free_text, parse, parse_as};
pub use problem::{Problem, ProblemCode, Severity};
pub use rank::{
    Explained, Explanation, FeedbackTerm, Listed, Listing, Matching, OccurrenceStatistics, Reasons,
    ResultStream, SharedClass, SharedTerm, SimilarPage, SimilarRequest, SimilarTo, SourceTerm,
    TermStatistics, digest, list, matching, search, similar, stream,
};
pub use request::{Direction, DocumentParts, Filter, SearchRequest, Sort, SortKey};
pub use resolve::{Mentioned, ResolveError, Resolved, documents_with, resolve, resolve_all};
pub use sets::{DocumentSet, latest};
pub use snippet::TextMarker;
pub use translate::{Loss, LossReason, Translation, translate};
