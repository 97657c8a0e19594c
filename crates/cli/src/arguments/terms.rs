//! `chizai terms`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct Terms {
    #[command(subcommand)]
    pub(crate) action: TermsAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TermsAction {
    /// Mine pairs from the texts of the index that exist in both languages, and join dictionaries
    Mine(TermsMine),
    /// List pairs, those of the highest scores first
    List(TermsList),
    /// Make a pair none, whatever is mined
    Veto(TermsDecide),
    /// Take a veto back
    Unveto(TermsDecide),
    /// Make a pair one, mined or not
    Add(TermsDecide),
    /// Take an addition back
    Unadd(TermsDecide),
}

#[derive(Debug, Args)]
pub(crate) struct TermsMine {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// A bilingual dictionary: a folder with MANIFEST.toml, or a file or folder of lines with English, a tab, Japanese;
    /// may be given several times
    #[arg(long, value_name = "PATH")]
    pub(crate) dictionary: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TermsList {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// Only pairs from there: mined, added, vetoed, dictionary, or a dictionary's name
    #[arg(long, value_name = "SOURCE")]
    pub(crate) source: Option<String>,
    /// Only pairs of which a side has this term, Japanese or English
    #[arg(long, value_name = "WORD")]
    pub(crate) word: Option<String>,
    /// Number of pairs
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: usize,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TermsDecide {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub(crate) index: PathBuf,
    /// The Japanese term
    #[arg(value_name = "JAPANESE")]
    pub(crate) ja: String,
    /// The English term
    #[arg(value_name = "ENGLISH")]
    pub(crate) en: String,
}
