use model::{Claim, Language, claim};

use super::{language, sections::text_of};
use crate::xml::{Element, Node};

/// All blocks of claims below the root, one language after the other as they stand.
///
/// Where a language has two blocks the later one is taken: gazettes print amended claims (手続補正) after the
/// claims as filed. The claims that a claim depends on are read from its text, as these forms do not mark them
/// (`model::claim` has the rule).
pub(crate) fn claims(root: &Element, document_language: Language) -> Vec<Claim> {
    let mut blocks: Vec<(Language, Vec<Claim>)> = Vec::new();
    for block in root.children_named("claims") {
        let language = language(block, document_language);
        let claims = of_block(block, language);
        if claims.is_empty() {
            continue;
        }
        match blocks.iter_mut().find(|(known, _)| *known == language) {
            Some((_, earlier)) => *earlier = claims,
            None => blocks.push((language, claims)),
        }
    }
    blocks.into_iter().flat_map(|(_, claims)| claims).collect()
}

fn of_block(block: &Element, language: Language) -> Vec<Claim> {
    let elements: Vec<&Element> = block.children_named("claim").collect();
    if let [single] = elements.as_slice() {
        let lines = lines_of(single);
        let texts = numbered_texts(&lines);
        if texts.len() > 1 {
            return (1..).zip(texts).map(|(number, text)| of_text(number, text, language)).collect();
        }
    }
    let texts = elements.into_iter().zip(1..).filter_map(|(element, nth)| {
        let text = text_of(element);
        let number = element.attr("num").and_then(|digits| digits.parse().ok()).filter(|number| *number > 0);
        let number = number.unwrap_or(nth);
        let text = without_number(&text, number).to_owned();
        (!text.is_empty()).then(|| of_text(number, text, language))
    });
    texts.collect()
}

fn of_text(number: u32, text: String, language: Language) -> Claim {
    let depends_on = claim::dependencies(&text, language, number);
    Claim { number, language, text, category: None, depends_on }
}

/// The lines of a claim element as the source breaks them: OPS and optical reading put all claims into one element,
/// each on a line or in a `claim-text` of its own.
fn lines_of(element: &Element) -> Vec<String> {
    let mut raw = String::new();
    for node in &element.nodes {
        match node {
            Node::Text(text) => raw.push_str(text),
            Node::Element(child) if child.children().next().is_none() => {
                raw.push('\n');
                child.nodes.iter().for_each(|node| {
                    if let Node::Text(text) = node {
                        raw.push_str(text);
                    }
                });
            }
            Node::Element(child) => {
                raw.push('\n');
                raw.push_str(&text_of(child));
            }
        }
    }
    raw.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect()
}

/// The claims of lines that begin with 1, 2, 3 and so on; none before number 1 (headings such as "Claims").
fn numbered_texts(lines: &[String]) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for line in lines {
        let next = texts.len() as u32 + 1;
        let rest = without_number(line, next);
        if rest.len() < line.len() {
            texts.push(rest.to_owned());
        } else if let Some(text) = texts.last_mut() {
            text.push('\n');
            text.push_str(line);
        }
    }
    texts
}

/// Cuts the claim's own number off the front: `3. `, `3.- `, `3) `, 【請求項３】.
fn without_number(text: &str, number: u32) -> &str {
    let text = text.trim_start();
    if let Some((_, rest)) = text.strip_prefix("【請求項").and_then(|rest| rest.split_once('】')) {
        return rest.trim_start();
    }
    let Some(rest) = text.strip_prefix(&number.to_string()) else { return text };
    match rest.strip_prefix(['.', ')']) {
        // 1.5 mm is no claim 1.
        Some(claim) if !claim.starts_with(|c: char| c.is_ascii_digit()) => {
            claim.trim_start_matches(['-', ' ', '\n'])
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, xml};

    #[track_caller]
    fn check(input: &str, expected: &[&str]) {
        let root =
            xml::parse(&format!("<r>{input}</r>"), &Limits::default()).expect("the sample is well formed");
        let claims = claims(&root, Language::EN);
        let written: Vec<String> = claims
            .iter()
            .map(|claim| {
                format!("{}{}<-{:?}: {}", claim.language, claim.number, claim.depends_on, claim.text)
            })
            .collect();
        assert_eq!(written, expected);
    }

    #[test]
    fn claims_in_their_elements() {
        check(
            r#"<claims lang="DE"><claim num="xx"><claim-text>Zelle.</claim-text></claim>
               <claim num="xx"><claim-text>Zelle nach Anspruch 1.</claim-text></claim></claims>
               <claims lang="EN"><claim num="0001"><claim-text><b>1</b>. A cell.</claim-text></claim>
               <claim num="0002"><claim-text>2. The cell of claim 1:<claim-text>1.5 mm wide.</claim-text></claim-text></claim></claims>"#,
            &[
                "de1<-[]: Zelle.",
                "de2<-[1]: Zelle nach Anspruch 1.",
                "en1<-[]: A cell.",
                "en2<-[1]: The cell of claim 1:\n1.5 mm wide.",
            ],
        );
    }

    #[test]
    fn all_claims_in_one_element() {
        check(
            "<claims><claim><claim-text>Claims\n1. A cell,\nwide.\n2. The cell of claim 1.</claim-text></claim></claims>",
            &["en1<-[]: A cell,\nwide.", "en2<-[1]: The cell of claim 1."],
        );
        check(
            r#"<claims lang="ES"><claim num="0001"><claim-text>REIVINDICACIONES</claim-text>
               <claim-text>1.- Sistema.</claim-text> <claim-text>2.- Sistema según la reivindicación 1.</claim-text></claim></claims>"#,
            &["es1<-[]: Sistema.", "es2<-[1]: Sistema según la reivindicación 1."],
        );
        check(
            "<claims><claim num=\"1\"><claim-text>A cell with<claim-text>a) a can;</claim-text></claim-text></claim></claims>",
            &["en1<-[]: A cell with\na) a can;"],
        );
    }

    #[test]
    fn amended_claims_replace_those_before() {
        check(
            r#"<claims lang="JA"><claim num="1"><claim-text>電池。</claim-text></claim></claims>
               <claims lang="JA"><claim num="1"><claim-text>丸い電池。</claim-text></claim></claims>"#,
            &["ja1<-[]: 丸い電池。"],
        );
    }
}
