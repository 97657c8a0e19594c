use super::{
    flow::{Due, Flow},
    math,
    role::Role,
    script,
};
use crate::xml::{Element, Node};

/// The text of an element's content. Lines are separated by `\n`; there is none at the ends.
pub(crate) fn render(element: &Element) -> String {
    render_nodes(&element.nodes)
}

/// The text of some nodes, such as an element's without its title.
pub(crate) fn render_nodes<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> String {
    let mut flow = Flow::default();
    write_nodes(&mut flow, nodes);
    flow.finish()
}

fn write_nodes<'a>(flow: &mut Flow, nodes: impl IntoIterator<Item = &'a Node>) {
    for node in nodes {
        match node {
            Node::Text(text) => flow.push(text),
            Node::Element(element) => write_element(flow, element),
        }
    }
}

fn write_element(flow: &mut Flow, element: &Element) {
    let between = |flow: &mut Flow, due: Due| {
        flow.separate(due);
        write_nodes(flow, &element.nodes);
        flow.separate(due);
    };
    match Role::of(element.local()) {
        Role::Inline => write_nodes(flow, &element.nodes),
        Role::Block => between(flow, Due::Line),
        Role::Item => write_item(flow, element, Due::Line),
        Role::Cell => write_item(flow, element, Due::Cell),
        Role::Spaced => between(flow, Due::Space),
        Role::Unknown => between(flow, Due::Weak),
        Role::LineBreak => flow.separate(Due::Line),
        Role::Subscript => write_nodes(flow, &element.nodes),
        Role::Superscript => write_superscript(flow, element),
        Role::CrossReference if element.child("sup").is_some() => write_mark(flow, element),
        Role::CrossReference => write_nodes(flow, &element.nodes),
        Role::Math => write_formula(flow, &math::linear(element)),
        Role::Tex => write_formula(flow, &tex(&element.plain_text())),
        Role::Image => write_image(flow, element),
        Role::Alternatives => write_alternatives(flow, element),
        Role::Nothing => flow.separate(Due::Space),
    }
}

fn write_item(flow: &mut Flow, element: &Element, due: Due) {
    flow.separate(due);
    let mut first = true;
    for node in &element.nodes {
        match node {
            Node::Element(paragraph) if first && matches!(paragraph.local(), "p" | "para") => {
                first = false;
                flow.separate(Due::Space);
                write_nodes(flow, &paragraph.nodes);
                flow.separate(Due::Space);
            }
            node => write_nodes(flow, [node]),
        }
    }
    flow.separate(due);
}

fn write_superscript(flow: &mut Flow, element: &Element) {
    if element.descendants("xref").next().is_some() {
        return write_mark(flow, element);
    }
    let text = render(element);
    if text.is_empty() {
        return flow.separate(Due::Weak);
    }
    // Publishers put the space of `2<sup>nd </sup>edition` inside.
    let raw = element.raw_text();
    if raw.starts_with(char::is_whitespace) {
        flow.separate(Due::Space);
    }
    let last = flow.last();
    flow.push(&script::superscript(last, &text));
    if raw.ends_with(char::is_whitespace) {
        flow.separate(Due::Space);
    } else if last.is_none() && text.contains(char::is_alphabetic) {
        // The mark of a footnote in front of its text, unlike the mass number in front of an element.
        flow.separate(Due::Weak);
    }
}

/// A raised reference to a footnote or to the literature.
fn write_mark(flow: &mut Flow, element: &Element) {
    let text = element.plain_text();
    if !text.is_empty() {
        flow.separate(Due::Space);
        flow.push("[");
        flow.push(&text);
        flow.push("]");
        flow.separate(Due::Weak);
    }
}

fn write_formula(flow: &mut Flow, formula: &str) {
    flow.separate(Due::Weak);
    flow.push(formula);
    flow.separate(Due::Weak);
}

/// USPTO writes "embedded image" for every image, which says nothing.
fn write_image(flow: &mut Flow, element: &Element) {
    flow.separate(Due::Space);
    if let Some(alt) = element.attr("alt").filter(|alt| !alt.starts_with("embedded image")) {
        flow.push(alt);
    }
    write_nodes(flow, &element.nodes);
    flow.separate(Due::Space);
}

/// The same thing in several forms: the most readable one.
fn write_alternatives(flow: &mut Flow, element: &Element) {
    match element.child("math").or_else(|| element.child("tex-math")) {
        Some(best) => write_element(flow, best),
        None => {
            flow.separate(Due::Weak);
            write_nodes(flow, &element.nodes);
            flow.separate(Due::Weak);
        }
    }
}

/// The formula of a TeX document as publishers embed it.
fn tex(document: &str) -> String {
    let inside = document.split_once("\\begin{document}").map_or(document, |(_, rest)| rest);
    let inside = inside.split_once("\\end{document}").map_or(inside, |(formula, _)| formula);
    inside.trim().trim_matches('$').trim().to_owned()
}

#[cfg(test)]
#[path = "mixed_tests.rs"]
mod tests;
