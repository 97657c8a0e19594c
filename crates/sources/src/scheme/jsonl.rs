//! JSON Lines: `{"scheme":"fi","version":"2024-01"}` before the entries of a scheme, then one entry a line:
//! `{"symbol":"A23D9/00,504","parent":"A23D9/00,500","titles":{"ja":"…","en":"…"}}`; `dots` can stand for `parent`.

use std::collections::BTreeMap;

use model::{ClassEntry, Language, SchemeKind, Text};
use serde::Deserialize;

use super::Collector;
use crate::Reason;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    scheme: Option<String>,
    version: Option<String>,
    #[serde(default)]
    excerpt: bool,
    symbol: Option<String>,
    parent: Option<String>,
    dots: Option<usize>,
    #[serde(default)]
    titles: BTreeMap<String, String>,
}

pub(super) fn line(text: &str, record: u64, collector: &mut Collector<'_>) {
    if let Err(reason) = read(text, record, collector) {
        collector.fault(record, None, reason);
    }
}

fn read(text: &str, record: u64, collector: &mut Collector<'_>) -> Result<(), Reason> {
    let json = |error: serde_json::Error| Reason::Json { path: String::new(), message: error.to_string() };
    let line: Line = serde_json::from_str(text).map_err(json)?;
    let invalid = |field| move |invalid| Reason::Invalid { field, invalid };
    let named = line.scheme.map(|name| name.parse::<SchemeKind>()).transpose().map_err(invalid("scheme"))?;
    let kind = named.or(collector.last_kind()).ok_or(Reason::Missing { field: "scheme" })?;
    if named.is_some() || line.version.is_some() {
        collector.header(kind, line.version.as_deref(), line.excerpt);
    }
    let Some(symbol) = line.symbol else { return Ok(()) };
    let mut titles = Vec::new();
    for (language, title) in line.titles {
        let language: Language = language.parse().map_err(invalid("titles"))?;
        titles.push(Text::new(language, title));
    }
    collector.add(kind, ClassEntry { symbol, parent: line.parent, dots: line.dots, titles }, record, None);
    Ok(())
}
