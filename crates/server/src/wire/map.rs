use serde::Serialize;
use utoipa::ToSchema;
use value::maps::{Cell, Kind, Map, Name, Near, Row, Table, WhiteSpace, Words};

use super::for_reader;
use crate::{InterfaceLanguage, maps::Links};

/// The kinds of maps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MapsResponse {
    pub maps: Vec<MapDescription>,
}

/// A kind of map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MapDescription {
    /// The last part of its address.
    #[schema(example = "filings")]
    pub kind: String,
    pub title: String,
    /// What it can be divided by, the default first.
    pub by: Vec<String>,
    /// Rows, or rows and columns, where `top` is not given, and the most of them.
    pub top: usize,
    pub top_max: usize,
}

/// A map as its figures.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MapResponse {
    pub generation: String,
    #[schema(example = "filings")]
    pub kind: String,
    /// What it is divided by.
    pub by: String,
    pub title: String,
    /// The main figures in a sentence or two.
    pub summary: String,
    /// The query as understood, in the standard syntax; empty for all documents.
    pub query: String,
    /// What the search has besides its query, as parameters.
    #[schema(example = json!(["office=JP"]))]
    pub narrowed_by: Vec<String>,
    /// The documents that the map is about.
    pub total: MapCell,
    /// The newest publication of the index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// From where on years are not wholly published; present where time is an axis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lag: Option<MapLag>,
    /// The figures of the chart first.
    pub tables: Vec<MapTable>,
    /// Cells far below expectation, those with most expected first, at most eight.
    pub white_spaces: Vec<MapWhiteSpace>,
    /// How it is made.
    pub method: Vec<String>,
    /// What it does not say.
    pub limits: Vec<String>,
}

/// The beginning of what is not wholly published.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MapLag {
    pub year: u16,
    /// The share of that year that has passed before.
    pub share: f64,
    pub label: String,
}

/// A cell far below expectation, and the documents of the search that rank first for the words of its row and column.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MapWhiteSpace {
    pub row: MapName,
    pub column: MapName,
    pub cell: MapCell,
    pub nearest: Vec<MapDocument>,
}

/// A document that a map names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MapDocument {
    pub id: String,
    /// In the reader's language where it has one.
    pub title: String,
    /// The title's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// Counts by rows and columns.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MapTable {
    #[schema(example = "years")]
    pub key: String,
    pub title: String,
    /// What the rows are.
    pub rows_are: String,
    pub attributes: Vec<String>,
    pub columns: Vec<MapName>,
    pub rows: Vec<MapRow>,
}

/// A name of a row or column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MapName {
    pub text: String,
    /// The title of a class, for example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<String>,
    /// Whether it is as a source writes it, in a language that is not told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub as_written: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MapRow {
    pub name: MapName,
    /// One for each attribute of the table; empty where the row has none.
    pub attributes: Vec<MapName>,
    /// One for each column; null where there is nothing to count.
    #[schema(value_type = Vec<Option<MapCell>>)]
    pub cells: Vec<Option<MapCell>>,
}

/// A count and the search that it stands for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MapCell {
    pub count: u64,
    /// documents: the total of the search; families: its simple families; applicants: the distinct values of its facet.
    #[schema(example = "documents")]
    pub unit: String,
    /// The query of that search; the parameters of the map narrow it as they narrow the map.
    pub query: String,
    /// Its address on this server.
    pub search: String,
    /// How many there would be if rows and columns had nothing to do with each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<f64>,
    /// Whether the count is far below that.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub white_space: bool,
}

/// The kinds in a language.
pub(crate) fn maps_response(language: InterfaceLanguage) -> MapsResponse {
    let described = |kind: Kind| MapDescription {
        kind: kind.as_str().to_owned(),
        title: text(&kind.words(), language),
        by: kind.choices().iter().map(|by| by.as_str().to_owned()).collect(),
        top: kind.top(),
        top_max: kind.most(),
    };
    MapsResponse { maps: Kind::ALL.into_iter().map(described).collect() }
}

/// A map in a language, with addresses.
pub(crate) fn map_response(
    map: &Map,
    links: &Links,
    generation: &str,
    language: InterfaceLanguage,
) -> MapResponse {
    let texts = |words: &[Words]| words.iter().map(|words| text(words, language)).collect();
    let writer = Writer { links, language };
    MapResponse {
        generation: generation.to_owned(),
        kind: map.kind.as_str().to_owned(),
        by: map.by.as_str().to_owned(),
        title: text(&map.title, language),
        summary: text(&map.summary, language),
        query: links.whole(),
        narrowed_by: links.narrowed_by(),
        total: writer.cell(&map.total),
        as_of: map.as_of.map(|day| day.to_string()),
        lag: map.lag.as_ref().map(|lag| MapLag {
            year: lag.year,
            share: lag.share,
            label: text(&lag.label, language),
        }),
        tables: map.tables.iter().map(|table| writer.table(table)).collect(),
        white_spaces: map.white_spaces.iter().map(|space| writer.white_space(space)).collect(),
        method: texts(&map.method),
        limits: texts(&map.limits),
    }
}

struct Writer<'a> {
    links: &'a Links,
    language: InterfaceLanguage,
}

impl Writer<'_> {
    fn table(&self, table: &Table) -> MapTable {
        MapTable {
            key: table.key.to_owned(),
            title: text(&table.title, self.language),
            rows_are: text(&table.rows_are, self.language),
            attributes: table.attributes.iter().map(|words| text(words, self.language)).collect(),
            columns: table.columns.iter().map(|name| self.name(name)).collect(),
            rows: table.rows.iter().map(|row| self.row(row)).collect(),
        }
    }

    fn white_space(&self, space: &WhiteSpace) -> MapWhiteSpace {
        let document = |near: &Near| {
            let title = for_reader(&near.titles, self.language);
            MapDocument {
                id: near.id.clone(),
                title: title.map_or_else(|| near.id.clone(), |title| title.text.clone()),
                language: title.map(|title| title.language.to_string()),
            }
        };
        MapWhiteSpace {
            row: self.name(&space.row),
            column: self.name(&space.column),
            cell: self.cell(&space.cell),
            nearest: space.nearest.iter().map(document).collect(),
        }
    }

    fn row(&self, row: &Row) -> MapRow {
        MapRow {
            name: self.name(&row.name),
            attributes: row.attributes.iter().map(|name| self.name(name)).collect(),
            cells: row.cells.iter().map(|cell| cell.as_ref().map(|cell| self.cell(cell))).collect(),
        }
    }

    fn name(&self, name: &Name) -> MapName {
        let more = text(&name.more, self.language);
        MapName {
            text: text(&name.words, self.language),
            more: (!more.is_empty()).then_some(more),
            as_written: name.is_foreign,
        }
    }

    fn cell(&self, cell: &Cell) -> MapCell {
        MapCell {
            count: cell.count,
            unit: cell.unit.as_str().to_owned(),
            query: self.links.query(cell),
            search: self.links.href("/v1/search", cell),
            // Two decimals are what the arithmetic is worth.
            expected: cell.expected.map(|expected| (expected * 100.0).round() / 100.0),
            white_space: cell.is_white,
        }
    }
}

fn text(words: &Words, language: InterfaceLanguage) -> String {
    language.pick(&words.ja, &words.en).to_owned()
}
