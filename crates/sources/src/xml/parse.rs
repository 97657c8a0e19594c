use quick_xml::{
    Reader,
    errors::{Error, IllFormedError},
    events::{BytesStart, Event},
};

use super::{Element, Node, entity};
use crate::{Limits, Reason};

/// Why a record's text is no tree, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Byte offset in the decoded text.
    pub(crate) offset: u64,
    pub(crate) reason: Reason,
}

/// Parses one document: exactly one root element, everything open closed again.
pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Element, Fault> {
    let mut reader = Reader::from_str(text);
    let mut builder = Builder { open: Vec::new(), root: None, nodes: 0, limits };
    loop {
        let event = reader.read_event();
        let offset = reader.buffer_position();
        let fault = |reason| Fault { offset, reason };
        let event = event
            .map_err(|error| Fault { offset: reader.error_position(), reason: builder.reason_of(&error) })?;
        if matches!(event, Event::Eof) {
            return builder.finish().map_err(fault);
        }
        builder.take(event).map_err(fault)?;
    }
}

struct Builder<'a> {
    open: Vec<Element>,
    root: Option<Element>,
    nodes: usize,
    limits: &'a Limits,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>) -> Result<(), Reason> {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::Empty(tag) => {
                self.start(&tag)?;
                self.end();
                Ok(())
            }
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(data) => self.text(&data.xml10_content()),
            Event::GeneralRef(reference) => self.text(&entity::resolve(&reference)),
            Event::Decl(_) | Event::DocType(_) | Event::PI(_) | Event::Comment(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Reason> {
        let name = tag.name().into_inner();
        if self.open.len() >= self.limits.depth {
            return Err(Reason::TooDeep { element: name.to_owned(), limit: self.limits.depth });
        }
        if self.root.is_some() && self.open.is_empty() {
            return Err(not_well_formed(format!("a second root element <{name}>")));
        }
        self.count()?;
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| not_well_formed(error.to_string()))?;
            self.count()?;
            let value = entity::resolve_all(&attribute.value);
            attributes.push((attribute.key.into_inner().into(), value.into()));
        }
        self.open.push(Element { name: name.into(), attributes, nodes: Vec::new() });
        Ok(())
    }

    /// quick-xml has compared the end tag's name with the open element's.
    fn end(&mut self) {
        if let Some(element) = self.open.pop() {
            match self.open.last_mut() {
                Some(parent) => parent.nodes.push(Node::Element(element)),
                None => self.root = Some(element),
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Reason> {
        let Some(parent) = self.open.last_mut() else {
            // Outside of the root element only white space is legal.
            let stray = text.chars().find(|c| !c.is_whitespace() && *c != '\u{feff}');
            return stray
                .map_or(Ok(()), |_| Err(not_well_formed("text outside of the root element".to_owned())));
        };
        if let Some(Node::Text(before)) = parent.nodes.last_mut() {
            before.push_str(text);
            return Ok(());
        }
        parent.nodes.push(Node::Text(text.to_owned()));
        self.count()
    }

    fn count(&mut self) -> Result<(), Reason> {
        self.nodes += 1;
        if self.nodes > self.limits.nodes {
            return Err(Reason::TooManyNodes { limit: self.limits.nodes });
        }
        Ok(())
    }

    fn finish(self) -> Result<Element, Reason> {
        match (self.open.last(), self.root) {
            (Some(open), _) => Err(Reason::Truncated { open: open.name.to_string() }),
            (None, Some(root)) => Ok(root),
            (None, None) => Err(Reason::NoRoot),
        }
    }

    fn reason_of(&self, error: &Error) -> Reason {
        match (error, self.open.last()) {
            // Markup that is not closed when the record ends: it was cut there.
            (Error::Syntax(_), Some(open)) => Reason::Truncated { open: open.name.to_string() },
            (Error::IllFormed(IllFormedError::MissingEndTag(name)), _) => {
                Reason::Truncated { open: name.clone() }
            }
            _ => not_well_formed(error.to_string()),
        }
    }
}

fn not_well_formed(message: String) -> Reason {
    Reason::NotWellFormed { message }
}
