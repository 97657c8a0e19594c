//! The day that documents asked for must be older than.

use std::{fmt, str::FromStr};

use model::{Date, Document};

use crate::{Filter, QueryError};

/// The day that documents asked for must be older than.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Before {
    Day(Date),
    /// The earliest priority; the filing, and then the publication, of a document without.
    Priority,
    /// The filing; the publication of a document without.
    Filed,
    Published,
}

/// A day that is neither a date nor one of a document's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{written:?} is no day: expected priority, filed, published or a date such as 2012-03-04")]
pub struct UnknownDay {
    pub written: String,
}

impl Before {
    /// The days of a document.
    pub const OF_DOCUMENT: [Self; 3] = [Self::Priority, Self::Filed, Self::Published];

    /// The word for a document's day; for a date, what it is.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day(_) => "date",
            Self::Priority => "priority",
            Self::Filed => "filed",
            Self::Published => "published",
        }
    }

    /// The day that is meant for what is compared with a document; of an article each is its publication.
    pub fn of(self, document: &Document) -> Option<Date> {
        let Document::Patent(patent) = document else {
            return if let Self::Day(day) = self { Some(day) } else { document.published() };
        };
        match self {
            Self::Day(day) => Some(day),
            Self::Published => patent.published,
            Self::Filed => patent.filed.or(patent.published),
            Self::Priority => {
                let claimed = patent.priorities.iter().filter_map(|priority| priority.date).min();
                claimed.or(patent.filed).or(patent.published)
            }
        }
    }

    /// The same, where there is a document.
    ///
    /// Errors: [`QueryError::NoDate`].
    pub(crate) fn day(self, source: Option<&Document>) -> Result<Date, QueryError> {
        let day = match (self, source) {
            (Self::Day(day), _) => Some(day),
            (before, source) => source.and_then(|document| before.of(document)),
        };
        day.ok_or_else(|| QueryError::NoDate { before: self.to_string() })
    }
}

/// What was published before a day.
pub(crate) fn published_before(day: Date) -> Result<Filter, QueryError> {
    let read = Filter::read("published", &[&format!("<{day}")]);
    read.map_err(|problems| QueryError::Refused { problems })
}

impl fmt::Display for Before {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            of_document => f.write_str(of_document.name()),
        }
    }
}

impl FromStr for Before {
    type Err = UnknownDay;

    fn from_str(text: &str) -> Result<Self, UnknownDay> {
        match text.trim() {
            "priority" => Ok(Self::Priority),
            "filed" => Ok(Self::Filed),
            "published" => Ok(Self::Published),
            date => match date.replace('/', "-").parse() {
                Ok(day) => Ok(Self::Day(day)),
                Err(_) => Err(UnknownDay { written: text.to_owned() }),
            },
        }
    }
}
