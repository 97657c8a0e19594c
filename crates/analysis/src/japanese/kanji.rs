//! Old and variant forms of kanji, folded to the form of today's dictionaries.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The table's lines: the form of today, a tab, its variants.
pub(crate) const TABLE: &str = include_str!("../../../../dictionaries/kanji-variants/variants.tsv");

static VARIANTS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut variants = HashMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let Some((today, old)) = line.split_once('\t') else { continue };
        let Some(today) = today.chars().next() else { continue };
        variants.extend(old.chars().map(|variant| (variant, today)));
    }
    variants
});

/// Today's form of `c`, or `c` itself.
pub(crate) fn kanji_variant(c: char) -> char {
    VARIANTS.get(&c).copied().unwrap_or(c)
}
