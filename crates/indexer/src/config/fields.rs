//! The typed form of `fields.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ConfigError, toml_file};
use crate::schema::{KeywordField, NameField, NumberField, Part, View};

/// The analyser name that means none: the value is one term, as it stands.
pub(crate) const RAW: &str = "raw";

/// The physical fields of an index, the typed form of `fields.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldsConfig {
    pub views: BTreeMap<View, ViewOptions>,
    pub parts: BTreeMap<Part, PartOptions>,
    pub names: BTreeMap<NameField, NameOptions>,
    pub keywords: BTreeMap<KeywordField, KeywordOptions>,
    pub numbers: BTreeMap<NumberField, NumberOptions>,
    pub stored: StoredOptions,
}

/// How a view is cut into terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewOptions {
    pub analyzer: String,
}

/// How a part is indexed: one physical field a view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartOptions {
    pub views: Vec<View>,
    pub record: Record,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameOptions {
    pub analyzer: String,
    pub record: Record,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeywordOptions {
    /// An analyser's name, or `raw`: one term, as it stands.
    pub analyzer: String,
    /// Whether its terms can be looked up.
    pub indexed: bool,
    /// Whether its values are kept in a column too, as written: facets and sorting.
    pub column: bool,
}

/// A column of numbers; every one has the column, and only some can be looked up by value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberOptions {
    pub indexed: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredOptions {
    /// Bytes of packed documents that the engine keeps together.
    pub block_bytes: usize,
    /// Of zstd, 1 to 19.
    pub compression_level: i32,
}

/// What the postings of a term record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Record {
    Documents,
    Frequencies,
    Positions,
}

impl FieldsConfig {
    /// Reads and checks `fields.toml`. Every name of the enums must be there: the mapping fills all of them.
    pub fn parse(text: &str, file_name: &str) -> Result<Self, ConfigError> {
        let config: Self = toml_file::parse(text, file_name)?;
        let check = Check { file_name };
        check.all_present("views", View::ALL.iter().map(|n| (n.as_str(), config.views.contains_key(n))))?;
        check.all_present("parts", Part::ALL.iter().map(|n| (n.as_str(), config.parts.contains_key(n))))?;
        check.all_present(
            "names",
            NameField::ALL.iter().map(|n| (n.as_str(), config.names.contains_key(n))),
        )?;
        check.all_present(
            "keywords",
            KeywordField::ALL.iter().map(|n| (n.as_str(), config.keywords.contains_key(n))),
        )?;
        check.all_present(
            "numbers",
            NumberField::ALL.iter().map(|n| (n.as_str(), config.numbers.contains_key(n))),
        )?;
        for (part, options) in &config.parts {
            check.views(&format!("parts.\"{part}\".views"), &options.views)?;
        }
        let of_views = config.views.values().map(|options| &options.analyzer);
        let of_texts: Vec<_> =
            of_views.chain(config.names.values().map(|options| &options.analyzer)).collect();
        for (keyword, options) in &config.keywords {
            let key = format!("keywords.\"{keyword}\"");
            // Texts and names come to the engine as terms, keywords as they are written.
            if of_texts.contains(&&options.analyzer) {
                let reason = "is an analyser of views or names, which no keyword shares";
                return Err(check.wrong(&format!("{key}.analyzer"), reason));
            }
            if !options.indexed && !options.column {
                return Err(check.wrong(&key, "is neither indexed nor a column, so nothing could read it"));
            }
        }
        if !config.keywords[&KeywordField::Id].indexed {
            return Err(
                check.wrong("keywords.id.indexed", "must be true: documents are found and replaced by id")
            );
        }
        check.stored(&config.stored)?;
        Ok(config)
    }

    /// Refuses a field whose analyser is not among `known`.
    pub(crate) fn check_analyzers<'k>(
        &self,
        known: impl Iterator<Item = &'k str>,
    ) -> Result<(), ConfigError> {
        let known: Vec<&str> = known.collect();
        let views = self.views.iter().map(|(view, options)| (format!("views.\"{view}\""), &options.analyzer));
        let names = self.names.iter().map(|(name, options)| (format!("names.{name}"), &options.analyzer));
        let keywords =
            self.keywords.iter().map(|(word, options)| (format!("keywords.\"{word}\""), &options.analyzer));
        for (key, analyzer) in views.chain(names).chain(keywords.filter(|(_, analyzer)| *analyzer != RAW)) {
            if known.contains(&analyzer.as_str()) {
                continue;
            }
            let hint = match toml_file::suggestion(analyzer, known.iter().copied()) {
                Some(near) => format!("did you mean {near:?}?"),
                None => format!("known are {}", known.join(", ")),
            };
            return Err(ConfigError::Invalid {
                file: super::FIELDS_FILE.to_owned(),
                key: format!("{key}.analyzer"),
                reason: format!("names the analyser {analyzer:?}, which there is not; {hint}"),
            });
        }
        Ok(())
    }
}

struct Check<'a> {
    file_name: &'a str,
}

impl Check<'_> {
    fn wrong(&self, key: &str, reason: impl Into<String>) -> ConfigError {
        ConfigError::Invalid { file: self.file_name.to_owned(), key: key.to_owned(), reason: reason.into() }
    }

    fn all_present<'n>(
        &self,
        table: &str,
        names: impl Iterator<Item = (&'n str, bool)>,
    ) -> Result<(), ConfigError> {
        for (name, present) in names {
            if !present {
                let key = format!("{table}.\"{name}\"");
                return Err(
                    self.wrong(&key, "is missing: every field that the program fills must be described")
                );
            }
        }
        Ok(())
    }

    fn views(&self, key: &str, views: &[View]) -> Result<(), ConfigError> {
        let mut seen = Vec::new();
        for view in views {
            if seen.contains(view) {
                return Err(self.wrong(key, format!("names the view {:?} twice", view.as_str())));
            }
            seen.push(*view);
        }
        if seen.is_empty() {
            Err(self.wrong(key, "is empty: the part could not be searched"))
        } else {
            Ok(())
        }
    }

    fn stored(&self, stored: &StoredOptions) -> Result<(), ConfigError> {
        if !(1_024..=1 << 20).contains(&stored.block_bytes) {
            return Err(self.wrong("stored.block_bytes", "must be from 1024 to 1048576"));
        }
        if !(1..=19).contains(&stored.compression_level) {
            return Err(self.wrong("stored.compression_level", "must be from 1 to 19"));
        }
        Ok(())
    }
}
