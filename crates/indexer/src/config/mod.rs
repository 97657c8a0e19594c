//! `index-config/`: what fields there are, how text becomes terms, what weighs how much.

mod coverage;
mod fields;
mod fingerprint;
mod ranking;
mod toml_file;

use std::path::Path;

use analysis::AnalyzersConfig;

pub use coverage::CoverageRanking;
pub use fields::FieldsConfig;
pub(crate) use fields::{KeywordOptions, NumberOptions, RAW, Record};
pub use fingerprint::{Fingerprint, STORED_FORM_VERSION};
pub use ranking::{Feedback, Limits, Mining, Pair, PartWeights, RankingConfig, Translation, ViewWeights};

const FIELDS_FILE: &str = "fields.toml";
const ANALYZERS_FILE: &str = "analyzers.toml";
const RANKING_FILE: &str = "ranking.toml";

/// The configuration of an index, read once at start.
#[derive(Debug, Clone)]
pub struct IndexConfig {
    pub fields: FieldsConfig,
    pub analyzers: AnalyzersConfig,
    pub ranking: RankingConfig,
}

/// What is wrong with a configuration file, and where.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read {file}: {source}")]
    Unreadable { file: String, source: std::io::Error },
    #[error("{file}, line {line}: {reason}")]
    Syntax { file: String, line: usize, reason: String },
    /// An unknown key, or a value of the wrong type.
    #[error("{file}, line {line}, at {key}: {reason}")]
    Key { file: String, line: usize, key: String, reason: String },
    /// A value that is well formed and cannot be used.
    #[error("{file}: {key} {reason}")]
    Invalid { file: String, key: String, reason: String },
    #[error(transparent)]
    Analyzers(#[from] analysis::AnalysisError),
}

impl IndexConfig {
    /// The configuration that is built into the program: the files of the repository's `index-config/`.
    pub fn shipped() -> Self {
        let files = [
            include_str!("../../../../index-config/fields.toml"),
            include_str!("../../../../index-config/analyzers.toml"),
            include_str!("../../../../index-config/ranking.toml"),
        ];
        // A test reads the same files, so that a program whose own configuration is refused is never built.
        Self::parse(files, "shipped index-config").expect("the shipped configuration is valid")
    }

    /// Reads `fields.toml`, `analyzers.toml` and `ranking.toml` of a folder.
    pub fn load(dir: &Path) -> Result<Self, ConfigError> {
        let read = |name: &str| {
            let path = dir.join(name);
            std::fs::read_to_string(&path)
                .map_err(|source| ConfigError::Unreadable { file: path.display().to_string(), source })
        };
        let [fields, analyzers, ranking] = [read(FIELDS_FILE)?, read(ANALYZERS_FILE)?, read(RANKING_FILE)?];
        Self::parse([&fields, &analyzers, &ranking], &dir.display().to_string())
    }

    /// `folder` is only named in errors.
    fn parse([fields, analyzers, ranking]: [&str; 3], folder: &str) -> Result<Self, ConfigError> {
        let path = |name: &str| format!("{folder}/{name}");
        let analyzers = AnalyzersConfig::parse(analyzers, &path(ANALYZERS_FILE))?;
        let fields = FieldsConfig::parse(fields, &path(FIELDS_FILE))?;
        let ranking = RankingConfig::parse(ranking, &path(RANKING_FILE))?;
        Ok(Self { fields, analyzers, ranking })
    }

    /// What an index must have been built with to be opened with this configuration.
    ///
    /// It covers what needs a rebuild: fields, analysers, dictionaries, stored form. Weights and limits are left
    /// out on purpose, they have [`RankingConfig::fingerprint`]: changing them needs no rebuild.
    pub fn fingerprint(&self, analyzers: &analysis::Analyzers) -> Fingerprint {
        Fingerprint::of(&self.fields, analyzers)
    }
}

#[cfg(test)]
mod tests;
