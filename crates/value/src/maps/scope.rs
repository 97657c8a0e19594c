//! Groups of the documents of a search, and what is counted of them.

use indexer::{Generation, KeywordField, NumberField};
use model::Date;
use query::{Ast, Bound, DocumentSet, Field, Leaf, Operand, QueryError, Value, latest};

use super::{Cell, MapRequest, Unit};
use crate::facts::date_of;

/// The search that a map is drawn of, on one generation.
pub(super) struct Scope<'m> {
    pub(super) generation: &'m Generation,
    pub(super) request: &'m MapRequest,
    /// The documents of the search, narrowed to what the map is about.
    pub(super) base: Group,
    /// The newest publication of the index: maps are drawn as of this day.
    pub(super) as_of: Option<Date>,
}

/// Some of the documents of the search.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// What they fulfil besides the search itself.
    pub(super) conditions: Vec<Ast>,
    pub(super) set: DocumentSet,
}

impl<'m> Scope<'m> {
    /// All documents that a search found.
    pub(super) fn new(
        generation: &'m Generation,
        request: &'m MapRequest,
        found: &DocumentSet,
    ) -> Result<Self, QueryError> {
        let as_of = latest(generation, NumberField::Published)?.and_then(|day| date_of(day as u32));
        let base = Group { conditions: Vec::new(), set: found.clone() };
        Ok(Self { generation, request, base, as_of })
    }

    /// The documents of the base that fulfil a condition, as a base.
    pub(super) fn narrowed(&self, condition: Ast) -> Result<Self, QueryError> {
        Ok(Self { base: self.group(condition)?, ..*self })
    }

    /// The documents of the base that are patents.
    pub(super) fn of_patents(&self) -> Result<Self, QueryError> {
        self.narrowed(is("type", "patent"))
    }

    /// The documents of the base that fulfil a condition.
    pub(super) fn group(&self, condition: Ast) -> Result<Group, QueryError> {
        let set = DocumentSet::matching(self.generation, &condition, &[], &self.request.across)?;
        let set = self.base.set.and(&set);
        Ok(Group { conditions: [self.base.conditions.clone(), vec![condition]].concat(), set })
    }

    /// The documents of the base in each of some years, by one reading of the column of dates.
    pub(super) fn in_each_year(&self, date: DateOf, years: &[u16]) -> Result<Vec<Group>, QueryError> {
        let mut sets = self.base.set.by_year(self.generation, date.column())?;
        let group = |year: &u16| Group {
            conditions: [self.base.conditions.clone(), vec![in_years(date, *year, *year)]].concat(),
            set: sets.remove(year).unwrap_or_else(|| self.base.set.none()),
        };
        Ok(years.iter().map(group).collect())
    }

    /// The most frequent values of a column in the base.
    pub(super) fn top(&self, column: KeywordField, size: usize) -> Result<Vec<String>, QueryError> {
        let values = self.base.set.values(self.generation, column)?;
        Ok(values.into_iter().take(size).map(|(value, _)| value).collect())
    }

    pub(super) fn families(&self, group: &Group) -> Result<Cell, QueryError> {
        let count = group.set.families(self.generation)?.simple;
        Ok(Cell { count, unit: Unit::Families, ..group.cell() })
    }

    pub(super) fn applicants(&self, group: &Group) -> Result<Cell, QueryError> {
        let count = group.set.values(self.generation, KeywordField::ApplicantFacet)?.len() as u64;
        Ok(Cell { count, unit: Unit::Applicants, ..group.cell() })
    }
}

impl Group {
    pub(super) fn len(&self) -> u64 {
        self.set.len()
    }

    /// The documents counted.
    pub(super) fn cell(&self) -> Cell {
        cell(self.len(), self.conditions.clone())
    }

    /// The documents of both counted.
    pub(super) fn with(&self, other: &Self) -> Cell {
        cell(self.set.common(&other.set), self.joined(other))
    }

    fn joined(&self, other: &Self) -> Vec<Ast> {
        let mut conditions = self.conditions.clone();
        for condition in &other.conditions {
            if !conditions.contains(condition) {
                conditions.push(condition.clone());
            }
        }
        conditions
    }
}

fn cell(count: u64, conditions: Vec<Ast>) -> Cell {
    Cell { count, unit: Unit::Documents, conditions, expected: None, is_white: false }
}

/// A condition that a field has this value.
pub(super) fn is(field: &'static str, value: &str) -> Ast {
    Ast::leaf(known(field), Operand::Word(value.to_owned()))
}

/// A condition that a field has exactly this value, in this case.
pub(super) fn is_exactly(field: &'static str, value: &str) -> Ast {
    Ast::leaf(known(field), Operand::Exact(value.to_owned()))
}

/// A condition that a text has these very words.
pub(super) fn says(field: &'static str, text: &str) -> Ast {
    Ast::leaf(known(field), Operand::Quoted(text.to_owned()))
}

/// A condition that a field has none of these values.
pub(super) fn is_none_of(field: &'static str, values: &[String]) -> Ast {
    Ast::Not(Box::new(Ast::Or(values.iter().map(|value| is(field, value)).collect())))
}

/// A date that documents are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateOf {
    Filing,
    /// Of the earliest priority.
    Priority,
    Publication,
}

impl DateOf {
    pub(super) fn column(self) -> NumberField {
        match self {
            Self::Filing => NumberField::Filed,
            Self::Priority => NumberField::Priority,
            Self::Publication => NumberField::Published,
        }
    }

    fn field(self) -> &'static str {
        match self {
            Self::Filing => "filed",
            Self::Priority => "priority",
            Self::Publication => "published",
        }
    }
}

/// A condition that a date lies in these years, both included.
pub(super) fn in_years(date: DateOf, first: u16, last: u16) -> Ast {
    let year = |year| Date::new(year, None, None).ok();
    between(date.field(), year(first), year(last))
}

/// A condition that a date lies between two others, both included.
pub(super) fn between(field: &'static str, first: Option<Date>, last: Option<Date>) -> Ast {
    let bound = |date| Bound { value: Value::Date(date), inclusive: true };
    let operand = Operand::Range { lower: first.map(bound), upper: last.map(bound) };
    Ast::Leaf(Leaf { field: known(field), operand })
}

fn known(field: &'static str) -> Field {
    // The callers name rows of the table of fields, which a test compares.
    Field::find(field).unwrap_or(Field::TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_maps_name_exist() {
        for field in [
            "type",
            "office",
            "origin",
            "applicant.name",
            "sector",
            "status",
            "filed",
            "priority",
            "published",
            "ipc",
            "cpc",
            "fi",
            "fterm",
            "language",
            "abstract",
            "number",
            "cites",
        ] {
            assert!(Field::find(field).is_some(), "{field}");
        }
    }

    #[test]
    fn conditions_are_written_as_people_write_them() {
        for (condition, expected) in [
            (is("office", "JP"), "office:JP"),
            (in_years(DateOf::Filing, 2015, 2015), "filed:2015"),
            (in_years(DateOf::Filing, 2015, 2018), "filed:[2015 TO 2018]"),
            (is_exactly("applicant.name", "青葉 電池"), "applicant.name:=\"青葉 電池\""),
            (is_none_of("office", &["JP".to_owned(), "US".to_owned()]), "NOT (office:JP OR office:US)"),
            (says("abstract", "寸法のばらつき"), "abstract:\"寸法のばらつき\""),
        ] {
            assert_eq!(condition.to_string(), expected);
            assert_eq!(query::parse(expected).ast, condition);
        }
    }
}
