use std::{collections::BTreeSet, ops::Range};

use model::Language;

use crate::web::annotate::Link;

/// What stands between the numbers of a list of claims, in both languages; spaces around it do not matter.
const CONNECTORS: &[&str] = &[
    "又は",
    "または",
    "及び",
    "および",
    "若しくは",
    "もしくは",
    "乃至",
    "ないし",
    "から",
    "～",
    "〜",
    "、",
    "，",
    "・",
    ", or",
    ", and",
    ",",
    "or",
    "and",
    "to",
    "through",
    "-",
    "–",
    "−",
];

const KEYWORDS: &[&str] = &["請求項", "claims", "claim", "Claims", "Claim"];

/// The places of a text that name claims (`請求項1又は2`, `any one of claims 1 to 3`), as links to them.
///
/// Only numbers in `known` become links. In a range its two ends do.
pub(super) fn claims(text: &str, known: &BTreeSet<u32>, language: Language) -> Vec<Link> {
    let mut links = Vec::new();
    let mut at = 0;
    while let Some((start, keyword)) = next_keyword(text, at) {
        at = start + keyword.len();
        let mut from = start;
        while let Some((digits, number)) = number_at(text, at) {
            if known.contains(&number) {
                links
                    .push(Link { byte_range: from..digits.end, href: format!("#claim-{number}-{language}") });
            }
            at = digits.end;
            let Some(next) = after_connector(text, at) else { break };
            let keyword = KEYWORDS.iter().find(|keyword| text[next..].starts_with(**keyword));
            from = next;
            at = next + keyword.map_or(0, |keyword| keyword.len());
            let Some((digits, _)) = number_at(text, at) else { break };
            from = if keyword.is_some() { from } else { digits.start };
        }
    }
    links
}

/// The places of a text that name paragraphs (`【0012】`, `[0012]`, `段落0012`), as links to them.
pub(super) fn paragraphs(text: &str, known: &BTreeSet<&str>, language: Language) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for number in known {
        if number.len() < 4 || !number.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        for (start, _) in text.match_indices(number) {
            let end = start + number.len();
            let (before, after) = (&text[..start], &text[end..]);
            let bracketed = [("【", "】"), ("[", "]"), ("［", "］")]
                .iter()
                .find(|(open, close)| before.ends_with(open) && after.starts_with(close));
            let named = ["段落", "paragraph ", "Paragraph "].iter().find(|name| before.ends_with(*name));
            let whole = !after.starts_with(|c: char| c.is_ascii_digit());
            let byte_range = match (bracketed, named) {
                (Some((open, close)), _) => start - open.len()..end + close.len(),
                (None, Some(name)) if whole => start - name.len()..end,
                _ => continue,
            };
            links.push(Link { byte_range, href: format!("#p-{number}-{language}") });
        }
    }
    links.sort_by_key(|link| link.byte_range.start);
    links
}

fn next_keyword(text: &str, from: usize) -> Option<(usize, &'static str)> {
    KEYWORDS
        .iter()
        .filter_map(|keyword| text[from..].find(keyword).map(|found| (from + found, *keyword)))
        .min_by_key(|(start, keyword)| (*start, std::cmp::Reverse(keyword.len())))
}

/// The number that stands at `at` or after spaces there, in ASCII or full-width digits.
fn number_at(text: &str, at: usize) -> Option<(Range<usize>, u32)> {
    let start = at + spaces(&text[at..]);
    let mut number: u32 = 0;
    let mut end = start;
    for c in text[start..].chars() {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ => break,
        };
        number = number.checked_mul(10)?.checked_add(digit)?;
        end += c.len_utf8();
    }
    (start < end).then_some((start..end, number))
}

/// Where the text goes on after a connector, if one stands at `at`.
fn after_connector(text: &str, at: usize) -> Option<usize> {
    let start = at + spaces(&text[at..]);
    let connector = CONNECTORS.iter().find(|connector| text[start..].starts_with(**connector))?;
    let end = start + connector.len();
    Some(end + spaces(&text[end..]))
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\u{3000}', '\u{a0}']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The linked stretches, each with the number it leads to: `請求項1>1|2>2`.
    #[track_caller]
    fn check_claims(text: &str, expected: &str) {
        let known = (1..=9).collect();
        let links: Vec<String> = claims(text, &known, Language::JA)
            .into_iter()
            .map(|link| {
                let target = link.href.trim_start_matches("#claim-").trim_end_matches("-ja").to_owned();
                format!("{}>{target}", &text[link.byte_range])
            })
            .collect();
        assert_eq!(links.join("|"), expected, "{text}");
    }

    #[test]
    fn claims_named_in_claims_become_links() {
        check_claims("請求項1に記載の電池。", "請求項1>1");
        check_claims("請求項１又は２に記載の", "請求項１>1|２>2");
        check_claims("請求項1乃至3のいずれか一項", "請求項1>1|3>3");
        check_claims("請求項1または請求項2の", "請求項1>1|請求項2>2");
        check_claims("The method of claim 1, wherein 5 parts", "claim 1>1");
        check_claims("of any one of claims 1 to 3, wherein", "claims 1>1|3>3");
        check_claims("claims 1, 2 or 4", "claims 1>1|2>2|4>4");
        check_claims("claim 12 and claim 2", "claim 2>2");
        check_claims("請求項の記載", "");
        check_claims("claim", "");
        check_claims("請求項99999999999", "");
    }

    #[track_caller]
    fn check_paragraphs(text: &str, expected: &[&str]) {
        let known = ["0001", "0012", "12"].into();
        let links: Vec<&str> =
            paragraphs(text, &known, Language::EN).into_iter().map(|link| &text[link.byte_range]).collect();
        assert_eq!(links, expected, "{text}");
    }

    #[test]
    fn paragraphs_named_in_brackets_become_links() {
        check_paragraphs("【0012】に記載、[0001] too", &["【0012】", "[0001]"]);
        check_paragraphs("段落0012で", &["段落0012"]);
        check_paragraphs("paragraph 00123", &[]);
        check_paragraphs("part number 0012", &[]);
        check_paragraphs("[0099]", &[]);
    }
}
