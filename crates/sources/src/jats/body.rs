use model::{Language, Paragraph, Section};

use super::language_of;
use crate::{
    text,
    xml::{Element, Node},
};

/// The body as a flat list of headed sections in reading order, then the back matter's own sections, appendices and
/// glossary, then the figures and tables that the publisher keeps apart. Acknowledgements, notes and biographies are
/// not read.
pub(super) fn read(root: &Element, language: Language) -> Vec<Section> {
    let mut sections = Vec::new();
    for part in root.children() {
        match part.local() {
            "body" | "floats-group" | "floats-wrap" => section(part, language, &mut sections),
            "back" => back_matter(part, language, &mut sections),
            _ => {}
        }
    }
    sections.retain(|section| !section.paragraphs.is_empty() || section.heading.is_some());
    sections
}

fn back_matter(back: &Element, language: Language, sections: &mut Vec<Section>) {
    for element in back.children() {
        match element.local() {
            "sec" | "glossary" => section(element, language, sections),
            "app-group" => element.children().for_each(|appendix| section(appendix, language, sections)),
            _ => {}
        }
    }
}

/// A section and, after its own paragraphs, the sections inside it.
fn section(element: &Element, around: Language, sections: &mut Vec<Section>) {
    let language = language_of(element, around);
    let index = sections.len();
    sections.push(Section { heading: heading(element), language, paragraphs: Vec::new() });
    for child in element.children() {
        match child.local() {
            "title" | "label" | "sec-meta" | "object-id" => {}
            "sec" | "app" => section(child, language, sections),
            "boxed-text" if child.child("sec").is_some() => section(child, language, sections),
            // A paragraph after an inner section would be out of order in its own: DTDs do not allow it, boxes do it.
            _ => {
                let text = without_own_dois(text::render(child));
                if !text.is_empty() {
                    let last = if sections.len() > index + 1 { sections.len() - 1 } else { index };
                    sections[last].paragraphs.push(Paragraph { number: None, text });
                }
            }
        }
    }
}

/// Text without the lines with which eLife states the DOI of an abstract, digest, figure or table.
pub(super) fn without_own_dois(text: String) -> String {
    if !text.contains("DOI: http") {
        return text;
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("DOI: http")).collect();
    lines.join("\n")
}

/// Label and title: `2.1. Materials`.
fn heading(element: &Element) -> Option<String> {
    let title = element.child("title").or_else(|| element.at("caption/title"));
    let parts = [element.child("label"), title].into_iter().flatten();
    let parts: Vec<String> = parts
        .map(|part| text::render(&part.without(&["fn", "xref"])).replace('\n', " "))
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// True for an element of one of these local names.
pub(super) fn is_named(node: &Node, names: &[&str]) -> bool {
    matches!(node, Node::Element(element) if names.contains(&element.local()))
}
