use std::path::PathBuf;

use clap::{Args, Subcommand};
use server::InterfaceLanguage;

#[derive(Debug, Subcommand)]
pub(crate) enum MapCommand {
    /// All maps of a search and its first documents as one HTML file that prints on A4
    Report(LandscapeReport),
}

#[derive(Debug, Args)]
pub(crate) struct LandscapeReport {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The query; without one, all documents
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The ledger of the commons; the one beside the index if absent
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
    /// Language of the report: ja or en; that of the environment if absent
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub(crate) lang: Option<InterfaceLanguage>,
    /// Where a server of the index is, `https://example.org`: the marks of the charts lead there
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
}

fn language(code: &str) -> Result<InterfaceLanguage, String> {
    InterfaceLanguage::from_code(code).ok_or_else(|| format!("a report is written in ja or en, not {code:?}"))
}
