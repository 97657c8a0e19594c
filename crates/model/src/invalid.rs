/// A value that a newtype of this crate refused: what it should have been, the value as given, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} {value:?} is not valid: {reason}")]
pub struct Invalid {
    /// The name of the thing, as a user would say it: "DOI", "publication number".
    pub what: &'static str,
    /// The value as given, cut to 200 characters.
    pub value: String,
    /// What is wrong with it, and what would be right.
    pub reason: String,
}

impl Invalid {
    pub(crate) fn new(what: &'static str, value: &str, reason: impl Into<String>) -> Self {
        Self { what, value: value.chars().take(200).collect(), reason: reason.into() }
    }
}
