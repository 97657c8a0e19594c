use std::sync::LazyLock;

use quick_xml::events::BytesRef;

/// The text of a reference inside character data, `&eacute;` or `&#233;`.
pub(crate) fn resolve(reference: &BytesRef<'_>) -> String {
    of_name(&reference.xml10_content())
}

/// Resolves every reference of an attribute's value; white space in it becomes spaces (XML 1.0, 3.3.3).
pub(crate) fn resolve_all(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(start) = rest.find('&') {
        text.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        match rest.find(';').filter(|end| *end <= LONGEST_NAME) {
            Some(end) => {
                text.push_str(&of_name(&rest[..end]));
                rest = &rest[end + 1..];
            }
            None => text.push('&'),
        }
    }
    text.push_str(rest);
    if text.contains(['\n', '\r', '\t']) { text.replace(['\n', '\r', '\t'], " ") } else { text }
}

/// Above the longest name of the table, `CounterClockwiseContourIntegral`.
const LONGEST_NAME: usize = 40;

/// The characters of a reference's inside; what is not known stays as written, `&name;`.
fn of_name(name: &str) -> String {
    let known = match name.strip_prefix('#') {
        Some(number) => numbered(number).map(String::from),
        None => named(name),
    };
    known.unwrap_or_else(|| format!("&{name};"))
}

/// A numbered character. The C1 controls are read as windows-1252, which is what their writers meant (as HTML does,
/// section 13.2.5.80); other controls become a space, as XML 1.0 has no such characters.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        0x80..=0x9f => encoding_rs::WINDOWS_1252.decode(&[code as u8]).0.chars().next(),
        0x00..=0x1f => Some(' '),
        _ => char::from_u32(code),
    }
}

fn named(name: &str) -> Option<String> {
    let index = TABLE.binary_search_by_key(&name, |(entity, _)| entity).ok()?;
    let codes = TABLE[index].1.split(' ');
    codes.map(|code| u32::from_str_radix(code, 16).ok().and_then(char::from_u32)).collect()
}

/// Our own table: the one of quick-xml 0.42 gives `;` for the Greek letters from `&Alpha;` to `&omega;`.
static TABLE: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("entities.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters() {
        for (raw, expected) in [
            ("&amp;&lt;&gt;&quot;&apos;", "&<>\"'"),
            ("&alpha;&Omega;&mu;&agr;&sfgr;", "αΩμας"),
            ("&eacute;&times;&deg;&nbsp;", "é×°\u{a0}"),
            ("&NotEqualTilde;", "\u{2242}\u{338}"),
            ("&#946;&#x3B2;&#X3b2;", "βββ"),
            ("&#150;", "–"),
            ("&#0;&#7;", "  "),
            ("&#xd800;&#x110000;&#abc;&own;", "&#xd800;&#x110000;&#abc;&own;"),
            ("a & b &unclosed", "a & b &unclosed"),
            ("a\nb\tc", "a b c"),
        ] {
            assert_eq!(resolve_all(raw), expected, "{raw}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(TABLE.is_sorted(), "names in byte order, for the binary search");
        assert_eq!(TABLE.len(), 2174);
        assert!(TABLE.iter().all(|(name, _)| named(name).is_some() && name.len() < LONGEST_NAME));
    }
}
