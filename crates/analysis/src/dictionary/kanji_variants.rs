//! Old and variant forms of kanji, folded to the form of today's dictionaries.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::DictionaryInfo;
use super::manifest::Manifest;
use crate::error::AnalysisError;

/// The table's lines: the form of today, a tab, its variants.
const TABLE: &str = include_str!("../../../../dictionaries/kanji-variants/variants.tsv");

const MANIFEST: &str = include_str!("../../../../dictionaries/kanji-variants/MANIFEST.toml");

static VARIANTS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut variants = HashMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let Some((today, old)) = line.split_once('\t') else { continue };
        let Some(today) = today.chars().next() else { continue };
        variants.extend(old.chars().map(|variant| (variant, today)));
    }
    variants
});

/// What to say of the table, once its checksum is found right.
pub(crate) fn kanji_variants() -> Result<DictionaryInfo, AnalysisError> {
    let manifest = Manifest::parse(MANIFEST, "kanji-variants")?;
    manifest.verify(TABLE.as_bytes())?;
    Ok(manifest.info())
}

/// Today's form of `c`, or `c` itself.
pub(crate) fn kanji_variant(c: char) -> char {
    VARIANTS.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_s_forms_are_final() {
        for (old, today) in VARIANTS.iter() {
            assert_eq!(kanji_variant(*today), *today, "{old} is folded to {today}, which is folded again");
        }
    }

    #[test]
    fn names_and_old_forms() {
        let fold = |text: &str| text.chars().map(kanji_variant).collect::<String>();
        assert_eq!(fold("髙﨑國鐵澤邊邉濵攪剝"), "高崎国鉄沢辺辺浜撹剥");
        assert_eq!(fold("龍竜籠淵"), "龍竜籠淵");
    }
}
