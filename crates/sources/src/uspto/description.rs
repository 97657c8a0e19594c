use model::{Language, Paragraph, Section};

use crate::{text, xml::Element};

/// The description in its headed sections; what stands before the first heading is a section without one.
pub(super) fn read(root: &Element, language: Language) -> Vec<Section> {
    let mut sections = Vec::new();
    for description in root.children_named("description") {
        collect(description, language, &mut sections);
    }
    sections.retain(|section| section.heading.is_some() || !section.paragraphs.is_empty());
    sections
}

fn collect(parent: &Element, language: Language, sections: &mut Vec<Section>) {
    for element in parent.children() {
        match element.local() {
            "heading" => {
                let heading = text::render(element);
                let heading = (!heading.is_empty()).then_some(heading);
                sections.push(Section { heading, language, paragraphs: Vec::new() });
            }
            // Wrappers of headings and paragraphs.
            "description-of-drawings"
            | "brief-description-of-drawings"
            | "detailed-description"
            | "section" => {
                collect(element, language, sections);
            }
            _ => {
                let text = text::render(element);
                if text.is_empty() {
                    continue;
                }
                if sections.is_empty() {
                    sections.push(Section { heading: None, language, paragraphs: Vec::new() });
                }
                if let Some(section) = sections.last_mut() {
                    section.paragraphs.push(Paragraph { number: number(element), text });
                }
            }
        }
    }
}

/// `0012` of `num`; `0000` and words are no numbers of paragraphs.
fn number(paragraph: &Element) -> Option<String> {
    let digits = paragraph.attr("num")?;
    let numbered = digits.bytes().all(|b| b.is_ascii_digit()) && digits.bytes().any(|b| b != b'0');
    numbered.then(|| digits.to_owned())
}
