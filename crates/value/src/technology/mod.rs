//! WIPO's 35 technology fields from symbols of IPC, by the published concordance.

use std::{fmt, sync::LazyLock};

use rustc_hash::FxHashMap;

/// The table, its edition and its sources: see its head.
const CONCORDANCE: &str = include_str!("concordance.tsv");

/// The edition of the concordance, as answers name it.
pub const CONCORDANCE_EDITION: &str =
    "WIPO IPC-Technology Concordance (Schmoch 2008, as revised by WIPO to IPC 2018.01; 35 fields)";

/// One of the 35 fields, numbered as in the concordance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TechnologyField(u8);

/// One of the concordance's five sectors of technology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TechnologySector {
    Electrical,
    Instruments,
    Chemistry,
    Mechanical,
    Other,
}

/// A set of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FieldSet(u64);

struct Row {
    sector: TechnologySector,
    name_en: &'static str,
    name_ja: &'static str,
}

struct Concordance {
    /// By number, from field 1.
    rows: Vec<Row>,
    /// By class, subclass or main group.
    fields: FxHashMap<String, TechnologyField>,
}

static TABLE: LazyLock<Concordance> = LazyLock::new(|| Concordance::read(CONCORDANCE));

impl TechnologyField {
    /// How many there are.
    pub const COUNT: usize = 35;

    /// In the order of their numbers.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=Self::COUNT as u8).map(Self)
    }

    /// The field of a number from 1 to 35.
    pub fn new(number: u8) -> Option<Self> {
        (1..=Self::COUNT as u8).contains(&number).then_some(Self(number))
    }

    /// The field of a class, subclass or main group without its `/00`, `B01D45`; what the longest pattern that fits
    /// says. `None` for what the concordance does not have, such as section Y of CPC.
    pub fn of_symbol(symbol: &str) -> Option<Self> {
        [symbol.len(), 4, 3].into_iter().find_map(|end| TABLE.fields.get(symbol.get(..end)?)).copied()
    }

    /// From 1 to 35.
    pub fn number(self) -> u8 {
        self.0
    }

    pub fn name_en(self) -> &'static str {
        self.row().name_en
    }

    /// As in the annual reports of the Japan Patent Office.
    pub fn name_ja(self) -> &'static str {
        self.row().name_ja
    }

    pub fn sector(self) -> TechnologySector {
        self.row().sector
    }

    fn row(self) -> &'static Row {
        &TABLE.rows[usize::from(self.0) - 1]
    }
}

impl fmt::Display for TechnologyField {
    /// Its number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FieldSet {
    pub fn insert(&mut self, field: TechnologyField) {
        self.0 |= 1 << field.0;
    }

    pub fn contains(self, field: TechnologyField) -> bool {
        self.0 & 1 << field.0 != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// In the order of their numbers.
    pub fn iter(self) -> impl Iterator<Item = TechnologyField> {
        TechnologyField::all().filter(move |field| self.contains(*field))
    }

    /// The fields of either.
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Concordance {
    /// Reads the table that the crate carries; its shape is held by a test.
    fn read(table: &'static str) -> Self {
        let mut concordance = Self { rows: Vec::new(), fields: FxHashMap::default() };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, sector, name_en, name_ja, patterns] = columns[..] else {
                unreachable!("a line of the concordance has five columns: {line:?}")
            };
            concordance.rows.push(Row { sector: sector_of(sector), name_en, name_ja });
            let field = TechnologyField(concordance.rows.len() as u8);
            for pattern in patterns.split(' ') {
                for symbol in symbols_of(pattern) {
                    concordance.fields.insert(symbol, field);
                }
            }
        }
        concordance
    }
}

fn sector_of(word: &str) -> TechnologySector {
    match word {
        "electrical" => TechnologySector::Electrical,
        "instruments" => TechnologySector::Instruments,
        "chemistry" => TechnologySector::Chemistry,
        "mechanical" => TechnologySector::Mechanical,
        _ => TechnologySector::Other,
    }
}

/// `B01D45-53`: each main group of the range; others stand for themselves.
fn symbols_of(pattern: &str) -> Vec<String> {
    let range = pattern.split_once('-').and_then(|(first, last)| {
        let (subclass, first) = first.split_at_checked(4)?;
        Some((subclass, first.parse::<u32>().ok()?, last.parse::<u32>().ok()?))
    });
    match range {
        Some((subclass, first, last)) => (first..=last).map(|group| format!("{subclass}{group}")).collect(),
        None => vec![pattern.to_owned()],
    }
}

#[cfg(test)]
mod tests;
