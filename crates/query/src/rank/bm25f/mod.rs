//! BM25F (Robertson, Zaragoza and Taylor, "Simple BM25 Extension to Multiple Weighted Fields", 2004; Robertson and
//! Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.6), in 32-bit arithmetic.
//!
//! A term that occurs f times in a part of length l, whose mean length among documents with this part is m, has there
//! the pseudo-frequency `weight * f / (1 - b + b * l / m)`. The pseudo-frequencies of all parts are added up to t, and
//! the score is `boost * idf * (k1 + 1) * t / (k1 + t)` with `idf = ln(1 + (N - n + 0.5) / (n + 0.5))`.
//!
//! A document with a description has more places for any word than one of which only title and abstract are known. So
//! the pseudo-frequency in each part is divided by `1 - c + c * w / v`, where w is the sum of the `breadth` of the parts
//! that the document has in the view, v its mean over the documents with text in the view, and c the `breadth.b` of
//! `ranking.toml`. Where all documents have the same parts it changes nothing.
//!
//! N counts the documents that have text in the term's view (so that documents in other languages change nothing), n
//! those of the part in which most documents have the term. A phrase and a condition on positions count as one term
//! whose idf is the sum of their terms'; a pair of neighbours as one with the documents that have the pair. Where
//! several words stand for one term, n is the sum of theirs, each times its weight.
//!
//! weight, b and k1 are those of `ranking.toml`. l is kept in one byte by the index, rounded down to a value of its
//! scale.

mod counted;
mod cursor;
mod engine;
mod lengths;
mod occurrences;
mod phrase;
mod postings;
mod statistics;
mod weigh;
mod window;

pub(super) use cursor::TermCursor;
pub(crate) use engine::Bm25fQuery;
pub(super) use occurrences::{COST_OF_POSITIONS, OccurrenceCursor, Occurrences, Words};
pub(super) use postings::PostingsReader;
pub(super) use statistics::ViewStatistics;
pub(crate) use statistics::documents_in;
pub(super) use weigh::WeighedTerm;
pub(super) use window::{Among, Scratch};
