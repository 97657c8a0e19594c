//! The fixed columns of IPC in offices' data: WIPO ST.8, table of positions 1 to 50.

use super::{ClassSymbol, Classification, ClassificationValue, folded};
use crate::Invalid;

/// Digits of the version's date, between symbol and indicators; OPS leaves it out.
const VERSION: usize = 8;

impl Classification {
    /// Reads `A01D  34/13        20060101AFI20091204BHJP        `: symbol, version date, level, `F`irst or `L`ater,
    /// `I`nventive or additional (`N`), then dates and offices that are not kept. OPS's `B28B   1/    29   A I` is
    /// read too.
    ///
    /// A symbol alone is read as well; what is not stated is neither main nor of a value.
    pub fn from_st8_columns(text: &str) -> Result<Self, Invalid> {
        let folded = folded(text);
        let columns = folded.trim();
        let end = symbol_end(columns);
        let symbol: ClassSymbol =
            columns[..end].parse().map_err(|invalid| Invalid { value: text.to_owned(), ..invalid })?;
        let rest = columns[end..].trim_start().as_bytes();
        let dated = rest.len() > VERSION && rest[..VERSION].iter().all(u8::is_ascii_digit);
        let indicators = if dated { &rest[VERSION..] } else { rest };
        let (position, value) = match indicators {
            [b'A' | b'C' | b'S', position, value, ..] => (*position, *value),
            _ => (b' ', b' '),
        };
        let value = match value {
            b'I' => Some(ClassificationValue::Inventive),
            b'N' => Some(ClassificationValue::Additional),
            _ => None,
        };
        Ok(Self { symbol, main: position == b'F', value })
    }
}

/// Where the symbol ends: after the digits behind the slash. Without a slash there are no columns, only a symbol.
fn symbol_end(columns: &str) -> usize {
    let Some(slash) = columns.find('/') else { return columns.len() };
    let subgroup = columns[slash + 1..].trim_start();
    let digits = subgroup.find(|c: char| !c.is_ascii_digit()).unwrap_or(subgroup.len());
    columns.len() - subgroup.len() + digits
}
