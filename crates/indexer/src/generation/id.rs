use std::{fmt, str::FromStr};

/// The name of a published generation: its number in the order of publication and eight hexadecimal digits of what
/// it holds, `000012-9f3a01c7`. Ordered by time of publication.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GenerationId {
    number: u32,
    content: String,
}

impl GenerationId {
    /// `content` is what the generation's files hash to.
    pub(crate) fn new(number: u32, content: &blake3::Hash) -> Self {
        Self { number, content: content.to_hex()[..8].to_owned() }
    }

    /// From 1, in the order of publication.
    pub fn number(&self) -> u32 {
        self.number
    }
}

impl FromStr for GenerationId {
    type Err = NotAGeneration;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAGeneration(text.chars().take(40).collect());
        let (number, content) = text.split_once('-').ok_or_else(wrong)?;
        let digits = number.len() >= 6 && number.bytes().all(|b| b.is_ascii_digit());
        let hex =
            content.len() == 8 && content.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
        if !digits || !hex {
            return Err(wrong());
        }
        Ok(Self { number: number.parse().map_err(|_| wrong())?, content: content.to_owned() })
    }
}

impl fmt::Display for GenerationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}-{}", self.number, self.content)
    }
}

impl fmt::Debug for GenerationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that names no generation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the name of a generation, such as 000012-9f3a01c7")]
pub struct NotAGeneration(String);
