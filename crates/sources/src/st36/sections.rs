use model::{Language, Paragraph, Section};

use crate::{text, xml::Element};

/// Parts of a description, and the headings that the JPO prints for them where the file has none.
const PARTS: [(&str, &str); 19] = [
    ("technical-field", "技術分野"),
    ("background-art", "背景技術"),
    ("citation-list", "先行技術文献"),
    ("patent-literature", "特許文献"),
    ("non-patent-literature", "非特許文献"),
    ("summary-of-invention", "発明の概要"),
    ("disclosure", "発明の開示"),
    ("tech-problem", "発明が解決しようとする課題"),
    ("tech-solution", "課題を解決するための手段"),
    ("advantageous-effects", "発明の効果"),
    ("description-of-drawings", "図面の簡単な説明"),
    ("description-of-embodiments", "発明を実施するための形態"),
    ("embodiments-example", "実施例"),
    ("best-mode", "発明を実施するための最良の形態"),
    ("mode-for-invention", "発明を実施するための形態"),
    ("industrial-applicability", "産業上の利用可能性"),
    ("reference-signs-list", "符号の説明"),
    ("reference-to-deposited-biological-material", "受託番号"),
    ("sequence-list-text", "配列表フリーテキスト"),
];

/// The description in its headed sections; what stands before the first heading is a section without one.
pub(crate) fn sections(description: &Element, language: Language) -> Vec<Section> {
    let mut sections = Vec::new();
    collect(description, language, &mut sections);
    sections.retain(|section: &Section| section.heading.is_some() || !section.paragraphs.is_empty());
    sections
}

fn collect(parent: &Element, language: Language, sections: &mut Vec<Section>) {
    for element in parent.children() {
        let name = element.local();
        if matches!(name, "heading" | "head") {
            start(Some(text_of(element)), language, sections);
        } else if name == "invention-title" {
            // Printed at the head of the description; it is read from the bibliography.
        } else if let Some((_, heading)) = PARTS.iter().find(|(part, _)| *part == name) {
            let own = element.children().next().is_some_and(|first| first.local() == "heading");
            if language == Language::JA && !own {
                start(Some((*heading).to_owned()), language, sections);
            }
            collect(element, language, sections);
        } else {
            paragraph(element, language, sections);
        }
    }
}

fn start(heading: Option<String>, language: Language, sections: &mut Vec<Section>) {
    let heading = heading.filter(|heading| !heading.is_empty());
    sections.push(Section { heading, language, paragraphs: Vec::new() });
}

fn paragraph(element: &Element, language: Language, sections: &mut Vec<Section>) {
    let text = text_of(element);
    // OPS gives text only, the number as the office prints it.
    let (printed, text) = without_printed_number(&text);
    if text.is_empty() {
        return;
    }
    let number = element.attr("num").map(str::to_owned).filter(|digits| is_number(digits)).or(printed);
    if sections.is_empty() {
        start(None, language, sections);
    }
    if let Some(section) = sections.last_mut() {
        section.paragraphs.push(Paragraph { number, text: text.to_owned() });
    }
}

/// Digits that are not all zero: `0000` and words are no numbers of paragraphs.
fn is_number(digits: &str) -> bool {
    digits.bytes().all(|b| b.is_ascii_digit()) && digits.bytes().any(|b| b != b'0')
}

/// Cuts `[0012]` off the front.
fn without_printed_number(text: &str) -> (Option<String>, &str) {
    let printed = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match printed {
        Some((digits, rest)) if digits.len() == 4 && is_number(digits) => {
            (Some(digits.to_owned()), rest.trim_start())
        }
        _ => (None, text),
    }
}

/// The text of an element without the page marks that the EPO's optical reading left in it,
/// `<Desc/Clms Page number 12>`.
pub(crate) fn text_of(element: &Element) -> String {
    without_page_marks(text::render(element))
}

fn without_page_marks(text: String) -> String {
    const MARK: &str = "<Desc/Clms Page number";
    if !text.contains(MARK) {
        return text;
    }
    let mut parts = text.split(MARK);
    let mut clean = parts.next().unwrap_or_default().trim_end().to_owned();
    for part in parts {
        let after = part.split_once('>').map_or(part, |(_, after)| after);
        if !clean.is_empty() && !after.trim().is_empty() {
            clean.push(' ');
        }
        clean.push_str(after.trim());
    }
    clean
}
