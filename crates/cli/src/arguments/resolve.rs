use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Resolve {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// A text file in UTF-8; `-` or nothing reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Print the body of POST /v1/resolve
    #[arg(long)]
    pub(crate) json: bool,
}
