//! Search quality on judged collections: reads a collection in BEIR or TREC form, runs its judged queries through any ranking
//! function, and reports nDCG@10, recall@100, MAP and MRR@10 with TREC run files to compare elsewhere.
//!
//! Nothing here knows the engine: a ranking is a function from a query's text to an ordered list of document ids.

mod collection;
mod compare;
mod metrics;
mod records;
mod report;
mod run;
mod trec;

pub use collection::{Collection, CollectionError, Documents, Judgements, Query, language_marker};
pub use compare::{Comparison, NotTheSameQueries, compare};
pub use metrics::{average_precision, ndcg_at, recall_at, reciprocal_rank_at};
pub use records::{BilingualRecord, Folds, FoldsError};
pub use report::{CollectionReport, QueryReport, RANKING_DEPTH, evaluate};
pub use run::{RankedDocument, RunError, read_trec_run, write_trec_run};
