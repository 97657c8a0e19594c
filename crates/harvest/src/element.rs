use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};

/// Deepest nesting that is read: the protocol's own is below ten.
const MAX_DEPTH: usize = 64;

/// Most elements of one answer.
const MAX_ELEMENTS: usize = 5_000_000;

/// An element of an XML document with what is in it; prefixes of names are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    /// By name with its prefix, as written.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    /// All text directly in it.
    pub text: String,
}

/// Why a text is no XML document that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("byte {offset}: {reason}")]
pub struct NotXml {
    pub offset: u64,
    pub reason: String,
}

impl Element {
    /// Reads a document: one root with everything open closed again. Entities other than XML's own are refused.
    pub fn read(text: &str) -> Result<Self, NotXml> {
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Self> = Vec::new();
        let mut root = None;
        let mut n_elements = 0_usize;
        loop {
            let event = reader.read_event();
            let offset = reader.buffer_position();
            let fault = |reason: String| NotXml { offset, reason };
            match event.map_err(|error| fault(error.to_string()))? {
                Event::Eof if open.is_empty() => {
                    return root.ok_or_else(|| fault("there is no element".to_owned()));
                }
                Event::Eof => return Err(fault("the document ends inside an element".to_owned())),
                Event::Start(tag) => open.push(start(&tag).map_err(fault)?),
                Event::Empty(tag) => {
                    close(start(&tag).map_err(fault)?, &mut open, &mut root).map_err(fault)?;
                }
                Event::End(_) => {
                    if let Some(element) = open.pop() {
                        close(element, &mut open, &mut root).map_err(fault)?;
                    }
                }
                Event::Text(text) => add(&mut open, &text.xml10_content()).map_err(fault)?,
                Event::CData(data) => add(&mut open, &data.xml10_content()).map_err(fault)?,
                Event::GeneralRef(reference) => {
                    let written = format!("&{};", reference.xml10_content());
                    let text = unescape(&written).map_err(|error| fault(error.to_string()))?;
                    add(&mut open, &text).map_err(fault)?;
                }
                Event::Decl(_) | Event::DocType(_) | Event::PI(_) | Event::Comment(_) => {}
            }
            n_elements += usize::from(!open.is_empty());
            if MAX_DEPTH < open.len() || MAX_ELEMENTS < n_elements {
                return Err(fault(format!("more than {MAX_DEPTH} deep or {MAX_ELEMENTS} long")));
            }
        }
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of that name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn start(tag: &BytesStart<'_>) -> Result<Element, String> {
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    let mut element = Element { name: local(tag.name().into_inner()), ..Element::default() };
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        // White space that is written as it is becomes a space (XML 1.0, section 3.3.3).
        let plain = attribute.value.replace(['\n', '\r', '\t'], " ");
        let value = unescape(&plain).map_err(|error| error.to_string())?.into_owned();
        element.attributes.push((attribute.key.into_inner().to_owned(), value));
    }
    Ok(element)
}

fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) -> Result<(), String> {
    match (open.last_mut(), &root) {
        (Some(parent), _) => parent.children.push(element),
        (None, None) => *root = Some(element),
        (None, Some(_)) => return Err(format!("a second root element <{}>", element.name)),
    }
    Ok(())
}

fn add(open: &mut [Element], text: &str) -> Result<(), String> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().trim_start_matches('\u{feff}').is_empty() => {}
        None => return Err("text outside of the root element".to_owned()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_becomes_a_tree() {
        let xml = "<?xml version=\"1.0\"?><a:b c=\"1&#10;&lt;&quot;\"><d>x &amp; <![CDATA[<y>]]>&#x5168;</d><e/></a:b>";
        let root = Element::read(xml).unwrap();
        assert_eq!((root.name.as_str(), root.attribute("c")), ("b", Some("1\n<\"")));
        assert_eq!(root.child("d").unwrap().text, "x & <y>全");
        assert_eq!(root.all("e").count(), 1);
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for xml in ["", "text", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "<a>&unknown;</a>", "<a b=\"&x;\"/>"] {
            assert!(Element::read(xml).is_err(), "{xml}");
        }
        let deep = "<a>".repeat(100);
        assert!(Element::read(&deep).unwrap_err().to_string().contains("deep"));
    }
}
