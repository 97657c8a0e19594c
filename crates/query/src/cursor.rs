//! Where a page ended, as an opaque text that the next request gives back.

use std::{fmt, str::FromStr};

/// The place after a page's last hit in the order of one generation.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    pub(crate) generation: String,
}

/// Why a text is not a cursor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    #[error("the cursor is damaged: it must be given back exactly as it was received")]
    Damaged,
    #[error("the cursor has version {found}, this program reads {expected}")]
    Version { found: u8, expected: u8 },
}

impl Cursor {
    /// The generation that the cursor belongs to.
    pub fn generation(&self) -> &str {
        &self.generation
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.generation)
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        Ok(Self { generation: text.to_owned() })
    }
}
