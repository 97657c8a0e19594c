use std::collections::HashMap;

use super::{Preorder, Scheme, SchemeKind};
use crate::{Language, Text};

/// One class as a scheme's file gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassEntry {
    /// In any form that [`SchemeKind::read`] reads.
    pub symbol: String,
    /// The class directly above, where the file names it.
    pub parent: Option<String>,
    /// Dots before the title, where the file gives these instead: 0 for a main group or viewpoint. The class above is
    /// then the last entry before with fewer dots.
    pub dots: Option<usize>,
    pub titles: Vec<Text>,
}

/// Why an entry is left out, or not where its file puts it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    #[error(transparent)]
    Symbol(#[from] crate::Invalid),
    #[error(
        "{symbol} has {dots} dots, but no entry before it has fewer below the same main group or viewpoint"
    )]
    Dots { symbol: String, dots: usize },
    #[error("{symbol} stands below {parent}, which the file does not have; it was put below {instead}")]
    Parent { symbol: String, parent: String, instead: String },
    #[error("{symbol} stands below itself by way of {parent}; it was put below {instead}")]
    Cycle { symbol: String, parent: String, instead: String },
}

/// Collects the entries of one scheme and puts them in order.
///
/// A class that stands twice keeps its first place and takes titles in languages that it lacked. Containers that are
/// missing above a class whose place is not given, such as the class H01 in a list of subclasses, are added without
/// titles.
#[derive(Debug)]
pub struct SchemeBuilder {
    kind: SchemeKind,
    nodes: Vec<Node>,
    places: HashMap<String, usize>,
    languages: Vec<Language>,
    /// The last entries with dots: place and dots.
    dotted: Vec<(usize, usize)>,
}

#[derive(Debug)]
struct Node {
    symbol: String,
    parent: Option<String>,
    titles: Vec<Text>,
}

impl SchemeBuilder {
    pub fn new(kind: SchemeKind) -> Self {
        Self { kind, nodes: Vec::new(), places: HashMap::new(), languages: Vec::new(), dotted: Vec::new() }
    }

    pub fn kind(&self) -> SchemeKind {
        self.kind
    }

    /// Entries taken so far.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Takes an entry, or leaves it out and says why.
    pub fn add(&mut self, entry: ClassEntry) -> Result<(), EntryFault> {
        let symbol = self.kind.read(&entry.symbol)?;
        let mut parent = entry.parent.map(|parent| self.kind.read(&parent)).transpose()?;
        if let Some(dots) = entry.dots {
            let above = self.above(&symbol, dots)?;
            parent = parent.or(above);
        }
        for title in &entry.titles {
            if !self.languages.contains(&title.language) {
                self.languages.push(title.language);
            }
        }
        let place = match self.places.get(&symbol) {
            Some(place) => {
                let node = &mut self.nodes[*place];
                node.parent = node.parent.take().or(parent);
                for title in entry.titles {
                    if !node.titles.iter().any(|known| known.language == title.language) {
                        node.titles.push(title);
                    }
                }
                *place
            }
            None => {
                self.places.insert(symbol.clone(), self.nodes.len());
                self.nodes.push(Node { symbol, parent, titles: entry.titles });
                self.nodes.len() - 1
            }
        };
        self.dotted.extend(entry.dots.map(|dots| (place, dots)));
        Ok(())
    }

    /// The last entry with fewer dots, in the same main group or viewpoint; none for an entry without dots.
    fn above(&mut self, symbol: &str, dots: usize) -> Result<Option<String>, EntryFault> {
        while self.dotted.last().is_some_and(|(_, open)| dots <= *open) {
            self.dotted.pop();
        }
        if dots == 0 {
            return Ok(None);
        }
        let top = |symbol: &str| match self.kind {
            SchemeKind::FTerm => symbol.get(..7).unwrap_or(symbol).to_owned(),
            // The 2000 series of CPC stands below the groups that it breaks down: H01M2010/0495 below H01M10/04.
            _ => symbol.get(..4).unwrap_or(symbol).to_owned(),
        };
        match self.dotted.last() {
            Some((place, _)) if top(&self.nodes[*place].symbol) == top(symbol) => {
                Ok(Some(self.nodes[*place].symbol.clone()))
            }
            _ => Err(EntryFault::Dots { symbol: symbol.to_owned(), dots }),
        }
    }

    /// Puts the classes in order. What could not stay where its file put it is listed.
    pub fn finish(mut self, version: &str, excerpt: bool) -> (Scheme, Vec<EntryFault>) {
        let mut faults = Vec::new();
        self.add_containers();
        let mut parents: Vec<Option<usize>> =
            (0..self.nodes.len()).map(|place| self.parent_of(place, &mut faults)).collect();
        self.break_cycles(&mut parents, &mut faults);
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        let mut pending = Vec::new();
        for (place, parent) in parents.iter().enumerate() {
            match parent {
                Some(parent) => children[*parent].push(place),
                None => pending.push((0, place)),
            }
        }
        pending.reverse();
        let mut preorder = Preorder::new(self.kind, version, excerpt, &self.languages);
        while let Some((depth, place)) = pending.pop() {
            let node = &self.nodes[place];
            let title = |language: &Language| {
                let found = node.titles.iter().find(|title| title.language == *language);
                found.map_or("", |title| title.text.as_str())
            };
            preorder.push(depth, &node.symbol, self.languages.iter().map(title));
            pending.extend(children[place].iter().rev().map(|child| (depth + 1, *child)));
        }
        (preorder.finish(), faults)
    }

    /// Adds what contains an entry by its form, where nothing else is named and it is missing.
    fn add_containers(&mut self) {
        let mut missing: Vec<String> = Vec::new();
        for node in &self.nodes {
            // What a file puts somewhere needs no container: H01M2010/0495 stands below H01M10/04, and there is no
            // H01M2010/00.
            if node.parent.as_ref().is_some_and(|parent| self.places.contains_key(parent)) {
                continue;
            }
            for container in self.kind.containers(&node.symbol) {
                if !self.places.contains_key(&container) {
                    missing.push(container);
                }
            }
        }
        missing.sort();
        missing.dedup();
        for symbol in missing {
            self.places.insert(symbol.clone(), self.nodes.len());
            self.nodes.push(Node { symbol, parent: None, titles: Vec::new() });
        }
    }

    fn parent_of(&self, place: usize, faults: &mut Vec<EntryFault>) -> Option<usize> {
        let node = &self.nodes[place];
        let by_form = self.container_of(&node.symbol);
        let Some(parent) = &node.parent else { return by_form };
        if let Some(found) = self.places.get(parent) {
            return Some(*found);
        }
        faults.push(EntryFault::Parent {
            symbol: node.symbol.clone(),
            parent: parent.clone(),
            instead: self.name(by_form),
        });
        by_form
    }

    fn container_of(&self, symbol: &str) -> Option<usize> {
        let containers = self.kind.containers(symbol);
        containers.iter().find_map(|container| self.places.get(container).copied())
    }

    fn name(&self, place: Option<usize>) -> String {
        place.map_or_else(|| "the top".to_owned(), |place| self.nodes[place].symbol.clone())
    }

    /// Containers by form never make a cycle, so that putting one class of each cycle there ends it.
    fn break_cycles(&self, parents: &mut [Option<usize>], faults: &mut Vec<EntryFault>) {
        const UNSEEN: usize = 0;
        let mut walk_of = vec![UNSEEN; parents.len()];
        for start in 0..parents.len() {
            let walk = start + 1;
            let mut place = start;
            while walk_of[place] == UNSEEN {
                walk_of[place] = walk;
                let Some(parent) = parents[place] else { break };
                if walk_of[parent] != walk {
                    place = parent;
                    continue;
                }
                // Only classes with a named parent can close a cycle; one whose container is in it goes to the top.
                let by_form = self.container_of(&self.nodes[place].symbol).filter(|form| *form != parent);
                faults.push(EntryFault::Cycle {
                    symbol: self.nodes[place].symbol.clone(),
                    parent: self.nodes[parent].symbol.clone(),
                    instead: self.name(by_form.filter(|form| walk_of[*form] != walk)),
                });
                parents[place] = by_form.filter(|form| walk_of[*form] != walk);
                break;
            }
        }
    }
}
