/// An element of a parsed record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    /// As written, with its prefix: `jp:name`.
    pub(crate) name: Box<str>,
    /// In document order, names as written.
    pub(crate) attributes: Vec<(Box<str>, Box<str>)>,
    pub(crate) nodes: Vec<Node>,
}

/// A child of an element. Comments and processing instructions are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    /// Character data and CDATA with entities resolved; neighbouring runs are one.
    Text(String),
}

impl Element {
    /// The name without its prefix.
    pub(crate) fn local(&self) -> &str {
        local(&self.name)
    }

    /// The attribute of this local name (`lang` finds `xml:lang` too); an exact match of the written name wins.
    pub(crate) fn attr(&self, name: &str) -> Option<&str> {
        let exact = self.attributes.iter().find(|(written, _)| &**written == name);
        exact
            .or_else(|| self.attributes.iter().find(|(written, _)| local(written) == name))
            .map(|(_, v)| &**v)
    }

    /// The child elements in order.
    pub(crate) fn children(&self) -> impl DoubleEndedIterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements of this local name.
    pub(crate) fn children_named<'a>(&'a self, name: &'a str) -> impl DoubleEndedIterator<Item = &'a Self> {
        self.children().filter(move |child| child.local() == name)
    }

    /// The first child element of this local name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children().find(|child| child.local() == name)
    }

    /// The first element at a path of local names: `at("publication-reference/document-id")`.
    ///
    /// Every branch is tried, so that an empty first sibling does not hide the second.
    pub(crate) fn at(&self, path: &str) -> Option<&Self> {
        match path.split_once('/') {
            None => self.child(path),
            Some((first, rest)) => {
                self.children().filter(|child| child.local() == first).find_map(|child| child.at(rest))
            }
        }
    }

    /// The plain text of the first element at a path, if it has any: for numbers, codes and dates.
    pub(crate) fn text_at(&self, path: &str) -> Option<String> {
        self.at(path).map(Self::plain_text).filter(|text| !text.is_empty())
    }

    /// Every element below this one of this local name, in document order, those inside one another included.
    pub(crate) fn descendants<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.all().filter(move |element| element.local() == name)
    }

    /// Every element below this one in document order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Self> {
        let mut stack: Vec<&Self> = self.children().rev().collect();
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            stack.extend(next.children().rev());
            Some(next)
        })
    }

    /// All character data below, runs of white space as one space, trimmed: for codes, numbers, names.
    ///
    /// Prose with markup inside goes through `text::render`, which knows what separates words.
    pub(crate) fn plain_text(&self) -> String {
        let raw = self.raw_text();
        let mut text = String::with_capacity(raw.len());
        for word in raw.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        text
    }

    /// A copy without the elements of these local names at any depth.
    pub(crate) fn without(&self, names: &[&str]) -> Self {
        let nodes = self.nodes.iter().filter_map(|node| match node {
            Node::Text(text) => Some(Node::Text(text.clone())),
            Node::Element(element) if names.contains(&element.local()) => None,
            Node::Element(element) => Some(Node::Element(element.without(names))),
        });
        Self { name: self.name.clone(), attributes: self.attributes.clone(), nodes: nodes.collect() }
    }

    /// All character data below as it stands, for values in fixed columns.
    pub(crate) fn raw_text(&self) -> String {
        let mut raw = String::new();
        self.collect_text(&mut raw);
        raw
    }

    fn collect_text(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.collect_text(out),
            }
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
