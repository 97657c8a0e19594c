//! Running a plan: the ranked pass, the counting pass, the order of hits and the reasons for it.

mod bm25f;
mod by_date;
mod by_score;
mod collapse;
mod counts;
mod evaluate;
mod explain;
mod feedback;
mod listing;
mod matched;
mod matching;
mod pruned;
mod search;
mod similar;
mod spans;
mod stream;

pub(crate) use bm25f::documents_in;
pub use explain::{Explained, Explanation, OccurrenceStatistics, TermStatistics};
pub use feedback::FeedbackTerm;
pub(crate) use listing::Columns;
pub use listing::{Listed, Listing, digest, list};
pub(crate) use matched::documents_of_plan;
pub use matching::{Matching, matching};
pub use search::search;
pub use similar::{
    Reasons, SharedClass, SharedTerm, SimilarPage, SimilarRequest, SimilarTo, SourceTerm, similar,
};
pub(crate) use spans::{Places, Span, SpansQuery, find};
pub use stream::{ResultStream, stream};
