//! What can be wrong with analysis configuration and dictionaries.

use std::path::PathBuf;

/// Why analysers could not be made; analysing text itself never fails.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnalysisError {
    /// The configuration text is not what [`AnalyzersConfig`](crate::AnalyzersConfig) describes.
    #[error("{file}: {key}: {reason}{}", suggestion.as_ref().map(|s| format!("; did you mean `{s}`?")).unwrap_or_default())]
    Config {
        /// Name of the configuration file as given.
        file: String,
        /// Dotted path of the key.
        key: String,
        /// What is wrong there.
        reason: String,
        /// A known key or value that is close to the one found.
        suggestion: Option<String>,
    },
    /// The embedded dictionary archive is not the one that its manifest describes.
    #[error("dictionary {name}: the archive has sha256 {found}, its manifest says {expected}")]
    DictionaryAltered {
        /// Name of the dictionary.
        name: String,
        /// Checksum that the manifest gives.
        expected: String,
        /// Checksum of the bytes.
        found: String,
    },
    /// A manifest cannot be read.
    #[error("dictionary {name}: its manifest cannot be read: {reason}")]
    Manifest {
        /// Name of the dictionary.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// The source data of a dictionary cannot be compiled.
    #[error("dictionary {name}: {stage} failed: {reason}")]
    DictionarySource {
        /// Name of the dictionary.
        name: String,
        /// The step that failed.
        stage: &'static str,
        /// What the compiler or loader said.
        reason: String,
    },
    /// The folder for compiled dictionaries cannot be used.
    #[error("dictionary cache {}: {source}", path.display())]
    Cache {
        /// File or folder concerned.
        path: PathBuf,
        /// The operating system's reason.
        #[source]
        source: std::io::Error,
    },
}
