//! Reading a configuration file: the error names the file, the key and what may have been meant.

use serde::de::DeserializeOwned;

use super::ConfigError;

/// Names this alike (Jaro-Winkler, 0 to 1) are suggested; below it, suggestions puzzle more than they help.
const ALIKE: f64 = 0.75;

/// Reads a whole file's text into its type.
pub(crate) fn parse<T: DeserializeOwned>(text: &str, file_name: &str) -> Result<T, ConfigError> {
    let syntax = |error: toml::de::Error| ConfigError::Syntax {
        file: file_name.to_owned(),
        line: error.span().map_or(1, |span| line_of(text, span.start)),
        reason: error.message().to_owned(),
    };
    let deserializer = toml::Deserializer::parse(text).map_err(syntax)?;
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let inner = error.inner();
        let mut reason = inner.message().to_owned();
        if let Some(near) = suggestion_in(&reason) {
            reason = format!("{reason}; did you mean `{near}`?");
        }
        ConfigError::Key {
            file: file_name.to_owned(),
            line: inner.span().map_or(1, |span| line_of(text, span.start)),
            key: error.path().to_string(),
            reason,
        }
    })
}

/// The known name most like `name`, if one is like enough.
pub(crate) fn suggestion<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Serde writes "unknown field `x`, expected one of `a`, `b`": the first quoted name is what was given, the others
/// are what is known.
fn suggestion_in(message: &str) -> Option<&str> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let given = quoted.next().filter(|_| message.starts_with("unknown"))?;
    suggestion(given, quoted)
}

fn line_of(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|&&b| b == b'\n').count() + 1
}
