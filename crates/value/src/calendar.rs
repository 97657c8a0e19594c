//! Differences of dates.

use model::Date;

/// Days from one date to another, negative backwards; `None` where a day is not known.
pub(crate) fn days_between(from: Date, to: Date) -> Option<i64> {
    Some(to.days_since_1970()? - from.days_since_1970()?)
}

/// The same day, years later; the day before where that year has no 29 February.
pub(crate) fn years_later(date: Date, years: u16) -> Date {
    let year = date.year() + years;
    let same = Date::new(year, date.month(), date.day());
    let day_before = || Date::new(year, date.month(), date.day().map(|day| day - 1));
    same.or_else(|_| day_before()).unwrap_or(date)
}

/// Days of a year on average.
pub(crate) const DAYS_OF_YEAR: f64 = 365.2425;

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn days_are_counted() {
        for (from, to, days) in [
            ("2008-04-01", "2008-04-01", 0),
            ("2008-02-28", "2008-03-01", 2),
            ("2007-12-31", "2008-01-01", 1),
            ("2000-01-01", "2001-01-01", 366),
            ("1900-01-01", "2000-01-01", 36_524),
            ("2012-05-01", "2008-04-01", -1491),
        ] {
            assert_eq!(days_between(date(from), date(to)), Some(days), "{from} to {to}");
        }
        assert_eq!(days_between(date("2008-04"), date("2009-01-01")), None);
    }

    #[test]
    fn years_later_is_the_same_day() {
        assert_eq!(years_later(date("2008-02-29"), 5), date("2013-02-28"));
        assert_eq!(years_later(date("2008-02-29"), 20), date("2028-02-29"));
        assert_eq!(years_later(date("2008-04"), 1), date("2009-04"));
        assert_eq!(years_later(date("2008"), 1), date("2009"));
    }
}
