//! The day that documents must be older than.

use model::{Date, Document};

use crate::{Before, Filter, QueryError};

/// The day that is meant; `document` is the one whose claim the technique is.
pub(super) fn of(before: Before, document: Option<&Document>) -> Result<Date, QueryError> {
    let day = match (before, document) {
        (Before::Day(day), _) => Some(day),
        (_, None) => None,
        (_, Some(Document::Article(article))) => article.published,
        (Before::Published, Some(Document::Patent(patent))) => patent.published,
        (Before::Filed, Some(Document::Patent(patent))) => patent.filed.or(patent.published),
        (Before::Priority, Some(Document::Patent(patent))) => {
            let claimed = patent.priorities.iter().filter_map(|priority| priority.date).min();
            claimed.or(patent.filed).or(patent.published)
        }
    };
    day.ok_or_else(|| QueryError::NoDate { before: before.to_string() })
}

/// What was published before a day.
pub(super) fn published_before(day: Date) -> Result<Filter, QueryError> {
    let read = Filter::read("published", &[&format!("<{day}")]);
    read.map_err(|problems| QueryError::Refused { problems })
}
