//! Years along an axis, and which of them are not wholly published.

use model::Date;
use query::QueryError;

use super::{
    Words,
    scope::{DateOf, Scope},
};

/// Years shown at most: what is older stays in the search and is said to be left out.
const YEARS: u16 = 120;

/// Months from filing to publication: applications are published 18 months after their priority date (Paris Convention
/// practice; EPC Art. 93, Japan's Patent Act Art. 64, 35 U.S.C. 122).
pub(super) const LAG_MONTHS: u16 = 18;

/// From where on years are not wholly published.
#[derive(Debug, Clone, PartialEq)]
pub struct Lag {
    /// The year, and how much of it has passed.
    pub year: u16,
    pub share: f64,
    pub label: Words,
}

/// Years without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Timeline {
    pub(super) years: Vec<u16>,
    /// Documents before the first year, which are left out.
    pub(super) older: u64,
    /// Documents without the date.
    pub(super) undated: u64,
}

impl Timeline {
    /// The years of a date in the base: from the first with a document to the last.
    pub(super) fn of(scope: &Scope<'_>, date: DateOf) -> Result<Self, QueryError> {
        let counts = scope.base.set.years(scope.generation, date.column())?;
        let dated: u64 = counts.values().sum();
        let undated = scope.base.len() - dated;
        let (Some((&first, _)), Some((&last, _))) = (counts.first_key_value(), counts.last_key_value())
        else {
            return Ok(Self { years: Vec::new(), older: 0, undated });
        };
        let first = first.max(last.saturating_sub(YEARS - 1));
        let older = counts.range(..first).map(|(_, count)| count).sum();
        Ok(Self { years: (first..=last).collect(), older, undated })
    }

    /// One timeline from the earlier beginning to the later end.
    pub(super) fn joined(&self, other: &Self) -> Self {
        let ends = self.years.iter().chain(&other.years).copied();
        let (Some(first), Some(last)) = (ends.clone().min(), ends.max()) else { return self.clone() };
        let first = first.max(last.saturating_sub(YEARS - 1));
        Self {
            years: (first..=last).collect(),
            older: self.older + other.older,
            undated: self.undated + other.undated,
        }
    }

    /// What is left out, in words; nothing where nothing is.
    pub(super) fn left_out(&self) -> Option<Words> {
        if self.older == 0 && self.undated == 0 {
            return None;
        }
        let Self { older, undated, .. } = self;
        Some(Words::new(
            format!("日付のない文献 {undated} 件、{YEARS} 年より前の文献 {older} 件は図にありません。"),
            format!(
                "{undated} documents without the date and {older} older than {YEARS} years are not in the figure."
            ),
        ))
    }
}

impl Lag {
    /// Eighteen months before a day.
    pub(super) fn before(as_of: Date) -> Self {
        let months = as_of.year() * 12 + u16::from(as_of.month().unwrap_or(1)) - 1;
        let from = months.saturating_sub(LAG_MONTHS);
        Self {
            year: from / 12,
            share: f64::from(from % 12) / 12.0,
            label: Words::new("未公開分あり（18か月）", "not all published (18 months)"),
        }
    }

    /// The same where years that are shown reach into it.
    pub(super) fn within(as_of: Option<Date>, last: Option<u16>) -> Option<Self> {
        as_of.map(Self::before).filter(|lag| last.is_some_and(|last| lag.year <= last))
    }

    /// The place on an axis of years, in steps from the first year.
    pub fn from(&self, first: u16) -> f64 {
        f64::from(self.year) - f64::from(first) + self.share
    }
}

/// Spans of years of equal width that cover a timeline, eight or so, and how many of them are wholly published.
///
/// Years that are not make a span of their own: counts of a span that ends with one would say that the whole of it is less.
pub(super) fn periods(years: &[u16], lag: Option<&Lag>) -> (Vec<(u16, u16)>, usize) {
    let (Some(&first), Some(&last)) = (years.first(), years.last()) else { return (Vec::new(), 0) };
    let settled = lag.map_or(last, |lag| last.min(lag.year.saturating_sub(1)));
    let mut periods = if first <= settled { spans(first, settled) } else { Vec::new() };
    let whole = periods.len();
    if settled < last {
        periods.push((first.max(settled + 1), last));
    }
    (periods, whole)
}

fn spans(first: u16, last: u16) -> Vec<(u16, u16)> {
    let count = last - first + 1;
    let width = [1, 2, 3, 4, 5, 10, 15, 20].into_iter().find(|width| count <= width * 8).unwrap_or(20);
    let mut spans = Vec::new();
    // Spans end with the last year, so that only the first may be shorter.
    let mut end = last;
    loop {
        let begin = end.saturating_sub(width - 1).max(first);
        spans.push((begin, end));
        if begin == first {
            break;
        }
        end = begin - 1;
    }
    spans.reverse();
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publications_lack_for_eighteen_months() {
        let lag = Lag::before("2026-01-31".parse().unwrap());
        assert_eq!((lag.year, lag.share), (2024, 0.5));
        assert_eq!(lag.from(2020), 4.5);
    }

    #[test]
    fn periods_cover_all_years_and_part_where_publication_is_not_complete() {
        #[track_caller]
        fn check(first: u16, last: u16, lag: &str, expected: &[(u16, u16)], whole: usize) {
            let lag = Lag::before(lag.parse().unwrap());
            let years: Vec<u16> = (first..=last).collect();
            assert_eq!(periods(&years, Some(&lag)), (expected.to_vec(), whole));
        }
        check(2020, 2022, "2026-01-31", &[(2020, 2020), (2021, 2021), (2022, 2022)], 3);
        check(2020, 2020, "2026-01-31", &[(2020, 2020)], 1);
        // Published until January 2026: 2024 and 2025 are not complete.
        check(
            2013,
            2025,
            "2026-01-31",
            &[
                (2013, 2013),
                (2014, 2015),
                (2016, 2017),
                (2018, 2019),
                (2020, 2021),
                (2022, 2023),
                (2024, 2025),
            ],
            6,
        );
        check(2025, 2025, "2026-01-31", &[(2025, 2025)], 0);
    }
}
