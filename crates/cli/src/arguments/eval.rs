//! `chizai eval`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Eval {
    /// Folders with corpus.jsonl, queries.jsonl and qrels/test.tsv, or documents.trec, topics.trec and qrels.trec
    #[arg(required = true, value_name = "COLLECTION")]
    pub(crate) collections: Vec<PathBuf>,
    /// Language of the documents (ja, en); else the folder's name must end in -ja or -en
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<model::Language>,
    /// Judgements to use instead of the collection's own
    #[arg(long, value_name = "FILE")]
    pub(crate) judgements: Option<PathBuf>,
    /// A setting of ranking.toml with its whole key, as `view.en.k1=1.2`; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) settings: Vec<String>,
    /// Measure other settings beside, separated by commas, and tell whether the difference is chance
    #[arg(long = "variant", value_name = "KEY=VALUE,…")]
    pub(crate) variants: Vec<String>,
    /// Whether terms of the best documents take part in the ranking; of both, the second is compared with the first
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = Measured::Both)]
    pub(crate) feedback: Measured,
    /// Search terms in these languages as well: en, ja or en,ja
    #[arg(long, value_name = "LANGS")]
    pub(crate) xl: Option<String>,
    /// Mine term pairs from these records in both languages (id, title_ja, title_en, abstract_ja, abstract_en), for
    /// each query from other folds than its own
    #[arg(long, value_name = "FILE", requires = "xl")]
    pub(crate) pairs: Option<PathBuf>,
    /// Into how many folds the records are divided
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) folds: usize,
    /// A bilingual dictionary beside, as `chizai terms mine` reads it; may be given several times
    #[arg(long, value_name = "PATH", requires = "xl")]
    pub(crate) dictionary: Vec<PathBuf>,
    /// Compare with the run files in this folder, as --run-dir wrote them
    #[arg(long, value_name = "DIR")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write one TREC run file a collection into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) run_dir: Option<PathBuf>,
    /// Write one line a query with its measures, separated by tabs, to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) per_query: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// What `chizai eval` measures of feedback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Measured {
    /// Without it, and with it beside.
    Both,
    With,
    Without,
}
