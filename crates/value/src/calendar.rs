//! Differences of dates.

use model::Date;

/// Days since 0000-03-01 in the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible low-level date
/// algorithms", days_from_civil); `None` where the day is not known.
fn day_number(date: Date) -> Option<i64> {
    let (month, day) = (i64::from(date.month()?), i64::from(date.day()?));
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let (era, month) = (year.div_euclid(400), (month + 9) % 12);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    Some(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year)
}

/// Days from one date to another, negative backwards; `None` where a day is not known.
pub(crate) fn days_between(from: Date, to: Date) -> Option<i64> {
    Some(day_number(to)? - day_number(from)?)
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
