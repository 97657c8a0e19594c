//! MathML to one line of text, as people type formulas: `x^2 = (a + b)/c_1`.

use super::script::is_simple;
use crate::xml::{Element, Node};

/// The formula of a `math` element, whatever its prefix.
pub(super) fn linear(math: &Element) -> String {
    let mut formula = Formula::default();
    formula.children(math);
    formula.text.trim().to_owned()
}

#[derive(Default)]
struct Formula {
    text: String,
}

impl Formula {
    fn children(&mut self, element: &Element) {
        for node in &element.nodes {
            match node {
                Node::Element(child) => self.element(child),
                // White space of the markup, or text that should have been in a token element.
                Node::Text(text) => self.token(text.trim()),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        let parts = || element.children().map(part).collect::<Vec<_>>();
        match element.local() {
            "mi" | "mn" | "mtext" | "ms" => self.token(&element.plain_text()),
            "mo" => self.operator(&element.plain_text()),
            "mspace" | "annotation" | "annotation-xml" | "mphantom" | "maligngroup" | "malignmark" => {}
            "mfrac" => self.joined(&parts(), "/", true),
            "msup" => self.joined(&parts(), "^", false),
            "msub" => self.joined(&parts(), "_", false),
            "munder" => self.joined(&parts(), "_", false),
            "mover" => self.over(&parts()),
            "msubsup" | "munderover" => self.both(&parts()),
            "msqrt" => self.token(&format!("√({})", linear(element))),
            "mroot" => match &parts()[..] {
                [base, index] => self.token(&format!("root({base}, {index})")),
                other => self.token(&other.join(" ")),
            },
            "mfenced" => self.fenced(element, &parts()),
            "mtable" => {
                let rows: Vec<String> = element.children().map(row).filter(|row| !row.is_empty()).collect();
                self.token(&rows.join("; "));
            }
            // Rows, styles, padding, semantics, errors and what is not known: their insides.
            _ => self.children(element),
        }
    }

    /// A name, number or formed part: separated from a name or number before it.
    fn token(&mut self, token: &str) {
        if token.is_empty() {
            return;
        }
        let first = token.chars().next();
        let glues = self.text.chars().next_back().is_none_or(|last| {
            last == ' '
                || "([{|/^_√".contains(last)
                || !first.is_some_and(|c| c.is_alphanumeric() || "√(".contains(c))
        });
        if !glues {
            self.text.push(' ');
        }
        self.text.push_str(token);
    }

    fn operator(&mut self, operator: &str) {
        match operator {
            // Invisible times, function application, separator: the space between two tokens says enough.
            "" | "\u{2061}" | "\u{2062}" | "\u{2063}" | "\u{2064}" => {}
            "(" | "[" | "{" | "|" | "‖" | ")" | "]" | "}" | "'" | "′" | "!" | "/" | "." | "," | ";" | ":"
            | "°" => {
                let opens = matches!(operator, "(" | "[" | "{");
                let after_space = self.text.ends_with(['=', ',', '+', '<', '>']);
                if opens && after_space {
                    self.text.push(' ');
                }
                self.text.push_str(operator);
                if matches!(operator, "," | ";") {
                    self.text.push(' ');
                }
            }
            // A sign in front of its operand.
            "-" | "−" | "+" | "±"
                if self.text.is_empty() || self.text.ends_with(['(', '[', '{', '^', '_', '|']) =>
            {
                self.text.push_str(operator);
            }
            _ => {
                if !self.text.is_empty() && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
                self.text.push_str(operator);
                self.text.push(' ');
            }
        }
    }

    /// Two parts with a sign between; `both_sides` says whether the first gets parentheses too.
    fn joined(&mut self, parts: &[String], sign: &str, both_sides: bool) {
        match parts {
            [first, second] => {
                let first = if both_sides { enclosed(first) } else { first.clone() };
                self.token(&format!("{first}{sign}{}", enclosed(second)));
            }
            other => self.token(&other.join(" ")),
        }
    }

    /// An accent is written after its base where it is one; anything else over the base as an index above.
    fn over(&mut self, parts: &[String]) {
        match parts {
            [base, over] if over.chars().all(|c| !c.is_alphanumeric()) => {
                self.token(&format!("{base}{over}"));
            }
            _ => self.joined(parts, "^", false),
        }
    }

    fn both(&mut self, parts: &[String]) {
        match parts {
            [base, below, above] => {
                self.token(&format!("{base}_{}^{}", enclosed(below), enclosed(above)));
            }
            other => self.token(&other.join(" ")),
        }
    }

    fn fenced(&mut self, element: &Element, parts: &[String]) {
        let open = element.attr("open").unwrap_or("(");
        let close = element.attr("close").unwrap_or(")");
        let separators = element.attr("separators").unwrap_or(",");
        let between = separators.trim().chars().next().map_or_else(|| " ".to_owned(), |c| format!("{c} "));
        self.token(&format!("{open}{}{close}", parts.join(&between)));
    }
}

fn part(element: &Element) -> String {
    let mut formula = Formula::default();
    formula.element(element);
    formula.text.trim().to_owned()
}

fn row(row: &Element) -> String {
    let cells: Vec<String> = row.children().map(part).filter(|cell| !cell.is_empty()).collect();
    cells.join(", ")
}

/// In parentheses unless it is one operand.
fn enclosed(part: &str) -> String {
    let closed = part.starts_with('(') && part.find(')') == Some(part.len() - 1);
    if part.is_empty() || closed || is_simple(part) { part.to_owned() } else { format!("({part})") }
}
