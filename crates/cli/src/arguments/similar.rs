use std::path::PathBuf;

use clap::Args;

use super::Colour;

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("source").required(true).args(["id", "text"]))]
pub(crate) struct Similar {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The ledger of the commons; commons.sqlite in the folder of the index by default, and none where that is absent
    #[arg(long, value_name = "FILE", env = "CHIZAI_LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// A number in any accepted form, or a DOI
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
    /// A text file in UTF-8 instead: a paragraph, a claim, a publication; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// Only what was published before: priority, filed or published of the document, or a date
    #[arg(long, value_name = "DAY")]
    pub(crate) before: Option<query::Before>,
    /// Only documents of a type: patent or article
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) document_type: Option<String>,
    /// Only documents that match this query, too; it changes no score
    #[arg(long, value_name = "QUERY")]
    pub(crate) narrow: Option<String>,
    /// Languages whose terms a text is looked up by as well: en, ja. A document's own family has its words in others
    #[arg(long, value_name = "LANGUAGES", conflicts_with = "id")]
    pub(crate) xl: Option<String>,
    /// A pair of terms that must not take part: 固体電解質=solid electrolyte
    #[arg(long, value_name = "PAIR", requires = "xl")]
    pub(crate) without_pair: Vec<String>,
    /// Number of hits
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// Show how each score is made up
    #[arg(long)]
    pub(crate) explain: bool,
    /// Print the body of GET /v1/similar/{id}
    #[arg(long)]
    pub(crate) json: bool,
    /// When to colour
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) colour: Colour,
}
