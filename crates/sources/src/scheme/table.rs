//! Tables: columns apart by tabs, named in the first line: `symbol` (or `id`), `parent`, `dots`, `scheme` (several
//! apart by spaces), `title`, and `title.ja` or any other language. Lines before it can say what the scheme is:
//! `# scheme: ipc`, `# version: 2022`, `# excerpt: true`.

use model::{ClassEntry, Language, SchemeKind, Text};

use super::Collector;
use crate::Reason;

#[derive(Default)]
pub(super) struct Table {
    columns: Option<Vec<Column>>,
    kind: Option<SchemeKind>,
    version: Option<String>,
    excerpt: bool,
}

#[derive(Clone, Copy)]
enum Column {
    Symbol,
    Parent,
    Dots,
    Scheme,
    Title(Language),
    /// A column of a name that says nothing here.
    Other,
}

impl Table {
    pub(super) fn line(&mut self, line: &str, record: u64, collector: &mut Collector<'_>) {
        let read = match (line.strip_prefix('#'), &self.columns) {
            (Some(remark), _) => self.remark(remark),
            (None, None) => self.names(line, collector),
            (None, Some(columns)) => self.entry(columns, line, record, collector),
        };
        if let Err(reason) = read {
            collector.fault(record, None, reason);
        }
    }

    /// `# version: 2022`; other remarks are for people.
    fn remark(&mut self, remark: &str) -> Result<(), Reason> {
        let Some((name, value)) = remark.split_once(':') else { return Ok(()) };
        let value = value.trim();
        match name.trim() {
            "scheme" => {
                let kind = value.parse().map_err(|invalid| Reason::Invalid { field: "scheme", invalid })?;
                self.kind = Some(kind);
            }
            "version" => self.version = Some(value.to_owned()),
            "excerpt" => self.excerpt = value == "true",
            _ => {}
        }
        Ok(())
    }

    fn names(&mut self, line: &str, collector: &Collector<'_>) -> Result<(), Reason> {
        let default = collector.defaults.language.unwrap_or(Language::UNDETERMINED);
        let columns: Vec<Column> = line
            .split('\t')
            .map(|name| match name.trim() {
                "symbol" | "id" => Column::Symbol,
                "parent" => Column::Parent,
                "dots" => Column::Dots,
                "scheme" => Column::Scheme,
                "title" => Column::Title(default),
                name => {
                    let language = name.strip_prefix("title.").and_then(|code| code.parse().ok());
                    language.map_or(Column::Other, Column::Title)
                }
            })
            .collect();
        let has_symbols = columns.iter().any(|column| matches!(column, Column::Symbol));
        // Set in any case: lines below a bad first one are reported once, not each.
        self.columns = Some(if has_symbols { columns } else { Vec::new() });
        if has_symbols { Ok(()) } else { Err(Reason::Missing { field: "a column named symbol or id" }) }
    }

    fn entry(
        &self,
        columns: &[Column],
        line: &str,
        record: u64,
        collector: &mut Collector<'_>,
    ) -> Result<(), Reason> {
        if columns.is_empty() {
            return Ok(());
        }
        let mut entry = ClassEntry::default();
        let mut kinds: Vec<SchemeKind> = Vec::new();
        for (column, value) in columns.iter().zip(line.split('\t')) {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match column {
                Column::Symbol => entry.symbol = value.to_owned(),
                Column::Parent => entry.parent = Some(value.to_owned()),
                Column::Dots => {
                    let message = format!("{value:?} is not a number of dots");
                    let dots = value.parse();
                    entry.dots = Some(dots.map_err(|_| Reason::Json { path: "dots".to_owned(), message })?);
                }
                Column::Scheme => {
                    for name in value.split_whitespace() {
                        let kind =
                            name.parse().map_err(|invalid| Reason::Invalid { field: "scheme", invalid })?;
                        kinds.push(kind);
                    }
                }
                Column::Title(language) => entry.titles.push(Text::new(*language, value)),
                Column::Other => {}
            }
        }
        if kinds.is_empty() {
            kinds.extend(self.kind.or(collector.defaults.kind));
        }
        if kinds.is_empty() {
            return Err(Reason::Missing { field: "the name of the scheme" });
        }
        for kind in kinds {
            collector.header(kind, self.version.as_deref(), self.excerpt);
            collector.add(kind, entry.clone(), record, None);
        }
        Ok(())
    }
}
