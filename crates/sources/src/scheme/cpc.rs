//! The CPC Scheme XML: `classification-item` inside `classification-item`, as the tree is.

use model::{ClassEntry, Language, SchemeKind, Text};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::Collector;
use crate::{Limits, Reason, xml::resolve_reference};

/// Items that only group what follows, under the symbol of their first member: subsections and guide headings.
const GROUPING_LEVELS: [&str; 2] = ["3", "6"];

/// One file of the scheme.
pub(super) fn read(text: &str, limits: &Limits, collector: &mut Collector<'_>) {
    let mut reader = Reader::from_str(text);
    let mut file = File { items: Vec::new(), text: None, title: Title::default(), records: 0 };
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let reason = Reason::NotWellFormed { message: error.to_string() };
                return collector.fault(file.records.max(1), Some(reader.error_position()), reason);
            }
        };
        let position = reader.buffer_position();
        match event {
            Event::Eof => return,
            Event::Start(tag) => {
                if let Err(reason) = file.start(&tag, position, limits, collector) {
                    return collector.fault(file.records.max(1), Some(position), reason);
                }
            }
            Event::Empty(_) => file.characters(" "),
            Event::End(tag) => file.end(tag.name().into_inner(), collector),
            Event::Text(text) => file.characters(&text.xml10_content()),
            Event::CData(data) => file.characters(&data.xml10_content()),
            Event::GeneralRef(reference) => file.characters(&resolve_reference(&reference)),
            Event::Decl(_) | Event::DocType(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

struct File {
    /// The items that are open, the innermost last.
    items: Vec<Item>,
    /// The symbol that is being read.
    text: Option<String>,
    title: Title,
    records: u64,
}

struct Item {
    symbol: String,
    title: String,
    is_grouping: bool,
    is_told: bool,
    record: u64,
    position: u64,
}

/// The title that is being read: its parts, without the references that stand in parentheses after them.
#[derive(Default)]
struct Title {
    text: String,
    is_open: bool,
    references: usize,
}

impl File {
    fn start(
        &mut self,
        tag: &BytesStart<'_>,
        position: u64,
        limits: &Limits,
        collector: &mut Collector<'_>,
    ) -> Result<(), Reason> {
        let name = tag.name().into_inner();
        match name {
            "class-scheme" => {
                let version = attribute(tag, "publication-date");
                collector.header(SchemeKind::Cpc, version.as_deref(), false);
            }
            "classification-item" => {
                self.tell(collector);
                if limits.depth <= self.items.len() {
                    return Err(Reason::TooDeep { element: name.to_owned(), limit: limits.depth });
                }
                self.records += 1;
                let level = attribute(tag, "level").unwrap_or_default();
                self.items.push(Item {
                    symbol: String::new(),
                    title: String::new(),
                    is_grouping: GROUPING_LEVELS.contains(&level.as_str()),
                    is_told: false,
                    record: self.records,
                    position,
                });
            }
            "classification-symbol" => self.text = Some(String::new()),
            "class-title" => self.title = Title { is_open: true, ..Title::default() },
            "title-part" if !self.title.text.trim().is_empty() => self.title.text.push_str("; "),
            "reference" => self.title.references += 1,
            _ => {}
        }
        Ok(())
    }

    fn characters(&mut self, characters: &str) {
        if let Some(text) = &mut self.text {
            text.push_str(characters);
        } else if self.title.is_open && self.title.references == 0 {
            self.title.text.push_str(characters);
        }
    }

    fn end(&mut self, name: &str, collector: &mut Collector<'_>) {
        match name {
            "classification-symbol" => {
                let symbol = self.text.take().unwrap_or_default();
                if let Some(item) = self.items.last_mut() {
                    item.symbol = symbol;
                }
            }
            "class-title" => {
                self.title.is_open = false;
                let words: Vec<&str> = self.title.text.split_whitespace().collect();
                if let Some(item) = self.items.last_mut() {
                    item.title = words.join(" ").replace(" ;", ";");
                }
            }
            "reference" => self.title.references = self.title.references.saturating_sub(1),
            "classification-item" => {
                self.tell(collector);
                self.items.pop();
            }
            _ => {}
        }
    }

    /// Hands over the innermost item, once its title must have been read.
    fn tell(&mut self, collector: &mut Collector<'_>) {
        let Some((item, above)) = self.items.split_last_mut() else { return };
        if item.is_told || item.is_grouping {
            return;
        }
        item.is_told = true;
        let parent = above.iter().rev().find(|item| !item.is_grouping);
        let titles = match item.title.as_str() {
            "" => Vec::new(),
            title => vec![Text::new(Language::EN, title)],
        };
        let entry = ClassEntry {
            symbol: item.symbol.clone(),
            parent: parent.map(|parent| parent.symbol.clone()),
            dots: None,
            titles,
        };
        collector.add(SchemeKind::Cpc, entry, item.record, Some(item.position));
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        tag.attributes().filter_map(Result::ok).find(|attribute| attribute.key.into_inner() == name)?;
    Some(found.value.into_owned())
}
