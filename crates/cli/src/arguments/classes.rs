use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Classes {
    #[command(subcommand)]
    pub(crate) action: ClassesAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ClassesAction {
    /// Install schemes beside an index; nothing is indexed again
    Import(ClassesImport),
    /// List the installed schemes
    List(ClassesList),
    /// Print a class with what contains it, what is below it, and counts
    Show(ClassesShow),
}

#[derive(Debug, Args)]
pub(crate) struct ClassesImport {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// CPC Scheme XML (.zip or .xml), tables (.tsv) or JSON Lines; files of one scheme complete each other
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The scheme, where a file does not say it: ipc, cpc, fi or fterm
    #[arg(long, value_name = "SCHEME")]
    pub(crate) scheme: Option<model::SchemeKind>,
    /// The scheme's edition, where a file does not say it
    #[arg(long, value_name = "TEXT")]
    pub(crate) edition: Option<String>,
    /// Language of titles, where a file does not say it
    #[arg(long, value_name = "LANG")]
    pub(crate) language: Option<model::Language>,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ClassesList {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ClassesShow {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// ipc, cpc, fi or fterm
    #[arg(value_name = "SCHEME")]
    pub(crate) scheme: model::SchemeKind,
    /// A symbol at any level, such as H01M10/0525
    #[arg(value_name = "SYMBOL")]
    pub(crate) symbol: String,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}
