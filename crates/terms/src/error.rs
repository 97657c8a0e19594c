use std::path::PathBuf;

use indexer::IndexError;

/// Why term pairs could not be mined, read or decided on.
#[derive(Debug, thiserror::Error)]
pub enum TermsError {
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error("the index names the analyser {name:?}, which there is not")]
    MissingAnalyzer { name: String },
    #[error("cannot read {path}: {source}")]
    Read { path: PathBuf, source: std::io::Error },
    /// A file of pairs that does not say what it should.
    #[error("{path} is damaged: {reason}; run `chizai terms mine` again")]
    Damaged { path: PathBuf, reason: String },
    /// Keys were made by analysers that make other terms than those of the index.
    #[error("the term pairs in {path} were mined with other analysers; run `chizai terms mine` again")]
    OtherAnalysers { path: PathBuf },
    #[error(
        "{path}: {reason}; a dictionary is a folder with MANIFEST.toml, or a file of lines: English, a tab, Japanese"
    )]
    Dictionary { path: PathBuf, reason: String },
    #[error("{path}, line {line}: {reason}")]
    Line { path: PathBuf, line: usize, reason: String },
    /// A text of which the analyser leaves nothing.
    #[error("{surface:?} has no term that is indexed in {language}")]
    NoTerm { surface: String, language: &'static str },
}
