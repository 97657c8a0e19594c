use std::collections::HashMap;

use model::{Claim, Language};

use crate::{text, xml::Element};

/// The claims in printed order.
///
/// `depends_on` is what the office has marked: every `claim-ref` in a claim to another claim. The office marks a
/// reference in a claim of another category too ("A battery comprising the electrolyte of claim 1"), so that such a
/// claim is dependent here; whether it is so in law is not for a reader of files to decide. Of a range
/// ("any of claims 1 to 5") only the marked ends are known.
pub(super) fn read(root: &Element, language: Language) -> Vec<Claim> {
    let elements: Vec<&Element> =
        root.children_named("claims").flat_map(|claims| claims.children_named("claim")).collect();
    let numbers: HashMap<&str, u32> = elements
        .iter()
        .zip(1..)
        .filter_map(|(claim, nth)| Some((claim.attr("id")?, number(claim, nth))))
        .collect();
    let claims = elements.iter().zip(1..).map(|(element, nth)| {
        let number = number(element, nth);
        Claim {
            number,
            language,
            text: without_number(&text::render(element)).to_owned(),
            category: None,
            depends_on: references(element, number, &numbers),
        }
    });
    claims.collect()
}

fn number(claim: &Element, nth: u32) -> u32 {
    claim.attr("num").and_then(|digits| digits.parse().ok()).filter(|number| *number > 0).unwrap_or(nth)
}

fn references(claim: &Element, own: u32, numbers: &HashMap<&str, u32>) -> Vec<u32> {
    let marked = claim.descendants("claim-ref").filter_map(|reference| reference.attr("idref"));
    let mut references: Vec<u32> = marked
        .flat_map(str::split_whitespace)
        .filter_map(|id| numbers.get(id).copied().or_else(|| id.rsplit('-').next()?.parse().ok()))
        .filter(|number| *number != own && *number > 0)
        .collect();
    references.sort_unstable();
    references.dedup();
    references
}

/// Cuts `12. ` off the front; grants print it, some applications do not.
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    match rest.strip_prefix(". ").or_else(|| rest.strip_prefix(".\n")) {
        Some(claim) if (1..=4).contains(&digits) => claim.trim_start(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, xml};

    /// Claims as `number<-references: text`, one a line.
    #[track_caller]
    fn check(input: &str, expected: &str) {
        let root = xml::parse(&format!("<r><claims>{input}</claims></r>"), &Limits::default())
            .expect("the sample is well formed");
        let claims = read(&root, Language::EN);
        let lines: Vec<String> = claims
            .iter()
            .map(|claim| format!("{}<-{:?}: {}", claim.number, claim.depends_on, claim.text))
            .collect();
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn numbers_and_dependencies() {
        check(
            r#"<claim id="CLM-00001" num="00001"><claim-text>1. A cell.</claim-text></claim>
               <claim id="CLM-00002" num="00002"><claim-text>2. The cell of <claim-ref idref="CLM-00001">claim 1</claim-ref>
               or <claim-ref idref="CLM-00001">claim 1</claim-ref>.</claim-text></claim>
               <claim id="CLM-00003"><claim-text>A car with <claim-ref idref="CLM-00002">2</claim-ref> of
               <claim-ref idref="CLM-00003">3</claim-ref>.</claim-text></claim>"#,
            "1<-[]: A cell.\n2<-[1]: The cell of claim 1 or claim 1.\n3<-[2]: A car with 2 of 3.",
        );
        check(
            r#"<claim num="00007"><claim-text><b>7</b>. A wheel, 1.5 m wide:<claim-text>a rim.</claim-text></claim-text></claim>"#,
            "7<-[]: A wheel, 1.5 m wide:\na rim.",
        );
        check("<claim><claim-text>1.5 m of rope.</claim-text></claim>", "1<-[]: 1.5 m of rope.");
    }
}
