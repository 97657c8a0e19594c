//! Where the marks of a map lead.

use query::Ast;
use value::maps::{Cell, Map, Unit};

use super::MapError;
use crate::request::Pairs;

/// Bytes of addresses that an answer has at most: each mark repeats the query, so that a long one makes them long.
pub(crate) const ADDRESSES_MAX_BYTES: usize = 16 * 1024 * 1024;

/// The search's own parameters, to whose query each mark adds its conditions.
#[derive(Debug, Clone)]
pub(crate) struct Links {
    /// The query by itself, in the standard syntax.
    pub(super) query: Ast,
    /// Everything else that the search has.
    pub(super) pairs: Pairs,
    /// What stands before the path of every mark; without it they lead nowhere.
    pub(super) base: Option<String>,
}

impl Links {
    /// What the search has besides its query, as parameters: `office=JP`.
    pub(crate) fn narrowed_by(&self) -> Vec<String> {
        let of_search = self.pairs.0.iter().filter(|(name, _)| name != "lang");
        of_search.map(|(name, value)| format!("{name}={value}")).collect()
    }

    /// The query that finds what a cell counts.
    pub(crate) fn query(&self, cell: &Cell) -> String {
        self.narrowed_to(&cell.conditions)
    }

    /// The map's own query.
    pub(crate) fn whole(&self) -> String {
        self.narrowed_to(&[])
    }

    fn narrowed_to(&self, conditions: &[Ast]) -> String {
        let mut all = if self.query.is_everything() { Vec::new() } else { vec![self.query.clone()] };
        all.extend(conditions.iter().cloned());
        match all.len() {
            0 => String::new(),
            1 => all[0].to_string(),
            _ => Ast::And(all).to_string(),
        }
    }

    /// The address of the search below `path`: `/` for people, `/v1/search` for programs. Empty where marks lead nowhere.
    pub(crate) fn href(&self, path: &str, cell: &Cell) -> String {
        match self.base {
            Some(_) => self.address(path, self.query(cell), cell.unit),
            None => String::new(),
        }
    }

    /// The same with the server's whole address before it.
    pub(super) fn whole_href(&self, path: &str, cell: &Cell) -> String {
        self.base.as_ref().map_or_else(String::new, |base| format!("{base}{}", self.href(path, cell)))
    }

    fn address(&self, path: &str, query: String, unit: Unit) -> String {
        let mut pairs = Pairs::default();
        pairs.push("q", query);
        if unit == Unit::Families {
            pairs.push("collapse", "simple");
        }
        pairs.0.extend(self.pairs.0.iter().cloned());
        pairs.href(path)
    }

    /// Bytes of the map's own search, once for each of its marks: what a long query makes long.
    pub(super) fn bytes(&self, map: &Map) -> usize {
        let Some(base) = &self.base else { return 0 };
        let marks =
            1 + map.white_spaces.len() + map.tables.iter().map(|table| table.cells().count()).sum::<usize>();
        let address = self.address("/v1/search", self.whole(), map.total.unit);
        marks * (base.len() + address.len())
    }
}

/// Refuses addresses that would be more than an answer can have.
pub(crate) fn bounded(bytes: usize) -> Result<(), MapError> {
    if ADDRESSES_MAX_BYTES < bytes { Err(MapError::TooManyAddresses { bytes }) } else { Ok(()) }
}
