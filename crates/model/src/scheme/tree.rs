use std::ops::Range;

use super::SchemeKind;
use crate::{Language, Text};

/// A class of one [`Scheme`]: its place in the order of the tree.
pub type ClassId = u32;

/// A scheme in memory: immutable, about a hundred bytes a class. CPC of 2019-08 has 232,129 classes.
#[derive(Debug, Clone)]
pub struct Scheme {
    kind: SchemeKind,
    version: String,
    excerpt: bool,
    symbols: Column,
    /// The class above; the class itself for a root.
    parents: Vec<ClassId>,
    /// One past the last class below.
    ends: Vec<ClassId>,
    titles: Vec<(Language, Column)>,
    /// The classes in the order of their symbols.
    by_symbol: Vec<ClassId>,
}

/// Strings one after the other.
#[derive(Debug, Clone, Default)]
struct Column {
    text: String,
    ends: Vec<u32>,
}

/// Takes classes in the order of the tree, a parent before what is below it, and makes a [`Scheme`].
#[derive(Debug)]
pub struct Preorder {
    scheme: Scheme,
    /// The classes that are still open: the last one and those above it.
    open: Vec<ClassId>,
}

impl Preorder {
    /// `excerpt` says that the scheme has more classes than will follow.
    pub fn new(kind: SchemeKind, version: &str, excerpt: bool, languages: &[Language]) -> Self {
        let titles = languages.iter().map(|language| (*language, Column::default())).collect();
        let scheme = Scheme {
            kind,
            version: version.to_owned(),
            excerpt,
            symbols: Column::default(),
            parents: Vec::new(),
            ends: Vec::new(),
            titles,
            by_symbol: Vec::new(),
        };
        Self { scheme, open: Vec::new() }
    }

    /// Adds a class at a depth, 0 for a root. `titles` are in the order of the languages, empty where there is none.
    ///
    /// A class is at most one level deeper than the one before it; what is deeper is taken as that.
    pub fn push<'t>(&mut self, depth: usize, symbol: &str, titles: impl IntoIterator<Item = &'t str>) {
        let scheme = &mut self.scheme;
        let id = scheme.parents.len() as ClassId;
        while depth < self.open.len() {
            if let Some(closed) = self.open.pop() {
                scheme.ends[closed as usize] = id;
            }
        }
        scheme.parents.push(self.open.last().copied().unwrap_or(id));
        scheme.ends.push(id + 1);
        scheme.symbols.push(symbol);
        let mut titles = titles.into_iter();
        for (_, column) in &mut scheme.titles {
            column.push(titles.next().unwrap_or_default());
        }
        self.open.push(id);
    }

    pub fn finish(mut self) -> Scheme {
        let count = self.scheme.parents.len() as ClassId;
        for closed in self.open {
            self.scheme.ends[closed as usize] = count;
        }
        let symbols = &self.scheme.symbols;
        let mut by_symbol: Vec<ClassId> = (0..count).collect();
        by_symbol.sort_unstable_by_key(|id| symbols.get(*id));
        self.scheme.by_symbol = by_symbol;
        self.scheme
    }
}

impl Scheme {
    pub fn kind(&self) -> SchemeKind {
        self.kind
    }

    /// The edition, as its publisher or the file names it: `2019-08-01`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Whether these are some of the scheme's classes only.
    pub fn is_excerpt(&self) -> bool {
        self.excerpt
    }

    pub fn len(&self) -> usize {
        self.parents.len()
    }

    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// The languages of the titles.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.titles.iter().map(|(language, _)| *language)
    }

    /// The class of a symbol in the form of [`SchemeKind::read`].
    pub fn find(&self, symbol: &str) -> Option<ClassId> {
        let place = self.by_symbol.binary_search_by_key(&symbol, |id| self.symbol(*id)).ok()?;
        Some(self.by_symbol[place])
    }

    /// The classes whose symbols begin with `prefix`, in the order of symbols.
    pub fn with_prefix<'s>(&'s self, prefix: &'s str) -> impl Iterator<Item = ClassId> + 's {
        let start = self.by_symbol.partition_point(|id| self.symbol(*id) < prefix);
        self.by_symbol[start..].iter().copied().take_while(move |id| self.symbol(*id).starts_with(prefix))
    }

    pub fn symbol(&self, id: ClassId) -> &str {
        self.symbols.get(id)
    }

    /// The title in a language; `None` where there is none.
    pub fn title(&self, id: ClassId, language: Language) -> Option<&str> {
        let (_, column) = self.titles.iter().find(|(of, _)| *of == language)?;
        Some(column.get(id)).filter(|title| !title.is_empty())
    }

    /// The titles in every language that has one.
    pub fn titles(&self, id: ClassId) -> Vec<Text> {
        let title = |(language, column): &(Language, Column)| Text::new(*language, column.get(id));
        self.titles.iter().map(title).filter(|title| !title.text.is_empty()).collect()
    }

    pub fn parent(&self, id: ClassId) -> Option<ClassId> {
        Some(self.parents[id as usize]).filter(|parent| *parent != id)
    }

    /// What contains a class, nearest first.
    pub fn ancestors(&self, id: ClassId) -> impl Iterator<Item = ClassId> {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// How many classes contain it.
    pub fn depth(&self, id: ClassId) -> usize {
        self.ancestors(id).count()
    }

    /// The class and everything below it, in the order of the tree.
    pub fn subtree(&self, id: ClassId) -> Range<ClassId> {
        id..self.ends[id as usize]
    }

    /// The classes directly below, in the scheme's order.
    pub fn children(&self, id: ClassId) -> impl Iterator<Item = ClassId> {
        self.siblings(id + 1, self.ends[id as usize])
    }

    /// The classes that nothing contains.
    pub fn roots(&self) -> impl Iterator<Item = ClassId> {
        self.siblings(0, self.len() as ClassId)
    }

    fn siblings(&self, first: ClassId, end: ClassId) -> impl Iterator<Item = ClassId> {
        let until = move |id: &ClassId| *id < end;
        std::iter::successors(Some(first).filter(until), move |id| {
            Some(self.ends[*id as usize]).filter(until)
        })
    }

    /// Dots before the title, as schemes are printed: how far it stands below its main group or viewpoint. `None` for
    /// those and what is above them.
    pub fn dots(&self, id: ClassId) -> Option<usize> {
        let is_start = |id: ClassId| match self.kind {
            SchemeKind::FTerm => self.symbol(id).len() <= 7,
            _ => self.symbol(id).split_once('/').is_none_or(|(_, subgroup)| subgroup == "00"),
        };
        if is_start(id) {
            return None;
        }
        Some(1 + self.ancestors(id).take_while(|id| !is_start(*id)).count())
    }

    /// Bytes that the scheme takes in memory.
    pub fn bytes(&self) -> usize {
        let columns = self.titles.iter().map(|(_, column)| column).chain([&self.symbols]);
        let text: usize = columns.map(|column| column.text.len() + column.ends.len() * 4).sum();
        text + self.parents.len() * 12
    }
}

impl Column {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    fn get(&self, id: ClassId) -> &str {
        let place = id as usize;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[start as usize..self.ends[place] as usize]
    }
}
