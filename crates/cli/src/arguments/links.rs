use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Links {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// A number in any form, or a DOI
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Print the body of GET /v1/documents/{id}/links
    #[arg(long)]
    pub(crate) json: bool,
}
