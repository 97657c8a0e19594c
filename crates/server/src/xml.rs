use std::fmt::Write;

/// Writes XML 1.0 that is well-formed whatever the texts hold.
#[derive(Debug)]
pub(crate) struct Xml(String);

impl Xml {
    /// A document with nothing but its declaration.
    pub(crate) fn new() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned())
    }

    /// A part of a document, to be put into one.
    pub(crate) fn fragment() -> Self {
        Self(String::new())
    }

    #[expect(clippy::needless_pass_by_value, reason = "a fragment stands in one place")]
    pub(crate) fn append(&mut self, fragment: Self) {
        self.0.push_str(&fragment.0);
    }

    pub(crate) fn finish(self) -> String {
        self.0
    }

    /// An element with what `inside` writes.
    pub(crate) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        self.0.push('>');
        inside(self);
        // Writing to a string does not fail.
        _ = write!(self.0, "</{name}>");
    }

    /// An element with a text.
    pub(crate) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |xml| xml.escape(text, false));
    }

    /// An element without anything in it.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.0.push_str("/>");
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        _ = write!(self.0, "<{name}");
        for (attribute, value) in attributes {
            _ = write!(self.0, " {attribute}=\"");
            self.escape(value, true);
            self.0.push('"');
        }
    }

    /// Characters that XML 1.0 cannot hold (section 2.2), not even as references, become U+FFFD. Line breaks are written so
    /// that reading gives them back (sections 2.11 and 3.3.3).
    fn escape(&mut self, text: &str, is_attribute: bool) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' if is_attribute => self.0.push_str("&quot;"),
                '\r' => self.0.push_str("&#13;"),
                '\t' | '\n' if is_attribute => _ = write!(self.0, "&#{};", c as u32),
                '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => self.0.push(c),
                _ => self.0.push('\u{fffd}'),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, in_text: &str, in_attribute: &str) {
        let mut xml = Xml(String::new());
        xml.text("a", &[("b", text)], text);
        assert_eq!(xml.finish(), format!("<a b=\"{in_attribute}\">{in_text}</a>"));
    }

    #[test]
    fn hostile_text_stays_text() {
        check("全固体", "全固体", "全固体");
        check("<a>&\"']]>", "&lt;a&gt;&amp;\"']]&gt;", "&lt;a&gt;&amp;&quot;']]&gt;");
        check(
            "a\u{0}\u{8}\u{b}\u{1f}\u{fffe}\u{ffff}b",
            "a\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}b",
            "a\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}b",
        );
        check("a\r\n\tb", "a&#13;\n\tb", "a&#13;&#10;&#9;b");
        check("\u{1f600}", "\u{1f600}", "\u{1f600}");
    }
}
