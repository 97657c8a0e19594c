//! SVG as text.

use std::fmt::Write;

use crate::{
    Caption, Label, Mark, STYLE, Tone, Use, Width,
    caption::{LINE, NOTE, TITLE},
    wrapped,
};

/// A drawing that grows downwards; its head and its height are known at the end.
#[derive(Debug, Default)]
pub(crate) struct Svg {
    out: String,
    /// The height of what is drawn, without the head.
    pub(crate) height: f64,
}

/// Where a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// Text as XML content or an attribute's value. Control characters that XML does not have become the replacement
/// character.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A length with one decimal at most: `12.5`, `12`, never `-0`.
pub(crate) fn n(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.abs() / 10, tenths.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, rest) => format!("{sign}{whole}.{rest}"),
    }
}

impl Svg {
    pub(crate) fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    pub(crate) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), class: &str) {
        // Writing to a string cannot fail.
        _ = write!(
            self.out,
            r#"<rect class="{class}" x="{}" y="{}" width="{}" height="{}"/>"#,
            n(x),
            n(y),
            n(width.max(0.0)),
            n(height.max(0.0))
        );
    }

    pub(crate) fn circle(&mut self, (x, y): (f64, f64), radius: f64, class: &str) {
        _ = write!(self.out, r#"<circle class="{class}" cx="{}" cy="{}" r="{}"/>"#, n(x), n(y), n(radius));
    }

    pub(crate) fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), class: &str) {
        _ = write!(
            self.out,
            r#"<line class="{class}" x1="{}" y1="{}" x2="{}" y2="{}"/>"#,
            n(x1),
            n(y1),
            n(x2),
            n(y2)
        );
    }

    pub(crate) fn path(&mut self, d: &str, class: &str) {
        _ = write!(self.out, r#"<path class="{class}" d="{d}"/>"#);
    }

    /// A text whose baseline begins, ends or has its middle at a point.
    pub(crate) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, class: &str, text: &str) {
        self.label((x, y), anchor, class, &Label::new(text));
    }

    /// The same with the language of a label.
    pub(crate) fn label(&mut self, (x, y): (f64, f64), anchor: Anchor, class: &str, label: &Label) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " m",
            Anchor::End => " e",
        };
        let language = if label.foreign { r#" lang="""# } else { "" };
        _ = write!(
            self.out,
            r#"<text class="{class}{anchor}"{language} x="{}" y="{}">{}</text>"#,
            n(x),
            n(y),
            escaped(&label.text)
        );
    }

    /// What `draw` draws, turned around a point by degrees.
    pub(crate) fn turned(&mut self, (x, y): (f64, f64), degrees: f64, draw: impl FnOnce(&mut Self)) {
        _ = write!(self.out, r#"<g transform="translate({} {}) rotate({})">"#, n(x), n(y), n(degrees));
        draw(self);
        self.out.push_str("</g>");
    }

    /// What `draw` draws, as a mark: a link where it leads somewhere, with a tool tip.
    pub(crate) fn mark(&mut self, mark: &Mark, draw: impl FnOnce(&mut Self)) {
        let title = format!("<title>{}</title>", escaped(&mark.text));
        if mark.href.is_empty() {
            _ = write!(self.out, "<g>{title}");
            draw(self);
            self.out.push_str("</g>");
        } else {
            _ = write!(self.out, r#"<a href="{}">{title}"#, escaped(&mark.href));
            draw(self);
            self.out.push_str("</a>");
        }
    }

    /// Puts the caption above what was drawn and closes the document.
    pub(crate) fn finish(self, caption: &Caption, id: &str, width: Width, used: Use) -> String {
        let mut head = Self::default();
        let pixels = width.pixels();
        let mut y = 0.0;
        for line in wrapped(&caption.title, TITLE, pixels - 4.0, 3) {
            y += TITLE * 1.35;
            head.text((0.0, y), Anchor::Start, "ti", &line);
        }
        for note in &caption.notes {
            for line in wrapped(note, NOTE, pixels - 4.0, 3) {
                y += LINE;
                head.text((0.0, y), Anchor::Start, "no", &line);
            }
        }
        let top = if y == 0.0 { 0.0 } else { y + 14.0 };
        let height = (top + self.height).ceil();
        let id = format!("{id}-{}", width.suffix());
        // Links within an image are hidden from those who read with their ears.
        let role = if self.out.contains("<a ") { "group" } else { "img" };
        let style = if used == Use::File { format!("<style>{STYLE}</style>") } else { String::new() };
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="chart {}" viewBox="0 0 {} {}" width="{}" height="{}" role="{role}" lang="{}" aria-labelledby="{id}-t" aria-describedby="{id}-d"><title id="{id}-t">{}</title><desc id="{id}-d">{}</desc>{style}{}<g transform="translate(0 {})">{}</g></svg>"#,
            width.pick("wide", "narrow"),
            n(pixels),
            n(height),
            n(pixels),
            n(height),
            escaped(&caption.language),
            escaped(&caption.title),
            escaped(&caption.description),
            head.out,
            n(top),
            self.out,
        )
    }
}

/// The class of something filled with a tone.
pub(crate) fn fill(tone: Tone) -> String {
    format!("f{}", tone.number())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_one_decimal_and_no_negative_zero() {
        for (value, expected) in [(0.0, "0"), (-0.04, "0"), (12.34, "12.3"), (12.0, "12"), (-3.25, "-3.3")] {
            assert_eq!(n(value), expected);
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(escaped("a<b & \"c\"\u{0}'"), "a&lt;b &amp; &quot;c&quot;\u{fffd}&#39;");
    }
}
