use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("technique").required(true).multiple(true).args(["text", "element", "document"]))]
pub(crate) struct Coverage {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The technique in words: a sentence or a claim
    #[arg(value_name = "TEXT", conflicts_with = "document")]
    pub(crate) text: Vec<String>,
    /// An element, instead of those that the technique is divided into; may be given several times
    #[arg(long, value_name = "ELEMENT")]
    pub(crate) element: Vec<String>,
    /// A document whose claim is the technique: a number in any accepted form
    #[arg(long, value_name = "ID")]
    pub(crate) document: Option<String>,
    /// The number of that claim
    #[arg(long, value_name = "N", default_value_t = 1, requires = "document")]
    pub(crate) claim: u32,
    /// Only what was published before: priority, filed or published of the document, or a date
    #[arg(long, value_name = "DAY")]
    pub(crate) before: Option<query::Before>,
    /// Only documents of a type: patent or article
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) document_type: Option<String>,
    /// Languages whose terms stand for the technique's: en, ja, both (the default) or none
    #[arg(long, value_name = "LANGUAGES")]
    pub(crate) xl: Option<String>,
    /// A pair of terms that must not take part: 固体電解質=solid electrolyte
    #[arg(long, value_name = "PAIR")]
    pub(crate) without_pair: Vec<String>,
    /// Number of documents
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Print the body of GET /v1/coverage
    #[arg(long, conflicts_with = "csv")]
    pub(crate) json: bool,
    /// Print one line for each element of each document
    #[arg(long)]
    pub(crate) csv: bool,
}
