//! The fixed columns of IPC in offices' data: WIPO ST.8, table of positions 1 to 50.

use super::{ClassSymbol, Classification, ClassificationValue, folded};
use crate::Invalid;

/// Positions after the symbol: version (8), level, first or later, inventive or additional.
const FIRST_OR_LATER: usize = 9;
const VALUE: usize = 10;

impl Classification {
    /// Reads `A01D  34/13        20060101AFI20091204BHJP        `: symbol, version date, level, `F`irst or `L`ater,
    /// `I`nventive or additional (`N`), then dates and offices that are not kept.
    ///
    /// A symbol alone is read too; what is not stated is neither main nor of a value.
    pub fn from_st8_columns(text: &str) -> Result<Self, Invalid> {
        let folded = folded(text);
        let columns = folded.trim();
        let end = symbol_end(columns);
        let symbol: ClassSymbol =
            columns[..end].parse().map_err(|invalid| Invalid { value: text.to_owned(), ..invalid })?;
        let indicators = columns[end..].trim_start().as_bytes();
        let dated = indicators.len() > VALUE && indicators[..8].iter().all(u8::is_ascii_digit);
        let at = |position: usize| if dated { indicators[position] } else { b' ' };
        let value = match at(VALUE) {
            b'I' => Some(ClassificationValue::Inventive),
            b'N' => Some(ClassificationValue::Additional),
            _ => None,
        };
        Ok(Self { symbol, main: at(FIRST_OR_LATER) == b'F', value })
    }
}

/// Where the symbol ends: after the digits behind the slash. Without a slash there are no columns, only a symbol.
fn symbol_end(columns: &str) -> usize {
    let Some(slash) = columns.find('/') else { return columns.len() };
    let subgroup = &columns[slash + 1..];
    slash + 1 + subgroup.find(|c: char| !c.is_ascii_digit()).unwrap_or(subgroup.len())
}
